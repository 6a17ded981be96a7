"""From what people write about hosts and paths, and from the register's access paths, to a log's routes."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from evaluations.usage.errors import LogRefused
from evaluations.usage.rules.log_lines import Routes
from registry.systems.models import AccessPath, System


@dataclass(frozen=True, slots=True)
class Mapping:
    """Routes, the system code of each place, and which codes somebody named by hand.

    ``host`` is the one host that was named by hand, if it is one: lines that name none are then taken to be its own.
    """

    routes: Routes
    codes: tuple[str, ...]
    named: frozenset[str]
    host: bytes


def mapping_of(
    pairs: Iterable[str], *, file: Path | None = None, calls: Sequence[str] = (), actions: Sequence[str] = ()
) -> Mapping:
    """Read ``HOST=CODE``, ``/prefix=CODE`` or ``HOST/prefix=CODE`` (also from a CSV of two columns); none at all means the
    register's access paths. ``actions`` are like ``POST /apply``.

    Raises:
        LogRefused: a mapping or action that cannot be understood, or a system nobody knows; all of them at once.
    """
    wanted = [*_pairs(pairs), *(_pairs_of_file(file) if file else ())]
    named = frozenset(code for _target, code in wanted)
    unknown = sorted(named - set(System.objects.filter(code__in=named).values_list("code", flat=True)))
    if unknown:
        raise LogRefused.because(
            "unknown-system", _("No system has the code %(codes)s.") % {"codes": ", ".join(unknown)}
        )
    if not wanted:
        wanted = _registered()
    codes = tuple(sorted({code for _target, code in wanted}))
    places = {code: place for place, code in enumerate(codes)}
    targets: dict[bytes, int] = {}
    for target, code in wanted:
        targets.setdefault(_key(target), places[code])
    hosts = {key.partition(b"/")[0] for key in targets} if named else set()
    return Mapping(
        Routes(targets, tuple(prefix.encode() for prefix in calls), tuple(map(_action, actions))),
        codes,
        named,
        hosts.pop() if len(hosts) == 1 else b"",
    )


def _pairs(texts: Iterable[str]) -> list[tuple[str, str]]:
    found = []
    for text in texts:
        target, equals, code = (part.strip() for part in text.rpartition("="))
        if not (equals and target and code):
            raise LogRefused.because(
                "bad-mapping", _("“%(text)s” is not HOST=CODE or /path=CODE.") % {"text": text[:80]}
            )
        found.append((target, code))
    return found


def _pairs_of_file(path: Path) -> list[tuple[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as source:
            rows = [[cell.strip() for cell in row] for row in csv.reader(source) if any(row)]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise LogRefused.because(
            "bad-mapping", _("%(file)s cannot be read as CSV in UTF-8.") % {"file": path.name}
        ) from problem
    return _pairs("=".join(row[:2]) for row in rows if row[:2] not in (["target", "system"], ["host", "system"]))


def _registered() -> list[tuple[str, str]]:
    """``(host/prefix, code)`` of every web address in the register; one query. The first system keeps a shared address."""
    found = []
    addresses = AccessPath.objects.filter(address__startswith="http").order_by("system__code")
    for address, code in addresses.values_list("address", "system__code"):
        parts = urlsplit(address)
        found.append(((parts.hostname or "") + parts.path.rstrip("/"), code))
    return [(target, code) for target, code in found if target]


def _key(target: str) -> bytes:
    """As :class:`Routes` looks it up: lower-case host, no port, no trailing slash (``/`` alone stays)."""
    host, slash, path = target.partition("/")
    prefix = (slash + path).rstrip("/")
    return (host.partition(":")[0].lower() + prefix).encode() or b"/"


def _action(text: str) -> tuple[bytes, bytes]:
    method, _space, prefix = text.strip().partition(" ")
    if not (method.isalpha() and prefix.strip().startswith("/")):
        raise LogRefused.because("bad-action", _("“%(text)s” is not like “POST /apply”.") % {"text": text[:80]})
    return method.upper().encode(), prefix.strip().encode()
