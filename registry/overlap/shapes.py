"""A hit as plain JSON values: what the API and the command print."""

from typing import Any

from registry.overlap.selectors import Hit

_PLACES = 4


def as_dict(hit: Hit) -> dict[str, Any]:
    """Nothing but what every sponsor may know of any system: no costs, no addresses, no people."""
    system = hit.system
    return {
        "code": system.code,
        "name": system.name,
        "kind": system.kind,
        "stage": system.stage,
        "sponsor": {"code": system.sponsor.code, "name": system.sponsor.name},
        "similarity": round(hit.score, _PLACES),
        "containment": round(hit.containment, _PLACES),
        "to_be_answered": hit.to_be_answered,
        "pairs": [
            {"mine": pair.mine, "theirs": pair.theirs, "score": round(pair.score, _PLACES)} for pair in hit.pairs
        ],
    }
