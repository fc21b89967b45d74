"""What each guard means: truth tables on dated boards and on boards that leave dates open."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealflow.kernel.board import board_of
from dealflow.kernel.plan import plan_of
from dealflow.model import (
    AgedAtLeast,
    AllOf,
    AnyOf,
    Guard,
    InForce,
    InPerimeter,
    InState,
    NoneOther,
    Not,
    OnOrBefore,
    Past,
    Reached,
    Required,
    Running,
)
from dealflow.testing import guards as own_guards
from dealflow.testing import strategies as own
from kernel.small_deal import LAW, TODAY, board, on, plan, put, running, truth

OPEN = {"day": None, "law": TODAY}
PLAN = plan()


# ------------------------------------------------------------------------------------------------- without dates


@pytest.mark.parametrize("when", [{}, OPEN], ids=["dated", "open"])
def test_reached(when: Any) -> None:
    """A milestone is reached from the day it was reached on; dates do not matter."""
    where = board(PLAN, **when)

    assert truth(PLAN, where, Reached("signing")) is False
    where.milestones[PLAN.milestones.index("signing")] = on(12)
    assert truth(PLAN, where, Reached("signing")) is True
    assert truth(PLAN, where, Reached("closing")) is False


@pytest.mark.parametrize("when", [{}, OPEN], ids=["dated", "open"])
def test_in_state(when: Any) -> None:
    """A process is in one of the states, the guard's own where it names none, or whoever fills a role."""
    where = put(PLAN, board(PLAN, **when), "bid.x", "made")

    assert truth(PLAN, where, InState("", {"open", "review"})) is True
    assert truth(PLAN, where, InState("case", {"review"})) is False
    assert truth(PLAN, where, InState("", {"made"}), "bid.x") is True
    assert truth(PLAN, where, InState("bid", {"made"}), "bid.y") is False
    assert truth(PLAN, where, InState("@target", {"open"}), "stay") is True


@pytest.mark.parametrize("when", [{}, OPEN], ids=["dated", "open"])
def test_none_other(when: Any) -> None:
    """No other of the same kind is in the states: the own one does not count, nor does another kind."""
    where = put(PLAN, board(PLAN, **when), "bid.x", "made")

    assert truth(PLAN, where, NoneOther({"made"}), "bid.x") is True
    assert truth(PLAN, where, NoneOther({"made"}), "bid.y") is False
    assert truth(PLAN, where, NoneOther({"made", "taken"}), "bid.y") is False
    assert truth(PLAN, where, NoneOther({"taken"}), "bid.y") is True
    assert truth(PLAN, where, NoneOther({"none"}), "case") is True


@pytest.mark.parametrize("when", [{}, OPEN], ids=["dated", "open"])
def test_in_perimeter(when: Any) -> None:
    """An asset is inside or outside the current terms."""
    assert truth(PLAN, board(PLAN, **when), InPerimeter("algorithm")) is True
    assert truth(PLAN, board(PLAN, terms="at_home", **when), InPerimeter("algorithm")) is False
    assert truth(PLAN, board(PLAN, terms="at_home", **when), InPerimeter("shop")) is True


@pytest.mark.parametrize(
    ("terms", "required", "restricted"),
    [("abroad", True, True), ("at_home", False, False), ("open", True, False)],
)
@pytest.mark.parametrize("when", [{}, OPEN], ids=["dated", "open"])
def test_required_by_the_terms(terms: str, required: bool, restricted: bool, when: Any) -> None:
    """Mandatory and unknown are required, voluntary is not; with a category, only if the rule says that category."""
    where = board(PLAN, terms=terms, **when)

    assert required == truth(PLAN, where, Required())
    assert required == truth(PLAN, where, Required("case"), "bid.x")
    assert restricted == truth(PLAN, where, Required(category="restricted"))
    assert truth(PLAN, where, Required(category="prohibited")) is False
    assert truth(PLAN, where, Required("agreement")) is True


@pytest.mark.parametrize(("day", "restricted"), [(date(2020, 5, 31), False), (LAW, True), (on(2), True)])
def test_required_by_the_law_of_the_day(day: date, restricted: bool) -> None:
    """The law of the day decides, also where the day is open and only its law is known."""
    category = Required(category="restricted")

    assert restricted == truth(PLAN, board(PLAN, day), category)
    assert restricted == truth(PLAN, board(PLAN, None, day), category)


# ---------------------------------------------------------------------------------------------------- with dates


@pytest.mark.parametrize(
    ("clock", "before", "at", "after"),
    [("review", False, False, True), ("effect", False, True, True), ("earliest", False, True, True)],
)
def test_past_and_running_around_the_day(clock: str, before: bool, at: bool, after: bool) -> None:
    """A last day has passed the day after it; what takes effect or permits has come on its day."""
    for day, is_past in ((on(19), before), (on(20), at), (on(21), after)):
        where = put(PLAN, board(PLAN, day), "case", "review", *running(clock))
        assert is_past == truth(PLAN, where, Past(clock))
        assert is_past != truth(PLAN, where, Running(clock))
        assert is_past == truth(PLAN, where, Past(f"case/{clock}"), "bid.x")


