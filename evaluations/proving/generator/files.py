"""A fleet as files, as collectors and offices really send them; the truth goes elsewhere."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from openpyxl import Workbook

from evaluations.proving.generator.access_logs import stretches, write_log
from evaluations.proving.generator.classes import TRUTHS
from evaluations.proving.generator.collectors import ACCESS_LOG, COLLECTORS, GATEWAY
from evaluations.proving.generator.fleets import Fleet
from evaluations.proving.generator.rows import UNKNOWN, Block

OPERATOR = ("LOCAL-GEN-01", "县大数据中心")
"""Runs everything, so its token may report for all."""
SPONSORS = 20
MOST_ROWS = 10_000
MOST_DAYS = 366
"""Rows and days in one request."""
WORKBOOKS = ("week",)
"""What people fill in comes as .xlsx, what machines write as .csv."""
JSON_EVERY = 3
"""In one of so many weeks servers log JSON."""
EVER = 1 << 30

Delivery = dict[str, Any]
"""``{"file", "by": "import_register" | "import_usage" | "import_access_log" | an address of the API, …}``"""


def write_register(fleet: Fleet, folder: Path) -> list[Delivery]:
    """Organisations, systems, what was promised, and the days on which figures are looked at."""
    codes = [(f"LOCAL-GEN-{number + 10}", f"县第{number + 1}局") for number in range(SPONSORS)]
    _write_csv(
        folder / "organisations.csv", ["code", "name", "kind"], ([*each, "department"] for each in [OPERATOR, *codes])
    )
    _write_csv(
        folder / "systems.csv",
        list(_system(fleet, 0)),
        (list(_system(fleet, place).values()) for place in range(len(fleet.register))),
    )
    _write_csv(folder / "promises.csv", ["system", "actions_a_week", "seconds_a_case"], _promises(fleet))
    _write_csv(folder / "assessments.csv", ["day"], ([fleet.days.date_of(day)] for day in fleet.days.assessments()))
    return [{"file": name, "by": "import_register"} for name in ("organisations.csv", "systems.csv")]


def write_usage(fleet: Fleet, folder: Path, *, since: int = -1, until: int = EVER) -> list[Delivery]:
    """All rows that arrived after the day ``since`` and by the day ``until``, a file or more for each collector."""
    found: list[Delivery] = []
    for whole in fleet.blocks:
        block = whole.of((whole.arrives > since) & (whole.arrives <= until))
        code = COLLECTORS[block.collector].code
        if not len(block):
            continue
        if block.collector == ACCESS_LOG:
            found += _write_logs(block, fleet, folder)
        elif block.collector == GATEWAY:
            found += _write_bodies(block, fleet, folder, code)
        elif COLLECTORS[block.collector].period in WORKBOOKS:
            found.append(_write_workbook(block, fleet, folder / f"{code}.xlsx"))
        else:
            _write_csv(folder / f"{code}.csv", _headers(block), _rows(block, fleet))
            found.append({"file": f"{code}.csv", "by": "import_usage"})
    return found + _write_heartbeats(fleet, folder, since=since, until=until)


def write_truth(fleet: Fleet, target: Path) -> None:
    """What each system really is, since which week, and what is wrong with it. Never in a folder that is imported."""
    truths = fleet.truths
    told = [
        {
            "system": fleet.register.code_of(place),
            "truth": str(TRUTHS[truths.of[place]]),
            "since": fleet.days.date_of(int(truths.begins[place]) * 7).isoformat(),
            "organic_rush": bool(truths.spikes[place]),
            "hard": sorted(truths.hard[place]),
            "flattered": sorted(truths.flattered[place]),
        }
        for place in range(len(fleet.register))
    ]
    target.write_text(json.dumps({"seed": fleet.seed, "systems": told}, indent=1))


def _system(fleet: Fleet, place: int) -> dict[str, Any]:
    register, day = fleet.register, fleet.days.date_of
    code = register.code_of(place)
    return {
        "code": code,
        "name": f"业务系统{place + 1}",
        "kind": register.kinds[place],
        "sponsor": f"LOCAL-GEN-{place % SPONSORS + 10}",
        "operator": OPERATOR[0],
        "eligible_users": register.eligible[place],
        "cadence": register.cadence[place],
        "duty_window": register.window[place],
        "launched_on": day(int(register.launched[place])),
        "contract_ends_on": day(int(register.contract_ends[place])),
    }


def _promises(fleet: Fleet) -> Iterator[list[Any]]:
    for place in range(len(fleet.register)):
        yield [fleet.register.code_of(place), fleet.targets[place] or "", fleet.register.promised_seconds[place] or ""]


def _headers(block: Block) -> list[str]:
    return ["system", "day", "collector", "period_days", "coverage", *block.measures]


def _rows(block: Block, fleet: Fleet) -> Iterator[list[Any]]:
    dates, code = fleet.days.dates, COLLECTORS[block.collector].code
    measures = [values.tolist() for values in block.measures.values()]
    for system, day, period, coverage, *values in zip(
        block.system.tolist(),
        block.day.tolist(),
        block.period.tolist(),
        block.coverage.tolist(),
        *measures,
        strict=True,
    ):
        told = ["" if value == UNKNOWN else value for value in values]
        yield [fleet.register.code_of(system), dates[day].isoformat(), code, period, coverage, *told]


def _write_csv(target: Path, headers: list[str], rows: Iterator[list[Any]]) -> None:
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        writer.writerows(rows)


def _write_workbook(block: Block, fleet: Fleet, target: Path) -> Delivery:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("用量")
    sheet.append(_headers(block))
    for row in _rows(block, fleet):
        sheet.append(row)
    book.save(target)
    return {"file": target.name, "by": "import_usage"}


def _write_bodies(block: Block, fleet: Fleet, folder: Path, code: str) -> list[Delivery]:
    headers, rows = _headers(block), list(_rows(block, fleet))
    found = []
    for number, start in enumerate(range(0, len(rows), MOST_ROWS), start=1):
        told = [
            {name: value for name, value in zip(headers, row, strict=True) if value != "" and name != "collector"}
            for row in rows[start : start + MOST_ROWS]
        ]
        name = f"{code}-{number:04d}.json"
        (folder / name).write_text(json.dumps({"collector": code, "rows": told}))
        found.append({"file": name, "by": "/api/v1/usage/"})
    return found


def _write_heartbeats(fleet: Fleet, folder: Path, *, since: int, until: int) -> list[Delivery]:
    """A day is said to have been watched on the next morning."""
    found = []
    for place, up in fleet.up.items():
        days = [day for day in np.flatnonzero(up).tolist() if since < day + 1 <= until]
        for number, start in enumerate(range(0, len(days), MOST_DAYS), start=1):
            code = COLLECTORS[place].code
            name = f"{code}-heartbeats-{number:04d}.json"
            told = [fleet.days.date_of(day).isoformat() for day in days[start : start + MOST_DAYS]]
            (folder / name).write_text(json.dumps({"collector": code, "days": told}))
            found.append({"file": name, "by": "/api/v1/usage/heartbeats/"})
    return found


def _write_logs(block: Block, fleet: Fleet, folder: Path) -> list[Delivery]:
    found = []
    for rows in stretches(block):
        code, since = fleet.register.code_of(int(block.system[rows.start])), int(block.day[rows.start])
        kind = "json" if since // 7 % JSON_EVERY == 0 else "log"
        name = f"{code}-{fleet.days.date_of(since)}.{kind}.gz"
        write_log(block, rows, fleet.days, folder / name)
        host = f"{code.lower()}.example"
        found.append(
            {
                "file": name,
                "by": "import_access_log",
                "map": [f"{host}={code}"],
                "host": host,
                "action": ["POST /apply"],
            }
        )
    return found
