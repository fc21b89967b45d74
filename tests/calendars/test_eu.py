"""The working days of the Commission: published lists, not a rule, and what is said of days that nobody has listed."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from dealflow.calendars import Calendar, SpecialDay, get, ids
from dealflow.calendars.calendar import days_between
from dealflow.calendars.eu import COMMISSION, LISTS, usual
from dealflow.citation import Checked

CASES = json.loads((Path(__file__).parents[1] / "data" / "deadlines.json").read_text(encoding="utf-8"))
COUNTED = [
    (date.fromisoformat(row["start"]), row["n"], date.fromisoformat(row["deadline"]))
    for case in CASES
    for row in case["expected"]
    if row["clock"].startswith(("EUMR", "FSR")) and row["match"] and row.get("start_status") == row["status"] == "seen"
]
BY_RULE = Calendar("rule", "the rule alone", "UTC", (), rule=usual)
DECIDED = {date(2011, 12, 23), date(2021, 12, 23), date(2022, 12, 23)}


def agreeing(calendar: Calendar) -> int:
    """How many published deadlines *calendar* reproduces."""
    return sum(calendar.add_working(start, n) == day for start, n, day in COUNTED)


def test_it_is_registered() -> None:
    """The calendar is asked for by its id."""
    assert "eu.commission" in ids()
    assert COMMISSION is get("eu.commission")


def test_the_lists_give_every_published_deadline() -> None:
    """Each deadline of which both ends were seen is counted exactly."""
    assert len(COUNTED) == agreeing(COMMISSION) == 75


def test_no_other_calendar_does() -> None:
    """The rule without the days decided year by year, the holidays of Belgium, and weekends alone all go wrong."""
    assert len(COUNTED) > agreeing(BY_RULE) > agreeing(get("holidays.BE"))
    assert agreeing(get("holidays.BE")) < 50
    assert agreeing(get("weekends")) < 50


def test_the_lists_differ_from_the_rule_by_the_days_that_were_decided() -> None:
    """In sixteen years three days, all of them 23 December, are off without following from the rule."""
    listed = {day for year in LISTS for day, _ in year.days()}
    ruled = {special.day for year in LISTS for special in usual(year.year)}

    assert DECIDED == listed - ruled
    assert set() == ruled - listed


def test_every_year_is_listed_once() -> None:
    """2011 to 2026 without a gap, no day twice, none on a weekend, each published before its year begins."""
    assert list(range(2011, 2027)) == [year.year for year in LISTS]
    for year in LISTS:
        days = [day for day, _ in year.days()]
        assert len(days) == len(set(days))
        assert all(day.weekday() < 5 for day in days)
        assert year.known < date(year.year, 1, 1)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2015-01-02", False),
        ("2016-12-23", True),
        ("2021-12-23", False),
        ("2022-12-23", False),
        ("2023-12-22", True),
        ("2024-03-28", False),
        ("2024-05-09", False),
        ("2024-05-10", False),
        ("2025-06-23", True),
        ("2025-11-11", True),
        ("2026-11-02", False),
        ("2026-11-22", False),
    ],
)
def test_days_that_catch_people_out(day: str, working: bool) -> None:
    """Maundy Thursday, 9 May and 2 November are off, 23 June and 11 November are worked, nothing is moved."""
    assert working is COMMISSION.is_working(date.fromisoformat(day))


def test_either_day_at_the_turn_of_2011_fits() -> None:
    """23 December 2011 or 3 January 2012 was off: with one for the other every published deadline is the same."""
    moved = tuple(s for s in COMMISSION.special if s.day != date(2011, 12, 23))
    other = evolve(COMMISSION, special=(*moved, SpecialDay(date(2012, 1, 3), False, "the other day", "test")))
    neither = evolve(COMMISSION, special=moved)

    assert agreeing(COMMISSION) == agreeing(other) > agreeing(neither)
    assert "3 Jan 2012" in COMMISSION.note(date(2011, 12, 23)).source


def test_how_far_each_day_was_checked() -> None:
    """A day says whether its list was read, derived from deadlines, or recalled."""
    note = COMMISSION.note

    assert (False, "(read)") == (note(date(2023, 5, 9)).recalled, note(date(2023, 5, 9)).source[-6:])
    assert (False, "(derived)") == (note(date(2021, 12, 23)).recalled, note(date(2021, 12, 23)).source[-9:])
    assert (True, "(recalled)") == (note(date(2026, 7, 21)).recalled, note(date(2026, 7, 21)).source[-10:])
    assert {Checked.READ, Checked.DERIVED, Checked.RECALLED} == {mark for year in LISTS for _, mark in year.days()}


def test_beyond_the_lists_it_goes_on_by_rule() -> None:
    """2027 and 2010 have no list: the days follow from the rule and are provisional."""
    for day in (date(2027, 5, 6), date(2010, 5, 13)):
        assert not COMMISSION.is_working(day)
        assert COMMISSION.note(day).provisional
    assert not COMMISSION.note(date(2026, 12, 31)).provisional
    assert COMMISSION.note(date(2027, 1, 4)).provisional
    assert not COMMISSION.note(date(2011, 1, 3)).provisional
    assert date(2026, 12, 31) == COMMISSION.announced_through


def test_a_list_is_not_seen_before_it_is_published() -> None:
    """That 23 December 2022 is off can be known from 22 January 2021."""
    day = date(2022, 12, 23)
    before, after = COMMISSION.as_of(date(2021, 1, 21)), COMMISSION.as_of(date(2021, 1, 22))

    assert (True, True) == (before.is_working(day), before.note(day).provisional)
    assert (False, False) == (after.is_working(day), after.note(day).provisional)


def test_a_list_without_a_day_of_publication_is_known_when_its_year_begins() -> None:
    """It must be out before the year begins, and is not taken to be out any sooner."""
    day = date(2021, 12, 23)

    assert COMMISSION.as_of(date(2020, 12, 30)).is_working(day)
    assert not COMMISSION.as_of(date(2020, 12, 31)).is_working(day)


def test_easter_is_that_of_another_source() -> None:
    """Easter Monday, Ascension Day and Whit Monday are those of `holidays` for Belgium."""
    package = holidays.country_holidays("BE", years=range(2000, 2061), language="en_US")
    ours = {"Easter Monday": "Easter Monday", "Ascension Day": "Ascension Day", "Whit Monday": "Pentecost Monday"}
    for year in range(2000, 2061):
        named = {special.day: special.name.split("; ") for special in usual(year)}
        for name, theirs in ours.items():
            assert [d for d in package if d.year == year and theirs in package[d]] == [
                d for d, names in named.items() if name in names
            ]


@given(st.dates(date(2011, 1, 1), date(2026, 12, 31)))
def test_a_closed_weekday_says_why(day: date) -> None:
    """Whatever is closed on a weekday has a name and a source; nothing is worked on a weekend."""
    note = COMMISSION.note(day)

    assert note.working is (day.weekday() < 5 and not note.name)
    if day.weekday() < 5 and not note.working:
        assert note.source


def test_most_of_the_year_is_worked() -> None:
    """From 17 to 19 weekdays of each year are off."""
    for year in LISTS:
        weekdays = (d for d in days_between(date(year.year, 1, 1), date(year.year, 12, 31)) if d.weekday() < 5)
        assert 17 <= sum(not COMMISSION.is_working(day) for day in weekdays) <= 19


def test_the_day_of_the_event_is_not_counted() -> None:
    """The working day after the event is day 1: of all published deadlines none counts the day itself."""
    assert 0 == sum(COMMISSION.add_working(start - timedelta(days=1), n) == day for start, n, day in COUNTED)
