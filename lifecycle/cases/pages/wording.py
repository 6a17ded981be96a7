"""How opinions and points are said in each process."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lifecycle.cases.enums import Opinion
from lifecycle.cases.processes.table import Process


def opinion_in_words(process: Process, opinion: str) -> str:
    """E.g. "Agrees to the retirement"; just "Agrees" where the process says nothing of what to."""
    if not process.asked:
        return capfirst(str(Opinion(opinion).label))
    told = {"asked": process.asked}
    if opinion == Opinion.SUPPORT:
        return capfirst(_("agrees to %(asked)s") % told)
    return capfirst(_("does not agree to %(asked)s") % told)


def opinions_in(process: Process) -> list[tuple[str, str]]:
    """[(opinion, what it says here)]"""
    return [(opinion, opinion_in_words(process, opinion)) for opinion in Opinion.values]


def points_in_words(process: Process, total: Any) -> str:
    """What points speak for: a higher value for letting the system in, or for keeping it; ``""`` for no points."""
    if total is None:
        return ""
    if process.code == "admission":
        return _("%(total)s of 100 points for admitting it") % {"total": total}
    return _("%(total)s of 100 points for keeping it") % {"total": total}


def scale_in_words(process: Process) -> str:
    """Which way the answers of a rubric point."""
    if process.code == "admission":
        return _("In every question a higher value speaks for admitting the system, a lower one against it.")
    return _("In every question a higher value speaks for keeping the system, a lower one for retiring it.")
