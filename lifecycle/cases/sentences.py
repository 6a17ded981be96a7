"""What the events of this room say to people. Codes of steps and clearances become their names."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle.cases.enums import ClearanceKind, DecisionOutcome, Grade
from lifecycle.cases.processes import PROCESSES
from registry.ledger.sentences import Sentence


def names() -> dict[str, Any]:
    """{code: name} of every step, clearance, grade and outcome, in the reader's language."""
    steps = {step.code: step.label for process in PROCESSES.values() for step in process.steps}
    vocabularies = (ClearanceKind, DecisionOutcome, Grade)
    words = {code: label for vocabulary in vocabularies for code, label in vocabulary.choices}
    return {**steps, **words, "rescind": _("rescind")}


def about(sentence: str | Promise) -> Callable[[Mapping[str, Any]], str]:
    """A sentence in which ``%(target)s`` and ``%(proposed)s`` are names, and the items of a return are numbered."""

    def told(data: Mapping[str, Any]) -> str:
        named = names()
        said = {name: named.get(value, value) if isinstance(value, str) else value for name, value in data.items()}
        said["items"] = " ".join(f"{number}. {item}" for number, item in enumerate(data.get("items", ()), start=1))
        said["decision"] = named.get((data.get("decision") or [""])[-1], "")
        said["graded"] = named.get((data.get("grade") or [""])[-1], "")
        return str(sentence) % {**_UNSAID, **said}

    return told


_UNSAID = dict.fromkeys(("target", "person", "reason", "text", "proposed", "grade_on"), "")


def _with_giver(sentence: Sentence) -> Callable[[Mapping[str, Any]], str]:
    """A sentence that also names for whom a deputy acted."""

    def told(data: Mapping[str, Any]) -> str:
        said = sentence(data) if callable(sentence) else str(sentence) % defaultdict(str, data)
        giver = (data.get("standing") or {}).get("delegated_by_name", "")
        return _("%(said)s (acting for %(giver)s)") % {"said": said, "giver": giver} if giver else said

    return told


_SENTENCES: dict[str, Sentence] = {
    "cases.opened": gettext_lazy("opened the case"),
    "cases.submitted": gettext_lazy("submitted the case"),
    "cases.accepted": gettext_lazy("accepted the case for review"),
    "cases.returned": about(gettext_lazy("returned the case: %(items)s")),
    "cases.assigned": about(gettext_lazy("gave the %(target)s to %(person)s")),
    "cases.claimed": about(gettext_lazy("took the %(target)s")),
    "cases.reassigned": about(gettext_lazy("passed the %(target)s on to %(person)s")),
    "cases.declared": about(gettext_lazy("declared interests before the %(target)s")),
    "cases.review_filed": about(gettext_lazy("filed the %(target)s")),
    "cases.review_carried_forward": about(gettext_lazy("carried the %(target)s forward from the round before")),
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
    "cases.reopened": about(gettext_lazy("found something that is back: %(target)s: %(reason)s")),
    "cases.shutdown_advanced": about(gettext_lazy("switched the system off further: %(graded)s, from %(grade_on)s")),
    "cases.shutdown_stepped_back": about(gettext_lazy("took back how far the system is switched off: %(reason)s")),
    "cases.shutdown_confirmed": gettext_lazy("confirmed the shutdown"),
    "cases.observation_ended": gettext_lazy("ended the observation"),
    "cases.acceptance_recorded": gettext_lazy("recorded the acceptance before launch"),
    "cases.rectification_reported": gettext_lazy("reported that the measures have been taken"),
    "cases.suspended": about(gettext_lazy("suspended the system: %(reason)s")),
    "cases.resumed": about(gettext_lazy("let the system go into operation again: %(reason)s")),
    "cases.extended": about(gettext_lazy("gave the %(target)s more time: %(reason)s")),
    "cases.reminded": about(gettext_lazy("sent a reminder of the %(target)s")),
    "cases.withdrawn": about(gettext_lazy("withdrew the case: %(reason)s")),
    "cases.noted": about(gettext_lazy("noted: %(text)s")),
}

SENTENCES: dict[str, Sentence] = {verb: _with_giver(sentence) for verb, sentence in _SENTENCES.items()}
