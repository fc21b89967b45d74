"""Business days of Australian merger control: `au.accc`, from 2026 on.

Left out are weekends, the public holidays of the Australian Capital Territory and the days from 23 December to 10
January. All of it is recalled: Competition and Consumer Act 2010, part IVA; Holidays Act 1958 of the Territory.
Cross-checked on every day of 2026 to 2030 against the part ACT of the `holidays` package.

Limitations: a holiday on a weekend is taken to be kept on the next free weekday. Announced through 2026; later days are
provisional, and days before 2026 are none of this calendar.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from dealflow.calendars.calendar import SATURDAY, SUNDAY, Calendar, SpecialDay
from dealflow.calendars.uk import easter

__all__ = ["ACCC", "CALENDARS"]

_ONE = timedelta(days=1)
_WEEK = timedelta(days=7)
_FIRST: Final = date(2026, 1, 1)
_TERRITORY: Final = "Holidays Act 1958 (ACT) (recalled)"
_BREAK: Final = "Competition and Consumer Act 2010, part IVA (recalled)"


def _monday(day: date) -> date:
    """*day* if it is a Monday, else the next one."""
    return day + timedelta(days=-day.weekday() % 7)


def _kept(day: date, *taken: date) -> date:
    while day.weekday() in (SATURDAY, SUNDAY) or day in taken:
        day += _ONE
    return day


def _break(year: int) -> Iterator[date]:
    yield from (date(year, 1, n) for n in range(1, 11))
    yield from (date(year, 12, n) for n in range(23, 32))


def holidays_accc(year: int) -> tuple[SpecialDay, ...]:
    """The days of *year* on which no business day of merger control falls, weekends left out."""
    if year < _FIRST.year:
        return ()
    sunday = easter(year)
    territory = {
        _kept(date(year, 1, 26)): "Australia Day",
        _monday(date(year, 3, 1)) + _WEEK: "Canberra Day",
        sunday - 2 * _ONE: "Good Friday",
        sunday + _ONE: "Easter Monday",
        _kept(date(year, 4, 25), sunday + _ONE): "Anzac Day",
        _monday(date(year, 5, 27)): "Reconciliation Day",
        _monday(date(year, 6, 1)) + _WEEK: "King's Birthday",
        _monday(date(year, 10, 1)): "Labour Day",
    }
    named = [SpecialDay(day, False, name, _TERRITORY, recalled=True) for day, name in territory.items()]
    pause = [SpecialDay(day, False, "23 December to 10 January", _BREAK, recalled=True) for day in _break(year)]
    return tuple(sorted((*named, *pause), key=lambda special: special.day))


ACCC: Final = Calendar(
    "au.accc",
    "business days of Australian merger control",
    "Australia/Sydney",
    (_BREAK, _TERRITORY),
    rule=holidays_accc,
    complete_through=date(2026, 12, 31),
    complete_from=_FIRST,
)

CALENDARS: Final[dict[str, Calendar]] = {ACCC.id: ACCC}
