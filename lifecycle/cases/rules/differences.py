"""What one submission says differently from the one before."""

from collections.abc import Mapping
from typing import Any

from lifecycle.cases.processes.table import Process
from lifecycle.cases.receipts import sha256_of


def difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """{field: (before, after)} of every field that differs; None for one that is not there, which an empty text is not unlike."""
    fields = dict.fromkeys([*before, *after])
    pairs = {code: (before.get(code) or None, after.get(code) or None) for code in fields}
    return {code: pair for code, pair in pairs.items() if pair[0] != pair[1]}


def concerns(process: Process, changed: Mapping[str, Any], step: str) -> list[str]:
    """The changed fields that concern a review step, in the order of the form."""
    return [
        field.code
        for field in process.fields
        if field.code in changed and (not field.dimensions or step in field.dimensions)
    ]


def digest(changed: Mapping[str, tuple[Any, Any]]) -> str:
    """Stands for a difference somebody has looked at."""
    return sha256_of({code: list(pair) for code, pair in changed.items()})
