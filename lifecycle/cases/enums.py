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
    ACCEPTANCE = "acceptance", _("awaiting acceptance before launch")
    RECTIFYING = "rectifying", _("being rectified")
    CLEARANCE = "clearance", _("in clearance")
    SHUTDOWN = "shutdown", _("awaiting shutdown")
    OBSERVATION = "observation", _("under observation")
    SUSPENDED = "suspended", pgettext_lazy("state of a case", "suspended")
    CLOSED = "closed", _("closed")


class Outcome(TextChoices):
    """How a closed case ended."""

    ADMITTED = "admitted", pgettext_lazy("outcome", "admitted after the fact")
    LAUNCHED = "launched", pgettext_lazy("outcome", "admitted and launched")
    REFUSED = "refused", pgettext_lazy("outcome", "refused")
    KEPT = "kept", _("kept")
    TO_RECTIFY = "to_rectify", pgettext_lazy("outcome", "to be rectified")
    TO_MERGE = "to_merge", pgettext_lazy("outcome", "to be merged")
    TO_RETIRE = "to_retire", pgettext_lazy("outcome", "to be retired")
    EFFECTIVE = "effective", pgettext_lazy("outcome", "rectified")
    INEFFECTIVE = "ineffective", pgettext_lazy("outcome", "rectification without effect")
    RETIRED = "retired", _("retired")
    MERGED = "merged", pgettext_lazy("outcome", "merged into its successor")
    DISSOLVED = "dissolved", pgettext_lazy("outcome", "dissolved")
    RESUMED = "resumed", pgettext_lazy("outcome", "in operation again")
    WITHDRAWN = "withdrawn", _("withdrawn")
    RESCINDED = "rescinded", _("decision rescinded")


class DecisionOutcome(TextChoices):
    """What may be decided: each process offers some of these."""

    ADMIT = "admit", pgettext_lazy("decision", "admit")
    REFUSE = "refuse", pgettext_lazy("decision", "refuse")
    KEEP = "keep", pgettext_lazy("decision", "keep")
    RECTIFY = "rectify", pgettext_lazy("decision", "rectify")
    MERGE = "merge", pgettext_lazy("decision", "merge into a successor")
    RETIRE = "retire", pgettext_lazy("decision", "retire")
    EFFECTIVE = "effective", pgettext_lazy("decision", "the rectification has taken effect")
    INEFFECTIVE = "ineffective", pgettext_lazy("decision", "the rectification has had no effect")
    CONFIRM = "confirm", pgettext_lazy("decision", "confirm the exit")


class Opinion(TextChoices):
    """What a reviewer advises; the process says about what (``Process.asked``)."""

    SUPPORT = "support", pgettext_lazy("opinion", "agrees")
    OBJECT = "object", pgettext_lazy("opinion", "does not agree")


class FieldKind(TextChoices):
    """What is filled in: the shape of one value of a submission, or of a decision's details, as JSON.

    ``yes_no``: ``{"answer": true, "why": "…"}``; ``confirm``: ``true`` and nothing else; ``date``: ISO text; ``money``: whole fen;
    ``system``: a system's code; ``table``: a list of ``{column: value}``. The last three are judged by the rooms below.
    """

    TEXT = "text", _("a line of text")
    LONG_TEXT = "long_text", _("text")
    YES_NO = "yes_no", _("yes or no, and why")
    CONFIRM = "confirm", _("confirmation")
    CHOICE = "choice", _("choice")
    DATE = "date", _("date")
    MONEY = "money", _("amount of money")
    SYSTEM = "system", _("a system of the register")
    TABLE = "table", _("table")
    COMMITMENTS = "commitments", _("commitments")
    OVERLAPS = "overlaps", _("answers to similar systems")
    RED_LINES = "red_lines", _("answers to the red lines")


class OverlapAnswer(TextChoices):
    """What becomes of the likeness to a system that exists already."""

    REUSE = "reuse", _("the existing system is used")
    MODULE = "module", _("becomes a module of it")
    CANNOT = "cannot", _("neither will do")


class Grade(TextChoices):
    """How far a system has been switched off, in order; each can be taken back until the shutdown is confirmed."""

    READ_ONLY = "read_only", _("read only")
    BROWNOUT = "brownout", _("announced brownouts")
    TOMBSTONE = "tombstone", _("a page that says it is gone and names the successor")
    OFF = "off", _("off")


class AcceptanceTest(TextChoices):
    """What a newly built system has to pass before it is launched."""

    COMPLETENESS = "completeness", _("functional completeness")
    STABILITY = "stability", _("stability")
    EASE_OF_USE = "ease_of_use", _("ease of use")


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
