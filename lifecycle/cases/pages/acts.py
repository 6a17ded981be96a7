"""What each command is called on a page, what it will do in one sentence, and with which form it is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from lifecycle.cases import commands
from lifecycle.cases.forms import deciding, reviewing, working
from lifecycle.cases.forms.command import CommandForm, bare, one_text


@dataclass(frozen=True)
class Act:
    """``lead`` tells before the button is pressed what will happen; ``done`` says afterwards what happened.

    ``leads``: {process: lead} where it is something else there. ``form=None``: it is given on a page of its own.
    """

    label: Any
    lead: Any
    done: Any = ""
    form: type[CommandForm] | None = None
    leads: Mapping[str, Any] = field(default_factory=dict)
    ends_case: bool = False
    template: str = "cases/act.html"
    button: Any = ""  # what the form's button says, where it says more than the label

    def lead_in(self, process: str) -> Any:
        return self.leads.get(process, self.lead)


ACTS: dict[str, Act] = {
    "submit": Act(
        _("Fill in the submission"),
        _("Answer what is asked, check it, hand it in: then the case goes to intake. A draft is kept meanwhile."),
        leads={
            "light_exit": _("Say that it is dissolved and its members are told; the data bureau confirms the exit."),
            "rectification": _(
                "Say where the trouble comes from, what will be changed and by when; then it goes to intake."
            ),
        },
    ),
    "accept": Act(
        _("Accept the case"),
        _("The three reviews begin, strictly one after the other, in the organisations you choose."),
        _("Accepted."),
        reviewing.AcceptForm,
        leads={"rectification": _("The rectification begins. It is due on the day the plan names.")},
        template="cases/choose.html",
    ),
    "return": Act(
        _("Return the case"),
        _(
            "The case goes back to its author with the whole list. What was submitted and reviewed so far stays on record."
        ),
        _("Returned, with everything that is missing."),
        reviewing.ReturnForm,
    ),
    "assign": Act(
        _("Assign the review"),
        _("The person you choose gets the review and declares their interests first."),
        _("Assigned."),
        reviewing.AssignForm,
        template="cases/choose.html",
    ),
    "claim": Act(
        _("Take this review"),
        _("You take the review. First you declare your interests; only then do you see the questions."),
        _("The review is yours."),
        bare(commands.Claim),
    ),
    "reassign": Act(
        _("Give the review to somebody else"),
        _("The review leaves whoever has it now. Their draft stays theirs and is never filed."),
        _("The review is with somebody else now."),
        reviewing.ReassignForm,
        template="cases/choose.html",
    ),
    "declare": Act(
        _("Declare interests"),
        _("Before you read on: have you, your family or your organisation anything to gain or lose by the outcome?"),
        _("Your declaration is on record."),
        reviewing.DeclareForm,
        template="cases/declare.html",
        button=_("Sign my declaration"),
    ),
    "carry_forward": Act(
        _("Keep my opinion of the last round"),
        _("Nothing your opinion rests on has changed. Look at what has, then file the same opinion for this round."),
        _("Your opinion is filed again."),
        working.CarryForwardForm,
        template="cases/carry_forward.html",
        button=_("I have looked at the difference: file my opinion again"),
    ),
    "file_review": Act(
        _("Write my opinion"),
        _("The review is yours. Answer the questions in your own time; a draft is kept, and only you can read it."),
    ),
    "supersede_review": Act(
        _("Correct my opinion"), _("Your filed opinion stays on record; the corrected one counts.")
    ),
    "decide": Act(
        _("Decide"),
        _("The points do not decide, you do. What you rest on is frozen with the decision."),
        _("Your decision is on record."),
        deciding.DecideForm,
        leads={
            "light_exit": _("Confirm that it is gone, its members are told and its records kept."),
            "rectification": _(
                "Compare what was measured before and after. What you rest on is frozen with the decision."
            ),
        },
        template="cases/decide.html",
    ),
    "countersign": Act(
        _("Countersign"),
        _("With your signature the proposal takes effect. You answer for it together with whoever proposed it."),
        _("Countersigned. The proposal has taken effect."),
        one_text(commands.Countersign, "reason", _("Why you sign")),
        template="cases/countersign.html",
    ),
    "decline": Act(
        _("Refuse to countersign"),
        _("The proposal falls and everything else stays as it is. Somebody may propose again."),
        _("Not countersigned. The proposal has fallen."),
        one_text(commands.Decline, "reason", _("Why you do not sign")),
        template="cases/countersign.html",
    ),
    "record_acceptance": Act(
        _("Record the acceptance"),
        _("When all three tests are passed, the system is live. One that is not passed is tested again later."),
        _("The acceptance is on record."),
        working.RecordAcceptanceForm,
        template="cases/acceptance.html",
    ),
    "report_done": Act(
        _("Report that the measures are taken"),
        _("The case goes to decision; it is measured again whether they have had an effect."),
        _("Reported. The decision comes next."),
        one_text(commands.ReportDone, "statement", _("What was done, and how it shows")),
    ),
    "attest": Act(_("Attest a clearance"), _("Clear the list item by item, then put your name to it.")),
    "verify": Act(_("Verify a clearance"), _("Look for yourself that nothing is left, then put your name to it.")),
    "reject": Act(_("Reject a clearance"), _("Something is left: the clearance is open again.")),
    "reopen": Act(
        _("Reopen a clearance"),
        _("Something that was verified as gone answers again: the case goes back to clearance."),
        _("Reopened. The case is back in clearance."),
        one_text(commands.Reopen, "reason", _("What answers again, and how you know")),
    ),
    "advance_shutdown": Act(
        _("Switch it off one grade further"),
        _("Step by step, so that whoever still needs it is heard in time. Each grade can be taken back."),
        _("On record. Announce the day to everybody who uses it."),
        working.AdvanceShutdownForm,
    ),
    "step_back": Act(
        _("Take the last grade back"),
        _("The system is switched on again by one grade, from today."),
        _("Taken back."),
        one_text(commands.StepBack, "reason", _("Why it is switched on again")),
    ),
    "confirm_shutdown": Act(_("Confirm the shutdown"), _("The system is off and stays off: you put your name to it.")),
    "end_observation": Act(
        _("End the observation"),
        _("Nothing has come back. The case closes, and the system is entered as gone."),
        _("The observation has ended; the case is closed."),
        one_text(commands.EndObservation, "statement", _("What you looked at, and what you found")),
    ),
    "suspend": Act(
        _("Suspend the system"),
        _(
            "In a security emergency only. The system is out of operation from now on, until somebody else lets it resume."
        ),
        _("Suspended."),
        one_text(commands.Suspend, "reason", _("Which danger, and how it was found")),
        ends_case=True,
    ),
    "resume": Act(
        _("Let the system resume"),
        _("The danger is over. The system is in operation again, and the case closes."),
        _("In operation again. The case is closed."),
        one_text(commands.Resume, "reason", _("How you know that the danger is over")),
    ),
    "withdraw": Act(
        _("Withdraw the case"),
        _("The case closes without a decision. Everything in it stays on record, and a new case may be opened."),
        _("Withdrawn. The case is closed."),
        one_text(commands.Withdraw, "reason", _("Why the case is withdrawn")),
        ends_case=True,
    ),
    "rescind": Act(
        _("Take the decision back"),
        _("You propose to take the decision back. It takes effect when a second decision maker countersigns."),
        _("Proposed. A second decision maker has to countersign."),
        one_text(commands.Rescind, "reason", _("Why the decision is to be taken back")),
        ends_case=True,
    ),
    "extend": Act(
        _("Give more time"),
        _("Whoever has the work gets more working days. Being late decides nothing either way."),
        _("The day it is due has moved."),
        working.ExtendForm,
    ),
    "remind": Act(
        _("Remind"),
        _("Whoever has the work is told once more, at most once a day."),
        _("The reminder is on its way."),
        bare(commands.Remind),
    ),
    "note": Act(
        _("Leave a remark"),
        _("A remark changes nothing in the case. It stays in the ledger for good."),
        _("Your remark is in the ledger."),
        one_text(
            commands.Note,
            "text",
            _("Remark"),
            help_text=_("It stays in the ledger for good and can be read by everybody in the case."),
        ),
    ),
}

AT_ONCE = frozenset({"claim", "remind"})
"""Commands that say nothing but their target: the button gives them."""
