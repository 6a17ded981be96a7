"""Systems that leave, with data, dependants, contracts and a successor."""

import pytest

from lifecycle.cases.commands import AdvanceShutdown, Attest, ConfirmShutdown, Countersign, Decide, Verify
from lifecycle.cases.enums import ClearanceKind, Grade, State
from lifecycle.cases.models import Case
from lifecycle.closeout import services
from lifecycle.closeout.models import Matter
from lifecycle.closeout.receipts import Receipt
from registry.refusals import Refused
from registry.systems.models import System
from tests.factories import system
from tests.lifecycle.cases.factories import PROOF, County, case_in, do
from tests.registry.systems.factories import contract, data_set, interface

RECEIPT = Receipt("回执.pdf", 1234, "a" * 64)
WORDS = "已按规定办理完毕，留存回执。"


def laden(cast: County) -> System:
    """A system with one of everything that has to be settled."""
    about = system("智慧社区", sponsor=cast.sponsor, operator=cast.operator, annual_cost_fen=12_000_000)
    data_set(about, "居民基本信息", is_personal=True)
    interface(about, system("网格通"), name="居民查询接口")
    contract(about, subject="三年运维", cost_fen=30_000_000)
    return about


def leaving(cast: County, about: System | None = None) -> Case:
    """A case about a laden system, decided: it goes."""
    return case_in(State.CLEARANCE, cast, about=about or laden(cast))


def merging(cast: County, successor: System, about: System | None = None) -> Case:
    """A case about a laden system, decided: it is merged into ``successor``."""
    case = case_in(State.DECISION, cast, about=about or laden(cast))
    decide = Decide("merge", "Its functions are in the successor.", details={"successor": successor.code})
    case = do(case, decide, cast.one("decision_maker"))
    return case if case.state == State.CLEARANCE else do(case, Countersign("Agreed."), cast.another("decision_maker"))


def matter(case: Case, kind: str) -> Matter:
    return Matter.objects.select_related("case__system").get(case=case, kind=kind)


def settle_all(case: Case, cast: County) -> None:
    """Everything of a laden system, the data archived."""
    by = cast.one("sponsor_staff")
    services.settle(matter=matter(case, "dependant"), way="ended", statement=WORDS, by=by)
    services.settle(
        matter=matter(case, "data_set"), way="archived", statement=WORDS, receiver="县档案馆", receipt=RECEIPT, by=by
    )
    services.settle(matter=matter(case, "contract"), way="terminated", statement=WORDS, by=by)


def awaiting_shutdown(case: Case, cast: County) -> Case:
    """Cleared and off; the shutdown is still to be confirmed."""
    for kind in ClearanceKind.values:
        case = do(case, Attest(kind, "All gone."), cast.one("operator"))
        case = do(case, Verify(kind, PROOF), cast.one("clearance_verifier"))
    today = case.opened_at.date().isoformat()
    if case.system.access_paths.exists():
        case = do(case, AdvanceShutdown(Grade.OFF, today), cast.one("clearance_verifier"))
    return case


def confirmed(case: Case, cast: County) -> Case:
    return do(case, ConfirmShutdown("Off."), cast.one("clearance_verifier"))


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [obstacle.code for obstacle in refused.value.obstacles]
