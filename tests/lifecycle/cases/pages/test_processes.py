"""Every other process by pages alone, without script, by the people whose steps they are."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from lifecycle.cases.commands import ConfirmShutdown, Return, Submit
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case, Draft
from lifecycle.cases.services import open_case
from lifecycle.commitments.models import Commitment
from lifecycle.notices.models import Notice
from lifecycle.red_lines.selectors import rule_set
from registry.ledger.models import Event
from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Person
from registry.organisations.services import delegate
from registry.systems.enums import Stage
from registry.systems.models import System
from registry.systems.services.registering import register
from tests.factories import person, system
from tests.lifecycle.cases.factories import CONTENT, County, case_in, do, file
from tests.lifecycle.cases.pages.test_walk import hand_in, send

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def opened(client: Client, process: str, about: System, **told: str) -> Case:
    answer = client.post(f"/cases/open/{process}/", {"system": about.code, **told})
    assert answer.status_code == 302, answer.context["form"].errors
    return Case.objects.get(process=process.replace("-", "_"))


def act(client: Client, case: Case, name: str, **told: Any) -> Case:
    answer = send(client, f"/cases/{case.number}/do/{name}/", **told)
    assert answer.status_code == 302, answer.context["form"].errors
    case.refresh_from_db()
    return case


def refused(client: Client, case: Case, name: str, **told: Any) -> Any:
    """What the page says to a command that is refused, of which nothing was written."""
    before = case.version, Event.objects.count()
    answer = send(client, f"/cases/{case.number}/do/{name}/", **told)
    case.refresh_from_db()
    assert (case.version, Event.objects.count()) == before
    assert answer.status_code == 422, answer
    return answer.context["form"]


def test_whoever_opens_is_offered_what_their_roles_open(cast: County, sign_in: SignIn) -> None:
    def offered(role: str) -> list[str]:
        page = sign_in(cast.one(role)).get("/cases/open/")
        return [slug for _label, slug, _lead in page.context["offered"]]

    assert offered("sponsor_staff") == ["admission", "retirement", "light-exit"]
    assert offered("case_officer") == ["evaluation", "rectification", "retirement", "suspension"]
    assert offered("clearance_verifier") == ["suspension"]
    assert offered("assessor") == []
    page = sign_in(cast.one("assessor")).get("/cases/open/retirement/")
    assert (page.context["may_open"], '<form class="sheet' in page.content.decode()) == (False, False)
    assert sign_in(cast.one("assessor")).get("/cases/open/dance/").status_code == 404


def test_a_system_that_has_such_a_case_already_opens_no_second(cast: County, sign_in: SignIn) -> None:
    about = system(sponsor=cast.sponsor, operator=cast.operator)
    officer = sign_in(cast.one("case_officer"))
    told = {"origin": "order", "reason": "难用"}
    case = opened(officer, "rectification", about, **told)
    before = Event.objects.count()
    answer = officer.post("/cases/open/rectification/", {"system": about.code, **told})
    assert (answer.status_code, Case.objects.count(), Event.objects.count()) == (422, 1, before)
    assert case.number in answer.content.decode()


def test_a_rectification_is_planned_done_and_measured_again(cast: County, sign_in: SignIn) -> None:
    about = system(sponsor=cast.sponsor, operator=cast.operator)
    case = opened(sign_in(cast.one("case_officer")), "rectification", about, origin="report", reason="难用")
    staff, decider = sign_in(cast.one("sponsor_staff")), sign_in(cast.one("decision_maker"))
    due = timezone.localdate() + timedelta(days=60)
    plan = {"causes": "登录繁琐", "measures": "改为统一身份认证", "due_on": due.isoformat()}
    incomplete = staff.post(f"/cases/{case.number}/submission/", {**plan, "due_on": "soon", "go": "check"})
    assert [part.name for part, _told in incomplete.context["form"].refused] == ["diagnosis", "due_on"]
    assert Draft.objects.get().answers["content"]["due_on"] == "soon"

    hand_in(staff, case, {**plan, "diagnosis": "technical"})
    case = act(sign_in(cast.one("intake_officer")), case, "accept")
    assert case.state == State.RECTIFYING
    case = act(staff, case, "report-done", statement="已上线")
    form = refused(decider, case, "decide", outcome="effective", reason="用得上了")
    assert [part.told for part in form.parts["effective"]] != [[]]
    case = act(
        decider,
        case,
        "decide",
        outcome="effective",
        reason="用得上了",
        **{"effective.measured_again": "由 12% 升至 61%"},
    )
    assert (case.state, case.outcome) == (State.CLOSED, "effective")
    page = decider.get(f"/cases/{case.number}/").content.decode()
    assert ("由 12% 升至 61%" in page, "改为统一身份认证" in page) == (True, True)


def test_one_without_effect_opens_a_retirement_that_both_pages_name(cast: County, sign_in: SignIn) -> None:
    about = system(sponsor=cast.sponsor, operator=cast.operator)
    case = opened(sign_in(cast.one("case_officer")), "rectification", about, origin="report", reason="难用")
    due = timezone.localdate() + timedelta(days=60)
    plan = {"diagnosis": "both", "causes": "流程重复", "measures": "合并表单", "due_on": due.isoformat()}
    hand_in(sign_in(cast.one("sponsor_staff")), case, plan)
    act(sign_in(cast.one("intake_officer")), case, "accept")
    act(sign_in(cast.one("sponsor_staff")), case, "report-done", statement="已合并")
    details = {
        "ineffective.measured_again": "仍为 12%",
        "ineffective.honest_failure.answer": "yes",
        "ineffective.honest_failure.why": "已按方案实施",
    }
    decider = sign_in(cast.one("decision_maker"))
    act(decider, case, "decide", outcome="ineffective", reason="无改善", **details)
    following = Case.objects.get(process="retirement")
    assert following.number in decider.get(f"/cases/{case.number}/").content.decode()
    assert case.number in decider.get(f"/cases/{following.number}/").content.decode()


def test_a_work_group_leaves_lightly(cast: County, sign_in: SignIn) -> None:
    about = system(sponsor=cast.sponsor, kind="work_group")
    staff = sign_in(cast.one("sponsor_staff"))
    case = opened(staff, "light-exit", about)
    hand_in(staff, case, {"dissolved_on": "2026-06-01", "members_told": "on", "record_kept": "on"})
    confirming = sign_in(cast.one("case_officer"))
    act(confirming, case, "decide", outcome="confirm", reason="已核实")
    about.refresh_from_db()
    assert (case.outcome, about.stage) == ("dissolved", Stage.RETIRED)


def test_what_is_no_group_does_not_leave_lightly(cast: County, sign_in: SignIn) -> None:
    about = system(sponsor=cast.sponsor)
    answer = sign_in(cast.one("sponsor_staff")).post("/cases/open/light-exit/", {"system": about.code})
    assert (answer.status_code, Case.objects.exists()) == (422, False)


def test_a_system_is_found_by_its_name_where_only_one_is_called_so(cast: County, sign_in: SignIn) -> None:
    about, officer = system(sponsor=cast.sponsor, name="政务督查平台"), sign_in(cast.one("case_officer"))
    told = {"system": "政务督查平台", "origin": "order", "reason": "难用"}
    twin = system(sponsor=cast.sponsor, name="政务督查平台")
    answer = officer.post("/cases/open/rectification/", told)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["system"])
    twin.name = "政务督查平台（旧）"
    twin.save()
    assert officer.post("/cases/open/rectification/", told).status_code == 302
    assert Case.objects.get().system == about


def test_a_suspension_takes_three_people(cast: County, sign_in: SignIn) -> None:
    about = system(sponsor=cast.sponsor)
    officer, verifier = sign_in(cast.one("case_officer")), sign_in(cast.one("clearance_verifier"))
    assert "Why it cannot stay in operation" in officer.get("/cases/open/suspension/").content.decode()
    case = opened(officer, "suspension", about, origin="observation", reason="漏洞正被利用")
    assert case.get_state_display() == "awaiting suspension"
    listed = officer.get("/cases/?state=draft").content.decode()
    assert ("Awaiting suspension" in listed, "draft / awaiting suspension" in listed.lower()) == (True, True)
    assert officer.get(f"/cases/{case.number}/do/suspend/").status_code == 409
    refused(verifier, case, "suspend", reason=" ")
    act(verifier, case, "suspend", reason="漏洞正被利用")
    about.refresh_from_db()
    assert about.stage == Stage.SUSPENDED
    act(sign_in(cast.one("decision_maker")), case, "resume", reason="已修复并复测")
    about.refresh_from_db()
    assert (case.outcome, about.stage) == ("resumed", Stage.LIVE)


def test_a_system_goes_off_by_grades_and_each_can_be_taken_back(cast: County, sign_in: SignIn, settings: Any) -> None:
    settings.RETIREMENT_NOTICE_DAYS, settings.BROWNOUT_NOTICE_DAYS = 0, 0
    case = case_in(State.CLEARANCE, cast)
    verifier = sign_in(cast.one("clearance_verifier"))
    today = timezone.localdate().isoformat()
    page = verifier.get(f"/cases/{case.number}/do/advance-shutdown/")
    grades = [grade for grade, _label in page.context["form"].fields["grade"].choices]
    assert grades == ["read_only", "brownout", "tombstone", "off"]
    assert list(refused(verifier, case, "advance-shutdown", grade="read_only", on="").errors) == ["on"]
    act(verifier, case, "advance-shutdown", grade="read_only", on=today)
    assert "Read only" in verifier.get(f"/cases/{case.number}/").content.decode().replace("read only", "Read only")
    act(verifier, case, "advance-shutdown", grade="brownout", on=today)
    assert case.grade == "brownout"
    refused(verifier, case, "step-back", reason="")
    act(verifier, case, "step-back", reason="仍有人使用")
    assert case.grade == "read_only"


def test_a_watched_system_is_gone_when_somebody_has_looked(cast: County, sign_in: SignIn, settings: Any) -> None:
    settings.RETIREMENT_NOTICE_DAYS, settings.RETIREMENT_OBSERVATION_DAYS = 0, (0,)
    verifier = cast.one("clearance_verifier")
    case = do(case_in(State.SHUTDOWN, cast), ConfirmShutdown("关停"), verifier)
    assert case.state == State.OBSERVATION
    act(sign_in(verifier), case, "end-observation", statement="复测未见恢复")
    case.system.refresh_from_db()
    assert (case.outcome, case.system.stage) == ("retired", Stage.RETIRED)


def test_a_draft_of_a_submission_is_its_authors_alone_and_survives(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.DRAFT, cast)
    officer, colleague = sign_in(cast.one("case_officer")), sign_in(cast.another("case_officer"))
    url = f"/cases/{case.number}/submission/"
    half = {"reason": "尚在核实"}
    saved = officer.post(url, half, headers={"HX-Request": "true"})
    assert (saved.status_code, saved.templates[0].name) == (200, "cases/submission_saved.html")
    assert Draft.objects.get().answers["content"] == half
    assert "尚在核实" in officer.get(url).content.decode()
    assert "尚在核实" not in colleague.get(f"/cases/{case.number}/").content.decode()
    case.refresh_from_db()
    assert (case.version, case.submissions.count()) == (1, 0)


def test_what_is_handed_in_is_what_was_checked(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.DRAFT, cast)
    officer = sign_in(cast.one("case_officer"))
    written = officer.post(f"/cases/{case.number}/submission/", {**CONTENT, "go": "check"})
    hidden = officer.get(written["Location"]).context["form"].initial
    officer.post(f"/cases/{case.number}/submission/", {**CONTENT, "affected": "街道", "go": "later"})
    assert officer.post(written["Location"], hidden).status_code == 409
    assert case.submissions.count() == 0
    assert send(officer, written["Location"]).status_code == 302
    assert case.submissions.get().content["affected"] == "街道"


def returned(cast: County, **changed: str) -> Case:
    """Round 2 of a case whose necessity review was filed in round 1, handed in again with ``changed``."""
    case = file(case_in(State.REVIEW, cast), cast, "necessity")
    case = do(case, Return(("补充费用",)), cast.one("intake_officer"))
    case = do(case, Submit({**CONTENT, **changed}, ("已补充",)), cast.one("case_officer"))
    case = do(case, cast.accept(), cast.one("intake_officer"))
    for name in ("claim", "declare"):
        told = {"answer": "none"} if name == "declare" else {}
        client = Client()
        client.force_login(cast.reviewer("necessity"), backend="django.contrib.auth.backends.ModelBackend")
        answer = send(client, f"/cases/{case.number}/do/{name}/necessity/", **told)
        assert answer.status_code == 302
    case.refresh_from_db()
    return case


def test_a_return_is_answered_item_by_item_and_the_difference_is_shown(cast: County, sign_in: SignIn) -> None:
    case = do(case_in(State.INTAKE, cast), Return(("补充费用", "写明去向")), cast.one("intake_officer"))
    officer = sign_in(cast.one("case_officer"))
    url = f"/cases/{case.number}/submission/"
    assert [part.value() for part in officer.post(url, {**CONTENT, "go": "check"}).context["form"].replies] == [
        None,
        None,
    ]
    answered = {"answers.0": "已补充", "answers.1": "已写明"}
    hand_in(officer, case, {**CONTENT, **answered, "data_disposal": "移交档案馆"})
    page = officer.get(f"/cases/{case.number}/")
    assert [(entry.code, entry.before.told) for entry in page.context["entries"] if entry.before] == [
        ("data_disposal", "Archived.")
    ]
    assert "已写明" in page.content.decode()


def test_an_opinion_is_kept_with_one_click_after_the_difference_was_opened(cast: County, sign_in: SignIn) -> None:
    case = returned(cast)
    reviewer = sign_in(cast.reviewer("necessity"))
    page = reviewer.get(f"/cases/{case.number}/")
    assert page.context["offered"].primary.name == "carry_forward"
    url = f"/cases/{case.number}/do/carry-forward/necessity/"
    shown = reviewer.get(url)
    hidden = {name: shown.context["form"].initial[name] for name in ("version", "key", "difference_sha256")}
    unseen = reviewer.post(url, {**hidden, "difference_sha256": "0" * 64})
    assert (unseen.status_code, case.reviews.filter(round=2).count()) == (422, 0)
    assert reviewer.post(url, hidden).status_code == 302
    assert [(each.round, each.opinion) for each in case.reviews.order_by("round")] == [(1, "support"), (2, "support")]


def test_an_opinion_that_rests_on_what_changed_is_written_again(cast: County, sign_in: SignIn) -> None:
    case = returned(cast, data_disposal="移交档案馆")
    reviewer = sign_in(cast.reviewer("necessity"))
    assert reviewer.get(f"/cases/{case.number}/").context["offered"].primary.name == "file_review"
    page = reviewer.get(f"/cases/{case.number}/do/carry-forward/necessity/")
    assert (page.status_code, [each.code for each in page.context["obstacles"]]) == (409, ["dimension-changed"])


def test_whoever_acts_for_a_colleague_is_told_so_on_the_page(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.INTAKE, cast)
    giver = cast.one("intake_officer")
    deputy = person("代理人", role=Role.LEADER, organisation=cast.bureau)
    today = timezone.localdate()
    delegate(
        giver=giver,
        taker=deputy,
        role=Role.INTAKE_OFFICER,
        organisation=cast.bureau,
        since=today,
        until=today,
        reason="出差",
        by=giver,
    )
    page = sign_in(deputy).get(f"/cases/{case.number}/")
    assert [each.giver for each in page.context["acting"]] == [giver]
    assert giver.name in page.content.decode()
    assert sign_in(giver).get(f"/cases/{case.number}/").context["acting"] == []


def test_the_list_is_narrowed_by_process(cast: County, sign_in: SignIn) -> None:
    retirement = case_in(State.INTAKE, cast)
    about = system(sponsor=cast.sponsor)
    officer = cast.one("case_officer")
    suspension = open_case(system=about, process="suspension", grounds={"reason": "漏洞"}, by=officer)

    def listed(process: str) -> list[str]:
        page = sign_in(officer).get("/cases/", {"process": process})
        return [case.number for case in page.context["page"].object_list]

    assert (listed("retirement"), listed("suspension")) == ([retirement.number], [suspension.number])


def test_more_time_and_a_reminder_leave_the_case_where_it_is(cast: County, sign_in: SignIn) -> None:
    case = case_in(State.INTAKE, cast)
    officer = sign_in(cast.one("leader"))
    before = case.tasks.get(step="intake").due_on
    refused(officer, case, "extend/intake", days="", reason="")
    act(officer, case, "extend/intake", days="3", reason="材料较多")
    assert case.tasks.get(step="intake").due_on > before  # type: ignore[operator]
    act(officer, case, "remind/intake")
    assert case.state == State.INTAKE
    assert officer.get(f"/cases/{case.number}/do/remind/intake/").status_code == 409


def application(**changed: str) -> dict[str, str]:
    """Everything an application asks, for a kind no red line binds, as a browser sends it."""
    due = (timezone.localdate() + timedelta(days=400)).isoformat()
    questions = ("fits_plan", "overlaps", "could_be_module", "works_with", "data_sharing")
    promised = {
        "indicator": "satisfaction",
        "baseline": "62",
        "target": "85",
        "tolerance_percent": "5",
        "first_due": due,
        "how_measured": "县统计局每半年抽样 200 人",
        "responsible_post": "社会救助科科长",
    }
    own = {**promised, "indicator": "own", "label": "办结时长", "unit": "小时", "direction": "lower", "target": "8"}
    own |= {"data_source": "records", "population": "当期事项", "baseline": "24"}
    return {
        "demand": "逐户电话核实耗时长",
        "users_asked": "座谈 46 人",
        **{f"{question}.answer": "yes" for question in questions},
        **{f"{question}.why": "见附件" for question in questions},
        **{f"cost.{year}.build_fen": "0" for year in range(5)},
        **{f"cost.{year}.operate_fen": "60,000.50" for year in range(5)},
        **{f"cost.{year}.funding": "县级财政" for year in range(5)},
        **{f"commitments.0.{name}": value for name, value in promised.items()},
        **{f"commitments.1.{name}": value for name, value in own.items()},
        **changed,
    }


def applied(cast: County, sign_in: SignIn, **about: str) -> tuple[Client, Case]:
    """A case opened for a system that does not exist yet."""
    staff = sign_in(cast.one("sponsor_staff"))
    told = {
        "which": "new",
        "name": "助老派单平台",
        "kind": "information_system",
        "sponsor": cast.sponsor.code,
        "functions": "助老服务派单",
        "cadence": "daily",
    }
    answer = staff.post("/cases/open/admission/", {**told, **about})
    assert answer.status_code == 302, answer.context["form"].errors
    return staff, Case.objects.get(process="admission")


def red_lines_of(case: Case) -> dict[str, str]:
    """No to every line that binds the case's kind of system."""
    edition = rule_set()
    assert edition is not None
    return {f"red_lines.{line.code}.answer": "no" for line in edition.binding(case.system.kind)}


