"""What the commands of this room say about what became of files."""

from collections.abc import Sequence
from typing import Any, TextIO

from django.core.management.base import OutputWrapper

from evaluations.usage.services import Intake


def document(intakes: Sequence[Intake], refused: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """All intakes of one command as one JSON document; ``ok`` only when no row and no file was wrong."""
    days = [day for intake in intakes for day in (intake.first_day, intake.last_day) if day]
    errors = [{"file": intake.source, **error.as_dict()} for intake in intakes for error in intake.errors]
    return {
        "ok": not refused and not any(intake.wrong for intake in intakes),
        "rows": {name: sum(intake.counts[name] for intake in intakes) for name in ("new", "changed", "same", "wrong")},
        "systems": len(set().union(*(intake.system_ids for intake in intakes))),
        "days": [min(days).isoformat(), max(days).isoformat()] if days else [],
        "collectors": sorted({code for intake in intakes for code in intake.collectors}),
        "heartbeats": sum(intake.heartbeats for intake in intakes),
        "errors": [*refused, *errors],
        "errors_total": len(refused) + sum(intake.total_errors for intake in intakes),
        "warnings": [f"{intake.source}: {warning}" for intake in intakes for warning in intake.warnings],
        "unknown_columns": sorted({column for intake in intakes for column in intake.unknown_columns}),
        "files": [
            {"file": intake.source, "sha256": intake.sha256, "written": intake.written, "rows": intake.counts}
            for intake in intakes
        ],
    }


def print_intakes(told: dict[str, Any], out: OutputWrapper | TextIO) -> None:
    """The same for people."""
    counts = ", ".join(f"{count} {name}" for name, count in told["rows"].items())
    out.write(f"{counts}; {told['systems']} systems; {told['seconds']} s, at most {told['peak_mb']} MB.\n")
    if told["days"]:
        out.write(f"Days {told['days'][0]} to {told['days'][1]}, collectors {', '.join(told['collectors'])}.\n")
    for file in told["files"]:
        if not file["written"]:
            out.write(f"{file['file']}: nothing was written.\n")
    for column in told["unknown_columns"]:
        out.write(f"Column not understood: {column}\n")
    for warning in told["warnings"]:
        out.write(f"Note: {warning}\n")
    for error in told["errors"]:
        place = f"{error['file']} row {error['row']} {error['column']}" if error["row"] else error["file"]
        out.write(f"{place}: {error['message']} ({error['code']})\n")
    if (more := told["errors_total"] - len(told["errors"])) > 0:
        out.write(f"… and {more} more errors.\n")
