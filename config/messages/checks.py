"""What is wrong with the translations, as sentences for whoever changes the code."""

import re
from collections.abc import Iterator

from babel.messages import Catalog
from babel.messages.catalog import Message

from config.messages.catalogues import Room, rooms
from config.messages.extraction import extracted

PLACEHOLDER = re.compile(r"%\([^)]*\)[a-z]|%[a-z]|\{[^}]*\}")


def problems() -> list[str]:
    """Everything untranslated, obsolete, fuzzy, with other placeholders, or said differently in two rooms."""
    found: list[str] = []
    said: dict[tuple[str, str], tuple[str, str]] = {}
    for room in rooms():
        wanted, kept = extracted(room), room.translations()
        found += _missing(room, wanted, kept)
        for message in kept:
            if not message.id:
                continue
            found += [f"{room.name}: {flaw}: {_id(message)!r}" for flaw in _flaws(message, wanted)]
            key = (_id(message), message.context or "")
            text = _texts(message)[0]
            other, before = said.setdefault(key, (room.name, text))
            if text and before and text != before:
                found.append(f"{room.name}: {_id(message)!r} is {text!r}, but {before!r} in {other}")
    return found


def _missing(room: Room, wanted: Catalog, kept: Catalog) -> Iterator[str]:
    for message in wanted:
        if message.id and not kept.get(message.id, message.context):
            yield f"{room.name}: not in the file: {_id(message)!r}"


def _flaws(message: Message, wanted: Catalog) -> Iterator[str]:
    if message.fuzzy:
        yield "fuzzy"
    if not wanted.get(message.id, message.context):
        yield "no longer used"
    if not all(_texts(message)):
        yield "not translated"
        return
    ids = message.id if isinstance(message.id, tuple | list) else (str(message.id),)
    known = {frozenset(PLACEHOLDER.findall(one)) for one in ids}
    if any(frozenset(PLACEHOLDER.findall(text)) not in known for text in _texts(message)):
        yield "other placeholders"


def _id(message: Message) -> str:
    return str(message.id[0] if isinstance(message.id, tuple | list) else message.id)


def _texts(message: Message) -> tuple[str, ...]:
    """The translations of a message: one, as Chinese has no plural; ``""`` where there is none yet."""
    said = message.string if isinstance(message.string, tuple | list) else [message.string]
    return tuple(text or "" for text in said)
