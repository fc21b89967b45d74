from __future__ import annotations

from datetime import date

import holidays
import pytest

from dealflow.calendars import Calendar
from dealflow.calendars.calendar import days_between
from dealflow.calendars.us import CFIUS, HSR, HSR_OBSERVED, HSR_REGULAR, KNOWN_LAPSES, holidays_6103a
from dealflow.calendars.us_closures import OPM_CLOSINGS, ORDERS

EVERY_DAY = tuple(days_between(date(1990, 1, 1), date(2030, 12, 31)))
YEARS = range(1990, 2031)
HALF_DAYS = {date(2002, 12, 24), date(2009, 12, 24), date(2015, 12, 24)}
INAUGURATIONS = {
    date(1993, 1, 20),
    date(1997, 1, 20),
    date(2001, 1, 20),
    date(2005, 1, 20),
    date(2009, 1, 20),
    date(2013, 1, 21),  # 20 January was a Sunday
    date(2017, 1, 20),
    date(2021, 1, 20),
    date(2025, 1, 20),
    date(2029, 1, 20),
}


def closed(calendar: Calendar) -> set[date]:
    """The weekdays on which nobody works."""
    return {day for day in EVERY_DAY if day.weekday() < 5 and not calendar.is_working(day)}


def package(*categories: str) -> set[date]:
    """The weekdays off by the `holidays` package."""
    found = holidays.country_holidays("US", years=range(1989, 2032), categories=categories)
    return {day for day in found if day.weekday() < 5 and day.year in YEARS}


def test_observed_days_equal_the_public_holidays_of_the_package() -> None:
    """Holidays with their observed days equal the federal holidays of `holidays` from 1990 to 2030."""
    assert package("public") == closed(HSR_OBSERVED)


def test_orders_equal_the_government_closings_of_the_package() -> None:
    """Closings by order equal the `government` category, but for the half days, which close nothing here."""
    assert package("government") - HALF_DAYS - package("public") == {order.day for order in ORDERS}
    assert package("public", "government") - HALF_DAYS == closed(HSR_REGULAR)


def test_cfius_days_add_inaugurations_and_opm_closings() -> None:
    """For CFIUS the weekdays closed are those of the package, Inauguration Days and OPM closings; nothing else."""
    weekday_inaugurations = {day for day in INAUGURATIONS if day.weekday() < 5}
    opm = {closing.day for closing in OPM_CLOSINGS}

    assert package("public", "government") - HALF_DAYS | weekday_inaugurations | opm == closed(CFIUS)


def test_the_letter_of_6103a_has_no_observed_day() -> None:
    """Read to the letter, a holiday on a weekend closes no weekday, and nothing else is added."""
    extra = {day for day in closed(HSR_OBSERVED) if "observed" in HSR_OBSERVED.note(day).name}

    assert closed(HSR_OBSERVED) - extra == closed(HSR)


@pytest.mark.parametrize(
    ("day", "cfius", "hsr", "observed", "regular"),
    [
        (date(2021, 1, 20), False, True, True, True),  # Inauguration Day
        (date(2026, 7, 3), False, True, False, False),  # Friday for Saturday 4 July
        (date(2021, 7, 5), False, True, False, False),  # Monday for Sunday 4 July
        (date(2021, 12, 31), False, True, False, False),  # Friday for Saturday 1 January
        (date(2025, 12, 24), False, True, True, False),  # closed by order
        (date(2025, 12, 25), False, False, False, False),
        (date(2025, 12, 26), False, True, True, False),  # closed by order
        (date(2025, 1, 6), False, True, True, True),  # snow
        (date(2025, 1, 9), False, True, True, False),  # mourning
        (date(2015, 12, 24), True, True, True, True),  # half a day
        (date(2029, 1, 19), True, True, True, True),  # Friday before an Inauguration Day on a Saturday
    ],
)
def test_the_four_readings_part(day: date, cfius: bool, hsr: bool, observed: bool, regular: bool) -> None:
    """Each calendar closes on the days of its own rule and no other."""
    calendars = (CFIUS, HSR, HSR_OBSERVED, HSR_REGULAR)

    assert (cfius, hsr, observed, regular) == tuple(calendar.is_working(day) for calendar in calendars)


def test_inauguration_day_on_a_holiday_names_both() -> None:
    """20 January 2025 was the birthday of Martin Luther King, Jr., and Inauguration Day."""
    assert "Birthday of Martin Luther King, Jr.; Inauguration Day" == CFIUS.note(date(2025, 1, 20)).name


