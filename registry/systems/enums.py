"""The closed vocabularies of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SystemKind(TextChoices):
    APP = "app", _("app")
    MINI_PROGRAM = "mini_program", _("mini-program")
    QUICK_APP = "quick_app", _("quick app")
    OFFICIAL_ACCOUNT = "official_account", _("official account")
    WORK_GROUP = "work_group", _("work group")
    INFORMATION_SYSTEM = "information_system", _("information system")
    PLATFORM = "platform", _("platform")


class Stage(TextChoices):
    PROPOSED = "proposed", _("proposed")
    BUILDING = "building", _("building")
    LIVE = "live", _("live")
    RETIRING = "retiring", _("retiring")
    RETIRED = "retired", _("retired")
    REJECTED = "rejected", _("rejected")
    SUSPENDED = "suspended", _("suspended")
    MERGED = "merged", _("merged")


class Cadence(TextChoices):
    """The rhythm in which a system is meant to be used; windows count its cycles, not calendar days."""

    DAILY = "daily", _("daily")
    WEEKLY = "weekly", _("weekly")
    MONTHLY = "monthly", _("monthly")
    QUARTERLY = "quarterly", _("quarterly")
    ANNUAL = "annual", _("annual")
    SEASONAL = "seasonal", _("seasonal")
    EVENT_DRIVEN = "event_driven", _("event-driven")


class BatchState(TextChoices):
    """Where one import is: each only ever moves to the right, except that a stale preview is made again."""

    UPLOADED = "uploaded", _("uploaded")
    PREVIEWED = "previewed", _("previewed")
    APPLIED = "applied", _("applied")
    UNDONE = "undone", _("undone")


class DataClass(TextChoices):
    """How grave it would be if the data leaked or were lost: the three grades of the data security law."""

    GENERAL = "general", _("general data")
    IMPORTANT = "important", _("important data")
    CORE = "core", _("core data")


class Succession(TextChoices):
    """How one system came to carry on what another did."""

    RENAMED = "renamed", _("renamed or registered anew")
    MOVED = "moved", _("moved to another sponsor")
    MERGED = "merged", _("the earlier one was merged into it")


class ContractKind(TextChoices):
    BUILD = "build", pgettext_lazy("contract", "building")
    OPERATION = "operation", _("operation and maintenance")
    HOSTING = "hosting", _("hosting and cloud")
    LICENCE = "licence", _("licences")
    OTHER = "other", pgettext_lazy("contract", "other")
