"""Clocks as tables: their periods by edition, their extensions, and what each row does to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from dealflow.analysis.sampling.days import NEVER, Days
from dealflow.analysis.sampling.reach import Move, Reach
from dealflow.analysis.sampling.setting import Setting
from dealflow.analysis.sampling.tables import END, EXTEND, LENGTH, RESTART, RESUME, SETDAY, START, START_IF, STOP, TOUCH
from dealflow.kernel.clocks import is_stopped, last_day
from dealflow.kernel.plan import Plan
from dealflow.kernel.values import ProcessState, Run
from dealflow.model import Length, Period

__all__ = ["SLOTS", "Clockwork", "Op"]

SLOTS = 8
"""How many extensions of one run the tables keep."""

Op = tuple[int, int, int, int, int]
"""What is done, to which clock, with which value, under which rule's slot, by how much."""


class Clockwork:
    """The clocks of a deal that matter to its histories, numbered."""

    def __init__(self, setting: Setting, reach: Reach, days: Days) -> None:
        self.setting: Setting = setting
        self.plan: Plan = setting.plan
        self.days: Days = days
        self.reach: Reach = reach
        self.reasons: list[str] = []
        self.ids: dict[tuple[int, str], int] = {}
        for i, process in enumerate(setting.snapshot.processes):
            runs = {run.clock for run in process.runs}
            for name in self.plan.clocks[i]:
                if name in runs or reach.moving(i):
                    self.ids[i, name] = len(self.ids)
        self.periods: list[Period] = []
        self.extensions: list[Length] = []
        self.lengths: dict[int, list[Length | None]] = {c: [None] for c in self.ids.values()}
        self.started: set[int] = set()
        self.extended: set[tuple[int, int]] = set()
        self.slot: dict[tuple[int, str], int] = {}
        for (i, name), c in self.ids.items():
            for rule in self.plan.clocks[i][name].clock.extensions:
                self.slot[c, rule.name] = len(self.slot)

    def number(self, i: int, name: str) -> int:
        """The number of a clock."""
        return self.ids[i, name]

    def ops(self, move: Move, details: dict[str, Any]) -> Iterator[Op]:
        """What taking a row does to clocks, in order; what the tables cannot do goes to ``reasons``."""
        row, t = move.row, move.row.transition
        if t.resumes and {"first", "last"} & set(details):
            self.reasons.append(f"{self.plan.ids[row.i]}:{row.action} says from when to when a clock stood still")
        if t.target is not None:
            yield from self._entering(move)
        if row.simple and not details:
            return
        given = next((details[d.name] for d in t.details if d.kind in ("days", "length") and d.name in details), None)
        day = next((details[d.name] for d in t.details if d.kind == "date" and d.name in details), None)
        for name in t.restarts:
            yield from self._started(row.i, name, RESTART)
        for how, names in ((STOP, t.stops), (RESUME, t.resumes)):
            yield from ((how, self.number(row.i, name), 0, 0, 0) for name in names)
        for name in t.extends:
            rule = self.plan.clocks[row.i][name].clock.extension(t.under)
            length = given or (rule.fixed if rule else None)
            if length is not None and rule is not None:
                c, x = self.number(row.i, name), self._extension(length)
                self.extended.add((c, x))
                yield (EXTEND, c, x, self.slot[c, rule.name], length.n)
        if t.sets_length:
            c = self.number(row.i, t.sets_length)
            yield (LENGTH, c, self._length(c, given), 0, 0)
        if t.sets_day and isinstance(day, date):
            yield (SETDAY, self.number(row.i, t.sets_day), self.days.number(day), 0, 0)

    def _entering(self, move: Move) -> Iterator[Op]:
        row = move.row
        for name, clock in self.plan.clocks[row.i].items():
            inside = row.target in clock.clock.runs_in
            if clock.start_actions and inside and row.action in clock.start_actions:
                yield from self._started(row.i, name, START)
            elif not clock.start_actions and inside:
                yield from self._started(row.i, name, START if row.target == row.source else START_IF)
            elif not inside:
                yield (END, self.number(row.i, name), 0, 0, 0)

    def _started(self, i: int, name: str, how: int) -> Iterator[Op]:
        self._check_tolls(i, name)
        self.started.add(self.number(i, name))
        yield (how, self.number(i, name), 0, 0, 0)
        for other, clock in self.plan.clocks[i].items():
            if clock.clock.edition_of == name:
                yield (TOUCH, self.number(i, other), 0, 0, 0)

    def _check_tolls(self, i: int, name: str) -> None:
        """Note a clock that another process can stop: the tables count no stops."""
        clock = self.plan.clocks[i][name]
        for toll in clock.toll_processes:
            if self.reach.states[self.plan.index[toll]] & _tolling_states(clock, toll):
                self.reasons.append(f"{clock.id} is stopped by {toll}")

    def _extension(self, length: Length) -> int:
        if length not in self.extensions:
            self.extensions.append(length)
        return self.extensions.index(length)

    def _length(self, c: int, length: Length | None) -> int:
        if length not in self.lengths[c]:
            self.lengths[c].append(length)
        return self.lengths[c].index(length)

    def period(self, period: Period) -> int:
        """The number of a period."""
        if period not in self.periods:
            self.periods.append(period)
        return self.periods.index(period)

    def editions(self, i: int, name: str, length: Length | None) -> list[tuple[int, int]]:
        """The first day of each edition of a clock's rule, with its period's number or -1."""
        clock = self.plan.clocks[i][name]
        out = []
        for first in (date.min, *clock.clock.length.changes):
            probe = first if first > date.min else date(1900, 1, 1)
            began = Run(name, probe, length=length)
            period, _ = clock.rule(ProcessState("", 1, probe, (began,)), began)
            number = -NEVER if first == date.min else self.days.number(first)
            out.append((number, -1 if period is None else self.period(period)))
        return out

    def standing(self, i: int, name: str) -> dict[str, Any]:
        """How a clock stands on the day of the question."""
        process = self.setting.snapshot.processes[i]
        c, run = self.ids[i, name], next((r for r in process.runs if r.clock == name), None)
        blank: dict[str, Any] = {
            "run": 0, "start": -NEVER, "length": 0, "fixed": NEVER, "extended": [], "raw": NEVER, "last": NEVER,
            "order": NEVER, "frozen": 0, "spent": [],
        }  # fmt: skip
        if run is None:
            return blank
        found = blank | {"start": self.days.number(run.start), "order": [r.clock for r in process.runs].index(name)}
        if run.ended is not None:
            return found
        last = last_day(self.plan.clocks[i][name], process, run, self.setting.day)
        stopped = last is not None and is_stopped(run, last)
        found |= {
            "run": 1,
            "length": self._length(c, run.length),
            "fixed": NEVER if run.day is None else self.days.number(run.day),
            "extended": [self._extension(length) for length in run.extensions],
            "spent": [(self.slot.get((c, rule)), x.n) for x, rule in zip(run.extensions, run.under, strict=True)],
            "frozen": int(bool(run.stops)),
            "last": NEVER if last is None or stopped else self.days.number(last),
        }
        tolling = (self.plan.index[toll] for toll in self.plan.clocks[i][name].toll_processes)
        if not stopped or any(self.reach.moving(j) for j in tolling):
            self._check_tolls(i, name)
        if run.stops and not stopped and self.setting.announcements:
            self.reasons.append(f"{self.plan.ids[i]}/{name} was stopped, and its calendar is still to be announced")
        if len(run.extensions) > SLOTS:
            self.reasons.append(f"{self.plan.ids[i]}/{name} has been extended more than {SLOTS} times")
        return found

    def is_last_day(self, i: int, name: str) -> bool:
        """True if acts are in time through the clock's last day."""
        return self.plan.clocks[i][name].clock.kind.through


def _tolling_states(clock: Any, toll: str) -> set[str]:
    return {
        state
        for edition in clock.clock.tolled_by.editions
        for one in edition.value
        if clock.bound.ref(one.process) == toll
        for state in one.states
    }
