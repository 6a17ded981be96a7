"""What a person may see."""

from collections import defaultdict

from django.db.models import Q, QuerySet
from django.utils import timezone

from lifecycle.cases.enums import State
from lifecycle.cases.models import Case, Review, Task
from lifecycle.cases.processes.table import Step
from lifecycle.cases.rules.visibility import DECIDED, UNDER_REVIEW, may_read
from lifecycle.cases.selectors.actors import Held, held_by
from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.organisations.selectors import reach_of
from registry.systems.models import System

_OF_THE_LEAD = frozenset(
    {Role.INTAKE_OFFICER, Role.CASE_OFFICER, Role.DECISION_MAKER, Role.CLEARANCE_VERIFIER, Role.LEADER}
)
_OUTSIDE = frozenset({Role.ADMINISTRATOR, Role.AUDITOR})


def cases_visible_to(person: Person) -> QuerySet[Case]:
    """The cases somebody's roles of today reach; an account without a role, also a superuser's, sees none. Two queries more.

    The data bureau sees what it leads; auditors everything; organisations what they were given to do; sponsor and
    operator what concerns their systems once it has been submitted.
    """
    reach = reach_of(person, timezone.localdate())
    if any(role == Role.AUDITOR for role, _organisation in reach):
        return Case.objects.all()
    at_lead = {organisation for role, organisation in reach if role in _OF_THE_LEAD}
    at_work = {organisation for role, organisation in reach if role not in _OUTSIDE}
    owned = Q(system__in=System.objects.filter(Q(sponsor__in=at_work) | Q(operator__in=at_work)))
    given = Task.objects.filter(organisation__in=at_work).values("case")
    return Case.objects.filter(Q(lead__in=at_lead) | Q(pk__in=given) | owned & ~Q(state=State.DRAFT))


def reviews_visible_to(case: Case, person: Person) -> QuerySet[Review]:
    """The filed reviews somebody may read now, superseded ones included (P3). About five queries.

    Reviewers read earlier opinions as ``sees_prior`` of their step says until they have filed; the data bureau and
    auditors read everything; sponsor and operator once the case is decided.
    """
    reviews = list(case.reviews.values_list("pk", "step", "round", "by_id"))
    memberships = held_by(person, timezone.localdate())
    to_file = _steps_to_file(case, person, memberships)
    reads = _reads_reviews(case, person, memberships, to_file)
    filed_rounds: dict[str, set[int]] = defaultdict(set)
    for _pk, step, round_number, by in reviews:
        if by == person.pk:
            filed_rounds[step].add(round_number)
    rounds = {step: frozenset(numbers) for step, numbers in filed_rounds.items()}
    seen = {
        pk
        for pk, step, round_number, by in reviews
        if by == person.pk
        or (bool(memberships) and reads and may_read(step, round_number, to_file=to_file, filed_rounds=rounds))
    }
    return Review.objects.filter(pk__in=seen).select_related("rubric", "by").prefetch_related("scores__criterion")


def is_withheld_from(case: Case, person: Person) -> bool:
    """Whether something was filed that somebody may not read now. Hashes over it are withheld too: a guess could be tested by them."""
    return case.reviews.exclude(pk__in=reviews_visible_to(case, person).values("pk")).exists()


def timeline(case: Case, person: Person) -> QuerySet[Event]:
    """What happened in a case, oldest first. No event holds an opinion or a score; a reviewer's remarks hide with the reviews."""
    events = Event.objects.filter(stream=case.stream).order_by("seq")
    memberships = held_by(person, timezone.localdate())
    to_file = _steps_to_file(case, person, memberships)
    hidden = {step.duty for step in case.table.reviews}
    if _reads_reviews(case, person, memberships, to_file):
        hidden = {
            kind for kind in hidden if any(kind not in {step.duty, *_seen_duties(case, step)} for step in to_file)
        }
    authors = case.duties.filter(kind__in=hidden).exclude(person=person)
    return events.exclude(verb="cases.noted", actor__in=list(authors.values_list("person__username", flat=True)))


def _seen_duties(case: Case, step: Step) -> set[str]:
    return {other.duty for other in case.table.reviews if other.code in step.sees_prior}


def _reads_reviews(case: Case, person: Person, memberships: list[Held], to_file: list[Step]) -> bool:
    """Whether somebody reads reviews of the case at all: whoever reviews it and its data bureau always, others once it is decided."""
    if to_file or _reads_everything(case, memberships) or case.duties.filter(person=person, kind__startswith="review:"):
        return True
    return case.state in DECIDED and cases_visible_to(person).filter(pk=case.pk).exists()


def _reads_everything(case: Case, memberships: list[Held]) -> bool:
    return any(
        each.role == Role.AUDITOR or (each.role in _OF_THE_LEAD and each.organisation_id == case.lead_id)
        for each in memberships
    )


def _steps_to_file(case: Case, person: Person, memberships: list[Held]) -> list[Step]:
    """The review steps somebody may still file in this case, whether they hold them yet or not."""
    if case.state not in UNDER_REVIEW:
        return []
    held = {(each.role, each.organisation_id) for each in memberships}
    filed = set(case.reviews.filter(round=case.round).values_list("step", flat=True))
    given = case.tasks.values_list("step", "organisation_id", "assignee_id")
    mine = {
        step.code
        for code, organisation, assignee in given
        if (step := case.table.step(code)) and ((step.role, organisation) in held or assignee == person.pk)
    }
    return [step for step in case.table.reviews if step.code in mine - filed]
