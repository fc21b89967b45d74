from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.calendars import Calendar, SpecialDay, working_calendar
from dealflow.errors import UnknownName

ONE = timedelta(days=1)
IDS = (*calendars.ids(), "holidays.DE")
some_calendar = st.sampled_from(IDS).map(calendars.get)
# From before the first notice to beyond the last one.
days = st.dates(date(2005, 1, 1), date(2034, 12, 31))
counts = st.integers(1, 60)


@given(some_calendar, days)
def test_next_working_is_worked_and_never_earlier(calendar: Calendar, day: date) -> None:
    """The next working day is worked, not before the day asked for, and nothing worked lies between."""
    found = calendar.next_working(day)

    assert calendar.is_working(found)
    assert day <= found
    assert 0 == calendar.working_between(day, found - ONE)


@given(some_calendar, days, counts)
def test_add_working_strictly_increases(calendar: Calendar, day: date, n: int) -> None:
    """One working day more is a later day, and both are worked."""
    earlier, later = calendar.add_working(day, n), calendar.add_working(day, n + 1)

    assert day < earlier < later
    assert calendar.is_working(earlier)
    assert calendar.is_working(later)


@given(some_calendar, days, counts)
def test_add_working_and_working_between_agree(calendar: Calendar, day: date, n: int) -> None:
    """The n-th working day after a day has n working days up to it, the first day not counted."""
    assert n == calendar.working_between(day + ONE, calendar.add_working(day, n))


@given(some_calendar, days, counts)
def test_add_working_one_at_a_time(calendar: Calendar, day: date, n: int) -> None:
    """Counting n days at once and one after the other gives the same day."""
    step = day
    for _ in range(n):
        step = calendar.add_working(step, 1)

    assert step == calendar.add_working(day, n)


@given(some_calendar, days, days, days)
def test_a_later_view_hides_nothing(calendar: Calendar, first: date, second: date, day: date) -> None:
    """What an earlier view knew as announced, a later view knows as announced too."""
    earlier, later = calendar.as_of(min(first, second)), calendar.as_of(max(first, second))

    assert earlier.announced_through <= later.announced_through
    if not earlier.note(day).provisional:
        assert not later.note(day).provisional


@given(some_calendar, days, days)
def test_a_view_shows_nothing_announced_later(calendar: Calendar, seen: date, day: date) -> None:
    """A view differs from the whole calendar only on days about which something was announced after it."""
    view = calendar.as_of(seen)
    later = [s for s in calendar.special if s.day == day and s.announced is not None and s.announced > seen]
    learned = [law for law in calendar.law_days if law > seen]
    notice = calendar.published.get(day.year, date.min) > seen

    if not later and not learned and not notice:
        assert calendar.is_working(day) == view.is_working(day)


@given(some_calendar, days, days)
def test_equal_views_are_one_object(calendar: Calendar, first: date, second: date) -> None:
    """Looking through a view as of another day is the same as looking there at once; two days may share a view."""
    view = calendar.as_of(first)

    assert view is calendar.as_of(first)
    assert calendar.as_of(second) is view.as_of(second)
    assert calendar is view.as_of(None)
    assert calendar is calendar.as_of(date.max)


@given(some_calendar, days, days)
def test_without_make_up_commutes_with_as_of(calendar: Calendar, seen: date, day: date) -> None:
    """A view without make-up days is one object, however it was reached, and works no weekend day."""
    plain = calendar.as_of(seen).without_make_up()

    assert plain is calendar.without_make_up().as_of(seen)
    assert plain is plain.without_make_up()
    assert plain.note(day).working <= (not plain.note(day).weekend)


@given(some_calendar, days)
def test_a_note_explains_itself(calendar: Calendar, day: date) -> None:
    """A day out of the ordinary has a name and a source; an ordinary day needs none."""
    note = calendar.note(day)

    assert day == note.day
    if note.out_of_the_ordinary:
        assert note.name
        assert note.source


@pytest.mark.parametrize("id", IDS)
def test_get_answers_to_the_name_of_the_calendar(id: str) -> None:
    """Every name gives one calendar, which bears that name, a zone and, where it has data, its sources."""
    calendar = calendars.get(id)

    assert id == calendar.id
    assert calendar is calendars.get(id)
    assert calendar.name
    assert calendar.sources or id == "weekends"


def test_a_misspelt_name_is_answered_with_the_nearest_one() -> None:
    """An unknown name raises UnknownName, says what was meant and how countries are called."""
    with pytest.raises(UnknownName, match=r"did you mean 'us\.cfius'.*holidays\.XX") as caught:
        calendars.get("us.cfus")

    assert "us.cfius" == caught.value.did_you_mean


def test_weekends_knows_no_holiday() -> None:
    """The calendar `weekends` works from Monday to Friday, on Christmas Day too, and is never provisional."""
    weekends = calendars.get("weekends")

    assert weekends.is_working(date(2026, 12, 25))
    assert not weekends.is_working(date(2026, 12, 26))
    assert date.max == weekends.announced_through
    assert not weekends.note(date(2099, 1, 1)).provisional


def test_a_later_entry_amends_an_earlier_one_from_its_own_day() -> None:
    """Of two entries for one day the later one stands, but only for whoever asks after it was announced."""
    day = date(2030, 6, 3)
    calendar = working_calendar(
        "test.amended",
        "one amendment",
        "UTC",
        special=(
            SpecialDay(day, False, "closed", "first notice", date(2030, 1, 1)),
            SpecialDay(day, True, "open after all", "second notice", date(2030, 2, 1)),
        ),
    )

    assert "open after all" == calendar.note(day).name
    assert "closed" == calendar.as_of(date(2030, 1, 31)).note(day).name
    assert "" == calendar.as_of(date(2029, 12, 31)).note(day).name
    assert calendar.as_of(date(2029, 12, 31)).is_working(day)


@pytest.mark.parametrize("module", ["dealflow", "dealflow.calendars"])
def test_import_loads_no_data(module: str) -> None:
    """Importing the library or its calendars loads neither the tables of days nor the `holidays` package."""
    code = (
        f"import sys, {module}\n"
        "heavy = {'holidays', 'dealflow.calendars.china_days', 'dealflow.calendars.us_closures'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert "[]" == run.stdout.strip()


def test_a_calendar_says_itself() -> None:
    """A calendar in one line: its name, how far it is announced, and the day as of which it is looked at."""
    whole = calendars.get("cn.state")

    assert "<Calendar cn.state, announced through 2026-12-31>" == repr(whole)
    assert "<Calendar cn.state, announced through 2020-12-31, as seen on 2020-01-27>" == repr(
        whole.as_of(date(2020, 9, 13))
    )


def test_days_of_long_standing_need_no_day_of_announcement() -> None:
    """A calendar may mix days that were announced with such as were always known; only the former are announcements."""
    old, new = date(2020, 1, 1), date(2020, 1, 2)
    made = calendars.working_calendar(
        "made", "made", "UTC", special=[SpecialDay(old, False, "old", "s"), SpecialDay(new, False, "new", "s", old)]
    )

    assert (old,) == made.announcements
    assert [False, False] == [made.is_working(day) for day in (old, new)]
    assert [False, True] == [made.as_of(date(2019, 12, 31)).is_working(day) for day in (old, new)]
