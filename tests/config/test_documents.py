"""Pages of the documentation that are drawn from code."""

import pytest
from django.core.management import CommandError, call_command

from registry.systems import formats


def test_the_formats_are_those_the_program_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("document_formats", "--check")
    monkeypatch.setattr(formats, "SYSTEM_COLUMNS", formats.SYSTEM_COLUMNS[1:])
    with pytest.raises(CommandError, match="out of date"):
        call_command("document_formats", "--check")


def test_every_column_says_what_to_write() -> None:
    columns = (*formats.ORGANISATION_COLUMNS, *formats.SYSTEM_COLUMNS)
    assert [column.name for column in columns if not column.meaning] == []
