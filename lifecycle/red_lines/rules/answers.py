"""What a complete set of answers to the red-line questions is."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from lifecycle.red_lines.enums import Answer, ExceptionGround
from lifecycle.red_lines.rules.lines import RedLine
from lifecycle.red_lines.rules.scanning import Match
from registry.refusals import Obstacle

LEAST_JUSTIFICATION = 20
"""Characters; a word is no justification."""
_Flaw = tuple[str, str]


def obstacles_to_answers(
    answers: Mapping[str, Mapping[str, Any]], lines: Iterable[RedLine], *, matches: Iterable[Match] = ()
) -> list[Obstacle]:
    """Everything that keeps the answers from being complete; ``field`` of an obstacle is ``red_lines.CODE``.

    ``{code: {"answer": "no"|"yes", "note": "…", "exception": ""|"safety"|"emergency", "justification": "…"}}``: a "yes" needs an
    exception with its own justification; a "no" needs a note where a likely match says otherwise. ``lines`` are those that bind
    the system's kind: answers to others are welcome and not asked for.
    """
    if not isinstance(answers, Mapping):
        answers = {}
    excerpts: dict[str, str] = {}
    for match in matches:
        if match.likely:
            excerpts.setdefault(match.code, match.excerpt)
    found: list[Obstacle] = []
    for line in lines:
        given = answers.get(line.code)
        for code, message in _flaws(given if isinstance(given, Mapping) else {}, line, excerpts.get(line.code, "")):
            found.append(Obstacle(code, message, f"red_lines.{line.code}", "content"))
    return found


def _flaws(given: Mapping[str, Any], line: RedLine, excerpt: str) -> Iterator[_Flaw]:
    about = {"line": line.label_in_words, "excerpt": excerpt}
    answer = given.get("answer")
    if answer not in Answer.values:
        yield "not-answered", _("Not answered yet: %(line)s.") % about
    elif answer == Answer.YES:
        yield from _without_exception(given, about)
    elif excerpt and not _text(given, "note"):
        said = _("The text speaks of %(line)s (“%(excerpt)s”). Explain it, or take it out.") % about
        yield "match-unexplained", said


def _without_exception(given: Mapping[str, Any], about: Mapping[str, str]) -> Iterator[_Flaw]:
    if given.get("exception") not in ExceptionGround.values:
        yield (
            "red-line-crossed",
            _("A system may not do this: %(line)s. Only safety of people and emergency response are excepted.") % about,
        )
    elif len(_text(given, "justification")) < LEAST_JUSTIFICATION:
        asked = {**about, "least": LEAST_JUSTIFICATION}
        yield "exception-unjustified", _("Justify the exception for %(line)s (at least %(least)s characters).") % asked


def _text(given: Mapping[str, Any], name: str) -> str:
    value = given.get(name)
    return value.strip() if isinstance(value, str) else ""
