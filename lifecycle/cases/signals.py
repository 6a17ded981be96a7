"""What this room announces to upper rooms, inside the transaction of what happened."""

from django.dispatch import Signal

clearance_began = Signal()
"""``clearance``: one of the three now exists, open and empty."""
