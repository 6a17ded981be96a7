"""Stand-ins for the demo systems' own sites, so that their access paths can be probed, and switched off, for real.

``/estate/QX-0001/`` answers 200 until somebody switches the site off, as its operator would at the real server; then 410.
What is off is a file below ``DATA_DIR``: the register does not know it and must find out by probing.
"""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods

from registry.systems.models import AccessPath, System


def switch(code: str) -> Path:
    """The file whose presence means that the site of ``code`` is off."""
    folder = Path(settings.DATA_DIR) / "demo" / "off"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / code


def move_to(address: str) -> None:
    """Point the register's demo addresses at this run's port: otherwise a changed ``PORT`` would look like a site that is gone."""
    for access_path in AccessPath.objects.filter(address__startswith="http://127.0.0.1:", address__contains="/estate/"):
        access_path.address = f"{address}/{access_path.address.partition('/estate/')[2]}"
        access_path.save()


@require_http_methods(["GET", "HEAD", "POST"])
def site(request: HttpRequest, code: str) -> HttpResponse:
    system = get_object_or_404(System, code=code)
    if request.method == "POST":
        switch(system.code).touch()
        return redirect("estate", code=code)
    off = switch(system.code).exists()
    return render(request, "demo/site.html", {"system": system, "off": off}, status=410 if off else 200)


urlpatterns: list[URLPattern] = [path("<slug:code>/", site, name="estate")]
