"""What is known of many histories at once while they are walked: where they are, what they do, where they came."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from dealflow.analysis.outcomes.contexts import Context
from dealflow.analysis.sampling.groups import Choice
from dealflow.kernel.plan import Row

if TYPE_CHECKING:
    from numpy import int32, int64, uint64
    from numpy.typing import NDArray

    from dealflow.analysis.outcomes.entering import DatedStep
    from dealflow.analysis.outcomes.tables import Step

__all__ = ["AT_BITS", "Crowd", "End", "Exit", "Fall", "Found", "Onward", "Place", "part_of"]

AT_BITS: Final = 2
"""A moment is a day and the time of the day, which takes so many bits."""

Fall = tuple[int, int, Row]
"""The lapse that ends a visit if nobody acts: how many days after the entry, at what time of the day, and its row."""


class Place:
    """A visit on the way: its context, how often each state that can come again had been entered, and its tables."""

    __slots__ = (
        "before",
        "causes",
        "context",
        "dated",
        "falls",
        "onward",
        "order",
        "started",
        "steady",
        "steps",
        "visit",
    )

    def __init__(self, context: Context, before: tuple[tuple[str, int], ...], *, started: bool) -> None:
        self.context: Context = context
        self.before: tuple[tuple[str, int], ...] = before
        self.started: bool = started
        self.order: int = 0
        self.visit: int = 0
        self.steady: bool = False
        self.causes: tuple[str, ...] = ()
        self.steps: dict[tuple[int, tuple[str, ...]], Step] = {}
        self.falls: dict[int, Fall | None] = {}
        self.dated: dict[tuple[str, ...], DatedStep] = {}
        self.onward: dict[tuple[Row, int, Choice | None], Onward] = {}


class Onward:
    """What follows an exit: what it is wanted for, and the visits that it leads to by day of entry and days after."""

    __slots__ = ("carries", "ends", "goes_on", "places", "ready")

    def __init__(self, ready: tuple[str, ...], *, ends: bool, goes_on: bool, carries: bool) -> None:
        self.ready: tuple[str, ...] = ready
        self.ends: bool = ends
        self.goes_on: bool = goes_on
        self.carries: bool = carries
        self.places: dict[tuple[int, int], Place] = {}


class Crowd(NamedTuple):
    """Histories that enter a visit: which (None: all), on which day or days, and their luck."""

    who: NDArray[int64] | None
    days: NDArray[int32] | int
    luck: NDArray[uint64]

    def some(self, places: NDArray[int64] | None) -> Crowd:
        """Those of them at *places*."""
        if places is None:
            return self
        return Crowd(part_of(self.who, places), self.entered(places), self.luck.take(places, mode="clip"))

    def entered(self, places: NDArray[int64] | None) -> NDArray[int32] | int:
        """The day or days on which those at *places* entered."""
        if places is None or isinstance(self.days, int):
            return self.days
        return self.days.take(places, mode="clip")

    def exit(
        self, row: Row, choice: Choice | None, at: int, places: NDArray[int64] | None, after: NDArray[int32] | int
    ) -> Exit:
        """Those at *places* leave by *row* so many days *after* they entered."""
        who = self.who if places is None else part_of(self.who, places)
        return Exit(row, choice, at, places, who, self.entered(places) + after)


class Exit(NamedTuple):
    """What some histories do next: the row, when in the day, which of the crowd, who that is, and on which day."""

    row: Row
    choice: Choice | None
    at: int
    places: NDArray[int64] | None
    who: NDArray[int64] | None
    days: NDArray[int32] | int


class End(NamedTuple):
    """Some histories come to a state that ends the deal."""

    who: NDArray[int64] | None
    days: NDArray[int32] | int
    at: int
    state: str


class Found(NamedTuple):
    """Where one process came in many histories: when it first made way, by what waits for it, and where it ended all.

    The moments of *ready* are followed, in the lowest bits, by the place of the process among those that are awaited.
    """

    ready: dict[str, NDArray[int32]]
    ends: list[End]


def part_of(who: NDArray[int64] | None, places: NDArray[int64]) -> NDArray[int64]:
    """Those of *who* at *places*."""
    return places if who is None else who.take(places, mode="clip")
