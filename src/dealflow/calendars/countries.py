"""Working days of any country, from the `holidays` package: calendars called `holidays.DE` or `holidays.GB-ENG`.

Source: the installed release of `holidays`, its public holidays, working weekends and the country's own rest days.
The package is loaded when the first such calendar is asked for, never before.

Limitations: the package computes any future year without saying which were announced, so every one of these calendars
counts as announced through 31 December 2026, the year of the release that this library was tried with; later days
are provisional. It says nothing of the day on which a holiday became known either: what is in it was always visible.
Half days, bank holidays and other categories are left out. A newer release may give other dates; the calendars that
carry statutory clocks are therefore frozen in modules of their own.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dealflow.calendars.calendar import Calendar, SpecialDay, days_between
from dealflow.errors import UnknownName

if TYPE_CHECKING:
    from holidays import HolidayBase

__all__ = ["PREFIX", "country", "named"]

PREFIX: Final = "holidays."
_ANNOUNCED_THROUGH: Final = date(2026, 12, 31)

# Where a country has several zones, the one of the authority's seat.
_ZONES: Final = {
    "AE": "Asia/Dubai",
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "CH": "Europe/Zurich",
    "CN": "Asia/Shanghai",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "HK": "Asia/Hong_Kong",
    "IL": "Asia/Jerusalem",
    "IN": "Asia/Kolkata",
    "IT": "Europe/Rome",
    "JP": "Asia/Tokyo",
    "KR": "Asia/Seoul",
    "NL": "Europe/Amsterdam",
    "SE": "Europe/Stockholm",
    "SG": "Asia/Singapore",
    "TW": "Asia/Taipei",
    "US": "America/New_York",
}


def named(id: str) -> Calendar:
    """The calendar called *id*, as ``holidays.DE`` or ``holidays.GB-ENG``.

    Raises UnknownName if the package knows no such country or part of it.
    """
    code, _, subdiv = id.removeprefix(PREFIX).partition("-")
    return country(code, subdiv or None)


@lru_cache(maxsize=256)
def country(code: str, subdiv: str | None = None) -> Calendar:
    """The working days of a country by its ISO code, or of one part of it.

    Raises UnknownName if the package knows no such country or part of it.
    """
    import holidays
    from holidays.version import __version__

    parts = holidays.list_supported_countries(include_aliases=True)
    if code not in parts:
        raise UnknownName("calendar", PREFIX + code, (PREFIX + name for name in parts), "ISO code of a country")
    if subdiv is not None and subdiv not in parts[code]:
        known = (f"{PREFIX}{code}-{part}" for part in parts[code])
        raise UnknownName("calendar", f"{PREFIX}{code}-{subdiv}", known, f"part of {code}")
    source = f"holidays {__version__}, {code}" + (f"-{subdiv}" if subdiv else "")
    now = _load(code, subdiv, _ANNOUNCED_THROUGH.year)
    week = days_between(date(2026, 12, 7), date(2026, 12, 13))
    weekend = frozenset(day.weekday() for day in week if now.is_weekend(day))

    def rule(year: int) -> tuple[SpecialDay, ...]:
        return tuple(_year(_load(code, subdiv, year), year, weekend, source))

    return Calendar(
        PREFIX + code + (f"-{subdiv}" if subdiv else ""),
        f"public holidays of {code}" + (f"-{subdiv}" if subdiv else ""),
        _ZONES.get(code, "UTC"),
        (source,),
        rule=rule,
        complete_through=_ANNOUNCED_THROUGH,
        complete_from=date(max(now.start_year, 1), 1, 1),
        weekend=weekend,
    )


def _load(code: str, subdiv: str | None, year: int) -> HolidayBase:
    import holidays

    # The years around it, because a working weekend in December may pay for a day off in January.
    years = [y for y in (year - 1, year, year + 1) if date.min.year <= y <= date.max.year]
    language = "en_US" if "en_US" in holidays.country_holidays(code).supported_languages else None
    return holidays.country_holidays(code, subdiv=subdiv, years=years, expand=False, language=language)


def _year(table: HolidayBase, year: int, weekend: frozenset[int], source: str) -> list[SpecialDay]:
    out = []
    for day in days_between(date(year, 1, 1), date(year, 12, 31)):
        working, holiday = table.is_working_day(day), table.get(day)
        if holiday:
            out.append(SpecialDay(day, working, holiday, source))
        elif working == (day.weekday() in weekend):
            # Worked in exchange, or a year in which the rest days of the week were others than today.
            name = "worked in exchange" if day in table.weekend_workdays else "other rest days of the week"
            out.append(SpecialDay(day, working, name, source))
    return out
