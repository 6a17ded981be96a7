"""The clearance page, and everything that is done on it."""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.files import File
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lifecycle.cases.enums import State
from lifecycle.cases.models import Clearance
from lifecycle.cases.selectors import allowed_actions
from lifecycle.clearances import services
from lifecycle.clearances.forms import (
    ImportForm,
    ItemForm,
    ListForm,
    RejectForm,
    StatementForm,
    VerifyForm,
    WaiveForm,
)
from lifecycle.clearances.limits import limits_here, reach_here
from lifecycle.clearances.pages.frame import ClearancesPage
from lifecycle.clearances.pages.groups import groups_of
from lifecycle.clearances.permissions import may_waive, may_work_on, obstacles_of_role
from lifecycle.clearances.rules.listing import obstacles_to_waive
from lifecycle.clearances.selectors import item_view, observation_of, pictures_of, probes_of, tombstone_of
from lifecycle.clearances.selectors.clearing import CLEARING
from lifecycle.clearances.selectors.report import ItemResult
from registry.forms import RefusableForm
from registry.jobs.tasks import nudge
from registry.organisations.models import Person
from registry.organisations.requests import takes_uploads
from registry.organisations.selectors import roles_of
from registry.refusals import Refused
from registry.sheets import limits

SHUTDOWN = "shutdown"
Said = tuple[int, str]  # how it is shown (a level of django.contrib.messages), and the sentence


class Detail(ClearancesPage):
    """Three groups, what is missing in each, and the shutdown."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        return self.page(bound={})

    def page(self, *, bound: Mapping[str, RefusableForm], status: int = 200) -> HttpResponse:
        case = self.case
        shutdown = next((one for one in allowed_actions(case, self.person) if one.name == "confirm_shutdown"), None)
        groups = groups_of(case, self.person, bound=bound)
        form = bound.get(SHUTDOWN) or StatementForm(prefix=SHUTDOWN, initial={"version": case.version})
        works = may_work_on(case, roles_of(self.person, on=timezone.localdate()))
        return render(
            self.request,
            "clearances/detail.html",
            {
                "case": case,
                "groups": groups,
                "limits": limits_here(),
                "span_hours": int(limits_here().probes_span.total_seconds() // 3600),
                "fresh_days": limits_here().fresh_for.days,
                "networks": reach_here().networks,
                "shutdown": shutdown,
                "shutdown_form": form,
                "may_probe": works and case.state in (*CLEARING, State.OBSERVATION),
                "observation": observation_of(case),
                "is_observed": case.state == State.OBSERVATION,
                "has_begun": bool(groups),
                "is_over": case.state == State.CLOSED,
            },
            status=status,
        )


@method_decorator(takes_uploads(limits.FILE_BYTES), name="dispatch")
class Act(Detail):
    """One form of a group was sent."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str, kind: str, deed: str) -> HttpResponse:
        if deed not in DEEDS:
            raise Http404
        form_class, do = DEEDS[deed]
        clearance, place = self.clearance, f"{kind}-{deed}"
        form = form_class(request.POST, request.FILES, prefix=place)
        if not form.is_valid():
            return self.page(bound={place: form}, status=422)
        try:
            level, said = do(clearance, form.cleaned_data, self.person)
        except Refused as refusal:
            form.show(refusal.obstacles)
            return self.page(bound={place: form}, status=422)
        messages.add_message(request, level, said)
        return redirect("clearances:detail", number)


class Shutdown(Detail):
    """The last act of the case."""

    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        form = StatementForm(request.POST, prefix=SHUTDOWN)
        if not form.is_valid():
            return self.page(bound={SHUTDOWN: form}, status=422)
        told = form.cleaned_data
        try:
            services.confirm_shutdown(
                case=self.case, statement=told["statement"], by=self.person, expected_version=told["version"]
            )
        except Refused as refusal:
            form.show(refusal.obstacles)
            return self.page(bound={SHUTDOWN: form}, status=422)
        messages.success(request, _("Shut down. It is watched from now on; this is the report so far."))
        return redirect("clearances:report", number)


class ProbeNow(ClearancesPage):
    def post(self, request: HttpRequest, number: str) -> HttpResponse:
        job = services.ask_for_probes(case=self.case, by=self.person)
        nudge()
        return redirect("jobs:detail", job.pk)


