"""When a job is due: by five fields of cron, as cron reads them, or every so often."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger
from cronsim import CronSim, CronSimError

_EVERY = re.compile(r"every\s+([0-9]{1,9})\s*(minute|hour|day)s?\Z")
LONGEST = timedelta(days=366)
"""The longest pause between two runs."""

MOST_LETTERS = 1_000

HOW = "write five cron fields (UTC), as `0 3 * * *`, or such as `every 6 hours`"


class CronTimes(BaseTrigger):  # type: ignore[misc]
    """Times of five cron fields, in UTC.

    Sunday is 0 or 7; where both the day of the month and the weekday are given, either will do.

    Examples
    --------
    >>> sunday = CronTimes("0 3 * * 0")
    >>> sunday.get_next_fire_time(None, datetime(2026, 1, 1, tzinfo=UTC)).strftime("%A %H:%M")
    'Sunday 03:00'
    """

    def __init__(self, fields: str) -> None:
        self.fields = fields
        CronSim(fields, datetime.now(UTC))

    def get_next_fire_time(
        self, previous_fire_time: datetime | None, now: datetime
    ) -> datetime | None:
        """Give the first time after the last one; at the beginning, the first from now on."""
        after = previous_fire_time or now - timedelta(seconds=1)
        return next(CronSim(self.fields, after.astimezone(UTC)), None)

    def __str__(self) -> str:
        return f"cron[{self.fields}]"


def trigger(schedule: str) -> BaseTrigger:
    """Read a schedule: five cron fields, or ``every 6 hours``.

    Raises
    ------
    ValueError
        It is neither, its time never comes, or the pause is longer than a year.

    Examples
    --------
    >>> trigger("every 6 hours").interval
    datetime.timedelta(seconds=21600)
    """
    text = schedule.strip()
    if text.startswith("every"):
        return _interval(text)
    if len(text.split()) != 5 or len(text) > MOST_LETTERS:
        raise ValueError(f"is not a schedule; {HOW}")
    try:
        times = CronTimes(" ".join(text.split()))
    except CronSimError as error:
        raise ValueError(f"is not a schedule ({str(error).lower()}); {HOW}") from error
    if times.get_next_fire_time(None, datetime.now(UTC)) is None:
        raise ValueError("names a day that never comes")
    return times


def _interval(text: str) -> IntervalTrigger:
    found = _EVERY.match(text)
    if not found or int(found.group(1)) == 0:
        raise ValueError(f"is not a schedule; {HOW}")
    number, unit = int(found.group(1)), found.group(2)
    if number > LONGEST / timedelta(**{f"{unit}s": 1}):
        raise ValueError(f"is longer than {LONGEST.days} days, the longest pause between runs")
    return IntervalTrigger(**{f"{unit}s": number}, timezone="UTC")
