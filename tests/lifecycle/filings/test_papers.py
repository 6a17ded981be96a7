"""Approval form and exit report: from what is stored, as far as the reader may read it, as page and as .docx."""

import io
from collections.abc import Callable

from django.test import Client
from django.utils import translation
from docx import Document
from pytest_django.asserts import assertContains

from lifecycle.cases.enums import State
from lifecycle.cases.models import Case
from lifecycle.closeout import services
from lifecycle.filings.papers import approval_form, as_docx, exit_report
from lifecycle.filings.papers.paper import Paper, row
from registry.organisations.models import Person
from tests.lifecycle.cases.factories import County, case_in, file
from tests.lifecycle.closeout.factories import laden, leaving, matter, settle_all

SignIn = Callable[[Person], Client]


def words_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_the_approval_form_is_a_word_file_with_everything_on_it(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast)
    answer = sign_in(cast.one("case_officer")).get(f"/filings/of-case/{case.number}/approval-form.docx")
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    words = words_of(answer.content)
    decision = case.decisions.get()
    for said in (
        case.number,
        case.system.name,
        cast.sponsor.name,
        decision.reason,
        decision.sha256,
        "Seen in the evidence.",
    ):
        assert said in words


def test_it_withholds_what_its_reader_may_not_see(cast: County) -> None:
    case = case_in(State.REVIEW, cast, about=laden(cast))
    case = file(case, cast, "necessity")
    case = Case.objects.select_related("system__sponsor", "opener", "opened_by").get(pk=case.pk)
    necessity = case.reviews.get(step="necessity")

    def read_by(reader: Person) -> bool:
        return necessity.sha256 in words_of(as_docx(approval_form(case, reader)))

    assert (read_by(cast.reviewer("economy")), read_by(cast.reviewer("social_benefit"))) == (True, False)


def test_the_exit_report_tells_what_became_of_everything(cast: County, sign_in: SignIn) -> None:
    case = leaving(cast)
    settle_all(case, cast)
    page = sign_in(cast.one("operator")).get(f"/filings/of-case/{case.number}/exit-report/")
    for said in ("居民基本信息", "县档案馆", "a" * 64, "suspended", f"closeout/{case.number}"):
        assertContains(page, said)
    answer = sign_in(cast.one("operator")).get(f"/filings/of-case/{case.number}/exit-report.docx")
    assert "县档案馆" in words_of(answer.content)


def test_papers_are_chinese_for_chinese_readers(cast: County) -> None:
    case = leaving(cast)
    services.attest_destruction(
        matter=matter(case, "data_set"), statement="数据库及备份已覆写三次并粉碎。", by=cast.one("operator")
    )
    case = Case.objects.select_related("system__sponsor", "opener", "opened_by").get(pk=case.pk)
    with translation.override("zh-hans"):
        report = exit_report(case, cast.one("case_officer"))
        form = approval_form(case, cast.one("case_officer"))
    assert report.title == "智慧社区退出报告"
    assert [each.label for each in report.rows][:3] == ["系统", "主办单位", "运维单位"]
    assert form.title.endswith("审批表")


def test_characters_a_word_file_cannot_hold_are_left_out() -> None:
    words = words_of(as_docx(Paper("标题\x00", "RT-1", (row("行", "一\x0b二", None, ""),))))
    assert ("标题" in words, "一二" in words) == (True, True)
