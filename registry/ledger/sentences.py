"""What each verb means in words. Rooms tell theirs in ``AppConfig.ready()``; pages show them in the reader's language."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.functional import Promise

Sentence = str | Promise | Callable[[Mapping[str, Any]], str]

_told: dict[str, Sentence] = {}


def tell(sentences: Mapping[str, Sentence]) -> None:
    """``{"findings.claimed": _("claimed the finding")}``; ``%(name)s`` stands for an entry of the event's data.

    A function of the data is for sentences with a code in them that has a name in the reader's language.
    """
    _told.update(sentences)


def sentence_of(verb: str, data: Mapping[str, Any]) -> str:
    """The sentence for an event, or its verb where no room told one."""
    told = _told.get(verb, verb)
    return told(data) if callable(told) else str(told) % defaultdict(str, data)
