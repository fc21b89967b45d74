"""Findings: what the guards of a row say of a board, in sentences, with who can cure it and from which day on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from dealflow.citation import Citation
from dealflow.kernel.board import Board, Truth
from dealflow.kernel.forecast import Forecast
from dealflow.kernel.meaning import AskedGate
from dealflow.kernel.plan import Plan
from dealflow.kernel.sentences import say
from dealflow.model.guard import (
    AgedAtLeast,
    AllOf,
    AnyOf,
    Finding,
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
    leaves,
)
from dealflow.model.row import CLOCK, Transition
from dealflow.model.terms import Need

__all__ = ["find", "is_gone"]

_DATED = (Running, Past, AgedAtLeast, OnOrBefore, InForce)


def is_gone(forecast: Forecast, guard: Guard, i: int, truth: Truth) -> bool:
    """True if dates alone decide *guard*, it was met on an earlier day, and by itself it never will be again."""
    dated = all(isinstance(leaf, _DATED) for leaf in leaves(guard))
    return dated and not forecast.days(guard, i, truth) and forecast.was_met(guard, i, truth)


def find(plan: Plan, board: Board, guard: Guard, i: int, truth: Truth, forecast: Forecast) -> list[Finding]:
    """Every finding that one part of a row's requirement gives: one for each gate or prohibition it asks."""
    if isinstance(guard, Gates):
        return _gate_findings(plan, board, guard, i, forecast)
    if isinstance(guard, Permitted):
        return _prohibitions(plan, board, guard, i, forecast)
    met = truth(board)
    bound = plan.deal.processes[i]
    reason = say(plan, board, guard, i, met)
    return [
        Finding(
            met,
            reason,
            _code(guard),
            bound.id,
            bound.process.authority,
            _waits_for(plan, guard, i),
            guard.cure or _cure(plan, guard, i),
            guard.cite or _cited(guard),
            forecast.days(guard, i, truth),
            bound.process.contract or isinstance(guard, OnOrBefore),
        )
    ]


def _code(guard: Guard) -> str:
    names: dict[type[Guard], str] = {
        Reached: "milestone",
        InState: "state",
        NoneOther: "exclusive",
        Required: "required",
        Running: "clock running",
        Past: "clock past",
        AgedAtLeast: "clock age",
        OnOrBefore: "contract date",
        InForce: "law in force",
        InPerimeter: "perimeter",
        Gates: "gate",
        Permitted: "prohibition",
        AllOf: "all of",
        AnyOf: "any of",
    }
    return _code(guard.guard) if isinstance(guard, Not) else names[type(guard)]


def _cited(guard: Guard) -> Citation | None:
    return next((leaf.cite for leaf in leaves(guard) if leaf.cite is not None), None)


def _cure(plan: Plan, guard: Guard, i: int) -> str:
    """Who can bring *guard* about: those who may take a row that leads there."""
    return ", ".join(dict.fromkeys(_curers(plan, guard, i, wanted=True)))


def _curers(plan: Plan, guard: Guard, i: int, *, wanted: bool) -> Iterator[str]:
    if guard.cure:
        yield guard.cure
    elif isinstance(guard, (AllOf, AnyOf)):
        for part in guard.guards:
            yield from _curers(plan, part, i, wanted=wanted)
    elif isinstance(guard, Not):
        yield from _curers(plan, guard.guard, i, wanted=not wanted)
    elif isinstance(guard, InState):
        yield from _who_leads(plan, plan.index[plan.ref(i, guard.process)], partial(_leads, guard.states, wanted))
    elif isinstance(guard, Reached):
        for j, _ in enumerate(plan.ids):
            yield from _who_leads(plan, j, partial(_sets, guard.milestone, wanted))


def _leads(states: frozenset[str], wanted: bool, row: Transition) -> bool:
    """True if *row* leads into *states*, or, where that is not *wanted*, out of them."""
    if wanted:
        return row.target in states
    return row.target is not None and row.target not in states and not states.isdisjoint(row.source)


def _sets(milestone: str, wanted: bool, row: Transition) -> bool:
    return milestone == (row.reaches if wanted else row.withdraws)


def _who_leads(plan: Plan, j: int, leads: Callable[[Transition], bool]) -> list[str]:
    bound = plan.deal.processes[j]
    roles = [role for row in bound.process.transitions if leads(row) for role in row.by]
    return [_filled(plan, j, role) for role in dict.fromkeys(roles)]


