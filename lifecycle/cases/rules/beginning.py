"""What stands against opening a case, whoever asks."""

from django.utils.translation import gettext as _

from lifecycle.cases.processes.table import Process
from registry.refusals import Obstacle
from registry.systems.enums import Stage, SystemKind


def obstacles_to_open(process: Process, *, stage: str, kind: str, open_case: str) -> list[Obstacle]:
    """``open_case``: the number of the one that is open already (S5), or ``""``."""
    found: list[Obstacle] = []
    if stage not in process.stages:
        told = {"stage": Stage(stage).label, "process": process.label}
        message = _("A case of %(process)s is not possible for a system that is %(stage)s.")
        found.append(Obstacle("stage", message % told))
    if process.kinds and kind not in process.kinds:
        told = {"kind": SystemKind(kind).label, "process": process.label}
        message = _("A case of %(process)s is not meant for a system of the kind %(kind)s.")
        found.append(Obstacle("kind", message % told))
    if open_case:
        message = _("Case %(number)s about this system is still open; go on with that one.")
        found.append(Obstacle("already-open", message % {"number": open_case}))
    return found
