"""Writing an inquiry down, and telling people of it. In shadow nobody outside the data bureau is told anything."""

from collections.abc import Collection
from datetime import date

from django.utils import timezone

from evaluations.findings.models import Answer, Finding, Inquiry
from evaluations.findings.permissions import ANSWERING
from evaluations.findings.rules.acts import Situation
from lifecycle.calendar.selectors import working_days
from lifecycle.notices.services import notify
from registry.organisations.enums import OrganisationKind
from registry.organisations.models import Membership, Organisation, Person


def ask(
    *, finding: Finding, kind: str, organisation: Organisation, words: str, situation: Situation, by: Person
) -> Inquiry:
    """Ask an organisation about a finding, in the caller's transaction; due after the policy's working days."""
    due_on = working_days().add_working_days(situation.today, situation.numbers.answer_working_days)
    inquiry = Inquiry.objects.create(
        finding=finding,
        kind=kind,
        organisation=organisation,
        words=words,
        asked_by=by,
        asked_at=timezone.now(),
        due_on=due_on,
    )
    if not situation.numbers.shadow or organisation.kind == OrganisationKind.DATA_BUREAU:
        tell(
            f"findings.asked_{kind}",
            finding,
            people_of(organisation, ANSWERING, on=situation.today),
            key=f"{inquiry.pk}",
            due_on=due_on,
        )
    return inquiry


def tell_of_answer(*, finding: Finding, inquiry: Inquiry, answer: Answer) -> None:
    """Whoever asked, and whoever has the finding in hand, hears that there is an answer; what it says stands on the page."""
    people = {inquiry.asked_by, finding.claimed_by} - {None}
    tell("findings.answered", finding, [each for each in people if each], key=f"{answer.pk}")


def tell(kind: str, finding: Finding, people: Collection[Person], *, key: str, due_on: date | None = None) -> int:
    """One notice each about a finding: its system and a day, never what was found."""
    data = {"due_on": due_on.isoformat()} if due_on else {}
    made = notify(
        kind=kind,
        subject=finding.code,
        people=sorted(people, key=lambda each: each.pk),
        key=f"{kind}/{finding.code}/{key}",
        system=finding.system.name,
        **data,
    )
    return len(made)


def people_of(organisation: Organisation, roles: Collection[str], *, on: date) -> list[Person]:
    """Who holds one of these roles there on a day and can sign in. One query."""
    held = Membership.objects.active(on).filter(organisation=organisation, role__in=roles)
    return list(Person.objects.filter(pk__in=held.values("person"), is_active=True).order_by("pk"))
