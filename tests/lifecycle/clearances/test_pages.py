from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from lifecycle.cases.enums import ClearanceState
from lifecycle.clearances.enums import Reason
from lifecycle.clearances.models import ClearanceItem, FreshList
from lifecycle.clearances.selectors import tombstone_of
from registry.jobs.models import Job
from registry.ledger.models import Event
from registry.organisations.models import Person
from tests.factories import person
from tests.lifecycle.cases.factories import County
from tests.lifecycle.clearances.factories import (
    ADDRESS,
    attested,
    clearance,
    clearing,
    item,
    retired,
    seen,
    switched_off,
)
from tests.lifecycle.clearances.test_acts import PATHS, cleared

SignIn = Callable[[Person], Client]


def test_every_item_shows_what_is_to_be_done_and_what_was_seen(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast, ADDRESS)
    seen(item(case, ADDRESS), Reason.ANSWERS)
    page = sign_in(cast.one("operator")).get(f"/clearances/{case.number}/")
    for words in (ADDRESS, "switch the address off", "still there", "it still answers", "from the register"):
        assertContains(page, words)


def test_a_case_one_may_not_see_does_not_exist(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast, ADDRESS)
    stranger = sign_in(person(role="operator"))
    for path in ("", "report/", "notice/", f"items/{item(case, ADDRESS).pk}/"):
        assert stranger.get(f"/clearances/{case.number}/{path}").status_code == 404
    for path in ("probe/", "shutdown/", "accounts/item/", f"items/{item(case, ADDRESS).pk}/remove/"):
        assert stranger.post(f"/clearances/{case.number}/{path}", {}).status_code == 404
    assert Client().get(f"/clearances/{case.number}/").status_code == 302


def test_who_may_not_list_is_offered_no_list(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast, ADDRESS)
    reviewer = sign_in(cast.one("decision_maker")).get(f"/clearances/{case.number}/")
    assertNotContains(reviewer, "Add an item")
    assertNotContains(reviewer, "Probe now")
    assertContains(reviewer, "Not mine to do: Attest that all is cleared")


def test_an_item_is_added_by_form_and_a_wrong_one_comes_back_with_its_reason(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast)
    client = sign_in(cast.one("operator"))
    url = f"/clearances/{case.number}/access_paths/item/"
    wrong = client.post(url, {"access_paths-item-label": "app.county.test"})
    assertContains(wrong, "Write https://…", status_code=422)
    assertContains(wrong, 'value="app.county.test"', status_code=422)
    right = client.post(url, {"access_paths-item-label": "tcp:127.0.0.1:1"})
    assertRedirects(right, f"/clearances/{case.number}/")
    assert ClearanceItem.objects.get().label == "tcp:127.0.0.1:1"


def test_items_and_lists_are_uploaded(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast)
    client = sign_in(cast.one("operator"))
    table = SimpleUploadedFile("a.csv", "账号,备注\nzhang,x\nli,\n".encode())
    client.post(f"/clearances/{case.number}/accounts/import/", {"accounts-import-file": table})
    export = SimpleUploadedFile("b.csv", "账号\nLI\n".encode())
    told = {"accounts-list-file": export, "accounts-list-exported_at": f"{timezone.localtime():%Y-%m-%dT%H:%M}"}
    page = client.post(f"/clearances/{case.number}/accounts/list/", told, follow=True)
    assertContains(page, "Still in the list: li.")
    assert (FreshList.objects.get().rows, ClearanceItem.objects.count()) == (1, 2)


def test_a_file_that_is_no_table_is_refused_in_place(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast)
    table = SimpleUploadedFile("a.pdf", b"%PDF")
    page = sign_in(cast.one("operator")).post(
        f"/clearances/{case.number}/accounts/import/", {"accounts-import-file": table}
    )
    assertContains(page, "Send .xlsx, .xls, .ods or .csv.", status_code=422)


def test_attest_send_back_attest_and_verify_by_form(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast)
    operator, verifier = sign_in(cast.one("operator")), sign_in(cast.one("clearance_verifier"))
    url = f"/clearances/{case.number}/accounts"
    told = {"accounts-attest-statement": "There were none.", "accounts-attest-version": case.version}
    operator.post(f"{url}/attest/", told)
    verifier.post(
        f"{url}/reject/", {"accounts-reject-reason": "One is left.", "accounts-reject-version": case.version + 1}
    )
    assert clearance(case).state == ClearanceState.OPEN
    operator.post(f"{url}/attest/", told | {"accounts-attest-version": case.version + 2})
    stale = verifier.post(f"{url}/verify/", {"accounts-verify-version": case.version})
    assert (stale.status_code, clearance(case).state) == (412, ClearanceState.ATTESTED)
    verifier.post(f"{url}/verify/", {"accounts-verify-version": case.version + 3})
    assert clearance(case).verified_by == cast.one("clearance_verifier")


