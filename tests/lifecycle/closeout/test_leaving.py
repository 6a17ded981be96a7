"""What stands against the shutdown and the end, and what happens to the money, through the engine."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from lifecycle.cases.commands import AdvanceShutdown, Countersign, Decide, EndObservation, Rescind
from lifecycle.cases.enums import Grade, State
from lifecycle.cases.selectors import allowed_actions
from lifecycle.closeout import services
from lifecycle.closeout.models import Acceptance, Announcement, FundHold
from lifecycle.closeout.selectors import closeout_of, holds_visible_to
from registry.ledger.models import Event
from registry.refusals import Refused
from registry.systems.models import Predecessor
from tests.factories import organisation, person, system
from tests.lifecycle.cases.factories import County, case_in, do
from tests.lifecycle.closeout.factories import (
    WORDS,
    awaiting_shutdown,
    codes,
    confirmed,
    laden,
    leaving,
    merging,
    settle_all,
)


def test_the_shutdown_names_dependants_and_data_that_are_left(cast: County) -> None:
    case = awaiting_shutdown(leaving(cast), cast)
    with pytest.raises(Refused) as refused:
        confirmed(case, cast)
    assert codes(refused) == ["dependant-left", "data-left"]
    (action,) = [one for one in allowed_actions(case, cast.one("clearance_verifier")) if one.name == "confirm_shutdown"]
    assert [str(one) for one in action.obstacles] == [str(one) for one in refused.value.obstacles]
    settle_all(case, cast)
    assert confirmed(case, cast).state == State.OBSERVATION


def test_where_no_data_is_listed_somebody_has_to_say_so(cast: County) -> None:
    about = system("空壳", sponsor=cast.sponsor, operator=cast.operator)
    case = awaiting_shutdown(leaving(cast, about), cast)
    with pytest.raises(Refused) as refused:
        confirmed(case, cast)
    assert codes(refused) == ["no-data-listed"]
    services.state_nothing_held(case=case, kind="data_set", statement=WORDS, by=cast.one("sponsor_staff"))
    assert confirmed(case, cast).state == State.OBSERVATION


def test_contracts_and_assets_block_the_end_and_not_the_shutdown(cast: County) -> None:
    case = awaiting_shutdown(leaving(cast), cast)
    settle_all(case, cast)
    server = services.add_matter(case=case, kind="asset", label="服务器两台", by=cast.one("operator"))
    case = confirmed(case, cast)
    end = EndObservation("Nothing came back.")
    with pytest.raises(Refused) as refused:
        do(case, end, cast.one("clearance_verifier"))
    assert codes(refused) == ["asset-left"]
    services.settle(matter=server, way="returned", statement=WORDS, by=cast.one("operator"))
    assert do(case, end, cast.one("clearance_verifier")).outcome == "retired"


def test_a_merge_takes_a_list_the_successor_s_sponsor_has_accepted(cast: County) -> None:
    taker = organisation("县政务服务办")
    successor = system("一网统管", sponsor=taker)
    receiving = person(role="sponsor_staff", organisation=taker)
    case = awaiting_shutdown(merging(cast, successor), cast)
    settle_all(case, cast)
    with pytest.raises(Refused) as refused:
        confirmed(case, cast)
    assert codes(refused) == ["hand-over-empty"]
    staff = cast.one("sponsor_staff")
    services.add_to_hand_over(case=case, portion="data", label="居民档案", place="人口库", by=staff)
    with pytest.raises(Refused) as refused:
        confirmed(case, cast)
    assert codes(refused) == ["hand-over-open"]
    with pytest.raises(Refused) as refused:
        services.accept_hand_over(case=case, by=staff)
    assert codes(refused) == ["not-your-role", "same-person"]
    services.accept_hand_over(case=case, by=receiving)
    services.add_to_hand_over(case=case, portion="users", label="网格员账号", place="统一身份", by=staff)
    with pytest.raises(Refused) as refused:
        confirmed(case, cast)
    assert codes(refused) == ["hand-over-changed"]
    with pytest.raises(Refused) as refused:
        services.accept_hand_over(case=case, by=receiving, read_sha256="0" * 64)
    assert codes(refused) == ["list-changed"]
    accepted = services.accept_hand_over(case=case, by=receiving, statement="照单全收。")
    assert [item["label"] for item in accepted.items] == ["居民档案", "网格员账号"]
    case = do(confirmed(case, cast), EndObservation("Nothing came back."), cast.one("clearance_verifier"))
    assert (case.outcome, Acceptance.objects.count()) == ("merged", 2)
    carried = Predecessor.objects.get()
    assert (carried.earlier, carried.how, carried.reason) == (case.system, "merged", case.number)


def test_without_a_merge_there_is_nothing_to_hand_over(cast: County) -> None:
    case = leaving(cast)
    with pytest.raises(Refused) as refused:
        services.add_to_hand_over(case=case, portion="data", label="a", place="b", by=cast.one("sponsor_staff"))
    assert codes(refused) == ["no-merge"]
    assert closeout_of(case).hand_over is None


def test_a_brownout_is_announced_before_it_happens(cast: County, settings: Settings) -> None:
    case, verifier = leaving(cast), cast.one("clearance_verifier")
    on = timezone.localdate() + timedelta(days=4)
    brownout = AdvanceShutdown(Grade.BROWNOUT, on.isoformat())
    with pytest.raises(Refused) as refused:
        do(case, brownout, verifier)
    assert codes(refused) == ["not-announced"]
    begins = timezone.now() + timedelta(days=4)
    told: dict[str, Any] = {"ends_at": begins + timedelta(hours=1), "text": "届时停止服务。", "shown_at": "系统首页"}
    with pytest.raises(Refused) as refused:
        services.announce(case=case, begins_at=timezone.now() + timedelta(days=1), by=verifier, **told)
    assert codes(refused) == ["too-late"]
    said = services.announce(case=case, begins_at=begins, by=verifier, **told)
    assert list(Announcement.objects.all()) == [said]
    assert do(case, brownout, verifier).grade == Grade.BROWNOUT


def test_an_announcement_names_the_successor(cast: County) -> None:
    successor = system("一网统管")
    case = merging(cast, successor)
    begins = timezone.now() + timedelta(days=5)
    told: dict[str, Any] = {"begins_at": begins, "ends_at": begins + timedelta(hours=1), "shown_at": "首页"}
    with pytest.raises(Refused) as refused:
        services.announce(case=case, text="届时停止服务。", by=cast.one("operator"), **told)
    assert codes(refused) == ["successor-not-named"]
    services.announce(case=case, text="请改用一网统管。", by=cast.one("operator"), **told)


def test_the_decision_suspends_money_and_approvals_and_the_end_ends_them(cast: County) -> None:
    case = leaving(cast)
    assert list(FundHold.objects.filter(case=case).order_by("id").values_list("kind", "amount_fen", "state")) == [
        ("approvals", None, "suspended"),
        ("operation", 12_000_000, "suspended"),
        ("contract", 30_000_000, "suspended"),
    ]
    case = awaiting_shutdown(case, cast)
    settle_all(case, cast)
    do(confirmed(case, cast), EndObservation("Nothing came back."), cast.one("clearance_verifier"))
    assert set(FundHold.objects.values_list("state", flat=True)) == {"ended"}
    assert Event.objects.filter(verb="closeout.funds_ended").count() == 1


def test_a_system_that_stays_gets_its_money_back(cast: County) -> None:
    kept = do(
        case_in(State.DECISION, cast, about=laden(cast), objecting=("economy",)),
        Decide("keep", "Needed.", details={"re_evaluate_on": (timezone.localdate() + timedelta(days=365)).isoformat()}),
        cast.one("decision_maker"),
    )
    if kept.state == State.DECISION:
        kept = do(kept, Countersign("Agreed."), cast.another("decision_maker"))
    assert (kept.outcome, FundHold.objects.filter(case=kept).count()) == ("kept", 0)
    rescinded = do(leaving(cast), Rescind("It is needed after all."), cast.one("decision_maker"))
    rescinded = do(rescinded, Countersign("Agreed."), cast.another("decision_maker"))
    assert set(FundHold.objects.filter(case=rescinded).values_list("state", flat=True)) == {"resumed"}


def test_finance_sees_what_it_is_asked_to_do_and_says_under_which_paper(cast: County) -> None:
    case = leaving(cast)
    finance = cast.one("finance_reviewer")
    assert holds_visible_to(finance).count() == 3
    assert holds_visible_to(person(role="finance_reviewer")).count() == 0
    hold = FundHold.objects.get(case=case, kind="operation")
    for role in ("sponsor_staff", "case_officer", "assessor"):
        with pytest.raises(Refused) as refused:
            services.carry_out(hold=hold, reference="财〔2026〕1号", by=cast.one(role))
        assert codes(refused) == ["not-your-role"]
    services.carry_out(hold=hold, reference="财〔2026〕1号", by=finance)
    with pytest.raises(Refused) as refused:
        services.carry_out(hold=hold, reference="财〔2026〕2号", by=finance)
    assert codes(refused) == ["already-carried-out"]
    assert hold.receipts.get().reference == "财〔2026〕1号"
