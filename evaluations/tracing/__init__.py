"""Trace-back (倒查): from what was decided, promised, found or done, backwards to everything it rests on.

Vocabulary: a *node* is one thing that happened or holds, with what it rests on below it; a *seal* is a hash that is computed
again while one looks. Names and standings come from the rows of that day, so it works after people have left. Writes
nothing, judges nobody: it shows who did what in which duty, and on what.
"""
