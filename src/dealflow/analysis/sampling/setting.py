"""Where sampling begins: a deal on the day of the question, its beliefs, and what its history leaves open of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from attrs import field, frozen

from dealflow.analysis.sampling.draws import key
from dealflow.analysis.sampling.groups import Group, Luck, thresholds
from dealflow.beliefs import Belief, Cause
from dealflow.calendars import get
from dealflow.calendars.countries import PREFIX
from dealflow.kernel.board import Truth
from dealflow.kernel.plan import Plan, plan_of
from dealflow.kernel.values import Event, Snapshot
from dealflow.model import Deal, Ending

__all__ = ["HORIZON", "OPEN", "Open", "Setting"]

HORIZON = timedelta(days=3 * 365)
"""How far a history is followed where nobody says."""

OPEN = "still open"
"""The ending of a history that has not ended at the horizon."""


@frozen(eq=False)
class Open:
    """A group that the history has left open: what is still drawn, and what was available and since when.

    *first* is the first day on which each alternative was available in the visit, None where it was not yet.
    """

    group: Group
    visit: int
    luck: Luck
    first: tuple[date | None, ...]


@frozen(eq=False, repr=False)
class Setting:
    """Everything that a history is drawn from.

    *visits* counts how often each state had been entered. *ended* is the ending that the deal has come to already,
    with its day. *levels* are the chances of each cause's levels, given the history.
    """

    deal: Deal
    beliefs: tuple[Belief, ...]
    causes: tuple[Cause, ...]
    groups: tuple[Group, ...]
    snapshot: Snapshot
    horizon: date
    visits: Mapping[tuple[int, str], int]
    open: tuple[Open, ...]
    levels: Mapping[str, tuple[tuple[str, Fraction], ...]]
    ended: tuple[str, date] | None = None
    events: tuple[Event, ...] = field(default=(), repr=False)

    def __repr__(self) -> str:
        return f"<Setting {self.deal.id} on {self.day}: {len(self.groups)} groups, {len(self.open)} open>"

    @property
    def plan(self) -> Plan:
        """The compiled deal."""
        return plan_of(self.deal)

    @property
    def day(self) -> date:
        """The day of the question."""
        return self.snapshot.day

    @cached_property
    def by_state(self) -> dict[tuple[int, str], tuple[Group, ...]]:
        """The groups that are drawn on entering each state."""
        found: dict[tuple[int, str], tuple[Group, ...]] = {}
        for group in self.groups:
            found[group.i, group.state] = (*found.get((group.i, group.state), ()), group)
        return found

    @cached_property
    def cause_keys(self) -> dict[str, int]:
        """The key of the random number of each cause."""
        return {cause.name: key(f"cause/{cause.name}#level") for cause in self.causes}

    @cached_property
    def level_thresholds(self) -> dict[str, tuple[float, ...]]:
        """Where the random number of each cause stops choosing each of its levels."""
        return {name: thresholds(chance for _, chance in levels) for name, levels in self.levels.items()}

    @cached_property
    def endings_judged(self) -> tuple[tuple[Ending, Truth], ...]:
        """The endings of the deal with what each means."""
        return tuple((ending, self.plan.truth(ending.guard, -1)) for ending in self.deal.endings)

    @cached_property
    def announcements(self) -> tuple[date, ...]:
        """The days up to the horizon on which something is announced about a calendar that a clock counts in."""
        named: set[str] = set()
        for bound in self.deal.processes:
            for clock in bound.process.clocks:
                named.update(e.value.calendar for e in clock.length.editions if e.value is not None)
        # Nothing is announced of the calendars of countries, and loading them takes time.
        told = {day for name in named - {""} if not name.startswith(PREFIX) for day in get(name).announcements}
        return tuple(sorted(day for day in told if self.day < day <= self.horizon))

    @property
    def endings(self) -> tuple[str, ...]:
        """The names of all endings, the one at the horizon last."""
        return (*dict.fromkeys(e.name for e in self.deal.endings), OPEN)
