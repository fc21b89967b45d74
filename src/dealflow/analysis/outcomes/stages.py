"""A process that goes through stages before it waits for others: conditioned on the day it leaves each.

The earlier stages wait for nobody, so the day on which one is left depends on nothing else; given that day, what
follows is the race of the next stage, begun then.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from dealflow.analysis.outcomes.beside import days_in
from dealflow.analysis.outcomes.conditions import good_states
from dealflow.analysis.outcomes.contexts import next_board
from dealflow.analysis.outcomes.entries import MOMENTS, Outcome, Waiting, entries_of, rank_of
from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.join import solve
from dealflow.analysis.outcomes.node import AT_ACT, Way, ways_out
from dealflow.analysis.outcomes.race import race

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

__all__ = ["solve_stages"]

_MOST_DAYS: Final = 400


def solve_stages(waiting: Waiting) -> tuple[list[Outcome], float]:
    """The ways in which the deal ends, and the chance that it is still on at the horizon."""
    if not _goes_on(waiting):
        return solve(waiting)
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
    found, left = _ending_here(waiting, [way for way in ways if way not in onward], staying)
    for way in onward:
        for d in days_in(way.chances):
            outcomes, still = solve_stages(_next(waiting, way, d))
            chance = float(ground.mean(way.chances)[d])
            found.extend(o._replace(law=o.law * chance) for o in outcomes)
            left += chance * still
    return found, left


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
    return Waiting(after, waiting.i, waiting.charts, waiting.bad, waiting.start + d)


def _ending_here(waiting: Waiting, ways: list[Way], staying: float) -> tuple[list[Outcome], float]:
    """What comes of the histories that end in this stage or never leave it; *staying* is the chance of these."""
    if staying <= 0.0:
        return [], 0.0
    own = [
        (rank_of(waiting.i) + 1, Outcome(waiting.i, way.row.target, _moments(waiting, way) / staying)) for way in ways
    ]
    others = [[(rank_of(k), o) for o in entries_of(waiting, k, states)] for k, states in waiting.bad.items()]
    sources = [source for source in (own, *others) if source]
    if not sources:
        return [], staying
    left = staying
    for source in sources:
        left *= 1.0 - sum(float(o.law.sum()) for _, o in source)
    won = race([[(rank, o.law) for rank, o in source] for source in sources])
    found = [
        o._replace(law=law * staying)
        for source, laws in zip(sources, won, strict=True)
        for (_, o), law in zip(source, laws, strict=True)
    ]
    return found, left


def _moments(waiting: Waiting, way: Way) -> NDArray[float64]:
    """The law of *way* by moments from the day of the question."""
    import numpy as np

    law = np.zeros(waiting.ground.days * MOMENTS)
    law[waiting.start * MOMENTS + way.at :: MOMENTS] = waiting.ground.mean(way.chances)
    return law
