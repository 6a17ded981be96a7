"""The completion report: who decided what on which grounds, what was cleared, and what proves it."""

from dataclasses import dataclass, field

from lifecycle.cases.models import Case, Clearance, Decision, Duty, Review, Submission
from lifecycle.cases.selectors import is_withheld_from, reviews_visible_to
from lifecycle.clearances.models import ClearanceItem, FreshList, Probe
from lifecycle.clearances.selectors.clearing import first_seen_there, items_of, newest_lists, probes_of
from lifecycle.clearances.selectors.observing import Observation, observation_of
from registry.ledger.chain import Break
from registry.ledger.models import Head
from registry.ledger.selectors import verify
from registry.organisations.models import Person


@dataclass(frozen=True)
class ItemResult:
    """One item and its newest probes, newest first."""

    item: ClearanceItem
    probes: list[Probe]

    @property
    def last(self) -> Probe | None:
        return self.probes[0] if self.probes else None

    @property
    def never_seen(self) -> bool:
        """Whether it was probed but no probe from here ever saw it answer: then *gone* says less."""
        return bool(self.probes) and first_seen_there(self.probes) is None


@dataclass(frozen=True)
class ClearanceResult:
    """One of the three, with its items and its newest list."""

    clearance: Clearance
    items: list[ItemResult]
    newest_list: FreshList | None


@dataclass(frozen=True)
class Chain:
    """One stream of the ledger: where it ends, and every place where it does not hold. ``head``: ``""`` while it is withheld."""

    stream: str
    events: int
    head: str
    breaks: list[Break]

    @property
    def holds(self) -> bool:
        return not self.breaks


@dataclass(frozen=True)
class Report:
    """``reviews`` are those the reader may see; ``observation`` what was seen again after the shutdown; ``chains`` the case's
    own stream and that of its clearances."""

    case: Case
    submission: Submission | None
    reviews: list[Review]
    decision: Decision | None
    clearances: list[ClearanceResult]
    duties: list[Duty]
    observation: Observation | None = None
    chains: list[Chain] = field(default_factory=list)

    @property
    def chains_hold(self) -> bool:
        return all(chain.holds for chain in self.chains)


def report_of(case: Case, *, reader: Person) -> Report:
    """Everything about one case as it stands, verified while it is read. About twenty queries, and the chains' events once."""
    closed = is_withheld_from(case, reader)
    reviews = reviews_visible_to(case, reader).filter(round=case.round, superseded_by__isnull=True).order_by("id")
    return Report(
        case=case,
        submission=case.submissions.select_related("by").order_by("-round").first(),
        reviews=list(reviews),
        decision=case.decisions.select_related("by", "countersigned_by").first(),
        clearances=results_of(case),
        duties=list(case.duties.select_related("person").order_by("since", "id")),
        observation=observation_of(case),
        chains=[_chain(case.stream, without_head=closed), _chain(f"clearances/{case.number}")],
    )


def results_of(case: Case) -> list[ClearanceResult]:
    """The three clearances with items, probes and lists. Four queries."""
    clearances = list(case.clearances.select_related("attested_by", "verified_by").order_by("id"))
    items = list(items_of(clearances).order_by("id"))
    probes, lists = probes_of(items), newest_lists(clearances)
    return [
        ClearanceResult(
            one,
            [ItemResult(item, probes.get(item.pk, [])) for item in items if item.clearance_id == one.pk],
            lists.get(one.pk),
        )
        for one in clearances
    ]


def _chain(stream: str, *, without_head: bool = False) -> Chain:
    found = verify(stream)
    head = None if without_head else Head.objects.filter(stream=stream).first()
    return Chain(stream, found.events, head.hash if head else "", found.breaks)
