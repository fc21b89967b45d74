"""Lengths in words, what a length or a period refuses to be, and the hour after which a day counts as the next."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.errors import DefinitionError
from dealflow.model import Cutoff, Length, Period, Roll, Unit, days, months, parse_length, weeks, working_days, years
from dealflow.testing import strategies as own

EASTERN = ZoneInfo("America/New_York")
FIVE = Cutoff(17, "us.cfius", own.MADE_UP)
FIVE_ON_WORKING_DAYS = Cutoff(17, "us.cfius", own.MADE_UP, rest_days=True)


# ------------------------------------------------------------------------------------------------------ in words


@given(st.integers(1, 10_000), st.sampled_from(list(Unit)))
def test_a_length_is_what_it_says(n: int, unit: Unit) -> None:
    """A length written out is read back as itself."""
    assert Length(n, unit) == parse_length(str(Length(n, unit)))


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("30 working days", Length(30, Unit.WORKING_DAYS)),
        ("1 working day", Length(1, Unit.WORKING_DAYS)),
        ("10 business days", Length(10, Unit.WORKING_DAYS)),
        ("15 days", Length(15, Unit.DAYS)),
        ("15 calendar days", Length(15, Unit.DAYS)),
        ("  8   weeks ", Length(8, Unit.WEEKS)),
        ("2 Months", Length(2, Unit.MONTHS)),
        ("1 YEAR", Length(1, Unit.YEARS)),
        ("45 Calendar Day", Length(45, Unit.DAYS)),
    ],
)
def test_lengths_that_people_write(text: str, length: Length) -> None:
    """Singular and plural, business and working, capitals and spaces are all understood."""
    assert length == parse_length(text)


@pytest.mark.parametrize(
    "text",
    ["", "days", "30", "thirty days", "-5 days", "1.5 months", "3 working weeks", "3 calendar months", "5 days more"],
)
def test_a_word_that_is_no_length_is_refused_with_examples(text: str) -> None:
    """What is no length is refused with the word itself and lengths to copy."""
    with pytest.raises(ValueError, match="is not a length; write") as caught:
        parse_length(text)

    assert f'{text!r} is not a length; write "30 working days", "15 days", "8 weeks" or "2 months"' == str(caught.value)


def test_a_length_of_nothing_is_refused() -> None:
    """No day at all is no length, in words or in numbers."""
    with pytest.raises(ValueError, match=r"^'0 days' is not a length: it must be at least 1$"):
        parse_length("0 days")
    with pytest.raises(DefinitionError, match="length 0 weeks: 1 problem\n  - it must be at least 1"):
        Length(0, Unit.WEEKS)
    assert 1 == parse_length("1 day").n


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (Length(1, Unit.DAYS), "1 day"),
        (Length(2, Unit.DAYS), "2 days"),
        (Length(1, Unit.WORKING_DAYS), "1 working day"),
        (Length(24, Unit.WEEKS), "24 weeks"),
        (Length(1, Unit.MONTHS), "1 month"),
        (Length(1, Unit.YEARS), "1 year"),
    ],
)
def test_one_is_singular(length: Length, text: str) -> None:
    """A length says itself as people do."""
    assert text == str(length)
    assert text == str(Period(length.n, length.unit, calendar="weekends"))


# ------------------------------------------------------------------------------------------------------ periods


def test_the_five_ways_to_write_a_period() -> None:
    """Each constructor gives its own unit, day 0 and no rolling, unless told otherwise."""
    cite = own.MADE_UP
    made = [days(45, cite), weeks(24, cite), months(2, cite), years(1, cite), working_days(30, "cn.state", cite)]
    units = [Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS, Unit.WORKING_DAYS]

    assert units == [p.unit for p in made]
    assert [45, 24, 2, 1, 30] == [p.n for p in made]
    assert [Length(n, u) for n, u in zip([45, 24, 2, 1, 30], units, strict=True)] == [p.length for p in made]
    assert {(0, Roll.NONE, cite)} == {(p.first_day, p.roll, p.citation) for p in made}
    assert ["", "", "", "", "cn.state"] == [p.calendar for p in made]
    assert all(p.extend_rolled for p in made)


def test_a_roll_names_its_calendar() -> None:
    """Rolling is asked for by naming the calendar to roll in; the first day by 1."""
    made = [make(2, first_day=1, roll="us.hsr") for make in (days, weeks, months, years)]

    assert {(Roll.NEXT, "us.hsr", 1)} == {(p.roll, p.calendar, p.first_day) for p in made}
    assert 1 == working_days(2, "us.hsr", first_day=1).first_day


def test_every_problem_of_a_period_at_once() -> None:
    """A period that is wrong in three ways is told all three."""
    with pytest.raises(DefinitionError) as caught:
        Period(0, Unit.WORKING_DAYS, first_day=2)

    assert (
        "a length of 0 is not a length: it must be at least 1",
        "first_day is 2: it must be 0 (not counted) or 1 (counted)",
        "it needs a calendar: working days and rolling are counted in one",
    ) == caught.value.problems
    assert "period of 0 working days" == caught.value.what


def test_rolling_needs_a_calendar_and_standing_still_none() -> None:
    """Calendar days that roll need a calendar; such as stay where they fall need none."""
    with pytest.raises(DefinitionError, match="it needs a calendar"):
        Period(30, Unit.DAYS, roll=Roll.NEXT)
    assert "" == Period(30, Unit.DAYS).calendar


def test_a_period_with_other_fields_is_checked_again() -> None:
    """A changed period keeps the rest, and cannot be changed into nonsense."""
    period = days(30, own.MADE_UP, roll="us.cfius")

    assert days(45, own.MADE_UP, roll="us.cfius") == period.but(n=45)
    with pytest.raises(DefinitionError, match="a length of -1"):
        period.but(n=-1)


# ------------------------------------------------------------------------------------------------------ cut-off hours


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2025, 12, 12, 16, 59, 59, tzinfo=EASTERN), date(2025, 12, 12)),
        (datetime(2025, 12, 12, 17, 0, 0, tzinfo=EASTERN), date(2025, 12, 12)),
        (datetime(2025, 12, 12, 17, 0, 1, tzinfo=EASTERN), date(2025, 12, 15)),
        (datetime(2025, 12, 12, 17, 1, 0, tzinfo=EASTERN), date(2025, 12, 15)),
        (datetime(2025, 12, 12, 23, 59, tzinfo=EASTERN), date(2025, 12, 15)),
        (datetime(2025, 12, 12, 0, 0, tzinfo=EASTERN), date(2025, 12, 12)),
        # Summer time ends on 2 Nov 2025: 21:30 UTC is after the hour on the Friday before and half past four after.
        (datetime(2025, 10, 31, 21, 30, tzinfo=ZoneInfo("UTC")), date(2025, 11, 3)),
        (datetime(2025, 11, 3, 21, 30, tzinfo=ZoneInfo("UTC")), date(2025, 11, 3)),
        # Summer time begins on 9 Mar 2025.
        (datetime(2025, 3, 7, 21, 30, tzinfo=ZoneInfo("UTC")), date(2025, 3, 7)),
        (datetime(2025, 3, 10, 21, 30, tzinfo=ZoneInfo("UTC")), date(2025, 3, 11)),
        # In Shanghai it is already the day after.
        (datetime(2025, 12, 13, 4, 0, tzinfo=ZoneInfo("Asia/Shanghai")), date(2025, 12, 12)),
        (datetime(2025, 12, 13, 7, 0, tzinfo=ZoneInfo("Asia/Shanghai")), date(2025, 12, 15)),
    ],
)
def test_the_hour_is_in_the_zone_of_the_calendar(moment: datetime, day: date) -> None:
    """At the hour is in time, a second after it is the next working day; zone and summer time are the calendar's."""
    assert day == FIVE.effective(moment)


