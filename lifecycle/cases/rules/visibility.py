"""Who may read which opinion before filing: ``sees_prior``, once and for every list, export, count and timeline."""

from collections.abc import Iterable, Mapping

from lifecycle.cases.enums import State
from lifecycle.cases.processes.table import Step

UNDER_REVIEW = frozenset({State.DRAFT, State.INTAKE, State.RETURNED, State.REVIEW})
DECIDED = frozenset({State.ACCEPTANCE, State.CLEARANCE, State.SHUTDOWN, State.OBSERVATION, State.CLOSED})


def may_read(
    step: str, round_number: int, *, to_file: Iterable[Step], filed_rounds: Mapping[str, frozenset[int]]
) -> bool:
    """Whether somebody may read the review of ``step`` in a round.

    ``to_file``: the steps that person may still file; ``filed_rounds``: {step: rounds in which the person filed it}. A
    review is withheld while any of those steps does not see it, except in rounds in which that step was filed.
    """
    return all(
        step == mine.code or step in mine.sees_prior or round_number in filed_rounds.get(mine.code, frozenset())
        for mine in to_file
    )
