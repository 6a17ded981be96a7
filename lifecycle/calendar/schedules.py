"""The days that differ from Monday-to-Friday, by year, as the General Office of the State Council announced them.

Only exceptions are listed: weekdays that are off, and the weekend days worked instead (调休). Each year's notice comes out
in the preceding autumn; later years are brought in with ``manage.py import_calendar``. Source: 国务院办公厅关于部分节假日安排的通知.
"""

from lifecycle.calendar.enums import DayKind

_ANNOUNCED: dict[int, tuple[str, str]] = {
    2023: (
        "01-02 01-23 01-24 01-25 01-26 01-27 04-05 05-01 05-02 05-03 06-22 06-23 09-29 10-02 10-03 10-04 10-05 10-06",
        "01-28 01-29 04-23 05-06 06-25 10-07 10-08",
    ),
    2024: (
        "01-01 02-12 02-13 02-14 02-15 02-16 04-04 04-05 05-01 05-02 05-03 06-10 09-16 09-17 10-01 10-02 10-03 10-04 10-07",
        "02-04 02-18 04-07 04-28 05-11 09-14 09-29 10-12",
    ),
    2025: (
        "01-01 01-28 01-29 01-30 01-31 02-03 02-04 04-04 05-01 05-02 05-05 06-02 10-01 10-02 10-03 10-06 10-07 10-08",
        "01-26 02-08 04-27 09-28 10-11",
    ),
    2026: (
        "01-01 01-02 02-16 02-17 02-18 02-19 02-20 02-23 04-06 05-01 05-04 05-05 06-19 09-25 10-01 10-02 10-05 10-06 10-07",
        "01-04 02-14 02-28 05-09 09-20 10-10",
    ),
}

SCHEDULES: dict[int, dict[str, DayKind]] = {
    year: {
        **{f"{year}-{day}": DayKind.HOLIDAY for day in off.split()},
        **{f"{year}-{day}": DayKind.WORKDAY for day in worked.split()},
    }
    for year, (off, worked) in _ANNOUNCED.items()
}
"""``{year: {"2026-02-14": DayKind.WORKDAY, …}}``"""