@pytest.mark.parametrize("guard", [Past("review"), Running("review"), AgedAtLeast("review", 0)])
def test_a_clock_that_does_not_run_is_neither_running_nor_past(guard: Guard) -> None:
    """Before it starts and after it has ended a clock neither runs, nor is past, nor has an age, whatever the day."""
    ended = running("review", ended=on(12))
    for when in ({}, OPEN, {"day": on(60)}):
        assert truth(PLAN, board(PLAN, **when), guard) is False
        assert truth(PLAN, put(PLAN, board(PLAN, **when), "case", "cleared", *ended), guard) is False


def test_a_clock_without_a_length_is_never_past() -> None:
    """Until an order sets its length a clock runs on."""
    where = put(PLAN, board(PLAN, on(300)), "case", "review", *running("ordered"))

    assert truth(PLAN, where, Running("ordered")) is True
    assert truth(PLAN, where, Past("ordered")) is False


@pytest.mark.parametrize(("days", "day", "old"), [(5, 14, False), (5, 15, True), (5, 16, True), (0, 10, True)])
def test_aged_at_least(days: int, day: int, old: bool) -> None:
    """A clock is n days old on the n-th day after it began, stopped or not."""
    stopped = running("review", stops=((on(11), None, ""),))

    assert old == truth(PLAN, put(PLAN, board(PLAN, on(day)), "case", "review", *stopped), AgedAtLeast("review", days))


def test_on_or_before() -> None:
    """A contract's date does not block through its day; one that the deal does not fix never does."""
    wide = plan(dates={})

    assert [True, True, False] == [truth(PLAN, board(PLAN, on(n)), OnOrBefore("outside_date")) for n in (29, 30, 31)]
    assert truth(wide, board(wide, on(300)), OnOrBefore("outside_date")) is True
    assert truth(wide, board(wide, None, TODAY), OnOrBefore("outside_date")) is True


@pytest.mark.parametrize(
    ("start", "end", "true_on"),
    [
        (on(10), None, [False, True, True, True, True]),
        (None, on(20), [True, True, True, True, False]),
        (on(10), on(20), [False, True, True, True, False]),
        (None, None, [True] * 5),
        (on(20), on(10), [False] * 5),
    ],
)
def test_in_force(start: date | None, end: date | None, true_on: list[bool]) -> None:
    """A rule is in force from its first through its last day; the law day of an open board decides alike."""
    days = [on(n) for n in (9, 10, 15, 20, 21)]

    assert true_on == [truth(PLAN, board(PLAN, day), InForce(start, end)) for day in days]
    assert true_on == [truth(PLAN, board(PLAN, None, day), InForce(start, end)) for day in days]
    assert truth(PLAN, board(PLAN, None), InForce(start, end)) is None


def test_dates_left_open_leave_the_answer_open() -> None:
    """On a board without a day, what depends on a clock that runs or a date that is fixed is neither true nor false."""
    where = put(PLAN, board(PLAN, None, TODAY), "case", "review", *running("review", "ordered"))

    for guard in (Past("review"), Running("review"), AgedAtLeast("review", 0), OnOrBefore("outside_date")):
        assert truth(PLAN, where, guard) is None
        assert truth(PLAN, where, ~guard) is None
    assert truth(PLAN, board(PLAN, None), InForce(on(1))) is None


def test_a_board_without_a_day_says_by_which_law_it_is_judged() -> None:
    """Whether something is required cannot be told without a day whose law binds."""
    with pytest.raises(ValueError, match="by the law of which day"):
        truth(PLAN, board(PLAN, None), Required())


# ------------------------------------------------------------------------------------------------------ combinations


_FALSE, _TRUE, _OPEN = InForce(on(20), on(10)), InForce(), Past("review")
_VALUES = {False: _FALSE, True: _TRUE, None: _OPEN}


@pytest.mark.parametrize(("a", "b"), list(product([True, False, None], repeat=2)))
def test_kleene(a: bool | None, b: bool | None) -> None:
    """And is false if a part is, or if a part is true, else open if a part is; not turns what is not open."""
    where = put(PLAN, board(PLAN, None, TODAY), "case", "review", *running("review"))
    both = False if False in (a, b) else None if None in (a, b) else True
    either = True if True in (a, b) else None if None in (a, b) else False

    assert both is truth(PLAN, where, AllOf((_VALUES[a], _VALUES[b])))
    assert either is truth(PLAN, where, AnyOf((_VALUES[a], _VALUES[b])))
    assert (None if a is None else not a) is truth(PLAN, where, Not(_VALUES[a]))


def test_nothing_asked_is_met_and_no_alternative_is_not() -> None:
    """The conjunction of nothing is true, the disjunction of nothing false."""
    assert truth(PLAN, board(PLAN), AllOf(())) is True
    assert truth(PLAN, board(PLAN), AnyOf(())) is False


@settings(max_examples=200)
@given(st.data())
def test_what_is_certain_without_dates_is_so_on_every_day(data: Any) -> None:
    """Where a board without a day says true or false, every day that has its law says the same."""
    made = data.draw(own.deals())
    here = data.draw(own_guards.snapshots(made))
    dated, undated = board_of(here), board_of(here)
    i = data.draw(st.integers(0, len(made.processes) - 1))
    guard = data.draw(own_guards.guards(made, made.processes[i]))
    undated.day, undated.law = None, dated.day
    asked = plan_of(made).truth(guard, i)

    assert asked(undated) in (None, asked(dated))
    assert asked(dated) is not None
