"""The calendar, read back by somebody else's reader."""

from datetime import UTC, date, datetime

import icalendar
from hypothesis import given
from hypothesis import strategies as st

from lifecycle.notices.agenda import Entry
from lifecycle.notices.icalendar import LONGEST_LINE, calendar_of

AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Cn", "Co"]) | st.sampled_from(" ;,\\:\n")
)
ENTRIES = st.builds(
    Entry, uid=st.uuids().map(str), day=st.dates(date(2020, 1, 1)), summary=TEXTS, url=st.just("/cases/RT-1/")
)


def test_a_calendar_reads_as_it_was_meant() -> None:
    told = calendar_of(
        [Entry("task-7@taizhang", date(2026, 11, 30), "必要性初审；到期, 今日", "/cases/RT-1/")],
        name="台账",
        site="https://tz.county.test",
        at=AT,
    )
    assert told == (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Taizhang//Due dates//ZH\r\nCALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\n"
        "X-WR-CALNAME:台账\r\nBEGIN:VEVENT\r\nUID:task-7@taizhang\r\nDTSTAMP:20261121T080000Z\r\n"
        "DTSTART;VALUE=DATE:20261130\r\nDTEND;VALUE=DATE:20261201\r\nSUMMARY:必要性初审；到期\\, 今日\r\n"
        "URL:https://tz.county.test/cases/RT-1/\r\nTRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def test_without_an_address_of_the_site_an_entry_leads_nowhere() -> None:
    told = calendar_of([Entry("1", date(2026, 11, 30), "due", "/cases/RT-1/")], name="n", site="", at=AT)
    assert "URL:" not in told


@given(st.lists(ENTRIES, max_size=3))
def test_any_text_survives_escaping_and_folding(entries: list[Entry]) -> None:
    told = calendar_of(entries, name="台账", site="https://tz.county.test", at=AT)
    assert [line for line in told.encode().split(b"\r\n") if len(line) > LONGEST_LINE] == []
    read = icalendar.Calendar.from_ical(told)
    assert [
        (str(event["UID"]), event.decoded("DTSTART"), str(event["SUMMARY"]), str(event["URL"]))
        for event in read.walk("VEVENT")
    ] == [(entry.uid, entry.day, entry.summary, "https://tz.county.test/cases/RT-1/") for entry in entries]
    assert [component.errors for component in read.walk()] == [[]] * (1 + len(entries))
