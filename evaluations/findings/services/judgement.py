"""What a sweep has to say."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluations.findings.rules.detector import Whole
from evaluations.findings.rules.detector.axis import Axis
from evaluations.findings.rules.detector.outages import Watch
from evaluations.findings.rules.detector.ranking import ranked
from evaluations.findings.rules.detector.verdicts import Verdict
from evaluations.findings.services.ground import Ground
from evaluations.findings.services.memory import Remembered


@dataclass(slots=True)
class Judgement:
    """What a sweep has to say. ``watches`` tells of every collector which weeks of the axis count as missing.

    ``verdicts`` is what each system comes to by itself, in the order of their ids; ``remembered`` what the next one goes on from;
    ``changed`` the systems whose states differ from those kept, ``None``: all; ``revised`` the ids of systems of which something was
    said of days judged before. ``basis`` says on what it rests but usage, empty: nobody asked.
    """

    ground: Ground
    without_rows: int
    verdicts: list[Verdict] = field(default_factory=list)
    watches: dict[int, Watch] = field(default_factory=dict)
    remembered: Remembered | None = None
    changed: Whole | None = None
    revised: frozenset[int] = frozenset()
    basis: str = ""

    @property
    def axis(self) -> Axis:
        return self.ground.axis

    @property
    def repeats(self) -> bool:
        """Whether it only says again what was said the night before, of which the evidence was not kept."""
        return bool(self.basis) and self.remembered is None

    def ranked(self, standing: Mapping[int, bool] | None = None) -> list[Verdict]:
        """The verdicts with what rests on low reach held against all others of its kind.

        ``standing`` says of systems that are already told to be unused whether they are candidates, which they stay for as long as
        nobody can judge them.
        """
        if self.remembered is None:
            return self.verdicts
        kinds = [row["kind"] for row in self.ground.roster]
        kind_of = dict(zip(self.ground.ids.tolist(), kinds, strict=True))
        numbers, states = self.ground.numbers, self.remembered.states
        return list(ranked(self.verdicts, kind_of, states, kinds, numbers, standing=standing or {}))
