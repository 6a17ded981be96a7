"""Official forms drawn up from what is stored, as far as the reader may read it. A *paper* is rows of a label and paragraphs."""

from lifecycle.filings.papers.approval import approval_form
from lifecycle.filings.papers.exit_report import exit_report
from lifecycle.filings.papers.paper import Paper
from lifecycle.filings.papers.word import as_docx

__all__ = ["Paper", "approval_form", "as_docx", "exit_report"]
