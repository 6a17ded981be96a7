"""Who holds what, and which organisations are too close to each other."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from registry.organisations.enums import Role
from registry.organisations.models import (
    Delegation,
    Interest,
    MachineToken,
    Membership,
    Organisation,
    Person,
    Relation,
)
from registry.organisations.rules.roles import are_forbidden_together


def active_memberships(person: Person, on: date) -> QuerySet[Membership]:
    """The memberships that hold on a day, with their organisations."""
    return Membership.objects.active(on).filter(person=person).select_related("organisation")


def roles_of(person: Person, *, on: date) -> list[Membership]:
    """The same as a list. One query."""
    return list(active_memberships(person, on))


def roles_today(person: object) -> set[str]:
    """The names of the roles somebody holds today; none for a machine token or somebody not signed in. One query."""
    if not isinstance(person, Person):
        return set()
    return set(active_memberships(person, timezone.localdate()).order_by().values_list("role", flat=True))


def other_administrators(person: Person, on: date) -> QuerySet[Membership]:
    """Who else administers on a day."""
    return Membership.objects.active(on).filter(role=Role.ADMINISTRATOR).exclude(person=person)


def is_taken(username: str) -> bool:
    """Whether an account is called so, in whatever case of letters. One query."""
    return Person.objects.filter(username__iexact=username).exists()


def accounts() -> QuerySet[Person]:
    """Everybody who can or could sign in."""
    return Person.objects.order_by("username")


def memberships_of(person: Person) -> QuerySet[Membership]:
    """Every role somebody holds or held, those in office first."""
    return person.memberships.select_related("organisation").order_by("until", "role", "organisation__name")


def can_anybody_sign_in() -> bool:
    """Whether an open account has a password. One query."""
    return Person.objects.filter(is_active=True).exclude(password="").exclude(password__startswith="!").exists()  # noqa: S106


def members_of(organisation: Organisation) -> QuerySet[Membership]:
    """Everybody who holds or held a role there, those in office first."""
    return organisation.memberships.select_related("person").order_by("until", "role", "person__name")


def held_from(person: Person, since: date) -> list[Membership | Delegation]:
    """What somebody holds or acts as on ``since`` or later: what a new role must agree with. Two queries."""
    held = Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=since), person=person)
    taken = Delegation.objects.standing(since).filter(taker=person)
    return [*held.select_related("organisation"), *taken.select_related("organisation")]


def membership_in(organisation: Organisation, person: Person, role: str, on: date) -> Membership | None:
    """The person's own role there on a day, never one taken over. One query."""
    return active_memberships(person, on).filter(organisation=organisation, role=role).first()


def delegations_to(person: Person, on: date) -> list[Delegation]:
    """As whom somebody may act on a day, with givers and organisations. One query, two for whoever was given something."""
    return list(_taken_over(person, on).select_related("giver", "organisation"))


def reach_of(person: Person, on: date) -> list[tuple[str, int]]:
    """``(role, organisation id)`` of all somebody holds or acts as on a day. Two queries, three for whoever was given something."""
    own = active_memberships(person, on).order_by().values_list("role", "organisation_id")
    return [*own, *_taken_over(person, on).order_by().values_list("role", "organisation_id")]


def _taken_over(person: Person, on: date) -> QuerySet[Delegation]:
    """What was given to somebody and holds on a day.

    Nothing was given to nearly everybody, which is asked first: whether a giver still holds the role is dear to ask, and every
    page and permission comes by here.
    """
    given = Delegation.objects.filter(taker=person)
    return given.active(on) if given.order_by().exists() else given.none()


def delegations_of(person: Person) -> QuerySet[Delegation]:
    """Everything somebody ever gave or took."""
    mine = Delegation.objects.filter(Q(giver=person) | Q(taker=person))
    return mine.select_related("giver", "taker", "organisation")


def delegations_in(organisation: Organisation, on: date) -> QuerySet[Delegation]:
    """Who acts for whom there on a day."""
    return Delegation.objects.active(on).filter(organisation=organisation).select_related("giver", "taker")


def colleagues_of(person: Person, on: date) -> QuerySet[Person]:
    """Whoever else holds a role on a day in an organisation where the person does."""
    organisations = Membership.objects.active(on).filter(person=person).values("organisation")
    there = Membership.objects.active(on).filter(organisation__in=organisations).values("person")
    return Person.objects.filter(pk__in=there).exclude(pk=person.pk).order_by("name", "username")


def possible_deputies(person: Person, roles: Collection[str], on: date) -> QuerySet[Person]:
    """Colleagues who could act in one of ``roles`` at least, going by what they hold themselves on the day."""
    never = [held for held in Role.values if all(are_forbidden_together(held, role) for role in roles)]
    apart = Membership.objects.active(on).filter(role__in=never).values("person")
    return colleagues_of(person, on).exclude(pk__in=apart)


def interests_of(person: Person, on: date) -> list[Interest]:
    """What somebody has declared that holds on a day, with organisations. One query."""
    return list(Interest.objects.active(on).filter(person=person).select_related("organisation"))


def declared_by(person: Person) -> QuerySet[Interest]:
    """Every interest somebody ever declared."""
    return person.interests.select_related("organisation")


def tokens_of(organisation: Organisation) -> QuerySet[MachineToken]:
    return organisation.tokens.order_by("revoked_at", "name")


def relations_of(organisation: Organisation) -> QuerySet[Relation]:
    """Either way round."""
    return Relation.objects.filter(Q(one=organisation) | Q(other=organisation)).select_related("one", "other")


def are_related(one: Organisation, other: Organisation) -> bool:
    """Too close to judge each other: the same, parent and child, or tied by any relation either way. At most one query."""
    if other.pk in {one.pk, one.parent_id} or other.parent_id == one.pk:
        return True
    return Relation.objects.filter(Q(one=one, other=other) | Q(one=other, other=one)).exists()


def organisations_visible_to(who: Person | MachineToken) -> QuerySet[Organisation]:
    """All for whoever holds a role today, with their parents; for a token its own organisation."""
    organisations = Organisation.objects.select_related("parent")
    if isinstance(who, MachineToken):
        return organisations.filter(pk=who.organisation_id)
    return organisations if roles_today(who) else organisations.none()
