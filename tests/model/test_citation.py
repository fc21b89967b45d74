"""Citations, and values dated by the day they take force."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.citation import Checked, Citation, Dated, Edition
from dealflow.errors import DefinitionError
from dealflow.testing import strategies as own

_ONE = timedelta(days=1)
REGULATION = Citation("31 CFR 800.503", "(b)", in_force=date(2020, 2, 13))


@given(st.sets(own.dates(), min_size=1, max_size=6), own.dates(), st.booleans(), st.randoms(use_true_random=False))
def test_the_edition_of_a_day_is_the_latest_in_force(starts: set[date], day: date, always: bool, luck: object) -> None:
    """Whatever the order they are written in, the value of a day is that of the latest edition not after it."""
    editions = [Edition(str(start), start) for start in starts]
    editions += [Edition("first", None)] if always else []
    luck.shuffle(editions)  # type: ignore[attr-defined]
    dated = Dated(tuple(editions))
    so_far = [start for start in starts if start <= day]

    assert (str(max(so_far)) if so_far else "first" if always else None) == dated.at(day)
    assert tuple(sorted(starts)) == dated.changes
    found = dated.edition(day)
    assert (found.value if found else None) == dated.at(day)


def test_an_edition_begins_on_its_day() -> None:
    """The day before it takes force the old value holds, on the day and after it the new one."""
    length = Dated((Edition(30), Edition(45, date(2018, 8, 13), REGULATION)))

    assert [30, 45, 45] == [length.at(date(2018, 8, 13) + n * _ONE) for n in (-1, 0, 1)]
    assert REGULATION == length.editions[1].citation


def test_a_value_that_has_had_one_edition_only() -> None:
    """What has always been so is so on every day and never changes."""
    dated = Dated.always("x", REGULATION)

    assert ["x", "x"] == [dated.at(date.min), dated.at(date.max)]
    assert () == dated.changes
    assert (Edition("x", None, REGULATION),) == dated.editions


def test_no_edition_and_twins_are_refused() -> None:
    """A dated value has an edition, and no two of one day."""
    with pytest.raises(DefinitionError, match="it has no edition at all"):
        Dated(())
    with pytest.raises(DefinitionError, match="two editions take force on one day"):
        Dated((Edition(1, date(2020, 1, 1)), Edition(2, date(2020, 1, 1))))
    with pytest.raises(DefinitionError, match="two editions take force on one day"):
        Dated((Edition(1), Edition(2)))


@pytest.mark.parametrize(
    ("status", "text"),
    [
        (Checked.READ, "31 CFR 800.503, (b)"),
        (Checked.DERIVED, "31 CFR 800.503, (b) (derived)"),
        (Checked.RECALLED, "31 CFR 800.503, (b) (recalled, not checked)"),
        (Checked.CONTRACT, "contract: 31 CFR 800.503, (b)"),
    ],
)
def test_a_citation_says_how_far_it_was_checked(status: Checked, text: str) -> None:
    """What was read is cited bare; what was derived, recalled or agreed says so."""
    citation = REGULATION.at("(b)", status=status)

    assert text == str(citation)
    assert (status is Checked.RECALLED) == citation.recalled


def test_the_same_instrument_at_another_place() -> None:
    """Another pinpoint keeps the instrument and its day; without one only the instrument is named."""
    other = REGULATION.at("(c)")

    assert ("31 CFR 800.503", "(c)", date(2020, 2, 13)) == (other.text, other.pinpoint, other.in_force)
    assert "31 CFR 800.503" == str(Citation("31 CFR 800.503"))
    assert date(2021, 1, 1) == REGULATION.at("", until=date(2021, 1, 1)).until