def test_an_application_keeps_what_its_form_says(cast: County, sign_in: SignIn) -> None:
    staff, case = applied(cast, sign_in)
    assert case.system.stage == Stage.PROPOSED
    hand_in(staff, case, application())
    content = case.submissions.get().content
    assert content["fits_plan"] == {"answer": True, "why": "见附件"}
    assert content["cost"][0] == {"build_fen": 0, "operate_fen": 6_000_050, "funding": "县级财政"}
    assert [(each["indicator"], each.get("label", "")) for each in content["commitments"]] == [
        ("satisfaction", ""),
        ("", "办结时长"),
    ]
    page = staff.get(f"/cases/{case.number}/").content.decode()
    assert ("60,000.50" in page, "300,002.50" in page, "办结时长" in page) == (True, True, True)


def test_everything_against_an_application_stands_where_it_belongs(cast: County, sign_in: SignIn) -> None:
    staff, case = applied(cast, sign_in)
    wrong = {"cost.1.operate_fen": "许多", "commitments.0.target": "更好", "works_with.why": ""}
    answer = staff.post(f"/cases/{case.number}/submission/", {**application(**wrong), "go": "check"})
    form = answer.context["form"]
    assert (answer.status_code, [part.name for part, _told in form.refused]) == (
        422,
        ["works_with", "cost", "commitments"],
    )
    cell = next(part for part in form.parts if part.name == "cost").rows[1][1].leaf
    target = next(part for part in form.parts if part.name == "commitments").leaves[0]
    assert (list(cell.errors), list(target.errors)) == (["value"], ["target"])
    assert [str(each) for each in cell.errors["value"]] == [
        "cost of five years, row 2: operation (yuan) has to be an amount of money, not below 0."
    ]
    assert "许多" in answer.content.decode()
    assert not case.submissions.exists()


