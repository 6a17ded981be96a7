"""Keeping an opinion that is still being written. Not in the ledger: nothing has been said yet."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from lifecycle.cases.models import Case, Draft
from registry.organisations.models import Person


def keep_draft(*, case: Case, step: str, answers: Mapping[str, Any], by: Person) -> Draft:
    """Put ``answers`` in place of what the person had written so far. Whether they may file is asked when they file."""
    draft, _made = Draft.objects.update_or_create(
        case=case, step=step, person=by, defaults={"answers": dict(answers), "saved_at": timezone.now()}
    )
    return draft


def drop_draft(*, case: Case, step: str, by: Person) -> None:
    """It was filed, so nothing is left to keep."""
    Draft.objects.filter(case=case, step=step, person=by).delete()
