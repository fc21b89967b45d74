"""From a delay to a day: so many days, weeks, months or working days after the day from which it counts.

Every engine counts here, so the same number drawn gives the same day.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from dealflow import calendars
from dealflow.model import Period, Unit
from dealflow.model.period import reckon

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

__all__ = ["day_after", "days_after"]


@lru_cache(maxsize=65536)
def day_after(start: date, n: int, unit: Unit, calendar: str, seen: date | None = None) -> date:
    """The day *n* units after *start*: its n-th working day in *calendar*, or so many days, weeks or months later.

    *start* itself for 0. *seen* is the day whose knowledge of the calendar counts.
    """
    if n <= 0:
        return start
    view = calendars.get(calendar).as_of(seen) if calendar else None
    return reckon(Period(n, unit, calendar=calendar if unit is Unit.WORKING_DAYS else ""), start, calendar=view)[-1].day


@lru_cache(maxsize=1024)
def days_after(start: date, length: int, n: int, unit: Unit, calendar: str, seen: date | None = None) -> NDArray[int64]:
    """For each of *length* days from *start* the day *n* units after it, both counted from *start*."""
    import numpy as np

    if unit is not Unit.WORKING_DAYS or n == 0:
        days = [(day_after(start + timedelta(days=d), n, unit, calendar, seen) - start).days for d in range(length)]
        return _fixed(np.array(days, dtype=np.int64))
    view = calendars.get(calendar).as_of(seen)
    worked: list[int] = []
    day = start
    while (day - start).days < length or len(worked) < n or worked[-n] < length:
        day += timedelta(days=1)
        if view.is_working(day):
            worked.append((day - start).days)
    places = np.array(worked, dtype=np.int64)
    return _fixed(places[np.searchsorted(places, np.arange(length), side="right") + n - 1])


def _fixed(days: NDArray[int64]) -> NDArray[int64]:
    days.setflags(write=False)
    return days
