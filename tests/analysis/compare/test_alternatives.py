"""A deal beside its alternatives: exact differences, the same on sampled luck, red lines, and acts that fall."""

from __future__ import annotations

from datetime import date

import pytest

import dealflow as df
from dealflow.analysis.compare.alternatives import compare
from dealflow.errors import UnknownName
from dealflow.scenario import MoveTable, Scenario, UndoTable, WhatIfTable

LONGER = WhatIfTable(text="longer", dates={"outside_date": date(2027, 4, 5)})


@pytest.fixture(scope="module")
def deal() -> Scenario:
    """The reference model."""
    return df.load("three-authorities")


def test_named_alternatives_of_the_file_are_compared_exactly(deal: Scenario) -> None:
    """Every alternative of the file, by name; each change is the difference of two exact laws, and has no width."""
    found = df.compare(deal)

    assert tuple(deal.file.alternatives) == tuple(c.name for c in found)
    assert found.law.method.exact
    for each in found:
        assert each.method.exact
        assert each.closes.change == pytest.approx(
            each.law.closing_day.chance - found.law.closing_day.chance, abs=1e-15
        )
        assert 0.0 == each.closes.interval.width
        assert sum(d.change for d in each.differences) == pytest.approx(0.0, abs=1e-12)
    assert found["stricter_birch"].closes.change < 0 < found["longer"].closes.change


def test_sampled_differences_agree_with_exact_ones(deal: Scenario) -> None:
    """On the same luck the interval of the change holds the exact change, and the laws hold theirs."""
    exact = compare(deal, "longer", "stricter_birch", "without_cedar")
    drawn = compare(deal, "longer", "stricter_birch", "without_cedar", method="sampling", histories=40_000, seed=11)

    for one, other in zip(exact, drawn, strict=True):
        low, high = other.closes.interval
        width = high - low
        assert low - width <= one.closes.change <= high + width
        assert 40_000 == other.closes.histories
        assert other.closes.before == pytest.approx(one.closes.before, abs=0.01)
        assert sum(d.gained for d in other.differences) == sum(d.lost for d in other.differences)


def test_the_same_luck_cuts_the_variance_ten_times(deal: Scenario) -> None:
    """A small change of one chance is seen with far fewer histories than independent runs would need."""
    sooner = WhatIfTable(numbers={"alder/first_investigation:prohibit": 0.1})
    found = compare(deal, sooner, method="sampling", histories=20_000).comparisons[0]

    assert (found.closes.cut or 0.0) > 10
    assert found.closes.shown


def test_an_alternative_that_changes_nothing_differs_in_nothing(deal: Scenario) -> None:
    """The same histories twice: no history is gained or lost."""
    same = WhatIfTable(numbers={"alder/first_review:clear": 0.45})
    found = compare(deal, same, method="sampling", histories=2_000).comparisons[0]

    assert all(d.gained == d.lost == 0 and d.change == 0.0 for d in found.differences)
    assert found.paired.sooner is not None
    assert 0.0 == found.paired.sooner[0]
    assert () == found.redline


def test_dates_and_requirements_are_red_lined(deal: Scenario) -> None:
    """A later outside date and an approval that is not needed are told with what they were."""
    longer, without = compare(deal, LONGER, "without_cedar").comparisons
    (moved,) = longer.redline
    (dropped,) = without.redline

    assert (date(2027, 1, 5), date(2027, 4, 5), 90) == (moved.old, moved.new, moved.days)
    assert moved.contract
    assert ("requirement", "cedar", "not required") == (dropped.kind, dropped.subject, dropped.new)


def test_an_undone_event_cuts_the_history(deal: Scenario) -> None:
    """Without the signing nothing can close, and the screen of differences says what is not there."""
    (found,) = compare(deal, WhatIfTable(undo=(UndoTable(act="agreement:sign"),)))

    assert 0.0 == found.law.closing_day.chance
    assert {"undone", "state", "milestone"} == {c.kind for c in found.redline}


def test_acts_that_no_longer_stand_are_named() -> None:
    """An act that is moved to where the rules refuse it falls, with the reason."""
    deal = df.load("three-authorities")
    (found,) = compare(deal, WhatIfTable(undo=(UndoTable(act="agreement:negotiate", falls=()),)))

    assert 1 == len(found.fallen)
    assert "agreement:sign" in found.fallen[0]


def test_a_moved_filing_moves_its_deadline() -> None:
    """The application of 23 September a fortnight sooner: so is the day by which China answers, or nearly."""
    deal = df.load("tiktok-2020", as_of="2020-09-24")
    moves = {"cn.tech_export:file": date(2020, 9, 9), "cn.tech_export:confirm_receipt": date(2020, 9, 10)}
    what = WhatIfTable(move=tuple(MoveTable(act=act, to=day) for act, day in moves.items()))
    found = compare(deal, what, method="reference", histories=3).comparisons[0]
    moved = {c.subject: c for c in found.redline}

    assert date(2020, 9, 9) == moved["cn.tech_export:file"].new
    assert (date(2020, 11, 11), date(2020, 10, 28), -14) == (
        moved["cn.tech_export/letter_of_intent"].old,
        moved["cn.tech_export/letter_of_intent"].new,
        moved["cn.tech_export/letter_of_intent"].days,
    )


def test_closing_by_a_day_counts(deal: Scenario) -> None:
    """With a day, only a closing on or before it is one."""
    day = date(2026, 9, 30)
    exact = compare(deal, LONGER, by=day).comparisons[0]
    drawn = compare(deal, LONGER, by=day, method="sampling", histories=5_000).comparisons[0]

    assert exact.closes.before == pytest.approx(compare(deal, LONGER).law.closing_day.by(day))
    assert drawn.closes.before < drawn.paired.before.closing_day.chance


def test_what_cannot_be_asked_is_an_error_with_a_suggestion(deal: Scenario) -> None:
    """A name that is not there, a way to compute that is none."""
    with pytest.raises(UnknownName, match="did you mean 'longer'"):
        compare(deal, "lnger")
    with pytest.raises(UnknownName, match="method"):
        compare(deal, LONGER, method="guess")


def test_it_prints_and_exports(deal: Scenario) -> None:
    """A line for the eye, a text, columns for a table."""
    found = compare(deal, "longer")
    columns = found.to_arrays()

    assert "longer +0." in repr(found)
    assert "closes: 87.06%" in str(found)
    assert len(columns["ending"]) == len(columns["before"]) == 1 + len(found["longer"].differences)
