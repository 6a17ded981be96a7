"""Translations: nothing untranslated, obsolete, contradictory or with other placeholders gets by."""

from io import StringIO
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo
from django.core.management import CommandError, call_command
from django.utils import translation
from django.utils.translation import gettext, ngettext
from pytest_django import Settings

from config.messages.checks import problems

CODE = 'from django.utils.translation import gettext as _\n\nsaid = _("%(count)d systems") % {"count": 3}\n'
PAGE = '{% load i18n %}\n  <p>{% translate "Ask first" %}</p>\n {% include "x.html" with label=_("Go on") %}\n'


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("messages", *arguments, stdout=out)
    return out.getvalue()


class House:
    """A house with two rooms, of which the first has sentences."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("registry/first", "registry/second", "config"):
            self.write(f"{name}/__init__.py", "")
        self.write("registry/first/page.py", CODE)
        self.write("registry/first/templates/first/page.html", PAGE)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text(text)

    def translate(self, room: str, **said: str) -> None:
        path = self.folder / room / "locale" / "zh_Hans.po"
        text = path.read_text()
        for english, chinese in said.items():
            text = text.replace(f'msgid "{english}"\nmsgstr ""', f'msgid "{english}"\nmsgstr "{chinese}"')
        path.write_text(text)


@pytest.fixture
def house(tmp_path: Path, settings: Settings) -> House:
    settings.BASE_DIR = tmp_path
    settings.LOCALE_PATHS = [tmp_path / "compiled"]
    return House(tmp_path)


def test_update_gathers_the_sentences_of_code_and_templates(house: House) -> None:
    assert command("--update") == "registry/first: 3 to translate\n" + "".join(
        f"{room}: 0 to translate\n" for room in ("registry/second", "config")
    )
    assert problems() == [
        f"registry/first: not translated: {sentence!r}" for sentence in ("%(count)d systems", "Ask first", "Go on")
    ]


def test_translated_sentences_pass_and_are_compiled(house: House) -> None:
    command("--update")
    house.translate("registry/first", **{"%(count)d systems": "%(count)d 个系统", "Ask first": "先问", "Go on": "继续"})
    assert command("--check") == "Every sentence is translated.\n"
    with Path(command("--compile").strip()).open("rb") as file:
        assert {message.id: message.string for message in read_mo(file) if message.id} == {
            "%(count)d systems": "%(count)d 个系统",
            "Ask first": "先问",
            "Go on": "继续",
        }


def test_an_update_keeps_what_is_translated_and_drops_what_is_gone(house: House) -> None:
    command("--update")
    house.translate("registry/first", **{"%(count)d systems": "%(count)d 个系统", "Ask first": "先问", "Go on": "继续"})
    house.write("registry/first/templates/first/page.html", '{% load i18n %}{% translate "Ask first" %}')
    assert problems() == ["registry/first: no longer used: 'Go on'"]
    command("--update")
    assert problems() == []


def test_a_sentence_another_room_translated_is_taken_over(house: House) -> None:
    command("--update")
    house.translate("registry/first", **{"Ask first": "先问"})
    house.write("registry/second/templates/page.html", '{% load i18n %}{% translate "Ask first" %}')
    assert "registry/second: 0 to translate" in command("--update")


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('msgstr "先问"', 'msgstr "问"', "registry/second: 'Ask first' is '问', but '先问' in registry/first"),
        ('msgid "Ask first"', '#, fuzzy\nmsgid "Ask first"', "registry/second: fuzzy: 'Ask first'"),
        ('msgid "Ask first"\nmsgstr "先问"', "", "registry/second: not in the file: 'Ask first'"),
    ],
)
def test_each_kind_of_mistake_is_named(house: House, before: str, after: str, problem: str) -> None:
    house.write("registry/second/templates/page.html", '{% load i18n %}{% translate "Ask first" %}')
    command("--update")
    house.translate("registry/first", **{"%(count)d systems": "%(count)d 个系统", "Ask first": "先问", "Go on": "继续"})
    house.translate("registry/second", **{"Ask first": "先问"})
    path = house.folder / "registry/second/locale/zh_Hans.po"
    path.write_text(path.read_text().replace(before, after))
    assert problems() == [problem]
    with pytest.raises(CommandError, match="registry/second"):
        command("--check")


def test_a_translation_with_other_placeholders_is_named(house: House) -> None:
    command("--update")
    house.translate(
        "registry/first", **{"%(count)d systems": "%(number)d 个系统", "Ask first": "先问", "Go on": "继续"}
    )
    assert problems() == ["registry/first: other placeholders: '%(count)d systems'"]


def test_the_site_speaks_both_languages() -> None:
    with translation.override("zh-hans"):
        assert gettext("Systems") == "系统台账"
        assert ngettext("%(total)s record", "%(total)s records", 3) % {"total": 3} == "共 3 条"
    with translation.override("en"):
        assert ngettext("%(total)s record", "%(total)s records", 1) % {"total": 1} == "1 record"
