"""The weeks in which collectors failed. A room above judges that and says so in ``AppConfig.ready()``; here it is only asked."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

Weeks = Mapping[int, Collection[date]]
"""By the id of a collector the Sundays of the weeks in which it failed."""
Teller = Callable[[Collection[int], date, date], Weeks]

_tellers: list[Teller] = []


def tell(teller: Teller) -> None:
    """``teller`` answers for the collectors of some ids and the weeks that end from one day through another."""
    _tellers.append(teller)


def failed_weeks(collectors: Collection[int], *, since: date, until: date) -> Weeks:
    """What the tellers know of these collectors; those that never failed are left out."""
    found: dict[int, set[date]] = {}
    for teller in _tellers:
        for collector, weeks in teller(collectors, since, until).items():
            found.setdefault(collector, set()).update(weeks)
    return found
