"""Days counted from a day: in their unit, in a calendar as it was seen, one by one and many at once."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.analysis.sampling.delays import day_after, days_after
from dealflow.model import Unit


def test_days_are_counted_in_their_unit() -> None:
    """Nothing is added to the day itself; working days skip the weekend; months keep the day."""
    friday = date(2026, 1, 30)
    assert day_after(friday, 0, Unit.WORKING_DAYS, "weekends") == friday
    assert day_after(friday, 1, Unit.WORKING_DAYS, "weekends") == date(2026, 2, 2)
    assert day_after(friday, 2, Unit.WEEKS, "") == date(2026, 2, 13)
    assert day_after(friday, 1, Unit.MONTHS, "") == date(2026, 2, 28)


@given(st.dates(date(2019, 1, 1), date(2027, 1, 1)), st.integers(0, 12), st.sampled_from(["cn.state", "us.cfius"]))
def test_many_days_at_once_are_each_counted_alike(start: date, n: int, calendar: str) -> None:
    """The table of a stretch of days is the count from each of them."""
    table = days_after(start, 40, n, Unit.WORKING_DAYS, calendar, start)
    view = calendars.get(calendar).as_of(start)
    for d in range(40):
        day = start + timedelta(days=d)
        assert start + timedelta(days=int(table[d])) == (view.add_working(day, n) if n else day)
