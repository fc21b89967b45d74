"""Business days in Washington: for CFIUS (31 CFR 800.203) and for the premerger waiting period (15 U.S.C. 18a(k)).

Sources: 5 U.S.C. 6103 (read), E.O. 11582 (recalled: a holiday on a Sunday is kept on the Monday), the closing orders
and announcements listed in `us_closures`. `us.cfius` follows 6103 as a whole, with observed days, Inauguration Day,
closing orders and OPM closings. The premerger statute names 6103(a) only, so `us.hsr` is literal: no observed day.
`us.hsr_observed` is the other reading of it; `us.hsr_regular` takes away the days closed by order too, which is one
reading of "regular business day" in 16 CFR 803.10.
Cross-checked on every day of 1990 to 2030 against the `public` and `government` categories of `holidays`; it has no
Inauguration Day at the federal level, counts half-day closings, and has no OPM closings.

Limitations: the statute as it has stood since 1978. Announced through 2030, because the days follow from the statute
and OPM publishes its list years ahead (recalled); closings are known when they are announced, and later ones may come.
Inauguration Day on a Saturday (2029) closes no Friday (recalled). How the Federal Trade Commission treats
observed days is not verified, nor whether OPM closings end a "regular business day": `us.hsr_regular` ignores them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from dealflow.calendars.calendar import SATURDAY, SUNDAY, Calendar, SpecialDay
from dealflow.calendars.us_closures import KNOWN_LAPSES, OPM_CLOSINGS, ORDERS, Lapse

__all__ = ["CALENDARS", "CFIUS", "HSR", "HSR_OBSERVED", "HSR_REGULAR", "KNOWN_LAPSES", "Lapse"]

_ONE = timedelta(days=1)
_MONDAY, _THURSDAY = 0, 3
_STATUTE, _SATURDAYS = "5 U.S.C. 6103(a) (read)", "5 U.S.C. 6103(b) (read)"
_SUNDAYS, _INAUGURATION = "E.O. 11582 (recalled)", "5 U.S.C. 6103(c) (read)"

# Public Law 98-144, signed 2 Nov 1983 (recalled), kept from 1986; Public Law 117-17, signed 17 June 2021.
_KING_DAY, _JUNETEENTH = date(1983, 11, 2), date(2021, 6, 17)
_FIRST_YEAR = 1978  # Veterans Day is 11 November again; it was a Monday in October from 1971 to 1977
_LISTED_FROM = date(2001, 1, 1)  # closing orders are listed from here on
_LISTED_THROUGH = date(2030, 12, 31)


def _nth(year: int, month: int, weekday: int, n: int) -> date:
    """The *n*-th such weekday of a month."""
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))


def _last_monday(year: int, month: int) -> date:
    last = date(year, month + 1, 1) - _ONE
    return last - timedelta(days=last.weekday())


def holidays_6103a(year: int) -> tuple[SpecialDay, ...]:
    """The legal public holidays of 5 U.S.C. 6103(a) in *year*, on the days that the statute names."""
    if year < _FIRST_YEAR:
        return ()
    named: list[tuple[date, str, date | None]] = [
        (date(year, 1, 1), "New Year's Day", None),
        (_nth(year, 2, _MONDAY, 3), "Washington's Birthday", None),
        (_last_monday(year, 5), "Memorial Day", None),
        (date(year, 7, 4), "Independence Day", None),
        (_nth(year, 9, _MONDAY, 1), "Labor Day", None),
        (_nth(year, 10, _MONDAY, 2), "Columbus Day", None),
        (date(year, 11, 11), "Veterans Day", None),
        (_nth(year, 11, _THURSDAY, 4), "Thanksgiving Day", None),
        (date(year, 12, 25), "Christmas Day", None),
    ]
    if year >= 1986:
        named.append((_nth(year, 1, _MONDAY, 3), "Birthday of Martin Luther King, Jr.", _KING_DAY))
    if year >= _JUNETEENTH.year:
        named.append((date(year, 6, 19), "Juneteenth National Independence Day", _JUNETEENTH))
    return tuple(SpecialDay(day, False, name, _STATUTE, known) for day, name, known in sorted(named))


def _kept(holiday: SpecialDay) -> SpecialDay | None:
    """The day on which a holiday on a weekend is kept, or None if it falls on a weekday."""
    name = f"{holiday.name}, observed"
    if holiday.day.weekday() == SATURDAY:
        return SpecialDay(holiday.day - _ONE, False, name, _SATURDAYS, holiday.announced)
    if holiday.day.weekday() == SUNDAY:
        return SpecialDay(holiday.day + _ONE, False, name, _SUNDAYS, holiday.announced, recalled=True)
    return None


def holidays_observed(year: int) -> tuple[SpecialDay, ...]:
    """The holidays of 6103(a) and the Fridays and Mondays on which they are kept, as far as they lie in *year*."""
    # New Year's Day on a Saturday is kept on 31 December of the year before.
    legal = (*holidays_6103a(year), *holidays_6103a(year + 1)[:1])
    kept = [day for holiday in legal if (day := _kept(holiday)) is not None]
    return tuple(special for special in (*legal, *kept) if special.day.year == year)


def holidays_6103(year: int) -> tuple[SpecialDay, ...]:
    """The holidays of 5 U.S.C. 6103 as a whole in *year*: observed days and Inauguration Day included."""
    legal = holidays_observed(year)
    return _merged((*legal, *_inauguration(year)))


def _inauguration(year: int) -> Iterator[SpecialDay]:
    if year >= _FIRST_YEAR and year % 4 == 1:
        day = date(year, 1, 20)
        if day.weekday() == SUNDAY:
            day += _ONE
        yield SpecialDay(day, False, "Inauguration Day", _INAUGURATION)


def _merged(days: Iterable[SpecialDay]) -> tuple[SpecialDay, ...]:
    """One entry a day: Inauguration Day may fall on the birthday of Martin Luther King, Jr."""
    found: dict[date, SpecialDay] = {}
    for new in days:
        old = found.get(new.day)
        if old is not None:
            name, source = f"{old.name}; {new.name}", f"{old.source}; {new.source}"
            new = SpecialDay(
                new.day, False, name, source, new.announced and old.announced, new.recalled and old.recalled
            )
        found[new.day] = new
    return tuple(sorted(found.values(), key=lambda special: special.day))


def _calendar(
    id: str,
    name: str,
    rule: Callable[[int], tuple[SpecialDay, ...]],
    sources: tuple[str, ...],
    closings: Iterable[SpecialDay] = (),
) -> Calendar:
    special = tuple(sorted(closings, key=lambda closing: (closing.announced or date.min, closing.day)))
    return Calendar(
        id,
        name,
        "America/New_York",
        sources,
        special=special,
        rule=rule,
        complete_through=_LISTED_THROUGH,
        complete_from=_LISTED_FROM if special else date(_FIRST_YEAR, 1, 1),
        law_days=(_KING_DAY, _JUNETEENTH),
    )


CFIUS: Final = _calendar(
    "us.cfius",
    "CFIUS business days",
    holidays_6103,
    (
        "31 CFR 800.203",
        "5 U.S.C. 6103",
        "executive orders closing federal agencies",
        "OPM operating status announcements for the Washington, DC, area",
    ),
    (*ORDERS, *OPM_CLOSINGS),
)
HSR: Final = _calendar(
    "us.hsr",
    "HSR days (6103(a) to the letter)",
    holidays_6103a,
    ("15 U.S.C. 18a(k)", "5 U.S.C. 6103(a)"),
)
HSR_OBSERVED: Final = _calendar(
    "us.hsr_observed",
    "HSR days (observed holidays too)",
    holidays_observed,
    ("15 U.S.C. 18a(k)", "5 U.S.C. 6103(a) and (b)", "E.O. 11582 (recalled)"),
)
HSR_REGULAR: Final = _calendar(
    "us.hsr_regular",
    "HSR regular business days",
    holidays_observed,
    ("16 CFR 803.10", "5 U.S.C. 6103(a) and (b)", "executive orders closing federal agencies"),
    ORDERS,
)

CALENDARS: Final[dict[str, Calendar]] = {c.id: c for c in (CFIUS, HSR, HSR_OBSERVED, HSR_REGULAR)}
