"""Organisations and their relations, accounts, roles and tokens. Each act ends in one event on the stream ``organisations``."""

from registry.organisations.services.accounts import close_account, create_account, reopen_account, set_password
from registry.organisations.services.organisations import add_organisation, relate, unrelate
from registry.organisations.services.roles import end, grant
from registry.organisations.services.tokens import issue_token, revoke_token

__all__ = [
    "add_organisation",
    "close_account",
    "create_account",
    "end",
    "grant",
    "issue_token",
    "relate",
    "reopen_account",
    "revoke_token",
    "set_password",
    "unrelate",
]
