"""A process that waits for others which wait for nobody: their laws meet in one race, moment by moment.

A moment is a third of a day: what takes effect at its start, acts, lapses at its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import evolve

from dealflow.analysis.outcomes.beside import some, weights
from dealflow.analysis.outcomes.conditions import Turn, check_stay, check_turn, good_states, met_days, seen_by
from dealflow.analysis.outcomes.entries import (
    LATEST,
    MOMENTS,
    Outcome,
    Race,
    Waiting,
    entries_of,
    first_of,
    made_way,
    rank_of,
)
from dealflow.analysis.outcomes.ground import Unsolved
from dealflow.analysis.outcomes.node import (
    AT_ACT,
    Drawn,
    lapse_of,
    mass_of,
    next_open,
    parts_of,
)
from dealflow.analysis.sampling.delays import days_after
from dealflow.analysis.sampling.groups import Choice, Wait
from dealflow.analysis.sampling.taking import due_day
from dealflow.model import Unit

if TYPE_CHECKING:
    from numpy import float64, int64
    from numpy.typing import NDArray

__all__ = ["races_of"]

_ONE: Final = timedelta(days=1)
_MOST_BRANCHES: Final = 2000
_PER: Final = {Unit.DAYS: 1, Unit.WEEKS: 7}


class Option(NamedTuple):
    """What one group does in a branch: a choice, or nothing; and the day on which one that stays is taken."""

    group: Drawn
    k: int
    day: int = -1


def races_of(waiting: Waiting) -> Iterator[Race]:
    """The races by which it can end, one for each combination of choices, each with its chance."""
    if prod(len(d.group.choices) for d in waiting.groups) > _MOST_BRANCHES:
        raise Unsolved("too many combinations of choices")
    for weight, options in list(_branches(waiting)):
        yield _Branch(waiting, options).race(weight)


def _branches(waiting: Waiting) -> Iterator[tuple[float, tuple[Option, ...]]]:
    """Every combination of what the groups choose, with its chance; a choice that stays is split by its day.

    Only these chances depend on the causes, so here the levels that are side by side are mixed.
    """
    menus = [list(_menu(waiting, drawn)) for drawn in waiting.groups]
    if prod(map(len, menus)) > _MOST_BRANCHES:
        raise Unsolved("too many combinations of choices and days")
    for menu in product(*menus):
        chance = waiting.ground.mean(prod(weight for weight, _ in menu))
        weight = chance if isinstance(chance, (int, float)) else chance.item()
        yield weight, tuple(option for _, option in menu if option is not None)


def _menu(waiting: Waiting, drawn: Drawn) -> Iterator[tuple[Any, Option | None]]:
    nothing: Any = 0.0
    for k, weight in enumerate(weights(waiting.ground, drawn.group, drawn.luck)):
        choice = drawn.group.choices[k]
        if not some(weight):
            continue
        if choice.act is None:
            nothing = nothing + weight
        elif all(row.transition.target is not None for row in choice.rows):
            yield weight, Option(drawn, k)
        else:
            check_stay(waiting.ground, choice)
            option = Option(drawn, k)
            law = _own_law(waiting, option, ())
            for moment in law.nonzero()[0].tolist():
                yield weight * float(law[moment]), Option(drawn, k, moment // MOMENTS)
            nothing = nothing + weight * max(0.0, 1.0 - float(law.sum()))
    if some(nothing):
        yield nothing, None


def _own_law(waiting: Waiting, option: Option, dates: Sequence[tuple[int, str, date]]) -> NDArray[float64]:
    """The law by moments of taking *option*, whose act waits for no other process."""
    import numpy as np

    ground, length = waiting.ground, waiting.ground.days
    board = ground.copy(ground.as_of)
    open_on = met_days(ground, option.group.group.choices[option.k].rows, board, length, dates)
    start = np.zeros(length)
    start[waiting.start] = 1.0
    law = np.zeros(length * MOMENTS)
    law[AT_ACT::MOMENTS] = _after(waiting, option, start, open_on)[0]
    return law


def _after(
    waiting: Waiting, option: Option, ready: NDArray[float64], open_on: NDArray[float64] | None
) -> tuple[NDArray[float64], NDArray[float64]]:
    """The law by days of taking *option* where others make way with the law *ready*; and its part of the very day."""
    import numpy as np

    length = waiting.ground.days
    timing = option.group.luck.timings[option.k]
    taken, at_once = np.zeros(length), np.zeros(length)
    if timing is None:
        return taken, at_once
    since = option.group.first[option.k]
    opens = next_open(open_on, length)
    days = ready.nonzero()[0]
    for wait, numbers, places in parts_of(timing):
        mass = mass_of(timing)[places]
        for n, chance in zip(numbers.tolist(), mass.tolist(), strict=True):
            first = opens[days]
            inside = first < length
            over = _over(waiting, evolve(wait, n=n), first[inside], since)
            fire = opens[np.minimum(np.maximum(over, first[inside]), length)]
            weight, reached = ready[days][inside] * chance, fire < length
            taken += np.bincount(fire[reached], weights=weight[reached], minlength=length)[:length]
            same = reached & (fire == days[inside])
            at_once += np.bincount(fire[same], weights=weight[same], minlength=length)[:length]
            if not reached.any() and not wait.clock:
                break
    return taken, at_once


def _over(waiting: Waiting, wait: Wait, first: NDArray[int64], since: date | None) -> NDArray[int64]:
    """The day on which the delay is over that counts from each of *first*, or from *since*."""
    import numpy as np

    ground = waiting.ground
    if since is None and not wait.clock:
        if wait.unit in _PER:
            return np.asarray(first + wait.n * _PER[wait.unit])
        return days_after(ground.as_of, ground.days, wait.n, wait.unit, wait.calendar, ground.as_of)[first]
    if wait.clock and ground.plan.clock_of(wait.clock, -1)[0] in ground.moving - {waiting.i}:
        raise Unsolved(f"a delay ends with {wait.clock}, a clock of another process that moves")
    board, out = ground.copy(ground.as_of), []
    for d in first.tolist():
        due = due_day(ground.plan, board, wait, since or ground.as_of + d * _ONE, ground.as_of)
        out.append(ground.days if due is None else (due - ground.as_of).days)
    return np.array(out, dtype=np.int64)


class _Branch:
    """One combination of choices: the sources of its race."""

    def __init__(self, waiting: Waiting, options: Sequence[Option]) -> None:
        self.waiting = waiting
        self.options = options
        self.own: list[list[tuple[int, Outcome]]] = []
        self.turns: tuple[Turn, ...] = tuple(self._turns())

    def _turns(self) -> Iterator[Turn]:
        for option in self.options:
            if option.day >= 0:
                choice = option.group.group.choices[option.k]
                t = choice.rows[0].transition
                detail = next(d.name for d in t.details if d.kind == "date")
                yield Turn(option.day, option.group.group.position, t.moves, choice.details[detail])

    def _seen_by(self, option: Option, choice: Choice) -> tuple[tuple[int, str, date], ...]:
        """The days from which an act finds the dates of the contract moved."""
        position = option.group.group.position
        for turn in self.turns:
            check_turn(self.waiting.ground, choice.rows, position, turn)
        return seen_by(self.turns, position)

    def race(self, weight: float) -> Race:
        """The race of the branch, whose chance is *weight*."""
        waiting, met = self.waiting, list[tuple[int, Outcome]]()
        free, waits = dict(waiting.bad), dict[int, frozenset[str]]()
        for option in self.options:
            if option.day >= 0:
                continue
            choice = option.group.group.choices[option.k]
            good = good_states(waiting.ground, choice.rows[0])
            if not good:
                law = _own_law(waiting, option, self._seen_by(option, choice))
                row = choice.rows[0]
                self.own.append([(self._rank(option), Outcome(waiting.i, row.target, law, way=(row, choice)))])
                continue
            if waits or len(choice.rows) > 1:
                raise Unsolved("two acts wait for the same processes")
            waits, met = good, self._met(option, choice, good, free)
            for k in good:
                free.pop(k, None)
        others = [[(rank_of(k), o) for o in entries_of(waiting, k, states)] for k, states in free.items()]
        self._lapse()
        base = rank_of(waiting.i) + 1
        moved = tuple((t.day, base + t.position, t.name, t.until) for t in sorted(self.turns))
        return Race(weight, waiting, self.own, others, met, waits, moved)

    def _rank(self, option: Option) -> int:
        return rank_of(self.waiting.i) + option.group.group.position + 1

    def _met(
        self, option: Option, choice: Choice, good: Mapping[int, frozenset[str]], bad: Mapping[int, frozenset[str]]
    ) -> list[tuple[int, Outcome]]:
        """As ``_meeting``, computed once for all branches where no date that moves has a say."""
        ground = self.waiting.ground
        moved = self._seen_by(option, choice)
        open_on = met_days(ground, choice.rows, ground.copy(ground.as_of), ground.days, moved)
        if open_on is not None:
            return list(self._meeting(option, choice, good, bad, open_on))
        key = (option.group.group.position, option.k)
        if key not in self.waiting.met:
            self.waiting.met[key] = list(self._meeting(option, choice, good, bad, None))
        return self.waiting.met[key]

    def _meeting(
        self,
        option: Option,
        choice: Choice,
        good: Mapping[int, frozenset[str]],
        bad: Mapping[int, frozenset[str]],
        open_on: NDArray[float64] | None,
    ) -> Iterator[tuple[int, Outcome]]:
        """The act that waits for others, by who made way last; and the ends that some of these come to instead."""
        import numpy as np

        waiting, target = self.waiting, choice.rows[0].target
        ground = waiting.ground
        for k, states in good.items():
            if waiting.charts[k].leaves(states):
                raise Unsolved(f"{ground.plan.ids[k]} may lose what it had")
            if states & bad.get(k, frozenset()):
                raise Unsolved(f"{ground.plan.ids[k]} ends the deal by what it gives")
        for k, early, law in made_way(waiting, good):
            late, acts = law[2::MOMENTS], law[0::MOMENTS] + law[AT_ACT::MOMENTS]
            taken, at_once = _after(waiting, option, acts, open_on)
            rank = self._rank(option)
            laws = [(rank, taken - at_once), (rank if early else max(rank, rank_of(k) + LATEST), at_once)]
            if late.any():
                later, now = _after(waiting, option, late, open_on)
                if open_on is not None and now.any():
                    raise Unsolved(f"{ground.plan.ids[waiting.i]}: an act follows a lapse at once, on some days only")
                later[1:] += now[:-1]
                laws[0] = (laws[0][0], laws[0][1] + later - now)
            for rank, days in laws:
                if days.any():
                    moments = np.zeros(len(law))
                    moments[AT_ACT::MOMENTS] = days
                    yield rank, Outcome(waiting.i, target, moments, k)
        ends = {k: bad[k] for k in good if k in bad}
        for k, ended in first_of(waiting, ends):
            yield from ((rank_of(k), o) for o in ended)

    def _lapse(self) -> None:
        import numpy as np

        waiting = self.waiting
        if waiting.i < 0:
            return
        lapse = lapse_of(waiting.ground, waiting.i, waiting.visit)
        if lapse is not None and lapse[0] <= waiting.ground.horizon:
            law = np.zeros(waiting.ground.days * MOMENTS)
            law[(lapse[0] - waiting.ground.as_of).days * MOMENTS + lapse[1]] = 1.0
            outcome = Outcome(waiting.i, lapse[2].target, law, way=(lapse[2], None))
            self.own.append([(rank_of(waiting.i), outcome)])
