"""What may happen: options, and the judgement of one act, with every blocker and never just the first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from dealflow.errors import suggest
from dealflow.kernel.board import Board
from dealflow.kernel.clocks import ClockPlan, last_day
from dealflow.kernel.details import details_of, shortfall
from dealflow.kernel.forecast import Forecast
from dealflow.kernel.judge import find, is_gone
from dealflow.kernel.plan import Plan, Row
from dealflow.kernel.values import Act, Event, Option, ProcessState, Refusal, Run
from dealflow.model.clock import Extension
from dealflow.model.deadline import on as _on
from dealflow.model.guard import Finding
from dealflow.model.period import Length
from dealflow.model.row import CLOCK, Transition

__all__ = [
    "best",
    "day_of",
    "effective_day",
    "event_of",
    "extends_lawfully",
    "findings",
    "judge",
    "options_on",
    "refuse",
]


def day_of(moment: date | datetime, zone: str) -> date:
    """The date of *moment* in *zone*; raises ValueError for a datetime that does not say its own zone."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise ValueError(f"{moment.isoformat()} says no time zone; give a date, or a datetime with a zone")
    return moment.astimezone(ZoneInfo(zone)).date()


def effective_day(act: Act, t: Transition, zone: str) -> date:
    """The day from which clocks count: the act's own word, else its day moved on by the row's cut-off hour."""
    if act.effective is not None:
        return day_of(act.effective, zone)
    if t.cutoff is not None:
        return t.cutoff.effective(act.on)
    return day_of(act.on, zone)


def options_on(plan: Plan, board: Board) -> tuple[Option, ...]:
    """Every row that leaves a current state and that somebody may take, with all its findings."""
    forecast = Forecast(plan, board)
    out = []
    for i, process in enumerate(board.processes):
        for row in plan.by_state[i, process.state]:
            if row.transition.by == (CLOCK,):
                continue
            found = findings(plan, board, row, forecast)
            permitted = all(f.met is not False for f in found)
            out.append(Option(plan.ids[i], row.action, row.transition.by, row.transition, tuple(found), permitted))
    return tuple(out)


def findings(plan: Plan, board: Board, row: Row, forecast: Forecast | None = None) -> list[Finding]:
    """All findings of a row, met and unmet; none stops at the first failure."""
    ahead = forecast or Forecast(plan, board)
    out: list[Finding] = []
    for part, truth in zip(row.parts, row.truths, strict=True):
        out.extend(find(plan, board, part, row.i, truth, ahead))
    return out


def judge(plan: Plan, board: Board, act: Act) -> tuple[Row, dict[str, Any]] | Refusal:
    """The row that *act* takes on *board* and its details read, or a refusal with all blockers."""
    known = plan.actions.get(act.action)
    if known is None:
        return _no_such_action(plan, board, act)
    i, action = known
    rows = plan.rows.get((i, board.processes[i].state, action), ())
    if not rows:
        return _not_from_here(plan, board, act, i, action)
    row, blocked = best(board, rows)
    actor = _actor_findings(plan, act, row)
    details, bad = details_of(plan, row, act)
    limits = [] if bad else _extension_findings(plan, board, act, row, details)
    if not (blocked or actor or bad or limits):
        return row, details
    found = findings(plan, board, row) if blocked else []
    return refuse(plan, board, act, row, actor, bad, [f for f in found if f.met is False] + limits)


def best(board: Board, rows: tuple[Row, ...]) -> tuple[Row, bool]:
    """The row whose guards are met, or the one nearest to it."""
    unmet = [sum(t(board) is False for t in row.truths) for row in rows]
    least = min(range(len(rows)), key=unmet.__getitem__)
    return rows[least], unmet[least] > 0


def refuse(
    plan: Plan,
    board: Board,
    act: Act,
    row: Row,
    actor: list[Finding],
    bad: list[Finding],
    unmet: list[Finding],
) -> Refusal:
    """A refusal of *act* that carries every blocker and says of what kind it is."""
    blockers = (*actor, *bad, *unmet)
    if actor:
        kind = "wrong actor"
    elif bad:
        kind = "bad details"
    else:
        kind = _timing(plan, board, row, unmet)
    return Refusal(kind, act, board.day, blockers)


def _timing(plan: Plan, board: Board, row: Row, unmet: list[Finding]) -> str:
    """Whether time alone cures every blocker ("too early"), or what it cannot cure was met and is over ("too late")."""
    hopeless = sum(not f.days for f in unmet)
    if not hopeless:
        return "too early"
    forecast = Forecast(plan, board)
    asked = zip(row.parts, row.truths, strict=True)
    gone = sum(t(board) is False and is_gone(forecast, part, row.i, t) for part, t in asked)
    return "too late" if gone == hopeless else "condition unmet"


def _no_such_action(plan: Plan, board: Board, act: Act) -> Refusal:
    near = suggest(act.action, plan.actions)
    reason = f"no action is called {act.action!r}" + (f"; did you mean {near!r}?" if near else "")
    return Refusal("no such action", act, board.day, (shortfall(plan, None, "no such action", reason),))


def _not_from_here(plan: Plan, board: Board, act: Act, i: int, action: str) -> Refusal:
    bound = plan.deal.processes[i]
    state = bound.process.state(board.processes[i].state)
    froms = dict.fromkeys(s for r in bound.process.transitions if r.action == action for s in r.source)
    here = ", ".join(dict.fromkeys(r.action for r in plan.by_state[i, state.name])) or "nothing"
    reason = (
        f"{bound.process.name} stands at {state.name!r} ({state.text}); {action!r} leads only from "
        f"{', '.join(map(repr, froms))}. From here: {here}"
    )
    first = shortfall(plan, i, "not from this state", reason)
    return Refusal("not from this state", act, board.day, (first, *_beyond_the_state(plan, board, i, action)))


