from __future__ import annotations

from datetime import date

import chinese_calendar
import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.calendars.calendar import days_between
from dealflow.calendars.china import NOTICES, STATE, statutory
from dealflow.calendars.china_days import DAYS, LUNAR

EVERY_DAY = tuple(days_between(date(2007, 1, 1), date(2026, 12, 31)))
VECTORS = [
    # day 0, n, the calendar, holidays but no make-up days, weekends only
    ("2020-09-23", 30, "2020-11-10", "2020-11-12", "2020-11-04"),
    ("2020-09-24", 30, "2020-11-11", "2020-11-13", "2020-11-05"),
    ("2020-01-20", 30, "2020-03-10", "2020-03-10", "2020-03-02"),
    ("2024-09-10", 15, "2024-10-08", "2024-10-10", "2024-10-01"),
    ("2024-12-02", 45, "2025-02-10", "2025-02-12", "2025-02-03"),
    ("2025-01-20", 30, "2025-03-07", "2025-03-11", "2025-03-03"),
    ("2025-08-29", 60, "2025-11-27", "2025-12-01", "2025-11-21"),
    ("2025-09-26", 45, "2025-12-04", "2025-12-08", "2025-11-28"),
    ("2026-02-09", 20, "2026-03-13", "2026-03-17", "2026-03-09"),
    ("2026-09-15", 30, "2026-11-02", "2026-11-04", "2026-10-27"),
]


def test_equals_chinese_calendar_on_every_day() -> None:
    """The frozen table agrees with `chinese_calendar` on every day of 2007 to 2026."""
    assert [] == [day for day in EVERY_DAY if chinese_calendar.is_workday(day) != STATE.is_working(day)]


def test_equals_holidays_on_every_day() -> None:
    """The frozen table agrees with `holidays` on every day of 2007 to 2026."""
    package = holidays.country_holidays("CN", years=range(2006, 2028))

    assert [] == [day for day in EVERY_DAY if package.is_working_day(day) != STATE.is_working(day)]


@pytest.mark.parametrize(("start", "n", "correct", "no_make_up", "weekends"), VECTORS)
def test_working_days_of_the_vectors(start: str, n: int, correct: str, no_make_up: str, weekends: str) -> None:
    """Ten counts that cross a Golden Week or a Spring Festival come out right, and naive counts come out wrong."""
    day = date.fromisoformat(start)

    assert date.fromisoformat(correct) == STATE.add_working(day, n)
    assert date.fromisoformat(no_make_up) == STATE.without_make_up().add_working(day, n)
    assert date.fromisoformat(weekends) == calendars.get("weekends").add_working(day, n)


