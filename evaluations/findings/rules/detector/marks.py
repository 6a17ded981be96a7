"""What one cell (system or series × day) says about effective use, and on which measure it stands.

Ordered so that of two marks the larger is the better evidence: a proof beats a possibility, a possibility beats a zero,
a zero of a narrower measure beats that of a wider one, anything beats nothing. A zero of a measure that bounds effective use
from above is a zero; a positive one only makes it possible.
"""

from enum import IntEnum
from typing import Final


class Mark(IntEnum):
    MISSING = 0
    SILENT = 1  # no row, while the collector said that it was up
    NO_SESSIONS = 2
    NO_ACTIVE_USERS = 3
    NO_SUBSTANTIVE_ACTIONS = 4
    NO_EFFECTIVE_USERS = 5
    SESSIONS = 8
    ACTIVE_USERS = 9
    COMPLETED = 12
    SUBSTANTIVE_ACTIONS = 13
    EFFECTIVE_USERS = 14
    UNSAID = 15  # a row without any measure of use: it takes its days, and says nothing


POSSIBLE: Final = 8
"""From here on somebody may have used it effectively."""
PROVEN: Final = 12
"""From here on somebody did."""
UNBOUNDED: Final = 10**12
"""The bound on effective users where no measure bounds them."""

MEASURES: Final[dict[int, str]] = {
    Mark.SILENT: "heartbeat",
    Mark.NO_SESSIONS: "sessions",
    Mark.NO_ACTIVE_USERS: "active_users",
    Mark.NO_SUBSTANTIVE_ACTIONS: "substantive_actions",
    Mark.NO_EFFECTIVE_USERS: "effective_users",
    Mark.SESSIONS: "sessions",
    Mark.ACTIVE_USERS: "active_users",
    Mark.COMPLETED: "completed",
    Mark.SUBSTANTIVE_ACTIONS: "substantive_actions",
    Mark.EFFECTIVE_USERS: "effective_users",
}
"""The measure a mark stands on."""
