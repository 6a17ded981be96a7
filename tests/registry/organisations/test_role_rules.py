"""Every reason the rules of this room can give against a role or the end of an interest, by itself."""

from datetime import date

import pytest

from registry.organisations.enums import OrganisationKind, Role
from registry.organisations.models import Interest, Membership, Organisation
from registry.organisations.rules.interests import obstacles_to_end_interest
from registry.organisations.rules.roles import obstacles_to_grant

TODAY = date(2026, 3, 2)
EARLIER, LATER = date(2026, 1, 1), date(2026, 12, 31)
HERE, ELSEWHERE = 1, 2
FIRM, BUREAU = OrganisationKind.THIRD_PARTY, OrganisationKind.DATA_BUREAU


def held(role: str, kind: str = BUREAU, *, at: int = ELSEWHERE, until: date | None = None) -> Membership:
    return Membership(
        role=role, organisation=Organisation(pk=at, kind=kind, name="Elsewhere"), since=EARLIER, until=until
    )


def against(role: str, kind: str, *memberships: Membership, is_active: bool = True) -> list[str]:
    found = obstacles_to_grant(
        role=role,
        organisation_id=HERE,
        organisation_kind=kind,
        since=TODAY,
        held=memberships,
        is_active=is_active,
    )
    return [each.code for each in found]


@pytest.mark.parametrize(
    ("role", "kind", "before", "expected"),
    [
        (Role.CASE_OFFICER, BUREAU, None, []),
        (Role.CASE_OFFICER, BUREAU, held(Role.CASE_OFFICER, at=HERE), ["already-held"]),
        (Role.CASE_OFFICER, BUREAU, held(Role.CASE_OFFICER), []),
        (Role.CASE_OFFICER, BUREAU, held(Role.ADMINISTRATOR), ["forbidden-pair"]),
        (Role.CASE_OFFICER, BUREAU, held(Role.ADMINISTRATOR, until=EARLIER), []),
        (Role.DECISION_MAKER, BUREAU, held(Role.FINANCE_REVIEWER), ["forbidden-pair"]),
        (Role.ASSESSOR, FIRM, None, []),
        (Role.ASSESSOR, BUREAU, None, ["assessor-elsewhere"]),
        (Role.ASSESSOR, FIRM, held(Role.OPERATOR), ["assessor-elsewhere"]),
        (Role.ASSESSOR, FIRM, held(Role.OPERATOR, FIRM), []),
        (Role.OPERATOR, BUREAU, held(Role.ASSESSOR, FIRM), ["assessor-elsewhere"]),
        (Role.OPERATOR, FIRM, held(Role.ASSESSOR, FIRM), []),
    ],
)
def test_a_role_is_granted_where_nothing_held_stands_against_it(
    role: Role, kind: OrganisationKind, before: Membership | None, expected: list[str]
) -> None:
    assert against(role, kind, *([before] if before else [])) == expected


def test_a_closed_account_is_granted_nothing() -> None:
    assert against(Role.CASE_OFFICER, BUREAU, is_active=False) == ["account-closed"]


@pytest.mark.parametrize(
    ("ended", "until", "is_own", "expected"),
    [
        (None, TODAY, True, []),
        (None, TODAY, False, ["not-yours"]),
        (EARLIER, TODAY, True, ["already-ended"]),
        (None, LATER, True, ["bad-last-day"]),
        (None, date(2025, 12, 31), True, ["bad-last-day"]),
    ],
)
def test_an_interest_ends_once_and_within_its_days(
    ended: date | None, until: date, is_own: bool, expected: list[str]
) -> None:
    found = obstacles_to_end_interest(Interest(since=EARLIER, until=ended), until=until, today=TODAY, is_own=is_own)
    assert [each.code for each in found] == expected
