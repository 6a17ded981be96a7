from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from registry.ledger.sentences import tell


class SystemsConfig(AppConfig):
    name = "registry.systems"

    def ready(self) -> None:
        """Say what the events of the register mean."""
        tell(
            {
                "systems.registered": _("registered the system"),
                "systems.proposed": _("proposed the system"),
                "systems.changed": _("changed what is known about the system"),
                "systems.fact_added": _("added to what is known about the system: %(fact)s"),
                "systems.fact_changed": _("changed what is known about the system: %(fact)s"),
                "systems.fact_removed": _("removed from what is known about the system: %(fact)s"),
                "systems.stage_moved": _("moved the stage: %(because)s"),
                "systems.import_received": _("uploaded a file to import"),
                "systems.imported": _("imported the register from files"),
                "systems.import_undone": _("undid the import"),
            }
        )
