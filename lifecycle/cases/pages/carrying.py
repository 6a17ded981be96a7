"""Filing an opinion of the round before again."""

from dataclasses import dataclass

from lifecycle.cases.models import Case, Review
from lifecycle.cases.pages.contents import Entry, entries_of
from lifecycle.cases.pages.opinions import Answer, answers_of
from lifecycle.cases.rules.differences import digest
from lifecycle.cases.selectors import snapshot_of
from registry.organisations.models import Person


@dataclass(frozen=True)
class Carried:
    """``changed``: every field that differs from the round before; ``sha256`` stands for it; ``review``: what is filed again."""

    changed: list[Entry]
    sha256: str
    review: Review | None
    answers: list[Answer]


def carried(case: Case, step: str, person: Person) -> Carried:
    """What somebody has to have looked at, and the opinion that would be filed again."""
    difference = snapshot_of(case).difference
    fields = [field for field in case.table.fields if field.code in difference]
    before = {code: pair[0] for code, pair in difference.items() if pair[0] is not None}
    after = {code: pair[1] for code, pair in difference.items() if pair[1] is not None}
    review = case.reviews.current().filter(round=case.round - 1, step=step, by=person).first()
    return Carried(entries_of(fields, after, before), digest(difference), review, answers_of(review) if review else [])
