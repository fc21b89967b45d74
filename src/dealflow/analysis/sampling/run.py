"""Many histories: drawn in chunks of a range by whatever maps, counted, and the same for any number of workers.

A chunk is a range of histories and needs only the tables, so it can go to another process. Histories that the tables
cannot tell are drawn by the reference where the call was made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from functools import partial
from typing import Any, NamedTuple

from attrs import field, frozen

from dealflow.analysis.sampling import loop
from dealflow.analysis.sampling.compiler import Compiled, compiled
from dealflow.analysis.sampling.draws import mix
from dealflow.analysis.sampling.fast import can_compile, compiled_run
from dealflow.analysis.sampling.history import History
from dealflow.analysis.sampling.plain import plain_run
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.setting import OPEN, Setting
from dealflow.analysis.sampling.tables import Tables

__all__ = ["ENGINES", "End", "Sample", "chunk_of", "draw_histories"]

ENGINES = ("auto", "numba", "python", "reference")
"""Who draws: the compiled loop, the same loop in Python, the kernel itself, or the first of these that can."""

Mapper = Callable[[Callable[[tuple[int, int]], Any], Iterable[tuple[int, int]]], Iterable[Any]]


class End(NamedTuple):
    """How a history ends: its ending and day, the process of the last approval, and the process that ended it."""

    ending: str
    day: int
    last: str
    by: str


@frozen
class Sample:
    """Histories *first* to *first* + *number* - 1 under *seed*, counted by how they end.

    Days are numbered from the day of the question. *engine* drew them, all but *referred* of them, which the reference
    told; *reasons* say why the tables could not be used at all. *each* is kept only if asked for. *interrupted* is true
    if fewer were drawn than asked: then they are the first of them, without a gap.
    """

    seed: int
    first: int
    number: int
    counts: Counter[End] = field(repr=False)
    engine: str
    referred: int = 0
    reasons: tuple[str, ...] = ()
    interrupted: bool = False
    each: tuple[End, ...] | None = field(default=None, repr=False)

    @property
    def endings(self) -> dict[str, int]:
        """How many histories came to each ending."""
        out: Counter[str] = Counter()
        for end, n in self.counts.items():
            out[end.ending] += n
        return dict(out)


def draw_histories(  # noqa: PLR0913 - all but two by name
    setting: Setting,
    number: int,
    *,
    seed: int = 0,
    first: int = 0,
    engine: str = "auto",
    mapper: Executor | Mapper | None = None,
    chunk: int = 1 << 15,
    progress: Callable[[int, int], None] | None = None,
    keep: bool = False,
    tables: Compiled | None = None,
) -> Sample:
    """Draw *number* histories of *setting* from *first* on.

    *mapper* is an Executor or anything that maps as the builtin does; *progress* is called with how many are done and
    how many were asked for. An interruption (Ctrl-C) returns what is drawn so far. *tables* saves compiling them again.
    Raises ValueError for an engine that is unknown or not installed.
    """
    ready = tables if tables is not None else compiled(setting)
    name = _engine(engine, ready)
    ranges = [(first + k, min(chunk, number - k)) for k in range(0, number, chunk)]
    if name == "reference" or ready.tables is None:
        work: Callable[[tuple[int, int]], Told] = partial(_told_by_reference, setting, seed)
        mapper = None  # a setting does not go to another process
    else:
        work = partial(_told_by_tables, ready.tables, name, seed)
    counts: Counter[End] = Counter()
    each: list[End] = []
    done = referred = 0
    interrupted = False
    try:
        for told in _mapped(work, mapper, ranges):
            some, asked = _ends(setting, seed, first + done, told, each if keep else None)
            counts.update(some)
            done, referred = done + some.total(), referred + asked
            if progress is not None:
                progress(done, number)
    except KeyboardInterrupt:
        interrupted = True
    kept = tuple(each) if keep else None
    return Sample(seed, first, done, counts, name, referred, ready.reasons, interrupted, kept)


def _engine(wanted: str, ready: Compiled) -> str:
    if wanted not in ENGINES:
        raise ValueError(f"engine {wanted!r} is none of {', '.join(ENGINES)}")
    if ready.tables is None or ready.setting.ended is not None:
        return "reference"
    if wanted == "numba" and not can_compile():
        raise ValueError("the engine numba is not installed; engine='python' needs nothing and gives the same")
    return ("numba" if can_compile() else "python") if wanted == "auto" else wanted


Told = tuple[Sequence[int], ...] | list[History]
"""What a chunk comes to: numbers of endings, days, processes and terms, or the histories themselves."""


def _told_by_tables(tables: Tables, engine: str, seed: int, part: tuple[int, int]) -> Told:
    return chunk_of(tables, engine, seed, *part)


def _told_by_reference(setting: Setting, seed: int, part: tuple[int, int]) -> Told:
    return [sample(setting, seed, index) for index in range(part[0], part[0] + part[1])]


def _mapped(
    work: Callable[[tuple[int, int]], Told], mapper: Executor | Mapper | None, ranges: list[tuple[int, int]]
) -> Iterable[Told]:
    if mapper is None:
        return map(work, ranges)
    return mapper.map(work, ranges) if isinstance(mapper, Executor) else mapper(work, ranges)


def _ends(setting: Setting, seed: int, first: int, told: Told, each: list[End] | None) -> tuple[Counter[End], int]:
    """How the histories of a chunk end, counted, and how many of them the reference had to tell."""
    if isinstance(told, list):
        ends = [_end(setting, history) for history in told]
        if each is not None:
            each.extend(ends)
        return Counter(ends), len(ends)
    names, ids = [e.name for e in setting.deal.endings], setting.plan.ids
    told = told[:4]
    if each is None and not isinstance(told[0], list):
        rows, numbers = _counted(told)
    else:
        rows = list(zip(*(_plain(part) for part in told), strict=True))
        numbers = [1] * len(rows)
    out: Counter[End] = Counter()
    known: dict[tuple[int, ...], End] = {}
    for k, (row, n) in enumerate(zip(rows, numbers, strict=True)):
        if row[0] == loop.ASK and each is not None:
            end = _end(setting, sample(setting, seed, first + k))
        elif row not in known:
            ending, day, last, by = row
            name = names[ending] if ending >= 0 else OPEN
            end = known[row] = End(name, day, ids[last] if last >= 0 else "", ids[by] if by >= 0 else "")
        else:
            end = known[row]
        if row[0] != loop.ASK or each is not None:
            out[end] += n
        if each is not None:
            each.append(end)
    asked = [k for k, ending in enumerate(_plain(told[0])) if ending == loop.ASK]
    if each is None:
        out.update(_end(setting, sample(setting, seed, first + k)) for k in asked)
    return out, len(asked)


def _counted(told: tuple[Any, ...]) -> tuple[list[tuple[int, ...]], list[int]]:
    """The different rows of arrays, and how often each comes."""
    import numpy as np

    code = np.zeros(len(told[0]), np.int64)
    for part in told:
        code = code * (1 << 15) + (part + 2)
    kinds, numbers = np.unique(code, return_counts=True)
    rows = []
    for kind in kinds.tolist():
        row = []
        for _ in range(4):
            kind, rest = divmod(kind, 1 << 15)
            row.append(rest - 2)
        rows.append(tuple(reversed(row)))
    return rows, numbers.tolist()


def _plain(numbers: Any) -> list[int]:
    plain: list[int] = numbers if isinstance(numbers, list) else numbers.tolist()
    return plain


def _end(setting: Setting, history: History) -> End:
    return End(history.ending, (history.day - setting.day).days, history.last, history.by)


def chunk_of(tables: Tables, engine: str, seed: int, first: int, number: int) -> Told:
    """Histories *first* to *first* + *number* - 1 as the tables tell them."""
    causes = max(1, len(tables.u_first))
    if engine == "python":
        told = tuple([0] * number for _ in range(5))
        plain_run(tables)(mix(seed), first, number, *told, [0] * causes, [])
        return told
    import numpy as np

    arrays = tuple(np.zeros(number, np.int64) for _ in range(5))
    levels, trace = np.zeros(causes, np.int64), np.zeros(0, np.int64)
    compiled_run(tables)(mix(seed), first, number, *arrays, levels, trace)
    return arrays  # type: ignore[return-value]
