"""What the register and the promises say of each system, as far as signals ask for it."""

from dataclasses import dataclass, fields
from typing import Final, Self

import numpy as np
import numpy.typing as npt

from evaluations.findings.rules.detector import Reals, Whole

ORDINARY: Final = 0
ACCOUNT: Final = 1
GROUP: Final = 2
NEVER: Final = 1 << 30
"""A day that does not come."""


@dataclass(frozen=True, slots=True)
class Facts:
    """A value per system; days are numbers from the epoch.

    ``rule``: whether it is judged as any system, as an account or as a work group. ``contract_end``: when its last contract ends or
    ended, :data:`NEVER` where none is known or one has no end. ``promised``: amount a day of the volume ``promise_of`` (a place among
    :data:`~evaluations.findings.rules.detector.quantities.VOLUMES`) from the day ``promise_from`` on, 0: nothing was promised.
    ``case_seconds``: promised time of a piece of work, 0: none. ``rival`` is the system (its code, "": none) that resembles it most by
    ``likeness`` (0 … 1) among those of far wider use, and ``wider`` how often its reach is this one's.
    """

    rule: Whole
    contract_end: Whole
    promised: Reals
    promise_of: Whole
    promise_from: Whole
    case_seconds: Reals
    rival: npt.NDArray[np.str_]
    likeness: Reals
    wider: Reals

    @classmethod
    def none(cls, systems: int) -> Self:
        """Nothing is known of any."""
        whole, real = np.zeros(systems, np.int64), np.zeros(systems)
        never = np.full(systems, NEVER, np.int64)
        return cls(whole, never, real, whole, never, real, np.full(systems, ""), real, real)

    def of(self, rows: Whole) -> Self:
        return type(self)(*(getattr(self, each.name)[rows] for each in fields(self)))
