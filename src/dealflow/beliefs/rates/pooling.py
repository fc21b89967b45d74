"""Counts of several periods taken together, and how uncertain that leaves the chances of the next case.

The chances have a Dirichlet law. Its mean is that of all cases with half a case more for each action. Its weight is
the number of cases where the periods agree as chance would have it, and less where they differ by more than that: what
differs from year to year will differ next year.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Final

from attrs import frozen

from dealflow.beliefs.belief import NONE
from dealflow.beliefs.rates.quadrature import beta_nodes
from dealflow.beliefs.rates.rate import Rate

__all__ = ["Pool", "known", "pooled"]

_HALF: Final = Fraction(1, 2)
_GRAIN: Final = 1000
_RARE: Final = Fraction(1, 20)
_PERIODS: Final = 3
"""From so many periods on it can be told how much they differ."""

Shares = tuple[tuple[str, Fraction], ...]
"""Actions with their chances, which sum to one."""


@frozen
class Pool:
    """What came of one state in all the periods counted: cases by action, ``none`` for those of which nothing is told.

    *weight* is how many cases the chances are worth for the next period.
    """

    process: str
    state: str
    n: int
    cases: tuple[tuple[str, int], ...]
    weight: Fraction
    rates: tuple[Rate, ...]

    @property
    def shares(self) -> Shares:
        """The mean chances."""
        whole = self.n + _HALF * len(self.cases)
        return tuple((action, (k + _HALF) / whole) for action, k in self.cases)

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods counted, in order."""
        return tuple(dict.fromkeys(rate.period for rate in self.rates))

    @property
    def source(self) -> str:
        """Where the cases are counted, with the mark of what is recalled or derived."""
        told = "; ".join(dict.fromkeys(str(rate.source) for rate in self.rates))
        return f"{told}: {self.n} cases of {', '.join(self.periods)}"

    def nodes(self, each: int = 3) -> tuple[tuple[Fraction, Shares], ...]:
        """Weights, and the chances under each: a few points that stand for how uncertain the chances are.

        How the two likeliest actions share varies over *each* points, and where the others come to more than a
        twentieth together, so does what they all leave to these. The others keep their proportions. The weighted mean
        is ``shares`` exactly.
        """
        ranked = sorted(self.shares, key=lambda pair: -pair[1])
        if len(ranked) == 1:
            return ((Fraction(1), self.shares),)
        (first, a), (second, b) = ranked[:2]
        others = 1 - a - b
        split = beta_nodes(a * self.weight, b * self.weight, each)
        varies = others > _RARE
        left = beta_nodes(others * self.weight, (a + b) * self.weight, each) if varies else ((others, Fraction(1)),)
        found = []
        for (x, w), (r, v) in product(split, left):
            chances = {action: share * r / others for action, share in ranked[2:]}
            chances |= {first: (1 - r) * x, second: (1 - r) * (1 - x)}
            found.append((w * v, tuple((action, chances[action]) for action, _ in self.shares)))
        return tuple(found)


def known(rates: Iterable[Rate], day: date) -> tuple[tuple[Rate, ...], bool]:
    """The rates whose period had ended by *day*, and True; where there is none, all of them, and False."""
    all_of_them = tuple(rate for rate in rates if rate.pooled)
    seen = tuple(rate for rate in all_of_them if rate.ended < day)
    return (seen, True) if seen else (all_of_them, False)


def pooled(rates: Iterable[Rate]) -> Pool:
    """The counts of one state of one process, taken together; raises ValueError if there are none."""
    held = tuple(rates)
    if not held or len({(rate.process, rate.state) for rate in held}) != 1:
        raise ValueError("counts are pooled for one state of one process")
    periods = {rate.period: rate.n for rate in held}
    told: dict[str, dict[str, int]] = {period: {} for period in periods}
    for rate in held:
        told[rate.period][rate.action] = rate.k
    rest = {period: n - sum(told[period].values()) for period, n in periods.items()}
    if any(left < 0 for left in rest.values()):
        raise ValueError(f"more actions than cases in {held[0].process}, {held[0].state}")
    if any(rest.values()):
        for period, left in rest.items():
            told[period][NONE] = left
    actions = tuple(dict.fromkeys(action for counts in told.values() for action in counts))
    cases = tuple((action, sum(counts.get(action, 0) for counts in told.values())) for action in actions)
    n = sum(periods.values())
    weight = _weight(periods, told, dict(cases), n)
    return Pool(held[0].process, held[0].state, n, cases, weight, held)


def _weight(periods: dict[str, int], told: dict[str, dict[str, int]], cases: dict[str, int], n: int) -> Fraction:
    """How many cases the chances are worth: the method of moments for counts that vary by more than chance."""
    full = n + _HALF * len(cases)
    if len(periods) < _PERIODS:
        return full
    spread = apart = Fraction(0)
    for action, k in cases.items():
        share = Fraction(k, n)
        off = sum((m * (Fraction(told[p].get(action, 0), m) - share) ** 2 for p, m in periods.items()), Fraction(0))
        spread += share * (1 - share)
        apart += off
    if not spread:
        return full
    unequal = n - Fraction(sum(m * m for m in periods.values()), n)
    extra = (apart - (len(periods) - 1) * spread) / unequal
    if extra <= 0:
        return full
    found = min(full, max(spread / extra - 1, Fraction(1)))
    return Fraction(round(found * _GRAIN), _GRAIN)
