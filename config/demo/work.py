"""What the demo's people do in every kind of case. Every step is a command given by the person whose it is."""

from config.demo.people import named
from lifecycle.cases import commands
from lifecycle.cases.enums import Answer, Opinion
from lifecycle.cases.models import Case
from lifecycle.cases.selectors.facts import rubric_of
from lifecycle.cases.services import execute
from registry.organisations.models import Organisation

REVIEWERS = {"necessity": "zhoutao", "economy": "wuxia", "social_benefit": "zhengyu"}
DOUBTS = "部分老年群众仍习惯到窗口由工作人员代为操作，建议先落实替代渠道。"


def do(case: Case, username: str, command: commands.Command) -> None:
    execute(case=case, command=command, by=named(username), expected_version=None)
    case.refresh_from_db()


def accept(case: Case) -> None:
    organisations = {
        step.code: Organisation.objects.get(memberships__person__username=REVIEWERS[step.code]).code
        for step in case.table.reviews
    }
    do(case, "limin", commands.Accept(organisations=organisations))


def review(case: Case, *steps: str, objecting: str = "", doubts: str = DOUBTS, delighted: str = "") -> None:
    """Points speak for keeping or admitting a system: high ones go with objecting to a retirement, and with agreeing elsewhere.

    ``delighted``: the step whose reviewer gives full marks.
    """
    for step in steps:
        rubric = rubric_of(case, step)
        if rubric is None:
            raise AssertionError(f"There is a rubric for {step}.")
        objects = step == objecting
        high = objects == (case.process == "retirement")
        criteria = list(rubric.criteria.all())
        best = 0 if step == delighted else 1
        scores = {each.code: each.maximum - best if high else number % 2 for number, each in enumerate(criteria)}
        reasons = {criterion.code: "已现场走访并查阅近一年记录。" for criterion in criteria}
        if objects:
            reasons["opinion"] = doubts
        opinion = Opinion.OBJECT if objects else Opinion.SUPPORT
        do(case, REVIEWERS[step], commands.Claim(step=step))
        do(case, REVIEWERS[step], commands.Declare(step=step, answer=Answer.NONE))
        do(case, REVIEWERS[step], commands.FileReview(step=step, scores=scores, opinion=opinion, reasons=reasons))
