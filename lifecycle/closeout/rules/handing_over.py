"""The hand-over list of a merge: what goes where, and whether the successor's sponsor takes it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from registry.refusals import Obstacle


@dataclass(frozen=True, slots=True)
class HandOverView:
    """``list_sha256`` is over the list as it is, ``accepted_sha256`` over the list as it was accepted last (``""``: never)."""

    successor: str
    items: int
    list_sha256: str
    accepted_sha256: str = ""
    drawn_up_by: int | None = None

    @property
    def is_accepted(self) -> bool:
        return self.items > 0 and self.list_sha256 == self.accepted_sha256


def obstacles_in_hand_over(view: HandOverView) -> list[Obstacle]:
    """What keeps the merge from being carried out."""
    said = {"system": view.successor}
    if not view.items:
        message = _("The hand-over list is empty: say what goes where in %(system)s.") % said
        return [Obstacle("hand-over-empty", message)]
    if not view.accepted_sha256:
        return [Obstacle("hand-over-open", _("The sponsor of %(system)s has not accepted the hand-over list.") % said)]
    if not view.is_accepted:
        message = _("The hand-over list has changed since the sponsor of %(system)s accepted it.") % said
        return [Obstacle("hand-over-changed", message)]
    return []


def obstacles_to_hand_over(view: HandOverView | None) -> list[Obstacle]:
    """Against a hand-over list as such."""
    if view is None:
        return [Obstacle("no-merge", _("The system is not merged into another: there is nothing to hand over."))]
    return []


def obstacles_to_add(label: str, place: str, *, has_twin: bool) -> list[Obstacle]:
    """Against one more line."""
    found: list[Obstacle] = []
    if not label.strip():
        found.append(Obstacle("label-missing", _("Say what is handed over."), "label", "content"))
    if not place.strip():
        found.append(Obstacle("place-missing", _("Say where it goes in the successor."), "place", "content"))
    if has_twin:
        found.append(Obstacle("already-listed", _("This is already on the list."), "label", "content"))
    return found


def obstacles_to_accept(view: HandOverView | None, *, by: int, read_sha256: str) -> list[Obstacle]:
    """Against accepting the list that was read."""
    found = obstacles_to_hand_over(view)
    if view is None:
        return found
    if not view.items:
        found.append(Obstacle("hand-over-empty", _("The hand-over list is empty.")))
    if view.is_accepted:
        found.append(Obstacle("already-accepted", _("This list is accepted already.")))
    if view.drawn_up_by == by:
        found.append(Obstacle("same-person", _("Whoever drew the list up cannot accept it."), kind="who"))
    if read_sha256 and read_sha256 != view.list_sha256:
        found.append(Obstacle("list-changed", _("The list has changed since you read it. Read it again.")))
    return found
