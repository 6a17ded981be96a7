"""What a person says about a view."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _


class SavedViewForm(forms.Form):
    list_name = forms.CharField(max_length=80)
    query = forms.CharField(max_length=2000)
    name = forms.CharField(max_length=60)
    shared = forms.BooleanField(required=False)
    default = forms.BooleanField(required=False)

    def clean_list_name(self) -> str:
        name: str = self.cleaned_data["list_name"]
        try:
            reverse(name)
        except NoReverseMatch:
            raise ValidationError(_("There is no such list.")) from None
        return name

    def clean_query(self) -> str:
        query: str = self.cleaned_data["query"]
        if not query.startswith("?"):
            raise ValidationError(_("This is not the state of a list."))
        return query
