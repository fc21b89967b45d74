"""What each guard means, as a function of a board. This is the one place where a guard is given a meaning.

Everything else (findings, refusals, the live deal) asks here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Protocol

from dealflow.kernel.board import Board, Truth
from dealflow.kernel.clocks import ClockPlan, past
from dealflow.model.deal import Deal
from dealflow.model.guard import (
    AgedAtLeast,
    AllOf,
    AnyOf,
    Gates,
    Guard,
    InForce,
    InPerimeter,
    InState,
    NoneOther,
    Not,
    OnOrBefore,
    Past,
    Permitted,
    Reached,
    Required,
    Running,
)
from dealflow.model.row import Gate
from dealflow.model.terms import Applicability

__all__ = ["AskedGate", "Compiled", "meaning"]


class AskedGate:
    """A gate of a bound process, compiled."""

    __slots__ = ("gate", "i", "truth")

    def __init__(self, i: int, gate: Gate, truth: Truth) -> None:
        self.i: int = i
        self.gate: Gate = gate
        self.truth: Truth = truth


class Compiled(Protocol):
    """What the meaning of a guard needs to know of the compiled deal it stands in."""

    deal: Deal
    index: dict[str, int]
    milestones: tuple[str, ...]
    date_names: tuple[str, ...]
    clocks: tuple[dict[str, ClockPlan], ...]

    @property
    def gates(self) -> Mapping[str, tuple[AskedGate, ...]]:
        """The gates of each step."""
        ...

    def applicability(self, i: int, terms: str, day: date) -> Applicability:
        """Whether a process is required."""
        ...

    def asked(self, gate: AskedGate, board: Board) -> bool:
        """Whether a gate is asked."""
        ...

    def open(self, gate: AskedGate, board: Board) -> bool | None:
        """Whether a gate is open."""
        ...

    def forbidders(self, step: str, board: Board) -> list[int]:
        """Who forbids a step."""
        ...

    def ref(self, i: int, process: str) -> str:
        """The process that a reference means."""
        ...

    def step(self, i: int, name: str) -> str:
        """The step that a name means."""
        ...

    def clock_of(self, name: str, i: int) -> tuple[int, str]:
        """The clock that a name means."""
        ...


def meaning(plan: Compiled, guard: Guard, i: int) -> Truth:
    """What *guard* means for the process at *i* of a compiled deal."""
    return _READERS[type(guard)](plan, guard, i)


def _reached(plan: Compiled, guard: Reached, i: int) -> Truth:
    k = plan.milestones.index(guard.milestone)
    return lambda board: board.milestones[k] is not None


def _in_state(plan: Compiled, guard: InState, i: int) -> Truth:
    j, states = plan.index[plan.ref(i, guard.process)], guard.states
    return lambda board: board.processes[j].state in states


def _none_other(plan: Compiled, guard: NoneOther, i: int) -> Truth:
    kind, states = plan.deal.processes[i].process.id, guard.states
    others = tuple(j for j, b in enumerate(plan.deal.processes) if b.process.id == kind and j != i)
    return lambda board: not any(board.processes[j].state in states for j in others)


def _required(plan: Compiled, guard: Required, i: int) -> Truth:
    j, category = plan.index[plan.ref(i, guard.process)], guard.category

    def truth(board: Board) -> bool:
        found = plan.applicability(j, board.terms, board.law_day)
        return found.required and (not category or found.category == category)

    return truth


def _gates(plan: Compiled, guard: Gates, i: int) -> Truth:
    step = plan.step(i, guard.step)

    def truth(board: Board) -> bool | None:
        result: bool | None = True
        for gate in plan.gates.get(step, ()):
            if not plan.asked(gate, board):
                continue
            is_open = plan.open(gate, board)
            if is_open is False:
                return False
            if is_open is None:
                result = None
        return result

    return truth


def _permitted(plan: Compiled, guard: Permitted, i: int) -> Truth:
    step = plan.step(i, guard.step)
    return lambda board: not plan.forbidders(step, board)


def _running(plan: Compiled, guard: Running, i: int) -> Truth:
    j, name = plan.clock_of(guard.clock, i)

    def truth(board: Board) -> bool | None:
        run = board.processes[j].run(name)
        if run is None or board.day is None:
            return False if run is None else None
        return not past(plan.clocks[j][name], board.processes[j], run, board.day, board.seen)

    return truth


def _past(plan: Compiled, guard: Past, i: int) -> Truth:
    j, name = plan.clock_of(guard.clock, i)

    def truth(board: Board) -> bool | None:
        run = board.processes[j].run(name)
        if run is None or board.day is None:
            return False if run is None else None
        return past(plan.clocks[j][name], board.processes[j], run, board.day, board.seen)

    return truth


def _aged(plan: Compiled, guard: AgedAtLeast, i: int) -> Truth:
    j, name = plan.clock_of(guard.clock, i)
    age = timedelta(days=guard.days)

    def truth(board: Board) -> bool | None:
        run = board.processes[j].run(name)
        if run is None or board.day is None:
            return False if run is None else None
        return bool(run.start + age <= board.day)

    return truth


def _on_or_before(plan: Compiled, guard: OnOrBefore, i: int) -> Truth:
    k = plan.date_names.index(guard.date_name)

    def truth(board: Board) -> bool | None:
        limit = board.dates[k]
        if limit is None:
            return True
        return None if board.day is None else bool(board.day <= limit)

    return truth


def _in_force(plan: Compiled, guard: InForce, i: int) -> Truth:
    start, end = guard.start or date.min, guard.end or date.max

    def truth(board: Board) -> bool | None:
        day = board.day or board.law
        return None if day is None else bool(start <= day <= end)

    return truth


def _in_perimeter(plan: Compiled, guard: InPerimeter, i: int) -> Truth:
    inside = frozenset(n for n, t in plan.deal.terms.items() if guard.asset in {a.id for a in t.perimeter})
    return lambda board: board.terms in inside


def _all(plan: Compiled, guard: AllOf, i: int) -> Truth:
    truths = tuple(meaning(plan, g, i) for g in guard.guards)

    def truth(board: Board) -> bool | None:
        found = [t(board) for t in truths]
        return False if False in found else None if None in found else True

    return truth


def _any(plan: Compiled, guard: AnyOf, i: int) -> Truth:
    truths = tuple(meaning(plan, g, i) for g in guard.guards)

    def truth(board: Board) -> bool | None:
        found = [t(board) for t in truths]
        return True if True in found else None if None in found else False

    return truth


def _not(plan: Compiled, guard: Not, i: int) -> Truth:
    inner = meaning(plan, guard.guard, i)

    def truth(board: Board) -> bool | None:
        found = inner(board)
        return None if found is None else not found

    return truth


_READERS: dict[type[Guard], Callable[[Compiled, Any, int], Truth]] = {
    Reached: _reached,
    InState: _in_state,
    NoneOther: _none_other,
    Required: _required,
    Gates: _gates,
    Permitted: _permitted,
    Running: _running,
    Past: _past,
    AgedAtLeast: _aged,
    OnOrBefore: _on_or_before,
    InForce: _in_force,
    InPerimeter: _in_perimeter,
    AllOf: _all,
    AnyOf: _any,
    Not: _not,
}
