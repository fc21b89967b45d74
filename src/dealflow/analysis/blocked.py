"""Why not: every reason why an action cannot be taken on a day, who can cure each, and from which day on."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from dealflow.analysis.ahead import way
from dealflow.analysis.names import action_called
from dealflow.analysis.people import who_fills
from dealflow.citation import Citation
from dealflow.kernel import Act, Refusal, Snapshot, deadline, decide, findings, settle
from dealflow.kernel.board import Board, board_of
from dealflow.kernel.forecast import Forecast
from dealflow.kernel.plan import Plan, Row, plan_of
from dealflow.model import Deadline, Deal, Detail, Finding, Kind

__all__ = ["ActionWhy", "Blocker", "why_action"]


@frozen
class Blocker:
    """A requirement that is not met, with the running clocks on which its cure hangs."""

    finding: Finding
    clocks: tuple[Deadline, ...] = ()
    next_act: str = ""

    def __str__(self) -> str:
        return str(self.finding)


@frozen
class ActionWhy:
    """Whether an action can be taken on a day, and every reason why not.

    *kind* says in which way it is refused ("too early", "condition unmet", ...), empty if it is permitted; *first_day*
    is the first day on which all blockers would be met if nobody acts; *needs* are the details an act would carry.
    """

    action: str
    text: str
    process: str
    state: str
    on: date
    by: tuple[str, ...]
    kind: str
    blockers: tuple[Blocker, ...]
    met: tuple[Finding, ...] = ()
    first_day: date | None = None
    needs: tuple[Detail, ...] = ()
    citation: Citation | None = None
    terms: str = ""
    contract: bool = False

    @property
    def permitted(self) -> bool:
        """True if nothing blocks it."""
        return not self.kind


def why_action(deal: Deal, snapshot: Snapshot, action: str, on: date | None = None, by: str = "") -> ActionWhy:
    """Every reason why *action* (or the action that takes the step so called) cannot be taken *on* a day.

    The day is the snapshot's own or a later one, to which lapses fall as if nobody acted. *by* is who would take it;
    without it, whoever may. Raises UnknownName with everything that may have been meant.
    """
    id = action_called(deal, action)
    then = settle(deal, snapshot, on) if on and on > snapshot.day else snapshot
    plan, board = plan_of(deal), board_of(then)
    row, here = _row(plan, board, id)
    bound, t = deal.processes[row.i], row.transition
    found = findings(plan, board, row, Forecast(plan, board))
    refused = _refused(deal, then, id, by or _somebody(deal, row), here=here, asked=bool(by))
    unmet = [*(refused.blockers if refused is not None else ()), *(f for f in found if f.met is False)]
    blockers = tuple(_blocker(deal, then, f, t.action) for f in dict.fromkeys(unmet))
    days = [b.finding.first_day for b in blockers]
    return ActionWhy(
        id,
        t.text,
        bound.process.name,
        then.process(bound.id).state,
        then.day,
        who_fills(deal, bound, t.by, then),
        "" if not blockers else refused.kind if refused is not None else _kind(deal, then, id, row),
        blockers,
        tuple(f for f in found if f.met is True),
        None if None in days or not days else max(d for d in days if d),
        t.details,
        t.cite,
        then.terms,
        bound.process.contract,
    )


def _row(plan: Plan, board: Board, id: str) -> tuple[Row, bool]:
    """The row of an action that is nearest to being open, and whether it leaves the current state."""
    i, action = plan.actions[id]
    rows = plan.rows.get((i, board.processes[i].state, action), ())
    here = bool(rows)
    if not rows:
        rows = tuple(row for (j, _, name), some in plan.rows.items() if (j, name) == (i, action) for row in some)
    unmet = [sum(t(board) is False for t in row.truths) for row in rows]
    return rows[min(range(len(rows)), key=unmet.__getitem__)], here


def _somebody(deal: Deal, row: Row) -> str:
    ids = [p.id for p in deal.parties if p.id in row.actors]
    return next(iter(ids), next(iter(sorted(row.actors)), ""))


def _refused(deal: Deal, then: Snapshot, id: str, by: str, *, here: bool, asked: bool) -> Refusal | None:
    """The refusal of the act for a reason that is not its guards: the wrong state, the wrong actor."""
    got = decide(deal, then, Act(id, then.day, by))
    if not isinstance(got, Refusal):
        return None
    if not here or (asked and got.kind == "wrong actor") or got.kind == "earlier than the record":
        return Refusal(got.kind, got.act, got.day, tuple(f for f in got.blockers if f.code == got.kind))
    lapse = [f for f in got.blockers if f.code == "wrong actor" and "falls by itself" in f.reason]
    return Refusal("wrong actor", got.act, got.day, tuple(lapse)) if lapse else None


def _kind(deal: Deal, then: Snapshot, id: str, row: Row) -> str:
    got = decide(deal, then, Act(id, then.day, _somebody(deal, row)))
    kind = got.kind if isinstance(got, Refusal) else ""
    return kind if kind in ("too early", "too late") else "condition unmet"


def _blocker(deal: Deal, then: Snapshot, finding: Finding, action: str) -> Blocker:
    ids = [id for id in (finding.process, *finding.waits_for.split(", ")) if id in then.ids]
    running = [
        found
        for id in dict.fromkeys(ids)
        for run in then.process(id).runs
        if run.ended is None and (found := deadline(deal, then, f"{id}/{run.clock}")) is not None
    ]
    running = [found for found in running if found.kind is not Kind.RIGHT_ENDS or found.day >= then.day]
    return Blocker(finding, tuple(running), _next_act(deal, then, finding, action))


def _next_act(deal: Deal, then: Snapshot, finding: Finding, action: str) -> str:
    """Who would have to do what first, where the process stands in a state from which the action does not lead."""
    if finding.code != "not from this state":
        return ""
    bound = deal.bound(finding.process)
    row = way(bound.process, then.process(bound.id).state, lambda r: r.action == action)
    if row is None:
        return ""
    return f"{' or '.join(who_fills(deal, bound, row.by, then))} {row.text or row.action.replace('_', ' ')}"