def test_a_word_that_crosses_a_red_line_is_shown_while_writing(cast: County, sign_in: SignIn) -> None:
    staff, case = applied(cast, sign_in, kind="mini_program", functions="助老服务派单")
    url = f"/cases/{case.number}/submission/"
    clean = staff.post(url, {"demand": "逐户电话核实"}, headers={"HX-Request": "true"}).content.decode()
    crossed = staff.post(url, {"demand": "网格员每天打卡上报"}, headers={"HX-Request": "true"}).content.decode()
    assert ("打卡" in clean, "打卡" in crossed) == (False, True)
    answer = staff.post(url, {**application(demand="网格员每天打卡上报"), "go": "check"})
    red_lines = next(part for part in answer.context["form"].parts if part.name == "red_lines")
    assert (len(red_lines.told), red_lines.is_required) == (len(red_lines.leaves), True)


def test_a_similar_system_is_shown_and_has_to_be_answered(cast: County, sign_in: SignIn) -> None:
    told = {"name": "助老服务平台", "kind": "information_system", "cadence": "daily", "sponsor": cast.sponsor.code}
    other = register(cells={**told, "functions": "助老服务派单"}, by=cast.one("sponsor_staff"))
    staff, case = applied(cast, sign_in)
    url = f"/cases/{case.number}/submission/"
    answer = staff.post(url, {**application(), "go": "check"})
    form = answer.context["form"]
    assert [part.name for part, _told in form.refused] == ["overlap_answers"]
    assert [hit.system for hit in form.parts[-1].hits] == [other]
    answered = {f"overlap_answers.{other.code}.answer": "cannot", f"overlap_answers.{other.code}.why": "对象不同"}
    hand_in(staff, case, application(**answered))
    assert case.submissions.get().content["overlap_answers"] == {other.code: {"answer": "cannot", "why": "对象不同"}}


