"""Which ways there are from one stage of a system to another, whatever case takes it there."""

from collections.abc import Mapping

from lifecycle.cases.rules.facts import Snapshot
from registry.systems.enums import Stage

WAYS: Mapping[Stage, frozenset[Stage]] = {
    Stage.PROPOSED: frozenset({Stage.BUILDING, Stage.REJECTED}),
    Stage.BUILDING: frozenset({Stage.LIVE, Stage.REJECTED}),
    Stage.LIVE: frozenset({Stage.RETIRING, Stage.SUSPENDED, Stage.RETIRED}),  # the last by a light exit
    Stage.SUSPENDED: frozenset({Stage.LIVE, Stage.RETIRING}),
    Stage.RETIRING: frozenset({Stage.RETIRED, Stage.MERGED, Stage.LIVE, Stage.SUSPENDED}),
}


def stage_after(snapshot: Snapshot, to: Stage) -> Stage:
    """Where a row that says ``to`` takes the system: one that another case has suspended comes back suspended, not live."""
    return Stage.SUSPENDED if to == Stage.LIVE and snapshot.is_suspended else to


def is_way(before: str, after: str) -> bool:
    """Whether a system may move so. A suspension that ends after the retirement was decided leaves the system where it is."""
    return after in WAYS.get(Stage(before), frozenset())
