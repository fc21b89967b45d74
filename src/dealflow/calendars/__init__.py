"""Which days count: calendars by name, each loaded when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from dealflow.calendars.calendar import Calendar, DayNote, SpecialDay, working_calendar
from dealflow.errors import UnknownName

__all__ = ["Calendar", "DayNote", "SpecialDay", "get", "ids", "working_calendar"]

_WEEKENDS: Final = working_calendar("weekends", "Monday to Friday, no holidays", "UTC")
_MODULES: Final = {
    "au.accc": "australia",
    "cn.state": "china",
    "eu.commission": "eu",
    "uk.any_part": "uk",
    "uk.england_wales": "uk",
    "us.cfius": "us",
    "us.hsr": "us",
    "us.hsr_observed": "us",
    "us.hsr_regular": "us",
}
"""The module of each calendar, loaded when the calendar is first asked for."""


def ids() -> tuple[str, ...]:
    """The names of the calendars that come with the library; `holidays.XX` for a country are not among them."""
    return (*_MODULES, _WEEKENDS.id)


def get(id: str) -> Calendar:
    """The calendar called *id*: one of `ids()`, or `holidays.DE`, `holidays.GB-ENG` for any country.

    Raises UnknownName if there is none.
    """
    if id == _WEEKENDS.id:
        return _WEEKENDS
    if id in _MODULES:
        return _loaded(_MODULES[id])[id]
    if id.startswith("holidays."):
        from dealflow.calendars import countries

        return countries.named(id)
    raise UnknownName("calendar", id, ids(), "or holidays.XX for a country")


@cache
def _loaded(module: str) -> Mapping[str, Calendar]:
    """The calendars of a module: by written imports, which can be followed."""
    if module == "australia":
        from dealflow.calendars.australia import CALENDARS
    elif module == "china":
        from dealflow.calendars.china import CALENDARS
    elif module == "eu":
        from dealflow.calendars.eu import CALENDARS
    elif module == "uk":
        from dealflow.calendars.uk import CALENDARS
    else:
        from dealflow.calendars.us import CALENDARS
    return CALENDARS
