"""Who was asked about a finding and what they said."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from evaluations.findings.enums import SETTLED_STATES
from evaluations.findings.models import Finding, Inquiry
from evaluations.findings.selectors.acts import findings_visible_to
from evaluations.usage.models import Collector
from registry.organisations.models import Organisation, Person
from registry.systems.models import System


def inquiries_of(finding: Finding) -> list[Inquiry]:
    """Oldest first, with answers, organisations and people. Two queries."""
    chosen = finding.inquiries.select_related("organisation", "asked_by")
    return list(chosen.prefetch_related("answers__by"))


def inquiries_waiting_for(person: Person) -> QuerySet[Inquiry]:
    """Answers somebody's organisations owe about findings they may see, the soonest due first. Two queries before they are read."""
    visible = findings_visible_to(person).exclude(state__in=SETTLED_STATES)
    organisations = person.memberships.active(timezone.localdate()).values("organisation")
    asked = Inquiry.objects.filter(finding__in=visible, organisation__in=organisations, answers__isnull=True)
    return asked.select_related("finding__system", "organisation").order_by("due_on", "pk")


def inquiry_to_answer(finding: Finding, organisations: Collection[int]) -> Inquiry:
    """The last one to any of these organisations. One query."""
    asked = finding.inquiries.select_related("organisation", "asked_by")
    return asked.filter(organisation__in=organisations).order_by("-id")[0]


def answers_to_tell(finding: Finding) -> list[dict[str, Any]]:
    """What a case is told of those who were asked: ``{"organisation", "asked_on", "due_on", "stance", "words", "file_sha256"}`` an
    answer; without a stance where there was none. Two queries."""
    told = []
    for inquiry in inquiries_of(finding):
        asked = {
            "organisation": inquiry.organisation.name,
            "asked_on": inquiry.asked_at.date().isoformat(),
            "due_on": inquiry.due_on.isoformat(),
        }
        said = [
            {"stance": each.stance, "words": each.words, "file_sha256": each.file_sha256}
            for each in inquiry.answers.all()
        ]
        told += [{**asked, **each} for each in said or [{"stance": "", "words": "", "file_sha256": ""}]]
    return told


def keepers_of_data(system: System) -> list[Organisation]:
    """Who runs the collectors that tell of a system; its sponsor where nobody does. One query."""
    collectors = Collector.objects.filter(rows__system=system, organisation__isnull=False)
    keepers = Organisation.objects.filter(collectors__in=collectors).distinct().order_by("pk")
    return list(keepers) or [system.sponsor]
