"""The kernel's values: acts, events, refusals, options and snapshots. All frozen; snapshots are small and hashable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from attrs import field, frozen

from dealflow.errors import UnknownName
from dealflow.model.deadline import on as _on
from dealflow.model.guard import Finding
from dealflow.model.period import Length
from dealflow.model.row import Transition

__all__ = ["Act", "Event", "Option", "ProcessState", "Refusal", "Run", "Snapshot", "Stop"]


class Stop(NamedTuple):
    """A stretch in which a clock does not count: *last* is None while it lasts; *by* names the process that tolls."""

    first: date
    last: date | None
    by: str = ""


class Run(NamedTuple):
    """One run of a clock: *length* if an order set it, *day* if an act fixed the date outright.

    *under* names the rule of each of the *extensions*. *until* is the last day on which it may have started, where
    that day is not known and *start* is the first it can have been.
    """

    clock: str
    start: date
    stops: tuple[Stop, ...] = ()
    extensions: tuple[Length, ...] = ()
    length: Length | None = None
    day: date | None = None
    ended: date | None = None
    under: tuple[str, ...] = ()
    until: date | None = None

    def extended(self, name: str) -> tuple[Length, ...]:
        """The extensions had under the rule called *name*."""
        return tuple(length for length, rule in zip(self.extensions, self.under, strict=True) if rule == name)

    def more(self, lengths: tuple[Length, ...], name: str = "") -> Run:
        """The run extended by *lengths*, one after the other, under the rule called *name*."""
        return self._replace(extensions=(*self.extensions, *lengths), under=(*self.under, *(name for _ in lengths)))


class ProcessState(NamedTuple):
    """Where one process is: its state, how often it entered one, since when, its clocks, and what it remembers.

    *filed* are the terms that stood when somebody last moved it: what a lapse approves is what was before the
    authority, not what the parties have agreed since.
    """

    state: str
    visit: int
    since: date
    runs: tuple[Run, ...] = ()
    approved: tuple[tuple[str, Any], ...] | None = None
    data: tuple[tuple[str, Any], ...] = ()
    terms: str = ""
    filed: str = ""

    def run(self, clock: str) -> Run | None:
        """The run of *clock* that is under way, or None."""
        for run in self.runs:
            if run.clock == clock and run.ended is None:
                return run
        return None

    def detail(self, name: str) -> Any:
        """What an earlier act gave for the detail *name*, or None."""
        for key, value in self.data:
            if key == name:
                return value
        return None


@frozen
class Snapshot:
    """Where the whole deal is on a day."""

    day: date
    ids: tuple[str, ...] = field(repr=False)
    processes: tuple[ProcessState, ...] = field(repr=False)
    milestones: tuple[date | None, ...] = field(repr=False)
    terms: str
    dates: tuple[date | None, ...] = field(repr=False)

    def process(self, id: str) -> ProcessState:
        """Where the process *id* is; raises UnknownName with a suggestion."""
        try:
            return self.processes[self.ids.index(id)]
        except ValueError:
            raise UnknownName("process", id, self.ids) from None

    @property
    def states(self) -> dict[str, str]:
        """The state of each process, in deal order."""
        return {id: p.state for id, p in zip(self.ids, self.processes, strict=True)}


def _pairs(value: Mapping[str, Any] | tuple[tuple[str, Any], ...] | None) -> tuple[tuple[str, Any], ...]:
    items = value.items() if isinstance(value, Mapping) else value or ()
    return tuple(sorted(items))


@frozen
class Act:
    """What someone tries: an action, on a day, by someone.

    *on* is the day it happens (an aware datetime becomes a date in the authority's zone), *effective* the day from
    which clocks count if that is another one, *recorded* the day we learned of it. *details* are the row's own
    (days of an extension, the terms an amendment selects); *evidence* is the class of proof ("document", "claim"),
    *source* what it rests on. Where only the month is known, *on* is the first day it can have been and *until* the
    last.
    """

    action: str
    on: date | datetime
    by: str
    effective: date | datetime | None = None
    details: tuple[tuple[str, Any], ...] = field(default=(), converter=_pairs)
    evidence: str | None = None
    source: str | None = None
    recorded: date | None = None
    until: date | None = None

    @property
    def detail(self) -> dict[str, Any]:
        """The details as a mapping."""
        return dict(self.details)


class Event(NamedTuple):
    """What happened: one process went by *action* from state *was* to state *now* on a day.

    *kind* is "act", "lapse" (let fall by the calendar) or "breach" (happened although the definitions refuse it, with
    the blockers it ran over). *until* is the last day it can have been, where *on* is only the first. A tuple,
    because the live deal makes one for every act.
    """

    process: str
    action: str
    was: str
    now: str
    on: date
    effective: date
    by: str
    kind: str = "act"
    details: tuple[tuple[str, Any], ...] = ()
    evidence: str | None = None
    source: str | None = None
    recorded: date | None = None
    blockers: tuple[Finding, ...] = ()
    until: date | None = None

    @property
    def id(self) -> str:
        """The action with its process: ``us.cfius:accept``."""
        return f"{self.process}:{self.action}"

    def __str__(self) -> str:
        return f"{_on(self.on)}  {self.id}  {self.was} -> {self.now}  by {self.by}"


@frozen
class Refusal:
    """An act that is not possible, with every blocker; falsy.

    *kind* is one of "no such action", "not from this state", "wrong actor", "condition unmet", "too early",
    "too late", "bad details" and "earlier than the record".
    """

    kind: str
    act: Act
    day: date
    blockers: tuple[Finding, ...]

    KINDS = (
        "no such action",
        "not from this state",
        "wrong actor",
        "condition unmet",
        "too early",
        "too late",
        "bad details",
        "earlier than the record",
    )

    def __bool__(self) -> bool:
        return False

    @property
    def first_day(self) -> date | None:
        """The first day on which every blocker would be met if nobody acts, or None."""
        days = [b.first_day for b in self.blockers]
        return None if None in days or not days else max(d for d in days if d is not None)

    def __str__(self) -> str:
        lines = "".join(f"\n  - {b}" + (f"  (cure: {b.cure})" if b.cure else "") for b in self.blockers)
        return f"{self.act.action} on {_on(self.day)} by {self.act.by or 'nobody'} is refused: {self.kind}{lines}"


@frozen
class Option:
    """A row that leaves a current state, with all its findings: *permitted* if none is unmet."""

    process: str
    action: str
    by: tuple[str, ...]
    row: Transition = field(repr=False)
    findings: tuple[Finding, ...] = field(repr=False)
    permitted: bool = True

    @property
    def id(self) -> str:
        """The action with its process: ``us.cfius:accept``."""
        return f"{self.process}:{self.action}"

    @property
    def blockers(self) -> tuple[Finding, ...]:
        """The findings that are not met."""
        return tuple(f for f in self.findings if f.met is False)
