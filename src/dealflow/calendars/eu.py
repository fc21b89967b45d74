"""Working days of the European Commission: not Saturdays, Sundays and the holidays that it publishes for each year.

The list is data, never a formula: the days at the end of the year are decided anew each time, a holiday on a weekend is
not moved, Maundy Thursday, 9 May, the day after Ascension and 2 November are holidays, 11 November is not. It is the
list for Brussels: 23 June, a holiday in Luxembourg alone, is worked.

Sources: the Commission's decisions on public holidays, year by year, each stretch marked read, derived (it alone fits
the deadlines that the Commission published) or recalled; Implementing Regulation (EU) 2023/914, art. 24 (recalled).
Cross-checked with the deadlines published in some eighty cases of merger control.

Limitations: the lists of 2011 to 2013, 2015, 2016 and 2018 are derived. One day off more than the rule gives fell at
the turn of the year 2011 to 2012, on 23 December or on 3 January, and both fit: the former is taken, because the list
then has six days at the end of the year as in other years. Years without a list go on by rule and are provisional.
Where the day of publication is not known a list counts as known from the last day before its year, by which it must be
out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Final

from attrs import frozen

from dealflow.calendars.calendar import SATURDAY, Calendar, SpecialDay
from dealflow.citation import Checked

__all__ = ["CALENDARS", "COMMISSION", "LISTS", "HolidayList"]

_MARKS: Final = {
    "read": Checked.READ,
    "derived": Checked.DERIVED,
    "recalled": Checked.RECALLED,
}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_STRETCH: Final = re.compile(r"((?:\d+ )+)(\w{3})")


@frozen
class HolidayList:
    """The holidays on weekdays of one year.

    *parts* are stretches of days, each after a word that says how far it was checked. *published* is the day on which
    the list came out, or None if it is not known.
    """

    year: int
    source: str
    parts: tuple[str, ...]
    published: date | None = None

    @property
    def known(self) -> date:
        """The day from which the list counts as known: it must be published before its year begins."""
        return self.published or date(self.year - 1, 12, 31)

    def days(self) -> Iterator[tuple[date, Checked]]:
        """Every holiday of the list with how far it was checked."""
        for part in self.parts:
            mark, _, text = part.partition(" ")
            for numbers, month in _STRETCH.findall(text):
                for n in numbers.split():
                    yield date(self.year, _MONTHS.index(month) + 1, int(n)), _MARKS[mark]


LISTS: Final[tuple[HolidayList, ...]] = (
    HolidayList(
        2011,
        "Commission holidays of 2011; 23 Dec could be 3 Jan 2012 instead",
        ("derived 21 22 25 Apr, 9 May, 2 3 Jun, 13 Jun, 21 Jul, 15 Aug, 1 2 Nov, 23 26 27 28 29 30 Dec",),
    ),
    HolidayList(
        2012,
        "Commission holidays of 2012",
        ("derived 2 Jan, 5 6 9 Apr, 1 9 17 18 28 May, 15 Aug, 1 2 Nov, 24 25 26 27 28 31 Dec",),
    ),
    HolidayList(
        2013,
        "Commission holidays of 2013",
        ("derived 1 2 Jan, 28 29 Mar, 1 Apr, 1 9 10 20 May, 15 Aug, 1 Nov, 24 25 26 27 30 31 Dec",),
    ),
    HolidayList(
        2014,
        "Commission Decision of 21 Dec 2012, OJ C 39, 12.2.2013",
        ("read 1 2 Jan, 17 18 21 Apr, 1 9 29 30 May, 9 Jun, 21 Jul, 15 Aug, 24 25 26 29 30 31 Dec",),
        date(2013, 2, 12),
    ),
    HolidayList(
        2015,
        "Commission holidays of 2015; 2 Jan by the Decision of 21 Dec 2012, OJ C 39, 12.2.2013",
        ("read 2 Jan", "derived 1 Jan, 2 3 6 Apr, 1 14 15 25 May, 21 Jul, 2 Nov, 24 25 28 29 30 31 Dec"),
    ),
    HolidayList(
        2016,
        "Commission holidays of 2016",
        ("derived 1 Jan, 24 25 28 Mar, 5 6 9 16 May, 21 Jul, 15 Aug, 1 2 Nov, 26 27 28 29 30 Dec",),
    ),
    HolidayList(
        2017,
        "Commission holidays of 2017, in a copy",
        ("read 2 Jan, 13 14 17 Apr, 1 9 25 26 May, 5 Jun, 21 Jul, 15 Aug, 1 2 Nov, 25 26 27 28 29 Dec",),
    ),
    HolidayList(
        2018,
        "Commission holidays of 2018",
        ("derived 1 2 Jan, 29 30 Mar, 2 Apr, 1 9 10 11 21 May, 15 Aug, 1 2 Nov, 24 25 26 27 28 31 Dec",),
    ),
    HolidayList(
        2019,
        "Commission holidays of 2019",
        (
            "derived 18 19 22 Apr, 1 9 30 31 May, 10 Jun",
            "recalled 1 2 Jan, 15 Aug, 1 Nov, 24 25 26 27 30 31 Dec",
        ),
    ),
    HolidayList(
        2020,
        "Commission list of 31 Jan 2019 for 2020, in a copy",
        ("read 1 2 Jan, 9 10 13 Apr, 1 21 22 May, 1 Jun, 21 Jul, 2 Nov, 24 25 28 29 30 31 Dec",),
        date(2019, 1, 31),
    ),
    HolidayList(
        2021,
        "Commission holidays of 2021",
        ("derived 23 Dec", "recalled 1 Jan, 1 2 5 Apr, 13 14 24 May, 21 Jul, 1 2 Nov, 24 27 28 29 30 31 Dec"),
    ),
    HolidayList(
        2022,
        "Commission holidays of 2022, OJ C 24 I, 22.1.2021",
        (
            "read 14 Apr",
            "derived 23 Dec",
            "recalled 15 18 Apr, 9 26 27 May, 6 Jun, 21 Jul, 15 Aug, 1 2 Nov, 26 27 28 29 30 Dec",
        ),
        date(2021, 1, 22),
    ),
    HolidayList(
        2023,
        "Commission Decision of 25 May 2021, OJ C 201 I, 28.5.2021",
        ("read 2 Jan, 6 7 10 Apr, 1 9 18 19 29 May, 21 Jul, 15 Aug, 1 2 Nov, 25 26 27 28 29 Dec",),
        date(2021, 5, 28),
    ),
    HolidayList(
        2024,
        "Commission holidays of 2024, OJ C 440, 21.11.2022",
        (
            "read 1 2 Jan, 28 29 Mar, 1 Apr, 1 9 10 20 May, 15 Aug",
            "derived 1 Nov",
            "recalled 24 25 26 27 30 31 Dec",
        ),
        date(2022, 11, 21),
    ),
    HolidayList(
        2025,
        "Commission holidays of 2025, in a copy",
        ("read 1 2 Jan, 17 18 21 Apr, 1 9 29 30 May, 9 Jun, 21 Jul, 15 Aug, 24 25 26 29 30 31 Dec",),
    ),
    HolidayList(
        2026,
        "Commission holidays of 2026",
        ("derived 1 2 Jan", "recalled 2 3 6 Apr, 1 14 15 25 May, 21 Jul, 2 Nov, 24 25 28 29 30 31 Dec"),
    ),
)

_SEED: Final = "rule for years without a list (derived from the lists)"


def _easter(year: int) -> date:
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


@cache
def _named(year: int) -> dict[date, str]:
    """The days that are usually off, with their names, weekends included."""
    easter = _easter(year)
    fixed = {
        (1, 1): "New Year's Day",
        (1, 2): "day after New Year's Day",
        (5, 1): "Labour Day",
        (5, 9): "anniversary of the Schuman declaration",
        (7, 21): "Belgian national holiday",
        (8, 15): "Assumption",
        (11, 1): "All Saints' Day",
        (11, 2): "All Souls' Day",
    }
    moving = {
        -3: "Maundy Thursday",
        -2: "Good Friday",
        1: "Easter Monday",
        39: "Ascension Day",
        40: "day after Ascension Day",
        50: "Whit Monday",
    }
    named = {date(year, month, day): name for (month, day), name in fixed.items()}
    named |= {date(year, 12, day): "end-of-year day" for day in range(24, 32)}
    for after, name in moving.items():
        day = easter + timedelta(days=after)
        named[day] = f"{named[day]}; {name}" if day in named else name
    return named


def usual(year: int) -> tuple[SpecialDay, ...]:
    """The holidays that a year without a list is taken to have; none is moved from a weekend."""
    return tuple(
        SpecialDay(day, False, name, _SEED) for day, name in sorted(_named(year).items()) if day.weekday() < SATURDAY
    )


def _declared() -> Iterator[SpecialDay]:
    for listed in LISTS:
        names = _named(listed.year)
        for day, checked in sorted(listed.days()):
            name = names.get(day, "end-of-year day" if day.month == 12 else "Commission holiday")
            # READ calls itself "checked" elsewhere; here the word of the table is the clearer one.
            mark = next(word for word, status in _MARKS.items() if status is checked)
            yield SpecialDay(
                day, False, name, f"{listed.source} ({mark})", listed.known, recalled=checked is Checked.RECALLED
            )


COMMISSION: Final = Calendar(
    "eu.commission",
    "Commission working days",
    "Europe/Brussels",
    ("Commission decisions on public holidays, 2011 to 2026, as each year's list says",),
    special=tuple(_declared()),
    rule=usual,
    published={listed.year: listed.known for listed in LISTS},
    complete_from=date(LISTS[0].year, 1, 1),
)

CALENDARS: Final[dict[str, Calendar]] = {COMMISSION.id: COMMISSION}