@pytest.mark.parametrize(
    ("year", "n"),
    [
        (2016, 250),
        (2017, 249),
        (2018, 250),
        (2019, 250),
        (2020, 249),
        (2021, 250),
        (2022, 249),
        (2023, 249),
        (2024, 251),
        (2025, 248),
        (2026, 248),
    ],
)
def test_working_days_of_a_year(year: int, n: int) -> None:
    """A year has the known number of working days."""
    assert n == STATE.working_between(date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize(
    ("day", "seen", "working"),
    [
        (date(2020, 2, 1), date(2020, 1, 20), True),
        (date(2020, 2, 1), date(2020, 1, 26), True),
        (date(2020, 2, 1), date(2020, 1, 27), False),
        (date(2020, 2, 1), date(2020, 1, 28), False),
        (date(2020, 1, 31), date(2020, 1, 20), True),
        (date(2020, 1, 31), date(2020, 1, 28), False),
        (date(2019, 5, 2), date(2019, 3, 21), True),
        (date(2019, 5, 2), date(2019, 3, 22), False),
        (date(2019, 5, 1), date(2019, 3, 21), False),
        (date(2019, 4, 28), date(2019, 3, 21), False),
        (date(2019, 4, 28), date(2019, 3, 22), True),
        (date(2019, 5, 5), date(2019, 3, 22), True),
        (date(2015, 9, 3), date(2015, 5, 12), True),
        (date(2015, 9, 3), date(2015, 5, 13), False),
        (date(2015, 9, 6), date(2015, 5, 12), False),
        (date(2015, 9, 6), date(2015, 5, 13), True),
    ],
)
def test_amendment_is_seen_from_the_day_it_was_published(day: date, seen: date, working: bool) -> None:
    """Before an amendment is public the first notice stands; from that day on the amendment does."""
    assert working == STATE.as_of(seen).is_working(day)
    assert not STATE.as_of(seen).note(day).provisional


def test_the_amended_spring_festival_tells_both_stories() -> None:
    """Saturday 1 February 2020 was to be worked for 30 January, and then was an extended holiday."""
    before, after = STATE.as_of(date(2020, 1, 20)), STATE.as_of(date(2020, 1, 28))

    assert "worked, to make up for Thu 30 Jan 2020" == before.note(date(2020, 2, 1)).name
    assert "Spring Festival, in exchange for Sat 1 Feb 2020" == before.note(date(2020, 1, 30)).name
    assert "Spring Festival, extended" == after.note(date(2020, 2, 1)).name
    assert "Spring Festival, extended" == after.note(date(2020, 1, 30)).name


def test_days_say_what_they_are_exchanged_for() -> None:
    """A day off in exchange names the weekend day that pays for it, and that day names the day off."""
    assert "National Day, in exchange for Sun 27 Sep 2020" == STATE.note(date(2020, 10, 7)).name
    assert "worked, to make up for Wed 7 Oct 2020" == STATE.note(date(2020, 9, 27)).name
    assert "National Day" == STATE.note(date(2020, 10, 3)).name


def test_a_year_without_notice_is_provisional() -> None:
    """On 13 September 2020 the days of 2020 were announced and those of 2021 were not."""
    view = STATE.as_of(date(2020, 9, 13))

    assert date(2020, 12, 31) == view.announced_through
    assert not view.note(date(2020, 12, 31)).provisional
    assert view.note(date(2021, 1, 4)).provisional
    assert not STATE.note(date(2021, 1, 4)).provisional
    assert view.is_working(date(2021, 2, 17))  # a day off in exchange: not yet known
    assert not view.is_working(date(2021, 2, 12))  # the first day of the Spring Festival: known by rule


@given(st.sampled_from(EVERY_DAY))
def test_a_notice_is_hidden_the_day_before_it_is_out(day: date) -> None:
    """A year is provisional until the day before its notice and announced on the day itself."""
    notice = STATE.published[day.year]

    assert STATE.as_of(date.fromordinal(notice.toordinal() - 1)).note(day).provisional
    assert not STATE.as_of(notice).note(day).provisional


def test_the_last_days_of_december_come_with_the_next_notice() -> None:
    """Saturday 29 December 2018 was worked by the notice for 2019, which was public from 6 December 2018."""
    assert STATE.is_working(date(2018, 12, 29))
    assert not STATE.as_of(date(2018, 12, 5)).is_working(date(2018, 12, 29))
    assert STATE.as_of(date(2018, 12, 6)).is_working(date(2018, 12, 29))


def test_the_years_ahead_go_on_by_rule() -> None:
    """After the last notice the statutory days are off, no weekend is worked, and every day is provisional."""
    ahead = tuple(days_between(date(2027, 1, 1), date(2030, 12, 31)))

    assert all(STATE.note(day).provisional for day in ahead)
    assert not any(STATE.note(day).working and STATE.note(day).weekend for day in ahead)
    assert [date(2028, 5, 1), date(2028, 5, 2)] == [
        day for day in days_between(date(2028, 5, 1), date(2028, 5, 5)) if not STATE.is_working(day)
    ]


@pytest.mark.parametrize(
    ("year", "seen", "off"),
    [
        (2027, date(2026, 11, 22), {"0101", "0205", "0206", "0207", "0208", "0405", "0501", "0502", "0609", "0915"}),
        (2027, date(2024, 11, 11), {"0101", "0206", "0207", "0208", "0405", "0501", "0609", "0915"}),
        (2012, date(2011, 6, 1), {"0101", "0122", "0123", "0124", "0404", "0501", "0623", "0930"}),
        (2008, date(2007, 6, 1), {"0101", "0207", "0208", "0209", "0501", "0502", "0503"}),
    ],
)
def test_the_rule_follows_the_law_of_the_question(year: int, seen: date, off: set[str]) -> None:
    """New Year's Eve, 2 May and the traditional festivals are off by rule only for whoever can see the law."""
    view = STATE.as_of(seen)
    named = {f"{day:%m%d}" for day in days_between(date(year, 1, 1), date(year, 12, 31)) if view.note(day).name}

    assert off | {"1001", "1002", "1003"} == named


def test_two_holidays_on_one_day_are_both_named() -> None:
    """National Day and Mid-Autumn fall on 1 October in 2031, and the rule names both."""
    names = {special.day: special.name for special in statutory(2031)}

    assert "National Day; Mid-Autumn Festival" == names[date(2031, 10, 1)]


def test_every_notice_has_days_and_every_text_a_notice() -> None:
    """The table of days and the table of notices have the same keys, and an amendment's key is its day."""
    assert set(DAYS) == set(NOTICES)
    assert {key: key for key in NOTICES if "-" in key} == {
        key: str(notice.published) for key, notice in NOTICES.items() if "-" in key
    }
    assert all(notice.published < date(int(key), 1, 1) for key, notice in NOTICES.items() if "-" not in key)


def test_lunar_dates_equal_the_days_announced() -> None:
    """The festivals of the lunar table are days off in every year with a notice since 2008."""
    assert [] == [day for year in range(2008, 2027) for day in LUNAR[year] if STATE.is_working(day)]


def test_a_notice_cites_itself() -> None:
    """A notice is cited by number, day of publication, and how far both were checked."""
    cited = [NOTICES[key].source for key in ("2020", "2025", "2013")]

    assert [
        "State Council notice Guobanfa Mingdian [2019] 16, published 2019-11-21 (read)",
        "State Council notice, published 2024-11-12 (read)",
        "State Council notice Guobanfa Mingdian [2012] 33, published 2012-12-10 (day of publication recalled)",
    ] == cited
