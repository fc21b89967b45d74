"""Whether an alternative can be taken now, and the day on which its delay is over: read from the kernel's board."""

from __future__ import annotations

from datetime import date, timedelta

from attrs import evolve

from dealflow.analysis.sampling.delays import day_after
from dealflow.analysis.sampling.groups import Choice, Wait
from dealflow.calendars import get
from dealflow.kernel.board import Board
from dealflow.kernel.clocks import is_stopped, last_day
from dealflow.kernel.decide import best, event_of, extends_lawfully
from dealflow.kernel.details import details_of
from dealflow.kernel.plan import Plan, Row
from dealflow.kernel.step import apply
from dealflow.kernel.values import Event
from dealflow.model import Length, Need, Unit
from dealflow.model.period import before

__all__ = ["due_day", "is_awake", "row_of", "take"]

_ONE = timedelta(days=1)


def is_awake(plan: Plan, board: Board, i: int) -> bool:
    """False while the process at *i* does not apply to the deal and the contract does not list it either."""
    if plan.ids[i] in plan.listed:
        return True
    return plan.applicability(i, board.terms, board.law_day).status != Need.NONE


def row_of(plan: Plan, board: Board, i: int, choice: Choice) -> Row | None:
    """The row by which *choice* of the process at *i* can be taken on *board*, or None."""
    row, blocked = best(board, choice.rows)
    if blocked or not is_awake(plan, board, i):
        return None
    if row.transition.extends and choice.act is not None:
        act = evolve(choice.act, on=board.day)
        if not extends_lawfully(plan, board, act, row, dict(choice.details)):
            return None
    return row


def due_day(plan: Plan, board: Board, wait: Wait, first: date, seen: date) -> date | None:
    """The day on which a delay that counts from *first* is over; None while its clock does not say.

    Calendars of delays are those known on *seen*.
    """
    if not wait.clock:
        return day_after(first, wait.n, wait.unit, wait.calendar, seen)
    i, name = plan.clock_of(wait.clock, -1)
    run, clock = board.processes[i].run(name), plan.clocks[i][name]
    last = None if run is None else last_day(clock, board.processes[i], run, board.day)
    if run is None or last is None or is_stopped(run, last):
        return None
    if not clock.clock.kind.through:
        last -= _ONE  # what falls at the start of a day leaves the day before to act
    return day_before(last, wait, seen)


def day_before(last: date, wait: Wait, seen: date) -> date:
    """The day so many units before *last*."""
    if wait.unit is Unit.WORKING_DAYS:
        view, day = get(wait.calendar).as_of(seen), last
        for _ in range(wait.n):
            day -= _ONE
            while not view.is_working(day):
                day -= _ONE
        return day
    return before(last, Length(wait.n, wait.unit)) if wait.n else last


def take(plan: Plan, board: Board, row: Row, choice: Choice) -> Event:
    """The event of taking *choice* by *row* today, and what it does to *board*."""
    if choice.act is None:
        raise ValueError("nothing is done by this alternative")
    act = evolve(choice.act, on=board.day)
    details = dict(choice.details) if len(choice.rows) == 1 else details_of(plan, row, act)[0]
    event = event_of(plan, row, act, board.day, details)
    apply(plan, board, row, board.day, event.effective, event.details)
    return event
