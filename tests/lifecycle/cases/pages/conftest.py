import pytest

from tests.lifecycle.cases.factories import County, county


@pytest.fixture
def cast() -> County:
    return county()
