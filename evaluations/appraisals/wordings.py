"""How the notices of this room read."""

from django.urls import reverse
from django.utils.translation import gettext as _

from lifecycle.notices.wordings import Wording

WORDINGS = {
    "appraisals.to_assess": Wording(
        lambda data: _("Your organisation was drawn to assess %(system)s (%(subject)s)") % data,
        lambda data: reverse("appraisals:draw", args=[data["subject"]]),
    ),
}
