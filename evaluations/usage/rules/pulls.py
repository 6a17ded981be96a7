"""What to ask for, as people write it, and which days."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from evaluations.usage.enums import PullSource
from evaluations.usage.models import MEASURES
from registry.refusals import Obstacle

MOST_TARGETS = 500
MOST_REREAD = 31
AT_ONCE = 31
"""Days asked for in one request."""
BACK = 400
"""Days one run reaches back at most."""
COVERAGE = "coverage"
"""A query of Prometheus may also give the share of the day that was seen."""


@dataclass(frozen=True, slots=True)
class Target:
    """``asked``: a Matomo site's number, or a Prometheus query that gives ``measure``."""

    system: str
    asked: str
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where and for what to ask. An empty ``token`` keeps the one that is there."""

    source: PullSource
    address: str
    token: str
    since: date
    reread_days: int
    enabled: bool
    targets: Sequence[Target]


def read_targets(text: str, source: PullSource) -> tuple[list[Target], list[Obstacle]]:
    """Lines of ``SYSTEM = 3`` (Matomo) or ``SYSTEM measure = query`` (Prometheus); what is wrong with each line."""
    found: list[Target] = []
    wrong: list[Obstacle] = []
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), start=1) if line.strip()]
    for number, line in lines:
        before, equals, asked = (part.strip() for part in line.partition("="))
        words = before.split()
        system, measure = [*words, "", ""][:2]
        if not equals or not asked or len(words) != (1 if source == PullSource.MATOMO else 2):
            wrong.append(_wrong("not-a-target", number, _("Line %(line)d is not as the example shows.")))
        elif source == PullSource.MATOMO and not asked.isdecimal():
            wrong.append(_wrong("not-a-site", number, _("Line %(line)d: a site of Matomo is a number.")))
        elif measure and measure not in (*MEASURES, COVERAGE):
            wrong.append(_wrong("unknown-measure", number, _("Line %(line)d names a measure that does not exist.")))
        else:
            found.append(Target(system, asked, measure))
    keys = [(each.system, each.measure) for each in found]
    if len(set(keys)) != len(keys):
        wrong.append(Obstacle("twice", _("A system's measure is asked for twice."), "targets", "content"))
    if not lines or len(lines) > MOST_TARGETS:
        message = _("Write 1 to %(most)d lines.") % {"most": MOST_TARGETS}
        wrong.append(Obstacle("too-many", message, "targets", "content"))
    return found, wrong


def _wrong(code: str, line: int, message: str) -> Obstacle:
    return Obstacle(code, message % {"line": line}, "targets", "content")


def written(targets: Sequence[Target]) -> str:
    """The lines :func:`read_targets` reads."""
    return "\n".join(f"{' '.join(filter(None, (each.system, each.measure)))} = {each.asked}" for each in targets)


def days_to_ask(*, since: date, yesterday: date, covered: Collection[date], reread: int) -> list[tuple[date, date]]:
    """First and last days of the stretches to ask for: those not covered, and the last ones again, each at most a month long."""
    first = max(since, yesterday - timedelta(days=BACK - 1))
    known = set(covered)
    again = yesterday - timedelta(days=reread)
    days = [first + timedelta(days=at) for at in range((yesterday - first).days + 1)]
    stretches: list[tuple[date, date]] = []
    for day in days:
        if day in known and day <= again:
            continue
        begins, ends = stretches[-1] if stretches else (day, date.min)
        if ends == day - timedelta(days=1) and (day - begins).days < AT_ONCE:
            stretches[-1] = (begins, day)
        else:
            stretches.append((day, day))
    return stretches
