"""Bands and holds: a signal enters when its enter line was crossed for weeks on end, and leaves likewise."""

from dataclasses import dataclass

import numpy as np

from evaluations.findings.rules import NO, YES, Answers, Flags, Whole


@dataclass(frozen=True, slots=True)
class Held:
    """``on`` per system and week; ``since`` the week in which the evaluations that let it enter began, -1 while off."""

    on: Flags
    since: Whole


def hold(enter: Answers, leave: Answers, *, enter_weeks: int, leave_weeks: int) -> Held:
    """Walk through the weeks as if a sweep had run at the end of each.

    Entering takes ``enter_weeks`` yes in a row, leaving ``leave_weeks``. A no starts the count again; not enough data
    pauses it and flips nothing.
    """
    systems, weeks = enter.shape
    on = np.zeros((systems, weeks), np.bool_)
    now = np.zeros(systems, np.bool_)
    count = np.zeros(systems, np.int64)
    began = np.full(systems, -1, np.int64)
    for week in range(weeks):
        asked = np.where(now, leave[:, week], enter[:, week])
        began = np.where(~now & (asked == YES) & (count == 0), week, began)
        count = np.where(asked == YES, count + 1, np.where(asked == NO, 0, count))
        flips = count >= np.where(now, leave_weeks, enter_weeks)
        now = now ^ flips
        count[flips] = 0
        began[~now & (count == 0)] = -1
        on[:, week] = now
    return Held(on, np.where(now, began, -1))
