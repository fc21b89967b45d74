"""Lengths with their counting rule: days(45), working_days(30), weeks(24), months(2), years(1); and the count itself.

This module and ``dealflow.calendars`` are the only places where a date is computed.
"""

from __future__ import annotations

import calendar as _gregorian
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import Enum

from attrs import evolve, field, frozen

from dealflow import calendars
from dealflow.calendars import Calendar
from dealflow.citation import Citation
from dealflow.errors import DefinitionError

__all__ = [
    "Interval",
    "Leg",
    "Length",
    "Period",
    "Roll",
    "Tolling",
    "Unit",
    "before",
    "days",
    "intervals",
    "latest_start",
    "months",
    "parse_length",
    "reckon",
    "weeks",
    "working_days",
    "years",
]

_ONE = timedelta(days=1)
Interval = tuple[date, date]
"""First and last day of a stretch of time, both included."""


class Unit(Enum):
    """What a length is counted in."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Roll(Enum):
    """What happens to a last day that is not a working day."""

    NONE = "stays where it falls"
    NEXT = "moves to the next working day"


class Tolling(Enum):
    """How a stop lengthens a count of calendar days that ends on rest days just before the stop."""

    EXTEND = "extend"
    """The period is extended by the days of the stop, then rolled."""
    SKIP = "skip"
    """The days of the stop are not counted; an end that fell before it only rolls past it."""


@frozen
class Length:
    """A bare number of units: the size of an extension, or of a period that an order sets."""

    n: int
    unit: Unit

    def __attrs_post_init__(self) -> None:
        if self.n < 1:
            raise DefinitionError(f"length {self.n} {self.unit.value}", ["it must be at least 1"])

    def __str__(self) -> str:
        return f"{self.n} {self.unit.value[:-1] if self.n == 1 else self.unit.value}"


_WORDS = re.compile(r"\s*(\d+)\s+(working|business|calendar)?\s*(day|week|month|year)s?\s*", re.IGNORECASE)


def parse_length(text: str) -> Length:
    """The length that *text* names ("30 working days", "8 weeks"); raises ValueError with a remedy if it is none."""
    found = _WORDS.fullmatch(text)
    if not found or (found[2] and found[3].lower() != "day"):
        raise ValueError(f'{text!r} is not a length; write "30 working days", "15 days", "8 weeks" or "2 months"')
    working = found[2] is not None and found[2].lower() != "calendar"
    unit = Unit.WORKING_DAYS if working else Unit(found[3].lower() + "s")
    if int(found[1]) < 1:
        raise ValueError(f"{text!r} is not a length: it must be at least 1")
    return Length(int(found[1]), unit)


@frozen
class Period:
    """A legal length with its counting rule.

    *first_day* is 0 if the day of the event is not counted and 1 if it is day 1. *roll* says what happens to a last
    day that is not worked in *calendar* (an id of ``dealflow.calendars``). *extend_rolled* says whether an extension
    runs from the rolled end or from the raw one. A period in working days ends on a working day by construction.
    """

    n: int
    unit: Unit
    citation: Citation | None = None
    first_day: int = field(default=0, kw_only=True)
    roll: Roll = field(default=Roll.NONE, kw_only=True)
    calendar: str = field(default="", kw_only=True)
    extend_rolled: bool = field(default=True, kw_only=True)
    tolling: Tolling = field(default=Tolling.EXTEND, kw_only=True)

    def __attrs_post_init__(self) -> None:
        problems = []
        if self.n < 1:
            problems.append(f"a length of {self.n} is not a length: it must be at least 1")
        if self.first_day not in (0, 1):
            problems.append(f"first_day is {self.first_day}: it must be 0 (not counted) or 1 (counted)")
        if not self.calendar and (self.unit is Unit.WORKING_DAYS or self.roll is Roll.NEXT):
            problems.append("it needs a calendar: working days and rolling are counted in one")
        if problems:
            raise DefinitionError(f"period of {self.n} {self.unit.value}", problems)

    @property
    def length(self) -> Length:
        """The bare length, without the counting rule."""
        return Length(self.n, self.unit)

    def __str__(self) -> str:
        return str(self.length)

    def but(self, **changes: object) -> Period:
        """The same period with other fields."""
        return evolve(self, **changes)  # type: ignore[arg-type]


def days(
    n: int, citation: Citation | None = None, *, first_day: int = 0, roll: str = "", tolling: Tolling = Tolling.EXTEND
) -> Period:
    """*n* calendar days; *roll* names the calendar in which a last day on a rest day moves on (empty: it stays)."""
    return _period(n, Unit.DAYS, citation, first_day, roll).but(tolling=tolling)


def working_days(n: int, calendar: str, citation: Citation | None = None, *, first_day: int = 0) -> Period:
    """*n* working days of *calendar*."""
    return Period(n, Unit.WORKING_DAYS, citation, first_day=first_day, calendar=calendar)


def weeks(n: int, citation: Citation | None = None, *, first_day: int = 0, roll: str = "") -> Period:
    """*n* weeks of seven calendar days."""
    return _period(n, Unit.WEEKS, citation, first_day, roll)


def months(n: int, citation: Citation | None = None, *, first_day: int = 0, roll: str = "") -> Period:
    """*n* months: to the corresponding day of the month, or to the month's end if it has none."""
    return _period(n, Unit.MONTHS, citation, first_day, roll)


def years(n: int, citation: Citation | None = None, *, first_day: int = 0, roll: str = "") -> Period:
    """*n* years: to the corresponding day, or to the month's end if there is none."""
    return _period(n, Unit.YEARS, citation, first_day, roll)


