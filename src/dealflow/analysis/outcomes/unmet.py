"""Which conditions of closing are unmet, taken apart: by the state of each process that moves, and always."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from dealflow.analysis.outcomes.conditions import stands_at
from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.missing import closing_rows
from dealflow.kernel.board import Board
from dealflow.kernel.plan import Row
from dealflow.model import Gates, Permitted
from dealflow.model.guard import AgedAtLeast, Guard, InForce, OnOrBefore, Past, Running, leaves

__all__ = ["Judge", "Judged"]

_CLOSE = "close"


class Judged(NamedTuple):
    """What is unmet: *always*, and by the state in which each other process stands."""

    always: frozenset[str]
    unmet: Mapping[int, Mapping[str, frozenset[str]]]
    key: Any


class _Condition(NamedTuple):
    """A condition: whose it is, the moving processes it looks at, and whether it is unmet on a board."""

    i: int
    seen: frozenset[int]
    unmet: Callable[[Board], bool]


class Judge:
    """The conditions of closing of a deal in which the process at *joint* waits; raises Unsolved where they entangle.

    *seen* are the moving processes they look at, *days* those on which they can change with the days alone.
    """

    def __init__(self, ground: Ground, joint: int) -> None:
        self.ground = ground
        self.joint = joint
        self.guards: list[Guard] = []
        self.conditions: list[_Condition] = list(self._found())
        self.seen: frozenset[int] = frozenset(k for c in self.conditions for k in c.seen)
        plan, setting = ground.plan, ground.setting
        self.rows: tuple[Row, ...] = closing_rows(plan)
        for row in self.rows:
            if row.i != joint and row.i in ground.moving:
                raise Unsolved(f"{plan.ids[row.i]} closes and waits for nobody")
            for part in row.parts:
                if not isinstance(part, (Gates, Permitted)):
                    self.guards.append(part)
                    if ground.looks_at(part, row.i) - {joint}:
                        raise Unsolved(f"{plan.ids[row.i]}:{row.action} itself looks at another process")
        if any(isinstance(leaf, (AgedAtLeast, Past, Running)) for g in self.guards for leaf in leaves(g)):
            raise Unsolved("a condition of closing looks at a clock")
        self.days: frozenset[int] = frozenset(self._days())
        self.before: set[tuple[int, str]] = {(plan.index[e.process], s) for e in setting.events for s in (e.was, e.now)}
        self.before |= {(i, p.state) for i, p in enumerate(setting.snapshot.processes)}
        self.known: dict[Any, Judged] = {}

    def _found(self) -> Iterator[_Condition]:
        ground, plan = self.ground, self.ground.plan
        for gate in plan.gates.get(_CLOSE, ()):
            if plan.asked(gate, ground.board):
                looks = (ground.looks_at(gate.gate.guard, gate.i) | ({gate.i} & ground.moving)) - {self.joint}
                self._check(gate.i, looks, timed=ground.timed(gate.gate.guard))
                self.guards += [] if looks else [gate.gate.guard]
                yield _Condition(gate.i, frozenset(looks), lambda board, gate=gate: not plan.open(gate, board))  # type: ignore[misc]
        for k, _ in plan.forbidding.get(_CLOSE, ()):
            looks = (frozenset({k, *(j for j, _ in plan.lifting.get(k, ()))}) & ground.moving) - {self.joint}
            self._check(k, looks, timed=False)
            yield _Condition(k, looks, lambda board, k=k: k in plan.forbidders(_CLOSE, board))  # type: ignore[misc]

    def _check(self, i: int, looks: frozenset[int], *, timed: bool) -> None:
        if len(looks) > 1 or (looks and timed):
            raise Unsolved(f"the condition of {self.ground.plan.ids[i]} looks at days or several processes together")

    def _days(self) -> Iterator[int]:
        ground, late = self.ground, []
        for leaf in (leaf for guard in self.guards for leaf in leaves(guard)):
            if isinstance(leaf, OnOrBefore):
                late.append(ground.board.dates[ground.plan.date_names.index(leaf.date_name)])
            elif isinstance(leaf, InForce):
                yield from ((d - ground.as_of).days for d in (leaf.start,) if d)
                late.append(leaf.end)
        dates = [a.details for g in ground.setting.groups for a in g.choices]
        late += [day for details in dates for day in details.values() if hasattr(day, "toordinal")]
        yield from (n for day in late if day is not None and (n := (day - ground.as_of).days + 1) >= 0)

    def of(self, board: Board, passed: frozenset[tuple[int, str]]) -> Judged:
        """What is unmet on *board*, by the states of the others."""
        here = board.processes[self.joint].state if self.joint >= 0 else ""
        reached = tuple(day is not None for day in board.milestones)
        key = (here, reached, tuple(board.dates), board.terms, passed, board.day if self.days else None)
        if key not in self.known:
            self.known[key] = self._judged(board, passed)
        return self.known[key]

    def _judged(self, board: Board, passed: frozenset[tuple[int, str]]) -> Judged:
        ids = self.ground.plan.ids
        always = {ids[c.i] for c in self.conditions if not c.seen and c.unmet(board)}
        always |= {ids[i] for i in self._own(board, passed)}
        unmet: dict[int, dict[str, frozenset[str]]] = {}
        for k in sorted(self.seen):
            each = {}
            for state in self.ground.states(k):
                kept, board.processes[k] = board.processes[k], stands_at(self.ground, k, state).processes[k]
                each[state] = frozenset(ids[c.i] for c in self.conditions if k in c.seen and c.unmet(board))
                board.processes[k] = kept
            if len(set(each.values())) > 1:
                unmet[k] = each
            else:
                always |= next(iter(each.values()))
        key = tuple((k, tuple(each.items())) for k, each in unmet.items())
        return Judged(frozenset(always), unmet, key)

    def _own(self, board: Board, passed: frozenset[tuple[int, str]]) -> set[int]:
        """The closing processes that never came so far as to close, or whose own demand is unmet."""
        been = self.before | passed
        ready = [row for row in self.rows if (row.i, row.source) in been]
        if not ready:
            return {row.i for row in self.rows}
        own = [
            [t for part, t in zip(row.parts, row.truths, strict=True) if not isinstance(part, (Gates, Permitted))]
            for row in ready
        ]
        return {row.i for row in ready} if all(any(t(board) is False for t in ts) for ts in own) else set()
