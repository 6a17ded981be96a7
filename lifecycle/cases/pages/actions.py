"""What a person can do in a case, sorted for the page: one thing to do now, what else is possible, what not and why."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from lifecycle.cases import selectors
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case
from lifecycle.cases.pages.acts import AT_ONCE
from lifecycle.cases.pages.buttons import label_of, lead_of, url_of
from lifecycle.cases.selectors import Action
from registry.organisations.models import Person
from registry.refusals import Obstacle

_FIRST = (
    "carry_forward",
    "file_review",
    "declare",
    "claim",
    "countersign",
    "decide",
    "accept",
    "submit",
    "suspend",
    "resume",
    "report_done",
    "record_acceptance",
    "attest",
    "verify",
    "confirm_shutdown",
    "advance_shutdown",
    "end_observation",
    "assign",
)  # what a case waits for, the most pressing first; nothing else is ever the primary button
_AHEAD = frozenset({(State.CLEARANCE, "advance_shutdown")})
"""(state, command) of what may be done already while the case waits for something else."""


@dataclass(frozen=True)
class Button:
    """One action as the page draws it. ``posts``: pressing it does it at once; otherwise it opens a page."""

    name: str
    target: str
    label: Any
    lead: Any
    url: str
    posts: bool
    obstacles: Sequence[Obstacle]


@dataclass(frozen=True)
class Offered:
    """Every action of the case, once. ``later``: the person may, but not now; ``not_mine``: somebody else's to do."""

    primary: Button | None = None
    others: list[Button] = field(default_factory=list)
    later: list[Button] = field(default_factory=list)
    not_mine: list[Button] = field(default_factory=list)

    @property
    def enabled(self) -> list[Button]:
        return ([self.primary] if self.primary else []) + self.others


def offered_to(case: Case, person: Person) -> Offered:
    """Sort what ``decide()`` accepts and refuses; nothing is judged here."""
    buttons = [_button(case, action) for action in selectors.allowed_actions(case, person)]
    allowed = [button for button in buttons if not button.obstacles]
    waiting = [each for each in allowed if each.name in _FIRST and (case.state, each.name) not in _AHEAD]
    proposed = any(each.name == "decline" for each in allowed)
    if proposed:  # it waits for a signature: deciding anew is not what is next
        waiting = [each for each in waiting if each.name != "decide"]
    primary = min(waiting, key=lambda button: _FIRST.index(button.name), default=None)
    refused = _one_per_name(buttons)
    return Offered(
        primary=primary,
        others=[button for button in allowed if button is not primary],
        later=[button for button in refused if not _is_somebody_elses(button)],
        not_mine=[button for button in refused if _is_somebody_elses(button)],
    )


def _button(case: Case, action: Action) -> Button:
    return Button(
        name=action.name,
        target=action.target,
        label=label_of(case, action.name, action.target),
        lead=lead_of(case, action.name),
        url=url_of(case, action.name, action.target),
        posts=action.name in AT_ONCE,
        obstacles=action.obstacles,
    )


def _one_per_name(buttons: list[Button]) -> list[Button]:
    """Of a command refused for every step or clearance, the one with the least against it; none where one is allowed."""
    by_name: dict[str, list[Button]] = {}
    for button in buttons:
        by_name.setdefault(button.name, []).append(button)
    nearest = (min(group, key=_distance) for group in by_name.values())
    return [button for button in nearest if button.obstacles]


def _distance(button: Button) -> tuple[int, int]:
    return sum(obstacle.kind == "who" for obstacle in button.obstacles), len(button.obstacles)


def _is_somebody_elses(button: Button) -> bool:
    return any(obstacle.kind == "who" for obstacle in button.obstacles)
