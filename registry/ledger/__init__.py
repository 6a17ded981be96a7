"""What happened: append-only events in hash chains, and their verification.

Vocabulary: an *event* is one thing somebody did; a *stream* is the chain it hangs in (one per case, one per other
subject area); the *head* of a stream is its last event. No foreign keys: names are copied as text, so history never
blocks a deletion and never loses who did it. The chain proves that nothing was altered after the fact; it cannot prove
that a false entry was not entered. Never updates, never deletes.
"""
