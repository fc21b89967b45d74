"""Working days in the United Kingdom, which each statute counts its own way.

`uk.england_wales` leaves out weekends and the bank holidays of England and Wales (merger control by the Competition
and Markets Authority); `uk.any_part` leaves out the bank holidays of any part of the United Kingdom (National Security
and Investment Act 2021, s. 65), so also those of Scotland and of Northern Ireland alone.

Sources: Banking and Financial Dealings Act 1971 and the yearly proclamations (recalled); the list that the government
publishes (2015 to 2023 read for all parts, in copies). Single days are declared one by one with the day on which they
became known. Cross-checked on every day of 1978 to 2030 against the four parts of the `holidays` package.

Limitations: a holiday on a weekend is taken to be kept on the next free weekday, as each year's proclamation has said.
Announced through 2027 (recalled: the government's list runs two years ahead); later single days may come. Where the day
of an announcement is not known the holiday was always visible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from dealflow.calendars.calendar import SATURDAY, SUNDAY, Calendar, SpecialDay

__all__ = ["ANY_PART", "CALENDARS", "ENGLAND_WALES", "easter"]

_ONE = timedelta(days=1)
_MONDAY = 0
_ACT: Final = "Banking and Financial Dealings Act 1971, s. 1 and sch. 1 (recalled)"
_PROCLAIMED: Final = "proclamation under the Banking and Financial Dealings Act 1971, s. 1 (recalled)"
_ST_ANDREW: Final = "St Andrew's Day Bank Holiday (Scotland) Act 2007 (recalled)"
_PUBLISHED: Final = "bank holidays published by the government (read)"
_READ: Final = range(2015, 2024)
_ST_ANDREW_KNOWN: Final = date(2007, 1, 15)  # Royal Assent (recalled)
_FIRST_YEAR: Final = 1978  # the first early May bank holiday
_LISTED_THROUGH: Final = date(2027, 12, 31)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the computation of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(_MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month + 1, 1) - _ONE
    return last - timedelta(days=last.weekday())


def _holiday(day: date, name: str, source: str = _ACT, announced: date | None = None) -> SpecialDay:
    """A holiday by rule: read in the published list of its year, or else recalled."""
    read = day.year in _READ
    return SpecialDay(day, False, name, _PUBLISHED if read else source, announced, recalled=not read)


def _kept(named: Iterable[tuple[date, str]]) -> Iterator[SpecialDay]:
    """The holidays as named and, for one on a weekend, the next weekday that is free.

    With both on a weekend, or the first on a Sunday, the later one finds the Monday taken and moves to the Tuesday.
    """
    days = tuple(named)
    taken = {day for day, _ in days}
    for day, name in days:
        yield _holiday(day, name)
        if day.weekday() in (SATURDAY, SUNDAY):
            instead = day
            while instead.weekday() in (SATURDAY, SUNDAY) or instead in taken:
                instead += _ONE
            taken.add(instead)
            yield _holiday(instead, f"{name}, substitute day", _PROCLAIMED)


def holidays_england_wales(year: int) -> tuple[SpecialDay, ...]:
    """The bank holidays and common-law holidays of England and Wales in *year*, single days left out."""
    if year < _FIRST_YEAR:
        return ()
    sunday = easter(year)
    fixed = (
        (sunday - 2 * _ONE, "Good Friday"),
        (sunday + _ONE, "Easter Monday"),
        (_first_monday(year, 5), "Early May bank holiday"),
        (_last_monday(year, 5), "Spring bank holiday"),
        (_last_monday(year, 8), "Summer bank holiday"),
    )
    moving = (
        *_kept([(date(year, 1, 1), "New Year's Day")]),
        *_kept([(date(year, 12, 25), "Christmas Day"), (date(year, 12, 26), "Boxing Day")]),
    )
    days = [_holiday(day, name) for day, name in fixed]
    return tuple(sorted((*days, *moving), key=lambda special: special.day))


def holidays_any_part(year: int) -> tuple[SpecialDay, ...]:
    """The days that are a bank holiday in any part of the United Kingdom in *year*, single days left out."""
    if year < _FIRST_YEAR:
        return ()
    scotland = (
        *_kept([(date(year, 1, 1), "New Year's Day"), (date(year, 1, 2), "2 January (Scotland)")]),
        _holiday(_first_monday(year, 8), "Summer bank holiday (Scotland)"),
        *_st_andrew(year),
    )
    northern = (
        *_kept([(date(year, 3, 17), "St Patrick's Day (Northern Ireland)")]),
        *_kept([(date(year, 7, 12), "Battle of the Boyne (Northern Ireland)")]),
    )
    found = {special.day: special for special in (*scotland, *northern)}
    found.update((special.day, special) for special in holidays_england_wales(year))
    return tuple(sorted(found.values(), key=lambda special: special.day))


def _st_andrew(year: int) -> Iterator[SpecialDay]:
    if year >= _ST_ANDREW_KNOWN.year:
        for special in _kept([(date(year, 11, 30), "St Andrew's Day (Scotland)")]):
            yield _holiday(special.day, special.name, _ST_ANDREW, _ST_ANDREW_KNOWN)


def _once(day: date, name: str, announced: date | None, *, working: bool = False) -> SpecialDay:
    """A single day or the day that it leaves free: from 2020 to 2023 read in the published list, else recalled."""
    read = 2020 <= day.year <= 2023
    return SpecialDay(day, working, name, _PUBLISHED if read else _PROCLAIMED, announced, recalled=not read)


# The days of announcement are recalled but for the coronation, read in reports of 6 November 2022.
# fmt: off
_SINGLE: Final = (
    _once(date(1981, 7, 29), "Wedding of the Prince of Wales", None),
    _once(date(1995, 5, 1), "early May bank holiday moved to 8 May", None, working=True),
    _once(date(1995, 5, 8), "Early May bank holiday, 50 years after the end of the war", None),
    _once(date(1999, 12, 31), "Millennium Eve", None),
    _once(date(2002, 5, 27), "spring bank holiday moved to 4 June", None, working=True),
    _once(date(2002, 6, 3), "Golden Jubilee", None),
    _once(date(2002, 6, 4), "Spring bank holiday", None),
    _once(date(2012, 5, 28), "spring bank holiday moved to 4 June", date(2010, 1, 5), working=True),
    _once(date(2012, 6, 4), "Spring bank holiday", date(2010, 1, 5)),
    _once(date(2012, 6, 5), "Diamond Jubilee", date(2010, 1, 5)),
    _once(date(2011, 4, 29), "Wedding of Prince William", date(2010, 11, 23)),
    _once(date(2020, 5, 4), "early May bank holiday moved to 8 May", date(2019, 6, 7), working=True),
    _once(date(2020, 5, 8), "Early May bank holiday, VE day", date(2019, 6, 7)),
    _once(date(2022, 5, 30), "spring bank holiday moved to 2 June", date(2020, 11, 12), working=True),
    _once(date(2022, 6, 2), "Spring bank holiday", date(2020, 11, 12)),
    _once(date(2022, 6, 3), "Platinum Jubilee", date(2020, 11, 12)),
    _once(date(2022, 9, 19), "State funeral of Queen Elizabeth II", date(2022, 9, 10)),
    _once(date(2023, 5, 8), "Coronation of King Charles III", date(2022, 11, 6)),
)
_SINGLE_SCOTLAND: Final = (
    _once(date(2026, 6, 15), "World Cup (Scotland)", date(2026, 2, 14)),  # the proclamation was out by then
)
# fmt: on


def _calendar(
    id: str,
    name: str,
    rule: Callable[[int], tuple[SpecialDay, ...]],
    single: tuple[SpecialDay, ...],
    sources: tuple[str, ...],
) -> Calendar:
    return Calendar(
        id,
        name,
        "Europe/London",
        (*sources, "Banking and Financial Dealings Act 1971 (recalled)", "bank holidays published by the government"),
        special=single,
        rule=rule,
        complete_through=_LISTED_THROUGH,
        complete_from=date(_FIRST_YEAR, 1, 1),
        law_days=(),
    )


ENGLAND_WALES: Final = _calendar(
    "uk.england_wales",
    "working days in England and Wales",
    holidays_england_wales,
    _SINGLE,
    ("Enterprise Act 2002, s. 129 (recalled)",),
)
ANY_PART: Final = _calendar(
    "uk.any_part",
    "working days in every part of the United Kingdom",
    holidays_any_part,
    (*_SINGLE, *_SINGLE_SCOTLAND),
    ("National Security and Investment Act 2021, s. 65 (recalled)",),
)

CALENDARS: Final[dict[str, Calendar]] = {c.id: c for c in (ENGLAND_WALES, ANY_PART)}
