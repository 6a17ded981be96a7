"""What a page gets from somebody who is signed in, and how much of it."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from registry.organisations.models import Person

View = TypeVar("View", bound=Callable[..., Any])


class SignedInRequest(HttpRequest):
    """A request behind ``login_required``; for annotations only, nothing makes one."""

    user: Person
    htmx: HtmxDetails


def takes_uploads(most_bytes: int) -> Callable[[View], View]:
    """Let people who are signed in send this page a file of up to ``most_bytes``; every other page takes forms only.

    The site refuses more before it reads it (``config.bodies``).
    """

    def marked(view: View) -> View:
        vars(view)["most_bytes"] = most_bytes
        return view

    return marked
