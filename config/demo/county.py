"""A county's register and usage, made from a seed: the same files a real county would send.

Every system has a *truth* the detector never sees. Usage is drawn for each system from a generator of its own, seeded with
``(seed, code)``, so adding a system changes no other.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from config.demo import names
from registry.organisations.codes import check_character

HISTORY_DAYS = 426  # fourteen months
OUTAGE_AGO = (150, 138)  # the outage began and ended that many days before the demo was made
RETIRED_CODE = "QX-0009"  # the decayed system whose retirement the demo tells to the end
PORTAL, CLOUD, MONTHLY = "portal", "cloud-log", "monthly-return"


@dataclass(frozen=True, slots=True)
class Truth:
    """What really happens in a class of systems: how used it is on a working day ``day`` of ``today``'s demo, 0–1 of ``reach``.

    ``told``: what is counted besides, of a day with so many substantive actions.
    """

    name: str
    cadence: str
    eligible: tuple[int, int]
    reach: float
    level: Callable[["DemoSystem", date, date], float]
    machine_calls: int = 0
    told: Callable[[int, Random], dict[str, int]] | None = None


@dataclass(frozen=True, slots=True)
class DemoSystem:
    """One line of the register, and its truth."""

    code: str
    name: str
    kind: str
    sponsor: str
    functions: str
    truth: Truth
    collector: str
    eligible_users: int
    launched_on: date
    build_cost: int  # 万元
    annual_cost: int  # 万元
    contract_ends_on: date
    url: str
    duty_window: str = ""


def _never(system: DemoSystem, day: date, today: date) -> float:
    return 0.0


def _always(system: DemoSystem, day: date, today: date) -> float:
    return 1.0


def _decaying(system: DemoSystem, day: date, today: date) -> float:
    """Full use at first, halving every two weeks over ten, then nothing at all in the last 190 to 340 days, each at its own time."""
    ago = (today - day).days
    silent = 190 + int(system.code[-2:]) * 37 % 150
    if ago < silent:
        return 0.0
    return float(min(1.0, 0.5 ** ((silent + 70 - ago) / 14)))


def _in_season(system: DemoSystem, day: date, today: date) -> float:
    month_day = f"{day:%m-%d}"
    windows = (window.split("~") for window in system.duty_window.split(","))
    return 1.0 if any(first <= month_day <= last for first, last in windows) else 0.0


def _only_in_drills(system: DemoSystem, day: date, today: date) -> float:
    return 1.0 if day.month in (5, 11) and day.day == 12 else 0.0


def _now_and_then(system: DemoSystem, day: date, today: date) -> float:
    return 1.0 if Random(f"{system.code}/{day}").random() < 0.3 else 0.0


def _fallen_silent(system: DemoSystem, day: date, today: date) -> float:
    return 1.0 if (today - day).days > 110 + int(system.code[-2:]) else 0.0


def _of_hardship(actions: int, dice: Random) -> dict[str, int]:
    """Four in ten give up, errors abound, much comes back."""
    completed = round(actions * dice.uniform(0.5, 0.6))
    return {"completed": completed, "errors": round(actions * 0.06), "corrected": round(completed * 0.2)}


def _of_flattery(actions: int, dice: Random) -> dict[str, int]:
    """Check-ins by order, at the same minute, into records that nobody opens."""
    checkins = actions * dice.randint(3, 5)
    return {
        "checkins": checkins,
        "sessions": checkins,
        "busiest_minute": checkins // 2,
        "records": actions,
        "records_read": 0,
    }


def _of_posts(actions: int, dice: Random) -> dict[str, int]:
    return {"releases": int(actions > 0)}


NEVER_USED = Truth("never_used", "daily", (200, 3000), 0.0, _never)
DECAYED = Truth("decayed", "daily", (150, 2000), 0.18, _decaying)
SEASONAL = Truth("seasonal", "seasonal", (100, 900), 0.3, _in_season)
STANDBY = Truth("standby", "event_driven", (30, 120), 0.5, _only_in_drills)
SMALL_EXPERT = Truth("small_expert", "weekly", (4, 10), 0.4, _now_and_then)
BACK_END_ONLY = Truth("back_end_only", "daily", (10, 40), 0.0, _never, machine_calls=4000)
NEW = Truth("new", "daily", (100, 600), 0.05, _always)
HEALTHY = Truth("healthy", "daily", (40, 1200), 0.35, _always)
HARD_TO_USE = Truth("hard_to_use", "daily", (200, 900), 0.3, _always, told=_of_hardship)
FLATTERED = Truth("flattered", "daily", (100, 400), 0.2, _always, told=_of_flattery)
OWNERLESS = Truth("ownerless", "daily", (300, 800), 0.3, _always)
DORMANT = Truth("dormant", "weekly", (50, 300), 0.3, _fallen_silent, told=_of_posts)
GROUP = Truth("healthy_group", "weekly", (20, 300), 0.25, _always)


def organisations() -> list[dict[str, str]]:
    """The rows of ``organisations.csv``: thirty-odd, with made-up credit codes whose check character is right."""
    government = f"{names.COUNTY}人民政府"
    of_county = [
        (names.BUREAU, "data_bureau"),
        (names.FINANCE, "finance"),
        (names.SERVICES, "department"),
        (names.DATA_CENTRE, "department"),
        (f"{names.COUNTY}审计局", "department"),
        *((names.COUNTY + each, "department") for each in names.DEPARTMENTS),
        *((names.COUNTY + each, "township") for each in names.TOWNSHIPS),
    ]
    outside = [
        (names.ASSESSOR, "third_party"),
        (names.SECOND_ASSESSOR, "third_party"),
        (names.BUILDER, "company"),
        (names.SECOND_BUILDER, "company"),
    ]
    rows = [(government, "other", ""), *((*each, government) for each in of_county), *((*each, "") for each in outside)]
    return [
        {"code": _credit_code(number), "name": name, "kind": kind, "parent": parent, "division": names.DIVISION}
        for number, (name, kind, parent) in enumerate(rows, 1)
    ]


def _credit_code(number: int) -> str:
    first_17 = f"11{names.DIVISION}MB{number:07d}"
    return first_17 + check_character(first_17)


def systems(*, seed: int, today: date, estate: str) -> list[DemoSystem]:
    """About 120 systems. ``estate`` is where the demo's stand-in sites answer, e.g. ``http://127.0.0.1:8000/estate``."""
    dice = Random(seed)
    drawn: list[tuple[Truth, str, str, str, str]] = [
        *((NEVER_USED, *each, "") for each in names.NEVER_USED),
        *((DECAYED, *each, "") for each in names.DECAYED),
        *((SEASONAL, *each) for each in names.SEASONAL),
        *((STANDBY, *each, "") for each in names.STANDBY),
        *((SMALL_EXPERT, *each, "") for each in names.SMALL_EXPERT),
        *((BACK_END_ONLY, *each, "") for each in names.BACK_END_ONLY),
        *((NEW, *each, "") for each in names.NEW),
        *((HEALTHY, *each, "") for each in names.HEALTHY),
        *(
            (GROUP, town + each, town, "通知发布、信息收集", "")
            for town in names.TOWNSHIPS
            for each in names.TOWNSHIP_GROUPS[: 3 if town.endswith("镇") else 2]
        ),
        *((HARD_TO_USE, *each, "") for each in names.HARD_TO_USE),
        *((FLATTERED, *each, "") for each in names.FLATTERED),
        *((OWNERLESS, *each, "") for each in names.OWNERLESS),
        *((DORMANT, *each, "") for each in names.DORMANT),
    ]
    return [_system(number, each, dice=dice, today=today, estate=estate) for number, each in enumerate(drawn, 1)]


