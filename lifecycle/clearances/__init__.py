"""The three clearances (三清): accounts, permissions, access paths; inventories, fresh lists, probes and what they prove.

Vocabulary: an *item* is one thing that must be gone; a *probe* is one look at it, with a verdict *gone*, *still there* or
*unknown*; unknown is never gone. Never disables anything by itself.
"""
