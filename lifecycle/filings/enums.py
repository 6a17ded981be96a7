"""The closed vocabularies of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FilingKind(TextChoices):
    """Where a system is registered outside this register."""

    APP = "app", _("app filing")
    MINI_PROGRAM = "mini_program", _("mini-program filing")
    QUICK_APP = "quick_app", _("quick app filing")
    ACCOUNT = "account", _("public account certification")
    ICP = "icp", _("ICP filing")
    POLICE = "police", _("network filing with public security")
    MLPS = "mlps", _("graded protection filing")
    DOMAIN = "domain", _("domain name registration")
    STORE = "store", _("entry in an app store")
    OTHER = "other", pgettext_lazy("filing", "other registration")


class FilingState(TextChoices):
    """``withdrawn``: by the authority; ``cancelled``: at our request."""

    APPLIED = "applied", pgettext_lazy("filing", "applied for")
    IN_FORCE = "in_force", pgettext_lazy("filing", "in force")
    LAPSED = "lapsed", pgettext_lazy("filing", "lapsed")
    WITHDRAWN = "withdrawn", pgettext_lazy("filing", "withdrawn")
    CANCELLED = "cancelled", pgettext_lazy("filing", "cancelled")


STANDING = frozenset({FilingState.APPLIED, FilingState.IN_FORCE})
"""States in which the authority still has it: each of these has to be cancelled when the system goes."""


class Ending(TextChoices):
    """How a filing came to its end when the system was retired."""

    CANCELLED = "cancelled", pgettext_lazy("ending", "cancelled by the authority")
    TRANSFERRED = "transferred", pgettext_lazy("ending", "transferred to the successor")
    NOT_NEEDED = "not_needed", pgettext_lazy("ending", "needs no cancellation")
