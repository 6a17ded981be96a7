"""Whose page it is."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.views import View

from registry.organisations.models import Person


class SignedIn(LoginRequiredMixin, View):
    """A page for people who have signed in; the sign-in page comes first for everybody else."""

    @property
    def person(self) -> Person:
        return self.request.user  # type: ignore[return-value]
