"""Where histories meet: what the one process that waits for others does, for many histories at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from dealflow.analysis.outcomes.conditions import Turn, check_stay, check_turn, dated, good_states, met_days, seen_by
from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.moves import NEVER, Entries
from dealflow.analysis.outcomes.node import AT_ACT, Drawn, Visit, drawn_in, due_days, lapse_of, next_open
from dealflow.analysis.outcomes.tables import both_of, counted, inverse_of, thresholds_of
from dealflow.analysis.sampling.draws import uniforms_of
from dealflow.analysis.sampling.groups import Choice
from dealflow.kernel.plan import Row

if TYPE_CHECKING:
    from numpy import bool_, float64, int32, int64, uint64
    from numpy.typing import NDArray

__all__ = ["Meeting"]

_MOMENTS: Final = 3
_LATEST: Final = 999
Dates = tuple[Turn, ...]
"""The dates of the contract that were moved in some histories."""


class Meeting:
    """The process at *i* (-1: none) where it stands: what it may do, and for whom each of its acts waits."""

    def __init__(self, ground: Ground, i: int) -> None:
        self.ground = ground
        self.i = i
        visit = Visit(ground.board.processes[max(i, 0)], ground.as_of, now=True)
        self.visit = visit
        self.groups: list[Drawn] = drawn_in(ground, i, visit) if i >= 0 else []
        self.number: int = ground.setting.visits.get((i, visit.state.state), 1) - 1
        self.scale: int = (len(ground.plan.ids) + 1) * 1000
        self.goods: dict[str, Mapping[int, frozenset[str]]] = {}
        self.targets: list[str] = []
        self.lapse: tuple[date, int, Row] | None = lapse_of(ground, i, visit) if i >= 0 else None
        self.opened: dict[tuple[int, int, Dates], NDArray[float64] | None] = {}
        self.simple: dict[tuple[int, int, Dates], NDArray[int64] | None] = {}
        self.due: dict[tuple[int, int, Dates], NDArray[int64]] = {}
        for g, k in self._choices():
            self._know(g, k, self.groups[g].group.choices[k])
        if self.lapse is not None:
            self.targets.append(self.lapse[2].target)
        self._check_turns()

    def _check_turns(self) -> None:
        """No date may move on the very day that decides whether something can be taken."""
        known = [(g, k, self.groups[g].group.choices[k]) for g, k in self._choices()]
        leaving = [(g, choice) for g, _, choice in known if dated(self.ground, choice.rows)]
        for g, k, choice in known:
            if choice.rows[0].transition.target is None:
                for day in sorted(set(self._due((g, k, ())).tolist()) - {self.ground.days}):
                    for other, late in leaving:
                        check_turn(self.ground, late.rows, self._position(other), self._turn(g, choice, day))

    def _position(self, g: int) -> int:
        return self.groups[g].group.position

    def _turn(self, g: int, choice: Choice, day: int) -> Turn:
        """What *choice*, taken on *day*, does to a date of the contract."""
        t = choice.rows[0].transition
        detail = next(d.name for d in t.details if d.kind == "date")
        return Turn(day, self._position(g), t.moves, choice.details[detail])

    def _choices(self) -> list[tuple[int, int]]:
        """The places of all that can be done."""
        return [(g, k) for g, d in enumerate(self.groups) for k, c in enumerate(d.group.choices) if c.act is not None]

    def _know(self, g: int, k: int, choice: Choice) -> None:
        row = choice.rows[0]
        if row.transition.target is not None:
            self.targets.append(row.target)
            good = good_states(self.ground, row)
            if good:
                if len(choice.rows) > 1:
                    raise Unsolved(f"{choice.action} has several rows")
                self.goods[f"{g}/{k}"] = good
            return
        check_stay(self.ground, choice)

    def meet(
        self, mixed: NDArray[uint64], found: Mapping[int, Mapping[str, Entries]]
    ) -> tuple[NDArray[int64], NDArray[int64], NDArray[int32]]:
        """The first act of each history: moment with rank, number of its target (-1: none), and who was last."""
        import numpy as np

        n = len(mixed)
        best, state = np.full(n, NEVER * self.scale, dtype=np.int64), np.full(n, -1, dtype=np.int64)
        last = np.full(n, -1, dtype=np.int32)
        if self.lapse is not None:
            moment = (self.lapse[0] - self.ground.as_of).days * _MOMENTS + self.lapse[1]
            best[:], state[:] = moment * self.scale + self.i * 1000, len(self.targets) - 1
        chosen = [self._choose(drawn, mixed) for drawn in self.groups]
        variants = self._variants(chosen, mixed)
        number = -1
        for g, drawn in enumerate(self.groups):
            for k, choice in enumerate(drawn.group.choices):
                if choice.act is None or choice.rows[0].transition.target is None:
                    continue
                number += 1
                for dates, some in variants if dated(self.ground, choice.rows) else [((), None)]:
                    who = both_of(some, chosen[g], k)
                    if who is not None and not len(who):
                        continue
                    luck = mixed if who is None else mixed[who]
                    keys, closer = self._fire((g, k, dates), choice, luck, found, who)
                    sooner = keys < (best if who is None else best[who])
                    hit = np.flatnonzero(sooner) if who is None else who[sooner]
                    best[hit], state[hit] = keys[sooner], number
                    last[hit] = -1 if closer is None else closer[sooner]
        return best, state, last

    def _choose(self, drawn: Drawn, mixed: NDArray[uint64]) -> NDArray[int64] | None:
        """The alternative that each history chooses; None if all choose the first."""
        import numpy as np

        thresholds = thresholds_of(self.ground, drawn)
        if thresholds[0] >= 1.0:
            return None
        u = uniforms_of(mixed, drawn.group.choice_key, self.number)
        if len(thresholds) == 2:
            return (u >= thresholds[0]).astype(np.int64)
        return np.searchsorted(np.array(thresholds), u, side="right")

    def _variants(
        self, chosen: list[NDArray[int64] | None], mixed: NDArray[uint64]
    ) -> list[tuple[Dates, NDArray[bool_] | None]]:
        """The histories by the days on which dates of the contract move in them."""
        import numpy as np

        out: list[tuple[Dates, NDArray[bool_] | None]] = [((), None)]
        for g, drawn in enumerate(self.groups):
            for k, choice in enumerate(drawn.group.choices):
                if choice.act is None or choice.rows[0].transition.target is not None:
                    continue
                mine = chosen[g]
                picked = np.ones(len(mixed), dtype=bool) if mine is None else mine == k
                parts = self._by_day((g, k, ()), drawn, choice, mixed, picked)
                out = [
                    (dates if day < 0 else (*dates, self._turn(g, choice, day)), both)
                    for dates, some in out
                    for day, these in parts
                    for both in [these if some is None else some & these]
                ]
        return out

    def _by_day(
        self,
        place: tuple[int, int, Dates],
        drawn: Drawn,
        choice: Choice,
        mixed: NDArray[uint64],
        picked: NDArray[bool_],
    ) -> list[tuple[int, NDArray[bool_]]]:
        """The histories by the day on which they take an act that stays; -1 for those that never do."""
        import numpy as np

        days = self._own(place, drawn, choice, mixed)
        if isinstance(days, int):
            return [(days, picked), (-1, ~picked)] if days < self.ground.days else [(-1, np.ones_like(picked))]
        own = np.where(picked & (days < self.ground.days), days, -1)
        return [(day, own == day) for day in np.unique(own).tolist()]

    def _fire(
        self,
        place: tuple[int, int, Dates],
        choice: Choice,
        mixed: NDArray[uint64],
        found: Mapping[int, Mapping[str, Entries]],
        who: NDArray[int64] | None,
    ) -> tuple[NDArray[int64], NDArray[int32] | None]:
        """The moment with the rank at which each history takes the act, and who made way last."""
        import numpy as np

        g, k, _ = place
        drawn = self.groups[g]
        rank = self.i * 1000 + self._position(place[0]) + 1
        good = self.goods.get(f"{g}/{k}")
        if good is None:
            own = self._own(place, drawn, choice, mixed)
            if isinstance(own, int):
                return np.full(len(mixed), (own * _MOMENTS + AT_ACT) * self.scale + rank), None
            return (own * _MOMENTS + AT_ACT) * self.scale + rank, None
        ready, last = self._ready(f"{g}/{k}", good, found, who, len(mixed))
        length = self.ground.days
        simple = self._simple(place, choice)
        if simple is not None:
            return simple[np.minimum(ready, length * _MOMENTS)], last
        days, late = np.minimum(ready // _MOMENTS, length), ready % _MOMENTS > AT_ACT
        opens = next_open(self._open(place, choice), length)
        first = opens[days]
        over = self._over(drawn, k, choice, first, mixed)
        fire = opens[np.minimum(np.maximum(over, np.maximum(first, days + late)), length)]
        ranks = np.where((fire == days) & ~late, np.maximum(rank, last * 1000 + _LATEST), rank)
        return (fire * _MOMENTS + AT_ACT) * self.scale + ranks, last

    def _simple(self, place: tuple[int, int, Dates], choice: Choice) -> NDArray[int64] | None:
        """For each moment from which nobody stands in the way the key of the act, where one table can say it."""
        import numpy as np

        if place in self.simple:
            return self.simple[place]
        drawn, k, length = self.groups[place[0]], place[1], self.ground.days
        timing = drawn.luck.timings[k]
        found = None
        if timing is not None and len(timing.waits) == 1:
            days = np.repeat(np.arange(length + 1), _MOMENTS)
            late = np.tile([0, 0, 1], length + 1)
            opens = next_open(self._open(place, choice), length)
            first = opens[days]
            over = counted(self.ground, self.i, timing.waits[0], drawn.first[k])[first]
            fire = opens[np.minimum(np.maximum(over, np.maximum(first, days + late)), length)]
            if ((fire > days) | (late > 0) | (fire >= length)).all():
                rank = self.i * 1000 + self._position(place[0]) + 1
                found = (fire * _MOMENTS + AT_ACT) * self.scale + rank
        self.simple[place] = found
        return found

    def _ready(
        self,
        name: str,
        good: Mapping[int, frozenset[str]],
        found: Mapping[int, Mapping[str, Entries]],
        who: NDArray[int64] | None,
        n: int,
    ) -> tuple[NDArray[int32], NDArray[int32]]:
        """The moment from which nobody stands in the way any more, and who was last."""
        import numpy as np

        ready = np.zeros(n, dtype=np.int32)
        last = np.full(n, -1, dtype=np.int32)
        for k in sorted(good):
            if self.ground.board.processes[k].state in good[k]:
                continue
            theirs = found[k][name].moment if who is None else found[k][name].moment[who]
            np.putmask(last, theirs >= ready, k)
            np.maximum(ready, theirs, out=ready)
        return ready, last

    def _open(self, place: tuple[int, int, Dates], choice: Choice) -> NDArray[float64] | None:
        if place not in self.opened:
            board = self.ground.copy(self.ground.as_of)
            moved = seen_by(place[2], self._position(place[0]))
            self.opened[place] = met_days(self.ground, choice.rows, board, self.ground.days, moved)
        return self.opened[place]

    def _places(self, drawn: Drawn, k: int, choice: Choice, mixed: NDArray[uint64]) -> NDArray[int32] | None:
        """Which delay of the alternative each history draws; None if there is only one."""
        timing = drawn.luck.timings[k]
        if timing is None or len(timing.waits) == 1:
            return None
        return inverse_of(timing).places(uniforms_of(mixed, choice.delay_key, self.number))

    def _own(
        self, place: tuple[int, int, Dates], drawn: Drawn, choice: Choice, mixed: NDArray[uint64]
    ) -> NDArray[int64] | int:
        """The day on which each history, or all of them, take an act that waits for nobody."""
        due, places = self._due(place), self._places(drawn, place[1], choice, mixed)
        return int(due[0]) if places is None else due[places]

    def _due(self, place: tuple[int, int, Dates]) -> NDArray[int64]:
        """The day of an act that waits for nobody, under each of its delays."""
        drawn, k = self.groups[place[0]], place[1]
        timing = drawn.luck.timings[k]
        if timing is None:
            raise ValueError("nothing is done by this alternative")
        if place not in self.due:
            ground, opened = self.ground, self._open(place, drawn.group.choices[k])
            self.due[place] = due_days(ground, self.i, self.visit, timing, drawn.first[k], opened, ground.days)
        return self.due[place]

    def _over(
        self, drawn: Drawn, k: int, choice: Choice, first: NDArray[int64], mixed: NDArray[uint64]
    ) -> NDArray[int64]:
        """The day on which the delay of each history is over that counts from its own *first*."""
        import numpy as np

        timing, since = drawn.luck.timings[k], drawn.first[k]
        if timing is None:
            raise ValueError("nothing is done by this alternative")
        places = self._places(drawn, k, choice, mixed)
        if places is None:
            return counted(self.ground, self.i, timing.waits[0], since)[first]
        out = np.zeros(len(first), dtype=np.int64)
        for place in np.unique(places).tolist():
            some = places == place
            out[some] = counted(self.ground, self.i, timing.waits[place], since)[first[some]]
        return out
