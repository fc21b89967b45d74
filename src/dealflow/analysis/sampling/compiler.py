"""From a setting to the tables of the event loop; what they cannot tell is named, and the reference is used instead."""

from __future__ import annotations

from datetime import timedelta
from itertools import accumulate
from typing import Any

from attrs import field, frozen

from dealflow.analysis.sampling.clockwork import SLOTS, Clockwork
from dealflow.analysis.sampling.days import Days
from dealflow.analysis.sampling.draws import source
from dealflow.analysis.sampling.formula import Clauses, Formulas, TooWide, World
from dealflow.analysis.sampling.groups import Choice, Timing, Wait
from dealflow.analysis.sampling.reach import Move, Reach, reach_of
from dealflow.analysis.sampling.requirements import requirement_tables
from dealflow.analysis.sampling.rows import RowTables
from dealflow.analysis.sampling.setting import Setting
from dealflow.analysis.sampling.shortcuts import shortcuts
from dealflow.analysis.sampling.starting import (
    cause_tables,
    clock_tables,
    miscounted,
    opening_tables,
    start_tables,
    state_tables,
    wait_tables,
)
from dealflow.analysis.sampling.tables import Tables
from dealflow.kernel.plan import Row
from dealflow.model import Unit

__all__ = ["VISITS", "Compiled", "compiled"]

VISITS = 24
"""How many visits of one state the tables know; a history with more is left to the reference."""

_ONE = timedelta(days=1)


@frozen(eq=False)
class Compiled:
    """A setting as tables, or the *reasons* why it cannot be told by tables.

    *rows* are the kernel's rows, with the choice that takes each (None: a lapse), and *terms* the alternatives that can
    come to be in force, both as the tables number them.
    """

    setting: Setting
    tables: Tables | None = field(repr=False)
    rows: tuple[tuple[Row, Choice | None], ...] = field(default=(), repr=False)
    reasons: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()


def compiled(setting: Setting) -> Compiled:
    """The tables of *setting*."""
    work = _Compiler(setting)
    tables = work.tables()
    reasons = tuple(dict.fromkeys(work.reasons + work.clockwork.reasons))
    return Compiled(setting, None if reasons else tables, tuple(work.row_list), reasons, work.terms)


