"""Why a case was opened, as it was frozen then: a finding's evidence, or somebody's reason."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from lifecycle.cases.grounds import Origin, sentences_of, url_of
from lifecycle.cases.models import Case
from registry.organisations.models import Person


@dataclass(frozen=True)
class Line:
    """``url`` leads to what the line names, where the reader may read it."""

    label: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Grounds:
    """``lines``: what can be said in words; ``evidence``: everything as it was stored, for whoever wants to check the hash."""

    lines: list[Line]
    sentences: list[str]
    evidence: str
    sha256: str


def grounds_of(case: Case, reader: Person) -> Grounds:
    told = case.grounds
    labels = {
        "finding": _("Finding"),
        "tier": _("Tier"),
        "origin": _("Where this comes from"),
        "reference": _("Reference"),
        "reason": _("Reason"),
    }
    lines = [
        Line(label, _text(name, told[name]), url_of(told, name, reader))
        for name, label in labels.items()
        if told.get(name)
    ]
    evidence = json.dumps(told, ensure_ascii=False, indent=2, sort_keys=True)
    return Grounds(lines, sentences_of(told), evidence, case.grounds_sha256)


def _text(name: str, value: Any) -> str:
    if name == "origin" and value in Origin.values:
        return str(Origin(value).label)
    return str(value)
