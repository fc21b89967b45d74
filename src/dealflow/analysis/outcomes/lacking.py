"""What was missing where a deal did not close, exactly: the races of the convolution say it of every moment.

The others move on their own. So, given who ended the deal and when, each stands in a state with a known chance as long
as closing was not possible; that it was possible, and was not done, is what is left of the chance of that end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from dealflow.analysis.outcomes.causes import Causes, causes_of, combined
from dealflow.analysis.outcomes.chart import Chart, Charts, Kept
from dealflow.analysis.outcomes.contexts import next_board
from dealflow.analysis.outcomes.entries import MOMENTS, Outcome, Race, Source, Waiting, entries_of, rank_of
from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.missing import Failed, closing_rows
from dealflow.analysis.outcomes.node import AT_ACT, AT_END, Way
from dealflow.analysis.outcomes.stages import stage_races
from dealflow.analysis.outcomes.structure import ending_at, shape_of
from dealflow.analysis.outcomes.unmet import Judge, Judged
from dealflow.analysis.sampling.setting import OPEN, Setting
from dealflow.kernel.board import Board

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

__all__ = ["failed_exactly"]

_ROUNDING: Final = 1e-13
_MOST_LEVELS: Final = 200
_MOST_PATTERNS: Final = 1024
Pattern = tuple[frozenset[str], bool]
"""The processes whose condition is unmet, and whether all that closing waits for has made way."""


def failed_exactly(setting: Setting) -> Failed | None:
    """What was missing where the deal of *setting* does not close, of all histories; None if all of them close.

    Raises Unsolved with the reason where the convolution does not tell.
    """
    ground = Ground(setting)
    if not closing_rows(ground.plan):
        return None
    joint, bad = shape_of(ground)
    causes = causes_of(ground, joint, bad, Judge(ground, joint).seen)
    levels = list(combined(setting, causes.shared))
    if len(levels) > _MOST_LEVELS:
        raise Unsolved(f"{len(levels)} combinations of what nobody sees")
    kept: Kept = {}
    found: dict[tuple[str, tuple[str, ...]], float] = {}
    for chance, level in levels:
        for key, weight in _Ends(Ground(setting, level), causes, kept).seen().items():
            found[key] = found.get(key, 0.0) + chance * weight
    seen = {key: weight for key, weight in found.items() if weight > _ROUNDING}
    contracts = frozenset(b.id for b in ground.deal.processes if b.process.contract)
    contracts |= {ground.plan.ids[row.i] for row in closing_rows(ground.plan)}
    return Failed(seen, "the exact law, no history sampled", 0, contracts) if seen else None


class _Stretch(NamedTuple):
    """Moments on which all stands alike for the one that waits: from the first to before the last."""

    first: int
    last: int
    judged: Judged


class _Ends:
    """The ends of a deal under one level of what its processes share."""

    def __init__(self, ground: Ground, causes: Causes, kept: Kept) -> None:
        self.ground = ground
        self.joint, self.bad = shape_of(ground)
        self.judge = Judge(ground, self.joint)
        self.charts = Charts(ground, causes, kept)
        own = ground.beside(causes.levels(ground, self.joint))
        self.waiting = Waiting(own, self.joint, self.charts, self.bad)
        self.stood: dict[int, dict[str, NDArray[float64]]] = {}
        self.patterns: dict[Any, dict[Pattern, NDArray[float64]]] = {}
        self.found: dict[tuple[str, tuple[str, ...]], float] = {}

    def seen(self) -> dict[tuple[str, tuple[str, ...]], float]:
        """The weight of each ending without a closing and each set of processes whose condition was unmet."""
        for race in stage_races(self.waiting):
            self._race(race)
        return self.found

    def _race(self, race: Race) -> None:
        outcomes, left = race.run()
        ended: dict[tuple[int, str, int], NDArray[float64]] = {}
        for o in outcomes:
            key = (o.i, o.state, id(o.way))
            ended[key] = ended[key] + o.law if key in ended else o.law
        ends = [[(rank_of(k), o) for o in entries_of(race.waiting, k, states)] for k, states in self.bad.items()]
        sources = [*race.own, *ends]
        for source in sources:
            for rank, o in source:
                name = ending_at(self.ground, o.i, o.state, last=not self.bad)
                if name.startswith("closed"):
                    continue
                if name == OPEN:
                    raise Unsolved(f"{self.ground.plan.ids[o.i]} comes to a stop, and the others go on")
                base = self._alone(race, source, rank, o.law)
                self._end(race, name, o, rank, base, ended.get((o.i, o.state, id(o.way)), o.law * 0.0))
        for _, o in race.joined:
            if o.i == race.waiting.i:
                name = ending_at(self.ground, o.i, o.state, last=not self.bad)
                if not name.startswith("closed"):
                    raise Unsolved(f"what {self.ground.plan.ids[o.i]} waits for is not closing")
        self._open(race, left)

    def _alone(self, race: Race, source: Source, rank: int, law: NDArray[float64]) -> NDArray[float64]:
        """The chance that an act comes as by *law* and the one that waits has done nothing of its own before."""
        import numpy as np

        for other in race.own:
            if other is not source:
                before = np.zeros_like(law)
                for theirs, o in other:
                    so_far = np.cumsum(o.law)
                    before += so_far if theirs < rank else so_far - o.law
                law = law * (1.0 - before)
        return law

    def _end(
        self, race: Race, name: str, o: Outcome, rank: int, base: NDArray[float64], whole: NDArray[float64]
    ) -> None:
        """Add what is unmet where *o* ends the deal under *name*."""
        for stretch in self._stretches(race, o, rank):
            part = slice(stretch.first, stretch.last)
            left = float(whole[part].sum())
            for (ids, ready), law in self._patterns(race.good, o, stretch.judged).items():
                if ready:
                    continue
                weight = float((base[part] * law[part]).sum())
                left -= weight
                self._add(name, ids | stretch.judged.always, race.weight * weight)
            if race.good and o.i not in race.good:
                self._add(name, self._ready(race.good, stretch.judged) | stretch.judged.always, race.weight * left)

    def _open(self, race: Race, left: float) -> None:
        """Add what is unmet where nothing has ended the deal by the horizon."""
        alone = 1.0
        for source in race.own:
            alone *= 1.0 - sum(float(o.law.sum()) for _, o in source)
        board = self._board(race, self.ground.days - 1, AT_END, rank_of(len(self.ground.plan.ids)))
        judged = self.judge.of(board[0], board[1])
        for (ids, ready), law in self._patterns(race.good, None, judged).items():
            if not ready:
                weight = alone * float(law[-1])
                left -= weight
                self._add(OPEN, ids | judged.always, race.weight * weight)
        if race.good:
            self._add(OPEN, self._ready(race.good, judged) | judged.always, race.weight * left)

    def _add(self, name: str, ids: frozenset[str], weight: float) -> None:
        index = self.ground.plan.index
        key = (name, tuple(sorted(ids, key=lambda id: index[id])))
        self.found[key] = self.found.get(key, 0.0) + weight

    def _ready(self, good: Mapping[int, frozenset[str]], judged: Judged) -> frozenset[str]:
        """What is unmet once all that closing waits for has made way."""
        found: frozenset[str] = frozenset()
        for k, states in good.items():
            each = {judged.unmet[k].get(s, frozenset()) for s in states} if k in judged.unmet else {frozenset()}
            if len(each) > 1:
                raise Unsolved(f"closing is open to more than {self.ground.plan.ids[k]} gives")
            found |= each.pop()
        return found

    # ------------------------------------------------------------------------------------ where the others stand

    def _patterns(
        self, good: Mapping[int, frozenset[str]], o: Outcome | None, judged: Judged
    ) -> dict[Pattern, NDArray[float64]]:
        """How likely the others stand in each way before *o* (None: at the end), if none of them has ended it."""
        import numpy as np

        key = (tuple(sorted(good)), o and (o.i, o.state), judged.key)
        if key in self.patterns:
            return self.patterns[key]
        if good and set(judged.unmet) - set(good):
            raise Unsolved("a condition of closing is none that the closing waits for")
        found: dict[Pattern, NDArray[float64]] = {(frozenset(), bool(good)): np.ones(self.ground.days * MOMENTS)}
        for k in sorted({*judged.unmet, *good, *self.bad} - {self.joint}):
            if o is not None and o.i == k:
                classes: dict[Pattern, Any] = {(judged.unmet.get(k, {}).get(o.state, frozenset()), False): 1.0}
            else:
                late = o is None or k < o.i
                classes = self._classes(k, good.get(k), judged.unmet.get(k, {}), late=late)
            joined: dict[Pattern, NDArray[float64]] = {}
            for (ids, ready), law in found.items():
                for (more, there), chance in classes.items():
                    both = (ids | more, ready and there)
                    joined[both] = joined.get(both, 0.0) + law * chance
            found = joined
            if len(found) > _MOST_PATTERNS:
                raise Unsolved("too many conditions of closing")
        self.patterns[key] = found
        return found

    def _classes(
        self, k: int, good: frozenset[str] | None, unmet: Mapping[str, frozenset[str]], *, late: bool
    ) -> dict[Pattern, NDArray[float64]]:
        """The chance that the process at *k* stands where the same is unmet, before a moment, or *late* after it."""
        import numpy as np

        found: dict[Pattern, NDArray[float64]] = {}
        chart = self.charts[k]
        if k not in self.stood:
            self.stood[k] = _stands(chart, self.ground.states(k), self.ground.days * MOMENTS)
        for state, law in self.stood[k].items():
            if state in self.bad.get(k, ()):
                continue
            here = law if late else np.concatenate([[float(state == chart.start)], law[:-1]])
            key = (unmet.get(state, frozenset()), good is None or state in good)
            found[key] = found[key] + here if key in found else here
        return found

    # --------------------------------------------------------------------------------- where the one that waits stands

    def _stretches(self, race: Race, o: Outcome, rank: int) -> Iterator[_Stretch]:
        days = {0, *self.judge.days}
        stage: Waiting | None = race.waiting
        while stage is not None:
            days |= {stage.start, stage.start + 1}
            stage = stage.before
        for d, _, _, _ in race.moved:
            days |= {d, d + 1}
        size = self.ground.days * MOMENTS
        places = sorted({d * MOMENTS + at for d in days if d < self.ground.days for at in (0, AT_ACT, AT_END)})
        used = o.law.nonzero()[0]
        for first, last in zip(places, [*places[1:], size], strict=True):
            inside = used[used.searchsorted(first) : used.searchsorted(last)]
            if len(inside):
                board, passed = self._board(race, int(inside[0]) // MOMENTS, int(inside[0]) % MOMENTS, rank, o)
                yield _Stretch(first, last, self.judge.of(board, passed))

    def _board(
        self, race: Race, d: int, at: int, rank: int, o: Outcome | None = None
    ) -> tuple[Board, frozenset[tuple[int, str]]]:
        """The board on day *d* after *o* (of no other that moves), and the states that the one that waits has seen."""
        stage, i = race.waiting, self.joint
        while stage.before is not None and not _after(stage.start, rank_of(i), d, at, rank):
            stage = stage.before
        day = self.ground.as_of + timedelta(days=d)
        board = stage.ground.copy(day)
        if stage is race.waiting:
            for moved, theirs, name, until in race.moved:
                if _after(moved, theirs, d, at, rank):
                    board.dates[self.ground.plan.date_names.index(name)] = until
        if i < 0:
            return board, frozenset()
        passed = set()
        if o is not None and o.i == i and o.way is not None:
            way = Way(*o.way, at, o.law)
            board = next_board(stage.ground.on(board), i, way, board.processes[i], day)
            passed.add((i, o.state))
        before: Waiting | None = stage
        while before is not None:
            passed.add((i, before.ground.board.processes[i].state))
            before = before.before
        return board, frozenset(passed)


def _after(moved: int, theirs: int, d: int, at: int, rank: int) -> bool:
    """True if an act of day *moved* comes before what happens on day *d*."""
    return moved < d or (moved == d and (at == AT_END or (at == AT_ACT and theirs < rank)))


def _stands(chart: Chart, states: tuple[str, ...], size: int) -> dict[str, NDArray[float64]]:
    """The chance of standing in each state after each moment."""
    import numpy as np

    moves = {state: np.zeros(size) for state in states}
    for (source, target, at), mass in chart.flows.items():
        moves[source][at::MOMENTS] -= mass
        moves[target][at::MOMENTS] += mass
    return {state: (state == chart.start) + np.cumsum(moved) for state, moved in moves.items()}
