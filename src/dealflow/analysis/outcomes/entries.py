"""When others make way, or end the deal, for the one that waits: laws over moments, three to a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from math import prod
from typing import TYPE_CHECKING, Final, NamedTuple

from attrs import field, frozen

from dealflow.analysis.outcomes.chart import Chart
from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.node import AT_ACT, Drawn, Visit, drawn_in
from dealflow.analysis.outcomes.race import race
from dealflow.analysis.sampling.groups import Choice
from dealflow.kernel.plan import Row

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

__all__ = ["LATEST", "MOMENTS", "Outcome", "Race", "Waiting", "entries_of", "first_of", "made_way", "rank_of"]

MOMENTS: Final = 3
"""Moments of a day: what takes effect at its start, acts, lapses at its end."""
LATEST: Final = 999
"""Added to the rank of a process: after all that it does itself."""


Source = list[tuple[int, "Outcome"]]
"""What one party to a race may do, each with its rank."""


class Outcome(NamedTuple):
    """One way for the race to end: the process and the state it comes to, its law by moments, who was last before."""

    i: int
    state: str
    law: NDArray[float64]
    last: int = -1
    way: tuple[Row, Choice | None] | None = None


class Race(NamedTuple):
    """A race and its chance: its *sources* of the one that waits, of others, and the one in which it waits for *good*.

    *moved* are the dates of the contract that move on the way: from which day and rank on, which, and until when.
    """

    weight: float
    waiting: Waiting
    own: list[Source]
    others: list[Source]
    joined: Source
    good: Mapping[int, frozenset[str]]
    moved: tuple[tuple[int, int, str, date], ...] = ()

    def run(self) -> tuple[list[Outcome], float]:
        """The ways in which it ends, and the chance that it is still on at the horizon; its own chance left out."""
        sources = [source for source in (*self.own, self.joined, *self.others) if source]
        if not sources:
            return [], 1.0
        laws = race([[(rank, o.law) for rank, o in source] for source in sources])
        left = prod(1.0 - sum(float(o.law.sum()) for _, o in source) for source in sources)
        outcomes = [
            o._replace(law=law)
            for source, won in zip(sources, laws, strict=True)
            for (_, o), law in zip(source, won, strict=True)
        ]
        return outcomes, left


@frozen
class Waiting:
    """The process at *i* (-1: none) where it stands: what it may do, and the states that end the deal elsewhere.

    *bad* maps other processes to the states whose entry ends everything. It entered its state so many days after the
    question, or had before (None). *before* is the stage that it came from.
    """

    ground: Ground
    i: int
    charts: Mapping[int, Chart]
    bad: Mapping[int, frozenset[str]]
    entered: int | None = None
    before: Waiting | None = field(default=None, repr=False)
    groups: tuple[Drawn, ...] = field(init=False)
    met: dict[tuple[int, int], list[tuple[int, Outcome]]] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        found = drawn_in(self.ground, self.i, self.visit) if self.i >= 0 else []
        object.__setattr__(self, "groups", tuple(found))

    @property
    def start(self) -> int:
        """The first day, counted from the question, on which it can act."""
        return self.entered or 0

    @property
    def visit(self) -> Visit:
        """Its visit of the state."""
        day = self.ground.as_of + timedelta(days=self.start)
        return Visit(self.ground.board.processes[self.i], day, now=self.entered is None)


def rank_of(i: int) -> int:
    """The place in the order of a day of the first act of the process at *i*."""
    return i * 1000


def entries_of(waiting: Waiting, k: int, states: frozenset[str]) -> Iterator[Outcome]:
    """The law by moments of the first entry of the process at *k* into each of *states*."""
    import numpy as np

    if waiting.charts[k].leaves(states):
        raise Unsolved(f"{waiting.ground.plan.ids[k]} can come to the same place again")
    laws: dict[str, NDArray[float64]] = {}
    for (source, target, at), mass in waiting.charts[k].flows.items():
        if target in states and source not in states:
            law = laws.setdefault(target, np.zeros(len(mass) * MOMENTS))
            law[at::MOMENTS] += mass
    yield from (Outcome(k, state, law) for state, law in laws.items())


def _total(waiting: Waiting, k: int, states: frozenset[str]) -> NDArray[float64]:
    import numpy as np

    law = np.zeros(waiting.ground.days * MOMENTS)
    for outcome in entries_of(waiting, k, states):
        law += outcome.law
    return law


def made_way(waiting: Waiting, good: Mapping[int, frozenset[str]]) -> Iterator[tuple[int, bool, NDArray[float64]]]:
    """The law by moments that the last of the processes makes way, by which of them that is (-1: none had to).

    What was out of the way when the one that waits entered its state comes apart, as of that moment, and marked so.
    """
    import numpy as np

    size, begin = waiting.ground.days * MOMENTS, waiting.start * MOMENTS + AT_ACT
    waited = {k: states for k, states in good.items() if waiting.charts[k].start not in states}
    if not waited:
        yield -1, True, _at(begin, 1.0, size)
        return
    laws = {k: _total(waiting, k, states) for k, states in waited.items()}
    reached = {k: np.cumsum(law) for k, law in laws.items()}
    for k, own in laws.items():
        last = own.copy()
        for other, so_far in reached.items():
            if other != k:
                last *= so_far if other < k else so_far - laws[other]
        if waiting.start:
            early = begin + (k < waiting.i)
            yield k, True, _at(begin, float(last[:early].sum()), size)
            last[:early] = 0.0
        yield k, False, last


def _at(moment: int, chance: float, size: int) -> NDArray[float64]:
    import numpy as np

    law = np.zeros(size)
    law[moment] = chance
    return law


def first_of(waiting: Waiting, ends: Mapping[int, frozenset[str]]) -> Iterator[tuple[int, list[Outcome]]]:
    """The law by moments that each of these processes is the first of them to come to an end of the deal."""
    each = {k: list(entries_of(waiting, k, states)) for k, states in ends.items()}
    sources = [[(rank_of(k), o.law) for o in outcomes] for k, outcomes in each.items() if outcomes]
    if not sources:
        return
    won = iter(race(sources))
    for k, outcomes in each.items():
        if outcomes:
            yield k, [o._replace(law=law) for o, law in zip(outcomes, next(won), strict=True)]
