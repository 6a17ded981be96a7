"""A refusal that reaches the top of a page becomes a page that says why; the API has problem documents instead."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from config.api.problem_types import REFUSED
from config.api.problems import type_of
from registry.refusals import DomainError, Refused, VersionChanged


class RefusalMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, DomainError):
            return None
        kind = type_of(exception) or REFUSED
        said = {
            "heading": kind.title,
            "detail": _detail(exception),
            "obstacles": exception.obstacles if isinstance(exception, Refused) else [],
            "back": _back(request),
        }
        return render(request, "refused.html", said, status=kind.status)


def _detail(refusal: DomainError) -> str:
    if isinstance(refusal, VersionChanged):
        return _("Somebody changed it while you were looking. Go back, reload the page and decide again.")
    return "" if isinstance(refusal, Refused) else str(refusal)


def _back(request: HttpRequest) -> str:
    """Where the person came from, if that was here."""
    said = request.headers.get("Referer", "")
    return said if url_has_allowed_host_and_scheme(said, {request.get_host()}) else "/"
