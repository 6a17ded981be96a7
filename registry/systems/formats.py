"""The columns of the register as files carry them, and the words its closed vocabularies accept in either language."""

from collections.abc import Mapping

from registry.sheets import Column, TemplateColumn, TemplateSheet
from registry.sheets.columns import folded

ORGANISATION_COLUMNS = (
    Column(
        "code",
        ("统一社会信用代码", "单位代码", "单位编码", "信用代码"),
        required=True,
        meaning="18 characters whose check character holds, or `LOCAL-` and 1 to 40 characters; "
        "a known one is changed, not made again",
    ),
    Column("name", ("单位名称", "机构名称"), required=True, meaning="full name, at most 200 characters"),
    Column("kind", ("类型", "单位类型"), meaning="a business department when empty"),
    Column(
        "parent",
        ("上级单位", "隶属单位", "上级"),
        meaning="code or full name of the organisation above, in the register or in the same file",
    ),
    Column("division", ("行政区划代码", "行政区划", "区划代码"), meaning="GB/T 2260: 6, 9 or 12 digits"),
)
SYSTEM_COLUMNS = (
    Column(
        "code",
        ("系统编码", "系统编号", "应用编码"),
        meaning="of a registered system its code; of a new one a code of your own, 1 to 40 letters, digits, dots, dashes and "
        "underscores, such as a host name; given one when empty",
    ),
    Column("name", ("系统名称", "应用名称", "平台名称"), required=True, meaning="at most 200 characters"),
    Column("kind", ("类别", "系统类别", "类型", "系统类型"), meaning="an information system when empty"),
    Column("sponsor", ("主办单位", "主管单位"), required=True, meaning="code or full name of the organisation"),
    Column("operator", ("运维单位", "运营单位"), meaning="code or full name of the organisation"),
    Column("functions", ("业务功能", "主要功能", "功能"), meaning="at most 5,000 characters"),
    Column("audience", ("使用对象", "服务对象"), meaning="whom it is for, at most 200 characters"),
    Column(
        "eligible_users",
        ("应用人数", "应用人数(人)"),
        meaning="how many it is meant for: a whole number; empty is unknown",
    ),
    Column("cadence", ("业务周期", "使用频次"), meaning="how often the work it is for comes up; daily when empty"),
    Column(
        "duty_window",
        ("业务时段", "值守时段"),
        meaning="when seasonal or annual work is done: `06-01~08-31` or 6月1日-8月31日, several separated by commas",
    ),
    Column(
        "launched_on", ("上线日期", "上线时间"), meaning="a day; in the future only for what is proposed or being built"
    ),
    Column(
        "build_cost", ("建设金额(万元)", "建设金额", "建设费用(万元)", "build_cost(10k yuan)"), meaning="10,000 yuan"
    ),
    Column(
        "annual_cost",
        ("年运维费(万元)", "年运维费", "年运维费用(万元)", "annual_cost(10k yuan)"),
        meaning="10,000 yuan a year",
    ),
    Column("contract_ends_on", ("运维合同到期", "运维合同到期日", "合同到期"), meaning="a day"),
    Column(
        "url",
        ("访问地址", "网址", "urls", "addresses"),
        meaning="`http://…`, `https://…`, `dns:host` or `tcp:host:port`; several separated by "
        "spaces, semicolons, commas or line breaks",
    ),
    Column(
        "stage",
        ("状态", "系统状态"),
        meaning="of a new system; live when empty. A registered one is moved by a case only",
    ),
    Column("approved_by", ("审批部门", "审批单位"), meaning="at most 200 characters"),
    Column("approved_on", ("审批时间", "审批日期"), meaning="a day, not in the future"),
    Column("funding", ("经费来源", "资金来源"), meaning="at most 200 characters"),
)
ORGANISATION_SHEETS = frozenset(folded(name) for name in ("单位", "organisations", "organizations"))
SYSTEM_SHEETS = frozenset(folded(name) for name in ("系统", "systems"))


class Words(dict[str, str]):
    """``{folded word: value}``; the value itself is always accepted. ``spellings``: the other words as people write them."""

    def __init__(self, **accepted: str) -> None:
        self.spellings = {value: words.split("/") for value, words in accepted.items()}
        super().__init__((folded(word), value) for value, words in self.spellings.items() for word in (value, *words))


