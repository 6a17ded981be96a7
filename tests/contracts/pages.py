"""Every page of the site, with what must exist before it can be opened and who opens it. A new page is added here."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils import timezone

from evaluations.appraisals.models import Appraisal, Assignment, SpotCheck
from evaluations.appraisals.services.lots import draw_cross_assessment, draw_spot_checks
from evaluations.appraisals.services.self_evaluations import file_self_evaluation
from evaluations.usage.enums import PullSource
from evaluations.usage.models import Collector, PullAnswer
from evaluations.usage.rules.pulls import Target, Wanted
from evaluations.usage.services import take_in
from evaluations.usage.services.assessments import add_assessment_day
from evaluations.usage.services.pulling import set_pull
from lifecycle.cases.commands import Claim, Decide, Declare
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case
from lifecycle.cases.services import open_case
from lifecycle.cases.services.drafts import keep_draft
from lifecycle.closeout.models import FundHold, Matter
from lifecycle.closeout.services import add_to_hand_over, attest_destruction, settle
from lifecycle.commitments.services import add_indicator, promise, withdraw_indicator
from lifecycle.filings.models import Filing
from lifecycle.notices.services import notify
from registry.organisations.enums import Role
from registry.organisations.models import Person
from registry.organisations.services import declare_interest, delegate
from registry.overlap.services import index_systems
from registry.systems.models import System
from registry.systems.services.importing import Upload, dry_run, receive
from tests import factories
from tests.evaluations.appraisals import factories as appraising
from tests.evaluations.appraisals.test_evaluations import reviewed, under_review
from tests.evaluations.appraisals.test_lots import sponsors, staff
from tests.evaluations.findings.found import case_officer, finding, incident
from tests.evaluations.proving.factories import proof
from tests.lifecycle.cases.factories import CONTENT, case_in, county, do
from tests.lifecycle.cases.walks import measured_again
from tests.lifecycle.closeout.factories import WORDS, laden, leaving, matter, merging
from tests.lifecycle.commitments.factories import WAITING, entry, own


@dataclass(frozen=True)
class Opened:
    """Who opens the page (``None``: nobody has signed in) and the arguments of its address."""

    by: Person | None
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """``make`` makes what the page shows. ``expected``: what the console says all the same."""

    url_name: str
    make: Callable[[], Opened]
    query: str = ""
    expected: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.url_name + self.query


def nobody() -> Opened:
    return Opened(None)


def an_officer() -> Opened:
    return Opened(factories.person(role=Role.CASE_OFFICER))


def an_administrator() -> Opened:
    return Opened(factories.person(role=Role.ADMINISTRATOR))


def an_auditor() -> Opened:
    county()
    return Opened(factories.person(role=Role.AUDITOR))


def an_organisation() -> Opened:
    administrator = factories.person(role=Role.ADMINISTRATOR)
    return Opened(administrator, {"code": administrator.memberships.get().organisation.code})


def an_account() -> Opened:
    return Opened(factories.person(role=Role.ADMINISTRATOR), {"pk": factories.person(role=Role.LEADER).pk})


def a_delegation() -> Opened:
    """One that a colleague gave, on the page of whoever took it and can give one too."""
    today, taker = timezone.localdate(), factories.person(role=Role.LEADER)
    bureau = taker.memberships.get().organisation
    giver = factories.person(role=Role.CASE_OFFICER, organisation=bureau)
    delegate(
        giver=giver,
        taker=taker,
        role=Role.CASE_OFFICER,
        organisation=bureau,
        since=today,
        until=today,
        reason="出差",
        by=giver,
    )
    return Opened(taker)


def an_interest() -> Opened:
    somebody = factories.person(role=Role.ASSESSOR)
    firm = factories.organisation()
    declare_interest(organisation=firm, kind="family", since=factories.LONG_AGO, statement="亲属任职", by=somebody)
    return Opened(somebody)


def a_collector() -> Opened:
    """That is asked each night, brought something, and misses days."""
    officer, today = an_officer().by, timezone.localdate()
    told = factories.system()
    take_in([{"system": told.code, "day": today.isoformat(), "sessions": 3}], collector="matomo", by=None)
    brought = Collector.objects.get(code="matomo")
    wanted = Wanted(PullSource.MATOMO, "https://matomo.example/", "secret", today, 3, True, [Target(told.code, "3")])
    asked = set_pull(collector=brought, wanted=wanted, today=today, by=officer)
    PullAnswer.objects.create(pull=asked, first_day=today, last_day=today, problem="The answer took too long.")
    return Opened(officer, {"pk": brought.pk})


def the_assessments() -> Opened:
    officer = an_officer().by
    add_assessment_day(day=timezone.localdate(), label="年度考核", by=officer)
    return Opened(officer)


def three_systems() -> Opened:
    for _each in range(3):
        factories.system()
    return an_officer()


def a_system() -> Opened:
    return Opened(an_officer().by, {"code": factories.system(paths=("https://a.example/",)).code})


def a_previewed_import() -> Opened:
    """One new row, one changed, one wrong."""
    factories.system("甲", code="A-1", sponsor=factories.organisation("教育局"))
    table = "系统编码,系统名称,主办单位,业务周期\nA-1,甲,教育局,每月\n,乙,新局,每日\nA-1,甲,教育局,从不\n"
    officer = an_officer().by
    batch = receive(uploads=[Upload("系统.csv", [table.encode()])], by=officer, create_organisations=True)
    dry_run(batch=batch)
    return Opened(officer, {"pk": batch.pk})


def three_findings() -> Opened:
    for name in ("a", "b", "c"):
        finding(system=factories.system(name))
    return Opened(case_officer())


def a_finding() -> Opened:
    return Opened(case_officer(), {"code": finding().code})


def an_officer_without_a_proof() -> Opened:
    return Opened(case_officer())


def a_proof() -> Opened:
    proof()
    return Opened(case_officer())


def an_incident() -> Opened:
    return Opened(case_officer(), {"pk": incident().pk})


def the_incidents() -> Opened:
    incident()
    return Opened(case_officer())


def a_reviewer_s_desk() -> Opened:
    cast = county()
    case_in(State.REVIEW, cast)
    return Opened(cast.reviewer("necessity"))


def a_case_under_review() -> Opened:
    cast = county()
    case = case_in(State.REVIEW, cast)
    reviewer = cast.reviewer("necessity")
    do(do(case, Claim("necessity"), reviewer), Declare("necessity", "none"), reviewer)
    return Opened(reviewer, {"number": case.number})


def a_review_to_file() -> Opened:
    opened = a_case_under_review()
    return Opened(opened.by, opened.arguments | {"step": "necessity"})


def a_case_to_decide() -> Opened:
    cast = county()
    return Opened(cast.one("decision_maker"), {"number": case_in(State.DECISION, cast).number})


def a_case_in_clearance() -> Opened:
    cast = county()
    return Opened(cast.one("clearance_verifier"), {"number": case_in(State.CLEARANCE, cast).number})


def a_system_with_promises() -> Opened:
    opened = a_system()
    system = System.objects.get(code=opened.arguments["code"])
    promise(system=system, case_number="AD-2026-000001", entries=[entry(), own()], by=None)
    return opened


def a_sponsor() -> Opened:
    return Opened(county().one("sponsor_staff"))


def a_sponsor_at(process: str) -> Callable[[], Opened]:
    return lambda: Opened(a_sponsor().by, {"process": process})


def an_application() -> Opened:
    """Of an app, with a similar system in the register, a word that crosses a red line, and an answer that is no amount."""
    cast = county()
    factories.system("预约平台", functions="网上预约办理")
    staff = cast.one("sponsor_staff")
    app = factories.system("掌上预约", kind="app", sponsor=cast.sponsor, functions="网上预约办理\n积分排名")
    case = open_case(system=app, process="admission", grounds={"origin": "sponsor"}, by=staff)
    content = {
        "demand": "每天打卡上报",
        "cost": [{"build_fen": "许多"}],
        "commitments": [{"indicator": "", "target": "85"}],
    }
    keep_draft(case=case, step="submission", answers={"content": content, "answers": []}, by=staff)
    return Opened(staff, {"number": case.number})


def a_submission_to_check() -> Opened:
    cast = county()
    author, case = cast.one("case_officer"), case_in(State.DRAFT, cast)
    keep_draft(case=case, step="submission", answers={"content": CONTENT, "answers": []}, by=author)
    return Opened(author, {"number": case.number})


def an_act(name: str, made: Callable[[], Opened]) -> Callable[[], Opened]:
    def opened() -> Opened:
        case = made()
        return Opened(case.by, case.arguments | {"act": name})

    return opened


def an_appraisal() -> Opened:
    """With a missed commitment, a finding, and the sponsor's comments."""
    of = appraising.system()
    appraising.daily(of, substantive_actions=20, started=20, completed=18, effective_users=10)
    appraising.commitment(of, due_on=[appraising.yesterday()])
    finding(system=of)
    filed = file_self_evaluation(
        system=of,
        year=timezone.localdate().year,
        comments={"usage:completion_rate": "汛期停用"},
        statement="运行正常",
        by=appraising.staff_of(of),
    )
    return Opened(appraising.case_officer(), {"code": filed.appraisal.code})


