"""One of everything the site can show: people of every kind, and a case of every process in every state, walked there for real."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.test import Client

from lifecycle.cases.models import Case
from registry.organisations.enums import Role, TokenScope
from registry.organisations.models import Person
from tests import factories
from tests.contracts.walks import cases_in_every_state
from tests.evaluations.findings.found import finding, incident
from tests.lifecycle.cases.factories import County, county


@dataclass(frozen=True)
class Everything:
    """``people``: whom a cell is about, by what they are; ``cases``: {(process, state): a case}; ``tokens``: {scope: secret}."""

    cast: County
    people: Mapping[str, Person]
    cases: Mapping[tuple[str, str], Case]
    tokens: Mapping[str, str]

    def client(self, who: str) -> Client:
        """A browser in which somebody has signed in; ``nobody``: in which nobody has."""
        client = Client()
        if who in self.people:
            client.force_login(self.people[who], backend="django.contrib.auth.backends.ModelBackend")
        return client

    def credentials(self, who: str) -> dict[str, Any]:
        """The headers and cookies of somebody's program; ``nobody`` sends none."""
        if who in self.tokens:
            return {"headers": {"Authorization": f"Bearer {self.tokens[who]}"}, "cookies": {}}
        secret = "c" * 32
        cookies = {name: morsel.value for name, morsel in self.client(who).cookies.items()}
        return {"headers": {"X-CSRFToken": secret}, "cookies": {**cookies, "csrftoken": secret}} if cookies else {}


def everything() -> Everything:
    cast = county()
    people = {f"{role}{number or ''}": pair[number] for role, pair in cast.people.items() for number in (0, 1)}
    elsewhere = factories.organisation("外县某局")
    people |= {f"{role}_elsewhere": factories.person(role=role, organisation=elsewhere) for role in Role}
    people |= {
        "auditor": factories.person(role=Role.AUDITOR),
        "administrator": factories.person(role=Role.ADMINISTRATOR),
        "stranger": factories.person(),
        "superuser": factories.person(is_superuser=True, is_staff=True),
    }
    cases = cases_in_every_state(cast)
    tokens: dict[str, Any] = {
        scope.value: factories.token(organisation=cast.sponsor, scope=scope)[1] for scope in TokenScope
    }
    finding(system=factories.system(sponsor=cast.sponsor))
    incident()
    return Everything(cast, people, cases, tokens)
