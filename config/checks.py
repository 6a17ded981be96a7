"""What an installation that others rely on must have: ``manage.py check --deploy``, which the production units run first.

Each answer says what to set. They are errors, so the services do not start.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

SHORTEST_KEY = 50


@register(Tags.security, deploy=True)
def production_shape(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The environment names real services and nothing of the demo."""
    return list(_shape())


@register(Tags.database, deploy=True)
def no_superuser(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Administration is split between roles: nobody may do everything. Runs with ``check --deploy --database default``."""
    if not kwargs.get("databases"):
        return []
    model = get_user_model()
    if model._meta.db_table not in connection.introspection.table_names():
        return []
    names = model._default_manager.filter(is_superuser=True, is_active=True).values_list("username", flat=True)
    if not names:
        return []
    hint = "Take the flag off; grant roles to people instead."
    return [Error(f"These accounts may do everything: {', '.join(names)}.", hint=hint, id="taizhang.E006")]


def _shape() -> Iterator[CheckMessage]:
    if connection.vendor != "postgresql":
        hint = "Set DATABASE_URL=postgres://user:password@host/name."
        yield Error("Production needs PostgreSQL.", hint=hint, id="taizhang.E001")
    if not settings.REDIS_URL:
        hint = "Set REDIS_URL=redis://host:6379/0 (Redis or Valkey)."
        yield Error("Production needs a broker that all machines share.", hint=hint, id="taizhang.E002")
    if len(settings.SECRET_KEY) < SHORTEST_KEY:
        hint = f"Set SECRET_KEY to {SHORTEST_KEY} random characters or more."
        yield Error("The secret key is too short.", hint=hint, id="taizhang.E003")
    if "*" in settings.ALLOWED_HOSTS or not set(settings.ALLOWED_HOSTS) - {"localhost", "127.0.0.1", "[::1]"}:
        hint = "Set ALLOWED_HOSTS to the names under which people reach it, never *."
        yield Error("Nobody could reach it, or anybody under any name.", hint=hint, id="taizhang.E004")
    if settings.DEMO or settings.DEBUG:
        hint = "Leave DEMO and DEBUG unset."
        yield Error("The demo shows its passwords, and debugging shows the source.", hint=hint, id="taizhang.E005")
