"""The register in a browser without script."""

from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from registry.jobs.models import Job
from registry.ledger.models import Event
from registry.organisations.enums import Role
from registry.organisations.models import Membership, Person
from registry.sheets import limits
from registry.systems.enums import BatchState
from registry.systems.models import ImportBatch, System
from tests.factories import organisation, person, system

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


def shown(page: Any) -> str:
    assert page.status_code == 200
    return str(page.content.decode())


def names_in_list(client: Client, query: str = "") -> list[str]:
    page = client.get(reverse("systems:list") + query)
    assert page.status_code == 200
    return [row["cells"][1].text for row in page.context["rows"]]


def test_the_list_shows_a_stranger_nothing_staff_their_own_and_the_bureau_all(sign_in: SignIn) -> None:
    ours, theirs = organisation(), organisation()
    system(name="甲", code="A", sponsor=ours)
    system(name="乙", code="B", sponsor=theirs)
    system(name="丙", code="C", sponsor=theirs, operator=ours)
    assert names_in_list(sign_in(person())) == []
    assert names_in_list(sign_in(person(role=Role.SPONSOR_STAFF, organisation=ours))) == ["甲", "丙"]
    assert names_in_list(sign_in(person(role=Role.OPERATOR, organisation=ours))) == ["甲", "丙"]
    for role in (Role.CASE_OFFICER, Role.FINANCE_REVIEWER, Role.AUDITOR, Role.LEADER, Role.ADMINISTRATOR):
        assert names_in_list(sign_in(person(role=role))) == ["甲", "乙", "丙"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(
    sign_in: SignIn, rows: int, django_assert_max_num_queries: Any
) -> None:
    for _each in range(rows):
        system()
    client = sign_in(person(role=Role.CASE_OFFICER))
    with django_assert_max_num_queries(8):
        client.get(reverse("systems:list"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=zhsq", ["智慧社区平台"]),
        ("?q=社区", ["智慧社区平台"]),
        ("?q=SYS-A+平台", ["智慧社区平台"]),
        ("?stage=retired", ["健康码"]),
        ("?kind=platform", ["智慧社区平台"]),
        ("?sponsor=wjj", ["健康码"]),
        ("?cadence=seasonal", ["健康码"]),
        ("?contract_ends_before=2026-06-30", ["健康码"]),
        ("?used=no", ["智慧社区平台", "健康码"]),
        ("?used=yes", []),
    ],
)
def test_the_list_is_filtered(sign_in: SignIn, tmp_path: Path, query: str, found: list[str]) -> None:
    organisation("卫健局", search_text="卫健局\nwjj")
    organisation("数据局", search_text="数据局\nsjj")
    rows = (
        "系统编码,系统名称,类别,主办单位,状态,业务周期,运维合同到期\n"
        "SYS-A,智慧社区平台,平台,数据局,在用,每日,2027-01-01\n"
        "SYS-B,健康码,小程序,卫健局,停用,季节性,2026-05-31\n"
    )
    path = tmp_path / "a.csv"
    path.write_text(rows)
    call_command("import_register", str(path), "--json", stdout=StringIO())
    assert names_in_list(sign_in(person(role=Role.CASE_OFFICER)), query) == found


def test_the_form_names_the_one_organisation_whose_staff_one_is_today(sign_in: SignIn) -> None:
    ours = organisation("教育局")
    staff = person(role=Role.SPONSOR_STAFF, organisation=ours)
    formerly = Membership.objects.create(
        person=staff,
        organisation=organisation(),
        role=Role.SPONSOR_STAFF,
        since=date(2020, 1, 1),
        until=date(2021, 1, 1),
    )
    Membership.objects.create(
        person=staff, organisation=formerly.organisation, role=Role.OPERATOR, since=date(2021, 1, 1)
    )
    assert sign_in(staff).get(reverse("systems:new")).context["form"].initial == {"sponsor": ours.code}


@pytest.mark.parametrize("place", ["systems:list", "organisations:list", "findings:list", "api:systems"])
def test_a_search_for_a_thousand_words_is_refused_in_words(sign_in: SignIn, place: str) -> None:
    said = "a " * 1000
    answer = sign_in(person(role=Role.CASE_OFFICER)).get(reverse(place), {"q": said, "search": said})
    assert "Ensure this value has at most 100 characters (it has 1999)." in answer.content.decode()


def test_the_fact_sheet_shows_what_is_known_and_hides_it_from_strangers(sign_in: SignIn) -> None:
    kept = system(name="智慧社区", build_cost_fen=12_500_000, paths=("https://a.cn/x",))
    page = shown(sign_in(person(role=Role.AUDITOR)).get(reverse("systems:detail", args=[kept.code])))
    for text in ("智慧社区", kept.code, "12.5", "https://a.cn/x", kept.sponsor.name):
        assert text in page
    assert reverse("systems:edit", args=[kept.code]) not in page
    assert sign_in(person()).get(reverse("systems:detail", args=[kept.code])).status_code == 404


def test_staff_register_a_system_of_their_own_organisation_and_of_no_other(sign_in: SignIn) -> None:
    ours = organisation("教育局")
    organisation("民政局")
    client = sign_in(person(role=Role.SPONSOR_STAFF, organisation=ours))
    form = {"name": "选课", "kind": "app", "sponsor": "民政局", "cadence": "annual", "duty_window": "9月1日-9月30日"}
    page = client.post(reverse("systems:new"), form)
    assert "Only staff of the sponsor" in shown(page)
    assert System.objects.count() == 0
    answer = client.post(reverse("systems:new"), {**form, "sponsor": "教育局", "build_cost": "3.5"})
    made = System.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, reverse("systems:detail", args=[made.code]))
    assert (made.sponsor, made.stage, made.duty_window, made.build_cost_fen) == (ours, "live", "09-01~09-30", 3_500_000)
    assert Event.objects.get(verb="systems.registered").subject == made.code


