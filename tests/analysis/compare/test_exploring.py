"""What the result hangs on, where it breaks even, and what to choose."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

import dealflow as df
from dealflow.analysis.compare.advice import advise
from dealflow.analysis.compare.even import break_even
from dealflow.analysis.compare.sensitivity import grid, sensitivity
from dealflow.analysis.compare.target import How
from dealflow.errors import UnknownName
from dealflow.scenario import MoveTable, Scenario, UndoTable, WhatIfTable, otherwise

PROHIBIT = "birch/first_investigation:prohibit"


@pytest.fixture(scope="module")
def deal() -> Scenario:
    """The reference model."""
    return df.load("three-authorities")


def closing(deal: Scenario, **numbers: object) -> float:
    """The exact chance of closing with a number otherwise."""
    return df.outcomes(otherwise(deal, WhatIfTable(numbers=numbers))).closing_day.chance


class TestSensitivity:
    """One number at a time."""

    def test_the_widest_swing_comes_first(self, deal: Scenario) -> None:
        """Each end of a swing is the law with that number; what is certain, and what changes nothing, is left out."""
        found = sensitivity(deal)
        first = found.swings[0]

        assert PROHIBIT == first.number
        assert sorted((s.size for s in found.swings), reverse=True) == [s.size for s in found.swings]
        assert (Fraction(0), Fraction(1, 5)) == (first.low, first.high)
        assert first.at_low == pytest.approx(closing(deal, **{PROHIBIT: 0}))
        assert first.at_high == pytest.approx(closing(deal, **{PROHIBIT: "0.2"}))
        assert all(s.size > 0 for s in found.swings)
        assert "cedar/not_filed:file" not in {s.number for s in found.swings}
        assert "alder/first_review:none" not in {s.number for s in found.swings}

    def test_a_named_number_is_shown_even_if_nothing_hangs_on_it(self, deal: Scenario) -> None:
        """And one that does not exist is an error with a suggestion."""
        found = sensitivity(deal, "agreement/signed/closing:close.delay", "outside_date", ending="closed")

        assert {"outside_date", "agreement/signed/closing:close.delay"} == {s.number for s in found.swings}
        with pytest.raises(UnknownName, match="did you mean"):
            sensitivity(deal, "outside_dat")
        with pytest.raises(UnknownName, match="ending"):
            sensitivity(deal, "outside_date", ending="close")

    def test_sampled_swings_share_their_luck(self, deal: Scenario) -> None:
        """The difference between the ends has an interval of its own, far narrower than those of its ends."""
        how = How(method="sampling", histories=10_000)
        (found,) = sensitivity(deal, "birch/not_filed:file.delay", by=date(2026, 8, 31), how=how).swings

        assert found.difference.interval.low <= found.at_high - found.at_low <= found.difference.interval.high
        assert (found.difference.cut or 0) > 2


class TestGrid:
    """Two numbers together."""

    def test_each_cell_is_a_law(self, deal: Scenario) -> None:
        """The value that is written stands among those that are looked at by itself."""
        found = grid(deal, PROHIBIT, "outside_date", [0, "0.1"], ["2026-10-05", "2027-01-05"])

        assert found.chances[1][1] == pytest.approx(df.outcomes(deal).closing_day.chance)
        assert found.chances[0][0] == pytest.approx(closing(deal, **{PROHIBIT: 0, "outside_date": "2026-10-05"}))
        assert 4 == len(found.to_arrays()["chance"])

    def test_values_are_chosen_where_none_are_given(self, deal: Scenario) -> None:
        """Five around the one that is written."""
        found = grid(deal, "birch/not_filed:file.delay", "outside_date", ys=["2027-01-05"])

        assert 60 in found.xs
        assert 5 == len(found.xs)


class TestBreakEven:
    """Where a chance comes to a level."""

    def test_the_day_before_is_on_the_other_side(self, deal: Scenario) -> None:
        """The first outside date with an even chance of closing."""
        found = break_even(deal, "outside_date")

        assert 1 == (found.at - found.before).days
        assert closing(deal, outside_date=found.before) < 0.5 <= closing(deal, outside_date=found.at)
        assert found.chance == pytest.approx(closing(deal, outside_date=found.at))

    def test_a_chance_is_found_to_a_ten_thousandth(self, deal: Scenario) -> None:
        """At the value found the chance is the one that was wanted."""
        found = break_even(deal, PROHIBIT, 0.8)

        assert found.chance == pytest.approx(0.8, abs=1e-3)
        assert abs(found.at - found.before) <= Fraction(1, 10_000)
        assert 1 == found.crossings

    def test_a_level_out_of_reach_is_said_to_be(self, deal: Scenario) -> None:
        """It says between which chances it stays."""
        found = break_even(deal, PROHIBIT, 0.99)

        assert found.at is None
        assert found.reached[1] < 0.99
        assert "stays between" in str(found)


class TestAdvice:
    """The best lawful choice."""

    def test_the_best_choice_comes_first_with_its_gain(self, deal: Scenario) -> None:
        """Two choices of the parties; the better one is advised."""
        found = advise(deal, ["filed_sooner", "longer"], by=date(2026, 9, 30))

        assert found.best is not None
        assert "filed_sooner" == found.best.name == found.choices[0].name
        assert found.best.difference is not None
        assert found.best.difference.change > 0

    def test_what_is_not_theirs_is_never_advised(self, deal: Scenario) -> None:
        """An authority's decision, a dropped approval, another law, a fact, a day of the question."""
        choices: list[str | WhatIfTable] = [
            "stricter_birch",
            "without_cedar",
            WhatIfTable(text="luck", numbers={PROHIBIT: 0}),
            WhatIfTable(text="none", numbers={"birch/first_review:none": 0}),
            WhatIfTable(text="law", law=date(2019, 1, 1)),
            WhatIfTable(text="fact", facts={"us_business": True}),
            WhatIfTable(text="day", as_of=date(2026, 1, 6)),
        ]
        found = advise(deal, choices)

        assert found.best is None
        assert all(choice.not_theirs and not choice.open for choice in found.choices)
        assert "no choice is shown" in str(found)

    def test_an_unlawful_choice_is_named_and_never_advised(self, deal: Scenario) -> None:
        """A signing without the talks that must come before it falls."""
        what = WhatIfTable(text="rash", undo=(UndoTable(act="agreement:negotiate", falls=()),))
        (found,) = advise(deal, [what]).choices

        assert found.unlawful
        assert not found.open
        assert found.hindsight

    def test_no_gain_is_no_advice(self, deal: Scenario) -> None:
        """A choice that lowers the chance, or leaves it, is not advised."""
        later = WhatIfTable(text="later", numbers={"birch/not_filed:file.delay": 90})
        same = WhatIfTable(text="same", move=(MoveTable(act="agreement:sign", to=date(2026, 1, 5)),))

        assert advise(deal, [later, same]).best is None
