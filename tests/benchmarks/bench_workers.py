"""How much faster two workers are than one, on three-authorities with numpy, and that the counts are the same.

    python tests/benchmarks/bench_workers.py [--histories 100000000] [--workers 2] [--rounds 3] [--dask]

The workers are started and have drawn a first part before the clock runs, and one worker is a process of its own, too.
Judged is the best round, for whatever else the machine does can only make a round slower. Beside it are the load, and
the processor time of all workers for one history, which other jobs disturb less: it would grow if the workers were in
each other's way.
"""

from __future__ import annotations

import argparse
import importlib
import multiprocessing
import os
import resource
import time
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

import numpy as np

import dealflow as df
from dealflow.analysis.outcomes.ask import outcomes
from dealflow.analysis.outcomes.law import Law

AT_LEAST = 0.9


@contextmanager
def pool(workers: int, *, dask: bool) -> Iterator[Executor]:
    """Workers, started afresh."""
    if not dask:
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as executor:
            yield executor
        return
    distributed: Any = importlib.import_module("distributed")
    with (
        distributed.LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as executor,
    ):
        yield executor


def _processor() -> float:
    """Seconds of processor time of the workers that have ended."""
    found = resource.getrusage(resource.RUSAGE_CHILDREN)
    return found.ru_utime + found.ru_stime


def drawn(executor: Executor, histories: int) -> Law:
    """The law that so many histories show."""
    return outcomes(df.load("three-authorities"), method="sampling", histories=histories, executor=executor)


def main() -> int:
    """Measure, print, and fail where the counts differ or the bar is missed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--histories", type=int, default=100_000_000)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--dask", action="store_true")
    chosen = options.parse_args()
    best: dict[int, float] = {}
    cost: dict[int, float] = {}
    laws: dict[int, Law] = {}
    for k in range(chosen.rounds):
        for workers in (1, chosen.workers):
            used = _processor()
            with pool(workers, dask=chosen.dask) as executor:
                drawn(executor, workers << 19)
                load, start = os.getloadavg()[0], time.perf_counter()
                laws[workers] = drawn(executor, chosen.histories)
                taken = time.perf_counter() - start
            rate = chosen.histories / taken
            best[workers] = max(best.get(workers, 0.0), rate)
            spent = (_processor() - used) / (chosen.histories + (workers << 19))
            cost[workers] = min(cost.get(workers, spent), spent)
            print(
                f"round {k}: {workers} workers, {taken:6.1f} s, {rate / 1e6:6.2f} M histories a second, "
                f"{spent * 1e9:4.0f} ns of processor time each, load {load:.1f}"
            )
    share = best[chosen.workers] / best[1] / chosen.workers
    one, many = laws[1], laws[chosen.workers]
    same = np.array_equal(one.mass, many.mass) and one.open == many.open and one.last == many.last
    print(f"{chosen.workers} workers reach {share:.2f} of {chosen.workers} times one (at least {AT_LEAST})")
    print(f"by processor time: {cost[1] / cost[chosen.workers]:.2f}")
    print("the counts are the same" if same else "THE COUNTS DIFFER")
    return 0 if same and share >= AT_LEAST else 1


if __name__ == "__main__":
    raise SystemExit(main())
