"""How often the intervals of sampled numbers hold the true one: Wilson, Clopper and Pearson, quantiles of days.

    python tests/benchmarks/bench_intervals.py [--seeds 1000] [--histories 10000]

Two ways to see it. Exactly: the chance, under the binomial law of so many histories, that the interval holds. Sampled:
the share of seeds whose interval holds, over the library's own random numbers for a grid of chances, and over histories
of three-authorities for its endings and closing days, of which the exact law is known. Judged are the exact coverage of
Clopper and Pearson, which may nowhere lie below the nominal level, and the mean coverage of Wilson over the grid, exact
and sampled, which may lie two points from it.
"""

from __future__ import annotations

import argparse
from functools import cache
from itertools import accumulate
from math import exp, lgamma, log, log1p
from statistics import fmean

import numpy as np

import dealflow as df
from dealflow.analysis.outcomes.exact import exact_law
from dealflow.analysis.outcomes.intervals import Interval, clopper_pearson, quantile_ranks, wilson
from dealflow.analysis.outcomes.vector import Vector
from dealflow.analysis.sampling.draws import key, uniforms
from dealflow.analysis.sampling.opening import setting_of

GRID = (
    0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5,
    0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.985, 0.99, 0.9925, 0.995, 0.997, 0.998, 0.999,
)  # fmt: skip
LEVEL, POINTS = 0.95, 0.02
QUANTILES = (0.1, 0.5, 0.9)
KINDS = {"Wilson": wilson, "Clopper-Pearson": clopper_pearson}


@cache
def interval(kind: str, hits: int, n: int) -> Interval:
    """An interval, computed once."""
    return KINDS[kind](hits, n, LEVEL)


def exact_coverage(kind: str, n: int, p: float) -> float:
    """The chance that the interval of *n* histories holds *p*: binomial, from eight and a half deviations around."""
    middle, far = n * p, 8.5 * (n * p * (1 - p)) ** 0.5 + 20
    hits = range(max(0, int(middle - far)), min(n, int(middle + far)) + 1)

    def weight(k: int) -> float:
        ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
        return exp(ways + k * log(p) + (n - k) * log1p(-p))

    return sum(weight(k) for k in hits if p in interval(kind, k, n))


def drawn(seeds: int, n: int) -> dict[float, list[int]]:
    """How often each chance of the grid came among *n* random numbers of the library, seed by seed."""
    source, numbers = key("bench intervals"), np.arange(n)
    grid = np.array(GRID)
    found = [np.searchsorted(np.sort(uniforms(seed, numbers, source, 0)), grid).tolist() for seed in range(seeds)]
    return {p: [row[k] for row in found] for k, p in enumerate(GRID)}


def of_histories(seeds: int, n: int) -> list[tuple[str, float, float]]:
    """For endings and closing days of three-authorities: what, its true value, and the share of seeds that hold it."""
    setting = setting_of(df.load("three-authorities"))
    vector, law = Vector(setting), exact_law(setting)
    held: dict[str, int] = {}
    closed = law.endings.index("closed")
    true_days = {q: law.closing_day.quantile(q) for q in QUANTILES}
    for seed in range(seeds):
        table, _ = vector.counts(seed, 0, n)
        for k, name in enumerate(law.endings):
            if law.chance(name) > 0:
                hits = int(table[k].sum())
                held[name] = held.get(name, 0) + (law.chance(name) in interval("Wilson", hits, n))
        reached = list(accumulate(table[closed].tolist()))
        for q in QUANTILES:
            low, high = (
                next(day for day, count in enumerate(reached) if count >= rank)
                for rank in quantile_ranks(reached[-1], q, LEVEL)
            )
            day = true_days[q]
            assert day is not None
            name = f"closing day, {q:.0%}"
            held[name] = held.get(name, 0) + (low <= (day - law.first).days <= high)
    values = {name: law.chance(name) for name in law.endings} | {f"closing day, {q:.0%}": q for q in QUANTILES}
    return [(name, values[name], count / seeds) for name, count in held.items()]


def main() -> int:
    """Measure, print, and fail where a bar is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=1000)
    options.add_argument("--histories", type=int, default=10_000)
    chosen = options.parse_args()
    n, hits = chosen.histories, drawn(chosen.seeds, chosen.histories)
    print(f"coverage of intervals at a level of {LEVEL:.0%}, {n:,} histories, {chosen.seeds:,} seeds")
    print(f"{'chance':>8}  {'Wilson':>8} {'sampled':>8}  {'Clopper-Pearson':>15} {'sampled':>8}")
    table: dict[str, list[tuple[float, float]]] = {kind: [] for kind in KINDS}
    for p in GRID:
        for kind, rows in table.items():
            share = fmean(p in interval(kind, k, n) for k in hits[p])
            rows.append((exact_coverage(kind, n, p), share))
        (a, b), (c, d) = (table[kind][-1] for kind in KINDS)
        print(f"{p:8}  {a:8.4f} {b:8.4f}  {c:15.4f} {d:8.4f}")
    means = {kind: tuple(fmean(row[k] for row in rows) for k in range(2)) for kind, rows in table.items()}
    (a, b), (c, d) = means.values()
    print(f"{'mean':>8}  {a:8.4f} {b:8.4f}  {c:15.4f} {d:8.4f}")
    least = {kind: min(row[0] for row in rows) for kind, rows in table.items()}
    print(f"{'least':>8}  {least['Wilson']:8.4f} {'':8}  {least['Clopper-Pearson']:15.4f}")
    missed = [f"Wilson, {how}" for how, x in zip(("exact", "sampled"), (a, b), strict=True) if abs(x - LEVEL) > POINTS]
    missed += ["Clopper-Pearson"] if least["Clopper-Pearson"] < LEVEL else []
    print(f"\nhistories of three-authorities, {n:,} under each of {chosen.seeds:,} seeds")
    for name, value, share in of_histories(chosen.seeds, n):
        print(f"{name:24} {value:9.6f} {share:8.4f}")
    print(f"missed: {', '.join(missed)}" if missed else "every bar is met")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
