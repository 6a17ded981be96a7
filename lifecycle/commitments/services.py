"""Making promises rows for ever."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from lifecycle.commitments.models import Commitment
from registry.organisations.models import Person
from registry.systems.models import System


@transaction.atomic
def promise(
    *, system: System, case_number: str, entries: Sequence[Mapping[str, Any]], by: Person | None
) -> list[Commitment]:
    """Store the commitments of a submission that was admitted; one event. Called by the engine, once a case.

    Raises:
        Refused: an entry cannot be measured, or names an indicator the library does not have.
    """
    raise NotImplementedError
