"""Every refusal of the API as a problem document (RFC 9457).

A document has ``type``, ``title``, ``status``, ``detail`` and ``instance``; what stands in the way is in ``obstacles``, each
with ``code`` and ``message``, and where it is about one input with ``field`` and, in a batch, ``row`` (from 0).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.encoding import escape_uri_path
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from config.api.problem_types import (
    BY_OBSTACLE,
    BY_STATUS,
    INVALID,
    MALFORMED,
    NOT_FOUND,
    NOT_PERMITTED,
    REFUSED,
    TOO_LARGE,
    ProblemType,
)
from registry.refusals import DomainError, Refused, VersionChanged

MEDIA_TYPE = "application/problem+json"
KINDS: dict[type[Exception], ProblemType] = {
    Http404: NOT_FOUND,
    PermissionDenied: NOT_PERMITTED,
    RequestDataTooBig: TOO_LARGE,
    exceptions.ValidationError: INVALID,
}


def problem_response(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler. Anything unknown is a bug: it is let fly, and answered by ``handler500``."""
    kind = type_of(exc)
    if kind is None:
        return None
    set_rollback()
    answer = Response(document(kind, exc, context["request"].path), status=kind.status, content_type=MEDIA_TYPE)
    if challenge := getattr(exc, "auth_header", None):
        answer["WWW-Authenticate"] = challenge
    if wait := getattr(exc, "wait", None):
        answer["Retry-After"] = str(int(wait))
    return answer


def bare_problem(kind: ProblemType, request: HttpRequest) -> JsonResponse:
    """A problem document for what never reached a view of the API."""
    return JsonResponse(document(kind, None, request.path), status=kind.status, content_type=MEDIA_TYPE)


def type_of(error: Exception) -> ProblemType | None:
    """The kind of problem an exception is; None for a bug.

    A refusal for several kinds of obstacle is the worst of them: who you are before when before what you sent.
    """
    if isinstance(error, Refused):
        kinds = {obstacle.kind for obstacle in error.obstacles}
        return next((BY_OBSTACLE[kind] for kind in BY_OBSTACLE if kind in kinds), REFUSED)
    if isinstance(error, DomainError):
        return BY_STATUS.get(error.status, REFUSED)
    for exception, kind in KINDS.items():
        if isinstance(error, exception):
            return kind
    return BY_STATUS.get(error.status_code, MALFORMED) if isinstance(error, exceptions.APIException) else None


def document(kind: ProblemType, error: Exception | None, instance: str) -> dict[str, Any]:
    obstacles = list(_obstacles(error))
    said = " ".join(dict.fromkeys(obstacle["message"] for obstacle in obstacles)) if len(obstacles) <= 3 else ""  # noqa: PLR2004
    return {
        "type": kind.uri,
        "title": str(kind.title),
        "status": kind.status,
        "detail": said or str(kind.meaning),
        "instance": escape_uri_path(instance),
        "obstacles": obstacles,
    }


def _obstacles(error: Exception | None) -> Iterator[dict[str, Any]]:
    match error:
        case Refused(obstacles=obstacles):
            for obstacle in obstacles:
                about = {"field": obstacle.field} if obstacle.field else {}
                yield {"code": obstacle.code, "message": str(obstacle.message), **about}
        case VersionChanged():
            return  # its text names a stream of the ledger, which is for the log
        case DomainError() if str(error):
            yield {"code": error.code, "message": str(error)}
        case exceptions.APIException():
            yield from _flattened(error.detail, {})


def _flattened(detail: Any, place: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """DRF's nested details as a flat list: a mapping's key is the field, the position in a list of mappings is the row."""
    if isinstance(detail, Mapping):
        for key, inner in detail.items():
            if isinstance(key, int):  # DRF numbers the wrong items of a nested list
                yield from _flattened(inner, place | {"row": key})
            elif key == "non_field_errors":
                yield from _flattened(inner, place)
            else:
                field = f"{place['field']}.{key}" if "field" in place else str(key)
                yield from _flattened(inner, place | {"field": field})
    elif isinstance(detail, list | tuple):
        for position, inner in enumerate(detail):
            yield from _flattened(inner, place | {"row": position} if isinstance(inner, Mapping) else place)
    else:
        yield {"code": str(getattr(detail, "code", "invalid")), "message": str(detail), **place}
