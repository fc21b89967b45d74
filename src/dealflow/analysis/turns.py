"""Whose turn it is: the clocks that run, and what has no clock but lies on the way to the next step of the deal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from dealflow.analysis.ahead import obeyed_by_closing, status_of, taker_of, way
from dealflow.analysis.blocked import ActionWhy, why_action
from dealflow.analysis.people import PARTY_ROLES, who_fills
from dealflow.citation import Citation
from dealflow.kernel import Run, Snapshot, deadline, milestones
from dealflow.model import CLOCK, Bound, Clock, Deadline, Deal, Guard, InState, Kind, Running, Transition
from dealflow.model.guard import leaves

__all__ = ["STEPS", "StepAhead", "Turn", "steps_ahead", "turns"]

STEPS = ("negotiate", "sign", "close")
"""The named steps of a deal, in their order."""


@frozen
class Turn:
    """Somebody's turn: who acts, what is expected, and the last day for it, if a clock gives one.

    *left* counts the days that remain in the clock's own unit; *status* is "running", "overdue", "stopped", or empty
    where no clock runs; *silence* says what happens if nobody acts; *blockers* how many reasons stand in the way now.
    """

    who: tuple[str, ...]
    what: str
    id: str
    kind: str = ""
    day: date | None = None
    left: int | None = None
    unit: str = ""
    status: str = ""
    provisional: bool = False
    citation: Citation | None = None
    contract: bool = False
    silence: str = ""
    blockers: int = 0


@frozen
class StepAhead:
    """A step of the deal that is still to be taken, and everything that blocks it today."""

    step: str
    why: ActionWhy


def steps_ahead(deal: Deal, snapshot: Snapshot) -> Iterator[StepAhead]:
    """The steps that are still to be taken and to which a way leads, each judged on the snapshot's day."""
    reached = milestones(deal, snapshot)
    for step in STEPS:
        action = taker_of(deal, step)
        if action is None:
            continue
        bound = deal.bound(action.partition(":")[0])
        state = snapshot.process(bound.id).state
        name = action.partition(":")[2]
        row = next(r for r in bound.process.transitions if r.action == name)
        done = step in bound.process.state(state).continues or (row.reaches and reached.get(row.reaches))
        past = any(reached.get(r.reaches) for r in bound.process.transitions if r.reaches and _after(row, r))
        if not done and not past and way(bound.process, state, lambda r, name=name: r.action == name):  # type: ignore[misc]
            yield StepAhead(step, why_action(deal, snapshot, action))


def _after(row: Transition, later: Transition) -> bool:
    """True if *later* can only be taken from a state that *row* leads to, so that *row* lies behind once it is."""
    return row.target is not None and row.target in later.source and row.target not in row.source


def turns(deal: Deal, snapshot: Snapshot, steps: tuple[StepAhead, ...]) -> tuple[Turn, ...]:
    """Whose turn it is: the running clocks by their day, then what has no clock but is on the way to the next step."""
    dated = [
        _clock_turn(deal, snapshot, bound, bound.process.clock(run.clock), run)
        for bound, process in zip(deal.processes, snapshot.processes, strict=True)
        for run in process.runs
        if run.ended is None and _dated(deal, snapshot, bound, run)
    ]
    dated = [turn for turn in dated if turn.status != "over"]
    dated.sort(key=lambda t: (t.day is None, t.day or date.max))
    timed = {turn.id.partition("/")[0] for turn in dated}
    free = list(dict.fromkeys(_free_turns(deal, snapshot, steps, timed)))
    return (*dated, *free)


def _dated(deal: Deal, snapshot: Snapshot, bound: Bound, run: Run) -> bool:
    """True unless neither law nor an act gives the clock a length: then nothing falls due."""
    return deadline(deal, snapshot, f"{bound.id}/{run.clock}") is not None


