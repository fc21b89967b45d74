"""What of a deal can still matter to how it ends, so that what differs in nothing else counts as one.

A process at which nobody looks moves nothing, and one that has come to where no move of it changes what anybody sees is
settled.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dealflow.analysis.outcomes.missing import closing_rows
from dealflow.analysis.sampling.groups import Group
from dealflow.analysis.sampling.reach import Move, reach_of
from dealflow.analysis.sampling.setting import Setting
from dealflow.kernel.plan import Plan
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
    Running,
    leaves,
)

__all__ = ["Matters"]

_STEADY: Final = (InState, Reached, NoneOther, Permitted, InPerimeter)


class Matters:
    """Who looks at what, from the endings and the conditions of closing backwards."""

    def __init__(self, setting: Setting) -> None:
        self.setting: Setting = setting
        self.plan: Plan = setting.plan
        self.moves: dict[int, tuple[Move, ...]] = {}
        for move in reach_of(setting).moves:
            self.moves[move.row.i] = (*self.moves.get(move.row.i, ()), move)
        self.states: dict[int, dict[frozenset[str], None]] = {}
        self.clocks: dict[tuple[int, str], None] = {}
        self.milestones: set[int] = set()
        self.dates: set[int] = set()
        self.who: dict[int, None] = {}
        self._told: set[tuple[int, int]] = set()
        # An ending that can come true with the days alone is judged at whatever happens then.
        self.all: bool = any(not isinstance(leaf, _STEADY) for e in setting.deal.endings for leaf in leaves(e.guard))
        self._look()
        self._settled: dict[tuple[int, str], bool] = {}
        self._as: dict[tuple[int, str], str] = {}

    def drawn(self, i: int, state: str) -> tuple[Group, ...]:
        """The groups that are drawn on entering *state* and can still matter."""
        if i not in self.who or self.settled(i, state):
            return ()
        return self.setting.by_state.get((i, state), ())

    def asked(self, group: Group) -> bool:
        """True if an open *group* can still matter."""
        return group.i in self.who and not self.settled(group.i, group.state)

    def ahead(self, i: int, state: str) -> list[Move]:
        """The moves that may come from *state* on."""
        return [] if self.settled(i, state) else self._ahead(i, state)[0]

    # ------------------------------------------------------------------------------------------------ who looks at what

    def _look(self) -> None:
        closing = closing_rows(self.plan)
        for ending in self.setting.deal.endings:
            self._see(ending.guard, -1)
        for row in closing:
            for part in row.parts:
                self._see(part, row.i)
            self._add(row.i)
        self._step("close")
        for i, moves in self.moves.items():
            clears = any(m.row.approves for m in moves)
            if self.all or clears or any(m.row.transition.selects for m in moves):
                self._add(i)
        while any(self._movers()):
            pass

    def _movers(self) -> Iterator[int]:
        """The processes that come to matter because they move what is looked at."""
        for i, moves in self.moves.items():
            if i in self.who:
                continue
            changed = {t.reaches for t in (m.row.transition for m in moves)}
            changed |= {t.withdraws for t in (m.row.transition for m in moves)}
            moved = {m.row.transition.moves for m in moves}
            if any(self.plan.milestones[k] in changed for k in self.milestones) or any(
                self.plan.date_names[k] in moved for k in self.dates
            ):
                self._add(i)
                yield i

    def _add(self, i: int) -> None:
        """The process at *i* matters, and with it all that its rows, delays and clocks look at."""
        if i in self.who:
            return
        self.who[i] = None
        for move in self.moves.get(i, ()):
            for part in move.row.parts:
                self._see(part, i)
        for group in self.setting.groups:
            if group.i == i:
                self._waits(group)
        for clock in self.plan.clocks[i].values():
            for process in clock.toll_processes:
                self._add(self.plan.index[process])

    def _waits(self, group: Group) -> None:
        opened = [one.luck for one in self.setting.open if one.group is group]
        for luck in (group.luck, *opened):
            for wait in (w for timing in luck.timings if timing for w in timing.waits if w.clock):
                self._clock(*self.plan.clock_of(wait.clock, -1))

    def _clock(self, i: int, name: str) -> None:
        self.clocks[i, name] = None
        self._add(i)

    def _state(self, i: int, states: frozenset[str]) -> None:
        self.states.setdefault(i, {})[states] = None
        self._add(i)

    def _see(self, guard: Guard, i: int) -> None:
        if (id(guard), i) in self._told:
            return
        self._told.add((id(guard), i))
        for leaf in leaves(guard):
            self._leaf(leaf, i)

    def _leaf(self, leaf: Guard, i: int) -> None:
        plan = self.plan
        if isinstance(leaf, InState):
            self._state(plan.index[plan.ref(i, leaf.process)], leaf.states)
        elif isinstance(leaf, NoneOther):
            kind = plan.deal.processes[i].process.id
            for j, bound in enumerate(plan.deal.processes):
                if bound.process.id == kind and j != i:
                    self._state(j, leaf.states)
        elif isinstance(leaf, (Running, Past, AgedAtLeast)):
            self._clock(*plan.clock_of(leaf.clock, i))
        elif isinstance(leaf, Reached):
            self.milestones.add(plan.milestones.index(leaf.milestone))
        elif isinstance(leaf, OnOrBefore):
            self.dates.add(plan.date_names.index(leaf.date_name))
        elif isinstance(leaf, (Gates, Permitted)):
            self._step(plan.step(i, leaf.step))

    def _step(self, step: str) -> None:
        """A step is looked at: the gates on it, and who forbids it."""
        for gate in self.plan.gates.get(step, ()):
            self._see(gate.gate.guard, gate.i)
            self._add(gate.i)
        for j, states in self.plan.forbidding.get(step, ()):
            self._state(j, states)
            for k, lifts in self.plan.lifting.get(j, ()):
                self._state(k, lifts)

    # ------------------------------------------------------------------------------------------- where nothing moves on

    def settled(self, i: int, state: str) -> bool:
        """True if no move from *state* on changes anything that anybody looks at."""
        known = self._settled.get((i, state))
        if known is None:
            known = self._settled[i, state] = i not in self.who or self._is_settled(i, state)
        return known

    def _is_settled(self, i: int, state: str) -> bool:
        if self.all or i in self.plan.tolling:
            return False
        moves, states = self._ahead(i, state)
        effects = (m.row.transition for m in moves)
        if any(t.reaches or t.withdraws or t.moves or t.selects or t.carries for t in effects):
            return False
        if any(states & self.plan.clocks[i][name].clock.runs_in for j, name in self.clocks if j == i):
            return False
        process, closing = self.plan.deal.processes[i].process, {r.source for r in closing_rows(self.plan) if r.i == i}
        if (states - {state}) & closing or (moves and any(process.state(s).approval for s in states)):
            return False
        return all(self._seen_in(i, s) == self._seen_in(i, state) for s in states)

    def _ahead(self, i: int, state: str) -> tuple[list[Move], frozenset[str]]:
        """The moves that may come from *state* on, and the states on the way."""
        found, seen, todo = [], {state}, [state]
        while todo:
            here = todo.pop()
            for move in self.moves.get(i, ()):
                if move.row.source == here:
                    found.append(move)
                    if move.row.target not in seen:
                        seen.add(move.row.target)
                        todo.append(move.row.target)
        return found, frozenset(seen)

    def _seen_in(self, i: int, state: str) -> tuple[bool, ...]:
        """What everybody sees of the process at *i* in *state*."""
        approval = self.plan.deal.processes[i].process.state(state).approval
        return (approval, *(state in states for states in self.states.get(i, ())))

    def stands_for(self, i: int, state: str) -> str:
        """The first settled state that looks the same."""
        if (i, state) not in self._as:
            alike = (
                s.name
                for s in self.plan.deal.processes[i].process.states
                if self.settled(i, s.name) and self._seen_in(i, s.name) == self._seen_in(i, state)
            )
            self._as[i, state] = next(alike)
        return self._as[i, state]
