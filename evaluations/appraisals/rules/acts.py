"""Who may do what in this room, and when."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from evaluations.appraisals.enums import CheckVerdict, Dimension
from registry.refusals import Obstacle
from registry.systems.enums import Stage

LAUNCHED = frozenset({Stage.LIVE, Stage.RETIRING, Stage.SUSPENDED})
MOST_ANSWER = 3


@dataclass(frozen=True, slots=True)
class Officer:
    """Whoever acts. ``organisation_ids``: where they hold any role today; ``staff_of``: where they are sponsor's staff."""

    is_case_officer: bool
    is_decision_maker: bool
    staff_of: frozenset[int]
    organisation_ids: frozenset[int]


def obstacles_to_officer(officer: Officer) -> list[Obstacle]:
    """Only case officers of a data bureau appraise, draw and check."""
    if officer.is_case_officer:
        return []
    return [Obstacle("not-a-case-officer", _("Only a case officer of the data bureau can do this."), kind="who")]


def obstacles_to_make_a_scheme(officer: Officer) -> list[Obstacle]:
    """Case officers and decision makers of a data bureau."""
    if officer.is_case_officer or officer.is_decision_maker:
        return []
    message = _("Only a case officer or decision maker of the data bureau makes a scheme.")
    return [Obstacle("not-of-the-bureau", message, kind="who")]


def obstacles_to_appraise(*, stage: str, has_scheme: bool) -> list[Obstacle]:
    """Only what has been launched can have achieved anything, and only with a scheme in force for its kind."""
    found = []
    if stage not in LAUNCHED:
        found.append(Obstacle("not-launched", _("Only a system in use can be appraised.")))
    if not has_scheme:
        found.append(Obstacle("no-scheme", _("There is no scheme in force for this kind of system.")))
    return found


def obstacles_to_reader(officer: Officer, *, sponsor_id: int) -> list[Obstacle]:
    """The sponsor's staff, or a case officer of a data bureau."""
    if officer.is_case_officer or sponsor_id in officer.staff_of:
        return []
    message = _("Only the sponsor’s staff or a case officer of the data bureau enters values.")
    return [Obstacle("not-a-reader", message, kind="who")]


def obstacles_to_reading(*, since: date, until: date, evidence: str, computed: bool, today: date) -> list[Obstacle]:
    """A value somebody read off needs days that have passed, and a place where it can be looked up."""
    found = []
    if computed:
        message = _("This commitment is computed from usage; nobody enters its value.")
        found.append(Obstacle("computed", message, "value", "content"))
    if not since <= until <= today:
        message = _("The days must lie in the past, the first before the last.")
        found.append(Obstacle("reading-period", message, "until", "content"))
    if not evidence.strip():
        message = _("Say where the value can be looked up.")
        found.append(Obstacle("evidence-missing", message, "evidence", "content"))
    return found


def obstacles_to_self_evaluation(
    officer: Officer,
    *,
    sponsor_id: int,
    year: int,
    today: date,
    filed: bool,
    comments: Collection[str],
    known: Collection[str],
) -> list[Obstacle]:
    """The sponsor's own staff, once a year, when a month of it has passed."""
    found = []
    if sponsor_id not in officer.staff_of:
        message = _("Only the staff of the sponsor can file the self-evaluation.")
        found.append(Obstacle("not-of-the-sponsor", message, kind="who"))
    if filed:
        found.append(Obstacle("filed-already", _("The self-evaluation of this year has been filed.")))
    if today < date(year, 2, 1):
        message = _("There is too little of the year to say anything about it.")
        found.append(Obstacle("year-not-begun", message, "year", "content"))
    for filler in sorted(set(comments) - set(known)):
        message = _("There is no indicator “%(code)s” in the scheme.") % {"code": filler}
        found.append(Obstacle("indicator-unknown", message, "comments", "content"))
    return found


def obstacles_to_check(*, verdict: str, note: str, done: bool, sponsor_id: int, officer: Officer) -> list[Obstacle]:
    """Each check is done once, by somebody who does not belong to the sponsor, and says what was seen."""
    found = obstacles_to_officer(officer)
    if sponsor_id in officer.organisation_ids:
        found.append(Obstacle("own-system", _("You belong to the sponsor of this system."), kind="who"))
    if done:
        found.append(Obstacle("checked-already", _("This spot check has been done.")))
    if verdict not in CheckVerdict.values:
        found.append(Obstacle("verdict-missing", _("Say whether what was reported holds."), "verdict", "content"))
    if not note.strip():
        found.append(Obstacle("note-missing", _("Say what was seen."), "note", "content"))
    return found


def obstacles_to_opinion(
    officer: Officer, *, assessor_id: int, filed: bool, answers: Mapping[str, int], statement: str, still_apart: bool
) -> list[Obstacle]:
    """Somebody of the organisation that was drawn, once, while it is still independent of the one assessed."""
    found = []
    if assessor_id not in officer.organisation_ids:
        message = _("Only the organisation that was drawn gives this opinion.")
        found.append(Obstacle("not-drawn", message, kind="who"))
    if not still_apart:
        message = _(
            "Your organisation has become tied to the one it was to assess. Ask the data bureau for a new draw."
        )
        found.append(Obstacle("no-longer-independent", message, kind="who"))
    if filed:
        found.append(Obstacle("filed-already", _("This opinion has been given.")))
    if not answers:
        message = _("Judge one dimension at least; leave open what you cannot judge.")
        found.append(Obstacle("answers-missing", message, "answers", "content"))
    for name, answer in answers.items():
        if name not in Dimension.values or not 0 <= answer <= MOST_ANSWER:
            found.append(Obstacle("answer-unknown", _("This is not one of the answers."), name, "content"))
    if not statement.strip():
        found.append(Obstacle("statement-missing", _("Say what you found."), "statement", "content"))
    return found
