"""What must be shown before a clearance is attested and verified, and must still hold at the shutdown."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lifecycle.cases.enums import ClearanceKind, ClearanceState
from lifecycle.clearances.enums import Reason, Verdict
from lifecycle.clearances.limits import Limits
from lifecycle.clearances.rules.pictures import ItemView, Picture, Streak, streak_of
from registry.refusals import Obstacle


def obstacles_to_attest(picture: Picture, *, by: int, statement: str) -> list[Obstacle]:
    """Against the operator's word that nothing is left."""
    found: list[Obstacle] = []
    if any(item.waived_by == by for item in picture.items):
        found.append(Obstacle("waived-by-attester", _("Whoever waived an item cannot attest the rest."), kind="who"))
    found += [_not_on_the_list(address) for address in picture.unlisted]
    if not picture.items and not statement.strip():
        found.append(
            Obstacle(
                "no-items",
                _("%(clearance)s: nothing is on the list. Add what there was, or state in writing that there was none.")
                % {"clearance": picture.label},
                field="statement",
                kind="content",
            )
        )
    found += [
        still_there(item) for item in picture.due_items if item.looks and item.looks[0].verdict == Verdict.STILL_THERE
    ]
    return found


def obstacles_to_verify(picture: Picture, *, by: int, at: datetime, limits: Limits) -> list[Obstacle]:
    """Against "verified": fresh proof for every item that is not waived, and nobody who waived. The engine adds its own."""
    found: list[Obstacle] = []
    if any(item.waived_by == by for item in picture.items):
        found.append(Obstacle("waived-by-verifier", _("Whoever waived an item cannot verify the rest."), kind="who"))
    found += [_not_on_the_list(address) for address in picture.unlisted]
    return found + obstacles_to_rely_on(picture, at=at, limits=limits)


def obstacles_left(picture: Picture, *, at: datetime, limits: Limits) -> list[Obstacle]:
    """What keeps a clearance from being verified whoever reads; of a verified one, what would no longer hold."""
    found = [_not_on_the_list(address) for address in picture.unlisted]
    if picture.state == ClearanceState.OPEN:
        found.append(Obstacle("not-attested", _("The operator has not attested yet.")))
    return found + obstacles_to_rely_on(picture, at=at, limits=limits)


def obstacles_to_rely_on(picture: Picture, *, at: datetime, limits: Limits) -> list[Obstacle]:
    """Against the proof of one clearance, whether it is to be verified or was."""
    if picture.kind == ClearanceKind.ACCESS_PATHS:
        return [
            obstacle
            for item in picture.due_items
            for obstacle in _obstacles_in_looks(item, since=picture.attested_at, at=at, limits=limits)
        ]
    return _obstacles_in_list(picture, at=at, limits=limits) if picture.due_items else []


def obstacles_to_confirm_shutdown(pictures: Iterable[Picture], *, at: datetime, limits: Limits) -> list[Obstacle]:
    """Against switching off for good: what was verified must still hold. Notice and verifications are the engine's to judge."""
    return [
        obstacle
        for picture in pictures
        if picture.state == ClearanceState.VERIFIED
        for obstacle in obstacles_to_rely_on(picture, at=at, limits=limits)
    ]


def _obstacles_in_looks(item: ItemView, *, since: datetime | None, at: datetime, limits: Limits) -> Iterable[Obstacle]:
    if not item.looks:
        yield Obstacle("never-probed", _("%(item)s has not been probed.") % {"item": item.label})
        return
    newest, streak = item.looks[0], streak_of(item.looks)
    if newest.verdict == Verdict.STILL_THERE:
        yield still_there(item)
    elif newest.verdict == Verdict.UNKNOWN:
        yield Obstacle(
            "unknown",
            _("%(item)s: unknown, and unknown is not gone. Last probe on %(at)s: %(reason)s.")
            % {"item": item.label, "at": _moment(newest.at), "reason": Reason(newest.reason).label},
        )
    else:
        yield from _obstacles_in_streak(item, streak, since=since, at=at, limits=limits)


def _obstacles_in_streak(
    item: ItemView, streak: Streak, *, since: datetime | None, at: datetime, limits: Limits
) -> Iterable[Obstacle]:
    said = {"item": item.label, "count": streak.count, "needed": limits.probes_needed}
    if streak.last is None or (since is not None and streak.last < since):
        yield Obstacle("probed-before-attested", _("%(item)s has not been probed since it was attested.") % said)
    elif at - streak.last > limits.fresh_for:
        yield Obstacle(
            "stale-probe",
            _("%(item)s was last probed on %(at)s; that is too long ago. Probe it again.")
            % {**said, "at": _moment(streak.last)},
        )
    if streak.count < limits.probes_needed:
        yield Obstacle(
            "too-few-probes", _("%(item)s was gone in %(count)s of %(needed)s probes in a row that are needed.") % said
        )
    if streak.since is not None and streak.span < limits.probes_span:
        yield Obstacle(
            "too-short",
            _("%(item)s must stay gone until a probe after %(at)s.")
            % {**said, "at": _moment(streak.since + limits.probes_span)},
        )


def _obstacles_in_list(picture: Picture, *, at: datetime, limits: Limits) -> list[Obstacle]:
    """Against the newest list. People state the time of an export to the minute, so it is compared to the minute."""
    fresh = picture.newest_list
    said = {"clearance": picture.label}
    if fresh is None:
        return [Obstacle("no-list", _("%(clearance)s: a fresh list is missing.") % said)]
    found: list[Obstacle] = []
    if picture.attested_at is not None and fresh.exported_at < picture.attested_at.replace(second=0, microsecond=0):
        found.append(
            Obstacle("list-before-attested", _("%(clearance)s: the newest list is older than the attestation.") % said)
        )
    elif at - fresh.exported_at > limits.fresh_for:
        found.append(
            Obstacle(
                "stale-list",
                _("%(clearance)s: the newest list is of %(at)s; that is too long ago. Bring a fresh one.")
                % {**said, "at": _moment(fresh.exported_at)},
            )
        )
    if fresh.by == picture.attested_by:
        found.append(
            Obstacle(
                "list-from-attester",
                _("%(clearance)s: the list was brought by the person who attested. Somebody else has to bring it.")
                % said,
            )
        )
    found += [
        Obstacle(
            "still-listed",
            _("%(clearance)s: “%(item)s” is still in the list of %(at)s.")
            % {**said, "item": item.label, "at": _moment(fresh.exported_at)},
        )
        for item in picture.due_items
        if item.label in fresh.remaining
    ]
    return found


def still_there(item: ItemView) -> Obstacle:
    """Its newest look says so."""
    look = item.looks[0]
    return Obstacle(
        "still-there",
        _("%(item)s is still there. Last probe on %(at)s: %(reason)s.")
        % {"item": item.label, "at": _moment(look.at), "reason": Reason(look.reason).label},
    )


def _not_on_the_list(address: str) -> Obstacle:
    return Obstacle(
        "not-on-the-list", _("The register names %(address)s, which is not on the list.") % {"address": address}
    )


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "Y-m-d H:i")
