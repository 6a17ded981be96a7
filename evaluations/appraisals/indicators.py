"""One line of a scheme, and which of them count activity instead of use."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from django.utils.translation import gettext

from evaluations.appraisals.enums import SURFACE_MEASURES

USAGE, REVIEW, COMMITMENTS = "usage", "review", "commitments"
"""What fills an indicator: ``usage:<measure>``, ``review:<step>.<criterion>`` or ``commitments``."""

SURFACE_WORDS = (
    "登录率", "登录次数", "登陆率", "登陆次数", "活跃率", "日活", "月活", "点赞", "打卡", "签到", "转发", "积分",
    "在线时长", "学习时长", "安装率", "安装量", "下载量", "关注量", "粉丝", "浏览量", "点击量", "阅读量", "访问量",
    "login rate", "log-in rate", "sign-in rate", "signed in", "check-in", "checkin", "likes", "forwards",
    "time online", "install rate", "downloads", "followers", "page views", "clicks",
)  # fmt: skip
"""A label that holds one of these is a surface indicator, whatever fills it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """``weight`` in points of 100. ``zero_at`` and ``full_at`` bound a measured value: no points there, all points there; where
    less is better, ``zero_at`` is the larger one. ``surface`` is what its author says; see :attr:`is_surface`."""

    filled_from: str
    label: str
    dimension: str
    weight: Decimal
    source: str
    source_text: str
    zero_at: Decimal | None = None
    full_at: Decimal | None = None
    surface: bool = False

    @property
    def filler(self) -> str:
        """``usage``, ``review`` or ``commitments``."""
        return self.filled_from.partition(":")[0]

    @property
    def measure(self) -> str:
        """The measure of usage; empty for the others."""
        return self.filled_from.partition(":")[2] if self.filler == USAGE else ""

    @property
    def criterion(self) -> tuple[str, str]:
        """``(step, code)`` of the question that is judged; two empty ones for the others."""
        step, _dot, code = self.filled_from.partition(":")[2].partition(".") if self.filler == REVIEW else ("", "", "")
        return step, code

    @property
    def is_surface(self) -> bool:
        """It counts signing in, checking in, liking …: by what fills it, by its label, or because its author says so."""
        label = self.label.casefold()
        return self.surface or self.measure in SURFACE_MEASURES or any(word in label for word in SURFACE_WORDS)

    @property
    def label_in_words(self) -> str:
        """In the reader's language where it is one of ours."""
        return gettext(self.label) if self.label else ""

    @property
    def source_in_words(self) -> str:
        """In the reader's language where it is one of ours."""
        return gettext(self.source_text) if self.source_text else ""

    def stored(self) -> dict[str, Any]:
        """As a scheme keeps it: numbers as text, so that nothing is rounded."""
        return {
            "filled_from": self.filled_from,
            "label": self.label,
            "dimension": self.dimension,
            "weight": str(self.weight),
            "source": self.source,
            "source_text": self.source_text,
            "zero_at": None if self.zero_at is None else str(self.zero_at),
            "full_at": None if self.full_at is None else str(self.full_at),
            "surface": self.is_surface,
        }

    @classmethod
    def from_stored(cls, kept: Mapping[str, Any]) -> Self:
        """The reverse of :meth:`stored`."""
        numbers = {
            name: None if kept[name] is None else Decimal(kept[name]) for name in ("weight", "zero_at", "full_at")
        }
        return cls(**{**kept, **numbers})
