"""What a rectification is judged by."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from evaluations.appraisals.enums import Purpose
from evaluations.appraisals.models import Appraisal, Remeasurement
from evaluations.appraisals.rules.rectifying import obstacles_to_effect, obstacles_to_remeasure
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case, Decision
from registry.ledger.models import Event
from registry.refusals import Obstacle

REPORTED = "cases.rectification_reported"


def before_of(case: Case) -> Appraisal | None:
    """What was measured when the rectification was ordered. One query."""
    found = Appraisal.objects.filter(case=case, purpose=Purpose.BEFORE).select_related("scheme", "system")
    return found.order_by("pk").first()


def reported_done_on(case: Case) -> date | None:
    """The day the sponsor last reported the work as done. One query."""
    event = Event.objects.filter(stream=case.stream, verb=REPORTED).order_by("-seq").first()
    return timezone.localdate(event.at) if event else None


def remeasurements_of(case: Case) -> list[Remeasurement]:
    """Newest first. One query."""
    return list(Remeasurement.objects.filter(case=case).select_related("before", "after", "by").order_by("-pk"))


def reasons_against_remeasuring(case: Case, *, today: date) -> list[Obstacle]:
    """Why it cannot be measured again now; none means it can. Three queries."""
    done_on, before = reported_done_on(case), before_of(case)
    already = bool(done_on) and Remeasurement.objects.filter(case=case, after__since__gt=done_on).exists()
    return obstacles_to_remeasure(
        done_on=done_on, days=before.scheme.remeasure_days if before else None, already=already, today=today
    )


def reasons_against_effect(case: Case, *, today: date) -> list[Obstacle]:
    """Why nobody can decide yet whether the rectification helped. Up to five queries."""
    done_on = reported_done_on(case)
    remeasured = bool(done_on) and Remeasurement.objects.filter(case=case, after__since__gt=done_on).exists()
    reasons = [] if remeasured else reasons_against_remeasuring(case, today=today)
    return obstacles_to_effect(has_scheme=before_of(case) is not None, remeasured=remeasured, reasons=reasons)


def bundle_content(case: Case, decision: Decision) -> dict[str, Any]:
    """What to walk back through: the failed rectification, its measurements, the promises, and who approved on what."""
    system = case.system
    appraisals = Appraisal.objects.filter(system=system).order_by("pk")
    newest = appraisals.last()
    earlier = Case.objects.filter(system=system, opened_at__lte=decision.at).exclude(pk=case.pk).order_by("opened_at")
    return {
        "system": {"code": system.code, "name": system.name, "sponsor": system.sponsor.code},
        "rectification": _traced(case),
        "remeasurements": [
            {
                "code": each.code,
                "before": each.before.code,
                "after": each.after.code,
                "suggests": each.suggests,
                "sha256": each.sha256,
            }
            for each in remeasurements_of(case)
        ],
        "appraisals": [
            {
                "code": each.code,
                "purpose": each.purpose,
                "since": each.since,
                "until": each.until,
                "points": f"{each.points:.2f}",
                "weight_open": f"{each.weight_open:.2f}",
                "grade": each.grade,
                "sha256": each.sha256,
            }
            for each in appraisals
        ],
        "commitments": newest.commitments if newest else [],
        "cases": [_traced(each) for each in earlier],
    }


def _traced(case: Case) -> Mapping[str, Any]:
    """One case: what was handed in, who judged it and who decided, each with its seal."""
    return {
        "number": case.number,
        "process": case.process,
        "outcome": case.outcome,
        "opened_on": timezone.localdate(case.opened_at),
        "grounds_sha256": case.grounds_sha256,
        "submissions": list(case.submissions.order_by("round").values("round", "by__username", "sha256")),
        "reviews": list(
            case.reviews.order_by("round", "pk").values("round", "step", "opinion", "by__username", "sha256")
        ),
        "decisions": list(case.decisions.values("outcome", "by__username", "countersigned_by__username", "sha256")),
        "ledger": {"stream": case.stream, "events": Event.objects.filter(stream=case.stream).count()},
    }


def cases_to_remeasure() -> list[Case]:
    """Rectifications that wait for a decision. One query."""
    waiting = Case.objects.filter(process="rectification", state=State.DECISION).select_related("system__sponsor")
    return list(waiting.order_by("pk"))
