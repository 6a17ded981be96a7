from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def key_file(settings: Settings, tmp_path: Path) -> Path:
    """A signing key of its own for each test."""
    settings.CHECKPOINT_KEY_FILE = tmp_path / "checkpoint_key"
    return tmp_path / "checkpoint_key"
