"""A process that waits for nobody: the law of its every step, day by day, by convolution along its states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from attrs import field, frozen

from dealflow.analysis.outcomes.beside import days_in, ever
from dealflow.analysis.outcomes.causes import Causes
from dealflow.analysis.outcomes.contexts import Context, Paths, shifted
from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.node import Visit, Way, ways_out
from dealflow.kernel.plan import Row

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

__all__ = ["Chart", "Charts", "Kept", "chart_of"]

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


Kept = dict[tuple[int, tuple[str, ...]], Chart]
"""Laws of processes under levels of the shared causes that each asks about."""


class Charts(dict[int, Chart]):
    """The laws of processes that wait for nobody, each made when it is first asked for.

    *causes* says which are mixed within each; *kept* are those made already under other levels of what they share.
    """

    def __init__(self, ground: Ground, causes: Causes, kept: Kept) -> None:
        super().__init__()
        self.ground = ground
        self.causes = causes
        self.kept = kept

    def __missing__(self, i: int) -> Chart:
        key = (i, tuple(self.ground.level[name] for name in self.causes.asked.get(i, ())))
        if key not in self.kept:
            self.kept[key] = chart_of(self.ground.beside(self.causes.levels(self.ground, i)), i)
        self[i] = self.kept[key]
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
                return Chart(i, state.state, {step: ground.mean(mass) for step, mass in self.flows.items()})
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
        for k in days_in(arrived):
            visit = Visit(shifted(context.state, k), ground.as_of + k * _ONE, context.late)
            for way in ways_out(ground, i, visit, ground.days - k):
                mass = _moved(way.chances, k, arrived[..., k : k + 1])
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
            if mass[..., d].any():
                only = mass * 0.0
                only[..., d] = mass[..., d]
                self._arrive(context, only)

    def _arrive(self, context: Context, mass: NDArray[float64]) -> None:
        known = self.pending.get(context)
        self.pending[context] = mass if known is None else known + mass


def _moved(mass: NDArray[float64], k: int, chance: NDArray[float64]) -> NDArray[float64]:
    """*mass* so many days later, over *k* days more, with a *chance*."""
    import numpy as np

    out = np.zeros((*mass.shape[:-1], mass.shape[-1] + k))
    np.multiply(mass, chance, out=out[..., k:])
    return out


def _convolved(arrived: NDArray[float64], chances: NDArray[float64]) -> NDArray[float64]:
    """The law of the sum of two days, as far as the horizon."""
    import numpy as np

    out = np.zeros_like(arrived)
    days = ever(chances).nonzero()[0]
    if len(days) == 1:
        d = int(days[0])
        out[..., d:] = arrived[..., : arrived.shape[-1] - d] * chances[..., d : d + 1]
        return out
    some = ever(arrived).nonzero()[0]
    if len(some) == 0:
        return out
    low, high, first, last = int(some[0]), int(some[-1]) + 1, int(days[0]), int(days[-1]) + 1
    room = out.shape[-1] - low - first
    if room > 0:
        for k in np.ndindex(out.shape[:-1]):
            both = np.convolve(arrived[k][low:high], chances[k][first:last])[:room]
            out[k][low + first : low + first + len(both)] = both
    return out