class ItemPage(ClearancesPage):
    """One item with every look at it, and the form to waive it."""

    def get(self, request: HttpRequest, number: str, pk: int) -> HttpResponse:
        return self.page(WaiveForm())

    def post(self, request: HttpRequest, number: str, pk: int) -> HttpResponse:
        form = WaiveForm(request.POST)
        if form.is_valid():
            try:
                services.waive(item=self.item, reason=form.cleaned_data["reason"], by=self.person)
            except Refused as refusal:
                form.show(refusal.obstacles)
            else:
                messages.success(request, _("Waived. The reason stays in the report."))
                return redirect("clearances:detail", number)
        return self.page(form, status=422)

    def page(self, form: WaiveForm, *, status: int = 200) -> HttpResponse:
        item = self.item
        probes = probes_of([item]).get(item.pk, [])
        role = obstacles_of_role(may=may_waive(self.case, roles_of(self.person, on=timezone.localdate())))
        picture = pictures_of(self.case)[item.clearance.kind]
        found = role + obstacles_to_waive(picture, item_view(item, probes), reason="", by=self.person.pk)
        told = {
            "case": self.case,
            "item": item,
            "result": ItemResult(item, probes),
            "form": form,
            "waive_obstacles": [obstacle for obstacle in found if obstacle.kind != "content"],
        }
        return render(self.request, "clearances/item.html", told, status=status)


class RemoveItem(ClearancesPage):
    def post(self, request: HttpRequest, number: str, pk: int) -> HttpResponse:
        services.remove_item(item=self.item, by=self.person)
        messages.success(request, _("Taken off the list."))
        return redirect("clearances:detail", number)


class Tombstone(ClearancesPage):
    """The notice to put where the system was, as a file."""

    def get(self, request: HttpRequest, number: str) -> HttpResponse:
        if "access_paths" not in pictures_of(self.case):
            raise Http404
        answer = HttpResponse(tombstone_of(self.case), content_type="text/html; charset=utf-8")
        answer["Content-Disposition"] = f'attachment; filename="{self.case.number}.html"'
        return answer


def _add_item(clearance: Clearance, told: dict[str, Any], by: Person) -> Said:
    item = services.add_item(clearance=clearance, label=told["label"], note=told["note"], by=by)
    return messages.SUCCESS, _("%(item)s is on the list.") % {"item": item.label}


def _import_items(clearance: Clearance, told: dict[str, Any], by: Person) -> Said:
    done = _from_file(
        told["file"],
        lambda path, name: services.import_items(clearance=clearance, path=path, name=name, by=by),
    )
    said = ngettext("%(count)s item added.", "%(count)s items added.", done.added) % {"count": done.added}
    if done.known:
        said += " " + _("%(count)s were on the list already.") % {"count": done.known}
    if done.unknown_headers:
        said += " " + _("Columns not read: %(columns)s.") % {"columns": ", ".join(done.unknown_headers)}
    return messages.SUCCESS, said


def _take_list(clearance: Clearance, told: dict[str, Any], by: Person) -> Said:
    fresh = _from_file(
        told["file"],
        lambda path, name: services.take_fresh_list(
            clearance=clearance, path=path, name=name, exported_at=told["exported_at"], by=by
        ),
    )
    if not fresh.remaining:
        return messages.SUCCESS, _("None of the items is in the list of %(rows)s rows.") % {"rows": fresh.rows}
    labels = ", ".join(str(one["label"]) for one in fresh.remaining)
    return messages.WARNING, _("Still in the list: %(items)s.") % {"items": labels}


def _attest(clearance: Clearance, told: dict[str, Any], by: Person) -> Said:
    services.attest(clearance=clearance, statement=told["statement"], by=by, expected_version=told["version"])
    return messages.SUCCESS, _("Attested. Somebody else verifies it now.")


def _verify(clearance: Clearance, told: dict[str, Any], by: Person) -> Said:
    services.verify(clearance=clearance, by=by, expected_version=told["version"])
    return messages.SUCCESS, _("Verified.")


def _reject(clearance: Clearance, told: dict[str, Any], by: Person) -> Said:
    services.reject(clearance=clearance, reason=told["reason"], by=by, expected_version=told["version"])
    return messages.SUCCESS, _("Sent back. The list can change again.")


def _from_file(file: "File[bytes]", read: Callable[[Path, str], Any]) -> Any:
    """Hand a copy on disk to whoever reads it; it is gone afterwards."""
    name = file.name or ""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "table").with_suffix(Path(name).suffix.lower())
        with path.open("wb") as copy:
            for chunk in file.chunks():
                copy.write(chunk)
        return read(path, name)


DEEDS: dict[str, tuple[type[RefusableForm], Callable[[Clearance, dict[str, Any], Person], Said]]] = {
    "item": (ItemForm, _add_item),
    "import": (ImportForm, _import_items),
    "list": (ListForm, _take_list),
    "attest": (StatementForm, _attest),
    "verify": (VerifyForm, _verify),
    "reject": (RejectForm, _reject),
}
