"""What stands against a change to the register. Pure."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from registry.organisations.enums import Role
from registry.refusals import Obstacle
from registry.systems.enums import BatchState
from registry.systems.models import Contract, DataSet, Interface, Predecessor
from registry.systems.permissions import may_import

_NOT_BUREAU = Obstacle(
    "not-register-keeper", _("Only an intake or case officer of the data bureau may import the register."), kind="who"
)


def obstacles_to_import(roles: Collection[str]) -> list[Obstacle]:
    return [] if may_import(roles) else [_NOT_BUREAU]


def obstacles_to_apply(*, state: str, wrong: int, writes: int, skip_wrong: bool) -> list[Obstacle]:
    """Everything against writing an import: ``wrong`` rows block it as a whole unless they are to be left out."""
    found: list[Obstacle] = []
    if state not in {BatchState.UPLOADED, BatchState.PREVIEWED}:
        found.append(Obstacle("not-previewed", _("This import is finished; upload the file again.")))
    if wrong and not skip_wrong:
        found.append(
            Obstacle(
                "wrong-rows",
                _(
                    "%(wrong)s errors: nothing is imported until they are mended, or the wrong rows are left out on purpose."
                )
                % {"wrong": wrong},
                kind="content",
            )
        )
    if not writes:
        found.append(Obstacle("nothing-to-do", _("Nothing is new or changed."), kind="content"))
    return found


def obstacles_to_register(
    *, roles_by_organisation: Mapping[int, Collection[str]], sponsor_id: int | None, keeps_register: bool
) -> list[Obstacle]:
    """Against registering or changing a system of ``sponsor_id``: by its own staff or the bureau's officers only."""
    if keeps_register or Role.SPONSOR_STAFF in roles_by_organisation.get(sponsor_id or 0, ()):
        return []
    return [Obstacle("not-sponsor", _("Only staff of the sponsor or the data bureau may do this."), kind="who")]


def obstacles_to_undo(*, state: str, changed_since: Collection[str], used_since: Collection[str]) -> list[Obstacle]:
    """Everything against undoing an import: rows changed after it, and new ones something refers to by now."""
    found: list[Obstacle] = []
    if state != BatchState.APPLIED:
        found.append(Obstacle("not-applied", _("This import has not been carried out, or is undone already.")))
    if changed_since:
        found.append(
            Obstacle("changed-since", _("Changed since the import: %(codes)s.") % {"codes": _some(changed_since)})
        )
    if used_since:
        found.append(
            Obstacle("used-since", _("Something refers to these by now: %(codes)s.") % {"codes": _some(used_since)})
        )
    return found


def obstacles_to_keep_fact(fact: DataSet | Interface | Contract | Predecessor, *, has_twin: bool) -> list[Obstacle]:
    """Against what a data set, an interface or a contract says as a whole. ``has_twin``: another row says the same."""
    found: list[Obstacle] = []
    if has_twin:
        found.append(Obstacle("already-registered", _("This is registered already."), field="name", kind="content"))
    if isinstance(fact, Interface):
        if bool(fact.consumer_id) == bool(fact.outside_consumer):
            message = _("Name either the system that draws on it or whoever does outside the register.")
            found.append(Obstacle("one-consumer", message, field="consumer", kind="content"))
        if fact.consumer_id == fact.system_id:
            message = _("A system does not draw on itself.")
            found.append(Obstacle("same-system", message, field="consumer", kind="content"))
    if isinstance(fact, Contract):
        if fact.cost_fen is not None and fact.cost_fen < 0:
            found.append(Obstacle("negative", _("A cost is not negative."), field="cost_fen", kind="content"))
        if fact.begins_on and fact.ends_on and fact.ends_on < fact.begins_on:
            message = _("A contract does not end before it begins.")
            found.append(Obstacle("ends-before", message, field="ends_on", kind="content"))
    return found


def obstacles_to_succeed(
    *, keeps_register: bool, system: int, earlier: int | None, successors: Mapping[int, int]
) -> list[Obstacle]:
    """Against counting what was counted of ``earlier`` as another's; ``successors``: who carries on whom so far."""
    if not keeps_register:
        message = _("What a system carries on is entered by the data bureau: it changes what is found of it.")
        return [Obstacle("not-register-keeper", message, kind="who")]
    later: int | None = system
    while later is not None and later != earlier:
        later = successors.get(later)
    if later is None:
        return []
    message = _("The earlier system carries on this one, or is this one.")
    return [Obstacle("in-a-circle", message, field="earlier", kind="content")]


def _some(codes: Collection[str], most: int = 20) -> str:
    shown = "、".join(sorted(codes)[:most])
    return shown if len(codes) <= most else f"{shown} … ({len(codes)})"
