"""Two ways a deal can go, history by history on the same luck: differences, each with an interval of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from math import sqrt
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from dealflow.analysis.outcomes.engine import Chosen, Engine, Progress, Tally, drawn, engine_for
from dealflow.analysis.outcomes.exact import exact_law
from dealflow.analysis.outcomes.ground import Unsolved
from dealflow.analysis.outcomes.intervals import Interval, paired_chances
from dealflow.analysis.outcomes.law import OPEN, Law, Method
from dealflow.analysis.outcomes.spread import told
from dealflow.analysis.outcomes.vector import Histories, Vector
from dealflow.analysis.sampling.setting import Setting

if TYPE_CHECKING:
    from numpy import bool_
    from numpy.typing import NDArray

__all__ = ["CLOSES", "Difference", "Paired", "Way", "pair", "way_of"]

CLOSES = "closes"
"""All endings in which the deal closes, together."""
_Z = 1.959963984540054
_MOST = 200_000


@frozen
class Difference:
    """A chance before and after something is otherwise.

    *interval* is that of the change. Where histories were sampled, *gained* of them came to it only after, *lost* only
    before.
    """

    name: str
    before: float
    after: float
    interval: Interval
    gained: int = 0
    lost: int = 0
    histories: int = 0

    @property
    def change(self) -> float:
        """By how much it is more likely (negative: less)."""
        return self.after - self.before

    @property
    def shown(self) -> bool:
        """True unless the interval of the change leaves open whether there is one."""
        return self.interval.low > 0.0 or self.interval.high < 0.0

    @property
    def cut(self) -> float | None:
        """How many times smaller the variance of the change is than between independent runs; None if exact."""
        n = self.histories
        if not n:
            return None
        alone = self.before * (1 - self.before) + self.after * (1 - self.after)
        together = (self.gained + self.lost) / n - self.change**2
        return alone / together if together > 0 else None

    def __str__(self) -> str:
        sure = f" ({self.interval.low:+.2%} to {self.interval.high:+.2%})" if self.histories else ""
        return f"{self.name}: {self.before:.2%} -> {self.after:.2%}, {self.change:+.2%}{sure}"


@frozen(eq=False)
class Way:
    """One way that a deal can go: its setting, its exact law if there is one, else the engine that draws from it.

    *recipe* is what a worker makes the deal of, empty where it is drawn from here.
    """

    setting: Setting
    law: Law | None
    reason: str
    chosen: Chosen | None = None
    recipe: bytes = field(default=b"", repr=False)
    _kept: dict[tuple[int, int, int], Histories] = field(factory=dict, init=False, repr=False)

    def drawn(self) -> Chosen:
        """The engine that draws from it."""
        return self.chosen or engine_for(self.setting)

    def histories(self, engine: Engine, seed: int, first: int, n: int) -> Histories:
        """Histories by number; what a slow engine has drawn is kept, for the next alternative."""
        if isinstance(engine, Vector):
            return engine.histories(seed, first, n)
        if (seed, first, n) not in self._kept:
            self._kept[seed, first, n] = engine.histories(seed, first, n)
        return self._kept[seed, first, n]

    def parts(self, chosen: Chosen, seed: int, wanted: int, chunk: int, executor: Any) -> Iterable[Histories]:
        """Histories 0 to *wanted* - 1 in parts, by the workers of *executor* where the engine can go to them."""
        if executor is not None and chosen.tables is not None:
            return drawn(chosen, seed, wanted, executor, chunk)
        ranges = [(first, min(chunk, wanted - first)) for first in range(0, wanted, chunk)]
        if executor is not None and self.recipe:
            return told(self.recipe, seed, ranges, executor)
        return (self.histories(chosen.engine, seed, first, n) for first, n in ranges)


def is_whole(method: Method) -> bool:
    """False if whoever asked interrupted the drawing: then there are fewer histories than were asked for."""
    return "interrupted" not in method.reason


def way_of(setting: Setting, method: str = "auto") -> Way:
    """*setting* with its exact law, or with the fastest engine that takes it and the reason."""
    if method in ("auto", "exact"):
        try:
            return Way(setting, exact_law(setting), "")
        except Unsolved as e:
            if method == "exact":
                raise
            reason = str(e)
    else:
        reason = "sampling was asked for"
    return Way(setting, None, reason, engine_for(setting, reference=method == "reference"))


@frozen(eq=False)
class Paired:
    """Two laws and the differences between them; *sooner* is by how many days it closes sooner where it closes in both.

    *sooner* is None where the laws are exact: then the days have no pairs, and the quantiles say it.
    """

    before: Law
    after: Law
    differences: tuple[Difference, ...]
    closes: Difference
    method: Method
    sooner: tuple[float, Interval] | None = None


def pair(
    before: Way,
    after: Way,
    *,
    seed: int,
    histories: int | None = None,
    by: date | None = None,
    progress: Progress | None = None,
    executor: Any = None,
) -> Paired:
    """The difference that *after* makes; *by* is a day by which closing counts.

    Exact where both laws are; else both are drawn on the same luck, history by history, by the workers of *executor*.
    """
    if before.law is not None and after.law is not None:
        return _exact(before.law, after.law, by)
    return _Drawn(before, after, by).run(seed, histories, progress, executor)


def _names(*laws: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for endings in laws for name in endings if name != OPEN))


def _closing(law: Law, by: date | None) -> float:
    return law.closing_day.chance if by is None else law.closing_day.by(by)


def _chance(law: Law, name: str) -> float:
    return law.chance(name) if name == OPEN or name in law.endings else 0.0


def _exact(before: Law, after: Law, by: date | None) -> Paired:
    def said(name: str, old: float, new: float) -> Difference:
        return Difference(name, old, new, Interval(new - old, new - old))

    names = (*_names(before.endings, after.endings), OPEN)
    found = tuple(said(name, _chance(before, name), _chance(after, name)) for name in names)
    closes = said(CLOSES, _closing(before, by), _closing(after, by))
    return Paired(before, after, found, closes, Method("exact", after.method.how))


class _Drawn:
    """Histories of both ways, drawn block by block on the same luck and counted in pairs."""

    def __init__(self, before: Way, after: Way, by: date | None) -> None:
        import numpy as np

        self.ways = (before, after)
        self.names = (*_names(before.setting.endings, after.setting.endings), OPEN)
        self.place: tuple[NDArray[np.int64], ...] = tuple(
            np.array([self.names.index(name) for name in way.setting.endings]) for way in self.ways
        )
        self.table = np.zeros((len(self.names), len(self.names)), np.int64)
        self.closed = np.zeros((2, 2), np.int64)
        self.limits = tuple(None if by is None else (by - way.setting.day).days for way in self.ways)
        self.days = [0, 0.0, 0.0]  # how many closed in both, the sum of the days between, the sum of their squares

    def run(self, seed: int, histories: int | None, progress: Progress | None, executor: Any) -> Paired:
        chosen = [way.drawn() for way in self.ways]
        wanted = histories or min(_MOST, *(each.usual for each in chosen))
        chunk = min(each.chunk for each in chosen)
        tallies, stopped = [Tally(way.setting) for way in self.ways], ""
        try:
            both = (way.parts(c, seed, wanted, chunk, executor) for way, c in zip(self.ways, chosen, strict=True))
            for found in zip(*both, strict=True):
                for tally, one in zip(tallies, found, strict=True):
                    tally.add(one)
                self.count(found[0], found[1])
                if progress is not None:
                    progress(tallies[1].n, wanted)
        except KeyboardInterrupt:
            if not self.table.sum():
                raise
            stopped = f"interrupted after {int(self.table.sum()):,} of {wanted:,}"
        return self._paired(chosen, tallies, seed, stopped)

    def count(self, old: Histories, new: Histories) -> None:
        """Count the pairs of one block."""
        import numpy as np

        n = min(len(old.ending), len(new.ending))
        a, b = self.place[0][old.ending[:n]], self.place[1][new.ending[:n]]
        self.table += np.bincount(a * len(self.names) + b, minlength=self.table.size).reshape(self.table.shape)
        both = [self._closed(k, one, n) for k, one in enumerate((old, new))]
        flat = both[0].astype(np.int64) * 2 + both[1]
        self.closed += np.bincount(flat, minlength=4).reshape(2, 2)
        together = both[0] & both[1]
        shift = (self.ways[1].setting.day - self.ways[0].setting.day).days
        sooner = old.day[:n][together].astype(np.float64) - new.day[:n][together] - shift
        for k, value in enumerate((len(sooner), float(sooner.sum()), float((sooner**2).sum()))):
            self.days[k] += value

    def _closed(self, k: int, found: Histories, n: int) -> NDArray[bool_]:
        import numpy as np

        good = np.array([name.startswith("closed") for name in self.ways[k].setting.endings])
        closed = good[found.ending[:n]]
        limit = self.limits[k]
        result: NDArray[bool_] = closed if limit is None else closed & (found.day[:n] <= limit)
        return result

    def _paired(self, chosen: list[Chosen], tallies: list[Tally], seed: int, stopped: str) -> Paired:
        n = int(self.table.sum())
        before, after = (
            tally.law(Method("sampling", each.how, "; ".join(filter(None, (way.reason, stopped))), seed, tally.n))
            for way, each, tally in zip(self.ways, chosen, tallies, strict=True)
        )
        rows, columns, same = self.table.sum(axis=1), self.table.sum(axis=0), self.table.diagonal()
        found = tuple(
            _counted(name, int(rows[k]), int(columns[k]), int(same[k]), n) for k, name in enumerate(self.names)
        )
        old, new = int(self.closed[1].sum()), int(self.closed[:, 1].sum())
        closes = _counted(CLOSES, old, new, int(self.closed[1, 1]), n)
        how = " and ".join(dict.fromkeys(each.how for each in chosen))
        reason = "; ".join(dict.fromkeys(filter(None, (*(way.reason for way in self.ways), stopped))))
        method = Method("sampling", f"pairs on the same luck, {how}", reason, seed, n)
        return Paired(before, after, found, closes, method, self._sooner())

    def _sooner(self) -> tuple[float, Interval] | None:
        n, total, squares = self.days
        if n < 2:
            return None
        mean = total / n
        half = _Z * sqrt(max(squares / n - mean * mean, 0.0) / (n - 1))
        return mean, Interval(mean - half, mean + half)


def _counted(name: str, before: int, after: int, both: int, n: int) -> Difference:
    gained, lost = after - both, before - both
    return Difference(name, before / n, after / n, paired_chances(gained, lost, n), gained, lost, n)
