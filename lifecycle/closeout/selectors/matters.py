"""The matters of a case and their settlements."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from lifecycle.cases.enums import DutyKind
from lifecycle.cases.models import Case
from lifecycle.closeout.enums import MatterKind
from lifecycle.closeout.models import Destruction, Matter, Settlement
from lifecycle.closeout.permissions import Part, Seats, part_in
from lifecycle.closeout.rules.settling import MatterView
from registry.organisations.models import Person
from registry.organisations.selectors import roles_of
from registry.systems.models import Contract, DataSet, Interface


@dataclass(frozen=True)
class Settled:
    """A matter with all its settlements, the newest first, and the destruction that waits for its witness."""

    matter: Matter
    settlements: list[Settlement]
    destruction: Destruction | None

    @property
    def last(self) -> Settlement | None:
        return self.settlements[0] if self.settlements else None

    @property
    def view(self) -> MatterView:
        return MatterView(
            kind=self.matter.kind,
            label=self.matter.label,
            source=self.matter.source,
            way=self.last.way if self.last else "",
            destroyed_by=self.destruction.by_id if self.destruction else None,
        )


def matters_of(case: Case) -> QuerySet[Matter]:
    """In their order, with everything that was filed about them. Two queries."""
    filed = Settlement.objects.select_related("by", "witnessed_by", "successor").order_by("-filed_at", "-id")
    return (
        Matter.objects.filter(case=case)
        .select_related("added_by", "destruction__by", "case", "data_set", "contract", "interface")
        .prefetch_related(Prefetch("settlements", filed))
        .order_by("id")
    )


def settled(matters: Iterable[Matter]) -> list[Settled]:
    """The same, for rules and pages."""
    return [Settled(each, list(each.settlements.all()), getattr(each, "destruction", None)) for each in matters]


def matter_view(matter: Matter) -> MatterView:
    """One matter as it is now. Two queries."""
    fresh = matters_of(matter.case).get(pk=matter.pk)
    return settled([fresh])[0].view


@dataclass(frozen=True, slots=True)
class Unlisted:
    """Something the register names and the list does not."""

    kind: MatterKind
    label: str
    fact: Interface | DataSet | Contract


def unlisted_in(case: Case) -> Iterator[Unlisted]:
    """What the register knows of the system and no matter stands for. Three queries."""
    interfaces = Interface.objects.filter(system=case.system).exclude(matters__case=case)
    for interface in interfaces.select_related("consumer").order_by("id"):
        label = f"{interface.consumer_name} · {interface.name}"
        yield Unlisted(MatterKind.DEPENDANT, label[:300], interface)
    for data_set in DataSet.objects.filter(system=case.system).exclude(matters__case=case).order_by("id"):
        yield Unlisted(MatterKind.DATA_SET, data_set.name, data_set)
    contracts = Contract.objects.filter(system=case.system).exclude(matters__case=case)
    for contract in contracts.select_related("contractor").order_by("id"):
        yield Unlisted(MatterKind.CONTRACT, str(contract)[:300], contract)


def part_of(case: Case, person: Person, seats: Seats, *, kept_from: frozenset[DutyKind] = frozenset()) -> Part:
    """What part a person has in a case today. Two queries."""
    duty = case.duties.filter(person=person).values_list("kind", flat=True).first() or ""
    return part_in(seats, roles_of(person, on=timezone.localdate()), duty=duty, kept_from=kept_from)
