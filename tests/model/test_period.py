"""The count itself: against a counter that walks the days one by one, and by what no count can do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.calendars import Calendar
from dealflow.model import Length, Period, Roll, Unit, days, reckon, working_days
from dealflow.model.period import Interval, Tolling
from dealflow.testing import strategies as own

_ONE = timedelta(days=1)
MONTHLY = (Unit.MONTHS, Unit.YEARS)
DAYS = own.dates(date(2015, 1, 1), date(2024, 12, 31))


@st.composite
def counts(draw: st.DrawFn, extended: bool = True) -> tuple[Period, date, tuple[Interval, ...], tuple[Length, ...]]:
    """A period of any kind, a day to count from, stops around it and extensions in units it can be extended by."""
    period = draw(own.periods())
    start = draw(DAYS)
    units = [u for u in Unit if u is not Unit.WORKING_DAYS or period.calendar]
    more = st.lists(st.builds(Length, st.integers(1, 6), st.sampled_from(units)), max_size=2 if extended else 0)
    return period, start, draw(own.stops(start)), tuple(draw(more))


def last(period: Period, start: date, stops: Iterable[Interval] = (), more: Iterable[Length] = ()) -> date:
    """The deadline, as the library counts it."""
    return reckon(period, start, stops, more)[-1].day


# ------------------------------------------------------------------------------ an independent counter, day by day


def walked(period: Period, start: date, stops: Iterable[Interval], more: Iterable[Length]) -> date:
    """The deadline by walking the calendar: no interval arithmetic, no library function but "is this day worked"."""
    calendar = calendars.get(period.calendar) if period.calendar else None
    tolled = {first + timedelta(days=i) for first, end in stops for i in range((end - first).days + 1)}
    raw, rolled = _walk_leg(period, period.length, start, period.first_day, tolled, calendar)
    for length in more:
        begin = rolled if period.extend_rolled else raw
        raw, rolled = _walk_leg(period, length, begin, 0, tolled, calendar)
    return rolled


def _walk_leg(
    period: Period, length: Length, start: date, first_day: int, tolled: set[date], calendar: Calendar | None
) -> tuple[date, date]:
    in_working_days = length.unit is Unit.WORKING_DAYS
    left = length.n if in_working_days else _calendar_days(length, start, first_day)
    day = start - _ONE if first_day else start
    while left:
        day += _ONE
        if day not in tolled and not (in_working_days and calendar and not calendar.is_working(day)):
            left -= 1
    raw = day
    if not in_working_days and period.roll is Roll.NEXT and calendar:
        while day in tolled or not calendar.is_working(day):
            day += _ONE
    return raw, day


def _calendar_days(length: Length, start: date, first_day: int) -> int:
    """How many calendar days a length spans; for months by trying the days of the month from the end backwards."""
    if length.unit is Unit.DAYS:
        return length.n
    if length.unit is Unit.WEEKS:
        return 7 * length.n
    n = length.n if length.unit is Unit.MONTHS else 12 * length.n
    year, month = start.year, start.month
    for _ in range(n):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    wanted = start.day
    while True:
        try:
            end = date(year, month, wanted)
        except ValueError:
            wanted -= 1
        else:
            break
    whole = wanted == start.day  # the month has the corresponding day, else its last day is the end either way
    return (end - start).days + (0 if whole else first_day)


@settings(max_examples=400)
@given(counts())
def test_equals_a_count_by_hand(case: Any) -> None:
    """Every unit, first-day rule, roll rule, stop and extension gives the day that counting on one's fingers gives."""
    period, start, stops, more = case
    if not period.extend_rolled:
        period = period.but(tolling=Tolling.SKIP)

    assert walked(period, start, stops, more) == last(period, start, stops, more)


@settings(max_examples=400)
@given(counts(extended=False))
def test_the_two_ways_of_tolling_end_on_one_day(case: Any) -> None:
    """Extending by the days of a stop and not counting them lead to one last day: the roll leaves the stop out."""
    period, start, stops, _ = case
    extended, skipped = (last(period.but(tolling=t), start, stops) for t in (Tolling.EXTEND, Tolling.SKIP))

    assert extended == skipped


