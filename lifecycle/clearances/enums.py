"""The closed vocabularies of this room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Verdict(TextChoices):
    """What one look says. Only *gone* clears; *unknown* blocks exactly as *still there* does."""

    GONE = "gone", _("gone")
    STILL_THERE = "still_there", _("still there")
    UNKNOWN = "unknown", _("unknown")


class Reason(TextChoices):
    """Why a look ended as it did: one reason each, and :data:`VERDICTS` says what it proves."""

    # affirmative evidence of absence
    NO_SUCH_NAME = "no-such-name", _("every resolver says that the name does not exist")
    REFUSED = "refused", _("the machine refuses the connection")
    NOT_FOUND = "not-found", _("the server says that nothing is at this address any more")
    TOMBSTONE = "tombstone", _("only our retirement notice is left")
    # something is there
    ANSWERS = "answers", _("it still answers")
    ANSWERS_ANYTHING = "answers-anything", _("it still answers, as the server does for any path, even one made up")
    ACCESS_CONTROLLED = "access-controlled", _("it still answers and asks who is there")
    ACCEPTS = "accepts", _("the port still accepts connections")
    RESOLVES = "resolves", _("the name still leads to an address")
    # proves nothing
    SWITCHED_OFF = "switched-off", _("no network may be probed: PROBE_NETWORKS is empty")
    NOT_ALLOWED = "not-allowed", _("its address is outside the networks that may be probed")
    NEVER_ALLOWED = "never-allowed", _("its address is of a sort that is never probed")
    NOT_AN_ADDRESS = "not-an-address", _("this is no address that can be probed")
    PORT_NOT_ALLOWED = "port-not-allowed", _("its port is not one that is probed")
    TIMED_OUT = "timed-out", _("no complete answer came in time")
    UNREACHABLE = "unreachable", _("there is no way to the machine from here")
    BROKEN_OFF = "broken-off", _("the connection broke off")
    NAME_UNCLEAR = "name-unclear", _("the resolvers gave no clear answer")
    RESOLVERS_DISAGREE = "resolvers-disagree", _("the resolvers contradict each other")
    DANGLING_ALIAS = "dangling-alias", _("the name is still an alias of a name that does not exist")
    NO_ADDRESS = "no-address", _("the name exists but has no address")
    TOO_MANY_ADDRESSES = "too-many-addresses", _("the name has more addresses than are probed")
    TLS_FAILED = "tls-failed", _("the certificate or the encryption is not in order")
    NOT_HTTP = "not-http", _("what answers does not speak HTTP")
    ANSWER_TOO_LARGE = "answer-too-large", _("the head of the answer is too large")
    SERVER_ERROR = "server-error", _("the server is in trouble or busy; it may come back")
    TOO_MANY_REDIRECTS = "too-many-redirects", _("it forwards too often")
    REDIRECT_UNCLEAR = "redirect-unclear", _("it forwards elsewhere, and what is there says nothing about this address")
    SIGN_IN_SHOWN = "sign-in-shown", _("it says not found but shows a sign-in form")


VERDICTS: dict[Reason, Verdict] = {
    Reason.NO_SUCH_NAME: Verdict.GONE,
    Reason.REFUSED: Verdict.GONE,
    Reason.NOT_FOUND: Verdict.GONE,
    Reason.TOMBSTONE: Verdict.GONE,
    Reason.ANSWERS: Verdict.STILL_THERE,
    Reason.ANSWERS_ANYTHING: Verdict.STILL_THERE,
    Reason.ACCESS_CONTROLLED: Verdict.STILL_THERE,
    Reason.ACCEPTS: Verdict.STILL_THERE,
    Reason.RESOLVES: Verdict.STILL_THERE,
}


class ItemSource(TextChoices):
    """How an item came onto the list."""

    ENTERED = "entered", _("entered")
    IMPORTED = "imported", _("imported")
    REGISTER = "register", _("from the register")
