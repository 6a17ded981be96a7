"""Every reason the rules of this room can give, by itself."""

from datetime import date

import pytest

from lifecycle.closeout.receipts import NO_RECEIPT
from lifecycle.filings.models import Filing
from lifecycle.filings.rules import (
    FilingView,
    obstacles_before_the_end,
    obstacles_to_cancel,
    obstacles_to_keep,
    obstacles_to_launch,
)
from registry.refusals import Obstacle
from tests.lifecycle.closeout.factories import RECEIPT, WORDS

STANDING = FilingView("ICP 1", "in_force")
ENDED = FilingView("ICP 1", "in_force", is_ended=True)


def codes(found: list[Obstacle]) -> list[str]:
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("filing", "expected"),
    [
        (Filing(state="in_force", number="1"), []),
        (Filing(state="in_force", number=" "), ["number-missing"]),
        (
            Filing(state="in_force", number="1", filed_on=date(2026, 1, 2), expires_on=date(2026, 1, 1)),
            ["expires-before"],
        ),
    ],
)
def test_a_filing_makes_sense_and_is_there_once(filing: Filing, expected: list[str]) -> None:
    assert codes(obstacles_to_keep(filing, has_twin=False)) == expected
    assert codes(obstacles_to_keep(filing, has_twin=True)) == ["already-registered", *expected]


def test_the_end_of_a_filing_is_said_once_in_words_and_proved_where_the_authority_cancelled_it() -> None:
    assert codes(obstacles_to_cancel(STANDING, ending="cancelled", statement=WORDS, receipt=RECEIPT)) == []
    assert codes(obstacles_to_cancel(STANDING, ending="not_needed", statement=WORDS, receipt=NO_RECEIPT)) == []
    assert codes(obstacles_to_cancel(ENDED, ending="cancelled", statement=WORDS, receipt=RECEIPT)) == ["already-ended"]
    assert codes(obstacles_to_cancel(STANDING, ending="lost", statement=WORDS, receipt=RECEIPT)) == ["ending-missing"]
    found = obstacles_to_cancel(STANDING, ending="cancelled", statement=WORDS, receipt=NO_RECEIPT)
    assert codes(found) == ["receipt-missing"]
    found = obstacles_to_cancel(STANDING, ending="cancelled", statement="done", receipt=RECEIPT)
    assert codes(found) == ["statement-missing"]


def test_a_case_ends_when_no_filing_stands() -> None:
    assert codes(obstacles_before_the_end([ENDED])) == []
    assert codes(obstacles_before_the_end([ENDED, STANDING, STANDING])) == ["filing-left", "filing-left"]


def test_an_app_is_launched_when_it_is_filed() -> None:
    assert codes(obstacles_to_launch("app", [])) == ["filing-missing"]
    assert codes(obstacles_to_launch("platform", [])) == []
