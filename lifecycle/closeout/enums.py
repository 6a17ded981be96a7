"""The closed vocabularies of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MatterKind(TextChoices):
    """What there is to settle. Dependants and data before the system is off, contracts and assets before the case is closed."""

    DEPENDANT = "dependant", _("dependant")
    DATA_SET = "data_set", _("data set")
    CONTRACT = "contract", _("contract")
    ASSET = "asset", _("asset")


class MatterSource(TextChoices):
    """How a matter came onto the list."""

    REGISTER = "register", pgettext_lazy("matter", "from the register")
    ENTERED = "entered", pgettext_lazy("matter", "entered")


class Way(TextChoices):
    """How a matter was settled; :data:`WAYS` says which ways each kind has."""

    MOVED = "moved", _("moved to another system")
    ENDED = "ended", _("draws on nothing any more")
    ARCHIVED = "archived", _("archived")
    HANDED_OVER = "handed_over", _("handed over")
    DESTROYED = "destroyed", _("destroyed")
    TERMINATED = "terminated", _("terminated")
    EXPIRED = "expired", pgettext_lazy("contract", "expired")
    TRANSFERRED = "transferred", _("transferred")
    RETURNED = "returned", _("given back")
    WRITTEN_OFF = "written_off", _("written off")
    WAIVED = "waived", pgettext_lazy("matter", "waived")


WAYS: dict[MatterKind, tuple[Way, ...]] = {
    MatterKind.DEPENDANT: (Way.MOVED, Way.ENDED, Way.WAIVED),
    MatterKind.DATA_SET: (Way.ARCHIVED, Way.HANDED_OVER, Way.DESTROYED),
    MatterKind.CONTRACT: (Way.TERMINATED, Way.EXPIRED, Way.TRANSFERRED, Way.WAIVED),
    MatterKind.ASSET: (Way.RETURNED, Way.TRANSFERRED, Way.WRITTEN_OFF, Way.WAIVED),
}


class Portion(TextChoices):
    """What a successor takes over."""

    DATA = "data", _("data")
    FUNCTION = "function", _("function")
    INTERFACE = "interface", _("interface")
    USERS = "users", _("users")
    DOCUMENTS = "documents", _("documents")
    OTHER = "other", pgettext_lazy("portion", "other")


class HoldKind(TextChoices):
    """What is suspended from the decision on."""

    OPERATION = "operation", _("operation and maintenance money")
    CONTRACT = "contract", _("payments and renewal of a contract")
    APPROVALS = "approvals", _("approvals to extend or rebuild the system")


class HoldState(TextChoices):
    """``ended`` when the system is gone, ``resumed`` when it stays after all. Both are final."""

    SUSPENDED = "suspended", pgettext_lazy("hold", "suspended")
    ENDED = "ended", pgettext_lazy("hold", "ended")
    RESUMED = "resumed", pgettext_lazy("hold", "resumed")
