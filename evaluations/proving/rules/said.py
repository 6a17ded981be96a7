"""What was said of each system at each week end."""

from dataclasses import dataclass, field
from enum import IntEnum
from itertools import groupby
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from evaluations.findings.enums import FindingKind, FindingState, Tier
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import YES, Flags, Reals
from evaluations.findings.rules.detector.ranking import among_lowest, lines
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
    """Systems × weeks. ``use`` holds :class:`Use`. ``settled``: candidates of a week once all its rows had arrived, days later;
    ``stood`` is ``use`` as it was then.

    ``reach``: what is remembered of each system's reach after a week. What rests on reach alone is kept back in ``pending`` as
    ``(row, week, settled, paused, reach, use, use beside reach)`` until that of all systems is known. While judging is paused what
    stood a week ago stays.

    ``out``: the weeks each collector (by id) was held to have failed, in the end.
    """

    use: npt.NDArray[np.int8]
    hard: Flags
    flattered: Flags
    settled: Flags
    stood: npt.NDArray[np.int8]
    out: dict[int, Flags]
    reach: Reals
    pending: list[tuple[int, int, bool, bool, float, Use, Use]] = field(default_factory=list)

    @property
    def candidates(self) -> Flags:
        """What people are asked to take up, as it stood at each week end."""
        return np.asarray((self.use >= Use.B) | self.hard | self.flattered)

    @classmethod
    def nothing(cls, ground: Ground, out: dict[int, Flags]) -> "Said":
        shape = len(ground.roster), ground.axis.weeks
        hard, flattered, settled = (np.zeros(shape, np.bool_) for _flags in range(3))
        use, stood = (np.zeros(shape, np.int8) for _uses in range(2))
        return cls(use, hard, flattered, settled, stood, out, np.full(shape, np.nan))

    def settle(self, week: int, verdict: Verdict) -> None:
        if self._waits(week, verdict, settled=True):
            return
        row = verdict.system - 1
        if verdict.kind in _JUDGED and verdict.state == FindingState.CANDIDATE:
            self.settled[row, week] = True
        if use := _use_of(verdict):
            self.stood[row, week] = use

    def _waits(self, week: int, verdict: Verdict, *, settled: bool) -> bool:
        if verdict.tier is None or verdict.tier_beside_reach in {None, verdict.tier}:
            return False
        with_it, beside = _OF_TIER[verdict.tier], _OF_TIER[Tier(verdict.tier_beside_reach)]
        self.pending.append((verdict.system - 1, week, settled, verdict.paused, verdict.reach, with_it, beside))
        return True

    def rank(self, kinds: list[str], numbers: Parameters) -> None:
        """Say what was kept back: by the reach remembered of all systems the week before, each week by itself."""
        for week, some in groupby(sorted(self.pending, key=itemgetter(1)), key=itemgetter(1)):
            found = lines(kinds, self.reach[:, max(week - 1, 0)], numbers)
            for row, _week, settled, paused, reach, with_it, beside in some:
                stood = Use(self.stood[row, week - 1]) if paused and week else Use.NOTHING
                keeps = stood >= Use.B if stood >= Use.C else among_lowest(kinds[row], reach, found) == YES
                use = with_it if keeps else beside
                if settled:
                    self.stood[row, week] = use
                    self.settled[row, week] |= use >= Use.B
                else:
                    self.use[row, week] = use

    def note(self, week: int, verdict: Verdict) -> None:
        if self._waits(week, verdict, settled=False):
            return
        row = verdict.system - 1
        if verdict.kind == FindingKind.HARD_TO_USE:
            self.hard[row, week] = True
        elif verdict.kind == FindingKind.FLATTERED:
            self.flattered[row, week] = True
        elif use := _use_of(verdict):
            self.use[row, week] = use


def _use_of(verdict: Verdict) -> Use:
    if verdict.kind == FindingKind.UNUSED and verdict.tier:
        return _OF_TIER[verdict.tier]
    return _OF_KIND.get(verdict.kind, Use.NOTHING)
