"""By what an application for admission is judged when it is handed in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from lifecycle.cases.commands import Command, Submit
from lifecycle.cases.enums import FieldKind
from lifecycle.cases.models import Case
from lifecycle.cases.processes.table import Process
from lifecycle.cases.rules.facts import ApplicationFacts
from lifecycle.commitments.selectors import library
from lifecycle.red_lines.rules import scan
from lifecycle.red_lines.selectors import rule_set
from registry.overlap.selectors import Hit, most_similar

_WRITTEN = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.YES_NO})


def application_facts(case: Case, command: Command | None, on: date) -> ApplicationFacts:
    """Nothing for any other command, and for processes that ask none of it."""
    kinds = {field.kind for field in case.table.fields}
    if not isinstance(command, Submit) or FieldKind.RED_LINES not in kinds:
        return ApplicationFacts()
    rules = rule_set(on)
    lines = rules.binding(case.system.kind) if rules else ()
    codes = {line.code for line in lines}
    text = "\n".join([case.system.functions, *written(case.table, command.content)])
    matches = tuple(match for match in scan(text, rules) if match.code in codes) if rules else ()
    similar = {hit.system.code: hit.system.name for hit in similar_systems(case)}
    return ApplicationFacts(library(on), lines, matches, similar)


def similar_systems(case: Case) -> list[Hit]:
    """The systems of the register about which an application has to say a word, the most alike first.

    They follow from what the register holds of the proposed system, not from the draft: so the questions stay the same while
    it is written.
    """
    system = case.system
    hits = most_similar(name=system.name, functions=system.functions, kind=system.kind, exclude={system.code})
    return [hit for hit in hits if hit.to_be_answered]


def written(process: Process, content: Mapping[str, Any]) -> list[str]:
    """Everything an applicant wrote in words, field by field; what is no text is left out."""
    values = (content.get(field.code) for field in process.fields if field.kind in _WRITTEN)
    texts = (value.get("why") if isinstance(value, Mapping) else value for value in values)
    return [text for text in texts if isinstance(text, str)]
