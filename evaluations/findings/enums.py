"""The closed vocabularies of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FindingKind(TextChoices):
    UNUSED = "unused", _("unused")
    HARD_TO_USE = "hard_to_use", _("hard to use")
    FLATTERED = "flattered", _("figures to be checked")
    BACK_END_ONLY = "back_end_only", _("back end only")
    OWNERLESS = "ownerless", _("ownerless")
    SIGNS = "signs", _("single signs")
    NOT_MONITORED = "not_monitored", _("not monitored")


class FindingState(TextChoices):
    """``watch``, ``candidate`` and ``notified`` are the sweep's to renew; from ``claimed`` on a finding belongs to people."""

    WATCH = "watch", _("on watch")
    CANDIDATE = "candidate", _("candidate")
    NOTIFIED = "notified", _("sponsor asked")
    CLAIMED = "claimed", _("under review")
    SNOOZED = "snoozed", _("put off")
    CONFIRMED = "confirmed", _("confirmed")
    DISMISSED = "dismissed", _("dismissed")
    DATA_PROBLEM = "data_problem", _("data problem")
    LAPSED = "lapsed", _("lapsed")


REFRESHED_STATES = (FindingState.WATCH, FindingState.CANDIDATE, FindingState.NOTIFIED)
"""The states in which each sweep renews the evidence."""
HELD_STATES = (FindingState.CLAIMED, FindingState.SNOOZED, FindingState.DATA_PROBLEM)
"""The states in which people have a finding in hand: no sweep touches it, or finds the same again."""
OPEN_STATES = (*REFRESHED_STATES, *HELD_STATES)
"""The states of which a system has at most one finding per kind."""
SETTLED_STATES = (FindingState.CONFIRMED, FindingState.DISMISSED, FindingState.LAPSED)
"""The states in which nothing is left to be done with a finding."""


class Confirmation(TextChoices):
    """As what a finding is confirmed; each opens a case of its own process."""

    UNUSED = "unused", _("unused: to be retired")
    MERGE = "merge", _("similar: to be merged into another")
    HARD_TO_USE = "hard_to_use", _("hard to use: to be rectified")
    TO_EVALUATE = "to_evaluate", _("to be evaluated")


class Tier(TextChoices):
    """How sure a finding is; one that is not monitored has none."""

    A = "A", _("tier A")
    B = "B", _("tier B")
    C = "C", _("tier C")


class Limb(TextChoices):
    """The five kinds of zombie system, 国办发〔2017〕39号."""

    DETACHED = "detached", _("① detached from business")
    REPLACEABLE = "replaceable", _("② replaceable")
    IDLE_RESOURCES = "idle_resources", _("③ idle resources")
    UNMAINTAINED = "unmaintained", _("④ unmaintained")
    LOW_USE = "low_use", _("⑤ low use")


class SignalName(TextChoices):
    NEVER_USED = "U0", _("never used")
    REACH = "U1", _("low reach")
    RECENCY = "U2", _("long unused")
    CYCLES = "U3", _("few cycles used")
    PROMISE = "U4", _("far below its promise")
    SPREAD = "U5", _("used in few organisations")
    MACHINE_USE = "U6", _("called by programs")
    UPKEEP = "U7", _("no longer kept up")
    IDLE_RESOURCES = "U8", _("idle servers")
    REPLACEABLE = "U9", _("replaceable by another")
    NEXT_TO_NOBODY = "U10", _("used by next to nobody")
    STALE = "K1", _("account not updated")
    DORMANT = "K2", _("account or group lying dormant")
    COMPLETION = "H1", _("work begun is not finished")
    ERRORS = "H2", _("frequent errors")
    SLOWNESS = "H3", _("slower than promised")
    CORRECTIONS = "H4", _("work sent back or corrected")
    IDLE_SESSIONS = "H5", _("visits without an action")
    SATISFACTION = "H6", _("dissatisfied users")
    COMPLAINTS = "H7", _("many complaints")
    ON_ORDER = "H8", _("used when ordered to")
    CHECKINS = "G1", _("mostly check-ins")
    SPIKE = "G2", _("a spike before an assessment")
    LOCKSTEP = "G3", _("in lockstep within minutes")
    BUNCHING = "G4", _("bunched just above the target")
    DISAGREEMENT = "G5", _("reported and counted differ")
    UNREAD = "G6", _("records nobody reads")
    MONITORING = "data", _("hardly monitored")
    OWNERLESS = "owner", _("used and looked after by nobody")


class IncidentState(TextChoices):
    """What is held of a week in which a collector seems to have failed; ``lapsed``: data that came late explained it."""

    OPEN = "open", _("not decided yet")
    CONFIRMED = "confirmed", _("the collector failed")
    REJECTED = "rejected", _("the silence was real")
    LAPSED = "lapsed", _("lapsed")


DECIDED_INCIDENTS = (IncidentState.CONFIRMED, IncidentState.REJECTED)
"""The states people gave: each sweep goes by them and leaves them alone."""


class Dismissal(TextChoices):
    """Why a finding is set aside until a day; the code is what precision per rule is counted on."""

    SEASONAL = "seasonal", _("used in a season or cycle the register does not say")
    STANDBY = "standby", _("kept ready for emergencies or by statute")
    MEASURED_WRONG = "measured_wrong", _("used, but the counters do not show it")
    PILOT = "pilot", _("pilot still running")
    BEING_MENDED = "being_mended", _("already being merged, mended or retired")
    OTHER = "other", _("another reason, given in words")


class Ruled(TextChoices):
    """What two people made of a finding, once."""

    CONFIRMED = "confirmed", _("confirmed")
    DISMISSED = "dismissed", _("dismissed")
    DATA_PROBLEM = "data_problem", _("data problem")


class Asked(TextChoices):
    """Who is asked about a finding, and for what."""

    SPONSOR = "sponsor", _("the sponsor, for its view")
    COLLECTOR = "collector", _("whoever runs the collector, for the data")


class Stance(TextChoices):
    """What an answer comes to."""

    AGREE = "agree", _("we agree")
    EXPLAIN = "explain", _("there is an explanation")
    CORRECT = "correct", _("the data are wrong or incomplete")
    MENDED = "mended", _("the collector works again")


class ExemptionGround(TextChoices):
    """Why low use is what a system is for (findings.md, guards)."""

    EMERGENCY = "emergency", _("kept ready for emergencies")
    STATUTORY = "statutory", _("required by statute")
    SEASONAL = "seasonal", _("used in a season")
    PILOT = "pilot", pgettext_lazy("exemption", "pilot")


class ExemptionState(TextChoices):
    """``granted`` runs out by its date alone; ``ended`` was ended before."""

    ASKED = "asked", _("asked for")
    GRANTED = "granted", _("granted")
    REFUSED = "refused", pgettext_lazy("exemption", "refused")
    ENDED = "ended", _("ended early")


class DraftState(TextChoices):
    """``proposed``: by the program, taken up by nobody yet."""

    PROPOSED = "proposed", _("proposed by the program")
    DRAFTED = "drafted", _("waiting for approval")
    APPROVED = "approved", _("approved")
    REFUSED = "refused", pgettext_lazy("policy", "refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


OPEN_DRAFTS = (DraftState.PROPOSED, DraftState.DRAFTED)
"""The states in which a change of the policy may still come about."""


class Provenance(TextChoices):
    """Where a number comes from (依据), shown beside it."""

    NATIONAL = "national", _("national rule")
    LOCAL = "local", _("local rule")
    OWN = "own", _("set by this organisation")
    EXPERT = "expert", _("expert proposal")
