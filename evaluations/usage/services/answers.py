"""Requests of programs that may come twice: one effect, one answer."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from evaluations.usage.errors import KeyReused
from evaluations.usage.models import KeptAnswer


def answer_once(*, account: str, key: str, body_sha256: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Do ``act`` and keep its answer under the account's ``key``, in one transaction; the same request again gets the kept answer.

    The key is taken before acting, so that of several requests at once the others wait for the first. What ``act`` raises
    undoes both.

    Raises:
        KeyReused: the key was used with another body.
    """
    if known := _kept(account, key, body_sha256):
        return known
    try:
        with transaction.atomic():
            kept = KeptAnswer.objects.create(account=account, key=key, body_sha256=body_sha256, answer={})
            answer = kept.answer = act()
            kept.save(update_fields=["answer"])
            return answer
    except IntegrityError:
        if known := _kept(account, key, body_sha256):
            return known
        raise


def _kept(account: str, key: str, body_sha256: str) -> dict[str, Any] | None:
    kept = KeptAnswer.objects.filter(account=account, key=key).first()
    if kept and kept.body_sha256 != body_sha256:
        raise KeyReused(_("This Idempotency-Key was used with another body. Use a new key."))
    return kept.answer if kept else None
