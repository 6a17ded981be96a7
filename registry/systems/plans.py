"""What an import would do, row by row. Pure: tables and the register in, a plan out; nothing is asked or written."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from registry.sheets import CellError
from registry.systems.records import Record

Told = Callable[[int], None]
"""Called with the number of rows read so far."""
ORGANISATIONS, SYSTEMS = "organisations", "systems"
OUTCOMES = ("new", "changed", "same", "wrong")


@dataclass(slots=True)
class Line:
    """One row of a file. ``before`` is empty for a new one; ``after`` holds every field of a new one, the different ones of a
    changed one; ``code`` is empty for a new system that gets its code when the plan is carried out."""

    subject: str
    file: int
    table: str
    number: int
    outcome: str
    code: str
    name: str
    before: Record = field(default_factory=dict)
    after: Record = field(default_factory=dict)

    @property
    def differences(self) -> dict[str, list[Any]]:
        """``{field: [before, after]}``."""
        return {name: [self.before.get(name), value] for name, value in self.after.items()}

    def as_dict(self) -> dict[str, Any]:
        return {
            "subject": self.subject,
            "file": self.file,
            "table": self.table,
            "row": self.number,
            "outcome": self.outcome,
            "code": self.code,
            "name": self.name,
            "differences": self.differences,
        }


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell error or warning, and in which file and table it is. ``row`` 0: the file as a whole."""

    file: str
    table: str
    error: CellError

    def as_dict(self) -> dict[str, Any]:
        table = {"table": self.table} if self.table else {}
        return {"file": self.file, **table, **self.error.as_dict()}


@dataclass(slots=True)
class Plan:
    """All lines and everything there is to say about the files."""

    files: Sequence[str]
    lines: list[Line] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    unknown_columns: list[dict[str, str]] = field(default_factory=list)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: {ORGANISATIONS: Counter(), SYSTEMS: Counter()})

    def add(self, line: Line) -> None:
        self.counts[line.subject][line.outcome] += 1
        if line.outcome != "same":
            self.lines.append(line)

    def fault(self, file: int, table: str, error: CellError) -> None:
        self.errors.append(Problem(self.files[file], table, error))

    def warn(self, file: int, table: str, warning: CellError) -> None:
        self.warnings.append(Problem(self.files[file], table, warning))

    def report(self, *, most: int | None = None) -> dict[str, Any]:
        """The counts, errors, warnings and unknown columns as JSON; of each list the first ``most``."""
        told: dict[str, Any] = {
            subject: {outcome: count[outcome] for outcome in OUTCOMES} for subject, count in self.counts.items()
        }
        told["errors"] = [problem.as_dict() for problem in self.errors[:most]]
        told["warnings"] = [problem.as_dict() for problem in self.warnings[:most]]
        told["unknown_columns"] = self.unknown_columns
        told["error_count"], told["warning_count"] = len(self.errors), len(self.warnings)
        return told

    @property
    def sha256(self) -> str:
        """Stands for every line that is not "same", with its differences: the same plan, and only it, has it again."""
        digest = hashlib.sha256()
        for line in self.lines:
            digest.update(json.dumps(line.as_dict(), sort_keys=True, ensure_ascii=False).encode())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Options:
    """How to read: whether unknown sponsors are made, and what day it is (nothing is approved in the future)."""

    today: date
    create_organisations: bool = False
