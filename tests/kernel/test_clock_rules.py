"""Which rule a clock runs by, and what its deadline says: editions, readings, lengths and days set by acts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from dealflow import kernel
from dealflow.analysis.ahead import status_of
from dealflow.analysis.explain import what_next
from dealflow.citation import Checked, Citation, Dated, Edition
from dealflow.kernel import Run, Stop
from dealflow.kernel.clocks import ClockPlan, deadline_of, stops_of
from dealflow.kernel.plan import plan_of
from dealflow.kernel.values import ProcessState
from dealflow.model import (
    Clock,
    Extension,
    Kind,
    Length,
    Reading,
    Toll,
    Transition,
    Unit,
    days,
    working_days,
)
from kernel.small_clocks import CAP, CITE, DAY, NUMBER, START, deal_with, taken

_ONE = timedelta(days=1)


# ---------------------------------------------------------------------------------------- editions, readings, lengths


def test_a_case_keeps_the_edition_it_began_under() -> None:
    """A clock named in edition_of decides the edition of a later one, also once it has ended."""
    change = START + timedelta(days=5)
    dated = Dated((Edition(days(10, CITE)), Edition(days(20, CITE), change)))
    later = Clock("later", "later", {"second"}, dated, "nothing", edition_of="review")
    free = Clock("free", "free", {"second"}, dated, "nothing")
    deal = deal_with(lapse="", clocks=(later, free), rows=[Transition("review", "deepen", "second", "authority")])
    now = taken(deal, kernel.start(deal, START), "file")
    now = taken(deal, now, "deepen", on=START + timedelta(days=6), by="authority")

    assert [("case/later", 16), ("case/free", 26)] == [
        (d.clock, (d.day - START).days) for d in kernel.deadlines(deal, now)
    ]


def test_counts_from_the_last_day_of_a_clock_if_that_is_past() -> None:
    """The next clock counts from the earlier of the act and the last day of the one before, rolled or extended."""
    second = Clock("second", "second", {"second"}, days(10, CITE), "nothing")
    rows = [Transition("review", "deepen", "second", "authority", counts_from="review")]
    deal = deal_with(lapse="", clocks=(second,), rows=rows)
    filed = taken(deal, kernel.start(deal, START), "file")
    ends = []
    for n in (4, 10, 15):
        now = taken(deal, filed, "deepen", on=START + timedelta(days=n), by="authority")
        ends.append((kernel.deadlines(deal, now)[0].day - START).days)

    assert [14, 20, 20] == ends


def test_a_reading_changes_the_count_and_is_named() -> None:
    """The reading chosen in the deal is the one counted and said; without a choice the default is."""
    reading = Reading("first day", {"day_0": {}, "day_1": {"first_day": 1}})
    for chosen, end, said in (((), 10, "first day: day 0 (the default reading)"), (("day_1",), 9, "first day: day 1")):
        deal = deal_with(readings=(reading,), chosen={"case/review": chosen})
        (found,) = kernel.deadlines(deal, taken(deal, kernel.start(deal, START), "file"))
        assert (START + timedelta(days=end), (said,)) == (found.day, found.readings)


def test_a_reading_may_choose_what_starts_a_clock() -> None:
    """Under one reading the clock starts on filing, under the other on acceptance."""
    reading = Reading("starts", {"filing": {}, "acceptance": {}}, starts={"filing": "file", "acceptance": "accept"})
    rows = [Transition("review", "accept", "second", "authority")]
    for chosen, start in (("filing", 0), ("acceptance", 3)):
        deal = deal_with(
            lapse="", runs_in=("review", "second"), readings=(reading,), rows=rows, chosen={"case/review": (chosen,)}
        )
        now = taken(deal, kernel.start(deal, START), "file")
        now = taken(deal, now, "accept", on=START + timedelta(days=3), by="authority")
        assert START + timedelta(days=start) == kernel.deadlines(deal, now)[0].start


def test_a_length_that_an_order_sets() -> None:
    """A clock whose length an order sets has no date, no lapse and is not past until it is set."""
    rows = [Transition("review", "order", None, "authority", sets_length="review", details=[NUMBER])]
    deal = deal_with(length=None, citation=CITE, rows=rows)
    filed = taken(deal, kernel.start(deal, START), "file")
    ordered = taken(deal, filed, "order", on=START + timedelta(days=3), by="authority", n=90)

    assert () == kernel.deadlines(deal, filed)
    assert kernel.deadline(deal, filed, "case/review") is None
    assert () == kernel.advance(deal, filed, START + timedelta(days=400))
    assert START + timedelta(days=90) == kernel.deadlines(deal, ordered)[0].day
    assert (CITE,) == kernel.deadlines(deal, ordered)[0].citations


def test_a_day_that_an_act_fixes() -> None:
    """A day fixed outright is not counted; an extension counts on from it, by the clock's own rule."""
    rows = [Transition("review", "fix", None, "authority", sets_day="review", details=[DAY])]
    deal = deal_with(length=working_days(10, "weekends", CITE), rows=rows)
    now = taken(deal, kernel.start(deal, START), "file")
    saturday = date(2020, 3, 14)
    now = taken(deal, now, "fix", by="authority", day=saturday)
    (fixed,) = kernel.deadlines(deal, now)
    (longer,) = kernel.deadlines(deal, taken(deal, now, "extend", by="authority", n=2))

    assert (saturday, "set", "fixed by an act, not counted") == (fixed.day, fixed.count[0].kind, fixed.count[0].text)
    assert (CITE,) == fixed.citations
    assert date(2020, 3, 17) == longer.day
    assert (Length(2, Unit.WORKING_DAYS),) == longer.extensions
    assert [saturday] == [e.on for e in kernel.advance(deal, now, date(2020, 4, 1))]


