from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from registry.ledger.sentences import tell


class OrganisationsConfig(AppConfig):
    name = "registry.organisations"

    def ready(self) -> None:
        """Say what the events of this room mean."""
        tell(
            {
                "organisations.role_granted": _("granted a role"),
                "organisations.role_ended": _("ended a role"),
                "organisations.token_issued": _("issued a machine token"),
                "organisations.account_created": _("opened an account"),
                "organisations.account_closed": _("closed an account"),
                "organisations.account_reopened": _("reopened an account"),
                "organisations.email_changed": _("changed where e-mail goes"),
                "organisations.password_changed": _("changed the own password"),
                "organisations.password_reset": _("reset a password"),
                "organisations.organisation_added": _("added an organisation"),
                "organisations.related": _("registered a relation between organisations"),
                "organisations.unrelated": _("removed a relation between organisations"),
                "organisations.delegated": _("let a colleague act in a role"),
                "organisations.delegation_ended": _("ended a delegation"),
                "organisations.interest_declared": _("declared an interest"),
                "organisations.interest_ended": _("declared that an interest has ended"),
                "organisations.token_revoked": _("revoked a machine token"),
            }
        )
