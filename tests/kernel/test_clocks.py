"""Clocks in a deal: the day before, on and after; lapses and their order; editions, stops, extensions, fixed days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealflow import kernel
from dealflow.errors import BoundExceeded
from dealflow.kernel import Act, Event
from dealflow.kernel.clocks import is_stopped, lapses, last_day, past
from dealflow.kernel.plan import plan_of
from dealflow.model import (
    CLOCK,
    Clock,
    Deal,
    Extension,
    Kind,
    Process,
    State,
    Toll,
    Transition,
    days,
)
from dealflow.testing import guards as own_guards
from dealflow.testing import strategies as own
from kernel.small_clocks import CITE, DAY, NUMBER, START, case, deal_with, run_of, taken

_ONE = timedelta(days=1)


# ------------------------------------------------------------------------------------------------- the day of a lapse


@pytest.mark.parametrize(
    ("kind", "open_through"), [(Kind.LAST_DAY, 10), (Kind.TAKES_EFFECT, 9), (Kind.EARLIEST_DAY, 9)]
)
@pytest.mark.parametrize("first_day", [0, 1])
def test_before_on_and_after_the_day(kind: Kind, open_through: int, first_day: int) -> None:
    """On a last day the case is still open, and over the day after; what takes effect is over on its day."""
    deal = deal_with(length=days(10, CITE, first_day=first_day), kind=kind)
    filed = taken(deal, kernel.start(deal, START), "file")
    states = [
        kernel.settle(deal, filed, START + timedelta(days=n - first_day)).states["case"]
        for n in (open_through, open_through + 1)
    ]

    assert ["review", "lapsed"] == states


@pytest.mark.parametrize("kind", list(Kind))
def test_a_lapse_is_dated_its_day_and_falls_by_the_clock(kind: Kind) -> None:
    """Whenever it falls within the day, a lapse is an event of its day, by nobody."""
    deal = deal_with(kind=kind)
    filed = taken(deal, kernel.start(deal, START), "file")
    day = START + timedelta(days=10)

    (fallen,) = kernel.advance(deal, filed, day + _ONE)
    assert Event("case", "lapse", "review", "lapsed", day, day, CLOCK, "lapse") == fallen


def test_an_act_of_the_last_day_comes_before_its_lapse_and_after_what_takes_effect() -> None:
    """On the day itself a last day can still be kept, and what takes effect has already done so."""
    for kind, can in ((Kind.LAST_DAY, True), (Kind.TAKES_EFFECT, False)):
        deal = deal_with(kind=kind)
        filed = taken(deal, kernel.start(deal, START), "file")
        got = kernel.decide(deal, filed, Act("case:clear", START + timedelta(days=10), "authority"))
        assert can == bool(got)


def test_lapses_of_one_day_fall_at_its_start_then_at_its_end_in_deal_order() -> None:
    """Of two last days and two days that take effect on one day, these fall first, each in the order of the deal."""
    kinds = {"a": Kind.LAST_DAY, "b": Kind.TAKES_EFFECT, "c": Kind.LAST_DAY, "d": Kind.TAKES_EFFECT}
    deal = Deal("d", "d", [case(id, kind=kind) for id, kind in kinds.items()])
    now = kernel.start(deal, START)
    for id in ("c", "a", "d", "b"):
        now = taken(deal, now, "file", process=id)

    assert ["b", "d", "a", "c"] == [e.process for e in kernel.advance(deal, now, START + timedelta(days=11))]
    assert ["b", "d"] == [e.process for e in kernel.advance(deal, now, START + timedelta(days=10))]


def test_what_takes_effect_today_and_is_known_only_now_falls_at_the_end_of_it() -> None:
    """A day that takes effect and is set on that very day falls with the last days, in the order of the deal."""
    deal = Deal("d", "d", [case("a"), case("b", kind=Kind.TAKES_EFFECT)])
    now = taken(deal, kernel.start(deal, START), "file", process="a")
    now = taken(deal, now, "file", process="b", on=START + timedelta(days=10), effective=START)

    assert ["a", "b"] == [e.process for e in kernel.advance(deal, now, START + timedelta(days=11))]


def test_a_lapse_is_judged_again_before_it_falls() -> None:
    """If the first of two lapses of one moment stops the clock of the second, the second does not fall."""
    tolls = (Toll("switch", {"lapsed"}, CITE),)
    switch = case("switch", kind=Kind.TAKES_EFFECT)
    deal = Deal("d", "d", [switch, case(kind=Kind.TAKES_EFFECT, tolled_by=tolls)])
    now = kernel.start(deal, START)
    for id in ("switch", "case"):
        now = taken(deal, now, "file", process=id)

    assert ["switch"] == [e.process for e in kernel.advance(deal, now, START + timedelta(days=30))]
    assert "review" == kernel.settle(deal, now, START + timedelta(days=30)).states["case"]


def test_a_clock_that_the_first_lapse_restarted_is_not_due_any_more() -> None:
    """If the first of two lapses of one moment starts the other clock anew, that one lapses after its new term."""
    rows = [Transition("review", "again", "review", CLOCK)]
    first = Clock("first", "first", {"review"}, days(10, CITE), lapse="again", kind=Kind.TAKES_EFFECT)
    deal = deal_with(kind=Kind.TAKES_EFFECT, rows=rows, clocks_before=(first,))
    now = taken(deal, kernel.start(deal, START), "file")

    fallen = kernel.advance(deal, now, START + timedelta(days=15))
    assert ["again"] == [e.action for e in fallen]


def test_a_day_found_to_lie_behind_lapses_at_the_end_of_today() -> None:
    """A clock whose day is already past when it starts, or is set, lapses at the end of the day that shows it."""
    deal = deal_with(rows=[Transition("review", "fix", None, "authority", sets_day="review", details=[DAY])])
    filed = taken(deal, kernel.start(deal, START), "file")
    late = taken(deal, filed, "fix", on=START + timedelta(days=5), by="authority", day=START + timedelta(days=2))
    backdated = taken(deal, kernel.start(deal, START), "file", effective=START - timedelta(days=40))

    for now, day in ((late, START + timedelta(days=5)), (backdated, START)):
        assert now.day == day
        assert [day] == [e.on for e in kernel.advance(deal, now, day + _ONE)]


@settings(max_examples=150)
@given(st.data())
def test_a_stopped_clock_never_lapses(data: Any) -> None:
    """While a stop lasts nothing that its clock decides falls, and the clock is not past, however long one waits."""
    deal = data.draw(own.deals())
    here = data.draw(own_guards.snapshots(deal))
    plan = plan_of(deal)
    for i, process in enumerate(here.processes):
        for run in process.runs:
            last = last_day(plan.clocks[i][run.clock], process, run, here.day)
            if run.ended is None and last is not None and is_stopped(run, last):
                far = here.day + timedelta(days=data.draw(st.integers(0, 700)))
                assert lapses(plan.clocks[i][run.clock], process, run, far, far) is None
                assert not past(plan.clocks[i][run.clock], process, run, far, None)
                assert not past(plan.clocks[i][run.clock], process, run, far, here.day)


def _circle() -> Deal:
    """Two clocks of a day each that hand a case to and fro for ever."""
    rows = [
        Transition("review", "there", "second", CLOCK),
        Transition("second", "back", "review", CLOCK),
        Transition(("review", "second"), "extend", None, "authority", extends="review", details=[NUMBER]),
    ]
    to, fro = (
        Clock(name, name, {state}, days(1, CITE), lapse=lapse, extensions=Extension(CITE))
        for name, state, lapse in (("review", "review", "there"), ("other", "second", "back"))
    )
    states = [State("open", "o", initial=True), State("review", "r"), State("second", "s")]
    rows.append(Transition("open", "file", "review", "seller"))
    return Deal("d", "d", [Process("case", "c", "C", states, rows, [to, fro])])


def test_definitions_that_go_round_in_a_circle_are_bounded() -> None:
    """A thousand lapses fall one after the other; more than that in one move are an error, and none is dropped."""
    deal = _circle()
    now = taken(deal, kernel.start(deal, START), "file")

    assert 1000 == len(kernel.advance(deal, now, START + timedelta(days=1001)))
    with pytest.raises(BoundExceeded, match="more than 1000 lapses fall before 2022-11-29: the definitions go round"):
        kernel.advance(deal, now, START + timedelta(days=1002))
    assert ["there", "back", "there"] == [e.action for e in kernel.advance(deal, now, START + timedelta(days=4))]


def test_options_look_as_far_as_a_forecast_goes() -> None:
    """Where lapses follow each other for ever the options of a day can still be asked for."""
    deal = _circle()
    now = taken(deal, kernel.start(deal, START), "file")

    assert ["extend"] == [option.action for option in kernel.options(deal, now)]


# ------------------------------------------------------------------------------------------------------ overdue


def test_a_clock_without_a_lapse_goes_on_overdue_and_can_still_be_extended() -> None:
    """Nothing falls, the clock is past, and an extension after its day moves it to where it would have been."""
    deal = deal_with(lapse="")
    filed = taken(deal, kernel.start(deal, START), "file")
    late = kernel.settle(deal, filed, START + timedelta(days=20))
    longer = taken(deal, late, "extend", by="authority", n=15)

    assert () == kernel.advance(deal, filed, START + timedelta(days=20))
    assert -10 == kernel.deadlines(deal, late)[0].remaining(late.day)
    assert START + timedelta(days=25) == kernel.deadlines(deal, longer)[0].day
    assert not past(*run_of(deal, longer), longer.day, None)


def test_an_extension_on_the_last_day_prevents_the_lapse() -> None:
    """Extended on its last day a clock runs on; the day after it is too late, for it has lapsed."""
    deal = deal_with()
    filed = taken(deal, kernel.start(deal, START), "file")
    in_time = taken(deal, filed, "extend", on=START + timedelta(days=10), by="authority", n=5)
    too_late = kernel.decide(deal, filed, Act("case:extend", START + timedelta(days=11), "authority", details={"n": 5}))

    assert START + timedelta(days=15) == kernel.deadlines(deal, in_time)[0].day
    assert not too_late
    assert ["lapsed"] == [e.now for e in kernel.advance(deal, in_time, START + timedelta(days=16))]
