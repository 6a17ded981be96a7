"""What an approved system may never do, asked line by line, beside the places of the draft that speak of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from lifecycle.cases.forms.parts.leaf import Leaf, one_of, picked, text
from lifecycle.cases.forms.parts.part import Data, Part
from lifecycle.cases.processes.table import Field
from lifecycle.red_lines.enums import Answer, ExceptionGround
from lifecycle.red_lines.rules import Match, RedLine
from registry.provenance import Source


class RedLinesPart(Part):
    """One card a line."""

    template = "cases/parts/red_lines.html"

    def __init__(
        self,
        asked: Field,
        name: str,
        data: Data,
        value: Any,
        *,
        lines: Sequence[RedLine],
        matches: Mapping[str, Sequence[Match]],
    ) -> None:
        kept = value if isinstance(value, Mapping) else {}
        super().__init__(
            asked,
            name,
            [
                Leaf(
                    f"{name}.{each.code}",
                    data,
                    {
                        "answer": one_of(_("answer"), Answer.choices),
                        "note": text(_("note"), help_text=_("Needed where your text seems to say otherwise."), rows=2),
                        "exception": picked(_("exception on the ground of"), ExceptionGround.choices),
                        "justification": text(_("why the exception is needed"), rows=2),
                    },
                    kept.get(each.code, {}),
                )
                for each in lines
            ],
        )
        self.lines = lines
        self.matches = matches

    @property
    def is_required(self) -> bool:
        """Every line is to be answered; where there is none, nothing is."""
        return bool(self.leaves)

    @property
    def cards(self) -> list[tuple[RedLine, Leaf, Sequence[Match], str]]:
        """(line, its inputs, the places that speak of it, on whose authority it stands)"""
        return [
            (line, leaf, self.matches.get(line.code, ()), str(Source(line.source).label))
            for line, leaf in zip(self.lines, self.leaves, strict=True)
        ]

    def value(self) -> dict[str, Any] | None:
        told = {line.code: leaf.said() for line, leaf in zip(self.lines, self.leaves, strict=True)}
        return {code: answer for code, answer in told.items() if answer} or None
