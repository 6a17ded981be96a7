"""Where each command is given, and what its button says."""

from typing import Any

from django.urls import reverse
from django.utils.translation import pgettext

from lifecycle.cases.enums import ClearanceKind
from lifecycle.cases.models import Case
from lifecycle.cases.pages.acts import ACTS


def label_of(case: Case, name: str, target: str) -> str:
    """What the button for a command says, with the step or the clearance it is about."""
    label = ACTS[name].label
    if target in ClearanceKind.values:
        return f"{label}{pgettext('between a label and its value', ': ')}{ClearanceKind(target).label}"
    step = case.table.step(target)
    return f"{label}{pgettext('between a label and its value', ': ')}{step.label}" if step else str(label)


def lead_of(case: Case, name: str) -> Any:
    """What will happen, in a sentence."""
    return ACTS[name].lead_in(case.process)


def url_of(case: Case, name: str, target: str) -> str:
    """Where the command is given."""
    if name == "submit":
        return reverse("cases:submission", args=[case.number])
    if name in {"file_review", "supersede_review"}:
        return reverse("cases:review", args=[case.number, target])
    if ACTS[name].form is None:
        return reverse("clearances:detail", args=[case.number])
    slug = name.replace("_", "-")
    if target:
        return reverse("cases:act-on", args=[case.number, slug, target])
    return reverse("cases:act", args=[case.number, slug])
