"""A process that waits for nobody: the law of its every step, day by day, by convolution along its states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from dealflow.analysis.outcomes.contexts import Context, Paths, shifted
from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.node import Visit, Way, ways_out
from dealflow.kernel.plan import Row

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

__all__ = ["Chart", "Charts", "chart_of"]

_ONE: Final = timedelta(days=1)
_MOST_VISITS: Final = 20_000


Flows = dict[tuple[str, str, int], "NDArray[float64]"]
"""The chance of each step on each day, by the state it leaves, the state it enters, and the time of day."""


@frozen
class Chart:
    """The law of a process that waits for nobody: *flows* are its steps; *start* is where it stands."""

    i: int
    start: str
    flows: Flows = field(repr=False)

    def into(self, states: frozenset[str], at: int) -> NDArray[float64] | int:
        """The chance on each day of entering *states* from outside them at that time of the day."""
        return sum(mass for (a, b, t), mass in self.flows.items() if t == at and b in states and a not in states)

    def leaves(self, states: frozenset[str]) -> bool:
        """True if it can ever leave *states* again."""
        return any(a in states and b not in states for a, b, _ in self.flows)


def chart_of(ground: Ground, i: int) -> Chart:
    """The law of the process at *i*, which waits for no other; raises Unsolved where it is not made of visits alone."""
    return _Maker(ground, i).chart()


class Charts(dict[int, Chart]):
    """The laws of processes that wait for nobody, each made when it is first asked for."""

    def __init__(self, ground: Ground) -> None:
        super().__init__()
        self.ground = ground

    def __missing__(self, i: int) -> Chart:
        self[i] = chart_of(self.ground, i)
        return self[i]


class _Maker:
    """The convolution under way."""

    def __init__(self, ground: Ground, i: int) -> None:
        self.ground = ground
        self.i = i
        self.flows: Flows = {}
        self.pending: dict[Context, NDArray[float64]] = {}
        self.paths = Paths(ground, i)
        self.onward: dict[tuple[Context, Row, int], Sequence[tuple[int, Context]]] = {}
        self.steady: dict[Context, tuple[tuple[Way, tuple[tuple[int, Context], ...]], ...]] = {}

    def chart(self) -> Chart:
        ground, i = self.ground, self.i
        state = ground.board.processes[i]
        start = Visit(state, ground.as_of, now=True)
        for way in ways_out(ground, i, start, ground.days):
            self._flow(way, way.chances, self.paths.children(way, start))
        for _ in range(_MOST_VISITS):
            if not self.pending:
                return Chart(i, state.state, self.flows)
            context = min(self.pending, key=lambda c: self.paths.order[c.state.state])
            self._visit(context, self.pending.pop(context))
        raise Unsolved(f"{ground.plan.ids[i]} has too many visits that differ")

    def _visit(self, context: Context, arrived: NDArray[float64]) -> None:
        ground, i = self.ground, self.i
        if context not in self.steady and self.paths.is_steady(context):
            visit = Visit(context.state, ground.as_of, context.late)
            ways = ways_out(ground, i, visit, ground.days)
            self.steady[context] = tuple((way, tuple(self.paths.children(way, visit))) for way in ways)
        if context in self.steady:
            for way, children in self.steady[context]:
                self._flow(way, _convolved(arrived, way.chances), children)
            return
        for k in arrived.nonzero()[0].tolist():
            visit = Visit(shifted(context.state, k), ground.as_of + k * _ONE, context.late)
            for way in ways_out(ground, i, visit, ground.days - k):
                mass = _moved(way.chances, k) * arrived[k]
                self._flow(way, mass, [(d + k, c) for d, c in self._children(context, way, visit)])

    def _children(self, context: Context, way: Way, visit: Visit) -> Sequence[tuple[int, Context]]:
        """Where *way* leads; found once for all days of entry where no clock runs on."""
        if self.paths.carries(way):
            return self.paths.children(way, visit)
        key = (context, way.row, way.at)
        if key not in self.onward:
            self.onward[key] = self.paths.children(way, visit)
        return self.onward[key]

    def _flow(
        self,
        way: Way,
        mass: NDArray[float64],
        children: Sequence[tuple[int, Context]],
    ) -> None:
        """Add *mass* to the step that *way* is, and to what arrives in the contexts it leads to."""
        key = (way.row.source, way.row.target, way.at)
        self.flows[key] = self.flows[key] + mass if key in self.flows else mass
        if not self.paths.goes_on[way.row.target]:
            return
        if len(children) == 1:
            self._arrive(children[0][1], mass)
            return
        for d, context in children:
            if mass[d]:
                only = mass * 0.0
                only[d] = mass[d]
                self._arrive(context, only)

    def _arrive(self, context: Context, mass: NDArray[float64]) -> None:
        known = self.pending.get(context)
        self.pending[context] = mass if known is None else known + mass


def _moved(mass: NDArray[float64], k: int) -> NDArray[float64]:
    """*mass* so many days later, over *k* days more."""
    import numpy as np

    return np.concatenate([np.zeros(k), mass])


def _convolved(arrived: NDArray[float64], chances: NDArray[float64]) -> NDArray[float64]:
    """The law of the sum of two days, as far as the horizon."""
    import numpy as np

    out = np.zeros_like(arrived)
    days = chances.nonzero()[0]
    if len(days) == 1:
        d = int(days[0])
        out[d:] = arrived[: len(arrived) - d] * chances[d]
        return out
    some = arrived.nonzero()[0]
    if len(some) == 0:
        return out
    low, high, first, last = int(some[0]), int(some[-1]), int(days[0]), int(days[-1])
    room = len(out) - low - first
    if room > 0:
        both = np.convolve(arrived[low : high + 1], chances[first : last + 1])[:room]
        out[low + first : low + first + len(both)] = both
    return out
