"""A computed date with its count: a value that can say how it came about and what a naive count would have said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from attrs import field, frozen

from dealflow import calendars
from dealflow.calendars import Calendar, working_calendar
from dealflow.citation import Checked, Citation
from dealflow.model.counted import CountedDay, CountLine, Kind, Naive, on
from dealflow.model.period import Interval, Leg, Length, Period, Roll, Unit, intervals, reckon

__all__ = ["CountLine", "CountedDay", "Deadline", "Kind", "Naive", "count", "on"]

_ONE = timedelta(days=1)
_WEEKENDS = working_calendar("weekends", "Monday to Friday, no holidays", "UTC")


@frozen
class Deadline:
    """A date with its count.

    *day* is the date; *kind* says what it does; *count* names each day that was skipped or worked out of the
    ordinary; *naive* sets simpler counts beside it; *provisional* is true if it rests on days not yet announced or
    on a clock that is stopped; *readings* says which of several defensible readings was used; *warnings* says aloud
    what the date rests on that nobody has checked.
    """

    day: date
    kind: Kind
    start: date
    period: Period
    clock: str = ""
    tolled: tuple[Interval, ...] = ()
    extensions: tuple[Length, ...] = ()
    count: tuple[CountLine, ...] = field(default=(), repr=False)
    naive: tuple[Naive, ...] = field(default=(), repr=False)
    provisional: bool = False
    provisional_because: str = ""
    stopped: bool = False
    readings: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = field(default=(), repr=False)
    warnings: tuple[str, ...] = ()
    legs: tuple[Leg, ...] = field(default=(), repr=False)
    seen: date | None = None

    @property
    def last_day(self) -> date:
        """The same as ``day``."""
        return self.day

    @property
    def contract(self) -> bool:
        """True if a deal file declares this clock for itself: it is not law."""
        return any(c.status is Checked.CONTRACT for c in self.citations)

    @property
    def recalled(self) -> bool:
        """True if a rule or a closed day that the date rests on was recalled and never read at its source."""
        return any(c.recalled for c in self.citations) or bool(self.recalled_days)

    @property
    def recalled_days(self) -> tuple[CountLine, ...]:
        """The days of the count, worked or closed out of the ordinary, that nobody has read at their source."""
        return tuple(line for line in self.count if line.recalled)

    def remaining(self, as_of: date) -> int:
        """Days left after *as_of* until the date, in the clock's own unit; negative once it is past.

        Working days are counted in the clock's calendar, leaving out stops; other units in calendar days.
        """
        first, last, sign = (as_of, self.day, 1) if as_of <= self.day else (self.day, as_of, -1)
        if self.period.unit is not Unit.WORKING_DAYS:
            return sign * (last - first).days
        calendar = calendars.get(self.period.calendar).as_of(self.seen)
        left = (d for d in _span(first + _ONE, last) if calendar.is_working(d) and not _inside(d, self.tolled))
        return sign * sum(1 for _ in left)

    def each_day(self) -> Iterator[CountedDay]:
        """Every day of the count once, in order, numbered where it counts: 1 to n in each leg.

        The days over which the last day moves bear no number; an extension from the raw end leaves them out.
        """
        calendar = _calendar_of(self.period, self.seen)
        for i, leg in enumerate(self.legs):
            number, needed = 0, leg.counted
            end = self.legs[i + 1].start if i + 1 < len(self.legs) else leg.day
            for day in _span(leg.start, end):
                if day == leg.start and not leg.first_day:
                    if i == 0:
                        yield CountedDay(day, None, "the day of the event is not counted")
                    continue
                rests = leg.length.unit is Unit.WORKING_DAYS or number == needed
                why = _not_counted(day, self.tolled, calendar if rests else None)
                if not why and number == needed:
                    why = "the last day moves here"
                number += not why
                yield CountedDay(day, None if why else number, why or _worked(day, leg, calendar))

    def __str__(self) -> str:
        mark = " (provisional)" if self.provisional else ""
        name = f"{self.clock}: " if self.clock else ""
        more = " and ".join(str(x) for x in self.extensions)
        longer = f", extended by {more}" if more else ""
        what = {
            Kind.LAST_DAY: f"last day of {self.period} from {on(self.start)}",
            Kind.TAKES_EFFECT: f"takes effect {self.period} after {on(self.start)}",
            Kind.EARLIEST_DAY: f"earliest day, {self.period} after {on(self.start)}",
            Kind.RIGHT_ENDS: f"last day of a right, {self.period} from {on(self.start)}",
        }
        if any(line.kind == "set" for line in self.count):
            return f"{name}{on(self.day)}{mark}, {self.kind.value}, fixed by an act{longer}"
        return f"{name}{on(self.day)}{mark}, {what[self.kind]}{longer}"


def count(  # noqa: PLR0913 (everything but the count itself is by keyword)
    period: Period,
    start: date,
    tolled: Iterable[Interval] = (),
    extensions: Iterable[Length] = (),
    *,
    kind: Kind = Kind.LAST_DAY,
    clock: str = "",
    seen: date | None = None,
    stopped: bool = False,
    readings: Iterable[str] = (),
    citations: Iterable[Citation] = (),
    warnings: Iterable[str] = (),
) -> Deadline:
    """Count *period* from *start* and keep the count.

    *tolled* are (first, last) pairs, both days included; *extensions* lengths in order; *seen* the day of the
    question: holidays announced later are not visible. Raises ValueError if a stop ends before it begins.
    """
    stops, more = intervals(tolled), tuple(extensions)
    calendar = _calendar_of(period, seen)
    legs = reckon(period, start, stops, more, calendar=calendar)
    because = _provisional(legs, period, calendar)
    if stopped and not because:
        because = "the clock is stopped: the date moves on with each day until it resumes"
    cited = [c for c in (*citations, period.citation) if c is not None]
    return Deadline(
        legs[-1].day,
        kind,
        start,
        period,
        clock,
        stops,
        more,
        tuple(_lines(legs, period, stops, calendar)),
        tuple(_naive(period, start, stops, more, calendar, legs[-1].day)),
        bool(because),
        because,
        stopped,
        tuple(readings),
        tuple(dict.fromkeys(cited)),
        tuple(warnings),
        legs,
        seen,
    )


def _calendar_of(period: Period, seen: date | None) -> Calendar | None:
    return calendars.get(period.calendar).as_of(seen) if period.calendar else None


def _span(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _ONE


def _inside(day: date, stops: Iterable[Interval]) -> bool:
    return any(first <= day <= last for first, last in stops)


def _not_counted(day: date, stops: tuple[Interval, ...], calendar: Calendar | None) -> str:
    if _inside(day, stops):
        return "the clock is stopped"
    if calendar is not None and not calendar.is_working(day):
        return calendar.note(day).name or "weekend"
    return ""


def _worked(day: date, leg: Leg, calendar: Calendar | None) -> str:
    if leg.length.unit is Unit.WORKING_DAYS and calendar is not None:
        return calendar.note(day).name
    return ""


def _provisional(legs: tuple[Leg, ...], period: Period, calendar: Calendar | None) -> str:
    if calendar is None:
        return ""
    for leg in legs:
        working = leg.length.unit is Unit.WORKING_DAYS
        first = leg.raw if not working else leg.start if leg.first_day else leg.start + _ONE
        if not working and period.roll is Roll.NONE:
            continue
        for day in (first, leg.day):
            if calendar.note(day).provisional:
                return (
                    f"{on(day)} lies outside the days announced for {calendar.name} "
                    f"(through {on(calendar.announced_through)}): later days go on by rule, without make-up days"
                )
    return ""


def _lines(
    legs: tuple[Leg, ...], period: Period, stops: tuple[Interval, ...], calendar: Calendar | None
) -> Iterator[CountLine]:
    first = legs[0]
    counted = "counts as day 1" if first.first_day else "the day itself is not counted"
    yield CountLine(first.start, first.start, "starts", counted)
    for a, b in stops:
        if b >= first.start and a <= legs[-1].day:
            yield CountLine(max(a, first.start), b, "stopped", "these days do not count")
    for i, leg in enumerate(legs):
        if i:
            yield CountLine(leg.start, leg.day, "extended", f"by {leg.length}")
        if calendar is not None:
            yield from _special(leg, period, stops, calendar)
    last = legs[-1]
    yield CountLine(last.day, last.day, "ends", f"day {last.length.n}" if len(legs) == 1 else "after the extension")


def _special(leg: Leg, period: Period, stops: tuple[Interval, ...], calendar: Calendar) -> Iterator[CountLine]:
    working = leg.length.unit is Unit.WORKING_DAYS
    if working:
        first = leg.start if leg.first_day else leg.start + _ONE
        for day in _span(first, leg.day):
            note = calendar.note(day)
            if note.out_of_the_ordinary and not _inside(day, stops):
                yield CountLine(day, day, "worked" if note.working else "closed", note.name, note.source, note.recalled)
    elif leg.day != leg.raw and period.roll is Roll.NEXT:
        for day in _span(leg.raw, leg.day - _ONE):
            note = calendar.note(day)
            why = "the clock is stopped" if note.working else note.name or "weekend"
            yield CountLine(day, day, "rolled", f"not a last day: {why}", note.source, note.recalled)


def _naive(
    period: Period,
    start: date,
    stops: tuple[Interval, ...],
    more: tuple[Length, ...],
    calendar: Calendar | None,
    day: date,
) -> Iterator[Naive]:
    def say(rule: str, other: Period, tolled: tuple[Interval, ...], counted_in: Calendar | None) -> Naive:
        got = reckon(other, start, tolled, more, calendar=counted_in)[-1].day
        return Naive(rule, got, (got - day).days)

    if period.unit is Unit.WORKING_DAYS and calendar is not None:
        yield say("ignoring make-up working days", period, stops, calendar.without_make_up())
        yield say("counting Monday to Friday", period, stops, _WEEKENDS)
    elif period.roll is Roll.NEXT:
        yield say("without rolling to a working day", period.but(roll=Roll.NONE), stops, calendar)
    flipped = "not counting the first day" if period.first_day else "counting the first day as day 1"
    yield say(flipped, period.but(first_day=1 - period.first_day), stops, calendar)
    if stops:
        yield say("without the stops", period, (), calendar)
