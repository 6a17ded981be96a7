"""The same over HTTP: created resources, the same refusals, nothing for strangers and programs."""

from collections.abc import Callable
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lifecycle.closeout.models import Announcement, FundHold, Matter, NothingHeld, Settlement
from registry.organisations.models import Person
from tests.factories import person, system, token
from tests.lifecycle.cases.factories import County
from tests.lifecycle.closeout.factories import WORDS, leaving, matter, merging

SignIn = Callable[[Person], Client]
JSON = "application/json"


def root(number: str) -> str:
    return f"/api/v1/retirements/{number}"


def test_the_state_holds_matters_holds_and_what_is_missing(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast)
    state = sign_in(cast.one("case_officer")).get(f"{root(case.number)}/closeout/").json()
    assert [one["kind"] for one in state["matters"]] == ["dependant", "data_set", "contract"]
    assert [one["code"] for one in state["missing_before_shutdown"]] == ["dependant-left", "data-left"]
    assert [one["code"] for one in state["missing_before_the_end"]] == ["dependant-left", "data-left", "contract-left"]
    assert {one["state"] for one in state["holds"]} == {"suspended"}
    assert (state["hand_over"], state["unlisted"], state["nothing_held"], state["announcements"]) == (None, [], [], [])


def test_a_settlement_is_created_with_its_receipt(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast)
    staff = sign_in(cast.one("sponsor_staff"))
    url = f"{root(case.number)}/matters/{matter(case, 'data_set').pk}/settlements/"
    told = {"way": "archived", "statement": WORDS, "receiver": "县档案馆"}
    refused = staff.post(url, told, content_type=JSON)
    assert (refused.status_code, [one["code"] for one in refused.json()["obstacles"]]) == (422, ["receipt-missing"])
    made = staff.post(url, {**told, "file": SimpleUploadedFile("a.pdf", b"x")})
    assert (made.status_code, made.json()["way"], made.json()["file_size"]) == (201, "archived", 1)
    assert [one["sha256"] for one in staff.get(url).json()] == [Settlement.objects.get().sha256]
    assert staff.put(url, told, content_type=JSON).status_code == 405


def test_destroying_takes_two_requests_of_two_people(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast)
    url = f"{root(case.number)}/matters/{matter(case, 'data_set').pk}/destruction/"
    staff, officer = sign_in(cast.one("sponsor_staff")), sign_in(cast.one("case_officer"))
    assert staff.post(url, {"statement": WORDS}, content_type=JSON).status_code == 201
    alone = staff.post(f"{url}witness/", {"statement": WORDS}, content_type=JSON)
    assert (alone.status_code, [one["code"] for one in alone.json()["obstacles"]]) == (403, ["same-person"])
    assert officer.post(f"{url}refusal/", {"reason": WORDS}, content_type=JSON).status_code == 204
    staff.post(url, {"statement": WORDS}, content_type=JSON)
    seen = officer.post(f"{url}witness/", {"statement": WORDS}, content_type=JSON)
    assert (seen.status_code, seen.json()["witnessed_by"]) == (201, cast.one("case_officer").account)


def test_matters_statements_and_announcements_are_created(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast, system("空壳", sponsor=cast.sponsor, operator=cast.operator))
    staff = sign_in(cast.one("sponsor_staff"))
    made = staff.post(f"{root(case.number)}/matters/", {"kind": "asset", "label": "域名"}, content_type=JSON)
    assert (made.status_code, made.json()["source"]) == (201, "entered")
    assert staff.delete(f"{root(case.number)}/matters/{made.json()['id']}/").status_code == 204
    told = {"kind": "data_set", "statement": WORDS}
    assert staff.post(f"{root(case.number)}/nothing-held/", told, content_type=JSON).status_code == 201
    begins = timezone.now() + timedelta(days=5)
    told = {
        "begins_at": begins.isoformat(),
        "ends_at": (begins + timedelta(hours=1)).isoformat(),
        "text": "停用",
        "shown_at": "首页",
    }
    assert staff.post(f"{root(case.number)}/announcements/", told, content_type=JSON).status_code == 201
    assert (Matter.objects.count(), NothingHeld.objects.count(), Announcement.objects.count()) == (0, 1, 1)


def test_a_hand_over_list_is_accepted_as_it_was_read(cast: County, sign_in: SignIn) -> None:
    case = merging(cast, system("一网统管", sponsor=cast.sponsor))
    staff, another = sign_in(cast.one("sponsor_staff")), sign_in(cast.another("sponsor_staff"))
    url = f"{root(case.number)}/hand-over/"
    staff.post(url, {"portion": "data", "label": "居民档案", "place": "人口库"}, content_type=JSON)
    read = another.get(f"{root(case.number)}/closeout/").json()["hand_over"]["list_sha256"]
    stale = another.post(f"{url}acceptances/", {"read_sha256": "0" * 64}, content_type=JSON)
    assert (stale.status_code, [one["code"] for one in stale.json()["obstacles"]]) == (409, ["list-changed"])
    made = another.post(f"{url}acceptances/", {"read_sha256": read}, content_type=JSON)
    assert (made.status_code, [item["label"] for item in made.json()["items"]]) == (201, ["居民档案"])


def test_finance_reads_its_holds_and_notes_the_paper(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast)
    finance = sign_in(cast.one("finance_reviewer"))
    assert finance.get("/api/v1/holds/?state=suspended").json()["count"] == 3
    hold = FundHold.objects.get(case=case, kind="operation")
    url = f"/api/v1/holds/{hold.pk}/receipts/"
    assert finance.post(url, {"reference": "财〔2026〕1号"}, content_type=JSON).status_code == 201
    assert [one["reference"] for one in finance.get(url).json()] == ["财〔2026〕1号"]
    assert len(finance.get(f"{root(case.number)}/holds/").json()) == 3


def test_strangers_and_programs_find_nothing(cast: County, sign_in: SignIn, client: Client) -> None:
    case = leaving(cast)
    stranger = sign_in(person(role="sponsor_staff"))
    _token, secret = token(organisation=cast.sponsor)
    bearer = {"authorization": f"Bearer {secret}"}
    for path in ("closeout/", "matters/", f"matters/{matter(case, 'contract').pk}/", "hand-over/", "holds/"):
        assert stranger.get(f"{root(case.number)}/{path}").status_code == 404
        assert client.get(f"{root(case.number)}/{path}", headers=bearer).status_code == 403
    assert stranger.get("/api/v1/holds/").json()["count"] == 0