def test_the_page_of_an_application_leads_to_the_overlap_check(cast: County, sign_in: SignIn) -> None:
    staff, case = applied(cast, sign_in)
    other = opened(staff, "retirement", system(sponsor=cast.sponsor), reason="已停用")
    links = [f'href="/overlap/?system={each.system.code}"' for each in (case, other)]
    pages = [staff.get(f"/cases/{each.number}/").content.decode() for each in (case, other)]
    assert [link in page for link, page in zip(links, pages, strict=True)] == [True, False]
    assert staff.get("/overlap/", {"system": case.system.code}).context["own"] == case.system


def test_a_system_is_admitted_tested_and_launched(cast: County, sign_in: SignIn) -> None:
    staff, case = applied(cast, sign_in)
    hand_in(staff, case, application())
    accepted = {step: organisation.code for step, organisation in cast.reviewing.items()}
    act(sign_in(cast.one("intake_officer")), case, "accept", **accepted)
    for step in cast.reviewing:
        case = file(case, cast, step)
    decider, tester = sign_in(cast.one("decision_maker")), sign_in(cast.one("case_officer"))
    page = decider.get(f"/cases/{case.number}/do/decide/")
    assert "Agrees to the admission" in page.content.decode()
    assert "admit.override_reason" not in page.content.decode()
    conditions = {"admit.conditions": "不得要求重复填报"}
    act(decider, case, "decide", outcome="admit", reason="需求真实", **conditions)
    assert case.state == State.ACCEPTANCE
    assert Commitment.objects.filter(case_number=case.number).count() == 2
    tests = ("completeness", "stability", "ease_of_use")
    seen = {f"{test}.why": "现场测试" for test in tests}
    passed = {f"{test}.answer": "yes" for test in tests}
    form = refused(tester, case, "record-acceptance", **passed)
    assert [len(part.told) for part in form.refused] == [1, 1, 1]
    assert "不得要求重复填报" in tester.get(f"/cases/{case.number}/do/record-acceptance/").content.decode()
    act(tester, case, "record-acceptance", **{**passed, **seen, "stability.answer": "no"})
    assert case.state == State.ACCEPTANCE
    act(tester, case, "record-acceptance", **passed, **seen)
    case.system.refresh_from_db()
    assert (case.outcome, case.system.stage) == ("launched", Stage.LIVE)
    shown = decider.get(f"/cases/{case.number}/").content.decode()
    assert ("不得要求重复填报" in shown, "现场测试" in shown) == (True, True)


