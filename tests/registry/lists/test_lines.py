"""Lines of the API's lists: what they say is tested where the lists are."""

from typing import Any

import pytest
from rest_framework import serializers

from registry.lists.lines import Lines
from registry.systems.models import System


class Reckoned(serializers.Serializer[Any]):
    code = serializers.CharField()
    age = serializers.SerializerMethodField()


def test_what_a_serializer_makes_by_itself_cannot_be_read_unless_said_how() -> None:
    with pytest.raises(TypeError, match="age is not shown as it is read"):
        Lines(Reckoned, System.objects.all())


@pytest.mark.django_db
def test_no_rows_are_no_query(django_assert_num_queries: Any) -> None:
    lines = Lines(Reckoned, System.objects.all(), made={"age": (["launched_on"], lambda: str)})
    with django_assert_num_queries(0):
        assert lines.in_bulk([]) == {}
