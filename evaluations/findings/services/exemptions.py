"""Exemptions: asked for by one person, decided on by another, ended early. Each act ends in one event on ``findings``."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from evaluations.findings.enums import ExemptionState
from evaluations.findings.models import Exemption
from evaluations.findings.permissions import ANSWERING
from evaluations.findings.rules.acts import obstacles_to_reason
from evaluations.findings.rules.exempting import (
    obstacles_to_ask_exemption,
    obstacles_to_decide_exemption,
    obstacles_to_end_exemption,
    obstacles_to_exemption,
)
from evaluations.findings.selectors.acts import officer_of
from evaluations.findings.selectors.findings import policy_in_force
from evaluations.findings.selectors.policies import decision_makers
from evaluations.findings.services.inquiries import people_of
from lifecycle.notices.services import notify
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import VersionChanged, refuse_if
from registry.systems.models import System


@transaction.atomic
def ask_exemption(
    *, system: System, ground: str, reason: str, basis: str, since: date | None, until: date | None, by: Person
) -> Exemption:
    """Ask that low use of a system be expected, for a time; decision makers of the bureau are told.

    Raises:
        Refused: ``by`` is neither of the sponsor nor a case officer, or the content is wrong.
    """
    today = timezone.localdate()
    refuse_if(
        [
            *obstacles_to_ask_exemption(system, officer_of(by)),
            *obstacles_to_exemption(ground=ground, reason=reason, since=since, until=until, today=today),
        ]
    )
    if since is None or until is None:
        raise AssertionError("Refused above.")
    exemption = Exemption.objects.create(
        system=system,
        ground=ground,
        reason=reason,
        basis=basis,
        since=since,
        until=until,
        asked_by=by,
        asked_at=timezone.now(),
    )
    _tell("findings.exemption_asked", exemption, [each for each in decision_makers(on=today) if each != by])
    return _done("findings.exemption_asked", exemption, by=by, ground=ground, reason=reason, since=since, until=until)


@transaction.atomic
def grant_exemption(*, exemption: Exemption, reason: str, by: Person, expected_version: int | None = None) -> Exemption:
    """Grant it, as the second person: from its first day to its last the sweep says nothing of the system's use.

    Raises:
        Refused: ``by`` is no decision maker of the bureau, asked for it or is of the sponsor; or it was decided already.
        VersionChanged: somebody acted on it since ``expected_version`` was read.
    """
    return _decided(exemption, ExemptionState.GRANTED, reason=reason, by=by, expected_version=expected_version)


@transaction.atomic
def refuse_exemption(
    *, exemption: Exemption, reason: str, by: Person, expected_version: int | None = None
) -> Exemption:
    """Refuse it, as the second person.

    Raises:
        Refused, VersionChanged: as in :func:`grant_exemption`.
    """
    return _decided(exemption, ExemptionState.REFUSED, reason=reason, by=by, expected_version=expected_version)


@transaction.atomic
def end_exemption(*, exemption: Exemption, reason: str, by: Person, expected_version: int | None = None) -> Exemption:
    """End a granted exemption before its day: the next sweep judges the system again.

    Raises:
        Refused: ``by`` is no case officer of the bureau, gives no reason, or it was not granted.
        VersionChanged: as in :func:`grant_exemption`.
    """
    exemption = _locked(exemption, expected_version)
    refuse_if([*obstacles_to_end_exemption(exemption, officer_of(by)), *obstacles_to_reason(reason)])
    exemption.state = ExemptionState.ENDED
    return _done("findings.exemption_ended", exemption, by=by, reason=reason)


def remind_of_exemptions(*, today: date) -> int:
    """Tell of exemptions that end soon, each person once: whoever asked, whoever granted, and the sponsor. Safe to run twice."""
    ahead = policy_in_force(today).numbers.exemption_reminder_days
    soon = Exemption.objects.in_force(today).filter(until__lte=today + timedelta(days=ahead))
    told = 0
    for exemption in soon.select_related("system__sponsor", "asked_by", "decided_by"):
        with transaction.atomic():
            people = {
                exemption.asked_by,
                exemption.decided_by,
                *people_of(exemption.system.sponsor, ANSWERING, on=today),
            }
            told += _tell("findings.exemption_ends", exemption, [each for each in people if each])
    return told


def _decided(
    exemption: Exemption, to: ExemptionState, *, reason: str, by: Person, expected_version: int | None
) -> Exemption:
    exemption = _locked(exemption, expected_version)
    refuse_if([*obstacles_to_decide_exemption(exemption, officer_of(by)), *obstacles_to_reason(reason)])
    exemption.state, exemption.decided_by, exemption.decided_at = to, by, timezone.now()
    exemption.decided_reason = reason
    _tell("findings.exemption_decided", exemption, [exemption.asked_by])
    return _done(f"findings.exemption_{to}", exemption, by=by, reason=reason, until=exemption.until)


def _locked(exemption: Exemption, expected_version: int | None) -> Exemption:
    chosen = Exemption.objects.select_for_update(of=("self",)).select_related("system__sponsor", "asked_by")
    now = chosen.get(pk=exemption.pk)
    if expected_version is not None and now.version != expected_version:
        raise VersionChanged(now.code)
    return now


def _tell(kind: str, exemption: Exemption, people: list[Person]) -> int:
    until = exemption.until.isoformat()
    key = f"{kind}/{exemption.code}"
    people = sorted(people, key=lambda each: each.pk)
    made = notify(kind=kind, subject=exemption.code, people=people, key=key, system=exemption.system.name, until=until)
    return len(made)


def _done(verb: str, exemption: Exemption, *, by: Person, **data: Any) -> Exemption:
    exemption.version += 1
    exemption.save()
    record(verb, subject=exemption, by=by, system=exemption.system.code, version=exemption.version, **data)
    return exemption
