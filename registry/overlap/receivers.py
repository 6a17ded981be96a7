"""The index follows the register within the same transaction."""

from collections.abc import Collection
from typing import Any

from django.dispatch import receiver

from registry.overlap.services import forget_systems, index_systems
from registry.systems.signals import systems_removed, systems_written


@receiver(systems_written)
def index_what_was_written(codes: Collection[str], **_signal: Any) -> None:
    index_systems(codes=codes)


@receiver(systems_removed)
def forget_what_was_removed(**_signal: Any) -> None:
    forget_systems()
