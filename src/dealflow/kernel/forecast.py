"""What follows if nobody acts: the boards ahead, and the days on which a requirement is met on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from dealflow.kernel.board import Board, Truth
from dealflow.kernel.clocks import last_day
from dealflow.kernel.plan import Plan
from dealflow.kernel.step import move_to, next_due
from dealflow.model.guard import AgedAtLeast, Gates, Guard, InForce, OnOrBefore, Past, Required, Running, Span, leaves

__all__ = ["Forecast", "turning_days"]

_ONE = timedelta(days=1)
_HORIZON = timedelta(days=366 * 12)
_MOST = 64


class Forecast:
    """The boards that follow if nobody acts, as far as a dozen years on: what the days of a finding are read from."""

    def __init__(self, plan: Plan, board: Board) -> None:
        self.plan = plan
        self.boards: list[Board] = [_copy(board)]
        ahead = _copy(board)
        ahead.seen = board.seen or board.day
        limit = board.day + _HORIZON
        while len(self.boards) < _MOST:
            due = next_due(plan, ahead)
            if due is None or due.day > limit:
                break
            move_to(plan, ahead, due.day + _ONE * due.at, most=_MOST)
            self.boards.append(_copy(ahead))

    def at(self, day: date) -> Board:
        """The board of *day* if nobody acts."""
        found = self.boards[0]
        for board in self.boards:
            if board.day <= day:
                found = board
        found = _copy(found)
        found.seen = self.boards[0].seen or self.boards[0].day
        found.day = day
        return found

    def days(self, guard: Guard, i: int, truth: Truth) -> tuple[Span, ...]:
        """The days from now on which *truth* holds, as disjoint stretches."""
        today = self.boards[0].day
        turns = {today, *(b.day for b in self.boards)}
        for board in self.boards:
            turns.update(d for d in turning_days(self.plan, guard, i, board) if d > today)
        spans: list[Span] = []
        ordered = sorted(turns)
        for first, after in zip(ordered, [*ordered[1:], None], strict=True):
            if truth(self.at(first)) is not True:
                continue
            last = None if after is None else after - _ONE
            if spans and spans[-1][1] is not None and spans[-1][1] + _ONE == first:
                spans[-1] = (spans[-1][0], last)
            else:
                spans.append((first, last))
        return tuple(spans)

    def was_met(self, guard: Guard, i: int, truth: Truth) -> bool:
        """True if *truth* held on some day before, all but the day being as it is now."""
        now = self.boards[0]
        earlier = _copy(now)
        earlier.seen = now.seen or now.day
        for turn in turning_days(self.plan, guard, i, now):
            for earlier.day in (turn - _ONE, turn):
                if earlier.day < now.day and truth(earlier):
                    return True
        return False


def _copy(board: Board) -> Board:
    new = Board(board.day, list(board.processes), list(board.milestones), board.terms, list(board.dates))
    new.seen, new.law = board.seen, board.law
    return new


def turning_days(plan: Plan, guard: Guard, i: int, board: Board) -> Iterator[date]:
    """The days on which *guard* can change its mind by the calendar alone."""
    for leaf in leaves(guard):
        if isinstance(leaf, InForce):
            yield from (d for d in (leaf.start, leaf.end and leaf.end + _ONE) if d)
        elif isinstance(leaf, OnOrBefore):
            limit = board.dates[plan.date_names.index(leaf.date_name)]
            if limit is not None:
                yield limit + _ONE
        elif isinstance(leaf, (Running, Past, AgedAtLeast)):
            yield from _clock_turns(plan, leaf, i, board)
        elif isinstance(leaf, Required):
            yield from plan.deal.bound(plan.ref(i, leaf.process)).process.law_days
        elif isinstance(leaf, Gates):
            for gate in plan.gates.get(plan.step(i, leaf.step), ()):
                yield from plan.deal.processes[gate.i].process.law_days
                yield from turning_days(plan, gate.gate.guard, gate.i, board)


def _clock_turns(plan: Plan, leaf: Any, i: int, board: Board) -> Iterator[date]:
    j, name = plan.clock_of(leaf.clock, i)
    run = board.processes[j].run(name)
    if run is None:
        return
    if isinstance(leaf, AgedAtLeast):
        yield run.start + timedelta(days=leaf.days)
        return
    last = last_day(plan.clocks[j][name], board.processes[j], run, board.seen or board.day)
    if last is not None:
        yield last
        yield last + _ONE
