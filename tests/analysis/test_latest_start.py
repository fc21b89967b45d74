from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.model import Period, days, months, reckon, weeks, working_days
from dealflow.model.period import latest_start

ONE = timedelta(days=1)
PERIODS = st.sampled_from(
    [
        working_days(30, "cn.state"),
        working_days(10, "us.cfius", first_day=1),
        days(45, first_day=1, roll="us.cfius"),
        days(15),
        weeks(4),
        months(2),
    ]
)
DAYS = st.dates(date(2008, 1, 1), date(2025, 12, 31))


def end(periods: list[Period], start: date) -> date:
    """Where the periods end if each counts from the end of the one before."""
    for period in periods:
        start = reckon(period, start)[-1].day
    return start


@given(st.lists(PERIODS, min_size=1, max_size=2), DAYS)
def test_whoever_starts_on_the_latest_day_is_done_in_time(periods: list[Period], day: date) -> None:
    """From the day found all periods are over by the day asked for."""
    assert day >= end(periods, latest_start(periods, day))


@given(st.lists(PERIODS, min_size=1, max_size=2), DAYS)
def test_no_later_day_on_which_anybody_files_would_do(periods: list[Period], day: date) -> None:
    """From the next day that is worked in the calendar of the first period it would be too late."""
    later = latest_start(periods, day) + ONE
    if periods[0].calendar:
        later = calendars.get(periods[0].calendar).next_working(later)

    assert day < end(periods, later)


def test_both_chinese_stages_by_12_november_take_an_application_on_4_september() -> None:
    """45 working days before Thursday 12 November 2020, the autumn holidays and their make-up days counted."""
    stages = [working_days(30, "cn.state"), working_days(15, "cn.state")]

    assert date(2020, 9, 4) == latest_start(stages, date(2020, 11, 12))


@pytest.mark.parametrize(
    ("by", "start"),
    [
        (date(2020, 11, 10), date(2020, 9, 23)),
        (date(2020, 11, 11), date(2020, 9, 24)),
        (date(2020, 11, 12), date(2020, 9, 25)),
    ],
)
def test_the_latest_start_moves_with_the_day_wanted(by: date, start: date) -> None:
    """The day before, on and after the last day of an application of 24 September 2020."""
    assert start == latest_start(working_days(30, "cn.state"), by)


def test_what_is_announced_later_is_not_seen() -> None:
    """Asked before the calendar of 2020 was announced, the make-up days of autumn are unknown."""
    period = working_days(30, "cn.state")

    assert latest_start(period, date(2020, 11, 11)) != latest_start(period, date(2020, 11, 11), seen=date(2019, 11, 1))
