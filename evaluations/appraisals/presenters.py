"""An appraisal in words: for people in their language, for programs a document."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from evaluations.appraisals.enums import Gap, Grade, Proposal, ProposalReason, Standing
from evaluations.appraisals.indicators import COMMITMENTS, Indicator
from evaluations.appraisals.models import Appraisal
from evaluations.appraisals.selectors.visibility import appraisals_visible_to
from registry.organisations.models import Person

Told = dict[str, Any]


def document(appraisal: Appraisal, *, with_proposal: bool = True) -> Told:
    """As ``manage.py appraise --json`` prints it and the API answers; needs ``system__sponsor``, ``scheme`` and ``case``."""
    system = appraisal.system
    told = {
        "code": appraisal.code,
        "system": {"code": system.code, "name": system.name, "kind": system.kind},
        "sponsor": {"code": system.sponsor.code, "name": system.sponsor.name},
        "scheme": {"code": appraisal.scheme.code, "sha256": appraisal.scheme.sha256},
        "purpose": appraisal.purpose,
        "since": appraisal.since.isoformat(),
        "until": appraisal.until.isoformat(),
        "case": appraisal.case.number if appraisal.case else "",
        "judged": appraisal.judged,
        "points": f"{appraisal.points:.2f}",
        "points_most": f"{appraisal.points_most:.2f}",
        "weight_counted": f"{appraisal.weight_counted:.2f}",
        "weight_open": f"{appraisal.weight_open:.2f}",
        "grade": appraisal.grade,
        "grade_least": appraisal.grade_least,
        "grade_most": appraisal.grade_most,
        "values": appraisal.values,
        "commitments": appraisal.commitments,
        "at": appraisal.at.isoformat(),
        "sha256": appraisal.sha256,
    }
    if with_proposal:
        told |= {
            "findings": appraisal.findings,
            "proposal": appraisal.proposal,
            "proposal_reasons": appraisal.proposal_reasons,
        }
    return told


def indicator_of(value: Mapping[str, Any]) -> Indicator:
    """The line of the scheme a stored value belongs to."""
    return Indicator.from_stored({name: value[name] for name in Indicator.__dataclass_fields__})


def value_in_words(value: Mapping[str, Any]) -> str:
    """The value with its unit; bounds where only those are known; a dash where there is none."""
    if value["low"] is None:
        return "—"
    if value["standing"] == Standing.JUDGED:
        basis = value["basis"]
        return _("%(value)s of %(maximum)s") % {"value": basis["value"], "maximum": basis["maximum"]}
    unit = value["unit"]
    in_words = f" {unit}" if unit == "%" else f" {_(unit)}" if unit else ""
    low, high = (f"{number(value[bound])}{in_words}" for bound in ("low", "high"))
    return low if low == high else between(low, high)


def between(low: object, high: object) -> str:
    """Two values that something lies between."""
    return _("%(low)s to %(high)s") % {"low": low, "high": high}


def with_label(label: object, said: object) -> str:
    """``Source: our own rule``."""
    return f"{label}{pgettext('between a label and its value', ': ')}{said}"


def number(text: str | Decimal) -> str:
    """At most two decimals, no empty ones."""
    value = Decimal(text).quantize(Decimal("0.01"))
    return number_format(value.normalize() if value else Decimal(0), force_grouping=True)


def percent(share: str | None) -> str:
    """``0.9312`` as ``93.1 %``; a dash for unknown."""
    return "—" if share is None else f"{number_format(Decimal(share) * 100, decimal_pos=1)} %"


def standing_in_words(value: Mapping[str, Any]) -> str:
    """Where it stands, and why there is no value."""
    standing = capfirst(str(Standing(value["standing"]).label))
    return with_label(standing, Gap(value["gap"]).label) if value["gap"] else standing


def source_of(value: Mapping[str, Any]) -> str:
    """What an indicator is filled from, in the words of people."""
    if value["filled_from"] == COMMITMENTS:
        return _("commitments")
    return _("a reviewer’s answer") if value["filled_from"].startswith("review:") else _("usage")


def grade_in_words(appraisal: Appraisal) -> str:
    """The grade, or the two it lies between."""
    if appraisal.grade:
        return capfirst(str(Grade(appraisal.grade).label))
    return capfirst(between(Grade(appraisal.grade_least).label, Grade(appraisal.grade_most).label))


def proposal_in_words(appraisal: Appraisal) -> str:
    """What is proposed; a sentence where nothing is."""
    if appraisal.proposal:
        return capfirst(str(Proposal(appraisal.proposal).label))
    return _("Nothing is proposed")


def reasons_in_words(appraisal: Appraisal) -> list[str]:
    """Why it is proposed."""
    return [capfirst(str(ProposalReason(reason).label)) for reason in appraisal.proposal_reasons]


def sentences(grounds: Mapping[str, Any]) -> list[str]:
    """What a case's grounds say of the appraisal it was opened on."""
    told = {
        "code": grounds["code"],
        "points": grounds["points"],
        "open": grounds["weight_open"],
        "since": grounds["since"],
        "until": grounds["until"],
    }
    return [
        _("Appraisal %(code)s of %(since)s to %(until)s: %(points)s points, %(open)s points of weight open.") % told,
        _("Its seal: %(sha256)s") % {"sha256": grounds["sha256"][:16]},
    ]


def page_of(grounds: Mapping[str, Any], reader: Person) -> str:
    """The address of an appraisal's page, ``""`` for whoever may not read it. Three queries at most."""
    code = grounds["code"]
    visible = appraisals_visible_to(reader).filter(code=code).exists()
    return reverse("appraisals:detail", args=[code]) if visible else ""


def day(text: str | None) -> date | None:
    """A stored day as a date."""
    return date.fromisoformat(text) if text else None
