"""The pages of what has to be settled: seen and done in a browser without script."""

from collections.abc import Callable
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from lifecycle.cases.enums import State
from lifecycle.closeout import services
from lifecycle.closeout.gone import server_settings
from lifecycle.closeout.models import Acceptance, Announcement, FundHold, HandOverItem, Matter, NothingHeld, Settlement
from registry.organisations.models import Person
from tests.factories import organisation, person, system
from tests.lifecycle.cases.factories import County, case_in
from tests.lifecycle.cases.pages.test_walk import send
from tests.lifecycle.closeout.factories import WORDS, laden, leaving, matter, merging, settle_all

SignIn = Callable[[Person], Client]


def test_the_page_names_what_is_there_and_what_is_missing(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast)
    page = sign_in(cast.one("operator")).get(f"/closeout/{case.number}/")
    for words in (
        "居民基本信息",
        "网格通 · 居民查询接口",
        "三年运维",
        "still depends on the system",
        "Nothing is on the list",
    ):
        assertContains(page, words)
    settle_all(case, cast)
    page = sign_in(cast.one("operator")).get(f"/closeout/{case.number}/")
    assertContains(page, "Nothing here stands against the shutdown.")
    assertContains(page, "a" * 64)


def test_before_the_decision_there_is_nothing(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.DECISION, cast, about=laden(cast))
    page = sign_in(cast.one("case_officer")).get(f"/closeout/{case.number}/")
    assertContains(page, "once it is decided that the system goes")


def test_to_a_stranger_nothing_exists(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast)
    stranger = sign_in(person(role="sponsor_staff"))
    hold = FundHold.objects.filter(case=case)[0]
    for path in ("", "panel/", "schedule/", f"matters/{matter(case, 'data_set').pk}/"):
        assert stranger.get(f"/closeout/{case.number}/{path}").status_code == 404
    assert stranger.get(f"/closeout/holds/{hold.pk}/").status_code == 404
    assertNotContains(stranger.get("/closeout/holds/"), case.number)


def test_the_panel_on_the_case_leads_there(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast)
    officer = sign_in(cast.one("case_officer"))
    assertContains(officer.get(f"/cases/{case.number}/"), f"/closeout/{case.number}/panel/")
    assertContains(officer.get(f"/closeout/{case.number}/panel/"), "3 matters to settle")


def test_a_matter_is_added_settled_and_removed_with_forms(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast)
    staff = sign_in(cast.one("sponsor_staff"))
    root = f"/closeout/{case.number}"
    told = {"add-kind": "asset", "add-label": "服务器两台", "add-note": "机房二层"}
    assertRedirects(staff.post(f"{root}/do/add/", told), f"{root}/")
    assertContains(staff.post(f"{root}/do/add/", told), "already on the list", status_code=422)
    server = Matter.objects.get(case=case, kind="asset")
    short = {"settle-way": "returned", "settle-statement": "short"}
    answer = staff.post(f"{root}/matters/{server.pk}/settle/", short)
    assertContains(answer, "at least 10 characters", status_code=422)
    assert not Settlement.objects.exists()
    staff.post(f"{root}/matters/{server.pk}/remove/")
    assert not Matter.objects.filter(pk=server.pk).exists()
    data = matter(case, "data_set")
    receipt = SimpleUploadedFile("回执.pdf", b"received")
    told = {
        "settle-way": "archived",
        "settle-receiver": "县档案馆",
        "settle-statement": WORDS,
        "settle-file": receipt,  # type: ignore[dict-item]
    }
    assertRedirects(staff.post(f"{root}/matters/{data.pk}/settle/", told), f"{root}/")
    assert (Settlement.objects.get().file_name, Settlement.objects.get().file_size) == ("回执.pdf", 8)


def test_the_witness_sees_the_form_and_whoever_destroyed_it_the_reason(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast)
    data = matter(case, "data_set")
    url = f"/closeout/{case.number}/matters/{data.pk}/"
    staff, officer = sign_in(cast.one("sponsor_staff")), sign_in(cast.one("case_officer"))
    staff.post(f"{url}destroy/", {"destroy-statement": WORDS})
    assertContains(staff.get(url), "Whoever destroyed it cannot be the witness.")
    assertContains(officer.get(url), 'name="witness-statement"')
    assertRedirects(officer.post(f"{url}witness/", {"witness-statement": WORDS}), f"/closeout/{case.number}/")
    assertContains(officer.get(f"/closeout/{case.number}/"), "witnessed by")