def _period(n: int, unit: Unit, citation: Citation | None, first_day: int, roll: str) -> Period:
    rolls = Roll.NEXT if roll else Roll.NONE
    return Period(n, unit, citation, first_day=first_day, roll=rolls, calendar=roll)


def intervals(stops: Iterable[Interval]) -> tuple[Interval, ...]:
    """The stops in order, overlapping and adjacent ones joined; raises ValueError if one ends before it begins."""
    out: list[Interval] = []
    for first, last in sorted(stops):
        if last < first:
            raise ValueError(f"a stop cannot end ({last}) before it begins ({first})")
        if out and first <= out[-1][1] + _ONE:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return tuple(out)


@frozen
class Leg:
    """One stretch of a count: the period itself or one extension; *raw* before rolling, *day* after it."""

    start: date
    length: Length
    first_day: int
    raw: date
    day: date

    @property
    def counted(self) -> int:
        """How many days it counts: working days for a length in working days, else calendar days."""
        if self.length.unit is Unit.WORKING_DAYS:
            return self.length.n
        return (_add(self.start, self.length, self.first_day) - self.start).days + self.first_day


def reckon(
    period: Period,
    start: date,
    tolled: Iterable[Interval] = (),
    extensions: Iterable[Length] = (),
    *,
    calendar: Calendar | None = None,
) -> tuple[Leg, ...]:
    """Count *period* from *start*, then each extension from the end before it.

    *tolled* are stretches that do not count, both days included. *calendar* replaces the period's own (as it was seen
    on some day). The last leg's ``day`` is the deadline. Raises ValueError for a stop that ends before it begins.
    """
    counted_in = calendar or (calendars.get(period.calendar) if period.calendar else None)
    stops = intervals(tolled)
    legs = [_leg(period, period.length, start, period.first_day, stops, counted_in)]
    for length in extensions:
        before = legs[-1]
        legs.append(_leg(period, length, before.day if period.extend_rolled else before.raw, 0, stops, counted_in))
    return tuple(legs)


def latest_start(periods: Period | Iterable[Period], day: date, *, seen: date | None = None) -> date:
    """The latest day from which *periods*, each counted from the end of the one before, are all over by *day*.

    Where the first period has a calendar the day found is worked in it: nobody files on a rest day. *seen* is the day
    of the question: holidays announced later are not visible.
    """
    chain = (periods,) if isinstance(periods, Period) else tuple(periods)
    views = [calendars.get(p.calendar).as_of(seen) if p.calendar else None for p in chain]
    start = day
    while not (views[0] is None or views[0].is_working(start)) or _over(chain, views, start) > day:
        start -= _ONE
    return start


def before(day: date, length: Length) -> date:
    """The day *length* before *day*, in a calendar unit: of a month without that day, its last."""
    if length.unit in (Unit.DAYS, Unit.WEEKS):
        return day - timedelta(days=length.n * (7 if length.unit is Unit.WEEKS else 1))
    return _add_months(day, -length.n * (12 if length.unit is Unit.YEARS else 1), 0)


def _over(chain: tuple[Period, ...], views: list[Calendar | None], start: date) -> date:
    for period, view in zip(chain, views, strict=True):
        start = reckon(period, start, calendar=view)[-1].day
    return start


def _leg(
    period: Period, length: Length, start: date, first_day: int, stops: tuple[Interval, ...], calendar: Calendar | None
) -> Leg:
    if length.unit is Unit.WORKING_DAYS:
        if calendar is None:
            raise ValueError(f"{length} cannot be counted without a calendar; the period {period} names none")
        raw = _nth_working(start, length.n, first_day, stops, calendar.is_working)
        return Leg(start, length, first_day, raw, raw)
    rolls = period.roll is Roll.NEXT and calendar is not None
    working: Callable[[date], bool] = calendar.is_working if rolls and calendar else _always
    raw = _add(start, length, first_day)
    clipped = [(max(a, start if first_day else start + _ONE), b) for a, b in stops]
    for first, last in (s for s in clipped if s[0] <= s[1]):
        reach = raw if period.tolling is Tolling.SKIP else _roll(raw, working, ())
        if first <= reach:
            raw += last - first + _ONE
    return Leg(start, length, first_day, raw, _roll(raw, working, stops) if rolls else raw)


def _always(_: date) -> bool:
    return True


def _roll(day: date, working: Callable[[date], bool], stops: tuple[Interval, ...]) -> date:
    while not working(day) or _within(day, stops):
        day += _ONE
    return day


def _within(day: date, stops: tuple[Interval, ...]) -> bool:
    return any(first <= day <= last for first, last in stops)


def _nth_working(
    start: date, n: int, first_day: int, stops: tuple[Interval, ...], working: Callable[[date], bool]
) -> date:
    day = start - _ONE if first_day else start
    while n:
        day += _ONE
        if working(day) and not _within(day, stops):
            n -= 1
    return day


def _add(start: date, length: Length, first_day: int) -> date:
    if length.unit in (Unit.DAYS, Unit.WEEKS):
        per = 7 if length.unit is Unit.WEEKS else 1
        return start + timedelta(days=length.n * per - first_day)
    return _add_months(start, length.n * (12 if length.unit is Unit.YEARS else 1), first_day)


def _add_months(start: date, n: int, first_day: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + n, 12)
    ends = _gregorian.monthrange(year, month + 1)[1]
    if start.day > ends:
        return date(year, month + 1, ends)
    return date(year, month + 1, start.day) - first_day * _ONE
