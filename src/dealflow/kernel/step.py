"""How a deal moves: what an act does to a board, and which lapses fall as the day moves on.

The order within a day is written here and nowhere else: acts in their recorded order; then, as the day moves past,
lapses in the order of processes in the deal, each judged again before it falls.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from dealflow import calendars
from dealflow.errors import BoundExceeded
from dealflow.kernel.board import Board
from dealflow.kernel.clocks import close_stop, lapses, last_day
from dealflow.kernel.plan import Plan, Row
from dealflow.kernel.values import Event, ProcessState, Run, Snapshot, Stop
from dealflow.model.row import CLOCK, Transition

__all__ = ["Due", "apply", "begin", "move_to", "next_due", "next_moment", "snapshot_of"]

_ONE = timedelta(days=1)
_MOST_LAPSES = 1000


class Due(NamedTuple):
    """A lapse that falls if nobody acts: on *day*, at its start (0) or end (1), in deal order."""

    day: date
    at: int
    i: int
    clock: str


def begin(plan: Plan, day: date) -> Board:
    """A board on which every process of the deal stands in its initial state on *day*."""
    processes = [
        ProcessState(b.process.initial.name, 1, day, terms=b.terms, approved=None) for b in plan.deal.processes
    ]
    dates = [plan.deal.dates.get(name) for name in plan.date_names]
    return Board(day, processes, [None] * len(plan.milestones), plan.deal.initial_terms, dates)


def snapshot_of(plan: Plan, board: Board) -> Snapshot:
    """What stands on *board*, as a value."""
    return Snapshot(
        board.day, plan.ids, tuple(board.processes), tuple(board.milestones), board.terms, tuple(board.dates)
    )


def move_to(plan: Plan, board: Board, day: date, *, most: int = _MOST_LAPSES) -> list[Event]:
    """Move *board* on to *day* and let fall every lapse on the way; raises BoundExceeded if they never end.

    With ``board.seen`` set the calendars stay as they were seen that day; otherwise each day sees what was announced
    by then, so the walk pauses where something is announced.
    """
    fallen: list[Event] = []
    while board.day < day:
        fallen.extend(next_moment(plan, board, day))
        if len(fallen) > most:
            raise BoundExceeded(f"more than {most} lapses fall before {day}: the definitions go round in a circle")
    return fallen


def next_moment(plan: Plan, board: Board, day: date) -> Iterator[Event]:
    """Move *board* on to the next moment at which something falls, at most to *day*; each lapse once it has fallen."""
    due = _all_due(plan, board)
    pause = _next_announcement(plan, board, day)
    if due and (pause is None or due[0].day < pause) and due[0][:2] < (day, 1):
        together = due if due[0].at == 0 else due[:1]
        board.day = due[0].day
    else:
        board.day = pause if pause is not None else day
        together = [] if pause is None else _at_start(plan, board)
    for one in together:
        if one.at or one in _at_start(plan, board):
            yield _fall(plan, board, one)


def _seen(board: Board) -> date:
    return board.seen or board.day


def next_due(plan: Plan, board: Board) -> Due | None:
    """The next lapse that falls if nobody acts, or None."""
    due = _all_due(plan, board)
    return due[0] if due else None


def _all_due(plan: Plan, board: Board) -> list[Due]:
    """The lapses that fall next, all of one moment, in deal order."""
    found = list(_dues(plan, board, board.day))
    first = min((due[:2] for due in found), default=None)
    return [due for due in found if due[:2] == first]


def _at_start(plan: Plan, board: Board) -> list[Due]:
    """The lapses that fall at the start of the board's day, as it stands now, in deal order."""
    return [due for due in _dues(plan, board, board.day - _ONE) if due[:2] == (board.day, 0)]


def _dues(plan: Plan, board: Board, today: date) -> Iterator[Due]:
    for i, process in enumerate(board.processes):
        for run in process.runs:
            if run.ended is None:
                when = lapses(plan.clocks[i][run.clock], process, run, today, _seen(board))
                if when is not None:
                    yield Due(*when, i, run.clock)


def _fall(plan: Plan, board: Board, due: Due) -> Event:
    state = board.processes[due.i].state
    action = plan.clocks[due.i][due.clock].clock.lapse
    row = plan.rows[due.i, state, action][0]
    event = Event(plan.ids[due.i], action, state, row.target, due.day, due.day, CLOCK, "lapse")
    apply(plan, board, row, due.day, due.day, ())
    return event


