from __future__ import annotations

from datetime import date

import holidays
import pytest

from dealflow import calendars
from dealflow.calendars.australia import ACCC
from dealflow.calendars.calendar import days_between


def test_it_equals_the_package_outside_the_summer_break() -> None:
    """On every day of 2026 to 2030: a weekday, no holiday of the Territory, and not in the summer break."""
    off = holidays.country_holidays("AU", subdiv="ACT", years=range(2026, 2031))

    for day in days_between(date(2026, 1, 1), date(2030, 12, 31)):
        summer = (day.month, day.day) >= (12, 23) or (day.month, day.day) <= (1, 10)

        assert (day.weekday() < 5 and day not in off and not summer) is ACCC.is_working(day)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 12, 22), True),
        (date(2026, 12, 23), False),
        (date(2027, 1, 8), False),
        (date(2027, 1, 11), True),
        (date(2026, 4, 27), False),  # Anzac Day was a Saturday
    ],
)
def test_the_edges_of_the_break(day: date, working: bool) -> None:
    """The last business day before it and the first after it."""
    assert working is ACCC.is_working(day)
    assert ACCC is calendars.get("au.accc")
