"""The columns of a usage file, in both languages (issue format: ``system``, ``day``, ``collector``, ``period_days``, measures)."""

import unicodedata
from collections.abc import Iterable

HEADERS: dict[str, tuple[str, ...]] = {
    "system": ("system", "system_code", "系统编码", "系统"),
    "day": ("day", "date", "日期", "统计日期"),
    "collector": ("collector", "数据来源", "采集器", "数据接入"),
    "period_days": ("period_days", "统计天数", "周期天数"),
    "eligible_users": ("eligible_users", "应用人数"),
    "active_users": ("active_users", "活跃人数"),
    "effective_users": ("effective_users", "有效使用人数"),
    "sessions": ("sessions", "会话数", "访问量"),
    "substantive_actions": ("substantive_actions", "有效办理数", "实质操作数"),
    "started": ("started", "发起数"),
    "completed": ("completed", "办结数"),
    "checkins": ("checkins", "打卡数"),
    "inbound_calls": ("inbound_calls", "被调用次数"),
    "errors": ("errors", "错误数"),
    "coverage": ("coverage", "覆盖率"),
}
REQUIRED = ("system", "day")


def folded(header: str) -> str:
    """A header as it is compared: full-width characters folded, blanks at the ends and case dropped."""
    return unicodedata.normalize("NFKC", header).strip().casefold()


_NAMES = {folded(header): name for name, headers in HEADERS.items() for header in headers}


def name_of(header: str) -> str:
    """The column a header stands for; empty when it is none of ours."""
    return _NAMES.get(folded(header), "")


def recognised(headers: Iterable[str]) -> tuple[list[str], list[str], list[str]]:
    """``(names, unknown, twice)``: the column name at each position ('' when unknown), unknown headers, names met twice."""
    names = [name_of(header) for header in headers]
    unknown = [header for header, name in zip(headers, names, strict=True) if not name]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    return names, unknown, twice
