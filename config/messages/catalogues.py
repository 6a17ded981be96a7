"""Where each room's translations are, and how they become one ``django.mo``."""

import io
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

LOCALE = "zh_Hans"
FLOORS = ("registry", "lifecycle", "evaluations")
HEADER = (
    'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
)


@dataclass(frozen=True)
class Room:
    """A folder with sources and one file of translations."""

    folder: Path

    @property
    def name(self) -> str:
        return self.folder.relative_to(settings.BASE_DIR).as_posix()

    @property
    def po(self) -> Path:
        return self.folder / "locale" / f"{LOCALE}.po"

    def translations(self) -> Catalog:
        """What the room's file says; empty where there is none."""
        if not self.po.exists():
            return Catalog(locale=LOCALE)
        with self.po.open("rb") as file:
            return read_po(file, locale=LOCALE, abort_invalid=True)

    def write(self, catalogue: Catalog) -> None:
        """Replace the room's file; sorted and without dates or line numbers, so that it changes only when words do."""
        out = io.BytesIO()
        write_po(out, catalogue, width=120, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
        self.po.parent.mkdir(exist_ok=True)
        self.po.write_bytes(HEADER.encode() + out.getvalue().strip() + b"\n")


def rooms() -> Iterator[Room]:
    """Every room of every floor, from the ground up, and the site itself."""
    for floor in FLOORS:
        for init in sorted((settings.BASE_DIR / floor).glob("*/__init__.py")):
            yield Room(init.parent)
    yield Room(settings.BASE_DIR / "config")


def compile_messages() -> Path:
    """Compile all rooms into ``LOCALE_PATHS[0]`` and return the file; safe while others read or compile it."""
    whole = Catalog(locale=LOCALE)
    for room in rooms():
        for message in room.translations():
            if message.id and message.string and not message.fuzzy:
                whole.add(message.id, message.string, context=message.context)
    target = Path(settings.LOCALE_PATHS[0]) / LOCALE / "LC_MESSAGES" / "django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        write_mo(file, whole)
    Path(beside).replace(target)
    return target
