"""The pages of this room, below ``/organisations/``."""

from django.urls import path

from registry.organisations.pages import accounts, acts, delegations, interests, organisations

app_name = "organisations"
urlpatterns = [
    path("", organisations.organisation_list, name="list"),
    path("accounts/", accounts.account_list, name="accounts"),
    path("accounts/new/", accounts.new_account, name="new-account"),
    path("accounts/<int:pk>/", accounts.account_detail, name="account"),
    path("accounts/<int:pk>/password/", accounts.reset_password, name="reset-password"),
    path("accounts/<int:pk>/close/", accounts.close, name="close-account"),
    path("accounts/<int:pk>/reopen/", accounts.reopen, name="reopen-account"),
    path("memberships/<int:pk>/end/", acts.end_role, name="end"),
    path("tokens/<int:pk>/revoke/", acts.revoke, name="revoke-token"),
    path("my/delegations/", delegations.my_delegations, name="my-delegations"),
    path("my/delegations/<int:pk>/end/", delegations.end, name="end-delegation"),
    path("my/interests/", interests.my_interests, name="my-interests"),
    path("my/interests/<int:pk>/end/", interests.end, name="end-interest"),
    path("<str:code>/", organisations.organisation_detail, name="detail"),
    path("<str:code>/roles/", acts.grant_role, name="grant"),
    path("<str:code>/tokens/", acts.issue, name="issue-token"),
    path("<str:code>/relations/", acts.add_relation, name="relate"),
    path("<str:code>/relations/<int:pk>/remove/", acts.remove_relation, name="unrelate"),
]
