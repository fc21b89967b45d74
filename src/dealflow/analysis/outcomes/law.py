"""A law of outcomes: how likely each ending is on each day, with what is still open; exact or sampled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from itertools import accumulate
from math import fsum
from typing import TYPE_CHECKING, Any, Final

from attrs import field, frozen

from dealflow.analysis.outcomes.intervals import Interval, quantile_ranks, wilson
from dealflow.analysis.outcomes.missing import Failed
from dealflow.errors import DefinitionError, MissingExtra, UnknownName
from dealflow.model.deadline import on as _on

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

__all__ = ["OPEN", "Days", "Law", "Method", "by_terms", "mixture"]

OPEN: Final = "still open"
"""The ending of histories that the horizon cuts off."""
_ADDS_UP: Final = 1e-12
_ONE: Final = timedelta(days=1)
_BAR: Final = 40


@frozen
class Method:
    """How a law was computed and why that way: *name* is "exact" or "sampling", *how* the way, *reason* in words.

    Sampling carries its *seed* and number of *histories*.
    """

    name: str
    how: str
    reason: str = ""
    seed: int | None = None
    histories: int = 0

    @property
    def exact(self) -> bool:
        """True if nothing was sampled."""
        return self.histories == 0

    def __str__(self) -> str:
        if self.exact:
            return f"exact, {self.how}"
        return f"{self.histories:,} sampled histories, seed {self.seed}, {self.how}"


def _floats(values: Iterable[float]) -> tuple[float, ...]:
    return tuple(values)


@frozen
class Days:
    """How likely something is by each day: *mass* from *first* on; what is missing to one never comes."""

    first: date
    mass: tuple[float, ...] = field(converter=_floats, repr=False)
    histories: int = 0

    @property
    def chance(self) -> float:
        """The chance that it comes at all."""
        return fsum(self.mass)

    def by(self, day: date) -> float:
        """The chance that it comes on *day* or before."""
        return fsum(self.mass[: max(0, (day - self.first).days + 1)])

    def quantile(self, chance: float) -> date | None:
        """The first day by which it has come with *chance*, given that it comes; None if it never does."""
        if not 0.0 <= chance <= 1.0:
            raise ValueError(f"no quantile at {chance:g}: it lies between 0 and 1; write 0.5 for the median")
        i = self._place(chance * self.chance)
        return None if i is None else self.first + i * _ONE

    def interval(self, chance: float, level: float = 0.95) -> tuple[date, date] | None:
        """Where ``quantile`` lies with confidence *level*, by order statistics; the day itself twice if exact."""
        n = round(self.histories * self.chance)
        if not self.histories:
            day = self.quantile(chance)
            return None if day is None else (day, day)
        if not n:
            return None
        low, high = quantile_ranks(n, chance, level)
        places = [self._place(rank / n * self.chance) or 0 for rank in (low, high)]
        return self.first + places[0] * _ONE, self.first + places[1] * _ONE

    @property
    def mean(self) -> date | None:
        """The mean day, given that it comes, rounded down."""
        total = self.chance
        if not total:
            return None
        return self.first + timedelta(days=int(fsum(i * m for i, m in enumerate(self.mass)) / total))

    def _place(self, wanted: float) -> int | None:
        if not self.chance:
            return None
        last = 0
        for i, reached in enumerate(accumulate(self.mass)):
            if self.mass[i] > 0.0:
                last = i
                if reached >= wanted * (1 - 1e-12):
                    return i
        return last


@frozen(eq=False)
class Law:
    """A distribution over (ending, day).

    *mass* has a row for each of *endings* and a column for each day from *first* on; *open* is the chance that the
    deal is still open at the horizon, *cut_off* what a bound cut off before it. All of it adds to one within 1e-12, or
    DefinitionError is raised. *last* says how likely each process was the last to clear a deal that closed, *failed*
    what was missing where it did not; where that is None, *unasked* says why. *terms* divides each ending by the terms
    in force at its end; it is empty where they are always those of the day of the question.
    """

    endings: tuple[str, ...]
    first: date
    mass: NDArray[float64] = field(repr=False)
    open: float
    method: Method
    cut_off: float = 0.0
    last: Mapping[str, float] = field(factory=dict)
    title: str = ""
    failed: Failed | None = field(default=None, repr=False)
    unasked: str = ""
    terms: Mapping[str, Mapping[str, float]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        total = float(self.mass.sum()) + self.open + self.cut_off
        worst = float(self.mass.min(initial=0.0))
        if not abs(total - 1.0) <= _ADDS_UP or min(worst, self.open, self.cut_off) < -_ADDS_UP:
            said = f"its chances add to {total!r}, the least of them is {min(worst, self.open, self.cut_off)!r}"
            raise DefinitionError("law of outcomes", [said])
        self.mass.setflags(write=False)

    def __repr__(self) -> str:
        shown = ", ".join(f"{name} {chance:.1%}" for name, chance in self.chances.items() if chance >= 0.0005)
        return f"<Law from {self.first}: {shown}; {self.method}>"

    @property
    def horizon(self) -> date:
        """The last day looked at."""
        return self.first + timedelta(days=int(self.mass.shape[1]) - 1)

    @property
    def chances(self) -> dict[str, float]:
        """The chance of each ending, in the order of the deal, and of being still open."""
        sums = dict(zip(self.endings, map(float, self.mass.sum(axis=1)), strict=True))
        return {**sums, OPEN: self.open + self.cut_off}

    def chance(self, ending: str, by: date | None = None, after: date | None = None) -> float:
        """The chance of *ending*, on *by* or before it, later than *after*; raises UnknownName."""
        if ending == OPEN:
            return self.open + self.cut_off
        start = 0 if after is None else max(0, (after - self.first).days + 1)
        stop = self.mass.shape[1] if by is None else max(0, (by - self.first).days + 1)
        return float(self.mass[self._row(ending), start:stop].sum())

    def interval(self, ending: str, level: float = 0.95) -> Interval:
        """Where the chance of *ending* lies with confidence *level* (Wilson); the chance itself twice if exact."""
        chance = self.chance(ending)
        if self.method.exact:
            return Interval(chance, chance)
        return wilson(round(chance * self.method.histories), self.method.histories, level)

    def interval_under(self, ending: str, terms: str, level: float = 0.95) -> Interval:
        """Where the chance of *ending* under *terms* lies with confidence *level*; the chance itself twice if exact."""
        chance = self.terms[ending][terms]
        if self.method.exact:
            return Interval(chance, chance)
        return wilson(round(chance * self.method.histories), self.method.histories, level)

    def days(self, *endings: str) -> Days:
        """On which days any of *endings* comes; raises UnknownName."""
        mass = self.mass[[self._row(ending) for ending in endings]].sum(axis=0)
        return Days(self.first, mass.tolist(), self.method.histories)

    @property
    def closing_day(self) -> Days:
        """On which day the deal closes, under whatever name."""
        return self.days(*(name for name in self.endings if name.startswith("closed")))

    def _row(self, ending: str) -> int:
        if ending not in self.endings:
            raise UnknownName("ending", ending, (*self.endings, OPEN))
        return self.endings.index(ending)

    def to_arrays(self) -> dict[str, Any]:
        """Columns ``ending``, ``day`` and ``chance`` of everything that can happen; still open has no day."""
        import numpy as np

        rows, columns = np.nonzero(self.mass)
        days = np.datetime64(self.first) + columns.astype("timedelta64[D]")
        return {
            "ending": np.array([*(self.endings[i] for i in rows), OPEN]),
            "day": np.concatenate([days.astype("datetime64[D]"), np.array(["NaT"], "datetime64[D]")]),
            "chance": np.concatenate([self.mass[rows, columns], [self.open + self.cut_off]]),
        }

    def to_frame(self) -> Any:
        """``to_arrays`` as a data frame of pandas or polars, whichever is installed; raises MissingExtra."""
        try:
            from pandas import DataFrame
        except ImportError:
            try:
                from polars import DataFrame
            except ImportError:
                raise MissingExtra("a data frame", "frames") from None
        return DataFrame(self.to_arrays())

    def __str__(self) -> str:
        shown = {name: chance for name, chance in self.chances.items() if chance > 0.0}
        lines = [*([self.title] if self.title else []), f"How it can end: {self.method}"]
        width = max(map(len, shown), default=0)
        for name, chance in sorted(shown.items(), key=lambda pair: -pair[1]):
            lines.append(f"  {name:{width}}  {chance:7.2%}  {self._within(name)}{'#' * round(chance * _BAR)}".rstrip())
        closing = self.closing_day
        if closing.chance:
            some = [(q, closing.quantile(q)) for q in (0.1, 0.5, 0.9)]
            said = ", ".join(f"P{q * 100:.0f} {_on(day)}" for q, day in some if day is not None)
            lines.append(f"Closing, if it closes: {said}")
        if self.last:
            said = ", ".join(f"{name} {p:.1%}" for name, p in sorted(self.last.items(), key=lambda pair: -pair[1]))
            lines.append(f"Last to clear: {said}")
        for name in self.terms:
            if name.startswith("closed"):
                said = ", ".join(f"{terms} {chance:.2%}" for terms, chance in self.terms[name].items())
                lines.append(f"{name}, by terms: {said}")
        if self.failed is not None:
            said = ", ".join(f"{lack.process} {lack.share:.1%}" for lack in self.failed.of())
            lines.append(f"Missing where it did not close: {said}")
        return "\n".join(lines)

    def _within(self, ending: str) -> str:
        if self.method.exact:
            return ""
        low, high = self.interval(ending)
        return f"({low:.2%} to {high:.2%})  "


def by_terms(now: str, chances: Mapping[tuple[str, str], float]) -> dict[str, dict[str, float]]:
    """*chances* of (ending, terms) by ending; nothing if every ending comes under the terms of *now*."""
    out: dict[str, dict[str, float]] = {}
    for (ending, terms), chance in chances.items():
        if chance > 0.0:
            out.setdefault(ending, {})[terms] = chance
    return out if any(set(found) != {now} for found in out.values()) else {}


def mixture(parts: Iterable[tuple[float, Law]], method: Method) -> Law:
    """The law of which each of *parts* is the law with some chance; the chances sum to one."""
    weighed = list(parts)
    first = weighed[0][1]
    mass = sum(weight * law.mass for weight, law in weighed)
    told = [(weight * law.closing_day.chance, law.last) for weight, law in weighed if law.last]
    closing = fsum(chance for chance, _ in told)
    names = dict.fromkeys(name for _, last in told for name in last)
    last = {name: fsum(chance * last.get(name, 0.0) for chance, last in told) / closing for name in names if closing}
    open_, cut = (fsum(w * getattr(law, name) for w, law in weighed) for name in ("open", "cut_off"))
    unasked = first.unasked
    return Law(first.endings, first.first, mass, open_, method, cut, last, first.title, None, unasked)  # type: ignore[arg-type]
