"""What may stand in a policy, and who may put it there: one person drafts, a second approves."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from math import isfinite
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import OPEN_DRAFTS, DraftState, Provenance
from evaluations.findings.models import PolicyDraft
from evaluations.findings.policy import Parameters
from evaluations.findings.rules.acts import Officer, content
from registry.refusals import Obstacle

Changes = Mapping[str, Mapping[str, Any]]
"""``{name: {"value", "reason", "provenance", "source"}}``"""

PARAMETERS: Final = {each.name: each for each in fields(Parameters)}
DEFAULTS: Final = Parameters()
OF_PEOPLE: Final = frozenset(
    {
        "shadow", "dismissal_worsening", "answer_working_days", "snooze_most_days", "exemption_reminder_days",
        "precision_least", "precision_decisions",
    }
)  # fmt: skip
"""Numbers that judge no system: changing them needs no look at last year."""
MOST: Final = {
    "weeks": 52, "cycles": 24, "limbs": 5, "signals": 8, "months": 60, "percent": 100, "duty days": 730, "working days": 60,
    "days": 1500,
}  # fmt: skip
"""The largest value of a whole number, by its unit; others end at a million. A state keeps 64 weeks."""


def changed(numbers: Parameters, changes: Changes) -> Parameters:
    """The numbers with the changes made."""
    return replace(numbers, **{name: each["value"] for name, each in changes.items()})


def needs_what_if(changes: Changes) -> bool:
    """Whether any of the changes moves what is found."""
    return bool(changes.keys() - OF_PEOPLE)


def obstacles_to_draft(officer: Officer) -> list[Obstacle]:
    """Case officers and decision makers of the data bureau draft; a decision maker approves."""
    if officer.is_case_officer or officer.is_decision_maker:
        return []
    message = _("Only case officers and decision makers of the data bureau draft changes of the policy.")
    return [Obstacle("not-of-the-bureau", message, kind="who")]


def obstacles_to_changes(numbers: Parameters, changes: Changes) -> list[Obstacle]:
    """What is wrong with the content of a draft on top of ``numbers``: values out of bounds, lines that cross, no reason."""
    found = [] if changes else [content("no-change", _("Change at least one value."), "")]
    for name, each in changes.items():
        if name not in PARAMETERS:
            found.append(content("unknown-parameter", _("There is no such number."), name))
            continue
        if message := _flaw_of(name, each["value"]):
            found.append(content("wrong-value", message, f"value_{name}"))
        elif each["value"] == getattr(numbers, name):
            found.append(content("same-value", _("This is the value it has."), f"value_{name}"))
        if not str(each["reason"]).strip():
            found.append(content("no-reason", _("Give the reason in words."), f"reason_{name}"))
        if each["provenance"] not in Provenance.values:
            found.append(content("unknown-provenance", _("Say where it comes from."), f"provenance_{name}"))
    return found or _crossed(changed(numbers, changes), changes)


def obstacles_to_date(effective_on: date | None, *, today: date) -> list[Obstacle]:
    """No policy holds for days that are over."""
    if effective_on is None or effective_on < today:
        return [content("effective-past", _("Give a day from today on."), "effective_on")]
    return []


def obstacles_to_decide_draft(
    draft: PolicyDraft, officer: Officer, *, newest_policy: int, today: date
) -> list[Obstacle]:
    """A second person decides, on the newest policy, having seen what it would have meant last year."""
    found = _obstacles_to_approver(draft, officer)
    if draft.state != DraftState.DRAFTED:
        found.append(Obstacle(f"is-{draft.state}", _("Only a draft that waits for approval can be decided on.")))
        return found
    if draft.based_on_id != newest_policy:
        found.append(Obstacle("is-outdated", _("The policy has been changed since this was drafted: draft it again.")))
    if needs_what_if(draft.changes) and draft.what_if_sha256 != draft.values_sha256:
        message = _("Run what last year would have looked like first, so that you know what you approve.")
        found.append(Obstacle("no-what-if", message))
    if draft.effective_on and draft.effective_on < today:
        found.append(Obstacle("effective-past", _("The day from which it was to hold is over: draft it again.")))
    return found


def obstacles_to_refuse_draft(draft: PolicyDraft, officer: Officer) -> list[Obstacle]:
    """A second person; an outdated draft can be refused like any other."""
    found = _obstacles_to_approver(draft, officer)
    if draft.state != DraftState.DRAFTED:
        found.append(Obstacle(f"is-{draft.state}", _("Only a draft that waits for approval can be decided on.")))
    return found


def obstacles_to_withdraw_draft(draft: PolicyDraft, officer: Officer) -> list[Obstacle]:
    """Whoever drafted it; a proposal of the program by anybody who may draft."""
    found = obstacles_to_draft(officer)
    if draft.state not in OPEN_DRAFTS:
        found.append(Obstacle(f"is-{draft.state}", _("It has been settled already.")))
    elif draft.drafted_by_id not in {None, officer.person_id}:
        found.append(Obstacle("not-yours", _("Only whoever drafted it can withdraw it."), kind="who"))
    return found


def obstacles_to_take_up(draft: PolicyDraft, officer: Officer, *, newest_policy: int) -> list[Obstacle]:
    """A person makes the program's proposal their own; then another approves it. It never changes itself."""
    found = obstacles_to_draft(officer)
    if draft.state != DraftState.PROPOSED:
        found.append(Obstacle(f"is-{draft.state}", _("Only what the program proposes can be taken up.")))
    elif draft.based_on_id != newest_policy:
        found.append(Obstacle("is-outdated", _("The policy has been changed since this was proposed.")))
    return found


