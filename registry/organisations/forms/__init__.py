"""What administrators enter, and what people enter about themselves."""

from registry.organisations.forms.administering import AccountForm, GrantForm, PasswordForm, RelationForm, TokenForm
from registry.organisations.forms.own import DelegationForm, InterestForm

__all__ = [
    "AccountForm",
    "DelegationForm",
    "GrantForm",
    "InterestForm",
    "PasswordForm",
    "RelationForm",
    "TokenForm",
]
