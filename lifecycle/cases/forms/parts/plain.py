"""Questions with one answer: text, a day, an amount, a system, a choice, a confirmation, yes or no."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lifecycle.cases.enums import FieldKind
from lifecycle.cases.forms.parts.leaf import VALUE, Leaf, day, line, one_of, text
from lifecycle.cases.forms.parts.part import Data, Part
from lifecycle.cases.processes.table import Field

YES_OR_NO = (("yes", pgettext_lazy("answer", "yes")), ("no", pgettext_lazy("answer", "no")))
_FEN = Decimal("0.01")

INPUTS: Mapping[str, Callable[[Field], forms.Field]] = {
    FieldKind.TEXT: lambda asked: line(asked.label, help_text=asked.help),
    FieldKind.LONG_TEXT: lambda asked: text(asked.label, help_text=asked.help),
    FieldKind.DATE: lambda asked: day(asked.label, help_text=asked.help),
    FieldKind.MONEY: lambda asked: line(asked.label, help_text=asked.help or _("In yuan."), inputmode="decimal"),
    FieldKind.SYSTEM: lambda asked: line(asked.label, help_text=asked.help or _("Code of the system.")),
    FieldKind.CHOICE: lambda asked: one_of(asked.label, asked.options, help_text=asked.help),
    FieldKind.CONFIRM: lambda asked: forms.BooleanField(label=asked.label, help_text=asked.help, required=False),
}
"""{kind: its one input}"""


class PlainPart(Part):
    """One input that says it all."""

    def __init__(self, asked: Field, name: str, data: Data, value: Any) -> None:
        said = {VALUE: _typed(asked, value)}
        super().__init__(asked, name, [Leaf(name, data, {VALUE: INPUTS[asked.kind](asked)}, said)])

    def value(self) -> Any:
        told = self.leaf.said().get(VALUE)
        return as_fen(told) if self.asked.kind == FieldKind.MONEY and told else told


class YesNoPart(Part):
    """Yes or no, and why: neither is chosen beforehand."""

    template = "cases/parts/yes_no.html"

    def __init__(self, asked: Field, name: str, data: Data, value: Any, *, why: Any = "") -> None:
        told = value if isinstance(value, Mapping) else {}
        said = {"answer": _word(told.get("answer")), "why": told.get("why", "")}
        fields = {"answer": one_of(_("answer"), YES_OR_NO), "why": text(why or _("In a few words, why"), rows=2)}
        super().__init__(asked, name, [Leaf(name, data, fields, said)])

    def value(self) -> dict[str, Any] | None:
        told = self.leaf.said()
        if "answer" in told:
            told["answer"] = told["answer"] == "yes"
        return told or None


def _word(answer: Any) -> str:
    return {True: "yes", False: "no"}.get(answer, "") if isinstance(answer, bool) else ""


def as_fen(told: str) -> int | str:
    """Yuan as they are written (``12,000.50``) in fen; what is no amount stays as it is."""
    try:
        fen = Decimal(told.replace(",", "").replace("，", "").strip()) / _FEN
    except InvalidOperation:
        return told
    return int(fen) if fen.is_finite() and fen == int(fen) else told


def as_yuan(fen: Any) -> str:
    """Fen as yuan, without empty decimals; what is no amount stays as it is."""
    if isinstance(fen, bool) or not isinstance(fen, int):
        return str(fen)
    yuan = Decimal(fen) * _FEN
    return f"{yuan:.2f}" if fen % 100 else f"{yuan:.0f}"


def _typed(asked: Field, value: Any) -> Any:
    """A value as it would be typed."""
    if value is None:
        return ""
    return as_yuan(value) if asked.kind == FieldKind.MONEY else value
