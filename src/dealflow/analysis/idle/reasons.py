"""Why something can never come to be, in a sentence, and what whoever wrote the belief can do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from dealflow.analysis.idle.possible import Possible
from dealflow.analysis.sampling.groups import Group
from dealflow.kernel.board import Board, board_of
from dealflow.kernel.plan import Row
from dealflow.kernel.sentences import say
from dealflow.model import CLOCK, Need
from dealflow.model.guard import AgedAtLeast, AllOf, AnyOf, Gates, Guard, InState, Past, Reached, Running

__all__ = ["Why", "asleep", "ended", "no_clock", "refused", "unreached"]

_LEAVE_OUT = "leave it out"


class Why(NamedTuple):
    """A reason: *kind* in a word, *why* in a sentence, *todo* the remedy."""

    kind: str
    why: str
    todo: str


def asleep(found: Possible, i: int) -> Why | None:
    """That the process at *i* applies under no terms that can come to be in force; None if it may."""
    if found.can_hold((), i, found.setting.snapshot.processes[i].state):
        return None
    plan, snapshot = found.plan, found.setting.snapshot
    answer = plan.applicability(i, snapshot.terms, snapshot.day)
    others = [t for t in plan.deal.terms if t not in found.terms and _applies(found, i, t)]
    why = f"{plan.ids[i]} is not needed under any terms that can come to be in force: {answer.reason}"
    todo = _LEAVE_OUT
    if others:
        todo = f"believe in an act that brings the terms {' or '.join(others)}, under which it is, or {_LEAVE_OUT}"
    return Why("asleep", why, todo)


def _applies(found: Possible, i: int, terms: str) -> bool:
    bound, day = found.plan.deal.processes[i], found.setting.day
    days = (day, *(d for d in bound.process.law_days if day < d <= found.setting.horizon))
    return any(found.plan.applicability(i, terms, d).status != Need.NONE for d in days)


def ended(group: Group) -> Why:
    """That the deal has ended once it is in the state of *group*."""
    where = f"{group.belief.process} in {group.state}"
    return Why("ended", f"the deal has ended with {where}, and nothing is drawn any more", _LEAVE_OUT)


def unreached(found: Possible, i: int, states: Iterable[str]) -> Why:
    """That the process at *i* comes to none of *states*."""
    id, wanted = found.plan.ids[i], frozenset(states)
    where = f"{id} never comes to {' or '.join(sorted(wanted))}"
    leading = _leading(found, i, wanted)
    near = [row for row in leading if row.source in found.states[i]]
    if not near:
        sources = list(dict.fromkeys(row.source for row in leading))
        told = f", for it never comes to {' or '.join(sources[:4])} either" if sources else ", for no act leads there"
        return Why("not reached", where + told, f"believe in the acts that lead there, or {_LEAVE_OUT}")
    believed = [row for row in near if _believed(found, row)]
    steps = " or ".join(dict.fromkeys(f"{row.action} from {row.source}" for row in (believed or near)[:4]))
    if believed:
        return Why("not reached", f"{where}: it takes {steps}, which can itself never come", "see there")
    if all(row.transition.by == (CLOCK,) for row in near):
        return Why("not reached", f"{where}: it takes {steps}, which falls by a clock that never runs", _LEAVE_OUT)
    first = next(row for row in near if row.transition.by != (CLOCK,))
    todo = f"add a belief of {id} in {first.source} with the action {first.action}, or {_LEAVE_OUT}"
    return Why("not reached", f"{where}: it takes {steps}, which nobody is believed to do", todo)


def _leading(found: Possible, i: int, states: frozenset[str]) -> list[Row]:
    """The rows into *states* of the process at *i* from others."""
    rows = (row for (j, _), some in found.plan.by_state.items() if j == i for row in some)
    return [row for row in rows if row.target in states and row.source not in states]


def _believed(found: Possible, row: Row) -> bool:
    groups = found.setting.by_state.get((row.i, row.source), ())
    return any(row in choice.rows for group in groups for choice in group.choices)


def no_clock(clocks: Iterable[str]) -> Why:
    """That a delay hangs on *clocks* of which none can run."""
    named = " or ".join(dict.fromkeys(clocks))
    todo = f"believe in what starts {named}, or write a delay in days"
    return Why("no clock", f"it waits for the last day of {named}, a clock that never runs", todo)


def refused(found: Possible, row: Row) -> Why:
    """That what the rules ask for *row* can never be met."""
    board = _board(found, row)
    parts = [p for p in row.parts if not found.can_hold([p], row.i, row.source, awake=False)]
    told = list(dict.fromkeys(s for part in parts for s in _sentences(found, board, part, row.i, row.source)))
    if told:
        more = f", and {len(told) - 2} conditions more" if len(told) > 2 else ""
        todo = f"believe in what would meet it, or {_LEAVE_OUT}"
        return Why("refused", f"the rules never let it through: {'; '.join(told[:2])}{more}", todo)
    asked = zip(row.parts, row.truths, strict=True)
    unmet = [say(found.plan, board, part, row.i, met=False) for part, truth in asked if truth(board) is False]
    named = f": {'; '.join(unmet[:2])}" if unmet else ""
    return Why("refused", f"what the rules ask for it never holds at one time{named}", _LEAVE_OUT)


def _board(found: Possible, row: Row) -> Board:
    """The deal as it stands, with the process of *row* where the row begins."""
    board = board_of(found.setting.snapshot)
    board.processes[row.i] = board.processes[row.i]._replace(state=row.source)
    return board


def _sentences(found: Possible, board: Board, guard: Guard, i: int, state: str) -> Iterator[str]:
    """What is missing for a *guard* that can never be met."""
    plan = found.plan
    if isinstance(guard, Gates):
        for gate in plan.gates.get(plan.step(i, guard.step), ()):
            j = gate.i
            if plan.asked(gate, board) and not found.can_hold([gate.gate.guard], j, "", awake=False):
                yield from _sentences(found, board, gate.gate.guard, j, "")
    elif isinstance(guard, (AllOf, AnyOf)):
        for part in guard.guards:
            if not found.can_hold([part], i, state, awake=False):
                yield from _sentences(found, board, part, i, state)
    elif isinstance(guard, InState):
        yield unreached(found, plan.index[plan.ref(i, guard.process)], guard.states).why
    elif isinstance(guard, Reached):
        yield f"{guard.milestone} is never reached"
    elif isinstance(guard, (Running, Past, AgedAtLeast)):
        j, name = plan.clock_of(guard.clock, i)
        known = (j, name) in found.clocks
        yield say(plan, board, guard, i, met=False) if known else f"clock {plan.ids[j]}/{name} never runs"
    else:
        yield say(plan, board, guard, i, met=False)
