"""What is promised, one card a commitment."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lifecycle.cases.forms.parts.leaf import Leaf, day, line, picked, text
from lifecycle.cases.forms.parts.part import Data, Part
from lifecycle.cases.forms.parts.tables import rows_sent
from lifecycle.cases.processes.table import Field
from lifecycle.commitments.enums import DataSource, Direction
from lifecycle.commitments.models import Indicator
from lifecycle.commitments.rules import LEAST_COMMITMENTS, MOST_COMMITMENTS

OWN = ("label", "unit", "direction", "data_source")
"""What is asked of an indicator that is not the library's."""


class CommitmentsPart(Part):
    """One more card than there are commitments, and two at least."""

    template = "cases/parts/commitments.html"

    def __init__(self, asked: Field, name: str, data: Data, value: Any, *, library: Sequence[Indicator]) -> None:
        kept = [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []
        count = min(max(rows_sent(data, name), len(kept) + 1, LEAST_COMMITMENTS), MOST_COMMITMENTS)
        kept += [{}] * (count - len(kept))
        leaves = [Leaf(f"{name}.{number}", data, _inputs(library), _typed(each)) for number, each in enumerate(kept)]
        super().__init__(asked, name, leaves)
        self.library = library

    def value(self) -> list[dict[str, Any]] | None:
        told = [_entry(leaf) for leaf in self.leaves]
        return [entry for entry in told if entry] or None


def _inputs(library: Sequence[Indicator]) -> dict[str, forms.Field]:
    known = [(each.code, f"{each} ({each.unit_in_words})") for each in library if not each.surface]
    return {
        "indicator": picked(_("indicator"), [*known, ("own", _("another one, in my own words"))]),
        "label": line(_("what is promised"), most=120),
        "unit": line(_("unit"), most=20),
        "direction": picked(_("which way is better"), Direction.choices),
        "data_source": picked(_("where the value comes from"), DataSource.choices),
        "baseline": line(_("today"), help_text=_("The value as it is now."), inputmode="decimal"),
        "baseline_note": line(_("why there is no value today"), most=200),
        "target": line(_("target"), inputmode="decimal"),
        "tolerance_percent": line(_("tolerance (%)"), help_text=_("Of the target."), inputmode="decimal"),
        "first_due": day(_("to be shown on")),
        "second_due": day(_("and again on")),
        "population": line(_("whom or what it counts"), most=200),
        "how_measured": text(_("who measures it, and how"), rows=2),
        "responsible_post": line(_("post that answers for it"), help_text=_("A post, never a name."), most=100),
    }


def _typed(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry as it would be typed."""
    days = entry.get("due_on")
    first, second, *_more = [*(days if isinstance(days, list) else []), "", ""]
    own = "own" if entry.get("label") else ""
    return {**entry, "indicator": entry.get("indicator") or own, "first_due": first, "second_due": second}


def _entry(leaf: Leaf) -> dict[str, Any]:
    """What was typed, as ``commitments.rules`` reads it; nothing of an own indicator where the library's is chosen."""
    told = leaf.said()
    days = [told.pop(name) for name in ("first_due", "second_due") if name in told]
    if told.get("indicator") == "own":
        told["indicator"] = ""
    elif told.get("indicator"):
        told = {name: value for name, value in told.items() if name not in OWN}
    return {**told, **({"due_on": days} if days else {})}
