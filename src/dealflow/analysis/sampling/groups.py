"""Beliefs made ready to be drawn from: each group with its keys, its thresholds and its alternatives' delays."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from attrs import evolve, frozen

from dealflow.analysis.sampling.draws import key
from dealflow.beliefs import Belief, Cause, Delay
from dealflow.errors import DefinitionError
from dealflow.kernel.details import details_of
from dealflow.kernel.plan import Plan, Row
from dealflow.kernel.values import Act
from dealflow.model import Unit

__all__ = ["Choice", "Group", "Luck", "Timing", "Wait", "groups_of", "luck_of", "pick", "thresholds"]

_NO_DAY: Final = date.min  # an act of a belief gets its day when it is taken


def thresholds(chances: Iterable[Fraction]) -> tuple[float, ...]:
    """Where the uniform number stops choosing each of the *chances*, which sum to one."""
    so_far, out = Fraction(0), []
    for chance in chances:
        so_far += chance
        out.append(float(so_far))
    return (*out[:-1], 1.0)


def pick(thresholds: Sequence[float], u: float) -> int:
    """The place in *thresholds* that the uniform number *u* chooses."""
    return bisect_right(thresholds, u)


@frozen
class Wait:
    """One delay that can come: so many units in a calendar, or so many before the last day of a *clock*."""

    n: int
    unit: Unit
    calendar: str = ""
    clock: str = ""


@frozen
class Timing:
    """The delays of one alternative, each with its chance, and where the uniform number stops choosing each."""

    waits: tuple[Wait, ...]
    chances: tuple[Fraction, ...]
    cumulative: tuple[float, ...]

    @classmethod
    def of(cls, law: Mapping[Wait, Fraction]) -> Timing:
        """The delays of *law*, in its order, those without a chance left out."""
        kept = {wait: chance for wait, chance in law.items() if chance}
        return cls(tuple(kept), tuple(kept.values()), thresholds(kept.values()))

    def at(self, u: float) -> Wait:
        """The delay that the uniform number *u* chooses."""
        return self.waits[bisect_right(self.cumulative, u)]


@frozen
class Luck:
    """What is drawn for a group: thresholds of its alternatives by level of its cause, and the delays of each."""

    cumulative: Mapping[str, tuple[float, ...]]
    timings: tuple[Timing | None, ...]

    def choose(self, level: str, u: float) -> int:
        """The alternative that the uniform number *u* chooses under a *level*."""
        return bisect_right(self.cumulative.get(level) or self.cumulative[""], u)


@frozen(eq=False)
class Choice:
    """One alternative of a group: its rows in the deal and the act that takes it (None: nothing is done)."""

    action: str
    act: Act | None
    rows: tuple[Row, ...]
    delay_key: int
    details: Mapping[str, Any]


@frozen(eq=False)
class Group:
    """A belief as it stands in a deal, at *position* in the order in which acts of one day are taken."""

    i: int
    position: int
    belief: Belief
    choice_key: int
    choices: tuple[Choice, ...]
    luck: Luck

    @property
    def state(self) -> str:
        """The state on entering which it is drawn."""
        return self.belief.state


def luck_of(belief: Belief, process: str, clocks: Iterable[str], causes: Mapping[str, Cause]) -> Luck:
    """What is drawn for *belief*; *clocks* are those that run in its state."""
    levels = [name for name, _ in causes[belief.cause].levels] if belief.cause else []
    cumulative = {level: thresholds(a.chance_at(level) for a in belief.alternatives) for level in ("", *levels)}
    running = tuple(clocks)
    timings = tuple(
        None if a.nothing else _timing(a.delays, belief.name, belief.calendar, process, running)
        for a in belief.alternatives
    )
    return Luck(cumulative, timings)


@lru_cache(maxsize=4096)
def _timing(
    delays: tuple[tuple[Fraction, Delay], ...], belief: str, counted_in: str, process: str, running: tuple[str, ...]
) -> Timing:
    law: dict[Wait, Fraction] = {}
    for chance, delay in delays:
        clock = ""
        if delay.last_day:
            if not delay.clock and len(running) != 1:
                raise DefinitionError(f"belief of {belief}", [f"delay {str(delay)!r} does not name its clock"])
            clock = delay.clock or f"{process}/{running[0]}"
        calendar = (delay.calendar or counted_in) if delay.unit is Unit.WORKING_DAYS else ""
        if delay.unit is Unit.WORKING_DAYS and not calendar:
            raise DefinitionError(f"belief of {belief}", [f"delay {str(delay)!r} names no calendar"])
        for n, share in delay.law:
            wait = Wait(n, delay.unit, calendar, clock)
            law[wait] = law.get(wait, Fraction(0)) + chance * share
    return Timing.of(law)


def groups_of(plan: Plan, beliefs: Iterable[Belief], causes: Mapping[str, Cause]) -> tuple[Group, ...]:
    """The groups of a deal in the order in which acts of one day are taken: deal order, then as they are written.

    Raises DefinitionError for a belief that no row of the deal answers to.
    """
    found = []
    for belief in beliefs:
        problem = _problem(plan, belief, causes)
        if problem:
            raise DefinitionError(f"belief of {belief.name}", [problem])
        i = plan.index[belief.process]
        clocks = [name for name, clock in plan.clocks[i].items() if belief.state in clock.clock.runs_in]
        choices = tuple(_choice(plan, i, belief, k, source) for k, source in enumerate(belief.delay_sources))
        luck = luck_of(belief, belief.process, clocks, causes)
        found.append(Group(i, 0, belief, key(belief.choice_source), choices, luck))
    found.sort(key=lambda group: group.i)
    return tuple(evolve(group, position=k) for k, group in enumerate(found))


def _problem(plan: Plan, belief: Belief, causes: Mapping[str, Cause]) -> str:
    if belief.process not in plan.index:
        return f"no process {belief.process!r} in the deal"
    if belief.cause and belief.cause not in causes:
        return f"no cause {belief.cause!r}"
    states = [s.name for s in plan.deal.bound(belief.process).process.states]
    return "" if belief.state in states else f"no state {belief.state!r}"


def _choice(plan: Plan, i: int, belief: Belief, k: int, source: str) -> Choice:
    one = belief.alternatives[k]
    if one.nothing:
        return Choice(one.action, None, (), key(source), {})
    rows = plan.rows.get((i, belief.state, one.action), ())
    if not rows:
        raise DefinitionError(f"belief of {belief.name}", [f"no row {one.action!r} leaves {belief.state!r}"])
    by = one.by or _actor(plan, i, rows[0])
    act = Act(f"{belief.process}:{one.action}", _NO_DAY, by, details=dict(one.details))
    details, bad = details_of(plan, rows[0], act)
    problems = [b.reason for b in bad]
    if not all(by in row.actors for row in rows):
        problems.append(f"{by!r} does not take {one.action!r}")
    if problems:
        raise DefinitionError(f"belief of {belief.name}", problems)
    return Choice(one.action, act, rows, key(source), details)


def _actor(plan: Plan, i: int, row: Row) -> str:
    """Who takes *row* where nobody is named: the first party that fills its first role, else the role itself."""
    role = row.transition.by[0]
    named = plan.deal.processes[i].roles.get(role, ())
    filled = next((p.id for p in plan.deal.parties if p.role == role), role)
    return named[0] if named else filled
