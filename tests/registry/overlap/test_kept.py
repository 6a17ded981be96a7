"""The index in files, which new processes begin with."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from django.conf import LazySettings

from registry.jobs.models import Job
from registry.overlap import loading, services
from registry.overlap.inverted import Base, Index
from registry.overlap.kept import Kept, keep, newest_kept
from registry.overlap.models import IndexWrite
from registry.overlap.rules.features import features_of
from registry.overlap.rules.wording import recipe
from registry.overlap.selectors import most_similar
from registry.overlap.services import forget_systems, index_all, index_systems
from registry.systems.models import System
from tests import factories
from tests.registry.overlap.register import made_up

ROWS = [features_of(text.name, text.functions) for text in made_up(50, seed=3)]
BASE = Base.of(range(1, 51), np.concatenate(ROWS), [len(row) for row in ROWS])


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty one, on which even a small register is kept."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(loading, "WORTH_KEEPING", 1)
    monkeypatch.setattr(loading, "_held", None)
    yield tmp_path / "overlap"
    loading._held = None


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The versions of which everything was made anew."""
    versions: list[int] = []
    whole = loading._whole

    def counted(newest: IndexWrite) -> Base:
        versions.append(newest.version)
        return whole(newest)

    monkeypatch.setattr(loading, "_whole", counted)
    return versions


def names() -> list[str]:
    """What another process finds, that has just started."""
    loading._held = None
    return [hit.system.name for hit in most_similar(functions="停车缴费、车位查询")]


def stored(name: str) -> System:
    system = factories.system(name, functions="停车缴费、车位查询")
    index_systems(codes=[system.code])
    return system


def test_what_is_kept_comes_back_array_for_array() -> None:
    keep(Kept(7, "aa", BASE))
    found = newest_kept()
    assert found is not None
    assert (found.version, found.stamp) == (7, "aa")
    for array in fields(Base):
        np.testing.assert_array_equal(getattr(found.base, array.name), getattr(BASE, array.name), strict=True)
    assert Index(found.base).search(ROWS[9], limit=5) == Index(BASE).search(ROWS[9], limit=5)


def test_only_the_newest_stays_and_whoever_reads_an_older_one_goes_on(shelf: Path) -> None:
    keep(Kept(9, "aa", BASE))
    older = newest_kept()
    keep(Kept(10, "bb", BASE))
    keep(Kept(10, "bb", BASE))
    assert [folder.name for folder in shelf.iterdir()] == [f"10-bb-{recipe()}"]
    assert older is not None
    assert Index(older.base).search(ROWS[9], limit=1)[0].system_id == 10


def test_nothing_kept_and_another_recipe_are_the_same(shelf: Path) -> None:
    assert newest_kept() is None
    (shelf / "7-aa-another").mkdir(parents=True)
    (shelf / f"8-aa-{recipe()}").mkdir()  # half swept away
    assert newest_kept() is None


@pytest.mark.django_db
def test_a_process_that_starts_begins_with_the_files_and_adds_what_was_written_since(made: list[int]) -> None:
    stored("甲")
    assert (names(), len(made)) == (["甲"], 1)
    stored("乙")
    assert (names(), len(made)) == (["甲", "乙"], 1)


@pytest.mark.django_db
def test_files_of_another_history_are_not_believed(made: list[int]) -> None:
    stored("甲")
    names()
    IndexWrite.objects.update(stamp="restored")
    assert (names(), len(made)) == (["甲"], 2)

    System.objects.all().delete()
    forget_systems()
    assert (names(), len(made)) == ([], 3)


@pytest.mark.django_db
def test_catching_up_renews_the_files_where_something_was_written(made: list[int]) -> None:
    stored("甲")
    stored("乙")
    assert [index_all(), index_all()] == [0, 0]
    assert len(made) == 1
    assert (names(), len(made)) == (["甲", "乙"], 1)


@pytest.mark.django_db
def test_the_worker_renews_the_files_after_large_imports_and_removals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "MOST_TAIL", 1)
    stored("甲")
    assert not Job.objects.exists()
    systems = [factories.system(name, functions="停车缴费") for name in ("乙", "丙")]
    index_systems(codes=[system.code for system in systems])
    forget_systems()
    assert [job.kind for job in Job.objects.all()] == ["overlap.catch_up", "overlap.catch_up"]


@pytest.mark.django_db
def test_a_small_register_is_not_kept(monkeypatch: pytest.MonkeyPatch, shelf: Path) -> None:
    monkeypatch.setattr(loading, "WORTH_KEEPING", 2)
    stored("甲")
    assert (names(), shelf.exists()) == (["甲"], False)
