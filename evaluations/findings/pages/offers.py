"""Acts offered on a page: each open one with its form, each closed one with its reasons."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms

from evaluations.findings.selectors.acts import Offer


def laid_out(
    offers: Iterable[Offer],
    *,
    form: Callable[[str], forms.Form],
    url: Callable[[str], str],
    refused: Mapping[str, forms.Form],
) -> dict[str, list[dict[str, Any]]]:
    """``{"open_offers": [...], "closed_offers": [...]}`` for ``findings/offers.html``.

    ``form`` and ``url`` answer for the name of an act; ``refused`` holds the form of an act that was not done, with its errors.
    """
    shown = [
        {
            "name": offer.name,
            "label": offer.label,
            "obstacles": offer.obstacles,
            "form": refused.get(offer.name) or form(offer.name),
            "url": url(offer.name),
        }
        for offer in offers
    ]
    return {
        "open_offers": [each for each in shown if not each["obstacles"]],
        "closed_offers": [each for each in shown if each["obstacles"]],
    }


def ids_of(act: str) -> str:
    """The ``auto_id`` of an act's form: several forms on one page ask for a reason."""
    return f"{act}_%s"


def add_obstacles(form: forms.Form, obstacles: Iterable[Any]) -> None:
    """Show a refusal at the fields it is about, the rest on top of the form."""
    for obstacle in obstacles:
        form.add_error(obstacle.field if obstacle.field in form.fields else None, str(obstacle))