def test_what_is_refused_by_default_waits_for_a_second_signature(cast: County, sign_in: SignIn) -> None:
    cast.sponsor.kind = OrganisationKind.TOWNSHIP
    cast.sponsor.save()
    staff, case = applied(cast, sign_in, kind="app")
    hand_in(staff, case, application(**red_lines_of(case)))
    accepted = {step: organisation.code for step, organisation in cast.reviewing.items()}
    act(sign_in(cast.one("intake_officer")), case, "accept", **accepted)
    for step in cast.reviewing:
        case = file(case, cast, step)
    first, second = cast.one("decision_maker"), cast.another("decision_maker")
    decider = sign_in(first)
    assert "国办函〔2026〕12号" in decider.get(f"/cases/{case.number}/do/decide/").content.decode()
    form = refused(decider, case, "decide", outcome="admit", reason="同意")
    assert [part.name for part in form.parts["admit"] if part.told] == ["admit.override_reason"]
    told = {"outcome": "admit", "reason": "同意", "admit.override_reason": "全县唯一的库区移民镇"}
    answer = send(decider, f"/cases/{case.number}/do/decide/", **told)
    page = decider.get(answer["Location"])
    assert [str(message) for message in page.context["messages"]] == [
        "Proposed. A second decision maker has to countersign."
    ]
    assert page.context["offered"].primary is None
    assert sign_in(second).get(answer["Location"]).context["offered"].primary.name == "countersign"
    assert [(each.kind, each.person) for each in Notice.objects.all()] == [("cases.to_sign", second)]


