import hashlib
import os
import subprocess
import sys

import numpy as np
import pytest

from evaluations.proving.enums import LEGITIMATE, Truth
from evaluations.proving.generator.classes import SHARES, TRUTHS, are
from evaluations.proving.generator.collectors import ACCESS_LOG, APP_LOG, COLLECTORS, GATEWAY
from evaluations.proving.generator.fleets import Fleet, generate
from evaluations.proving.generator.rows import UNKNOWN

SYSTEMS = 300


@pytest.fixture(scope="module")
def fleet() -> Fleet:
    return generate(7, SYSTEMS)


def effective(fleet: Fleet, place: int) -> np.ndarray:
    """What collectors told of effective use of a system, in the order of days; empty when none could."""
    found = [
        block.measures["effective_users"][block.system == place]
        for block in fleet.blocks
        if "effective_users" in block.measures
    ]
    return np.concatenate(found)


def test_the_shares_are_those_agreed_on(fleet: Fleet) -> None:
    dealt = {truth: int(are(fleet.truths.of, truth).sum()) / SYSTEMS for truth in TRUTHS}
    assert dealt == {truth: SHARES.get(truth, 0.55) for truth in TRUTHS}
    assert round(sum(SHARES[truth] for truth in LEGITIMATE), 2) == 0.15


def test_the_same_seed_makes_the_same_fleet_and_another_one_another(fleet: Fleet) -> None:
    same, other = generate(7, SYSTEMS), generate(8, SYSTEMS)
    for one, two in zip(fleet.blocks, same.blocks, strict=True):
        assert np.array_equal(one.day, two.day)
        assert all(np.array_equal(values, two.measures[name]) for name, values in one.measures.items())
    assert not np.array_equal(fleet.truths.of, other.truths.of)


def test_another_process_makes_the_same_fleet(fleet: Fleet) -> None:
    """Whatever the order in which it keeps the members of a set."""
    script = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'tests.settings'; django.setup()\n"
        "from tests.evaluations.proving.generator.test_fleets import SYSTEMS, checksum\n"
        "from evaluations.proving.generator.fleets import generate\n"
        "print(checksum(generate(7, SYSTEMS)))"
    )
    for hashes in ("1", "2"):
        said = subprocess.run(
            [sys.executable, "-c", script],
            env=os.environ | {"PYTHONHASHSEED": hashes},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (said.stdout.strip(), said.returncode) == (checksum(fleet), 0), said.stderr


def checksum(fleet: Fleet) -> str:
    digest = hashlib.sha256(fleet.truths.of.tobytes())
    for block in fleet.blocks:
        for values in (block.system, block.day, block.arrives, *block.measures.values()):
            digest.update(np.ascontiguousarray(values).tobytes())
    return digest.hexdigest()


def test_what_was_never_used_has_no_effective_use_and_what_decayed_none_after_its_end(fleet: Fleet) -> None:
    for place in np.flatnonzero(are(fleet.truths.of, Truth.NEVER_USED)).tolist():
        assert effective(fleet, place).sum() == 0
    for place in np.flatnonzero(are(fleet.truths.of, Truth.DECAYED)).tolist():
        for block in fleet.blocks:
            after = (block.system == place) & (block.day - block.period >= fleet.truths.begins[place] * 7)
            assert block.measures.get("effective_users", np.zeros(len(block)))[after].sum() == 0


def test_no_row_tells_of_days_before_launch_or_of_an_outage_that_told_nothing(fleet: Fleet) -> None:
    watch = fleet.truths.watch
    for block in fleet.blocks:
        began = block.day - block.period + 1
        assert (began >= np.minimum(fleet.register.launched[block.system], fleet.days.count)).all()
        silent = np.repeat(watch.out[block.collector] & ~watch.zeros[block.collector], 7)
        assert not silent[block.day].any()


def test_no_part_is_above_its_whole(fleet: Fleet) -> None:
    for block in fleet.blocks:
        for part, whole in {
            "effective_users": "active_users",
            "good_ratings": "ratings",
            "using_organisations": "eligible_organisations",
        }.items():
            if part in block.measures:
                assert (block.measures[part] <= block.measures[whole]).all()
        assert all((values >= UNKNOWN).all() for values in block.measures.values())


def test_a_gateway_tells_of_use_only_and_says_that_it_was_up(fleet: Fleet) -> None:
    gateway = fleet.blocks[GATEWAY]
    used = gateway.measures["sessions"] + gateway.measures["inbound_calls"] > 0
    first = np.diff(gateway.system, prepend=-1) != 0
    assert (used | first).all()
    failed = np.repeat(fleet.truths.watch.out[GATEWAY] & ~fleet.truths.watch.zeros[GATEWAY], 7)
    assert np.array_equal(fleet.up[GATEWAY], ~failed)
    assert set(fleet.up) == {GATEWAY}


def test_days_weeks_and_months_are_told(fleet: Fleet) -> None:
    lengths = {COLLECTORS[block.collector].period: set(block.period.tolist()) for block in fleet.blocks}
    assert lengths["day"] == {1}
    assert lengths["week"] == {7}
    assert lengths["month"] <= {28, 29, 30, 31}
    assert {block.collector for block in fleet.blocks if len(block)} >= {GATEWAY, APP_LOG, ACCESS_LOG}


def test_some_rows_come_late_and_none_before_its_day(fleet: Fleet) -> None:
    late = [float((block.arrives - block.day > 1).mean()) for block in fleet.blocks if block.collector == APP_LOG]
    assert all((block.arrives > block.day).all() for block in fleet.blocks)
    assert 0.01 < late[0] < 0.1
