"""What a person fills in; what is allowed is the rules' business."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluations.appraisals.enums import CheckVerdict, Dimension, Measure
from evaluations.appraisals.indicators import COMMITMENTS, REVIEW, USAGE, Indicator
from evaluations.appraisals.models import Scheme
from evaluations.appraisals.rules.schemes import Lines
from lifecycle.commitments.models import Commitment
from lifecycle.rubrics.models import Criterion
from registry.provenance import Source
from registry.systems.enums import SystemKind

Questions = dict[tuple[str, str], Criterion]


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _decimal(label: Any, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(label=label, max_digits=12, decimal_places=4, **more)


class PeriodForm(forms.Form):
    since = _day(gettext_lazy("from"))
    until = _day(gettext_lazy("to"))


class SchemeForm(forms.Form):
    """The scheme itself; its indicators are a form each."""

    title = forms.CharField(label=gettext_lazy("title"), max_length=200)
    effective_on = _day(gettext_lazy("in force from"), initial=timezone.localdate)
    excellent_from = _decimal(gettext_lazy("excellent from (points)"))
    good_from = _decimal(gettext_lazy("good from (points)"))
    fair_from = _decimal(gettext_lazy("fair from (points)"))
    coverage_least_percent = _decimal(
        gettext_lazy("least coverage (%)"),
        help_text=gettext_lazy("Of a period. Below it an indicator is not measurable, and its weight stays open."),
    )
    remeasure_days = forms.IntegerField(label=gettext_lazy("window of a re-measurement (days)"))
    young_months = forms.IntegerField(
        label=gettext_lazy("young for (months)"),
        help_text=gettext_lazy("Nothing worse than rectification is proposed for a young system."),
    )
    source = forms.ChoiceField(label=gettext_lazy("source"), choices=Source.choices)
    source_text = forms.CharField(label=gettext_lazy("source in words"), widget=forms.Textarea(attrs={"rows": 2}))

    def lines(self) -> Lines:
        names = Lines.__dataclass_fields__
        return Lines(**{name: self.cleaned_data[name] for name in names})


class IndicatorForm(forms.Form):
    """One indicator. Left wholly empty it is none; without a weight it is taken out."""

    label = forms.CharField(label=gettext_lazy("indicator"), max_length=120, required=False)
    filled_from = forms.ChoiceField(label=gettext_lazy("filled from"), required=False)
    dimension = forms.ChoiceField(label=gettext_lazy("about"), choices=[("", "—"), *Dimension.choices], required=False)
    weight = forms.DecimalField(label=gettext_lazy("weight"), max_digits=6, decimal_places=2, required=False)
    zero_at = _decimal(gettext_lazy("no points at"), required=False)
    full_at = _decimal(gettext_lazy("all points at"), required=False)
    surface = forms.BooleanField(label=gettext_lazy("surface indicator"), required=False)
    source = forms.ChoiceField(label=gettext_lazy("source"), choices=Source.choices, required=False)
    source_text = forms.CharField(label=gettext_lazy("source in words"), max_length=300, required=False)

    def __init__(self, *args: Any, fillers: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["filled_from"]
        if isinstance(field, forms.ChoiceField):
            field.choices = fillers

    def indicator(self) -> Indicator | None:
        said = self.cleaned_data
        if not said.get("weight"):
            return None
        return Indicator(
            filled_from=said["filled_from"],
            label=said["label"],
            dimension=said["dimension"],
            weight=said["weight"],
            source=said["source"],
            source_text=said["source_text"],
            zero_at=said["zero_at"] if said["filled_from"].startswith(USAGE) else None,
            full_at=said["full_at"] if said["filled_from"].startswith(USAGE) else None,
            surface=said["surface"],
        )


IndicatorFormSet = forms.formset_factory(IndicatorForm, extra=3, max_num=40, absolute_max=60)


def fillers_of(questions: Questions) -> list[Any]:
    """What can fill an indicator, in groups."""
    judged = [(f"{REVIEW}:{step}.{code}", str(criterion)) for (step, code), criterion in questions.items()]
    return [
        ("", "—"),
        (COMMITMENTS, capfirst(_("commitments"))),
        (capfirst(_("usage")), [(f"{USAGE}:{name}", capfirst(str(label))) for name, label in Measure.choices]),
        (capfirst(_("questions to reviewers")), judged),
    ]


def initial_of(scheme: Scheme) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A version as the forms begin with it."""
    whole = {name: getattr(scheme, name) for name in Lines.__dataclass_fields__}
    whole |= {"title": str(scheme), "source": scheme.source, "source_text": scheme.source_in_words}
    lines = [
        {
            "label": line.label_in_words,
            "filled_from": line.filled_from,
            "dimension": line.dimension,
            "weight": line.weight,
            "zero_at": line.zero_at,
            "full_at": line.full_at,
            "surface": line.is_surface,
            "source": line.source,
            "source_text": line.source_in_words,
        }
        for line in scheme.lines
    ]
    return whole, lines


