"""Promises that can be measured, as entries of a submission; and an indicator the bureau adds."""

from typing import Any

from lifecycle.commitments.rules import Addition

WAITING = Addition(
    code="waiting-time",
    label="窗口平均等候时间",
    meaning="取号到叫号的分钟数，按月取平均。",
    unit="分钟",
    direction="lower",
    population="到窗口办事的群众",
    data_source="records",
    source="local_rule",
    source_text="县营商环境评价办法第八条",
)


def entry(**parts: Any) -> dict[str, Any]:
    """One from the library; ``parts`` replace its own."""
    return {
        "indicator": "satisfaction",
        "baseline": "62.5",
        "target": "85",
        "due_on": ["2099-06-30", "2099-12-31"],
        "how_measured": "县统计局每半年电话抽样200人",
        "tolerance_percent": "5",
        "responsible_post": "政务服务科科长",
        **parts,
    }


def own(**parts: Any) -> dict[str, Any]:
    """One the sponsor worded itself, which says everything."""
    return {
        "indicator": "",
        "label": "村级重复报表数",
        "unit": "张",
        "direction": "lower",
        "population": "全县村（社区）",
        "data_source": "records",
        "baseline": 14,
        "target": 5,
        "due_on": "2099-12-31",
        "how_measured": "报表目录逐项核对",
        "tolerance_percent": 0,
        "responsible_post": "基层治理科科长",
        **parts,
    }
