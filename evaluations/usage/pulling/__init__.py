"""Asking other services for figures: Matomo's reporting API and Prometheus' query API.

Nothing is connected to but addresses within the networks allowed, judged after resolving; no redirect is followed; no answer costs more
than the seconds and bytes of :class:`~evaluations.usage.pulling.asking.Reach`. Knows no database and no user.
"""
