"""Eight people at the same door."""

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from registry.refusals import DomainError

CROWD = 8


def at_once(acts: Sequence[Callable[[], object]]) -> Counter[str]:
    """Let every act go at the same moment on a connection of its own; how often each ending was seen.

    An ending is ``done`` or the name of the :class:`DomainError`. Anything else is a bug and is raised.
    """
    start = Barrier(len(acts))

    def go(act: Callable[[], object]) -> str:
        start.wait(timeout=20)
        try:
            act()
        except DomainError as refusal:
            return type(refusal).__name__
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(acts)) as pool:
        return Counter(pool.map(go, acts))
