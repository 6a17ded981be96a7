"""What the environment may say, read once and typed.

Every variable Taizhang honours is read through this module, so ``grep env\\.`` in ``settings.py`` is the full list.
"""

import os
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path


class WrongSetting(Exception):
    """An environment variable holds something Taizhang cannot use; the message says which and what to write."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool) -> bool:
    """``1/true/yes/on`` or ``0/false/no/off``; empty means the default."""
    said = text(name).lower()
    if not said:
        return default
    if said in {"1", "true", "yes", "on"}:
        return True
    if said in {"0", "false", "no", "off"}:
        return False
    raise WrongSetting(f"{name}={said!r}: write 1 or 0.")


def whole(name: str, default: int, *, least: int = 0) -> int:
    said = text(name)
    if not said:
        return default
    try:
        number = int(said)
    except ValueError:
        raise WrongSetting(f"{name}={said!r}: write a whole number.") from None
    if number < least:
        raise WrongSetting(f"{name}={number}: write {least} or more.")
    return number


def wholes(name: str, default: str) -> list[int]:
    """One or more whole numbers, separated by commas."""
    said = text(name, default)
    try:
        return [int(each) for each in said.split(",")]
    except ValueError:
        raise WrongSetting(f"{name}={said!r}: write whole numbers, separated by commas.") from None


def one_of(name: str, default: str, *others: str) -> str:
    """One of a few words, in any case of letters."""
    said = text(name, default).lower()
    if said not in {default, *others}:
        raise WrongSetting(f"{name}={said!r}: write {' or '.join((default, *others))}.")
    return said


def web_address(name: str) -> str:
    """An ``http://`` or ``https://`` address without a slash at its end; empty means none."""
    said = text(name).rstrip("/")
    if said and not said.startswith(("http://", "https://")):
        raise WrongSetting(f"{name}={said!r}: write an address that begins with https:// or http://.")
    return said


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list; blanks are dropped."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    return Path(text(name) or default).expanduser().absolute()


def kept_secret(path: Path) -> str:
    """A secret that is made once and kept in ``path``, for its owner's eyes only.

    Processes may start together on an empty folder (``make run`` starts three): the first that puts its own in place wins, and
    nobody ever reads half of one.
    """
    if not path.exists():
        handle, beside = tempfile.mkstemp(dir=path.parent)  # readable by its owner only
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            os.link(beside, path)
        Path(beside).unlink()
    return path.read_text()
