"""What can come to be of a deal from the day of the question on: states, terms, clocks, milestones and acts.

Grown from where the deal stands, by believed acts and lapses of clocks, until nothing is added.
Whatever a history can come to is among it; what hangs on two things that exclude each other may be among it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sized
from datetime import date, timedelta
from typing import Any

from attrs import define, field

from dealflow.analysis.idle.holding import can_hold, holds_always
from dealflow.analysis.idle.limits import beyond
from dealflow.analysis.sampling.formula import World
from dealflow.analysis.sampling.groups import Choice, Group
from dealflow.analysis.sampling.setting import Setting
from dealflow.kernel.plan import Plan, Row

__all__ = ["Possible", "possible"]

_ONE = timedelta(days=1)


@define(eq=False, repr=False)
class Possible:
    """What a deal can come to: *states* of each process, *drawn* those in which beliefs are drawn, and the rest."""

    setting: Setting
    states: list[set[str]]
    drawn: list[set[str]]
    terms: set[str]
    clocks: set[tuple[int, str]]
    taken: set[tuple[Row, Choice | None]] = field(factory=set)
    milestones: set[int] = field(factory=set)
    dates: set[int] = field(factory=set)
    _days: tuple[date, ...] = ()
    _numbers: tuple[dict[str, int], ...] = ()

    @property
    def plan(self) -> Plan:
        """The compiled deal."""
        return self.setting.plan

    def takes(self, choice: Choice) -> bool:
        """True if *choice* can be taken."""
        return any((row, choice) in self.taken for row in choice.rows)

    def groups(self, i: int, state: str) -> Iterable[Group]:
        """The groups that can be drawn in *state*: those of the present visit are what the history has left open."""
        entered = self.setting.snapshot.processes[i].state != state or any(
            row.i == i and row.target == state and row.transition.target is not None for row, _ in self.taken
        )
        if entered:
            return self.setting.by_state.get((i, state), ())
        return tuple(one.group for one in self.setting.open if one.group.i == i)

    def world(self, terms: str, i: int, state: str) -> World:
        """Everything that can be under *terms* while the process at *i* is in *state* (in any, where it is empty)."""
        reachable = [sum(1 << n[s] for s in some) for n, some in zip(self._numbers, self.states, strict=True)]
        if state:
            reachable[i] = 1 << self._numbers[i][state]
        clocks = {clock: k for k, clock in enumerate(sorted(self.clocks))}
        reached = tuple(day is not None for day in self.setting.snapshot.milestones)
        moving = frozenset(self.milestones)
        return World(self.plan, self._days, (terms,), tuple(reachable), self._numbers, moving, reached, clocks)

    def can_hold(self, parts: Iterable[Any], i: int, state: str, *, awake: bool = True) -> bool:
        """False only if the process at *i* can never meet all *parts* while it is in *state*."""
        asked = tuple(parts)
        return any(can_hold(self.world(t, i, state), asked, i, self._dated, awake=awake) for t in sorted(self.terms))

    def comes(self, group: Group, k: int) -> bool:
        """True if one of the delays of an alternative can be over: its clock, if it names one, can run."""
        timing = group.luck.timings[k]
        return timing is not None and any(
            not wait.clock or self.plan.clock_of(wait.clock, -1) in self.clocks for wait in timing.waits
        )

    def ends(self, row: Row) -> bool:
        """True if the deal has ended once *row* is taken, whatever else is so."""
        reached = row.transition.reaches if not self.plan.deal.processes[row.i].of else ""
        k = self.plan.milestones.index(reached) if reached else -1

        def after(terms: str) -> World:
            world = self.world(terms, row.i, row.target)
            known = tuple(True if n == k else was for n, was in enumerate(world.reached))
            return world._replace(reached=known, milestones_move=world.milestones_move - {k})

        worlds = [after(terms) for terms in self.terms]
        return any(all(holds_always(world, e.guard) for world in worlds) for e in self.plan.deal.endings)

    def _dated(self, k: int) -> bytes | None:
        if k in self.dates:
            return None
        limit = self.setting.snapshot.dates[k]
        return bytes(limit is None or day <= limit for day in self._days)

    # ---------------------------------------------------------------------------------------------- how it is grown

    def grow(self) -> bool:
        """Add what can be taken from what is known; False if nothing was added."""
        before = self._size()
        for i, known in enumerate(self.drawn):
            for state in sorted(known):
                for group in self.groups(i, state):
                    self._draw(group)
        for i, known in enumerate(self.states):
            for state in sorted(known):
                self._lapse(i, state)
        for row, _ in self.taken:
            if row.target not in self.drawn[row.i] and not self.ends(row):
                self.drawn[row.i].add(row.target)
        return self._size() != before

    def _size(self) -> int:
        counted: list[Sized] = [self.terms, self.clocks, self.taken, self.milestones, self.dates]
        return sum(len(part) for part in (*counted, *self.states, *self.drawn))

    def _draw(self, group: Group) -> None:
        for k, choice in enumerate(group.choices):
            if choice.act is None or not self.comes(group, k):
                continue
            for row in choice.rows:
                fresh = (row, choice) not in self.taken
                if fresh and not beyond(self.plan, row, choice) and self.can_hold(row.parts, row.i, row.source):
                    self._take(row, choice)

    def _lapse(self, i: int, state: str) -> None:
        for name, clock in self.plan.clocks[i].items():
            if clock.clock.lapse and state in clock.clock.runs_in and (i, name) in self.clocks:
                for row in self.plan.rows.get((i, state, clock.clock.lapse), ()):
                    if (row, None) not in self.taken:
                        self._take(row, None)

    def _take(self, row: Row, choice: Choice | None) -> None:
        t, plan, i = row.transition, self.plan, row.i
        self.taken.add((row, choice))
        self.states[i].add(row.target)
        for name, clock in plan.clocks[i].items():
            starts = not clock.start_actions or row.action in clock.start_actions
            if t.target is not None and row.target in clock.clock.runs_in and starts:
                self.clocks.add((i, name))
        if not plan.deal.processes[i].of:
            self.milestones |= {plan.milestones.index(m) for m in (t.reaches, t.withdraws) if m}
        if t.moves:
            self.dates.add(plan.date_names.index(t.moves))
        if t.selects:
            self.terms |= self._selected(i, choice)

    def _selected(self, i: int, choice: Choice | None) -> set[str]:
        """The terms that become the current ones: those that the act names, else any that the process can carry."""
        named = choice.details.get("terms") if choice is not None else None
        if named:
            return {named}
        carried = (c.details.get("terms") for g in self.setting.groups if g.i == i for c in g.choices)
        return {str(t) for t in (self.setting.snapshot.processes[i].terms, *carried) if t}


def possible(setting: Setting) -> Possible:
    """What the deal of *setting* can come to."""
    snapshot, plan = setting.snapshot, setting.plan
    length = (setting.horizon - setting.day).days + 2
    found = Possible(
        setting,
        [{process.state} for process in snapshot.processes],
        [{process.state} for process in snapshot.processes],
        {snapshot.terms},
        {(i, run.clock) for i, process in enumerate(snapshot.processes) for run in process.runs},
        days=tuple(setting.day + n * _ONE for n in range(length)),
        numbers=tuple({s.name: n for n, s in enumerate(b.process.states)} for b in plan.deal.processes),
    )
    while found.grow():
        pass
    return found
