from collections.abc import Callable
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from lifecycle.clearances import services
from lifecycle.clearances.enums import Reason
from lifecycle.clearances.models import ClearanceItem
from registry.ledger.models import Event
from registry.organisations.models import Person
from tests.factories import person, token
from tests.lifecycle.cases.factories import County
from tests.lifecycle.clearances.factories import ADDRESS, attested, clearing, item, retired, seen
from tests.lifecycle.clearances.test_acts import PATHS, cleared

SignIn = Callable[[Person], Client]
JSON = "application/json"


def root(number: str) -> str:
    return f"/api/v1/retirements/{number}"


def test_items_are_created_read_waived_and_removed(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast)
    operator, officer = sign_in(cast.one("operator")), sign_in(cast.one("case_officer"))
    items = f"{root(case.number)}/clearances/accounts/items/"
    made = operator.post(items, {"label": "zhang", "note": "left"}, content_type=JSON)
    assert (made.status_code, made.json()["label"], made.json()["added_by"]) == (
        201,
        "zhang",
        cast.one("operator").account,
    )
    operator.post(items, {"label": "li"}, content_type=JSON)
    first, second = operator.get(items).json()
    waived = officer.post(
        f"{items}{first['id']}/waiver/", {"reason": "Shared account of the county."}, content_type=JSON
    )
    assert (waived.status_code, waived.json()["waived_by"]) == (201, cast.one("case_officer").account)
    assert operator.delete(f"{items}{second['id']}/").status_code == 204
    assert list(ClearanceItem.objects.values_list("label", flat=True)) == ["zhang"]


def test_a_refusal_is_a_problem_document_and_nothing_is_written(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast)
    items = f"{root(case.number)}/clearances/access_paths/items/"
    answer = sign_in(cast.one("operator")).post(items, {"label": "nonsense"}, content_type=JSON)
    assert (answer.status_code, [one["code"] for one in answer.json()["obstacles"]]) == (422, ["not-an-address"])
    answer = sign_in(cast.one("decision_maker")).post(items, {"label": "tcp:127.0.0.1:1"}, content_type=JSON)
    assert (answer.status_code, [one["code"] for one in answer.json()["obstacles"]]) == (403, ["not-your-role"])
    assert not ClearanceItem.objects.exists()


def test_who_may_not_see_the_case_finds_nothing_and_a_token_is_no_person(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast, ADDRESS)
    below = [
        "report/",
        "clearances/",
        "clearances/accounts/",
        "clearances/accounts/items/",
        "clearances/accounts/lists/",
    ]
    stranger = sign_in(person(role="operator"))
    _token, secret = token()
    for path in below:
        url = f"{root(case.number)}/{path}"
        assert stranger.get(url).status_code == 404
        assert Client().get(url, headers={"Authorization": f"Bearer {secret}"}).status_code == 403
        assert Client().get(url).status_code in (401, 403)


def test_a_list_is_brought_and_says_what_remains(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast)
    services.add_item(clearance=case.clearances.get(kind="accounts"), label="zhang", by=cast.one("operator"))
    lists = f"{root(case.number)}/clearances/accounts/lists/"
    verifier = sign_in(cast.one("clearance_verifier"))
    told = {"file": SimpleUploadedFile("a.csv", "账号\nZhang\n".encode()), "exported_at": timezone.now().isoformat()}
    made = verifier.post(lists, told)
    assert (made.status_code, [one["label"] for one in made.json()["remaining"]]) == (201, ["zhang"])
    assert [one["sha256"] for one in verifier.get(lists).json()] == [made.json()["sha256"]]


def test_the_state_names_what_is_missing_and_the_basis_to_send(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast, ADDRESS)
    attested(case, PATHS, cast.one("operator"))
    case.refresh_from_db()
    verifier = sign_in(cast.one("clearance_verifier"))
    url = f"{root(case.number)}/clearances/access_paths/"
    assert [one["code"] for one in verifier.get(url).json()["missing"]] == ["never-probed"]
    probe = seen(item(case, ADDRESS), Reason.REFUSED)
    state = verifier.get(url).json()
    assert (state["missing"], state["current_basis"]) == (
        [],
        [{"probe": probe.pk, "item": ADDRESS, "sha256": probe.sha256}],
    )
    looks = verifier.get(f"{url}items/{probe.item_id}/probes/").json()
    assert [(one["verdict"], one["sha256"]) for one in looks] == [("gone", probe.sha256)]
    sent = verifier.post(
        f"{root(case.number)}/verifications/",
        {"kind": "access_paths", "basis": state["current_basis"]},
        content_type=JSON,
        headers={"If-Match": f'"v{case.version}"', "Idempotency-Key": "1"},
    )
    assert sent.status_code == 201


def test_probes_are_asked_for_in_the_background(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast, ADDRESS)
    answer = sign_in(cast.one("operator")).post(f"{root(case.number)}/probes/")
    assert (answer.status_code, answer.json()["url"]) == (202, f"/jobs/{answer.json()['job']}/")


def test_the_report_is_the_same_as_json(cast: County, sign_in: SignIn, tmp_path: Path) -> None:
    case = cleared(clearing(cast, ADDRESS), cast, tmp_path)
    case = retired(case, cast)
    report = sign_in(cast.one("clearance_verifier")).get(f"{root(case.number)}/report/").json()
    assert (report["outcome"], report["system"]["stage"], report["ledger"]["holds"]) == ("retired", "retired", True)
    assert [one["step"] for one in report["reviews"]] == ["necessity", "economy", "social_benefit"]
    assert {one["kind"]: one["state"] for one in report["clearances"]} == dict.fromkeys(
        ["accounts", "permissions", "access_paths"], "verified"
    )
    (looked,) = report["clearances"][2]["items"]
    assert (looked["last_probe"]["verdict"], looked["last_probe"]["unaltered"]) == ("gone", True)
    assert {one["account"]: one["duty"] for one in report["duties"]}[cast.one("operator").account] == "attest"
    heads = {one["stream"]: one["head"] for one in report["ledger"]["streams"]}
    assert heads[case.stream] == Event.objects.filter(stream=case.stream).order_by("-seq")[0].hash


def test_the_report_says_when_the_chain_was_cut(cast: County, sign_in: SignIn) -> None:
    from registry.ledger.models import Head

    case = clearing(cast, ADDRESS)
    Head.objects.filter(stream=case.stream).update(seq=999)
    report = sign_in(cast.one("case_officer")).get(f"{root(case.number)}/report/").json()
    assert report["ledger"]["holds"] is False
    assert [one["problem"] for one in report["ledger"]["streams"][0]["breaks"]] == ["cut"]
