"""How good a forecast was once the outcome is known: scores of chances and of days, and whether chances came true.

All scores are losses: lower is better, zero is perfect. A day is scored from the whole law of it, exact to the day;
"never" is mass at infinity. Few deals prove little: every mean comes with its interval.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import fsum, inf, log, sqrt
from statistics import NormalDist

from attrs import frozen

from dealflow.analysis.outcomes.intervals import Interval, clopper_pearson
from dealflow.analysis.outcomes.law import Days
from dealflow.errors import UnknownName

__all__ = ["Band", "Mean", "brier", "crps", "log_score", "mean_score", "pit", "ranked", "reliability", "spiegelhalter"]

_ADDS_UP = 1e-9


def _checked(chances: Mapping[str, float], happened: str) -> None:
    if happened not in chances:
        raise UnknownName("outcome", happened, chances)
    if abs(fsum(chances.values()) - 1.0) > _ADDS_UP:
        raise ValueError(f"the chances of a forecast add to {fsum(chances.values())}, not to 1")


def brier(chances: Mapping[str, float], happened: str) -> float:
    """The Brier score over all outcomes: the squared distance to what *happened*, from 0 to 2."""
    _checked(chances, happened)
    return fsum((p - (name == happened)) ** 2 for name, p in chances.items())


def log_score(chances: Mapping[str, float], happened: str) -> float:
    """Minus the natural logarithm of the chance given to what *happened*; infinite for what was held impossible."""
    _checked(chances, happened)
    return -log(chances[happened]) if chances[happened] > 0 else inf


def ranked(chances: Mapping[str, float], happened: str, order: Sequence[str]) -> float:
    """The ranked probability score over outcomes in *order* (best to worst, say), from 0 to 1.

    An outcome next to what *happened* costs less than one far from it.
    """
    _checked(chances, happened)
    if sorted(order) != sorted(chances):
        raise ValueError(f"the order {', '.join(order)} is not of the outcomes {', '.join(chances)}")
    reached, place, total = 0.0, order.index(happened), 0.0
    for k, name in enumerate(order[:-1]):
        reached += chances[name]
        total += (reached - (k >= place)) ** 2
    return total / (len(order) - 1) if len(order) > 1 else 0.0


def crps(days: Days, happened: date | None, until: date | None = None) -> float:
    """The continuous ranked probability score of a day, in days: the area between the law and what *happened*.

    None means that it never came. The area is taken from the first day of the law through *until* (the law's last day
    where not given), so "never" and anything later cost the same: as far as can be seen.
    """
    last = len(days.mass) if until is None else (until - days.first).days + 1
    reached, total = 0.0, 0.0
    for k in range(last):
        reached += days.mass[k] if k < len(days.mass) else 0.0
        came = happened is not None and (happened - days.first).days <= k
        total += (reached - came) ** 2
    return total


def pit(days: Days, happened: date | None, u: float) -> float:
    """The randomised probability integral transform: uniform over deals if the laws are right.

    Whole days tie, so the value is drawn between the chances of before and by that day with the uniform number *u*;
    "never" lies between the chance of ever and one.
    """
    if not 0.0 <= u <= 1.0:
        raise ValueError(f"{u} is no uniform number")
    if happened is None:
        low, high = days.chance, 1.0
    else:
        k = (happened - days.first).days
        low = fsum(days.mass[: max(k, 0)])
        high = low + (days.mass[k] if 0 <= k < len(days.mass) else 0.0)
    return low + u * (high - low)


@frozen
class Mean:
    """A mean score over *n* deals with its interval (by the normal approximation; none for a single deal)."""

    mean: float
    n: int
    interval: Interval | None

    def __str__(self) -> str:
        within = f" ({self.interval.low:.3f} to {self.interval.high:.3f})" if self.interval else ""
        return f"{self.mean:.3f}{within} over {self.n} deal{'' if self.n == 1 else 's'}"


def mean_score(scores: Iterable[float], level: float = 0.95) -> Mean:
    """The mean of *scores* and where it would lie over many such deals; of differences between two forecasters too."""
    values = list(scores)
    if not values:
        raise ValueError("there is no score to average")
    n, mean = len(values), fsum(values) / len(values)
    if n == 1 or mean in (inf, -inf):
        return Mean(mean, n, None)
    half = NormalDist().inv_cdf(0.5 + level / 2) * sqrt(fsum((v - mean) ** 2 for v in values) / (n - 1) / n)
    return Mean(mean, n, Interval(mean - half, mean + half))


@frozen
class Band:
    """Forecasts of about the same chance: their mean *forecast*, the share that *came*, and where its chance may lie.

    *consistent* is false if even the interval of Clopper and Pearson leaves the forecast out.
    """

    forecast: float
    came: float
    n: int
    interval: Interval

    @property
    def consistent(self) -> bool:
        """True if what came is no surprise under the forecast."""
        return self.forecast in self.interval


def reliability(forecasts: Iterable[tuple[float, bool]], bands: int = 5, level: float = 0.95) -> tuple[Band, ...]:
    """Whether chances came true: *forecasts* in order of chance, cut into *bands* of about as many each."""
    ordered = sorted(forecasts)
    parts = min(bands, len(ordered))
    out = []
    for k in range(parts):
        some = ordered[k * len(ordered) // parts : (k + 1) * len(ordered) // parts]
        hits, n = sum(came for _, came in some), len(some)
        out.append(Band(fsum(p for p, _ in some) / n, hits / n, n, clopper_pearson(hits, n, level)))
    return tuple(out)


def spiegelhalter(forecasts: Iterable[tuple[float, bool]]) -> float:
    """Spiegelhalter's z (1986): far from zero (beyond 2, say) if the chances cannot have been right."""
    pairs = list(forecasts)
    spread = fsum((1 - 2 * p) ** 2 * p * (1 - p) for p, _ in pairs)
    if spread == 0.0:
        raise ValueError("forecasts of 0, 1 and one half alone cannot be tested so")
    return fsum((came - p) * (1 - 2 * p) for p, came in pairs) / sqrt(spread)
