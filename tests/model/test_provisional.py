"""What a date rests on: days announced or not, seen on some day, and clocks that are stopped."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.model import (
    Length,
    Period,
    Unit,
    count,
    days,
    working_days,
)
from dealflow.testing import strategies as own

_ONE = timedelta(days=1)
REVIEW = working_days(30, "cn.state", own.MADE_UP)


@settings(max_examples=200)
@given(st.integers(1, 60), own.dates(date(2006, 11, 1), date(2027, 3, 1)), st.sampled_from([0, 1]), st.data())
def test_provisional_exactly_if_a_day_outside_the_announced_range_is_used(
    n: int, start: date, first_day: int, data: st.DataObject
) -> None:
    """A count in working days is provisional if one of its days, and only then, was not announced when it was made."""
    seen = data.draw(st.one_of(st.none(), own.dates(date(2006, 1, 1), date(2027, 3, 1))))
    got = count(working_days(n, "cn.state", first_day=first_day), start, seen=seen)
    view = calendars.get("cn.state").as_of(seen)
    used = [d.day for d in got.each_day() if first_day or d.day != start]

    assert any(view.note(day).provisional for day in used) == got.provisional
    assert bool(got.provisional_because) == got.provisional


@pytest.mark.parametrize(
    ("period", "start", "provisional"),
    [
        (REVIEW, date(2026, 11, 19), False),  # ends on Thu 31 Dec 2026, the last day announced
        (REVIEW, date(2026, 11, 20), True),
        (days(30, roll="cn.state"), date(2026, 12, 1), False),  # on Thu 31 Dec 2026
        (days(30, roll="cn.state"), date(2026, 12, 2), True),
        (days(30), date(2026, 12, 2), False),  # rests on no calendar at all
        (days(3, roll="cn.state"), date(2006, 12, 26), True),  # the days off of 2006 are not in the table
        (working_days(3, "cn.state"), date(2006, 12, 31), False),
        (working_days(3, "cn.state", first_day=1), date(2006, 12, 31), True),
    ],
)
def test_provisional_before_on_and_after_the_last_day_announced(period: Period, start: date, provisional: bool) -> None:
    """The last day announced is safe ground; the day after it, and a day before the first, are not."""
    assert provisional == count(period, start).provisional


def test_calendar_days_added_to_working_days_rest_on_no_calendar() -> None:
    """An extension in calendar days of a count in working days may reach a year not announced, and rests on none."""
    assert not count(working_days(1, "cn.state"), date(2026, 12, 1), (), [Length(60, Unit.DAYS)]).provisional
    assert count(working_days(1, "cn.state"), date(2026, 12, 1), (), [Length(60, Unit.WORKING_DAYS)]).provisional


def test_a_count_into_a_year_not_yet_announced_was_provisional_then() -> None:
    """On 13 Sep 2020 nobody knew the days off of 2021: a count into it was provisional, and is not any more."""
    then, now = (count(REVIEW, date(2020, 12, 1), seen=seen) for seen in (date(2020, 9, 13), None))

    assert (True, False) == (then.provisional, now.provisional)
    assert "lies outside the days announced for Chinese state calendar" in then.provisional_because
    assert "through Thu 31 Dec 2020" in then.provisional_because
    assert "" == now.provisional_because


def test_the_longer_spring_festival_of_2020_counts_once_it_was_told() -> None:
    """The notice of 27 Jan 2020 moves a running count; the day before, nobody could know."""
    before, on_the_day = (count(REVIEW, date(2020, 1, 20), seen=date(2020, 1, n)).day for n in (26, 27))

    assert (date(2020, 3, 6), date(2020, 3, 10)) == (before, on_the_day)
    assert on_the_day == count(REVIEW, date(2020, 1, 20)).day


def test_a_stopped_clock_has_no_settled_date() -> None:
    """While a clock is stopped its date is provisional, for a reason of its own."""
    got = count(days(30), date(2020, 9, 3), [(date(2020, 9, 10), date(2020, 9, 12))], stopped=True)

    assert got.provisional
    assert got.stopped
    assert "the clock is stopped: the date moves on with each day until it resumes" == got.provisional_because


def test_a_closed_day_that_nobody_has_read_is_told() -> None:
    """A count over a closing for snow that was only recalled says which day that is, counted or rolled over."""
    counted = count(working_days(1, "us.cfius"), date(2015, 2, 16))
    rolled = count(days(1, roll="us.cfius"), date(2015, 2, 16))
    plain = count(working_days(1, "us.cfius"), date(2015, 2, 17))

    assert [[date(2015, 2, 17)]] * 2 == [[line.first for line in d.recalled_days] for d in (counted, rolled)]
    assert () == plain.recalled_days
    assert [True, True, False] == [d.recalled for d in (counted, rolled, plain)]
