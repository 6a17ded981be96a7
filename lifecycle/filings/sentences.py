"""What the events of this room mean in words."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "filings.entered": _("entered the filing %(filing)s"),
    "filings.changed": _("changed the filing %(filing)s"),
    "filings.ended": _("noted how the filing %(filing)s came to its end"),
}
