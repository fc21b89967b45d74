"""The days of a finding: on which days a requirement would be met if nobody acts, lapses included."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.kernel.board import Board, board_of
from dealflow.kernel.forecast import Forecast
from dealflow.kernel.plan import Plan, plan_of
from dealflow.kernel.step import move_to, snapshot_of
from dealflow.model import AllOf, AnyOf, Guard, Not
from dealflow.model.guard import Span
from dealflow.testing import guards as own_guards
from dealflow.testing import strategies as own

_ONE = timedelta(days=1)
AHEAD = 400


@st.composite
def places(draw: st.DrawFn, n: int = 1) -> tuple[Plan, Board, int, list[Guard]]:
    """A deal somewhere on its way, one of its processes, and *n* requirements of that process."""
    deal = draw(own.deals())
    board = board_of(draw(own_guards.snapshots(deal)))
    i = draw(st.integers(0, len(deal.processes) - 1))
    asked = draw(st.lists(own_guards.guards(deal, deal.processes[i]), min_size=n, max_size=n))
    return plan_of(deal), board, i, asked


def days_of(plan: Plan, board: Board, i: int, guard: Guard) -> tuple[Span, ...]:
    """The days of *guard* as a finding names them."""
    return Forecast(plan, board).days(guard, i, plan.truth(guard, i))


def ahead(spans: tuple[Span, ...], today: date) -> set[int]:
    """The spans as numbers of days from *today*, as far as we look."""
    inside: set[int] = set()
    for first, last in spans:
        end = AHEAD if last is None else min((last - today).days, AHEAD)
        inside.update(range((first - today).days, end + 1))
    return {n for n in inside if n <= AHEAD}


@settings(max_examples=150)
@given(places())
def test_equals_waiting_and_looking(place: Any) -> None:
    """On each of the next 400 days the requirement is met exactly if waiting until then and looking says so.

    Nobody acts, lapses fall, and the calendars stay as they are seen today.
    """
    plan, board, i, (guard,) = place
    truth = plan.truth(guard, i)
    today, met = board.day, set()
    waiting = board_of(snapshot_of(plan, board))
    waiting.seen = today
    for n in range(AHEAD + 1):
        move_to(plan, waiting, today + n * _ONE)
        if truth(waiting):
            met.add(n)

    assert met == ahead(days_of(plan, board, i, guard), today)


@settings(max_examples=150)
@given(places())
def test_comes_true_while_nothing_is_announced(place: Any) -> None:
    """On each day until a calendar learns of something, the finding of today and the look of that day agree."""
    plan, board, i, (guard,) = place
    truth, today = plan.truth(guard, i), board.day
    told = {day for id in ("cn.state", "us.cfius") for day in calendars.get(id).announcements if day > today}
    last = min((min(told, default=date.max) - today).days - 1, AHEAD)
    waiting, met = board_of(snapshot_of(plan, board)), set()
    for n in range(last + 1):
        move_to(plan, waiting, today + n * _ONE)
        if truth(waiting):
            met.add(n)

    assert met == {n for n in ahead(days_of(plan, board, i, guard), today) if n <= last}


@settings(max_examples=150)
@given(places(2))
def test_and_or_not_are_intersection_union_complement(place: Any) -> None:
    """The days of a combination are made of those of its parts."""
    plan, board, i, (a, b) = place
    one, other = (ahead(days_of(plan, board, i, guard), board.day) for guard in (a, b))
    every = set(range(AHEAD + 1))

    assert one & other == ahead(days_of(plan, board, i, AllOf((a, b))), board.day)
    assert one | other == ahead(days_of(plan, board, i, AnyOf((a, b))), board.day)
    assert every - one == ahead(days_of(plan, board, i, Not(a)), board.day)


@given(places())
def test_days_are_disjoint_and_in_order(place: Any) -> None:
    """The stretches stand in order with a gap between them, from today on; only the last has no end."""
    plan, board, i, (guard,) = place
    spans = days_of(plan, board, i, guard)

    assert all(first <= last for first, last in spans if last is not None)
    assert all(last is not None for _, last in spans[:-1])
    assert all(board.day <= first for first, _ in spans)
    for (_, last), (first, _) in pairwise(spans):
        assert last is not None
        assert last + _ONE < first


@given(places())
def test_today_is_among_the_days_exactly_if_it_is_met(place: Any) -> None:
    """A requirement that is met begins its days today, and one that is not begins them later or never."""
    plan, board, i, (guard,) = place
    spans = days_of(plan, board, i, guard)

    assert plan.truth(guard, i)(board) == bool(spans and spans[0][0] == board.day)