def _filled(plan: Plan, j: int, role: str) -> str:
    if role == CLOCK:
        return "lapse of time"
    named = plan.deal.processes[j].roles.get(role, ())
    return " with ".join(plan.deal.who(p) for p in named) if named else plan.deal.who(role)


def _waits_for(plan: Plan, guard: Guard, i: int) -> str:
    out = []
    for leaf in leaves(guard):
        if isinstance(leaf, InState):
            out.append(plan.ref(i, leaf.process))
        elif isinstance(leaf, Reached):
            out.append(leaf.milestone)
        elif isinstance(leaf, (Running, Past, AgedAtLeast)):
            out.append(leaf.clock if "/" in leaf.clock else f"{plan.ids[i]}/{leaf.clock}")
    return ", ".join(dict.fromkeys(out))


def _gate_findings(plan: Plan, board: Board, guard: Gates, i: int, forecast: Forecast) -> list[Finding]:
    step = plan.step(i, guard.step)
    return [_gate_finding(plan, board, step, gate, forecast) for gate in plan.gates.get(step, ())]


def _gate_finding(plan: Plan, board: Board, step: str, asked: AskedGate, forecast: Forecast) -> Finding:
    gate, bound = asked.gate, plan.deal.processes[asked.i]
    is_asked = plan.asked(asked, board)
    listed = plan.listed.get(bound.id)
    applies = plan.applicability(asked.i, board.terms, board.law_day)
    contract = bound.process.contract or (listed is not None and not applies.required)

    def truth(other: Board) -> bool | None:
        return plan.open(asked, other) if plan.asked(asked, other) else True

    met = truth(board)
    if not is_asked:
        reason = f"{bound.process.name}: not asked, {applies.status}: {applies.reason}"
    elif met:
        reason = f"{bound.process.name} does not stand in the way of {step}"
    else:
        reason = _gate_reason(plan, board, asked, step)
        if applies.status == Need.UNKNOWN:
            reason += f"; whether it applies is not known: {applies.question}"
    cure = gate.guard.cure or _cure(plan, gate.guard, asked.i) or plan.deal.who(bound.process.authority)
    return Finding(
        met,
        reason,
        "gate",
        bound.id,
        bound.process.authority,
        _waits_for(plan, gate.guard, asked.i) or bound.id,
        cure,
        listed.citation if contract and listed else gate.citation,
        forecast.days(Gates(step) if bound.of == "" else gate.guard, asked.i, truth),
        contract,
    )


def _gate_reason(plan: Plan, board: Board, asked: AskedGate, step: str) -> str:
    bound, process = plan.deal.processes[asked.i], board.processes[asked.i]
    state = bound.process.state(process.state)
    if not plan.still_covered(asked.i, board):
        before, now = dict(process.approved or ()), dict(plan.covered(asked.i, board.terms))
        changed = ", ".join(name for name in now if now[name] != before.get(name))
        return f"{bound.process.name} was given under other terms ({changed} changed): it must be asked again"
    text = asked.gate.text or say(plan, board, asked.gate.guard, asked.i, met=False)
    return f"{text} (now: {state.text})"


def _prohibitions(plan: Plan, board: Board, guard: Permitted, i: int, forecast: Forecast) -> list[Finding]:
    step = plan.step(i, guard.step)
    found = []
    now = plan.forbidders(step, board)
    for j, states in plan.forbidding.get(step, ()):
        bound = plan.deal.processes[j]

        def truth(other: Board, j: int = j) -> bool:
            return j not in plan.forbidders(step, other)

        forbidden = j in now
        state = bound.process.state(board.processes[j].state)
        stayed = state.name in states and not forbidden
        said = f"{bound.process.name} forbids {step}: {state.text}"
        met = f"{bound.process.name} does not forbid {step}" + (" while it is stayed" if stayed else "")
        cure = _cure(plan, ~InState("", states), j) if forbidden else ""
        found.append(
            Finding(
                not forbidden,
                said if forbidden else met,
                "prohibition",
                bound.id,
                bound.process.authority,
                bound.id,
                cure,
                bound.process.citation,
                forecast.days(guard, i, truth),
                bound.process.contract,
            )
        )
    return found
