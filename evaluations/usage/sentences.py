"""What this room's verbs mean in the ledger."""

from django.utils.translation import gettext_lazy as _

from registry.ledger.sentences import Sentence

SENTENCES: dict[str, Sentence] = {
    "usage.taken_in": _("took in usage of %(systems)s systems from %(source)s"),
    "usage.heart_beaten": _("noted that the collector was up"),
    "usage.collector_kind_set": _("said whether a machine counted or somebody reports"),
    "usage.pull_set": _("set where the collector's figures are asked for"),
    "usage.pull_removed": _("ended asking for the collector's figures"),
    "usage.assessment_added": _("noted an assessment day: %(label)s"),
    "usage.assessment_removed": _("took an assessment day back: %(label)s"),
    "usage.keeping_set": _("set how long usage is kept"),
    "usage.rolled_up": _("put old usage together"),
}
