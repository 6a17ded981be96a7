"""The demo's people at work: findings claimed, dismissed and confirmed, and retirement cases in several states.

Every step is a command given by the person whose it is; the engine judges each as it judges everybody's.
"""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from config.demo.county import RETIRED_CODE
from config.demo.people import named
from evaluations.findings.enums import Dismissal, FindingState
from evaluations.findings.models import Finding
from evaluations.findings.services import acts
from lifecycle.cases import commands
from lifecycle.cases.enums import Answer, ClearanceKind, DecisionOutcome, Grade, Opinion
from lifecycle.cases.models import Case
from lifecycle.cases.selectors.facts import rubric_of
from lifecycle.cases.services import execute
from lifecycle.clearances.models import ClearanceItem
from lifecycle.clearances.selectors import basis_of
from lifecycle.clearances.services.items import add_item, take_from_register
from lifecycle.clearances.services.lists import take_fresh_list
from lifecycle.clearances.services.looking import probe_items
from lifecycle.closeout.enums import MatterKind, Way
from lifecycle.closeout.models import Matter
from lifecycle.closeout.services import add_matter, attest_destruction, settle, witness_destruction
from registry.organisations.models import Organisation

REVIEWERS = {"necessity": "zhoutao", "economy": "wuxia", "social_benefit": "zhengyu"}
DATA_DISPOSAL = "业务数据经档案部门鉴定后移交县档案馆，其余数据按规定销毁。"


def cases_in_several_states() -> None:
    """Confirm seven candidates and leave each case somewhere else; claim one finding and dismiss another."""
    retired = Finding.objects.get(system__code=RETIRED_CODE, state=FindingState.CANDIDATE)
    candidates = list(
        Finding.objects.filter(state=FindingState.CANDIDATE).exclude(pk=retired.pk).order_by("tier", "system__code")
    )
    acts.claim(finding=candidates.pop(), by=named("wanglei"))
    _dismissed(candidates.pop())
    _left_in_draft, in_intake, returned, in_review, in_decision, in_clearance = map(_confirmed, candidates[:6])
    for case in (in_intake, returned, in_review, in_decision, in_clearance):
        _submitted(case)
    _do(
        returned,
        "limin",
        commands.Return(items=("请补充停用后群众办理同类业务的渠道。", "请附上运维合同终止的书面意见。")),
    )
    for case in (in_review, in_decision, in_clearance):
        _accepted(case)
    _reviewed(in_review, "necessity")
    _reviewed(in_decision, *REVIEWERS, objecting="social_benefit")
    _reviewed(in_clearance, *REVIEWERS)
    _decided(in_clearance)
    _retired(_confirmed(retired))


def _confirmed(finding: Finding) -> Case:
    acts.claim(finding=finding, by=named("wanglei"))
    return acts.confirm(finding=finding, reason="已向主办单位核实，确无人使用。", by=named("chenjing"))


def _dismissed(finding: Finding) -> None:
    acts.claim(finding=finding, by=named("chenjing"))
    acts.dismiss(
        finding=finding,
        code=Dismissal.BEING_MENDED,
        reason="主办单位正在并入一网通办平台，年底前完成。",
        until=timezone.localdate() + timedelta(days=90),
        by=named("wanglei"),
    )


def _do(case: Case, username: str, command: commands.Command) -> None:
    execute(case=case, command=command, by=named(username), expected_version=None)
    case.refresh_from_db()


def _submitted(case: Case) -> None:
    content = {
        "reason": f"{case.system.name}长期无人使用，继续运维没有实际效益。",
        "affected": "无",
        "data_disposal": DATA_DISPOSAL,
    }
    _do(case, "wanglei", commands.Submit(content=content))


def _accepted(case: Case) -> None:
    organisations = {
        step: Organisation.objects.get(memberships__person__username=username).code
        for step, username in REVIEWERS.items()
    }
    _do(case, "limin", commands.Accept(organisations=organisations))


