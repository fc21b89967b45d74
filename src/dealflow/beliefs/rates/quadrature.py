"""A few points that stand for a Beta law: Gauss quadrature from its exact moments, in fractions."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import Final

__all__ = ["beta_nodes"]

_STEPS: Final = 60
_GRAIN: Final = 10**6

Poly = tuple[Fraction, ...]
"""Coefficients, the constant first."""


@lru_cache(maxsize=256)
def beta_nodes(a: Fraction, b: Fraction, m: int = 3) -> tuple[tuple[Fraction, Fraction], ...]:
    """*m* points of Beta(*a*, *b*) with their weights, lowest first.

    The weights sum to one and the mean is the law's own, both exactly; moments up to 2m - 1 are met as closely as the
    points are rounded (to a millionth).
    """
    if a <= 0 or b <= 0 or m < 2:
        raise ValueError(f"no Beta({a}, {b}) on {m} points")
    moments = [Fraction(1)]
    for j in range(2 * m):
        moments.append(moments[-1] * (a + j) / (a + b + j))
    points = _points(moments, m)
    return tuple((x, _weight(k, points, moments)) for k, x in enumerate(points))


def _points(moments: list[Fraction], m: int) -> tuple[Fraction, ...]:
    """The roots of the orthogonal polynomial of degree *m*, each between two of the degree below."""
    before: Poly = ()
    this: Poly = (Fraction(1),)
    roots: tuple[Fraction, ...] = ()
    norm = Fraction(0)
    for _ in range(m):
        square = _inner(this, this, moments)
        centre = _inner((Fraction(0), *this), this, moments) / square
        raised = [Fraction(0), *this]
        for i, c in enumerate(this):
            raised[i] -= centre * c
        for i, c in enumerate(before):
            raised[i] -= square / norm * c
        before, this, norm = this, tuple(raised), square
        ends = (Fraction(0), *roots, Fraction(1))
        roots = tuple(_root(this, low, high) for low, high in pairwise(ends))
    return tuple(Fraction(round(root * _GRAIN * _GRAIN), _GRAIN * _GRAIN).limit_denominator(_GRAIN) for root in roots)


def _inner(p: Poly, q: Poly, moments: list[Fraction]) -> Fraction:
    return sum((x * y * moments[i + j] for i, x in enumerate(p) for j, y in enumerate(q)), Fraction(0))


def _root(p: Poly, low: Fraction, high: Fraction) -> Fraction:
    """The only root between *low* and *high*, by halving."""
    rising = _at(p, high) > 0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if (_at(p, middle) > 0) == rising:
            high = middle
        else:
            low = middle
    return (low + high) / 2


def _at(p: Poly, x: Fraction) -> Fraction:
    value = Fraction(0)
    for c in reversed(p):
        value = value * x + c
    return value


def _weight(k: int, points: tuple[Fraction, ...], moments: list[Fraction]) -> Fraction:
    """The mean of the polynomial that is one at point *k* and nought at the others."""
    basis: Poly = (Fraction(1),)
    for j, x in enumerate(points):
        if j != k:
            scale = points[k] - x
            shifted = (Fraction(0), *basis)
            basis = tuple((s - x * c) / scale for s, c in zip(shifted, (*basis, Fraction(0)), strict=True))
    return sum((c * moments[i] for i, c in enumerate(basis)), Fraction(0))
