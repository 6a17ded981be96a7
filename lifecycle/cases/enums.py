"""The closed vocabularies of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """Where a case is. ``closed`` is final."""

    DRAFT = "draft", _("draft")
    INTAKE = "intake", _("intake")
    RETURNED = "returned", _("returned")
    REVIEW = "review", _("in review")
    DECISION = "decision", _("awaiting decision")
    CLEARANCE = "clearance", _("in clearance")
    SHUTDOWN = "shutdown", _("awaiting shutdown")
    CLOSED = "closed", _("closed")


class Outcome(TextChoices):
    """How a closed case ended."""

    RETIRED = "retired", _("retired")
    KEPT = "kept", _("kept")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RESCINDED = "rescinded", _("decision rescinded")


class DecisionOutcome(TextChoices):
    """What a decision maker may decide."""

    RETIRE = "retire", pgettext_lazy("decision", "retire")
    KEEP = "keep", pgettext_lazy("decision", "keep")


class Opinion(TextChoices):
    """What a reviewer advises about the act the case asks for."""

    SUPPORT = "support", _("agrees to the retirement")
    OBJECT = "object", _("does not agree to the retirement")


class Answer(TextChoices):
    """What a reviewer declares about interests of their own before reading on."""

    NONE = "none", _("I have no conflict of interest")
    CONFLICT = "conflict", _("I have a conflict of interest")
    UNSURE = "unsure", _("I am not sure")


class TaskState(TextChoices):
    """``waiting``: an earlier step has not finished; ``cancelled``: its round was returned, or the case ended before."""

    WAITING = "waiting", _("waiting")
    OPEN = "open", _("open")
    DONE = "done", _("done")
    CANCELLED = "cancelled", _("cancelled")


class ClearanceKind(TextChoices):
    """The three clearances (三清)."""

    ACCOUNTS = "accounts", _("accounts")
    PERMISSIONS = "permissions", _("permissions")
    ACCESS_PATHS = "access_paths", _("access paths")


class ClearanceState(TextChoices):
    OPEN = "open", pgettext_lazy("clearance", "not cleared")
    ATTESTED = "attested", _("attested")
    VERIFIED = "verified", _("verified")


class DutyKind(TextChoices):
    """What a person is in a case, once and for all its rounds. Reviews carry their step: ``review:necessity``."""

    AUTHOR = "author", _("author")
    INTAKE = "intake", _("intake officer")
    NECESSITY = "review:necessity", _("necessity reviewer")
    ECONOMY = "review:economy", _("economy reviewer")
    SOCIAL_BENEFIT = "review:social_benefit", _("social-benefit reviewer")
    DECIDE = "decide", _("decision maker")
    ATTEST = "attest", _("attester")
    CLOSEOUT = "closeout", _("verifier and executor")
    RECUSED = "recused", _("recused")


class Tie(TextChoices):
    """What an organisation has to do with the system of a case."""

    OPENER = "opener", _("opened the case")
    SPONSOR = "sponsor", _("is or is tied to the sponsor")
    OPERATOR = "operator", _("is or is tied to the operator")
    CONTRACTOR = "contractor", _("is or is tied to a contractor")
