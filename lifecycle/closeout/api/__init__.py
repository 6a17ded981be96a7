"""The API of this room, below ``/api/v1/``. Acts that leave a record are created resources."""

from django.urls import path

from lifecycle.closeout.api import acts, lists

_CASE = "retirements/<str:number>"
_MATTER = f"{_CASE}/matters/<int:pk>"

urlpatterns = [
    path(f"{_CASE}/closeout/", lists.CloseoutView.as_view(), name="closeout"),
    path(f"{_CASE}/matters/", lists.MatterList.as_view(), name="matters"),
    path(f"{_MATTER}/", lists.MatterView.as_view(), name="matter"),
    path(f"{_MATTER}/settlements/", acts.SettlementList.as_view(), name="settlements"),
    path(f"{_MATTER}/destruction/", acts.DestructionView.as_view(), name="destruction"),
    path(f"{_MATTER}/destruction/witness/", acts.WitnessView.as_view(), name="destruction-witness"),
    path(f"{_MATTER}/destruction/refusal/", acts.RefusalView.as_view(), name="destruction-refusal"),
    path(f"{_CASE}/nothing-held/", acts.NothingHeldList.as_view(), name="nothing-held"),
    path(f"{_CASE}/hand-over/", lists.HandOverList.as_view(), name="hand-over"),
    path(f"{_CASE}/hand-over/<int:pk>/", lists.HandOverItemView.as_view(), name="hand-over-item"),
    path(f"{_CASE}/hand-over/acceptances/", acts.AcceptanceList.as_view(), name="hand-over-acceptances"),
    path(f"{_CASE}/announcements/", acts.AnnouncementList.as_view(), name="announcements"),
    path(f"{_CASE}/holds/", lists.HoldsOfCase.as_view(), name="holds-of-case"),
    path("holds/", lists.HoldList.as_view(), name="holds"),
    path("holds/<int:pk>/receipts/", acts.HoldReceiptList.as_view(), name="hold-receipts"),
]
