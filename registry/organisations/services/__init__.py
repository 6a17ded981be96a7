"""Organisations and their relations, accounts, roles, delegations, interests and tokens.

Each act ends in one event on the stream ``organisations``.
"""

from registry.organisations.services.accounts import (
    close_account,
    create_account,
    reopen_account,
    set_email,
    set_password,
)
from registry.organisations.services.delegations import delegate, end_delegation
from registry.organisations.services.interests import declare_interest, end_interest
from registry.organisations.services.organisations import add_organisation, relate, unrelate
from registry.organisations.services.roles import end, grant
from registry.organisations.services.tokens import issue_token, revoke_token

__all__ = [
    "add_organisation",
    "close_account",
    "create_account",
    "declare_interest",
    "delegate",
    "end",
    "end_delegation",
    "end_interest",
    "grant",
    "issue_token",
    "relate",
    "reopen_account",
    "revoke_token",
    "set_email",
    "set_password",
    "unrelate",
]
