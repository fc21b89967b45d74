"""The same law for any workers: threads, processes, whatever maps, a Dask cluster; and a run that is interrupted."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from typing import Any

import numpy as np
import pytest
from attrs import evolve

import dealflow as df
from dealflow.analysis.outcomes import ask, engine, spread
from dealflow.analysis.outcomes.ask import outcomes
from dealflow.analysis.outcomes.law import Law
from dealflow.errors import DealflowError
from dealflow.scenario import Scenario, loads

SEED, FEW = 11, {"three-authorities": 5000, "tiktok-2020": 60}
"""The first is drawn with numpy, the second by the event loop."""


@cache
def scenario(name: str) -> Scenario:
    """A bundled scenario, read once."""
    return df.load(name)


def drawn(name: str, executor: Any = None, **more: Any) -> Law:
    """The law that some histories show."""
    return outcomes(scenario(name), method="sampling", seed=SEED, histories=FEW[name], executor=executor, **more)


@cache
def alone(name: str) -> Law:
    """The law that the same histories show without workers."""
    return drawn(name)


def same(a: Law, b: Law) -> bool:
    """True if two laws are equal to the last bit."""
    numbers = (a.open, a.cut_off, dict(a.last)) == (b.open, b.cut_off, dict(b.last))
    return numbers and a.endings == b.endings and np.array_equal(a.mass, b.mass)


@pytest.fixture(autouse=True)
def many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small parts, the last one smaller, so that several go to each worker."""
    monkeypatch.setattr(spread, "PART", 700)

    def in_parts(*args: Any, **more: Any) -> engine.Chosen:
        chosen = engine.engine_for(*args, **more)
        return evolve(chosen, chunk=700 if chosen.tables is None else 7)

    monkeypatch.setattr(ask, "engine_for", in_parts)


@contextmanager
def processes(workers: int) -> Iterator[Executor]:
    """Processes that share nothing with this one, as on another machine."""
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield pool


@contextmanager
def dask(workers: int) -> Iterator[Executor]:
    """A Dask cluster on this machine, its own processes, reached through its executor."""
    distributed = pytest.importorskip("distributed", reason="Dask is not installed: pip install 'dealflow[dask]'")
    with (
        distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster) as client,
        client.get_executor() as pool,
    ):
        yield pool


def test_both_engines_are_tried() -> None:
    """One of the deals is drawn with numpy, the other by the event loop: they go to workers by different ways."""
    assert [alone(name).method.how for name in FEW] == ["numpy over the tables of each process", "the event loop"]


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("kind", [ThreadPoolExecutor, processes], ids=["threads", "processes"])
def test_any_number_of_workers_gives_the_same_law(kind: Callable[[int], Any], workers: int, name: str) -> None:
    """One, two and three threads or processes count what one run alone counts."""
    with kind(workers) as pool:
        assert same(drawn(name, pool), alone(name))


@pytest.mark.parametrize("name", FEW)
def test_whatever_maps_serves(name: str) -> None:
    """The builtin map, the map of a pool of processes, and a function of one's own serve as workers."""
    asked: list[tuple[int, int]] = []

    def backwards(work: Callable[[tuple[int, int]], Any], parts: Iterable[tuple[int, int]]) -> list[Any]:
        asked.extend(parts)
        return [work(part) for part in reversed(asked)][::-1]

    with multiprocessing.get_context("spawn").Pool(2) as pool:
        for mapper in (map, backwards, pool.imap):
            assert same(drawn(name, mapper), alone(name))
    assert len(asked) > 3
    assert sum(n for _, n in asked) == FEW[name]


@pytest.mark.filterwarnings("ignore")
def test_a_dask_cluster_gives_the_same_law() -> None:
    """One, two and three workers of a Dask cluster on this machine count what one run alone counts."""
    for workers in (1, 2, 3):
        with dask(workers) as pool:
            for name in FEW:
                assert same(drawn(name, pool), alone(name))


@pytest.mark.parametrize("name", FEW)
@pytest.mark.parametrize("workers", [0, 2])
def test_an_interrupted_run_is_a_shorter_one(name: str, workers: int) -> None:
    """What was drawn when Ctrl-C came is what a run of so many histories draws, from number 0 on without a gap."""
    told: list[int] = []

    def stop(done: int, whole: int) -> None:
        assert whole == FEW[name]
        told.append(done)
        if len(told) == 3:
            raise KeyboardInterrupt

    if workers:
        with ThreadPoolExecutor(workers) as pool:
            law = drawn(name, pool, progress=stop)
    else:
        law = drawn(name, progress=stop)
    assert told == sorted(told)
    assert law.method.histories == told[-1] < FEW[name]
    assert "interrupted" in law.method.reason
    shorter = outcomes(scenario(name), method="sampling", seed=SEED, histories=told[-1])
    assert same(law, shorter)


def test_definitions_of_ones_own_stay_here() -> None:
    """What a worker cannot find for itself is refused with a remedy, not drawn from other rules."""
    one = scenario("three-authorities")
    processes = dict(one.catalogue.processes)
    processes["agreement"] = evolve(processes["agreement"], name="An agreement of our own")
    other = loads(one.text, catalogue=evolve(one.catalogue, processes=processes))
    with pytest.raises(DealflowError, match="leave the executor out"):
        outcomes(other, method="sampling", histories=100, executor=map)
