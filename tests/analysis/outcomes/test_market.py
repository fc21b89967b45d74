"""What a law is worth at market prices: by hand, and the price turned back into the chance it implies."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from dealflow.analysis.outcomes.law import OPEN, Law, Method
from dealflow.analysis.outcomes.market import Quote, price
from dealflow.errors import UnknownName


def law(closing: float, histories: int = 0) -> Law:
    """Closed after a year with a chance, else lapsed after a year."""
    mass = np.zeros((2, 366))
    mass[0, 365], mass[1, 365] = closing, 1 - closing
    method = Method("sampling", "numpy", seed=1, histories=histories) if histories else Method("exact", "by hand")
    return Law(("closed", "lapsed"), date(2026, 1, 5), mass, 0.0, method)


def test_by_hand() -> None:
    """An even chance of 100 or 60 in a year is worth 80 then; bought at 76 it earns a nineteenth."""
    got = price(law(0.5), Quote(deal=100, now=76, break_=60))
    assert got.expected == pytest.approx(80)
    assert got.annualised == pytest.approx(80 / 76 - 1)
    assert got.implied == pytest.approx(16 / 40)
    assert got.edge == pytest.approx(0.1)
    assert got.days == pytest.approx(365)
    assert got.spread == pytest.approx(100 / 76 - 1)
    assert "40.0% implied" in str(got)


@pytest.mark.parametrize("chance", [0.1, 0.5, 0.93])
def test_the_implied_chance_undoes_the_price(chance: float) -> None:
    """At the price that a law gives, the chance implied is the law's own, whatever the rate."""
    quote = Quote(100, 80, 60, rate=0.05)
    fair = price(law(chance), quote).present
    assert price(law(chance), Quote(100, fair, 60, rate=0.05)).implied == pytest.approx(chance)
    assert price(law(chance), Quote(100, fair, 60)).annualised == pytest.approx(0.05)


def test_prices_of_endings_of_their_own() -> None:
    """A break fee lifts the price after one ending; an ending that the deal does not have is named."""
    quote = Quote(100, 76, 60, at={"lapsed": 64}, dividends=1.0)
    assert price(law(0.5), quote).expected == pytest.approx(83)
    with pytest.raises(UnknownName):
        price(law(0.5), Quote(100, 76, 60, at={"lapse": 64}))


def test_what_is_still_open_counts_too() -> None:
    """Mass at the horizon is worth the break price, or what the quote says of it."""
    mass = np.zeros((1, 2))
    mass[0, 1] = 0.5
    half = Law(("closed",), date(2026, 1, 5), mass, 0.5, Method("exact", "by hand"))
    assert price(half, Quote(100, 76, 60)).expected == pytest.approx(80)
    assert price(half, Quote(100, 76, 60, at={OPEN: 90})).expected == pytest.approx(95)


def test_prices_that_no_chance_explains() -> None:
    """A price above the deal price, a sure law, or equal ends imply nothing."""
    assert price(law(0.5), Quote(100, 110, 60)).implied is None
    assert price(law(1.0), Quote(100, 90, 60)).implied is None
    assert price(law(0.5), Quote(100, 90, 100)).implied is None
    assert price(law(0.5), Quote(100, 110, 60)).edge is None
    assert "no chance" in str(price(law(0.5), Quote(100, 110, 60)))
    with pytest.raises(ValueError, match="no quote"):
        Quote(100, 0, 60)


def test_a_sampled_law_says_how_sure_it_is() -> None:
    """The interval is that of the sample; an exact law has none."""
    assert price(law(0.5), Quote(100, 76, 60)).interval.width == 0.0
    assert 0.5 in price(law(0.5, 1000), Quote(100, 76, 60)).interval
    assert "(46.9% to 53.1%)" in str(price(law(0.5, 1000), Quote(100, 76, 60)))


def test_a_sampled_price_has_intervals() -> None:
    """Those of a mean: a value of 100 or 60 at even chances has a spread of 20, so 0.392 either way of 80 at 10,000."""
    got = price(law(0.5, histories=10_000), Quote(deal=100, now=76, break_=60, rate=0.05))
    assert got.within.expected == pytest.approx((80 - 0.392, 80 + 0.392), abs=1e-3)
    assert got.within.present == pytest.approx(((80 - 0.392) / 1.05, (80 + 0.392) / 1.05), abs=1e-3)
    assert got.within.annualised == pytest.approx(((80 - 0.392) / 76 - 1, (80 + 0.392) / 76 - 1), abs=1e-5)


def test_an_exact_price_is_sure() -> None:
    """Each number is its own interval."""
    got = price(law(0.5), Quote(deal=100, now=76, break_=60))
    assert got.within.expected == (got.expected, got.expected)
    assert got.within.annualised == (got.annualised, got.annualised)
