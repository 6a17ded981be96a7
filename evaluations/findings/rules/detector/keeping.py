"""Whether somebody keeps a system: spread over organisations (U5), releases (U7), a contract, and the rules of accounts and groups."""

from collections.abc import Collection
from typing import Final

import numpy as np

from evaluations.findings.policy import Parameters
from evaluations.findings.rules.detector import Flags, Pair, Reals, Whole, answers
from evaluations.findings.rules.detector.facts import ACCOUNT, GROUP, ORDINARY, Facts
from evaluations.findings.rules.detector.measures import Measures
from evaluations.findings.rules.detector.quantities import told
from evaluations.findings.rules.detector.ratios import slot_of
from evaluations.findings.rules.detector.states import States

FRESH_DAYS: Final = 56
"""How long what was told of releases holds: after that nobody knows whether there was one."""


def remember(states: States, sums: Reals, *, week: int, assessed: Collection[int]) -> None:
    """Keep what a week (from the epoch) tells of organisations and releases; apart what it tells before an assessment."""
    slot = slot_of(states, ("using", "using_assessed"), week=week)
    kept = "using_assessed" if week in assessed or week + 1 in assessed else "using"
    using, meant = sums[:, told("using_organisations")], sums[:, told("eligible_organisations")]
    np.copyto(states["organisations"], meant, where=meant > 0)
    states[kept][:, slot] = np.maximum(states[kept][:, slot], using)
    for name in ("released", "release_told"):
        states[name] = np.maximum(states[name], sums[:, told(name)])
    states["release_first"] = np.where(states["release_first"] > 0, states["release_first"], states["release_told"])


def spread(states: States, known: Flags, spiked: Flags, numbers: Parameters) -> Pair:
    """U5: even in its best week few of the organisations it is meant for used it; ``spiked``: but for weeks of assessments."""
    known = known & (states["organisations"] >= numbers.least_organisations)
    share = most_using(states, spiked) / np.maximum(states["organisations"], 1)
    return answers(share < numbers.spread_enter, known=known), answers(share > numbers.spread_leave, known=known)


def most_using(states: States, spiked: Flags) -> Reals:
    """Organisations that used it, at most in one week."""
    usual, assessed = (states[name].max(axis=1) for name in ("using", "using_assessed"))
    return np.asarray(np.where(spiked, usual, np.maximum(usual, assessed)))


def upkeep(states: States, facts: Facts, asked: Flags, *, day: int, numbers: Parameters) -> Pair:
    """U7: long without a release, or not quite as long once its contract has ended.

    Where nobody tells of releases, the end of the contract stands for the last one, as those who worked on it left then; a contract
    that has not ended says nothing.
    """
    since, told = unkept(states, facts, day)
    line = np.where(facts.contract_end < day, numbers.upkeep_days_without_contract, numbers.upkeep_days)
    known = asked & (told | (since > line))
    return answers(since > line, known=known), answers(since <= line, known=known)


def unkept(states: States, facts: Facts, day: int) -> tuple[Whole, Flags]:
    """Days since anybody can have worked on it, and whether releases are told: if not, that is known only of a contract that ended."""
    since, told = since_release(states, day)
    return np.where(told, since, np.minimum(since, day - facts.contract_end)), told


def since_release(states: States, day: int) -> tuple[Whole, Flags]:
    """Days since the last release, or since releases are known of, and whether they are still."""
    last = np.maximum(states["released"], states["release_first"]).astype(np.int64)
    return day - last, (states["release_first"] > 0) & (day - states["release_told"] <= FRESH_DAYS)


def ownerless(measures: Measures, facts: Facts, asked: Flags, *, day: int, numbers: Parameters) -> Pair:
    """Used, though every contract for it ended long ago: nobody answers for it. Accounts and groups need none."""
    asked = asked & (facts.rule == ORDINARY)
    ended = day - facts.contract_end > numbers.ownerless_days
    used = measures.active >= numbers.recency_leave_weeks
    return answers(ended & used, known=asked), answers(~ended | (measures.active == 0), known=asked)


def stale(states: States, facts: Facts, *, day: int, numbers: Parameters) -> Pair:
    """An account that published nothing for two weeks fails the rules for government accounts."""
    since, known = since_release(states, day)
    known = known & (facts.rule == ACCOUNT)
    return answers(since > numbers.account_days, known=known), answers(since <= numbers.account_days, known=known)


def dormant(states: States, facts: Facts, measured: Flags, *, begins: int, day: int, numbers: Parameters) -> Pair:
    """An account that published nothing, or a group in which nothing happened, for three months.

    ``begins`` is the first day of the axis; ``measured``: where enough was seen to say that nothing happened.
    """
    since, published = since_release(states, day)
    last = np.maximum(states["last_possible"], states["first_told"]).astype(np.int64)
    quiet = day - begins - last
    account = facts.rule == ACCOUNT
    idle = np.where(account & published, since, quiet)
    known = (account & published) | ((facts.rule == GROUP) | account) & measured
    return answers(idle > numbers.dormant_days, known=known), answers(idle <= numbers.dormant_days, known=known)


def replaceable(facts: Facts, asked: Flags, numbers: Parameters) -> Pair:
    """U9: another system does the same for far more people."""
    known = asked & (facts.rival != "")
    enter = (facts.likeness >= numbers.replaceable_enter) & (facts.wider >= numbers.replaceable_reach)
    leave = (facts.likeness < numbers.replaceable_leave) | (facts.wider < numbers.replaceable_reach)
    return answers(enter, known=known), answers(leave, known=known)
