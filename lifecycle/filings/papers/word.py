"""A paper as .docx, with the faces offices use (仿宋, 黑体) and no macro, link or outside reference."""

import io
import re
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from lifecycle.filings.papers.paper import Paper

BODY, HEAD = "仿宋", "黑体"
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters XML cannot hold


def as_docx(paper: Paper) -> bytes:
    """A4, one table of two columns under the title."""
    document: Any = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.6)
    _face(document.styles["Normal"], BODY, Pt(12))
    document.core_properties.title = _fit(paper.title)
    document.core_properties.author = ""
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _face(title.add_run(_fit(paper.title)), HEAD, Pt(18))
    number = document.add_paragraph(_fit(paper.number))
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table = document.add_table(rows=0, cols=2, style="Table Grid")
    table.autofit = False
    for each in paper.rows:
        label, body = table.add_row().cells
        label.width, body.width = Cm(3.8), Cm(12)
        _face(label.paragraphs[0].add_run(_fit(each.label)), HEAD, Pt(11))
        for place, text in enumerate(each.paragraphs):
            paragraph = body.paragraphs[0] if place == 0 else body.add_paragraph()
            paragraph.add_run(_fit(text))
    for text in paper.foot:
        document.add_paragraph(_fit(text))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _fit(text: str) -> str:
    return _UNFIT.sub("", text)


def _face(styled: Any, name: str, size: Any) -> None:
    """East Asian text takes its face from an attribute of its own."""
    styled.font.name, styled.font.size = name, size
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)
