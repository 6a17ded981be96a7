"""Systems are found by any run of characters of what they are searched by, on SQLite and by the index of PostgreSQL alike."""

import pytest
from django.db import connection

from registry.organisations.search import searchable, with_every_word
from registry.systems.models import System
from tests import factories

pytestmark = pytest.mark.django_db
NAMES = ("智慧社区管理平台", "社会救助", "区社联动", "O'Brien's 100% \\ a_b", "平台平台", "河")


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("社区", {"智慧社区管理平台"}),
        ("社", {"智慧社区管理平台", "社会救助", "区社联动"}),
        ("区管理平", {"智慧社区管理平台"}),
        ("zhsq", {"智慧社区管理平台"}),
        ("平台", {"智慧社区管理平台", "平台平台"}),
        ("台平台", {"平台平台"}),
        ("平台 智慧", {"智慧社区管理平台"}),
        ("平台 救助", set()),
        ("O'BRIEN'S", {"O'Brien's 100% \\ a_b"}),
        ("'s", {"O'Brien's 100% \\ a_b"}),
        ("0%", {"O'Brien's 100% \\ a_b"}),
        ("a_b", {"O'Brien's 100% \\ a_b"}),
        ("axb", set()),
        ("%%", set()),
        ("\\", {"O'Brien's 100% \\ a_b"}),
        ("\\\\", set()),
        ("':*", set()),
        ("河", {"河"}),
        ("河河", set()),
    ],
)
def test_every_word_must_occur(said: str, found: set[str]) -> None:
    for name in NAMES:
        factories.system(name, search_text=searchable(name))
    assert {system.name for system in with_every_word(System.objects.all(), "search_text", said)} == found


def test_what_is_found_follows_what_is_written() -> None:
    system = factories.system("河长制", search_text=searchable("河长制"))
    System.objects.filter(pk=system.pk).update(search_text=searchable("湖长制"))
    assert not with_every_word(System.objects.all(), "search_text", "河长")
    assert with_every_word(System.objects.all(), "search_text", "湖长").get() == system


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite looks through all of them")
def test_postgresql_can_find_them_by_its_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = with_every_word(System.objects.order_by(), "search_text", "社区管理").explain()
    assert "system_search_pairs" in plan
