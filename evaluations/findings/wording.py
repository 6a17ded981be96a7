"""What each signal says, in a sentence with its figures."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.findings.enums import SignalName

Told = dict[str, Any]
Sentences = tuple[str, str]
"""What is said where there was some use, and where there was none."""

PLAIN = {
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
    SignalName.SLOWNESS: gettext_lazy("A piece of work takes %(value)s times as long as was promised."),
    SignalName.COMPLAINTS: gettext_lazy("%(part)s complaints: %(value)s per 100 users a month."),
    SignalName.IDLE_RESOURCES: gettext_lazy("Its servers were idle on %(part)s of %(whole)s days (%(percent)s %%)."),
    SignalName.PROMISE: gettext_lazy("Of the %(promised)s promised for a month %(percent)s %% were measured."),
    SignalName.SPREAD: gettext_lazy(
        "At most %(part)s of the %(whole)s organisations it is meant for used it in a week (%(percent)s %%)."
    ),
    SignalName.NEXT_TO_NOBODY: gettext_lazy(
        "In a cycle at most %(people)s of the %(eligible)s people it is meant for use it on average (%(percent)s %%)."
    ),
    SignalName.BUNCHING: gettext_lazy(
        "In %(part)s of %(whole)s periods what was told lies just above the %(promised)s promised for a month."
    ),
    SignalName.SPIKE: gettext_lazy(
        "Before the assessment in the week to %(assessed_by)s one of its figures was %(value)s times as high as before and after."
    ),
    SignalName.DISAGREEMENT: gettext_lazy("What is reported and what machines counted differ by %(value)s times."),
    SignalName.OWNERLESS: gettext_lazy("Used, though its contract ended on %(contract_ended_on)s."),
    SignalName.REPLACEABLE: gettext_lazy(
        "System %(by)s does much the same (likeness %(percent)s %%) for %(wider)s times as many users."
    ),
    SignalName.MACHINE_USE: gettext_lazy(
        "Other programs called it in %(value)s of the last %(of)s weeks: only its pages go unused."
    ),
    SignalName.MONITORING: gettext_lazy(
        "Only %(percent)s %% of the time in which use was expected was seen: nothing can be said about use."
    ),
}
"""Signals of which one sentence says all."""


def says(name: SignalName) -> str:
    """What a signal says, with a dot for every figure."""
    return str(PLAIN.get(name) or _IN_GENERAL[name]) % _DOTS


class _Dots(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


_DOTS = _Dots()


def of_signal(told: Told, evidence: Told) -> str:
    """``told`` is one of the signals of the evidence."""
    figures = {**evidence, **told}
    name = told["signal"]
    if name in PLAIN:
        return str(PLAIN[name]) % {**figures, "percent": percent(told["value"]), "value": decimal(told["value"])}
    return _WITH_CASES[name](figures)


def _recency(figures: Told) -> str:
    if figures["last_possible_use_on"]:
        text = _("No use on %(value)s duty days since %(last_possible_use_on)s.")
    else:
        text = _("No use on %(value)s duty days since records begin on %(records_begin_on)s.")
    return text % {**figures, "value": round(figures["value"])}


def _never_used(figures: Told) -> str:
    if figures["last_possible_use_on"]:
        text = _(
            "Never used since records begin on %(records_begin_on)s, but for visits on %(used_days)s days until "
            "%(last_possible_use_on)s."
        )
    else:
        text = _("Never used since records begin on %(records_begin_on)s: %(zero_duty_days)s duty days without use.")
    return text % {**figures, "zero_duty_days": round(figures["zero_duty_days"])}


def _reach(figures: Told) -> str:
    some, none = _in_weeks_or_cycles(
        figures,
        (
            _("At most %(reached)s of %(eligible)s eligible users used it in its best week (%(percent)s %%)."),
            _("None of the %(eligible)s eligible users used it in any week of the window."),
        ),
        (
            _("At most %(reached)s of %(eligible)s eligible users used it in its best cycle (%(percent)s %%)."),
            _("None of the %(eligible)s eligible users used it in any cycle of the window."),
        ),
    )
    text = some if figures["reached"] else none
    if figures.get("kept", 1) < 1:
        text += " " + _("Its figures are to be checked: only %(kept)s %% of the use counted is held for use here.")
    return text % {**figures, "percent": percent(figures["value"]), "kept": percent(figures.get("kept", 1))}


def _cycles(figures: Told) -> str:
    some, none = _in_weeks_or_cycles(
        figures,
        (
            _("Used in %(used)s of %(known)s weeks in which use was expected."),
            _("Not used in any of the %(known)s weeks in which use was expected."),
        ),
        (
            _("Used in %(used)s of %(known)s cycles in which use was expected."),
            _("Not used in any of the %(known)s cycles in which use was expected."),
        ),
    )
    return (some if figures["used"] else none) % figures


def _in_weeks_or_cycles(figures: Told, weeks: Sentences, cycles: Sentences) -> Sentences:
    """Where the cycles of the window are its weeks, as they are of what is used daily, people count in weeks."""
    window = figures["window"]
    days = (date.fromisoformat(window["to"]) - date.fromisoformat(window["from"])).days + 1
    return weeks if days == 7 * int(window["cycles"]) else cycles


def _since_release(figures: Told) -> str:
    if figures["released_on"]:
        text = _("Nothing was released or published for %(value)s days, since %(released_on)s.")
    else:
        text = _("Nothing was released or published for %(value)s days, as far back as anybody counted.")
    if figures["contract_ended_on"]:
        text += " " + _("Its contract ended on %(contract_ended_on)s.")
    return text % figures


def _dormant(figures: Told) -> str:
    if figures["released_on"]:
        text = _("Nothing was published for %(value)s days, since %(released_on)s.")
    else:
        text = _("Nothing happened in it for %(value)s days.")
    return text % figures


_IN_GENERAL = {
    SignalName.NEVER_USED: gettext_lazy(
        "Nobody can have used it since launch, or since records begin, but for stray visits."
    ),
    SignalName.REACH: gettext_lazy("Hardly any of those it is meant for used it, even in its best cycle."),
    SignalName.RECENCY: gettext_lazy("Proven without use for long, and for whole cycles."),
    SignalName.CYCLES: gettext_lazy("Used in few of the cycles in which use was expected."),
    SignalName.UPKEEP: gettext_lazy("Nothing was released for long, or since its contract ended."),
    SignalName.STALE: gettext_lazy("An account published nothing for two weeks."),
    SignalName.DORMANT: gettext_lazy("An account published nothing, or in a group nothing happened, for three months."),
}
_WITH_CASES: dict[str, Callable[[Told], str]] = {
    SignalName.NEVER_USED: _never_used,
    SignalName.REACH: _reach,
    SignalName.RECENCY: _recency,
    SignalName.CYCLES: _cycles,
    SignalName.UPKEEP: _since_release,
    SignalName.STALE: _since_release,
    SignalName.DORMANT: _dormant,
}


def decimal(value: float) -> str:
    """``2.0`` as ``2``, ``2.345`` as ``2.3``."""
    return f"{value:.1f}".removesuffix(".0")


def percent(share: float) -> str:
    """``0.0312`` as ``3.1``, ``1`` as ``100``."""
    return f"{share * 100:.1f}".removesuffix(".0")