def test_a_fixed_day_of_a_clock_without_a_length() -> None:
    """Where only acts fix the day, an extension counts in its own unit."""
    rows = [Transition("review", "fix", None, "authority", sets_day="review", details=[DAY])]
    deal = deal_with(length=None, citation=CITE, rows=rows)
    now = taken(deal, kernel.start(deal, START), "file")
    now = taken(deal, now, "fix", by="authority", day=date(2020, 3, 14))

    assert date(2020, 3, 14) == kernel.deadlines(deal, now)[0].day
    assert date(2020, 3, 16) == kernel.deadlines(deal, taken(deal, now, "extend", by="authority", n=2))[0].day


# ------------------------------------------------------------------------------------------------------ deadlines


def test_a_deadline_names_what_it_rests_on() -> None:
    """A deadline has the clock's id and kind, cites length, clock and, once extended, the rule of extension."""
    of_clock, recalled = Citation("of the clock"), Citation("remembered", status=Checked.RECALLED)
    deal = deal_with(length=days(10, recalled), citation=of_clock, kind=Kind.TAKES_EFFECT)
    filed = taken(deal, kernel.start(deal, START), "file")
    (plain,) = kernel.deadlines(deal, filed)
    (longer,) = kernel.deadlines(deal, taken(deal, filed, "extend", by="authority", n=5))

    assert ("case/review", Kind.TAKES_EFFECT, START) == (plain.clock, plain.kind, plain.seen)
    assert (of_clock, recalled) == plain.citations
    assert (of_clock, CITE, recalled) == longer.citations
    assert ("rests on a recalled rule, not checked: remembered",) == plain.warnings
    assert () == kernel.deadlines(deal_with(), taken(deal_with(), kernel.start(deal_with(), START), "file"))[0].warnings


