"""Looking at an address from outside: HTTP, DNS and TCP, and what the look proves.

Three promises. Nothing is connected to but addresses that were judged after resolving (:mod:`.addresses`, the only
:func:`~.addresses.dial`). Nothing is *gone* but on affirmative evidence (:data:`lifecycle.clearances.enums.VERDICTS`). No
answer, however long, slow or malformed, costs more than the seconds and bytes of :class:`~.addresses.Reach`. Knows no
database and no user.
"""
