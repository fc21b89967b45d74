"""What lies ahead: the next row on the way somewhere, the clocks that would follow, the limits on closing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from attrs import frozen

from dealflow.analysis.people import PARTY_ROLES
from dealflow.citation import Checked, Citation
from dealflow.kernel import Run, Snapshot, contract_dates, deadlines, milestones
from dealflow.kernel.plan import plan_of
from dealflow.model import (
    CLOCK,
    Bound,
    Clock,
    Deadline,
    Deal,
    Gates,
    Kind,
    Not,
    OnOrBefore,
    Period,
    Process,
    Reached,
    Transition,
    count,
)
from dealflow.model.guard import leaves

__all__ = [
    "Limit",
    "Stage",
    "closing_limits",
    "obeyed_by_closing",
    "set_by_act",
    "stages_after",
    "status_of",
    "taker_of",
    "way",
]


@frozen
class Stage:
    """A clock that follows on another if every stage takes its full time and none is lost between them."""

    clock: str
    text: str
    period: Period
    day: date


@frozen
class Limit:
    """A day by which the deal has to be closed: an order's or the contract's."""

    id: str
    text: str
    day: date
    citation: Citation | None = None

    @property
    def contract(self) -> bool:
        """True if the contract sets it and not the law."""
        return self.citation is not None and self.citation.status is Checked.CONTRACT


def way(process: Process, state: str, wanted: Callable[[Transition], bool]) -> Transition | None:
    """The first row of a shortest way from *state* to a row that is *wanted*, without lapses; None if there is none.

    A row that parties and authorities alike may take (somebody claims something) is gone by only if all else fails.
    """
    return _way(process, state, wanted, claims=False) or _way(process, state, wanted, claims=True)


def _way(process: Process, state: str, wanted: Callable[[Transition], bool], *, claims: bool) -> Transition | None:
    first: dict[str, Transition | None] = {state: None}
    todo = [state]
    while todo:
        here = todo.pop(0)
        for row in process.rows(here):
            if row.by == (CLOCK,) or (not claims and len({role in PARTY_ROLES for role in row.by}) > 1):
                continue
            start = first[here] or row
            if wanted(row):
                return start
            if row.target and row.target not in first:
                first[row.target] = start
                todo.append(row.target)
    return None


def taker_of(deal: Deal, step: str) -> str | None:
    """The id of the action that takes *step* of the deal, or None."""
    for bound in deal.processes:
        for row in bound.process.transitions:
            if row.requires is not None and not bound.of and Gates(step) in tuple(leaves(row.requires)):
                return f"{bound.id}:{row.action}"
    return None


def stages_after(deal: Deal, snapshot: Snapshot, clock: str, day: date) -> tuple[Stage, ...]:
    """The clocks that would run one after the other once *clock* ends on *day*, each for its full length."""
    bound, last = deal.clock(clock)
    plan, i = plan_of(deal), deal.processes.index(bound)
    used, out = [last], []
    while (following := _following(bound.process, used[-1], used)) is not None:
        used.append(following)
        rule = plan.clocks[i][following.name]
        period, readings = rule.rule(snapshot.processes[i], Run(following.name, day))
        if period is None:
            break
        found = count(period, day, kind=following.kind, clock=rule.id, seen=snapshot.day, readings=readings)
        day = found.day
        out.append(Stage(rule.id, following.text, period, day))
    return tuple(out)


def _following(process: Process, clock: Clock, used: list[Clock]) -> Clock | None:
    """The clock of the stage after: it says so, or counts from this clock's end, or the lapse of this one opens it."""
    others = [c for c in process.clocks if c not in used]
    said = [c for c in others if c.follows == clock.name]
    onward = [r for r in process.transitions if r.counts_from == clock.name or r.action == clock.lapse]
    opened = [c for c in others for r in onward if set(r.source) & clock.runs_in and _starts(c, r)]
    return next(iter([*said, *opened]), None)


def _starts(clock: Clock, row: Transition) -> bool:
    return row.target in clock.runs_in and (not clock.started_by or row.action in clock.started_by)


def closing_limits(deal: Deal, snapshot: Snapshot) -> tuple[Limit, ...]:
    """The days by which the deal has to be closed, soonest first: the contract's, and those of orders to sell."""
    if milestones(deal, snapshot).get("closing"):
        return ()
    found = [*_of_the_contract(deal, snapshot), *_of_orders(deal, snapshot)]
    return tuple(sorted(found, key=lambda limit: (limit.day, limit.id)))


def _of_the_contract(deal: Deal, snapshot: Snapshot) -> Iterator[Limit]:
    for name, day in contract_dates(deal, snapshot).items():
        rows = [r for b in deal.processes for r in b.process.transitions if _asks_date(r, name)]
        if day is not None and rows:
            cite = next((r.cite for r in rows if r.cite), None)
            marked = Citation(cite.text if cite else "the contract", name.replace("_", " "), status=Checked.CONTRACT)
            yield Limit(name, name.replace("_", " "), day, marked)


def _asks_date(row: Transition, name: str) -> bool:
    return row.requires is not None and any(
        isinstance(leaf, OnOrBefore) and leaf.date_name == name for leaf in leaves(row.requires)
    )


def _of_orders(deal: Deal, snapshot: Snapshot) -> Iterator[Limit]:
    for deadline in deadlines(deal, snapshot):
        bound, clock = deal.clock(deadline.clock)
        if deadline.kind is Kind.LAST_DAY and obeyed_by_closing(bound, clock):
            cite = deadline.citations[0] if deadline.citations else None
            yield Limit(deadline.clock, f"{bound.process.name}: {clock.text}", deadline.day, cite)


def obeyed_by_closing(bound: Bound, clock: Clock) -> tuple[Transition, ...]:
    """The rows that end *clock* once the deal has closed: the clock is then a limit on closing."""
    return tuple(
        row
        for row in bound.process.transitions
        if row.target is not None
        and row.target not in clock.runs_in
        and clock.runs_in & set(row.source)
        and row.requires is not None
        and not isinstance(row.requires, Not)
        and any(isinstance(leaf, Reached) and leaf.milestone == "closing" for leaf in leaves(row.requires))
    )


def status_of(shown: Deadline | None, run: Run | None, day: date) -> str:
    """Where a clock stands on *day*, in a word."""
    if run is None:
        return "not started"
    if run.ended is not None:
        return "ended"
    if any(stop.last is None for stop in run.stops):
        return "stopped"
    if shown is None or shown.day >= day or not shown.kind.through:
        return "running"
    return "over" if shown.kind is Kind.RIGHT_ENDS else "overdue"


def set_by_act(deadline: Deadline) -> bool:
    """True if an act fixed the date outright: then nothing was counted."""
    return any(line.kind == "set" for line in deadline.count)