class _Compiler:
    """The tables under way."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.plan = setting, setting.plan
        self.reasons: list[str] = []
        self.reach: Reach = reach_of(setting)
        self.days = self._days()
        self.clockwork = Clockwork(setting, self.reach, self.days)
        self.t: dict[str, Any] = {}
        self.big: list[int] = []
        self._known: dict[tuple[int, ...], int] = {}
        self.terms = self._terms()
        self.state_ids = tuple({s.name: n for n, s in enumerate(b.process.states)} for b in self.plan.deal.processes)
        self.formulas = Formulas(self._world())
        self.guards: dict[Clauses, int] = {(): 0}
        self.row_list: list[tuple[Row, Choice | None]] = []
        self.row_ids: dict[tuple[int, int], int] = {}
        self.waits: dict[Wait, int] = {}
        self.timings: dict[Timing, tuple[int, int]] = {}
        self._reach: list[float] = []
        self._reach_wait: list[int] = []

    def _days(self) -> Days:
        setting = self.setting
        starts = [run.start for p in setting.snapshot.processes for run in p.runs]
        starts += [day for one in setting.open for day in one.first if day is not None]
        back = max(
            (w.n * {Unit.WEEKS: 7, Unit.MONTHS: 31, Unit.YEARS: 366, Unit.WORKING_DAYS: 3}.get(w.unit, 1)
             for g in setting.groups for timing in g.luck.timings if timing for w in timing.waits if w.clock),
            default=0,
        )  # fmt: skip
        last = setting.horizon + _ONE * (40 + back)
        return Days(min([setting.day, *starts]) - 10 * _ONE, setting.day, last, setting.announcements)

    def _terms(self) -> tuple[str, ...]:
        now = self.setting.snapshot.terms
        moved = any(m.row.transition.selects for m in self.reach.moves)
        return (now, *(n for n in self.plan.deal.terms if n != now)) if moved else (now,)

    def _world(self) -> World:
        setting, plan = self.setting, self.plan
        length = (setting.horizon - setting.day).days + 2
        touched = {m.row.transition.reaches for m in self.reach.moves if not plan.deal.processes[m.row.i].of}
        touched |= {m.row.transition.withdraws for m in self.reach.moves if not plan.deal.processes[m.row.i].of}
        return World(
            plan,
            tuple(setting.day + n * _ONE for n in range(length)),
            self.terms,
            tuple(
                sum(1 << ids[s] for s in states) for ids, states in zip(self.state_ids, self.reach.states, strict=True)
            ),
            self.state_ids,
            frozenset(k for k, name in enumerate(plan.milestones) if name in touched),
            tuple(day is not None for day in setting.snapshot.milestones),
            self.clockwork.ids,
        )

    def tables(self) -> Tables | None:
        """The tables; None if a reason was found on the way."""
        if any(len(ids) > 62 for ids in self.state_ids):
            self.reasons.append("a process has more than 62 states")
            return None
        work = RowTables(self.setting, self.reach, self.clockwork, self.terms, self.state_ids, self.table)
        try:
            self._groups()
            for move in self.reach.moves:
                if move.clock:
                    self._row(move)
            self.t |= work.lists(self.row_list)
            self.t["moved"] = sorted(set(self.t["r_process"]))
            self.t |= work.endings(self.formulas, self.guards, self.row_list)
        except TooWide:
            self.reasons.append("a requirement takes too many clauses")
        self.reasons += work.reasons
        if self.reasons or self.clockwork.reasons:
            return None
        self.t["h_free"] = [self._free(a, b) for a, b in zip(self.t["h_rows"], self.t["h_rows_end"], strict=True)]
        self._asked()
        setting = self.setting
        self.t |= state_tables(setting, self.state_ids, [row for row, _ in self.row_list])
        self.t |= clock_tables(self.clockwork, self.state_ids, self.lapse_row, self.table)
        self.t |= opening_tables(setting, self.t["odds"], self.days, self.timing)
        self.t |= {"reach": self._reach or [1.0], "reach_wait": self._reach_wait or [0]}
        self.t |= wait_tables(self.clockwork, self.days, self.waits, self.table)
        self.t |= requirement_tables(self.guards, (setting.horizon - setting.day).days + 2, len(self.terms))
        self.t |= cause_tables(setting)
        self.t |= start_tables(setting, self.terms, self.days, len(self.setting.groups))
        self.t |= {
            "horizon": (setting.horizon - setting.day).days,
            "offset": self.days.offset,
            "visits": VISITS,
            "slots": SLOTS,
            "epochs": [self.days.number(day) for day in self.days.epochs],
            "big": self.big or [0],
            "n_terms": len(self.terms),
            "p_size": self.days.size,
        }
        tables = Tables(**(self.t | shortcuts(self.t)))
        self.reasons.extend(miscounted(tables, self.clockwork))
        return tables

    def table(self, values: list[int]) -> int:
        """Where a table from day to day begins in the big one."""
        key = tuple(values)
        if key not in self._known:
            self._known[key] = len(self.big)
            self.big.extend(values)
        return self._known[key]

    def _guard(self, formula: Any) -> int | None:
        """The number of a requirement; 0 for one that always holds, None for one that never can."""
        clauses = self.formulas.clauses(formula)
        if clauses is None:
            return None
        return self.guards.setdefault(clauses, len(self.guards))

    # ------------------------------------------------------------------------------------------------ groups, delays

    def _groups(self) -> None:
        n_levels = {cause.name: len(cause.levels) for cause in self.setting.causes}
        causes = list(n_levels)
        out: dict[str, list[Any]] = {name: [] for name in _GROUP_LISTS}
        for group in self.setting.groups:
            first, choices = len(out["h_rows"]), len(group.choices)
            out["g_process"].append(group.i)
            out["g_first"].append(first)
            out["g_choices"].append(choices)
            cause = group.belief.cause
            out["g_cause"].append(causes.index(cause) if cause else -1)
            out["g_odds"].append(len(out["odds"]))
            levels = [name for name, _ in self.setting.levels[cause]] if cause else [""]
            for level in levels:
                out["odds"].extend(group.luck.cumulative[level])
            sure = [k for k, a in enumerate(group.belief.alternatives) if a.chance == 1]
            out["g_sure"].append(first + sure[0] if sure else -1)
            out["g_keys"].extend(source(group.choice_key, v) for v in range(VISITS))
            for choice, timing in zip(group.choices, group.luck.timings, strict=True):
                out["h_keys"].extend(source(choice.delay_key, v) for v in range(VISITS))
                self._choice(group, choice, out)
                a, b = self.timing(timing)
                out["h_delay"].append(a)
                out["h_delay_end"].append(b)
        self.t |= out

    def _choice(self, group: Any, choice: Choice, out: dict[str, list[Any]]) -> None:
        out["h_rows"].append(len(out["hr_row"]))
        awake = self.formulas.awake(group.i) if choice.rows else False
        for row in choice.rows if group.state in self.reach.states[group.i] else ():
            guards = [self.formulas.of(part, group.i) for part in row.parts]
            number = self._guard(self.formulas.all([awake, *guards]))
            if number is not None:
                out["hr_row"].append(self._row(Move(row, group, choice)))
                out["hr_guard"].append(number)
        out["h_rows_end"].append(len(out["hr_row"]))

    def timing(self, timing: Timing | None) -> tuple[int, int]:
        """Where the delays of an alternative begin and end; nowhere if nothing is done."""
        if timing is None:
            return 0, 0
        if timing not in self.timings:
            first = len(self._reach)
            self._reach.extend(timing.cumulative)
            self._reach_wait.extend(self.waits.setdefault(wait, len(self.waits)) for wait in timing.waits)
            self.timings[timing] = first, len(self._reach)
        return self.timings[timing]

    def _row(self, move: Move) -> int:
        key = (id(move.row), id(move.choice))
        if key not in self.row_ids:
            self.row_ids[key] = len(self.row_list)
            self.row_list.append((move.row, move.choice))
        return self.row_ids[key]

    def lapse_row(self, row: Row) -> int:
        """The number of a row that falls, or -1 for one that cannot be reached."""
        return self.row_ids.get((id(row), id(None)), -1)

    def _asked(self) -> None:
        """The lists of requirements that choices have, each once."""
        known: dict[tuple[int, ...], int] = {}
        places = zip(self.t["h_rows"], self.t["h_rows_end"], strict=True)
        self.t["h_asked"] = [known.setdefault(tuple(self.t["hr_guard"][a:b]), len(known)) for a, b in places]
        ends = list(accumulate(len(guards) for guards in known))
        self.t["a_guard"] = [guard for guards in known for guard in guards]
        self.t |= {"a_first": [0, *ends[:-1]] if ends else [], "a_end": ends}

    def _free(self, first: int, end: int) -> int:
        """The only row of a choice if nothing is required for it, else -1."""
        if end != first + 1 or self.t["hr_guard"][first] != 0:
            return -1
        row: int = self.t["hr_row"][first]
        return row if self.t["r_limit"][row] == self.t["r_limit_end"][row] else -1


_GROUP_LISTS = (
    "g_process", "g_first", "g_choices", "g_odds", "g_cause", "g_sure", "g_keys", "h_rows", "h_rows_end", "hr_row",
    "hr_guard", "h_delay", "h_delay_end", "h_keys", "odds",
)  # fmt: skip
