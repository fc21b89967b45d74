"""Scores of forecasts of real deals beside the base rate of the other deals, and what so few of them can prove."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from math import ceil
from random import Random
from typing import Final

from attrs import field, frozen

from dealflow.analysis.outcomes.law import Days
from dealflow.analysis.outcomes.scoring import (
    Band,
    Mean,
    brier,
    crps,
    log_score,
    mean_score,
    pit,
    ranked,
    reliability,
    spiegelhalter,
)
from dealflow.analysis.sampling.draws import key, uniform
from dealflow.analysis.track.cases import CLOSED, OUTCOMES, Case
from dealflow.analysis.track.forecasts import Forecast

__all__ = ["SCORES", "Score", "Scored", "base_rate", "came_true", "needed", "power", "scored", "summed"]

SCORES: Final = ("Brier", "log", "ranked", "CRPS")
"""How forecasts are scored: each a loss, the last in days."""

_PIT: Final = key("track record#pit")
_Z: Final = 1.959963984540054


@frozen
class Scored:
    """A forecast with its scores (in the order of ``SCORES``) and those of the base rate; *pit* of the closing day."""

    forecast: Forecast
    base: dict[str, float] = field(repr=False)
    ours: tuple[float, ...]
    theirs: tuple[float, ...]
    pit: float


@frozen
class Score:
    """One kind of score over all deals asked at one *age*: ours, the base rate's, and ours less theirs."""

    name: str
    age: int
    ours: Mean
    theirs: Mean
    difference: Mean

    @property
    def shown(self) -> bool:
        """True if the interval of the difference leaves no doubt who is better."""
        found = self.difference.interval
        return found is not None and 0.0 not in found


def base_rate(case: Case, age: int, others: Iterable[Case], until: int) -> tuple[dict[str, float], Days]:
    """What became of the *others* that were undecided at *age*, each outcome with half a deal more.

    That is the forecast of somebody who knows how long *case* has waited and nothing else of it; days are followed for
    *until* days.
    """
    alike = [other for other in others if other.id != case.id and other.waited > age]
    counts = dict.fromkeys(OUTCOMES, 0.5)
    mass = [0.0] * (until + 1)
    for other in alike:
        counts[other.outcome] += 1
    whole = sum(counts.values())
    for other in alike:
        if other.outcome == CLOSED and other.waited - age <= until:
            mass[other.waited - age] += 1 / whole
    return {name: n / whole for name, n in counts.items()}, Days(case.signed + timedelta(days=age), mass)


def scored(found: Forecast, cases: Sequence[Case], seed: int) -> Scored:
    """*found* against what happened, beside the base rate of the other *cases*."""
    case = found.case
    until = len(found.closing.mass) - 1
    chances, days = base_rate(case, found.age, cases, until)
    closed = case.ended if case.outcome == CLOSED else None
    u = uniform(seed, cases.index(case), _PIT, found.age)
    ours = _scores(found.chances, found.closing, case, closed)
    return Scored(found, chances, ours, _scores(chances, days, case, closed), pit(found.closing, closed, u))


def _scores(chances: dict[str, float], days: Days, case: Case, closed: date | None) -> tuple[float, ...]:
    happened = case.outcome
    return (
        brier(chances, happened),
        log_score(chances, happened),
        ranked(chances, happened, OUTCOMES),
        crps(days, closed),
    )


def summed(some: Sequence[Scored]) -> tuple[Score, ...]:
    """The mean scores at each age."""
    out = []
    for age in sorted({one.forecast.age for one in some}):
        here = [one for one in some if one.forecast.age == age]
        for k, name in enumerate(SCORES):
            ours, theirs = [one.ours[k] for one in here], [one.theirs[k] for one in here]
            less = [a - b for a, b in zip(ours, theirs, strict=True)]
            out.append(Score(name, age, mean_score(ours), mean_score(theirs), mean_score(less)))
    return tuple(out)


def came_true(some: Iterable[Scored], bands: int) -> tuple[tuple[Band, ...], float]:
    """Whether the chances of closing came true, in *bands*; and Spiegelhalter's z of them."""
    pairs = [(one.forecast.chances[CLOSED], one.forecast.case.outcome == CLOSED) for one in some]
    return reliability(pairs, bands), spiegelhalter(pairs)


def power(chances: Sequence[float], n: int, *, off: float, seed: int, repeats: int = 2000) -> float:
    """How often *n* deals would show, at 95 %, that forecasts with *chances* are sure of themselves by *off* too much.

    The forecasts are taken in turn; each true chance lies *off* nearer to one half (or at it).
    """
    luck = Random(seed)
    asked = [chances[k % len(chances)] for k in range(n)]
    true = [max(p - off, 0.5) if p > 0.5 else min(p + off, 0.5) for p in asked]
    found = sum(
        abs(spiegelhalter((p, luck.random() < q) for p, q in zip(asked, true, strict=True))) > _Z
        for _ in range(repeats)
    )
    return found / repeats


def needed(difference: Mean, within: float) -> int | None:
    """How many deals it would take until the interval of a mean *difference* reaches *within* to either side."""
    if difference.interval is None:
        return None
    return ceil(difference.n * (difference.interval.width / 2 / within) ** 2)
