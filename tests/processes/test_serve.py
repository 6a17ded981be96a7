import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.processes.installation import Installation

Install = Callable[..., Installation]


def test_work_asked_for_on_a_page_is_done_at_once_and_not_at_the_next_tick(install: Install) -> None:
    site = install(tick_seconds=3600)
    site.start()

    code = site.add("processes.quick")

    site.until(lambda: site.is_done(code))
    assert site.job(code) == ("done", 1, 1)


def test_every_slot_of_a_schedule_is_done_once(install: Install) -> None:
    site = install()
    site.start()

    site.until(lambda: site.look()["slots"] >= 3)
    done = {code: job for code, job in site.look()["jobs"].items() if job[1] == "done"}

    assert len(done) >= 2
    assert {tuple(job) for job in done.values()} == {("processes.every_two_seconds", "done", 1, 1)}


@pytest.mark.parametrize("victims", ["one process of the worker", "the whole worker"])
def test_work_whose_worker_was_killed_in_the_middle_is_done_once_after_its_lease(
    install: Install, victims: str
) -> None:
    site = install()
    site.start()
    main, *pool = site.processes(" worker ")
    code = site.add("processes.stuck_at_first")
    site.until(lambda: site.job(code)[0] == "running")

    for number in pool if victims == "one process of the worker" else [main, *pool]:
        os.kill(number, signal.SIGKILL)

    site.until(lambda: site.is_done(code))
    assert site.job(code) == ("done", 2, 1)


def test_work_outlives_the_broker_and_everything_it_held(install: Install) -> None:
    site = install()
    site.start()
    (broker,) = site.processes("valkey-server")
    os.kill(broker, signal.SIGSTOP)
    os.kill(broker, signal.SIGKILL)

    codes = [site.add("processes.quick") for _number in range(3)]

    site.until(lambda: all(site.is_done(code) for code in codes))
    assert [site.job(code) for code in codes] == [("done", 1, 1)] * 3


@pytest.mark.parametrize("name", ["valkey-server", "gunicorn", " worker ", " beat "])
def test_whatever_is_killed_comes_back_within_ten_seconds_and_works(install: Install, name: str) -> None:
    site = install()
    site.start()
    before = site.processes(name)

    for number in before:
        os.kill(number, signal.SIGKILL)

    site.until(lambda: len(site.processes(name)) == len(before) and not set(site.processes(name)) & set(before))
    code = site.add("processes.quick")
    site.until(lambda: site.is_done(code))
    slots = site.look()["slots"]
    site.until(lambda: bool(site.look()["slots"] > slots))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_when_told_and_leaves_no_process(install: Install, number: signal.Signals) -> None:
    site = install()
    site.start()

    assert (site.stop(number), site.processes()) == (0, [])
    assert site.log.endswith("Stopped.\n")


def test_no_process_outlives_a_parent_that_was_killed(install: Install) -> None:
    site = install()
    site.start()

    site.stop(signal.SIGKILL)

    site.until(lambda: site.processes() == [])


def test_it_starts_again_with_everything_still_there(install: Install) -> None:
    site = install()
    site.start()
    code = site.add("processes.quick")
    site.until(lambda: site.is_done(code))
    site.stop()

    site.start()

    assert site.job(code) == ("done", 1, 1)


def test_a_second_one_on_the_same_data_says_so(install: Install) -> None:
    site = install()
    site.start()

    second = site.manage("serve", "--port", "1")

    assert second.returncode == 1
    assert second.stderr == (
        f"CommandError: Taizhang is already running on {site.folder} (process {site.processes()[0]}). "
        "Stop it first, or choose another DATA_DIR.\n"
    )


def test_a_port_that_is_taken_is_named(install: Install) -> None:
    site = install()
    with socket.create_server(("127.0.0.1", site.port)):
        refused = site.manage("serve")

    assert (refused.returncode, refused.stderr) == (
        1,
        (
            f"CommandError: Cannot listen on 127.0.0.1:{site.port}: Address already in use. "
            "Choose another port: make run PORT=8001\n"
        ),
    )


def test_a_long_data_dir_gets_its_socket_elsewhere_and_leaves_nothing_there(install: Install, tmp_path: Path) -> None:
    site = install()
    long = tmp_path / ("x" * 110)
    site.folder.rename(long)
    site.folder, site.environment["DATA_DIR"] = long, str(long)
    site.start()
    socket_folder = Path((long / "broker_socket").read_text()).parent
    assert (socket_folder.stat().st_mode & 0o777, socket_folder.parent) == (0o700, Path("/tmp"))

    code = site.add("processes.quick")
    site.until(lambda: site.is_done(code))
    site.stop()

    assert not socket_folder.exists()
