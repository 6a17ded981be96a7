"""Importing the register: upload, dry run, exactly that written in one transaction."""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.ledger.services import record
from registry.organisations.models import Person
from registry.organisations.selectors import roles_today
from registry.refusals import Obstacle, Refused, refuse_if
from registry.sheets import SheetRefused, open_tables, write_error_file
from registry.sheets.columns import CellError
from registry.systems.enums import BatchState
from registry.systems.models import CodeSeries, ImportBatch
from registry.systems.planning import File, plan
from registry.systems.plans import ORGANISATIONS, SYSTEMS, Line, Options, Plan
from registry.systems.records import Record, Register, sha256_of
from registry.systems.rules import obstacles_to_apply, obstacles_to_import
from registry.systems.selectors import whole_register
from registry.systems.services.codes import lock_register, next_codes
from registry.systems.services.writing import write_organisations, write_systems

TOLD_ERRORS = 1000
"""How many errors and warnings the batch itself keeps; the error file has all."""
Progress = Callable[[int, int], None]
_CHANGED_MEANWHILE = Obstacle(
    "register-changing", _("The register was changed while this import was getting ready. Confirm it again.")
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: its name for people, and its bytes."""

    name: str
    chunks: Iterable[bytes]


def folder_of(batch: ImportBatch) -> Path:
    """Where the files of a batch are, and what was made of them: ``preview.jsonl``, ``errors-0.xlsx`` …"""
    return Path(settings.MEDIA_ROOT) / str(Path(batch.files[0]["path"]).parent)


@transaction.atomic
def receive(
    *, uploads: Sequence[Upload], by: Person | None, create_organisations: bool = False, skip_wrong: bool = False
) -> ImportBatch:
    """Keep the files under a random name and open a batch for them; ``by=None`` is a command on the machine.

    Raises:
        Refused: ``by`` may not import.
    """
    refuse_if(obstacles_to_import(roles_today(by)) if by else [])
    folder = Path("imports") / secrets.token_hex(16)
    (Path(settings.MEDIA_ROOT) / folder).mkdir(parents=True, mode=0o700)
    files = []
    for number, upload in enumerate(uploads):
        path = folder / f"{number}{Path(upload.name).suffix.lower()[:8]}"
        digest = hashlib.sha256()
        with (Path(settings.MEDIA_ROOT) / path).open("xb") as target:
            for chunk in upload.chunks:
                digest.update(chunk)
                target.write(chunk)
        files.append({"name": Path(upload.name).name[:200], "path": str(path), "sha256": digest.hexdigest()})
    batch = ImportBatch.objects.create(
        files=files, by=by, create_organisations=create_organisations, skip_wrong=skip_wrong
    )
    record("systems.import_received", subject=batch, by=by, files=_named(files))
    return batch


def dry_run(*, batch: ImportBatch, progress: Progress = lambda _done, _total: None) -> Plan:
    """Judge every row and keep the answer on the batch and beside its files. The register stays untouched; safe to run twice."""
    made, files = _plan(batch, whole_register(), progress)
    folder = folder_of(batch)
    with (folder / "preview.jsonl").open("w", encoding="utf-8") as preview:
        for line in made.lines:
            preview.write(json.dumps(line.as_dict(), ensure_ascii=False) + "\n")
    for number, (name, tables) in enumerate(files):
        faults = [problem for problem in made.errors if problem.file == name and problem.error.row]
        if faults and not isinstance(tables, SheetRefused):
            by_table: dict[str, list[CellError]] = {}
            for problem in faults:
                by_table.setdefault(problem.table, []).append(problem.error)
            write_error_file(
                folder / f"errors-{number}.xlsx",
                [(table, by_table[table.name]) for table in tables if table.name in by_table],
            )
    batch.report = made.report(most=TOLD_ERRORS)
    batch.plan_sha256 = made.sha256
    batch.state = BatchState.PREVIEWED
    batch.save(update_fields=["report", "plan_sha256", "state"])
    return made


def apply(
    *,
    batch: ImportBatch,
    by: Person | None,
    skip_wrong: bool | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Plan:
    """Write what was previewed: all of it or nothing. Plans anew before it takes the lock of the register, which it then holds
    for the comparison and the writing alone.

    ``skip_wrong`` says anew whether wrong rows are left out; ``None`` keeps what was said with the upload.

    Raises:
        Refused: ``by`` may not import, rows are wrong and not to be left out, nothing is to do, the register has changed
            since the preview so that other rows would be written (``obstacles`` name them), or it changed just now.
    """
    refuse_if(obstacles_to_import(roles_today(by)) if by else [])
    register = whole_register()
    made, _files = _plan(batch, register, progress)
    plan_sha256 = made.sha256
    with transaction.atomic():
        series = lock_register()
        batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if whole_register() != register:
            refuse_if([_CHANGED_MEANWHILE])
        if skip_wrong is not None:
            batch.skip_wrong = skip_wrong
        writes = [line for line in made.lines if line.outcome in {"new", "changed"}]
        refuse_if(
            obstacles_to_apply(
                state=batch.state, wrong=len(made.errors), writes=len(writes), skip_wrong=batch.skip_wrong
            )
        )
        if batch.plan_sha256 and batch.plan_sha256 != plan_sha256:
            refuse_if([_changed_since_preview(batch, made)])
        _write(batch, made, writes, register, series, by)
    return made


def opened(files: Sequence[tuple[str, Path]]) -> list[File]:
    """The tables of each file, or why it has none."""
    found: list[File] = []
    for name, path in files:
        try:
            found.append((name, open_tables(path)))
        except SheetRefused as refusal:
            found.append((name, refusal))
    return found


def _plan(batch: ImportBatch, register: Register, progress: Progress) -> tuple[Plan, list[File]]:
    paths = [(file["name"], Path(settings.MEDIA_ROOT) / file["path"]) for file in batch.files]
    for file, (_name, path) in zip(batch.files, paths, strict=True):
        if not path.exists() or _sha256(path) != file["sha256"]:
            raise Refused([Obstacle("file-gone", _("The file is no longer there. Upload it again."))])
    files = opened(paths)
    total = sum(table.count for _name, tables in files if not isinstance(tables, SheetRefused) for table in tables)
    done = 0

    def told(rows: int) -> None:
        nonlocal done
        done += rows
        progress(done, total)

    options = Options(timezone.localdate(), create_organisations=batch.create_organisations)
    return plan(files, register, options, told), files


def _write(  # noqa: PLR0917 -- everything apply() has found out
    batch: ImportBatch, made: Plan, writes: Sequence[Line], register: Register, series: CodeSeries, by: Person | None
) -> None:
    new = [line for line in writes if line.subject == SYSTEMS and not line.code]
    for line, code in zip(new, next_codes(series, len(new)), strict=True):
        line.code = code
    batch.changes = {subject: _changes(writes, subject) for subject in (ORGANISATIONS, SYSTEMS)}
    write_organisations(register, _written(writes, ORGANISATIONS, register))
    write_systems(register, _written(writes, SYSTEMS, register))
    batch.report = made.report(most=TOLD_ERRORS)
    batch.state, batch.applied_at = BatchState.APPLIED, timezone.now()
    batch.save(update_fields=["changes", "report", "state", "skip_wrong", "applied_at"])
    counts = {subject: batch.report[subject] for subject in (ORGANISATIONS, SYSTEMS)}
    record(
        "systems.imported", subject=batch, by=by, files=_named(batch.files), skipped_wrong=batch.skip_wrong, **counts
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _changed_since_preview(batch: ImportBatch, made: Plan) -> Obstacle:
    """Which rows would be written differently from what was shown."""
    with (folder_of(batch) / "preview.jsonl").open(encoding="utf-8") as preview:
        shown = {line.rstrip("\n") for line in preview}
    now = {json.dumps(line.as_dict(), ensure_ascii=False) for line in made.lines}
    rows = sorted({(line["file"], line["row"]) for line in map(json.loads, shown ^ now)})
    named = "、".join(str(row) for _file, row in rows[:20]) + (" …" if len(rows) > 20 else "")  # noqa: PLR2004
    told = {"rows": named}
    return Obstacle(
        "register-changed",
        _("The register has changed since the preview (rows %(rows)s). Make the preview again.") % told,
    )


def _changes(writes: Sequence[Line], subject: str) -> dict[str, dict[str, list[object]]]:
    return {
        line.code: line.differences if line.before else {"": [None, sha256_of(line.after)]}
        for line in writes
        if line.subject == subject
    }


def _written(writes: Sequence[Line], subject: str, register: Register) -> dict[str, Record]:
    """The full records to write, by code."""
    before = register.organisations if subject == ORGANISATIONS else register.systems
    return {line.code: {**before.get(line.code, {}), **line.after} for line in writes if line.subject == subject}


def _named(files: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return [{"name": file["name"], "sha256": file["sha256"]} for file in files]
