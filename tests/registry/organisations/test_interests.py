"""What people declare about themselves."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from registry.ledger.models import Event
from registry.organisations.enums import InterestKind
from registry.organisations.models import Interest, Organisation, Person
from registry.organisations.selectors import interests_of
from registry.organisations.services import declare_interest, end_interest
from registry.refusals import Refused
from tests.factories import organisation, person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def declare(by: Person, firm: Organisation, **changed: object) -> Interest:
    told = {"kind": InterestKind.FAMILY, "since": date(2024, 1, 1), "statement": "配偶在该公司任职", "until": None}
    return declare_interest(by=by, organisation=firm, **told | changed)  # type: ignore[arg-type]


def refused(by: Person, firm: Organisation, **changed: object) -> list[str]:
    before = Interest.objects.count(), Event.objects.count()
    with pytest.raises(Refused) as refusal:
        declare(by, firm, **changed)
    assert (Interest.objects.count(), Event.objects.count()) == before
    return [obstacle.code for obstacle in refusal.value.obstacles]


def test_an_interest_holds_from_its_first_day_through_its_last_and_is_never_deleted() -> None:
    somebody, firm = person(), organisation("某公司")
    today = timezone.localdate()
    interest = declare(somebody, firm)
    assert interests_of(somebody, date(2023, 12, 31)) == []
    assert interests_of(somebody, today) == [interest]
    end_interest(interest=interest, by=somebody)
    assert interests_of(somebody, today) == [interest]
    assert interests_of(somebody, today + timedelta(days=1)) == []
    assert list(Event.objects.order_by("seq").values_list("verb", "actor", "subject")) == [
        ("organisations.interest_declared", somebody.username, interest.code),
        ("organisations.interest_ended", somebody.username, interest.code),
    ]


def test_the_statement_stays_out_of_the_ledger() -> None:
    declare(person(), organisation())
    assert "配偶" not in str(Event.objects.get().data)


def test_an_interest_is_declared_once_with_a_statement_and_not_before_it_began() -> None:
    somebody, firm = person(), organisation()
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert refused(somebody, firm, statement=" ", since=tomorrow) == ["statement-missing", "in-the-future"]
    assert refused(somebody, firm, until=date(2023, 1, 1)) == ["ends-before"]
    declare(somebody, firm)
    assert refused(somebody, firm) == ["already-declared"]
    declare(somebody, firm, kind=InterestKind.SHAREHOLDING)


def test_only_who_declared_it_ends_it_and_once() -> None:
    somebody = person()
    interest = declare(somebody, organisation())
    with pytest.raises(Refused, match="Only the person"):
        end_interest(interest=interest, by=person(is_superuser=True))
    for day in (date(2023, 1, 1), timezone.localdate() + timedelta(days=1)):
        with pytest.raises(Refused, match="last day"):
            end_interest(interest=interest, by=somebody, until=day)
    end_interest(interest=interest, by=somebody)
    with pytest.raises(Refused, match="ended already"):
        end_interest(interest=interest, by=somebody)
    assert Event.objects.count() == 2


def test_the_page_declares_and_ends_and_shows_nobody_elses(sign_in: SignIn) -> None:
    somebody, stranger, firm = person(), person(), organisation("某公司")
    url = reverse("organisations:my-interests")
    told = {"organisation": "没有", "kind": "family", "since": "2024-01-01", "statement": "亲属任职"}
    assert list(sign_in(somebody).post(url, told).context["form"].errors) == ["organisation"]
    assert sign_in(somebody).post(url, told | {"organisation": "某公司"})["Location"] == url
    page = sign_in(somebody).post(url, told | {"organisation": firm.code})
    assert list(page.context["form"].errors) == ["organisation"]
    interest = Interest.objects.get()
    assert "亲属任职" in sign_in(somebody).get(url).content.decode()
    assert "亲属任职" not in sign_in(stranger).get(url).content.decode()
    removal = reverse("organisations:end-interest", args=[interest.pk])
    assert sign_in(stranger).post(removal).status_code == 404
    sign_in(somebody).post(removal)
    interest.refresh_from_db()
    assert interest.until == timezone.localdate()
    sign_in(somebody).post(removal)
    assert Event.objects.filter(verb="organisations.interest_ended").count() == 1