KIND_WORDS = Words(
    app="APP/移动应用/手机应用/客户端/政务APP",
    mini_program="小程序/微信小程序/mini-program/mini program",
    quick_app="快应用/quick app",
    official_account="公众账号/公众号/微信公众号/政务新媒体/official account",
    work_group="工作群组/工作群/微信群/钉钉群/work group",
    information_system="业务系统/信息系统/系统/网站/information system/system/website/web site",
    platform="平台/综合平台/业务平台",
)
CADENCE_WORDS = Words(
    daily="每日/每天/日常/按日/日",
    weekly="每周/按周/周",
    monthly="每月/月度/按月/月",
    quarterly="每季/每季度/季度/按季/季",
    annual="每年/年度/按年/年",
    seasonal="季节性/季节",
    event_driven="事件触发/事件驱动/应急/按需/event-driven/event driven",
)
STAGE_WORDS = Words(
    proposed="拟建/立项/待建/申报",
    building="在建/建设中/开发中",
    live="在用/使用中/运行中/正常/试运行/已上线",
    retiring="退出中/下线中/待下线",
    retired="停用/已停用/已退出/已下线/下线/关停",
    rejected="未通过/不予立项",
    suspended="暂停/已暂停/应急下线",
    merged="已合并/已整合/整合",
)
ORGANISATION_KIND_WORDS = Words(
    data_bureau="数据局/大数据局/数据管理部门/政务数据局/data bureau",
    finance="财政部门/财政局/财政/finance department",
    department="业务部门/部门/委办局/business department",
    township="乡镇街道/乡镇/街道/乡镇(街道)/镇/乡/township or sub-district",
    third_party="第三方/第三方机构/third party",
    company="企业/公司/运维公司",
    other="其他/其它",
)


SYSTEM_CHOICES = {
    "kind": ["APP", "小程序", "快应用", "公众账号", "工作群组", "业务系统", "平台"],
    "cadence": ["每日", "每周", "每月", "季度", "年度", "季节性", "事件触发"],
    "stage": ["拟建", "在建", "在用", "停用"],
}
ORGANISATION_CHOICES = {"kind": ["数据局", "财政部门", "业务部门", "乡镇街道", "第三方", "企业", "其他"]}
ORGANISATION_HINTS = {
    "code": "18 位统一社会信用代码；没有的写 LOCAL- 加自编代码，如 LOCAL-青山村。",
    "parent": "上级单位的代码或全称。",
    "division": "GB/T 2260 行政区划代码，6、9 或 12 位数字。",
}
SYSTEM_HINTS = {
    "code": "新系统留空，由台账编码；已有系统照抄编码。",
    "kind": "留空为业务系统。",
    "sponsor": "单位代码或全称。",
    "operator": "单位代码或全称，可留空。",
    "eligible_users": "应当使用它的人数，整数；不清楚就留空。",
    "cadence": "业务本身多久发生一次；留空为每日。",
    "duty_window": "季节性、年度业务的时段，如 06-01~08-31 或 6月1日-8月31日，多段用逗号隔开。",
    "launched_on": "如 2023-05-01。",
    "build_cost": "万元。",
    "annual_cost": "万元。",
    "contract_ends_on": "如 2026-12-31。",
    "url": "可写多个，用分号、空格或换行隔开；网址以 http:// 或 https:// 开头。",
    "stage": "新系统留空为在用；已有系统的状态只由办理流程改变。",
    "approved_on": "如 2022-11-08，不能晚于今天。",
}


def template() -> list[TemplateSheet]:
    """The two worksheets people fill in, in Chinese words, which every import understands."""
    return [
        TemplateSheet(
            "单位", [_column(column, ORGANISATION_CHOICES, ORGANISATION_HINTS) for column in ORGANISATION_COLUMNS]
        ),
        TemplateSheet("系统", [_column(column, SYSTEM_CHOICES, SYSTEM_HINTS) for column in SYSTEM_COLUMNS]),
    ]


def _column(column: Column, choices: Mapping[str, list[str]], hints: Mapping[str, str]) -> TemplateColumn:
    star = "*" if column.required else ""
    return TemplateColumn(
        column.headers[0] + star, hints.get(column.name, ""), choices.get(column.name, ()), column.required
    )
