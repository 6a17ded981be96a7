"""Whom a review can be given to, and why not to the others: the engine's own answer for each of them, before anybody chooses."""

from django.utils import timezone

from lifecycle.cases.commands import Accept, Assign, Reassign
from lifecycle.cases.forms.reviewing import Offer
from lifecycle.cases.models import Case
from lifecycle.cases.rules import Accepted, decide
from lifecycle.cases.selectors import actor_of, snapshot_of
from registry.organisations.models import Membership, Organisation, Person
from registry.refusals import Obstacle


def organisations_for(case: Case, person: Person) -> dict[str, list[Offer]]:
    """{review step: every organisation of the right kind}. A fixed number of queries."""
    found: dict[str, list[Offer]] = {}
    kinds = {kind for step in case.table.reviews for kind in step.organisation_kinds}
    organisations = list(Organisation.objects.filter(kind__in=kinds))
    everyone = Accept(organisations={each.code: each.code for each in organisations})
    snapshot, actor = snapshot_of(case, everyone), actor_of(case, person)
    for step in case.table.reviews:
        offers = []
        for each in organisations:
            if each.kind in step.organisation_kinds:
                answer = decide(case.table, snapshot, Accept(organisations={step.code: each.code}), actor)
                offers.append(Offer(each.code, each.name, _about(answer, step.code)))
        found[step.code] = offers
    return found


def people_for(case: Case, name: str, target: str, person: Person) -> list[Offer]:
    """Everybody who holds the step's role where the step was given to. A few queries per person."""
    step = case.table.step(target)
    task = case.tasks.filter(round=case.round, step=target).first()
    if step is None or task is None:
        return []
    command_type = Assign if name == "assign" else Reassign
    actor = actor_of(case, person)
    members = Membership.objects.active(timezone.localdate()).filter(organisation=task.organisation, role=step.role)
    offers = []
    for member in members.select_related("person"):
        command = command_type(step=target, person=member.person.account)
        answer = decide(case.table, snapshot_of(case, command), command, actor)
        offers.append(Offer(member.person.account, member.person.name, _about(answer, "person")))
    return offers


def _about(answer: Accepted | list[Obstacle], field: str) -> list[Obstacle]:
    return [] if isinstance(answer, Accepted) else [each for each in answer if each.field == field]
