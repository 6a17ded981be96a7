"""How far the ledger had come, signed once a day: what shows that events and heads were rewritten together.

Vocabulary: a *checkpoint* states the end of every stream at one moment and hangs on the one before; the *key* signs it and
never leaves the installation, only its public half does. A checkpoint proves something once somebody else keeps it: hand
it out. Never seals a ledger that does not hold, never changes a checkpoint.
"""
