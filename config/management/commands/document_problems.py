"""``manage.py document_problems [--check]``: docs/problems.md, drawn from the table of types."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from config.api.problem_types import TYPES

HEAD = """# Problem documents

Every answer of the API from 400 up is a problem document ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)), media type
`application/problem+json`. `obstacles` lists every reason at once: `code` for programs, `message` in the language of
`Accept-Language`, `field` where it is about one input, `row` (from 0) in a batch. Drawn from `config/api/problem_types.py` by
`manage.py document_problems`.

| status | type | title | what it means, what to do |
| --- | --- | --- | --- |
"""


class Command(BaseCommand):
    help = "Write docs/problems.md from the table of problem types, or check that it is up to date."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when the file is out of date")

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "problems.md"
        with translation.override("en"):
            rows = [f"| {kind.status} | `{kind.uri}` | {kind.title} | {kind.meaning} |" for kind in TYPES]
        text = HEAD + "\n".join(rows) + "\n"
        if not options["check"]:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            raise CommandError("docs/problems.md is out of date: run manage.py document_problems.")
