"""What this room tells the rooms above it. Sent inside the transaction of the write."""

from django.dispatch import Signal

systems_written = Signal()
"""Systems were registered or changed. ``codes``: theirs."""

systems_removed = Signal()
"""Systems were taken out again, with everything that belonged to them. ``codes``: theirs, gone by now."""
