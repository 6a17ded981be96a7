"""The data bureau's own additions to the library (本单位增设指标): added for ever, withdrawn from a day on."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from lifecycle.commitments.models import Indicator, Withdrawal
from lifecycle.commitments.rules import (
    LOCAL,
    Addition,
    obstacles_to_add,
    obstacles_to_keep_the_library,
    obstacles_to_withdraw,
)
from lifecycle.commitments.selectors import bureaus_of, labels_in_use
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import refuse_if


@transaction.atomic
def add_indicator(*, addition: Addition, by: Person) -> Indicator:
    """Offer one more indicator to everybody who applies for admission. Its code begins with ``local-``.

    Raises:
        Refused: ``by`` is no case officer of a data bureau, something is missing, or its code or name is used already.
    """
    bureaus, now = bureaus_of(by), timezone.now()
    addition = addition.stripped()
    against = obstacles_to_add(
        addition,
        codes=set(Indicator.objects.values_list("code", flat=True)),
        labels=labels_in_use(timezone.localdate(now)),
    )
    refuse_if([*obstacles_to_keep_the_library(bureaus), *against])
    indicator = Indicator.objects.create(
        code=f"{LOCAL}{addition.code}",
        label=addition.label,
        meaning=addition.meaning,
        unit=addition.unit,
        direction=addition.direction,
        population=addition.population,
        data_source=addition.data_source,
        surface=addition.surface,
        source=addition.source,
        source_text=addition.source_text,
        organisation=bureaus[0],
        added_by=by,
        added_at=now,
    )
    record(
        "commitments.indicator_added",
        subject=indicator,
        by=by,
        label=indicator.label,
        meaning=indicator.meaning,
        unit=indicator.unit,
        direction=indicator.direction,
        source=indicator.source,
        source_text=indicator.source_text,
        organisation=bureaus[0].code,
    )
    return indicator


@transaction.atomic
def withdraw_indicator(*, indicator: Indicator, on: date, reason: str, by: Person) -> Withdrawal:
    """Offer it no longer from a day on. What was promised with it stays as it is.

    Raises:
        Refused: ``by`` is no case officer of the bureau that added it, it is built in or withdrawn already, the day lies in
            the past, or there is no reason.
    """
    now = timezone.now()
    indicator = Indicator.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=indicator.pk)
    refuse_if(
        obstacles_to_withdraw(
            bureaus={bureau.pk for bureau in bureaus_of(by)},
            added_by=indicator.organisation_id,
            is_withdrawn=Withdrawal.objects.filter(indicator=indicator).exists(),
            on=on,
            today=timezone.localdate(now),
            reason=reason,
        )
    )
    withdrawn = Withdrawal.objects.create(indicator=indicator, withdrawn_on=on, reason=reason.strip(), by=by, at=now)
    record(
        "commitments.indicator_withdrawn",
        subject=indicator,
        by=by,
        label=indicator.label,
        on=on,
        reason=reason.strip(),
    )
    return withdrawn
