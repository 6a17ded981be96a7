"""One of everything the site can show: people of every kind, and a case of every process in every state, walked there for real."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from django.conf import settings
from django.test import Client
from django.utils import timezone

from evaluations.appraisals.models import Appraisal
from lifecycle.cases import preconditions
from lifecycle.cases.enums import DutyKind, State
from lifecycle.cases.models import Case, Duty
from registry.organisations.enums import InterestKind, Role, TokenScope
from registry.organisations.models import Delegation, Interest, Membership, Person
from tests import factories
from tests.contracts.walks import cases_in_every_state
from tests.evaluations.findings.found import finding, incident
from tests.factories import LONG_AGO
from tests.lifecycle.cases.factories import County, county


@dataclass(frozen=True)
class Everything:
    """``people``: whom a cell is about, by what they are; ``cases``: {(process, state): a case}; ``tokens``: {scope: secret}.

    ``sessions``: {who: the cookie}, since everybody signs in once.
    ``arguments``: those of addresses, ``{"": of all, room: …, "room:page": …}``.
    """

    cast: County
    people: Mapping[str, Person]
    cases: Mapping[tuple[str, str], Case]
    tokens: Mapping[str, str]
    sessions: Mapping[str, str]
    arguments: Mapping[str, Mapping[str, Any]]

    def client(self, who: str) -> Client:
        """A browser in which somebody has signed in; ``nobody``: in which nobody has."""
        client = Client()
        if who in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
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
    people |= _others(cast)
    with patch.object(
        preconditions, "_registered", defaultdict(list)
    ):  # what upper rooms ask for takes months to come about
        cases = cases_in_every_state(cast)
    now = timezone.now()
    Duty.objects.bulk_create(
        Duty(case=case, person=people["recused"], kind=DutyKind.RECUSED, since=now) for case in cases.values()
    )
    tokens: dict[str, Any] = {
        scope.value: factories.token(organisation=cast.sponsor, scope=scope)[1] for scope in TokenScope
    }
    found, week = finding(system=factories.system(sponsor=cast.sponsor)), incident()
    for name, person in people.items():
        Person.objects.filter(pk=person.pk).update(name=name)
        person.name = name
    case = cases["retirement", State.CLEARANCE]
    appraisal = Appraisal.objects.filter(case=cases["evaluation", State.DECISION]).first()
    arguments: dict[str, dict[str, Any]] = {
        "": {"code": case.system.code, "number": case.number, "pk": 1, "kind": "accounts", "step": "necessity"}
        | {
            "act": "note",
            "target": "necessity",
            "deed": "attest",
            "process": "retirement",
            "secret": "none",
            "of": "contracts",
        }
        | {"year": timezone.localdate().year, "version": 1, "position": 1, "account": cast.one("assessor").account},
        "organisations": {"code": cast.bureau.code, "pk": people["assessor"].pk},
        "tracing:organisation": {"code": cast.bureau.code},
        "findings": {"code": found.code, "pk": week.pk},
        "findings:of-system": {"code": case.system.code},
        "findings:new-exemption": {"code": case.system.code},
        "tracing:finding": {"code": found.code},
        "appraisals": {"code": appraisal.code if appraisal else "", "kind": "platform"},
        "tracing:appraisal": {"code": appraisal.code if appraisal else ""},
        "api:appraisal-detail": {"code": appraisal.code if appraisal else ""},
        "api:scheme-detail": {"kind": "platform"},
        **{
            f"appraisals:{name}": {"code": case.system.code}
            for name in ("of-system", "evaluate", "read", "self-evaluation")
        },
        "api:collector": {"code": week.collector.code},
        **{f"api:incident{name}": {"pk": week.pk} for name in ("", "-confirmations", "-rejections")},
        "problem": {"code": "refused"},
        "systems:import-errors": {"number": 1},
        "checkpoints:file": {"number": 1},
        **{
            f"api:finding-{name}": {"code": found.code}
            for name in (
                "detail",
                "claims",
                "releases",
                "snoozes",
                "inquiries",
                "answers",
                "confirmations",
                "dismissals",
                "data-problems",
                "reopenings",
            )
        },
    }
    return Everything(cast, people, cases, tokens, {who: _session(each) for who, each in people.items()}, arguments)


def _session(person: Person) -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _others(cast: County) -> dict[str, Person]:
    """Beside the cast: the same roles elsewhere, leaders of every organisation, hats worn together, and whoever has none."""
    today = timezone.localdate()
    elsewhere = factories.organisation("外县某局")
    people = {f"{role}_elsewhere": factories.person(role=role, organisation=elsewhere) for role in Role}
    at = {"sponsor": cast.sponsor, "operator": cast.operator, **cast.reviewing}
    people |= {
        f"leader_of_{name}": factories.person(role=Role.LEADER, organisation=place) for name, place in at.items()
    }
    people |= {
        "auditor": factories.person(role=Role.AUDITOR),
        "administrator": factories.person(role=Role.ADMINISTRATOR),
        "stranger": factories.person(),
        "superuser": factories.person(is_superuser=True, is_staff=True),
        "recused": factories.person(role=Role.DECISION_MAKER, organisation=cast.bureau),
        "interested": factories.person(role=Role.DECISION_MAKER, organisation=cast.bureau),
        "two_hats": factories.person(role=Role.CASE_OFFICER, organisation=cast.bureau),
        "tied": factories.person(role=Role.NECESSITY_REVIEWER, organisation=cast.reviewing["necessity"]),
        "left": factories.person(role=Role.INTAKE_OFFICER, organisation=cast.bureau),
        "delegate": factories.person(),
        "authors_delegate": factories.person(),
    }
    for who, role, place in (
        ("two_hats", Role.INTAKE_OFFICER, cast.bureau),
        ("tied", Role.SPONSOR_STAFF, cast.sponsor),
    ):
        Membership.objects.create(person=people[who], organisation=place, role=role, since=LONG_AGO)
    Membership.objects.filter(person=people["left"]).update(until=today - timedelta(days=1))
    Interest.objects.create(
        person=people["interested"],
        organisation=cast.sponsor,
        kind=InterestKind.SHAREHOLDING,
        since=LONG_AGO,
        statement="shares",
    )
    for who, giver, role in (
        ("delegate", cast.another(Role.DECISION_MAKER), Role.DECISION_MAKER),
        ("authors_delegate", cast.one(Role.CASE_OFFICER), Role.CASE_OFFICER),
    ):
        Delegation.objects.create(
            giver=giver,
            taker=people[who],
            role=role,
            organisation=cast.bureau,
            since=today,
            until=today + timedelta(days=30),
            reason="away",
        )
    return people
