"""The other side is heard: sponsors are asked, low use is exempted for a time, a number of the policy is put in question.

Runs last: notices are turned on here, and what is drafted waits for a second person.
"""

from datetime import timedelta

from django.utils import timezone

from config.demo.people import named
from config.demo.processes import SPONSOR, STAFF
from evaluations.findings.enums import ExemptionGround, FindingKind, FindingState, Provenance, Stance
from evaluations.findings.models import Finding
from evaluations.findings.services import acts
from evaluations.findings.services.exemptions import ask_exemption, grant_exemption
from evaluations.findings.services.policies import approve, draft_policy
from registry.systems.models import System

A_SEASON, A_YEAR = timedelta(days=120), timedelta(days=365)


def both_sides() -> None:
    _notices_on()
    _asked_and_answered()
    _exempted()
    _a_number_in_question()


def _notices_on() -> None:
    """Begun in shadow, as every bureau should: after a month of looking somebody lets the sponsors know."""
    told = {"provenance": Provenance.OWN.value, "source": "青数发〔2026〕4号"}
    reason = "试运行一个月，抽查结果与现场情况一致，可以告知主办单位。"
    draft = draft_policy(
        changes={"shadow": {"value": False, "reason": reason, **told}},
        effective_on=timezone.localdate(),
        by=named("wanglei"),
    )
    approve(draft=draft, reason="同意自即日起告知主办单位。", by=named("zhaoli"))


def _asked_and_answered() -> None:
    """One sponsor has explained itself, another has its working days before it."""
    candidates = Finding.objects.filter(state=FindingState.CANDIDATE).order_by("system__code")
    painful = candidates.get(kind=FindingKind.HARD_TO_USE, system__sponsor__name=SPONSOR)
    words = "群众和基层工作人员反映办理一件事要反复退回，请说明原因和整改打算。"
    acts.ask_sponsor(finding=painful, words=words, by=named("wanglei"))
    said = "身份核验接口时常超时，表单要填两遍；已与承建单位约定下月改版，届时请复测。"
    acts.answer(finding=painful, stance=Stance.EXPLAIN, words=said, by=named(STAFF))
    doubtful = candidates.filter(kind=FindingKind.FLATTERED)[0]
    acts.ask_sponsor(finding=doubtful, words="请说明签到量与实际办件量的差距。", by=named("chenjing"))


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
