"""Reports as a proof leaves them, without its minutes of work."""

from collections import Counter
from typing import Any

from evaluations.findings.models import Policy
from evaluations.proving.enums import Generator, Truth
from evaluations.proving.models import Proof
from evaluations.proving.rules.figures import classes, figures, flips, times
from evaluations.proving.rules.scoring import Tally
from evaluations.proving.services import keep

TALLY: Tally = Counter(
    {
        "fleets": 2,
        "systems": 1000,
        **{f"of/{truth}": 50 for truth in Truth},
        "found/A": 20,
        "right/A": 20,
        "due/A/never_used": 20,
        "due_found/A/never_used": 19,
        "found/AB": 100,
        "right/AB": 80,
        "due/AB/decayed": 50,
        "due_found/AB/decayed": 45,
        "legitimate": 150,
        "weeks/AB/decayed/20": 30,
        "weeks/AB/decayed/24": 10,
        "weeks/AB/decayed/30": 10,
        "flips/ABC": 50,
    }
)


def report(tally: Tally = TALLY, generator: Generator = Generator.FIRST) -> dict[str, Any]:
    return {
        "generator": str(generator),
        "seeds": "1001-1002",
        "tuned_on": "1-20",
        "systems": 500,
        "fleets": 2,
        "figures": [each.as_dict() for each in figures(tally)],
        "classes": classes(tally),
        "flips": flips(tally),
        "times": times(tally),
        "variants_on": "1001",
        "variants": [
            {
                "name": name,
                "kind": kind,
                "changes": changes,
                "shares": {each.name: each.share for each in figures(tally)},
                "flips": flips(tally),
                "legitimate_a": 0,
                "outage_new": 1,
            }
            for name, kind, changes in (
                ("", "base", {}),
                ("no-guard", "ablation", {"outage_share": 2.0, "doubtful_times_usual": 1e9}),
                ("reach_enter-lower", "sensitivity", {"reach_enter": 0.04}),
            )
        ],
        "code_sha256": "c" * 64,
        "seconds": 1.0,
    }


def proof(tally: Tally = TALLY, generator: Generator = Generator.FIRST) -> Proof:
    return keep(report=report(tally, generator), policy=Policy.objects.get(version=1), by=None)
