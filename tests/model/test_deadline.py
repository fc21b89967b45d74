"""A date with its count: every day of it, what is left, how far naive counts are out, and what it rests on."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.citation import Checked
from dealflow.model import (
    CountLine,
    Deadline,
    Kind,
    Length,
    Naive,
    Period,
    Roll,
    Unit,
    count,
    days,
    months,
    reckon,
    working_days,
)
from dealflow.model.deadline import on
from dealflow.testing import strategies as own

_ONE = timedelta(days=1)
REVIEW = working_days(30, "cn.state", own.MADE_UP)
TIKTOK = count(REVIEW, date(2020, 9, 24))


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    """Deadlines of every unit and rule, with stops and extensions, as seen on some day or today."""
    period, start = draw(own.periods(most=60)), draw(own.dates(date(2015, 1, 1), date(2024, 12, 31)))
    units = [u for u in Unit if u is not Unit.WORKING_DAYS or period.calendar]
    more = draw(st.lists(st.builds(Length, st.integers(1, 6), st.sampled_from(units)), max_size=2))
    seen = draw(st.one_of(st.none(), st.integers(-400, 400).map(lambda n: start + timedelta(days=n))))
    return count(period, start, draw(own.stops(start)), more, seen=seen, kind=draw(st.sampled_from(list(Kind))))


def _view(deadline: Deadline) -> Any:
    return calendars.get(deadline.period.calendar).as_of(deadline.seen) if deadline.period.calendar else None


# ------------------------------------------------------------------------------------------------------ the count


@settings(max_examples=200)
@given(deadlines())
def test_each_day_is_numbered_once(deadline: Deadline) -> None:
    """In every leg the days that count bear the numbers 1 to n in order, and the last of them is where it ends raw."""
    numbers = [(d.number, d.day) for d in deadline.each_day() if d.number is not None]
    for leg in deadline.legs:
        of_leg, numbers = numbers[: leg.counted], numbers[leg.counted :]

        assert list(range(1, leg.counted + 1)) == [n for n, _ in of_leg]
        if not deadline.tolled:
            assert leg.raw == of_leg[-1][1]
    assert [] == numbers


@given(deadlines())
def test_the_days_of_a_count_follow_one_another(deadline: Deadline) -> None:
    """From the day of the event to the deadline each day is shown once, and each that does not count says why."""
    shown = list(deadline.each_day())
    expected = [deadline.start + timedelta(days=i) for i in range((deadline.day - deadline.start).days + 1)]

    assert expected == [d.day for d in shown]
    assert all(d.text for d in shown if d.number is None)
    assert deadline.period.first_day or shown[0].text == "the day of the event is not counted"


@given(deadlines())
def test_no_stopped_day_and_no_rest_day_is_numbered(deadline: Deadline) -> None:
    """A stopped day never counts; in working days no rest day does either."""
    view = _view(deadline)
    working = len(deadline.legs) == 1 and deadline.period.unit is Unit.WORKING_DAYS
    for shown in deadline.each_day():
        if shown.number is not None:
            assert not any(a <= shown.day <= b for a, b in deadline.tolled)
            assert not working or view.is_working(shown.day)


def test_a_count_shows_the_days_to_which_its_end_moves() -> None:
    """Day 30 on a Saturday: the Sunday rests, and Monday is the last day without being day 31."""
    tail = [(d.day.day, d.number, d.text) for d in count(days(30, roll="weekends"), date(2020, 9, 3)).each_day()][-4:]

    assert [(2, 29, ""), (3, 30, ""), (4, None, "weekend"), (5, None, "the last day moves here")] == tail


def test_a_count_shows_each_leg_and_each_stop() -> None:
    """A count with a stop and an extension numbers the legs apart and says why a day does not count."""
    got = count(
        working_days(2, "cn.state", first_day=1),
        date(2020, 9, 25),
        [(date(2020, 9, 28), date(2020, 9, 28))],
        [Length(3, Unit.WORKING_DAYS)],
    )
    shown = [(f"{d.day:%d %b}", d.number, d.text) for d in got.each_day() if d.number or "weekend" not in d.text]
    festival = [(f"{n:02} Oct", None, "National Day, for a holiday on a rest day") for n in (5, 6)]

    assert ("25 Sep", 1, "") == shown[0]
    assert ("27 Sep", 2, "worked, to make up for Wed 7 Oct 2020") == shown[1]
    assert ("28 Sep", None, "the clock is stopped") == shown[2]
    assert [("29 Sep", 1, ""), ("30 Sep", 2, "")] == shown[3:5]
    assert all(line in shown for line in festival)
    assert ("09 Oct", 3, "") not in shown[:-1]
    assert "day 1" in got.count[0].text


@given(deadlines())
def test_lines_name_exactly_the_counted_days_out_of_the_ordinary(deadline: Deadline) -> None:
    """Of a count in working days each weekday closed and weekend day worked has its line, before and after it none."""
    view = _view(deadline)
    if len(deadline.legs) > 1 or deadline.period.unit is not Unit.WORKING_DAYS:
        return
    days_of = [d.day for d in deadline.each_day() if deadline.period.first_day or d.day != deadline.start]
    stopped = {d for d in days_of if any(a <= d <= b for a, b in deadline.tolled)}
    named = {d: "worked" if view.is_working(d) else "closed" for d in days_of if view.note(d).out_of_the_ordinary}

    assert [(d, kind) for d, kind in named.items() if d not in stopped] == [
        (line.first, line.kind) for line in deadline.count if line.kind in ("worked", "closed")
    ]


def test_the_day_of_the_event_is_not_among_the_lines() -> None:
    """Started within a holiday, a count names that day only if it counts it, and never the one before."""
    counts = [count(working_days(1, "cn.state", first_day=n), date(2020, 10, 2)).count for n in (0, 1)]
    closed = [[line.first.day for line in lines if line.kind == "closed"] for lines in counts]

    assert [[5, 6, 7, 8], [2, 5, 6, 7, 8]] == closed


def test_the_lines_of_a_count_name_what_is_out_of_the_ordinary() -> None:
    """The TikTok count names its start, each weekday closed and weekend day worked with its source, and its end."""
    lines = [(f"{line.first:%d %b}", line.kind) for line in TIKTOK.count]
    closed = [(f"{n:02} Oct", "closed") for n in (1, 2, 5, 6, 7, 8)]

    assert [("24 Sep", "starts"), ("27 Sep", "worked"), *closed, ("10 Oct", "worked"), ("11 Nov", "ends")] == lines
    assert all("State Council notice" in line.source for line in TIKTOK.count[1:-1])
    assert "starts Thu 24 Sep 2020: the day itself is not counted" == str(TIKTOK.count[0])
    assert "ends Wed 11 Nov 2020: day 30" == str(TIKTOK.count[-1])


def test_the_lines_of_a_roll_a_stop_and_an_extension() -> None:
    """Stops, extensions and the days over which an end rolls each have a line; a stop on either side has none."""
    outside = [(date(2020, 8, 1), date(2020, 8, 2)), (date(2020, 12, 1), date(2020, 12, 2))]
    stop = (date(2020, 9, 7), date(2020, 9, 8))
    got = count(days(28, roll="weekends"), date(2020, 9, 3), [*outside, stop], [Length(7, Unit.DAYS)])

    assert [
        CountLine(date(2020, 9, 3), date(2020, 9, 3), "starts", "the day itself is not counted"),
        CountLine(*stop, "stopped", "these days do not count"),
        CountLine(date(2020, 10, 3), date(2020, 10, 3), "rolled", "not a last day: weekend"),
        CountLine(date(2020, 10, 4), date(2020, 10, 4), "rolled", "not a last day: weekend"),
        CountLine(date(2020, 10, 5), date(2020, 10, 12), "extended", "by 7 days"),
        CountLine(date(2020, 10, 12), date(2020, 10, 12), "ends", "after the extension"),
    ] == list(got.count)
    assert "stopped Mon 7 Sep 2020 to Tue 8 Sep 2020: these days do not count" == str(got.count[1])


def test_a_stop_over_the_first_or_last_day_has_a_line() -> None:
    """A stop that ends on the first day, or begins on what would be the last, is told; one before the first is not."""
    first, last = (date(2020, 9, 1), date(2020, 9, 3)), (date(2020, 9, 8), date(2020, 9, 9))
    got = count(days(5, first_day=1), date(2020, 9, 3), [first, last])

    assert [(3, 3), (8, 9)] == [(line.first.day, line.last.day) for line in got.count if line.kind == "stopped"]
    assert date(2020, 9, 10) == got.day


def test_a_line_says_that_an_end_rolls_over_a_stop() -> None:
    """A last day inside a stop that begins while it rolls moves on past the stop, and the line says so."""
    got = count(days(10, roll="weekends"), date(2020, 9, 2), [(date(2020, 9, 14), date(2020, 9, 16))])
    rolled = [(line.first.day, line.text) for line in got.count if line.kind == "rolled"]

    assert [(n, "not a last day: the clock is stopped") for n in (15, 16)] == rolled


# ------------------------------------------------------------------------------------------------------ what is left


@given(deadlines(), st.integers(-80, 80))
def test_remaining_goes_down_by_the_days_that_count(deadline: Deadline, n: int) -> None:
    """Nothing is left on the last day; each day that counts takes one away, past it too."""
    day = deadline.day + timedelta(days=n)
    view = _view(deadline)
    step = 1
    if deadline.period.unit is Unit.WORKING_DAYS:
        counted = view.is_working(day) and not any(a <= day <= b for a, b in deadline.tolled)
        step = int(counted)

    assert 0 == deadline.remaining(deadline.day)
    assert step == deadline.remaining(day - _ONE) - deadline.remaining(day)


def test_what_is_left_before_on_and_after() -> None:
    """Before, on and after 11 Nov 2020 there are 1, 0 and -1 working days left, and 30 at the start."""
    asked = [date(2020, 9, 24), date(2020, 11, 10), date(2020, 11, 11), date(2020, 11, 12), date(2020, 11, 15)]

    assert [30, 1, 0, -1, -2] == [TIKTOK.remaining(day) for day in asked]
    assert [2, 0, -3] == [count(days(30), date(2020, 9, 3)).remaining(date(2020, 10, n)) for n in (1, 3, 6)]


# ------------------------------------------------------------------------------------------------------ naive counts


@given(deadlines())
def test_naive_counts_are_what_they_say(deadline: Deadline) -> None:
    """Each naive date equals a count made independently by the simpler rule, and says how far it is out."""
    period, view = deadline.period, _view(deadline)

    def by(other: Period, tolled: Any, calendar: Any) -> date:
        return reckon(other, deadline.start, tolled, deadline.extensions, calendar=calendar)[-1].day

    flip = "not counting the first day" if period.first_day else "counting the first day as day 1"
    expected = {flip: by(period.but(first_day=1 - period.first_day), deadline.tolled, view)}
    if period.unit is Unit.WORKING_DAYS:
        expected["ignoring make-up working days"] = by(period, deadline.tolled, view.without_make_up())
        expected["counting Monday to Friday"] = by(period, deadline.tolled, calendars.get("weekends"))
    elif period.roll is Roll.NEXT:
        expected["without rolling to a working day"] = by(period.but(roll=Roll.NONE), deadline.tolled, view)
    if deadline.tolled:
        expected["without the stops"] = by(period, (), view)

    assert expected == {n.rule: n.day for n in deadline.naive}
    assert all((n.day - deadline.day).days == n.out_by for n in deadline.naive)


def test_the_naive_dates_of_the_tiktok_count() -> None:
    """30 working days from 24 Sep 2020: holidays alone give a day too late, weekends alone are a week too early."""
    assert date(2020, 11, 11) == TIKTOK.day
    assert (
        Naive("ignoring make-up working days", date(2020, 11, 13), 2),
        Naive("counting Monday to Friday", date(2020, 11, 5), -6),
        Naive("counting the first day as day 1", date(2020, 11, 10), -1),
    ) == TIKTOK.naive


# ------------------------------------------------------------------------------------------------------ as a value


@given(deadlines())
def test_a_deadline_keeps_what_it_was_counted_from(deadline: Deadline) -> None:
    """A deadline is the end of its last leg and names start, period, stops in order and extensions."""
    again = count(
        deadline.period,
        deadline.start,
        reversed(deadline.tolled),
        deadline.extensions,
        kind=deadline.kind,
        seen=deadline.seen,
    )

    assert again == deadline
    assert deadline.legs[-1].day == deadline.day == deadline.last_day
    assert 1 + len(deadline.extensions) == len(deadline.legs)
    assert (own.MADE_UP,) == deadline.citations


def test_a_deadline_says_itself() -> None:
    """A deadline in one line: clock, date, whether provisional, what kind of date, length and start."""
    plain = count(months(2), date(2020, 1, 31), kind=Kind.TAKES_EFFECT)
    named = count(REVIEW, date(2026, 12, 1), clock="cn.tech_export/licence", readings=["one"], warnings=["two"])

    assert "Tue 31 Mar 2020, takes effect 2 months after Fri 31 Jan 2020" == str(plain)
    assert str(named).startswith(f"cn.tech_export/licence: {on(named.day)} (provisional), ")
    assert " (provisional), last day of 30 working days from Tue 1 Dec 2026" in str(named)
    assert (("one",), ("two",)) == (named.readings, named.warnings)
    assert "Wed 1 Jan 2020" == on(date(2020, 1, 1))
    earliest = count(
        days(30), date(2020, 1, 1), (), [Length(5, Unit.DAYS), Length(1, Unit.WEEKS)], kind=Kind.EARLIEST_DAY
    )
    assert "Wed 12 Feb 2020, earliest day, 30 days after Wed 1 Jan 2020, extended by 5 days and 1 week" == str(earliest)


def test_a_deadline_says_on_whose_word_it_stands() -> None:
    """Recalled rules and clauses of the contract are told apart from law, and each citation stands once."""
    recalled = own.MADE_UP.at("", status=Checked.RECALLED)
    clause = own.MADE_UP.at("", status=Checked.CONTRACT)
    cited = count(days(1, own.MADE_UP), date(2020, 1, 1), citations=[recalled, own.MADE_UP, recalled])

    assert (recalled, own.MADE_UP) == cited.citations
    assert (True, False) == (cited.recalled, cited.contract)
    assert count(days(1, clause), date(2020, 1, 1)).contract
    assert not count(days(1), date(2020, 1, 1)).recalled


def test_a_first_day_that_is_not_counted_bears_no_number() -> None:
    """A one-day period from its own first day is over that day, and otherwise the day after."""
    same_day = count(days(1, first_day=1), date(2020, 1, 1))
    next_day = count(days(1), date(2020, 1, 1))

    assert [(1, 1)] == [(d.day.day, d.number) for d in same_day.each_day()]
    assert [(1, None), (2, 1)] == [(d.day.day, d.number) for d in next_day.each_day()]
