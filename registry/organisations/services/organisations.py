"""One organisation by hand, and how organisations stand to each other."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from registry.ledger.services import record
from registry.organisations.codes import local_code
from registry.organisations.enums import OrganisationKind, RelationKind
from registry.organisations.models import Organisation, Person, Relation
from registry.organisations.rules import obstacles_to_relate
from registry.organisations.search import searchable
from registry.organisations.services.administering import obstacles_to_administer
from registry.refusals import Obstacle, refuse_if


@transaction.atomic
def add_organisation(*, name: str, kind: OrganisationKind, by: Person | None) -> Organisation:
    """An organisation that has only its name yet, under a ``LOCAL-`` code. Many come by import.

    Raises:
        Refused: ``by`` is no administrator.
    """
    refuse_if(obstacles_to_administer(by))
    code = local_code(name, set(Organisation.objects.values_list("code", flat=True)))
    organisation = Organisation.objects.create(code=code, name=name, kind=kind, search_text=searchable(name, code))
    record("organisations.organisation_added", subject=organisation, by=by, name=name, kind=kind)
    return organisation


@transaction.atomic
def relate(*, one: Organisation, other: Organisation, kind: RelationKind | str, by: Person | None) -> Relation:
    """Say that ``one`` builds for, contracts with or oversees ``other``: from now on neither judges what is the other's.

    Raises:
        Refused: ``by`` is no administrator, the two are the same, or the relation is registered already.
    """
    refuse_if(obstacles_to_administer(by))
    Organisation.objects.select_for_update().get(pk=one.pk)  # two clicks at once must see each other
    registered = Relation.objects.filter(one=one, other=other, kind=kind).exists()
    refuse_if(obstacles_to_relate(one_id=one.pk, other_id=other.pk, registered=registered))
    relation = Relation.objects.create(one=one, other=other, kind=kind)
    record("organisations.related", subject=one, by=by, kind=kind, other=other.code)
    return relation


@transaction.atomic
def unrelate(*, relation: Relation, by: Person | None) -> None:
    """Take a relation back; that it was there stays in the ledger.

    Raises:
        Refused: ``by`` is no administrator, or somebody has removed it meanwhile.
    """
    refuse_if(obstacles_to_administer(by))
    one, other, kind = relation.one, relation.other, relation.kind
    removed, _each = Relation.objects.filter(pk=relation.pk).delete()
    refuse_if([] if removed else [Obstacle("not-related", _("The relation has been removed already."))])
    record("organisations.unrelated", subject=one, by=by, kind=kind, other=other.code)
