"""What a person or an organisation did, and in which duty."""

from collections import defaultdict
from collections.abc import Iterable

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluations.tracing.nodes import Node
from evaluations.tracing.selectors.reach import Reach
from evaluations.tracing.selectors.standings import role_in_words
from lifecycle.cases.models import Case, Duty, Task
from registry.ledger.models import Event
from registry.organisations.models import Delegation, Interest, Membership, Organisation, Person

MOST_EVENTS = 500
"""Of those outside cases: the newest; the ledger has them all."""


def deeds_of_person(person: Person, reach: Reach) -> Node:
    """Roles, delegations and interests, each case with the duty held in it, and everything else done. Ten queries."""
    duties = list(Duty.objects.filter(person=person, case__in=reach.cases()).select_related("case__system"))
    events = _by_stream(Event.objects.filter(actor=person.account, stream__startswith="case/"))
    acted = {duty.case.stream for duty in duties}
    without = reach.cases().filter(number__in=[stream[len("case/") :] for stream in events if stream not in acted])
    cases = [_case(duty.case, capfirst(str(duty.get_kind_display())), events[duty.case.stream]) for duty in duties]
    cases += [_case(case, _("without a duty"), events[case.stream]) for case in without.select_related("system")]
    children = [_roles(person), *cases]
    if reach.whole:
        children += [*_ties(person), _elsewhere(person)]
    state = _("the account is open") if person.is_active else _("the account is closed")
    return Node("person", person.name, facts=[(_("Account"), person.account), (_("State"), state)], children=children)


def deeds_of_organisation(organisation: Organisation, reach: Reach) -> Node:
    """Who held which role there and when, the cases it opened, led or worked in, and what was done in its name. Seven queries."""
    tasks: dict[int, list[Task]] = defaultdict(list)
    for task in Task.objects.filter(organisation=organisation).select_related("done_by").order_by("due_on", "id"):
        tasks[task.case_id].append(task)
    cases = [
        case
        for case in reach.cases().order_by("-opened_at")
        if case.pk in tasks
        or organisation.pk in {case.opener_id, case.lead_id, case.system.sponsor_id, case.system.operator_id}
    ]
    events = _by_stream(Event.objects.filter(stream__in=[case.stream for case in cases]))
    done = [
        _case(
            case,
            _duties(case, organisation, tasks[case.pk]),
            [event for event in events[case.stream] if _in_the_name_of(event, organisation)],
        )
        for case in cases
    ]
    return Node(
        "organisation",
        organisation.name,
        facts=[
            (_("Code"), organisation.code),
            (_("Kind of organisation"), capfirst(str(organisation.get_kind_display()))),
        ],
        url=reverse("organisations:detail", args=[organisation.code]),
        children=[_members(organisation), *done],
    )


def _case(case: Case, duty: str, events: Iterable[Event]) -> Node:
    return Node(
        "case",
        f"{case.number} {case.system.name}",
        at=case.opened_at,
        facts=[(_("Duty"), duty)],
        url=reverse("tracing:case", args=[case.number]),
        children=[_event(event) for event in events],
    )


def _event(event: Event) -> Node:
    standing = event.data.get("standing")
    facts = []
    if isinstance(standing, dict) and standing.get("role"):
        facts.append((_("As"), f"{role_in_words(str(standing['role']))} · {standing.get('name', '')}"))
    return Node("event", event.sentence, at=event.at, who=event.actor_name or _("the program"), facts=facts)


def _by_stream(events: Iterable[Event]) -> dict[str, list[Event]]:
    found: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda event: (event.stream, event.seq)):
        found[event.stream].append(event)
    return found


def _in_the_name_of(event: Event, organisation: Organisation) -> bool:
    standing = event.data.get("standing")
    return isinstance(standing, dict) and standing.get("organisation") == organisation.code


def _duties(case: Case, organisation: Organisation, tasks: list[Task]) -> str:
    """What an organisation was in a case, in words."""
    seats = [
        (case.opener_id, _("opened the case")),
        (case.lead_id, _("leads the case")),
        (case.system.sponsor_id, _("sponsor")),
        (case.system.operator_id, _("operator")),
    ]
    steps = [str(step.label) for task in tasks if (step := case.table.step(task.step))]
    words = [label for key, label in seats if key == organisation.pk]
    return _(", ").join(dict.fromkeys([*words, *steps]))


def _roles(person: Person) -> Node:
    memberships = Membership.objects.filter(person=person).select_related("organisation").order_by("since", "pk")
    return Node("roles", _("Roles held"), children=[_membership(each, each.organisation.name) for each in memberships])


def _members(organisation: Organisation) -> Node:
    memberships = organisation.memberships.select_related("person").order_by("since", "pk")
    children = [
        _membership(each, each.person.name, url=reverse("tracing:person", args=[each.person.username]))
        for each in memberships
    ]
    return Node("roles", _("Roles held"), children=children)


def _membership(membership: Membership, name: str, *, url: str = "") -> Node:
    until = f"{membership.until:%Y-%m-%d}" if membership.until else _("open")
    return Node(
        "membership",
        f"{role_in_words(membership.role)} · {name}",
        at=membership.since,
        facts=[(_("Until"), until)],
        url=url,
    )


def _ties(person: Person) -> list[Node]:
    """Delegations given and taken, and declared interests."""
    given = Delegation.objects.filter(giver=person).select_related("giver", "taker", "organisation")
    taken = Delegation.objects.filter(taker=person).select_related("giver", "taker", "organisation")
    interests = Interest.objects.filter(person=person).select_related("person", "organisation")
    found = [
        Node("delegation", str(each), at=each.since, facts=[(_("Reason"), each.reason)]) for each in [*given, *taken]
    ]
    found += [
        Node("interest", str(each), at=each.since, facts=[(_("Statement"), each.statement)]) for each in interests
    ]
    return [Node("ties", _("Delegations and declared ties"), children=found)] if found else []


def _elsewhere(person: Person) -> Node:
    """What was done outside cases, the newest first."""
    others = Event.objects.filter(actor=person.account).exclude(stream__startswith="case/").order_by("-at", "-id")
    events = list(others[: MOST_EVENTS + 1])
    node = Node("elsewhere", _("Outside cases"), children=[_event(event) for event in events[:MOST_EVENTS]])
    if len(events) > MOST_EVENTS:
        node.facts.append((_("Shown"), _("the newest %(count)s; the ledger has all") % {"count": MOST_EVENTS}))
    return node
