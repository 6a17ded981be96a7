"""What the data bureau measures in a year: an evaluation that was decided, a self-evaluation, a lot for spot checks.

The schemes are those the program brings; a real bureau confirms them with versions of its own.
"""

from datetime import date

from django.utils import timezone

from config.demo.people import named
from config.demo.processes import SPONSOR, STAFF
from config.demo.work import REVIEWERS, accept, do, review
from evaluations.appraisals.models import SpotCheck
from evaluations.appraisals.rules.periods import last_twelve_months
from evaluations.appraisals.services.evaluating import open_evaluation
from evaluations.appraisals.services.lots import draw_spot_checks, file_check
from evaluations.appraisals.services.self_evaluations import file_self_evaluation
from lifecycle.cases import commands
from lifecycle.cases.enums import DecisionOutcome
from registry.systems.models import System

SEED = "公证抽取：福利彩票双色球 03 07 12 19 26 31 蓝 09"


def the_year() -> None:
    """About systems of one sponsor whose use is counted, so that every page of the room has something to show."""
    counted = System.objects.filter(sponsor__name=SPONSOR, stage="live", cases__isnull=True, usage__isnull=False)
    appraised, commented = counted.distinct().order_by("code")[:2]
    _evaluated(appraised)
    _self_evaluated(commented)
    _spot_checked()


def _evaluated(system: System) -> None:
    """Measured, judged by three reviewers, and kept."""
    since, until = last_twelve_months(timezone.localdate())
    case = open_evaluation(system=system, since=since, until=until, by=named("wanglei"))
    content = {
        "proposed": DecisionOutcome.KEEP.value,
        "reason": "办结率和使用面均达标，群众反映良好；登录次数未作为依据。",
        "sponsors_view": "主办单位认可评估结果，将继续精简填报项。",
    }
    do(case, "wanglei", commands.Submit(content=content))
    accept(case)
    review(case, *REVIEWERS, delighted="social_benefit")
    do(case, "zhaoli", commands.Decide(outcome=DecisionOutcome.KEEP, reason="三审意见一致，予以保留。"))


def _self_evaluated(system: System) -> None:
    """Of this year, or of the last where this one has hardly begun."""
    today = timezone.localdate()
    file_self_evaluation(
        system=system,
        year=today.year if today >= date(today.year, 2, 1) else today.year - 1,
        comments={"usage:completion_rate": "未办结的主要是需上级部门会签的事项。"},
        statement="全年运行平稳，下一年度计划将三张报表并为一张。",
        by=named(STAFF),
    )


def _spot_checked() -> None:
    """Three drawn, one of them visited."""
    draw = draw_spot_checks(size=3, seed=SEED, by=named("chenjing"))
    check = SpotCheck.objects.select_related("draw", "system").filter(draw=draw).order_by("system__code")[0]
    note = "到两个村（社区）现场查看：工作人员能熟练办理，抽查 20 件与台账记录一致。"
    file_check(check=check, verdict="conforms", note=note, by=named("chenjing"))
