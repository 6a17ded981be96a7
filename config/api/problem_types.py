"""Every kind of problem document, in one table: the API answers with these, the documentation is drawn from it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ProblemType:
    """``code`` is the last part of the type's URI and never changes; ``meaning`` tells a program's author what to do."""

    code: str
    status: int
    title: str | Promise
    meaning: str | Promise

    @property
    def uri(self) -> str:
        return f"/problems/{self.code}/"


MALFORMED = ProblemType(
    "malformed", 400, _("The request cannot be read"), _("The body is not the JSON it says it is. Correct it.")
)
NOT_SIGNED_IN = ProblemType(
    "not-signed-in",
    401,
    _("Sign in first"),
    _("No valid token or session came with the request. Send “Authorization: Bearer …” with a token in force."),
)
NOT_PERMITTED = ProblemType(
    "not-permitted",
    403,
    _("You may not do this"),
    _("Who you are stands in the way; the obstacles say how. Trying again changes nothing."),
)
NOT_FOUND = ProblemType(
    "not-found", 404, _("Not found"), _("There is no such thing, or it is not yours to see: the answer is the same.")
)
METHOD_NOT_ALLOWED = ProblemType(
    "method-not-allowed",
    405,
    _("This method is not allowed here"),
    _("The address exists but cannot be used this way; “Allow” lists the ways."),
)
NOT_ACCEPTABLE = ProblemType(
    "not-acceptable", 406, _("No such format"), _("None of the formats in “Accept” is offered. Ask for JSON.")
)
REFUSED = ProblemType(
    "refused",
    409,
    _("This cannot be done now"),
    _("The state of things stands in the way; the obstacles say what must happen first. Nothing was written."),
)
VERSION_CHANGED = ProblemType(
    "version-changed",
    412,
    _("It has changed since you read it"),
    _("“If-Match” names an older version. Read it again, decide again. Nothing was written."),
)
TOO_LARGE = ProblemType("too-large", 413, _("The request is too large"), _("Send it in smaller parts."))
WRONG_MEDIA_TYPE = ProblemType(
    "wrong-media-type", 415, _("The content is of the wrong type"), _("Send application/json.")
)
INVALID = ProblemType(
    "invalid",
    422,
    _("The content is not valid"),
    _("The obstacles name every field, and in a batch every row, that is wrong. Nothing was written."),
)
VERSION_REQUIRED = ProblemType(
    "version-required",
    428,
    _("Say which version you have read"),
    _("This act needs “If-Match” with the version you decided on."),
)
TOO_MANY = ProblemType(
    "too-many-requests", 429, _("Too many requests"), _("Wait as many seconds as “Retry-After” says.")
)
BROKEN = ProblemType(
    "broken",
    500,
    _("Something broke"),
    _(
        "This is our mistake. It was logged; nothing half done was saved. Try again later with the same Idempotency-Key."
    ),
)

TYPES = (
    MALFORMED,
    NOT_SIGNED_IN,
    NOT_PERMITTED,
    NOT_FOUND,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    REFUSED,
    VERSION_CHANGED,
    TOO_LARGE,
    WRONG_MEDIA_TYPE,
    INVALID,
    VERSION_REQUIRED,
    TOO_MANY,
    BROKEN,
)
BY_CODE = {kind.code: kind for kind in TYPES}
BY_STATUS = {kind.status: kind for kind in TYPES}
BY_OBSTACLE = {"who": NOT_PERMITTED, "when": REFUSED, "content": INVALID}
