from pathlib import Path

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