def test_the_two_ways_of_tolling_differ_in_the_raw_end() -> None:
    """Day 10 on a Saturday, stopped from the Monday for three days: the raw end is moved on, or it is the Saturday."""
    stop = [(date(2020, 9, 14), date(2020, 9, 16))]
    extended, skipped = (
        reckon(days(10, roll="weekends", tolling=t), date(2020, 9, 2), stop)[0] for t in (Tolling.EXTEND, Tolling.SKIP)
    )

    assert (date(2020, 9, 15), date(2020, 9, 17)) == (extended.raw, extended.day)
    assert (date(2020, 9, 12), date(2020, 9, 17)) == (skipped.raw, skipped.day)


# ---------------------------------------------------------------------------------------------- what no count ever does


def _no_months(lengths: tuple[Length, ...]) -> tuple[Length, ...]:
    return tuple(length for length in lengths if length.unit not in MONTHLY)


@given(counts(), st.integers(0, 3), st.integers(1, 60), st.booleans())
def test_a_longer_toll_never_gives_an_earlier_deadline(case: Any, which: int, by: int, earlier: bool) -> None:
    """Moving either end of a stop outwards never brings the deadline forward; months have no one length to compare."""
    period, start, stops, more = case
    more = _no_months(more)
    stops = stops or ((start + 3 * _ONE, start + 5 * _ONE),)
    which %= len(stops)
    first, end = stops[which]
    longer = (first - timedelta(days=by), end) if earlier else (first, end + timedelta(days=by))
    changed = [*stops[:which], longer, *stops[which + 1 :]]

    assert last(period, start, stops, more) <= last(period, start, changed, more)


@given(counts(), DAYS, st.integers(0, 60))
def test_one_stop_more_never_gives_an_earlier_deadline(case: Any, first: date, span: int) -> None:
    """A stop more never brings the deadline forward; months have no one length to compare."""
    period, start, stops, more = case
    more = _no_months(more)
    stop = (first, first + timedelta(days=span))

    assert last(period, start, stops, more) <= last(period, start, [*stops, stop], more)


@given(counts(), st.integers(1, 40))
def test_an_extension_more_gives_a_later_deadline(case: Any, n: int) -> None:
    """An extension never ends before the date it extends, and from the rolled end it ends after it."""
    period, start, stops, more = case
    before = last(period, start, stops, more)
    after = last(period, start, stops, [*more, Length(n, Unit.DAYS)])

    assert before <= after
    if period.extend_rolled:
        assert before < after


@given(counts(), st.integers(1, 20))
def test_a_longer_period_never_ends_earlier(case: Any, by: int) -> None:
    """More units of a period, or of an extension, never end before fewer."""
    period, start, stops, more = case
    grown = [Length(length.n + by, length.unit) for length in more]

    assert last(period, start, stops, more) <= last(period.but(n=period.n + by), start, stops, more)
    assert last(period, start, stops, more) <= last(period, start, stops, grown)


@given(counts(), st.integers(1, 20))
def test_a_later_start_never_ends_earlier(case: Any, by: int) -> None:
    """Starting later never ends earlier, whatever the unit; a stop counts in days, which months differ in."""
    period, start, stops, _ = case
    stops = () if period.unit in MONTHLY else stops

    assert last(period, start, stops) <= last(period, start + timedelta(days=by), stops)


@given(counts())
def test_never_on_a_day_that_the_rule_forbids(case: Any) -> None:
    """A deadline never falls on a stopped day, nor on a rest day where it rolls or is counted in working days."""
    period, start, stops, more = case
    leg = reckon(period, start, stops, more)[-1]

    assert not any(first <= leg.day <= end for first, end in stops)
    if leg.length.unit is Unit.WORKING_DAYS or period.roll is Roll.NEXT:
        assert calendars.get(period.calendar).is_working(leg.day)


@given(counts(), st.randoms(use_true_random=False))
def test_order_and_overlap_of_stops_do_not_matter(case: Any, luck: Any) -> None:
    """Stops shuffled, repeated and cut in two give the same legs."""
    period, start, stops, more = case
    pieces: list[Interval] = []
    for first, end in stops:
        cut = first + timedelta(days=luck.randint(0, (end - first).days))
        pieces += [(first, cut), (cut, end), (first, end)]
    luck.shuffle(pieces)

    assert reckon(period, start, stops, more) == reckon(period, start, pieces, more)


