"""What the commands of this room say to people."""

from typing import Any, TextIO

from django.core.management.base import OutputWrapper


def print_intakes(told: dict[str, Any], out: OutputWrapper | TextIO) -> None:
    """The document of :func:`evaluations.usage.services.reports.document` in lines."""
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
