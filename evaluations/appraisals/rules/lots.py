"""Drawing lots that anybody can draw again, with nothing but SHA-256 and paper.

The order of a lot is that of the hexadecimal SHA-256 of ``<seed>|<attempt>|<code>``. A sample is the first so many. For
cross-assessment everybody sits in a circle in that order and assesses the next one, so nobody assesses whoever assesses them.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from evaluations.appraisals.enums import DrawKind
from evaluations.appraisals.models import Draw
from registry.refusals import Obstacle

LEAST_IN_A_CIRCLE = 3
MOST_ATTEMPTS = 200
_MOST_STEPS = 20_000

Apart = Collection[frozenset[str]]


def order_of(codes: Collection[str], *, seed: str, attempt: int = 0) -> list[str]:
    """The codes as the seed shuffles them."""

    def lot(code: str) -> tuple[str, str]:
        return hashlib.sha256(f"{seed}|{attempt}|{code}".encode()).hexdigest(), code

    return sorted(set(codes), key=lot)


def sample_of(codes: Collection[str], *, size: int, seed: str) -> list[str]:
    """``size`` of them, all where there are fewer; sorted."""
    return sorted(order_of(codes, seed=seed)[:size])


def circle_of(codes: Collection[str], *, apart: Apart, seed: str) -> tuple[int, list[str]] | None:
    """The first attempt whose order can be closed to a circle in which no pair of ``apart`` sits side by side, and that circle.

    Within an attempt the order is followed; who cannot sit there is passed over for the next who can. ``None`` where no
    attempt fits, which with few ties means that somebody is tied to nearly everybody.
    """
    if len(set(codes)) < LEAST_IN_A_CIRCLE:
        return None
    for attempt in range(MOST_ATTEMPTS):
        order = order_of(codes, seed=seed, attempt=attempt)
        circle = _seated(order, lambda one, other: frozenset((one, other)) not in apart)
        if circle is not None:
            return (attempt, circle) if circle else None
    return None


def _seated(order: Sequence[str], may_sit: Callable[[str, str], bool]) -> list[str] | None:
    """Depth first along the order, going back where it leads nowhere.

    An empty list where there is no such circle at all, ``None`` when it gave up looking after so many steps.
    """
    circle = [order[0]]
    places = [0]  # per seat: how many of the order were tried for the seat after it
    seated = {order[0]}
    for _step in range(_MOST_STEPS):
        if len(circle) == len(order) and may_sit(circle[-1], circle[0]):
            return circle
        place = places[-1]
        while place < len(order) and (order[place] in seated or not may_sit(circle[-1], order[place])):
            place += 1
        if place < len(order):
            places[-1] = place + 1
            circle.append(order[place])
            seated.add(order[place])
            places.append(0)
        elif len(circle) == 1:
            return []
        else:
            seated.remove(circle.pop())
            places.pop()
    return None


def neighbours(circle: Sequence[str]) -> list[tuple[str, str]]:
    """``(assessor, assessed)`` all around."""
    return list(zip(circle, [*circle[1:], circle[0]], strict=True))


def obstacles_to_draw(pool: Collection[str], *, seed: str, size: int, least: int) -> list[Obstacle]:
    """A seed, and enough to draw from."""
    found = []
    if not seed.strip():
        message = _(
            "A lot needs a seed that is fixed before it is drawn, e.g. the winning numbers of a public lottery."
        )
        found.append(Obstacle("seed-missing", message, "seed", "content"))
    if size < 1:
        found.append(Obstacle("size-too-small", _("At least one has to be drawn."), "size", "content"))
    if len(set(pool)) < least:
        message = _("There are %(count)s to draw from, at least %(least)s are needed.") % {
            "count": len(set(pool)),
            "least": least,
        }
        found.append(Obstacle("pool-too-small", message, "pool", "content"))
    return found


def obstacles_to_circle(names: Mapping[str, str], *, apart: Apart) -> list[Obstacle]:
    """Who is tied to so many that nobody can sit on both sides; a general reason where it is nobody's own.

    ``names``: what the organisation with each code is called.
    """
    lonely = [
        names[code]
        for code in sorted(names)
        if sum(other != code and frozenset((code, other)) not in apart for other in names) < LEAST_IN_A_CIRCLE - 1
    ]
    message = _("%(name)s is tied to so many of the others that fewer than two are independent of it.")
    found = [Obstacle("nobody-independent", message % {"name": name}, "pool", "content") for name in lonely]
    general = _("The organisations are tied to each other in such a way that no independent order was found.")
    return found or [Obstacle("no-independent-order", general, "pool", "content")]


def is_drawn_again(draw: Draw) -> bool:
    """Whether the stored seed and pool give the stored result."""
    if draw.kind == DrawKind.SPOT_CHECK:
        return sample_of(draw.pool, size=len(draw.result), seed=draw.seed) == list(draw.result)
    apart = {frozenset(pair) for pair in draw.kept_apart}
    seated = circle_of(draw.pool, apart=apart, seed=draw.seed)
    return seated is not None and neighbours(seated[1]) == [(one, other) for one, other, _system in draw.result]
