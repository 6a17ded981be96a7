"""Files people upload, kept below ``MEDIA_ROOT`` until they are imported or a week old."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

from django.conf import settings

KEPT_FOR = timedelta(days=7)


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "usage"


def keep(name: str, chunks: Iterable[bytes]) -> str:
    """Write an upload under a name of our own; the returned token finds it again."""
    token = f"{uuid4().hex}{Path(name).suffix.lower()}"
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / token).open("xb") as kept:
        for chunk in chunks:
            kept.write(chunk)
    return token


def clear(*, now: datetime) -> int:
    """Remove what is older than a week; how many files that were."""
    oldest = (now - KEPT_FOR).timestamp()
    old = [path for path in folder().glob("*") if path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
