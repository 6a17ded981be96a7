"""What the events of this room say to people. Codes of steps and clearances become their names."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle.cases.enums import ClearanceKind, DecisionOutcome
from lifecycle.cases.processes import PROCESSES
from registry.ledger.sentences import Sentence


def names() -> dict[str, Any]:
    """{code: name} of every step, clearance and outcome, in the reader's language."""
    steps = {step.code: step.label for process in PROCESSES.values() for step in process.steps}
    return {**steps, **dict(ClearanceKind.choices), **dict(DecisionOutcome.choices), "rescind": _("rescind")}


def about(sentence: str | Promise) -> Callable[[Mapping[str, Any]], str]:
    """A sentence in which ``%(target)s`` and ``%(proposed)s`` are names, and the items of a return are numbered."""

    def told(data: Mapping[str, Any]) -> str:
        named = names()
        said = {name: named.get(value, value) if isinstance(value, str) else value for name, value in data.items()}
        said["items"] = " ".join(f"{number}. {item}" for number, item in enumerate(data.get("items", ()), start=1))
        said["decision"] = named.get((data.get("decision") or [""])[-1], "")
        return str(sentence) % {"target": "", "person": "", "reason": "", "text": "", "proposed": "", **said}

    return told


SENTENCES: dict[str, Sentence] = {
    "cases.opened": gettext_lazy("opened the case"),
    "cases.submitted": gettext_lazy("submitted the case"),
    "cases.accepted": gettext_lazy("accepted the case for review"),
    "cases.returned": about(gettext_lazy("returned the case: %(items)s")),
    "cases.assigned": about(gettext_lazy("gave the %(target)s to %(person)s")),
    "cases.claimed": about(gettext_lazy("took the %(target)s")),
    "cases.reassigned": about(gettext_lazy("passed the %(target)s on to %(person)s")),
    "cases.declared": about(gettext_lazy("declared interests before the %(target)s")),
    "cases.review_filed": about(gettext_lazy("filed the %(target)s")),
    "cases.review_superseded": about(gettext_lazy("replaced the %(target)s by a corrected one")),
    "cases.decided": about(gettext_lazy("decided: %(decision)s")),
    "cases.decision_proposed": about(
        gettext_lazy("proposed against an opinion, awaiting countersignature: %(proposed)s")
    ),
    "cases.countersigned": about(gettext_lazy("countersigned: %(reason)s")),
    "cases.declined": about(gettext_lazy("refused to countersign: %(reason)s")),
    "cases.rescission_proposed": about(gettext_lazy("proposed to take the decision back: %(reason)s")),
    "cases.attested": about(gettext_lazy("attested that nothing is left: %(target)s")),
    "cases.verified": about(gettext_lazy("verified that nothing is left: %(target)s")),
    "cases.rejected": about(gettext_lazy("rejected the clearance %(target)s: %(reason)s")),
    "cases.shutdown_confirmed": gettext_lazy("confirmed the shutdown"),
    "cases.withdrawn": about(gettext_lazy("withdrew the case: %(reason)s")),
    "cases.noted": about(gettext_lazy("noted: %(text)s")),
}
