"""One wording for texts that mean the same: width and case folded, synonyms replaced, names of places left out."""

import hashlib
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent.parent
SYNONYMS = _HERE / "synonyms.txt"
BOILERPLATE = _HERE / "boilerplate.txt"
_SPACE = re.compile(r"[^\S\n]+|[\u200b-\u200f\u2060\ufeff]")
_PLACE = re.compile(
    r"^[\u4e00-\u9fff]{2,5}?(?:自治区|自治州|自治县|高新区|开发区|新区|街道|省|市|县|区|州|旗|镇|乡)(?=[\u4e00-\u9fffa-z]{3})"
)
_FILLER = re.compile(
    r"(?:系统|平台|应用程序|小程序|客户端|app|管理信息|信息化|智慧|数字化?|智能化?|一体化|综合|统一|管理|服务|实现|支持|提供|进行|开展|具备|功能|模块|对|的|等)"
)


def folded(text: str) -> str:
    """Half width, lower case, without spaces between Chinese characters; line breaks stay."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text).lower())


def canonical(text: str) -> str:
    """A folded text with every synonym replaced by the word that stands for its group."""
    words, pattern = _synonyms()
    return pattern.sub(lambda found: words[found[0]], text)


def without_place(name: str) -> str:
    """A folded name without the province, city, county or township it begins with (青溪县智慧停车 → 智慧停车)."""
    for _level in range(3):
        shorter = _PLACE.sub("", name)
        if shorter == name:
            break
        name = shorter
    return name


def without_filler(text: str) -> str:
    """Without words nearly every description has; the text itself where nothing else is in it."""
    return _FILLER.sub("", text) or text


@lru_cache(maxsize=1)
def boilerplate() -> frozenset[str]:
    """Functions every system has, in canonical wording."""
    return frozenset(canonical(folded(word)) for word in _words(BOILERPLATE))


@lru_cache(maxsize=1)
def recipe() -> str:
    """Stands for the data files and :data:`REVISION`: features made with another recipe cannot be compared."""
    told = SYNONYMS.read_bytes() + BOILERPLATE.read_bytes() + str(REVISION).encode()
    return hashlib.sha256(told).hexdigest()[:16]


REVISION = 1
"""To be raised when the code that makes features changes what it makes."""


def groups() -> list[list[str]]:
    """The groups of synonyms as they are written."""
    return [line.split() for line in SYNONYMS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]


@lru_cache(maxsize=1)
def _synonyms() -> tuple[dict[str, str], re.Pattern[str]]:
    words = {word: group[0] for group in groups() for word in group}
    longest_first = sorted(words, key=len, reverse=True)
    return words, re.compile("|".join(map(re.escape, longest_first)))


def _words(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]
