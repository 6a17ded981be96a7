"""One matter: how it was settled, and the forms to settle it."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lifecycle.closeout import services
from lifecycle.closeout.enums import MatterKind, Way
from lifecycle.closeout.forms import DestroyForm, EmptyForm, ReasonForm, SettleForm, StatementForm
from lifecycle.closeout.models import Matter
from lifecycle.closeout.pages.frame import CloseoutPage, Deed, before
from lifecycle.closeout.permissions import EXECUTORS, settlers, waivers, witnesses
from lifecycle.closeout.receipts import receipt_of
from lifecycle.closeout.rules.settling import obstacles_to_remove, obstacles_to_witness, obstacles_to_work
from lifecycle.closeout.selectors import part_of, settled
from lifecycle.closeout.selectors.matters import Settled
from registry.forms import RefusableForm
from registry.organisations.models import Person
from registry.refusals import Refused


class MatterPage(CloseoutPage):
    def get(self, request: HttpRequest, number: str, pk: int) -> HttpResponse:
        return self.page(bound={})

    def page(self, *, bound: Mapping[str, RefusableForm], status: int = 200) -> HttpResponse:
        (one,) = settled([self.matter])
        told = {
            "case": self.case,
            "one": one,
            "matter": self.matter,
            "deeds": list(_deeds(self, one, bound)),
        }
        return render(self.request, "closeout/matter.html", told, status=status)


class MatterAct(MatterPage):
    """One form of the page was sent."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, number: str, pk: int, deed: str) -> HttpResponse:
        if deed not in DEEDS:
            raise Http404
        make, do, said = DEEDS[deed]
        form = make(self.matter, data=request.POST, files=request.FILES, prefix=deed)
        if not form.is_valid():
            return self.page(bound={deed: form}, status=422)
        try:
            do(self.matter, form.cleaned_data, self.person)
        except Refused as refusal:
            form.show(refusal.obstacles)
            return self.page(bound={deed: form}, status=422)
        messages.success(request, str(said))
        return redirect("closeout:detail", number)


def _deeds(page: MatterPage, one: Settled, bound: Mapping[str, RefusableForm]) -> Iterator[Deed]:
    case, matter, person, view = page.case, page.matter, page.person, one.view
    now = obstacles_to_work(case.state)
    settles = part_of(case, person, settlers(case))
    waives = part_of(case, person, waivers(case), kept_from=EXECUTORS)
    witness = part_of(case, person, witnesses(case))

    def form(name: str) -> RefusableForm:
        return bound.get(name) or DEEDS[name][0](matter, prefix=name)

    if view.way != Way.DESTROYED:
        allowed = settles if settles.standing and not settles.obstacles else waives
        against = before([*(allowed.obstacles if allowed.obstacles else ()), *now])
        yield Deed("settle", _("File how it was settled"), form("settle"), against, is_upload=True)
    if matter.kind == MatterKind.DATA_SET and view.way != Way.DESTROYED:
        if view.destroyed_by is None:
            against = before([*settles.obstacles, *now])
            yield Deed("destroy", _("State that it was destroyed"), form("destroy"), against, is_upload=True)
        else:
            seen = obstacles_to_witness(view, "", by=person.pk)
            yield Deed(
                "witness", _("Witness the destruction"), form("witness"), before([*witness.obstacles, *seen, *now])
            )
            part = settles if view.destroyed_by == person.pk else witness
            yield Deed("decline", _("It was not destroyed"), form("decline"), before([*part.obstacles, *now]))
    if not obstacles_to_remove(view):
        yield Deed("remove", _("Take it off the list"), form("remove"), before([*settles.obstacles, *now]))


def _settle(matter: Matter, told: dict[str, Any], by: Person) -> None:
    services.settle(
        matter=matter,
        way=told["way"],
        statement=told["statement"],
        receiver=told.get("receiver", ""),
        successor=told.get("successor"),
        receipt=receipt_of(told["file"]),
        by=by,
    )


def _destroy(matter: Matter, told: dict[str, Any], by: Person) -> None:
    services.attest_destruction(matter=matter, statement=told["statement"], receipt=receipt_of(told["file"]), by=by)


def _witness(matter: Matter, told: dict[str, Any], by: Person) -> None:
    services.witness_destruction(matter=matter, statement=told["statement"], by=by)


def _decline(matter: Matter, told: dict[str, Any], by: Person) -> None:
    services.decline_destruction(matter=matter, reason=told["reason"], by=by)


def _remove(matter: Matter, told: dict[str, Any], by: Person) -> None:
    services.remove_matter(matter=matter, by=by)


def _plain(form: type[RefusableForm]) -> Callable[..., RefusableForm]:
    return lambda matter, **given: form(**given)


DEEDS: dict[str, tuple[Callable[..., RefusableForm], Callable[[Matter, dict[str, Any], Person], None], Any]] = {
    "settle": (lambda matter, **given: SettleForm(matter=matter, **given), _settle, gettext_lazy("Settled.")),
    "destroy": (_plain(DestroyForm), _destroy, gettext_lazy("Stated. It counts once somebody else has witnessed it.")),
    "witness": (_plain(StatementForm), _witness, gettext_lazy("Witnessed: the data is settled as destroyed.")),
    "decline": (_plain(ReasonForm), _decline, gettext_lazy("Taken back. The data has still to be settled.")),
    "remove": (_plain(EmptyForm), _remove, gettext_lazy("Taken off the list.")),
}