def _system(
    number: int, drawn: tuple[Truth, str, str, str, str], *, dice: Random, today: date, estate: str
) -> DemoSystem:
    truth, name, owner, functions, window = drawn
    code = f"QX-{number:04d}"
    age = dice.randint(40, 150) if truth is NEW else dice.randint(500, 2500)
    if truth is NEVER_USED:
        age = dice.randint(370, 424)
    costly = truth in (NEVER_USED, DECAYED, HEALTHY)
    return DemoSystem(
        code=code,
        name=name,
        kind=_kind(name),
        sponsor=names.COUNTY + owner,
        functions=functions,
        truth=truth,
        collector=MONTHLY if truth is SMALL_EXPERT and number % 2 else CLOUD if number % 3 == 0 else PORTAL,
        eligible_users=dice.randint(*truth.eligible),
        launched_on=today - timedelta(days=age),
        build_cost=dice.randint(30, 600) if costly else dice.randint(0, 120),
        annual_cost=dice.randint(4, 60) if costly else dice.randint(0, 15),
        contract_ends_on=today + timedelta(days=-400 if truth is OWNERLESS else dice.randint(-200, 500)),
        url=_address(code, truth, estate),
        duty_window=window,
    )


def _address(code: str, truth: Truth, estate: str) -> str:
    if code == RETIRED_CODE:
        return "http://127.0.0.1:64999/"  # nothing listens there: refused, as by a server that was switched off
    return f"{estate}/{code}/" if truth in (NEVER_USED, DECAYED) else f"https://{code.lower()}.qingxi.example/"


