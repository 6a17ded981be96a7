"""The engine: process tables, the pure ``decide()``, duties, rounds, submissions, reviews, decisions. The only way anything moves.

Vocabulary: a *case* concerns one system and follows one *process*, a versioned table in code that is pinned on the case; a
*command* is what somebody asks for; ``decide()`` answers what happens or every reason why not; ``execute()`` is the only hand
that writes. A *duty* is what a person has done in a case: one per person, for all its rounds. Never measures, never probes.
"""
