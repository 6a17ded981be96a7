"""How logs are to be read, as plain values that a job can keep."""

from dataclasses import asdict, dataclass, field
from functools import cached_property
from ipaddress import ip_network
from typing import Any, Self

from evaluations.usage.rules.json_lines import Fields
from evaluations.usage.rules.visits import LogCounter
from evaluations.usage.services.routes import Mapping, mapping_of


@dataclass(frozen=True)
class LogOptions:
    """``pairs`` like ``HOST=CODE``; ``networks`` in CIDR notation are left out; ``names`` of the parts of JSON lines."""

    pairs: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    host: str = ""
    names: dict[str, str] = field(default_factory=dict)
    skip_wrong: bool = False

    @classmethod
    def kept(cls, told: dict[str, Any]) -> Self:
        given: Any = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}
        return cls(**given)

    def told(self) -> dict[str, Any]:
        return asdict(self)

    @cached_property
    def mapping(self) -> Mapping:
        """
        Raises:
            LogRefused: a mapping or action that cannot be understood, or a system nobody knows.
        """
        return mapping_of(self.pairs, calls=self.calls, actions=self.actions)

    @property
    def fields(self) -> Fields:
        return Fields(self.names)

    def counter(self, *, salt: bytes) -> LogCounter:
        """A counter whose visitors are those of every other with the same salt."""
        networks = tuple(ip_network(each) for each in self.networks)
        return LogCounter(self.mapping.routes, networks, self.host.encode() or self.mapping.host, salt)
