"""A county's cast and cases that walk the real workflow up to where a test needs them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lifecycle.cases.commands import (
    Accept,
    Attest,
    Claim,
    Command,
    Countersign,
    Decide,
    Declare,
    FileReview,
    Submit,
    Verify,
)
from lifecycle.cases.enums import ClearanceKind, Opinion, State
from lifecycle.cases.models import Case
from lifecycle.cases.selectors.facts import rubric_of
from lifecycle.cases.services import execute, open_case
from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Organisation, Person
from registry.systems.models import System
from tests.factories import organisation, person, system

STEPS = ("necessity", "economy", "social_benefit")
CONTENT = {"reason": "Nobody has used it for a year.", "affected": "none", "data_disposal": "Archived."}
PROOF = ({"type": "list", "sha256": "0" * 64},)


@dataclass(frozen=True)
class County:
    """Organisations by what they do, and two people per role."""

    bureau: Organisation
    sponsor: Organisation
    operator: Organisation
    reviewing: Mapping[str, Organisation]
    people: Mapping[str, tuple[Person, Person]]

    def one(self, role: str) -> Person:
        return self.people[role][0]

    def another(self, role: str) -> Person:
        return self.people[role][1]

    def reviewer(self, step: str, number: int = 0) -> Person:
        role = {"necessity": "necessity_reviewer", "economy": "finance_reviewer", "social_benefit": "assessor"}[step]
        return self.people[role][number]

    def accept(self) -> Accept:
        return Accept({step: self.reviewing[step].code for step in STEPS})


def county() -> County:
    bureau = organisation("县数据局", kind=OrganisationKind.DATA_BUREAU)
    sponsor, operator = organisation("县民政局"), organisation("县大数据公司", kind=OrganisationKind.COMPANY)
    reviewing = {
        "necessity": organisation("县农业农村局"),
        "economy": organisation("县财政局", kind=OrganisationKind.FINANCE),
        "social_benefit": organisation("某评估中心", kind=OrganisationKind.THIRD_PARTY),
    }
    at = {
        Role.CASE_OFFICER: bureau,
        Role.INTAKE_OFFICER: bureau,
        Role.DECISION_MAKER: bureau,
        Role.CLEARANCE_VERIFIER: bureau,
        Role.LEADER: bureau,
        Role.NECESSITY_REVIEWER: reviewing["necessity"],
        Role.FINANCE_REVIEWER: reviewing["economy"],
        Role.ASSESSOR: reviewing["social_benefit"],
        Role.OPERATOR: operator,
        Role.SPONSOR_STAFF: sponsor,
    }
    people = {
        str(role): (person(role=role, organisation=where), person(role=role, organisation=where))
        for role, where in at.items()
    }
    return County(bureau, sponsor, operator, reviewing, people)


def do(case: Case, command: Command, by: Person, **more: Any) -> Case:
    """Execute at the version as it is."""
    return execute(case=case, command=command, by=by, expected_version=None, **more)


def answers(case: Case, step: str, opinion: str = Opinion.SUPPORT) -> FileReview:
    """A complete review: every question at its lowest anchor, with reasons."""
    rubric = rubric_of(case, step)
    assert rubric is not None
    codes = [criterion.code for criterion in rubric.criteria.all()]
    reasons = dict.fromkeys([*codes, "opinion"], "Seen in the evidence.")
    return FileReview(step, dict.fromkeys(codes, 0), opinion, reasons)


def draft(cast: County, *, about: System | None = None) -> Case:
    about = about or system(sponsor=cast.sponsor, operator=cast.operator)
    return open_case(system=about, process="retirement", grounds={"finding": "F-1"}, by=cast.one("case_officer"))


def file(case: Case, cast: County, step: str, opinion: str = Opinion.SUPPORT) -> Case:
    """Claim, declare and file one review."""
    reviewer = cast.reviewer(step)
    if case.tasks.get(round=case.round, step=step).assignee is None:
        case = do(case, Claim(step), reviewer)
    case = do(case, Declare(step, "none"), reviewer)
    return do(case, answers(case, step, opinion), reviewer)


def case_in(
    state: State,
    cast: County,
    *,
    objecting: tuple[str, ...] = (),
    about: System | None = None,
    outcome: str = "retire",
    details: Mapping[str, Any] | None = None,
) -> Case:
    """A retirement that has been walked to ``state`` by the cast, with the reviews of ``objecting`` against it."""
    case = draft(cast, about=about)
    walk: dict[State, Callable[[Case], Case]] = {
        State.INTAKE: lambda case: do(case, Submit(CONTENT), cast.one("case_officer")),
        State.REVIEW: lambda case: do(case, cast.accept(), cast.one("intake_officer")),
        State.DECISION: lambda case: _reviewed(case, cast, objecting),
        State.CLEARANCE: lambda case: _decided(case, cast, Decide(outcome, "Not used.", details or {})),
        State.SHUTDOWN: lambda case: _cleared(case, cast),
    }
    for reached, step in walk.items():
        if case.state == state:
            break
        case = step(case)
        assert case.state == reached
    return case


def _reviewed(case: Case, cast: County, objecting: tuple[str, ...]) -> Case:
    for step in STEPS:
        case = file(case, cast, step, Opinion.OBJECT if step in objecting else Opinion.SUPPORT)
    return case


def _decided(case: Case, cast: County, decide: Decide) -> Case:
    case = do(case, decide, cast.one("decision_maker"))
    return case if case.state != State.DECISION else do(case, Countersign("Agreed."), cast.another("decision_maker"))


def _cleared(case: Case, cast: County) -> Case:
    for kind in ClearanceKind.values:
        case = do(case, Attest(kind, "All gone."), cast.one("operator"))
        case = do(case, Verify(kind, PROOF), cast.one("clearance_verifier"))
    return case
