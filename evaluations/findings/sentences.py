"""What the events of this room mean."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "findings.swept": _("swept the fleet as of %(as_of)s"),
    "findings.rebuilt": _("made everything anew and compared: %(differed)s of %(systems)s systems differ"),
    "findings.claimed": _("claimed the finding and froze its evidence"),
    "findings.released": _("handed the finding back: %(reason)s"),
    "findings.confirmed": _("confirmed the finding and opened case %(case)s: %(reason)s"),
    "findings.dismissed": _("dismissed the finding until %(until)s: %(reason)s"),
    "findings.data_problem": _("held the data at fault and asked for them to be mended: %(reason)s"),
    "findings.snoozed": _("put the finding off until %(until)s: %(reason)s"),
    "findings.woken": _("took the finding up again: it was put off until %(until)s"),
    "findings.reopened": _("reopened the finding: %(reason)s"),
    "findings.case_came_to_nothing": _("reopened the finding: case %(case)s came to nothing"),
    "findings.sponsor_asked": _("asked the sponsor for its view by %(due_on)s"),
    "findings.answered": _("answered the inquiry"),
    "findings.silence_noted": _("noted that no answer came by %(due_on)s"),
    "findings.incident_confirmed": _("said that %(collector)s failed in the week to %(week)s: %(reason)s"),
    "findings.incident_rejected": _(
        "said that the silence of %(collector)s in the week to %(week)s was real: %(reason)s"
    ),
    "findings.exemption_asked": _("asked that %(system)s be exempt from %(since)s to %(until)s: %(reason)s"),
    "findings.exemption_granted": _("granted the exemption: %(reason)s"),
    "findings.exemption_refused": _("refused the exemption: %(reason)s"),
    "findings.exemption_ended": _("ended the exemption: %(reason)s"),
    "findings.change_proposed": _("proposed to change the policy: few findings of %(signal)s were borne out"),
    "findings.policy_drafted": _("drafted a change of the policy"),
    "findings.proposal_taken_up": _("took up the proposed change of the policy"),
    "findings.policy_approved": _("put version %(policy)s of the policy in force from %(effective_on)s: %(reason)s"),
    "findings.policy_refused": _("refused the change of the policy: %(reason)s"),
    "findings.policy_withdrawn": _("withdrew the change of the policy: %(reason)s"),
    "findings.notices_turned_on": _(
        "turned notices on from %(effective_on)s: sponsors see findings about their systems"
    ),
    "findings.notices_turned_off": _("turned notices off from %(effective_on)s: only the data bureau sees findings"),
}
