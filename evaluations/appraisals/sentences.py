"""What each verb of this room means in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.appraisals.enums import CheckVerdict, DrawKind, Effect
from registry.ledger.sentences import Sentence


def _drawn(data: Mapping[str, Any]) -> str:
    kind = DrawKind(data["kind"]).label
    return _("drew lots for a %(kind)s: %(drawn)s of %(pool)s, seed %(seed)s") % {**data, "kind": kind}


def _checked(data: Mapping[str, Any]) -> str:
    return _("checked on the spot: %(verdict)s") % {"verdict": CheckVerdict(data["verdict"]).label}


def _remeasured(data: Mapping[str, Any]) -> str:
    return _("measured again after the rectification: %(effect)s") % {"effect": Effect(data["suggests"]).label}


def _bundled(data: Mapping[str, Any]) -> str:
    if data["honest_failure"]:
        return _("tied up what to trace back, marked as an honest failure")
    return _("tied up what to trace back")


SENTENCES: dict[str, Sentence] = {
    "appraisals.scheme_made": gettext_lazy("made a version of the scheme, in force from %(effective_on)s"),
    "appraisals.made": gettext_lazy("froze an appraisal of %(since)s to %(until)s"),
    "appraisals.completed": gettext_lazy("completed the appraisal with the reviewers’ answers"),
    "appraisals.self_evaluated": gettext_lazy("filed the self-evaluation of %(year)s"),
    "appraisals.read_off": gettext_lazy("entered %(value)s for %(since)s to %(until)s: %(evidence)s"),
    "appraisals.drawn": _drawn,
    "appraisals.checked": _checked,
    "appraisals.peer_opinion_given": gettext_lazy("gave the opinion the organisation was drawn for"),
    "appraisals.remeasured": _remeasured,
    "appraisals.bundled": _bundled,
}
