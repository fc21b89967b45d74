"""The only semantics: start, options, decide, evolve, advance. Pure functions over values.

``decide`` and ``evolve`` first let fall the lapses before the act's day. Everything else in the library reads these.
"""

from __future__ import annotations

from datetime import date

from dealflow.errors import DefinitionError
from dealflow.kernel.board import Board, board_of
from dealflow.kernel.clocks import deadline_of, last_day
from dealflow.kernel.clocks import furthest as _furthest
from dealflow.kernel.decide import best, day_of, event_of, findings, judge, options_on
from dealflow.kernel.details import details_of
from dealflow.kernel.forecast import Forecast
from dealflow.kernel.judge import find
from dealflow.kernel.plan import Plan, Row, plan_of
from dealflow.kernel.step import apply, begin, move_to, snapshot_of
from dealflow.kernel.values import Act, Event, Option, ProcessState, Refusal, Run, Snapshot, Stop
from dealflow.model.deadline import Deadline
from dealflow.model.deadline import on as _on
from dealflow.model.deal import Deal
from dealflow.model.guard import Finding, Gates
from dealflow.model.row import CLOCK
from dealflow.model.terms import Applicability

__all__ = [
    "Act",
    "Event",
    "Option",
    "ProcessState",
    "Refusal",
    "Run",
    "Snapshot",
    "Stop",
    "advance",
    "applicability",
    "breach",
    "contract_dates",
    "deadline",
    "deadlines",
    "decide",
    "ending",
    "evolve",
    "furthest",
    "milestones",
    "options",
    "settle",
    "standing",
    "start",
]


def start(deal: Deal, day: date) -> Snapshot:
    """The deal on *day*, every process in its initial state."""
    plan = plan_of(deal)
    return snapshot_of(plan, begin(plan, day))


def options(deal: Deal, snapshot: Snapshot) -> tuple[Option, ...]:
    """Every row that leaves a current state, each with all its findings, in deal order then written order."""
    return options_on(plan_of(deal), board_of(snapshot))


def decide(deal: Deal, snapshot: Snapshot, act: Act) -> Event | Refusal:
    """The event that *act* is on its day, or a refusal with all blockers; *snapshot* is not changed.

    Raises ValueError for a datetime without a zone.
    """
    plan, board = plan_of(deal), board_of(snapshot)
    day = _day(plan, act)
    if day < board.day:
        return _backwards(plan, act, day, board.day)
    move_to(plan, board, day)
    got = judge(plan, board, act)
    if isinstance(got, Refusal):
        return got
    row, details = got
    return event_of(plan, row, act, day, details)


def evolve(deal: Deal, snapshot: Snapshot, event: Event) -> Snapshot:
    """The deal after *event*, the lapses before it included.

    Raises DefinitionError if the event does not follow from where the deal stands (a log from other definitions).
    """
    plan, board = plan_of(deal), board_of(snapshot)
    fallen = move_to(plan, board, event.on)
    if event.kind == "lapse" and event in fallen:
        return snapshot_of(plan, board)
    row = _row(plan, board, event)
    apply(plan, board, row, event.on, event.effective, event.details, event.until)
    return snapshot_of(plan, board)


def advance(deal: Deal, snapshot: Snapshot, day: date) -> tuple[Event, ...]:
    """The lapses that fall until *day* if nobody acts: one with last day D is dated D, by "clock".

    *day* itself is still open: its lapses have not fallen, except what takes effect at its start.
    """
    plan = plan_of(deal)
    return tuple(move_to(plan, board_of(snapshot), day))


def settle(deal: Deal, snapshot: Snapshot, day: date) -> Snapshot:
    """The deal on *day* if nobody acts until then; *day* on or after the snapshot's."""
    plan, board = plan_of(deal), board_of(snapshot)
    move_to(plan, board, day)
    return snapshot_of(plan, board)


def breach(deal: Deal, snapshot: Snapshot, act: Act) -> Event:
    """*act* as it happened although the definitions refuse it: the state moves, the blockers are kept with it.

    Raises DefinitionError if there is no such row at all from where the process stands, or its details cannot be
    read: then nothing says what the act did. So does a day that lies behind the record.
    """
    plan, board = plan_of(deal), board_of(snapshot)
    day = _day(plan, act)
    if day < board.day:
        late = _backwards(plan, act, day, board.day)
        raise DefinitionError(f"breach {act.action} on {day}", [b.reason for b in late.blockers])
    move_to(plan, board, day)
    got = judge(plan, board, act)
    if not isinstance(got, Refusal):
        row, details = got
        return event_of(plan, row, act, day, details)
    if got.kind in ("no such action", "not from this state", "bad details"):
        raise DefinitionError(f"breach {act.action} on {day}", [b.reason for b in got.blockers])
    i, action = plan.actions[act.action]
    row, _ = best(board, plan.rows[i, board.processes[i].state, action])
    details = details_of(plan, row, act)[0]
    return event_of(plan, row, act, day, details, kind="breach", blockers=got.blockers)


