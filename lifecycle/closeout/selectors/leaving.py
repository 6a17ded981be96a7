"""The whole of what is left to settle, the hand-over list, and what the users are told."""

from datetime import datetime

from lifecycle.cases.enums import DecisionOutcome
from lifecycle.cases.models import Case
from lifecycle.cases.receipts import sha256_of
from lifecycle.closeout.models import Acceptance, Announcement, HandOverItem
from lifecycle.closeout.rules.announcing import Leaving
from lifecycle.closeout.rules.handing_over import HandOverView
from lifecycle.closeout.rules.leaving import Closeout
from lifecycle.closeout.selectors.matters import matters_of, settled, unlisted_in
from registry.systems.models import System


def closeout_of(case: Case) -> Closeout:
    """Everything the rules ask about. About ten queries."""
    return Closeout(
        matters=tuple(each.view for each in settled(matters_of(case))),
        unlisted=tuple(each.label for each in unlisted_in(case)),
        nothing_held=frozenset(case.nothing_held.values_list("kind", flat=True)),
        hand_over=hand_over_of(case),
    )


def successor_of(case: Case) -> System | None:
    """The system into which it was decided to merge; None otherwise. Two queries."""
    decision = case.decisions.first()
    if decision is None or decision.outcome != DecisionOutcome.MERGE:
        return None
    return System.objects.select_related("sponsor").filter(code=decision.details.get("successor", "")).first()


def items_of(case: Case) -> list[dict[str, str]]:
    """The hand-over list as it is accepted and hashed: ``[{"portion", "label", "place"}]``. One query."""
    rows = HandOverItem.objects.filter(case=case).order_by("id")
    return [{"portion": row.portion, "label": row.label, "place": row.place} for row in rows]


def hand_over_of(case: Case) -> HandOverView | None:
    """None where nothing is merged. Five queries."""
    successor = successor_of(case)
    if successor is None:
        return None
    items = items_of(case)
    accepted = Acceptance.objects.filter(case=case).order_by("-at", "-id").first()
    last = HandOverItem.objects.filter(case=case).order_by("-id").values_list("added_by", flat=True).first()
    return HandOverView(
        successor=successor.name,
        items=len(items),
        list_sha256=sha256_of(items),
        accepted_sha256=accepted.items_sha256 if accepted else "",
        drawn_up_by=last,
    )


def windows_of(case: Case) -> list[tuple[datetime, datetime]]:
    """The announced times without service. One query."""
    return list(Announcement.objects.filter(case=case).values_list("begins_at", "ends_at"))


def leaving_of(case: Case) -> Leaving:
    """What an announcement is written from: the successor is the one decided on, else the one the submission names."""
    successor = successor_of(case)
    submission = case.submissions.order_by("-round").first()
    named = str(submission.content.get("successor") or "") if submission else ""
    return Leaving(
        system=case.system.name,
        sponsor=case.system.sponsor.name,
        number=case.number,
        successor=successor.name if successor else named,
        ends_on=case.notice_ends_on,
    )
