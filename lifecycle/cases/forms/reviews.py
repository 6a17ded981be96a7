"""The form of an opinion: one card per question, built from the rubric in force."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from lifecycle.rubrics.models import Criterion, Rubric
from registry.refusals import Obstacle


@dataclass(frozen=True, slots=True)
class Anchor:
    """One answer of a card: what it means, and whether choosing it asks for a reason."""

    value: int
    label: str
    field_id: str
    checked: bool
    needs_reason: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One question as it is put to the reviewer."""

    criterion: Criterion
    score: BoundField
    reason: BoundField
    anchors: list[Anchor]
    obstacles: list[Obstacle]


class ReviewForm(forms.Form):
    """Scores, reasons and the opinion. No field is required here: a draft may be half done, and the rubric judges the rest."""

    def __init__(
        self,
        *args: Any,
        rubric: Rubric,
        opinions: Sequence[tuple[str, str]],
        obstacles: list[Obstacle] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(rubric.criteria.all())
        self.obstacles = obstacles or []
        for criterion in self.criteria:
            answers = [(value, criterion.label_of(value)) for value in range(criterion.maximum + 1)]
            self.fields[f"score-{criterion.code}"] = forms.TypedChoiceField(
                label=str(criterion), choices=answers, coerce=int, empty_value=None, required=False,
                widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[f"reason-{criterion.code}"] = forms.CharField(
                label=_("Reason"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
            )
        self.fields["opinion"] = forms.ChoiceField(
            label=_("Your opinion"), choices=opinions, required=False, widget=forms.RadioSelect
        )
        self.fields["opinion_reason"] = forms.CharField(
            label=_("Your opinion in words"), required=False, max_length=8000, widget=forms.Textarea(attrs={"rows": 5})
        )

    @property
    def cards(self) -> Iterator[Card]:
        """The questions in their order."""
        for criterion in self.criteria:
            score = self[f"score-{criterion.code}"]
            chosen = score.value()
            yield Card(
                criterion=criterion,
                score=score,
                reason=self[f"reason-{criterion.code}"],
                anchors=[
                    Anchor(
                        value=value,
                        label=criterion.label_of(value),
                        field_id=f"{criterion.code}-{value}",
                        checked=chosen not in {None, ""} and str(chosen) == str(value),
                        needs_reason=value in criterion.reasons_for,
                    )
                    for value in range(criterion.maximum + 1)
                ],
                obstacles=self.obstacles_about(criterion.code),
            )

    @property
    def opinion_obstacles(self) -> list[Obstacle]:
        return self.obstacles_about("opinion")

    def obstacles_about(self, code: str) -> list[Obstacle]:
        return [obstacle for obstacle in self.obstacles if obstacle.field == code]

    def answers(self) -> dict[str, Any]:
        """What is filled in so far, as a draft keeps it: scores, reasons and the opinion."""
        told = self.cleaned_data
        codes = [criterion.code for criterion in self.criteria]
        reasons = {code: told[f"reason-{code}"] for code in codes if told.get(f"reason-{code}")}
        if told.get("opinion_reason"):
            reasons["opinion"] = told["opinion_reason"]
        return {
            "scores": {code: told[f"score-{code}"] for code in codes if told.get(f"score-{code}") is not None},
            "reasons": reasons,
            "opinion": told.get("opinion") or "",
        }


def as_initial(answers: Mapping[str, Any]) -> dict[str, Any]:
    """A kept draft as the form's initial values."""
    reasons = dict(answers.get("reasons", {}))
    return {
        **{f"score-{code}": value for code, value in answers.get("scores", {}).items()},
        "opinion_reason": reasons.pop("opinion", ""),
        **{f"reason-{code}": text for code, text in reasons.items()},
        "opinion": answers.get("opinion", ""),
    }


class FilingForm(forms.Form):
    """``seen`` is the SHA-256 of the answers as they were shown: what is filed is what was checked."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
