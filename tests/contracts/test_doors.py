"""Every address of the site and of the API, and to whom it opens. A new address fails here until it is said for whom it is.

What is about a case is closed to whoever does not see the case, without a word here; what is done in a case is in
``test_permissions``. To open means to get further than "sign in", "not yours" and "no such thing".
"""

from collections.abc import Callable

import pytest

from lifecycle.cases.enums import State
from lifecycle.cases.models import Case
from lifecycle.cases.processes import CURRENT
from tests.contracts.conftest import undone
from tests.contracts.county import Everything
from tests.contracts.doors import Door, Knocking, address_of, doors, is_about_a_case, undrawn
from tests.contracts.permissions import People, Place

pytestmark = pytest.mark.django_db
Record = Callable[[str, object], None]

BUREAU = "intake_officer case_officer decision_maker clearance_verifier leader"
REVIEWERS = "necessity_reviewer finance_reviewer assessor"
AT_WORK = f"{BUREAU} {REVIEWERS} operator sponsor_staff auditor administrator"
SIGNED_IN = f"{AT_WORK} stranger superuser"
PROGRAMS = "read_register report_usage"
EVERYBODY = f"{SIGNED_IN} {PROGRAMS} nobody"
READERS = f"{AT_WORK} read_register"
ENTERING = "intake_officer case_officer sponsor_staff"
OF_FINDINGS = "intake_officer case_officer decision_maker leader auditor"

FINDING_ACTS = ("claim", "ask", "answer", "confirm", "dismiss", "report-data", "snooze", "release", "reopen")
FINDING_RESOURCES = (
    "claims", "releases", "snoozes", "inquiries", "answers", "confirmations", "dismissals", "data-problems", "reopenings",
)  # fmt: skip

PUBLIC = ["sign-in", "set_language", "theme", "problems", "problem", "health", "api:schema", "api:api-docs"]
"""Open to whoever has not even signed in; all of them show nothing that was entered."""

OWN = [
    "home", "change-password", "lists:save-view", "jobs:list", "notices:list", "notices:read-all", "notices:channels",
    "notices:open-calendar", "notices:close-calendar", "organisations:my-delegations", "organisations:my-interests",
]  # fmt: skip
"""Everybody's own."""

LISTS = [
    "systems:list", "systems:of-sponsor", "systems:import-template", "organisations:list", "cases:list", "cases:open",
    "cases:open-of", "closeout:holds", "filings:list", "commitments:library", "red_lines:list", "usage:collectors",
    "findings:list", "findings:incidents", "findings:exemptions", "findings:policy", "findings:policy-version",
    "findings:new-draft", "appraisals:list", "appraisals:year", "appraisals:schemes", "appraisals:scheme",
    "appraisals:new-scheme", "appraisals:draws", "appraisals:draw-spot-checks", "appraisals:draw-cross-assessment",
    *(f"api:{table.address}" for table in CURRENT), "api:holds", "api:finding-list", "api:exemptions", "api:policy-drafts",
    "api:incidents", "api:collectors",
    "api:bulk-acceptances",
    "api:bulk-assignments", "api:bulk-extensions", "api:bulk-reminders", "api:draws", "api:assignments",
    "api:spot-check-draws", "api:cross-assessment-draws",
]  # fmt: skip
"""Forms that refuse, and lists that hold what somebody may see: nothing for whoever has no role, as the last test shows."""

AUDIENCE: dict[str, str] = {
    **dict.fromkeys(PUBLIC, EVERYBODY),
    **dict.fromkeys([*OWN, *LISTS], SIGNED_IN),
    **dict.fromkeys(["systems:new", "systems:edit", "systems:fact-new", "filings:new"], ENTERING),
    **dict.fromkeys(
        ["systems:import", "usage:import", "usage:collector-kind", "usage:collector-pull"], "intake_officer case_officer"
    ),
    **dict.fromkeys(
        [
            "usage:collector", "api:collector", "findings:incident", "api:incident", "api:incident-confirmations",
            "api:incident-rejections",
        ],
        f"{BUREAU} {REVIEWERS} auditor administrator",
    ),
    "commitments:new-indicator": "case_officer",
    **dict.fromkeys(["usage:assessments", "api:assessment-days", "api:assessment-day"], "case_officer"),
    **dict.fromkeys(
        [
            "systems:detail", "systems:facts", "organisations:detail", "cases:of-system", "filings:of-system",
            "commitments:of-system", "calendar:years", "usage:keeping", "usage:of-system", "findings:of-system", "appraisals:of-system",
        ],
        AT_WORK,
    ),
    **dict.fromkeys(
        [
            "organisations:accounts", "organisations:new-account", "organisations:account", "organisations:reset-password",
            "organisations:close-account", "organisations:reopen-account", "organisations:end", "organisations:grant",
            "organisations:issue-token", "organisations:relate",
        ],
        "administrator",
    ),
    **dict.fromkeys(
        ["ledger:list", "ledger:event", "checkpoints:list", "checkpoints:verifier", "checkpoints:export"],
        "auditor administrator",
    ),
    **dict.fromkeys(["closeout:hold", "api:hold-receipts"], AT_WORK.replace(" administrator", "")),
    "proving:latest": OF_FINDINGS,
    "tracing:finding": "auditor",
    **dict.fromkeys(["tracing:person", "tracing:organisation", "tracing:appraisal"], "leader auditor"),
    "notices:follow": "sponsor_staff",
    **dict.fromkeys(["findings:precision", "api:precision"], OF_FINDINGS),
    "api:policies": f"{SIGNED_IN} {PROGRAMS}",
    "findings:new-exemption": AT_WORK,
    **dict.fromkeys(
        [f"findings:{page}" for page in ("detail", *FINDING_ACTS)]
        + [f"api:finding-{page}" for page in ("detail", *FINDING_RESOURCES)],
        OF_FINDINGS,
    ),
    **dict.fromkeys(["appraisals:detail", "api:appraisal-detail"], f"{BUREAU} auditor"),
    **dict.fromkeys(["appraisals:evaluate", "appraisals:read", "appraisals:self-evaluation"], AT_WORK),
    "overlap:check": f"{BUREAU} {REVIEWERS} sponsor_staff auditor administrator",
    "api:overlap": f"{BUREAU} {REVIEWERS} sponsor_staff auditor administrator read_register",
    **dict.fromkeys(["api:systems", "api:organisations", "api:filings"], f"{SIGNED_IN} read_register"),
    **dict.fromkeys(
        [
            "api:system", "api:data-sets", "api:interfaces", "api:contracts", "api:predecessors", "api:filings-of-system",
            "api:system-commitments", "api:system-usage", "api:self-evaluations", "api:readings",
        ],
        READERS,
    ),
    **dict.fromkeys(["api:indicators", "api:scheme-list", "api:scheme-detail", "api:appraisal-list"], f"{SIGNED_IN} {PROGRAMS}"),
    **dict.fromkeys(["api:usage", "api:usage-heartbeats"], "report_usage"),
}  # fmt: skip