def _next_announcement(plan: Plan, board: Board, day: date) -> date | None:
    """The first day after the board's, up to *day*, on which a calendar in use learns of something."""
    if board.seen is not None:
        return None
    soonest: date | None = None
    for i, process in enumerate(board.processes):
        for run in process.runs:
            if run.ended is None and plan.clocks[i][run.clock].clock.lapse:
                period = plan.clocks[i][run.clock].rule(process, run)[0]
                if period is not None and period.calendar:
                    for told in _announcements(period.calendar):
                        if board.day < told <= day and (soonest is None or told < soonest):
                            soonest = told
                            break
    return soonest


@lru_cache(maxsize=256)
def _announcements(calendar: str) -> tuple[date, ...]:
    return calendars.get(calendar).announcements


def apply(
    plan: Plan,
    board: Board,
    row: Row,
    on: date,
    effective: date,
    details: tuple[tuple[str, Any], ...],
    until: date | None = None,
) -> None:
    """What taking *row* does to *board*: the process moves, its clocks start and end, milestones and terms change.

    A clock that starts by an act whose day may have been any *until* a later one remembers it.
    """
    i, t = row.i, row.transition
    old = board.processes[i]
    if row.simple and not details:
        moved = ProcessState(row.target, old.visit + 1, effective, old.runs, None, old.data, old.terms, board.terms)
        board.processes[i] = moved
        return
    given = dict(details)
    new = old if t.target is None else _enter(plan, board, row, old, on, effective)
    new = _on_clocks(plan, board, row, new, on, effective, given)
    if until is not None:
        new = new._replace(runs=tuple(_loose(run, old, effective, until) for run in new.runs))
    if given:
        new = new._replace(data=tuple(sorted({**_kept(plan, row, new), **given}.items())))
    if t.carries and "terms" in given:
        new = new._replace(terms=given["terms"])
    if t.selects:
        board.terms = given.get("terms") or new.terms or board.terms
    if new.state != old.state or t.target is not None:
        new = new._replace(approved=_approved(plan, board, row, old, new))
    board.processes[i] = new
    _on_deal(plan, board, t, i, effective, given)
    if i in plan.tolling and new.state != old.state:
        _toll_others(plan, board, i, effective)


def _approved(plan: Plan, board: Board, row: Row, old: ProcessState, new: ProcessState) -> Any:
    """The covered facts that *new* was approved under; moving on inside an approval is not being given it again.

    Silence approves what was filed: the terms that stood when somebody last moved the process.
    """
    if not row.approves:
        return None
    if plan.deal.processes[row.i].process.state(old.state).approval and new.state != old.state:
        return old.approved
    silent = row.transition.by == (CLOCK,)
    return plan.covered(row.i, (old.filed if silent else "") or board.terms)


def _kept(plan: Plan, row: Row, process: ProcessState) -> dict[str, Any]:
    """What the process remembers: a new order that sets a length owes nothing to the cap of the one before."""
    name = row.transition.sets_length
    rules = plan.clocks[row.i][name].clock.extensions if name else ()
    gone = {detail for rule in rules for detail in (rule.total_detail, rule.by_detail)}
    return {key: value for key, value in process.data if key not in gone}


def _on_deal(plan: Plan, board: Board, t: Transition, i: int, effective: date, given: dict[str, Any]) -> None:
    if (t.reaches or t.withdraws) and not plan.deal.processes[i].of:
        for name, value in ((t.reaches, effective), (t.withdraws, None)):
            if name:
                board.milestones[plan.milestones.index(name)] = value
    if t.moves:
        board.dates[plan.date_names.index(t.moves)] = _of_kind(t, given, "date")


def _of_kind(t: Transition, given: dict[str, Any], *kinds: str) -> Any:
    for detail in t.details:
        if detail.kind in kinds and detail.name in given:
            return given[detail.name]
    return None


