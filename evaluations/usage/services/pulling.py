"""Asking a collector's own service for its figures: set up, asked each night, taken in like any other delivery."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from evaluations.usage.enums import PullSource
from evaluations.usage.models import Collector, Heartbeat, Pull, PullAnswer, PullTarget
from evaluations.usage.pulling import matomo, prometheus
from evaluations.usage.pulling.asking import Question, Unanswered, ask, reach_to_pull
from evaluations.usage.rules.pulls import COVERAGE, MOST_REREAD, Wanted, days_to_ask
from evaluations.usage.services.collectors import beat_heart
from evaluations.usage.services.deliveries import delivery_of
from evaluations.usage.services.intake import take_in_delivery
from evaluations.usage.services.sealing import seal, unseal
from lifecycle.clearances.probes.addresses import NoAnswer, Reach
from lifecycle.clearances.probes.targets import parse_target
from registry.ledger.services import Actor, record
from registry.refusals import Obstacle, refuse_if
from registry.systems.models import System

KEPT_ANSWERS = 100
Days = dict[date, dict[str, dict[str, Any]]]
"""{day: {system's code: {measure: value}}}"""


@transaction.atomic
def set_pull(*, collector: Collector, wanted: Wanted, today: date, by: Actor | None) -> Pull:
    """Say where and for what a collector is asked. The ledger says where and for which systems, never the token.

    Raises:
        Refused: an address, a day, or a system that cannot be.
    """
    codes = {each.system for each in wanted.targets}
    known = dict(System.objects.filter(code__in=codes).values_list("code", "pk"))
    refuse_if(_obstacles(wanted, today, sorted(codes - known.keys())))
    pull = Pull.objects.select_for_update().filter(collector=collector).first() or Pull(collector=collector)
    moved = pull.pk is not None and (pull.source, pull.address) != (wanted.source, wanted.address)
    pull.source, pull.address = wanted.source, wanted.address
    pull.since, pull.reread_days, pull.enabled = wanted.since, wanted.reread_days, wanted.enabled
    if wanted.token or moved:  # a token is never taken along to another address
        pull.sealed_token = seal(wanted.token)
    pull.save()
    pull.targets.all().delete()
    PullTarget.objects.bulk_create(
        PullTarget(pull=pull, system_id=known[each.system], asked=each.asked, measure=each.measure)
        for each in wanted.targets
    )
    record(
        "usage.pull_set",
        subject=collector,
        by=by,
        source=str(wanted.source),
        address=wanted.address,
        since=wanted.since,
        reread_days=wanted.reread_days,
        enabled=wanted.enabled,
        token_changed=bool(wanted.token),
        systems=sorted(codes),
    )
    return pull


def _obstacles(wanted: Wanted, today: date, unknown: list[str]) -> list[Obstacle]:
    found = []
    if not _is_web(wanted.address):
        found.append(Obstacle("not-an-address", _("Write an address as https://host/path."), "address", "content"))
    if wanted.since > today:
        found.append(Obstacle("future-day", _("The day is in the future."), "since", "content"))
    if not 0 <= wanted.reread_days <= MOST_REREAD:
        found.append(
            Obstacle("out-of-range", _("0 to %(most)d days.") % {"most": MOST_REREAD}, "reread_days", "content")
        )
    if unknown:
        message = _("No system has the code %(codes)s.") % {"codes": ", ".join(unknown[:10])}
        found.append(Obstacle("unknown-system", message, "targets", "content"))
    return found


def _is_web(address: str) -> bool:
    try:
        return parse_target(address).scheme in ("http", "https")
    except NoAnswer:
        return False


@transaction.atomic
def remove_pull(*, pull: Pull, by: Actor | None) -> None:
    """Stop asking; what was brought stays."""
    record("usage.pull_removed", subject=pull.collector, by=by, source=pull.source, address=pull.address)
    pull.delete()


@dataclass(slots=True)
class Pulled:
    """What one run brought."""

    rows: int = 0
    changed: int = 0
    days_covered: int = 0
    problems: list[str] = field(default_factory=list)


def pull_days(*, pull: Pull, today: date, by: Actor | None) -> Pulled:
    """Ask for the days missing through yesterday, and for the last ones again; safe to run twice.

    Asks outside any transaction; each stretch of days is taken in by itself. A problem ends the run and stands on the collector's page.
    """
    yesterday = today - timedelta(days=1)
    covered = set(Heartbeat.objects.filter(collector=pull.collector, period_days=1).values_list("day", flat=True))
    done = Pulled()
    stretches = days_to_ask(since=pull.since, yesterday=yesterday, covered=covered, reread=pull.reread_days)
    for first, last in stretches:
        try:
            told = _asked(pull, first, last)
        except Unanswered as problem:
            done.problems.append(str(problem))
            _keep(pull, first, last, problem=str(problem)[:500])
            break
        _take_in(pull, first, last, told, done=done, by=by)
    return done


def _asked(pull: Pull, first: date, last: date) -> Days:
    token = unseal(pull.sealed_token)
    if token is None:
        raise Unanswered(_("The token was kept under another secret key. Enter it again."))
    reach = reach_to_pull()
    told: Days = {first + timedelta(days=at): {} for at in range((last - first).days + 1)}
    for target in pull.targets.select_related("system"):
        for day, measures in _of_target(pull, target, first, last, token=token, reach=reach):
            if day in told:
                told[day].setdefault(target.system.code, {}).update(measures)
    return told


def _of_target(
    pull: Pull, target: PullTarget, first: date, last: date, *, token: str, reach: Reach
) -> Iterable[tuple[date, Mapping[str, Any]]]:
    question: Question
    if pull.source == PullSource.MATOMO:
        question = matomo.question(pull.address, site=target.asked, first=first, last=last, token=token)
        return matomo.days_of(ask(question, reach)).items()
    question = prometheus.question(pull.address, query=target.asked, first=first, last=last, token=token)
    found = prometheus.days_of(ask(question, reach))
    return [
        (day, {target.measure: min(value, 1.0) if target.measure == COVERAGE else round(value)})
        for day, value in found.items()
    ]


def _take_in(pull: Pull, first: date, last: date, told: Days, *, done: Pulled, by: Actor | None) -> None:
    """One stretch. A day is covered when the answer has everything that was asked for it; then silence means zero."""
    wanted = set(pull.targets.values_list("system__code", "measure"))
    covered = [day for day, systems in told.items() if _is_covered(pull.source, wanted, systems)]
    if pull.source == PullSource.MATOMO:
        told = {day: systems for day, systems in told.items() if day in covered}
    rows = [
        {"system": code, "day": day.isoformat(), **measures}
        for day, systems in told.items()
        for code, measures in systems.items()
        if measures.keys() - {COVERAGE}
    ]
    name = f"{pull.get_source_display()} {first} – {last}"
    code = pull.collector.code
    with transaction.atomic():
        intake = take_in_delivery(delivery_of(rows, name=name), collector=code, by=by, skip_wrong=True)
        if covered:
            beat_heart(collector=code, days=covered, by=by)
        problem = intake.errors[0].message if intake.errors else _gap(covered, first, last)
        _keep(
            pull,
            first,
            last,
            problem=problem[:500],
            days_covered=len(covered),
            rows=len(rows) - intake.wrong,
            changed=intake.changed,
        )
    done.rows += len(rows)
    done.changed += intake.changed
    done.days_covered += len(covered)


def _is_covered(source: str, wanted: set[tuple[str, str]], systems: Mapping[str, Mapping[str, Any]]) -> bool:
    if source == PullSource.PROMETHEUS:
        return all(measure in systems.get(code, {}) for code, measure in wanted)
    told = [systems[code] for code, _measure in wanted if code in systems]
    # Matomo answers an empty day alike whether nobody came or nothing was tracked: no site at all is no proof, of one among many it is.
    return len(told) == len(wanted) and (len(wanted) == 1 or any(any(each.values()) for each in told))


def _gap(covered: list[date], first: date, last: date) -> str:
    missing = (last - first).days + 1 - len(covered)
    return _("%(days)d days are not covered by the answer and stay missing.") % {"days": missing} if missing else ""


def _keep(pull: Pull, first: date, last: date, **told: Any) -> None:
    PullAnswer.objects.create(pull=pull, first_day=first, last_day=last, **told)
    old = pull.answers.order_by("-id").values_list("pk", flat=True)[KEPT_ANSWERS : KEPT_ANSWERS + 100]
    PullAnswer.objects.filter(pk__in=list(old)).delete()