def test_a_date_is_counted_as_the_calendar_was_known_that_day() -> None:
    """Before the holiday was made longer the clock showed one date, from that day on another."""
    deal = deal_with(length=working_days(30, "cn.state", CITE))
    filed = taken(deal, kernel.start(deal, date(2020, 1, 20)), "file")
    shown = [kernel.deadlines(deal, kernel.settle(deal, filed, date(2020, 1, n)))[0].day for n in (26, 27)]

    assert [date(2020, 3, 6), date(2020, 3, 10)] == shown


def test_a_lapse_follows_the_calendar_as_it_is_announced() -> None:
    """A clock that would have lapsed by the old list of holidays does not, once the new one is out."""
    deal = deal_with(length=working_days(30, "cn.state", CITE))
    filed = taken(deal, kernel.start(deal, date(2020, 1, 20)), "file")

    assert [date(2020, 3, 10)] == [e.on for e in kernel.advance(deal, filed, date(2020, 4, 1))]


def test_what_takes_effect_on_a_day_of_announcement_does_so_at_its_start() -> None:
    """A day that takes effect does so at the start of the day also where a calendar learns of something that day."""
    deal = deal_with(length=working_days(1, "cn.state", CITE), kind=Kind.TAKES_EFFECT)
    filed = taken(deal, kernel.start(deal, date(2020, 11, 24)), "file")

    assert "lapsed" == kernel.settle(deal, filed, date(2020, 11, 25)).states["case"]


def test_the_deadline_of_a_clock_that_has_ended_can_still_be_read() -> None:
    """The date of a run that is over stays readable under its clock; running clocks alone are listed."""
    deal = deal_with(lapse="")
    filed = taken(deal, kernel.start(deal, START), "file")
    cleared = taken(deal, filed, "clear", on=START + timedelta(days=4), by="authority")

    assert () == kernel.deadlines(deal, cleared)
    found = kernel.deadline(deal, cleared, "case/review")
    assert found is not None
    assert START + timedelta(days=10) == found.day


# ------------------------------------------------------------------------------------------------------ by hand


def test_stops_as_intervals() -> None:
    """A stop that still lasts is taken through the day asked for, and at least for its first day."""
    stops = (Stop(START, START + _ONE), Stop(START + 5 * _ONE, None, "overlay"))
    run = Run("review", START, stops)

    assert ((START, START + _ONE), (START + 5 * _ONE, START + 9 * _ONE)) == stops_of(run, START + 9 * _ONE)
    assert ((START, START + _ONE), (START + 5 * _ONE, START + 5 * _ONE)) == stops_of(run, START)


def test_a_clock_plan_resolves_what_its_clock_names() -> None:
    """The processes that toll a clock are those that its references mean in the deal."""
    deal = deal_with(tolled_by=(Toll("shutdown", {"on"}, CITE),), refs={"shutdown": "overlay"})
    plan: ClockPlan = plan_of(deal).clocks[0]["review"]
    process, run = ProcessState("review", 1, START), Run("review", START)

    assert ("overlay",) == plan.toll_processes
    assert [True, False] == [plan.tolled_in(process, run, "overlay", state) for state in ("on", "off")]
    assert not plan.tolled_in(process, run, "shutdown", "on")
    assert "case/review" == plan.id
    assert deadline_of(plan, process, run, START) is not None


# ------------------------------------------------------------------------------------------------------ how far