def deadlines(deal: Deal, snapshot: Snapshot) -> tuple[Deadline, ...]:
    """The dates of all clocks that run, as they are counted on the snapshot's day, in deal order."""
    plan = plan_of(deal)
    out = []
    for i, process in enumerate(snapshot.processes):
        for run in process.runs:
            if run.ended is None:
                found = deadline_of(plan.clocks[i][run.clock], process, run, snapshot.day)
                if found is not None:
                    out.append(found)
    return tuple(out)


def deadline(deal: Deal, snapshot: Snapshot, clock: str) -> Deadline | None:
    """The date of one clock with its count, also of a run that has ended; None if it never ran.

    Raises UnknownName with a suggestion.
    """
    plan = plan_of(deal)
    bound, found = deal.clock(clock)
    i = plan.index[bound.id]
    process = snapshot.processes[i]
    run = next((r for r in process.runs if r.clock == found.name), None)
    return None if run is None else deadline_of(plan.clocks[i][found.name], process, run, snapshot.day)


def furthest(deal: Deal, snapshot: Snapshot, clock: str) -> date | None:
    """The last date to which lawful extensions can still move a running clock; None if nothing limits them.

    Raises UnknownName with a suggestion.
    """
    plan = plan_of(deal)
    bound, found = deal.clock(clock)
    i = plan.index[bound.id]
    run = snapshot.processes[i].run(found.name)
    return None if run is None else _furthest(plan.clocks[i][found.name], snapshot.processes[i], run, snapshot.day)


def applicability(deal: Deal, snapshot: Snapshot, process: str) -> Applicability:
    """Whether *process* is required under the terms and the law of the snapshot's day, and why."""
    plan = plan_of(deal)
    deal.bound(process)
    return plan.applicability(plan.index[process], snapshot.terms, snapshot.day)


def standing(deal: Deal, snapshot: Snapshot) -> tuple[Finding, ...]:
    """Standing breaches: gates that law or terms have closed since a step was taken whose result still lasts."""
    plan, board = plan_of(deal), board_of(snapshot)
    forecast = Forecast(plan, board)
    out: list[Finding] = []
    for i, process in enumerate(snapshot.processes):
        for step in deal.processes[i].process.state(process.state).continues:
            guard = Gates(step)
            out.extend(f for f in find(plan, board, guard, i, plan.truth(guard, i), forecast) if f.met is False)
    return tuple(out)


def ending(deal: Deal, snapshot: Snapshot) -> str | None:
    """The name of the first ending that is met, or None while the deal is open."""
    plan, board = plan_of(deal), board_of(snapshot)
    for each in deal.endings:
        if plan.truth(each.guard, -1)(board):
            return each.name
    return None


def milestones(deal: Deal, snapshot: Snapshot) -> dict[str, date | None]:
    """The milestones of the deal and the day each was reached."""
    return dict(zip(plan_of(deal).milestones, snapshot.milestones, strict=True))


def contract_dates(deal: Deal, snapshot: Snapshot) -> dict[str, date | None]:
    """The contract's dates as they stand, extensions included."""
    return dict(zip(plan_of(deal).date_names, snapshot.dates, strict=True))


def _day(plan: Plan, act: Act) -> date:
    known = plan.actions.get(act.action)
    zone = plan.deal.processes[known[0]].process.zone if known else "UTC"
    return day_of(act.on, zone)


def _backwards(plan: Plan, act: Act, day: date, today: date) -> Refusal:
    stands = f"the record stands at {_on(today)}"
    reason = f"{stands}: an act of {_on(day)} cannot follow it; if it was learned late, say when (recorded=...)"
    kind, authority = "earlier than the record", f"the record of deal {plan.deal.id!r}"
    return Refusal(kind, act, today, (Finding(met=False, reason=reason, code=kind, process="", authority=authority),))


def _row(plan: Plan, board: Board, event: Event) -> Row:
    i = plan.index.get(event.process)
    rows = () if i is None else plan.rows.get((i, event.was, event.action), ())
    led = tuple(row for row in rows if row.target == event.now and board.processes[row.i].state == event.was)
    if led:
        return best(board, led)[0]
    stands = "is not in the deal" if i is None else f"stands at {board.processes[i].state!r}"
    raise DefinitionError(
        f"event {event.id} on {event.on}",
        [f"it goes from {event.was!r} to {event.now!r}, but {event.process} {stands} and has no such row"],
    )


__all__ += ["CLOCK", "findings", "last_day"]
