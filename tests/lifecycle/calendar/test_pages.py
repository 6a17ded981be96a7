"""The calendar in a browser without script."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lifecycle.calendar.models import Day, Year
from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.organisations.models import Person
from tests.factories import person

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
PAGE = "/calendar/"


def upload(text: str, name: str = "2031.csv") -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile(name, text.encode())}


def test_an_administrator_imports_a_year_whole(sign_in: SignIn) -> None:
    administrator = person(role=Role.ADMINISTRATOR)
    client = sign_in(administrator)
    answer = client.post(PAGE, upload("日期,类型\n2031-01-01,休\n2031-01-04,班\n"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("calendar:years"))
    assert list(Day.objects.filter(year=2031).values_list("day", "kind")) == [
        (date(2031, 1, 1), "holiday"),
        (date(2031, 1, 4), "workday"),
    ]
    event = Event.objects.get(verb="calendar.replaced", subject="2031")
    assert (event.actor, event.sentence) == (administrator.account, "entered the working days of a year")
    client.post(PAGE, upload("day,kind\n2031-01-02,holiday\n"))
    assert list(Day.objects.filter(year=2031).values_list("day", flat=True)) == [date(2031, 1, 2)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("日期,类型\nsoon,休\n", "a.csv"),
        ("日期,类型\n2031-01-01,free\n", "a.csv"),
        ("日期,类型\n", "a.csv"),
        ("x,y\n1,2\n", "a.csv"),
        ("x", "a.pdf"),
    ],
)
def test_a_file_that_is_wrong_is_explained_and_writes_nothing(sign_in: SignIn, text: str, name: str) -> None:
    before = list(Day.objects.values_list("day", "kind"))
    page = sign_in(person(role=Role.ADMINISTRATOR)).post(PAGE, upload(text, name))
    assert page.status_code == 200
    assert bool(page.context["errors"]) != bool(page.context["form"].errors)
    assert list(Day.objects.values_list("day", "kind")) == before


def test_what_is_wrong_is_told_at_the_header_the_page_asks_for(sign_in: SignIn) -> None:
    told = upload("day,kind\nsoon,休\n2031-01-01,free\n", "a.csv")
    errors = sign_in(person(role=Role.ADMINISTRATOR)).post(PAGE, told).context["errors"]
    assert [(error.row, error.column) for error in errors] == [(2, "日期"), (3, "类型")]


def test_a_year_that_is_not_known_is_warned_of(sign_in: SignIn) -> None:
    Year.objects.all().delete()
    year = timezone.localdate().year
    page = sign_in(person(role=Role.CASE_OFFICER)).get(PAGE)
    assert page.context["unknown"] == [year, year + 1]
    assert f"{year}, {year + 1}" in page.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_everybody_at_work_reads_it_and_only_administrators_import(sign_in: SignIn, role: Role) -> None:
    client = sign_in(person(role=role))
    assert (client.get(PAGE).status_code, client.post(PAGE, upload("日期,类型\n2031-01-01,休\n")).status_code) == (
        200,
        403,
    )
    assert not Year.objects.filter(year=2031).exists()


def test_a_stranger_does_not_read_it(sign_in: SignIn) -> None:
    assert sign_in(person()).get(PAGE).status_code == 403
