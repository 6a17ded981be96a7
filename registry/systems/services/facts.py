"""Keeping what belongs to a system: its data sets, interfaces, contracts and predecessors."""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import Obstacle, Refused, flaws_of, refuse_if
from registry.systems.enums import Succession
from registry.systems.models import Contract, DataSet, Interface, Predecessor, System
from registry.systems.rules import obstacles_to_keep_fact, obstacles_to_succeed
from registry.systems.selectors import successors
from registry.systems.services.registering import Editor

Fact = DataSet | Interface | Contract | Predecessor
AnyFact = TypeVar("AnyFact", DataSet, Interface, Contract, Predecessor)


@transaction.atomic
def keep_fact(*, fact: AnyFact, by: Person) -> AnyFact:
    """Enter or change one data set, interface, contract or predecessor. No difference, no event.

    Raises:
        Refused: ``by`` is neither the sponsor's staff nor the bureau's, a value is wrong, or the same is registered already.
    """
    found = obstacles_to_edit(fact, editor=Editor.of(by))
    kept = type(fact)._default_manager.select_for_update().filter(pk=fact.pk).first() if fact.pk else None
    refuse_if(found + flaws_of(fact) + obstacles_to_keep_fact(fact, has_twin=_twins(fact)))
    before, after = (values_of(kept) if kept else {}), values_of(fact)
    fact.save()
    changes = {name: [before.get(name), value] for name, value in after.items() if before.get(name) != value}
    if changes:
        verb = "systems.fact_changed" if kept else "systems.fact_added"
        told: dict[str, Any] = {"fact": str(fact), "of": fact._meta.model_name, "key": fact.pk}
        record(verb, subject=fact.system, by=by, **told, changes=changes)
    return fact


def carry_on(*, system: System, earlier: System, how: Succession, reason: str) -> None:
    """Note that ``system`` carries on ``earlier``, as a decision has it; nothing where that is known, or would go in a circle."""
    known = successors()
    against = obstacles_to_succeed(keeps_register=True, system=system.pk, earlier=earlier.pk, successors=known)
    if against or earlier.pk in known:
        return
    fact = Predecessor.objects.create(system=system, earlier=earlier, how=how, reason=reason)
    told: dict[str, Any] = {"fact": str(fact), "of": fact._meta.model_name, "key": fact.pk}
    changes = {name: [None, value] for name, value in values_of(fact).items()}
    record("systems.fact_added", subject=system, by=None, **told, changes=changes)


@transaction.atomic
def remove_fact(*, fact: Fact, by: Person) -> None:
    """Take out what should never have been entered; what a case has listed stays.

    Raises:
        Refused: ``by`` may not, or something refers to it by now.
    """
    refuse_if(obstacles_to_edit(fact, editor=Editor.of(by)))
    told: dict[str, Any] = {"fact": str(fact), "of": fact._meta.model_name, "key": fact.pk, "was": values_of(fact)}
    system = fact.system
    try:
        fact.delete()
    except ProtectedError as used:
        raise Refused([_used()]) from used
    record("systems.fact_removed", subject=system, by=by, **told)


def obstacles_to_edit(fact: Fact, *, editor: Editor) -> list[Obstacle]:
    """Against touching it at all. What a system carries on changes what is found of it: that is the bureau's alone."""
    found = editor.obstacles(fact.system.sponsor_id)
    if found or not isinstance(fact, Predecessor):
        return found
    return obstacles_to_succeed(
        keeps_register=editor.keeps_register, system=fact.system_id, earlier=fact.earlier_id, successors=successors()
    )


def values_of(fact: Fact) -> dict[str, Any]:
    """Everything it says, by field: {field: value}, keys of other rows as they are."""
    return {field.attname: getattr(fact, field.attname) for field in fact._meta.concrete_fields if field.name != "id"}


def _twins(fact: Fact) -> bool:
    """Whether another row says the same."""
    same: dict[str, Any] = {"system": fact.system, "name": getattr(fact, "name", "")}
    if isinstance(fact, Contract):
        return False
    if isinstance(fact, Predecessor):
        return Predecessor.objects.filter(earlier=fact.earlier_id).exclude(pk=fact.pk).exists()
    if isinstance(fact, Interface):
        same |= {"consumer": fact.consumer, "outside_consumer": fact.outside_consumer}
    return type(fact)._default_manager.filter(**same).exclude(pk=fact.pk).exists()


def _used() -> Obstacle:
    return Obstacle("used-since", _("A case has listed this; it stays in the register."))