def test_what_kind_a_new_system_is_has_to_be_said(cast: County, sign_in: SignIn) -> None:
    told = {"which": "new", "name": "助老派单平台", "sponsor": cast.sponsor.code, "cadence": "daily", "kind": ""}
    answer = sign_in(cast.one("sponsor_staff")).post("/cases/open/admission/", told)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["kind"])
    assert Case.objects.count() == 0


def test_every_reason_against_a_decision_leads_to_its_field_and_a_kept_system_shows_the_way_it_went(
    cast: County, sign_in: SignIn
) -> None:
    case = case_in(State.DECISION, cast, objecting=("necessity", "economy", "social_benefit"))
    decider = sign_in(cast.one("decision_maker"))
    form = refused(decider, case, "decide", outcome="keep", reason="")
    assert [address for address, _label, _error in form.also_wrong] == ["part-keep.re_evaluate_on"]
    again_on = (timezone.localdate() + timedelta(days=180)).isoformat()
    act(decider, case, "decide", outcome="keep", reason="仍有用", **{"keep.re_evaluate_on": again_on})
    places = decider.get(f"/cases/{case.number}/").context["places"]
    assert [place.label for place in places] == [
        "Submission",
        "Intake",
        "Necessity review",
        "Economy review",
        "Social-benefit review",
        "Decision",
        "Closed",
    ]
