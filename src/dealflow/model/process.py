"""A process: one flat state machine of a deal, written as a table that validates itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from dealflow.citation import Citation
from dealflow.errors import DefinitionError, suggest
from dealflow.model.clock import Clock
from dealflow.model.guard import AgedAtLeast, AllOf, Guard, InState, NoneOther, Not, Past, Running, leaves
from dealflow.model.row import CLOCK, Detail, Gate, State, Transition, names
from dealflow.model.terms import Applicability, Fact, Need, Terms

__all__ = ["Process", "always_applies"]


def always_applies(_terms: Terms, _day: date) -> Applicability:
    """The rule of application of a process that every deal has."""
    return Applicability(Need.MANDATORY, "part of every deal")


def _states(value: Iterable[State]) -> tuple[State, ...]:
    return tuple(value)


def _rows(value: Iterable[Transition]) -> tuple[Transition, ...]:
    return tuple(value)


def _clocks(value: Iterable[Clock]) -> tuple[Clock, ...]:
    return tuple(value)


def _gates(value: Iterable[Gate]) -> tuple[Gate, ...]:
    return tuple(value)


def _facts(value: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(value)


def _days(value: Iterable[date]) -> tuple[date, ...]:
    return tuple(sorted(value))


@frozen
class Process:
    """One flat state machine, with its clocks, gates and the rule of when it applies.

    Raises DefinitionError with every problem at once: unknown or unreachable states, dead ends that are not endings,
    two rows with the same source and action, clocks that nothing starts, numbers without a source.
    """

    id: str
    name: str
    authority: str
    states: tuple[State, ...] = field(converter=_states)
    transitions: tuple[Transition, ...] = field(converter=_rows)
    clocks: tuple[Clock, ...] = field(default=(), converter=_clocks)
    gates: tuple[Gate, ...] = field(default=(), converter=_gates)
    applies: Callable[[Terms, date], Applicability] = field(default=always_applies, kw_only=True)
    law_days: tuple[date, ...] = field(default=(), converter=_days, kw_only=True)
    asks: tuple[Fact, ...] = field(default=(), converter=_facts, kw_only=True)
    covers: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    roles: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    needs: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    zone: str = field(default="UTC", kw_only=True)
    citation: Citation | None = field(default=None, kw_only=True)
    limits: tuple[str, ...] = field(default=(), converter=names, kw_only=True)
    contract: bool = field(default=False, kw_only=True)

    def __attrs_post_init__(self) -> None:
        problems = list(_problems(self))
        if problems:
            raise DefinitionError(f"process {self.id!r}", problems)

    @property
    def initial(self) -> State:
        """The state it starts in."""
        return next(s for s in self.states if s.initial)

    def state(self, name: str) -> State:
        """The state called *name*; raises KeyError."""
        for state in self.states:
            if state.name == name:
                return state
        raise KeyError(name)

    def clock(self, name: str) -> Clock:
        """The clock called *name*; raises KeyError."""
        for clock in self.clocks:
            if clock.name == name:
                return clock
        raise KeyError(name)

    def rows(self, state: str) -> tuple[Transition, ...]:
        """The rows that leave *state*, in written order."""
        return tuple(row for row in self.transitions if state in row.source)

    @property
    def actions(self) -> tuple[str, ...]:
        """The names of all actions, each once, in written order."""
        return tuple(dict.fromkeys(row.action for row in self.transitions))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Every rule that the process rests on, each once, in written order."""
        found: list[Citation | None] = [self.citation]
        for clock in self.clocks:
            found.extend(clock.citations)
        found.extend(gate.citation for gate in self.gates)
        for row in self.transitions:
            found.append(row.cite)
            found.append(row.cutoff.citation if row.cutoff else None)
            if row.requires is not None:
                found.extend(leaf.cite for leaf in leaves(row.requires))
        found.extend(fact.citation for fact in self.asks)
        return tuple(dict.fromkeys(c for c in found if c is not None))


def _problems(process: Process) -> Iterator[str]:
    names = [s.name for s in process.states]
    initial = [s.name for s in process.states if s.initial]
    if len(initial) != 1:
        yield f"it needs exactly one initial state and has {len(initial)}: {initial}"
    for name in sorted({n for n in names if names.count(n) > 1}):
        yield f"state {name!r} is written {names.count(name)} times"
    yield from _row_problems(process, names)
    yield from _twin_rows(process)
    yield from _shape_problems(process, names, initial)
    yield from _clock_problems(process, names)
    for gate in process.gates:
        yield from _guard_problems(process, gate.guard, f"gate on {gate.step!r}", names)


def _unknown(kind: str, name: str, known: Iterable[str], where: str) -> str:
    names = list(known)
    near = suggest(name, names)
    hint = f"; did you mean {near!r}?" if near else f"; known: {', '.join(sorted(names)) or 'none'}"
    return f"{where}: no {kind} called {name!r}{hint}"


def _row_problems(process: Process, known: list[str]) -> Iterator[str]:
    for row in process.transitions:
        where = f"row {'|'.join(row.source)} --{row.action}--> {row.target or '(stays)'}"
        yield from _unknowns("state", (*row.source, *([row.target] if row.target else [])), known, where)
        if not row.by:
            yield f"{where}: it does not say who may take it (by=...)"
        clocks = [c.name for c in process.clocks]
        single = (row.sets_length, row.sets_day, row.counts_from)
        named = (*row.extends, *single, *row.stops, *row.resumes, *row.restarts)
        yield from _unknowns("clock", filter(None, named), clocks, where)
        yield from _unknowns("kind of detail", (d.kind for d in row.details), Detail.KINDS, where)
        yield from _missing_details(process, row, where)
        yield from _extension_problems(process, row, where)
        if row.requires is not None:
            yield from _guard_problems(process, row.requires, where, known)


