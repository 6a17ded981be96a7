"""What an approved system may never do: versioned rule sets, the questions asked about them, and a scan of what was written.

Vocabulary: a *red line* (红线) is one thing that is forbidden, with its question, its source and the kinds of system it
binds; a *match* is a place in a text that speaks of one, with its excerpt; an *exception* is only for safety or emergency and is
justified on its own. A match never refuses: a person answers it.
"""
