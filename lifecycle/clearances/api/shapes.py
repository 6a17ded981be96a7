"""What is sent and answered."""

from typing import Any

from rest_framework import serializers

from lifecycle.cases.models import Clearance, Decision, Duty, Review
from lifecycle.clearances.models import ClearanceItem, FreshList, Probe
from lifecycle.clearances.selectors import Report
from lifecycle.clearances.selectors.observing import Observation
from lifecycle.clearances.selectors.report import Chain, ClearanceResult, ItemResult
from lifecycle.clearances.services.items import LABEL_LENGTH, NOTE_LENGTH


class NewItem(serializers.Serializer[Any]):
    label = serializers.CharField(max_length=LABEL_LENGTH)  # type: ignore[assignment]
    note = serializers.CharField(max_length=NOTE_LENGTH, allow_blank=True, default="")


class NewWaiver(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=8000)


class NewList(serializers.Serializer[Any]):
    file = serializers.FileField(help_text=".csv or .xlsx: everything that exists now.")
    exported_at = serializers.DateTimeField()


class ProbeShape(serializers.ModelSerializer[Probe]):
    by = serializers.CharField(
        source="by.account", default=None, allow_null=True, help_text="Who asked; null: the schedule."
    )

    class Meta:
        model = Probe
        fields = ["id", "at", "target", "addresses", "verdict", "reason", "evidence", "sha256", "by"]


class ListShape(serializers.ModelSerializer[FreshList]):
    by = serializers.CharField(source="by.account")

    class Meta:
        model = FreshList
        fields = ["id", "name", "size", "sha256", "rows", "columns", "remaining", "exported_at", "received_at", "by"]


class ItemShape(serializers.ModelSerializer[ClearanceItem]):
    added_by = serializers.CharField(source="added_by.account", default=None, allow_null=True)
    waived_by = serializers.CharField(source="waived_by.account", default=None, allow_null=True)

    class Meta:
        model = ClearanceItem
        fields = ["id", "label", "note", "source", "added_by", "added_at", "waived_by", "waived_at", "waived_reason"]


class ObstacleShape(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()


class ClearanceShape(serializers.ModelSerializer[Clearance]):
    attested_by = serializers.CharField(source="attested_by.account", default=None, allow_null=True)
    verified_by = serializers.CharField(source="verified_by.account", default=None, allow_null=True)

    class Meta:
        model = Clearance
        fields = [
            "kind",
            "state",
            "attested_by",
            "attested_at",
            "statement",
            "verified_by",
            "verified_at",
            "basis",
        ]


class ClearanceState(serializers.Serializer[Any]):
    """One clearance, what a verification now would rest on (send it back as ``basis``), and what is missing for it."""

    clearance = ClearanceShape()
    items = ItemShape(many=True)
    newest_list = ListShape(allow_null=True)
    current_basis = serializers.ListField(child=serializers.DictField())
    missing = ObstacleShape(many=True)


class JobShape(serializers.Serializer[Any]):
    job = serializers.IntegerField()
    url = serializers.CharField()


class ReportShape(serializers.Serializer[Any]):
    """The completion report. Hashes are SHA-256 in lower-case hexadecimal; times carry their offset."""

    number = serializers.CharField()
    state = serializers.CharField()
    outcome = serializers.CharField()
    version = serializers.IntegerField()
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)
    notice_ends_on = serializers.DateField(allow_null=True)
    system = serializers.DictField()
    grounds = serializers.DictField()
    grounds_sha256 = serializers.CharField()
    submission = serializers.DictField(allow_null=True)
    reviews = serializers.ListField(child=serializers.DictField())
    decision = serializers.DictField(allow_null=True)
    clearances = serializers.ListField(child=serializers.DictField())
    duties = serializers.ListField(child=serializers.DictField())
    observation = serializers.DictField(
        allow_null=True, help_text="What was seen again on each due day after the shutdown; null before it."
    )
    ledger = serializers.DictField()


def report_document(report: Report) -> dict[str, Any]:
    """The report in the shape of :class:`ReportShape`."""
    case, system, submission = report.case, report.case.system, report.submission
    return {
        "number": case.number,
        "state": case.state,
        "outcome": case.outcome,
        "version": case.version,
        "opened_at": case.opened_at,
        "closed_at": case.closed_at,
        "notice_ends_on": case.notice_ends_on,
        "system": {
            "code": system.code,
            "name": system.name,
            "kind": system.kind,
            "stage": system.stage,
            "sponsor": system.sponsor.code,
            "operator": system.operator.code if system.operator else None,
            "launched_on": system.launched_on,
            "build_cost_fen": system.build_cost_fen,
            "annual_cost_fen": system.annual_cost_fen,
        },
        "grounds": case.grounds,
        "grounds_sha256": case.grounds_sha256,
        "submission": submission
        and {
            "round": submission.round,
            "content": submission.content,
            "by": submission.by.account,
            "at": submission.at,
            "sha256": submission.sha256,
        },
        "reviews": [_review(review) for review in report.reviews],
        "decision": report.decision and _decision(report.decision),
        "clearances": [_clearance(result) for result in report.clearances],
        "duties": [_duty(duty) for duty in report.duties],
        "observation": report.observation and _observation(report.observation),
        "ledger": {"holds": report.chains_hold, "streams": [_chain(chain) for chain in report.chains]},
    }


def _review(review: Review) -> dict[str, Any]:
    return {
        "step": review.step,
        "round": review.round,
        "opinion": review.opinion,
        "reason": review.reason,
        "total": review.total,
        "by": review.by.account,
        "standing": review.standing,
        "at": review.at,
        "sha256": review.sha256,
    }


def _decision(decision: Decision) -> dict[str, Any]:
    return {
        "outcome": decision.outcome,
        "reason": decision.reason,
        "against": decision.against,
        "by": decision.by.account,
        "standing": decision.standing,
        "countersigned_by": decision.countersigned_by and decision.countersigned_by.account,
        "countersign_reason": decision.countersign_reason,
        "basis": decision.basis,
        "at": decision.at,
        "sha256": decision.sha256,
    }


def _clearance(result: ClearanceResult) -> dict[str, Any]:
    return {
        **ClearanceShape(result.clearance).data,
        "items": [_item(one) for one in result.items],
        "newest_list": ListShape(result.newest_list).data if result.newest_list else None,
    }


def _item(one: ItemResult) -> dict[str, Any]:
    return {
        **ItemShape(one.item).data,
        "last_probe": {**ProbeShape(one.last).data, "unaltered": one.last.is_unaltered} if one.last else None,
        "never_seen_to_answer": one.never_seen,
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "account": duty.person.account,
        "name": duty.person.name,
        "duty": duty.kind,
        "since": duty.since,
    }


def _observation(observation: Observation) -> dict[str, Any]:
    return {
        "began_on": observation.began_on,
        "ends_on": observation.ends_on,
        "days": [
            {
                "on": day.on,
                "is_clean": day.is_clean,
                "seen": [
                    {
                        "item": each.item.label,
                        "at": each.probe.at if each.probe else None,
                        "sha256": each.probe.sha256 if each.probe else None,
                    }
                    for each in day.seen
                ],
            }
            for day in observation.days
        ],
        "returned": [
            {"at": probe.at, "target": probe.target, "sha256": probe.sha256} for probe in observation.returned
        ],
    }


def _chain(chain: Chain) -> dict[str, Any]:
    breaks = [{"seq": one.seq, "problem": one.problem} for one in chain.breaks]
    return {"stream": chain.stream, "events": chain.events, "head": chain.head, "holds": chain.holds, "breaks": breaks}
