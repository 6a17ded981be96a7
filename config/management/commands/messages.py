"""``manage.py messages --update | --check | --compile``: the translations."""

from typing import Any

from babel.messages import Catalog
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.messages.catalogues import LOCALE, Room, compile_messages, rooms
from config.messages.checks import problems
from config.messages.extraction import extracted


class Command(BaseCommand):
    help = "Bring every room's locale/zh_Hans.po up to its sources, check them, or compile them for Django."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--update", nargs="*", metavar="ROOM", help="add new sentences, drop those no longer used")
        what.add_argument(
            "--check", action="store_true", help="fail on anything untranslated, obsolete or contradictory"
        )
        what.add_argument("--compile", action="store_true", help="write the catalogue Django reads")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["compile"]:
            self.stdout.write(str(compile_messages()))
        elif options["check"]:
            if found := problems():
                raise CommandError("\n".join(found))
            self.stdout.write("Every sentence is translated.")
        else:
            self._update(options["update"])

    def _update(self, names: list[str]) -> None:
        known = {(message.id, message.context): message.string for room in rooms() for message in room.translations()}
        for room in rooms():
            if not names or room.name in names:
                left = _updated(room, known)
                self.stdout.write(f"{room.name}: {left} to translate")


def _updated(room: Room, known: dict[Any, Any]) -> int:
    """Rewrite a room's file; what another room has translated already is taken over. Returns how many are left."""
    own = room.translations()
    fresh = Catalog(locale=LOCALE)
    for message in extracted(room):
        if message.id:
            kept = own.get(message.id, message.context)
            string = (kept.string if kept else None) or known.get((message.id, message.context)) or ""
            fresh.add(message.id, string, context=message.context)
    if len(fresh) or room.po.exists():
        room.write(fresh)
    return sum(not all(message.string if isinstance(message.string, tuple) else [message.string]) for message in fresh)
