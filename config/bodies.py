"""How much may be sent: judged by what the request says of itself, before any of it is read or kept."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from config.api.problem_types import TOO_LARGE
from config.api.problems import bare_problem

MEGABYTE = 1024**2
FORM_BYTES = 10 * MEGABYTE
ENVELOPE_BYTES = MEGABYTE
"""What a form around a file may add to it."""


class BodyLimitMiddleware:
    """Stands before the one that looks for the CSRF token, which reads the whole body.

    A page marked with ``takes_uploads`` takes its files from people who are signed in; everything else :data:`FORM_BYTES`. A
    body of unsaid length counts as empty, so nothing gets around this.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        said = request.META.get("CONTENT_LENGTH") or "0"
        sent = int(said) if said.isdigit() else 0
        if sent <= FORM_BYTES:
            return None
        most = getattr(view, "most_bytes", 0) if request.user.is_authenticated else 0
        if sent <= most + ENVELOPE_BYTES:
            return None
        if request.path.startswith("/api/"):
            return bare_problem(TOO_LARGE, request)
        told = {"sent": sent // MEGABYTE, "most": max(most, FORM_BYTES) // MEGABYTE, "back": request.path}
        return render(request, "413.html", told, status=TOO_LARGE.status)