def _enter(plan: Plan, board: Board, row: Row, old: ProcessState, on: date, effective: date) -> ProcessState:
    """The process after entering the row's target: clocks of the old state end, those of the new one start."""
    t, again = row.transition, row.target == row.source
    counted = effective
    if t.counts_from:
        run = old.run(t.counts_from)
        last = last_day(plan.clocks[row.i][t.counts_from], old, run, board.seen or on) if run else None
        if last:
            counted = last if t.from_end else min(effective, last)
    kept: dict[str, Run] = {run.clock: run for run in old.runs}
    for name, clock in plan.clocks[row.i].items():
        run = kept.get(name)
        active = run is not None and run.ended is None
        inside = row.target in clock.clock.runs_in
        if clock.start_actions:
            starts = inside and row.action in clock.start_actions
        else:
            starts = inside and (not active or again)
        if starts:
            kept[name] = _started(plan, board, row.i, old, Run(name, counted))
        elif active and not inside and run is not None:
            kept[name] = run._replace(ended=on)
    filed = old.filed if t.by == (CLOCK,) else board.terms
    return ProcessState(row.target, old.visit + 1, effective, tuple(kept.values()), None, old.data, old.terms, filed)


def _loose(run: Run, before: ProcessState, effective: date, until: date) -> Run:
    """*run*, if it has just started on a day that is not known, with the last day that it can have been."""
    return run if run in before.runs or run.start != effective else run._replace(until=until)


def _started(plan: Plan, board: Board, i: int, process: ProcessState, run: Run) -> Run:
    """*run*, stopped from its first day if another process tolls it at the start."""
    clock = plan.clocks[i][run.clock]
    began = process._replace(runs=(*(r for r in process.runs if r.clock != run.clock), run))
    for other in clock.toll_processes:
        state = board.processes[plan.index[other]]
        if clock.tolled_in(began, run, other, state.state):
            run = run._replace(stops=(*run.stops, Stop(max(run.start, state.since), None, other)))
    return run


def _on_clocks(
    plan: Plan, board: Board, row: Row, process: ProcessState, on: date, effective: date, given: dict[str, Any]
) -> ProcessState:
    t = row.transition
    if not (t.extends or t.stops or t.resumes or t.restarts or t.sets_length or t.sets_day):
        return process
    runs = {run.clock: run for run in process.runs}
    # Under some readings a clock does not run yet where the row restarts, stops or resumes it, and a breach may be done
    # to a clock that does not run: then nothing is to do.
    running = {name for name, run in runs.items() if run.ended is None}
    for name in (n for n in t.restarts if n in running):
        runs[name] = _started(plan, board, row.i, process, Run(name, effective))
    for name in (n for n in t.stops if n in running):
        runs[name] = runs[name]._replace(stops=(*runs[name].stops, Stop(effective, None)))
    for name in (n for n in t.resumes if n in running):
        runs[name] = _resumed(runs[name], effective, given)
    for name in (n for n in t.extends if n in running):
        rule = plan.clocks[row.i][name].clock.extension(t.under)
        length = _of_kind(t, given, "days", "length") or (rule.fixed if rule else None)
        runs[name] = runs[name].more((length,) if length else (), t.under)
    if t.sets_length in running:
        runs[t.sets_length] = runs[t.sets_length]._replace(length=_of_kind(t, given, "days", "length"))
    if t.sets_day in running:
        runs[t.sets_day] = runs[t.sets_day]._replace(day=_of_kind(t, given, "date"))
    return process._replace(runs=tuple(runs.values()))


def _resumed(run: Run, effective: date, given: dict[str, Any]) -> Run:
    first, last = given.get("first"), given.get("last")
    if first is None or last is None:
        return close_stop(run, "", effective - _ONE)
    kept = tuple(s for s in run.stops if not (s.last is None and s.by == ""))
    return run._replace(stops=(*kept, Stop(first, last)))


def _toll_others(plan: Plan, board: Board, i: int, effective: date) -> None:
    """Stop or resume the clocks of other processes that this one tolls."""
    by, state = plan.ids[i], board.processes[i].state
    for j, name in plan.tolling[i]:
        process = board.processes[j]
        run = process.run(name)
        if run is None:
            continue
        stopped = any(s.last is None and s.by == by for s in run.stops)
        tolled = plan.clocks[j][name].tolled_in(process, run, by, state)
        if tolled == stopped:
            continue
        if tolled:
            changed = run._replace(stops=(*run.stops, Stop(max(effective, run.start), None, by)))
        else:
            changed = close_stop(run, by, effective - _ONE)
        board.processes[j] = process._replace(runs=tuple(changed if r is run else r for r in process.runs))