def obstacles_to_replay(draft: PolicyDraft, officer: Officer) -> list[Obstacle]:
    """Whoever may draft may look."""
    found = obstacles_to_draft(officer)
    if draft.state not in OPEN_DRAFTS:
        found.append(Obstacle(f"is-{draft.state}", _("It has been settled already.")))
    elif not needs_what_if(draft.changes):
        found.append(Obstacle("of-people-only", _("These numbers judge no system.")))
    return found


def _obstacles_to_approver(draft: PolicyDraft, officer: Officer) -> list[Obstacle]:
    found = []
    if not officer.is_decision_maker:
        message = _("Only a decision maker of the data bureau may decide on a change of the policy.")
        found.append(Obstacle("not-decision-maker", message, kind="who"))
    if draft.drafted_by_id == officer.person_id:
        found.append(Obstacle("same-person", _("Whoever drafted it cannot decide on it."), kind="who"))
    return found


def _flaw_of(name: str, value: Any) -> Any:
    """What is wrong with a value, or nothing."""
    meant, unit = type(getattr(DEFAULTS, name)), PARAMETERS[name].metadata["unit"]
    if meant is bool:
        return None if isinstance(value, bool) else _("Say yes or no.")
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return _("Give a number.")
    if meant is int and not (isinstance(value, int) and 1 <= value <= MOST.get(unit, 1_000_000)):
        return _("Give a whole number from 1 to %(most)s.") % {"most": MOST.get(unit, 1_000_000)}
    if unit == "share" and not 0 < value <= 1:
        return _("Give a share above 0 % and not above 100 %.")
    return _("Give a number above 0.") if value <= 0 else None


def _crossed(numbers: Parameters, changes: Changes) -> list[Obstacle]:
    """The leave line stays on its side of the enter line, or nothing would ever leave."""
    found = []
    for name in PARAMETERS:
        leave = f"{name.removesuffix('_enter')}_leave"
        if not name.endswith("_enter") or leave not in PARAMETERS or not {name, leave} & changes.keys():
            continue
        usual = getattr(DEFAULTS, name) - getattr(DEFAULTS, leave)
        if (getattr(numbers, name) - getattr(numbers, leave)) * usual <= 0:
            field = f"value_{name if name in changes else leave}"
            found.append(
                content("lines-cross", _("The line to leave by has to stay beyond the line to enter by."), field)
            )
    return found
