"""What a rule, a threshold or a question rests on (依据): one closed vocabulary for every room that shows one.

Vocabulary: a *source* says who set a rule; whoever stores one says beside it, in words, which document. An expert
proposal is never shown as law. Holds no rows, decides nothing.
"""

from registry.provenance.sources import Source

__all__ = ["Source"]
