"""The closed vocabularies of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Dimension(TextChoices):
    """What an indicator is about (决策/过程/产出/效益)."""

    DECISION = "decision", pgettext_lazy("dimension", "decision")
    PROCESS = "process", pgettext_lazy("dimension", "process")
    OUTPUT = "output", pgettext_lazy("dimension", "output")
    BENEFIT = "benefit", pgettext_lazy("dimension", "benefit")


class Measure(TextChoices):
    """What the program computes from usage. Shares are in percent, rates per month of 30 days."""

    EFFECTIVE_SHARE = "effective_share", _("effective users of a month, of those it is meant for")
    EFFECTIVE_USERS = "effective_users", _("effective users of a month")
    ACTIONS_PER_PERSON = "actions_per_person", _("substantive actions a month for each person it is meant for")
    SUBSTANTIVE_ACTIONS = "substantive_actions", _("substantive actions a month")
    CYCLES_WITH_USE = "cycles_with_use", _("cycles of work with a substantive action, of those that were seen")
    COMPLETION_RATE = "completion_rate", _("matters completed, of those started")
    MINUTES_PER_CASE = "minutes_per_case", _("time spent on a completed matter")
    ERROR_RATE = "error_rate", _("errors, of all sessions")
    COST_PER_USE = "cost_per_use", _("annual cost for each substantive action")
    INBOUND_CALLS = "inbound_calls", _("calls by other systems a month")
    ACTIVE_USERS = "active_users", _("users who signed in during a month")
    LOGIN_RATE = "login_rate", _("users who signed in during a month, of those it is meant for")
    CHECKIN_RATE = "checkin_rate", _("check-ins a month for each person it is meant for")


SURFACE_MEASURES = frozenset({Measure.ACTIVE_USERS, Measure.LOGIN_RATE, Measure.CHECKIN_RATE})
"""Those that show activity, not use."""


class Standing(TextChoices):
    """Where the value of an indicator stands. The last two leave its weight open."""

    MEASURED = "measured", _("measured")
    JUDGED = "judged", _("judged")
    NOT_MEASURABLE = "not_measurable", _("not measurable")
    NOT_JUDGED = "not_judged", _("not judged")


COUNTED = frozenset({Standing.MEASURED, Standing.JUDGED})


class Gap(TextChoices):
    """Why an indicator has no value."""

    NO_DATA = "no_data", _("nobody counted it")
    LOW_COVERAGE = "low_coverage", _("too much of the period was not seen")
    NO_BASE = "no_base", _("what it is divided by is zero or unknown")
    ONLY_BOUNDS = "only_bounds", _("people of single days cannot be added up: only bounds are known")
    NOTHING_DUE = "nothing_due", _("no commitment was due in the period")
    NO_RHYTHM = "no_rhythm", _("the system is not expected at any fixed time")
    LEFT_OPEN = "left_open", _("the reviewer left it open")
    NOT_FILED = "not_filed", _("no review was filed")


class Grade(TextChoices):
    """From the scheme's three lines; none is given where what is open could change it."""

    EXCELLENT = "excellent", _("excellent")
    GOOD = "good", pgettext_lazy("grade", "good")
    FAIR = "fair", pgettext_lazy("grade", "fair")
    POOR = "poor", pgettext_lazy("grade", "poor")


class Purpose(TextChoices):
    """What an appraisal was made for."""

    EVALUATION = "evaluation", pgettext_lazy("purpose", "evaluation")
    YEARLY = "yearly", _("yearly self-evaluation")
    SPOT_CHECK = "spot_check", _("spot check")
    BEFORE = "before", _("before rectification")
    AFTER = "after", _("after rectification")
    SURVEY = "survey", _("look at the stock")


class Proposal(TextChoices):
    """What an appraisal proposes; people decide."""

    KEEP = "keep", pgettext_lazy("proposal", "keep")
    RECTIFY = "rectify", pgettext_lazy("proposal", "rectify")
    MERGE = "merge", pgettext_lazy("proposal", "merge")
    RETIRE = "retire", pgettext_lazy("proposal", "retire")


class ProposalReason(TextChoices):
    """Why something is proposed, or nothing."""

    NO_NEED = "no_need", _("the reviewers say that the need is gone")
    ALL_ELSEWHERE = "all_elsewhere", _("another system in use already does all of it")
    UNUSED = "unused", _("a finding says that it is not used")
    DUPLICATED = "duplicated", _("a finding says that it can be replaced")
    BACK_END = "back_end", _("a finding says that only programs use it")
    POOR = "poor", _("the grade is below the line")
    MISSED = "missed", _("a commitment was missed")
    YOUNG = "young", _("it is young, so nothing worse than rectification is proposed")
    HOLDS = "holds", _("the grade holds and no commitment was missed")
    NOT_ENOUGH = "not_enough", _("too little could be measured or judged to propose anything")


class Effect(TextChoices):
    """What a re-measurement suggests about a rectification; people decide."""

    EFFECTIVE = "effective", pgettext_lazy("rectification", "effective")
    INEFFECTIVE = "ineffective", pgettext_lazy("rectification", "not effective")
    UNCLEAR = "unclear", pgettext_lazy("rectification", "cannot be told from the measurements")


class DrawKind(TextChoices):
    """What a lot was drawn for."""

    SPOT_CHECK = "spot_check", _("spot check")
    CROSS_ASSESSMENT = "cross_assessment", _("cross-assessment")


class CheckVerdict(TextChoices):
    """What was found on the spot."""

    CONFORMS = "conforms", _("what was reported holds")
    DIFFERS = "differs", _("what was reported does not hold")
    NOT_CHECKABLE = "not_checkable", _("could not be checked")