def _beyond_the_state(plan: Plan, board: Board, i: int, action: str) -> list[Finding]:
    """What would stand in the way of *action* besides the state: the unmet findings of the row nearest to open."""
    rows = [row for (j, _, name), some in plan.rows.items() if (j, name) == (i, action) for row in some]
    nearest = min(rows, key=lambda row: sum(t(board) is False for t in row.truths))
    return [f for f in findings(plan, board, nearest) if f.met is False]


def _actor_findings(plan: Plan, act: Act, row: Row) -> list[Finding]:
    if act.by in row.actors and row.transition.by != (CLOCK,):
        return []
    roles = ", ".join(_role(plan, row.i, role) for role in row.transition.by)
    if row.transition.by == (CLOCK,):
        reason = f"{act.action} falls by itself when its clock runs out: nobody takes it"
    else:
        reason = f"{act.action} is for {roles} to take, not for {plan.deal.who(act.by) if act.by else 'nobody'}"
    return [shortfall(plan, row.i, "wrong actor", reason, roles, row.transition.cite)]


def _role(plan: Plan, i: int, role: str) -> str:
    named = plan.deal.processes[i].roles.get(role, ())
    return " or ".join(plan.deal.who(p) for p in named) if named else plan.deal.who(role)


def extends_lawfully(plan: Plan, board: Board, act: Act, row: Row, details: dict[str, Any]) -> bool:
    """True unless *row* extends a clock beyond what its rule allows."""
    return not _extension_findings(plan, board, act, row, details)


def _extension_findings(plan: Plan, board: Board, act: Act, row: Row, details: dict[str, Any]) -> list[Finding]:
    return [f for name in row.transition.extends for f in _extension_of(plan, board, act, row, details, name)]


def _extension_of(plan: Plan, board: Board, act: Act, row: Row, details: dict[str, Any], name: str) -> list[Finding]:
    t, clock, process = row.transition, plan.clocks[row.i][name], board.processes[row.i]
    run, rule = process.run(name), clock.clock.extension(t.under)
    if run is None or rule is None:
        reason = f"clock {clock.id} is not running: there is nothing to extend"
        return [shortfall(plan, row.i, "extension", reason)]
    given = (details[d.name] for d in t.details if d.kind in ("days", "length") and d.name in details)
    asked = next(given, rule.fixed)
    if asked is None:
        return [
            shortfall(plan, row.i, "extension", f"{act.action} does not say by how much clock {clock.id} is extended")
        ]
    last = last_day(clock, process, run, board.seen or board.day)
    stands = f"; its date stands at {_on(last)}" if last else ""
    return [
        shortfall(plan, row.i, "extension", reason + stands, cite=rule.citation)
        for reason in _over(plan, act, clock, process, run, rule, asked)
    ]


def _over(
    plan: Plan, act: Act, of: ClockPlan, process: ProcessState, run: Run, rule: Extension, asked: Length
) -> Iterable[str]:
    """In what way an extension by *asked* goes beyond what *rule* allows."""
    clock, before = of.id, run.extended(rule.name)
    if rule.in_force is not None and (began := of.began(process, run)) < rule.in_force:
        yield f"clock {clock} of a case begun on {_on(began)} cannot be extended: that came on {_on(rule.in_force)}"
    if rule.each is not None and rule.exactly and asked != rule.each:
        yield f"clock {clock} can be extended only by {rule.each} at a time, not by {asked}"
    elif rule.each is not None and (asked.unit != rule.each.unit or asked.n > rule.each.n):
        yield f"clock {clock} can be extended by at most {rule.each} at a time, not by {asked}"
    if rule.times is not None and len(before) >= rule.times:
        done = "once" if rule.times == 1 else f"{rule.times} times"
        ground = f" for {rule.name.replace('_', ' ')}" if rule.name else ""
        yield f"clock {clock} can be extended only {done}{ground}, and has been"
    cap = process.detail(rule.total_detail) if rule.total_detail else rule.total
    if cap is not None:
        spent = sum(x.n for x in before if x.unit is cap.unit)
        if asked.unit is not cap.unit or spent + asked.n > cap.n:
            used = f"{spent} are used, {asked} more are asked"
            yield f"the extensions of clock {clock} may not exceed {cap} in all; {used}"
    extender = process.detail(rule.by_detail) if rule.by_detail else None
    if extender is not None and act.by != extender and plan.deal.who(act.by) != plan.deal.who(extender):
        yield f"clock {clock} is extended by {plan.deal.who(extender)}, not by {plan.deal.who(act.by)}"


def event_of(plan: Plan, row: Row, act: Act, day: date, details: dict[str, Any], **changes: Any) -> Event:
    """The event that taking *row* by *act* is."""
    zone = plan.deal.processes[row.i].process.zone
    event = Event(
        plan.ids[row.i],
        row.action,
        row.source,
        row.target,
        day,
        effective_day(act, row.transition, zone),
        act.by,
        "act",
        tuple(sorted(details.items())),
        act.evidence,
        act.source,
        act.recorded,
        until=None if act.effective is not None else act.until,
    )
    return event._replace(**changes) if changes else event
