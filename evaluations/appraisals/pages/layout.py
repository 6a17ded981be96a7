"""Rows as the templates show them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluations.appraisals.enums import Dimension, Effect, Gap
from evaluations.appraisals.forms import ANSWERS, OpinionForm
from evaluations.appraisals.indicators import Indicator
from evaluations.appraisals.models import Appraisal, Assignment, Remeasurement, Scheme
from evaluations.appraisals.presenters import (
    grade_in_words,
    indicator_of,
    number,
    percent,
    proposal_in_words,
    reasons_in_words,
    source_of,
    standing_in_words,
    value_in_words,
    with_label,
)
from evaluations.appraisals.rules.promises import counts_of
from lifecycle.commitments.enums import Verdict
from registry.provenance import Source
from registry.systems.models import System

BECAME_TONES = {"better": "good", "worse": "bad", "same": "neutral", "unknown": "neutral"}
VERDICT_TONES = {"met": "good", "within_tolerance": "good", "missed": "bad", "not_measurable": "neutral", "": "neutral"}
GRADE_TONES = {"excellent": "good", "good": "good", "fair": "info", "poor": "warn", "": "neutral"}


def dimensions_of(appraisal: Appraisal, comments: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The values by dimension, each with its points and weight; ``comments`` are the sponsor's."""
    return [
        {
            "label": capfirst(str(dimension.label)),
            "rows": [_row(value, comments or {}) for value in appraisal.values if value["dimension"] == dimension],
        }
        for dimension in Dimension
    ]


def _row(value: Mapping[str, Any], comments: Mapping[str, str]) -> dict[str, Any]:
    indicator = indicator_of(value)
    return {
        "label": indicator.label_in_words,
        "surface": indicator.is_surface,
        "source": with_label(capfirst(str(Source(indicator.source).label)), indicator.source_in_words),
        "filled_from": source_of(value),
        "value": value_in_words(value),
        "coverage": percent(value["coverage"]),
        "standing": standing_in_words(value),
        "is_open": value["points"] is None,
        "weight": number(value["weight"]),
        "points": "—" if value["points"] is None else number(value["points"]),
        "comment": comments.get(value["filled_from"], ""),
    }


def facts_of(appraisal: Appraisal) -> list[tuple[str, str]]:
    """What stands above the table."""
    return [
        (_("Period"), f"{appraisal.since} – {appraisal.until}"),
        (_("Made for"), capfirst(appraisal.get_purpose_display())),
        (
            _("Scheme"),
            _("%(title)s, version %(version)s") % {"title": appraisal.scheme, "version": appraisal.scheme.version},
        ),
        (_("Points"), number(appraisal.points)),
        (_("Weight counted"), number(appraisal.weight_counted)),
        (_("Weight open"), number(appraisal.weight_open)),
        (_("Grade"), grade_in_words(appraisal)),
        (_("Frozen at"), f"{timezone.localtime(appraisal.at):%Y-%m-%d %H:%M}"),
    ]


def verdict_of(appraisal: Appraisal) -> dict[str, Any]:
    """The grade and what is proposed."""
    return {
        "grade": grade_in_words(appraisal),
        "tone": GRADE_TONES[appraisal.grade],
        "proposal": proposal_in_words(appraisal),
        "reasons": reasons_in_words(appraisal),
    }


def commitments_of(appraisal: Appraisal) -> list[dict[str, Any]]:
    """One row per commitment."""
    return [_commitment(said) for said in appraisal.commitments]


def _commitment(said: Mapping[str, Any]) -> dict[str, Any]:
    unit = _(said["unit"]) if said["unit"] else ""
    reached = value_in_words({**said, "standing": "", "unit": said["unit"]})
    verdict = capfirst(str(Verdict(said["verdict"]).label)) if said["verdict"] else _("Not due yet")
    return {
        "code": said["code"],
        "label": _(said["label"]),
        "population": _(said["population"]) if said["population"] else "",
        "target": f"{number(said['target'])} {unit}",
        "tolerance": f"{number(said['tolerance_percent'])} %",
        "reached": reached,
        "due_on": said["due_on"] or said["next_due_on"] or "—",
        "post": said["responsible_post"],
        "verdict": with_label(verdict, Gap(said["gap"]).label) if said["gap"] else verdict,
        "tone": VERDICT_TONES[said["verdict"]],
    }


def verdicts_in_words(appraisal: Appraisal) -> list[tuple[str, int]]:
    """How many commitments that were due ended how; empty where none was."""
    counts = counts_of(appraisal.commitments)
    return [(str(Verdict(name).label), count) for name, count in counts.items() if count]


def lines_of(scheme: Scheme) -> list[dict[str, Any]]:
    """A scheme by dimension."""
    return [
        {
            "label": capfirst(str(dimension.label)),
            "weight": number(sum((line.weight for line in scheme.lines if line.dimension == dimension), Decimal(0))),
            "rows": [_line(line) for line in scheme.lines if line.dimension == dimension],
        }
        for dimension in Dimension
    ]


def _line(line: Indicator) -> dict[str, Any]:
    ends = ""
    if line.zero_at is not None and line.full_at is not None:
        ends = _("none at %(zero)s, all at %(full)s") % {"zero": number(line.zero_at), "full": number(line.full_at)}
    return {
        "label": line.label_in_words,
        "surface": line.is_surface,
        "filled_from": source_of({"filled_from": line.filled_from}),
        "ends": ends,
        "weight": number(line.weight),
        "source": str(Source(line.source).label),
        "source_text": line.source_in_words,
    }


def comparison_of(remeasurement: Remeasurement) -> list[dict[str, Any]]:
    """Before and after, one row per indicator."""
    words = {
        "better": _("better"),
        "same": _("about the same"),
        "worse": _("worse"),
        "unknown": _("cannot be told"),
    }
    return [
        {
            "label": _(line["label"]),
            "before": value_in_words({**line["before"], "standing": "", "unit": line["unit"]}),
            "after": value_in_words({**line["after"], "standing": "", "unit": line["unit"]}),
            "coverage": f"{percent(line['before']['coverage'])} / {percent(line['after']['coverage'])}",
            "became": capfirst(words[line["became"]]),
            "tone": BECAME_TONES[line["became"]],
            "weight": number(line["weight"]),
        }
        for line in remeasurement.comparison
    ]


def effect_in_words(remeasurement: Remeasurement) -> str:
    """What the comparison suggests."""
    return capfirst(str(Effect(remeasurement.suggests).label))


def answers_of(assignment: Assignment) -> list[tuple[Any, Any]]:
    """[(question, answer)] of the opinion given, those that stayed open too; empty where none was given."""
    if not hasattr(assignment, "opinion"):
        return []
    words, given = dict(ANSWERS), assignment.opinion.answers
    return [
        (OpinionForm.base_fields[name].label, words[str(given[name]) if name in given else ""])
        for name in Dimension.values
    ]


def facts_about(system: System) -> list[tuple[Any, Any]]:
    """What somebody who assesses a system of others has to know of it, whose fact sheet they may not read. One query."""
    said = {
        "kind": capfirst(system.get_kind_display()),
        "functions": system.functions,
        "audience": system.audience,
        "eligible_users": system.eligible_users,
        "cadence": capfirst(system.get_cadence_display()),
        "launched_on": system.launched_on.isoformat() if system.launched_on else "",
    }
    addresses = ", ".join(path.address for path in system.access_paths.all())
    return [*((_label_of(name), value) for name, value in said.items()), (_("addresses"), addresses)]


def _label_of(name: str) -> Any:
    return System._meta.get_field(name).verbose_name  # type: ignore[union-attr]
