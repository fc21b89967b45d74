"""How far a sampled number can be trusted: Wilson, Clopper and Pearson, order statistics, and paired differences."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum, sqrt
from statistics import NormalDist
from typing import NamedTuple

from dealflow.analysis.special import beta_cdf, beta_quantile

__all__ = ["Interval", "clopper_pearson", "paired", "paired_chances", "quantile_ranks", "wilson"]


class Interval(NamedTuple):
    """From *low* to *high*, both included."""

    low: float
    high: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.high - self.low

    def __contains__(self, value: object) -> bool:
        return isinstance(value, (int, float)) and self.low <= value <= self.high


def _check(hits: int, n: int, level: float) -> None:
    if not 0 <= hits <= n or n < 1 or not 0 < level < 1:
        raise ValueError(f"{hits} of {n} at level {level} is no sample")


def _z(level: float) -> float:
    return NormalDist().inv_cdf(0.5 + level / 2)


def wilson(hits: int, n: int, level: float = 0.95) -> Interval:
    """Where a chance lies that came *hits* times in *n* (Wilson 1927): right on average, for rare outcomes too."""
    _check(hits, n, level)
    z = _z(level)
    share, scale = hits / n, 1 + z * z / n
    middle = (share + z * z / (2 * n)) / scale
    half = z / scale * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return Interval(0.0 if hits == 0 else middle - half, 1.0 if hits == n else middle + half)


def clopper_pearson(hits: int, n: int, level: float = 0.95) -> Interval:
    """Where a chance lies that came *hits* times in *n* (Clopper and Pearson 1934): never too sure of itself."""
    _check(hits, n, level)
    tail = (1 - level) / 2
    low = 0.0 if hits == 0 else beta_quantile(tail, hits, n - hits + 1)
    high = 1.0 if hits == n else beta_quantile(1 - tail, hits + 1, n - hits)
    return Interval(low, high)


def quantile_ranks(n: int, chance: float, level: float = 0.95) -> tuple[int, int]:
    """The ranks, counted from 1, of those of *n* values in order between which a quantile lies with *level*.

    No shape is assumed: the number of values below the quantile is binomial. Ties only make it safer.
    """
    if n < 1 or not 0 < chance < 1 or not 0 < level < 1:
        raise ValueError(f"no ranks for a quantile of {chance} among {n} values at level {level}")
    tail = (1 - level) / 2
    return max(1, _rank(n, chance, tail)), min(n, _rank(n, chance, 1 - tail) + 1)


def _rank(n: int, chance: float, reached: float) -> int:
    """The smallest k for which a binomial of *n* and *chance* is at most k with a chance of *reached* or more."""
    low, high = -1, n
    while high - low > 1:
        k = (low + high) // 2
        # P(Binomial(n, p) <= k) = 1 - I_p(k + 1, n - k)
        if 1.0 - beta_cdf(chance, k + 1, n - k) >= reached:
            high = k
        else:
            low = k
    return high


def paired(differences: Iterable[float], level: float = 0.95) -> Interval:
    """Where the mean of *differences* lies, history by history on the same luck, by the normal approximation."""
    values = list(differences)
    n = len(values)
    if n < 2:
        raise ValueError("a paired difference needs at least two histories")
    mean = fsum(values) / n
    return _around(mean, fsum((v - mean) ** 2 for v in values) / (n - 1), n, level)


def paired_chances(gained: int, lost: int, n: int, level: float = 0.95) -> Interval:
    """Where the difference of two chances lies: of *n* histories, *gained* end so only now, *lost* did only before.

    By the adjustment of Agresti and Min (2005): half a history is added to each of the four counts.
    """
    if min(gained, lost) < 0 or gained + lost > n or n < 1:
        raise ValueError(f"{gained} gained and {lost} lost of {n} is no sample")
    more = n + 2
    up, down = gained + 0.5, lost + 0.5
    mean = (up - down) / more
    half = _z(level) * sqrt((up + down) / more - mean * mean) / sqrt(more)
    return Interval(max(-1.0, mean - half), min(1.0, mean + half))


def _around(mean: float, variance: float, n: int, level: float) -> Interval:
    half = _z(level) * sqrt(variance / n)
    return Interval(mean - half, mean + half)
