"""The API of this room, below ``/api/v1/``. Acts that leave a record are created resources."""

from django.urls import URLPattern, path

from evaluations.findings.api import acts, exemptions, findings, incidents, policies

urlpatterns: list[URLPattern] = [
    path("findings/", findings.FindingList.as_view(), name="finding-list"),
    path("findings/<str:code>/", findings.FindingOne.as_view(), name="finding-detail"),
    path("findings/<str:code>/claims/", acts.Claims.as_view(), name="finding-claims"),
    path("findings/<str:code>/releases/", acts.Releases.as_view(), name="finding-releases"),
    path("findings/<str:code>/snoozes/", acts.Snoozes.as_view(), name="finding-snoozes"),
    path("findings/<str:code>/inquiries/", acts.Inquiries.as_view(), name="finding-inquiries"),
    path("findings/<str:code>/answers/", acts.Answers.as_view(), name="finding-answers"),
    path("findings/<str:code>/confirmations/", acts.Confirmations.as_view(), name="finding-confirmations"),
    path("findings/<str:code>/dismissals/", acts.Dismissals.as_view(), name="finding-dismissals"),
    path("findings/<str:code>/data-problems/", acts.DataProblems.as_view(), name="finding-data-problems"),
    path("findings/<str:code>/reopenings/", acts.Reopenings.as_view(), name="finding-reopenings"),
    path("exemptions/", exemptions.ExemptionList.as_view(), name="exemptions"),
    path("exemptions/<int:pk>/", exemptions.ExemptionOne.as_view(), name="exemption"),
    path("exemptions/<int:pk>/grants/", exemptions.Grants.as_view(), name="exemption-grants"),
    path("exemptions/<int:pk>/refusals/", exemptions.ExemptionRefusals.as_view(), name="exemption-refusals"),
    path("exemptions/<int:pk>/endings/", exemptions.Endings.as_view(), name="exemption-endings"),
    path("incidents/", incidents.IncidentList.as_view(), name="incidents"),
    path("incidents/<int:pk>/", incidents.IncidentOne.as_view(), name="incident"),
    path("incidents/<int:pk>/confirmations/", incidents.IncidentConfirmations.as_view(), name="incident-confirmations"),
    path("incidents/<int:pk>/rejections/", incidents.Rejections.as_view(), name="incident-rejections"),
    path("policies/", policies.PolicyList.as_view(), name="policies"),
    path("precision/", policies.Precision.as_view(), name="precision"),
    path("policy-drafts/", policies.DraftList.as_view(), name="policy-drafts"),
    path("policy-drafts/<int:pk>/", policies.DraftOne.as_view(), name="policy-draft"),
    path("policy-drafts/<int:pk>/replays/", policies.Replays.as_view(), name="policy-draft-replays"),
    path("policy-drafts/<int:pk>/takings-up/", policies.TakingsUp.as_view(), name="policy-draft-takings-up"),
    path("policy-drafts/<int:pk>/approvals/", policies.Approvals.as_view(), name="policy-draft-approvals"),
    path("policy-drafts/<int:pk>/refusals/", policies.DraftRefusals.as_view(), name="policy-draft-refusals"),
    path("policy-drafts/<int:pk>/withdrawals/", policies.Withdrawals.as_view(), name="policy-draft-withdrawals"),
]
