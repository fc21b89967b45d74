"""Days as numbers from the day of the question, and tables from one day to another: delays, periods, extensions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable
from datetime import date, timedelta

from dealflow import calendars
from dealflow.analysis.sampling.groups import Wait
from dealflow.analysis.sampling.taking import day_before
from dealflow.model import Length, Period, Roll, Unit
from dealflow.model.period import reckon

__all__ = ["NEVER", "Days"]

NEVER = 1 << 30
"""A day that does not come."""

_ONE = timedelta(days=1)


class Days:
    """Numbers the days from *first* to *last* so that *today* is 0, and counts in calendars as they were announced.

    *epochs* are the days on which something is announced; the calendars of the first epoch are those known today.
    """

    def __init__(self, first: date, today: date, last: date, epochs: tuple[date, ...]) -> None:
        self.today: date = today
        self.first: date = first
        self.last: date = last
        self.offset: int = (today - first).days
        self.size: int = (last - first).days + 1
        self.epochs: tuple[date, ...] = (today, *epochs)
        self._ends: dict[Period, list[int]] = {}
        self._legs: dict[Hashable, tuple[list[int], list[int]]] = {}
        self._working: dict[tuple[str, date], tuple[list[int], list[int]]] = {}

    def number(self, day: date) -> int:
        """The number of *day*."""
        return (day - self.today).days

    def day(self, number: int) -> date:
        """The day with *number*."""
        return self.today + number * _ONE

    def working(self, calendar: str, seen: date) -> tuple[list[int], list[int]]:
        """The numbers of all working days in a calendar as known on *seen*, and how many there are through each day."""
        key = (calendar, self._epoch(calendar, seen))
        if key not in self._working:
            view = calendars.get(calendar).as_of(seen)
            worked, through = [], []
            for n in range(-self.offset, -self.offset + self.size + 500):
                if view.is_working(self.day(n)):
                    worked.append(n)
                if n < -self.offset + self.size:
                    through.append(len(worked))
            self._working[key] = worked, through
        return self._working[key]

    def _epoch(self, calendar: str, seen: date) -> date:
        told = calendars.get(calendar).announcements
        before = bisect_right(told, seen)
        return told[before - 1] if before else date.min

    def after(self, wait: Wait) -> list[int]:
        """The day on which a delay is over, for each day that it may count from."""
        days = range(-self.offset, self.size - self.offset)
        if wait.n == 0:
            return list(days)
        if wait.unit in (Unit.DAYS, Unit.WEEKS):
            more = wait.n * (7 if wait.unit is Unit.WEEKS else 1)
            return [day + more for day in days]
        if wait.unit is Unit.WORKING_DAYS:
            worked, through = self.working(wait.calendar, self.today)
            return [_at(worked, through[day + self.offset] + wait.n - 1) for day in days]
        return self._months(Period(wait.n, wait.unit))

    def before(self, wait: Wait) -> list[int]:
        """The day so many units before a last day, for each last day that is numbered."""
        if wait.unit in (Unit.DAYS, Unit.WEEKS):
            less = wait.n * (7 if wait.unit is Unit.WEEKS else 1)
            return [day - less - self.offset for day in range(self.size)]
        numbers = range(-self.offset, self.size - self.offset)
        return [self.number(day_before(self.day(n), wait, self.today)) for n in numbers]

    def ends(self, period: Period, seen: date) -> tuple[list[int], list[int]]:
        """The raw and the rolled last day of *period*, for each day that it may start on, as known on *seen*."""
        return self._leg(period, period.length, period.first_day, seen)

    def longer(self, period: Period | None, length: Length, seen: date) -> tuple[list[int], list[int]]:
        """The raw and the rolled end of an extension of *period* by *length*, for each day that it may count from."""
        return self._leg(period or Period(length.n, length.unit), length, 0, seen)

    def _leg(self, period: Period, length: Length, first_day: int, seen: date) -> tuple[list[int], list[int]]:
        told = self._epoch(period.calendar, seen) if period.calendar else date.min
        key = (length, first_day, period.roll, period.calendar, told)
        if key not in self._legs:
            self._legs[key] = self._counted(period, length, first_day, seen)
        return self._legs[key]

    def _counted(self, period: Period, length: Length, first_day: int, seen: date) -> tuple[list[int], list[int]]:
        starts = range(-self.offset, self.size - self.offset)
        if length.unit is Unit.WORKING_DAYS:
            worked, through = self.working(period.calendar, seen)
            raw = [
                _at(worked, (through[k - 1] if first_day and k else through[k] if not first_day else 0) + length.n - 1)
                for k in range(self.size)
            ]
            return raw, raw
        if length.unit in (Unit.DAYS, Unit.WEEKS):
            more = length.n * (7 if length.unit is Unit.WEEKS else 1) - first_day
            raw = [start + more for start in starts]
        else:
            raw = self._months(Period(length.n, length.unit, first_day=first_day))
        if period.roll is not Roll.NEXT:
            return raw, raw
        worked, through = self.working(period.calendar, seen)
        return raw, [self._rolled(day, worked, through) for day in raw]

    def _months(self, period: Period) -> list[int]:
        """The end of so many months or years, for each day that they may start on."""
        if period not in self._ends:
            starts = range(-self.offset, self.size - self.offset)
            self._ends[period] = [self.number(reckon(period, self.day(start))[-1].day) for start in starts]
        return self._ends[period]

    def _rolled(self, day: int, worked: list[int], through: list[int]) -> int:
        k = day + self.offset
        return day if k >= self.size or k < 0 else _at(worked, through[k - 1] if k else 0)


def _at(worked: list[int], k: int) -> int:
    return worked[k] if k < len(worked) else NEVER