def test_a_rest_day_moves_on_only_where_the_rule_says_so() -> None:
    """A receipt on Saturday morning counts on Saturday, or on Monday where rest days move on as well."""
    saturday = datetime(2025, 12, 13, 9, 0, tzinfo=EASTERN)

    assert date(2025, 12, 13) == FIVE.effective(saturday)
    assert date(2025, 12, 15) == FIVE_ON_WORKING_DAYS.effective(saturday)
    assert date(2025, 12, 15) == FIVE.effective(saturday.replace(hour=18))
    assert date(2025, 12, 15) == FIVE_ON_WORKING_DAYS.effective(saturday.replace(hour=18))


def test_a_moment_without_a_zone_is_refused() -> None:
    """A naive datetime has no legal meaning: nobody guesses its zone."""
    with pytest.raises(ValueError, match="2025-12-12T16:30:00 says no time zone; give a date, or a datetime"):
        FIVE.effective(datetime(2025, 12, 12, 16, 30))  # noqa: DTZ001


@given(own.dates())
def test_a_bare_date_is_before_the_hour(day: date) -> None:
    """A date without an hour is itself, or the next working day where rest days move on."""
    assert day == FIVE.effective(day)
    assert calendars.get("us.cfius").next_working(day) == FIVE_ON_WORKING_DAYS.effective(day)


@given(own.dates(), st.integers(0, 24 * 60 - 1))
def test_receipt_never_counts_earlier_than_it_happened(day: date, minute: int) -> None:
    """A moment counts on its own day or later, and late ones on a working day after it."""
    moment = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=EASTERN)
    calendar, late = calendars.get("us.cfius"), minute > 17 * 60
    next_day = calendar.next_working(day + timedelta(days=1))

    assert (next_day if late else day) == FIVE.effective(moment)
    assert (next_day if late else calendar.next_working(day)) == FIVE_ON_WORKING_DAYS.effective(moment)
