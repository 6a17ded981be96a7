"""A finding laid out for its page: sentences, facts, and one row for each signal that holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluations.findings.enums import Limb, SignalName
from evaluations.findings.models import Finding
from evaluations.findings.presenters import MEASURE_LABELS, percent, sentences
from registry.systems.enums import Cadence


@dataclass(frozen=True, slots=True)
class Reading:
    """``facts`` are (label, value) pairs; ``signals`` are rows below ``signal_headers``."""

    sentences: list[str]
    facts: list[tuple[str, str]]
    signal_headers: list[str]
    signals: list[list[str]]


def reading_of(finding: Finding) -> Reading:
    """In the reader's language; no query beyond ``policy``."""
    return Reading(
        sentences=sentences(finding.evidence),
        facts=_facts(finding),
        signal_headers=[
            _("Signal"),
            _("Value"),
            _("Enter line"),
            _("Leave line"),
            _("Since"),
            _("Weeks held"),
            _("Limbs"),
        ],
        signals=[_row(signal) for signal in finding.evidence["signals"]],
    )


def limbs_in_words(finding: Finding) -> str:
    """The limbs of 国办发〔2017〕39号."""
    return _joined(finding.limbs)


def judged_until(finding: Finding) -> date:
    """The day the evidence goes up to."""
    return date.fromisoformat(finding.evidence["evaluated_on"])


def _facts(finding: Finding) -> list[tuple[str, str]]:
    evidence = finding.evidence
    window = evidence["window"]
    return [
        (_("Cadence"), capfirst(str(Cadence(evidence["cadence"]).label))),
        (_("Window judged"), f"{window['from']} – {window['to']}"),
        (_("Duty days in the window"), _number(window["duty_days"])),
        (_("Coverage of the window"), f"{percent(evidence['coverage'])} %"),
        (_("Measures it stands on"), _(", ").join(str(MEASURE_LABELS[name]) for name in evidence["measures"]) or "—"),
        (_("Launched on"), evidence["launched_on"] or "—"),
        (_("Limbs"), limbs_in_words(finding)),
        (_("Policy"), f"{finding.policy.code} · {finding.policy.source}"),
        (_("Seal of the evidence"), finding.evidence_sha256[:16]),
    ]


def _row(signal: Mapping[str, Any]) -> list[str]:
    def in_words(value: float) -> str:
        return f"{percent(value)} %" if signal["unit"] == "share" else _number(value)

    return [
        f"{signal['signal']} · {SignalName(signal['signal']).label}",
        in_words(signal["value"]),
        in_words(signal["enter"]),
        in_words(signal["leave"]),
        signal["since"],
        _number(signal["weeks_held"]),
        _joined(signal["limbs"]),
    ]


def _joined(limbs: list[str]) -> str:
    return _(", ").join(str(Limb(limb).label) for limb in limbs) or "—"


def _number(value: float) -> str:
    return number_format(round(value), force_grouping=True)
