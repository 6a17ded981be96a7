"""The columns of a usage file, in both languages. A missing measure is unknown, not 0."""

from collections.abc import Collection

from registry.sheets import Column

COLUMNS = (
    Column(
        "system",
        ("system_code", "系统编码", "系统"),
        required=True,
        meaning="code of a registered system, or its name where no other has it",
    ),
    Column(
        "day", ("date", "日期", "统计日期"), required=True, meaning="the last day the row stands for, not in the future"
    ),
    Column(
        "collector",
        ("数据来源", "采集器", "数据接入"),
        meaning="code of the source, at most 60 characters; what was said with the file when empty",
    ),
    Column(
        "period_days",
        ("统计天数", "周期天数"),
        meaning="how many days up to and including `day` the row stands for, 1 to 366; 1 when empty",
    ),
    Column("eligible_users", ("应用人数",), meaning="how many it is meant for"),
    Column("active_users", ("活跃人数",), meaning="how many used it at all"),
    Column("effective_users", ("有效使用人数",), meaning="how many did something substantive in it"),
    Column("sessions", ("会话数", "访问量", "visits"), meaning="visits"),
    Column(
        "substantive_actions",
        ("有效办理数", "实质操作数"),
        meaning="filed, handled, approved, answered: not signing in or looking",
    ),
    Column("started", ("发起数",), meaning="pieces of work begun"),
    Column("completed", ("办结数",), meaning="pieces of work finished"),
    Column("checkins", ("打卡数",), meaning="check-ins; never evidence of use"),
    Column("inbound_calls", ("被调用次数",), meaning="calls by other systems"),
    Column("errors", ("错误数",), meaning="requests that failed"),
    Column("using_organisations", ("使用单位数",), meaning="organisations in which somebody used it"),
    Column("eligible_organisations", ("应用单位数",), meaning="organisations it is meant for"),
    Column("corrected", ("退回更正数",), meaning="pieces of work sent back or corrected"),
    Column(
        "case_seconds",
        ("办件总时长秒", "办结总用时(秒)"),
        meaning="seconds spent on the pieces of work finished, added up",
    ),
    Column("ratings", ("评价数",), meaning="ratings given by users"),
    Column("good_ratings", ("好评数",), meaning="ratings of satisfied and better among them"),
    Column("complaints", ("投诉数", "负面反馈数"), meaning="complaints about it"),
    Column("after_order", ("通知后48小时办理数",), meaning="substantive actions within 48 hours of an order to use it"),
    Column("busiest_minute", ("最忙一分钟会话数",), meaning="visits in the busiest minute of the period"),
    Column("records", ("录入记录数",), meaning="records entered"),
    Column("records_read", ("被查阅记录数",), meaning="records that anybody has read since, among those entered"),
    Column("cpu_p95", ("CPU负载P95",), meaning="95th percentile of CPU load in percent"),
    Column("network_mb", ("网络流量MB",), meaning="network traffic in MB"),
    Column("releases", ("发布更新数",), meaning="releases or updates of it; of an account: what it published"),
    Column(
        "coverage",
        ("覆盖率",),
        meaning="share of the period the source was counting, 0 to 1 or with a percent sign; 1 when empty",
    ),
)
NAMES = frozenset(column.name for column in COLUMNS)
_TELLING = NAMES - {"system", "day", "collector", "period_days", "eligible_users"}


def says_nothing_known(names: Collection[str]) -> bool:
    """Whether rows of these columns tell nothing of use, though there are some whose names nobody knows."""
    return _TELLING.isdisjoint(names) and not NAMES.issuperset(names)
