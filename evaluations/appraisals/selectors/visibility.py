"""Which appraisals somebody may read: never the reviewers' answers before ``sees_prior`` lets them."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from evaluations.appraisals.models import Appraisal, Assignment, Draw, SpotCheck
from evaluations.appraisals.selectors.lots import draws
from evaluations.findings.permissions import may_read_all_findings
from evaluations.findings.selectors.acts import reads_all_in_shadow
from evaluations.findings.selectors.findings import in_shadow
from lifecycle.cases.enums import State
from lifecycle.cases.models import Review, Task
from lifecycle.cases.rules.visibility import UNDER_REVIEW
from registry.organisations.enums import Role
from registry.organisations.models import MachineToken, Person
from registry.organisations.selectors import roles_of
from registry.systems.selectors import Held, held_today, systems_visible_to, systems_visible_with

LEADS = frozenset({Role.INTAKE_OFFICER, Role.CASE_OFFICER, Role.DECISION_MAKER, Role.CLEARANCE_VERIFIER, Role.LEADER})
_REVIEWERS = frozenset({Role.NECESSITY_REVIEWER, Role.FINANCE_REVIEWER, Role.ASSESSOR})


def appraisals_visible_to(who: Person | MachineToken) -> QuerySet[Appraisal]:
    """Of the systems somebody may see. One query more.

    The bureau that leads the case and auditors read everything; sponsor, operator and reviewers the measured figures once a
    case is submitted, and the reviewers' answers once it is closed. Whoever may still file a review in a case reads no
    answers of any round of it.
    """
    found = Appraisal.objects.select_related("system__sponsor", "scheme", "case", "by")
    if isinstance(who, MachineToken):
        return found.filter(Q(case__isnull=True) | Q(case__state=State.CLOSED), system__in=systems_visible_to(who))
    held = held_today(who)
    found = found.filter(system__in=systems_visible_with(held))
    leads = {organisation for role, organisation in held if role in LEADS}
    reads = Q(case__isnull=True) | Q(case__state=State.CLOSED) | Q(judged=False) & ~Q(case__state=State.DRAFT)
    if not any(role == Role.AUDITOR for role, _organisation in held):
        found = found.filter(reads | Q(case__lead__in=leads))
    return found.exclude(Exists(_to_file(who, held)), judged=True)


def _to_file(person: Person, held: Held) -> QuerySet[Task]:
    """The reviews somebody may still file in the appraisal's case, whether they hold them yet or not."""
    given = {organisation for role, organisation in held if role in _REVIEWERS}
    filed = Review.objects.filter(case=OuterRef("case"), round=OuterRef("round"), step=OuterRef("step"), by=person)
    return Task.objects.filter(
        Q(assignee=person) | Q(organisation__in=given),
        ~Exists(filed),
        case=OuterRef("case"),
        case__state__in=UNDER_REVIEW,
        step__in=("necessity", "economy", "social_benefit"),
    )


def reads_proposals(who: Person | MachineToken) -> bool:
    """Whether somebody may read findings, and what they make an appraisal propose. Two queries at most."""
    if isinstance(who, MachineToken):
        return False
    if reads_all_in_shadow(roles_of(who, on=timezone.localdate())):
        return True
    return not in_shadow()


def assignments_visible_to(person: Person) -> QuerySet[Assignment]:
    """All for the bureau and auditors; else those one's organisation gives, and those given about it. One query more."""
    found = Assignment.objects.select_related("draw", "assessor", "assessed", "system", "opinion__by")
    held = held_today(person)
    if may_read_all_findings({role for role, _organisation in held}):
        return found
    mine = {organisation for _role, organisation in held}
    return found.filter(Q(assessor__in=mine) | Q(assessed__in=mine, opinion__isnull=False))


def draws_visible_to(person: Person) -> QuerySet[Draw]:
    """Spot checks are the bureau's; who assesses whom is open to everybody who takes part. Newest first."""
    if reads_proposals(person):
        return draws()
    return draws().filter(pk__in=assignments_visible_to(person).order_by().values("draw"))


def spot_checks_visible_to(person: Person) -> QuerySet[SpotCheck]:
    """Those of visible lots about systems one may see, with their results."""
    chosen = SpotCheck.objects.select_related("draw", "system__sponsor", "result__appraisal", "result__by")
    systems = systems_visible_to(person).order_by().values("pk")
    return chosen.filter(draw__in=draws_visible_to(person).order_by().values("pk"), system__in=systems)
