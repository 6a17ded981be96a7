"""Writing findings in bulk: one statement each, executed for many rows, the same text on SQLite and PostgreSQL."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Max

from evaluations.findings.enums import REFRESHED_STATES, FindingState
from evaluations.findings.models import Finding, Policy
from evaluations.findings.rules.verdicts import Verdict

_TABLE = Finding._meta.db_table
_NEW = (
    "code",
    "system_id",
    "kind",
    "first_seen_on",
    "version",
    "dismissed_code",
    "decided_reason",
    "case_number",
)
_SAID = ("tier", "state", "limbs", "signals", "evidence", "evidence_sha256", "since", "policy_id")
_OPEN = f"INSERT INTO {_TABLE} ({', '.join((*_NEW, *_SAID))}) VALUES ({', '.join(['%s'] * len((*_NEW, *_SAID)))})"  # noqa: S608 (our own names, here and below)
_STILL_OURS = "id = %s AND state IN ('{}', '{}')".format(*REFRESHED_STATES)
_REFRESH = f"UPDATE {_TABLE} SET {', '.join(f'{name} = %s' for name in _SAID)} WHERE {_STILL_OURS}"  # noqa: S608
_LAPSE = f"UPDATE {_TABLE} SET state = '{FindingState.LAPSED}', lapsed_on = %s WHERE {_STILL_OURS}"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Sealed:
    """A verdict with its evidence as JSON text and the SHA-256 of it."""

    verdict: Verdict
    text: str
    sha256: str

    @property
    def tier(self) -> str:
        return str(self.verdict.tier or "")

    def said(self, policy: Policy) -> tuple[str | int, ...]:
        """The values of what each sweep may change."""
        verdict = self.verdict
        limbs = json.dumps([str(limb) for limb in verdict.limbs])
        signals = json.dumps([str(name) for name in verdict.signals])
        since = verdict.since.isoformat()
        return self.tier, str(verdict.state), limbs, signals, self.text, self.sha256, since, policy.pk


def open_findings(opened: Sequence[Sealed], *, policy: Policy, as_of: date) -> None:
    """Insert new findings, numbered on from the last. Two statements.

    Codes read ``F2026-000123``; the number is never below that of any finding before.
    """
    if not opened:
        return
    last = Finding.objects.aggregate(last=Max("id"))["last"] or 0
    _many(
        _OPEN,
        (
            (
                f"F{as_of.year}-{last + number:06d}",
                each.verdict.system,
                str(each.verdict.kind),
                as_of.isoformat(),
                0,
                *[""] * 3,
                *each.said(policy),
            )
            for number, each in enumerate(opened, start=1)
        ),
    )


def refresh_findings(refreshed: Iterable[tuple[int, Sealed]], *, policy: Policy) -> None:
    """Renew what is said of findings nobody has claimed in the meantime. One statement."""
    _many(_REFRESH, ((*sealed.said(policy), pk) for pk, sealed in refreshed))


def lapse_findings(lapsed: Iterable[int], *, on: date) -> None:
    """Close findings that no longer hold and that nobody has claimed in the meantime. One statement."""
    _many(_LAPSE, ((on.isoformat(), pk) for pk in lapsed))


def _many(statement: str, rows: Iterable[tuple[str | int, ...]]) -> None:
    if values := list(rows):
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)
