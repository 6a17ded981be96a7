from pathlib import Path

import pytest

from lifecycle.cases.enums import ClearanceKind
from lifecycle.cases.models import Case
from lifecycle.clearances import services
from lifecycle.clearances.enums import Reason
from lifecycle.clearances.models import ClearanceItem
from registry.ledger.models import Event
from registry.refusals import Refused
from tests.factories import person
from tests.lifecycle.cases.factories import County
from tests.lifecycle.clearances.factories import ADDRESS, attested, clearance, clearing, csv, item, seen


def labels(case: Case) -> list[str]:
    return list(ClearanceItem.objects.filter(clearance__case=case).order_by("id").values_list("label", flat=True))


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]


def test_the_addresses_of_the_register_are_on_the_list_from_the_start(cast: County) -> None:
    case = clearing(cast, ADDRESS, "dns:app.county.test")
    items = ClearanceItem.objects.filter(clearance__case=case).order_by("label")
    assert [(one.label, one.source, one.added_by, one.clearance.kind) for one in items] == [
        ("dns:app.county.test", "register", None, "access_paths"),
        (ADDRESS, "register", None, "access_paths"),
    ]
    assert Event.objects.filter(verb="clearances.addresses_taken").count() == 1


def test_an_address_registered_later_is_taken_when_somebody_attests(cast: County) -> None:
    case = clearing(cast)
    case.system.access_paths.create(address=ADDRESS)
    attested(case, ClearanceKind.ACCESS_PATHS, cast.one("operator"))
    assert labels(case) == [ADDRESS]


@pytest.mark.parametrize("role", ["operator", "clearance_verifier", "case_officer"])
def test_those_who_clear_and_lead_add_items(cast: County, role: str) -> None:
    case = clearing(cast)
    one = services.add_item(clearance=clearance(case), label=" zhang ", note="left 2024", by=cast.one(role))
    assert (one.label, one.note, one.source, one.added_by) == ("zhang", "left 2024", "entered", cast.one(role))
    event = Event.objects.get(verb="clearances.item_added")
    assert (event.subject, event.stream, event.data["item"]) == (one.code, f"clearances/{case.number}", "zhang")


def test_others_add_nothing(cast: County) -> None:
    case = clearing(cast)
    stranger = person(role="operator")
    for by in (cast.one("sponsor_staff"), cast.one("decision_maker"), cast.one("assessor"), stranger):
        with pytest.raises(Refused) as refused:
            services.add_item(clearance=clearance(case), label="zhang", by=by)
        assert codes(refused) == ["not-your-role"]
    assert labels(case) == []


@pytest.mark.parametrize(
    ("kind", "label", "code"),
    [
        ("accounts", "  ", "label-missing"),
        ("accounts", "x" * 501, "label-too-long"),
        ("accounts", "ＺＨＡＮＧ", "already-listed"),
        ("access_paths", "app.county.test", "not-an-address"),
        ("access_paths", "http://name:word@county.test/", "not-an-address"),
    ],
)
def test_a_label_that_says_nothing_new_is_refused(cast: County, kind: str, label: str, code: str) -> None:
    case = clearing(cast)
    services.add_item(clearance=clearance(case), label="zhang", by=cast.one("operator"))
    with pytest.raises(Refused) as refused:
        services.add_item(clearance=clearance(case, kind), label=label, by=cast.one("operator"))
    assert codes(refused) == [code]
    assert labels(case) == ["zhang"]


def test_the_list_is_fixed_once_attested_and_free_again_once_sent_back(cast: County) -> None:
    case = clearing(cast)
    attested(case, "accounts", cast.one("operator"))
    with pytest.raises(Refused) as refused:
        services.add_item(clearance=clearance(case), label="zhang", by=cast.one("operator"))
    assert codes(refused) == ["already-attested"]
    services.reject(
        clearance=clearance(case), reason="One is missing.", by=cast.one("clearance_verifier"), expected_version=None
    )
    services.add_item(clearance=clearance(case), label="zhang", by=cast.one("operator"))
    assert labels(case) == ["zhang"]


def test_an_item_is_removed_before_it_is_probed_and_never_after(cast: County) -> None:
    case = clearing(cast, ADDRESS)
    operator = cast.one("operator")
    for label in ("tcp:127.0.0.1:1", "tcp:127.0.0.1:2"):
        services.add_item(clearance=clearance(case, "access_paths"), label=label, by=operator)
    seen(item(case, "tcp:127.0.0.1:1"), Reason.REFUSED)
    services.remove_item(item=item(case, "tcp:127.0.0.1:2"), by=operator)
    for label, code in {ADDRESS: "from-the-register", "tcp:127.0.0.1:1": "already-probed"}.items():
        with pytest.raises(Refused) as refused:
            services.remove_item(item=item(case, label), by=operator)
        assert codes(refused) == [code]
    assert labels(case) == [ADDRESS, "tcp:127.0.0.1:1"]


@pytest.mark.parametrize("role", ["case_officer", "decision_maker"])
def test_a_case_officer_or_decision_maker_waives_with_a_reason(cast: County, role: str) -> None:
    case = clearing(cast, ADDRESS)
    waived = services.waive(item=item(case, ADDRESS), reason="Shared gateway of the county.", by=cast.another(role))
    waived.refresh_from_db()
    assert (waived.waived_by, waived.waived_reason) == (cast.another(role), "Shared gateway of the county.")
    assert Event.objects.get(verb="clearances.item_waived").actor == cast.another(role).account


@pytest.mark.parametrize("role", ["operator", "clearance_verifier", "sponsor_staff"])
def test_those_who_clear_waive_nothing(cast: County, role: str) -> None:
    case = clearing(cast, ADDRESS)
    with pytest.raises(Refused) as refused:
        services.waive(item=item(case, ADDRESS), reason="Shared gateway of the county.", by=cast.one(role))
    assert codes(refused) == ["not-your-role"]
    assert item(case, ADDRESS).waived_by is None


def test_a_table_is_imported_whole(cast: County, tmp_path: Path) -> None:
    case = clearing(cast)
    services.add_item(clearance=clearance(case), label="zhang", by=cast.one("operator"))
    path = csv(tmp_path, "用户名,备注,部门", "ZHANG,known,a", "li,left,b", "王五,,c", "li,again,b")
    done = services.import_items(clearance=clearance(case), path=path, name="a.csv", by=cast.one("operator"))
    assert (done.added, done.known, done.unknown_headers) == (2, 2, ["部门"])
    assert labels(case) == ["zhang", "li", "王五"]


def test_a_table_with_one_wrong_row_is_not_imported_at_all(cast: County, tmp_path: Path) -> None:
    case = clearing(cast)
    path = csv(tmp_path, "地址", "tcp:127.0.0.1:1", "nonsense", "http://127.0.0.1:22/")
    with pytest.raises(Refused) as refused:
        services.import_items(
            clearance=clearance(case, "access_paths"), path=path, name="a.csv", by=cast.one("operator")
        )
    assert [str(one.message)[:20] for one in refused.value.obstacles] == [
        "Row 3, 地址: nonsense:",
        "Row 4, 地址: http://12",
    ]
    assert labels(case) == []


def test_a_table_without_the_column_is_refused(cast: County, tmp_path: Path) -> None:
    case = clearing(cast)
    with pytest.raises(Refused) as refused:
        services.import_items(
            clearance=clearance(case), path=csv(tmp_path, "姓名", "张三"), name="a.csv", by=cast.one("operator")
        )
    assert codes(refused) == ["missing-header"]
