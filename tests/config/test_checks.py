import pytest
from django.core.checks import run_checks
from django.db import connection
from pytest_django import Settings

from config.checks import no_superuser, production_shape
from registry.organisations.models import Person


def identifiers(**kwargs: object) -> set[str]:
    return {str(message.id) for message in run_checks(**kwargs) if str(message.id).startswith("taizhang.")}  # type: ignore[arg-type]


def test_the_embedded_size_runs_without_any_of_it() -> None:
    assert identifiers() == set()


def test_production_without_its_settings_names_everything_that_is_missing(settings: Settings) -> None:
    settings.SECRET_KEY, settings.DEMO, settings.REDIS_URL = "short", True, ""
    settings.ALLOWED_HOSTS = ["localhost"]

    database = {"taizhang.E001"} if connection.vendor == "sqlite" else set()
    expected = database | {"taizhang.E002", "taizhang.E003", "taizhang.E004", "taizhang.E005"}
    assert identifiers(include_deployment_checks=True) == expected


@pytest.mark.parametrize("hosts", [["*"], ["127.0.0.1"], []])
def test_hosts_that_are_everybody_or_nobody_are_refused(hosts: list[str], settings: Settings) -> None:
    settings.REDIS_URL, settings.ALLOWED_HOSTS, settings.SECRET_KEY = "redis://broker", hosts, "k" * 50

    assert [message.id for message in production_shape(None) if message.id != "taizhang.E001"] == ["taizhang.E004"]


def test_a_production_shape_has_nothing_against_it(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.REDIS_URL, settings.SECRET_KEY = "redis://broker", "k" * 50
    settings.ALLOWED_HOSTS = ["taizhang.example.gov.cn"]
    monkeypatch.setattr(connection, "vendor", "postgresql")

    assert production_shape(None) == []


@pytest.mark.django_db
def test_an_account_that_may_do_everything_is_refused() -> None:
    assert no_superuser(None, databases=["default"]) == []
    Person.objects.create(username="root", name="root", is_superuser=True)

    (message,) = no_superuser(None, databases=["default"])

    assert (message.id, message.msg) == ("taizhang.E006", "These accounts may do everything: root.")
    assert no_superuser(None) == []
