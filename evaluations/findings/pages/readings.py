"""A finding laid out for its page: sentences, facts, and one row for each signal that holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, ngettext_lazy

from evaluations.findings.enums import FindingKind, Limb, SignalName, Tier
from evaluations.findings.models import Finding
from evaluations.findings.presenters import MEASURE_LABELS, sentences
from evaluations.findings.wording import decimal, percent
from registry.systems.enums import Cadence


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A signal that holds, its figures in words with their units."""

    name: str
    value: str
    enter: str
    leave: str
    since: str
    weeks_held: str
    limbs: str


@dataclass(frozen=True, slots=True)
class Reading:
    """``facts`` are (label, value) pairs."""

    sentences: list[str]
    facts: list[tuple[str, str]]
    signals: list[SignalRow]


def reading_of(finding: Finding) -> Reading:
    """In the reader's language; no query beyond ``policy``."""
    return Reading(
        sentences=sentences(finding.evidence),
        facts=_facts(finding),
        signals=[_row(signal) for signal in finding.evidence["signals"]],
    )


def limbs_in_words(finding: Finding) -> str:
    """The limbs of 国办发〔2017〕39号."""
    return _joined(finding.limbs)


def signals_in_words(finding: Finding) -> str:
    """Those that hold; the codes stand on the finding's own page."""
    return _(", ").join(str(SignalName(signal).label) for signal in finding.signals)


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
        (_("Coverage of the window"), _measured(evidence["coverage"], "share")),
        (_("Measures it stands on"), _(", ").join(str(MEASURE_LABELS[name]) for name in evidence["measures"]) or "—"),
        (_("Launched on"), evidence["launched_on"] or "—"),
        (_("Limbs"), limbs_in_words(finding) or "—"),
        *([(_("Why this tier"), _why(finding))] if finding.tier else []),
        (
            _("Policy"),
            " · ".join(filter(None, [_("version %(version)s") % vars(finding.policy), finding.policy.source])),
        ),
        (_("Seal of the evidence"), finding.evidence_sha256[:16]),
    ]


def _row(signal: Mapping[str, Any]) -> SignalRow:
    unit = signal["unit"]
    return SignalRow(
        name=_named(SignalName(signal["signal"])),
        value=_measured(signal["value"], unit),
        enter=_measured(signal["enter"], unit),
        leave=_measured(signal["leave"], signal.get("leave_unit", unit)),
        since=signal["since"],
        weeks_held=_number(signal["weeks_held"]),
        limbs=_joined(signal["limbs"]),
    )


def _named(signal: SignalName) -> str:
    """With its number, where it has one."""
    return f"{signal} · {signal.label}" if signal.isupper() else capfirst(str(signal.label))


def _why(finding: Finding) -> str:
    """What puts a finding into its tier (``verdicts.tier_of``)."""
    limbs = ngettext("%(count)s limb", "%(count)s limbs", len(finding.limbs)) % {"count": len(finding.limbs)}
    if finding.tier == Tier.C:
        return _why_watched(finding, limbs)
    if finding.tier == Tier.A and SignalName.NEVER_USED in finding.signals:
        return _("never used")
    if SignalName.DORMANT in finding.signals:
        return str(SignalName.DORMANT.label)
    return _("%(limbs)s, long without use") % {"limbs": limbs} if finding.tier == Tier.A else limbs


def _why_watched(finding: Finding, limbs: str) -> str:
    if finding.kind == FindingKind.BACK_END_ONLY:
        return _("watched only: programs call it")
    if finding.evidence["slow_start"]:
        return _("watched only: in its first year")
    if finding.evidence.get("like_its_kind"):
        return _("watched only: most of its kind are used as little")
    if finding.kind == FindingKind.SIGNS:
        return _("watched only: nothing is said of use itself")
    return _("watched only: %(limbs)s") % {"limbs": limbs}


def _measured(value: float, unit: str) -> str:
    """A figure of the evidence with its unit."""
    if unit in _PARTS:
        return str(_PARTS[unit]) % {"number": decimal(value), "percent": percent(value)}
    return str(_COUNTS[unit] % {"count": round(value), "number": _number(value)})


_PARTS = {
    "share": gettext_lazy("%(percent)s %%"),
    "times": gettext_lazy("%(number)s times"),
    "complaints": gettext_lazy("%(number)s per 100 users a month"),
}
_COUNTS = {
    "people": ngettext_lazy("%(number)s user", "%(number)s users", "count"),
    "duty days": ngettext_lazy("%(number)s duty day", "%(number)s duty days", "count"),
    "days": ngettext_lazy("%(number)s day", "%(number)s days", "count"),
    "weeks": ngettext_lazy("use in %(number)s week", "use in %(number)s weeks", "count"),
    "cycles": ngettext_lazy("use in %(number)s cycle", "use in %(number)s cycles", "count"),
}


def _joined(limbs: list[str]) -> str:
    return _(", ").join(str(Limb(limb).label) for limb in limbs)


def _number(value: float) -> str:
    return number_format(round(value), force_grouping=True)
