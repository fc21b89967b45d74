"""What stops a clock: its own authority, another process that tolls it, and stops known late."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dealflow import kernel
from dealflow.citation import Dated, Edition
from dealflow.kernel import Act, Refusal, Stop
from dealflow.kernel.clocks import is_stopped, lapses, last_day, past
from dealflow.model import (
    Clock,
    Toll,
    Transition,
    days,
)
from kernel.small_clocks import CITE, START, deal_with, run_of, taken

_ONE = timedelta(days=1)


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


def test_each_toll_is_a_stop_of_its_own() -> None:
    """A clock tolled twice stops twice, also while its authority has stopped it for longer or shorter."""
    deal = deal_with(tolled_by=(Toll("overlay", {"on"}, CITE),))
    now = taken(deal, kernel.start(deal, START), "file")
    acts = [
        (1, "overlay:lapse", "Congress"),
        (2, "overlay:restore", "Congress"),
        (3, "case:stop", "authority"),
        (4, "overlay:lapse", "Congress"),
        (5, "case:resume", "authority"),
        (7, "overlay:restore", "Congress"),
    ]
    for n, action, by in acts:
        now = taken(deal, now, action, on=START + timedelta(days=n), by=by)
    stops = [((s.first - START).days, (s.last - START).days, s.by) for s in now.process("case").runs[0].stops if s.last]

    assert [(1, 1, "overlay"), (3, 4, ""), (4, 6, "overlay")] == stops
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


def test_a_clock_that_starts_while_tolled_stops_by_the_edition_of_its_case() -> None:
    """A clock begun during a toll stops at once only if its case, not the clock, began under the edition that tolls."""
    tolls: Dated[tuple[Toll, ...]] = Dated((Edition(()), Edition((Toll("overlay", {"on"}, CITE),), START)))
    later, free = (
        Clock(name, name, {"second"}, days(10, CITE), "nothing", edition_of=of, tolled_by=tolls)
        for name, of in (("later", "review"), ("free", ""))
    )
    rows = [Transition("review", "deepen", "second", "authority")]
    deal = deal_with(lapse="", clocks=(later, free), rows=rows)
    for begun, stopped in ((START - _ONE, [False, True]), (START, [True, True])):
        now = taken(deal, kernel.start(deal, begun), "file")
        now = taken(deal, now, "overlay:lapse", on=START + _ONE, by="Congress")
        now = taken(deal, now, "deepen", on=START + 2 * _ONE, by="authority")
        assert stopped == [bool(run.stops) for run in now.process("case").runs if run.clock != "review"]


def test_a_stop_told_afterwards_cannot_end_before_it_begins() -> None:
    """First and last day the wrong way round are refused, with both; a stop of one day is a stop."""
    deal = deal_with()
    now = taken(deal, taken(deal, kernel.start(deal, START), "file"), "stop", by="authority")
    wrong = Act("case:resume", START, "authority", details={"first": START + _ONE, "last": START})
    got = kernel.decide(deal, now, wrong)

    assert isinstance(got, Refusal)
    assert got.kind == "bad details"
    assert "cannot end on Mon 2 Mar 2020 before it begins on Tue 3 Mar 2020" in got.blockers[0].reason
    assert kernel.decide(deal, now, Act("case:resume", START, "authority", details={"first": START, "last": START}))
