"""Who may act for whom. The longest time is set by the organisation (本单位设定)."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _

from registry.organisations.enums import Role
from registry.organisations.models import Delegation, Membership
from registry.organisations.rules.roles import WORKFLOW, obstacles_to_grant
from registry.refusals import Obstacle

MOST_DAYS = 90
DELEGABLE = WORKFLOW | {Role.LEADER}


def obstacles_to_delegate(
    *,
    role: str,
    given_by: Membership | None,
    taker_held: Sequence[Membership | Delegation],
    is_own: bool,
    is_colleague: bool,
    is_active: bool,
    given_before: Sequence[Delegation],
    days: tuple[date, date],
    today: date,
    reason: str,
) -> list[Obstacle]:
    """Everything against letting somebody act for another.

    ``given_by``: the giver's own membership, which alone can be delegated (no chains); ``is_own``: giver and taker are one;
    ``is_colleague``: the taker belongs to the organisation; ``taker_held``: what the taker holds or acts as from the first
    of ``days`` on; ``given_before``: what the giver has delegated of the same role and still stands.
    """
    found: list[Obstacle] = []
    if role not in DELEGABLE:
        message = _("This role cannot be delegated.")
        found.append(Obstacle("not-delegable", message, field="membership", kind="content"))
    elif given_by is None:
        message = _("Only a role somebody holds can be delegated, not one taken over from another.")
        found.append(Obstacle("role-not-held", message, field="membership", kind="content"))
    if is_own:
        found.append(Obstacle("same-person", _("Nobody can act for themselves."), field="taker", kind="content"))
    elif not is_colleague:
        message = _("Only a colleague of the same organisation can act for somebody.")
        found.append(Obstacle("not-a-colleague", message, field="taker", kind="content"))
    found += _obstacles_to_days(*days, today=today)
    if not reason.strip():
        found.append(Obstacle("reason-missing", _("Write down the reason."), field="reason", kind="content"))
    if given_by and not is_own:
        found += _obstacles_to_taker(given_by, taker_held, since=days[0], is_active=is_active)
    if any(each.since <= days[1] and days[0] <= each.until for each in given_before):
        message = _("This role is delegated for some of these days already; end that delegation first.")
        found.append(Obstacle("already-delegated", message, field="since"))
    return found


def obstacles_to_end_delegation(delegation: Delegation, *, today: date, may_end: bool) -> list[Obstacle]:
    """Against ending it today. ``may_end``: whoever asks is giver, taker or an administrator."""
    if not may_end:
        message = _("Only the two people themselves or an administrator can end this delegation.")
        return [Obstacle("not-yours", message, kind="who")]
    if delegation.until < today or (delegation.ended_on and delegation.ended_on <= today):
        return [Obstacle("already-ended", _("This delegation has ended already."))]
    return []


def _obstacles_to_days(since: date, until: date, *, today: date) -> list[Obstacle]:
    if since < today:
        return [Obstacle("in-the-past", _("A delegation begins today at the earliest."), "since", "content")]
    if until < since:
        return [Obstacle("ends-before", _("The last day comes before the first."), "until", "content")]
    if (until - since).days >= MOST_DAYS:
        message = _("A delegation lasts %(days)d days at most; give another one later.") % {"days": MOST_DAYS}
        return [Obstacle("too-long", message, "until", "content")]
    return []


def _obstacles_to_taker(
    given_by: Membership, held: Sequence[Membership | Delegation], *, since: date, is_active: bool
) -> list[Obstacle]:
    """The same as against granting the role, told at the taker."""
    return [
        Obstacle(obstacle.code, obstacle.message, field="taker", kind=obstacle.kind)
        for obstacle in obstacles_to_grant(
            role=given_by.role,
            organisation_id=given_by.organisation_id,
            organisation_kind=given_by.organisation.kind,
            since=since,
            held=held,
            is_active=is_active,
        )
    ]
