"""The columns of a usage file, in both languages. A missing measure is unknown, not 0."""

from registry.sheets import Column

COLUMNS = (
    Column("system", ("system_code", "系统编码", "系统"), required=True, meaning="code of a registered system"),
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
    Column("sessions", ("会话数", "访问量"), meaning="visits"),
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
    Column(
        "coverage",
        ("覆盖率",),
        meaning="share of the period the source was counting, 0 to 1 or with a percent sign; 1 when empty",
    ),
)
NAMES = frozenset(column.name for column in COLUMNS)
