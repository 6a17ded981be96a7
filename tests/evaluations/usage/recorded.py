"""Answers in the shape Matomo and Prometheus document; the numbers are ours.

Matomo: developer.matomo.org/api-reference/reporting-api (VisitsSummary.get, period=day, a range of days, format=JSON); a day
without a visit is an empty list. Prometheus: prometheus.io/docs/prometheus/latest/querying/api (range queries, errors).
"""

from typing import Any

MATOMO: dict[str, Any] = {
    "2026-05-01": {
        "nb_uniq_visitors": 41,
        "nb_users": 0,
        "nb_visits": 57,
        "nb_actions": 311,
        "nb_visits_converted": 4,
        "bounce_count": 12,
        "sum_visit_length": 9120,
        "max_actions": 25,
        "bounce_rate": "21%",
        "nb_actions_per_visit": 5.5,
        "avg_time_on_site": 160,
    },
    "2026-05-02": [],
    "2026-05-03": {"nb_uniq_visitors": 38, "nb_visits": 44, "nb_actions": 200, "bounce_rate": "30%"},
}
MATOMO_ERROR = {
    "result": "error",
    "message": "You can't access this resource as it requires 'view' access for the website id = 3.",
}
PROMETHEUS: dict[str, Any] = {
    "status": "success",
    "data": {
        "resultType": "matrix",
        "result": [
            {"metric": {}, "values": [[1777651200, "1203.4"], [1777737600, "NaN"], [1777824000, "0"]]},
        ],
    },
}
PROMETHEUS_ERROR = {
    "status": "error",
    "errorType": "bad_data",
    "error": 'invalid parameter "query": 1:5: parse error: unexpected identifier',
}
