"""What version 2 adds to the built-in library, as stored by the migration."""

from typing import Any, Final

from django.utils.translation import gettext_noop as _

ADDED: Final[list[dict[str, Any]]] = [
    {
        "code": "minutes-per-case",
        "label": _("time spent on a matter"),
        "meaning": _("Minutes that staff spend on a completed matter, on average over the period."),
        "unit": _("minutes"),
        "direction": "lower",
        "population": _("matters completed in the period"),
        "data_source": "usage",
        "formula": "minutes_per_case",
        "source": "own_rule",
        "source_text": _("Default of this product, to be confirmed by this organisation."),
    },
]
