"""Rows many tests of a module read: made once, and gone with the module."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from tests.contracts.county import Everything, everything


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is gone afterwards; it may be nested."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Everything]:
    """One of everything, walked to every state, for a whole module of tests marked ``django_db``: what they write is undone."""
    no_waiting = override_settings(RETIREMENT_NOTICE_DAYS=0, RETIREMENT_OBSERVATION_DAYS=(0,), BROWNOUT_NOTICE_DAYS=0)
    with django_db_blocker.unblock(), no_waiting, undone():
        yield everything()
