from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from stat import S_IMODE

import pytest

from registry.checkpoints.errors import KeyExposed
from registry.checkpoints.keys import public_key, signing_key


def test_the_key_is_made_once_and_for_its_owner_s_eyes_only(key_file: Path) -> None:
    assert public_key(signing_key()) == public_key(signing_key())
    assert S_IMODE(key_file.stat().st_mode) == 0o600
    assert [each.name for each in key_file.parent.iterdir()] == ["checkpoint_key"]


def test_processes_that_start_together_agree_on_one_key() -> None:
    with ThreadPoolExecutor(8) as threads:
        keys = {public_key(key) for key in threads.map(lambda _number: signing_key(), range(8))}
    assert len(keys) == 1


def test_a_key_that_others_can_read_signs_nothing(key_file: Path) -> None:
    signing_key()
    key_file.chmod(0o640)
    with pytest.raises(KeyExposed, match=str(key_file)):
        signing_key()
