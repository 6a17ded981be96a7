"""Organisations, people and what ties them together."""

from registry.organisations.models.delegations import Delegation
from registry.organisations.models.interests import Interest
from registry.organisations.models.organisations import Organisation, Relation
from registry.organisations.models.people import Membership, Person
from registry.organisations.models.tokens import MachineToken

__all__ = ["Delegation", "Interest", "MachineToken", "Membership", "Organisation", "Person", "Relation"]
