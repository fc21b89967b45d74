"""Ways through a process that its own rows allow, whatever their guards say: to stand a deal in any of its states."""

from __future__ import annotations

from collections import deque
from datetime import date, timedelta
from typing import Any

from dealflow import kernel
from dealflow.kernel import Act, Snapshot
from dealflow.model import CLOCK, Deal, Detail, Process, Transition

__all__ = ["shortest", "stand_in", "value_of"]

_DAY = date(2027, 3, 1)


def value_of(detail: Detail) -> Any:
    """Some value for a detail that a row needs."""
    return {
        "days": 5,
        "length": "5 days",
        "date": _DAY,
        "terms": "t",
        "text": "a reason",
        "party": "p0",
    }[detail.kind]


def shortest(process: Process) -> dict[str, tuple[Transition, ...]]:
    """The shortest way by acts and lapses from the initial state to every other."""
    ways: dict[str, tuple[Transition, ...]] = {process.initial.name: ()}
    waiting = deque([process.initial.name])
    while waiting:
        state = waiting.popleft()
        for row in process.rows(state):
            if row.target and row.target not in ways:
                ways[row.target] = (*ways[state], row)
                waiting.append(row.target)
    return ways


def stand_in(deal: Deal, now: Snapshot, process: str, way: tuple[Transition, ...]) -> Snapshot | None:
    """The deal after *way*, taken against its guards where need be; None if a lapse on it cannot be brought about."""
    for row in way:
        if row.by == (CLOCK,):
            lapse = _lapsed(deal, now, process, row)
            if lapse is None:
                return None
            now = lapse
            continue
        details = {d.name: value_of(d) for d in row.details if d.required}
        act = Act(f"{process}:{row.action}", now.day, row.by[0], details=details)
        now = kernel.evolve(deal, now, kernel.breach(deal, now, act))
    return now


def _lapsed(deal: Deal, now: Snapshot, process: str, row: Transition) -> Snapshot | None:
    """The deal just after the lapse of *row* has fallen."""
    for event in kernel.advance(deal, now, now.day + timedelta(days=366 * 12)):
        now = kernel.evolve(deal, now, event)
        if event.process == process:
            return now if event.action == row.action and event.now == row.target else None
    return None
