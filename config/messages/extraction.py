"""Which sentences a room's sources want translated."""

import io
import re

from babel.messages import Catalog
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from config.messages.catalogues import LOCALE, Room

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def extracted(room: Room) -> Catalog:
    """Every message of a room's Python files and templates, without translations."""
    found = Catalog(locale=LOCALE)
    for path in sorted(room.folder.rglob("*.py")):
        if "migrations" not in path.parts:
            _add(found, path.read_bytes())
    for path in sorted((room.folder / "templates").rglob("*.*")):
        code = templatize(path.read_text(), origin=str(path))
        _add(found, re.sub(r"^[ \t]+", "", code, flags=re.MULTILINE).encode())  # the tokenizer minds indentation
    return found


def _add(catalogue: Catalog, code: bytes) -> None:
    for _line, message, _comments, context in extract(
        "python", io.BytesIO(code), KEYWORDS, options={"encoding": "utf-8"}
    ):
        catalogue.add(message, context=context)
