"""Forms on which a refusal by a service comes back beside the fields it is about."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from registry.refusals import Obstacle

if TYPE_CHECKING:
    _AnyForm = forms.BaseForm
else:
    _AnyForm = object


class Refusable(_AnyForm):
    """Mixed into a form; labels stand without a colon."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""

    def show(self, obstacles: Iterable[Obstacle]) -> None:
        """Put a refusal beside the fields it is about, the rest above the form."""
        for obstacle in obstacles:
            self.add_error(obstacle.field if obstacle.field in self.fields else None, str(obstacle.message))


class RefusableForm(Refusable, forms.Form):
    """The usual one."""