def a_system_to_appraise() -> Opened:
    code = Appraisal.objects.get(code=an_appraisal().arguments["code"]).system.code
    return Opened(appraising.case_officer(), {"code": code})


def a_self_evaluation_to_file() -> Opened:
    of = appraising.system()
    appraising.commitment(of, due_on=[appraising.yesterday()])
    return Opened(appraising.staff_of(of), {"code": of.code, "year": timezone.localdate().year})


def an_evaluation_to_decide() -> Opened:
    cast = county()
    case = reviewed(under_review(cast), cast, 2)
    return Opened(cast.one("decision_maker"), {"number": case.number})


def a_rectification_without_effect() -> Opened:
    cast = county()
    details = {"measured_again": "没有变化", "honest_failure": {"answer": True, "why": "已按方案试点。"}}
    do(measured_again(cast), Decide("ineffective", "无改善", details), cast.one("decision_maker"))
    return Opened(cast.one("case_officer"), {"number": Case.objects.get(process="rectification").number})


def the_appraisals() -> Opened:
    return Opened(an_evaluation_to_decide().by)


def the_year() -> Opened:
    return Opened(an_evaluation_to_decide().by, {"year": timezone.localdate().year})


def a_scheme() -> Opened:
    return Opened(appraising.case_officer(), {"kind": "platform", "version": 1})


