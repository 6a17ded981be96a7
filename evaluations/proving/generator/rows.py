"""What collectors tell: rows by the column, one block per collector."""

from dataclasses import dataclass

from evaluations.proving.generator import Flags, Reals, Whole

UNKNOWN = -1


@dataclass(frozen=True)
class Block:
    """Rows of one collector (its place in the list of collectors), ordered by system and day.

    ``day`` is the last the row stands for, ``arrives`` the day on which it was there, both as indices; ``measures`` hold -1 where
    nothing is known.
    """

    collector: int
    system: Whole
    day: Whole
    period: Whole
    arrives: Whole
    coverage: Reals
    measures: dict[str, Whole]

    def __len__(self) -> int:
        return len(self.system)

    def of(self, rows: Flags) -> "Block":
        """Some of its rows."""
        measures = {name: values[rows] for name, values in self.measures.items()}
        system, day, period, arrives = (each[rows] for each in (self.system, self.day, self.period, self.arrives))
        return Block(self.collector, system, day, period, arrives, self.coverage[rows], measures)