def test_a_wrong_field_is_told_at_the_field(sign_in: SignIn) -> None:
    organisation("教育局")
    client = sign_in(person(role=Role.CASE_OFFICER))
    form = {"name": "甲", "kind": "app", "sponsor": "教育局", "cadence": "daily", "launched_on": "昨天", "url": "x"}
    page = client.post(reverse("systems:new"), form)
    assert sorted(page.context["form"].errors) == ["launched_on", "url"]
    assert System.objects.count() == 0


def test_a_change_is_recorded_with_before_and_after_and_a_stale_form_is_refused(sign_in: SignIn) -> None:
    kept = system(name="甲", sponsor=organisation("教育局"), audience="师生", stage="suspended")
    client = sign_in(person(role=Role.CASE_OFFICER))
    url = reverse("systems:edit", args=[kept.code])
    form = client.get(url).context["form"].initial
    told = {name: value for name, value in form.items() if value is not None}
    assert client.post(url, {**told, "sponsor": "教育局", "audience": ""}).status_code == 302
    kept.refresh_from_db()
    assert (kept.audience, kept.stage) == ("", "suspended")
    assert Event.objects.get(verb="systems.changed").data == {"changes": {"audience": ["师生", ""]}}
    stale = client.post(url, {**told, "sponsor": "教育局", "audience": "家长"})
    assert "in the meantime" in shown(stale)
    kept.refresh_from_db()
    assert kept.audience == ""


def test_others_cannot_open_the_form(sign_in: SignIn) -> None:
    kept = system()
    for somebody in (person(role=Role.AUDITOR), person(role=Role.ADMINISTRATOR), person(role=Role.DECISION_MAKER)):
        client = sign_in(somebody)
        assert client.get(reverse("systems:edit", args=[kept.code])).status_code == 403
        assert client.get(reverse("systems:new")).status_code == 403
        assert client.get(reverse("systems:import")).status_code == 403


def test_the_wizard_goes_from_upload_over_preview_to_confirm_and_undo(sign_in: SignIn) -> None:
    client = sign_in(person(role=Role.CASE_OFFICER))
    file = SimpleUploadedFile("系统.csv", "系统名称,主办单位,备注\n甲,青山镇,x\n".encode("gb18030"))
    answer = client.post(reverse("systems:import"), {"file": file, "create_organisations": "on"})
    assert answer["Location"] == reverse("jobs:detail", args=[Job.objects.get().pk])
    call_command("work_once")
    batch = ImportBatch.objects.get()
    preview = reverse("systems:import-preview", args=[batch.pk])
    assert Job.objects.get().result == {"url": preview}
    page = shown(client.get(preview))
    for text in ("LOCAL-青山镇", "备注", "甲"):
        assert text in page
    assert System.objects.count() == 0
    client.post(reverse("systems:import-apply", args=[batch.pk]))
    call_command("work_once")
    assert System.objects.get().name == "甲"
    assert Event.objects.get(verb="systems.imported").actor != ""
    assert "Undo this import" in shown(client.get(preview))
    client.post(reverse("systems:import-undo", args=[batch.pk]))
    call_command("work_once")
    batch.refresh_from_db()
    assert (batch.state, System.objects.count()) == (BatchState.UNDONE, 0)


