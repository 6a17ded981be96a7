"""The register over HTTP, below ``/api/v1/``."""

from django.urls import path

from registry.systems.api import facts, register

_SYSTEM = "systems/<str:code>"

urlpatterns = [
    path("systems/", register.SystemList.as_view(), name="systems"),
    path(f"{_SYSTEM}/", register.SystemDetail.as_view(), name="system"),
    path(f"{_SYSTEM}/data-sets/", facts.DataSetList.as_view(), name="data-sets"),
    path(f"{_SYSTEM}/data-sets/<int:pk>/", facts.DataSetDetail.as_view(), name="data-set"),
    path(f"{_SYSTEM}/interfaces/", facts.InterfaceList.as_view(), name="interfaces"),
    path(f"{_SYSTEM}/interfaces/<int:pk>/", facts.InterfaceDetail.as_view(), name="interface"),
    path(f"{_SYSTEM}/contracts/", facts.ContractList.as_view(), name="contracts"),
    path(f"{_SYSTEM}/contracts/<int:pk>/", facts.ContractDetail.as_view(), name="contract"),
    path(f"{_SYSTEM}/predecessors/", facts.PredecessorList.as_view(), name="predecessors"),
    path(f"{_SYSTEM}/predecessors/<int:pk>/", facts.PredecessorDetail.as_view(), name="predecessor"),
    path("organisations/", register.OrganisationList.as_view(), name="organisations"),
]
