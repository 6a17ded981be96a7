"""The numbers of a policy laid out for pages: in groups, values with their units in words."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from evaluations.findings.enums import Provenance
from evaluations.findings.rules.policies import PARAMETERS
from evaluations.findings.selectors.policies import Threshold
from evaluations.findings.wording import percent

GROUPS = {
    "window_duty_days": gettext_lazy("Window, coverage and tiers"),
    "never_leave_users": gettext_lazy("Disuse"),
    "completion_enter": gettext_lazy("Ease of use"),
    "checkins_enter": gettext_lazy("Honest figures"),
    "least_cases": gettext_lazy("Least counts"),
    "promise_enter": gettext_lazy("Promise, spread, upkeep, resources, likeness"),
    "hold_enter_weeks": gettext_lazy("Holds and guards"),
    "dismissal_worsening": gettext_lazy("People"),
}
"""Groups by the number each begins with."""
UNITS = {
    "duty days": pgettext_lazy("unit", "duty days"),
    "cycles": pgettext_lazy("unit", "cycles"),
    "limbs": pgettext_lazy("unit", "limbs"),
    "people": pgettext_lazy("unit", "people"),
    "days": pgettext_lazy("unit", "days"),
    "weeks": pgettext_lazy("unit", "weeks"),
    "months": pgettext_lazy("unit", "months"),
    "signals": pgettext_lazy("unit", "signals"),
    "systems": pgettext_lazy("unit", "systems"),
    "visits": pgettext_lazy("unit", "visits"),
    "ratings": pgettext_lazy("unit", "ratings"),
    "pieces of work": pgettext_lazy("unit", "pieces of work"),
    "per 100 users a month": pgettext_lazy("unit", "per 100 users a month"),
    "working days": pgettext_lazy("unit", "working days"),
    "organisations": pgettext_lazy("unit", "organisations"),
    "periods": pgettext_lazy("unit", "periods"),
    "decisions": pgettext_lazy("unit", "decisions"),
    "times": pgettext_lazy("unit", "times"),
    "percent": "%",
    "MB": "MB",
    "z": "",
}


def grouped(rows: Iterable[Threshold]) -> list[dict[str, Any]]:
    """``[{"label", "rows": [...]}]`` in the order of the policy."""
    found: list[dict[str, Any]] = []
    for row in rows:
        if row.name in GROUPS or not found:
            found.append({"label": GROUPS.get(row.name, ""), "rows": []})
        found[-1]["rows"].append(laid_out(row))
    return found


def laid_out(row: Threshold) -> dict[str, Any]:
    """One number in words."""
    return {
        "name": row.name,
        "meaning": capfirst(str(row.meaning)),
        "in_full": meaning_of(row.name),
        "value": in_words(row.value, row.unit),
        "before": in_words(row.before, row.unit),
        "is_changed": row.is_changed,
        "provenance": capfirst(str(Provenance(row.provenance).label)),
        "source": row.source,
        "reason": row.reason,
        "since": row.since,
        "draft": getattr(row.since, "draft", None),
    }


def meaning_of(name: str) -> str:
    """What a number means, also where it does not stand below the line it belongs to."""
    enter = f"{name.removesuffix('_leave')}_enter"
    names = [enter, name] if name.endswith("_leave") and enter in PARAMETERS else [name]
    return " · ".join(capfirst(str(PARAMETERS[each].metadata["meaning"])) for each in names)


def in_words(value: Any, unit: str) -> str:
    """``0.05`` and ``share`` as ``5 %``."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if unit == "share":
        return f"{percent(value)} %"
    figure = number_format(value, force_grouping=True) if isinstance(value, int) else f"{value:g}"
    return f"{figure} {UNITS[unit]}".strip()
