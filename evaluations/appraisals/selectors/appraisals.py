"""Appraisals by case, by system and by year."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from evaluations.appraisals.enums import Grade, Purpose
from evaluations.appraisals.models import Appraisal, SelfEvaluation
from lifecycle.cases.models import Case
from registry.systems.enums import SystemKind
from registry.systems.models import System

UNCERTAIN = "uncertain"
"""In place of a grade where what is open could change it."""


def figures_of(case: Case) -> Q:
    """The appraisals of a case: made for it, or the one its grounds name, which was frozen before there was a case."""
    return Q(case=case) | Q(code=named_in(case))


def named_in(case: Case) -> str:
    """The code of the appraisal a case was opened on; "" where it was opened on none."""
    code: str = case.grounds.get("appraisal", {}).get("code", "")
    return code


def of_case(visible: QuerySet[Appraisal], case: Case) -> Appraisal | None:
    """The newest appraisal of an evaluation; complete before measured. One query."""
    return visible.filter(figures_of(case), purpose=Purpose.EVALUATION).order_by("-judged", "-pk").first()


def self_evaluations_of(system: System) -> QuerySet[SelfEvaluation]:
    """Newest first."""
    return SelfEvaluation.objects.filter(system=system).select_related("appraisal__scheme", "by").order_by("-year")


@dataclass(frozen=True, slots=True)
class Spread:
    """How the complete appraisals of a year spread over the grades; one per system, the newest."""

    kind: str
    label: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def spread_of(visible: QuerySet[Appraisal], year: int) -> list[Spread]:
    """One line per kind of system that was evaluated. Two queries. Counts systems, names neither people nor places."""
    newest = visible.filter(judged=True, purpose=Purpose.EVALUATION, at__year=year).order_by()
    last = newest.values("system").annotate(last=Max("pk")).values_list("last", flat=True)
    rows = Appraisal.objects.filter(pk__in=list(last)).values_list("system__kind", "grade")
    return _spread(rows)


def _spread(rows: Iterable[tuple[str, str]]) -> list[Spread]:
    counted = Counter((kind, grade or UNCERTAIN) for kind, grade in rows)
    grades = (*Grade.values, UNCERTAIN)
    lines = [
        Spread(kind.value, str(kind.label), {grade: counted[kind.value, grade] for grade in grades})
        for kind in SystemKind
    ]
    return [line for line in lines if line.total]


def self_evaluated(systems: QuerySet[System], year: int) -> int:
    """How many of these systems have their self-evaluation of a year."""
    return SelfEvaluation.objects.filter(year=year, system__in=systems.order_by()).count()
