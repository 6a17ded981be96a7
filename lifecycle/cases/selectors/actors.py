"""Who somebody is in a case: roles, own and taken over, and declared interests, each with its ties to the system."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from lifecycle.cases.enums import Tie
from lifecycle.cases.models import Case
from lifecycle.cases.rules.facts import Actor, InterestFact, Standing
from lifecycle.cases.selectors.ties import ties_of
from registry.organisations.models import Delegation, Interest, Membership, Organisation, Person
from registry.organisations.selectors import delegations_to, interests_of, roles_of

Ties = Mapping[int, frozenset[Tie]]
Held = Membership | Delegation


def held_by(person: Person, on: date) -> list[Held]:
    """Every role under which somebody may act on a day: own ones, then those taken over from others. Two queries."""
    return [*roles_of(person, on=on), *delegations_to(person, on)]


@dataclass(frozen=True)
class _Known:
    """What is on record about one person on a day."""

    person: Person
    memberships: Sequence[Membership]
    interests: Sequence[Interest]

    @classmethod
    def of(cls, person: Person, on: date) -> "_Known":
        return cls(person, roles_of(person, on=on), interests_of(person, on))

    @property
    def organisations(self) -> set[Organisation]:
        return {each.organisation for each in self.memberships} | {each.organisation for each in self.interests}

    def actor(self, ties: Ties, delegated: Sequence[Standing] = ()) -> Actor:
        own = tuple(_standing(each, ties) for each in self.memberships)
        interests = tuple(InterestFact(each.organisation.name, ties[each.organisation_id]) for each in self.interests)
        return Actor(self.person.pk, self.person.account, (*own, *delegated), interests, self.person.name)


def actor_of(case: Case, person: Person, *, on: date | None = None) -> Actor:
    """A person with every role active on the day (today), their own and those delegated to them, and declared interests.

    Six queries, and two more for each person who delegated something.
    """
    day = on or timezone.localdate()
    known, delegations = _Known.of(person, day), delegations_to(person, day)
    givers = {each.giver_id: _Known.of(each.giver, day) for each in delegations}
    organisations = {each.organisation for each in delegations}
    organisations |= {each for one in (known, *givers.values()) for each in one.organisations}
    ties = ties_of(case, organisations)
    delegated = [_standing(each, ties, givers[each.giver_id].actor(ties)) for each in delegations]
    return known.actor(ties, delegated)


def _standing(held: Held, ties: Ties, giver: Actor | None = None) -> Standing:
    organisation = held.organisation
    return Standing(
        held.role, organisation.pk, organisation.code, organisation.name, held.since, ties[organisation.pk], giver
    )
