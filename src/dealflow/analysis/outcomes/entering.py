"""A visit whose course depends on the day it begins, as tables by that day: filled for the days that are met."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from dealflow.analysis.outcomes.contexts import Context, shifted
from dealflow.analysis.outcomes.ground import Ground
from dealflow.analysis.outcomes.node import AT_ACT, AT_END, Visit, drawn_in, due_days, lapse_of, open_days, parts_of
from dealflow.analysis.outcomes.tables import Inverse, between, inverse_of, thresholds_of
from dealflow.analysis.sampling.draws import bits_of, limit
from dealflow.analysis.sampling.groups import Choice, Timing
from dealflow.kernel.plan import Row
from dealflow.model import Unit

if TYPE_CHECKING:
    from numpy import bool_, int32, int64, uint64
    from numpy.typing import NDArray

__all__ = ["DatedStep"]

_MOST_WAITS: Final = 64
_ONE: Final = timedelta(days=1)


class _Dated(NamedTuple):
    """One alternative: the day it is taken by entry and delay; one row for all entries where they do not differ."""

    number: int
    low: int
    high: int
    key: int
    timing: Timing
    inverse: Inverse | None
    table: NDArray[int32]
    fixed: bool


class DatedStep:
    """The tables of one context of the process at *i*; not *usable* where an act can be taken on some days only."""

    def __init__(self, ground: Ground, i: int, context: Context) -> None:
        import numpy as np

        self.ground: Ground = ground
        self.i: int = i
        self.context: Context = context
        self.usable: bool = True
        self.length: int = ground.days
        self.choices: list[Choice] = []
        self.lapses: list[tuple[Row, int]] = []
        self.known: NDArray[bool_] = np.zeros(self.length, dtype=bool)
        self.last: NDArray[int32] = np.zeros(self.length, dtype=np.int32)
        self.falls: NDArray[int32] = np.zeros(self.length, dtype=np.int32)
        self.lapse: NDArray[int32] = np.full(self.length, -1, dtype=np.int32)
        self.groups: list[tuple[int, list[_Dated]]] = []
        visit = self._visit(0)
        for drawn in drawn_in(ground, i, visit):
            found, low = [], 0
            for k, high in enumerate(map(limit, thresholds_of(ground, drawn))):
                choice, timing = drawn.group.choices[k], drawn.luck.timings[k]
                if high > low and choice.act is not None and timing is not None:
                    self.usable &= open_days(ground, i, visit, choice.rows, self.length) is None
                    found.append(self._dated(visit, choice, timing, (low, high)))
                low = high
            self.groups.append((drawn.group.choice_key, found))

    def _visit(self, day: int) -> Visit:
        state = shifted(self.context.state, day)
        return Visit(state, self.ground.as_of + day * _ONE, self.context.late)

    def _dated(self, visit: Visit, choice: Choice, timing: Timing, span: tuple[int, int]) -> _Dated:
        import numpy as np

        plain = all(not w.clock and w.unit in (Unit.DAYS, Unit.WEEKS) for w, _, _ in parts_of(timing))
        if plain:
            table = due_days(self.ground, self.i, visit, timing, None, None, self.length)[None, :]
        else:
            self.usable &= len(timing.waits) <= _MOST_WAITS
            table = np.zeros((self.length, len(timing.waits) if self.usable else 1), dtype=np.int32)
        inverse = inverse_of(timing) if len(timing.waits) > 1 else None
        self.choices.append(choice)
        number = len(self.choices) - 1
        return _Dated(number, *span, choice.delay_key, timing, inverse, table.astype(np.int32), plain)

    def fill(self, days: NDArray[int32]) -> None:
        """Find out how the visit goes if it begins on each of *days*."""
        import numpy as np

        for day in np.unique(days[~self.known[days]]).tolist():
            visit = self._visit(day)
            for _, dated in self.groups:
                for one in dated:
                    if not one.fixed:
                        one.table[day] = due_days(self.ground, self.i, visit, one.timing, None, None, self.length)
            self._fill_lapse(day, visit)
            self.known[day] = True

    def _fill_lapse(self, day: int, visit: Visit) -> None:
        self.last[day] = self.length
        lapse = lapse_of(self.ground, self.i, visit)
        if lapse is not None:
            falls = (lapse[0] - visit.day).days
            self.falls[day], self.last[day] = falls, falls + (lapse[1] == AT_END)
            if (lapse[2], lapse[1]) not in self.lapses:
                self.lapses.append((lapse[2], lapse[1]))
            self.lapse[day] = self.lapses.index((lapse[2], lapse[1]))

    def exits(
        self, days: NDArray[int32], luck: NDArray[uint64], visit: int
    ) -> Iterator[tuple[Row, Choice | None, int, NDArray[int64], NDArray[int32]]]:
        """How visits begun on *days* go on: the row, what is chosen, when in the day, for whom, after how many days."""
        after, which = self._run(days, luck, visit)
        for k in range(len(self.choices) + len(self.lapses)):
            some = (which == k).nonzero()[0]
            if not len(some):
                continue
            choice = self.choices[k] if k < len(self.choices) else None
            row, at = (choice.rows[0], AT_ACT) if choice is not None else self.lapses[k - len(self.choices)]
            yield row, choice, at, some, after[some]

    def _run(self, days: NDArray[int32], luck: NDArray[uint64], visit: int) -> tuple[NDArray[int32], NDArray[int32]]:
        """How long each visit lasts, and what ends it: a number of ``choices``, a lapse after them, or nothing (-1)."""
        import numpy as np

        self.fill(days)
        best = self.last[days]
        which = np.where(self.lapse[days] >= 0, self.lapse[days] + len(self.choices), -1).astype(np.int32)
        for key, dated in self.groups:
            bits = bits_of(luck, key, visit)
            for one in dated:
                chosen = between(bits, one.low, one.high)
                some = np.arange(len(luck)) if chosen is None else chosen
                entered = 0 if one.fixed else days[some]
                places = 0 if one.inverse is None else one.inverse.places(bits_of(luck[some], one.key, visit))
                taken = np.broadcast_to(one.table[entered, places], len(some))
                sooner = taken < best[some]
                best[some[sooner]], which[some[sooner]] = taken[sooner], one.number
        fell = which >= len(self.choices)
        best[fell] = self.falls[days[fell]]
        return best, which
