"""What is kept of a board: all that its future can depend on, so that boards which differ in nothing else are one.

Nothing is kept of a clock that nobody reads, of details that no rule asks for, or of how often a process has moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Final

from dealflow.analysis.outcomes.matters import Matters
from dealflow.kernel.board import Board
from dealflow.kernel.plan import Plan
from dealflow.kernel.values import ProcessState, Run

__all__ = ["Keeping", "Kept"]

_SOME_DAY: Final = date.min
"""Stands for a day that does not matter."""

Kept = tuple[tuple[ProcessState, ...], tuple[date | None, ...], str, tuple[date | None, ...]]
"""Processes, milestones, terms and dates as far as they matter."""


class Keeping:
    """What is to be kept of the boards of one question."""

    def __init__(self, matters: Matters) -> None:
        self.matters: Matters = matters
        self.plan: Plan = matters.plan

    def kept(self, board: Board, before: Kept | None = None) -> Kept:
        """What matters of *board*, its day apart; *before* is what was kept of it before it moved."""
        known = before[0] if before is not None and before[2] == board.terms else ()
        processes = tuple(
            p if known and p is known[i] else self._process(i, p, board.terms) for i, p in enumerate(board.processes)
        )
        milestones = tuple(day if day is None else _SOME_DAY for day in board.milestones)
        dates = tuple(day if k in self.matters.dates else None for k, day in enumerate(board.dates))
        return processes, milestones, board.terms, dates

    def _process(self, i: int, process: ProcessState, terms: str) -> ProcessState:
        gated = i in self._gated
        fixed = not self._selects
        covered = process.approved is None or (fixed and process.approved == self.plan.covered(i, terms))
        approved = None if covered or not gated else process.approved
        if self.matters.settled(i, process.state):
            state = process.state if i not in self.matters.who else self.matters.stands_for(i, process.state)
            return ProcessState(state, 1, _SOME_DAY, approved=approved)
        return ProcessState(
            process.state,
            1,
            process.since if i in self.plan.tolling else _SOME_DAY,
            tuple(self._runs(i, process)),
            approved,
            tuple(pair for pair in process.data if pair[0] in self._details[i]),
            process.terms if i in self._selects else "",
            process.filed if gated and not (fixed and process.filed == terms) else "",
        )

    def _runs(self, i: int, process: ProcessState) -> Iterator[Run]:
        kept, began, ordered = self._clocks_of[i]
        for run in process.runs:
            if run.ended is not None:
                if run.clock in began:
                    yield Run(run.clock, run.start, ended=_SOME_DAY)
                elif ordered and run.clock in kept:
                    yield Run(run.clock, _SOME_DAY, ended=_SOME_DAY)
            elif run.clock in kept:
                yield run._replace(until=None) if run.until is not None else run

    @cached_property
    def _selects(self) -> frozenset[int]:
        """The processes that can still change the terms."""
        return frozenset(i for i, moves in self.matters.moves.items() if any(m.row.transition.selects for m in moves))

    @cached_property
    def _gated(self) -> frozenset[int]:
        """The processes whose approvals are asked."""
        return frozenset(gate.i for gates in self.plan.gates.values() for gate in gates)

    @cached_property
    def _details(self) -> tuple[frozenset[str], ...]:
        """The details that a rule of extension asks for, by process."""
        rules = ((r for c in clocks.values() for r in c.clock.extensions) for clocks in self.plan.clocks)
        return tuple(frozenset(n for rule in some for n in (rule.total_detail, rule.by_detail) if n) for some in rules)

    @cached_property
    def _clocks_of(self) -> tuple[tuple[frozenset[str], frozenset[str], bool], ...]:
        """By process: the clocks that matter, those whose start another asks for, and whether their order matters."""
        return tuple(self._clocks(i) for i in range(len(self.plan.ids)))

    def _clocks(self, i: int) -> tuple[frozenset[str], frozenset[str], bool]:
        rows = [m.row.transition for m in self.matters.moves.get(i, ())]
        clocks = self.plan.clocks[i]
        asked = {t.counts_from for t in rows} | {name for t in rows for name in t.extends}
        kept = {n for n, c in clocks.items() if c.clock.lapse or (i, n) in self.matters.clocks or n in asked}
        began = {clocks[n].clock.edition_of for n in kept} - {""}
        return (
            frozenset(kept | began),
            frozenset(began),
            _meet(c.clock.runs_in for c in clocks.values() if c.clock.lapse),
        )


def _meet(sets: Iterable[frozenset[str]]) -> bool:
    """True if any two of *sets* share a member."""
    seen: set[str] = set()
    for one in sets:
        if seen & one:
            return True
        seen |= one
    return False