NOTHING_THERE = {
    "systems": ["import-preview", "import-apply", "import-again", "import-undo", "import-errors", "fact-edit", "fact-remove"],
    "organisations": ["revoke-token", "end-delegation", "end-interest", "unrelate"],
    "lists": ["forget-view"],
    "jobs": ["detail", "cancel"],
    "checkpoints": ["file"],
    "filings": ["edit"],
    "commitments": ["withdraw"],
    "notices": ["calendar"],
    "usage": [
        "import-result", "import-confirm", "collector-pull-now", "collector-pull-end", "assessment-remove",
    ],
    "findings": ["incident-act", "exemption", "exemption-act", "draft", "draft-act"],
    "appraisals": ["draw", "check", "opinion"],
    "api": [
        "data-set", "interface", "contract", "predecessor", "filing",
        "draw", "spot-check", "check-results", "assignment", "peer-opinions",
        "self-evaluation", "reading",
        "exemption", "exemption-grants", "exemption-refusals", "exemption-endings", "policy-draft",
        "policy-draft-replays", "policy-draft-takings-up", "policy-draft-approvals", "policy-draft-refusals",
        "policy-draft-withdrawals",
    ],
}  # fmt: skip
"""This county has nothing there, so they are closed to all; who may what with such a thing is tested in its room."""

CALLERS = EVERYBODY.split()
OUTSIDE = [
    "stranger", "superuser", "administrator", "case_officer_elsewhere", "assessor_elsewhere", "left", *PROGRAMS.split(), "nobody",
]  # fmt: skip


def test_an_address_opens_to_whom_it_is_for_and_to_nobody_else(world: Everything, record_property: Record) -> None:
    """The first of those it is for is shown it in full, so it can also be drawn."""
    knocking = Knocking(world, CALLERS)
    empty = {f"{room}:{name}" for room, names in NOTHING_THERE.items() for name in names}
    at = [door for door in doors() if not is_about_a_case(door) and door.name != "sign-out"]
    assert {door.name for door in at} == AUDIENCE.keys() | empty, "say for whom a new address is"
    for door in at:
        address, meant = address_of(door, world), AUDIENCE.get(door.name, "").split()
        for who in meant[:1]:
            with undone():
                assert knocking.opens(address, who), (door.name, who)
        assert (door.name, _entering(knocking, address, CALLERS)) == (door.name, set(meant))
    record_property("cells of addresses", len(at) * len(CALLERS))


def test_whatever_is_about_a_case_is_closed_to_whoever_does_not_see_it(
    world: Everything, record_property: Record
) -> None:
    knocking, about = Knocking(world, OUTSIDE), [door for door in doors() if is_about_a_case(door)]
    people = People()
    for door in about:
        case = _case_of(door, world)
        place = Place(case, people)
        assert not any(place.is_seen_by(world.people[who]) for who in OUTSIDE if who in world.people)
        address = address_of(door, world, number=case.number)
        assert (door.name, _entering(knocking, address, OUTSIDE)) == (door.name, set())
    record_property("cells of addresses", len(about) * len(OUTSIDE))


def _entering(knocking: Knocking, address: str, callers: list[str]) -> set[str]:
    found = set()
    with undrawn():
        for who in callers:
            with undone():
                found |= {who} if knocking.opens(address, who) else set()
    return found


def _case_of(door: Door, world: Everything) -> Case:
    codes = [table.code for table in CURRENT]
    process = next((code for code in codes if door.name.startswith(f"api:{code}")), "retirement")
    return world.cases[process, State.SUSPENDED if process == "suspension" else State.DECISION]


def test_whoever_has_no_role_is_shown_nothing_that_was_entered(world: Everything) -> None:
    """Nor is a program that only reports usage."""
    words = {case.number for case in world.cases.values()} | {case.system.code for case in world.cases.values()}
    words |= {world.arguments["findings"]["code"], world.cast.sponsor.name, world.cast.bureau.name}
    shown = {*PUBLIC, *OWN, *LISTS, "api:appraisal-list", "api:systems", "api:filings"} - {"api:schema"}
    callers = ["stranger", "superuser", "report_usage", "nobody"]
    knocking = Knocking(world, callers)
    for door in (door for door in doors() if door.name in shown):
        for who in callers:
            with undone():
                said = knocking.answer(address_of(door, world), who).getvalue().decode(errors="replace")
            assert (door.name, who, [word for word in words if word in said]) == (door.name, who, [])
