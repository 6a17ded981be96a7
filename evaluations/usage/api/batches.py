"""A batch of rows as programs send it: an object of JSON, or CSV with what it says of itself in the address."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from evaluations.usage.payloads import Payload
from evaluations.usage.rules.columns import says_nothing_known
from evaluations.usage.rules.values import LONGEST_CODE
from evaluations.usage.services import delivery_of
from evaluations.usage.services.deliveries import Delivery, open_file

MOST_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows, whose they are where they do not say, and whether they are all there is."""

    collector: str
    delivery: Delivery
    complete: bool


@contextmanager
def batch_of(payload: Payload, query: Mapping[str, str]) -> Iterator[Batch]:
    """The batch; that of CSV has to be taken in before this ends.

    Raises:
        ValidationError: a field of the batch is missing or wrong.
        SheetRefused: the CSV cannot be read as a table, has too many rows or lacks a column.
    """
    if not isinstance(payload.content, bytes):
        said, rows, is_complete = _of_json(payload.content)
        yield Batch(said, delivery_of(rows, name="api", sha256=payload.sha256), is_complete)
        return
    collector, complete = query.get("collector", "").strip(), query.get("complete", "false").lower()
    wrong = _wrong_collector(collector)
    if complete not in {"true", "false"}:
        wrong["complete"] = [_("True or false.")]
    if wrong:
        raise ValidationError(wrong)
    with NamedTemporaryFile(suffix=".csv") as file:
        file.write(payload.content)
        file.flush()
        yield Batch(collector, open_file(Path(file.name), name="api", most_rows=MOST_ROWS), complete == "true")


def _wrong_collector(said: Any) -> dict[str, list[str]]:
    if isinstance(said, str) and 0 < len(said.strip()) <= LONGEST_CODE:
        return {}
    return {"collector": [_("Say which collector counted (at most %(most)d characters).") % {"most": LONGEST_CODE}]}


def _of_json(content: Any) -> tuple[str, list[Mapping[str, Any]], bool]:
    """The batch's own fields, checked by hand: a serializer would take longer for the rows than storing them does."""
    if not isinstance(content, dict):
        raise ValidationError({"rows": [_("Send an object with “collector” and “rows”.")]})
    collector, rows, complete = content.get("collector"), content.get("rows"), content.get("complete", False)
    wrong = _wrong_collector(collector)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        wrong["rows"] = [_("A list of at least one object.")]
    elif len(rows) > MOST_ROWS:
        wrong["rows"] = [_("At most %(most)d rows in a batch.") % {"most": MOST_ROWS}]
    elif says_nothing_known(told := sorted(map(str, set[Any]().union(*rows)))):
        message = _("No field tells how much anything was used, as “sessions” does. The rows have: %(found)s.")
        wrong["rows"] = [message % {"found": "、".join(told)[:300]}]
    if not isinstance(complete, bool):
        wrong["complete"] = [_("True or false.")]
    if unknown := sorted(set(content) - {"collector", "rows", "complete"}):
        wrong |= {str(name): [_("Nobody asked for this field.")] for name in unknown}
    if wrong:
        raise ValidationError(wrong)
    return str(collector).strip(), rows or [], bool(complete)
