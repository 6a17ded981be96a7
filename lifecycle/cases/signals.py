"""What this room announces to upper rooms, inside the transaction of what happened."""

from django.dispatch import Signal

clearance_began = Signal()
"""``clearance``: one of the three now exists, open and empty."""

case_opened = Signal()
"""``case``: a draft now exists."""

case_moved = Signal()
"""``case``, ``before`` and ``after`` (its states), ``command``, ``by`` (None: the program itself): a command was carried out."""

decision_taken = Signal()
"""``case``, ``decision``: a decision is in force."""

case_closed = Signal()
"""``case``: it has ended, as its ``outcome`` says."""
