"""The red lines as they are stored."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from lifecycle.red_lines.models import Edition
from lifecycle.red_lines.selectors import rule_set
from tests.lifecycle.red_lines.test_scanning import RULES

pytestmark = pytest.mark.django_db


def test_the_stored_edition_is_the_one_the_rules_are_tested_with() -> None:
    assert rule_set(date(2026, 1, 1)) == RULES


def test_before_the_first_edition_nothing_holds() -> None:
    assert rule_set(date(2025, 12, 31)) is None


def test_a_later_edition_holds_from_its_day_on() -> None:
    Edition.objects.create(version=2, title="later", effective_on=date(2027, 1, 1))

    versions = [rules.version for day in (date(2026, 12, 31), date(2027, 1, 1)) if (rules := rule_set(day))]
    assert versions == [1, 2]


def test_every_line_says_who_says_so() -> None:
    assert {line.source for line in RULES.lines} == {"national_rule"}
    assert all("国办函〔2026〕12号" in line.source_text or "2023" in line.source_text for line in RULES.lines)


@pytest.mark.parametrize("table", ["red_lines_edition", "red_lines_line"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_itself_keeps_editions(table: str, statement: str) -> None:
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(statement.format(table))
