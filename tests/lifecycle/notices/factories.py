"""A kind of notice and an agenda of its own, since this room knows none."""

from lifecycle.notices.models import Notice
from lifecycle.notices.services import notify
from lifecycle.notices.wordings import Wording, tell
from registry.organisations.models import Person
from tests.factories import person

KIND = "tests.due"


def tell_wording() -> None:
    tell(
        {
            KIND: Wording(
                lambda data: f"{data['subject']} is due on {data['day']}.", lambda data: f"/x/{data['subject']}/"
            )
        }
    )


def notice(*, to: Person | None = None, key: str = "due/RT-1") -> Notice:
    (made,) = notify(kind=KIND, subject="RT-1", people=[to or person()], key=key, day="2026-11-30")
    return made
