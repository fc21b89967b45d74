"""Whether a requirement can ever be met: clauses of which none is empty, where what stands alone is put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from dealflow.analysis.sampling.formula import DATED, STATE, TABLE, Clauses, Formulas, Literal, TooWide, World
from dealflow.model.guard import Guard

__all__ = ["can_hold", "holds_always"]

Dated = Callable[[int], bytes | None]
"""For a date of the contract: on which days it has not passed; None if somebody can move it."""


def can_hold(world: World, parts: Iterable[Guard], i: int, dated: Dated, *, awake: bool = True) -> bool:
    """False only if the process at *i* can never meet all *parts* at once in *world*.

    With *awake* it must apply to the deal besides. Nothing is assumed of how one process hangs on another, so what
    can come to be is never denied; what cannot may be missed.
    """
    formulas = Formulas(world)
    asked = [formulas.of(part, i) for part in parts]
    try:
        clauses = formulas.clauses(formulas.all([formulas.awake(i), *asked] if awake else asked))
    except TooWide:
        return True
    return clauses is not None and _agree(clauses, dated)


def holds_always(world: World, guard: Guard) -> bool:
    """True only if *guard*, which the deal itself asks, holds in *world* whatever happens."""
    return Formulas(world).of(guard, -1) is True


def _agree(clauses: Clauses, dated: Dated) -> bool:
    """False if the literals that stand alone contradict each other."""
    states: dict[int, int] = {}
    days: bytes | None = None
    for clause in clauses:
        if len(clause) != 1:
            continue
        one = clause[0]
        if one.kind == STATE:
            states[one.of] = states.get(one.of, one.value) & one.value
        elif (row := _days_of(one, dated)) is not None:
            days = row if days is None else bytes(map(int.__and__, days, row))
    return all(states.values()) and (days is None or 1 in days)


def _days_of(one: Literal, dated: Dated) -> bytes | None:
    """The days on which a literal holds, if days alone decide it."""
    if one.kind == TABLE:
        return bytes(one.value)
    row = dated(one.of) if one.kind == DATED else None
    return row if row is None or one.wanted else bytes(1 - day for day in row)
