"""Many histories over many workers: a deal goes to each as its file, and what comes back are counts to be added.

Histories are addressed by their numbers, so the counts are the same for any number of workers and any cut.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from dealflow.analysis.outcomes.believed import setting_for
from dealflow.analysis.outcomes.vector import Histories, Vector
from dealflow.catalogue import catalogue
from dealflow.errors import DealflowError
from dealflow.scenario.reading import built

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

    from dealflow.scenario import Scenario

__all__ = ["PART", "counted", "recipe", "told"]

PART: Final = 1 << 18
"""So many histories go to a worker at a time."""

Mapper = Callable[[Callable[[tuple[int, int]], Any], Iterable[tuple[int, int]]], Iterable[Any]]


def recipe(scenario: Scenario, horizon: date | None) -> bytes:
    """What a worker needs to draw histories of *scenario*: its file; raises DealflowError where that is not all."""
    shipped = catalogue()
    same = all(p is shipped.processes.get(p.id) for p in scenario.catalogue)
    dropped = any(b.process.id in shipped.ids and b.process != shipped[b.process.id] for b in scenario.deal.processes)
    if not same or dropped:
        raise DealflowError("definitions of one's own do not go to other processes; leave the executor out")
    return pickle.dumps((scenario.file, scenario.path, horizon))


@lru_cache(maxsize=4)
def _vector(recipe: bytes) -> Vector:
    file, path, horizon = pickle.loads(recipe)  # noqa: S301 - made by ourselves, above
    return Vector(setting_for(built(file, catalogue(), path), horizon=horizon))


def _work(recipe: bytes, seed: int, part: tuple[int, int]) -> tuple[NDArray[int64], NDArray[int64]]:
    return _vector(recipe).counts(seed, *part)


def _draw(recipe: bytes, seed: int, part: tuple[int, int]) -> Histories:
    return _vector(recipe).histories(seed, *part)


def told(recipe: bytes, seed: int, parts: Iterable[tuple[int, int]], mapper: Executor | Mapper) -> Iterable[Histories]:
    """The histories of each of *parts*, (first, number), one by one and in their order."""
    work = partial(_draw, recipe, seed)
    return mapper.map(work, parts) if isinstance(mapper, Executor) else mapper(work, parts)


def counted(recipe: bytes, seed: int, n: int, mapper: Executor | Mapper) -> Iterable[tuple[int, Any, Any]]:
    """Counts of histories 0 to *n* - 1, part by part in their order: how many, by ending and day, by who was last."""
    parts = [(first, min(PART, n - first)) for first in range(0, n, PART)]
    work = partial(_work, recipe, seed)
    found = mapper.map(work, parts) if isinstance(mapper, Executor) else mapper(work, parts)
    for (_, size), (table, last) in zip(parts, found, strict=True):
        yield size, table, last
