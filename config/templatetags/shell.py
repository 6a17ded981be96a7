"""What templates of every room load as ``{% load shell %}``."""

from collections.abc import Iterator
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from config.templatetags.icons import ICONS

register = template.Library()

TONE_NAMES = ("good", "info", "warn", "bad", "neutral")
TONES: dict[str, str] = {
    "live": "good",
    "building": "info",
    "proposed": "info",
    "retiring": "warn",
    "suspended": "bad",
    "candidate": "warn",
    "claimed": "info",
    "confirmed": "bad",
    "open": "warn",
    "attested": "info",
    "verified": "good",
    "running": "info",
    "done": "good",
    "failed": "bad",
    "intake": "info",
    "review": "info",
    "decision": "info",
    "returned": "warn",
    "clearance": "warn",
    "shutdown": "warn",
    "acceptance": "info",
    "rectifying": "warn",
    "observation": "info",
    "severely_overdue": "bad",
    "overdue": "bad",
    "due_soon": "warn",
    "A": "bad",
    "B": "warn",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An inline picture beside words, hidden from screen readers: the words carry the meaning."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" '
        'stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(ICONS[name]),  # noqa: S308  the strokes are constants of this package
    )


@register.filter
def tone(value: object) -> str:
    """The colour of a state: ``good info warn bad neutral`` as named, else the one that goes with the state."""
    said = str(value)
    return said if said in TONE_NAMES else TONES.get(said, "neutral")


@register.filter
def elided(page: Page[Any]) -> Iterator[str | int]:
    """The page numbers worth offering: the ends, the ones around here, and ``…`` between."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)


@register.filter
def chart_headers(chart: dict[str, Any]) -> list[str]:
    """The header row of a chart's data table."""
    return [_("Period"), *(series["name"] for series in chart["series"])]


@register.filter
def chart_rows(chart: dict[str, Any]) -> list[list[Any]]:
    """One row for each label of a chart; a gap is ``None``."""
    columns = [chart["labels"], *(series["points"] for series in chart["series"])]
    return [list(cells) for cells in zip(*columns, strict=True)]


@register.filter
def control(field: BoundField) -> SafeString:
    """A form field's widget with the classes of our controls."""
    widget = field.field.widget
    if isinstance(widget, forms.DateInput):  # the browser's own calendar, which speaks ISO whatever the language
        widget.input_type, widget.format = "date", "%Y-%m-%d"
    if isinstance(widget, forms.CheckboxInput):
        look = "form-check-input"
    elif isinstance(widget, forms.Select):
        look = "form-select"
    else:
        look = "form-control"
    given: dict[str, Any] = {"class": f"{widget.attrs.get('class', '')} {look}".strip()}
    return field.as_widget(attrs=given)


@register.filter
def widget_is(field: BoundField, kind: str) -> bool:
    """Whether a field's widget is a ``checkbox``, a ``group`` (radio buttons, checkboxes) or a select of ``several``."""
    widget = field.field.widget
    if kind == "several":
        return isinstance(widget, forms.SelectMultiple)
    if kind == "group":
        return isinstance(widget, forms.RadioSelect)  # CheckboxSelectMultiple is one too
    return isinstance(widget, forms.CheckboxInput)


@register.filter
def options(field: BoundField) -> list[dict[str, Any]]:
    """The choices of a field with what is chosen of them."""
    chosen = {str(value) for value in field.value() or ()}
    return [
        {"value": value, "label": label, "chosen": str(value) in chosen}
        for value, label in field.field.choices  # type: ignore[attr-defined]  # asked of fields with choices only
    ]
