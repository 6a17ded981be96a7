"""The only judge. Pure: no query, no clock, no ORM; what it needs to know is in the snapshot."""

from lifecycle.cases.rules.judge import Accepted, decide

__all__ = ["Accepted", "decide"]
