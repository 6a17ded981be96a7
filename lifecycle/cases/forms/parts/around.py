"""What a form shows beside its questions, because the register and the rule sets know it already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lifecycle.commitments.models import Indicator
from lifecycle.red_lines.rules import Match, RedLine
from registry.overlap.selectors import Hit


@dataclass(frozen=True)
class Around:
    """``indicators``: the library; ``hits``: similar systems; ``lines``: the red lines that bind; ``matches``: {line: places}."""

    indicators: Sequence[Indicator] = ()
    hits: Sequence[Hit] = ()
    lines: Sequence[RedLine] = ()
    matches: Mapping[str, Sequence[Match]] = field(default_factory=dict)
