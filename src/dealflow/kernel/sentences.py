"""Findings in words: one sentence for each kind of guard, met or unmet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dealflow.kernel.board import Board
from dealflow.kernel.clocks import last_day
from dealflow.kernel.plan import Plan
from dealflow.model.deadline import on
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

__all__ = ["say"]


def say(plan: Plan, board: Board, guard: Guard, i: int, met: bool | None) -> str:
    """What *guard* says of *board*, in a sentence; *met* is what it was found to be."""
    if guard.says and met is False:
        return guard.says
    if isinstance(guard, Not):
        return say(plan, board, guard.guard, i, None if met is None else not met)
    if isinstance(guard, (AllOf, AnyOf)):
        return _say_parts(plan, board, guard, i, met)
    return _SAY[type(guard)](plan, board, guard, i, met)


def _say_parts(plan: Plan, board: Board, guard: AllOf | AnyOf, i: int, met: bool | None) -> str:
    """The parts that decide: those that hold up a conjunction or carry an alternative; all of them if none does."""
    parts = [(g, plan.truth(g, i)(board)) for g in guard.guards]
    decisive = (False, None) if isinstance(guard, AllOf) else (True,)
    told = [part for part in parts if part[1] in decisive] or parts
    joined = " and " if isinstance(guard, AllOf) else (", and " if met is False else ", or ")
    return joined.join(say(plan, board, part, i, said) for part, said in told)


def _is(met: bool | None, yes: str, no: str) -> str:
    return f"it depends on dates whether {yes}" if met is None else yes if met else no


def _say_reached(plan: Plan, board: Board, guard: Reached, i: int, met: bool | None) -> str:
    return _is(met, f"{guard.milestone} has been reached", f"{guard.milestone} has not been reached")


def _say_state(plan: Plan, board: Board, guard: InState, i: int, met: bool | None) -> str:
    bound = plan.deal.bound(plan.ref(i, guard.process))
    state = bound.process.state(board.processes[plan.index[bound.id]].state)
    wanted = " or ".join(s.name.replace("_", " ") for s in bound.process.states if s.name in guard.states)
    at = f"{bound.process.name} is at {state.name.replace('_', ' ')!r} ({state.text})"
    return _is(met, at, f"{at}, not {wanted}")


def _say_none_other(plan: Plan, board: Board, guard: NoneOther, i: int, met: bool | None) -> str:
    kind = plan.deal.processes[i].process.id
    others = [
        b.id
        for j, b in enumerate(plan.deal.processes)
        if j != i and b.process.id == kind and board.processes[j].state in guard.states
    ]
    states = " or ".join(sorted(guard.states))
    return _is(met, f"no other {kind} is {states}", f"{', '.join(others) or 'another'} is already {states}")


def _say_required(plan: Plan, board: Board, guard: Required, i: int, met: bool | None) -> str:
    j = plan.index[plan.ref(i, guard.process)]
    found = plan.applicability(j, board.terms, board.law_day)
    name = plan.deal.processes[j].process.name
    wanted = guard.category.replace("_", " ") or "required"
    told = f"{found.category or found.status}, {found.reason}"
    return _is(met, f"{name} is {wanted}: {told}", f"{name} is not {wanted}: {told}")


def _say_running(plan: Plan, board: Board, guard: Running, i: int, met: bool | None) -> str:
    return _is(
        met, f"clock {guard.clock} is running", f"clock {guard.clock} is not running{_ran_out(plan, board, guard, i)}"
    )


def _ran_out(plan: Plan, board: Board, guard: Any, i: int) -> str:
    j, name = plan.clock_of(guard.clock, i)
    run = board.processes[j].run(name)
    if run is None or board.day is None:
        return ""
    last = last_day(plan.clocks[j][name], board.processes[j], run, board.seen or board.day)
    word = "its last day is" if plan.clocks[j][name].clock.kind.through else "its day is"
    return f"; {word} {on(last)}" if last else ""


def _say_past(plan: Plan, board: Board, guard: Past, i: int, met: bool | None) -> str:
    told = _ran_out(plan, board, guard, i)
    return _is(met, f"clock {guard.clock} has run out", f"clock {guard.clock} has not run out{told}")


def _say_aged(plan: Plan, board: Board, guard: AgedAtLeast, i: int, met: bool | None) -> str:
    j, name = plan.clock_of(guard.clock, i)
    run = board.processes[j].run(name)
    began = f"; it began on {on(run.start)}" if run else "; it has not begun"
    days = f"{guard.days} days"
    return _is(
        met, f"clock {guard.clock} began at least {days} ago", f"clock {guard.clock} is younger than {days}{began}"
    )


def _say_date(plan: Plan, board: Board, guard: OnOrBefore, i: int, met: bool | None) -> str:
    limit = board.dates[plan.date_names.index(guard.date_name)]
    name = guard.date_name.replace("_", " ")
    if limit is None:
        return f"the contract fixes no {name}"
    return _is(met, f"the {name} ({on(limit)}) has not passed", f"the {name} ({on(limit)}) has passed")


def _say_law(plan: Plan, board: Board, guard: InForce, i: int, met: bool | None) -> str:
    rule = guard.cite.text if guard.cite else "the rule"
    since = f" from {on(guard.start)}" if guard.start else ""
    until = f" through {on(guard.end)}" if guard.end else ""
    return _is(met, f"{rule} is in force", f"{rule} is in force only{since}{until}")


def _say_perimeter(plan: Plan, board: Board, guard: InPerimeter, i: int, met: bool | None) -> str:
    terms = board.terms.replace("_", " ")
    return _is(met, f"{guard.asset} is inside the terms {terms!r}", f"{guard.asset} is outside the terms {terms!r}")


_SAY: dict[type[Guard], Callable[[Plan, Board, Any, int, bool | None], str]] = {
    Reached: _say_reached,
    InState: _say_state,
    NoneOther: _say_none_other,
    Required: _say_required,
    Running: _say_running,
    Past: _say_past,
    AgedAtLeast: _say_aged,
    OnOrBefore: _say_date,
    InForce: _say_law,
    InPerimeter: _say_perimeter,
    Gates: lambda plan, board, guard, i, met: f"the gates of {guard.step} are {'open' if met else 'closed'}",
    Permitted: lambda plan, board, guard, i, met: f"{guard.step} is {'permitted' if met else 'forbidden'}",
}
