"""How collectors are held to have stood in each week, as far as one can know at each sweep."""

import numpy as np

from evaluations.findings.rules.detector import Bytes, Flags
from evaluations.findings.rules.detector.fleet import Fleet
from evaluations.findings.rules.detector.outages import watch
from evaluations.findings.services.ground import Ground
from evaluations.proving.rules.weeks import Records


class Guard:
    """How each collector stands in each week: as held in the end, and as held in each week at its first sweep."""

    def __init__(self, records: Records, ground: Ground) -> None:
        self.ground = ground
        full, prompt = records.full, records.prompt
        used = full.used
        self.full = {each: self.of(used[full.collector == each]) for each in np.unique(full.collector).tolist()}
        self.prompt = self._prompt(full, used, prompt)

    def of(self, used: Flags) -> Bytes:
        return watch(used, on_duty=self.ground.on_duty, said={}, numbers=self.ground.numbers).standing

    def _prompt(self, full: Fleet, used: Flags, prompt: Fleet) -> dict[int, Bytes]:
        """A week is asked anew only where what had arrived by its sweep shows other systems in use."""
        found = {each: flags.copy() for each, flags in self.full.items()}
        seen = np.zeros_like(used)
        keys = full.system << 32 | full.collector
        seen[np.searchsorted(keys, prompt.system << 32 | prompt.collector)] = prompt.used
        for each, standing in found.items():
            mine = full.collector == each
            for week in np.flatnonzero((used[mine] != seen[mine]).any(axis=0)).tolist():
                then = used[mine, : week + 1].copy()
                then[:, week] = seen[mine, week]
                standing[week] = watch(
                    then, on_duty=self.ground.on_duty[: week + 1], said={}, numbers=self.ground.numbers
                ).standing[week]
        return found
