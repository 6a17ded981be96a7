"""What stands against saying that a hold was carried out."""

from django.utils.translation import gettext as _

from registry.refusals import Obstacle


def obstacles_to_carry_out(reference: str, *, is_done: bool) -> list[Obstacle]:
    """Against the receipt of finance for a hold in its present state."""
    found: list[Obstacle] = []
    if is_done:
        found.append(Obstacle("already-carried-out", _("This was carried out already.")))
    if not reference:
        message = _("Name the paper or entry under which it was carried out.")
        found.append(Obstacle("reference-missing", message, "reference", "content"))
    return found
