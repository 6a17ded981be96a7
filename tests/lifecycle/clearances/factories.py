"""Cases walked to their clearances, and the tables people bring."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.utils import timezone

from lifecycle.cases.commands import AdvanceShutdown, EndObservation
from lifecycle.cases.enums import ClearanceKind, Grade, State
from lifecycle.cases.models import Case, Clearance
from lifecycle.clearances import services
from lifecycle.clearances.enums import VERDICTS, Reason, Verdict
from lifecycle.clearances.models import ClearanceItem, FreshList, Probe
from lifecycle.clearances.probes.look import Sight
from registry.organisations.models import Person
from tests.factories import system
from tests.lifecycle.cases.factories import County, case_in, do

ADDRESS = "http://127.0.0.1:9/app"


def clearing(cast: County, *paths: str) -> Case:
    """A case in clearance about a system that is reached by ``paths``."""
    about = system("智慧社区", sponsor=cast.sponsor, operator=cast.operator, paths=paths)
    return case_in(State.CLEARANCE, cast, about=about)


def clearance(case: Case, kind: str = ClearanceKind.ACCOUNTS) -> Clearance:
    return Clearance.objects.select_related("case__system").get(case=case, kind=kind)


def item(case: Case, label: str) -> ClearanceItem:
    return ClearanceItem.objects.select_related("clearance__case__system").get(clearance__case=case, label=label)


def csv(folder: Path, *rows: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def seen(one: ClearanceItem, reason: Reason, *, ago: timedelta = timedelta(0)) -> Probe:
    """A probe as if it had been kept ``ago``: only its time is made up."""
    sight = Sight(one.label, timezone.now() - ago, reason, ("127.0.0.1",), {})
    return Probe.objects.create(
        item=one,
        at=sight.at,
        target=sight.target,
        addresses=list(sight.addresses),
        verdict=VERDICTS.get(reason, Verdict.UNKNOWN),
        reason=reason,
        evidence=sight.evidence,
        sha256=sight.sha256,
    )


def fresh_list(
    one: Clearance, folder: Path, by: Person, *, rows: Iterable[str] = (), exported_at: datetime | None = None
) -> FreshList:
    header = "账号" if one.kind == ClearanceKind.ACCOUNTS else "权限"
    path = csv(folder, header, *rows)
    return services.take_fresh_list(
        clearance=one, path=path, name="export.csv", exported_at=exported_at or timezone.now(), by=by
    )


def switched_off(case: Case, cast: County) -> Case:
    """Nobody can reach the system any more; the shutdown is still to be confirmed."""
    today = timezone.localdate().isoformat()
    return do(case, AdvanceShutdown(Grade.OFF, today), cast.one("clearance_verifier"))


def shut_down(case: Case, cast: County) -> Case:
    """Off, confirmed, and watched from now on."""
    case = switched_off(case, cast)
    return services.confirm_shutdown(
        case=case, statement="Off.", by=cast.one("clearance_verifier"), expected_version=None
    )


def retired(case: Case, cast: County) -> Case:
    """Watched for as long as it takes, which in these tests is no time."""
    return do(shut_down(case, cast), EndObservation("Nothing came back."), cast.one("clearance_verifier"))


def attested(case: Case, kind: str, by: Person, statement: str = "已清理") -> Case:
    return services.attest(clearance=clearance(case, kind), statement=statement, by=by, expected_version=None)
