"""Which days count: a calendar of working days that knows how far it has been announced."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from attrs import evolve, field, frozen

__all__ = ["SATURDAY", "SUNDAY", "Calendar", "DayNote", "SpecialDay", "working_calendar"]

SATURDAY, SUNDAY = 5, 6
_ONE = timedelta(days=1)


@frozen
class SpecialDay:
    """A day that does not follow the weekly pattern, or a holiday that falls on a rest day anyway.

    *working* says whether it is worked, *name* why, *source* on whose word, and *announced* the first day on which
    anybody could know it (None: it follows from a rule of long standing). *recalled* marks one that nobody has read.
    """

    day: date
    working: bool
    name: str
    source: str
    announced: date | None = None
    recalled: bool = False


@frozen
class DayNote:
    """What a calendar says of one day: worked or not, why if out of the ordinary, and whether that is announced."""

    day: date
    working: bool
    weekend: bool
    name: str = ""
    source: str = ""
    provisional: bool = False
    recalled: bool = False

    @property
    def out_of_the_ordinary(self) -> bool:
        """True if the day is a closed weekday or a worked weekend day."""
        return self.working == self.weekend


def _index(days: Iterable[SpecialDay]) -> dict[date, tuple[SpecialDay, ...]]:
    table: dict[date, tuple[SpecialDay, ...]] = {}
    for special in days:
        table[special.day] = (*table.get(special.day, ()), special)
    return table


@frozen(eq=False)
class Calendar:
    """The working days of one authority.

    *zone* is the authority's IANA time zone. *special* are days declared one by one, in the order in which they were
    announced: a later entry for the same day amends an earlier one. *rule* gives the holidays of a year that follow
    from a rule; where *published* names years with the day of their yearly notice, the rule serves only years without
    a notice, else it serves every year and *announced_through* says how far the special closures are known. *seen* is
    the day of the question: nothing announced later is visible. *law_days* are the days on which the *rule* itself
    learned of a new holiday. With *make_up* false no weekend day is worked, whatever was announced.
    """

    id: str
    name: str
    zone: str
    sources: tuple[str, ...]
    special: tuple[SpecialDay, ...] = ()
    rule: Callable[[int], tuple[SpecialDay, ...]] | None = None
    published: Mapping[int, date] = field(factory=dict)
    complete_through: date = date.max
    complete_from: date = date.min
    law_days: tuple[date, ...] = ()
    weekend: frozenset[int] = frozenset({SATURDAY, SUNDAY})
    seen: date | None = None
    make_up: bool = True
    _base: Calendar | None = field(default=None, repr=False)
    _announced: tuple[date, ...] = field(init=False, repr=False)
    _through: date = field(init=False, repr=False)
    _index: Mapping[date, tuple[SpecialDay, ...]] = field(init=False, repr=False)
    _notes: dict[date, DayNote] = field(init=False, repr=False, factory=dict)
    _years: dict[int, Mapping[date, SpecialDay]] = field(init=False, repr=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        announced = (*self.published.values(), *self.law_days, *(s.announced for s in self.special))
        object.__setattr__(self, "_announced", tuple(sorted({day for day in announced if day is not None})))
        object.__setattr__(self, "_index", _index(self.special))
        object.__setattr__(self, "_through", self._last_announced())

    def __repr__(self) -> str:
        view = f", as seen on {self.seen}" if self.seen else ""
        return f"<Calendar {self.id}, announced through {self.announced_through}{view}>"

    @property
    def announced_through(self) -> date:
        """Last day whose status rests on an announcement; later days go on by rule and are provisional."""
        return self._through

    def _last_announced(self) -> date:
        if not self.published:
            return self.complete_through
        visible = [year for year, day in self.published.items() if self._visible(day)]
        return date(max(visible), 12, 31) if visible else date(min(self.published) - 1, 12, 31)

    def as_of(self, day: date | None) -> Calendar:
        """The calendar as it was known on *day*: later notices, amendments and closures are not visible."""
        if self._base is not None:
            return self._base.as_of(day)
        epoch = self._epoch(day)
        return self if epoch is None else _seen_on(self, epoch)

    def without_make_up(self) -> Calendar:
        """The same holidays with no weekend day worked: what a count that knows only holidays would use."""
        if not self.make_up:
            return self
        plain = _plain(self._base or self)
        return plain if self.seen is None else _seen_on(plain, self.seen)

    def note(self, day: date) -> DayNote:
        """What is known of *day*."""
        known = self._notes.get(day)
        if known is None:
            known = self._notes[day] = self._judge(day)
        return known

    def is_working(self, day: date) -> bool:
        """True if *day* is a working day."""
        return self.note(day).working

    def next_working(self, day: date) -> date:
        """*day* itself if it is worked, else the first working day after it."""
        while not self.note(day).working:
            day += _ONE
        return day

    def add_working(self, day: date, n: int) -> date:
        """The *n*-th working day after *day* (which is not counted); *n* of at least 1."""
        left = n
        while left > 0:
            day += _ONE
            left -= self.note(day).working
        return day

    def working_between(self, first: date, last: date) -> int:
        """The number of working days from *first* to *last*, both included."""
        return sum(self.note(day).working for day in days_between(first, last))

    @property
    def announcements(self) -> tuple[date, ...]:
        """The days on which something about this calendar was announced, in order."""
        return self._announced

    def _visible(self, announced: date | None) -> bool:
        return self.seen is None or announced is None or announced <= self.seen

    def _epoch(self, day: date | None) -> date | None:
        """*day*, brought back to the last announcement on or before it, so that equal views are one object."""
        if day is None or not self._announced or day >= self._announced[-1]:
            return None
        before = bisect_right(self._announced, day)
        return self._announced[before - 1] if before else date.min

    def _judge(self, day: date) -> DayNote:
        weekend = day.weekday() in self.weekend
        provisional = day > self._through or day < self.complete_from
        declared = [s for s in self._index.get(day, ()) if self._visible(s.announced)]
        special = declared[-1] if declared else self._by_rule(day)
        if special is None or (special.working and weekend and not self.make_up):
            return DayNote(day, not weekend, weekend, provisional=provisional)
        return DayNote(day, special.working, weekend, special.name, special.source, provisional, special.recalled)

    def _by_rule(self, day: date) -> SpecialDay | None:
        if self.rule is None:
            return None
        notice = self.published.get(day.year)
        if notice is not None and self._visible(notice):
            return None
        if day.year not in self._years:
            self._years[day.year] = {s.day: s for s in self.rule(day.year) if self._visible(s.announced)}
        return self._years[day.year].get(day)


@lru_cache(maxsize=4096)
def _seen_on(calendar: Calendar, day: date) -> Calendar:
    return evolve(calendar, seen=day, base=calendar)


@lru_cache(maxsize=256)
def _plain(calendar: Calendar) -> Calendar:
    return evolve(calendar, make_up=False)


def days_between(first: date, last: date) -> Iterator[date]:
    """Each day from *first* to *last*, both included."""
    day = first
    while day <= last:
        yield day
        day += _ONE


def working_calendar(
    id: str, name: str, zone: str, *, special: Iterable[SpecialDay] = (), sources: Iterable[str] = ()
) -> Calendar:
    """A calendar of Monday to Friday, with the *special* days given: for a deal's own or a test's use."""
    return Calendar(id, name, zone, tuple(sources), tuple(special))
