"""What was missing where a deal did not close: the conditions of closing unmet on the day on which each history ended.

Asked of the rules themselves: the gates that stand on closing, what forbids it, and what the closing row asks besides.
Several may be unmet at once, and each counts; how often one was the only one is told beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from math import fsum
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from attrs import field, frozen

from dealflow.analysis.outcomes.intervals import Interval, wilson
from dealflow.kernel.board import Board, board_of
from dealflow.kernel.plan import Plan, Row
from dealflow.kernel.step import apply
from dealflow.model import Gates, Permitted

if TYPE_CHECKING:
    from dealflow.analysis.sampling.history import History
    from dealflow.analysis.sampling.setting import Setting

__all__ = [
    "NOTHING",
    "REPLAYED",
    "Failed",
    "Lack",
    "Step",
    "closing_rows",
    "contracts_of",
    "failed_of",
    "steps_of",
    "unmet",
]

REPLAYED: Final = 300
"""So many sampled histories are replayed through the rules where nobody says."""
NOTHING: Final = "every history that was followed closed, or nothing in the deal takes the step of closing"
_CLOSE: Final = "close"


class Step(NamedTuple):
    """One event of a history as it is replayed: the row taken on *day*, with what it carries."""

    row: Row
    day: date
    effective: date
    details: tuple[tuple[str, Any], ...] = ()


@frozen
class Lack:
    """How often a condition was unmet, of the histories that did not close: *share*, and *alone* as the only one.

    *interval* is where the share lies with 95 % confidence: itself twice if it is exact. *contract* marks what the
    parties agreed and no authority decides.
    """

    process: str
    share: float
    alone: float
    interval: Interval
    contract: bool = False


@frozen
class Failed:
    """What was missing in the histories that did not close, by ending.

    *seen* has the weight of each (ending, processes whose condition was unmet); *number* is how many histories did not
    close (0 where the law is exact), *how* says in words which were looked at.
    """

    seen: Mapping[tuple[str, tuple[str, ...]], float] = field(repr=False)
    how: str
    number: int = 0
    contracts: frozenset[str] = frozenset()

    def of(self, *endings: str) -> tuple[Lack, ...]:
        """What was missing where the deal came to any of *endings* (all without), the most frequent first."""
        some = {key: weight for key, weight in self.seen.items() if not endings or key[0] in endings}
        whole = fsum(some.values())
        n = round(whole / fsum(self.seen.values()) * self.number) if self.number and whole else 0
        found = []
        for process in dict.fromkeys(p for _, processes in some for p in processes):
            share = fsum(w for (_, lacking), w in some.items() if process in lacking) / whole
            alone = fsum(w for (_, lacking), w in some.items() if lacking == (process,)) / whole
            sure = wilson(round(share * n), n) if n else Interval(share, share)
            found.append(Lack(process, share, alone, sure, process in self.contracts))
        return tuple(sorted(found, key=lambda lack: (-lack.share, lack.process)))

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings without a closing that came."""
        return tuple(dict.fromkeys(ending for ending, _ in self.seen))

    @property
    def nothing(self) -> float:
        """The share in which every condition was met, and nobody closed all the same."""
        return fsum(w for (_, lacking), w in self.seen.items() if not lacking) / fsum(self.seen.values())


def unmet(plan: Plan, board: Board, passed: Iterable[tuple[int, str]] = ()) -> tuple[str, ...]:
    """The processes whose condition of closing is unmet on *board*, in deal order.

    The process that closes is one of them where no state that closing leaves is among those *passed* (nothing was
    signed), or where its row asks something of its own that is not met.
    """
    found = {gate.i for gate in plan.gates.get(_CLOSE, ()) if plan.asked(gate, board) and not plan.open(gate, board)}
    found.update(plan.forbidders(_CLOSE, board))
    rows, been = closing_rows(plan), set(passed)
    ready = [row for row in rows if (row.i, row.source) in been]
    if not ready:
        found.update(row.i for row in rows)
    elif all(any(truth(board) is False for truth in _own(row)) for row in ready):
        found.update(row.i for row in ready)
    return tuple(plan.ids[i] for i in sorted(found))


def _own(row: Row) -> Iterator[Any]:
    """What *row* asks besides gates and prohibitions."""
    for part, truth in zip(row.parts, row.truths, strict=True):
        if not isinstance(part, (Gates, Permitted)):
            yield truth


def closing_rows(plan: Plan) -> tuple[Row, ...]:
    """The rows by which the deal itself closes."""
    known: tuple[Row, ...] | None = plan.deal.cache.get("closing rows")
    if known is None:
        rows = (row for some in plan.by_state.values() for row in some)
        known = plan.deal.cache["closing rows"] = tuple(row for row in rows if _closes(plan, row))
    return known


def _closes(plan: Plan, row: Row) -> bool:
    asked = any(isinstance(part, Gates) and plan.step(row.i, part.step) == _CLOSE for part in row.parts)
    return asked and not plan.deal.processes[row.i].of


def steps_of(plan: Plan, history: History) -> list[Step]:
    """The events of *history* as they are replayed."""
    out = []
    for event in history.events:
        rows = plan.rows[plan.index[event.process], event.was, event.action]
        row = next(r for r in rows if r.target == event.now)
        out.append(Step(row, event.on, event.effective, event.details))
    return out


def failed_of(
    setting: Setting, histories: Iterable[tuple[float, str, date, Iterable[Step]]], how: str, *, exact: bool = False
) -> Failed | None:
    """What was missing in *histories*, each with its weight, ending, last day and events; None if all of them closed.

    None too for a deal that no row closes.
    """
    plan = setting.plan
    if not closing_rows(plan):
        return None
    seen: dict[tuple[str, tuple[str, ...]], float] = {}
    number = 0
    before = {(plan.index[e.process], s) for e in setting.events for s in (e.was, e.now)}
    before |= {(i, p.state) for i, p in enumerate(setting.snapshot.processes)}
    for weight, ending, day, steps in histories:
        if ending.startswith("closed"):
            continue
        board, passed = board_of(setting.snapshot), set(before)
        for step in steps:
            board.day = step.day
            passed |= {(step.row.i, step.row.source), (step.row.i, step.row.target)}
            apply(plan, board, step.row, step.day, step.effective, step.details)
        board.day = day
        key = (ending, unmet(plan, board, passed))
        seen[key] = seen.get(key, 0.0) + weight
        number += 1
    return Failed(seen, how, 0 if exact else number, contracts_of(plan)) if seen else None


def contracts_of(plan: Plan) -> frozenset[str]:
    """The processes that the parties agreed among themselves."""
    agreed = frozenset(b.id for b in plan.deal.processes if b.process.contract)
    return agreed | {plan.ids[row.i] for row in closing_rows(plan)}
