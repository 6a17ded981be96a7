"""The columns of a usage file, in both languages. A missing measure is unknown, not 0."""

from registry.sheets import Column

COLUMNS = (
    Column("system", ("system_code", "系统编码", "系统"), required=True),
    Column("day", ("date", "日期", "统计日期"), required=True),
    Column("collector", ("数据来源", "采集器", "数据接入")),
    Column("period_days", ("统计天数", "周期天数")),
    Column("eligible_users", ("应用人数",)),
    Column("active_users", ("活跃人数",)),
    Column("effective_users", ("有效使用人数",)),
    Column("sessions", ("会话数", "访问量")),
    Column("substantive_actions", ("有效办理数", "实质操作数")),
    Column("started", ("发起数",)),
    Column("completed", ("办结数",)),
    Column("checkins", ("打卡数",)),
    Column("inbound_calls", ("被调用次数",)),
    Column("errors", ("错误数",)),
    Column("coverage", ("覆盖率",)),
)
NAMES = frozenset(column.name for column in COLUMNS)
