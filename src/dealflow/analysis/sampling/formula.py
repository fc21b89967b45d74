"""Guards as formulas over a few kinds of literals, folded as far as what can never change allows.

A literal asks for the state of a process, a milestone, a clock, a date of the contract, an approval's terms, or a table
over terms and days, into which everything that depends on those alone is folded. A requirement ends as clauses: all of
them must hold, and of each clause one literal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise, product
from typing import Any, Final, NamedTuple

from dealflow.kernel.meaning import AskedGate
from dealflow.kernel.plan import Plan
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

__all__ = [
    "AGED",
    "COVERED",
    "DATED",
    "MILESTONE",
    "PAST",
    "RUNNING",
    "STATE",
    "TABLE",
    "Clauses",
    "Formulas",
    "Literal",
]

STATE, MILESTONE, TABLE, DATED, RUNNING, PAST, AGED, COVERED = range(8)
_MOST_CLAUSES: Final = 256


class Literal(NamedTuple):
    """One question with the answer wanted: *of* is what is asked about, *value* a mask, a table or a number."""

    kind: int
    of: int
    value: Any
    wanted: bool = True


Clauses = tuple[tuple[Literal, ...], ...]
Formula = Any
"""True, False, a Literal, or ("and" | "or", formulas)."""


class World(NamedTuple):
    """What can change in a compiled deal, and how days and terms are numbered."""

    plan: Plan
    days: tuple[date, ...]
    terms: tuple[str, ...]
    reachable: tuple[int, ...]
    states: tuple[dict[str, int], ...]
    milestones_move: frozenset[int]
    reached: tuple[bool, ...]
    clock_ids: dict[tuple[int, str], int]


class TooWide(Exception):
    """A requirement that would take too many clauses."""


class Formulas:
    """Makes clauses of the guards of a deal."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._readers: dict[type[Guard], Callable[[Any, int], Formula]] = {
            Reached: self._reached,
            InState: self._in_state,
            NoneOther: self._none_other,
            Required: self._required,
            Gates: self._gates,
            Permitted: self._permitted,
            Running: lambda g, i: self._clock(RUNNING, g.clock, i, 0),
            Past: lambda g, i: self._clock(PAST, g.clock, i, 0),
            AgedAtLeast: lambda g, i: self._clock(AGED, g.clock, i, g.days),
            OnOrBefore: self._on_or_before,
            InForce: self._in_force,
            InPerimeter: self._in_perimeter,
            AllOf: lambda g, i: self.all(self.of(part, i) for part in g.guards),
            AnyOf: lambda g, i: self.any(self.of(part, i) for part in g.guards),
            Not: lambda g, i: self.negated(self.of(g.guard, i)),
        }

    def of(self, guard: Guard, i: int) -> Formula:
        """What *guard* asks for the process at *i*."""
        return self._readers[type(guard)](guard, i)

    def clauses(self, formula: Formula) -> Clauses | None:
        """*formula* as clauses, none where it always holds; None if it never can. Raises TooWide."""
        if formula is False:
            return None
        found = [] if formula is True else [self._merged(clause) for clause in _spread(formula)]
        if any(clause == () for clause in found):
            return None
        return tuple(dict.fromkeys(clause for clause in found if clause is not None))

    def awake(self, i: int) -> Formula:
        """That the process at *i* applies to the deal, or the contract lists it."""
        plan = self.world.plan
        if plan.ids[i] in plan.listed:
            return True
        return self._of_terms(i, lambda found: found.status != "not applicable")

    def in_states(self, i: int, names: Iterable[str]) -> Formula:
        """That the process at *i* is in one of the states *names*."""
        numbers = self.world.states[i]
        mask = sum(1 << numbers[name] for name in set(names) if name in numbers) & self.world.reachable[i]
        if mask == 0:
            return False
        return True if mask == self.world.reachable[i] else Literal(STATE, i, mask)

    def all(self, parts: Iterable[Formula]) -> Formula:
        """All of *parts*."""
        kept = _flat("and", parts)
        if False in kept:
            return False
        kept = [part for part in kept if part is not True]
        return True if not kept else kept[0] if len(kept) == 1 else ("and", tuple(kept))

    def any(self, parts: Iterable[Formula]) -> Formula:
        """One of *parts* at least."""
        kept = _flat("or", parts)
        if True in kept:
            return True
        kept = [part for part in kept if part is not False]
        return False if not kept else kept[0] if len(kept) == 1 else ("or", tuple(kept))

    def negated(self, formula: Formula) -> Formula:
        """Not *formula*."""
        if isinstance(formula, bool):
            return not formula
        if not isinstance(formula, Literal):
            word, parts = formula
            combine = self.any if word == "and" else self.all
            return combine(self.negated(part) for part in parts)
        if formula.kind == STATE:
            return formula._replace(value=self.world.reachable[formula.of] & ~formula.value)
        if formula.kind == TABLE:
            return self.table(bytes(1 - one for one in formula.value))
        return formula._replace(wanted=not formula.wanted)

    def table(self, value: bytes) -> Formula:
        """What a table over terms and days says, folded if it says the same everywhere."""
        if 0 not in value:
            return True
        return Literal(TABLE, 0, value) if 1 in value else False

    def by_day(self, holds: Callable[[date], bool], turns: Iterable[date]) -> Formula:
        """What depends on the day alone and can change on *turns*."""
        return self.table(self._row(holds, turns) * len(self.world.terms))

    def _row(self, holds: Callable[[date], bool], turns: Iterable[date]) -> bytes:
        days = self.world.days
        cuts = sorted({0, len(days), *((t - days[0]).days for t in turns if days[0] < t <= days[-1])})
        return b"".join(bytes([holds(days[a])]) * (b - a) for a, b in pairwise(cuts))

    def _of_terms(self, i: int, holds: Callable[[Any], bool]) -> Formula:
        plan, turns = self.world.plan, self.world.plan.deal.processes[i].process.law_days
        rows = [
            self._row(lambda day, name=name: holds(plan.applicability(i, name, day)), turns)  # type: ignore[misc]
            for name in self.world.terms
        ]
        return self.table(b"".join(rows))

    def _reached(self, guard: Reached, _i: int) -> Formula:
        k = self.world.plan.milestones.index(guard.milestone)
        return Literal(MILESTONE, k, 0) if k in self.world.milestones_move else self.world.reached[k]

    def _in_state(self, guard: InState, i: int) -> Formula:
        plan = self.world.plan
        return self.in_states(plan.index[plan.ref(i, guard.process)], guard.states)

    def _none_other(self, guard: NoneOther, i: int) -> Formula:
        bound = self.world.plan.deal.processes
        others = [j for j, b in enumerate(bound) if b.process.id == bound[i].process.id and j != i]
        return self.all(self.negated(self.in_states(j, guard.states)) for j in others)

    def _required(self, guard: Required, i: int) -> Formula:
        j, category = self.world.plan.index[self.world.plan.ref(i, guard.process)], guard.category
        return self._of_terms(j, lambda found: found.required and (not category or found.category == category))

    def _gates(self, guard: Gates, i: int) -> Formula:
        plan = self.world.plan
        return self.all(self._gate(gate) for gate in plan.gates.get(plan.step(i, guard.step), ()))

    def _gate(self, gate: AskedGate) -> Formula:
        plan, i = self.world.plan, gate.i
        own = any(g.listed for g in plan.deal.processes[i].process.gates)
        always = gate.gate.listed or (plan.ids[i] in plan.listed and not own)
        asked = True if always else self._of_terms(i, lambda found: found.required)
        if asked is False:
            return True
        return self.any([self.negated(asked), self.all([self._covered(i), self.of(gate.gate.guard, i)])])

    def _covered(self, i: int) -> Formula:
        plan, approved = self.world.plan, self.world.plan.deal.processes[i].process
        if not approved.covers or not any(s.approval for s in approved.states):
            return True
        one = {plan.covered(i, name) for name in self.world.terms}
        return True if len(one) == 1 and len(self.world.terms) == 1 else Literal(COVERED, i, 0)

    def _permitted(self, guard: Permitted, i: int) -> Formula:
        plan = self.world.plan
        return self.all(
            self.any(
                [
                    self.negated(self.in_states(j, states)),
                    *(self.in_states(lifter, lifting) for lifter, lifting in plan.lifting.get(j, ())),
                ]
            )
            for j, states in plan.forbidding.get(plan.step(i, guard.step), ())
        )

    def _clock(self, kind: int, name: str, i: int, age: int) -> Formula:
        clock = self.world.clock_ids.get(self.world.plan.clock_of(name, i))
        return False if clock is None else Literal(kind, clock, age)

    def _on_or_before(self, guard: OnOrBefore, _i: int) -> Formula:
        return Literal(DATED, self.world.plan.date_names.index(guard.date_name), 0)

    def _in_force(self, guard: InForce, _i: int) -> Formula:
        start, end = guard.start or date.min, guard.end or date.max
        turns = [start] if end == date.max else [start, date.fromordinal(end.toordinal() + 1)]
        return self.by_day(lambda day: start <= day <= end, turns)

    def _in_perimeter(self, guard: InPerimeter, _i: int) -> Formula:
        deal, length = self.world.plan.deal, len(self.world.days)
        inside = [any(a.id == guard.asset for a in deal.terms[name].perimeter) for name in self.world.terms]
        return self.table(b"".join(bytes([one]) * length for one in inside))

    def _merged(self, clause: tuple[Literal, ...]) -> tuple[Literal, ...] | None:
        """A clause with one literal for each process and one table; None if it always holds."""
        masks: dict[int, int] = {}
        table: bytes | None = None
        others: list[Literal] = []
        for one in clause:
            if one.kind == STATE:
                masks[one.of] = masks.get(one.of, 0) | one.value
            elif one.kind == TABLE:
                table = one.value if table is None else bytes(map(int.__or__, table, one.value))
            else:
                others.append(one)
        if any(mask == self.world.reachable[i] for i, mask in masks.items()):
            return None
        if any(one._replace(wanted=not one.wanted) in others for one in others):
            return None
        if table is not None and 0 not in table:
            return None
        kept = [Literal(TABLE, 0, table)] if table is not None and 1 in table else []
        return (*kept, *(Literal(STATE, i, mask) for i, mask in masks.items() if mask), *dict.fromkeys(others))


def _flat(word: str, parts: Iterable[Formula]) -> list[Formula]:
    out: list[Formula] = []
    for part in parts:
        nested = not isinstance(part, (bool, Literal)) and part[0] == word
        out.extend(part[1] if nested else (part,))
    return out


def _spread(formula: Formula) -> list[tuple[Literal, ...]]:
    if isinstance(formula, Literal):
        return [(formula,)]
    word, parts = formula
    inner = [_spread(part) for part in parts]
    if word == "and":
        found = [clause for some in inner for clause in some]
    else:
        size = 1
        for some in inner:
            size *= len(some)
            if size > _MOST_CLAUSES:
                raise TooWide
        found = [tuple(one for clause in chosen for one in clause) for chosen in product(*inner)]
    if len(found) > _MOST_CLAUSES:
        raise TooWide
    return found