def a_scheme_to_make() -> Opened:
    return Opened(appraising.case_officer(), {"kind": "platform"})


def a_draw() -> Opened:
    sponsors(3)
    officer = appraising.case_officer()
    draw_spot_checks(size=2, seed="08 15 22", by=officer)
    return Opened(officer, {"code": draw_cross_assessment(seed="08 15 22", by=officer).code})


def the_draws() -> Opened:
    return Opened(a_draw().by)


def a_check() -> Opened:
    officer = a_draw().by
    check = SpotCheck.objects.first()
    assert check is not None
    return Opened(officer, {"pk": check.pk})


def an_opinion() -> Opened:
    a_draw()
    assignment = Assignment.objects.select_related("assessor").first()
    assert assignment is not None
    return Opened(staff(assignment.assessor), {"pk": assignment.pk})


def an_officer_of_the_bureau() -> Opened:
    return Opened(appraising.case_officer())


def an_indicator_to_withdraw() -> Opened:
    """One of two the bureau added; the other is offered no longer."""
    officer = appraising.case_officer()
    gone = add_indicator(addition=replace(WAITING, code="gone", label="网格员每日上报数"), by=officer)
    withdraw_indicator(indicator=gone, on=timezone.localdate(), reason="与减负要求不符", by=officer)
    return Opened(officer, {"code": add_indicator(addition=WAITING, by=officer).code})


def an_added_indicator() -> Opened:
    return Opened(an_indicator_to_withdraw().by)


