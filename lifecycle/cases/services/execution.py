"""``execute()``: lock, compare, decide, write, record."""

from dataclasses import asdict
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lifecycle.cases import preconditions
from lifecycle.cases.commands import Command
from lifecycle.cases.enums import State
from lifecycle.cases.models import Case, DoneCommand
from lifecycle.cases.receipts import sha256_of
from lifecycle.cases.rules import Accepted, decide
from lifecycle.cases.rules.effects import evolve
from lifecycle.cases.rules.facts import MACHINE
from lifecycle.cases.selectors.actors import actor_of
from lifecycle.cases.selectors.facts import snapshot_of
from lifecycle.cases.services.writing import Deed, write
from lifecycle.cases.signals import case_closed, case_moved
from registry.ledger.models import Event
from registry.ledger.services import record
from registry.organisations.models import Person
from registry.refusals import Obstacle, Refused, VersionChanged, refuse_if

MOVING = (
    "state",
    "outcome",
    "round",
    "closed_at",
    "return_items",
    "notice_ends_on",
    "observation_ends_on",
    "grade",
    "grade_on",
)


@transaction.atomic
def execute(
    *, case: Case, command: Command, by: Person | None, expected_version: int | None, idempotency_key: str = ""
) -> Case:
    """Do what a command asks, wholly or not at all; answers the case as it then is. ``by=None``: the program itself.

    The same ``command`` again under the same ``idempotency_key`` changes nothing and is answered the same, whatever
    version is expected. ``expected_version=None`` takes the case as it finds it.

    Raises:
        Refused: with every obstacle; nothing was written.
        VersionChanged: the case has moved since ``expected_version`` was read; nothing was written.
    """
    case = lock(case)
    if idempotency_key and by and _was_done(case, command, by, idempotency_key):
        return case
    if expected_version is not None and expected_version != case.version:
        raise VersionChanged(case.number)

    now = timezone.now()  # the clock is read once, here
    snapshot = snapshot_of(case, command, now=now)
    actor = actor_of(case, by, on=snapshot.today) if by else MACHINE
    answer = decide(case.table, snapshot, command, actor)
    against = [] if isinstance(answer, Accepted) else answer
    refuse_if([*against, *(preconditions.obstacles_to(case, command, by) if by else [])])
    if not isinstance(answer, Accepted):
        raise AssertionError("decide() refuses with at least one obstacle.")

    deed = Deed(case, command, by, answer.standing, now)
    for effect in answer.effects:
        write(effect, deed)
    _move_on(case)
    before, after = snapshot.as_json(), evolve(snapshot, answer.effects).as_json()
    event = record(
        deed.verb,
        subject=case,
        by=by,
        stream=case.stream,
        target=command.target,
        standing=answer.standing.as_json(),
        **{name: [before[name], after[name]] for name in before},
        **deed.data,
    )
    _agree(case, event)
    if idempotency_key and by:
        _remember(case, command, by, idempotency_key)
    case_moved.send(Case, case=case, before=snapshot.state, after=State(case.state), command=command, by=by)
    if case.state == State.CLOSED:
        case_closed.send(Case, case=case)
    return case


def lock(case: Case) -> Case:
    """The case as it is now, held until the transaction ends (on SQLite the transaction itself is the lock)."""
    return Case.objects.select_for_update(of=("self",)).select_related("system__sponsor").get(pk=case.pk)


def _move_on(case: Case) -> None:
    """Write what moved, one version on.

    Raises:
        VersionChanged: somebody else was quicker, which the lock should have prevented.
    """
    fields: dict[str, Any] = {name: getattr(case, name) for name in MOVING}
    if not Case.objects.filter(pk=case.pk, version=case.version).update(version=case.version + 1, **fields):
        raise VersionChanged(case.number)
    case.version += 1


def _agree(case: Case, event: Event) -> None:
    """The ledger counts what the case counts.

    Raises:
        VersionChanged: somebody else recorded in between.
    """
    if event.seq != case.version:
        raise VersionChanged(case.number)


def _was_done(case: Case, command: Command, by: Person, key: str) -> bool:
    """Whether the same person did the same command under this key before.

    Raises:
        Refused: the key was used for something else.
    """
    earlier = DoneCommand.objects.filter(by=by, key=key).first()
    if earlier is None:
        return False
    if (earlier.case_id, earlier.command_sha256) != (case.pk, _digest(command)):
        refuse_if([_key_reused()])
    return True


def _remember(case: Case, command: Command, by: Person, key: str) -> None:
    try:
        with transaction.atomic():
            DoneCommand.objects.create(by=by, key=key, case=case, command_sha256=_digest(command), version=case.version)
    except IntegrityError as clash:  # the same key at the same moment for another case
        raise Refused([_key_reused()]) from clash


def _key_reused() -> Obstacle:
    message = _("This idempotency key was used for another command; use a new one.")
    return Obstacle("key-reused", message, "idempotency_key", "content")


def _digest(command: Command) -> str:
    return sha256_of([command.name, asdict(command)])
