"""The closed vocabularies of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Direction(TextChoices):
    """Which way is better."""

    HIGHER = "higher", _("higher is better")
    LOWER = "lower", _("lower is better")


class DataSource(TextChoices):
    """Where the measured value will come from."""

    USAGE = "usage", _("usage counters")
    COST = "cost", _("usage counters and the register's costs")
    SURVEY = "survey", _("survey by somebody who is independent")
    RECORDS = "records", _("records of the work done")


class Formula(TextChoices):
    """How the program computes an indicator by itself, over the period before the due date; ``""`` (none): it cannot."""

    EFFECTIVE_USERS = "effective_users", _("effective users")
    EFFECTIVE_SHARE = "effective_share", _("effective users ÷ eligible users, in %")
    SUBSTANTIVE_ACTIONS = "substantive_actions", _("substantive actions")
    COMPLETION_RATE = "completion_rate", _("matters completed ÷ matters started, in %")
    MINUTES_PER_CASE = "minutes_per_case", _("time spent on completed matters ÷ their number, in minutes")
    COST_PER_USE = "cost_per_use", _("annual cost ÷ substantive actions of a year, in yuan")
    INBOUND_CALLS = "inbound_calls", _("calls by other systems")
    ACTIVE_USERS = "active_users", _("users who signed in")


class Verdict(TextChoices):
    """A promise against a measured value. "Not measurable" is not "missed": no data is not zero."""

    MET = "met", _("met")
    WITHIN_TOLERANCE = "within_tolerance", _("within tolerance")
    MISSED = "missed", _("missed")
    NOT_MEASURABLE = "not_measurable", _("not measurable")
