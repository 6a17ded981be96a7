"""A finding in words: for people a sentence per signal in their language, for programs a document."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluations.findings.enums import Stance
from evaluations.findings.models import Finding
from evaluations.findings.selectors.acts import findings_visible_to
from evaluations.findings.wording import of_signal, percent
from registry.organisations.models import Person

Told = dict[str, Any]

MEASURE_LABELS = {
    "heartbeat": gettext_lazy("the collector's silence"),
    "sessions": gettext_lazy("sessions"),
    "active_users": gettext_lazy("active users"),
    "completed": gettext_lazy("completed transactions"),
    "substantive_actions": gettext_lazy("substantive actions"),
    "effective_users": gettext_lazy("effective users"),
}
"""What the names of measures in the evidence mean."""


def document(finding: Finding) -> Told:
    """A finding as ``manage.py findings --json`` prints it; needs ``system__sponsor`` and ``policy`` at hand."""
    system = finding.system
    return {
        "code": finding.code,
        "system": {"code": system.code, "name": system.name},
        "sponsor": {"code": system.sponsor.code, "name": system.sponsor.name},
        "kind": finding.kind,
        "tier": finding.tier,
        "limbs": finding.limbs,
        "state": finding.state,
        "signals": finding.signals,
        "since": finding.since.isoformat(),
        "first_seen_on": finding.first_seen_on.isoformat(),
        "policy_version": finding.policy.version,
        "evidence": finding.evidence,
        "evidence_sha256": finding.evidence_sha256,
    }


def page_of(code: str, reader: Person) -> str:
    """The address of a finding's page, ``""`` for whoever may not read it. Three queries at most."""
    visible = findings_visible_to(reader).filter(code=code).exists()
    return reverse("findings:detail", args=[code]) if visible else ""


def sentence(finding: Finding) -> str:
    """All that the evidence says, in the language in use."""
    return " ".join(sentences(finding.evidence))


def sentences(evidence: Told) -> list[str]:
    """One sentence per signal, then what to keep in mind when reading them."""
    return [*(of_signal(told, evidence) for told in evidence["signals"]), *_notes(evidence)]


def merging_in_words(successor: Told) -> list[str]:
    """Of a case's grounds: into what the system is to be merged."""
    return [_("To be merged into %(name)s (%(code)s).") % successor]


def answers_in_words(answers: list[Told]) -> list[str]:
    """Of a case's grounds: what those who were asked said, or that they said nothing."""
    return [_answer(told) for told in answers]


def _answer(told: Told) -> str:
    if not told["stance"]:
        return _("%(organisation)s was asked on %(asked_on)s and had not answered.") % told
    stance = Stance(told["stance"]).label
    return _("%(organisation)s answered: %(stance)s. %(words)s") % {**told, "stance": stance}


def _notes(evidence: Told) -> list[str]:
    notes = []
    if evidence["measures"]:
        measures = ", ".join(str(MEASURE_LABELS[name]) for name in evidence["measures"])
        notes.append(
            _("Use is measured by: %(measures)s; %(percent)s %% of the window was seen.")
            % {"measures": measures, "percent": percent(evidence["coverage"])}
        )
    if added_up := [told["counted_from"] for told in evidence["signals"] if "counted_from" in told]:
        notes.append(
            _("Shares are taken of all that was counted from %(first)s to %(last)s.")
            % {"first": min(added_up), "last": evidence["evaluated_on"]}
        )
    if evidence["outage_weeks"]:
        count = len(evidence["outage_weeks"])
        notes.append(
            ngettext(
                "%(count)s week counts as missing because the collector failed.",
                "%(count)s weeks count as missing because the collector failed.",
                count,
            )
            % {"count": count}
        )
    if evidence["slow_start"]:
        notes.append(_("Slow start: in its first year tier C at most."))
    if evidence.get("like_its_kind"):
        notes.append(_("Watched only: its reach is not among the lowest of its kind."))
    return notes