@pytest.mark.parametrize(
    ("extension", "done", "days"),
    [
        (Extension(CITE), 0, None),
        (Extension(CITE, each=Length(5, Unit.DAYS)), 0, None),
        (Extension(CITE, times=2), 0, None),
        (Extension(CITE, each=Length(5, Unit.DAYS), times=2), 0, 20),
        (Extension(CITE, each=Length(5, Unit.DAYS), times=2), 1, 20),
        (Extension(CITE, each=Length(5, Unit.DAYS), times=2), 2, 20),
        (Extension(CITE, total=Length(12, Unit.DAYS)), 0, 22),
        (Extension(CITE, total=Length(12, Unit.DAYS)), 1, 22),
        (Extension(CITE, total=Length(5, Unit.DAYS)), 1, 15),
        (Extension(CITE, total=Length(12, Unit.DAYS), each=Length(5, Unit.DAYS), times=2), 0, 20),
        (Extension(CITE, total=Length(8, Unit.DAYS), each=Length(5, Unit.DAYS), times=2), 1, 18),
        (Extension(CITE, total=Length(8, Unit.DAYS), each=Length(5, Unit.DAYS), exactly=True, times=3), 1, 15),
        (Extension(CITE, each=Length(5, Unit.DAYS), times=1, in_force=START), 0, 15),
        (Extension(CITE, each=Length(5, Unit.DAYS), times=1, in_force=START + _ONE), 0, 10),
        (None, 0, 10),
    ],
)
def test_how_far_a_clock_can_still_be_moved(extension: Extension | None, done: int, days: int | None) -> None:
    """What extensions are left, by size, number and total, says how far; without a limit nobody can say."""
    deal = deal_with(extensions=extension or ())
    now = taken(deal, kernel.start(deal, START), "file")
    for _ in range(done):
        now = taken(deal, now, "extend", by="authority", n=5)

    assert (None if days is None else START + timedelta(days=days)) == kernel.furthest(deal, now, "case/review")


def test_how_far_an_order_lets_a_clock_be_moved() -> None:
    """Where the rule leaves the cap to the order, the order's own counts, and without one nothing is left to say."""
    rows = [
        Transition("review", "order", None, "authority", sets_length="review", details=[NUMBER, CAP]),
    ]
    deal = deal_with(length=None, citation=CITE, rows=rows, extensions=Extension(CITE, total_detail="cap"))
    filed = taken(deal, kernel.start(deal, START), "file")
    caps: tuple[dict[str, Any], ...] = ({"cap": "30 days"}, {})
    ordered, free = (taken(deal, filed, "order", by="authority", n=90, **cap) for cap in caps)

    assert START + timedelta(days=120) == kernel.furthest(deal, ordered, "case/review")
    assert kernel.furthest(deal, free, "case/review") is None
    longer = taken(deal, ordered, "extend", by="authority", n=20)
    assert START + timedelta(days=120) == kernel.furthest(deal, longer, "case/review")


@pytest.mark.parametrize(
    ("extension", "words"),
    [
        (Extension(CITE), "without a stated limit"),
        (Extension(CITE, each=Length(15, Unit.DAYS), exactly=True, times=1), "by exactly 15 days at a time, once"),
        (
            Extension(CITE, each=Length(5, Unit.DAYS), times=3, total=Length(12, Unit.DAYS)),
            "by at most 5 days at a time, at most 3 times, by 12 days in all at most",
        ),
        (Extension(CITE, total_detail="cap", by_detail="who"), "as far as the order says, by whom the order names"),
    ],
)
def test_how_far_in_words(extension: Extension, words: str) -> None:
    """The limits of an extension are told as people tell them."""
    assert words == extension.words


def test_a_right_that_has_ended_is_nobodys_delay() -> None:
    """Through its last day a right is in time, after it nobody is overdue and nobody's turn."""
    deal = deal_with(kind=Kind.RIGHT_ENDS, lapse="")
    now = taken(deal, kernel.start(deal, START), "file")
    last, after = (kernel.settle(deal, now, START + timedelta(days=n)) for n in (10, 11))

    for then, status in ((last, "running"), (after, "over")):
        run = then.process("case").run("review")
        assert status == status_of(kernel.deadline(deal, then, "case/review"), run, then.day)
    assert "case/review" in [t.id for t in what_next(deal, last).turns]
    assert "case/review" not in [t.id for t in what_next(deal, after).turns]
    assert not what_next(deal, after).overdue
    assert "Thu 12 Mar 2020, last day of a right" in str(kernel.deadline(deal, now, "case/review"))
