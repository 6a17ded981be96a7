"""The forms for one system."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from registry.organisations.models import Organisation
from registry.organisations.requests import SignedInRequest
from registry.refusals import Refused, VersionChanged
from registry.systems.forms import ChangeForm, SystemForm, as_cells
from registry.systems.permissions import may_register
from registry.systems.records import sha256_of
from registry.systems.selectors import register_of, systems_visible_to
from registry.systems.services.registering import Editor, change, register


@login_required
def system_new(request: SignedInRequest) -> HttpResponse:
    """Enter one system that exists already."""
    editor = Editor.of(request.user)
    if not may_register(editor.roles):
        raise PermissionDenied
    form = SystemForm(request.POST or None, initial={"sponsor": _only_sponsor(editor)})
    if request.method == "POST" and form.is_valid():
        try:
            system = register(cells=form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.show(refusal.obstacles)
        else:
            messages.success(
                request, _("%(name)s is registered as %(code)s.") % {"name": system.name, "code": system.code}
            )
            return redirect("systems:detail", system.code)
    return render(request, "systems/form.html", {"form": form, "heading": _("Register a system")})


@login_required
def system_edit(request: SignedInRequest, code: str) -> HttpResponse:
    """Change what is known about one system; its stage is moved by cases only."""
    system = get_object_or_404(systems_visible_to(request.user), code=code)
    if Editor.of(request.user).obstacles(system.sponsor_id):
        raise PermissionDenied
    kept = register_of(code).systems[code]
    form = ChangeForm(request.POST or None, initial={**as_cells(kept), "version": sha256_of(kept)})
    if request.method == "POST" and form.is_valid():
        texts = dict(form.cleaned_data)
        try:
            change(code=code, version=texts.pop("version"), cells=texts, by=request.user)
        except Refused as refusal:
            form.show(refusal.obstacles)
        except VersionChanged:
            form.add_error(None, _("Somebody changed this system in the meantime. Open the form again."))
        else:
            return redirect("systems:detail", code)
    return render(request, "systems/form.html", {"form": form, "heading": system.name, "system": system})


def _only_sponsor(editor: Editor) -> str:
    """The code of the organisation whose staff the person is, when it is one."""
    if editor.keeps_register or len(editor.sponsors) != 1:
        return ""
    return Organisation.objects.values_list("code", flat=True).get(pk=editor.sponsors[0])
