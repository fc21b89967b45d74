"""Definitions under the law of one day, whatever day it is; and a deal in which an approval is not needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final

from attrs import evolve, frozen

from dealflow.catalogue import Catalogue
from dealflow.citation import Dated
from dealflow.model import Applicability, Clock, Deal, Gate, Need, Process, Terms, Transition
from dealflow.model.guard import AllOf, AnyOf, Guard, InForce, Not

__all__ = ["pinned", "without"]

_NEVER: Final = date(9999, 1, 1)


def pinned(catalogue: Catalogue, day: date) -> Catalogue:
    """The *catalogue* under the law of *day* throughout: editions, rules in force, rules of application."""
    return evolve(catalogue, processes={p.id: _pinned(p, day) for p in catalogue})


@frozen
class _LawOf:
    """A rule of application as it stood on one day."""

    rule: Callable[[Terms, date], Applicability]
    day: date

    def __call__(self, terms: Terms, _day: date) -> Applicability:
        """The answer of that day."""
        return self.rule(terms, self.day)


def _pinned(process: Process, day: date) -> Process:
    return evolve(
        process,
        transitions=tuple(_row(row, day) for row in process.transitions),
        gates=tuple(_gate(gate, day) for gate in process.gates),
        clocks=tuple(_clock(clock, day) for clock in process.clocks),
        applies=_LawOf(process.applies, day),
        law_days=(),
    )


def _row(row: Transition, day: date) -> Transition:
    return row if row.requires is None else evolve(row, requires=_guard(row.requires, day))


def _gate(gate: Gate, day: date) -> Gate:
    return evolve(gate, guard=_guard(gate.guard, day))


def _clock(clock: Clock, day: date) -> Clock:
    """The clock with the edition of *day*; one that has none yet keeps its first, for no row starts it then."""
    return evolve(clock, length=_edition(clock.length, day), tolled_by=_edition(clock.tolled_by, day))


def _edition(dated: Dated[Any], day: date) -> Dated[Any]:
    found = dated.edition(day) or dated.editions[0]
    return Dated((evolve(found, in_force=None),))


def _guard(guard: Guard, day: date) -> Guard:
    if isinstance(guard, InForce):
        holds = (guard.start or date.min) <= day <= (guard.end or date.max)
        return evolve(guard, start=None if holds else _NEVER, end=None)
    if isinstance(guard, (AllOf, AnyOf)):
        return evolve(guard, guards=tuple(_guard(part, day) for part in guard.guards))
    return evolve(guard, guard=_guard(guard.guard, day)) if isinstance(guard, Not) else guard


@frozen
class _NotNeeded:
    """A rule of application that has been put aside."""

    def __call__(self, _terms: Terms, _day: date) -> Applicability:
        """Not required, whatever the terms."""
        return Applicability(Need.NONE, "put aside in this alternative")


def without(deal: Deal, dropped: Iterable[str]) -> Deal:
    """*deal* in which the approvals of these processes are not needed: no gate of theirs is asked."""
    gone = frozenset(dropped)
    bound = tuple(
        evolve(b, process=evolve(b.process, applies=_NotNeeded(), law_days=(), gates=())) if b.id in gone else b
        for b in deal.processes
    )
    return evolve(deal, processes=bound, conditions=tuple(c for c in deal.conditions if c.process not in gone))
