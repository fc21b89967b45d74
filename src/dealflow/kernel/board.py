"""The working memory of the kernel: where a deal stands while it is being moved or judged."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from dealflow.kernel.values import ProcessState, Snapshot

__all__ = ["Board", "Truth", "board_of"]

Truth = Callable[["Board"], "bool | None"]
"""What a guard says of a board: True, False, or None where it depends on dates and the board has none."""


class Board:
    """The working memory of the kernel: a snapshot that can be moved. *day* None leaves dates open (for the search).

    *seen* is the day from which calendars are looked at, where that is not *day* itself: a forecast made on *seen*.
    """

    __slots__ = ("dates", "day", "law", "milestones", "processes", "seen", "terms")

    def __init__(
        self,
        day: Any,
        processes: list[ProcessState],
        milestones: list[date | None],
        terms: str,
        dates: list[date | None],
    ) -> None:
        self.day: Any = day
        self.seen: date | None = None
        self.law: date | None = None
        self.processes: list[ProcessState] = processes
        self.milestones: list[date | None] = milestones
        self.terms: str = terms
        self.dates: list[date | None] = dates

    @property
    def law_day(self) -> date:
        """The day whose law binds: the board's own, or the one it was given where dates are left open."""
        day: date | None = self.day or self.law
        if day is None:
            raise ValueError("a board without a day must say by the law of which day it is judged")
        return day


def board_of(snapshot: Snapshot) -> Board:
    """A board that starts where *snapshot* stands."""
    return Board(
        snapshot.day, list(snapshot.processes), list(snapshot.milestones), snapshot.terms, list(snapshot.dates)
    )
