"""What every page about closing a system out shares."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.views import View

from lifecycle.cases.models import Case
from lifecycle.cases.selectors import cases_visible_to
from lifecycle.closeout.models import Matter
from lifecycle.closeout.selectors import matters_of
from registry.forms import RefusableForm
from registry.organisations.models import Person
from registry.refusals import Obstacle


@dataclass(frozen=True)
class Deed:
    """One form of a page. ``obstacles``: what stands against it before anything is filled in."""

    name: str
    label: Any
    form: RefusableForm
    obstacles: tuple[Obstacle, ...]
    is_upload: bool = False

    @property
    def is_mine(self) -> bool:
        return all(each.kind != "who" for each in self.obstacles)


def before(obstacles: Iterable[Obstacle]) -> tuple[Obstacle, ...]:
    """Those that stand whatever is filled in."""
    return tuple(each for each in obstacles if each.kind != "content")


class CloseoutPage(LoginRequiredMixin, View):
    """To whom the case is not visible, it does not exist."""

    @property
    def person(self) -> Person:
        return self.request.user  # type: ignore[return-value]

    @cached_property
    def case(self) -> Case:
        visible = cases_visible_to(self.person).select_related("system__sponsor", "system__operator", "lead")
        return get_object_or_404(visible, number=self.kwargs["number"])

    @cached_property
    def matter(self) -> Matter:
        return get_object_or_404(matters_of(self.case), pk=self.kwargs["pk"])
