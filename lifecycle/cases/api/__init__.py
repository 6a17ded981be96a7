"""The API of this room, below ``/api/v1/``."""

from django.urls import path

from lifecycle.cases.api.commands import COMMANDS
from lifecycle.cases.api.views import CommandView, Retirement, Retirements

urlpatterns = [
    path("retirements/", Retirements.as_view(), name="retirements"),
    path("retirements/<str:number>/", Retirement.as_view(), name="retirement"),
    *(
        path(
            f"retirements/<str:number>/{resource}/",
            CommandView.as_view(serializer_class=serializer),
            name=f"retirement-{resource}",
        )
        for resource, serializer in COMMANDS.items()
    ),
]
