"""Clocks in a deal: the day before, on and after; lapses and their order; editions, stops, extensions, fixed days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealflow import kernel
from dealflow.citation import Dated, Edition
from dealflow.kernel import Act, Event, Stop
from dealflow.kernel.clocks import is_stopped, lapses, last_day, past
from dealflow.kernel.plan import plan_of
from dealflow.model import (
    CLOCK,
    Clock,
    Deal,
    Kind,
    Toll,
    Transition,
    days,
)
from dealflow.testing import guards as own_guards
from dealflow.testing import strategies as own
from kernel.small_clocks import CITE, DAY, START, case, deal_with, run_of, taken

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


# ------------------------------------------------------------------------------------------------------ stops and tolls


@pytest.mark.parametrize(
    ("stop", "resume", "end"),
    [
        (3, 6, 13),  # days 3, 4 and 5 do not count
        (3, 4, 11),
        (3, 3, 10),  # resumed the same day: no day is lost
        (10, 15, 15),  # stopped on the last day, which then falls on the first day that counts again
    ],
)
def test_a_stop_and_a_resumption(stop: int, resume: int, end: int) -> None:
    """The day of the stop does not count, the day of the resumption does."""
    deal = deal_with()
    now = taken(deal, kernel.start(deal, START), "file")
    now = taken(deal, now, "stop", on=START + timedelta(days=stop), by="authority")
    now = taken(deal, now, "resume", on=START + timedelta(days=resume), by="authority")

    assert START + timedelta(days=end) == kernel.deadlines(deal, now)[0].day
    assert (() if stop == resume else ((START + timedelta(days=stop), START + timedelta(days=resume - 1)),)) == (
        kernel.deadlines(deal, now)[0].tolled
    )


def test_a_stopped_clock_has_a_date_that_moves() -> None:
    """While a clock is stopped its date is provisional and moves on a day each day."""
    deal = deal_with()
    filed = taken(deal, kernel.start(deal, START), "file")
    stopped = taken(deal, filed, "stop", on=START + timedelta(days=3), by="authority")
    later = kernel.settle(deal, stopped, START + timedelta(days=8))
    seen = [kernel.deadlines(deal, now)[0] for now in (stopped, later)]

    assert [START + timedelta(days=n) for n in (11, 16)] == [d.day for d in seen]
    assert [True, True] == [d.stopped for d in seen]
    assert not kernel.deadlines(deal, filed)[0].stopped


def test_a_stop_decided_later_counts_from_its_effective_day() -> None:
    """A stop decided on day 8 and effective on day 4 takes the days from then out; so does a resumption."""
    deal = deal_with()
    now = taken(deal, kernel.start(deal, START), "file")
    now = taken(deal, now, "stop", on=START + timedelta(8), by="authority", effective=START + timedelta(4))
    now = taken(deal, now, "resume", on=START + timedelta(9), by="authority", effective=START + timedelta(6))

    assert START + timedelta(days=12) == kernel.deadlines(deal, now)[0].day
    assert ((START + timedelta(4), START + timedelta(5)),) == kernel.deadlines(deal, now)[0].tolled


def test_a_resumption_may_name_the_stopped_days() -> None:
    """A resumption that names first and last replaces the open stop, and may come without one."""
    deal = deal_with()
    filed = taken(deal, kernel.start(deal, START), "file")
    stopped = taken(deal, filed, "stop", on=START + timedelta(days=3), by="authority")
    interval: dict[str, Any] = {"first": START + timedelta(days=2), "last": START + timedelta(days=3)}
    for before in (stopped, kernel.settle(deal, filed, START + timedelta(days=3))):
        now = taken(deal, before, "resume", on=START + timedelta(days=5), by="authority", **interval)
        assert ((interval["first"], interval["last"]),) == kernel.deadlines(deal, now)[0].tolled
        assert START + timedelta(days=12) == kernel.deadlines(deal, now)[0].day


@pytest.mark.parametrize(
    ("opened", "closed", "filed", "stop", "end"),
    [
        (-5, 4, 0, (0, 3), 13),  # already on when the clock starts: its first day is stopped too
        (-5, -1, 0, None, 10),  # over before it starts
        (0, 4, 0, (0, 3), 13),  # on the day of the start, before it
        (3, 5, 0, (3, 4), 12),
        (3, 3, 0, None, 10),  # closed the same day
        (3, None, 0, (3, None), None),
    ],
)
def test_an_overlay_tolls_the_clocks_of_others(
    opened: int, closed: int | None, filed: int, stop: Any, end: int | None
) -> None:
    """A clock stops from the day another process tolls it to the day before it no longer does."""
    deal = deal_with(tolled_by=(Toll("overlay", {"on"}, CITE),))
    acts = [(opened, "overlay:lapse", "Congress"), (filed, "case:file", "seller")]
    acts += [(closed, "overlay:restore", "Congress")] if closed is not None else []
    now = kernel.start(deal, START - timedelta(days=10))
    for day, action, by in sorted(acts, key=lambda act: act[0]):
        now = taken(deal, now, action, on=START + timedelta(days=day), by=by)
    (run,) = now.process("case").runs
    days_of = [tuple(None if d is None else (d - START).days for d in (s.first, s.last)) for s in run.stops]

    assert ([stop] if stop else []) == days_of
    assert all(s.by == "overlay" for s in run.stops)
    if end is not None:
        assert START + timedelta(days=end) == kernel.deadlines(deal, now)[0].day


def test_a_clock_begun_before_the_edition_that_tolls_runs_on() -> None:
    """Only cases begun under the edition that names the toll stop."""
    tolls: Dated[tuple[Toll, ...]] = Dated((Edition(()), Edition((Toll("overlay", {"on"}, CITE),), START)))
    deal = deal_with(tolled_by=tolls)
    for begun, stopped in ((START - _ONE, False), (START, True)):
        now = taken(deal, kernel.start(deal, begun), "file")
        now = taken(deal, now, "overlay:lapse", on=START + timedelta(days=2), by="Congress")
        assert stopped == bool(now.process("case").runs[0].stops)


def test_two_stops_at_once_end_apart() -> None:
    """A clock stopped by its authority and by an overlay resumes when the last of the two is over."""
    deal = deal_with(tolled_by=(Toll("overlay", {"on"}, CITE),))
    now = taken(deal, kernel.start(deal, START), "file")
    now = taken(deal, now, "stop", on=START + timedelta(days=2), by="authority")
    now = taken(deal, now, "overlay:lapse", on=START + timedelta(days=3), by="Congress")
    now = taken(deal, now, "overlay:restore", on=START + timedelta(days=5), by="Congress")

    assert () == kernel.advance(deal, now, START + timedelta(days=90))
    assert not past(*run_of(deal, now), START + timedelta(days=90), None)
    now = taken(deal, now, "resume", on=START + timedelta(days=7), by="authority")
    assert START + timedelta(days=15) == kernel.deadlines(deal, now)[0].day


def test_a_stop_that_begins_after_the_end_changes_nothing() -> None:
    """A stop from the day after the last day neither holds the lapse nor moves the date."""
    deal = deal_with()
    clock, process, run = run_of(deal, taken(deal, kernel.start(deal, START), "file"))
    late = run._replace(stops=(Stop(START + timedelta(days=11), None),))
    last = START + timedelta(days=10)

    assert last == last_day(clock, process, late, START)
    assert [False, True] == [is_stopped(late, day) for day in (last, last + _ONE)]
    assert (last, 1) == lapses(clock, process, late, START, START)
    assert past(clock, process, late, last + _ONE, None)
