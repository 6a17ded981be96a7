"""Writing findings in bulk: one statement each, executed for many rows, the same text on SQLite and PostgreSQL."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection
from django.db.models import Max

from evaluations.findings.enums import REFRESHED_STATES, FindingState
from evaluations.findings.models import Finding, Policy
from evaluations.findings.rules.detector.verdicts import Verdict

_TABLE = Finding._meta.db_table
_NEW = (
    "code",
    "system_id",
    "kind",
    "first_seen_on",
    "version",
    "confirmed_as",
    "dismissed_code",
    "decided_reason",
    "case_number",
)
_SAID = ("tier", "state", "limbs", "signals", "evidence", "evidence_sha256", "evaluated_on", "since", "policy_id")
_OPEN = f"INSERT INTO {_TABLE} ({', '.join((*_NEW, *_SAID))}) VALUES ({', '.join(['%s'] * len((*_NEW, *_SAID)))})"  # noqa: S608 (our own names, here and below)
_STILL_OURS = "id = %s AND state IN ('{}', '{}', '{}')".format(*REFRESHED_STATES)
_STAYS_ASKED = f"CASE state WHEN '{FindingState.NOTIFIED}' THEN state ELSE %s END"
_SET = ", ".join(f"{name} = {_STAYS_ASKED if name == 'state' else '%s'}" for name in _SAID)
_REFRESH = f"UPDATE {_TABLE} SET {_SET} WHERE {_STILL_OURS}"  # noqa: S608
_LAPSE = f"UPDATE {_TABLE} SET state = '{FindingState.LAPSED}', lapsed_on = %s WHERE {_STILL_OURS}"  # noqa: S608


def sealed(verdict: Verdict) -> tuple[str, str]:
    """The evidence as JSON, keys sorted, and the SHA-256 of its UTF-8 bytes."""
    text = json.dumps(verdict.evidence(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text, hashlib.sha256(text.encode()).hexdigest()


def said(verdict: Verdict, policy: Policy, evaluated_on: date) -> tuple[str | int, ...]:
    """The values of what each sweep may change."""
    limbs = json.dumps([str(limb) for limb in verdict.limbs])
    signals = json.dumps([str(name) for name in verdict.signals])
    days = evaluated_on.isoformat(), verdict.since.isoformat()
    return str(verdict.tier or ""), str(verdict.state), limbs, signals, *sealed(verdict), *days, policy.pk


def open_findings(opened: Sequence[Verdict], *, policy: Policy, as_of: date, evaluated_on: date) -> None:
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
                each.system,
                str(each.kind),
                as_of.isoformat(),
                0,
                *[""] * 4,
                *said(each, policy, evaluated_on),
            )
            for number, each in enumerate(opened, start=1)
        ),
    )


def refresh_findings(refreshed: Iterable[tuple[int, Verdict]], *, policy: Policy, evaluated_on: date) -> None:
    """Renew what is said of findings nobody has claimed in the meantime. One statement."""
    _many(_REFRESH, ((*said(verdict, policy, evaluated_on), pk) for pk, verdict in refreshed))


def lapse_findings(lapsed: Iterable[int], *, on: date) -> None:
    """Close findings that no longer hold and that nobody has claimed in the meantime. One statement."""
    _many(_LAPSE, ((on.isoformat(), pk) for pk in lapsed))


def _many(statement: str, rows: Iterable[tuple[str | int, ...]]) -> None:
    if values := list(rows):
        with connection.cursor() as cursor:
            cursor.executemany(statement, values)
