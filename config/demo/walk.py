"""The demo's people at work: findings claimed, dismissed and confirmed, and retirement cases in several states.

Every step is a command given by the person whose it is; the engine judges each as it judges everybody's.
"""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils import timezone

from config.demo.county import RETIRED_CODE
from config.demo.people import named
from config.demo.work import REVIEWERS, accept, do, review
from evaluations.findings.enums import Dismissal, FindingKind, FindingState
from evaluations.findings.models import Finding
from evaluations.findings.services import acts
from lifecycle.cases import commands
from lifecycle.cases.enums import ClearanceKind, DecisionOutcome, Grade
from lifecycle.cases.models import Case
from lifecycle.clearances.models import ClearanceItem
from lifecycle.clearances.selectors import basis_of
from lifecycle.clearances.services.items import add_item, take_from_register
from lifecycle.clearances.services.lists import take_fresh_list
from lifecycle.clearances.services.looking import probe_items
from lifecycle.closeout.enums import MatterKind, Way
from lifecycle.closeout.models import Matter
from lifecycle.closeout.services import add_matter, attest_destruction, settle, witness_destruction

DATA_DISPOSAL = "业务数据经档案部门鉴定后移交县档案馆，其余数据按规定销毁。"


def cases_in_several_states() -> None:
    """Confirm seven candidates and leave each case somewhere else; claim one finding and dismiss another."""
    retired = Finding.objects.get(system__code=RETIRED_CODE, kind=FindingKind.UNUSED, state=FindingState.CANDIDATE)
    candidates = list(
        Finding.objects.filter(kind=FindingKind.UNUSED, state=FindingState.CANDIDATE)
        .exclude(pk=retired.pk)
        .order_by("tier", "system__code")
    )
    acts.claim(finding=candidates.pop(), by=named("wanglei"))
    _dismissed(candidates.pop())
    _left_in_draft, in_intake, returned, in_review, in_decision, in_clearance = map(_confirmed, candidates[:6])
    for case in (in_intake, returned, in_review, in_decision, in_clearance):
        _submitted(case)
    do(
        returned,
        "limin",
        commands.Return(items=("请补充停用后群众办理同类业务的渠道。", "请附上运维合同终止的书面意见。")),
    )
    for case in (in_review, in_decision, in_clearance):
        accept(case)
    review(in_review, "necessity")
    review(in_decision, *REVIEWERS, objecting="social_benefit")
    review(in_clearance, *REVIEWERS)
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


def _submitted(case: Case) -> None:
    content = {
        "reason": f"{case.system.name}长期无人使用，继续运维没有实际效益。",
        "affected": "无",
        "data_disposal": DATA_DISPOSAL,
    }
    do(case, "wanglei", commands.Submit(content=content))


def _decided(case: Case) -> None:
    do(case, "zhaoli", commands.Decide(outcome=DecisionOutcome.RETIRE, reason="三审意见一致，同意退出。"))
    take_from_register(case=case, by=named("fengqiang"))
    for kind, labels in (
        (ClearanceKind.ACCOUNTS, ("admin", "operator01", "zhangwei")),
        (ClearanceKind.PERMISSIONS, ("人口库查询权限", "短信平台发送权限")),
    ):
        for label in labels:
            add_item(clearance=case.clearances.get(kind=kind), label=label, by=named("fengqiang"))
    for matter, label in ((MatterKind.DATA_SET, "业务办理记录"), (MatterKind.ASSET, "云主机两台")):
        add_matter(case=case, kind=matter, label=label, by=named("fengqiang"))


def _retired(case: Case) -> None:
    """One case to the end."""
    _switched_off(case)
    do(case, "hanmei", commands.EndObservation(statement="观察期内未见恢复访问。"))


def _switched_off(case: Case) -> None:
    """Shut down and under observation: its site, if it has one, refuses, and fresh lists hold none of what was to be cleared."""
    _submitted(case)
    accept(case)
    review(case, *REVIEWERS)
    _decided(case)
    for kind in ClearanceKind:
        do(case, "fengqiang", commands.Attest(kind=kind, statement="已全部清理，并经复核。"))
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
        do(case, "hanmei", commands.Verify(kind=kind, basis=basis))
    _closed_out(case)
    today = timezone.localdate().isoformat()
    do(case, "hanmei", commands.AdvanceShutdown(grade=Grade.TOMBSTONE, on=today))
    do(case, "hanmei", commands.AdvanceShutdown(grade=Grade.OFF, on=today))
    do(case, "hanmei", commands.ConfirmShutdown(statement="服务器已断电下架，域名已注销。"))


def _closed_out(case: Case) -> None:
    """The data destroyed before a witness, the machines given back."""
    data = Matter.objects.get(case=case, kind=MatterKind.DATA_SET, label="业务办理记录")
    attest_destruction(matter=data, statement="数据库及备份已三次覆写清除。", by=named("fengqiang"))
    witness_destruction(matter=data, statement="全程在场监督，核对设备编号无误。", by=named("hanmei"))
    machines = Matter.objects.get(case=case, kind=MatterKind.ASSET)
    settle(matter=machines, way=Way.RETURNED, statement="已退还政务云并停止计费。", by=named("fengqiang"))
