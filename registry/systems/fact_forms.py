"""What people enter about the data sets, interfaces, contracts and predecessors of a system. The services judge it."""

from decimal import Decimal
from typing import Any

from django import forms
from django.forms.models import construct_instance
from django.utils.translation import gettext_lazy as _

from registry.forms import Refusable
from registry.organisations.forms.fields import OrganisationField
from registry.systems.cells import FEN_PER_WAN
from registry.systems.models import Contract, DataSet, Interface, Predecessor, System


def _day() -> forms.DateField:
    return forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class FactForm(Refusable, forms.ModelForm):  # type: ignore[type-arg]  # Django knows no type arguments at run time
    """The row is saved by the service, never here."""

    def _post_clean(self) -> None:
        """Put the values on the row and judge nothing: that is the service's, whose words page and API share."""
        construct_instance(self, self.instance, self._meta.fields)


class DataSetForm(FactForm):
    class Meta:
        model = DataSet
        fields = ["name", "content", "data_class", "is_personal", "records", "location"]
        widgets = {"content": forms.Textarea(attrs={"rows": 3})}


class InterfaceForm(FactForm):
    consumer = forms.ModelChoiceField(
        queryset=System.objects.all(),
        to_field_name="code",
        label=_("drawn on by"),
        help_text=_("System code."),
        widget=forms.TextInput,
        required=False,
    )

    class Meta:
        model = Interface
        fields = ["name", "consumer", "outside_consumer", "purpose"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.consumer_id:
            self.initial["consumer"] = self.instance.consumer.code


class PredecessorForm(FactForm):
    earlier = forms.ModelChoiceField(
        queryset=System.objects.all(),
        to_field_name="code",
        label=_("earlier system"),
        help_text=_("System code."),
        widget=forms.TextInput,
    )

    class Meta:
        model = Predecessor
        fields = ["earlier", "how", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.earlier_id:
            self.initial["earlier"] = self.instance.earlier.code


class ContractForm(FactForm):
    contractor = OrganisationField(label=_("contractor"), help_text=_("Code or full name of the organisation."))
    cost = forms.DecimalField(label=_("cost (10,000 yuan)"), required=False, max_digits=12, decimal_places=6)
    begins_on = _day()
    ends_on = _day()

    class Meta:
        model = Contract
        fields = ["subject", "kind", "contractor", "number", "begins_on", "ends_on"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begins_on"].label, self.fields["ends_on"].label = _("begins on"), _("ends on")
        if self.instance.pk:
            self.initial["contractor"] = self.instance.contractor.code
        if self.instance.cost_fen is not None:
            self.initial["cost"] = Decimal(self.instance.cost_fen) / FEN_PER_WAN

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        cost = told.get("cost")
        self.instance.cost_fen = None if cost is None else int(cost * FEN_PER_WAN)
        return told


FORMS: dict[str, type[FactForm]] = {
    "data": DataSetForm,
    "interfaces": InterfaceForm,
    "contracts": ContractForm,
    "predecessors": PredecessorForm,
}
"""By the word in the address."""
