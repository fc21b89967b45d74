"""A deal, compiled once: rows by state, gates by step, clocks with their readings chosen."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from typing import Any

from dealflow.kernel.board import Board, Truth
from dealflow.kernel.clocks import ClockPlan, clock_plans
from dealflow.kernel.meaning import AskedGate, meaning
from dealflow.model.bound import Condition
from dealflow.model.deal import Deal
from dealflow.model.guard import AllOf, Guard, OnOrBefore, leaves
from dealflow.model.row import Transition
from dealflow.model.terms import Applicability, Need

__all__ = ["Plan", "Row", "plan_of"]


class Row:
    """A transition as it stands at one source state of one bound process."""

    __slots__ = ("action", "actors", "approves", "i", "parts", "simple", "source", "target", "transition", "truths")

    def __init__(self, plan: Plan, i: int, source: str, transition: Transition) -> None:
        self.i: int = i
        self.source: str = source
        self.action: str = transition.action
        self.target: str = transition.target if transition.target is not None else source
        self.transition: Transition = transition
        self.actors: frozenset[str] = plan.actors(i, transition.by)
        guard = transition.requires
        self.parts: tuple[Guard, ...] = _parts(guard)
        self.truths: tuple[Truth, ...] = tuple(plan.truth(part, i) for part in self.parts)
        process = plan.deal.processes[i].process
        self.approves: bool = process.state(self.target).approval
        self.simple: bool = _simple(transition) and not self.approves and not process.clocks and i not in plan.tolling


def _simple(t: Transition) -> bool:
    """True if taking the row moves its process and nothing else, details aside."""
    more = (t.reaches, t.withdraws, t.extends, t.stops, t.resumes, t.restarts, t.sets_length, t.sets_day, t.moves)
    return t.target is not None and not any(more) and not t.selects and not t.carries


def _parts(guard: Guard | None) -> tuple[Guard, ...]:
    if guard is None:
        return ()
    return guard.guards if isinstance(guard, AllOf) and not guard.says else (guard,)


class Plan:
    """A compiled deal."""

    def __init__(self, deal: Deal) -> None:
        self.deal = deal
        self.ids: tuple[str, ...] = tuple(b.id for b in deal.processes)
        self.index: dict[str, int] = {id: i for i, id in enumerate(self.ids)}
        self.milestones: tuple[str, ...] = deal.milestones
        self.date_names: tuple[str, ...] = tuple(dict.fromkeys([*deal.dates, *_date_names(deal)]))
        self.listed: dict[str, Condition] = {c.process: c for c in deal.conditions}
        self._own_gate = {i for i, b in enumerate(deal.processes) if any(g.listed for g in b.process.gates)}
        self.clocks: tuple[dict[str, ClockPlan], ...] = clock_plans(deal)
        self.tolling: dict[int, tuple[tuple[int, str], ...]] = self._tolling()
        self._applies: dict[tuple[int, str, int], Applicability] = {}
        self._covered: dict[tuple[int, str], tuple[tuple[str, Any], ...]] = {}
        self.forbidding: dict[str, tuple[tuple[int, frozenset[str]], ...]] = self._forbidding()
        self.lifting: dict[int, tuple[tuple[int, frozenset[str]], ...]] = self._lifting()
        self.gates: dict[str, tuple[AskedGate, ...]] = {}
        self._compile_gates()
        self.by_state: dict[tuple[int, str], tuple[Row, ...]] = {}
        self.rows: dict[tuple[int, str, str], tuple[Row, ...]] = {}
        self.actions: dict[str, tuple[int, str]] = {}
        self._compile_rows()

    def actors(self, i: int, roles: Iterable[str]) -> frozenset[str]:
        """Everybody who may act in one of *roles* of the process at *i*: the role itself and who fills it."""
        bound, found = self.deal.processes[i], set()
        for role in roles:
            found.add(role)
            found.update(bound.roles.get(role, ()))
            if role not in bound.roles:
                found.update(p.id for p in self.deal.parties if p.role == role)
        return frozenset(found)

    def applicability(self, i: int, terms: str, day: date) -> Applicability:
        """Whether the process at *i* is required under *terms* by the law of *day*."""
        bound = self.deal.processes[i]
        if bound.of:
            return Applicability(Need.MANDATORY, f"concerns another transaction: {bound.of}")
        key = (i, terms, bisect_right(bound.process.law_days, day))
        known = self._applies.get(key)
        if known is None:
            known = self._applies[key] = bound.process.applies(self.deal.terms[terms], day)
        return known

    def covered(self, i: int, terms: str) -> tuple[tuple[str, Any], ...]:
        """The facts of *terms* that an approval of the process at *i* covers."""
        key = (i, terms)
        if key not in self._covered:
            self._covered[key] = self.deal.terms[terms].covered(self.deal.processes[i].process.covers)
        return self._covered[key]

    def still_covered(self, i: int, board: Board) -> bool:
        """True unless the process at *i* approved terms whose covered facts are no longer the current ones."""
        approved = board.processes[i].approved
        return approved is None or approved == self.covered(i, board.terms)

    def asked(self, gate: AskedGate, board: Board) -> bool:
        """True if *gate* is asked: its process is required, or the contract lists it.

        A listed process that sets a gate for that very case is asked that one; of another all gates are asked.
        """
        if gate.gate.listed:
            return True
        if self.ids[gate.i] in self.listed and gate.i not in self._own_gate:
            return True
        return self.applicability(gate.i, board.terms, board.law_day).required

    def open(self, gate: AskedGate, board: Board) -> bool | None:
        """Whether a gate that is asked is open."""
        return gate.truth(board) if self.still_covered(gate.i, board) else False

    def forbidders(self, step: str, board: Board) -> list[int]:
        """The processes that forbid *step* now, prohibitions lifted by a stay left out."""
        return [
            i
            for i, states in self.forbidding.get(step, ())
            if board.processes[i].state in states
            and not any(board.processes[j].state in s for j, s in self.lifting.get(i, ()))
        ]

    def ref(self, i: int, process: str) -> str:
        """The id of the process that a reference by the process at *i* means; of the deal itself where *i* is -1."""
        return self.deal.processes[i].ref(process) if i >= 0 else process

    def step(self, i: int, name: str) -> str:
        """The step that *name* means to the process at *i*; of the deal itself where *i* is -1."""
        return self.deal.processes[i].step(name) if i >= 0 else name

    def truth(self, guard: Guard, i: int) -> Truth:
        """What *guard* means for the process at *i*."""
        return meaning(self, guard, i)

    def clock_of(self, name: str, i: int) -> tuple[int, str]:
        """The process and the clock that a guard of the process at *i* means by *name*."""
        process, slash, clock = name.partition("/")
        return (self.index[self.ref(i, process)], clock) if slash else (i, name)

    def _compile_rows(self) -> None:
        for i, bound in enumerate(self.deal.processes):
            for action in bound.process.actions:
                self.actions[f"{bound.id}:{action}"] = (i, action)
            for state in bound.process.states:
                rows = tuple(Row(self, i, state.name, t) for t in bound.process.rows(state.name))
                self.by_state[i, state.name] = rows
                for row in rows:
                    key = (i, state.name, row.action)
                    self.rows[key] = (*self.rows.get(key, ()), row)

    def _compile_gates(self) -> None:
        for i, bound in enumerate(self.deal.processes):
            for gate in bound.process.gates:
                if gate.listed and bound.id not in self.listed:
                    continue
                step = bound.step(gate.step)
                asked = AskedGate(i, gate, self.truth(gate.guard, i))
                self.gates[step] = (*self.gates.get(step, ()), asked)

    def _forbidding(self) -> dict[str, tuple[tuple[int, frozenset[str]], ...]]:
        out: dict[str, dict[int, set[str]]] = {}
        for i, bound in enumerate(self.deal.processes):
            for state in bound.process.states:
                for step in state.forbids:
                    out.setdefault(bound.step(step), {}).setdefault(i, set()).add(state.name)
        return {step: tuple((i, frozenset(s)) for i, s in by.items()) for step, by in out.items()}

    def _lifting(self) -> dict[int, tuple[tuple[int, frozenset[str]], ...]]:
        out: dict[int, dict[int, set[str]]] = {}
        for j, bound in enumerate(self.deal.processes):
            for state in bound.process.states:
                for target in state.lifts:
                    out.setdefault(self.index[bound.ref(target)], {}).setdefault(j, set()).add(state.name)
        return {i: tuple((j, frozenset(s)) for j, s in by.items()) for i, by in out.items()}

    def _tolling(self) -> dict[int, tuple[tuple[int, str], ...]]:
        out: dict[int, list[tuple[int, str]]] = {}
        for i, clocks in enumerate(self.clocks):
            for name, clock in clocks.items():
                for process in clock.toll_processes:
                    out.setdefault(self.index[process], []).append((i, name))
        return {j: tuple(found) for j, found in out.items()}


def plan_of(deal: Deal) -> Plan:
    """The compiled form of *deal*, made once."""
    plan: Plan | None = deal.cache.get("plan")
    if plan is None:
        plan = deal.cache["plan"] = Plan(deal)
    return plan


def _date_names(deal: Deal) -> Iterable[str]:
    for bound in deal.processes:
        for row in bound.process.transitions:
            if row.moves:
                yield row.moves
        guards = [r.requires for r in bound.process.transitions if r.requires] + [g.guard for g in bound.process.gates]
        for guard in guards:
            yield from (leaf.date_name for leaf in leaves(guard) if isinstance(leaf, OnOrBefore))
    for ending in deal.endings:
        yield from (leaf.date_name for leaf in leaves(ending.guard) if isinstance(leaf, OnOrBefore))
