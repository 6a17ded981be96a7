"""What people fill in on the pages of this room. Rights and rules are judged by the services; a refusal comes back beside its field."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lifecycle.closeout.enums import WAYS, MatterKind, Portion, Way
from lifecycle.closeout.models import Matter
from registry.forms import RefusableForm
from registry.systems.models import System

TEXT_LENGTH = 8000
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]


def _text(label: Any, *, help_text: Any = "", rows: int = 3) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=TEXT_LENGTH, widget=area)


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, input_formats=MOMENTS)


class EmptyForm(RefusableForm):
    """Nothing to fill in."""


class MatterForm(RefusableForm):
    kind = forms.ChoiceField(label=_("kind"), choices=MatterKind.choices)
    label = forms.CharField(label=_("what has to be settled"), max_length=300)
    note = forms.CharField(label=_("note"), max_length=300, required=False)


class StatementForm(RefusableForm):
    statement = _text(_("statement"), help_text=_("At least 10 characters. It is kept for ever."))


class ReasonForm(RefusableForm):
    reason = _text(_("reason"), help_text=_("At least 10 characters. It is kept for ever."))


class HandOverForm(RefusableForm):
    portion = forms.ChoiceField(label=_("what"), choices=Portion.choices)
    label = forms.CharField(label=_("item"), max_length=300)
    place = forms.CharField(label=_("where it goes"), max_length=300, help_text=_("Its place in the successor."))


class AcceptForm(RefusableForm):
    """``read_sha256`` is the list as the person read it."""

    read_sha256 = forms.CharField(widget=forms.HiddenInput, max_length=64)
    statement = forms.CharField(
        label=_("remark"), required=False, max_length=TEXT_LENGTH, widget=forms.Textarea(attrs={"rows": 2})
    )


class AnnounceForm(RefusableForm):
    begins_at = _moment(_("begins at"))
    ends_at = _moment(_("ends at"))
    text = _text(_("text"), help_text=_("What the users are told. It names the successor."), rows=7)
    shown_at = forms.CharField(
        label=_("where it was shown"), max_length=300, help_text=_("Such as the start page of the system, a notice.")
    )


class DestroyForm(StatementForm):
    file = forms.FileField(
        label=_("record of the destruction"), required=False, help_text=_("Its hash is kept, not the file.")
    )


class SettleForm(RefusableForm):
    """The ways that fit the matter; destroying has its own form, since it takes two people."""

    way = forms.ChoiceField(label=_("how it was settled"), widget=forms.RadioSelect)
    successor = forms.ModelChoiceField(
        queryset=System.objects.all(),
        to_field_name="code",
        label=_("moved to"),
        help_text=_("Code of the system it moved to."),
        widget=forms.TextInput,
        required=False,
    )
    receiver = forms.CharField(
        label=_("received by"), max_length=200, required=False, help_text=_("Archive, organisation or successor.")
    )
    file = forms.FileField(
        label=_("receipt"), required=False, help_text=_("Its hash is kept, not the file. Data always needs one.")
    )
    statement = _text(_("statement"), help_text=_("What was done and why, in at least 10 characters."))

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ways = WAYS[MatterKind(matter.kind)]
        way: Any = self.fields["way"]
        way.choices = [(each.value, each.label) for each in ways if each != Way.DESTROYED]
        if matter.kind != MatterKind.DEPENDANT:
            del self.fields["successor"]
        else:
            del self.fields["receiver"]


class ReferenceForm(RefusableForm):
    reference = forms.CharField(label=_("paper"), max_length=200, help_text=_("Number of the paper or entry."))
