"""The one process that waits for others, where it stands: what it may do, when, and for whom each of its acts waits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from dealflow.analysis.outcomes.conditions import Turn, check_stay, check_turn, dated, good_states, met_days, seen_by
from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.lots import Lot
from dealflow.analysis.outcomes.node import Drawn, Visit, drawn_in, due_days, lapse_of
from dealflow.analysis.outcomes.tables import counted, inverse_of, limits_of, place_of, thresholds_of
from dealflow.analysis.sampling.draws import bits_of
from dealflow.analysis.sampling.groups import Choice, Timing
from dealflow.kernel.plan import Row

if TYPE_CHECKING:
    from numpy import bool_, float64, int32, int64, uint64
    from numpy.typing import NDArray

__all__ = ["Act", "Dates", "Standing"]

Dates = tuple[Turn, ...]
"""The dates of the contract that were moved in some histories."""


@frozen(eq=False)
class Act:
    """An alternative of the group at *g* that is an act: the *k*-th, drawn with *timing*.

    *waits* says for whom it waits and in which states they do not stand in the way; None for an act that waits for
    nobody. *dated* if it asks a date of the contract. *number* counts the acts that leave the state.
    """

    g: int
    k: int
    choice: Choice
    timing: Timing
    since: date | None
    position: int
    number: int
    waits: Mapping[int, frozenset[str]] | None
    dated: bool

    @property
    def name(self) -> str:
        """What it is called among what others are awaited for."""
        return f"{self.g}/{self.k}"

    @property
    def row(self) -> Row:
        """The row by which it is taken."""
        return self.choice.rows[0]


class Standing:
    """The process at *i* (-1: none): *acts* leave the state it stands in, *stays* move a date of the contract."""

    def __init__(self, ground: Ground, i: int) -> None:
        self.ground = ground
        self.i = i
        self.visit: Visit = Visit(ground.board.processes[max(i, 0)], ground.as_of, now=True)
        self.groups: list[Drawn] = drawn_in(ground, i, self.visit) if i >= 0 else []
        self.number: int = ground.setting.visits.get((i, self.visit.state.state), 1) - 1
        self.lapse: tuple[date, int, Row] | None = lapse_of(ground, i, self.visit) if i >= 0 else None
        self.acts: list[Act] = []
        self.stays: list[Act] = []
        self._opened: dict[tuple[int, int, Dates], NDArray[float64] | None] = {}
        self._due: dict[tuple[int, int, Dates], NDArray[int64]] = {}
        for act in self._found():
            (self.stays if act.row.transition.target is None else self.acts).append(act)
        self._check_turns()
        self.turns_from: int = min((int(self.due(act, ()).min()) for act in self.stays), default=ground.days)

    def _found(self) -> Iterator[Act]:
        number = 0
        for g, drawn in enumerate(self.groups):
            for k, choice in enumerate(drawn.group.choices):
                timing = drawn.luck.timings[k]
                if choice.act is None or timing is None:
                    continue
                waits = self._waits(choice)
                asks = dated(self.ground, choice.rows)
                position = drawn.group.position
                yield Act(g, k, choice, timing, drawn.first[k], position, number, waits, asks)
                number += choice.rows[0].transition.target is not None

    def _waits(self, choice: Choice) -> Mapping[int, frozenset[str]] | None:
        if choice.rows[0].transition.target is None:
            check_stay(self.ground, choice)
            return None
        good = good_states(self.ground, choice.rows[0])
        if good and len(choice.rows) > 1:
            raise Unsolved(f"{choice.action} has several rows")
        return good or None

    def _check_turns(self) -> None:
        """No date may move on the very day that decides whether something can be taken."""
        for stay in self.stays:
            for day in sorted(set(self.due(stay, ()).tolist()) - {self.ground.days}):
                for act in (*self.acts, *self.stays):
                    if act.dated:
                        check_turn(self.ground, act.choice.rows, act.position, self._turn(stay, day))

    def _turn(self, act: Act, day: int) -> Turn:
        """What *act*, taken on *day*, does to a date of the contract."""
        t = act.row.transition
        detail = next(d.name for d in t.details if d.kind == "date")
        return Turn(day, act.position, t.moves, act.choice.details[detail])

    def chosen(self, g: int, lot: Lot) -> NDArray[int64] | None:
        """The alternative of the group at *g* that each history chooses; None if all choose the first."""
        import numpy as np

        drawn = self.groups[g]
        bits: NDArray[uint64] | None = None
        out: NDArray[int64] | None = None
        for levels, some in lot.by_level((drawn.group.belief.cause,)):
            limits = limits_of(thresholds_of(self.ground.at(levels), drawn))
            if some is None and not len(limits):
                return None
            bits = bits_of(lot.mixed, drawn.group.choice_key, self.number) if bits is None else bits
            if some is None:
                return place_of(bits, limits)
            out = np.zeros(len(lot), dtype=np.int64) if out is None else out
            out[some] = place_of(bits[some], limits)
        return out

    def variants(self, lot: Lot) -> list[tuple[Dates, NDArray[bool_] | None]]:
        """The histories by the days on which dates of the contract move in them."""
        import numpy as np

        out: list[tuple[Dates, NDArray[bool_] | None]] = [((), None)]
        for act in self.stays:
            mine = self.chosen(act.g, lot)
            if mine is None and act.k:
                continue
            picked = np.ones(len(lot), dtype=bool) if mine is None else mine == act.k
            parts = self._by_day(act, lot, picked)
            out = [
                (dates if day < 0 else (*dates, self._turn(act, day)), both)
                for dates, some in out
                for day, these in parts
                for both in [these if some is None else some & these]
            ]
        return out

    def _by_day(self, act: Act, lot: Lot, picked: NDArray[bool_]) -> list[tuple[int, NDArray[bool_]]]:
        """The histories by the day on which they take an act that stays; -1 for those that never do."""
        import numpy as np

        days = self.own(act, (), lot)
        if isinstance(days, int):
            return [(days, picked), (-1, ~picked)] if days < self.ground.days else [(-1, np.ones_like(picked))]
        own = np.where(picked & (days < self.ground.days), days, -1)
        return [(day, own == day) for day in np.unique(own).tolist()]

    def opened(self, act: Act, dates: Dates) -> NDArray[float64] | None:
        """On which days *act* can be taken as far as it does not wait for others; None if always."""
        place = (act.g, act.k, dates)
        if place not in self._opened:
            board = self.ground.copy(self.ground.as_of)
            moved = seen_by(dates, act.position)
            self._opened[place] = met_days(self.ground, act.choice.rows, board, self.ground.days, moved)
        return self._opened[place]

    def due(self, act: Act, dates: Dates) -> NDArray[int64]:
        """The day of an act that waits for nobody, under each of its delays."""
        place = (act.g, act.k, dates)
        if place not in self._due:
            ground, opened = self.ground, self.opened(act, dates)
            self._due[place] = due_days(ground, self.i, self.visit, act.timing, act.since, opened, ground.days)
        return self._due[place]

    def own(self, act: Act, dates: Dates, lot: Lot) -> NDArray[int64] | int:
        """The day on which each history, or all of them, take an act that waits for nobody."""
        due, places = self.due(act, dates), self._places(act, lot)
        return int(due[0]) if places is None else due[places]

    def over(self, act: Act, first: NDArray[int64], lot: Lot | None) -> NDArray[int64]:
        """The day on which the delay of each history is over that counts from its own *first*.

        No *lot* is asked where there is one delay.
        """
        import numpy as np

        places = self._places(act, lot)
        if places is None:
            return counted(self.ground, self.i, act.timing.waits[0], act.since)[first]
        out = np.zeros(len(first), dtype=np.int64)
        for place in np.unique(places).tolist():
            some = places == place
            out[some] = counted(self.ground, self.i, act.timing.waits[place], act.since)[first[some]]
        return out

    def _places(self, act: Act, lot: Lot | None) -> NDArray[int32] | None:
        """Which delay of the act each history draws; None if there is only one."""
        if lot is None or len(act.timing.waits) == 1:
            return None
        return inverse_of(act.timing).places(bits_of(lot.mixed, act.choice.delay_key, self.number))
