"""The exact law of a coupled deal by its joint state: forward in time, histories that stand alike counted as one.

A state is all that the future can depend on: where each process stands with its clocks, terms, dates and milestones,
and of each open group what has not been ruled out. What was drawn is revealed only on the day on which it matters, so
the law is that of every history and yet no history is followed alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from dealflow.analysis.outcomes.ground import Unsolved
from dealflow.analysis.outcomes.law import Law, Method, by_terms
from dealflow.analysis.outcomes.levels import Known, Levels
from dealflow.analysis.outcomes.missing import NOTHING, Failed, contracts_of, unmet
from dealflow.analysis.outcomes.place import Place, Places, Step
from dealflow.analysis.outcomes.stand import Stand, Stands
from dealflow.analysis.sampling.setting import OPEN, Setting
from dealflow.kernel.board import board_of

__all__ = ["MOST_STATES", "joint_law"]

MOST_STATES: Final = 40_000
"""About a second of work: beyond it sampling says more in the same time."""
_SOME: Final = 400
"""So many states are followed before it is foreseen how many there will be."""
_DAYS: Final = 15
"""So many times the states that wait are expected at the least, while they still grow."""
_ADDS_UP: Final = 1e-12


class State(NamedTuple):
    """All that the future of a deal depends on, its day apart; and who cleared *last*, and what closing leaves."""

    place: Place
    stands: tuple[Stand, ...]
    known: Known
    last: int
    passed: int


class End(NamedTuple):
    """How a history ends, when, where, and who was the last to clear."""

    ending: str
    day: int
    place: Place
    last: int
    passed: int


class Joint:
    """The states of a deal, day by day, each with its chance."""

    def __init__(self, setting: Setting, most: int) -> None:
        self.setting: Setting = setting
        self.most: int = most
        self.places: Places = Places(setting)
        self.levels: Levels = Levels(setting, self.places.matters, Stands(setting.day))
        self.days: list[dict[State, float]] = [{} for _ in range(self.places.after + 1)]
        self.ends: dict[End, float] = {}
        self.number: int = 0

    def run(self) -> None:
        """Follow the deal to the horizon; raises Unsolved where there are too many states."""
        if self.setting.ended is not None:
            self._ended(*self.setting.ended)
            return
        for state, chance in self._first():
            self._put(0, state, chance)
        before = 0
        for day, waiting in enumerate(self.days):
            if waiting:
                before = self._foreseen(before)
            while waiting:
                state = next(iter(waiting))
                self.number += 1
                if self.number > self.most:
                    raise Unsolved(f"more than {self.most:,} joint states")
                self._acts(day, state, waiting.pop(state))

    def _foreseen(self, before: int) -> int:
        """How many states wait; raises Unsolved if that grows so fast that they will be too many.

        *before* is how many waited on the day before. A guess only in one direction: what is given up is sampled.
        """
        waiting = sum(map(len, self.days))
        if self.number >= _SOME and waiting > before:
            growth = max((waiting / max(before, 1)) ** 2, _DAYS)
            if self.number + waiting * growth > self.most:
                raise Unsolved(f"probably more than {self.most:,} joint states")
        return waiting

    def _first(self) -> Iterator[tuple[State, float]]:
        setting, matters = self.setting, self.places.matters
        place, passed = self.places.of(board_of(setting.snapshot)), 0
        index = setting.plan.index
        for i, state in [(index[e.process], s) for e in setting.events for s in (e.was, e.now)]:
            passed |= self.places.bit(i, state)
        for i, process in enumerate(setting.snapshot.processes):
            passed |= self.places.bit(i, process.state)
        deals = [(one.group, one.luck, one.first) for one in setting.open if matters.asked(one.group)]
        for found in self.levels.drawn(deals, self.levels.unknown(), self.levels.ahead(place)):
            yield State(place, found.stands, found.known, -1, passed), found.chance

    def _ended(self, ending: str, day: date) -> None:
        """The deal has ended before the question, and stands where it stands."""
        ((state, _), *_) = self._first()
        since = (day - self.setting.day).days
        self._end(End(ending, since, state.place, -1, state.passed), 1.0)

    def _put(self, day: int, state: State, chance: float) -> None:
        waiting = self.days[day]
        waiting[state] = waiting.get(state, 0.0) + chance

    # --------------------------------------------------------------------------------------------------- one day

    def _acts(self, day: int, state: State, chance: float) -> None:
        """The acts of the day: the first in order that is due is taken, and the state is one of this day again."""
        place = state.place
        kept: list[Stand] = []
        for n, stand in enumerate(state.stands):
            offer = place.offer(stand.drawn, day)
            fires, rest, stays = stand.tested(day, offer.open, offer.over)
            if fires:
                others = (*kept, *(self._looked(place, s, day) for s in state.stands[n + 1 :]))
                for fire in fires:
                    step = place.taken(stand.drawn, fire.k, day)
                    for after, share in self._after(step, state._replace(stands=others), day, chance * fire.chance):
                        self._put(day, after, share)
                chance *= stays
                if chance <= 0.0:
                    return
            if rest is not None:
                kept.append(rest)
        self._night(day, state._replace(stands=tuple(kept)), chance)

    @staticmethod
    def _looked(place: Place, stand: Stand, day: int) -> Stand:
        return stand.looked(day, place.offer(stand.drawn, day).open)

    def _after(self, step: Step, state: State, day: int, chance: float) -> Iterator[tuple[State, float]]:
        """The states after *step*, or none if it has brought an ending."""
        last = step.approval if step.approval >= 0 else state.last
        passed = state.passed | step.passed
        if step.ending:
            self._end(End(step.ending, day, step.place, last, passed), chance)
            return
        if step.i < 0:
            yield State(step.place, state.stands, state.known, last, passed), chance
            return
        others = [stand for stand in state.stands if stand.i != step.i]
        for found in self.levels.entered(step.place, step.i, step.state, state.known):
            stands = sorted([*others, *found.stands], key=_position) if found.stands else others
            yield State(step.place, tuple(stands), found.known, last, passed), chance * found.chance

    def _night(self, day: int, state: State, chance: float) -> None:
        """Nobody acts any more on *day*: what falls, until somebody may act again."""
        until = self._wakes(day, state)
        if not state.place.falls_before(day, until):
            if until >= self.places.after:
                self._end(End(OPEN, self.places.after - 1, state.place, state.last, state.passed), chance)
            else:
                self._put(until, state, chance)
            return
        fallen = state.place.fallen(day, until)
        found = [(state, chance)]
        for step in fallen.steps:
            found = [pair for one, share in found for pair in self._after(step, one, fallen.day, share)]
        for after, share in found:
            if fallen.day >= self.places.after:
                self._end(End(OPEN, self.places.after - 1, after.place, after.last, after.passed), share)
            elif fallen.over:
                looked = tuple(self._looked(after.place, s, fallen.day) for s in after.stands)
                self._night(fallen.day, after._replace(stands=looked), share)
            else:
                self._put(fallen.day, after, share)

    def _wakes(self, day: int, state: State) -> int:
        soonest = min(self.places.told_after(day), self.places.after)
        for stand in state.stands:
            offer = state.place.offer(stand.drawn, day)
            soonest = min(soonest, offer.until, stand.wakes(day, offer.open, offer.over))
        return soonest

    def _end(self, end: End, chance: float) -> None:
        self.ends[end] = self.ends.get(end, 0.0) + chance


def _position(stand: Stand) -> int:
    return stand.group.position


def joint_law(setting: Setting, most: int = MOST_STATES) -> Law:
    """The law of *setting* over its joint states; raises Unsolved where there are more than *most*."""
    joint = Joint(setting, most)
    joint.run()
    return _law(joint, setting)


def _law(joint: Joint, setting: Setting) -> Law:
    import numpy as np

    names = setting.endings[:-1]
    mass = np.zeros((len(names), joint.places.after))
    last: dict[str, float] = {}
    left = 0.0
    under: dict[tuple[str, str], float] = {}
    for end, chance in joint.ends.items():
        at = (end.ending, end.place.terms)
        under[at] = under.get(at, 0.0) + chance
        if end.ending == OPEN:
            left += chance
            continue
        mass[names.index(end.ending), max(0, end.day)] += chance
        if end.last >= 0 and end.ending.startswith("closed"):
            id = setting.plan.ids[end.last]
            last[id] = last.get(id, 0.0) + chance
    closed = sum(last.values())
    if not abs(float(mass.sum()) + left - 1.0) <= _ADDS_UP:
        raise Unsolved("the chances of the joint states do not add to one within 1e-12")
    how = f"joint state: {joint.number:,} states at {len(joint.places):,} places"
    if setting.ended is not None:
        how = "the deal has ended"
    failed = _failed(joint, how)
    return Law(
        names,
        setting.day,
        mass,
        left,
        Method("exact", how),
        last={id: chance / closed for id, chance in last.items()},
        title=setting.deal.title,
        failed=failed,
        unasked="" if failed is not None else NOTHING,
        terms=by_terms(setting.snapshot.terms, under),
    )


def _failed(joint: Joint, how: str) -> Failed | None:
    """What was missing at the end of the histories that did not close."""
    plan = joint.setting.plan
    if not joint.places.sources:
        return None
    seen: dict[tuple[str, tuple[str, ...]], float] = {}
    known: dict[tuple[int, Place, int], tuple[str, ...]] = {}
    for end, chance in joint.ends.items():
        if end.ending.startswith("closed"):
            continue
        at = (end.day, end.place, end.passed)
        if at not in known:
            passed = [source for source, n in joint.places.sources.items() if end.passed >> n & 1]
            known[at] = unmet(plan, end.place.board(end.day), passed)
        key = (end.ending, known[at])
        seen[key] = seen.get(key, 0.0) + chance
    return Failed(seen, how, 0, contracts_of(plan)) if seen else None
