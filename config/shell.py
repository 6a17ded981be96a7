"""What the shell of every page needs: where one can go, and how it looks."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, ResolverMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from evaluations.findings.permissions import may_read_all_findings
from evaluations.tracing.selectors.reach import reach_of
from lifecycle.notices.selectors import unread_count
from registry.organisations.models import Person
from registry.organisations.selectors import roles_today
from registry.overlap.permissions import may_check_overlap

THEMES = ("light", "dark")


@dataclass(frozen=True)
class Entry:
    """One entry of the navigation; hidden while its page does not exist."""

    label: str | Promise
    url_name: str
    icon: str


ENTRIES = (
    Entry(_("Home"), "home", "home"),
    Entry(_("Systems"), "systems:list", "systems"),
    Entry(_("Overlap check"), "overlap:check", "overlap"),
    Entry(_("Findings"), "findings:list", "findings"),
    Entry(_("Cases"), "cases:list", "cases"),
    Entry(_("Appraisals"), "appraisals:list", "check"),
    Entry(_("Filings"), "filings:list", "filings"),
    Entry(_("Suspended funds"), "closeout:holds", "funds"),
    Entry(_("Usage"), "usage:collectors", "usage"),
    Entry(_("Organisations"), "organisations:list", "organisations"),
    Entry(_("Working days"), "calendar:years", "calendar"),
    Entry(_("Ledger"), "ledger:list", "ledger"),
    Entry(_("Jobs"), "jobs:list", "jobs"),
    Entry(_("API documentation"), "api:api-docs", "api"),
)


def shell(request: HttpRequest) -> dict[str, Any]:
    theme = request.COOKIES.get("theme", "")
    return {
        "demo": settings.DEMO,
        "theme": theme if theme in THEMES else "",
        "navigation": _navigation(request),
        "may_trace": SimpleLazyObject(lambda: _may_trace(request)),
        "may_read_proofs": SimpleLazyObject(lambda: may_read_all_findings(roles_today(request.user))),
        "may_check_overlap": SimpleLazyObject(lambda: may_check_overlap(roles_today(request.user))),
        "unread_notices": lambda: unread_count(request.user) if isinstance(request.user, Person) else 0,
    }


def _may_trace(request: HttpRequest) -> bool:
    """One query, and only on pages that ask."""
    return isinstance(request.user, Person) and not reach_of(request.user).is_none


def _place_of(match: ResolverMatch) -> str:
    """Which entry a page belongs to; whatever room shows it, a page about one case belongs to the cases."""
    return "cases" if isinstance(match.kwargs.get("number"), str) else match.namespace or match.url_name or ""


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    match = getattr(request, "resolver_match", None)
    here = _place_of(match) if match else ""
    found = []
    for entry in ENTRIES:
        try:
            url = reverse(entry.url_name)
        except NoReverseMatch:
            continue
        place = entry.url_name.partition(":")[0]
        found.append({"label": entry.label, "url": url, "icon": entry.icon, "current": place == here})
    return found