def test_verify_is_grey_and_says_why(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast, ADDRESS)
    attested(case, PATHS, cast.one("operator"))
    seen(item(case, ADDRESS), Reason.TIMED_OUT)
    verifier = sign_in(cast.one("clearance_verifier"))
    page = verifier.get(f"/clearances/{case.number}/")
    assertContains(page, '<button class="btn" type="button" disabled>Verify</button>')
    assertContains(page, "unknown, and unknown is not gone")
    case.refresh_from_db()
    sent = verifier.post(
        f"/clearances/{case.number}/access_paths/verify/", {"access_paths-verify-version": case.version}
    )
    assertContains(sent, "unknown, and unknown is not gone", status_code=422)


def test_the_attester_is_told_that_somebody_else_verifies(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast)
    attested(case, "accounts", cast.one("operator"))
    page = sign_in(cast.one("operator")).get(f"/clearances/{case.number}/")
    assertContains(page, "Whoever attested it cannot verify it")


def test_probe_now_is_a_job(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast, ADDRESS)
    answer = sign_in(cast.one("operator")).post(f"/clearances/{case.number}/probe/")
    job = Job.objects.get()
    assertRedirects(answer, f"/jobs/{job.pk}/")
    assert (job.kind, job.arguments) == ("clearances.probe_case", {"case": case.number})


def test_an_item_is_waived_on_its_page(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast, ADDRESS)
    url = f"/clearances/{case.number}/items/{item(case, ADDRESS).pk}/"
    assertContains(sign_in(cast.one("operator")).get(url), "Your role does not include this.")
    officer = sign_in(cast.one("case_officer"))
    assertContains(officer.post(url, {"reason": "short"}), "at least 10 characters", status_code=422)
    officer.post(url, {"reason": "Shared gateway of the county."})
    assert item(case, ADDRESS).waived_by == cast.one("case_officer")


def test_the_notice_can_be_downloaded(cast: County, sign_in: SignIn) -> None:
    case = clearing(cast)
    answer = sign_in(cast.one("operator")).get(f"/clearances/{case.number}/notice/")
    assert answer.content.decode() == tombstone_of(case)
    assert answer["Content-Disposition"] == f'attachment; filename="{case.number}.html"'


def test_the_shutdown_says_what_is_missing_and_then_happens(cast: County, sign_in: SignIn, tmp_path: Path) -> None:
    case = clearing(cast, ADDRESS)
    verifier = sign_in(cast.one("clearance_verifier"))
    assertContains(verifier.get(f"/clearances/{case.number}/"), "when the three clearances are verified")
    case = switched_off(cleared(case, cast, tmp_path), cast)
    back = seen(item(case, ADDRESS), Reason.ANSWERS)
    page = verifier.get(f"/clearances/{case.number}/")
    assertContains(page, '<button class="btn" type="button" disabled>Confirm the shutdown</button>')
    assertContains(page, "This no longer holds")
    seen(back.item, Reason.REFUSED)
    told = {"shutdown-statement": "Off.", "shutdown-version": case.version}
    report = verifier.post(f"/clearances/{case.number}/shutdown/", told, follow=True)
    assertContains(report, "Report so far")
    case.refresh_from_db()
    assert case.state == "observation"


def test_the_report_tells_the_whole_way(cast: County, sign_in: SignIn, tmp_path: Path) -> None:
    case = cleared(clearing(cast, ADDRESS), cast, tmp_path)
    case = retired(case, cast)
    page = sign_in(cast.one("clearance_verifier")).get(f"/clearances/{case.number}/report/")
    reviews = list(case.reviews.values_list("sha256", flat=True))
    probe = item(case, ADDRESS).probes.get()
    assertContains(page, f"{timezone.localdate():%Y-%m-%d}")
    head = Event.objects.filter(stream=case.stream).order_by("-seq")[0].hash
    for words in (
        *reviews,
        case.decisions.get().sha256,
        case.grounds_sha256,
        probe.sha256,
        head,
        "The chain holds now.",
    ):
        assertContains(page, words)
    for role in ("necessity_reviewer", "finance_reviewer", "assessor", "decision_maker", "operator"):
        assertContains(page, cast.one(role).name)


@pytest.mark.parametrize("path", ["", "report/"])
def test_pages_cost_the_same_for_one_item_and_for_thirty(
    cast: County,
    sign_in: SignIn,
    django_assert_num_queries: Callable[..., AbstractContextManager[object]],
    path: str,
) -> None:
    case = clearing(cast, ADDRESS)
    client = sign_in(cast.one("operator"))
    seen(item(case, ADDRESS), Reason.REFUSED)
    client.get(f"/clearances/{case.number}/{path}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/clearances/{case.number}/{path}")
    for number in range(1, 30):
        label = f"tcp:127.0.0.1:{number}"
        one = ClearanceItem.objects.create(
            clearance=clearance(case, PATHS),
            label=label,
            source="entered",
            added_by=cast.one("operator"),
            added_at=timezone.now(),
        )
        seen(one, Reason.REFUSED)
    with django_assert_num_queries(len(few)):
        client.get(f"/clearances/{case.number}/{path}")
