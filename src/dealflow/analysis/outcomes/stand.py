"""A group that was drawn and not yet revealed: what can still come of it, given that it has not been taken so far.

What was drawn is asked only when it would be taken, so a stand is all that its history leaves to know of it: since when
each alternative is available, and which of its delays are already ruled out. Equal stands are one object.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from math import fsum
from typing import Final, NamedTuple

from dealflow.analysis.sampling.delays import day_after
from dealflow.analysis.sampling.groups import Group, Timing, Wait

__all__ = ["NEVER", "Drawn", "Due", "Fire", "Stand", "Stands", "chances_of"]

NEVER: Final = 1 << 40
"""A day that does not come."""
_RIPE: Final = -NEVER
_NOT_YET: Final = -1 - NEVER

Due = tuple[int, ...]
"""For each delay of a group that waits for a last day, the day on which it is over as things stand."""


class Fire(NamedTuple):
    """Alternative number *k* is taken, with the chance of that."""

    k: int
    chance: float


class Spread(NamedTuple):
    """The delays counted from one day: the days on which they are over, in order, and the chance left from each on."""

    days: tuple[int, ...]
    chances: tuple[float, ...]
    left: tuple[float, ...]


class Alternative:
    """What is believed of one alternative: its chance and its delays, those to a last day apart."""

    __slots__ = ("_spreads", "alike", "chance", "clocked", "day", "plain", "whole")

    def __init__(self, chance: float, timing: Timing, day: date) -> None:
        waits = [(w, float(c)) for w, c in zip(timing.waits, timing.chances, strict=True)]
        self.chance: float = chance
        self.plain: tuple[tuple[Wait, float], ...] = tuple(x for x in waits if not x[0].clock)
        self.clocked: tuple[tuple[Wait, float], ...] = tuple(x for x in waits if x[0].clock)
        self.day: date = day
        self.whole: float = fsum(c for _, c in self.plain)
        # Delays of one kind are over in the same order, from whatever day they count.
        self.alike: bool = len({(w.unit, w.calendar) for w, _ in self.plain}) == 1
        self._spreads: dict[int, Spread] = {}

    def spread(self, first: int) -> Spread:
        """The delays to no last day, counted from day *first*."""
        known = self._spreads.get(first)
        if known is None:
            known = self._spreads[first] = self._spread(first)
        return known

    def _spread(self, first: int) -> Spread:
        start = self.day + timedelta(first) if first != _RIPE else self.day
        over = [((day_after(start, w.n, w.unit, w.calendar, self.day) - self.day).days, c) for w, c in self.plain]
        over.sort(key=lambda pair: pair[0])
        left = [0.0]
        for _, chance in reversed(over):
            left.append(left[-1] + chance)
        return Spread(tuple(d for d, _ in over), tuple(c for _, c in over), tuple(reversed(left)))


class Left(NamedTuple):
    """What is left of an alternative: since when it is available, how many delays are ruled out, and which last days.

    *first* is ``_NOT_YET`` where it has not been available yet, ``_RIPE`` where the day no longer matters.
    """

    first: int
    gone: int
    missed: int


_WHOLE: Final = Left(_NOT_YET, 0, 0)


class Stands:
    """Every stand of one question that was met with."""

    def __init__(self, day: date) -> None:
        self.day: date = day
        self._known: dict[tuple[int, tuple[Left | None, ...]], Stand] = {}
        self._drawn: dict[tuple[int, tuple[float, ...], bool], Drawn] = {}

    def drawn(
        self,
        group: Group,
        chances: tuple[float, ...],
        timings: tuple[Timing | None, ...],
        first: Iterable[date | None] | None = None,
    ) -> Stand | None:
        """*group* as it is drawn with these *chances*; None if nothing can come of it.

        *first* is given for a group that the history left open: since when each alternative has been available.
        """
        key = (group.position, chances, first is not None)  # what was open has delays of its own
        if key not in self._drawn:
            self._drawn[key] = Drawn(len(self._drawn), group, chances, timings, self.day)
        drawn = self._drawn[key]
        firsts = [None] * len(chances) if first is None else list(first)
        left = [
            None if not of else _WHOLE if day is None else _since(of, (day - self.day).days)
            for of, day in zip(drawn.alternatives, firsts, strict=True)
        ]
        return self.of(drawn, tuple(left))

    def of(self, drawn: Drawn, left: tuple[Left | None, ...]) -> Stand | None:
        """The one stand with so much *left*; None if nothing can come of it."""
        if not any(left):
            return None
        key = (drawn.number, left)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = Stand(self, drawn, left)
        return known


class Drawn:
    """A group as it was drawn: the chance that nothing is done, and its alternatives (None: cannot come)."""

    def __init__(
        self, number: int, group: Group, chances: tuple[float, ...], timings: tuple[Timing | None, ...], day: date
    ) -> None:
        self.number: int = number
        self.group: Group = group
        self.nothing: float = fsum(c for c, timing in zip(chances, timings, strict=True) if timing is None)
        self.alternatives: tuple[Alternative | None, ...] = tuple(
            Alternative(c, timing, day) if timing is not None and c > 0.0 else None
            for c, timing in zip(chances, timings, strict=True)
        )
        self.waits: tuple[Wait, ...] = tuple(w for a in self.alternatives if a for w, _ in a.clocked)


def _since(of: Alternative, first: int) -> Left:
    """*of* available from day *first* on; without delays that count from it, the day does not matter."""
    return Left(first if of.plain else _RIPE, 0, 0)


class Stand:
    """What can still come of one drawn group."""

    __slots__ = ("_looked", "_tested", "_woken", "drawn", "group", "i", "left", "stands", "whole")

    def __init__(self, stands: Stands, drawn: Drawn, left: tuple[Left | None, ...]) -> None:
        self.stands: Stands = stands
        self.drawn: Drawn = drawn
        self.group: Group = drawn.group
        self.i: int = drawn.group.i
        self.left: tuple[Left | None, ...] = left
        self.whole: float = fsum([drawn.nothing, *map(self._mass, range(len(left)))])
        self._looked: dict[tuple[int, int], Stand] = {}
        self._tested: dict[tuple[int, int, Due], tuple[tuple[Fire, ...], Stand | None, float]] = {}
        self._woken: dict[tuple[int, int, Due], int] = {}

    def _mass(self, k: int) -> float:
        of, left = self.drawn.alternatives[k], self.left[k]
        if of is None or left is None:
            return 0.0
        clocked = fsum(c for n, (_, c) in enumerate(of.clocked) if not left.missed >> n & 1)
        plain = of.spread(left.first).left[left.gone] if left.gone else of.whole
        return of.chance * (plain + clocked)

    def looked(self, day: int, open_: int) -> Stand:
        """The stand when it was noted on *day* which alternatives are available (bits of *open_*)."""
        key = (day, open_)
        known = self._looked.get(key)
        if known is None:
            known = self._looked[key] = self._look(day, open_)
        return known

    def _look(self, day: int, open_: int) -> Stand:
        left = tuple(
            _since(of, day) if of and one and one.first == _NOT_YET and open_ >> k & 1 else one
            for k, (of, one) in enumerate(zip(self.drawn.alternatives, self.left, strict=True))
        )
        return (self.stands.of(self.drawn, left) or self) if left != self.left else self

    def tested(self, day: int, open_: int, due: Due) -> tuple[tuple[Fire, ...], Stand | None, float]:
        """What is taken on *day* with which chance; else what is left (None: nothing), with the chance of that."""
        key = (day, open_, due)
        known = self._tested.get(key)
        if known is None:
            known = self._tested[key] = self.looked(day, open_).test(day, open_, due)
        return known

    def test(self, day: int, open_: int, due: Due) -> tuple[tuple[Fire, ...], Stand | None, float]:
        """What ``tested`` says, worked out for a stand that was looked at on that day."""
        fires: list[Fire] = []
        left: list[Left | None] = []
        n = 0
        for k, (of, one) in enumerate(zip(self.drawn.alternatives, self.left, strict=True)):
            own = due[n : n + len(of.clocked)] if of else ()
            n += len(own)
            if of is None or one is None:
                left.append(None)
                continue
            if open_ >> k & 1:
                chance, after = _ripe(of, one, day, own)
                if chance > 0.0:
                    fires.append(Fire(k, of.chance * chance / self.whole))
                left.append(after)
            else:
                left.append(_held(of, one, day))
        rest = self.stands.of(self.drawn, tuple(left))
        stays = (self.drawn.nothing if rest is None else rest.whole) / self.whole
        return tuple(fires), rest, stays if fires else 1.0

    def wakes(self, day: int, open_: int, due: Due) -> int:
        """The next day after *day* on which something that is available may be taken."""
        key = (day, open_, due)
        known = self._woken.get(key)
        if known is None:
            known = self._woken[key] = min(self._days(day, open_, due), default=NEVER)
        return known

    def _days(self, day: int, open_: int, due: Due) -> Iterable[int]:
        n = 0
        for k, (of, one) in enumerate(zip(self.drawn.alternatives, self.left, strict=True)):
            own = due[n : n + len(of.clocked)] if of else ()
            n += len(own)
            if of is None or one is None or not open_ >> k & 1 or one.first == _NOT_YET:
                continue
            if of.plain and one.gone < len(of.plain):
                soonest = day if one.first == _RIPE else of.spread(one.first).days[one.gone]
                yield max(soonest, day + 1)
            for m, over in enumerate(own):
                if over < NEVER and not one.missed >> m & 1:
                    yield max(over, day + 1)


def _ripe(of: Alternative, one: Left, day: int, due: Due) -> tuple[float, Left | None]:
    """The chance of the delays of an available alternative that are over by *day*, and what is left of it."""
    gone, missed, over = one.gone, one.missed, []
    spread = of.spread(one.first)
    while gone < len(of.plain) and (one.first == _RIPE or spread.days[gone] <= day):
        over.append(spread.chances[gone])
        gone += 1
    for m, (_, chance) in enumerate(of.clocked):
        if due[m] <= day and not missed >> m & 1:
            over.append(chance)
            missed |= 1 << m
    some = gone < len(of.plain) or missed != (1 << len(of.clocked)) - 1
    first = one.first if gone < len(of.plain) else _RIPE
    return fsum(over), Left(first, gone, missed) if some else None


def _held(of: Alternative, one: Left, day: int) -> Left:
    """An alternative that cannot be taken: once every delay is over, it does not matter since when."""
    if one.first in {_NOT_YET, _RIPE} or not of.alike or of.spread(one.first).days[-1] > day:
        return one
    return Left(_RIPE, one.gone, one.missed)


def chances_of(thresholds: Iterable[float]) -> tuple[float, ...]:
    """The chances between *thresholds*."""
    return tuple(high - low for low, high in pairwise((0.0, *thresholds)))
