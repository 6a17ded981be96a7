"""How organisations may stand to each other."""

from django.utils.translation import gettext_lazy as _

from registry.refusals import Obstacle


def obstacles_to_relate(*, one_id: int, other_id: int, registered: bool) -> list[Obstacle]:
    """Against a relation between two organisations; ``registered``: the very same one is there."""
    if one_id == other_id:
        return [
            Obstacle(
                "same-organisation", _("An organisation has no relation to itself."), field="other", kind="content"
            )
        ]
    return [Obstacle("already-related", _("This relation is registered already."), field="other")] if registered else []
