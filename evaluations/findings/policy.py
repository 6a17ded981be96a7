"""Every number the sweep rests on, by name, with its unit and where it comes from.

No authority publishes a number for "low use": all defaults are proposals (专家建议), drawn from the practice of idle-resource
recommenders and from the public history of about 10,000 government web hosts over 18 months.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Self

from django.utils.translation import gettext_lazy as _

from evaluations.findings.enums import Provenance


def _parameter(default: Any, unit: str, meaning: Any, provenance: Provenance = Provenance.EXPERT) -> Any:
    return field(default=default, metadata={"unit": unit, "meaning": meaning, "provenance": provenance})


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """One policy's numbers. ``unit`` says what a value counts."""

    window_duty_days: int = _parameter(90, "duty days", _("least length of the window judged"))
    window_cycles: int = _parameter(2, "cycles", _("least number of cycles in the window judged"))
    coverage_least: float = _parameter(0.80, "share", _("coverage of the window below which nothing is judged"))
    coverage_tier_a: float = _parameter(0.95, "share", _("coverage a tier A by limbs needs"))
    recency_tier_a: int = _parameter(180, "duty days", _("days without use a tier A by limbs needs"))
    limbs_tier_a: int = _parameter(3, "limbs", _("limbs a tier A by limbs needs"))
    limbs_tier_b: int = _parameter(2, "limbs", _("limbs a tier B needs"))
    never_leave_users: int = _parameter(3, "people", _("users after which a system was used after all"))
    never_leave_days: int = _parameter(3, "days", _("days of use after which a system was used after all"))
    reach_enter: float = _parameter(0.05, "share", _("reach below which a system enters"))
    reach_leave: float = _parameter(0.10, "share", _("reach above which a system leaves"))
    reach_z: float = _parameter(1.96, "z", _("width of the Wilson bound: 95 %"))
    next_to_nobody_enter: float = _parameter(
        0.06, "share", _("of those it is meant for, in a cycle on average, below which next to nobody uses it")
    )
    next_to_nobody_leave: float = _parameter(0.10, "share", _("above which that ends"))
    next_to_nobody_long_enter: float = _parameter(
        0.15, "share", _("the same in cycles longer than a week: each of their days counts its people anew")
    )
    next_to_nobody_long_leave: float = _parameter(0.25, "share", _("above which that ends"))
    next_to_nobody_people: int = _parameter(25, "people", _("in a cycle on average, from which on they are somebody"))
    next_to_nobody_leave_people: int = _parameter(50, "people", _("above which that ends as well"))
    next_to_nobody_of: int = _parameter(30, "people", _("meant to use it, below which few are as many as there may be"))
    recency_leave_weeks: int = _parameter(4, "weeks", _("weeks with use after which a system is active again"))
    recency_leave_of_weeks: int = _parameter(8, "weeks", _("weeks among which they are counted"))
    recency_leave_cycles: int = _parameter(2, "cycles", _("the same, in cycles longer than a week"))
    recency_leave_of_cycles: int = _parameter(3, "cycles", _("cycles among which they are counted"))
    kind_many: int = _parameter(50, "systems", _("of a kind, above which low reach counts among the lowest only"))
    kind_lowest: float = _parameter(0.10, "share", _("of those of a kind in use that are the lowest in reach"))
    cycles_enter: float = _parameter(0.25, "share", _("share of cycles with use below which a system enters"))
    cycles_leave: float = _parameter(0.50, "share", _("share of cycles with use above which a system leaves"))
    cycles_least: int = _parameter(4, "cycles", _("least number of cycles of which a share is taken"))
    small_population: int = _parameter(10, "people", _("up to which a daily system is judged by the month"))
    small_times: int = _parameter(2, "times", _("as long as others such a system has to be without use"))
    machine_enter_weeks: int = _parameter(4, "weeks", _("weeks with inbound calls that mean use by machines"))
    machine_leave_weeks: int = _parameter(1, "weeks", _("weeks with inbound calls below which that ends"))
    machine_of_weeks: int = _parameter(8, "weeks", _("covered weeks among which they are counted"))
    completion_enter: float = _parameter(
        0.70, "share", _("work finished, of work begun, below which it is hard to use")
    )
    completion_leave: float = _parameter(0.80, "share", _("above which that ends"))
    errors_enter: float = _parameter(0.01, "share", _("errors, of visits, above which it is hard to use"))
    errors_leave: float = _parameter(0.005, "share", _("below which that ends"))
    slowness_enter: float = _parameter(2.0, "times", _("the promised time of a case above which it is hard to use"))
    slowness_leave: float = _parameter(1.5, "times", _("below which that ends"))
    corrections_enter: float = _parameter(0.15, "share", _("work sent back or corrected above which it is hard to use"))
    corrections_leave: float = _parameter(0.10, "share", _("below which that ends"))
    acted_enter: float = _parameter(0.50, "share", _("actions per visit below which visits lead to nothing"))
    acted_leave: float = _parameter(0.60, "share", _("above which that ends"))
    satisfaction_enter: float = _parameter(
        0.60, "share", _("satisfied users, at the upper bound, below which they are not")
    )
    satisfaction_leave: float = _parameter(0.70, "share", _("above which that ends"))
    complaints_enter: float = _parameter(5.0, "per 100 users a month", _("complaints above which they are many"))
    complaints_leave: float = _parameter(3.0, "per 100 users a month", _("below which that ends"))
    on_order_enter: float = _parameter(
        0.70, "share", _("use within 48 hours of an order above which it is used on order")
    )
    on_order_leave: float = _parameter(0.50, "share", _("below which that ends"))
    checkins_enter: float = _parameter(
        0.60, "share", _("check-ins, of check-ins and actions, above which figures are checked")
    )
    checkins_leave: float = _parameter(0.40, "share", _("below which that ends"))
    lockstep_enter: float = _parameter(
        0.30, "share", _("visits within the busiest minute above which figures are checked")
    )
    lockstep_leave: float = _parameter(0.20, "share", _("below which that ends"))
    unread_enter: float = _parameter(0.20, "share", _("records anybody read below which figures are checked"))
    unread_leave: float = _parameter(0.40, "share", _("above which that ends"))
    disagreement_enter: float = _parameter(
        1.20, "times", _("reported against counted, either way, at which figures are checked")
    )
    disagreement_leave: float = _parameter(1.10, "times", _("within which that ends"))
    spike_enter: float = _parameter(
        3.0, "times", _("use at an assessment against before and after, above which figures are checked")
    )
    bunching_within: float = _parameter(0.05, "share", _("above a target within which use counts as just above it"))
    bunching_enter: float = _parameter(0.70, "share", _("weeks just above the target above which figures are checked"))
    bunching_leave: float = _parameter(0.40, "share", _("below which that ends"))
    bunching_least: int = _parameter(4, "periods", _("held against a target before that is judged"))
    least_cases: int = _parameter(20, "pieces of work", _("below which no share of them is taken"))
    least_visits: int = _parameter(100, "visits", _("below which no share of them is taken"))
    least_crowd: int = _parameter(300, "visits", _("below which it is chance how many of them fall into one minute"))
    least_ratings: int = _parameter(20, "ratings", _("below which satisfaction is not judged"))
    least_days: int = _parameter(14, "days", _("of a block of four weeks that must be told to judge it"))
    least_idle_days: int = _parameter(60, "days", _("with a known load, below which servers are not judged"))
    least_organisations: int = _parameter(5, "organisations", _("below which the spread over them is not judged"))
    least_hard: int = _parameter(2, "signals", _("of hardship that make a system hard to use"))
    least_flattered: int = _parameter(2, "signals", _("of flattery that make figures to be checked"))
    promise_enter: float = _parameter(0.20, "share", _("of a promise, twice in a row, below which it is far from kept"))
    promise_leave: float = _parameter(0.40, "share", _("above which that ends"))
    spread_enter: float = _parameter(0.10, "share", _("of organisations using it below which a system enters"))
    spread_leave: float = _parameter(0.20, "share", _("above which it leaves"))
    upkeep_days: int = _parameter(365, "days", _("since the last release after which nobody keeps a system up"))
    upkeep_days_without_contract: int = _parameter(180, "days", _("the same once its contract has ended"))
    ownerless_days: int = _parameter(
        180, "days", _("after the end of the last contract, while still in use, after which a system is nobody's")
    )
    account_days: int = _parameter(
        14, "days", _("without anything published after which an account is not kept up"), Provenance.NATIONAL
    )
    dormant_days: int = _parameter(92, "days", _("after which an account or a group lies dormant"), Provenance.NATIONAL)
    idle_resources_enter: float = _parameter(0.80, "share", _("of days with idle servers above which a system enters"))
    idle_resources_leave: float = _parameter(0.50, "share", _("below which it leaves"))
    idle_cpu_percent: int = _parameter(5, "percent", _("CPU load, 95th percentile, below which a day is idle"))
    idle_network_mb: int = _parameter(5, "MB", _("network traffic below which a day is idle"))
    replaceable_enter: float = _parameter(
        0.75, "share", _("likeness to a system of far wider reach at which a system enters")
    )
    replaceable_leave: float = _parameter(0.65, "share", _("below which it leaves"))
    replaceable_reach: float = _parameter(3.0, "times", _("the reach by which the other is far wider"))
    hold_enter_weeks: int = _parameter(4, "weeks", _("evaluations in a row before a signal enters"))
    hold_leave_weeks: int = _parameter(8, "weeks", _("evaluations in a row before a signal leaves"))
    warm_up_weeks: int = _parameter(8, "weeks", _("covered weeks before anything is judged"))
    young_months: int = _parameter(6, "months", _("after launch, without any flag"))
    slow_start_months: int = _parameter(12, "months", _("after launch, with tier C at most"))
    outage_share: float = _parameter(0.04, "share", _("of steady systems silent at once that is never normal"))
    outage_times_usual: float = _parameter(3.0, "times", _("the usual share that is not normal"))
    outage_usual_weeks: int = _parameter(8, "weeks", _("over which the usual share is taken"))
    outage_steady_weeks: int = _parameter(8, "weeks", _("of use in a row that make a system steady"))
    outage_least_steady: int = _parameter(20, "systems", _("steady systems needed to see an outage"))
    outage_few_steady: int = _parameter(5, "systems", _("steady systems from which on more than half is asked for"))
    outage_few_share: float = _parameter(0.5, "share", _("of so few steady systems silent at once that is an outage"))
    outage_least_silent: int = _parameter(3, "systems", _("newly silent systems needed to see an outage"))
    outage_longest_weeks: int = _parameter(8, "weeks", _("after which a person must say that it is an outage"))
    doubtful_times_usual: float = _parameter(
        1.25, "times", _("the usual number of systems newly silent beyond which a week brings up nothing new")
    )
    doubtful_deviations: float = _parameter(
        2.0, "times", _("the root of that number by which it has to be passed, which chance seldom does")
    )
    dismissal_worsening: float = _parameter(0.5, "share", _("worsening of a signal that ends a dismissal early"))
    answer_working_days: int = _parameter(
        10, "working days", _("for the sponsor to answer, counted from the day it is asked"), Provenance.OWN
    )
    snooze_most_days: int = _parameter(90, "days", _("for which a finding may be put off"), Provenance.OWN)
    exemption_reminder_days: int = _parameter(30, "days", _("before an exemption ends, to be reminded"), Provenance.OWN)
    precision_least: float = _parameter(
        0.70, "share", _("decisions that bore a signal out, below which a change is proposed")
    )
    precision_decisions: int = _parameter(30, "decisions", _("the last ones, on which that is counted"))
    shadow: bool = _parameter(True, "yes/no", _("only the data bureau sees findings"), Provenance.OWN)  # noqa: FBT003

    def stored(self) -> dict[str, dict[str, Any]]:
        """As a policy row keeps them: ``{name: {"value", "unit", "provenance"}}``."""
        return {
            each.name: {
                "value": getattr(self, each.name),
                "unit": each.metadata["unit"],
                "provenance": str(each.metadata["provenance"]),
            }
            for each in fields(self)
        }

    @classmethod
    def from_stored(cls, stored: Mapping[str, Mapping[str, Any]]) -> Self:
        """The numbers of a policy row; one it does not name keeps its default.

        Raises:
            TypeError: the row names a parameter that does not exist.
        """
        return cls(**{name: entry["value"] for name, entry in stored.items()})