@given(counts(), st.integers(1, 90), st.integers(0, 90))
def test_stops_outside_the_period_change_nothing(case: Any, gap: int, span: int) -> None:
    """A stop that is over before the first day that counts, or begins after the last day, changes no leg."""
    period, start, _, more = case
    legs = reckon(period, start, (), more)
    first_counted = start if period.first_day else start + _ONE
    before = (first_counted - timedelta(days=gap + span), first_counted - timedelta(days=gap))
    after = (legs[-1].day + timedelta(days=gap), legs[-1].day + timedelta(days=gap + span))

    assert legs == reckon(period, start, [before, after], more)


@given(own.periods(), DAYS)
def test_counting_the_first_day_is_starting_the_day_before(period: Period, start: date) -> None:
    """In days, weeks and working days, day 1 on the day of the event is day 0 on the day before it."""
    assume(period.unit not in MONTHLY)

    assert last(period.but(first_day=0), start - _ONE) == last(period.but(first_day=1), start)


@given(st.integers(1, 60), own.calendars(), DAYS)
def test_flipping_the_first_day_moves_to_the_next_counted_day(n: int, calendar: str, start: date) -> None:
    """In calendar days the end moves by one day; in working days to the neighbour, and only if the start is worked."""
    view = calendars.get(calendar)
    counted, plain = last(working_days(n, calendar, first_day=1), start), last(working_days(n, calendar), start)

    assert _ONE == last(days(n), start) - last(days(n, first_day=1), start)
    assert (view.add_working(counted, 1) if view.is_working(start) else counted) == plain


@given(counts())
def test_a_leg_says_how_many_days_it_counts(case: Any) -> None:
    """A leg's number of days is that of the days from its first to its raw end that count, if nothing stops it."""
    period, start, _, more = case
    for leg in reckon(period, start, (), more):
        first = leg.start if leg.first_day else leg.start + _ONE
        span = (leg.raw - first).days + 1
        if leg.length.unit is Unit.WORKING_DAYS:
            assert calendars.get(period.calendar).working_between(first, leg.raw) == leg.counted
        else:
            assert span == leg.counted


def test_a_longer_stop_can_end_a_month_earlier() -> None:
    """Why months are left out above: a month begun on 1 February is shorter than one stopped for the end of January."""
    monthly, stop = [Length(1, Unit.MONTHS)], (date(2021, 1, 23), date(2021, 1, 31))
    shorter, longer = (
        last(days(10), date(2021, 1, 10), [(date(2021, 1, 12), date(2021, 1, end)), stop], monthly) for end in (13, 14)
    )

    assert (date(2021, 3, 3), date(2021, 3, 1)) == (shorter, longer)


def test_each_leg_begins_where_the_one_before_ends() -> None:
    """An extension runs from the rolled end, or from the raw one where the rule says so."""
    period = days(30, roll="weekends")  # 30 days from Thu 3 Sep 2020 end on Sat 3 Oct, rolled to Mon 5 Oct
    rolled = reckon(period, date(2020, 9, 3), (), [Length(5, Unit.DAYS)])
    raw = reckon(period.but(extend_rolled=False), date(2020, 9, 3), (), [Length(5, Unit.DAYS)])

    assert [date(2020, 10, 5), date(2020, 10, 12)] == [leg.day for leg in rolled]
    assert [date(2020, 10, 5), date(2020, 10, 8)] == [leg.day for leg in raw]
    assert [date(2020, 9, 3), date(2020, 10, 3)] == [leg.start for leg in raw]
    assert date(2020, 10, 10) == rolled[1].raw


def test_another_view_of_the_calendar_takes_its_place() -> None:
    """A count may be made in a view of the calendar, or with none that names a holiday."""
    period = working_days(30, "cn.state")

    assert date(2020, 11, 11) == last(period, date(2020, 9, 24))
    assert date(2020, 11, 5) == reckon(period, date(2020, 9, 24), calendar=calendars.get("weekends"))[-1].day


def test_working_days_need_a_calendar_to_be_counted_in() -> None:
    """An extension in working days of a period without a calendar is refused, and says what is missing."""
    with pytest.raises(ValueError, match="5 working days cannot be counted without a calendar; the period 30 days"):
        reckon(days(30), date(2020, 9, 3), (), [Length(5, Unit.WORKING_DAYS)])
