"""Whether somebody was what they acted as, on the day they acted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluations.tracing.nodes import Node
from registry.organisations.enums import Role
from registry.organisations.models import Delegation, Interest, Membership


class Standings:
    """Every membership, delegation and interest of the people concerned, those that ended too. Three queries."""

    def __init__(self, accounts: Iterable[str]) -> None:
        people = set(accounts)
        delegations = Delegation.objects.filter(taker__username__in=people).select_related(
            "giver", "taker", "organisation"
        )
        self._delegations = list(delegations)
        people |= {each.giver.username for each in self._delegations}
        self._memberships: dict[str, list[Membership]] = defaultdict(list)
        for each in Membership.objects.filter(person__username__in=people).select_related("person", "organisation"):
            self._memberships[each.person.username].append(each)
        self._interests: dict[str, list[Interest]] = defaultdict(list)
        for interest in Interest.objects.filter(person__username__in=people).select_related("person", "organisation"):
            self._interests[interest.person.username].append(interest)

    def node(self, account: str, standing: Mapping[str, Any], at: datetime) -> Node:
        """As what somebody acted, the membership behind it on that day, and the delegation where it was another's."""
        day, giver = timezone.localdate(at), str(standing.get("delegated_by", ""))
        role, code = str(standing.get("role", "")), str(standing.get("organisation", ""))
        title = f"{role_in_words(role)} · {standing.get('name') or code}"
        node = Node("standing", title, at=day, who=giver or account)
        held = next((each for each in self._memberships[giver or account] if _is(each, role, code, day)), None)
        if held is None:
            node.warning = _("No membership with this role is registered for that day.")
        else:
            node.facts.append((_("Membership valid"), _span(held.since, held.until)))
        if giver:
            node.children.append(self._delegation(giver, account, role, code, day))
        node.children += [self._interest(each) for each in self._interests[account] if _holds(each, day)]
        return node

    def _delegation(self, giver: str, taker: str, role: str, code: str, day: date) -> Node:
        node = Node("delegation", _("Acted for %(giver)s") % {"giver": giver}, who=taker)
        given = next(
            (
                each
                for each in self._delegations
                if (each.giver.username, each.taker.username, each.role) == (giver, taker, role)
                and each.organisation.code == code
                and each.since <= day <= each.until
                and (each.ended_on is None or each.ended_on > day)
            ),
            None,
        )
        if given is None:
            node.warning = _("No delegation is registered for that day.")
        else:
            node.facts += [(_("Delegation valid"), _span(given.since, given.until)), (_("Reason"), given.reason)]
        return node

    def _interest(self, interest: Interest) -> Node:
        """That there was one; what was said about it is private."""
        title = _("Declared tie: %(kind)s, %(organisation)s") % {
            "kind": interest.get_kind_display(),
            "organisation": interest.organisation.name,
        }
        facts = [(_("Declared as valid"), _span(interest.since, interest.until))]
        return Node("interest", title, at=interest.since, who=interest.person.username, facts=facts)


def role_in_words(role: str) -> str:
    return capfirst(str(Role(role).label)) if role in Role.values else role


def _is(membership: Membership, role: str, code: str, day: date) -> bool:
    return (membership.role, membership.organisation.code) == (role, code) and _holds(membership, day)


def _holds(each: Membership | Interest, day: date) -> bool:
    return each.since <= day and (each.until is None or each.until >= day)


def _span(since: date, until: date | None) -> str:
    return f"{since:%Y-%m-%d} – {until:%Y-%m-%d}" if until else _("since %(day)s") % {"day": f"{since:%Y-%m-%d}"}
