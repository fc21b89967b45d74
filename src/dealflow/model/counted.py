"""What a count is told in: kinds of dates, the days out of the ordinary, and simpler counts beside it."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import frozen

__all__ = ["CountLine", "CountedDay", "Kind", "Naive", "on"]


class Kind(Enum):
    """What a date does when it comes."""

    LAST_DAY = "last day"
    """Acts are in time through it."""
    TAKES_EFFECT = "takes effect"
    """It falls at the start of the day."""
    EARLIEST_DAY = "earliest day"
    """Permitted from it on."""
    RIGHT_ENDS = "right ends"
    """Somebody may do something through it; nobody is late after it."""

    @property
    def through(self) -> bool:
        """True if acts are in time through the day, false if something falls at its start."""
        return self in (Kind.LAST_DAY, Kind.RIGHT_ENDS)


def on(day: date) -> str:
    """*day* as people write it: ``Wed 11 Nov 2020``."""
    return f"{day:%a} {day.day} {day:%b %Y}"


@frozen
class CountLine:
    """A stretch of a count that is out of the ordinary, with its reason and on whose word."""

    first: date
    last: date
    kind: str
    text: str
    source: str = ""
    recalled: bool = False

    def __str__(self) -> str:
        when = on(self.first) if self.first == self.last else f"{on(self.first)} to {on(self.last)}"
        return f"{self.kind} {when}: {self.text}"


@frozen
class CountedDay:
    """One day of a count: its number, or None if it does not count, and why."""

    day: date
    number: int | None
    text: str


@frozen
class Naive:
    """What a simpler rule would have given, and how many calendar days out that is (negative: too early)."""

    rule: str
    day: date
    out_by: int
