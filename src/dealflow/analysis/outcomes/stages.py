"""A process that goes through stages before it waits for others: conditioned on the day it leaves each.

The earlier stages wait for nobody, so the day on which one is left depends on nothing else; given that day, what
follows is the race of the next stage, begun then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from dealflow.analysis.outcomes.beside import days_in
from dealflow.analysis.outcomes.conditions import good_states
from dealflow.analysis.outcomes.contexts import next_board
from dealflow.analysis.outcomes.entries import MOMENTS, Outcome, Race, Waiting, entries_of, rank_of
from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.join import races_of
from dealflow.analysis.outcomes.node import AT_ACT, Way, ways_out

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

__all__ = ["solve_stages", "stage_races"]

_MOST_DAYS: Final = 400


def solve_stages(waiting: Waiting) -> tuple[list[Outcome], float]:
    """The ways in which the deal ends, and the chance that it is still on at the horizon."""
    found: list[Outcome] = []
    left = 0.0
    for race in stage_races(waiting):
        outcomes, still = race.run()
        found.extend(o._replace(law=o.law * race.weight) for o in outcomes)
        left += race.weight * still
    return found, left


def stage_races(waiting: Waiting, weight: float = 1.0) -> Iterator[Race]:
    """The races by which the deal can end, in whatever stage, each with its chance."""
    if not _goes_on(waiting):
        yield from (race._replace(weight=race.weight * weight) for race in races_of(waiting))
        return
    ground, i, length = waiting.ground, waiting.i, waiting.ground.days - waiting.start
    for drawn in waiting.groups:
        for choice in drawn.group.choices:
            if any(row.transition.target is None or good_states(ground, row) for row in choice.rows):
                raise Unsolved(f"{ground.plan.ids[i]} waits for others, and goes on after that")
    ways = ways_out(ground, i, waiting.visit, length)
    onward = [way for way in ways if ground.leaving(i, way.row.target) and not _ends(ground, i, way.row.target)]
    if any(way.at != AT_ACT for way in onward):
        raise Unsolved(f"{ground.plan.ids[i]} goes on after a lapse")
    if sum(len(days_in(way.chances)) for way in onward) > _MOST_DAYS:
        raise Unsolved(f"{ground.plan.ids[i]} can go on on more than {_MOST_DAYS} days")
    staying = 1.0 - sum(float(ground.mean(way.chances).sum()) for way in onward)
    if staying > 0.0:
        yield _ending_here(waiting, [way for way in ways if way not in onward], staying, weight)
    for way in onward:
        for d in days_in(way.chances):
            yield from stage_races(_next(waiting, way, d), weight * float(ground.mean(way.chances)[d]))


def _goes_on(waiting: Waiting) -> bool:
    """True if something that can be done leads to a state from which more can be done."""
    if waiting.i < 0:
        return False
    ground, i = waiting.ground, waiting.i
    targets = {r.target for r in ground.leaving(i, ground.board.processes[i].state) if r.transition.target is not None}
    return any(ground.leaving(i, target) and not _ends(ground, i, target) for target in targets)


def _ends(ground: Ground, i: int, state: str) -> bool:
    """True if the deal has come to an end when the process at *i* is in *state*."""
    board = ground.copy(ground.as_of)
    board.processes[i] = board.processes[i]._replace(state=state)
    return any(ground.truth(ending.guard, -1)(board) for ending in ground.deal.endings)


def _next(waiting: Waiting, way: Way, d: int) -> Waiting:
    """The next stage, entered on the *d*-th day of this one, which tells of the levels that are side by side."""
    ground, day = waiting.ground, waiting.visit.day + timedelta(days=d)
    board = next_board(ground, waiting.i, way, waiting.visit.state, day)
    board.day = ground.as_of
    after = ground.on(board)
    if ground.mixed:
        chances = way.chances[:, d]
        whole = float(ground.mean(chances))
        pairs = zip(ground.mixed, chances.tolist(), strict=True)
        after = after.beside(tuple((before * chance / whole, level) for (before, level), chance in pairs))
    return Waiting(after, waiting.i, waiting.charts, waiting.bad, waiting.start + d, waiting)


def _ending_here(waiting: Waiting, ways: list[Way], staying: float, weight: float) -> Race:
    """The race of the histories that end in this stage or never leave it; *staying* is the chance of these."""
    own = [
        (
            rank_of(waiting.i) + 1,
            Outcome(waiting.i, way.row.target, _moments(waiting, way) / staying, way=(way.row, way.choice)),
        )
        for way in ways
    ]
    others = [[(rank_of(k), o) for o in entries_of(waiting, k, states)] for k, states in waiting.bad.items()]
    return Race(weight * staying, waiting, [own] if own else [], others, [], {})


def _moments(waiting: Waiting, way: Way) -> NDArray[float64]:
    """The law of *way* by moments from the day of the question."""
    import numpy as np

    law = np.zeros(waiting.ground.days * MOMENTS)
    law[waiting.start * MOMENTS + way.at :: MOMENTS] = waiting.ground.mean(way.chances)
    return law
