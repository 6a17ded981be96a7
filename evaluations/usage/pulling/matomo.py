"""Matomo's reporting API: ``VisitsSummary.get`` of one site, by the day.

Answers were recorded from the shapes in Matomo's own documentation (developer.matomo.org/api-reference/reporting-api): with
``period=day`` and a range, an object of days; a day without a visit is an empty list; what went wrong is
``{"result": "error", "message": …}``.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from evaluations.usage.pulling.asking import Question, Unanswered

MEASURES = {"nb_uniq_visitors": "active_users", "nb_visits": "sessions"}
"""What is taken over. Actions of Matomo are page views: they prove nothing substantive, and are left where they are."""


def question(address: str, *, site: str, first: date, last: date, token: str) -> Question:
    form = {
        "module": "API",
        "method": "VisitsSummary.get",
        "idSite": site,
        "period": "day",
        "date": f"{first},{last}",
        "format": "JSON",
        "token_auth": token or "anonymous",
    }
    path = address.rstrip("/")
    return Question(path if path.endswith(".php") else f"{path}/index.php", form, {})


def days_of(answer: Any) -> dict[date, dict[str, int]]:
    """The measures of every day answered; a day without a visit has zeros.

    Raises:
        Unanswered: Matomo says what is wrong, or it is another shape than documented.
    """
    if isinstance(answer, dict) and answer.get("result") == "error":
        raise Unanswered(_("Matomo says: %(message)s") % {"message": str(answer.get("message", ""))[:300]})
    if not isinstance(answer, dict):
        raise Unanswered(_("That is no answer of Matomo's VisitsSummary."))
    try:
        return {date.fromisoformat(day): _measures(told) for day, told in answer.items()}
    except (TypeError, ValueError, AttributeError) as error:
        raise Unanswered(_("That is no answer of Matomo's VisitsSummary.")) from error


def _measures(told: Mapping[str, Any] | list[Any]) -> dict[str, int]:
    if told == []:
        return dict.fromkeys(MEASURES.values(), 0)
    if not isinstance(told, dict):
        raise TypeError(told)
    return {ours: int(told[theirs]) for theirs, ours in MEASURES.items() if theirs in told}
