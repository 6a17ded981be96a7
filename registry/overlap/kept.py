"""The index in files below ``DATA_DIR``, for processes that have just started: mapped into memory instead of made anew.

A folder for each write that was kept, named after it and the recipe, with each array of the base in a file. Whether that write
still counts is for ``loading.py`` to find out; a folder that is not there, or of another recipe, is as good as none.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from django.conf import settings

from registry.overlap.inverted import Base
from registry.overlap.rules.wording import recipe

_BEING_MADE = "making"


@dataclass(frozen=True, slots=True)
class Kept:
    """A base and the write of the index it was made of."""

    version: int
    stamp: str
    base: Base

    @property
    def name(self) -> str:
        return f"{self.version}-{self.stamp}-{recipe()}"


def keep(kept: Kept) -> None:
    """Put it in the place of earlier ones. A process that has those mapped goes on reading them."""
    shelf = _shelf()
    shelf.mkdir(exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=_BEING_MADE, dir=shelf))
    for array in fields(Base):
        with (making / f"{array.name}.npy").open("wb") as file:
            np.save(file, getattr(kept.base, array.name), allow_pickle=False)
            os.fsync(file.fileno())  # a torn file would find wrong systems without a word
    before = [folder for folder in shelf.iterdir() if not folder.name.startswith(_BEING_MADE)]
    if kept.name not in {folder.name for folder in before}:
        making.rename(shelf / kept.name)
    for folder in (making, *before):
        if folder.name != kept.name:
            shutil.rmtree(folder, ignore_errors=True)


def newest_kept() -> Kept | None:
    """The newest of today's recipe, mapped into memory: what of it is read comes from the disk or its cache."""
    found = [folder.name.split("-") for folder in _shelf().glob(f"*-*-{recipe()}")]
    for version, stamp, _recipe in sorted(found, key=lambda parts: -int(parts[0])):
        folder = _shelf() / f"{version}-{stamp}-{recipe()}"
        try:
            arrays = {array.name: np.load(folder / f"{array.name}.npy", mmap_mode="r") for array in fields(Base)}
        except OSError:  # somebody has just put a newer one in its place
            continue
        return Kept(int(version), stamp, Base(**arrays))
    return None


def _shelf() -> Path:
    return Path(settings.DATA_DIR) / "overlap"
