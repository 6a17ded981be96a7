"""The unified social credit code (统一社会信用代码, GB 32100-2015) and local codes.

Eighteen characters: registration authority, kind, division (six digits, GB/T 2260), nine of the organisation's own, one check
character computed over the first seventeen, modulo 31. Units without one carry a local code starting with ``LOCAL-``.
"""

import re
from collections.abc import Container

LOCAL_PREFIX = "LOCAL-"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_LOCAL_CHARACTERS = 40
_NOT_IN_A_CODE = re.compile(r"[^\w.\-]+")
_SHAPE = re.compile(rf"[{ALPHABET}]{{2}}\d{{6}}[{ALPHABET}]{{10}}")


def check_character(first_17: str) -> str:
    """The eighteenth character for the first seventeen."""
    total = sum(ALPHABET.index(character) * weight for character, weight in zip(first_17, _WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def is_credit_code(code: str) -> bool:
    """Eighteen characters of the right kinds, the last of which is the check character of the others."""
    return bool(_SHAPE.fullmatch(code)) and check_character(code[:17]) == code[17]


def is_local_code(code: str) -> bool:
    """``LOCAL-`` and 1 to 40 letters (of any script), digits, dots, dashes or underscores."""
    return bool(re.fullmatch(rf"{LOCAL_PREFIX}[\w.\-]{{1,{_LOCAL_CHARACTERS}}}", code))


def local_code(name: str, taken: Container[str]) -> str:
    """A code for an organisation that has only its name; numbered where it is taken."""
    stem = LOCAL_PREFIX + (_NOT_IN_A_CODE.sub("-", name).strip("-")[: _LOCAL_CHARACTERS - 4] or "X")
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code
