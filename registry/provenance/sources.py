"""Who set a rule."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Source(TextChoices):
    """The four answers a person may get to "who says so?"."""

    NATIONAL_RULE = "national_rule", _("national rule")
    LOCAL_RULE = "local_rule", _("local rule")
    OWN_RULE = "own_rule", _("set by this organisation")
    EXPERT_PROPOSAL = "expert_proposal", _("expert proposal")
