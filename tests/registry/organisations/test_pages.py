"""Organisations in a browser without script."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from registry.organisations.enums import Role
from registry.organisations.models import MachineToken, Membership, Person
from tests.factories import organisation, person, token

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def test_the_list_is_searched_by_initials(sign_in: SignIn) -> None:
    organisation("青山镇", search_text="青山镇\nqsz")
    viewer = person(role=Role.AUDITOR, organisation=organisation("审计局", search_text="审计局\nsjj"))
    page = sign_in(viewer).get(reverse("organisations:list"), {"q": "qsz"})
    assert [row.name for row in page.context["page_obj"]] == ["青山镇"]
    assert [row.name for row in sign_in(person()).get(reverse("organisations:list")).context["page_obj"]] == []


def test_an_administrator_grants_and_ends_a_role(sign_in: SignIn) -> None:
    where, somebody = organisation(), person("张三")
    client = sign_in(person(role=Role.ADMINISTRATOR))
    url = reverse("organisations:detail", args=[where.code])
    answer = client.post(
        reverse("organisations:grant", args=[where.code]),
        {"person": somebody.username, "role": "case_officer", "since": "2026-01-01"},
    )
    assert answer["Location"] == url
    held = Membership.objects.get(person=somebody)
    assert "张三" in client.get(url).content.decode()
    client.post(reverse("organisations:end", args=[held.pk]))
    held.refresh_from_db()
    assert held.until is not None
    assert not Membership.objects.active(held.until.replace(year=held.until.year + 1)).filter(pk=held.pk).exists()


def test_a_refusal_is_told_at_the_field(sign_in: SignIn) -> None:
    where, somebody = organisation(), person(role=Role.DECISION_MAKER)
    page = sign_in(person(role=Role.ADMINISTRATOR)).post(
        reverse("organisations:grant", args=[where.code]), {"person": somebody.username, "role": "finance_reviewer"}
    )
    assert list(page.context["grant_form"].errors) == ["role"]
    page = sign_in(person(role=Role.ADMINISTRATOR)).post(
        reverse("organisations:grant", args=[where.code]), {"person": "nobody", "role": "leader"}
    )
    assert list(page.context["grant_form"].errors) == ["person"]


def test_a_secret_is_shown_once(sign_in: SignIn) -> None:
    where = organisation()
    client = sign_in(person(role=Role.ADMINISTRATOR))
    page = client.post(
        reverse("organisations:issue-token", args=[where.code]), {"name": "探针", "scope": "read_register"}
    )
    secret = page.context["secret"]
    assert secret in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    shown = client.get(reverse("organisations:detail", args=[where.code])).content.decode()
    assert "探针" in shown
    assert secret not in shown
    made = MachineToken.objects.get()
    client.post(reverse("organisations:revoke-token", args=[made.pk]))
    made.refresh_from_db()
    assert made.revoked_at is not None


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.CASE_OFFICER, Role.LEADER])
def test_others_see_members_but_neither_tokens_nor_forms(sign_in: SignIn, role: Role) -> None:
    where = organisation()
    made, _secret = token(organisation=where)
    held = person("张三", role=Role.LEADER, organisation=where).memberships.get()
    client = sign_in(person(role=role))
    page = client.get(reverse("organisations:detail", args=[where.code])).content.decode()
    assert "张三" in page
    assert "Machine tokens" not in page
    for url in (
        reverse("organisations:grant", args=[where.code]),
        reverse("organisations:issue-token", args=[where.code]),
        reverse("organisations:end", args=[held.pk]),
        reverse("organisations:revoke-token", args=[made.pk]),
    ):
        assert client.post(url).status_code == 403
    held.refresh_from_db()
    assert held.until is None
