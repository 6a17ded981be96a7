"""The figures of each signal, as evidence shows them: its value, the lines it is held against, and what it was worked out from."""

from evaluations.findings.enums import SignalName
from evaluations.findings.rules.detector.figures import of_keeping, of_shares, of_use
from evaluations.findings.rules.detector.figures.shown import Figures
from evaluations.findings.rules.detector.views import Row, Views

_SHOWN = {**of_use.SHOWN, **of_shares.SHOWN, **of_keeping.SHOWN}


def figures(name: SignalName, row: int, views: Views) -> Figures:
    """``{"value", "unit", "enter", "leave", …}`` of a signal that is on."""
    return _SHOWN[name](Row(views, row))
