"""``manage.py document_lifecycle``: the process tables as a page people can read."""

from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from lifecycle.cases.enums import DutyKind, Opinion, Tie
from lifecycle.cases.processes import PROCESSES
from lifecycle.cases.processes.table import Process, Row, Seat, Step, When

INTRODUCTION = """\
# The lifecycle of a case

Drawn from the process tables in `lifecycle/cases/processes/` by `manage.py document_lifecycle`; `--check` compares. \
Do not edit by hand.

A case moves only along these rows. `decide()` refuses everything else and says why; `execute()` writes what it accepts, \
one event of the ledger each. Two rows alike but for *who* are alternatives. A person has one duty in a case, over all its \
rounds; whoever declares a conflict is recused for good. A proposal against an opinion, or to take a decision back, takes \
effect when a second decision maker signs."""


class Command(BaseCommand):
    help = (
        "Draw docs/lifecycle.md from the process tables. With --check: exit status 1 when the page is not up to date."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="compare, write nothing")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        page = Path(settings.BASE_DIR) / "docs" / "lifecycle.md"
        with override("en"):
            drawn = "\n\n".join([INTRODUCTION, *(drawing(process) for process in PROCESSES.values())]) + "\n"
        if not check:
            page.write_text(drawn, encoding="utf-8")
            self.stdout.write(f"{page} written.")
        elif not page.exists() or page.read_text(encoding="utf-8") != drawn:
            raise CommandError(f"{page} is not what the tables say: run manage.py document_lifecycle.", returncode=1)


def drawing(process: Process) -> str:
    """One process: diagram, steps, rows."""
    return "\n\n".join(
        [
            f"## {process.label}, version {process.version}".title(),
            diagram(process),
            "### Steps",
            table(
                (
                    "step",
                    "state",
                    "order",
                    "role",
                    "duty",
                    "working days",
                    "reads before filing",
                    "kept from organisations that",
                ),
                steps(process),
            ),
            "### Rows",
            table(("command", "from", "to", "when", "who", "duty"), (cells(process, row) for row in process.rows)),
            "### Opinions a decision may go against",
            table(
                ("decision", "goes against"),
                ((choice.label, Opinion(choice.opposes).label) for choice in process.choices if choice.opposes),
            ),
        ]
    )


def diagram(process: Process) -> str:
    """A Mermaid state diagram; commands that leave the case where it is are in the table of rows only."""
    moves: dict[tuple[str, str], list[str]] = {}
    for row in process.rows:
        if row.source != row.target:
            told = row.command.name if row.when is When.ALWAYS else f"{row.command.name} ({row.when})"
            moves.setdefault((row.source.value, row.target.value), []).append(told)
    arrows = [
        f"    {source} --> {target}: {', '.join(dict.fromkeys(told))}" for (source, target), told in moves.items()
    ]
    return "\n".join(["```mermaid", "stateDiagram-v2", "    [*] --> draft: open", *arrows, "    closed --> [*]", "```"])


def steps(process: Process) -> Iterator[tuple[object, ...]]:
    for step in process.steps:
        yield (
            step.label,
            process.state_label(step.state),
            step.order or "",
            step.role.label,
            step.duty.label,
            step.days,
            ", ".join(sorted(step.sees_prior)) or ("nothing" if step.order else ""),
            ties(step),
        )


def ties(step: Step) -> str:
    """Whom the step is kept from, in the order of the vocabulary."""
    return "; ".join(str(tie.label) for tie in Tie if tie in step.independent_of)


def cells(process: Process, row: Row) -> tuple[object, ...]:
    own = row.who.seat is Seat.STEP and not row.who.roles
    duty = "the step’s" if own else DutyKind(row.who.duty).label if row.who.duty else ""
    when = "" if row.when is When.ALWAYS else row.when.value
    return (
        f"`{row.command.name}`",
        process.state_label(row.source),
        process.state_label(row.target),
        when,
        row.who.label,
        duty,
    )


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [tuple(heads), *(tuple(map(str, row)) for row in rows)]
    return "\n".join(
        ["| " + " | ".join(lines[0]) + " |", "|" + " --- |" * len(lines[0])]
        + ["| " + " | ".join(line) + " |" for line in lines[1:]]
    )
