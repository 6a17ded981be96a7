"""A made-up register of any size, and the labelled drafts that are looked for in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

LABELLED = Path(__file__).with_name("labelled.txt")
LABELLED_LATER = Path(__file__).with_name("labelled_later.txt")

_WORDS = {
    line.split()[0]: line.split()[1:]
    for line in LABELLED.with_name("words.txt").read_text(encoding="utf-8").splitlines()
    if line[0] != "#"
}
_LEVELS = ("县", "区", "市")
_COMMON = (
    "系统管理",
    "用户管理",
    "统计分析",
    "消息提醒",
    "数据导出",
    "权限管理",
    "信息发布",
    "进度查询",
    "审批流转",
    "在线申请",
)
_ENDINGS = ("管理系统", "服务平台", "监管平台", "信息系统", "一体化平台", "小程序", "业务系统")


@dataclass(frozen=True, slots=True)
class Text:
    """What a system says of itself."""

    name: str
    functions: str


@dataclass(slots=True)
class Purpose:
    """One purpose: what is in the register for it, and the draft that must find it."""

    draft: Text
    original: Text
    copies: list[Text] = field(default_factory=list)
    near: list[Text] = field(default_factory=list)


def purposes(path: Path = LABELLED) -> list[Purpose]:
    """The labelled set."""
    found: list[Purpose] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and line[0] != "#"]
        if not lines:
            continue
        by_mark: dict[str, list[Text]] = {}
        for line in lines:
            name, _bar, functions = line[2:].partition("|")
            by_mark.setdefault(line[0], []).append(Text(name, functions))
        [draft], [original] = by_mark["P"], by_mark["O"]
        found.append(Purpose(draft, original, by_mark["C"], by_mark["N"]))
    return found


def made_up(count: int, *, seed: int = 1) -> Iterator[Text]:
    """Systems of other purposes, seeded: a place, a field, three to eight functions, of which some are in every system."""
    dice = Random(seed)
    for number in range(count):
        theme = dice.choice(_WORDS["fields"])
        things = dice.sample(_WORDS["objects"], 4)
        functions = [dice.choice(things) + dice.choice(_WORDS["verbs"]) for _each in range(dice.randint(2, 6))]
        functions[0] = theme + functions[0]
        functions += dice.sample(_COMMON, dice.randint(1, 3))
        dice.shuffle(functions)
        place = dice.choice(_WORDS["places"]) + dice.choice(_LEVELS)
        name = f"{place}{theme}{dice.choice(things)}{dice.choice(_ENDINGS)}"
        yield Text(name if number % 3 else f"{theme}{dice.choice(_ENDINGS)}", "、".join(functions))
