"""What became of deliveries, as one JSON document: for the commands and for the import page."""

from collections.abc import Sequence
from typing import Any

from evaluations.usage.services.intake import Intake
from registry.refusals import Refused


def refusals(name: str, refusal: Refused) -> list[dict[str, Any]]:
    """A file that was refused as a whole, as errors of the document."""
    return [
        {"file": name, "row": 0, "column": "", "code": each.code, "message": str(each.message)}
        for each in refusal.obstacles
    ]


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
        "late": sum(intake.late for intake in intakes),
        "left_out": sum(intake.left_out for intake in intakes),
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