def _kind(name: str) -> str:
    for ending, kind in (
        ("工作群", "work_group"),
        ("公众号", "official_account"),
        ("小程序", "mini_program"),
        ("平台", "platform"),
    ):
        if name.endswith(ending):
            return kind
    return "app" if name.endswith(("通", "课堂")) else "information_system"


def usage(system: DemoSystem, *, seed: int, today: date) -> Iterator[dict[str, object]]:
    """The usage rows of one system, oldest first; none while its collector was out."""
    dice = Random(f"{seed}/{system.code}")
    first = max(system.launched_on, today - timedelta(days=HISTORY_DAYS))
    days = [first + timedelta(days=ago) for ago in range((today - first).days)]
    if system.collector == MONTHLY:
        yield from _monthly(system, days, dice=dice, today=today)
        return
    out = range(OUTAGE_AGO[1], OUTAGE_AGO[0] + 1) if system.collector == CLOUD else range(0)
    for day in days:
        counted = _counted(system, day, dice=dice, today=today)
        if (today - day).days not in out:
            yield {
                "system": system.code,
                "day": day,
                "collector": system.collector,
                "period_days": 1,
                **counted,
                "coverage": 1,
            }


def _counted(system: DemoSystem, day: date, *, dice: Random, today: date) -> dict[str, int]:
    weekday = 1.0 if day.weekday() < 5 else 0.08
    level = system.truth.level(system, day, today) * weekday * system.truth.reach * dice.uniform(0.7, 1.3)
    effective = min(system.eligible_users, round(system.eligible_users * level))
    looked_in = dice.randint(0, 3) if level and system.truth is not DECAYED else 0
    actions = effective * dice.randint(1, 3)
    return {
        "eligible_users": system.eligible_users,
        "active_users": min(system.eligible_users, effective + looked_in),
        "effective_users": effective,
        "sessions": effective + looked_in + actions // 4,
        "substantive_actions": actions,
        "started": actions,
        "completed": round(actions * 0.92),
        "inbound_calls": round(system.truth.machine_calls * dice.uniform(0.6, 1.4)),
        **(system.truth.told(actions, dice) if system.truth.told else {}),
    }


def _monthly(system: DemoSystem, days: list[date], *, dice: Random, today: date) -> Iterator[dict[str, object]]:
    """A unit that can only report totals: one row a month, on its last day."""
    totals: dict[str, int] = {}
    covered = 0
    for day in days:
        counted = _counted(system, day, dice=dice, today=today)
        covered += 1
        for measure, count in counted.items():
            widest = measure.endswith("_users")  # people are not added up over days
            totals[measure] = max(totals.get(measure, 0), count) if widest else totals.get(measure, 0) + count
        if (day + timedelta(days=1)).day == 1:
            yield {
                "system": system.code,
                "day": day,
                "collector": MONTHLY,
                "period_days": covered,
                **totals,
                "coverage": 1,
            }
            totals, covered = {}, 0


def write_files(folder: Path, *, seed: int, today: date, estate: str) -> list[DemoSystem]:
    """Write ``organisations.csv``, ``systems.csv`` and ``usage.csv`` to ``folder`` and return the systems they hold."""
    made = systems(seed=seed, today=today, estate=estate)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "organisations.csv", organisations())
    _write(folder / "systems.csv", [_as_row(system) for system in made])
    _write(folder / "usage.csv", [row for system in made for row in usage(system, seed=seed, today=today)])
    return made


def _as_row(system: DemoSystem) -> dict[str, object]:
    return {
        "系统编码": system.code,
        "系统名称": system.name,
        "类别": system.kind,
        "主办单位": system.sponsor,
        "运维单位": names.DATA_CENTRE,
        "业务功能": system.functions,
        "使用对象": "本县工作人员和办事群众",
        "应用人数": system.eligible_users,
        "业务周期": system.truth.cadence,
        "业务时段": system.duty_window,
        "上线日期": system.launched_on,
        "建设金额(万元)": system.build_cost,
        "年运维费(万元)": system.annual_cost,
        "运维合同到期": system.contract_ends_on,
        "访问地址": system.url,
        "状态": "live",
        "审批部门": names.BUREAU,
        "审批时间": system.launched_on - timedelta(days=120),
        "经费来源": "县级财政",
    }


def _write(path: Path, rows: list[dict[str, object]] | list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(dict.fromkeys(name for row in rows for name in row)))
        writer.writeheader()
        writer.writerows(rows)
