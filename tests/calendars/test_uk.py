from __future__ import annotations

from datetime import date, timedelta

import holidays
import pytest

from dealflow import calendars
from dealflow.calendars import Calendar
from dealflow.calendars.calendar import days_between
from dealflow.calendars.uk import ANY_PART, ENGLAND_WALES, easter

EVERY_DAY = tuple(days_between(date(1978, 1, 1), date(2030, 12, 31)))


def closed(calendar: Calendar) -> set[date]:
    """The weekdays on which nobody works."""
    return {day for day in EVERY_DAY if day.weekday() < 5 and not calendar.is_working(day)}


def package(*parts: str) -> set[date]:
    """The weekdays off in any of *parts* by the `holidays` package."""
    return {
        day
        for part in parts
        for day in holidays.country_holidays("GB", subdiv=part, years=range(1977, 2032))
        if day.weekday() < 5 and 1978 <= day.year <= 2030
    }


@pytest.mark.parametrize("part", ["ENG", "WLS"])
def test_england_and_wales_equal_the_package(part: str) -> None:
    """Every weekday off of 1978 to 2030 is one of England, and of Wales, by `holidays`, and the other way round."""
    assert package(part) == closed(ENGLAND_WALES)


def test_any_part_is_the_union_of_the_four_parts() -> None:
    """A day off in any part is off; the package has St Andrew's Day a year before its Act was passed."""
    assert package("ENG", "WLS", "SCT", "NIR") - {date(2006, 11, 30)} == closed(ANY_PART)


@pytest.mark.parametrize(
    ("day", "england", "any_part"),
    [
        (date(2022, 1, 3), False, False),  # New Year's Day, substitute
        (date(2022, 1, 4), True, False),  # 2 January, Scotland
        (date(2022, 3, 17), True, False),  # St Patrick, Northern Ireland
        (date(2022, 7, 12), True, False),  # Battle of the Boyne
        (date(2022, 8, 1), True, False),  # summer in Scotland
        (date(2022, 8, 29), False, False),  # summer elsewhere
        (date(2022, 11, 30), True, False),  # St Andrew
        (date(2022, 12, 26), False, False),
        (date(2022, 12, 27), False, False),  # Christmas Day was a Sunday
        (date(2022, 12, 28), True, True),
        (date(2018, 3, 19), True, False),  # St Patrick's Day was a Saturday
        (date(2019, 12, 2), True, False),  # St Andrew's Day was a Saturday
        (date(2021, 12, 28), False, False),  # Boxing Day was a Sunday
        (date(2026, 6, 15), True, False),  # the football of Scotland
    ],
)
def test_the_two_calendars_part(day: date, england: bool, any_part: bool) -> None:
    """Merger control looks to England and Wales alone, national security to every part."""
    assert (england, any_part) == (ENGLAND_WALES.is_working(day), ANY_PART.is_working(day))


@pytest.mark.parametrize(
    ("day", "announced"),
    [
        (date(2020, 5, 8), date(2019, 6, 7)),
        (date(2022, 6, 2), date(2020, 11, 12)),
        (date(2022, 6, 3), date(2020, 11, 12)),
        (date(2022, 9, 19), date(2022, 9, 10)),
        (date(2023, 5, 8), date(2022, 11, 6)),
    ],
)
@pytest.mark.parametrize("calendar", [ENGLAND_WALES, ANY_PART], ids=repr)
def test_a_single_day_is_seen_from_its_announcement_on(calendar: Calendar, day: date, announced: date) -> None:
    """The day before the announcement nobody knew of it."""
    assert calendar.as_of(announced - timedelta(days=1)).is_working(day)
    assert not calendar.as_of(announced).is_working(day)
    assert not calendar.is_working(day)


@pytest.mark.parametrize(
    ("moved", "announced"), [(date(2020, 5, 4), date(2019, 6, 7)), (date(2022, 5, 30), date(2020, 11, 12))]
)
def test_a_moved_holiday_leaves_a_working_day(moved: date, announced: date) -> None:
    """The Monday that a bank holiday was moved from is worked, and was a holiday until that was told."""
    assert ENGLAND_WALES.is_working(moved)
    assert not ENGLAND_WALES.as_of(announced - timedelta(days=1)).is_working(moved)


@pytest.mark.parametrize("read", [date(2015, 12, 28), date(2020, 5, 8), date(2023, 12, 26), date(2023, 5, 8)])
def test_what_was_read_is_not_marked_as_recalled(read: date) -> None:
    """The published lists of 2015 to 2023 were read."""
    assert not ENGLAND_WALES.note(read).recalled
    assert ENGLAND_WALES.note(date(2014, 12, 25)).recalled
    assert ENGLAND_WALES.note(date(2024, 12, 25)).recalled


def test_the_announced_range_ends_with_2027() -> None:
    """Later days go on by rule and are provisional."""
    assert not ENGLAND_WALES.note(date(2027, 12, 31)).provisional
    assert ENGLAND_WALES.note(date(2028, 1, 4)).provisional
    assert ENGLAND_WALES.note(date(1977, 12, 30)).provisional


def test_they_are_found_by_name() -> None:
    """Both ids are among those of the library."""
    assert {"uk.england_wales", "uk.any_part"} <= set(calendars.ids())
    assert (ENGLAND_WALES, ANY_PART) == (calendars.get("uk.england_wales"), calendars.get("uk.any_part"))


@pytest.mark.parametrize(
    "sunday", [date(1981, 4, 19), date(2000, 4, 23), date(2008, 3, 23), date(2011, 4, 24), date(2049, 4, 18)]
)
def test_easter(sunday: date) -> None:
    """Early, late and at the edges of the rule."""
    assert sunday == easter(sunday.year)
