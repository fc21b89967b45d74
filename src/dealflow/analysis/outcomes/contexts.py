"""How one visit of a process leads into the next: contexts, in which the day of entry no longer counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from dealflow.analysis.outcomes.beside import days_in
from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.node import AT_END, Visit, Way, parts_of
from dealflow.analysis.sampling.groups import Group
from dealflow.analysis.sampling.taking import row_of, take
from dealflow.kernel.board import Board
from dealflow.kernel.step import apply
from dealflow.kernel.values import ProcessState, Stop
from dealflow.model import Unit

__all__ = ["Context", "Paths", "next_board", "next_state", "shifted"]

_ONE: Final = timedelta(days=1)
_MOST_KEPT: Final = 4096


class Context(NamedTuple):
    """A visit as if it had begun on the day of the question: all that its future depends on, its day left out."""

    state: ProcessState
    late: bool


class Paths:
    """The contexts of the process at *i*: where each way leads, and whether a visit is the same on all days."""

    def __init__(self, ground: Ground, i: int) -> None:
        self.ground = ground
        self.i = i
        self.goes_on: dict[str, bool] = {s: bool(ground.leaving(i, s)) for s in ground.states(i)}
        known = ground.known
        if i not in known.order:
            for state in ground.states(i):
                for group in ground.drawn(i, state):
                    self._check(group)
            known.order[i] = {state: n for n, state in enumerate(_forward(ground, i))}
        self.order: dict[str, int] = known.order[i]
        self.again: frozenset[str] = ground.again(i)

    def _check(self, group: Group) -> None:
        """Raise Unsolved if a group does more than leave its state by one row, at a time that is its own."""
        ground, name = self.ground, group.belief.name
        for choice, timing in zip(group.choices, group.luck.timings, strict=True):
            if any(row.transition.target is None for row in choice.rows):
                raise Unsolved(f"{name}: {choice.action} leaves its state as it is")
            if len({row.target for row in choice.rows}) > 1:
                raise Unsolved(f"{name}: {choice.action} leads to one state or another")
            for wait, _, _ in parts_of(timing) if timing is not None else ():
                if wait.clock and ground.plan.clock_of(wait.clock, -1)[0] in ground.moving - {self.i}:
                    raise Unsolved(f"{name}: a delay ends with {wait.clock}, a clock of another process that moves")

    def children(self, way: Way, visit: Visit) -> list[tuple[int, Context]]:
        """Where *way* leads: one context for all days if they agree, else one for each day."""
        if not self.goes_on[way.row.target]:
            return []
        days = days_in(way.chances)
        first = self.child(way, visit, days[0])
        if len(days) == 1 or not self.carries(way) or self.child(way, visit, days[-1]) == first:
            return [(days[0], first)]
        if self.is_steady(Context(visit.state, visit.late)) and not visit.now:
            raise Unsolved(f"a clock of {self.ground.plan.ids[self.i]} runs on from one state into the next")
        return [(d, self.child(way, visit, d)) for d in days]

    def carries(self, way: Way) -> bool:
        """True if a clock may run on from the state that *way* leaves into the one that it enters."""
        clocks = [c.clock for c in self.ground.plan.clocks[self.i].values()]
        runs_on = any({way.row.source, way.row.target} <= c.runs_in or c.edition_of or c.follows for c in clocks)
        runs_on |= any(c.toll_processes for c in self.ground.plan.clocks[self.i].values())
        t = way.row.transition
        return runs_on or bool(t.counts_from or t.details)

    def child(self, way: Way, visit: Visit, d: int) -> Context:
        """Where *way* leads if it is gone on the *d*-th day of *visit*."""
        known, key = self.ground.known.after, (self.i, way.row, way.choice, way.at, visit, d)
        if key not in known:
            if len(known) > _MOST_KEPT:
                known.clear()
            known[key] = self._child(way, visit, d)
        found: Context = known[key]
        return found

    def _child(self, way: Way, visit: Visit, d: int) -> Context:
        day = visit.day + d * _ONE
        after = next_state(self.ground, self.i, way, visit.state, day)
        kept = self.ground.plan.clocks[self.i]
        needed = {c.clock.edition_of for c in kept.values()}
        runs = tuple(r for r in after.runs if r.ended is None or r.clock in needed)
        plain = after._replace(visit=0, runs=runs, since=day)
        return Context(shifted(plain, -(day - self.ground.as_of).days), way.at == AT_END)

    def is_steady(self, context: Context) -> bool:
        """True if a visit goes the same way on whatever day it begins: nothing in it asks the calendar."""
        ground, i, state = self.ground, self.i, context.state
        for run in state.runs:
            clock = ground.plan.clocks[i][run.clock]
            period = clock.rule(state, run)[0]
            dated = (*clock.clock.length.changes, *clock.clock.tolled_by.changes)
            if period is not None and (period.calendar or period.unit not in (Unit.DAYS, Unit.WEEKS)):
                return False
            if run.ended is None and any(ground.as_of < day <= ground.horizon for day in dated):
                return False
        return self._is_plain(state.state)

    def _is_plain(self, state: str) -> bool:
        """True if what is believed in *state* counts plain days and asks nothing that changes with them."""
        ground, i = self.ground, self.i
        if (i, state) not in ground.known.plain:
            timings = [t for group in ground.drawn(i, state) for t in group.luck.timings if t is not None]
            units = {wait.unit for timing in timings for wait, _, _ in parts_of(timing)}
            asks = any(row.transition.cutoff or any(map(ground.timed, row.parts)) for row in ground.leaving(i, state))
            ground.known.plain[i, state] = not asks and units <= {Unit.DAYS, Unit.WEEKS}
        return ground.known.plain[i, state]


def next_state(ground: Ground, i: int, way: Way, state: ProcessState, day: date) -> ProcessState:
    """The process at *i* after going *way* on *day* from *state*."""
    return next_board(ground, i, way, state, day).processes[i]


def next_board(ground: Ground, i: int, way: Way, state: ProcessState, day: date) -> Board:
    """The deal after the process at *i* goes *way* on *day* from *state*, as the kernel moves it."""
    board = ground.copy(day)
    board.processes[i] = state
    if way.choice is None:
        apply(ground.plan, board, way.row, day, day, ())
        return board
    row = row_of(ground.plan, board, i, way.choice)
    if row is None or row.target != way.row.target:
        raise Unsolved(f"{ground.plan.ids[i]}:{way.row.action} is another step on {day}")
    take(ground.plan, board, row, way.choice)
    return board


def _forward(ground: Ground, i: int) -> Iterator[str]:
    """The states of the process at *i*, each after those that lead to it as far as there is no circle."""
    after: dict[str, list[str]] = {}
    for row in ground.rows[i]:
        after.setdefault(row.source, []).append(row.target)
    done: dict[str, None] = {}
    seen: set[str] = set()

    def walk(state: str) -> None:
        seen.add(state)
        for target in after.get(state, ()):
            if target not in seen:
                walk(target)
        done[state] = None

    walk(ground.board.processes[i].state)
    yield from reversed(done)


def shifted(state: ProcessState, days: int) -> ProcessState:
    """*state* with every day moved by so many *days*."""
    if not days:
        return state

    def moved(day: date | None) -> date | None:
        return None if day is None else day + days * _ONE

    runs = tuple(
        run._replace(
            start=run.start + days * _ONE,
            stops=tuple(Stop(s.first + days * _ONE, moved(s.last), s.by) for s in run.stops),
            day=moved(run.day),
            ended=moved(run.ended),
        )
        for run in state.runs
    )
    return state._replace(since=state.since + days * _ONE, runs=runs)
