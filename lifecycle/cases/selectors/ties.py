"""What organisations have to do with the system of a case."""

from collections.abc import Collection

from django.db.models import Q

from lifecycle.cases.enums import Tie
from lifecycle.cases.models import Case
from registry.organisations.enums import RelationKind
from registry.organisations.models import Organisation, Relation

_CONTRACTS = (RelationKind.BUILDS_FOR, RelationKind.CONTRACTS_WITH)


def ties_of(case: Case, organisations: Collection[Organisation]) -> dict[int, frozenset[Tie]]:
    """{organisation: its ties}. A tie is being it, being its parent or child, or any relation either way. Three queries.

    Contractors are those tied to sponsor or operator by *builds for* or *contracts with*.
    """
    sponsors = {case.system.sponsor_id}
    operators = {case.system.operator_id} if case.system.operator_id else set()
    owners = sponsors | operators
    near = _relations(owners)
    contractors = {end for one, other, kind in near if kind in _CONTRACTS for end in (one, other)} - owners
    pairs = {(one, other) for one, other, _kind in [*near, *_relations(contractors)]}
    anchors: dict[Tie, set[int]] = {
        Tie.SPONSOR: sponsors,
        Tie.OPERATOR: operators,
        Tie.CONTRACTOR: contractors,
    }
    near_by = Organisation.objects.filter(pk__in=owners | contractors).order_by()
    parents = dict(near_by.values_list("pk", "parent_id"))
    found = {}
    for each in organisations:
        close = {each.pk, each.parent_id} - {None} | {anchor for anchor in parents if parents[anchor] == each.pk}
        close |= {end for pair in pairs if each.pk in pair for end in pair}
        ties = {tie for tie, ends in anchors.items() if ends & close}
        found[each.pk] = frozenset(ties | ({Tie.OPENER} if each.pk == case.opener_id else set()))
    return found


def _relations(ends: Collection[int]) -> list[tuple[int, int, str]]:
    touching = Relation.objects.filter(Q(one__in=ends) | Q(other__in=ends)).order_by()  # by name it would join both
    return list(touching.values_list("one_id", "other_id", "kind"))
