"""Who waits for whom: the test that decides how a law can be computed, with the reason in words where it cannot."""

from __future__ import annotations

from collections.abc import Iterator

from dealflow.analysis.outcomes.causes import combined
from dealflow.analysis.outcomes.conditions import stands_at
from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.sampling.setting import OPEN, Setting
from dealflow.model.guard import AnyOf, Guard, Reached, leaves

__all__ = ["ending_at", "levels_of", "shape_of"]


def levels_of(setting: Setting) -> Iterator[tuple[float, dict[str, str]]]:
    """Every combination of levels of all causes, with its chance."""
    return combined(setting, tuple(setting.levels))


def shape_of(ground: Ground) -> tuple[int, dict[int, frozenset[str]]]:
    """The one process that waits for others (-1 if none does), and the states by which others end the deal.

    Raises Unsolved with the reason where processes wait for each other in ways that no method here covers.
    """
    if ground.known.shape is None:
        joint = _joint_of(ground)
        ends = {k: states for k, states in _ends_of(ground, joint).items() if k != joint}
        ground.known.shape = (joint, ends)
    return ground.known.shape


def _joint_of(ground: Ground) -> int:
    plan, waiting = ground.plan, []
    for i, rows in ground.rows.items():
        seen = {j for row in rows for part in row.parts for j in ground.looks_at(part, i)}
        tolls = {plan.index[p] for clock in plan.clocks[i].values() for p in clock.toll_processes} & ground.moving
        if (seen | tolls) - {i} or any(row.transition.moves for row in rows):
            waiting.append(i)
        if tolls - {i}:
            raise Unsolved(f"a clock of {plan.ids[i]} stops while another process stands somewhere")
        if any(row.transition.selects or row.transition.carries for row in rows):
            raise Unsolved(f"{plan.ids[i]} can still change the terms")
    if len(waiting) > 1:
        raise Unsolved(f"{', '.join(plan.ids[i] for i in waiting)} wait for others")
    asked = {gate.i for gates in plan.gates.values() for gate in gates} | ground.moving
    for i, holds in ground.law_holds(asked).items():
        if not holds:
            raise Unsolved(f"whether {plan.ids[i]} is required changes with the law before the horizon")
    return waiting[0] if waiting else -1


def _ends_of(ground: Ground, joint: int) -> dict[int, frozenset[str]]:
    out: dict[int, frozenset[str]] = {}
    for ending in ground.deal.endings:
        # What a milestone says is read off a state here, and a state does not tell it.
        if any(isinstance(part, Reached) and tuple(ground.movers(part.milestone)) for part in leaves(ending.guard)):
            raise Unsolved(f"the ending {ending.name} looks at a milestone that can still be reached or withdrawn")
        for guard in ending.guard.guards if isinstance(ending.guard, AnyOf) else (ending.guard,):
            seen = ground.looks_at(guard, -1) - {joint}
            if not seen:
                continue
            if len(seen) > 1 or ground.timed(guard):
                raise Unsolved(f"the ending {ending.name} looks at several processes at once")
            (k,) = seen
            states = frozenset(s for s in ground.states(k) if _says(ground, guard, k, s))
            if joint in ground.looks_at(guard, -1) and any(
                _says(ground, guard, k, s, joint, t) for s in ground.states(k) for t in ground.states(joint)
            ):
                raise Unsolved(f"the ending {ending.name} looks at several processes at once")
            out[k] = out.get(k, frozenset()) | states
    return {k: states for k, states in out.items() if states}


def _says(ground: Ground, guard: Guard, k: int, state: str, joint: int = -1, at: str = "") -> bool:
    board = stands_at(ground, k, state)
    if joint >= 0:
        board.processes[joint] = board.processes[joint]._replace(state=at)
    return ground.truth(guard, -1)(board) is True


def ending_at(ground: Ground, i: int, state: str, *, last: bool) -> str:
    """The ending that the deal comes to when a process enters a state.

    A state that nothing leaves is no end of the deal, but with *last* (nothing else can end it) it stays open for good.
    Raises Unsolved if it goes on instead.
    """
    if (i, state) not in ground.known.endings:
        board = stands_at(ground, i, state)
        judged = (ending.name for ending in ground.deal.endings if ground.truth(ending.guard, -1)(board))
        ground.known.endings[i, state] = next(judged, None)
    name = ground.known.endings[i, state]
    if name is not None:
        return name
    if last and not ground.leaving(i, state):
        return OPEN
    raise Unsolved(f"the deal goes on after {ground.plan.ids[i]} is {state}")
