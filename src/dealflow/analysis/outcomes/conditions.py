"""What a row waits for, taken apart: conditions that each look at one other process, and on which days they hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from dealflow.analysis.outcomes.ground import Ground, OwnPart, Unsolved
from dealflow.analysis.sampling.groups import Choice
from dealflow.kernel.board import Board
from dealflow.kernel.clocks import last_day
from dealflow.kernel.plan import Row
from dealflow.model.guard import AgedAtLeast, AllOf, Gates, Guard, InForce, OnOrBefore, Past, Permitted, Running, leaves

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

__all__ = ["Turn", "check_stay", "check_turn", "dated", "good_states", "met_days", "seen_by", "stands_at"]

_ONE: Final = timedelta(days=1)
Condition = tuple[Guard | None, frozenset[int], Callable[[Board], "bool | None"]]
"""A guard if it may change with the days, the moving processes it looks at, and what it says of a board."""


def stands_at(ground: Ground, i: int, state: str) -> Board:
    """The board of the question with the process at *i* in *state*, approved as it would be today."""
    board = ground.copy(ground.as_of)
    approval = ground.deal.processes[i].process.state(state).approval
    approved = ground.plan.covered(i, board.terms) if approval else None
    board.processes[i] = board.processes[i]._replace(state=state, approved=approved)
    return board


def good_states(ground: Ground, row: Row) -> dict[int, frozenset[str]]:
    """For each moving process that *row* waits for, the states in which it does not stand in the way."""
    if row not in ground.known.waits:
        ground.known.waits[row] = _good_states(ground, row)
    return ground.known.waits[row]


def _good_states(ground: Ground, row: Row) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    for part in row.parts:
        for guard, seen, truth in _conditions(ground, part, row.i):
            if not seen - {row.i}:
                continue
            if len(seen) > 1 or (guard is not None and ground.timed(guard)):
                names = ", ".join(ground.plan.ids[k] for k in sorted(seen))
                raise Unsolved(f"{ground.plan.ids[row.i]}:{row.action} looks at the days of {names} together")
            (k,) = seen
            good = frozenset(s for s in ground.states(k) if truth(stands_at(ground, k, s)) is not False)
            found[k] = found.get(k, good) & good
    return found


def _conditions(ground: Ground, part: Guard, i: int) -> Iterator[Condition]:
    plan = ground.plan
    if isinstance(part, AllOf):
        for one in part.guards:
            yield from _conditions(ground, one, i)
    elif isinstance(part, Gates):
        for gate in plan.gates.get(plan.step(i, part.step), ()):
            if plan.asked(gate, ground.board):
                own = frozenset({gate.i}) & ground.moving
                seen = ground.looks_at(gate.gate.guard, gate.i) | own
                yield gate.gate.guard, seen, lambda board, gate=gate: plan.open(gate, board)  # type: ignore[misc]
    elif isinstance(part, Permitted):
        step = plan.step(i, part.step)
        for k, _ in plan.forbidding.get(step, ()):
            lifting = frozenset(j for j, _ in plan.lifting.get(k, ()))
            seen = (lifting | {k}) & ground.moving
            yield None, seen, lambda board, k=k, step=step: k not in plan.forbidders(step, board)  # type: ignore[misc]
    else:
        yield part, ground.looks_at(part, i), ground.truth(part, i)


def met_days(
    ground: Ground, rows: Sequence[Row], board: Board, length: int, dates: Sequence[tuple[int, str, date]] = ()
) -> NDArray[float64] | None:
    """On which days from that of *board* any of *rows* can be taken as things stand on it; None if always.

    *dates* are days, counted from that of the board, on whose morning a date of the contract becomes another. What
    other moving processes must do is left out.
    """
    import numpy as np

    if not any(row.parts for row in rows):
        return None
    parts = [_own_parts(ground, row) for row in rows]
    if not any(parts):
        return None
    start, first_dates = board.day, list(board.dates)
    found = np.zeros(length)
    places = sorted({0, *(d for d in _breaks(ground, [g for ps in parts for g, _ in ps], board, dates) if d < length)})
    for d, until in zip(places, [*places[1:], length], strict=True):
        board.day, board.dates = start + d * _ONE, list(first_dates)
        for moved, name, day in dates:
            if moved <= d:
                board.dates[ground.plan.date_names.index(name)] = day
        found[d:until] = any(all(truth(board) is not False for _, truth in ps) for ps in parts)
    board.day, board.dates = start, first_dates
    return None if found.all() else found


def _own_parts(ground: Ground, row: Row) -> tuple[OwnPart, ...]:
    """The conditions of *row* that look at no other moving process, and are not met or may change with the days."""
    if row not in ground.known.own:
        ground.known.own[row] = tuple(_find_own_parts(ground, row))
    return ground.known.own[row]


def _find_own_parts(ground: Ground, row: Row) -> Iterator[OwnPart]:
    for part in row.parts:
        for guard, seen, truth in _conditions(ground, part, row.i):
            if not seen - {row.i} and (row.i in seen or ground.timed(guard) or truth(ground.board) is False):
                yield guard or part, truth


def _breaks(
    ground: Ground, guards: Iterable[Guard], board: Board, dates: Sequence[tuple[int, str, date]]
) -> Iterator[int]:
    """The days, counted from that of *board*, on which one of *guards* can change with the days alone."""
    start = board.day
    for d, _, new in dates:
        yield d
        yield (new - start).days + 1
    for leaf in (leaf for guard in guards for leaf in leaves(guard)):
        for day in _days_of(ground, leaf, board):
            if day is not None and day > start:
                yield (day - start).days


def _days_of(ground: Ground, leaf: Guard, board: Board) -> Iterator[date | None]:
    if isinstance(leaf, OnOrBefore):
        limit = board.dates[ground.plan.date_names.index(leaf.date_name)]
        yield limit + _ONE if limit else None
    elif isinstance(leaf, InForce):
        yield leaf.start
        yield leaf.end + _ONE if leaf.end else None
    elif isinstance(leaf, (Running, Past, AgedAtLeast)):
        for k, process in enumerate(board.processes):
            for run in process.runs:
                if isinstance(leaf, AgedAtLeast):
                    yield run.start + timedelta(days=leaf.days)
                elif run.ended is None:
                    last = last_day(ground.plan.clocks[k][run.clock], process, run, board.day)
                    yield last
                    yield None if last is None else last + _ONE


def check_stay(ground: Ground, choice: Choice) -> None:
    """Raise Unsolved if an act that leaves the state as it is does more than move a date of the contract."""
    for row in choice.rows:
        t = row.transition
        more = (t.reaches, t.withdraws, t.extends, t.stops, t.resumes, t.restarts, t.sets_length, t.sets_day)
        if t.target is not None or any(more) or t.selects or t.carries or not t.moves or good_states(ground, row):
            raise Unsolved(f"{ground.plan.ids[row.i]}:{row.action} leaves its state as it is")


class Turn(NamedTuple):
    """A date of the contract that an act moves: on which day, counted from the question, by which group, until when."""

    day: int
    position: int
    name: str
    until: date


def seen_by(turns: Iterable[Turn], position: int) -> tuple[tuple[int, str, date], ...]:
    """The days from which an act of the group at *position* finds each date moved: that day, or the next if before."""
    return tuple((t.day + (position < t.position), t.name, t.until) for t in sorted(turns))


def check_turn(ground: Ground, rows: Sequence[Row], position: int, turn: Turn) -> None:
    """Raise Unsolved if the place of *turn* among the acts of its very day decides whether *rows* can be taken."""
    length = turn.day + 1

    def can(moved: tuple[tuple[int, str, date], ...]) -> list[bool]:
        found = met_days(ground, rows, ground.copy(ground.as_of), length, moved)
        return [True] * length if found is None else [bool(x) for x in found]

    before, after = can(()), can(((turn.day, turn.name, turn.until),))
    opens = after[-1] and not before[-1] and position < turn.position
    shuts = before[-1] and not after[-1] and position > turn.position and not any(before[:-1])
    if opens or shuts:
        raise Unsolved(f"{ground.plan.ids[rows[0].i]}:{rows[0].action}: a date moves on the day that decides")


def dated(ground: Ground, rows: Sequence[Row]) -> bool:
    """True if *rows*, or the gates that they ask, look at a date of the contract."""
    guards = [part for row in rows for part in row.parts]
    steps = {ground.plan.step(rows[0].i, g.step) for p in guards for g in leaves(p) if isinstance(g, Gates)}
    guards += [gate.gate.guard for step in steps for gate in ground.plan.gates.get(step, ())]
    return any(isinstance(leaf, OnOrBefore) for guard in guards for leaf in leaves(guard))
