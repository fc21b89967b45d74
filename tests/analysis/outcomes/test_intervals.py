"""Intervals: known values, coverage by exact sums over all outcomes, and the special functions behind them."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.analysis.outcomes.intervals import clopper_pearson, paired, paired_chances, quantile_ranks, wilson
from dealflow.analysis.special import beta_cdf, beta_quantile


def test_known_values() -> None:
    """Textbook values: Wilson for 10 of 100 and Clopper and Pearson for 0 and 10 of 100."""
    assert wilson(10, 100) == pytest.approx((0.05522914, 0.17436566), abs=1e-7)
    assert clopper_pearson(10, 100) == pytest.approx((0.04900469, 0.17622260), abs=1e-7)
    assert clopper_pearson(0, 10) == pytest.approx((0.0, 1 - 0.025 ** (1 / 10)), abs=1e-12)
    assert clopper_pearson(10, 10) == pytest.approx((0.025 ** (1 / 10), 1.0), abs=1e-12)


@given(st.integers(1, 400), st.data())
def test_they_hold_what_was_seen_and_mirror(n: int, data: st.DataObject) -> None:
    """The share seen lies inside, misses mirror hits, and more confidence is wider."""
    hits = data.draw(st.integers(0, n))
    for interval in (wilson, clopper_pearson):
        low, high = interval(hits, n)
        assert 0 <= low <= hits / n <= high <= 1
        assert (low, high) == pytest.approx(tuple(1 - x for x in reversed(interval(n - hits, n))), abs=1e-9)
        assert interval(hits, n, 0.99).width >= interval(hits, n).width


@pytest.mark.parametrize("chance", [0.001, 0.0011, 0.02, 0.3, 0.5, 0.93, 0.999])
def test_coverage(chance: float) -> None:
    """Over all outcomes of 10,000 histories: Wilson within two points of nominal, Clopper and Pearson never below."""
    n = 10_000
    mean, spread = n * chance, (n * chance * (1 - chance)) ** 0.5
    reach = range(max(0, int(mean - 9 * spread - 9)), min(n, int(mean + 9 * spread + 9)) + 1)
    covered = {wilson: 0.0, clopper_pearson: 0.0}
    for hits in reach:
        mass = beta_cdf(chance, hits, n - hits + 1) if hits else 1.0
        mass -= beta_cdf(chance, hits + 1, n - hits) if hits < n else 0.0
        for interval in covered:
            covered[interval] += mass * (chance in interval(hits, n))
    assert abs(covered[wilson] - 0.95) < 0.02
    assert covered[clopper_pearson] >= 0.95 - 1e-9


@given(st.integers(1, 60), st.floats(0.05, 0.95))
def test_ranks_cover_the_quantile(n: int, chance: float) -> None:
    """The number of values below a quantile lies between the ranks at least as often as stated, where it can."""
    low, high = quantile_ranks(n, chance)
    inside = sum(comb(n, k) * chance**k * (1 - chance) ** (n - k) for k in range(low, high))
    assert 1 <= low <= high <= n
    assert inside >= 0.95 - 1e-9 or low == 1 or high == n


def test_beta_is_the_tail_of_a_binomial() -> None:
    """The incomplete beta function against sums of binomial chances, and its inverse against itself."""
    for n, k, p in [(10, 3, 0.2), (40, 39, 0.9), (7, 0, 0.5), (300, 150, 0.47)]:
        tail = sum(comb(n, j) * p**j * (1 - p) ** (n - j) for j in range(k + 1, n + 1))
        assert beta_cdf(p, k + 1, n - k) == pytest.approx(tail, rel=1e-11)
    assert beta_cdf(beta_quantile(0.3, 2.5, 7.0), 2.5, 7.0) == pytest.approx(0.3, abs=1e-12)
    assert [beta_cdf(x, 2, 3) for x in (-1.0, 0.0, 1.0, 2.0)] == [0.0, 0.0, 1.0, 1.0]


def test_paired_differences() -> None:
    """A constant gain has no width; an even trade is centred on nothing; more histories are narrower."""
    assert paired([2.0] * 10) == (2.0, 2.0)
    low, high = paired_chances(30, 30, 1000)
    assert low == pytest.approx(-high)
    assert 0.0 not in paired_chances(60, 10, 1000)
    assert paired_chances(600, 100, 10_000).width < paired_chances(60, 10, 1000).width


def test_what_is_no_sample_is_refused() -> None:
    """Numbers that no sample can show raise ValueError."""
    for call in (
        lambda: wilson(3, 2),
        lambda: clopper_pearson(-1, 2),
        lambda: wilson(1, 2, 1.0),
        lambda: quantile_ranks(0, 0.5),
        lambda: paired([1.0]),
        lambda: paired_chances(2, 2, 3),
    ):
        with pytest.raises(ValueError, match=r"sample|ranks|histories"):
            call()
