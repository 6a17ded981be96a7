"""What an account must be like, and when it may be closed."""

import re
from collections.abc import Collection

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from registry.organisations.enums import Role
from registry.refusals import Obstacle

MOST_CHARACTERS = 150
_USERNAME = re.compile(r"[\w.@+-]+")  # no colon: token:7 is a program

_CLOSED = Obstacle("account-closed", _("The account is closed."))


def obstacles_to_account(*, username: str, name: str, taken: bool) -> list[Obstacle]:
    """Against a new account; ``taken``: somebody has it, in whatever case of letters."""
    found: list[Obstacle] = []
    if not _USERNAME.fullmatch(username) or len(username) > MOST_CHARACTERS:
        message = _("An account has 1 to 150 letters, digits and the characters . @ + - _.")
        found.append(Obstacle("bad-username", message, field="username", kind="content"))
    if taken:
        found.append(Obstacle("username-taken", _("Somebody has this account already."), field="username"))
    if not name or len(name) > MOST_CHARACTERS:
        message = _("Write the person's name, in at most 150 characters.")
        found.append(Obstacle("bad-name", message, field="name", kind="content"))
    return found


def obstacles_to_password(password: str) -> list[Obstacle]:
    """Everything ``AUTH_PASSWORD_VALIDATORS`` has against a password, in Django's words."""
    try:
        validate_password(password)
    except ValidationError as refused:
        return [Obstacle("weak-password", message, field="password", kind="content") for message in refused.messages]
    return []


def obstacles_to_set_password(*, is_active: bool) -> list[Obstacle]:
    return [] if is_active else [_CLOSED]


def obstacles_to_close(
    *, is_active: bool, is_own: bool, roles: Collection[str], others_administer: bool
) -> list[Obstacle]:
    """Against closing an account whose person holds ``roles`` today; somebody must be left who can open it again."""
    found = [] if is_active else [_CLOSED]
    if is_own:
        found.append(Obstacle("own-account", _("Another administrator has to close your account."), kind="who"))
    if Role.ADMINISTRATOR in roles and not others_administer:
        found.append(
            Obstacle("last-administrator", _("Nobody else could administer. Make another administrator first."))
        )
    return found


def obstacles_to_reopen(*, is_active: bool) -> list[Obstacle]:
    return [Obstacle("account-open", _("The account is open."))] if is_active else []
