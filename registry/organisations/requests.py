"""What a page gets from somebody who is signed in."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from registry.organisations.models import Person


class SignedInRequest(HttpRequest):
    """A request behind ``login_required``; for annotations only, nothing makes one."""

    user: Person
    htmx: HtmxDetails
