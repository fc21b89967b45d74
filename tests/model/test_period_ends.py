"""Ends of months, stops joined, and the latest day to start from."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.model import Period, days, months, reckon, weeks, working_days, years
from dealflow.model.period import Interval, intervals, latest_start
from dealflow.testing import strategies as own

_ONE = timedelta(days=1)
DAYS = own.dates(date(2015, 1, 1), date(2024, 12, 31))


def last(period: Period, start: date) -> date:
    """The deadline, as the library counts it."""
    return reckon(period, start)[-1].day


# ------------------------------------------------------------------------------------------------------- month ends


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        (months(1), date(2021, 1, 28), date(2021, 2, 28)),
        (months(1), date(2021, 1, 29), date(2021, 2, 28)),
        (months(1), date(2020, 1, 29), date(2020, 2, 29)),
        (months(1), date(2020, 1, 30), date(2020, 2, 29)),
        (months(1), date(2020, 1, 31), date(2020, 2, 29)),
        (months(1), date(2020, 2, 29), date(2020, 3, 29)),
        (months(2), date(2019, 12, 31), date(2020, 2, 29)),
        (months(12), date(2020, 2, 29), date(2021, 2, 28)),
        (months(11), date(2020, 1, 15), date(2020, 12, 15)),
        (months(12), date(2020, 12, 31), date(2021, 12, 31)),
        (years(1), date(2020, 2, 29), date(2021, 2, 28)),
        (years(4), date(2020, 2, 29), date(2024, 2, 29)),
        (years(1), date(2019, 3, 1), date(2020, 3, 1)),
        (months(1, first_day=1), date(2020, 1, 1), date(2020, 1, 31)),
        (months(1, first_day=1), date(2020, 2, 1), date(2020, 2, 29)),
        (months(1, first_day=1), date(2020, 2, 2), date(2020, 3, 1)),
        (months(1, first_day=1), date(2020, 1, 31), date(2020, 2, 29)),
        (months(1, first_day=1), date(2021, 1, 28), date(2021, 2, 27)),
        (months(1, first_day=1), date(2021, 1, 29), date(2021, 2, 28)),
        (months(3, first_day=1), date(2020, 1, 30), date(2020, 4, 29)),
        (years(1, first_day=1), date(2020, 2, 29), date(2021, 2, 28)),
        (years(1, first_day=1), date(2020, 3, 1), date(2021, 2, 28)),
        (weeks(2), date(2020, 2, 20), date(2020, 3, 5)),
        (weeks(2, first_day=1), date(2020, 2, 20), date(2020, 3, 4)),
        (months(1, roll="weekends"), date(2020, 1, 31), date(2020, 3, 2)),
        (years(1, roll="weekends"), date(2020, 2, 29), date(2021, 3, 1)),
    ],
    ids=str,
)
def test_months_and_years_end_on_the_corresponding_day(period: Period, start: date, end: date) -> None:
    """A month ends on the corresponding day, or on the last of the month if it has none; a leap day included."""
    assert end == last(period, start)


# ------------------------------------------------------------------------------------------------------- stops


def test_stops_are_joined_where_they_touch() -> None:
    """Overlapping and adjacent stops become one; a gap of one day keeps them apart; one inside another adds nothing."""
    stops = [
        (date(2020, 1, 7), date(2020, 1, 8)),
        (date(2020, 1, 1), date(2020, 1, 3)),
        (date(2020, 1, 4), date(2020, 1, 5)),
        (date(2020, 1, 2), date(2020, 1, 2)),
    ]

    assert ((date(2020, 1, 1), date(2020, 1, 5)), (date(2020, 1, 7), date(2020, 1, 8))) == intervals(stops)


def test_a_stop_cannot_end_before_it_begins() -> None:
    """A stop the wrong way round is refused by name."""
    with pytest.raises(ValueError, match=r"a stop cannot end \(2020-01-01\) before it begins \(2020-01-02\)"):
        reckon(days(10), date(2020, 1, 1), [(date(2020, 1, 2), date(2020, 1, 1))])


@given(own.stops(date(2020, 1, 1), most=6, span=60))
def test_joined_stops_cover_the_same_days(stops: tuple[Interval, ...]) -> None:
    """Joining loses no stopped day, adds none, and leaves stretches in order with a gap between."""
    joined = intervals(stops)
    for i in range(-20, 120):
        day = date(2020, 1, 1) + timedelta(days=i)
        assert any(a <= day <= b for a, b in stops) == any(a <= day <= b for a, b in joined)
    for (_, before), (after, _) in pairwise(joined):
        assert before + _ONE < after


# ------------------------------------------------------------------------------------------------ the latest start


@settings(max_examples=50)
@given(st.lists(own.periods(most=40), min_size=1, max_size=2), DAYS)
def test_the_latest_start_is_the_latest(chain: list[Period], day: date) -> None:
    """From the day found everything is over in time; from no later day that is worked in the first calendar it is."""

    def over(start: date) -> date:
        for period in chain:
            start = last(period, start)
        return start

    calendar = calendars.get(chain[0].calendar) if chain[0].calendar else None
    found = latest_start(chain, day)
    later = [found + timedelta(days=i) for i in range(1, (day - found).days + 1)]

    assert over(found) <= day
    assert calendar is None or calendar.is_working(found)
    assert [] == [d for d in later if (calendar is None or calendar.is_working(d)) and over(d) <= day]


def test_the_latest_start_sees_no_holiday_announced_later() -> None:
    """30 working days to be over by 5 Mar 2021 begin later for one who has not seen the holidays of 2021."""
    period, day = working_days(30, "cn.state"), date(2021, 3, 5)

    assert latest_start(period, day, seen=date(2020, 9, 1)) != latest_start(period, day)
    assert day >= last(period, latest_start(period, day))