def test_that_there_is_no_data_is_stated_on_the_page(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast, system("空壳", sponsor=cast.sponsor, operator=cast.operator))
    staff = sign_in(cast.one("sponsor_staff"))
    staff.post(f"/closeout/{case.number}/do/nothing/", {"nothing-statement": WORDS})
    assertContains(staff.get(f"/closeout/{case.number}/"), f"“{WORDS}”")
    assert NothingHeld.objects.get().by == cast.one("sponsor_staff")


def test_the_successor_s_sponsor_sees_the_list_and_accepts_it(cast: County, sign_in: SignIn) -> None:
    case = merging(cast, system("一网统管", sponsor=cast.sponsor))
    staff, another = sign_in(cast.one("sponsor_staff")), sign_in(cast.another("sponsor_staff"))
    root = f"/closeout/{case.number}"
    told = {"hand-over-portion": "data", "hand-over-label": "居民档案", "hand-over-place": "人口库"}
    staff.post(f"{root}/do/hand-over/", told)
    assertContains(staff.get(f"{root}/"), "Whoever drew the list up cannot accept it.")
    page = another.get(f"{root}/")
    read = page.context["hand_over"].view.list_sha256
    another.post(f"{root}/do/accept/", {"accept-read_sha256": read, "accept-statement": ""})
    assert Acceptance.objects.get().by == cast.another("sponsor_staff")
    staff.post(f"{root}/hand-over/{HandOverItem.objects.get().pk}/remove/")
    assert not HandOverItem.objects.exists()


def test_the_schedule_proposes_a_text_and_keeps_what_was_announced(cast: County, sign_in: SignIn) -> None:
    successor = system("一网统管", sponsor=organisation("县政务办"), paths=("https://new.example/",))
    case = merging(cast, successor)
    verifier = sign_in(cast.one("clearance_verifier"))
    url = f"/closeout/{case.number}/schedule/"
    page = verifier.get(url)
    for words in (
        "一网统管",
        "Please use 一网统管 instead.",
        "return 410",
        "https://new.example/",
        "Announced brownouts",
    ):
        assertContains(page, words)
    begins = timezone.localtime() + timedelta(days=5)
    told = {
        "begins_at": f"{begins:%Y-%m-%dT%H:%M}",
        "ends_at": f"{begins + timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "text": "届时停用，请改用一网统管。",
        "shown_at": "首页",
    }
    assertContains(verifier.post(url, {**told, "text": "届时停用。"}), "has to name the successor", status_code=422)
    assertRedirects(verifier.post(url, told), url)
    assert Announcement.objects.get().shown_at == "首页"


def test_finance_finds_its_holds_and_notes_the_paper(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast)
    finance = sign_in(cast.one("finance_reviewer"))
    assertContains(finance.get("/closeout/holds/"), case.number)
    hold = FundHold.objects.get(case=case, kind="operation")
    assertContains(finance.get(f"/closeout/holds/{hold.pk}/"), "12")
    finance.post(f"/closeout/holds/{hold.pk}/", {"reference": "财〔2026〕1号"})
    assert hold.receipts.get().by == cast.one("finance_reviewer")
    assertContains(finance.get("/closeout/holds/"), "财〔2026〕1号")


def test_the_server_s_settings_answer_410_with_our_page() -> None:
    said = server_settings(notice="RT-1.html", successor_address="https://new.example/")
    assert ("return 410" in said, "ErrorDocument 410 /RT-1.html" in said, said.count("successor-version")) == (
        True,
        True,
        2,
    )
    assert "Link" not in server_settings(notice="RT-1.html")


def test_nobody_s_deed_is_not_found(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast)
    staff = sign_in(cast.one("sponsor_staff"))
    assert staff.post(f"/closeout/{case.number}/do/nonsense/").status_code == 404
    assert staff.post(f"/closeout/{case.number}/matters/{matter(case, 'contract').pk}/nonsense/").status_code == 404
    services.take_from_register(case=case, by=cast.one("sponsor_staff"))
    assert staff.post(f"/closeout/{case.number}/do/take/").status_code == 302


def test_a_day_nobody_announced_is_refused_beside_what_was_filled_in(cast: County, sign_in: SignIn) -> None:
    case, day = leaving(cast), (timezone.localdate() + timedelta(days=5)).isoformat()
    verifier = sign_in(cast.one("clearance_verifier"))
    answer = send(verifier, f"/cases/{case.number}/do/advance-shutdown/", grade="brownout", on=day)
    form = answer.context["form"]
    assert (answer.status_code, list(answer.context["obstacles"])) == (409, [])
    assert form.non_field_errors() == [f"No time without service is announced for {day}. Announce it first."]
    assert (form["grade"].value(), form["on"].value()) == ("brownout", day)
