"""The version of the frozen calendar data, so that a result can say on which days it was counted."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Final

from dealflow import calendars
from dealflow.calendars.calendar import Calendar, SpecialDay

__all__ = ["SNAPSHOT", "computed"]

SNAPSHOT: Final = "999a02b5df02"
"""The first digits of the hash that ``computed`` gives; a test holds the two equal."""

_FIRST, _LAST = 1990, 2045


def computed() -> str:
    """Twelve hexadecimal digits that change whenever a day, a notice or a rule of a frozen calendar changes."""
    digest = hashlib.sha256()
    for id in calendars.ids():
        for line in _lines(calendars.get(id)):
            digest.update(line.encode() + b"\n")
    return digest.hexdigest()[:12]


def _lines(calendar: Calendar) -> Iterator[str]:
    yield f"{calendar.id} {calendar.zone} {sorted(calendar.weekend)}"
    yield f"{calendar.complete_from} {calendar.complete_through}"
    yield from (f"{year} {day}" for year, day in sorted(calendar.published.items()))
    yield from (str(day) for day in calendar.law_days)
    yield from map(_line, calendar.special)
    if calendar.rule is not None:
        for year in range(_FIRST, _LAST + 1):
            yield from map(_line, calendar.rule(year))


def _line(day: SpecialDay) -> str:
    return f"{day.day} {day.working} {day.name} {day.announced}"
