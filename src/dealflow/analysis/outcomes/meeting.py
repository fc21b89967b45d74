"""Where histories meet: what the one process that waits for others does, for many histories at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from dealflow.analysis.outcomes.ground import Ground
from dealflow.analysis.outcomes.lots import Lot
from dealflow.analysis.outcomes.moves import AT_BITS, Found
from dealflow.analysis.outcomes.node import AT_ACT, next_open
from dealflow.analysis.outcomes.packing import Packing
from dealflow.analysis.outcomes.standing import Act, Dates, Standing
from dealflow.analysis.outcomes.structure import ending_at
from dealflow.analysis.outcomes.tables import both_of

if TYPE_CHECKING:
    from numpy import bool_, int32, int64
    from numpy.typing import NDArray

__all__ = ["Meeting"]

_LATEST: Final = 999
_FIRST: Final = -1
"""The number of what is no act, before all acts in the order of what falls on one moment."""

Ready = Mapping[str, "NDArray[int32] | int"]
"""By act that waits, the moment from which nobody stands in its way, with the place of who was last."""


class Meeting:
    """The process at *i* (-1: none) that waits, and the states by which others end the deal (*bad*).

    *places* number the processes that are awaited, from 1, as they come in the order of a day; their numbers take
    *bits*.
    """

    def __init__(self, ground: Ground, i: int, bad: Mapping[int, frozenset[str]]) -> None:
        self.ground = ground
        self.i = i
        self.standing: Standing = Standing(ground, i)
        self.goods: dict[str, Mapping[int, frozenset[str]]] = {
            act.name: act.waits for act in self.standing.acts if act.waits is not None
        }
        self.awaited: list[int] = sorted({k for good in self.goods.values() for k in self._awaited(good)})
        self.places: dict[int, int] = {k: n + 1 for n, k in enumerate(self.awaited)}
        self.bits: int = len(self.awaited).bit_length()
        names = ground.setting.endings
        self.packing: Packing = Packing(ground.days, names, self.awaited, self._ranks(bad))
        self.targets: dict[str, int] = {}
        self.ends: dict[tuple[int, str], int] = {
            (k, s): names.index(ending_at(ground, k, s, last=False)) for k, states in bad.items() for s in states
        }
        lapse = self.standing.lapse
        for row in (*(act.row for act in self.standing.acts), *([] if lapse is None else [lapse[2]])):
            self.targets[row.target] = names.index(ending_at(ground, i, row.target, last=not bad))
        self.tables: dict[tuple[int, int, Dates], NDArray[Any]] = {}
        self.start: int = self._start()

    def _awaited(self, good: Mapping[int, frozenset[str]]) -> list[int]:
        """Those that stand in the way now."""
        return [k for k in sorted(good) if self.ground.board.processes[k].state not in good[k]]

    def _ranks(self, bad: Mapping[int, frozenset[str]]) -> Iterator[tuple[int, int]]:
        """Every place in the order of what falls on one moment."""
        yield from ((k * 1000, _FIRST) for k in (*bad, self.i))
        for act in self.standing.acts:
            yield from ((rank, act.number) for rank in self._ranks_of(act))

    def _ranks_of(self, act: Act) -> list[int]:
        """The rank of *act* by the place of who made way last, if that was at the same moment."""
        own = self.i * 1000 + act.position + 1
        return [own, *(max(own, k * 1000 + _LATEST) for k in self.awaited)]

    def _start(self) -> int:
        """What comes if nobody does anything: a lapse, or nothing."""
        if self.standing.lapse is None:
            return self.packing.never
        day, at, row = self.standing.lapse
        moment = (day - self.ground.as_of).days << AT_BITS | at
        label = self.packing.label((self.i * 1000, _FIRST), self.packing.outcome(self.targets[row.target]))
        return min(moment << self.packing.high | label, self.packing.never)

    def meet(self, lot: Lot, found: Mapping[int, Found]) -> NDArray[Any]:
        """The packed end of each history."""
        import numpy as np

        ready = {name: self._ready(name, good, found) for name, good in self.goods.items()}
        first = self._first(lot, ready, [((), None)])
        keys = np.full(len(lot), first, self.packing.dtype) if isinstance(first, int) else first
        self._end(keys, found)
        if self.standing.turns_from < self.ground.days:
            late = (keys >= self.standing.turns_from << AT_BITS << self.packing.high).nonzero()[0]
            if len(late):
                theirs = {name: one if isinstance(one, int) else one[late] for name, one in ready.items()}
                part = lot.part(late)
                keys[late] = self._first(part, theirs, self.standing.variants(part))
                self._end(keys, found)
        return keys

    def _ready(self, name: str, good: Mapping[int, frozenset[str]], found: Mapping[int, Found]) -> NDArray[int32] | int:
        """The moment from which nobody stands in the way any more, and who was last."""
        import numpy as np

        ready: NDArray[int32] | int = 0
        for k in self._awaited(good):
            theirs = found[k].ready[name]
            ready = theirs if isinstance(ready, int) else np.maximum(ready, theirs)
        return ready

    def _end(self, keys: NDArray[Any], found: Mapping[int, Found]) -> None:
        """Let the other processes end the deal where they come to it first."""
        import numpy as np

        packing, length = self.packing, self.ground.days
        for k, one in found.items():
            for end in one.ends:
                label = packing.label((k * 1000, _FIRST), packing.outcome(self.ends[k, end.state]))
                moments = np.minimum(end.days, length) << AT_BITS | end.at
                theirs = (moments.astype(packing.dtype) << packing.high) | label
                if end.who is None:
                    np.minimum(keys, theirs, out=keys)
                else:
                    keys[end.who] = np.minimum(keys[end.who], theirs)

    def _first(self, lot: Lot, ready: Ready, variants: list[tuple[Dates, NDArray[bool_] | None]]) -> NDArray[Any] | int:
        """What the process itself does first, or what is done to it; the same for all if one number."""
        import numpy as np

        best: NDArray[Any] | int = self.start
        chosen: dict[int, NDArray[int64] | None] = {}
        for act in self.standing.acts:
            if act.g not in chosen:
                chosen[act.g] = self.standing.chosen(act.g, lot)
            for dates, some in variants if act.dated else [((), None)]:
                who = both_of(some, chosen[act.g], act.k)
                if who is None:
                    keys = self._fire(act, dates, lot, ready)
                    best = (
                        min(best, keys) if isinstance(best, int) and isinstance(keys, int) else np.minimum(best, keys)
                    )
                elif len(who):
                    theirs = {name: one if isinstance(one, int) else one[who] for name, one in ready.items()}
                    keys = self._fire(act, dates, lot.part(who), theirs)
                    best = np.full(len(lot), best, self.packing.dtype) if isinstance(best, int) else best
                    best[who] = np.minimum(best[who], keys)
        return best

    def _fire(self, act: Act, dates: Dates, lot: Lot, ready: Ready) -> NDArray[Any] | int:
        """The packed end to which each history comes by *act*, or all of them."""
        import numpy as np

        if act.waits is None:
            own = self.standing.own(act, dates, lot)
            days = np.asarray(own, dtype=self.packing.dtype)
            keys = (days << AT_BITS | AT_ACT) << self.packing.high | self._labels(act)[0, 0]
            return int(keys) if isinstance(own, int) else keys
        since = ready[act.name]
        if len(act.timing.waits) == 1:
            table = self._table(act, dates)
            return int(table[since]) if isinstance(since, int) else table.take(since, mode="clip")
        return self._fired(act, dates, np.broadcast_to(np.asarray(since), len(lot)), lot)

    def _table(self, act: Act, dates: Dates) -> NDArray[Any]:
        """``_fired`` for everything that can be ready, where all have the same delay."""
        import numpy as np

        place = (act.g, act.k, dates)
        if place not in self.tables:
            ready = np.arange((self.ground.days + 1) << AT_BITS + self.bits)
            self.tables[place] = self._fired(act, dates, ready, None)
        return self.tables[place]

    def _fired(self, act: Act, dates: Dates, ready: NDArray[Any], lot: Lot | None) -> NDArray[Any]:
        """The packed ends by an act that can be taken once those it waits for are *ready*."""
        import numpy as np

        length, moment = self.ground.days, ready >> self.bits
        days, late = np.minimum(moment >> AT_BITS, length), moment & ((1 << AT_BITS) - 1) > AT_ACT
        opens = next_open(self.standing.opened(act, dates), length)
        first = opens[days]
        over = self.standing.over(act, first, lot)
        fire = opens[np.minimum(np.maximum(over, np.maximum(first, days + late)), length)]
        at_once = ((fire == days) & ~late).astype(np.int64)
        labels = self._labels(act)[at_once, ready & ((1 << self.bits) - 1)]
        return np.asarray((fire << AT_BITS | AT_ACT) << self.packing.high | labels, dtype=self.packing.dtype)

    def _labels(self, act: Act) -> NDArray[int64]:
        """The bits below the moment of *act* by who made way last, in the second row where that was just then."""
        import numpy as np

        ending = self.targets[act.row.target]
        outcomes = [self.packing.outcome(ending, k) for k in (-1, *self.awaited)]
        ranks = self._ranks_of(act)
        rows = [[ranks[0]] * len(ranks), ranks]
        out = np.zeros((2, 1 << self.bits), dtype=np.int64)
        for r, row in enumerate(rows):
            out[r, : len(row)] = [
                self.packing.label((rank, act.number), o) for rank, o in zip(row, outcomes, strict=True)
            ]
        return out
