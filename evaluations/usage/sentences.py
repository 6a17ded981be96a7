"""What this room's verbs mean in the ledger."""

from django.utils.translation import gettext_lazy as _

from registry.ledger.sentences import Sentence

SENTENCES: dict[str, Sentence] = {
    "usage.taken_in": _("took in usage of %(systems)s systems from %(source)s"),
    "usage.heart_beaten": _("noted that the collector was up"),
}
