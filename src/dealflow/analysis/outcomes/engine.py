"""The engines that can draw histories of a setting, the fastest that takes it first; all give the same histories."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from functools import partial
from typing import TYPE_CHECKING, Any, Final, Protocol

from attrs import evolve, frozen

from dealflow.analysis.outcomes.ground import Unsolved
from dealflow.analysis.outcomes.law import Law, Method, by_terms
from dealflow.analysis.outcomes.vector import BLOCK, Histories, Vector
from dealflow.analysis.sampling import loop
from dealflow.analysis.sampling.compiler import Compiled, compiled
from dealflow.analysis.sampling.fast import can_compile, known_here
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.run import chunk_of
from dealflow.analysis.sampling.setting import Setting
from dealflow.analysis.sampling.tables import Tables

if TYPE_CHECKING:
    from numpy import int64
    from numpy.typing import NDArray

__all__ = ["CHUNK", "Chosen", "Engine", "Loop", "Reference", "Tally", "drawn", "engine_for", "law_of_counts"]

CHUNK: Final = 1 << 15
"""So many histories between two looks at the clock."""

_WORTH: Final = 200_000
"""From so many histories on it pays to compile the event loop for a deal, which takes some ten seconds."""
_WORTH_AGAIN: Final = 10_000
"""The same for a deal that this machine has compiled before."""

Progress = Callable[[int, int], None]
"""Told how many histories of how many are drawn."""


class Engine(Protocol):
    """Draws histories by their numbers."""

    endings: tuple[str, ...]

    def histories(self, seed: int, first: int, n: int) -> Histories:
        """The ends of the *n* histories from number *first* on under *seed*."""
        ...


class Reference:
    """One history after the other, through the kernel itself."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.endings: tuple[str, ...] = setting.endings

    def histories(self, seed: int, first: int, n: int) -> Histories:
        """The ends of the *n* histories from number *first* on under *seed*."""
        import numpy as np

        number = {name: k for k, name in enumerate(self.endings)}
        ids = self.setting.plan.index
        ending, day, last = np.zeros(n, np.int8), np.zeros(n, np.int32), np.full(n, -1, np.int32)
        terms, names = np.zeros(n, np.int8), list(self.setting.deal.terms)
        for k in range(n):
            one = sample(self.setting, seed, first + k)
            terms[k] = names.index(one.terms)
            ending[k], day[k] = number[one.ending], (one.day - self.setting.day).days
            if one.last and one.ending.startswith("closed"):
                last[k] = ids[one.last]
        return Histories(ending, day, last, terms)


class Loop:
    """The event loop over the tables, in Python or compiled; what the tables cannot tell is asked of the reference."""

    def __init__(self, setting: Setting, tables: Compiled, name: str) -> None:
        self.setting: Setting = setting
        self.tables: Compiled = tables
        self.name: str = name
        self.endings: tuple[str, ...] = setting.endings
        self.place: list[int] = [self.endings.index(e.name) for e in setting.deal.endings] + [len(self.endings) - 1]

    def histories(self, seed: int, first: int, n: int) -> Histories:
        """The ends of the *n* histories from number *first* on under *seed*."""
        if self.tables.tables is None:
            raise Unsolved("the tables cannot tell this deal")
        return self.told(seed, first, chunk_of(self.tables.tables, self.name, seed, first, n))

    def told(self, seed: int, first: int, numbers: Any) -> Histories:
        """The ends that the loop has told from number *first* on, those of the reference filled in."""
        import numpy as np

        raw, days, lasts, _, finals = numbers
        told = np.asarray(raw, dtype=np.int64)
        ending = np.array(self.place, np.int8)[np.where(told >= 0, told, -1)]
        day, last = np.asarray(days, dtype=np.int32).copy(), np.asarray(lasts, dtype=np.int32).copy()
        names = list(self.setting.deal.terms)
        terms = np.array([names.index(name) for name in self.tables.terms], np.int8)[np.asarray(finals)]
        asked = np.flatnonzero(told == loop.ASK)
        slow = Reference(self.setting)
        for k in asked.tolist():
            one = slow.histories(seed, first + k, 1)
            ending[k], day[k], last[k] = one.ending[0], one.day[0], one.last[0]
            terms[k] = 0 if one.terms is None else one.terms[0]
        closed = np.array([name.startswith("closed") for name in self.endings])
        last[~closed[ending]] = -1
        return Histories(ending, day, last, terms)


@frozen
class Chosen:
    """The engine that was chosen, what it is called, why none faster, and how many histories it draws where asked.

    *tables* are those of the event loop, where it draws.
    """

    engine: Engine
    how: str
    reason: str
    usual: int
    chunk: int = CHUNK
    tables: Compiled | None = None


