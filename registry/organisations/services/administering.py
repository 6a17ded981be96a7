"""Who may keep organisations, accounts, roles and tokens."""

from django.utils.translation import gettext_lazy as _

from registry.organisations.models import Person
from registry.organisations.permissions import may_administer
from registry.organisations.selectors import roles_today
from registry.refusals import Obstacle


def obstacles_to_administer(by: Person | None) -> list[Obstacle]:
    """``None`` is the program itself (a command on the machine). One query."""
    if by is None or may_administer(roles_today(by)):
        return []
    return [Obstacle("not-administrator", _("Only an administrator may do this."), kind="who")]