def a_system_that_is_there_twice() -> Opened:
    for code, name in (("P-1", "智慧停车平台"), ("P-2", "城市泊车服务")):
        factories.system(name, code=code, functions="车位查询、停车缴费、欠费追缴")
    index_systems(codes=["P-1", "P-2"])
    return an_officer()


def a_laden_system() -> Opened:
    cast = county()
    return Opened(cast.one("sponsor_staff"), {"code": laden(cast).code})


def a_fact_to_enter(of: str) -> Callable[[], Opened]:
    def made() -> Opened:
        opened = a_laden_system()
        return Opened(opened.by, opened.arguments | {"of": of})

    return made


def an_earlier_system_to_enter() -> Opened:
    cast = county()
    return Opened(cast.one("case_officer"), {"code": factories.system(sponsor=cast.sponsor).code, "of": "predecessors"})


def a_filed_system() -> Opened:
    cast = county()
    about = factories.system(sponsor=cast.sponsor, kind="app")
    Filing.objects.create(system=about, kind="icp", authority="省通信管理局", number="浙ICP备1号")
    return Opened(cast.one("sponsor_staff"), {"code": about.code})


def the_filings() -> Opened:
    return Opened(a_filed_system().by)


def a_case_to_close_out() -> Opened:
    """Merged into a successor: one matter settled, one waiting for its witness, a hand-over list, a filing to cancel."""
    cast = county()
    case = merging(cast, factories.system("一网统管", sponsor=cast.sponsor))
    Filing.objects.create(system=case.system, kind="icp", authority="省通信管理局", number="浙ICP备1号")
    staff = cast.one("sponsor_staff")
    settle(matter=matter(case, "contract"), way="terminated", statement=WORDS, by=staff)
    attest_destruction(matter=matter(case, "data_set"), statement=WORDS, by=cast.one("operator"))
    add_to_hand_over(case=case, portion="data", label="居民档案", place="人口库", by=staff)
    return Opened(staff, {"number": case.number})


def a_matter_to_settle(kind: str) -> Callable[[], Opened]:
    def made() -> Opened:
        opened = a_case_to_close_out()
        found = Matter.objects.get(case__number=opened.arguments["number"], kind=kind)
        return Opened(opened.by, opened.arguments | {"pk": found.pk})

    return made


def a_filing_to_end() -> Opened:
    opened = a_case_to_close_out()
    return Opened(opened.by, opened.arguments | {"pk": Filing.objects.get().pk})


def the_holds() -> Opened:
    cast = county()
    leaving(cast)
    return Opened(cast.one("finance_reviewer"))


def a_hold() -> Opened:
    return Opened(the_holds().by, {"pk": FundHold.objects.order_by("id")[1].pk})


def a_reminded_officer() -> Opened:
    """Told once, so that the header counts and the list has a row."""
    officer = factories.person(role=Role.CASE_OFFICER)
    notify(kind="cases.given", subject="RT-2026-0001", people=[officer], key="given", system="智慧村务通")
    return Opened(officer)


def a_decided_case_and_an_auditor() -> Opened:
    case = case_in(State.CLEARANCE, county(), objecting=("necessity",))
    return Opened(factories.person(role=Role.AUDITOR), {"number": case.number})


def a_bureau_and_an_auditor() -> Opened:
    cast = county()
    case_in(State.DECISION, cast)
    return Opened(factories.person(role=Role.AUDITOR), {"code": cast.bureau.code})


