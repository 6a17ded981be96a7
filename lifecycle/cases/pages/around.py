"""What the register and the rule sets know about a draft."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from lifecycle.cases.enums import FieldKind
from lifecycle.cases.forms.parts import Around
from lifecycle.cases.models import Case
from lifecycle.commitments.selectors import indicators
from lifecycle.red_lines.rules import Match, RuleSet, scan
from lifecycle.red_lines.selectors import rule_set
from registry.overlap.selectors import most_similar


def around(case: Case, content: Mapping[str, Any]) -> Around:
    """Only what the questions of the case's process need; nothing for most of them."""
    kinds = {field.kind for field in case.table.fields}
    system = case.system
    rules = rule_set() if FieldKind.RED_LINES in kinds else None
    return Around(
        indicators=list(indicators()) if FieldKind.COMMITMENTS in kinds else [],
        hits=most_similar(name=system.name, functions=system.functions, kind=system.kind, exclude={system.code})
        if FieldKind.OVERLAPS in kinds
        else [],
        lines=rules.binding(system.kind) if rules else (),
        matches=_matches(case, content, rules) if rules else {},
    )


def _matches(case: Case, content: Mapping[str, Any], rules: RuleSet) -> dict[str, list[Match]]:
    """{red line: the places of the register's and the draft's own words that speak of it}"""
    found: dict[str, list[Match]] = defaultdict(list)
    skipped = {field.code for field in case.table.fields if field.kind == FieldKind.RED_LINES}
    for text in _texts([case.system.functions, *(value for code, value in content.items() if code not in skipped)]):
        for match in scan(text, rules):
            found[match.code].append(match)
    return found


def _texts(value: Any) -> Iterator[str]:
    """Every text somewhere in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