def test_the_preview_speaks_the_language_of_its_reader(sign_in: SignIn) -> None:
    system(name="甲", code="A-1", sponsor=organisation("教育局"), cadence="daily")
    table = (
        "系统编码,系统名称,类别,主办单位,业务周期,建设金额(万元)\nA-1,甲,平台,教育局,每月,12.5\n,乙,APP,新局,每日,\n"
    )
    client = sign_in(person(role=Role.CASE_OFFICER))
    file = SimpleUploadedFile("系统.csv", table.encode())
    client.post(reverse("systems:import"), {"file": file, "create_organisations": "on"})
    call_command("work_once")
    preview = reverse("systems:import-preview", args=[ImportBatch.objects.get().pk])
    told = {line["name"]: line["changes"] for line in client.get(preview).context["lines"]}
    assert told == {
        "甲": [
            ("Kind", "Information system", "Platform"),
            ("Cadence", "Daily", "Monthly"),
            ("Build cost (10,000 yuan)", "—", "12.5"),
        ],
        "新局": [("Organisation name", "—", "新局"), ("Organisation kind", "—", "Business department")],
        "乙": [
            ("System name", "—", "乙"),
            ("Kind", "—", "App"),
            ("Sponsor", "—", "新局"),
            ("Cadence", "—", "Daily"),
            ("Stage", "—", "Live"),
        ],
    }
    client.cookies["django_language"] = "zh-hans"
    told = {line["name"]: line["changes"] for line in client.get(preview).context["lines"]}
    assert told["甲"][:2] == [("类别", "业务系统", "平台"), ("业务周期", "每日", "每月")]


def test_wrong_rows_are_listed_can_be_downloaded_and_are_left_out_on_purpose_only(sign_in: SignIn) -> None:
    organisation("教育局")
    client = sign_in(person(role=Role.INTAKE_OFFICER))
    file = SimpleUploadedFile("系统.csv", "系统名称,主办单位\n甲,教育局\n乙,无此局\n".encode())
    client.post(reverse("systems:import"), {"file": file})
    call_command("work_once")
    batch = ImportBatch.objects.get()
    assert "No organisation is called “无此局”." in shown(
        client.get(reverse("systems:import-preview", args=[batch.pk]))
    )
    download = client.get(reverse("systems:import-errors", args=[batch.pk, 0]))
    book = load_workbook(BytesIO(b"".join(download.streaming_content)))  # type: ignore[attr-defined]
    assert book.worksheets[0]["A3"].value == "主办单位: No organisation is called “无此局”."
    client.post(reverse("systems:import-apply", args=[batch.pk]))
    call_command("work_once")
    assert System.objects.count() == 0
    client.post(reverse("systems:import-apply", args=[batch.pk]), {"skip_wrong": "on"})
    call_command("work_once")
    assert System.objects.get().name == "甲"


@pytest.mark.parametrize("name", ["a.exe", "a.xlsm", "a"])
def test_an_upload_of_another_format_is_refused_at_once(sign_in: SignIn, name: str) -> None:
    page = sign_in(person(role=Role.CASE_OFFICER)).post(
        reverse("systems:import"), {"file": SimpleUploadedFile(name, b"x")}
    )
    assert "Send .xlsx, .xls, .ods or .csv." in shown(page)
    assert ImportBatch.objects.count() == 0


def test_an_upload_that_is_too_large_is_refused_before_it_is_kept(sign_in: SignIn, monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    page = sign_in(person(role=Role.CASE_OFFICER)).post(
        reverse("systems:import"), {"file": SimpleUploadedFile("a.csv", b"x" * 11)}
    )
    assert "more than 50 MB" in shown(page)
    assert ImportBatch.objects.count() == 0


def test_the_template_has_drop_downs_and_can_be_read_again(sign_in: SignIn) -> None:
    answer = sign_in(person(role=Role.CASE_OFFICER)).get(reverse("systems:import-template"))
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    assert book.sheetnames == ["单位", "系统", "instructions"]
    assert [cell.value for cell in book["系统"][1]][:4] == ["系统编码", "系统名称*", "类别", "主办单位*"]
    lists = {str(rule.sqref): rule.formula1 for rule in book["系统"].data_validations.dataValidation}
    assert lists["T2:T5000" if "T2:T5000" in lists else "I2:I5000"] == '"每日,每周,每月,季度,年度,季节性,事件触发"'
