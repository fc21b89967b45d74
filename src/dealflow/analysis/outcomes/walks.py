"""Many histories of one process that waits for nobody, drawn at once, visit by visit in the order of its states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING, Final

from dealflow.analysis.outcomes.contexts import Context, Paths, shifted
from dealflow.analysis.outcomes.drawing import drawn_out
from dealflow.analysis.outcomes.entering import DatedStep
from dealflow.analysis.outcomes.ground import Ground
from dealflow.analysis.outcomes.lots import Lot
from dealflow.analysis.outcomes.moves import AT_BITS, Crowd, End, Exit, Fall, Found, Onward, Place
from dealflow.analysis.outcomes.node import Visit, Way, lapse_of
from dealflow.analysis.outcomes.tables import Step, step_of

if TYPE_CHECKING:
    from numpy import int32, int64
    from numpy.typing import NDArray

__all__ = ["Walker"]

_ONE: Final = timedelta(days=1)
Arrival = tuple["NDArray[int64] | None", "NDArray[int32] | int"]
"""Who enters a visit (None: all), and on which day or days."""


class Walker:
    """A process ready to be walked: *goods* are the states by which it makes way, *bad* those that end the deal.

    *place* is its number among the processes that are awaited, which takes *bits*. The tables of its visits are made
    when they are first met.
    """

    def __init__(
        self, ground: Ground, i: int, goods: Mapping[str, frozenset[str]], bad: frozenset[str], place: int, bits: int
    ) -> None:
        self.ground = ground
        self.i = i
        self.goods = goods
        self.bad = bad
        self.place = place
        self.bits = bits
        self.paths: Paths = Paths(ground, i)
        self.known: dict[tuple[Context, tuple[tuple[str, int], ...]], Place] = {}
        now = Context(ground.board.processes[i], late=False)
        before = tuple((s, self._entered(s)) for s in sorted(self.paths.again))
        self.first: Place = self._made(Place(now, before, started=True))

    def walk(self, lot: Lot) -> Found:
        """Where the process comes in the histories of *lot*."""
        import numpy as np

        never = self.ground.days << AT_BITS + self.bits
        found = Found({name: np.full(len(lot), never, dtype=np.int32) for name in self.goods}, [])
        waiting: dict[Place, list[Arrival]] = {self.first: [(None, 0)]}
        while waiting:
            place = min(waiting, key=lambda p: p.order)
            crowd = _gathered(waiting.pop(place), lot)
            for out in self._exits(place, crowd, lot):
                if out.who is None or len(out.who):
                    onward = self._onward(place, out)
                    self._note(found, onward, out)
                    for child, who, days in self._next(place, onward, out, crowd) if onward.goes_on else ():
                        waiting.setdefault(child, []).append((who, days))
        return found

    def _note(self, found: Found, onward: Onward, out: Exit) -> None:
        """Keep the moment of *out* for those whom it brings where somebody waits for it."""
        for name in onward.ready:
            moments = (out.days << AT_BITS + self.bits) + (out.at << self.bits | self.place)
            if out.who is None:
                found.ready[name][:] = moments
            else:
                found.ready[name][out.who] = moments
        if onward.ends:
            found.ends.append(End(out.who, out.days, out.at, out.row.target))

    # -------------------------------------------------------------------------------------------- places on the way

    def _entered(self, state: str) -> int:
        return self.ground.setting.visits.get((self.i, state), 0)

    def _place(self, context: Context, before: tuple[tuple[str, int], ...]) -> Place:
        if (context, before) not in self.known:
            self.known[context, before] = self._made(Place(context, before, started=False))
        return self.known[context, before]

    def _made(self, place: Place) -> Place:
        """*place* with what is the same for everybody who comes there."""
        state, setting = place.context.state.state, self.ground.setting
        place.order = self.paths.order[state]
        entered = self._entered(state)
        place.visit = (entered if place.started else dict(place.before).get(state, entered + 1)) - 1
        place.steady = self.paths.is_steady(place.context)
        groups = setting.by_state.get((self.i, state), ())
        if place.started:
            groups = tuple(one.group for one in setting.open if one.group.i == self.i)
        causes = {group.belief.cause for group in groups}
        place.causes = tuple(name for name in setting.levels if name in causes)
        return place

    def _onward(self, place: Place, out: Exit) -> Onward:
        key = (out.row, out.at, out.choice)
        known = place.onward.get(key)
        if known is None:
            row = out.row
            ready = tuple(n for n, good in self.goods.items() if row.target in good and row.source not in good)
            known = place.onward[key] = Onward(
                ready,
                ends=row.target in self.bad and row.source not in self.bad,
                goes_on=self.paths.goes_on[row.target],
                carries=self.paths.carries(_way(out)),
            )
        return known

    def _next(
        self, place: Place, onward: Onward, out: Exit, crowd: Crowd
    ) -> Iterator[tuple[Place, NDArray[int64] | None, NDArray[int32] | int]]:
        """The visits that *out* leads to, with the histories that enter each and the day they do."""
        import numpy as np

        same = place.started or place.steady
        if not onward.carries:
            if (-1, -1) not in onward.places:
                entry = _first(crowd.entered(out.places))
                offset = _first(out.days) - entry
                onward.places[-1, -1] = self._child(place, self._day(place, entry), out, offset)
            yield onward.places[-1, -1], out.who, out.days
            return
        size = len(crowd.luck) if out.places is None else len(out.places)
        entered = np.broadcast_to(np.asarray(crowd.entered(out.places)), size)
        days = np.broadcast_to(np.asarray(out.days, dtype=np.int32), size)
        code = (entered * 0 if same else entered).astype(np.int64) << 32 | (days - entered)
        codes, which, counts = np.unique(code, return_inverse=True, return_counts=True)
        parts = np.split(np.argsort(which, kind="stable"), np.cumsum(counts)[:-1])
        for one, some in zip(codes.tolist(), parts, strict=True):
            entry, offset = one >> 32, one & 0xFFFFFFFF
            if (entry, offset) not in onward.places:
                onward.places[entry, offset] = self._child(place, self._day(place, entry), out, offset)
            yield onward.places[entry, offset], some if out.who is None else out.who[some], days[some]

    def _day(self, place: Place, entry: int) -> int:
        """The day of entry that stands for *entry* in the tables of *place*; -1 for the visit under way."""
        return -1 if place.started else 0 if place.steady else entry

    def _child(self, place: Place, day: int, out: Exit, offset: int) -> Place:
        context = self.paths.child(_way(out), self._visit(place, day), offset)
        return self._place(context, tuple((s, k + (s == out.row.target)) for s, k in place.before))

    def _visit(self, place: Place, day: int) -> Visit:
        k, context = max(day, 0), place.context
        return Visit(shifted(context.state, k), self.ground.as_of + k * _ONE, context.late, now=day < 0)

    # -------------------------------------------------------------------------------------------------- what is done

    def _exits(self, place: Place, crowd: Crowd, lot: Lot) -> Iterable[Exit]:
        """What *crowd*, which entered *place*, does next."""
        import numpy as np

        if not place.started and not place.steady:
            inside = np.broadcast_to(np.asarray(crowd.days, dtype=np.int32), len(crowd.luck)) < self.ground.days
            return self._by_day(place, crowd, None if inside.all() else inside.nonzero()[0], lot)
        day = self._day(place, 0)
        if not place.causes:
            return self._stepped(place, day, {}, crowd, None)
        parts = lot.by_level(place.causes, crowd.who)
        return chain.from_iterable(self._stepped(place, day, levels, crowd, some) for levels, some in parts)

    def _by_day(self, place: Place, crowd: Crowd, inside: NDArray[int64] | None, lot: Lot) -> Iterator[Exit]:
        """What those *inside* the horizon do who entered a visit that depends on its day."""
        import numpy as np

        within = crowd.some(inside)
        days = np.broadcast_to(np.asarray(within.days, dtype=np.int32), len(within.luck))
        for levels, some in lot.by_level(place.causes, within.who):
            dated = self._dated(place, levels)
            entered = days if some is None else days[some]
            if dated.usable:
                luck = within.luck if some is None else within.luck[some]
                for row, choice, at, which, after in dated.exits(entered, luck, place.visit):
                    places = _inner(inside, _inner(some, which))
                    yield crowd.exit(row, choice, at, places, after)
                continue
            for day in np.unique(entered).tolist():
                places = _inner(inside, _inner(some, (entered == day).nonzero()[0]))
                yield from self._stepped(place, day, levels, crowd, places)

    def _stepped(
        self, place: Place, day: int, levels: Mapping[str, str], crowd: Crowd, places: NDArray[int64] | None
    ) -> list[Exit]:
        """What those of *crowd* at *places* do in a visit that is the same for all who enter it on *day*."""
        step, fall = self._step(place, day, levels)
        luck = crowd.luck if places is None else crowd.luck.take(places, mode="clip")
        out = drawn_out(step, fall, self.ground.days, luck, place.visit)
        return [crowd.exit(row, choice, at, _inner(places, some), after) for row, choice, at, some, after in out]

    def _step(self, place: Place, day: int, levels: Mapping[str, str]) -> tuple[Step, Fall | None]:
        key = (day, tuple(levels.values()))
        if key not in place.steps:
            visit = self._visit(place, day)
            place.steps[key] = step_of(self.ground.at(levels), self.i, visit, self.ground.days)
            lapse = lapse_of(self.ground, self.i, visit)
            place.falls[day] = None if lapse is None else ((lapse[0] - visit.day).days, lapse[1], lapse[2])
        return place.steps[key], place.falls[day]

    def _dated(self, place: Place, levels: Mapping[str, str]) -> DatedStep:
        key = tuple(levels.values())
        if key not in place.dated:
            place.dated[key] = DatedStep(self.ground.at(levels), self.i, place.context)
        return place.dated[key]


def _way(out: Exit) -> Way:
    return Way(out.row, out.choice, out.at, None)  # type: ignore[arg-type]


def _first(days: NDArray[int32] | int) -> int:
    return days if isinstance(days, int) else int(days[0])


def _inner(outer: NDArray[int64] | None, inner: NDArray[int64] | None) -> NDArray[int64] | None:
    """The places *inner* of the places *outer*; None for all."""
    return inner if outer is None else outer if inner is None else outer[inner]


def _gathered(arrived: Sequence[Arrival], lot: Lot) -> Crowd:
    """All who enter a visit, with their luck."""
    import numpy as np

    who, days = arrived[0]
    if len(arrived) > 1:
        known = [some for some, _ in arrived if some is not None]
        who, days = np.concatenate(known), np.empty(sum(map(len, known)), dtype=np.int32)
        begin = 0
        for some, (_, theirs) in zip(known, arrived, strict=True):
            days[begin : begin + len(some)] = theirs
            begin += len(some)
    return Crowd(who, days, lot.mixed if who is None else lot.mixed.take(who, mode="clip"))