def engine_for(setting: Setting, *, reference: bool = False, wanted: int | None = None) -> Chosen:
    """The fastest engine that takes *setting*; with *reference* the slow one that all are held equal to.

    *wanted* histories decide whether compiling the event loop is worth its time.
    """
    if reference:
        return Chosen(Reference(setting), "the reference interpreter", "asked for", 2_000, 100)
    try:
        return Chosen(Vector(setting), "numpy over the tables of each process", "", 1_000_000, BLOCK)
    except Unsolved as e:
        why = str(e)
    tables = compiled(setting)
    if tables.tables is None or setting.ended is not None:
        return Chosen(Reference(setting), "the reference interpreter", "; ".join((why, *tables.reasons)), 1_000, 100)
    name = "numba" if _worth_compiling(tables.tables, wanted or 0) else "python"
    how = "the event loop, compiled" if name == "numba" else "the event loop"
    return Chosen(Loop(setting, tables, name), how, why, 1_500, CHUNK if name == "numba" else 1_000, tables)


def _worth_compiling(tables: Tables, wanted: int) -> bool:
    return can_compile() and wanted >= _WORTH_AGAIN and (wanted >= _WORTH or known_here(tables))


class Tally:
    """Counts of histories: how many came to each ending on each day, and who was last to clear those that closed.

    *terms* counts the endings by the terms in force at their end, where these can change.
    """

    def __init__(self, setting: Setting) -> None:
        import numpy as np

        self.setting = setting
        self.days: int = (setting.horizon - setting.day).days + 1
        self.table: NDArray[int64] = np.zeros((len(setting.endings), self.days), np.int64)
        self.last: NDArray[int64] = np.zeros(len(setting.plan.ids) + 1, np.int64)
        self.terms: NDArray[int64] = np.zeros((len(setting.endings), len(setting.deal.terms)), np.int64)
        self.n: int = 0

    def add(self, found: Histories) -> None:
        """Count some histories."""
        import numpy as np

        flat = found.ending.astype(np.int64) * self.days + found.day
        self.table += np.bincount(flat, minlength=self.table.size).reshape(self.table.shape)
        self.last += np.bincount(found.last + 1, minlength=len(self.last))
        if found.terms is not None:
            pairs = found.ending.astype(np.int64) * self.terms.shape[1] + found.terms
            self.terms += np.bincount(pairs, minlength=self.terms.size).reshape(self.terms.shape)
        self.n += len(found.ending)

    def take(self, part: Histories | tuple[int, NDArray[int64], NDArray[int64]]) -> None:
        """Count some histories, or add what a worker has counted."""
        if isinstance(part, Histories):
            self.add(part)
            return
        n, table, last = part
        self.table += table
        self.last += last
        self.n += n

    def law(self, method: Method) -> Law:
        """The law that the counts show."""
        law = law_of_counts(self.setting, self.table, self.last, self.n, method)
        rows = zip(self.setting.endings, self.terms.tolist(), strict=True)
        some = {(e, t): n / self.n for e, row in rows for t, n in zip(self.setting.deal.terms, row, strict=True)}
        return evolve(law, terms=by_terms(self.setting.snapshot.terms, some))


def law_of_counts(setting: Setting, table: NDArray[int64], last: Iterable[int], n: int, method: Method) -> Law:
    """The law of *n* histories: *table* counts them by ending (still open last) and day, *last* by who was last."""
    counts = list(last)[1:]
    whole = sum(counts)
    shares = {setting.plan.ids[k]: int(c) / int(whole) for k, c in enumerate(counts) if c}
    return Law(
        setting.endings[:-1],
        setting.day,
        table[:-1] / n,
        int(table[-1].sum()) / n,
        method,
        last=shares,
        title=setting.deal.title,
    )


def drawn(chosen: Chosen, seed: int, wanted: int, mapper: Any, chunk: int = 0) -> Iterable[Histories]:
    """Histories 0 to *wanted* - 1 in parts, from the tables of the event loop by the workers of *mapper*."""
    work = chosen.engine
    if not isinstance(work, Loop) or work.tables.tables is None:
        raise Unsolved("only the tables of the event loop go to other processes")
    size = chunk or chosen.chunk
    ranges = [(first, min(size, wanted - first)) for first in range(0, wanted, size)]
    task = partial(_chunk, work.tables.tables, work.name, seed)
    found = mapper.map(task, ranges) if isinstance(mapper, Executor) else mapper(task, ranges)
    for (first, _), told in zip(ranges, found, strict=True):
        yield work.told(seed, first, told)


def _chunk(tables: Tables, name: str, seed: int, part: tuple[int, int]) -> Any:
    return chunk_of(tables, name, seed, *part)
