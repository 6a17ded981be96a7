"""What each command is called on a page, what it will do in one sentence, and where it is given."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from lifecycle.cases.enums import ClearanceKind
from lifecycle.cases.forms import commands as forms
from lifecycle.cases.models import Case


@dataclass(frozen=True)
class Act:
    """``lead`` tells before the button is pressed what will happen; ``done`` says afterwards what happened."""

    label: Any
    lead: Any
    done: Any
    form: type[forms.CommandForm]
    ends_case: bool = False
    template: str = "cases/act.html"
    button: Any = ""  # what the form's button says, where it says more than the label


ACTS: dict[str, Act] = {
    "submit": Act(
        _("Submit the case"),
        _("The case goes to intake. What you submit stays as it is; a correction takes a return and a new round."),
        _("Submitted. The case is with intake now."),
        forms.SubmitForm,
    ),
    "accept": Act(
        _("Accept the case"),
        _("The three reviews begin, strictly one after the other, in the organisations you choose."),
        _("Accepted. The first review has begun."),
        forms.AcceptForm,
        template="cases/choose.html",
    ),
    "return": Act(
        _("Return the case"),
        _(
            "The case goes back to its author with the whole list. What was submitted and reviewed so far stays on record."
        ),
        _("Returned, with everything that is missing."),
        forms.ReturnForm,
    ),
    "assign": Act(
        _("Assign the review"),
        _("The person you choose gets the review and declares their interests first."),
        _("Assigned."),
        forms.AssignForm,
        template="cases/choose.html",
    ),
    "claim": Act(
        _("Take this review"),
        _("You take the review. First you declare your interests; only then do you see the questions."),
        _("The review is yours."),
        forms.ClaimForm,
    ),
    "reassign": Act(
        _("Give the review to somebody else"),
        _("The review leaves whoever has it now. Their draft stays theirs and is never filed."),
        _("The review is with somebody else now."),
        forms.ReassignForm,
        template="cases/choose.html",
    ),
    "declare": Act(
        _("Declare interests"),
        _("Before you read on: have you, your family or your organisation anything to gain or lose by the outcome?"),
        _("Your declaration is on record."),
        forms.DeclareForm,
        template="cases/declare.html",
        button=_("Sign my declaration"),
    ),
    "decide": Act(
        _("Decide"),
        _("The points do not decide, you do. What you rest on is frozen with the decision."),
        _("Your decision is on record."),
        forms.DecideForm,
        template="cases/decide.html",
    ),
    "countersign": Act(
        _("Countersign"),
        _("With your signature the proposal takes effect. You answer for it together with whoever proposed it."),
        _("Countersigned. The proposal has taken effect."),
        forms.CountersignForm,
        template="cases/decide.html",
    ),
    "decline": Act(
        _("Refuse to countersign"),
        _("The proposal falls and everything else stays as it is. Somebody may propose again."),
        _("Not countersigned. The proposal has fallen."),
        forms.DeclineForm,
        template="cases/decide.html",
    ),
    "withdraw": Act(
        _("Withdraw the case"),
        _("The case closes without a decision. Everything in it stays on record, and a new case may be opened."),
        _("Withdrawn. The case is closed."),
        forms.WithdrawForm,
        ends_case=True,
    ),
    "rescind": Act(
        _("Take the decision back"),
        _("You propose to take the decision back. It takes effect when a second decision maker countersigns."),
        _("Proposed. A second decision maker has to countersign."),
        forms.RescindForm,
        ends_case=True,
    ),
    "note": Act(
        _("Leave a remark"),
        _("A remark changes nothing in the case. It stays in the ledger for good."),
        _("Your remark is in the ledger."),
        forms.NoteForm,
    ),
}

_ELSEWHERE: dict[str, tuple[Any, Any]] = {
    "file_review": (
        _("Write my opinion"),
        _("The review is yours. Answer the questions in your own time; a draft is kept, and only you can read it."),
    ),
    "supersede_review": (_("Correct my opinion"), _("Your filed opinion stays on record; the corrected one counts.")),
    "attest": (_("Attest a clearance"), _("Clear the list item by item, then put your name to it.")),
    "verify": (_("Verify a clearance"), _("Look for yourself that nothing is left, then put your name to it.")),
    "confirm_shutdown": (
        _("Confirm the shutdown"),
        _("The system is off and stays off. The case closes and the system is entered as retired."),
    ),
    "reject": (_("Reject a clearance"), _("Something is left: the clearance is open again.")),
}
"""Commands with pages of their own: (label, lead)."""


def has_page(name: str) -> bool:
    """Whether a command can be given on a page; reminders and more time are given from lists."""
    return name in ACTS or name in _ELSEWHERE


def label_of(case: Case, name: str, target: str) -> str:
    """What the button for a command says, with the clearance it is about."""
    label = ACTS[name].label if name in ACTS else _ELSEWHERE[name][0]
    if target in ClearanceKind.values:
        return f"{label}{pgettext('between a label and its value', ': ')}{ClearanceKind(target).label}"
    step = case.table.step(target)
    return f"{label}{pgettext('between a label and its value', ': ')}{step.label}" if step else str(label)


def lead_of(name: str) -> Any:
    """What will happen, in a sentence."""
    return ACTS[name].lead if name in ACTS else _ELSEWHERE[name][1]


def url_of(case: Case, name: str, target: str) -> str:
    """Where the command is given."""
    if name in {"file_review", "supersede_review"}:
        return reverse("cases:review", args=[case.number, target])
    if name in {"attest", "verify", "reject", "confirm_shutdown"}:
        return reverse("clearances:detail", args=[case.number])
    slug = name.replace("_", "-")
    if target:
        return reverse("cases:act-on", args=[case.number, slug, target])
    return reverse("cases:act", args=[case.number, slug])
