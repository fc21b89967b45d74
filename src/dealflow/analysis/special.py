"""The two special functions that intervals and delays need: the incomplete beta function and its inverse."""

from __future__ import annotations

from math import exp, lgamma, log, log1p
from typing import Final

__all__ = ["beta_cdf", "beta_quantile"]

_TINY: Final = 1e-300
_STEPS: Final = 100_000


def beta_cdf(x: float, a: float, b: float) -> float:
    """The chance that a Beta(*a*, *b*) variable is at most *x*."""
    if x <= 0.0 or x >= 1.0:
        return 0.0 if x <= 0.0 else 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(x, a, b) / a
    return 1.0 - front * _fraction(1 - x, b, a) / b


def _fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function (DLMF 8.17.22), by the method of Lentz."""
    c, d = 1.0, 1.0 / _away(1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, _STEPS):
        for step in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1.0 / _away(1 + step * d)
            c = _away(1 + step / c)
            total *= c * d
        if abs(c * d - 1) < 1e-15:
            return total
    raise ArithmeticError(f"the incomplete beta function of {x}, {a}, {b} does not converge")


def _away(number: float) -> float:
    """*number*, kept away from zero."""
    return number if abs(number) > _TINY else _TINY


def beta_quantile(chance: float, a: float, b: float) -> float:
    """The value that a Beta(*a*, *b*) variable does not exceed with *chance*, by halving."""
    low, high = 0.0, 1.0
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        if beta_cdf(middle, a, b) < chance:
            low = middle
        else:
            high = middle
