"""The reference: one history drawn through the kernel itself. Slow, short, and what every engine is held equal to.

On entering a state each of its groups draws one alternative and that one's delay. The delay counts from the first day
on which the act is available in the visit; due while it is not, it is held. Acts of one day go in rounds, the first in
deal order that is due and takeable, and everything is looked at again; then lapses fall, and what they open is taken
from the next day on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dealflow.analysis.sampling.draws import uniform
from dealflow.analysis.sampling.groups import Choice, Group, Luck, Wait, pick
from dealflow.analysis.sampling.history import History
from dealflow.analysis.sampling.setting import OPEN, Setting
from dealflow.analysis.sampling.taking import due_day, row_of, take
from dealflow.errors import BoundExceeded
from dealflow.kernel.board import Board, board_of
from dealflow.kernel.forecast import turning_days
from dealflow.kernel.plan import Plan, Row
from dealflow.kernel.step import next_due, next_moment
from dealflow.kernel.values import Event

__all__ = ["Walk", "sample"]

_ONE = timedelta(days=1)
_MOST_A_DAY = 1000


def sample(setting: Setting, seed: int, index: int, *, every_day: bool = False) -> History:
    """History *index* under *seed*; with *every_day* no day is passed over, which changes nothing.

    Raises BoundExceeded for acts or lapses that go round in a circle.
    """
    return Walk(setting, seed, index, every_day=every_day).history()


class _Pending:
    """An alternative that was drawn and has not been taken: since when it is available, and when it is due."""

    __slots__ = ("choice", "due", "first", "group", "wait")

    def __init__(self, group: Group, choice: Choice, wait: Wait) -> None:
        self.group, self.choice, self.wait = group, choice, wait
        self.first: date | None = None
        self.due: date | None = None


class Walk:
    """A history under way."""

    def __init__(self, setting: Setting, seed: int, index: int, *, every_day: bool) -> None:
        self.setting: Setting = setting
        self.seed: int = seed
        self.index: int = index
        self.every_day: bool = every_day
        self.plan: Plan = setting.plan
        self.board: Board = board_of(setting.snapshot)
        self.visits: dict[tuple[int, str], int] = dict(setting.visits)
        self.events: list[Event] = []
        self.last: str = ""
        self.by: str = ""
        self.levels: dict[str, str] = {name: self._level(name) for name in setting.levels}
        self.pending: list[_Pending] = []
        self.over: date | None = None  # the day on which nobody acts any more
        for one in setting.open:
            self._draw(one.group, one.luck, one.visit, one.first)

    def history(self) -> History:
        """The whole of it."""
        ending, day = self.setting.ended or self._ending()
        levels = tuple(self.levels.items())
        terms = self.board.terms
        return History(self.seed, self.index, tuple(self.events), ending, day, self.last, self.by, levels, terms)

    def _ending(self) -> tuple[str, date]:
        for event in self._happening():
            name = next((e.name for e, truth in self.setting.endings_judged if truth(self.board)), None)
            if name is not None:
                self.by = event.process
                return name, event.on
        return OPEN, self.setting.horizon

    def _happening(self) -> Iterator[Event]:
        """Every event up to the horizon, when it has happened."""
        after = self.setting.horizon + _ONE
        while self.board.day < after:
            if self.over != self.board.day:
                yield from self._rounds()
                self.over = self.board.day
            due, until = next_due(self.plan, self.board), min(self._wakes(), after)
            fell = None
            for fell in next_moment(self.plan, self.board, until):
                if fell.on == after:
                    return
                self._note(fell, moved=True)
                yield fell
            if fell is not None and due is not None and due.at:
                self.over = self.board.day
                self._look()

    def _rounds(self) -> Iterator[Event]:
        """The acts of the day."""
        for _ in range(_MOST_A_DAY):
            self._look()
            found = self._takeable()
            if found is None:
                return
            pending, row = found
            event = take(self.plan, self.board, row, pending.choice)
            self.pending.remove(pending)
            self._note(event, moved=row.transition.target is not None)
            yield event
        raise BoundExceeded(f"more than {_MOST_A_DAY} acts on {self.board.day}: the beliefs go round in a circle")

    def _look(self) -> None:
        """Note what is available for the first time: its delay counts from today."""
        for one in self.pending:
            if one.first is None and self._row(one) is not None:
                self._counts_from(one, self.board.day)

    def _takeable(self) -> tuple[_Pending, Row] | None:
        """The first act in deal order that is due and can be taken."""
        for one in self.pending:
            due = self._due(one)
            if due is not None and due <= self.board.day:
                row = self._row(one)
                if row is not None:
                    return one, row
        return None

    def _row(self, one: _Pending) -> Row | None:
        return row_of(self.plan, self.board, one.group.i, one.choice)

    def _counts_from(self, one: _Pending, day: date) -> None:
        one.first = day
        if not one.wait.clock:
            one.due = due_day(self.plan, self.board, one.wait, day, self.setting.day)

    def _due(self, one: _Pending) -> date | None:
        if one.first is None or not one.wait.clock:
            return one.due
        return due_day(self.plan, self.board, one.wait, one.first, self.setting.day)

    def _wakes(self) -> date:
        """The next day on which somebody may act, today being over."""
        tomorrow: date = self.board.day + _ONE
        if self.every_day:
            return tomorrow
        days = [day for day in self.setting.announcements if day >= tomorrow][:1]
        for one in self.pending:
            due = self._due(one)
            if self._row(one) is None:
                days.extend(day for day in self._turns(one) if day >= tomorrow)
            elif due is not None:
                days.append(max(due, tomorrow))
        return min(days, default=date.max)

    def _turns(self, one: _Pending) -> Iterator[date]:
        """The days on which an alternative can become available by the calendar alone."""
        i = one.group.i
        yield from self.plan.deal.processes[i].process.law_days
        for row in one.choice.rows:
            for part in row.parts:
                yield from turning_days(self.plan, part, i, self.board)

    def _note(self, event: Event, *, moved: bool) -> None:
        """Keep *event*; where it *moved* its process, what was drawn for the state before is dropped."""
        self.events.append(event)
        i = self.plan.index[event.process]
        process = self.plan.deal.processes[i].process
        if process.state(event.now).approval and not process.state(event.was).approval:
            self.last = event.process
        if moved:
            self.pending = [one for one in self.pending if one.group.i != i]
            visit = self.visits[i, event.now] = self.visits.get((i, event.now), 0) + 1
            for group in self.setting.by_state.get((i, event.now), ()):
                self._draw(group, group.luck, visit - 1, ())

    def _draw(self, group: Group, luck: Luck, visit: int, first: Sequence[date | None]) -> None:
        level = self.levels.get(group.belief.cause, "")
        k = self.chosen(group.choice_key, visit, luck.cumulative.get(level) or luck.cumulative[""])
        timing = luck.timings[k]
        if timing is None:
            return
        choice = group.choices[k]
        wait = timing.waits[self.chosen(choice.delay_key, visit, timing.cumulative)]
        one = _Pending(group, choice, wait)
        counted = first[k] if first else None
        if counted is not None:
            self._counts_from(one, counted)
        self.pending.append(one)
        self.pending.sort(key=_position)

    def _level(self, name: str) -> str:
        k = self.chosen(self.setting.cause_keys[name], 0, self.setting.level_thresholds[name])
        return self.setting.levels[name][k][0]

    def chosen(self, key: int, visit: int, thresholds: Sequence[float]) -> int:
        """The place in *thresholds* that the number drawn from the source with *key* in its *visit* chooses."""
        return pick(thresholds, uniform(self.seed, self.index, key, visit))


def _position(one: _Pending) -> int:
    return one.group.position
