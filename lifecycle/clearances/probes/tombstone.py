"""The page that may stay where a system was: nothing but our notice, so that finding it proves absence."""

import hashlib
import html


def tombstone(*, system: str, case_number: str, successor: str = "") -> str:
    """The retirement notice as one small page, the same text for the same words, in both languages."""
    onward = f"<p>请使用 / Please use: {html.escape(successor)}</p>" if successor else ""
    return (
        '<!doctype html><html lang="zh-Hans"><meta charset="utf-8">'
        f"<title>{html.escape(system)}</title>"
        f"<h1>{html.escape(system)} 已下线 / has been retired</h1>{onward}"
        f"<p>{html.escape(case_number)}</p></html>\n"
    )


def fingerprint(page: bytes) -> str:
    """SHA-256 of a page without the blanks around it, which servers and editors add."""
    return hashlib.sha256(page.strip()).hexdigest()