NOT_FOUND = "Failed to load resource: the server responded with a status of 404 (Not Found)"
PAGES = (
    Page("sign-in", nobody),
    Page("problems", nobody),
    Page("home", a_reviewer_s_desk),
    Page("home", an_officer, query="nowhere/", expected=(NOT_FOUND,)),
    Page("systems:list", three_systems),
    Page("systems:list", three_systems, query="?stage=nonsense"),
    Page("systems:detail", a_system),
    Page("systems:new", an_officer),
    Page("systems:import", an_officer),
    Page("systems:import-preview", a_previewed_import),
    Page("overlap:check", a_system_that_is_there_twice),
    Page("overlap:check", a_system_that_is_there_twice, query="?system=P-1"),
    Page("organisations:list", an_administrator),
    Page("organisations:detail", an_organisation),
    Page("organisations:accounts", an_administrator),
    Page("organisations:new-account", an_administrator),
    Page("organisations:account", an_account),
    Page("organisations:my-delegations", a_delegation),
    Page("organisations:my-interests", an_interest),
    Page("change-password", an_officer),
    Page("ledger:list", an_auditor),
    Page("jobs:list", an_officer),
    Page("checkpoints:list", an_auditor),
    Page("notices:list", a_reminded_officer),
    Page("notices:channels", an_officer),
    Page("calendar:years", an_administrator),
    Page("tracing:case", a_decided_case_and_an_auditor),
    Page("tracing:case", a_decided_case_and_an_auditor, query="?as=print"),
    Page("tracing:organisation", a_bureau_and_an_auditor),
    Page("usage:collectors", an_officer),
    Page("usage:collector", a_collector),
    Page("usage:assessments", the_assessments),
    Page("usage:keeping", an_administrator),
    Page("usage:import", an_officer),
    Page("usage:of-system", a_system),
    Page("findings:list", three_findings),
    Page("findings:detail", a_finding),
    Page("proving:latest", an_officer_without_a_proof),
    Page("proving:latest", a_proof, query="?"),
    Page("findings:incidents", the_incidents),
    Page("findings:incident", an_incident),
    Page("appraisals:list", the_appraisals),
    Page("appraisals:detail", an_appraisal),
    Page("appraisals:of-system", a_system_to_appraise),
    Page("appraisals:of-case", an_evaluation_to_decide),
    Page("appraisals:of-case", a_rectification_without_effect),
    Page("appraisals:bundle", a_rectification_without_effect),
    Page("appraisals:self-evaluation", a_self_evaluation_to_file),
    Page("appraisals:year", the_year),
    Page("appraisals:schemes", an_officer),
    Page("appraisals:scheme", a_scheme),
    Page("appraisals:new-scheme", a_scheme_to_make),
    Page("appraisals:draws", the_draws),
    Page("appraisals:draw", a_draw),
    Page("appraisals:check", a_check),
    Page("appraisals:opinion", an_opinion),
    Page("cases:list", a_reviewer_s_desk),
    Page("cases:detail", a_case_under_review),
    Page("cases:open", a_sponsor),
    Page("cases:open-of", a_sponsor_at("admission")),
    Page("cases:open-of", a_sponsor_at("light-exit"), query="?"),
    Page("cases:submission", an_application),
    Page("cases:submission-check", a_submission_to_check),
    Page("cases:review", a_review_to_file),
    Page("cases:act", an_act("decide", a_case_to_decide)),
    Page("cases:act", an_act("advance-shutdown", a_case_in_clearance), query="?"),
    Page("cases:detail", a_case_to_decide, query="?"),
    Page("clearances:detail", a_case_in_clearance),
    Page("clearances:report", a_case_in_clearance),
    Page("systems:facts", a_laden_system),
    Page("systems:fact-new", a_fact_to_enter("contracts")),
    Page("systems:fact-new", a_fact_to_enter("interfaces"), query="?"),
    Page("systems:fact-new", an_earlier_system_to_enter, query="?earlier"),
    Page("closeout:detail", a_case_to_close_out),
    Page("closeout:matter", a_matter_to_settle("data_set")),
    Page("closeout:matter", a_matter_to_settle("dependant"), query="?"),
    Page("closeout:schedule", a_case_to_close_out),
    Page("closeout:holds", the_holds),
    Page("closeout:hold", a_hold),
    Page("filings:list", the_filings),
    Page("filings:of-system", a_filed_system),
    Page("filings:of-case", a_case_to_close_out),
    Page("filings:end", a_filing_to_end),
    Page("filings:exit-report", a_case_to_close_out),
    Page("commitments:library", an_added_indicator),
    Page("commitments:new-indicator", an_officer_of_the_bureau),
    Page("commitments:withdraw", an_indicator_to_withdraw),
    Page("commitments:of-system", a_system_with_promises),
    Page("red_lines:list", an_officer),
)
