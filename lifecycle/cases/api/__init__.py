"""The API of this room, below ``/api/v1/``: the same addresses for every process, as its table says."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from lifecycle.cases.api.bulk import IN_BULK, BulkView
from lifecycle.cases.api.commands import COMMANDS
from lifecycle.cases.api.views import Applications, Cases, CommandView, OneCase
from lifecycle.cases.processes import CURRENT, PROCESSES
from lifecycle.cases.processes.admission import ADMISSION
from lifecycle.cases.processes.table import Process


def addresses_of(process: Process) -> Iterator[URLPattern]:
    """Its cases, one case, and one resource for each command that some version of its table knows."""
    cases = Applications if process is ADMISSION else Cases
    yield path(f"{process.address}/", cases.as_view(process=process), name=process.address)
    yield path(f"{process.address}/<str:number>/", OneCase.as_view(process=process), name=process.code)
    known = {command for each in PROCESSES.values() if each.code == process.code for command in each.commands}
    for resource, serializer in COMMANDS.items():
        if serializer.command_type in known:
            view = CommandView.as_view(process=process, serializer_class=serializer)
            yield path(f"{process.address}/<str:number>/{resource}/", view, name=f"{process.code}-{resource}")


urlpatterns = [
    *(address for process in CURRENT for address in addresses_of(process)),
    *(
        path(f"cases/bulk/{resource}/", BulkView.as_view(serializer_class=serializer), name=f"bulk-{resource}")
        for resource, serializer in IN_BULK.items()
    ),
]
