"""How fast and how right outcomes are on three-authorities, beside SimPy and the mere drawing of the numbers.

    python tests/benchmarks/bench_outcomes.py [--rounds 7] [--histories 10000000]

Everything runs turn by turn in one process, and what is judged are medians of ratios within a round, the exact law's
time apart. "Floor" draws with numpy's fastest generator, in blocks, every number that a history could need (3 normal,
28 uniform) and throws them away. The chi-square compares the five ends of many histories with the exact law.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

import dealflow as df
from dealflow.analysis.outcomes.exact import exact_law
from dealflow.analysis.outcomes.vector import BLOCK, Vector
from dealflow.analysis.sampling.compiler import compiled
from dealflow.analysis.sampling.delays import days_after
from dealflow.analysis.sampling.fast import can_compile
from dealflow.analysis.sampling.opening import setting_of
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.run import chunk_of
from dealflow.model import Unit

sys.path.insert(0, str(Path(__file__).resolve().parent / "peers"))
import simpy_outcomes  # type: ignore[import-not-found]

OUTSIDE = date(2027, 1, 5)
EXACT = (0.865636681617, 0.004944761937, 0.121880109414, 0.006428412652, 0.001110034380)
#: 99.9 % point of chi-square with four degrees of freedom.
MOST_SURPRISE = 18.47
BARS = {"numpy / SimPy": 350.0, "numpy / floor": 0.7}
LOOP_BARS = {"python": 1.0, "numba": 50.0}
MOST_MS, MOST_MIB = 5.0, 60.0


def timed(work: Callable[[], object]) -> float:
    """Seconds of wall clock, the collector off."""
    gc.collect()
    gc.disable()
    start = time.perf_counter()
    work()
    taken = time.perf_counter() - start
    gc.enable()
    return taken


def floor(n: int) -> None:
    """Every number that *n* histories could need."""
    rng = np.random.Generator(np.random.SFC64(1))
    numbers = np.empty(1 << 14, np.float32)
    for _ in range(n >> 14):
        for _ in range(3):
            rng.standard_normal(out=numbers, dtype=np.float32)
        for _ in range(28):
            rng.random(out=numbers, dtype=np.float32)


def five(table: NDArray[Any], names: tuple[str, ...], start: date) -> list[float]:
    """The five ends, from what came to each ending on each day."""
    day = (OUTSIDE - start).days
    closed, lapsed = table[names.index("closed")], table[names.index("lapsed_outside_date")]
    blocked = table[names.index("blocked_by_authority")]
    ends = (closed[: day + 1], closed[day + 1 :], blocked, lapsed[: day + 2], lapsed[day + 2 :])
    return [float(x.sum()) for x in ends]


def surprise(counts: Sequence[float]) -> float:
    """Chi-square of the five ends against the exact law."""
    n = sum(counts)
    return sum((x - n * p) ** 2 / (n * p) for x, p in zip(counts, EXACT, strict=True))


def peak() -> float:
    """MiB that a process needs at most to sample a million histories."""
    code = (
        "import dealflow as df\n"
        "from dealflow.analysis.outcomes.vector import Vector\n"
        "from dealflow.analysis.sampling.opening import setting_of\n"
        "Vector(setting_of(df.load('three-authorities'))).counts(1, 0, 1 << 20)\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))\n"
    )
    return float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) / 1024


def main() -> int:
    """Measure, print, and fail where a bar is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--histories", type=int, default=10_000_000)
    chosen = options.parse_args()
    setting = setting_of(df.load("three-authorities"))
    vector = Vector(setting)
    closing = days_after(setting.day, 4000, 5, Unit.WORKING_DAYS, "us.hsr_observed", setting.day).tolist()
    law = exact_law(setting)
    vector.counts(1, 0, BLOCK)
    tables = compiled(setting).tables
    if tables is None:
        raise SystemExit("the event loop cannot tell three-authorities")
    bars = dict(BARS)
    for name in ("python", "numba") if can_compile() else ("python",):
        chunk_of(tables, name, 1, 0, 10)
        bars[f"{name} loop / SimPy"] = LOOP_BARS[name]
    runs: dict[str, list[float]] = {}
    many, few = 1 << 19, 3000
    for k in range(chosen.rounds):
        speed = {
            "SimPy": few / timed(lambda k=k: simpy_outcomes.counts(few, k, closing)),  # type: ignore[misc]
            "reference": 50 / timed(lambda k=k: [sample(setting, k, h) for h in range(50)]),  # type: ignore[misc]
            "floor": many / timed(lambda: floor(many)),
            "numpy": many / timed(lambda k=k: vector.counts(k, 0, many)),  # type: ignore[misc]
            "python loop": 5 * few / timed(lambda k=k: chunk_of(tables, "python", k, 0, 5 * few)),  # type: ignore[misc]
            "exact": min(timed(lambda: exact_law(setting)) for _ in range(20)),
        }
        if can_compile():
            speed["numba loop"] = many / timed(lambda k=k: chunk_of(tables, "numba", k, 0, many))  # type: ignore[misc]
        for name, value in speed.items():
            runs.setdefault(name, []).append(value)
    for name in (name for name in runs if name != "exact"):
        print(f"{name:12} {statistics.median(runs[name]):14,.0f} histories a second")
    missed = []
    for name, bar in bars.items():
        over, under = name.split(" / ")
        ratio = statistics.median(a / b for a, b in zip(runs[over], runs[under], strict=True))
        print(f"{name:19} {ratio:10.2f}   (at least {bar})")
        missed += [name] if ratio < bar else []
    exact_ms = min(runs["exact"]) * 1e3
    found = five(law.mass, law.endings, setting.day)
    gap = max(abs(a - b) for a, b in zip(found, EXACT, strict=True))
    print(f"exact law        {exact_ms:10.2f} ms  (at most {MOST_MS}), from the five chances by {gap:.1e}")
    missed += ["exact law"] if exact_ms > MOST_MS or gap > 1e-12 else []
    counts, _ = vector.counts(2026, 0, chosen.histories)
    chi = surprise(five(counts, vector.endings, setting.day))
    peers = surprise(simpy_outcomes.counts(20_000, 99, closing))
    print(f"chi-square       {chi:10.2f}   (at most {MOST_SURPRISE}) over {chosen.histories:,}; SimPy {peers:.2f}")
    missed += ["chi-square"] if chi > MOST_SURPRISE else []
    memory = peak()
    print(f"peak memory      {memory:10.1f} MiB (at most {MOST_MIB})")
    missed += ["memory"] if memory > MOST_MIB else []
    print(f"missed: {', '.join(missed)}" if missed else "every bar is met")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
