"""What stands against an act of this room. Pure."""

from registry.organisations.rules.accounts import (
    obstacles_to_account,
    obstacles_to_close,
    obstacles_to_password,
    obstacles_to_reopen,
    obstacles_to_set_password,
)
from registry.organisations.rules.delegations import (
    DELEGABLE,
    MOST_DAYS,
    obstacles_to_delegate,
    obstacles_to_end_delegation,
)
from registry.organisations.rules.interests import obstacles_to_declare_interest, obstacles_to_end_interest
from registry.organisations.rules.relations import obstacles_to_relate
from registry.organisations.rules.roles import REVIEWERS, WORKFLOW, are_forbidden_together, obstacles_to_grant

__all__ = [
    "DELEGABLE",
    "MOST_DAYS",
    "REVIEWERS",
    "WORKFLOW",
    "are_forbidden_together",
    "obstacles_to_account",
    "obstacles_to_close",
    "obstacles_to_declare_interest",
    "obstacles_to_delegate",
    "obstacles_to_end_delegation",
    "obstacles_to_end_interest",
    "obstacles_to_grant",
    "obstacles_to_password",
    "obstacles_to_relate",
    "obstacles_to_reopen",
    "obstacles_to_set_password",
]
