"""The main job from end to end, in Chromium, by the people whose steps they are, on the program as ``make run`` starts it.

A data bureau brings in what it has, sees which system was built and never used, and takes it through three reviews and three
clearances until it is provably gone.
"""

import csv
import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.journeys.desk import Desk, Office, office
from tests.journeys.town import Town

CODE, NAME = "QX-9001", "智慧门禁云平台"
SPONSOR = "青溪县教育局"
REVIEWERS = {"necessity": "zhoutao", "economy": "wuxia", "social_benefit": "zhengyu"}


def test_a_system_nobody_uses_is_found_judged_and_proved_gone(town: Town, browser: Browser, tmp_path: Path) -> None:
    with office(browser, town.base) as people:
        register_a_system(people, town, tmp_path)
        bring_in_its_usage(people, tmp_path)
        town.manage("sweep")
        number = two_people_confirm(people)
        submit_and_accept(people, number)
        for step, reviewer in REVIEWERS.items():
            review(people[reviewer], number, step)
        decide(people["zhaoli"], number)
        clear(people, number, tmp_path)
        switch_off_and_verify(people, number)
        close_out(people, number)
        confirm_shutdown(people["hanmei"], number)
        the_report_tells_it_all(people, number)
        complaints = people.complaints

    assert json.loads(town.manage("verify_ledger", "--json"))["holds"]
    assert complaints == []


def register_a_system(people: Office, town: Town, folder: Path) -> None:
    """Import wizard: upload, dry run in the background, preview, confirm; a wrong row is named and blocks."""
    columns = ("系统编码", "系统名称", "类别", "主办单位", "运维单位", "应用人数", "业务周期", "上线日期", "访问地址")
    launched = date.today() - timedelta(days=400)  # noqa: DTZ011 (the county's own day)
    address = f"{town.base}/estate/{CODE}/"
    row = (CODE, NAME, "平台", SPONSOR, "青溪县大数据中心", "380", "每日", launched.isoformat(), address)
    wrong = _table(folder / "wrong.csv", columns, [("", "无主系统", "平台", "不存在的局", "", "很多", "每日", "", "")])
    right = _table(folder / "right.csv", columns, [row])
    desk = people["chenjing"].open("/systems/").follow("导入")

    desk.do("/systems/import/", file=str(wrong)).wait_for_job()
    desk.sees("不存在的局").sees("很多")
    desk.open("/systems/import/").do("/systems/import/", file=str(right)).wait_for_job()
    desk.sees(NAME).do("/apply/").wait_for_job()

    desk.open(f"/systems/?q={CODE}").sees(NAME).sees("共 1 条")


def bring_in_its_usage(people: Office, folder: Path) -> None:
    today = date.today()  # noqa: DTZ011
    days = [(CODE, (today - timedelta(days=ago)).isoformat(), "portal", "0", "0") for ago in range(390, 1, -1)]
    file = _table(folder / "usage.csv", ("system", "day", "collector", "effective_users", "sessions"), days)
    desk = people["chenjing"].open("/usage/import/")

    desk.do("/usage/import/", file=str(file)).wait_for_job()
    desk.do("/confirm/").wait_for_job()

    desk.open(f"/systems/{CODE}/").sees(NAME)


def two_people_confirm(people: Office) -> str:
    """One case officer claims the finding, which freezes its evidence; another confirms, which opens the case."""
    first, second = people["wanglei"], people["chenjing"]
    first.open("/").sees(NAME).follow(NAME)
    finding = first.page.url.removeprefix(first.base)
    first.sees("从未使用").do("claim/").sees("证据已冻结").sees("认领人不能自行研判")

    second.open(finding).do("confirm/", reason="已向主办单位核实，确无人使用。")

    second.sees(NAME)
    return second.page.url.rstrip("/").rpartition("/")[2]


def submit_and_accept(people: Office, number: str) -> None:
    author = people["wanglei"].open(f"/cases/{number}/submission/")
    author.do("/submission/", reason="上线以来无人使用。", affected="无", data_disposal="无业务数据，日志归档后销毁。")
    author.page.wait_for_url("**/submission/check/")
    author.do("/check/").sees("待受理")
    people["limin"].open(f"/cases/{number}/do/accept/").do(
        "/do/accept/",
        necessity="青溪县政务服务管理办公室",
        economy="青溪县财政局",
        social_benefit="明德公共政策评估中心",
    ).sees("审核中")


