"""What each verb means in words. Rooms tell theirs in ``AppConfig.ready()``; pages show them in the reader's language."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise

_told: dict[str, str | Promise] = {}


def tell(sentences: Mapping[str, str | Promise]) -> None:
    """``{"findings.claimed": _("claimed the finding")}``; ``%(name)s`` stands for an entry of the event's data."""
    _told.update(sentences)


def sentence_of(verb: str, data: Mapping[str, Any]) -> str:
    """The sentence for an event, or its verb where no room told one."""
    return str(_told.get(verb, verb)) % defaultdict(str, data)