def _reviewed(case: Case, *steps: str, objecting: str = "") -> None:
    for step in steps:
        rubric = rubric_of(case, step)
        if rubric is None:
            raise AssertionError(f"There is a rubric for {step}.")
        opinion = Opinion.OBJECT if step == objecting else Opinion.SUPPORT
        criteria = list(rubric.criteria.all())
        kept = opinion == Opinion.OBJECT  # points speak for keeping the system
        reasons = {criterion.code: "已现场走访并查阅近一年记录。" for criterion in criteria}
        if opinion == Opinion.OBJECT:
            reasons["opinion"] = "部分老年群众仍习惯到窗口由工作人员代为操作，建议先落实替代渠道。"
        _do(case, REVIEWERS[step], commands.Claim(step=step))
        _do(case, REVIEWERS[step], commands.Declare(step=step, answer=Answer.NONE))
        _do(
            case,
            REVIEWERS[step],
            commands.FileReview(
                step=step,
                scores={
                    criterion.code: criterion.maximum - 1 if kept else number % 2
                    for number, criterion in enumerate(criteria)
                },
                opinion=opinion,
                reasons=reasons,
            ),
        )


def _decided(case: Case) -> None:
    _do(case, "zhaoli", commands.Decide(outcome=DecisionOutcome.RETIRE, reason="三审意见一致，同意退出。"))
    take_from_register(case=case, by=named("fengqiang"))
    for kind, labels in (
        (ClearanceKind.ACCOUNTS, ("admin", "operator01", "zhangwei")),
        (ClearanceKind.PERMISSIONS, ("人口库查询权限", "短信平台发送权限")),
    ):
        for label in labels:
            add_item(clearance=case.clearances.get(kind=kind), label=label, by=named("fengqiang"))
    for kind, label in ((MatterKind.DATA_SET, "业务办理记录"), (MatterKind.ASSET, "云主机两台")):
        add_matter(case=case, kind=kind, label=label, by=named("fengqiang"))


def _retired(case: Case) -> None:
    """One case to the end: the site refuses connections, and fresh lists hold none of what was to be cleared."""
    _submitted(case)
    _accepted(case)
    _reviewed(case, *REVIEWERS)
    _decided(case)
    for kind in ClearanceKind:
        _do(case, "fengqiang", commands.Attest(kind=kind, statement="已全部清理，并经复核。"))
    probe_items(items=ClearanceItem.objects.filter(clearance__case=case, clearance__kind="access_paths"), by=None)
    with TemporaryDirectory() as folder:
        for kind, header in ((ClearanceKind.ACCOUNTS, "账号"), (ClearanceKind.PERMISSIONS, "权限")):
            listed = Path(folder) / f"{kind}.csv"
            listed.write_text(f"{header}\n", encoding="utf-8")
            take_fresh_list(
                clearance=case.clearances.get(kind=kind),
                path=listed,
                name=listed.name,
                exported_at=timezone.now(),
                by=named("hanmei"),
            )
    for kind in ClearanceKind:
        basis = tuple(basis_of(case.clearances.get(kind=kind)))
        _do(case, "hanmei", commands.Verify(kind=kind, basis=basis))
    _closed_out(case)
    today = timezone.localdate().isoformat()
    _do(case, "hanmei", commands.AdvanceShutdown(grade=Grade.TOMBSTONE, on=today))
    _do(case, "hanmei", commands.AdvanceShutdown(grade=Grade.OFF, on=today))
    _do(case, "hanmei", commands.ConfirmShutdown(statement="服务器已断电下架，域名已注销。"))
    _do(case, "hanmei", commands.EndObservation(statement="观察期内未见恢复访问。"))


def _closed_out(case: Case) -> None:
    """The data destroyed before a witness, the machines given back."""
    data = Matter.objects.get(case=case, kind=MatterKind.DATA_SET, label="业务办理记录")
    attest_destruction(matter=data, statement="数据库及备份已三次覆写清除。", by=named("fengqiang"))
    witness_destruction(matter=data, statement="全程在场监督，核对设备编号无误。", by=named("hanmei"))
    machines = Matter.objects.get(case=case, kind=MatterKind.ASSET)
    settle(matter=machines, way=Way.RETURNED, statement="已退还政务云并停止计费。", by=named("fengqiang"))