def review(desk: Desk, number: str, step: str) -> None:
    """From signing in to the opinion form in two clicks; conflict declared first, then criteria, check, file, receipt."""
    desk.open("/").follow(NAME).my_task()
    desk.do(f"/declare/{step}/", answer="none")
    answer(desk)
    desk.page.get_by_role("button", name="核对答案").click()
    desk.page.wait_for_url("**/check/")
    desk.do("/check/").sees("SHA-256")


def answer(desk: Desk) -> None:
    """The first answer everywhere: least to be said for keeping the system, and in favour of the retirement; reasons where asked."""
    for question in desk.page.locator(".question").all():
        question.locator("input[type=radio]").first.check()
        reason = question.locator("textarea")
        if reason.is_visible():
            reason.fill("已实地核实。")


def decide(desk: Desk, number: str) -> None:
    desk.open("/").follow(NAME)
    desk.page.wait_for_url("**/do/decide/")
    desk.do("/do/decide/", outcome="retire", reason="三审意见一致，同意退出。").sees("清理中")


def clear(people: Office, number: str, folder: Path) -> None:
    operator = people["fengqiang"].open(f"/clearances/{number}/")
    for kind, label in (("accounts", "admin"), ("permissions", "短信平台发送权限")):
        operator.do(f"/{kind}/item/", label=label).sees(label)
    for kind in ("accounts", "permissions", "access_paths"):
        operator.do(f"/{kind}/attest/", statement="已全部清理，并经复核。")
    expect(operator.page.locator("form[action$='/verify/']")).to_have_count(0)  # whoever attested cannot verify

    verifier = people["hanmei"].open(f"/clearances/{number}/")
    leftover = _table(folder / "leftover.csv", ("账号",), [("admin",)])
    verifier.do("/accounts/list/", file=str(leftover)).sees("admin")
    expect(verifier.page.locator("form[action$='/accounts/verify/']")).to_have_count(0)  # still there: blocked
    for kind, header in (("accounts", "账号"), ("permissions", "权限")):
        empty = _table(folder / f"{kind}.csv", (header,), [])
        verifier.open(f"/clearances/{number}/").do(f"/{kind}/list/", file=str(empty))
        verifier.do(f"/{kind}/verify/").sees("已核验")


def switch_off_and_verify(people: Office, number: str) -> None:
    """A probe that still answers blocks; the site is switched off at its server; the next probe finds it gone."""
    verifier = people["hanmei"].open(f"/clearances/{number}/").do("/probe/").wait_for_job()
    verifier.open(f"/clearances/{number}/").sees("仍然存在")
    expect(verifier.page.locator("form[action$='/access_paths/verify/']")).to_have_count(0)

    server = people.desk().open(f"/estate/{CODE}/")
    server.page.get_by_role("button").click()
    server.page.wait_for_load_state()
    server.page.context.close()

    verifier.do("/probe/").wait_for_job()
    verifier.open(f"/clearances/{number}/").do("/access_paths/verify/")


def close_out(people: Office, number: str) -> None:
    """What is left is named; one person says what became of the data, another one witnesses it."""
    operator = people["fengqiang"].open(f"/closeout/{number}/").sees("未列出数据集")
    operator.do("/do/add/", kind="数据集", label="扫码登记表").sees("扫码登记表")
    operator.page.get_by_role("link", name="扫码登记表").first.click()
    operator.do("/destroy/", statement="数据库及备份已三次覆写清除。").sees("待监销")
    verifier = people["hanmei"].open(f"/closeout/{number}/")
    verifier.page.get_by_role("link", name="扫码登记表").first.click()
    verifier.do("/witness/", statement="全程在场监督，核对设备编号无误。").sees("善后事项不影响关停")


def confirm_shutdown(desk: Desk, number: str) -> None:
    """Switched off, confirmed, watched: in this county the periods are over at once."""
    today = date.today().isoformat()  # noqa: DTZ011
    desk.open(f"/cases/{number}/do/advance-shutdown/").do("/do/advance-shutdown/", grade="off", on=today)
    desk.open(f"/clearances/{number}/").do("/shutdown/", statement="服务器已关停，域名已注销。")
    desk.open(f"/cases/{number}/do/end-observation/").do("/do/end-observation/", statement="复测未见恢复。")
    desk.sees("已退出")


def the_report_tells_it_all(people: Office, number: str) -> None:
    auditor = people["heguang"].open(f"/clearances/{number}/report/")
    for words in (NAME, "周涛", "吴霞", "郑宇", "赵立", "冯强", "韩梅", "记录链当前校验通过"):
        auditor.sees(words)
    auditor.open(f"/systems/{CODE}/").sees("已退出")


def _table(path: Path, header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path
