"""The closed vocabularies of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(TextChoices):
    DATA_BUREAU = "data_bureau", _("data bureau")
    FINANCE = "finance", _("finance department")
    DEPARTMENT = "department", _("business department")
    TOWNSHIP = "township", _("township or sub-district")
    THIRD_PARTY = "third_party", _("third party")
    COMPANY = "company", _("company")
    OTHER = "other", _("other")


class Role(TextChoices):
    """What a membership lets a person do in its organisation; see ``domain.md``, People."""

    INTAKE_OFFICER = "intake_officer", _("intake officer")
    CASE_OFFICER = "case_officer", _("case officer")
    DECISION_MAKER = "decision_maker", _("decision maker")
    SPONSOR_STAFF = "sponsor_staff", _("sponsor's staff")
    NECESSITY_REVIEWER = "necessity_reviewer", _("necessity reviewer")
    FINANCE_REVIEWER = "finance_reviewer", _("finance reviewer")
    ASSESSOR = "assessor", _("third-party assessor")
    OPERATOR = "operator", _("operator's staff")
    CLEARANCE_VERIFIER = "clearance_verifier", _("clearance verifier")
    AUDITOR = "auditor", _("auditor")
    LEADER = "leader", _("leader")
    ADMINISTRATOR = "administrator", _("administrator")


class RelationKind(TextChoices):
    BUILDS_FOR = "builds_for", _("builds for")
    CONTRACTS_WITH = "contracts_with", _("contracts with")
    OVERSEES = "oversees", _("oversees")


class TokenScope(TextChoices):
    READ_REGISTER = "read_register", _("read the register")
    REPORT_USAGE = "report_usage", _("report usage")


class InterestKind(TextChoices):
    """What ties a person to an organisation beside a role there."""

    EMPLOYMENT = "employment", _("employment")
    SHAREHOLDING = "shareholding", _("shareholding")
    FAMILY = "family", _("family")
    OTHER = "other", pgettext_lazy("interest", "other")
