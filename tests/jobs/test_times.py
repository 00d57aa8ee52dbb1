"""Schedules against the calendar, and against a second reading of cron's manual."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from apscheduler.triggers.base import BaseTrigger
from hypothesis import given
from hypothesis import strategies as st

from proxygraph.jobs.times import trigger

START = datetime(2026, 1, 1, tzinfo=UTC)
"""A Thursday."""

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat", "sun"]
FIELDS = ((0, 59, []), (0, 23, []), (1, 28, []), (1, 12, ["", *MONTHS]), (0, 7, DAYS[:7]))
"""Days of which every month has one."""

BOUNDS = ((0, 59, []), (0, 23, []), (1, 31, []), (1, 12, ["", *MONTHS]), (0, 7, DAYS))


def values(field: str, low: int, high: int, names: list[str]) -> set[int]:
    """Read one field as crontab(5) describes it."""
    found: set[int] = set()
    for part in field.lower().split(","):
        span, _, step = part.partition("/")
        first, _, last = ("", "", "") if span == "*" else span.partition("-")

        def number(word: str) -> int:
            return names.index(word) if word in names else int(word)

        begin = number(first) if first else low
        end = number(last) if last else high if span == "*" or step else begin
        found |= set(range(begin, end + 1, int(step or 1)))
    return found


def next_time(fields: str, after: datetime) -> datetime:
    """Find the next minute in which a line of cron fires, day by day."""
    words = fields.split()
    read = [values(word, *bounds) for word, bounds in zip(words, BOUNDS, strict=True)]
    minutes, hours, days, months, weekdays = read
    either = not (words[2].startswith("*") or words[4].startswith("*"))
    for later in range(366 * 40):
        day = (after + timedelta(days=later)).replace(hour=0, minute=0)
        on_day = day.day in days
        on_weekday = bool({day.isoweekday(), day.isoweekday() % 7} & weekdays)
        if day.month in months and (on_day or on_weekday if either else on_day and on_weekday):
            for hour, minute in product(sorted(hours), sorted(minutes)):
                found = day.replace(hour=hour, minute=minute)
                if found > after:
                    return found
    raise AssertionError(f"{fields} never comes")


def times(schedule: str, count: int, start: datetime = START) -> list[str]:
    found, due = [], trigger(schedule)
    last: datetime | None = None
    for _ in range(count):
        last = due.get_next_fire_time(last, last or start)
        assert last is not None
        found.append(f"{last:%a %Y-%m-%d %H:%M}")
    return found


@pytest.mark.parametrize(
    ("schedule", "expected"),
    [
        ("0 3 * * 0", ["Sun 2026-01-04 03:00", "Sun 2026-01-11 03:00"]),
        ("0 3 * * 7", ["Sun 2026-01-04 03:00", "Sun 2026-01-11 03:00"]),
        ("0 3 * * sun", ["Sun 2026-01-04 03:00", "Sun 2026-01-11 03:00"]),
        ("0 3 * * 1", ["Mon 2026-01-05 03:00", "Mon 2026-01-12 03:00"]),
        ("0 3 * * 1-5", ["Thu 2026-01-01 03:00", "Fri 2026-01-02 03:00", "Mon 2026-01-05 03:00"]),
        ("0 3 * * 5-7", ["Fri 2026-01-02 03:00", "Sat 2026-01-03 03:00", "Sun 2026-01-04 03:00"]),
        ("0 3 * * MON,Wed", ["Mon 2026-01-05 03:00", "Wed 2026-01-07 03:00"]),
        ("0 3 13 * 5", ["Fri 2026-01-02 03:00", "Fri 2026-01-09 03:00", "Tue 2026-01-13 03:00"]),
        ("0 3 13 * *", ["Tue 2026-01-13 03:00", "Fri 2026-02-13 03:00"]),
        ("0 0 31 * *", ["Sat 2026-01-31 00:00", "Tue 2026-03-31 00:00"]),
        ("0 0 29 2 *", ["Tue 2028-02-29 00:00", "Sun 2032-02-29 00:00"]),
        ("59 23 31 dec *", ["Thu 2026-12-31 23:59", "Fri 2027-12-31 23:59"]),
        ("*/25 0 * * *", ["Thu 2026-01-01 00:00", "Thu 2026-01-01 00:25", "Thu 2026-01-01 00:50"]),
        ("0 20-22/2 * * *", ["Thu 2026-01-01 20:00", "Thu 2026-01-01 22:00"]),
        (
            "0,30 6 1 7,9 *",
            ["Wed 2026-07-01 06:00", "Wed 2026-07-01 06:30"],
        ),
    ],
)
def test_times_by_the_calendar(schedule: str, expected: list[str]) -> None:
    assert times(schedule, len(expected)) == expected


def test_a_time_that_is_now_is_due() -> None:
    now = datetime(2026, 1, 2, 3, tzinfo=UTC)
    assert times("0 3 * * *", 2, now) == ["Fri 2026-01-02 03:00", "Sat 2026-01-03 03:00"]


@st.composite
def a_field(draw: st.DrawFn, low: int, high: int, names: list[str]) -> str:
    def word(value: int) -> str:
        named = names[value] if names and value < len(names) else ""
        return named if named and draw(st.booleans()) else str(value)

    def part() -> str:
        kind = draw(st.sampled_from(["*", "*/n", "a", "a-b", "a-b/n"]))
        begin = draw(st.integers(low, high))
        end = draw(st.integers(begin, high))
        first, last = word(begin), str(end)
        step = draw(st.integers(1, 9))
        return {"*": "*", "*/n": f"*/{step}", "a": first}.get(
            kind, f"{first}-{last}" + (f"/{step}" if kind.endswith("n") else "")
        )

    return ",".join(part() for _ in range(draw(st.integers(1, 2))))


LINES = st.tuples(*(a_field(low, high, names) for low, high, names in FIELDS)).map(" ".join)


@given(LINES)
def test_every_field_is_read_as_the_manual_says(line: str) -> None:
    due: BaseTrigger = trigger(line)
    found: datetime | None = None
    for _ in range(3):
        expected = next_time(line, found or START - timedelta(minutes=1))
        found = due.get_next_fire_time(found, START)
        assert found == expected


@pytest.mark.parametrize(
    "schedule",
    [
        "",
        " ",
        "daily",
        "@daily",
        "* * * *",
        "* * * * * *",
        "60 * * * *",
        "* 24 * * *",
        "* * 0 * *",
        "* * 32 * *",
        "* * * 0 *",
        "* * * 13 *",
        "* * * * 8",
        "* * * * -1",
        "5-1 * * * *",
        "*/0 * * * *",
        "1,,2 * * * *",
        "a * * * *",
        "* * * sun *",
        "* * * * jan",
        "0 0 30 2 *",
        "0 0 31 4,6,9,11 *",
        "\u0663 * * * *",
        "1.5 * * * *",
        "9" * 5000 + " * * * *",
        "every",
        "every 0 days",
        "every -1 days",
        "every 1.5 hours",
        "every 5 seconds",
        "every day",
        "every 99999999 days",
        "every 99999999999999999999 days",
        "every 367 days",
        "every \u0663 days",
        "every 1 month",
        "6 hours",
    ],
)
def test_what_is_no_schedule_is_refused(schedule: str) -> None:
    with pytest.raises(ValueError, match=r"is not a schedule|never comes|is longer than"):
        trigger(schedule)


@pytest.mark.parametrize(
    ("schedule", "pause"),
    [
        ("every 30 minutes", timedelta(minutes=30)),
        ("every 1 hour", timedelta(hours=1)),
        ("every 366 days", timedelta(days=366)),
    ],
)
def test_a_pause_is_kept_from_the_first_run_on(schedule: str, pause: timedelta) -> None:
    due = trigger(schedule)
    first = due.get_next_fire_time(None, datetime.now(UTC))
    assert first is not None
    assert due.get_next_fire_time(first, first) == first + pause
