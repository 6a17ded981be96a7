"""A finding in words: for people a sentence per signal in their language, for programs a document."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluations.findings.enums import SignalName, Stance
from evaluations.findings.models import Finding
from evaluations.findings.selectors.acts import findings_visible_to
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

SHARES = {
    SignalName.COMPLETION: gettext_lazy("Of %(whole)s pieces of work begun %(part)s were finished (%(percent)s %%)."),
    SignalName.ERRORS: gettext_lazy("%(part)s errors in %(whole)s visits (%(percent)s %%)."),
    SignalName.CORRECTIONS: gettext_lazy(
        "Of %(whole)s pieces of work finished %(part)s were sent back or corrected (%(percent)s %%)."
    ),
    SignalName.IDLE_SESSIONS: gettext_lazy("%(whole)s visits led to %(part)s substantive actions."),
    SignalName.SATISFACTION: gettext_lazy("Of %(whole)s ratings %(part)s were good (%(percent)s %%)."),
    SignalName.ON_ORDER: gettext_lazy(
        "Of %(whole)s substantive actions %(part)s fell within 48 hours of an order (%(percent)s %%)."
    ),
    SignalName.CHECKINS: gettext_lazy("Of %(whole)s check-ins and actions %(part)s were check-ins (%(percent)s %%)."),
    SignalName.LOCKSTEP: gettext_lazy(
        "Of %(whole)s visits %(part)s fell into the busiest minute of their day (%(percent)s %%)."
    ),
    SignalName.UNREAD: gettext_lazy("Of %(whole)s records filed %(part)s were ever read (%(percent)s %%)."),
}
"""What a share says, of signals that are one."""


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
    return [*(_of_signal(told, evidence) for told in evidence["signals"]), *_notes(evidence)]


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


def _of_signal(told: Told, evidence: Told) -> str:
    figures = {**evidence, **told}
    if told["signal"] in SHARES:
        return SHARES[told["signal"]] % {**told, "percent": percent(told["value"])}
    match told["signal"]:
        case SignalName.NEVER_USED:
            return _never_used(figures)
        case SignalName.REACH:
            return _reach(figures)
        case SignalName.RECENCY:
            return _recency(figures)
        case SignalName.CYCLES:
            return _cycles(figures)
        case SignalName.MACHINE_USE:
            text = _("Other programs called it in %(value)s of the last %(of)s weeks: only its pages go unused.")
        case _:
            text = _(
                "Only %(percent)s %% of the time in which use was expected was seen: nothing can be said about use."
            )
    return text % {**figures, "percent": percent(told["value"])}


def _recency(figures: Told) -> str:
    if figures["last_possible_use_on"]:
        text = _("No use on %(value)s duty days since %(last_possible_use_on)s.")
    else:
        text = _("No use on %(value)s duty days since records begin on %(records_begin_on)s.")
    return text % {**figures, "value": round(figures["value"])}


def _never_used(figures: Told) -> str:
    if figures["last_possible_use_on"]:
        text = _(
            "Not used from %(records_begin_on)s on; first use on %(used_days)s days until %(last_possible_use_on)s."
        )
    else:
        text = _("Never used since records begin on %(records_begin_on)s: %(zero_duty_days)s duty days without use.")
    return text % {**figures, "zero_duty_days": round(figures["zero_duty_days"])}


def _reach(figures: Told) -> str:
    if figures["reached"]:
        text = _("At most %(reached)s of %(eligible)s eligible users used it in its best cycle (%(percent)s %%).")
    else:
        text = _("None of the %(eligible)s eligible users used it in any cycle of the window.")
    return text % {**figures, "percent": percent(figures["value"])}


def _cycles(figures: Told) -> str:
    if figures["used"]:
        text = _("Used in %(used)s of %(known)s cycles in which use was expected.")
    else:
        text = _("Not used in any of the %(known)s cycles in which use was expected.")
    return text % figures


def _notes(evidence: Told) -> list[str]:
    notes = []
    if evidence["measures"]:
        measures = ", ".join(str(MEASURE_LABELS[name]) for name in evidence["measures"])
        notes.append(
            _("Measured by: %(measures)s; %(percent)s %% of the window was seen.")
            % {"measures": measures, "percent": percent(evidence["coverage"])}
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
    return notes


def percent(share: float) -> str:
    """``0.0312`` as ``3.1``, ``1`` as ``100``."""
    return f"{share * 100:.1f}".removesuffix(".0")
