"""What the detector says at every week end, as its nightly sweeps would have said it with the rows that had arrived by then."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from evaluations.findings.rules.detector import Bytes, Flags, Whole
from evaluations.findings.rules.detector.axis import Axis
from evaluations.findings.rules.detector.evaluating import evaluate
from evaluations.findings.rules.detector.facts import Facts
from evaluations.findings.rules.detector.fleet import Fleet, record_of
from evaluations.findings.rules.detector.measures import Measures, Record
from evaluations.findings.rules.detector.outages import FAILED
from evaluations.findings.rules.detector.rhythms import Rhythm
from evaluations.findings.rules.detector.states import States, blank, reaches
from evaluations.findings.rules.detector.verdicts import Verdict, verdicts
from evaluations.findings.rules.detector.views import Subject, Views
from evaluations.findings.services.ground import Ground
from evaluations.proving.rules.guards import Guard
from evaluations.proving.rules.said import Said
from evaluations.proving.rules.weeks import Records


def judged(records: Records, ground: Ground) -> Said:
    """Of every system at every week end. ``ground`` may go by other numbers or another register than the records do."""
    guard = Guard(records, ground)
    said = Said.nothing(ground, {each: standing == FAILED for each, standing in guard.full.items()})
    slow = np.zeros(len(ground.roster), np.bool_)
    slow[records.slow] = True
    prompt = np.flatnonzero(~slow)
    for rhythm, rows in ground.pieces(prompt):
        _Prompt(records, ground, guard, rhythm, rows).judge(said)
    _judge_slow(records, ground, guard, said)
    said.rank(records.county.kinds, ground.numbers)
    return said


@dataclass(frozen=True)
class _Prompt:
    """Systems of one rhythm whose rows are there within a week: each week is added for good once it is over a week ago."""

    records: Records
    ground: Ground
    guard: Guard
    rhythm: Rhythm
    rows: Whole

    def judge(self, said: Said) -> None:
        full = record(self.records.full, self.ground, self.rhythm, self.rows, self.guard.full)
        prompt = record(self.records.prompt, self.ground, self.rhythm, self.rows, self.guard.prompt)
        late = _differing(full, prompt, self.rhythm)
        states = blank(len(self.rows), self.ground.numbers)
        subjects = [self.ground.subject(row) for row in self.rows.tolist()]
        for week in range(self.ground.axis.weeks):
            waiting = np.flatnonzero(late[:, week])
            then = states[waiting]
            measures = self._evaluated(states, full, week)
            there = ~late[:, week]
            said.reach[self.rows, week] = reaches(states)
            for verdict in self._spoken(states, measures, full.facts, subjects, week):
                said.settle(week, verdict)
                if there[np.searchsorted(self.rows, verdict.system - 1)]:
                    said.note(week, verdict)
            if len(waiting):
                told = _of(prompt, waiting)
                measures = self._evaluated(then, told, week)
                some = [subjects[row] for row in waiting.tolist()]
                for verdict in self._spoken(then, measures, told.facts, some, week):
                    said.note(week, verdict)

    def _evaluated(self, states: States, told: Record, week: int) -> Measures:
        return evaluate(states, told, week, week=week, rhythm=self.rhythm, numbers=self.ground.numbers)

    def _spoken(
        self, states: States, measures: Measures, facts: Facts, subjects: list[Subject], week: int
    ) -> list[Verdict]:
        axis = Axis(self.ground.axis.first_week, week + 1)
        return spoken(Views(states, measures, facts, self.rhythm, axis, self.ground.numbers), subjects)


def _differing(one: Record, other: Record, rhythm: Rhythm) -> Flags:
    """Rows and weeks of which two records do not say the same."""
    rows, weeks = one.users.shape
    found = np.zeros((rows, weeks), np.bool_)
    for each in fields(Record):
        mine, theirs = getattr(one, each.name), getattr(other, each.name)
        if isinstance(mine, Facts) or mine.ndim == 1:
            continue  # the same of both
        differs = (mine != theirs).reshape(rows, mine.shape[1], -1).any(axis=2)
        if each.name == "bounds":
            week = np.flatnonzero(np.diff(rhythm.segments, prepend=-1)) // 7
            found |= np.logical_or.reduceat(differs, np.searchsorted(week, np.arange(weeks)), axis=1)
        else:
            found |= differs.reshape(rows, weeks, -1).any(axis=2)
    return found


def _of(told: Record, rows: Whole) -> Record:
    return Record(
        told.marks[rows],
        told.coverage[rows],
        told.out[rows],
        told.doubtful[rows],
        told.inbound[rows],
        told.eligible[rows],
        told.registered[rows],
        told.bounds[rows],
        told.users[rows],
        told.sums[rows],
        told.facts.of(rows),
        told.launched[rows],
    )


def _judge_slow(records: Records, ground: Ground, guard: Guard, said: Said) -> None:
    """Systems told of by the month: the weeks since the last month that has arrived are judged again at each sweep."""
    pieces = [(rhythm, rows, blank(len(rows), ground.numbers)) for rhythm, rows in ground.pieces(records.slow)]
    subjects = [[ground.subject(row) for row in rows.tolist()] for _rhythm, rows, _states in pieces]
    settled, known, in_time = 0, None, None
    arrived = -1
    for week in range(ground.axis.weeks):
        day = week * 7 + 7
        if (count := int(np.searchsorted(records.arrivals, day, side="right"))) != arrived:
            arrived = count
            known, in_time = (records.slow_known(day, prompt=prompt) for prompt in (False, True))
            standing = guard.full | {
                each: guard.of(known.used[known.collector == each]) for each in np.unique(known.collector).tolist()
            }
            later = [record(known, ground, rhythm, rows, standing) for rhythm, rows, _states in pieces]
            last = [record(in_time, ground, rhythm, rows, standing) for rhythm, rows, _states in pieces]
        through = min(records.settled_week(day) + 1, week)
        for (rhythm, rows, states), before, now, some in zip(pieces, later, last, subjects, strict=True):
            for each in range(settled, through):
                evaluate(states, before, each, week=each, rhythm=rhythm, numbers=ground.numbers)
            shown = states.copy()
            for each in range(through, week):
                evaluate(shown, before, each, week=each, rhythm=rhythm, numbers=ground.numbers)
            measures = evaluate(shown, now, week, week=week, rhythm=rhythm, numbers=ground.numbers)
            said.reach[rows, week] = reaches(shown)
            axis = Axis(ground.axis.first_week, week + 1)
            for verdict in spoken(Views(shown, measures, now.facts, rhythm, axis, ground.numbers), some):
                said.note(week, verdict)
                said.settle(week, verdict)
        settled = through


def record(fleet: Fleet, ground: Ground, rhythm: Rhythm, rows: Whole, standing: dict[int, Bytes]) -> Record:
    return record_of(
        fleet,
        rows,
        rhythm,
        begins=0,
        standing=standing,
        eligible=ground.eligible[rows],
        facts=ground.said.of(rows),
        launched=ground.launched[rows],
    ).since_launch()


def spoken(views: Views, subjects: Sequence[Subject]) -> list[Verdict]:
    return verdicts(subjects.__getitem__, views, outages=lambda _row: ())
