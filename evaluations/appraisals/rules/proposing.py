"""What the figures suggest should become of a system. A suggestion with its reasons; people decide, and may decide otherwise."""

from collections.abc import Iterable, Mapping
from typing import Any

from evaluations.appraisals.enums import Grade, Proposal, ProposalReason, Standing
from evaluations.findings.enums import FindingKind, Limb, Tier
from lifecycle.commitments.enums import Verdict


def proposed(
    *,
    grades: tuple[Grade, Grade],
    values: Iterable[Mapping[str, Any]],
    commitments: Iterable[Mapping[str, Any]],
    findings: Iterable[Mapping[str, Any]],
    young: bool,
) -> tuple[Proposal | str, list[ProposalReason]]:
    """``("", [not_enough])`` where what is open could change it. ``grades`` are the least and the most possible."""
    judged = {
        value["filled_from"]: value["basis"].get("value") for value in values if value["standing"] == Standing.JUDGED
    }
    found = list(findings)
    retire = [
        *([ProposalReason.NO_NEED] if judged.get("review:necessity.need") == "0" else []),
        *([ProposalReason.UNUSED] if any(_says_unused(finding) for finding in found) else []),
    ]
    merge = [
        *([ProposalReason.ALL_ELSEWHERE] if judged.get("review:necessity.replaceable") == "0" else []),
        *([ProposalReason.DUPLICATED] if any(Limb.REPLACEABLE in finding["limbs"] for finding in found) else []),
    ]
    rectify = [
        *([ProposalReason.POOR] if grades[1] == Grade.POOR else []),
        *([ProposalReason.MISSED] if any(said["verdict"] == Verdict.MISSED for said in commitments) else []),
        *([ProposalReason.BACK_END] if any(finding["kind"] == FindingKind.BACK_END_ONLY for finding in found) else []),
    ]
    worse = [*retire, *merge]
    if worse and young:
        return Proposal.RECTIFY, [*worse, *rectify, ProposalReason.YOUNG]
    if retire:
        return Proposal.RETIRE, [*worse, *rectify]
    if merge:
        return Proposal.MERGE, [*merge, *rectify]
    if rectify:
        return Proposal.RECTIFY, rectify
    if grades[0] == Grade.POOR:
        return "", [ProposalReason.NOT_ENOUGH]
    return Proposal.KEEP, [ProposalReason.HOLDS]


def _says_unused(finding: Mapping[str, Any]) -> bool:
    return finding["kind"] == FindingKind.UNUSED and finding["tier"] in (Tier.A, Tier.B)
