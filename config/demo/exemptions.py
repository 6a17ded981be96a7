"""What people do around findings: low use is exempted for a time, and a number of the policy is put in question.

Notices stay off, as in a bureau that has just begun: so the main job can be walked through without waiting for a sponsor's answer.
"""

from datetime import timedelta

from django.utils import timezone

from config.demo.people import named
from evaluations.findings.enums import ExemptionGround, Provenance
from evaluations.findings.services.exemptions import ask_exemption, grant_exemption
from evaluations.findings.services.policies import draft_policy
from registry.systems.models import System

A_SEASON, A_YEAR = timedelta(days=120), timedelta(days=365)


def exemptions_and_a_draft() -> None:
    _exempted()
    _a_number_in_question()


def _exempted() -> None:
    """Kept ready for emergencies, granted; used in a season, still to be decided on."""
    today = timezone.localdate()
    ready, seasonal = (
        System.objects.filter(stage="live", cadence=cadence).order_by("code")[0]
        for cadence in ("event_driven", "seasonal")
    )
    granted = ask_exemption(
        system=ready,
        ground=ExemptionGround.EMERGENCY,
        reason="无突发事件时本应无人使用，每季度演练一次。",
        basis="《中华人民共和国突发事件应对法》",
        since=today,
        until=today + A_YEAR - timedelta(days=1),
        by=named("wanglei"),
    )
    grant_exemption(exemption=granted, reason="核对了上季度演练记录，情况属实。", by=named("sunfang"))
    ask_exemption(
        system=seasonal,
        ground=ExemptionGround.SEASONAL,
        reason="非汛期仅值守，业务集中在每年 6 月至 9 月。",
        basis="县防汛抗旱应急预案",
        since=today,
        until=today + A_SEASON,
        by=named("chenjing"),
    )


def _a_number_in_question() -> None:
    """Drafted by one person; before another approves it, either has last year replayed under it."""
    reason = "符合两种情形即列为线索，基层反映核实量偏大，建议改为三种，推演后再定。"
    change = {"value": 3, "reason": reason, "provenance": Provenance.OWN.value, "source": ""}
    draft_policy(changes={"limbs_tier_b": change}, effective_on=timezone.localdate(), by=named("chenjing"))
