from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.calendars.countries import country
from dealflow.errors import UnknownName

LIKELY = ("AE", "AU", "BR", "CA", "CH", "CN", "DE", "ES", "FR", "GB", "HK", "IL", "IN", "IT", "JP", "KR", "NL", "SE")


@given(st.sampled_from((*LIKELY, "SG", "TW", "US")), st.dates(date(2010, 1, 1), date(2030, 12, 31)))
def test_equals_the_package(code: str, day: date) -> None:
    """A day is worked exactly if the package says so, working weekends and former rest days included."""
    package = holidays.country_holidays(code, years=(day.year - 1, day.year, day.year + 1))

    assert package.is_working_day(day) == country(code).is_working(day)


@pytest.mark.parametrize(
    ("id", "zone"),
    [
        ("holidays.DE", "Europe/Berlin"),
        ("holidays.GB-ENG", "Europe/London"),
        ("holidays.AE", "Asia/Dubai"),
        ("holidays.IS", "UTC"),
    ],
)
def test_name_and_zone(id: str, zone: str) -> None:
    """A country's calendar bears the name it was asked for and the zone of its authorities, else UTC."""
    calendar = calendars.get(id)

    assert id == calendar.id
    assert zone == calendar.zone
    assert zone == ZoneInfo(calendar.zone).key
    assert calendar is calendars.get(id)


def test_a_part_of_a_country_has_its_own_days() -> None:
    """Easter Monday is a working day in Scotland and a bank holiday in England."""
    monday = date(2026, 4, 6)

    assert not calendars.get("holidays.GB-ENG").is_working(monday)
    assert calendars.get("holidays.GB-SCT").is_working(monday)


def test_rest_days_are_those_of_the_country_and_of_the_time() -> None:
    """Israel rests on Friday and Saturday; the Emirates did until 2021 and rest on Saturday and Sunday since."""
    israel, emirates = calendars.get("holidays.IL"), calendars.get("holidays.AE")

    assert israel.is_working(date(2026, 2, 1))  # a Sunday
    assert not israel.is_working(date(2026, 2, 6))  # a Friday
    assert emirates.is_working(date(2020, 2, 2))  # a Sunday
    assert not emirates.is_working(date(2020, 2, 7))  # a Friday
    assert not emirates.is_working(date(2026, 2, 1))  # a Sunday


def test_working_weekends_of_the_package_are_worked() -> None:
    """The adapter knows make-up days where the package does, and says that they are exchanged."""
    note = country("CN").note(date(2026, 2, 14))

    assert note.working
    assert "worked in exchange" == note.name


def test_provisional_after_the_year_of_the_release() -> None:
    """The package does not say what was announced, so days after 2026 are provisional everywhere."""
    germany = country("DE")

    assert date(2026, 12, 31) == germany.announced_through
    assert not germany.note(date(2026, 12, 25)).provisional
    assert germany.note(date(2027, 1, 4)).provisional


def test_a_note_names_the_holiday_in_english_and_its_source() -> None:
    """A holiday is named, in English where the package can, with the release it comes from."""
    note = country("DE").note(date(2026, 10, 3))

    assert "German Unity Day" == note.name
    assert note.source.startswith("holidays ")


@pytest.mark.parametrize(
    ("id", "meant"), [("holidays.GB-EN", "holidays.GB-ENG"), ("holidays.DEX", "holidays.DE"), ("holidays.", None)]
)
def test_unknown_country_or_part(id: str, meant: str | None) -> None:
    """A country or part of one that the package does not know raises UnknownName with the nearest name."""
    with pytest.raises(UnknownName) as caught:
        calendars.get(id)

    assert meant is None or meant == caught.value.did_you_mean
