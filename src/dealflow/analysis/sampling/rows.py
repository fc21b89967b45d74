"""Rows as tables: what taking each does to states, milestones, terms and clocks, and which endings it can bring."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dealflow.analysis.sampling.clockwork import Clockwork
from dealflow.analysis.sampling.days import NEVER, Days
from dealflow.analysis.sampling.formula import MILESTONE, STATE, Clauses, Formulas
from dealflow.analysis.sampling.groups import Choice
from dealflow.analysis.sampling.reach import Move, Reach
from dealflow.analysis.sampling.requirements import DEAL_BIT, clock_bit, state_bit
from dealflow.analysis.sampling.setting import Setting
from dealflow.analysis.sampling.tables import END
from dealflow.kernel.details import details_of
from dealflow.kernel.plan import Plan, Row
from dealflow.model import CLOCK, Extension, Length

__all__ = ["RowTables"]


class RowTables:
    """Makes the tables of rows; what they cannot say goes to *reasons*."""

    def __init__(
        self,
        setting: Setting,
        reach: Reach,
        clockwork: Clockwork,
        terms: tuple[str, ...],
        state_ids: tuple[dict[str, int], ...],
        table: Callable[[list[int]], int],
    ) -> None:
        self.setting: Setting = setting
        self.plan: Plan = setting.plan
        self.reach: Reach = reach
        self.clockwork: Clockwork = clockwork
        self.terms: tuple[str, ...] = terms
        self.state_ids: tuple[dict[str, int], ...] = state_ids
        self.table: Callable[[list[int]], int] = table
        self.days: Days = clockwork.days
        self.reasons: list[str] = []

    def lists(self, rows: list[tuple[Row, Choice | None]]) -> dict[str, list[Any]]:
        """The tables of *rows*."""
        out: dict[str, list[Any]] = {name: [] for name in _ROW_LISTS}
        for row, choice in rows:
            details = self._details(row, choice)
            self._effects(row, details, out)
            out["r_op"].append(len(out["o_kind"]))
            for op in self.clockwork.ops(Move(row, None, choice), details):
                if op[0] != END or self._can_run(row, op[1]):
                    for name, value in zip(_OPS, op, strict=True):
                        out[name].append(value)
            out["r_op_end"].append(len(out["o_kind"]))
            self._kinds(out)
            out["r_limit"].append(len(out["m_kind"]))
            self._limits(row, choice, details, out)
            out["r_limit_end"].append(len(out["m_kind"]))
        return out

    def _can_run(self, row: Row, c: int) -> bool:
        name = next(name for (i, name), n in self.clockwork.ids.items() if n == c)
        return row.source in self.plan.clocks[row.i][name].clock.runs_in

    def _details(self, row: Row, choice: Choice | None) -> dict[str, Any]:
        if choice is None or choice.act is None:
            return {}
        return dict(choice.details) if len(choice.rows) == 1 else details_of(self.plan, row, choice.act)[0]

    def _effects(self, row: Row, details: dict[str, Any], out: dict[str, list[Any]]) -> None:
        i, t = row.i, row.transition
        of = self.plan.deal.processes[i].of
        process = self.plan.deal.processes[i].process
        was, now = process.state(row.source), process.state(row.target)
        named = details.get("terms")
        moved = t.target is not None
        silent = t.by == (CLOCK,)
        approves = 0 if not row.approves else 1 if was.approval and row.source != row.target else 3 if silent else 2
        day = next((details[d.name] for d in t.details if d.kind == "date" and d.name in details), None)
        cut = None
        if t.cutoff is not None:
            numbers = range((self.setting.horizon - self.setting.day).days + 2)
            cut = [self.days.number(t.cutoff.effective(self.days.day(n))) for n in numbers]
        values = {
            "r_process": i,
            "r_target": self.state_ids[i][row.target],
            "r_stays": int(not moved),
            "r_changes": state_bit(i) | (DEAL_BIT if t.reaches or t.withdraws or t.moves or t.selects else 0),
            "r_effective": -1 if cut is None else self.table(cut),
            "r_reaches": self._milestone(t.reaches, of),
            "r_withdraws": self._milestone(t.withdraws, of),
            "r_date": self.plan.date_names.index(t.moves) if t.moves else -1,
            "r_date_value": NEVER if day is None else self.days.number(day),
            "r_selects": int(t.selects),
            "r_terms": self.terms.index(named) if t.selects and named else -1,
            "r_carries": self.terms.index(named) if t.carries and named in self.terms else -1,
            "r_approves": approves,
            "r_files": int(not silent),
            "r_new_approval": int(now.approval and not was.approval),
            "r_counts_from": self.clockwork.ids.get((i, t.counts_from), -1) if moved and t.counts_from else -1,
            "r_from_end": int(t.from_end),
        }
        for name, value in values.items():
            out[name].append(value)

    def _kinds(self, out: dict[str, list[Any]]) -> None:
        """Mark what kinds of things the last row of *out* moves."""
        marks = ("r_reaches", "r_withdraws", "r_date", "r_carries")
        out["r_deal"].append(int(any(out[name][-1] >= 0 for name in marks) or out["r_selects"][-1] == 1))
        out["r_counted"].append(int(any(out[name][-1] >= 0 for name in ("r_counts_from", "r_effective"))))
        for c in out["o_clock"][out["r_op"][-1] :]:
            out["r_changes"][-1] |= clock_bit(c)

    def _milestone(self, name: str, of: str) -> int:
        return self.plan.milestones.index(name) if name and not of else -1

    def _limits(self, row: Row, choice: Choice | None, details: dict[str, Any], out: dict[str, list[Any]]) -> None:
        """What an extension must keep to: 0 the clock runs, 1 how often, 2 how much in all, 3 since when it may."""
        t, data = row.transition, self.setting.snapshot.processes[row.i]
        given = next((details[d.name] for d in t.details if d.kind in ("days", "length") and d.name in details), None)
        for name in t.extends:
            rule = self.plan.clocks[row.i][name].clock.extension(t.under)
            c, asked = self.clockwork.ids[row.i, name], given or (rule.fixed if rule else None)
            found: list[tuple[int, int, int]] = [(0, 0, 0)]
            if rule is None or asked is None or (rule.each is not None and _beyond(rule, asked)):
                found.append((1, 0, 0))
            else:
                self._check_caps(row.i, name, rule)
                cap: Length | None = data.detail(rule.total_detail) if rule.total_detail else rule.total
                slot = self.clockwork.slot[c, rule.name]
                extender = data.detail(rule.by_detail) if rule.by_detail else None
                by, who = (choice.act.by if choice and choice.act else ""), self.plan.deal.who
                if extender is not None and by != extender and who(by) != who(extender):
                    found.append((1, slot, 0))
                if rule.times is not None:
                    found.append((1, slot, rule.times))
                if cap is not None:
                    found.append((2, slot, cap.n - asked.n if asked.unit is cap.unit else -1))
                if rule.in_force is not None:
                    found.append((3, slot, self.days.number(rule.in_force)))
            for kind, slot, value in found:
                for to, one in zip(_LIMITS, (kind, c, slot, value), strict=True):
                    out[to].append(one)

    def _check_caps(self, i: int, clock: str, rule: Extension) -> None:
        """Note a cap or an extender that an act still to come can set."""
        names = {rule.total_detail, rule.by_detail} - {""}
        for move in self.reach.moves:
            carries = move.choice is not None and names & set(move.choice.details)
            if move.row.i == i and names and (carries or move.row.transition.sets_length == clock):
                self.reasons.append(f"{self.plan.ids[i]}:{move.row.action} sets how far a clock can be extended")

    def endings(
        self, formulas: Formulas, known: dict[Clauses, int], rows: list[tuple[Row, Choice | None]]
    ) -> dict[str, list[int]]:
        """The requirement of each ending, and for each row the endings that it can bring about."""
        guards: list[int] = []
        asked: list[Clauses] = []
        for ending in self.plan.deal.endings:
            clauses = formulas.clauses(formulas.of(ending.guard, -1))
            guards.append(-1 if clauses is None else known.setdefault(clauses, len(known)))
            asked.append(clauses or ())
        out: dict[str, list[int]] = {"r_ending": [], "r_ending_end": [], "re_ending": []}
        for row, _ in rows:
            out["r_ending"].append(len(out["re_ending"]))
            for k, guard in enumerate(guards):
                if guard == 0 or (guard > 0 and self._bears_on(row, asked[k])):
                    out["re_ending"].append(k)
            out["r_ending_end"].append(len(out["re_ending"]))
        return out | {"ending_guard": guards or [-1]}

    def _bears_on(self, row: Row, clauses: Clauses) -> bool:
        """True if *row* can make requirements met that were not."""
        t, target = row.transition, self.state_ids[row.i][row.target]
        for literal in (one for clause in clauses for one in clause):
            if literal.kind == STATE:
                if literal.of == row.i and literal.value >> target & 1:
                    return True
            elif literal.kind == MILESTONE:
                if self.plan.milestones[literal.of] in (t.reaches, t.withdraws):
                    return True
            else:
                return True
        return False


def _beyond(rule: Extension, asked: Length) -> bool:
    """True if a single extension by *asked* is more than, or not exactly, what the rule allows."""
    if rule.each is None:
        return False
    if rule.exactly:
        return asked != rule.each
    return asked.unit != rule.each.unit or asked.n > rule.each.n


_OPS = ("o_kind", "o_clock", "o_value", "o_slot", "o_amount")
_LIMITS = ("m_kind", "m_clock", "m_slot", "m_value")
_ROW_LISTS = (
    "r_process", "r_target", "r_stays", "r_deal", "r_counted", "r_changes", "r_effective", "r_reaches", "r_withdraws",
    "r_date", "r_date_value", "r_selects", "r_terms", "r_carries", "r_approves", "r_files", "r_new_approval",
    "r_counts_from", "r_from_end", "r_op", "r_op_end", "r_limit", "r_limit_end", *_OPS, *_LIMITS,
)  # fmt: skip
