"""Low reach among many of a kind: where more than fifty are live, only the lowest tenth of those in use is in question by its reach.

What such systems are meant for is often stated alike and too high for all of them: a line that most fall below says nothing of one. A
figure of the whole fleet, so it is taken from what is remembered of all systems, and asked after all were judged.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import NO, UNKNOWN, YES, Reals
from evaluations.findings.rules.detector.states import States, reaches
from evaluations.findings.rules.detector.verdicts import Verdict


def lines(kinds: Sequence[str], reach: Reals, numbers: Parameters) -> dict[str, float]:
    """Per kind with many systems the reach up to which one is among the lowest; NaN where too few of them are known.

    What nobody uses at all is told by other signals and is not counted: in a fleet with many given up it would be all of the lowest.
    """
    each, names = np.asarray(kinds), np.unique(np.asarray(kinds)).tolist()
    found = {}
    for kind in names:
        mine = reach[each == kind]
        if len(mine) <= numbers.kind_many:
            continue
        used = np.sort(mine[mine > 0])
        enough = 2 * int((mine >= 0).sum()) >= len(mine) and len(used)
        found[kind] = float(used[max(int(np.ceil(len(used) * numbers.kind_lowest)) - 1, 0)]) if enough else np.nan
    return found


def among_lowest(kind: str, reach: float, found: dict[str, float]) -> int:
    """Whether a system is among the lowest of its kind; where they are few, each is."""
    line = found.get(kind, np.inf)
    if np.isnan(line) or np.isnan(reach):
        return UNKNOWN
    return YES if reach <= line else NO


def ranked(
    verdicts: Iterable[Verdict],
    kind_of: dict[int, str],
    states: States,
    kinds: Sequence[str],
    numbers: Parameters,
    *,
    standing: Mapping[int, bool],
) -> Iterator[Verdict]:
    """Verdicts with the tiers they keep: those that rest on reach keep them among the lowest of their kind only.

    Others may move while nobody can judge a system: then what was said of its use stays (``standing``: whether it is a candidate).
    """
    found = lines(kinds, reaches(states), numbers)
    for each in verdicts:
        if each.tier_beside_reach == each.tier:
            yes = True
        elif each.paused and each.system in standing:
            yes = standing[each.system]
        else:
            yes = among_lowest(kind_of[each.system], each.reach, found) == YES
        yield each if yes else each.beside_reach()
