"""``manage.py document_signals``: what is measured, held against which line, and every number with its source, as a page."""

from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from evaluations.findings.enums import Provenance, SignalName
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector.ratios import FLATTERY, HARDSHIP
from evaluations.findings.rules.detector.signals import DISUSE, LIMBS, SIGNS
from evaluations.findings.rules.precision import TIGHTER
from evaluations.findings.wording import percent, says

INTRODUCTION = """\
# What a finding stands on

Drawn from the code by `manage.py document_signals`; `--check` compares. Do not edit by hand.

No authority publishes a number for "low use": every number here is a proposal unless its source says otherwise, stored with a \
policy, dated, and changed by two people on a page that first shows what last year would have looked like. A number never \
decides: a finding is for people to claim, to confirm by two, or to dismiss with a reason.

Three answers everywhere: yes, no, not enough data. A signal enters when its enter line was crossed at \
{enter} week ends running and leaves after {leave}; not enough data pauses both. Silence counts as zero only on days a collector \
says it was up. Weeks in which a collector failed are missing for everything it watches, one in which it may have brings up nothing \
new, and a week of which nothing was told, or not every working day where that is usual, judges nothing. \
How a system is to use and how honest its figures are is asked of weeks in \
which somebody came. Windows are made of duty days and whole cycles of each system's own cadence. Where more than {many} \
systems of a kind are live, low reach makes a candidate only of the lowest {lowest} of those in use. What is flattered leaves \
the effective count. A share that says something over four blocks of four weeks says it only if it would without any one of \
them, too."""

GROUPS = (
    ("Unused", "One of these has to be on before anything is called unused.", DISUSE),
    ("Signs", "They add limbs and evidence to disuse; by themselves they are only watched.", SIGNS),
    ("Hard to use", "Two of these make a system hard to use: it goes to rectification.", HARDSHIP),
    ("Figures to be checked", "Two of these make figures doubtful until somebody looked.", FLATTERY),
    (
        "The rest",
        "A guard, a gap and a system without anybody.",
        (SignalName.MACHINE_USE, SignalName.MONITORING, SignalName.OWNERLESS),
    ),
)


class Command(BaseCommand):
    help = "Draw docs/signals.md from the code. With --check: exit status 1 when the page is not up to date."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare, write nothing")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        page = Path(settings.BASE_DIR) / "docs" / "signals.md"
        numbers = Parameters()
        with override("en"):
            introduction = INTRODUCTION.format(
                enter=numbers.hold_enter_weeks,
                leave=numbers.hold_leave_weeks,
                many=numbers.kind_many,
                lowest=f"{percent(numbers.kind_lowest)} %",
            )
            groups = [f"## {title}\n\n{about}\n\n{_signals(names)}" for title, about, names in GROUPS]
            drawn = "\n\n".join([introduction, *groups, "## Every number", _numbers()]) + "\n"
        if not check:
            page.write_text(drawn, encoding="utf-8")
            self.stdout.write(f"{page} written.")
        elif not page.exists() or page.read_text(encoding="utf-8") != drawn:
            raise CommandError(f"{page} is not what the code says: run manage.py document_signals.", returncode=1)


def _signals(names: Iterable[SignalName]) -> str:
    rows = []
    for name in names:
        enter = TIGHTER[name][0] if name in TIGHTER else ""
        leave = enter.replace("_enter", "_leave")
        limbs = ", ".join(str(limb.label) for limb in LIMBS.get(name, ()))
        known = [enter, leave if leave != enter and hasattr(Parameters(), leave) else ""]
        lines = [_line(each) if each else "" for each in known]
        rows.append((f"**{name}** {name.label}", says(name), *lines, limbs))
    return _table(("signal", "says", "enter", "leave", "limbs"), rows)


def _line(parameter: str) -> str:
    """With the one for cycles longer than a week, where that is another."""
    stem, _dash, end = parameter.rpartition("_")
    longer = f"{stem}_long_{end}"
    return _value(parameter) + (f"; in long cycles {_value(longer)}" if hasattr(Parameters(), longer) else "")


def _value(parameter: str) -> str:
    unit = next(each.metadata["unit"] for each in fields(Parameters) if each.name == parameter)
    value = getattr(Parameters(), parameter)
    return f"{percent(value)} %" if unit == "share" else f"{value} {unit}"


def _numbers() -> str:
    rows = [
        (
            f"`{each.name}`",
            str(each.default),
            each.metadata["unit"],
            str(each.metadata["meaning"]),
            str(Provenance(each.metadata["provenance"]).label),
        )
        for each in fields(Parameters)
    ]
    return _table(("parameter", "default", "unit", "meaning", "source"), rows)


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [heads, tuple("---" for _head in heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
