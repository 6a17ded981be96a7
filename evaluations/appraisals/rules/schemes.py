"""What a scheme may be: every obstacle at once."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from evaluations.appraisals.enums import Dimension, Measure
from evaluations.appraisals.indicators import COMMITMENTS, REVIEW, USAGE, Indicator
from evaluations.appraisals.models.schemes import MOST_SURFACE
from registry.provenance import Source
from registry.refusals import Obstacle

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
MOST_INDICATORS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The numbers of a scheme beside its indicators; points of 100, percent, days and months."""

    excellent_from: Decimal = Decimal(90)
    good_from: Decimal = Decimal(80)
    fair_from: Decimal = Decimal(60)
    coverage_least_percent: Decimal = Decimal(80)
    remeasure_days: int = 91
    young_months: int = 12


def obstacles_to_scheme(
    indicators: Sequence[Indicator],
    lines: Lines,
    *,
    questions: Collection[tuple[str, str]],
    effective_on: date,
    today: date,
) -> list[Obstacle]:
    """Everything that keeps a scheme from being stored; ``field`` is e.g. ``indicators.3.weight``, counted from 0.

    ``questions`` are the ``(step, code)`` pairs that an evaluation's reviewers are asked.
    """
    found = list(_against_lines(lines))
    if effective_on < today:
        message = _("A scheme cannot come into force in the past: what was appraised before keeps its scheme.")
        found.append(_content("effective-in-the-past", message, "effective_on"))
    for place, indicator in enumerate(indicators):
        found += _against_indicator(indicator, f"indicators.{place}", questions)
    found += _against_whole(indicators)
    return found


def _content(code: str, message: str, field: str) -> Obstacle:
    return Obstacle(code, message, field, "content")


def _against_lines(lines: Lines) -> Iterator[Obstacle]:
    if not 0 < lines.fair_from < lines.good_from < lines.excellent_from <= HUNDRED:
        message = _("The lines of the grades must rise: above 0, fair below good, good below excellent, at most 100.")
        yield _content("lines-out-of-order", message, "fair_from")
    if not 50 <= lines.coverage_least_percent <= HUNDRED:  # noqa: PLR2004 (half of a period is the least anybody can judge)
        yield _content(
            "coverage-out-of-bounds", _("The least coverage is between 50 and 100 %."), "coverage_least_percent"
        )
    if not 28 <= lines.remeasure_days <= 366:  # noqa: PLR2004 (four weeks to a year)
        yield _content("window-out-of-bounds", _("The window is between 28 and 366 days."), "remeasure_days")
    if not 0 <= lines.young_months <= 60:  # noqa: PLR2004 (five years)
        yield _content("young-out-of-bounds", _("A system is young for 60 months at most."), "young_months")


def _against_indicator(indicator: Indicator, field: str, questions: Collection[tuple[str, str]]) -> Iterator[Obstacle]:
    named = {"label": indicator.label_in_words or indicator.filled_from}
    if not indicator.label.strip():
        yield _content("label-missing", _("Every indicator needs a name."), f"{field}.label")
    if indicator.dimension not in Dimension.values:
        yield _content("dimension-unknown", _("%(label)s: choose what it is about.") % named, f"{field}.dimension")
    if not 0 < indicator.weight <= HUNDRED or indicator.weight != indicator.weight.quantize(CENT):
        message = _("%(label)s: the weight is above 0, at most 100, with two decimals at most.") % named
        yield _content("weight-out-of-bounds", message, f"{field}.weight")
    if indicator.source not in Source.values or not indicator.source_text.strip():
        yield _content("source-missing", _("%(label)s: say what it rests on.") % named, f"{field}.source_text")
    yield from _against_filler(indicator, field, questions, named)


def _against_filler(
    indicator: Indicator, field: str, questions: Collection[tuple[str, str]], named: dict[str, str]
) -> Iterator[Obstacle]:
    known = {
        USAGE: indicator.measure in Measure.values,
        REVIEW: indicator.criterion in questions,
        COMMITMENTS: indicator.filled_from == COMMITMENTS,
    }
    if not known.get(indicator.filler, False):
        message = _("%(label)s: nothing fills it. Choose a measure, a reviewer’s question or the commitments.") % named
        yield _content("filler-unknown", message, f"{field}.filled_from")
    if indicator.filler == USAGE:
        if indicator.zero_at is None or indicator.full_at is None:
            message = _("%(label)s: say at which value it gets no points, and at which all.") % named
            yield _content("bounds-missing", message, f"{field}.zero_at")
        elif indicator.zero_at == indicator.full_at:
            message = _("%(label)s: no points and all points cannot begin at the same value.") % named
            yield _content("bounds-equal", message, f"{field}.full_at")


def _against_whole(indicators: Sequence[Indicator]) -> Iterator[Obstacle]:
    if not indicators or len(indicators) > MOST_INDICATORS:
        message = _("A scheme has between 1 and %(most)s indicators.") % {"most": MOST_INDICATORS}
        yield _content("indicators-out-of-bounds", message, "indicators")
    fillers = [indicator.filled_from for indicator in indicators]
    for place, filler in enumerate(fillers):
        if filler in fillers[:place]:
            message = _("%(label)s: the same thing is counted already.") % {
                "label": indicators[place].label_in_words or filler
            }
            yield _content("counted-twice", message, f"indicators.{place}.filled_from")
    for dimension in Dimension:
        if not any(indicator.dimension == dimension for indicator in indicators):
            message = _("Nothing is asked about: %(dimension)s.") % {"dimension": dimension.label}
            yield _content("dimension-missing", message, "indicators")
    total = sum((indicator.weight for indicator in indicators), Decimal(0))
    if total != HUNDRED:
        message = _("The weights make %(total)s; they must make exactly 100.") % {"total": total}
        yield _content("weights-not-a-hundred", message, "indicators")
    surface = [indicator for indicator in indicators if indicator.is_surface]
    weight = sum((indicator.weight for indicator in surface), Decimal(0))
    if weight > MOST_SURFACE:
        message = _(
            "Surface indicators carry %(weight)s points together, %(most)s at most are allowed: %(labels)s."
        ) % {
            "weight": weight,
            "most": MOST_SURFACE,
            "labels": _(", ").join(indicator.label_in_words for indicator in surface),
        }
        yield _content("surface-too-heavy", message, "indicators")
