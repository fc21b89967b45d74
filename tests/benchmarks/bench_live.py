"""How fast the live deal is, beside other state machine libraries on the same work, in one run.

    python tests/benchmarks/bench_live.py [--sweeps 3]

Eight acts are tried, five taken, three refused (ours tries a ninth: the board's approval, an attribute elsewhere). Each
library runs in a process of its own; CPU time, medians of seven repetitions with the collector off; memory counted by
tracemalloc. What is judged are ratios of one run, never microseconds.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import logging
import os
import statistics
import subprocess
import sys
import time
import tracemalloc
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent / "peers"
OURS, BASE = "dealflow_live", "transitions_unbound"
BEATEN = ("transitions_per_model", "pysm_chart", "sismic_par", "spiff", "xstate_py")
REPEATS, EVENTS, TAKEN, BUDGET = 7, 8, 5, 0.6
PROCESSES = {OURS: 4}
#: What ours may be at most, as a multiple of the unbound transitions machine that keeps all guards and a log.
BARS = {"us_per_event": 1.4, "us_per_build": 5.0, "bytes_per_instance": 2.0}


def measure(name: str) -> dict[str, Any]:
    """What one library needs for an event, a build and an instance."""
    logging.disable(logging.CRITICAL)
    sys.path.insert(0, str(HERE))
    peer = importlib.import_module(name)
    assert peer.lifecycle(deal := peer.new()) == TAKEN
    assert peer.final(deal)
    began = time.perf_counter()
    for deal in [peer.new() for _ in range(20)]:
        peer.lifecycle(deal)
    n = max(20, min(3000, int(BUDGET / ((time.perf_counter() - began) / 20))))
    build, run = [], []
    for _ in range(REPEATS):
        gc.collect()
        gc.disable()
        start = time.process_time()
        deals = [peer.new() for _ in range(n)]
        middle = time.process_time()
        for deal in deals:
            peer.lifecycle(deal)
        run.append((time.process_time() - middle) / n / EVENTS * 1e6)
        build.append((middle - start) / n * 1e6)
        gc.enable()
        del deals, deal
    return {
        "name": peer.NAME,
        "us_per_event": statistics.median(run),
        "us_per_build": statistics.median(build) / PROCESSES.get(name, 1),
        "bytes_per_instance": memory(peer, min(n, 500)) / PROCESSES.get(name, 1),
    }


def memory(peer: Any, n: int) -> float:
    """Bytes of one fresh instance."""
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    deals = [peer.new() for _ in range(n)]
    gc.collect()
    used = (tracemalloc.get_traced_memory()[0] - before) / n
    tracemalloc.stop()
    del deals
    return used


def sweep(name: str, times: int) -> dict[str, Any] | None:
    """The median of several measurements, each in a fresh process; None if the library is not installed."""
    got = []
    for _ in range(times):
        env = {**os.environ, "PYTHONHASHSEED": "0"}
        run = subprocess.run(
            [sys.executable, __file__, "--one", name], capture_output=True, text=True, env=env, check=False
        )
        if run.returncode:
            print(f"{name}: not run: {run.stderr.strip().splitlines()[-1]}", file=sys.stderr)
            return None
        got.append(json.loads(run.stdout.splitlines()[-1]))
    middle = {k: statistics.median(g[k] for g in got) for k in BARS}
    return {"name": got[0]["name"], **middle}


def main() -> int:
    """Measure, print the table, and fail where a bar is missed or a library that should be slower is not."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--one")
    options.add_argument("--sweeps", type=int, default=3)
    chosen = options.parse_args()
    if chosen.one:
        print(json.dumps(measure(chosen.one)))
        return 0
    rows = {name: row for name in (OURS, BASE, *BEATEN) if (row := sweep(name, chosen.sweeps))}
    base, ours = rows[BASE], rows[OURS]
    print(f"{'':64} {'event':>12} {'build':>14} {'memory':>14}")
    for row in rows.values():
        cells = [f"{row[k]:8.1f} {row[k] / base[k]:5.2f}x" for k in BARS]
        print(f"{row['name']:64.64} {' '.join(cells)}")
    missed = [
        f"{k}: {ours[k] / base[k]:.2f} times, at most {bar}" for k, bar in BARS.items() if ours[k] > bar * base[k]
    ]
    missed += [f"{n} is faster" for n in BEATEN if n in rows and rows[n]["us_per_event"] <= ours["us_per_event"]]
    print("\n".join(["missed:", *missed]) if missed else "every bar is met (µs per event, µs and bytes per process)")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
