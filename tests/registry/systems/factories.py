"""What belongs to a system."""

from itertools import count
from typing import Any

from registry.organisations.models import Organisation
from registry.systems.models import Contract, DataSet, Interface, System
from tests.factories import organisation

_numbers = count(1)


def data_set(system: System, name: str = "", **fields: Any) -> DataSet:
    return DataSet.objects.create(system=system, name=name or f"数据{next(_numbers)}", **fields)


def interface(system: System, consumer: System | str, name: str = "居民查询接口", **fields: Any) -> Interface:
    """``consumer``: a registered system, or the name of somebody outside the register."""
    outside = consumer if isinstance(consumer, str) else ""
    registered = None if isinstance(consumer, str) else consumer
    return Interface.objects.create(system=system, consumer=registered, outside_consumer=outside, name=name, **fields)


def contract(system: System, contractor: Organisation | None = None, **fields: Any) -> Contract:
    fields.setdefault("subject", "运维服务")
    return Contract.objects.create(system=system, contractor=contractor or organisation(kind="company"), **fields)
