"""Writing promises down, and keeping the library they are chosen from."""

from lifecycle.commitments.services.library import add_indicator, withdraw_indicator
from lifecycle.commitments.services.promising import promise

__all__ = ["add_indicator", "promise", "withdraw_indicator"]
