"""What the register and the rule sets know about a draft."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lifecycle.cases.enums import FieldKind
from lifecycle.cases.forms.parts import Around
from lifecycle.cases.models import Case
from lifecycle.cases.selectors.applications import similar_systems, written
from lifecycle.commitments.selectors import offered
from lifecycle.red_lines.rules import Match, RuleSet, scan
from lifecycle.red_lines.selectors import rule_set


def around(case: Case, content: Mapping[str, Any]) -> Around:
    """Only what the questions of the case's process need; nothing for most of them."""
    kinds = {field.kind for field in case.table.fields}
    system = case.system
    rules = rule_set() if FieldKind.RED_LINES in kinds else None
    return Around(
        indicators=list(offered(timezone.localdate())) if FieldKind.COMMITMENTS in kinds else [],
        hits=similar_systems(case) if FieldKind.OVERLAPS in kinds else [],
        lines=rules.binding(system.kind) if rules else (),
        matches=_matches(case, content, rules) if rules else {},
    )


def _matches(case: Case, content: Mapping[str, Any], rules: RuleSet) -> dict[str, list[Match]]:
    """{red line: the places of the register's and the draft's own words that speak of it}"""
    found: dict[str, list[Match]] = defaultdict(list)
    for match in scan("\n".join([case.system.functions, *written(case.table, content)]), rules):
        found[match.code].append(match)
    return found
