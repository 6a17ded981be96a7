"""Prometheus' HTTP API: ``/api/v1/query_range`` with a step of a day, asked for the end of each day.

Answers were recorded from the shapes in Prometheus' own documentation (prometheus.io/docs/prometheus/latest/querying/api): a
matrix of ``[seconds, "value"]``; what went wrong is ``{"status": "error", "errorType": …, "error": …}``.
"""

import math
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from evaluations.usage.pulling.asking import Question, Unanswered

DAY = 86_400
ZONE = ZoneInfo("Asia/Shanghai")


def question(address: str, *, query: str, first: date, last: date, token: str) -> Question:
    """A query over ``[1d]`` asked at the midnight after each day."""
    form = {"query": query, "start": str(_end(first)), "end": str(_end(last)), "step": str(DAY)}
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return Question(f"{address.rstrip('/')}/api/v1/query_range", form, headers)


def days_of(answer: Any) -> dict[date, float]:
    """The value of each day answered; days of which Prometheus knows nothing, or no number, are not in it.

    Raises:
        Unanswered: Prometheus says what is wrong, the query gives more than one series, or it is another shape than documented.
    """
    if isinstance(answer, dict) and answer.get("status") == "error":
        words = f"{answer.get('errorType', '')}: {answer.get('error', '')}"
        raise Unanswered(_("Prometheus says: %(message)s") % {"message": words[:300]})
    try:
        series: Sequence[Any] = answer["data"]["result"]
        if answer["data"]["resultType"] != "matrix":
            raise TypeError
        if len(series) > 1:
            raise Unanswered(
                _("The query gives %(series)d series; put sum(…) around it so that it gives one.")
                % {"series": len(series)}
            )
        values = series[0]["values"] if series else []
        told = {_day_before(float(at)): float(value) for at, value in values}
    except (TypeError, KeyError, ValueError, OverflowError) as error:
        raise Unanswered(_("That is no answer of Prometheus' query_range.")) from error
    return {day: value for day, value in told.items() if math.isfinite(value) and value >= 0}


def _end(day: date) -> int:
    return int(datetime.combine(day + timedelta(days=1), time(), ZONE).timestamp())


def _day_before(seconds: float) -> date:
    return (datetime.fromtimestamp(seconds, ZONE) - timedelta(seconds=1)).date()
