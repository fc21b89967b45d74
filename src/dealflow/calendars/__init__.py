"""Which days count: calendars by name, each loaded when it is first asked for."""

from __future__ import annotations

from typing import Final

from dealflow.calendars.calendar import Calendar, DayNote, SpecialDay, working_calendar
from dealflow.errors import UnknownName

__all__ = ["Calendar", "DayNote", "SpecialDay", "get", "ids", "working_calendar"]

_WEEKENDS: Final = working_calendar("weekends", "Monday to Friday, no holidays", "UTC")
_CHINA: Final = ("cn.state",)
_US: Final = ("us.cfius", "us.hsr", "us.hsr_observed", "us.hsr_regular")


def ids() -> tuple[str, ...]:
    """The names of the calendars that come with the library; `holidays.XX` for a country are not among them."""
    return (*_CHINA, *_US, _WEEKENDS.id)


def get(id: str) -> Calendar:
    """The calendar called *id*: one of `ids()`, or `holidays.DE`, `holidays.GB-ENG` for any country.

    Raises UnknownName if there is none.
    """
    if id == _WEEKENDS.id:
        return _WEEKENDS
    if id in _CHINA:
        from dealflow.calendars import china

        return china.CALENDARS[id]
    if id in _US:
        from dealflow.calendars import us

        return us.CALENDARS[id]
    if id.startswith("holidays."):
        from dealflow.calendars import countries

        return countries.named(id)
    raise UnknownName("calendar", id, ids(), "or holidays.XX for a country")
