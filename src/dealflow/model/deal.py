"""The whole acquisition: processes bound to parties, terms alternatives, contract dates; checked as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from attrs import field, frozen

from dealflow.citation import Attestation
from dealflow.errors import DefinitionError, UnknownName, suggest
from dealflow.model.bound import Bound, Condition, Ending
from dealflow.model.clock import Clock
from dealflow.model.guard import (
    AgedAtLeast,
    Guard,
    InPerimeter,
    InState,
    OnOrBefore,
    Past,
    Reached,
    Required,
    Running,
    leaves,
)
from dealflow.model.process import Process
from dealflow.model.row import CLOCK
from dealflow.model.terms import Party, Terms

__all__ = ["Deal"]


def _mapping(value: Mapping[str, Any]) -> dict[str, Any]:
    return dict(value)


def _bound(value: Iterable[Bound | Process]) -> tuple[Bound, ...]:
    return tuple(x if isinstance(x, Bound) else Bound(x.id, x) for x in value)


def _parties(value: Iterable[Party]) -> tuple[Party, ...]:
    return tuple(value)


def _conditions(value: Iterable[Condition]) -> tuple[Condition, ...]:
    return tuple(value)


def _endings(value: Iterable[Ending]) -> tuple[Ending, ...]:
    return tuple(value)


@frozen(eq=False)
class Deal:
    """A deal: what can happen in it, between whom, under which terms.

    *processes* stand in the order in which same-day lapses fall. *terms* are the named alternatives, *initial_terms*
    those in force at the start. *dates* are the contract's dates ("outside_date"). *conditions* are the processes
    that the contract lists as conditions. *readings* maps a clock id to the readings chosen for it. *endings* are
    judged in order. *attested* are recalled days off that somebody answers for, by calendar and year. Raises
    DefinitionError with every unknown reference at once.
    """

    id: str
    title: str
    processes: tuple[Bound, ...] = field(converter=_bound)
    parties: tuple[Party, ...] = field(default=(), converter=_parties)
    terms: Mapping[str, Terms] = field(factory=dict, converter=_mapping)
    initial_terms: str = ""
    dates: Mapping[str, date] = field(factory=dict, converter=_mapping)
    conditions: tuple[Condition, ...] = field(default=(), converter=_conditions)
    readings: Mapping[str, tuple[str, ...]] = field(factory=dict, converter=_mapping)
    endings: tuple[Ending, ...] = field(default=(), converter=_endings)
    attested: Mapping[str, Attestation] = field(factory=dict, converter=_mapping, repr=False)
    cache: dict[str, Any] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        if not self.terms:
            object.__setattr__(self, "terms", {"": Terms("")})
        if not self.initial_terms:
            object.__setattr__(self, "initial_terms", next(iter(self.terms)))
        problems = list(_problems(self))
        if problems:
            raise DefinitionError(f"deal {self.id!r}", problems)

    def __repr__(self) -> str:
        return f"<Deal {self.id}: {self.title}; {len(self.processes)} processes, terms {', '.join(self.terms)}>"

    def bound(self, id: str) -> Bound:
        """The process standing under *id*; raises UnknownName with a suggestion."""
        for bound in self.processes:
            if bound.id == id:
                return bound
        raise UnknownName("process", id, (b.id for b in self.processes))

    def clock(self, id: str) -> tuple[Bound, Clock]:
        """The clock called ``process/clock`` and the process it belongs to; raises UnknownName with a suggestion."""
        process, _, name = id.partition("/")
        known = self.clock_ids
        if id not in known:
            raise UnknownName("clock", id, known)
        bound = self.bound(process)
        return bound, bound.process.clock(name)

    @property
    def clock_ids(self) -> tuple[str, ...]:
        """The ids of all clocks."""
        return tuple(f"{b.id}/{c.name}" for b in self.processes for c in b.process.clocks)

    @property
    def actions(self) -> tuple[str, ...]:
        """The ids of all actions that somebody can take, lapses left out."""
        return tuple(
            f"{b.id}:{a}"
            for b in self.processes
            for a in b.process.actions
            if any(r.by != (CLOCK,) for r in b.process.transitions if r.action == a)
        )

    @property
    def milestones(self) -> tuple[str, ...]:
        """The milestones that some process reaches, in order."""
        return tuple(
            dict.fromkeys(r.reaches for b in self.processes for r in b.process.transitions if r.reaches and not b.of)
        )

    def party(self, id: str) -> Party | None:
        """The party called *id*, or None."""
        return next((p for p in self.parties if p.id == id), None)

    def who(self, id: str) -> str:
        """The name of a party, or *id* itself if it is a role that nobody is named for."""
        named = self.party(id) or next((p for p in self.parties if p.role == id), None)
        return named.name if named else id


def _unknown(kind: str, name: str, known: Iterable[str], where: str) -> str:
    near = suggest(name, known)
    return f"{where}: no {kind} called {name!r}" + (f"; did you mean {near!r}?" if near else "")


def _problems(deal: Deal) -> Iterator[str]:
    ids = [b.id for b in deal.processes]
    for id in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"process {id!r} stands in the deal {ids.count(id)} times"
    yield from _unknowns("terms", [deal.initial_terms], deal.terms, "initial terms")
    for condition in deal.conditions:
        yield from _unknowns("process", [condition.process], ids, f"condition {condition.clause!r}")
    for clock in deal.readings:
        yield from _reading_problems(deal, clock)
    for bound in deal.processes:
        yield from _binding_problems(deal, bound, ids)
        yield from _reference_problems(deal, bound)
    for ending in deal.endings:
        yield from _references(deal, None, ending.guard, f"ending {ending.name!r}")


def _reading_problems(deal: Deal, id: str) -> Iterator[str]:
    if id not in deal.clock_ids:
        yield _unknown("clock", id, deal.clock_ids, "readings")
        return
    clock = deal.clock(id)[1]
    known = [c for r in clock.readings for c in r.choices]
    yield from _unknowns("reading", deal.readings[id], known, f"readings of {id}")


def _binding_problems(deal: Deal, bound: Bound, ids: list[str]) -> Iterator[str]:
    where, parties = f"process {bound.id!r}", [p.id for p in deal.parties]
    for role in bound.process.roles:
        if role not in bound.roles:
            yield f"{where}: its role {role!r} is bound to nobody"
    for role, named in bound.roles.items():
        strangers = [party for party in named if party not in ids]
        yield from _unknowns("party", strangers, parties, f"{where}, role {role!r}")
    yield from _unknowns("terms", filter(None, [bound.terms]), deal.terms, where)
    for state in bound.process.states:
        lifted = [bound.ref(target) for target in state.lifts]
        yield from _unknowns("process", lifted, ids, f"{where}, state {state.name!r} lifts")


def _reference_problems(deal: Deal, bound: Bound) -> Iterator[str]:
    for row in bound.process.transitions:
        where = f"process {bound.id!r}, row {row.action!r}"
        if row.requires is not None:
            yield from _references(deal, bound, row.requires, where)
        if row.withdraws and not bound.of:
            yield from _unknowns("milestone", [row.withdraws], deal.milestones, where)
    for gate in bound.process.gates:
        yield from _references(deal, bound, gate.guard, f"process {bound.id!r}, gate on {gate.step!r}")
    for clock in bound.process.clocks:
        for toll in (t for e in clock.tolled_by.editions for t in e.value):
            yield from _state_reference(deal, bound, toll.process, toll.states, f"clock {bound.id}/{clock.name}")


def _unknowns(kind: str, used: Iterable[str], known: Iterable[str], where: str) -> Iterator[str]:
    listed = list(known)
    return (_unknown(kind, name, listed, where) for name in used if name not in listed)


def _references(deal: Deal, bound: Bound | None, guard: Guard, where: str) -> Iterator[str]:
    for leaf in leaves(guard):
        if isinstance(leaf, Reached):
            yield from _milestone_reference(deal, leaf.milestone, where)
        elif isinstance(leaf, InState):
            yield from _state_reference(deal, bound, leaf.process, leaf.states, where)
        elif isinstance(leaf, Required) and leaf.process:
            yield from _unknowns("process", [_ref(bound, leaf.process)], [b.id for b in deal.processes], where)
        elif isinstance(leaf, (Running, Past, AgedAtLeast)) and "/" in leaf.clock:
            process, _, name = leaf.clock.partition("/")
            yield from _unknowns("clock", [f"{_ref(bound, process)}/{name}"], deal.clock_ids, where)
        elif isinstance(leaf, InPerimeter):
            yield from _unknowns("asset", [leaf.asset], {a.id for t in deal.terms.values() for a in t.perimeter}, where)
        elif isinstance(leaf, OnOrBefore) and not leaf.date_name:
            yield f"{where}: a contract date must have a name"


def _milestone_reference(deal: Deal, milestone: str, where: str) -> Iterator[str]:
    providers = {b.id for b in deal.processes for r in b.process.transitions if r.reaches == milestone and not b.of}
    if len(providers) != 1:
        yield f"{where}: milestone {milestone!r} is provided by {len(providers)} processes, needs exactly one"


def _ref(bound: Bound | None, process: str) -> str:
    return bound.ref(process) if bound else process


def _state_reference(
    deal: Deal, bound: Bound | None, process: str, states: frozenset[str], where: str
) -> Iterator[str]:
    id = _ref(bound, process)
    if id not in (ids := [b.id for b in deal.processes]):
        yield _unknown("process", id, ids, where)
        return
    known = [s.name for s in deal.bound(id).process.states]
    yield from _unknowns("state", sorted(states), known, f"{where}, process {id!r}")
