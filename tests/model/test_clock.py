"""Clocks as definitions: editions, readings, what an order sets, and the rules they rest on."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.citation import Citation, Dated, Edition
from dealflow.model import Clock, Extension, Kind, Length, Period, Reading, Toll, Unit, days, working_days
from dealflow.testing import strategies as own

OLD, NEW, ORDER, MORE, STOP, FORM = (Citation(name) for name in ("old", "new", "order", "more", "stop", "form"))
FIRRMA = date(2018, 8, 13)
TOLL = Toll("overlay", {"on"}, STOP)
TOLLS: Dated[tuple[Toll, ...]] = Dated((Edition(()), Edition((TOLL,), FIRRMA)))
EDITIONS = Dated((Edition(days(30, OLD)), Edition(days(45, NEW, roll="us.cfius"), FIRRMA)))


def clock(length: object = EDITIONS, **more: object) -> Clock:
    """A review with two editions, an extension and a toll since the second."""
    fields: dict[str, object] = {
        "tolled_by": TOLLS,
        "extensions": Extension(MORE, times=1),
        "readings": [
            Reading(
                "extension_from", {"rolled_end": {}, "raw_end": {"extend_rolled": False}}, texts={"raw_end": "raw"}
            ),
            Reading("first_day", {"day_0": {}, "day_1": {"first_day": 1}}),
        ],
    }
    return Clock("review", "the review", {"review"}, length, "nothing", **{**fields, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(("began", "n"), [(date(2018, 8, 12), 30), (FIRRMA, 45), (date(2018, 8, 14), 45)])
def test_a_case_runs_under_the_edition_in_force_when_it_began(began: date, n: int) -> None:
    """The day before an edition takes force a case has the old length and no toll, from the day on the new ones."""
    period = clock().rule(began)

    assert period is not None
    assert n == period.n
    assert ((TOLL,) if n == 45 else ()) == clock().tolls(began)


@given(own.dates(), st.integers(1, 90), st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS]))
def test_an_order_replaces_only_the_length(began: date, n: int, unit: Unit) -> None:
    """A length set by an order keeps the counting rule of the edition, its citation and its roll."""
    plain, ordered = clock().rule(began), clock().rule(began, Length(n, unit))

    assert plain is not None
    assert plain.but(n=n, unit=unit) == ordered


def test_a_clock_whose_length_only_an_order_sets() -> None:
    """Without an order it has no length; with one it has the order's, on the clock's own word, and counts in days."""
    ordered = clock(None, citation=ORDER)

    assert ordered.rule(FIRRMA) is None
    assert Period(90, Unit.DAYS, ORDER) == ordered.rule(FIRRMA, Length(90, Unit.DAYS))
    assert Unit.DAYS is ordered.unit
    assert clock(Dated((Edition(days(45, NEW), FIRRMA),))).rule(date(2018, 1, 1)) is None


def test_the_unit_of_a_clock_is_that_of_its_latest_edition() -> None:
    """A bare number of an extension is meant in the clock's unit as it is now."""
    assert Unit.DAYS is clock().unit
    later = Dated((Edition(days(30, OLD)), Edition(working_days(30, "cn.state", NEW), FIRRMA)))
    assert Unit.WORKING_DAYS is clock(later).unit


def test_readings_change_the_period_and_say_so() -> None:
    """Without a choice the first reading of each rule is taken and marked so; a choice changes the period."""
    plain, said = clock().read(days(30), {})
    raw, told = clock().read(days(30), {"extension_from": "raw_end", "first_day": "day_1"})

    assert days(30) == plain
    assert (
        "extension_from: rolled end (the default reading)",
        "first_day: day 0 (the default reading)",
    ) == said
    assert days(30, first_day=1).but(extend_rolled=False) == raw
    assert ("extension_from: raw", "first_day: day 1") == told


def test_a_reading_is_chosen_by_its_name_alone() -> None:
    """The name of a reading tells which rule it decides; a name that no rule knows is given back."""
    assert {"extension_from": "raw_end", "first_day": "day_0"} == clock().choose(("day_0", "raw_end"))
    assert {} == clock().choose(())
    with pytest.raises(KeyError, match="rounded_end"):
        clock().choose(("raw_end", "rounded_end"))
    assert "rolled_end" == clock().readings[0].default


def test_a_clock_rests_on_every_rule_once() -> None:
    """Lengths, the clock itself, its variants, its extension and what tolls it are cited, each once."""
    full = clock(citation=ORDER, variants={"short": days(15, FORM), "shorter": days(10, NEW)})

    assert (OLD, NEW, ORDER, FORM, MORE, STOP) == full.citations
    assert () == Clock("c", "c", {"a"}, days(3), "nothing").citations


def test_what_a_clock_does_unless_told_otherwise() -> None:
    """A bare clock has a last day, no lapse, one length for ever, and nothing that tolls or extends it."""
    plain = Clock("c", "c", ["a", "b"], days(3, OLD))

    assert (Kind.LAST_DAY, "", frozenset(), "") == (plain.kind, plain.lapse, plain.started_by, plain.edition_of)
    assert frozenset({"a", "b"}) == plain.runs_in
    assert () == plain.tolls(date.min)
    assert days(3, OLD) == plain.rule(date.min) == plain.rule(date.max)
    assert plain.extension() is None


def test_what_is_named_once_may_be_written_bare() -> None:
    """One state, action or limit needs no brackets, and a toll reads the same whatever the order of its states."""
    toll = Toll("overlay", ["b", "a"], STOP)

    assert frozenset({"on"}) == Toll("overlay", "on", STOP).states
    assert "states={'a', 'b'}" in repr(toll)
    assert frozenset({"review"}) == Clock("c", "c", "review", days(3), "-").runs_in
