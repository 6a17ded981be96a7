"""What exists: systems of every kind, their access paths and costs; import and export of the register.

Vocabulary: a *system* is any app, platform, mini-program, account or work group; its *stage* is where it is in its life and
is moved only by the outcome of a case (``lifecycle.cases``); its *cadence* is the rhythm in which it is meant to be used; its
*eligible users* are those it is meant for. Never measures, never judges.
"""
