from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from config import env


@pytest.mark.parametrize(("said", "meant"), [("1", True), ("Yes", True), ("off", False), (" 0 ", False), ("", True)])
def test_a_flag_is_said_in_several_ways(said: str, meant: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIGHT", said)
    assert env.flag("LIGHT", default=True) is meant


@pytest.mark.parametrize(
    ("said", "answer"), [("many", "NUMBER='many': write a whole number."), ("0", "NUMBER=0: write 1 or more.")]
)
def test_a_number_that_cannot_be_used_is_named(said: str, answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBER", said)
    with pytest.raises(env.WrongSetting) as wrong:
        env.whole("NUMBER", 5, least=1)
    assert str(wrong.value) == answer


def test_a_flag_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIGHT", "dim")
    with pytest.raises(env.WrongSetting, match=r"LIGHT='dim': write 1 or 0\."):
        env.flag("LIGHT", default=True)


def test_lists_drop_blanks_and_folders_become_absolute(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LIST", " a, ,b,")
    monkeypatch.setenv("FOLDER", "somewhere")
    assert (env.words("LIST"), env.folder("FOLDER", Path("/"))) == (["a", "b"], Path.cwd() / "somewhere")
    assert (env.whole("UNSAID", 7), env.words("UNSAID", "x")) == (7, ["x"])


def test_all_who_start_together_share_one_secret_that_only_its_owner_reads(tmp_path: Path) -> None:
    for number in range(50):
        path, start = tmp_path / str(number), Barrier(4)

        def read(path: Path = path, start: Barrier = start) -> str:
            start.wait()
            return env.kept_secret(path)

        with ThreadPoolExecutor(4) as pool:
            (secret,) = {reader.result() for reader in [pool.submit(read) for _each in range(4)]}
        assert (len(secret) >= 50, path.stat().st_mode & 0o777, env.kept_secret(path)) == (True, 0o600, secret)
    assert len(list(tmp_path.iterdir())) == 50
