from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.analysis.changes import between, blockers_between, since
from small_deal import small, standing

DAYS = st.dates(date(2020, 8, 1), date(2021, 1, 31))


@given(DAYS)
def test_nothing_moves_within_one_snapshot(day: date) -> None:
    """A snapshot does not differ from itself."""
    deal, snapshot = standing(day)

    assert () == between(deal, snapshot, snapshot)
    assert () == blockers_between(deal, snapshot, snapshot)


def test_a_deadline_that_moved_says_from_when_to_when_and_by_how_much() -> None:
    """Fifteen days more for the divestment, known from 13 November on."""
    moved = [c for c in since(small(date(2020, 11, 13)), date(2020, 11, 12)).changes if c.kind == "deadline moved"]

    assert [("us.divestiture_order/divest", date(2020, 11, 12), date(2020, 11, 27), 15)] == [
        (c.subject, c.old, c.new, c.days) for c in moved
    ]


def test_new_law_brings_a_requirement_and_new_blockers() -> None:
    """From 27 to 28 August 2020 the licence becomes necessary and signing is blocked by it."""
    moved = since(small(date(2020, 8, 28)), date(2020, 8, 27))

    assert [("required", "cn.tech_export")] == [(c.kind, c.subject) for c in moved.changes]
    assert ("new blocker", "cn.tech_export", "sign") in [(c.kind, c.subject, c.new) for c in moved.blockers]


def test_a_blocker_that_is_gone_is_cured() -> None:
    """With the algorithm left out the licence blocks nothing any more."""
    more = '\n[[history]]\nact = "agreement:amend_terms"\non = 2020-10-01\nby = "seller"\nterms = "without_algorithm"\n'
    moved = since(small(date(2020, 10, 1), more=more), date(2020, 9, 30))

    assert ("cured blocker", "cn.tech_export", "sign") in [(c.kind, c.subject, c.old) for c in moved.blockers]
    assert ("terms", "no longer required") == tuple(
        c.kind for c in moved.changes if c.kind in ("terms", "no longer required")
    )


def test_clocks_started_are_listed_with_their_day() -> None:
    """The application of 24 September starts the clock of the letter."""
    moved = since(small(), date(2020, 9, 23))
    started = {c.subject: c.new for c in moved.changes if c.kind == "clock started"}

    assert date(2020, 11, 11) == started["cn.tech_export/letter_of_intent"]


def test_a_day_that_lies_ahead_is_no_earlier_day() -> None:
    """What moved since tomorrow is no question."""
    with pytest.raises(ValueError, match="lies after"):
        since(small(), date(2020, 9, 25))
