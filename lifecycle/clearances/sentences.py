"""What the events of this room mean in words."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "clearances.item_added": _("put %(item)s on the list"),
    "clearances.item_removed": _("took %(item)s off the list"),
    "clearances.item_waived": _("waived %(item)s: %(reason)s"),
    "clearances.items_imported": _("imported %(added)s items from %(file)s"),
    "clearances.addresses_taken": _("took the addresses of the register onto the list"),
    "clearances.probed_gone": _("probed %(item)s: gone"),
    "clearances.probed_still_there": _("probed %(item)s: still there"),
    "clearances.probed_unknown": _("probed %(item)s: unknown"),
    "clearances.list_taken": _("brought a fresh list of %(rows)s rows; %(remaining)s items remain in it"),
}
