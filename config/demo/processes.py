"""Cases of the other processes, one in each place worth seeing, and who acts for whom."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from config.demo import names
from config.demo.people import named
from config.demo.work import REVIEWERS, accept, do, review
from lifecycle.cases import commands
from lifecycle.cases.enums import DecisionOutcome, OverlapAnswer
from lifecycle.cases.models import Case
from lifecycle.cases.selectors.applications import similar_systems
from lifecycle.cases.services import open_case
from lifecycle.red_lines.selectors import rule_set
from registry.organisations.enums import InterestKind, Role
from registry.organisations.models import Organisation
from registry.organisations.services import declare_interest, delegate
from registry.systems.models import System
from registry.systems.services.registering import register

SPONSOR = f"{names.COUNTY}民政局"
STAFF = "xuli"


def cases_of_every_process() -> None:
    """Three admissions, an evaluation, a rectification, a suspension, a light exit; a deputy."""
    _admissions()
    ours = iter(System.objects.filter(sponsor__name=SPONSOR, stage="live", cases__isnull=True).order_by("code"))
    _evaluated(next(ours))
    _rectified(next(ours))
    _suspended(next(ours))
    _dissolved()
    _deputies()


def _admissions() -> None:
    in_review = _applied("社区助老服务小程序", "助老服务预约\n志愿者派单\n服务评价", "mini_program")
    accept(in_review)
    review(in_review, "necessity")
    building = _applied("救助对象动态监测平台", "困难群众信息比对\n风险预警\n入户核查派单", "information_system")
    accept(building)
    review(building, *REVIEWERS)
    conditions = {"conditions": "上线前完成与省社会救助平台的数据对接，不得要求村（社区）重复填报。"}
    do(building, "zhaoli", commands.Decide(DecisionOutcome.ADMIT, "需求真实，资金可持续，同意建设。", conditions))
    refused = _applied("民政工作群管理", "工作群消息汇总\n通知下发", "information_system")
    accept(refused)
    for step in REVIEWERS:
        review(refused, step, objecting=step, doubts="现有协同办公平台已具备该功能，无单独建设必要。")
    do(refused, "zhaoli", commands.Decide(DecisionOutcome.REFUSE, "与现有平台功能重复，不予准入。"))


def _applied(name: str, functions: str, kind: str) -> Case:
    """Opened and handed in by the sponsor."""
    cells = {"name": name, "kind": kind, "sponsor": SPONSOR, "functions": functions, "cadence": "daily"}
    case = open_case(proposed=cells, process="admission", grounds={"origin": "sponsor"}, by=named(STAFF))
    do(case, STAFF, commands.Submit(content=_application(case)))
    return case


def _application(case: Case) -> dict[str, Any]:
    rules = rule_set()
    year = timezone.localdate().year
    lines = rules.binding(case.system.kind) if rules else ()
    return {
        "demand": "目前由村（社区）干部逐户电话核实，每月约 1200 户次，耗时长且信息不一致。",
        "users_asked": f"{year} 年走访 12 个村（社区）、座谈 46 人，38 人认为需要，8 人担心重复填报。",
        "fits_plan": {"answer": True, "why": "已列入县数字政府建设年度计划第 7 项。"},
        "overlaps": {"answer": False, "why": "已逐一比对台账中的相似系统，见查重答复。"},
        "could_be_module": {"answer": False, "why": "一网通办平台不支持派单和入户核查。"},
        "works_with": {"answer": True, "why": "与人口基础数据服务、一网通办平台对接。"},
        "data_sharing": {"answer": True, "why": "数据由民政局管理，通过县数据共享平台提供。"},
        "red_lines": {line.code: {"answer": "no", "note": "不涉及。"} for line in lines},
        "cost": [
            {"build_fen": 48_000_000 if number == 0 else 0, "operate_fen": 6_000_000, "funding": "县级财政预算"}
            for number in range(5)
        ],
        "commitments": [
            _promised("satisfaction", "62", "85", "县统计局每半年电话抽样 200 人", "社会救助科科长"),
            _promised("response-time", "24", "8", "从派单到首次处置的时长，由系统记录并抽查", "社会救助科科长"),
        ],
        "overlap_answers": {
            hit.system.code: {
                "answer": OverlapAnswer.CANNOT.value,
                "why": f"{hit.system.name}不提供派单和评价，服务对象也不同。",
            }
            for hit in similar_systems(case)
        },
    }


def _promised(indicator: str, baseline: str, target: str, how: str, post: str) -> dict[str, Any]:
    due = date(timezone.localdate().year + 1, 12, 31).isoformat()
    return {
        "indicator": indicator,
        "baseline": baseline,
        "target": target,
        "due_on": [due],
        "how_measured": how,
        "tolerance_percent": "5",
        "responsible_post": post,
    }


def _evaluated(system: System) -> None:
    """In review, with rectification proposed."""
    case = open_case(system=system, process="evaluation", grounds={"origin": "observation"}, by=named("wanglei"))
    content = {
        "proposed": DecisionOutcome.RECTIFY.value,
        "reason": "使用率达标，但群众满意度未达承诺，填报环节偏多。",
        "sponsors_view": "主办单位认可评估结果，承诺简化填报。",
    }
    do(case, "wanglei", commands.Submit(content=content))
    accept(case)


def _rectified(system: System) -> None:
    """Being rectified, by a plan with a due date."""
    grounds = {"origin": "report", "reason": "基层反映一件事要在三个页面重复填报。"}
    case = open_case(system=system, process="rectification", grounds=grounds, by=named("chenjing"))
    content = {
        "diagnosis": "organisational",
        "causes": "三个科室分别要求填报，口径不一。",
        "measures": "合并为一张表，由数据共享平台带出已有信息，信息中心负责。",
        "due_on": (timezone.localdate() + timedelta(days=60)).isoformat(),
    }
    do(case, STAFF, commands.Submit(content=content))
    accept(case)


def _suspended(system: System) -> None:
    grounds = {"origin": "observation", "reason": "安全监测发现高危漏洞正被利用。"}
    case = open_case(system=system, process="suspension", grounds=grounds, by=named("wanglei"))
    do(case, "hanmei", commands.Suspend(reason="高危漏洞正被利用，立即停用以防数据泄露。"))


def _registered(name: str, kind: str, functions: str) -> System:
    cells = {"name": name, "kind": kind, "sponsor": SPONSOR, "operator": names.DATA_CENTRE, "functions": functions}
    return register(cells={**cells, "cadence": "weekly"}, by=named(STAFF))


def _dissolved() -> None:
    """Waiting for the bureau to confirm."""
    account = _registered("青溪民政发布", "official_account", "政策发布")
    case = open_case(system=account, process="light_exit", grounds={"origin": "sponsor"}, by=named(STAFF))
    content = {"dissolved_on": timezone.localdate().isoformat(), "members_told": True, "record_kept": True}
    do(case, STAFF, commands.Submit(content=content))


def _deputies() -> None:
    """A case officer acts for the intake officer; a decision maker has a relative at a contractor."""
    today, bureau = timezone.localdate(), Organisation.objects.get(name=names.BUREAU)
    delegate(
        giver=named("limin"),
        taker=named("chenjing"),
        role=Role.INTAKE_OFFICER,
        organisation=bureau,
        since=today,
        until=today + timedelta(days=13),
        reason="外出学习",
        by=named("limin"),
    )
    declare_interest(
        organisation=Organisation.objects.get(name=names.BUILDER),
        kind=InterestKind.FAMILY,
        since=today,
        statement="亲属在该单位任职。",
        by=named("sunfang"),
    )
