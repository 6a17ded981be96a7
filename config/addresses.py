"""The addresses of a request: the one it comes from, and the one it asks for."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse


def client_address(request: HttpRequest) -> str:
    """Where the browser is, as far as it can be believed: what the proxy in front saw last, if there is one (``HTTPS``).

    Without it everybody behind the proxy would share one address, and five wrong passwords would lock out a colleague.
    """
    peer: str = request.META.get("REMOTE_ADDR", "")
    if not settings.HTTPS:
        return peer
    return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or peer


class AddressMiddleware:
    """Refuses a path with a NUL character: no code has one, and PostgreSQL breaks when it is asked for it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path:
            raise BadRequest("A path with a NUL character.")
        return self.get_response(request)