def test_juneteenth_is_seen_from_the_day_it_became_law() -> None:
    """Friday 18 June 2021 was a working day until the law of the day before."""
    day = date(2021, 6, 18)

    assert CFIUS.as_of(date(2021, 6, 16)).is_working(day)
    assert not CFIUS.as_of(date(2021, 6, 17)).is_working(day)
    assert CFIUS.as_of(date(2021, 6, 16)).is_working(date(2024, 6, 19))
    assert CFIUS.is_working(date(2020, 6, 19))


@pytest.mark.parametrize(
    ("day", "announced"),
    [
        (date(2025, 12, 26), date(2025, 12, 18)),
        (date(2025, 1, 9), date(2024, 12, 30)),
        (date(2018, 12, 5), date(2018, 12, 1)),
        (date(2026, 1, 26), date(2026, 1, 23)),
        (date(2012, 10, 29), date(2012, 10, 28)),
    ],
)
def test_a_closing_is_seen_from_the_day_it_was_announced(day: date, announced: date) -> None:
    """A closing is no secret from its announcement on, and unknown the day before."""
    assert not CFIUS.as_of(announced).is_working(day)
    assert CFIUS.as_of(date.fromordinal(announced.toordinal() - 1)).is_working(day)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 1, 1), date(2025, 1, 2)),
        (date(2025, 2, 16), date(2025, 2, 18)),
        (date(2025, 1, 9), date(2025, 1, 10)),
        (date(2025, 12, 24), date(2025, 12, 29)),
        (date(2025, 12, 25), date(2025, 12, 29)),
        (date(2018, 8, 11), date(2018, 8, 13)),
    ],
)
def test_cfius_rolls_to_the_next_business_day(day: date, expected: date) -> None:
    """A period that ends on a closed day ends on the next business day."""
    assert expected == CFIUS.next_working(day)


def test_ten_business_days_over_christmas_2025() -> None:
    """Ten business days from Friday 12 December 2025 end on the 31st; from the Monday after, on 2 January."""
    assert date(2025, 12, 31) == CFIUS.add_working(date(2025, 12, 12), 10)
    assert date(2026, 1, 2) == CFIUS.add_working(date(2025, 12, 15), 10)


def test_hsr_over_christmas_2025_depends_on_the_reading() -> None:
    """A waiting period that ends on Christmas 2025 ends on the 26th by the statute, on the 29th by the rule."""
    assert date(2025, 12, 26) == HSR.next_working(date(2025, 12, 25))
    assert date(2025, 12, 29) == HSR_REGULAR.next_working(date(2025, 12, 25))


def test_announced_through_2030() -> None:
    """Days through 2030 are announced, later ones are provisional, and so are those before the list of closings."""
    assert date(2030, 12, 31) == CFIUS.announced_through
    assert not CFIUS.note(date(2030, 12, 31)).provisional
    assert CFIUS.note(date(2031, 1, 2)).provisional
    assert CFIUS.note(date(2000, 12, 29)).provisional


def test_every_closing_says_how_it_was_checked() -> None:
    """The source of every closing ends with the word read or recalled, and no closing is announced after its day."""
    for closing in (*ORDERS, *OPM_CLOSINGS):
        assert closing.source.endswith(("read)", "recalled)")), closing
        assert closing.day.weekday() < 5, closing
        assert closing.announced is not None, closing
        assert closing.announced <= closing.day, closing


def test_a_lapse_closes_no_day() -> None:
    """A lapse tolls clocks where it is declared; it does not turn a weekday into a holiday."""
    assert CFIUS.is_working(date(2025, 10, 2))


def test_lengths_of_the_known_lapses() -> None:
    """The lapses have the known lengths, follow one another, and say whether they tolled the CFIUS clocks."""
    assert [16, 3, 35, 43, 4, 76] == [lapse.days for lapse in KNOWN_LAPSES]
    assert [False, False, True, True, None, True] == [lapse.cfius_tolled for lapse in KNOWN_LAPSES]
    assert sorted(KNOWN_LAPSES, key=lambda lapse: lapse.first) == list(KNOWN_LAPSES)


@pytest.mark.parametrize(("year", "n"), [(1977, 0), (1978, 9), (1985, 9), (1986, 10), (2020, 10), (2021, 11)])
def test_the_number_of_legal_holidays_grew(year: int, n: int) -> None:
    """Nine since 1978, ten since the birthday of Dr King is kept, eleven since Juneteenth; before that nobody says."""
    assert n == len(holidays_6103a(year))
