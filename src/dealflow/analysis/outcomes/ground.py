"""What moves and what stands still: the deal on a day, with the moves that beliefs and clocks can still make.

A process that neither a belief nor a clock can move is a constant of the question, whoever asks about it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from typing import Any
from weakref import WeakKeyDictionary

from dealflow.analysis.sampling.groups import Group
from dealflow.analysis.sampling.setting import Setting
from dealflow.analysis.sampling.taking import is_awake
from dealflow.errors import DealflowError
from dealflow.kernel.board import Board, Truth, board_of
from dealflow.kernel.plan import Plan, Row
from dealflow.kernel.values import ProcessState
from dealflow.model.deal import Deal
from dealflow.model.guard import (
    AgedAtLeast,
    Gates,
    Guard,
    InPerimeter,
    InState,
    NoneOther,
    OnOrBefore,
    Past,
    Permitted,
    Reached,
    Required,
    Running,
    leaves,
)
from dealflow.model.row import CLOCK

__all__ = ["Ground", "Levels", "OwnPart", "Unsolved"]


class Unsolved(DealflowError):
    """A structure that no exact method here covers; the text says which."""


class _Known:
    """What is true of a setting under all levels of its causes, found out once."""

    def __init__(self) -> None:
        self.rows: dict[int, tuple[Row, ...]] | None = None
        self.leaving: dict[tuple[int, str], tuple[Row, ...]] = {}
        self.waits: dict[Row, dict[int, frozenset[str]]] = {}
        self.own: dict[Row, tuple[OwnPart, ...]] = {}
        self.seen: dict[tuple[int, int], tuple[Guard, frozenset[int]]] = {}
        self.truths: dict[tuple[int, int], tuple[Guard, Truth]] = {}
        self.shape: tuple[int, dict[int, frozenset[str]]] | None = None
        self.plain: dict[tuple[int, str], bool] = {}
        self.order: dict[int, dict[str, int]] = {}
        self.again: dict[int, frozenset[str]] = {}
        self.after: dict[Hashable, Any] = {}
        self.ways: dict[Hashable, Any] = {}
        self.endings: dict[tuple[int, str], str | None] = {}


OwnPart = tuple[Guard, Truth]
"""A condition that looks at no other moving process, and what it says of a board."""
Levels = tuple[tuple[float, Mapping[str, str]], ...]
"""Levels of causes that only one process asks about, each combination with its chance."""
_KNOWN: WeakKeyDictionary[Setting, _Known] = WeakKeyDictionary()


class Ground:
    """A deal on *as_of* with its beliefs, and the states that each of its processes can still come to.

    It stands at one *level* of each cause that processes share. Those of *mixed* are carried side by side: laws under
    them have a row for each.
    """

    def __init__(self, setting: Setting, level: Mapping[str, str] | None = None) -> None:
        self.setting = setting
        self.level: dict[str, str] = dict(level or {})
        self.mixed: Levels = ()
        self.weights: dict[int, list[Any]] = {}
        self.deal: Deal = setting.deal
        self.plan: Plan = setting.plan
        self.board: Board = board_of(setting.snapshot)
        self.as_of: date = setting.day
        self.horizon: date = setting.horizon
        self.days: int = (self.horizon - self.as_of).days + 1
        self.known: _Known = _KNOWN.setdefault(setting, _Known())
        if self.known.rows is None:
            self.known.rows = dict(self._reachable())
        self.rows: dict[int, tuple[Row, ...]] = self.known.rows
        self.moving: frozenset[int] = frozenset(self.rows)
        self.last_scene: tuple[int, ProcessState, Board] | None = None

    def copy(self, day: date) -> Board:
        """The board of *as_of*, to be moved, on another *day*."""
        board = Board(
            day, list(self.board.processes), list(self.board.milestones), self.board.terms, list(self.board.dates)
        )
        board.seen = self.board.seen
        return board

    def on(self, board: Board) -> Ground:
        """The same question with the deal standing as on *board*, whose day is that of the question."""
        other = copy(self)
        other.board = board
        other.known = copy(self.known)
        other.known.waits, other.known.own, other.last_scene = {}, {}, None
        other.known.after, other.known.ways, other.known.endings = {}, {}, {}
        return other

    def at(self, level: Mapping[str, str]) -> Ground:
        """The same question under these levels of some causes."""
        other = copy(self)
        other.level = {**self.level, **level}
        return other

    def beside(self, levels: Levels) -> Ground:
        """The same question with *levels* side by side, where there is more than one."""
        if not self.mixed and len(levels) < 2:
            return self
        other = copy(self)
        other.mixed, other.weights = levels, {}
        return other

    def mean(self, law: Any) -> Any:
        """What *law*, a row for each of the levels that are side by side, is on the whole."""
        if not self.mixed or isinstance(law, (int, float)):
            return law
        return sum(chance * row for (chance, _), row in zip(self.mixed, law, strict=True))

    def scene(self, i: int, state: ProcessState, day: date) -> Board:
        """The board on *day* with the process at *i* in *state*; to be looked at, and left as it was found."""
        known = self.last_scene
        if known is None or known[0] != i or known[1] is not state or known[2].day != day:
            board = self.copy(day)
            board.processes[i] = state
            known = self.last_scene = (i, state, board)
        return known[2]

    def _reachable(self) -> Iterator[tuple[int, tuple[Row, ...]]]:
        """The processes that can move, each with the rows it can come to take."""
        believed = {i for i, _ in self.setting.by_state}
        for i, process in enumerate(self.board.processes):
            if i not in believed and not any(run.ended is None for run in process.runs):
                continue
            rows = tuple(self._rows_from(i, process.state))
            if rows:
                yield i, rows

    def drawn(self, i: int, state: str, *, now: bool = False) -> tuple[Group, ...]:
        """The groups drawn on entering *state*; those that the history leaves open if it is *now*."""
        if not is_awake(self.plan, self.board, i):
            return ()
        if now:
            return tuple(one.group for one in self.setting.open if one.group.i == i)
        return self.setting.by_state.get((i, state), ())

    def _rows_from(self, i: int, state: str) -> Iterator[Row]:
        seen, todo = {state}, [state]
        while todo:
            here = todo.pop()
            for row in self.leaving(i, here):
                yield row
                if row.target not in seen:
                    seen.add(row.target)
                    todo.append(row.target)

    def leaving(self, i: int, state: str) -> tuple[Row, ...]:
        """The rows that a belief or a clock can take in *state* of the process at *i*."""
        if (i, state) not in self.known.leaving:
            self.known.leaving[i, state] = tuple(self._leaving(i, state))
        return self.known.leaving[i, state]

    def _leaving(self, i: int, state: str) -> Iterator[Row]:
        for group in self.drawn(i, state):
            for choice in group.choices:
                yield from choice.rows
        for name, clock in self.plan.clocks[i].items():
            if clock.clock.lapse and state in clock.clock.runs_in:
                known = self.board.processes[i]
                if known.state != state or known.run(name) is not None:
                    yield from self.plan.rows.get((i, state, clock.clock.lapse), ())

    def states(self, i: int) -> tuple[str, ...]:
        """The states that the process at *i* can be in from now on, the present one first."""
        now = self.board.processes[i].state
        return tuple(dict.fromkeys([now, *(row.target for row in self.rows.get(i, ()))]))

    def again(self, i: int) -> frozenset[str]:
        """The states of the process at *i* that can be entered more than once."""
        if i not in self.known.again:
            self.known.again[i] = frozenset(_circles(self.rows[i]))
        return self.known.again[i]

    # ------------------------------------------------------------------------------------- what a guard looks at

    def looks_at(self, guard: Guard, i: int) -> frozenset[int]:
        """The moving processes on which *guard* of the process at *i* depends."""
        known = self.known.seen.get((id(guard), i))
        if known is None:
            found = frozenset(j for leaf in leaves(guard) for j in self._seen_by(leaf, i)) & self.moving
            known = self.known.seen[id(guard), i] = (guard, found)
        return known[1]

    def truth(self, guard: Guard, i: int) -> Truth:
        """What *guard* means for the process at *i*, compiled once."""
        known = self.known.truths.get((id(guard), i))
        if known is None:
            known = self.known.truths[id(guard), i] = (guard, self.plan.truth(guard, i))
        return known[1]

    def _seen_by(self, leaf: Guard, i: int) -> Iterator[int]:
        if isinstance(leaf, InState):
            yield self.plan.index[self.plan.ref(i, leaf.process)]
        elif isinstance(leaf, (Running, Past, AgedAtLeast)):
            yield self.plan.clock_of(leaf.clock, i)[0]
        elif isinstance(leaf, Reached):
            yield from self.movers(milestone=leaf.milestone)
        elif isinstance(leaf, OnOrBefore):
            yield from self.movers(day=leaf.date_name)
        elif isinstance(leaf, NoneOther):
            kind = self.deal.processes[i].process.id
            yield from (j for j, b in enumerate(self.deal.processes) if b.process.id == kind and j != i)
        elif isinstance(leaf, (Gates, Permitted)):
            yield from self._seen_by_step(leaf, self.plan.step(i, leaf.step))
        elif isinstance(leaf, (Required, InPerimeter)):
            yield from self.movers(terms=True)

    def _seen_by_step(self, leaf: Gates | Permitted, step: str) -> Iterator[int]:
        if isinstance(leaf, Gates):
            for gate in self.plan.gates.get(step, ()):
                if self.plan.asked(gate, self.board):
                    yield from self.looks_at(gate.gate.guard, gate.i)
            return
        for j, _ in self.plan.forbidding.get(step, ()):
            yield j
            yield from (k for k, _ in self.plan.lifting.get(j, ()))

    def movers(self, milestone: str = "", day: str = "", *, terms: bool = False) -> Iterator[int]:
        """The processes that can still move a milestone, a date of the contract, or the terms."""
        for i, rows in self.rows.items():
            for row in rows:
                t = row.transition
                reaches = bool(milestone) and milestone in (t.reaches, t.withdraws)
                if reaches or (day and t.moves == day) or (terms and t.selects):
                    yield i

    def timed(self, guard: Guard | None) -> bool:
        """True if *guard* may change with the days alone."""
        steady = (InState, Reached, NoneOther, Permitted, InPerimeter, Required, Gates)
        return guard is not None and any(not isinstance(leaf, steady) for leaf in leaves(guard))

    def own_rows(self, i: int) -> Iterator[Row]:
        """The rows that somebody, not a clock, may take."""
        yield from (row for row in self.rows[i] if row.transition.by != (CLOCK,))

    def law_holds(self, processes: Iterable[int]) -> Mapping[int, bool]:
        """Whether the law asks for each of *processes* on every day up to the horizon as it does now."""
        out = {}
        for i in processes:
            days = [d for d in self.deal.processes[i].process.law_days if self.as_of < d <= self.horizon]
            now = self.plan.applicability(i, self.board.terms, self.as_of).status
            out[i] = all(self.plan.applicability(i, self.board.terms, d).status == now for d in days)
        return out


def _circles(rows: Iterable[Row]) -> Iterator[str]:
    """The states that *rows* can lead back to."""
    after: dict[str, set[str]] = {}
    for row in rows:
        after.setdefault(row.source, set()).add(row.target)
    for state, targets in after.items():
        seen: set[str] = set()
        todo = list(targets)
        while todo:
            here = todo.pop()
            if here not in seen:
                seen.add(here)
                todo.extend(after.get(here, ()))
        if state in seen:
            yield state
