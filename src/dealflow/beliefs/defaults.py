"""Beliefs for the authorities of which a deal's author has said nothing: from cited base rates, and it says so.

What an authority decides has the chances of the cases counted, with their uncertainty carried as a cause of its own:
one level is drawn for the whole history, as one does not know the rate, not as luck that is new each time. How long it
takes is a statutory length or a published average. What parties do between is made up, and marked so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from fractions import Fraction

from attrs import evolve, frozen

from dealflow.beliefs.belief import NONE, Alternative, Basis, Belief, Cause
from dealflow.beliefs.delay import Delay
from dealflow.beliefs.rates import BASES_OF, Base, Pool, known, pooled
from dealflow.model import AllOf, AnyOf, Bound, Deal, Guard, InState, Not, Process

__all__ = ["Defaults", "defaults_for"]


@frozen
class Defaults:
    """Beliefs and causes to be added to those of an author, and what to tell of them.

    *given* are the processes that got beliefs, *missing* those that are required, stand in the way of a step unless
    somebody acts in them, and of which nothing is counted.
    """

    beliefs: tuple[Belief, ...] = ()
    causes: tuple[Cause, ...] = ()
    given: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def defaults_for(
    deal: Deal, day: date, beliefs: Iterable[Belief] = (), *, terms: Collection[str] = (), uncertain: bool = True
) -> Defaults:
    """What to believe of each required process of which *beliefs* say nothing, by what was counted before *day*.

    Looked at are all alternatives of the terms, or those in *terms*. Without *uncertain* the chances are the mean ones.
    """
    told = {belief.process for belief in beliefs}
    found: list[Belief] = []
    causes: list[Cause] = []
    given: list[str] = []
    missing: list[str] = []
    notes: list[str] = []
    for bound in deal.processes:
        if bound.id in told or bound.of or not _required(deal, bound, day, terms):
            continue
        base = BASES_OF.get(bound.process.id)
        if base is None:
            if _shut_at_first(bound.process):
                missing.append(bound.id)
            continue
        made = _of(base, bound, day, uncertain=uncertain)
        found += made.beliefs
        causes += made.causes
        notes += made.notes
        given.append(bound.id)
    notes += [f"{id} is required, and no cases of it are counted: nobody is taken to act in it" for id in missing]
    return Defaults(tuple(found), tuple(causes), tuple(given), tuple(missing), tuple(notes))


def _required(deal: Deal, bound: Bound, day: date, terms: Collection[str]) -> bool:
    """True if the law requires the process under any of the terms, or the contract lists it."""
    if any(condition.process == bound.id for condition in deal.conditions):
        return True
    applies = bound.process.applies
    looked_at = [one for name, one in deal.terms.items() if not terms or name in terms]
    return any(applies(one, day).required for one in looked_at)


def _shut_at_first(process: Process) -> bool:
    """True unless every gate of *process* is open in the state that it begins in."""
    return not all(_open(gate.guard, process, process.initial.name) for gate in process.gates)


def _open(guard: Guard, process: Process, state: str) -> bool | None:
    """Whether *guard* holds while *process* is in *state*; None if that hangs on anything else."""
    if isinstance(guard, InState) and guard.process in ("", process.id):
        return state in guard.states
    if isinstance(guard, Not):
        inner = _open(guard.guard, process, state)
        return None if inner is None else not inner
    if isinstance(guard, (AllOf, AnyOf)):
        found, decides = [_open(part, process, state) for part in guard.guards], isinstance(guard, AnyOf)
        return decides if decides in found else None if None in found else not decides
    return None


def _of(base: Base, bound: Bound, day: date, *, uncertain: bool) -> Defaults:
    beliefs: list[Belief] = []
    causes: list[Cause] = []
    rates, in_time = known(base.rates, day)
    states = dict.fromkeys(rate.state for rate in rates)
    pools = [pooled(rate for rate in rates if rate.state == state) for state in states]
    for pool in pools:
        belief, cause = _counted(base, bound, pool, uncertain=uncertain)
        beliefs.append(belief)
        causes += [cause] if cause else []
    for step in base.steps:
        if step.state not in states:
            pairs = _filled(step.chances)
            alternatives = [_alternative(action, c, (_here(step.delay, base, bound),)) for action, c in pairs]
            beliefs.append(Belief(bound.id, step.state, alternatives, step.basis, "default", text=step.text))
    return Defaults(tuple(beliefs), tuple(causes), notes=tuple(_notes(base, bound, pools, in_time=in_time)))


def _notes(base: Base, bound: Bound, pools: list[Pool], *, in_time: bool) -> Iterable[str]:
    counts = "; ".join(f"{pool.state}: {pool.n} cases, {_span(pool.periods)}" for pool in pools)
    yield f"beliefs of {bound.id} are base rates ({counts}); what parties do between is made up"
    if not in_time:
        yield f"the cases of {bound.id} were counted after the day of the question"
    yield from (f"{bound.id}: {limit}" for limit in base.limits)


def _span(periods: Sequence[str]) -> str:
    return periods[0] if periods[0] == periods[-1] else f"{periods[0]} to {periods[-1]}"


def _counted(base: Base, bound: Bound, pool: Pool, *, uncertain: bool) -> tuple[Belief, Cause | None]:
    """The group of one state, and the cause that carries how uncertain its chances are."""
    basis = Basis("base rate", source=pool.source, text=f"worth {float(pool.weight):.0f} cases for the next one")
    nodes = pool.nodes() if uncertain else ()
    name = f"rate of {bound.id} in {pool.state}"
    levels = tuple((f"{k} of {len(nodes)}", weight) for k, (weight, _) in enumerate(nodes, 1))
    alternatives = []
    for action, share in pool.shares:
        under = tuple((level, dict(shares)[action]) for (level, _), (_, shares) in zip(levels, nodes, strict=True))
        lag = base.lag(pool.state, action)
        delay = _here(lag.delay, base, bound) if lag else Delay()
        alternatives.append(_alternative(action, share, (delay,), under))
    belief = Belief(
        bound.id, pool.state, alternatives, basis, "default", text=_words(pool), cause=name if nodes else ""
    )
    return belief, Cause(name, levels, basis, "the rate itself is not known exactly") if nodes else None


def _alternative(
    action: str, chance: Fraction, delays: tuple[Delay, ...], under: tuple[tuple[str, Fraction], ...] = ()
) -> Alternative:
    if action == NONE:
        return Alternative(NONE, chance, under=under)
    return Alternative(action, chance, tuple((Fraction(1), delay) for delay in delays), under=under)


def _filled(chances: tuple[tuple[str, Fraction], ...]) -> tuple[tuple[str, Fraction], ...]:
    left = 1 - sum((chance for _, chance in chances), Fraction(0))
    return (*chances, (NONE, left)) if left else chances


def _here(delay: Delay, base: Base, bound: Bound) -> Delay:
    """*delay* with its clock named as the process stands in the deal."""
    return evolve(delay, clock=delay.clock.replace(base.process, bound.id, 1)) if delay.clock else delay


def _words(pool: Pool) -> str:
    told = ", ".join(f"{action} {k}" for action, k in pool.cases)
    return f"of {pool.n} cases: {told}"
