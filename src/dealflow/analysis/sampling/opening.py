"""The history replayed: which visit each state is in, what was available since when, and what that leaves open.

Each open group is conditioned on not having fired before the day of the question; recorded acts spend the group that
they belong to. What survives is a law like any other, so one uniform number still draws from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction

from dealflow import kernel
from dealflow.analysis.sampling.delays import day_after
from dealflow.analysis.sampling.groups import Group, Luck, Timing, Wait, groups_of, thresholds
from dealflow.analysis.sampling.setting import HORIZON, Open, Setting
from dealflow.analysis.sampling.taking import due_day, row_of
from dealflow.beliefs import Belief, Cause
from dealflow.errors import BeliefRefuted
from dealflow.kernel.board import Board
from dealflow.kernel.plan import Plan, plan_of
from dealflow.kernel.step import apply, begin, next_moment, snapshot_of
from dealflow.kernel.values import Event
from dealflow.model import Deal
from dealflow.scenario import Scenario

__all__ = ["setting_of", "setting_of_deal"]

_ONE = timedelta(days=1)


def setting_of(scenario: Scenario, *, as_of: date | None = None, horizon: date | None = None) -> Setting:
    """What histories of *scenario* are drawn from, asked on its day or another.

    Raises BeliefRefuted if what happened cannot be under a belief, DefinitionError for one that fits no row.
    """
    day = as_of or scenario.as_of
    return setting_of_deal(
        scenario.deal,
        scenario.beliefs,
        causes=scenario.causes,
        start=min(scenario.start, day),
        day=day,
        events=scenario.record(day).events,
        horizon=horizon,
    )


def setting_of_deal(
    deal: Deal,
    beliefs: Iterable[Belief],
    *,
    start: date,
    day: date | None = None,
    causes: Iterable[Cause] = (),
    events: Iterable[Event] = (),
    horizon: date | None = None,
) -> Setting:
    """What histories of *deal* are drawn from: begun on *start*, asked on *day*, after *events* (lapses apart)."""
    held, plan, seen = tuple(beliefs), plan_of(deal), day or start
    known = {cause.name: cause for cause in causes}
    replay = _Replay(plan, groups_of(plan, held, known), start, seen)
    replay.run([e for e in events if e.kind != "lapse"])
    levels, left = _survivors(replay, known)
    return Setting(
        deal,
        held,
        tuple(known.values()),
        replay.groups,
        snapshot_of(plan, replay.board),
        horizon or seen + HORIZON,
        replay.visits,
        left,
        levels,
        replay.ended,
        tuple(replay.events),
    )


class _Watch:
    """A group in the current visit: since when each alternative is available, and the last day it could be taken."""

    __slots__ = ("first", "group", "last", "missed")

    def __init__(self, group: Group) -> None:
        self.group = group
        self.first: list[date | None] = [None] * len(group.choices)
        self.last: list[date | None] = [None] * len(group.choices)
        self.missed: set[tuple[int, Wait]] = set()


class _Replay:
    """The history under way, day by day."""

    def __init__(self, plan: Plan, groups: tuple[Group, ...], start: date, day: date) -> None:
        self.plan, self.groups, self.day = plan, groups, day
        self.board: Board = begin(plan, start)
        self.visits: dict[tuple[int, str], int] = {}
        self.watched: list[_Watch] = []
        self.events: list[Event] = []
        self.ended: tuple[str, date] | None = None
        for i, _ in enumerate(plan.ids):
            self._entered(i)
        self._judge()

    def run(self, acts: list[Event]) -> None:
        """Replay *acts*, with the lapses between them, to the day of the question."""
        waiting = iter(acts)
        act = next(waiting, None)
        while True:
            today = self.board.day
            self._look(open_day=today < self.day)
            while act is not None and act.on <= today:
                self._act(act)
                self._look(open_day=today < self.day)
                act = next(waiting, None)
            if today >= self.day:
                return
            while self.board.day < today + _ONE:
                for event in next_moment(self.plan, self.board, today + _ONE):
                    self._happened(event)
                if self.board.day == today:
                    self._look(open_day=False)

    def _act(self, event: Event) -> None:
        i = self.plan.index[event.process]
        rows = self.plan.rows[i, event.was, event.action]
        row = next(r for r in rows if r.target == event.now)
        for watch in self.watched:
            if watch.group.i == i and any(c.action == event.action for c in watch.group.choices):
                self.watched.remove(watch)
                break
        apply(self.plan, self.board, row, event.on, event.effective, event.details, event.until)
        self._happened(event, moved=row.transition.target is not None)

    def _happened(self, event: Event, *, moved: bool = True) -> None:
        self.events.append(event)
        if moved:
            self._entered(self.plan.index[event.process])
        self._judge()

    def _entered(self, i: int) -> None:
        state = self.board.processes[i].state
        self.visits[i, state] = self.visits.get((i, state), 0) + 1
        self.watched = [w for w in self.watched if w.group.i != i]
        self.watched += [_Watch(g) for g in self.groups if g.i == i and g.state == state]

    def _judge(self) -> None:
        name = kernel.ending(self.plan.deal, snapshot_of(self.plan, self.board))
        if name is None:
            self.ended = None
        elif self.ended is None or self.ended[0] != name:
            self.ended = (name, self.board.day)

    def _look(self, *, open_day: bool) -> None:
        """Note what is available now; on an *open_day* what is due would be taken."""
        today = self.board.day
        for watch in self.watched:
            for k, choice in enumerate(watch.group.choices):
                if choice.act is None or row_of(self.plan, self.board, watch.group.i, choice) is None:
                    continue
                watch.first[k] = watch.first[k] or today
                if open_day:
                    watch.last[k] = today
                    self._miss(watch, k)

    def _miss(self, watch: _Watch, k: int) -> None:
        timing, first = watch.group.luck.timings[k], watch.first[k]
        for wait in timing.waits if timing and first else ():
            if wait.clock:
                due = due_day(self.plan, self.board, wait, first or self.day, self.day)
                if due is not None and due <= self.board.day:
                    watch.missed.add((k, wait))


def _survivors(
    replay: _Replay, causes: Mapping[str, Cause]
) -> tuple[dict[str, tuple[tuple[str, Fraction], ...]], tuple[Open, ...]]:
    """The levels of the causes and the open groups, given that none of these fired before the day of the question."""
    likely = {name: dict(cause.levels) for name, cause in causes.items()}
    left: list[Open] = []
    for watch in sorted(replay.watched, key=lambda w: w.group.position):
        group = watch.group
        found = [_timing_left(watch, k, replay.day) for k in range(len(group.choices))]
        luck = _luck_left(group, found, likely)
        visit = replay.visits[group.i, group.state] - 1
        left.append(Open(group, visit, luck, tuple(watch.first)))
    levels = {name: _shares(name, chances) for name, chances in likely.items()}
    return levels, tuple(left)


def _shares(name: str, chances: Mapping[str, Fraction]) -> tuple[tuple[str, Fraction], ...]:
    whole = sum(chances.values(), Fraction(0))
    if not whole:
        raise BeliefRefuted(f"cause {name!r}", "under none of its levels could things stand as they do")
    return tuple((level, chance / whole) for level, chance in chances.items())


def _luck_left(
    group: Group, found: list[tuple[Timing | None, Fraction]], likely: dict[str, dict[str, Fraction]]
) -> Luck:
    belief = group.belief
    levels = list(likely[belief.cause]) if belief.cause else [""]
    cumulative, alive = dict(group.luck.cumulative), False
    for level in levels:
        weights = [a.chance_at(level) * share for a, (_, share) in zip(belief.alternatives, found, strict=True)]
        whole = sum(weights, Fraction(0))
        if belief.cause:
            likely[belief.cause][level] *= whole
        if whole:
            alive = True
            cumulative[level] = thresholds(w / whole for w in weights)
    if not alive:
        raise BeliefRefuted(belief.name, _why(group))
    timings = tuple(timing for timing, _ in found)
    return Luck(cumulative, timings)


def _why(group: Group) -> str:
    acts = " or ".join(dict.fromkeys(c.action for c in group.choices if c.act is not None))
    return f"{acts} should have happened by now; give it longer delays, or a chance of none"


def _timing_left(watch: _Watch, k: int, seen: date) -> tuple[Timing | None, Fraction]:
    """The delays of an alternative that have not been missed, and their share of its chance."""
    timing, first, last = watch.group.luck.timings[k], watch.first[k], watch.last[k]
    if timing is None or first is None or last is None:
        return timing, Fraction(1)
    kept = {w: c for w, c in _later(timing, first, last, seen) if (k, w) not in watch.missed}
    share = sum(kept.values(), Fraction(0))
    return (Timing.of({w: c / share for w, c in kept.items()}) if share else timing), share


def _later(timing: Timing, first: date, last: date, seen: date) -> Iterator[tuple[Wait, Fraction]]:
    """The delays that, counted from *first*, are over after *last*; a longer one of a kind is never over sooner."""
    over: dict[tuple[object, str], int] = {}
    for wait, chance in zip(timing.waits, timing.chances, strict=True):
        kind = (wait.unit, wait.calendar)
        if wait.clock or wait.n >= over.get(kind, LONG):
            yield wait, chance
        elif day_after(first, wait.n, wait.unit, wait.calendar, seen) > last:
            over[kind] = wait.n
            yield wait, chance


LONG = 1 << 62
"""More units than any delay has."""
