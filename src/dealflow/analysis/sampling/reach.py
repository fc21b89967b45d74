"""Which rows of a deal can be taken at all: those that a belief takes and those that fall, from where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from dealflow.analysis.sampling.groups import Choice, Group
from dealflow.analysis.sampling.setting import Setting
from dealflow.kernel.plan import Row

__all__ = ["Move", "Reach", "reach_of"]


@frozen(eq=False)
class Move:
    """A row that can be taken: by a choice of a group, or by the lapse of a *clock*."""

    row: Row
    group: Group | None = None
    choice: Choice | None = None
    clock: str = ""


@frozen(eq=False)
class Reach:
    """The states that each process can come to, and every row that can be taken on the way."""

    states: tuple[frozenset[str], ...]
    moves: tuple[Move, ...]

    def moving(self, i: int) -> bool:
        """True if a row of the process at *i* can be taken."""
        return any(move.row.i == i for move in self.moves)


def reach_of(setting: Setting) -> Reach:
    """What can be reached from the day of the question, guards left aside."""
    states, moves = [], []
    for i, process in enumerate(setting.snapshot.processes):
        seen, todo = {process.state}, [process.state]
        while todo:
            for move in _leaving(setting, i, todo.pop()):
                moves.append(move)
                if move.row.target not in seen:
                    seen.add(move.row.target)
                    todo.append(move.row.target)
        states.append(frozenset(seen))
    return Reach(tuple(states), tuple(moves))


def _leaving(setting: Setting, i: int, state: str) -> Iterator[Move]:
    plan = setting.plan
    for group in setting.by_state.get((i, state), ()):
        for choice in group.choices:
            for row in choice.rows:
                yield Move(row, group, choice)
    for name, clock in plan.clocks[i].items():
        if clock.clock.lapse and state in clock.clock.runs_in:
            for row in plan.rows.get((i, state, clock.clock.lapse), ()):
                yield Move(row, clock=name)