class SelfEvaluationForm(forms.Form):
    """A comment for each indicator, if there is anything to say, and one on the whole."""

    statement = forms.CharField(
        label=gettext_lazy("on the whole"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    for_good = forms.BooleanField(
        label=gettext_lazy("I have read it through. It is filed once for the year and cannot be changed afterwards.")
    )

    def __init__(self, *args: Any, indicators: Iterable[Indicator] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {f"comment-{place}": line.filled_from for place, line in enumerate(indicators)}
        for name in self.names:
            self.fields[name] = forms.CharField(
                label=_("comment"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
            )

    def comments(self) -> dict[str, str]:
        return {filler: self.cleaned_data[name] for name, filler in self.names.items()}


class ReadingForm(PeriodForm):
    """The value of a commitment that the program cannot compute."""

    commitment = forms.ModelChoiceField(label=gettext_lazy("commitment"), queryset=Commitment.objects.none())
    value = _decimal(gettext_lazy("value"))
    evidence = forms.CharField(
        label=gettext_lazy("where it can be looked up"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("commitment", "since", "until", "value", "evidence")

    def __init__(self, *args: Any, commitments: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["commitment"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = commitments


class SpotCheckForm(forms.Form):
    size = forms.IntegerField(label=gettext_lazy("how many systems"), min_value=1, max_value=500, initial=5)
    kind = forms.ChoiceField(
        label=gettext_lazy("kind of system"), choices=[("", gettext_lazy("all")), *SystemKind.choices], required=False
    )
    seed = forms.CharField(
        label=gettext_lazy("seed"),
        max_length=100,
        help_text=gettext_lazy(
            "Anything nobody could choose, e.g. the numbers of a public lottery. With it anybody can draw again."
        ),
    )


class CrossAssessmentForm(forms.Form):
    seed = forms.CharField(
        label=gettext_lazy("seed"),
        max_length=100,
        help_text=gettext_lazy(
            "Anything nobody could choose, e.g. the numbers of a public lottery. With it anybody can draw again."
        ),
    )


class CheckForm(forms.Form):
    verdict = forms.ChoiceField(label=gettext_lazy("verdict"), choices=CheckVerdict.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("what was seen on the spot"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )


ANSWERS = [
    ("", gettext_lazy("cannot judge")),
    ("0", gettext_lazy("0 · not at all")),
    ("1", gettext_lazy("1 · hardly")),
    ("2", gettext_lazy("2 · largely")),
    ("3", gettext_lazy("3 · fully")),
]


class OpinionForm(forms.Form):
    """Four dimensions, each may stay open."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Was it right to build it, and is it still needed?"), choices=ANSWERS, required=False
    )
    process = forms.ChoiceField(
        label=gettext_lazy("Is it built, run and improved as approved?"), choices=ANSWERS, required=False
    )
    output = forms.ChoiceField(label=gettext_lazy("Does it deliver what it promised?"), choices=ANSWERS, required=False)
    benefit = forms.ChoiceField(
        label=gettext_lazy("Are those it is meant for better off?"), choices=ANSWERS, required=False
    )
    statement = forms.CharField(
        label=gettext_lazy("what you found"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def answers(self) -> dict[str, int]:
        return {name: int(self.cleaned_data[name]) for name in Dimension.values if self.cleaned_data.get(name)}
