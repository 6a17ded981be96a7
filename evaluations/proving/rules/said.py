"""What was said of each system at each week end."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from evaluations.findings.enums import FindingKind, FindingState, Tier
from evaluations.findings.rules.detector import Flags
from evaluations.findings.rules.detector.verdicts import Verdict
from evaluations.findings.services.ground import Ground


class Use(IntEnum):
    """What was said of a system's use, the heaviest last."""

    NOTHING = 0
    NOT_MONITORED = 1
    BACK_END_ONLY = 2
    C = 3
    B = 4
    A = 5


_OF_KIND = {FindingKind.NOT_MONITORED: Use.NOT_MONITORED, FindingKind.BACK_END_ONLY: Use.BACK_END_ONLY}
_JUDGED = frozenset({FindingKind.UNUSED, FindingKind.HARD_TO_USE, FindingKind.FLATTERED})
_OF_TIER = {Tier.A: Use.A, Tier.B: Use.B, Tier.C: Use.C}


@dataclass(frozen=True)
class Said:
    """Systems × weeks. ``use`` holds :class:`Use`. ``settled``: candidates of a week once all its rows had arrived, days later.

    ``out``: the weeks each collector (by id) was held to have failed, in the end.
    """

    use: npt.NDArray[np.int8]
    hard: Flags
    flattered: Flags
    settled: Flags
    out: dict[int, Flags]

    @property
    def candidates(self) -> Flags:
        """What people are asked to take up, as it stood at each week end."""
        return np.asarray((self.use >= Use.B) | self.hard | self.flattered)

    @classmethod
    def nothing(cls, ground: Ground, out: dict[int, Flags]) -> "Said":
        shape = len(ground.roster), ground.axis.weeks
        hard, flattered, settled = (np.zeros(shape, np.bool_) for _flags in range(3))
        return cls(np.zeros(shape, np.int8), hard, flattered, settled, out)

    def settle(self, week: int, verdict: Verdict) -> None:
        if verdict.kind in _JUDGED and verdict.state == FindingState.CANDIDATE:
            self.settled[verdict.system - 1, week] = True

    def note(self, week: int, verdict: Verdict) -> None:
        row = verdict.system - 1
        if verdict.kind == FindingKind.HARD_TO_USE:
            self.hard[row, week] = True
        elif verdict.kind == FindingKind.FLATTERED:
            self.flattered[row, week] = True
        elif verdict.kind in _OF_KIND:
            self.use[row, week] = _OF_KIND[verdict.kind]
        elif verdict.kind == FindingKind.UNUSED and verdict.tier:
            self.use[row, week] = _OF_TIER[verdict.tier]
