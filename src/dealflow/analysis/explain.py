"""Why: how a clock's last day was counted (here), why an action is blocked, and who acts next (in files beside it)."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from dealflow import calendars
from dealflow.analysis.ahead import Limit, Stage, closing_limits, set_by_act, stages_after, status_of
from dealflow.analysis.blocked import ActionWhy, Blocker, why_action
from dealflow.analysis.names import clock_called
from dealflow.analysis.outlook import Outlook, what_next
from dealflow.analysis.people import who_fills
from dealflow.kernel import Run, Snapshot, deadline, furthest
from dealflow.kernel.plan import plan_of
from dealflow.model import CLOCK, Bound, Clock, Deadline, Deal, Period, count
from dealflow.model.deadline import on
from dealflow.model.period import latest_start

__all__ = ["ActionWhy", "Blocker", "DeadlineWhy", "Outlook", "StartBy", "what_next", "why_action", "why_deadline"]


@frozen
class StartBy:
    """What would have to be true to be done in time: the latest day on which the first clock can start."""

    limit: Limit
    day: date
    clocks: tuple[str, ...]


@frozen
class DeadlineWhy:
    """A clock explained: where it stands, its count, what follows it, and by when it would have to start.

    *status* is "running", "overdue", "stopped", "ended" or "not started"; *if_started* is the date it would have if it
    started on the day of the question, where it has not. *starts* says who starts it by what.
    """

    clock: str
    text: str
    process: str
    as_of: date
    status: str
    deadline: Deadline | None
    calendar: str = ""
    announced_through: date | None = None
    ended: date | None = None
    starts: tuple[str, ...] = ()
    if_started: Deadline | None = None
    follows: tuple[Stage, ...] = ()
    start_by: tuple[StartBy, ...] = ()
    closing: tuple[Limit, ...] = ()
    silence: str = ""
    extension: str = ""
    limits: tuple[str, ...] = ()

    @property
    def contract(self) -> bool:
        """True if a deal file declares the clock for itself."""
        found = self.deadline or self.if_started
        return found is not None and found.contract


def why_deadline(deal: Deal, snapshot: Snapshot, clock: str) -> DeadlineWhy:
    """The count of *clock* as it stands on the snapshot's day, and what hangs on it.

    Raises UnknownName with everything that may have been meant.
    """
    bound, found = deal.clock(clock_called(deal, clock))
    run = _run(snapshot, bound, found)
    shown = deadline(deal, snapshot, clock) if run else None
    guess = None if run else _if_started(deal, snapshot, bound, found)
    counted = shown or guess
    follows = stages_after(deal, snapshot, clock, counted.day) if counted and not set_by_act(counted) else ()
    calendar = (
        calendars.get(counted.period.calendar).as_of(snapshot.day) if counted and counted.period.calendar else None
    )
    return DeadlineWhy(
        clock,
        found.text,
        bound.process.name,
        snapshot.day,
        status_of(shown, run, snapshot.day),
        shown,
        calendar.name if calendar else "",
        calendar.announced_through if calendar and calendar.announced_through.year < 9999 else None,
        run.ended if run else None,
        () if run else _starters(deal, snapshot, bound, found),
        guess,
        follows,
        _start_by(deal, snapshot, counted, follows),
        tuple(limit for limit in closing_limits(deal, snapshot) if limit.id != clock),
        found.silence,
        _extension(found, furthest(deal, snapshot, clock)),
        found.limits,
    )


def _run(snapshot: Snapshot, bound: Bound, clock: Clock) -> Run | None:
    return next((r for r in snapshot.process(bound.id).runs if r.clock == clock.name), None)


def _if_started(deal: Deal, snapshot: Snapshot, bound: Bound, clock: Clock) -> Deadline | None:
    i = deal.processes.index(bound)
    plan = plan_of(deal).clocks[i][clock.name]
    period, readings = plan.rule(snapshot.processes[i], Run(clock.name, snapshot.day))
    if period is None:
        return None
    cited = [clock.citation] if clock.citation else []
    return count(
        period, snapshot.day, kind=clock.kind, clock=plan.id, seen=snapshot.day, readings=readings, citations=cited
    )


def _starters(deal: Deal, snapshot: Snapshot, bound: Bound, clock: Clock) -> tuple[str, ...]:
    """Who starts *clock* by what, in sentences."""
    actions = plan_of(deal).clocks[deal.processes.index(bound)][clock.name].start_actions
    out = []
    for row in bound.process.transitions:
        enters = row.target in clock.runs_in and (
            row.action in actions if actions else bool(set(row.source) - clock.runs_in)
        )
        if enters:
            who = ", ".join(who_fills(deal, bound, row.by, snapshot)) if row.by != (CLOCK,) else "the clock before it"
            out.append(f"{bound.id}:{row.action} ({who} {row.text or row.action.replace('_', ' ')})")
    return tuple(dict.fromkeys(out))


def _start_by(
    deal: Deal, snapshot: Snapshot, counted: Deadline | None, follows: tuple[Stage, ...]
) -> tuple[StartBy, ...]:
    """For each limit on closing that is missed: from when on this clock and all that follow would be over by then."""
    if counted is None or set_by_act(counted):
        return ()
    over = follows[-1].day if follows else counted.day
    periods: list[Period] = [counted.period, *(stage.period for stage in follows)]
    ids = (counted.clock, *(stage.clock for stage in follows))
    return tuple(
        StartBy(limit, latest_start(periods, limit.day, seen=snapshot.day), ids)
        for limit in closing_limits(deal, snapshot)
        if limit.id != counted.clock and limit.day < over
    )


def _extension(clock: Clock, last: date | None) -> str:
    """How a clock can be extended, and to which day at most if it runs."""
    if not clock.extensions:
        return ""
    return "; ".join(rule.words for rule in clock.extensions) + (f": until {on(last)} at most" if last else "")