def _clock_turn(deal: Deal, snapshot: Snapshot, bound: Bound, clock: Clock, run: Run) -> Turn:
    found = deadline(deal, snapshot, f"{bound.id}/{clock.name}")
    return Turn(
        _bound_by(deal, snapshot, bound, clock),
        clock.silence if clock.kind is Kind.TAKES_EFFECT and clock.silence else clock.text,
        f"{bound.id}/{clock.name}",
        clock.kind.value,
        found.day if found else None,
        found.remaining(snapshot.day) if found else None,
        _unit(found),
        status_of(found, run, snapshot.day),
        found.provisional if found else False,
        next(iter(found.citations), None) if found else clock.citation,
        found.contract if found else bound.process.contract,
        clock.silence,
    )


def _unit(found: Deadline | None) -> str:
    if found is None:
        return ""
    return "working days" if found.period.unit.value == "working days" else "days"


def _bound_by(deal: Deal, snapshot: Snapshot, bound: Bound, clock: Clock) -> tuple[str, ...]:
    """Whom a running clock asks to act: those who obey it by closing, else its authority, else whoever can end it."""
    if not clock.kind.through:
        return ()
    state, process = snapshot.process(bound.id).state, bound.process
    if clock.kind is Kind.RIGHT_ENDS:
        rows = (r for r in process.rows(state) if r.requires is not None and _while(r.requires, clock))
        return who_fills(deal, bound, dict.fromkeys(role for row in rows for role in row.by), snapshot)
    obeyed = [role for row in obeyed_by_closing(bound, clock) for role in row.by]
    if obeyed:
        return who_fills(deal, bound, obeyed, snapshot)
    leaving = [r for r in process.rows(state) if r.by != (CLOCK,) and r.target not in (None, state)]
    roles = list(dict.fromkeys(role for row in leaving for role in row.by))
    if process.authority in roles:
        same = [role for row in leaving if process.authority in row.by for role in row.by if role not in PARTY_ROLES]
        return who_fills(deal, bound, dict.fromkeys(same or [process.authority]), snapshot)
    others = [role for role in roles if role not in PARTY_ROLES]
    return who_fills(deal, bound, others or roles, snapshot)


def _while(guard: Guard, clock: Clock) -> bool:
    """True if *guard* asks that *clock* still runs: the row is the right that ends with it."""
    return any(isinstance(leaf, Running) and leaf.clock == clock.name for leaf in leaves(guard))


def _free_turns(deal: Deal, snapshot: Snapshot, steps: tuple[StepAhead, ...], timed: set[str]) -> Iterator[Turn]:
    """What nobody's clock asks for but the next steps need: the next row of each process that stands in the way."""
    if not steps:
        return
    for step in steps:
        id, _, name = step.why.action.partition(":")
        bound = deal.bound(id)
        if id not in timed and step is steps[0]:
            row = way(bound.process, snapshot.process(id).state, lambda r, name=name: r.action == name)  # type: ignore[misc]
            if row is not None:
                yield _row_turn(deal, snapshot, bound, row, step.why)
    for blocker in (b.finding for step in steps for b in step.why.blockers):
        for id in (blocker.process, *blocker.waits_for.split(", ")):
            if id in snapshot.ids and id not in timed and id != steps[0].why.action.partition(":")[0]:
                bound = deal.bound(id)
                row = _cures(snapshot, bound)
                if row is not None:
                    yield _row_turn(deal, snapshot, bound, row, None)


def _cures(snapshot: Snapshot, bound: Bound) -> Transition | None:
    """The first row of the shortest way to a state of *bound* in which its gates would be open."""
    wanted = {
        state
        for gate in bound.process.gates
        for leaf in leaves(gate.guard)
        if isinstance(leaf, InState) and bound.ref(leaf.process) == bound.id
        for state in leaf.states
    }
    state = snapshot.process(bound.id).state
    return None if state in wanted else way(bound.process, state, lambda r: r.target in wanted)


def _row_turn(deal: Deal, snapshot: Snapshot, bound: Bound, row: Transition, why: ActionWhy | None) -> Turn:
    id = f"{bound.id}:{row.action}"
    found = why if why is not None and why.action == id else why_action(deal, snapshot, id)
    return Turn(
        who_fills(deal, bound, row.by, snapshot),
        row.text or row.action.replace("_", " "),
        id,
        citation=row.cite,
        contract=bound.process.contract,
        blockers=len(found.blockers),
    )