def _unknowns(kind: str, used: Iterable[str], known: Iterable[str], where: str) -> Iterator[str]:
    listed = list(known)
    return (_unknown(kind, name, listed, where) for name in used if name not in listed)


def _extension_problems(process: Process, row: Transition, where: str) -> Iterator[str]:
    known = {c.name: c for c in process.clocks}
    for name in row.extends:
        if name in known and known[name].extension(row.under) is None:
            under = f" under {row.under!r}" if row.under else ""
            yield f"{where}: it extends clock {name!r}{under}, which says nothing of how far it can be extended"
    lengths = {rule.fixed for name in row.extends if name in known and (rule := known[name].extension(row.under))}
    if len(lengths) > 1:
        yield f"{where}: it extends {', '.join(row.extends)} by one length, and their rules fix several"


_TAKES: Mapping[str, tuple[str, ...]] = {
    "extends": ("days", "length"),
    "sets_length": ("days", "length"),
    "sets_day": ("date",),
    "moves": ("date",),
}


def _missing_details(process: Process, row: Transition, where: str) -> Iterator[str]:
    kinds = {detail.kind for detail in row.details}
    rules = [c.extension(row.under) for c in process.clocks if c.name in row.extends]
    for effect, needed in _TAKES.items():
        fixed = effect == "extends" and all(rule is not None and rule.fixed for rule in rules)
        if getattr(row, effect) and not fixed and not kinds & set(needed):
            yield f"{where}: it {effect.replace('_', ' ')}, so it must take a detail of kind {' or '.join(needed)}"


def _guard_problems(process: Process, guard: Guard, where: str, names: list[str]) -> Iterator[str]:
    clocks = [c.name for c in process.clocks]
    for leaf in leaves(guard):
        if isinstance(leaf, (Running, Past, AgedAtLeast)) and "/" not in leaf.clock and leaf.clock not in clocks:
            yield _unknown("clock", leaf.clock, clocks, where)
        own = isinstance(leaf, NoneOther) or (isinstance(leaf, InState) and leaf.process in ("", process.id))
        if own:
            for state in sorted(leaf.states - set(names)):  # type: ignore[attr-defined]
                yield _unknown("state", state, names, where)


def _twin_rows(process: Process) -> Iterator[str]:
    seen: dict[tuple[str, str], Transition] = {}
    for row in process.transitions:
        for source in row.source:
            twin = seen.setdefault((source, row.action), row)
            if twin is not row and not _exclude(twin.requires, row.requires):
                yield (
                    f"two rows leave {source!r} by {row.action!r}; that is allowed only where one requires a guard "
                    "and the other exactly its negation"
                )


def _exclude(one: Guard | None, other: Guard | None) -> bool:
    if one is None or other is None:
        return False
    return _parts(one) & {_negated(g) for g in _parts(other)} != set()


def _parts(guard: Guard) -> set[Guard]:
    return set(guard.guards) if isinstance(guard, AllOf) else {guard}


def _negated(guard: Guard) -> Guard:
    return guard.guard if isinstance(guard, Not) else Not(guard)


def _shape_problems(process: Process, names: list[str], initial: list[str]) -> Iterator[str]:
    onward: dict[str, set[str]] = {name: set() for name in names}
    for row in process.transitions:
        for source in row.source:
            if row.target and source in onward:
                onward[source].add(row.target)
    reached, todo = set(initial), list(initial)
    while todo:
        for target in sorted(onward.get(todo.pop(), set()) - reached):
            reached.add(target)
            todo.append(target)
    for state in process.states:
        if state.name not in reached and initial:
            yield f"state {state.name!r} cannot be reached from {initial[0]!r}"
        if not onward[state.name] - {state.name} and not state.ends:
            yield f"state {state.name!r} has no way out and is not an ending (ends=...)"


def _clock_problems(process: Process, known: list[str]) -> Iterator[str]:
    for clock in process.clocks:
        where = f"clock {clock.name!r}"
        yield from _unknowns("state", sorted(clock.runs_in), known, where)
        by_reading = {action for r in clock.readings for chosen in r.starts.values() for action in chosen}
        yield from _unknowns("action", sorted(clock.started_by | by_reading), process.actions, where)
        yield from _unknowns("clock", filter(None, [clock.edition_of]), [c.name for c in process.clocks], where)
        if not any(_starts(clock, row) for row in process.transitions):
            yield f"{where}: nothing starts it; no row enters {sorted(clock.runs_in)} from outside"
        yield from _source_problems(clock, where)
        yield from _lapse_problems(process, clock, where)


def _source_problems(clock: Clock, where: str) -> Iterator[str]:
    if not clock.citations:
        yield f"{where}: its length has no source"
    for edition in clock.length.editions:
        if edition.value is not None and edition.value.citation is None:
            yield f"{where}: the length of {edition.value} has no source"
    if not clock.silence and not clock.lapse:
        yield f"{where}: it does not say what its lapse means (silence=...)"


def _starts(clock: Clock, row: Transition) -> bool:
    if clock.started_by:
        return row.action in clock.started_by
    return row.target in clock.runs_in and bool(set(row.source) - clock.runs_in or row.target in row.source)


def _lapse_problems(process: Process, clock: Clock, where: str) -> Iterator[str]:
    if not clock.lapse:
        return
    for state in sorted(clock.runs_in):
        rows = [r for r in process.rows(state) if r.action == clock.lapse]
        if len(rows) != 1 or rows[0].by != (CLOCK,) or rows[0].requires is not None or rows[0].target is None:
            yield (
                f"{where}: its lapse {clock.lapse!r} must be one row from {state!r}, by {CLOCK!r}, with a target and "
                "no guard"
            )
