import os
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from config.supervision import children
from config.supervision.children import Child


@pytest.fixture
def child() -> Iterator[Child]:
    child = Child("The sleeper", [sys.executable, "-c", "import time; time.sleep(60)"], dict(os.environ))
    child.start()
    yield child
    child.make_stop(deadline=0)


def first_line(child: Child) -> str:
    return soon(child.look_after)


def soon(line: Callable[[], str]) -> str:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if said := line():
            return said
        time.sleep(0.01)
    return ""


def test_one_that_does_not_end_with_what_it_stood_on_is_ended(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "GOODBYE", 0.1)

    child.expect_end()

    assert first_line(child) == "The sleeper ended (killed by SIGKILL); starting it again in 0.2 s."


def test_its_next_start_is_expected_to_stay(child: Child, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(children, "GOODBYE", 0.1)
    child.expect_end()
    first_line(child)

    soon(lambda: child.look_after() or ("started" if child.process else ""))
    time.sleep(0.3)

    assert (child.look_after(), child.process is not None and child.process.poll()) == ("", None)
