"""What the events of this room mean in words."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "closeout.register_taken": _("took what the register names onto the list of matters to settle"),
    "closeout.matter_added": _("put %(matter)s on the list of matters to settle"),
    "closeout.matter_removed": _("took %(matter)s off the list of matters to settle"),
    "closeout.nothing_held": _("stated in writing that there is nothing of a kind to settle"),
    "closeout.settled": _("settled %(matter)s"),
    "closeout.destruction_attested": _("attested the destruction of %(matter)s"),
    "closeout.destruction_witnessed": _("witnessed the destruction of %(matter)s"),
    "closeout.destruction_declined": _("did not confirm the destruction of %(matter)s: %(reason)s"),
    "closeout.hand_over_added": _("put %(item)s on the hand-over list"),
    "closeout.hand_over_removed": _("took %(item)s off the hand-over list"),
    "closeout.hand_over_accepted": _("accepted the hand-over list for %(name)s"),
    "closeout.brownout_announced": _("announced a time without service"),
    "closeout.funds_suspended": _("suspended money and approvals"),
    "closeout.funds_ended": _("ended the suspended money and approvals for good"),
    "closeout.funds_resumed": _("let the suspended money and approvals run again"),
    "closeout.hold_carried_out": _("carried out what finance was asked for, under %(reference)s"),
}
