"""Pages of ids cover a list once, in order, from whichever end they are read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.lists.paging import IdsFirst
from registry.systems.models import System
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [0, 1, 3, 4, 6, 7])
@pytest.mark.parametrize("order", [("name", "pk"), ("-name", "-pk")])
def test_all_pages_together_are_the_list(rows: int, order: tuple[str, str]) -> None:
    for number in range(rows):
        factories.system(f"system-{number // 2}")
    everything = System.objects.order_by(*order)
    paginator = IdsFirst(everything, 2)
    assert [row for number in paginator.page_range for row in paginator.page(number)] == list(everything)


def test_a_page_beyond_the_middle_is_read_from_the_end() -> None:
    for number in range(9):
        factories.system(f"system-{number}")
    paginator = IdsFirst(System.objects.order_by("name"), 4)
    with CaptureQueriesContext(connection) as asked:
        assert [row.name for row in paginator.page(3)] == ["system-8"]
    assert not any("OFFSET" in query["sql"] for query in asked)
