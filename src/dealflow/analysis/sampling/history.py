"""One history: what happens from the day of the question on, and how it ends."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from dealflow.kernel.values import Event

__all__ = ["History"]


@frozen
class History:
    """One way in which a deal can go on: its events in order, its ending, and the day of that.

    *index* and *seed* draw it again. *levels* are those of the causes. *last* is the process whose approval came last
    before the end, *by* the process whose event ended it; both empty where there is none. *terms* are those in force at
    its end.
    """

    seed: int
    index: int
    events: tuple[Event, ...] = field(repr=False)
    ending: str
    day: date
    last: str = ""
    by: str = ""
    levels: tuple[tuple[str, str], ...] = ()
    terms: str = ""

    @property
    def acts(self) -> tuple[Event, ...]:
        """What somebody did, lapses left out."""
        return tuple(event for event in self.events if event.kind == "act")
