"""``python -m benchmarks.hosts --db sqlite|pg --size S|M|L --json FILE --check``: what is found among hosts seen for half a year each.

M and L = 27,500 systems over 76 weeks with 630,000 weekly rows, as the public history of government web hosts has them; S a tenth.
Of them a tenth was never used and a tenth fell out of use. The collector of a fifth fails in week 41 and tells zeros, that of another
in week 61 and tells nothing. The fleet is judged at the ends of the weeks around both, and at the end. Told is what was found, by what
the systems truly were; ``--check`` exits 1 when a week in which a collector failed makes one of its hosts in use a new candidate.
"""

import sys
from collections import Counter
from datetime import date, timedelta
from typing import Any

from benchmarks import years
from benchmarks.command import Asked, Ratio, peak_mb, run, told
from benchmarks.spending import spent

SIZES = {"S": 2_750, "M": 27_500, "L": 27_500}
TINY = 100
WEEKS, ZEROS, NOTHING = 76, 40, 60
AROUND = (-1, 0, 1, 2)
SHARE = 630_000 / 27_500 / WEEKS
AS_OF = date(2026, 6, 28)
TRULY = {0: "never used", 1: "fell out of use"}
"""By the last digit of a system's number."""


def main() -> int:
    return run("hosts", says=__doc__, sizes=SIZES, measured=measured)


def measured(asked: Asked) -> dict[str, Any]:
    """Findings of each kind by what systems truly were, new candidates of each week judged, and seconds of each sweep."""
    from evaluations.findings.models import Finding, Incident
    from evaluations.findings.services import sweep

    fleet = years.Fleet(AS_OF, 7, share=SHARE, zeros={ZEROS: 0}, nothing={NOTHING: 1})
    rows = fleet.tell(fleet.grow(SIZES.get(asked.size, TINY)), range(WEEKS), of=WEEKS)
    numbers = {pk: number for number, pk in enumerate(fleet.ids)}
    seconds: dict[str, list[float]] = {}
    fresh: dict[str, dict[str, int]] = {}
    wrongly = 0
    known: set[int] = set()
    for week in [*(failed + around for failed in (ZEROS, NOTHING) for around in AROUND), WEEKS - 1]:
        day = AS_OF - timedelta(weeks=WEEKS - 1 - week)
        took = spent(lambda day=day: sweep(as_of=day, by=None))  # type: ignore[misc]
        seconds[f"week {week + 1}"] = [round(took.busy, 1), round(took.wall, 1)]
        candidates = set(Finding.objects.filter(kind="unused", state="candidate").values_list("system_id", flat=True))
        new = [numbers[system] for system in candidates - known]
        fresh[f"week {week + 1}"] = dict(Counter(map(_truly, new)))
        failed = {ZEROS: 0, NOTHING: 1}.get(week)
        wrongly += sum(number % years.COLLECTORS == failed and _truly(number) == "in use" for number in new)
        known |= candidates
    found = Counter(
        f"{kind} {tier or '-'}: {_truly(numbers[system])}"
        for system, kind, tier in Finding.objects.exclude(state="lapsed").values_list("system_id", "kind", "tier")
    )
    return {
        "systems": len(fleet.ids),
        "rows": rows,
        "truly": dict(Counter(map(_truly, numbers.values()))),
        "found_at_the_end": dict(sorted(found.items())),
        "new_candidates": fresh,
        "weeks_held_for_outages": sorted(
            str(day) for day in Incident.objects.exclude(state="lapsed").values_list("week_ends_on", flat=True)
        ),
        "seconds": seconds,
        "peak_mb": peak_mb(),
        **told([Ratio("new candidates in use in weeks of a failed collector", "none", wrongly, 0)]),
    }


def _truly(number: int) -> str:
    return TRULY.get(number % 10, "in use")


if __name__ == "__main__":
    sys.exit(main())
