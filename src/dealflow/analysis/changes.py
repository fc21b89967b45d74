"""What moved between two days or two snapshots: states, deadlines, requirements, terms, blockers new and cured."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from dealflow.analysis.ahead import set_by_act, status_of, taker_of
from dealflow.analysis.blocked import why_action
from dealflow.analysis.outlook import requirements
from dealflow.analysis.turns import STEPS
from dealflow.citation import Citation
from dealflow.kernel import ProcessState, Run, Snapshot, contract_dates, deadline, milestones
from dealflow.model import Applicability, Deadline, Deal, Finding, Need
from dealflow.model.deadline import on

if TYPE_CHECKING:
    from dealflow.scenario import Scenario

__all__ = ["Change", "Moved", "between", "blockers_between", "law_changes", "since"]


@frozen
class Change:
    """One thing that is different: *kind* in a word, *subject* its id, *old* and *new* as they are, *text* a sentence.

    *days* says by how many days a date moved (negative: earlier). *citation* is the rule, where one made the change.
    """

    kind: str
    subject: str
    text: str
    old: date | str | None = None
    new: date | str | None = None
    days: int | None = None
    citation: Citation | None = None
    contract: bool = False


@frozen
class Moved:
    """What moved in a deal from one day to another."""

    since: date
    as_of: date
    changes: tuple[Change, ...]
    blockers: tuple[Change, ...]

    @property
    def all(self) -> tuple[Change, ...]:
        """Both together."""
        return (*self.changes, *self.blockers)


def since(scenario: Scenario, day: date) -> Moved:
    """What moved in *scenario* from *day* to the day it is asked for.

    Raises ValueError if *day* lies after that.
    """
    then, now = scenario.record(day).snapshot, scenario.record().snapshot
    if then.day > now.day:
        raise ValueError(f"{day} lies after {now.day}, the day the question is asked for")
    deal = scenario.deal
    return Moved(day, now.day, between(deal, then, now), blockers_between(deal, then, now))


def between(deal: Deal, before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """Everything that differs between two snapshots: states, clocks, requirements, milestones, terms, dates."""
    return (
        *_terms(deal, before, after),
        *_states(deal, before, after),
        *_clocks(deal, before, after),
        *_milestones(deal, before, after),
        *_dates(deal, before, after),
        *_requirements(deal, before, after),
    )


def law_changes(deal: Deal, before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """What the passing of days alone has changed: requirements that new law brings, dates that announcements move."""
    moved = (c for c in _clocks(deal, before, after) if c.kind == "deadline moved")
    return (*_requirements(deal, before, after), *moved)


def _states(deal: Deal, before: Snapshot, after: Snapshot) -> Iterator[Change]:
    for bound, old, new in zip(deal.processes, before.processes, after.processes, strict=True):
        if old.state != new.state or old.visit != new.visit:
            state = bound.process.state(new.state)
            name = _words(new.state) + (", again" if old.state == new.state else "")
            said = f"{name} ({state.text})" if state.text != name else name
            text = f"{bound.id} is now {said}"
            yield Change("state", bound.id, text, old.state, new.state, contract=bound.process.contract)


def _words(name: str) -> str:
    return name.replace("_", " ")


def _clocks(deal: Deal, before: Snapshot, after: Snapshot) -> Iterator[Change]:
    for bound, old, new in zip(deal.processes, before.processes, after.processes, strict=True):
        for clock in bound.process.clocks:
            id = f"{bound.id}/{clock.name}"
            was, now = _run(old, clock.name), _run(new, clock.name)
            if was == now and (now is None or now.ended is not None or before.day == after.day):
                continue
            last = deadline(deal, before, id) if was else None
            next_ = deadline(deal, after, id) if now else None
            yield from _clock_changes(id, (was, last), (now, next_), after.day)


def _run(process: ProcessState, clock: str) -> Run | None:
    return next((run for run in process.runs if run.clock == clock), None)


_Seen = tuple[Run | None, Deadline | None]


def _clock_changes(id: str, old: _Seen, new: _Seen, day: date) -> Iterator[Change]:
    (was, last), (now, next_) = old, new
    contract = bool((next_ or last) and (next_ or last).contract)  # type: ignore[union-attr]
    began = now is not None and now.ended is None and (was is None or was.ended is not None or was.start != now.start)
    if began and next_ is not None:
        how = "set to" if set_by_act(next_) else f"{next_.period}, {next_.kind.value}"
        verb = "starts anew" if was is not None and was.ended is None else "started"
        text = f"clock {id} {verb}: {how} {on(next_.day)}"
        yield Change("clock started", id, text, None, next_.day, contract=contract)
    elif last is not None and was is not None and now is not None and now.ended is not None and was.ended is None:
        what = "last day" if last.kind.through else "day"
        text = f"clock {id} ended (its {what} was {on(last.day)})"
        yield Change("clock ended", id, text, last.day, None, contract=contract)
    elif was is not None and now is not None and now.ended is None:
        yield from _moves(id, (was, last), (now, next_), day, contract=contract)


def _moves(id: str, old: _Seen, new: _Seen, day: date, *, contract: bool) -> Iterator[Change]:
    (was, last), (now, next_) = old, new
    stood, stands = status_of(last, was, day), status_of(next_, now, day)
    if stands == "stopped" and stood != "stopped":
        yield Change("clock stopped", id, f"clock {id} stopped", last.day if last else None, None, contract=contract)
        return
    if last is None or next_ is None or stands == "stopped":
        return
    days = (next_.day - last.day).days
    if stood == "stopped":
        text = f"clock {id} runs again: {next_.kind.value} {on(next_.day)}"
        yield Change("clock resumed", id, text, last.day, next_.day, days or None, contract=contract)
    elif days:
        later = f"{abs(days)} day{'' if abs(days) == 1 else 's'} {'later' if days > 0 else 'earlier'}"
        text = f"{id}: {on(last.day)} -> {on(next_.day)}, {later}"
        yield Change("deadline moved", id, text, last.day, next_.day, days, contract=contract)


def _milestones(deal: Deal, before: Snapshot, after: Snapshot) -> Iterator[Change]:
    old, new = milestones(deal, before), milestones(deal, after)
    for name, day in new.items():
        if day and not old.get(name):
            yield Change("milestone", name, f"milestone reached: {name} on {on(day)}", None, day)
        elif old.get(name) and not day:
            yield Change("milestone", name, f"milestone undone: {name}", old[name], None)


def _terms(deal: Deal, before: Snapshot, after: Snapshot) -> Iterator[Change]:
    if before.terms != after.terms:
        text = deal.terms[after.terms].text
        said = f"terms in force: {_words(after.terms)}" + (f" ({text})" if text else "")
        yield Change("terms", "terms", said, before.terms, after.terms)


def _dates(deal: Deal, before: Snapshot, after: Snapshot) -> Iterator[Change]:
    old, new = contract_dates(deal, before), contract_dates(deal, after)
    for name, day in new.items():
        if day != old.get(name) and day is not None:
            was = old.get(name)
            moved = f"{on(was)} -> {on(day)}" if was else f"set to {on(day)}"
            days = (day - was).days if was else None
            yield Change("contract date", name, f"{_words(name)}: {moved}", was, day, days, contract=True)


def _requirements(deal: Deal, before: Snapshot, after: Snapshot) -> Iterator[Change]:
    """The regimes whose rule of application now says something else, those with one answer taken together."""
    moved: dict[tuple[Applicability, Applicability], list[str]] = {}
    for old, new in zip(requirements(deal, before), requirements(deal, after), strict=True):
        if (old.found.status, old.found.category) != (new.found.status, new.found.category):
            moved.setdefault((old.found, new.found), []).append(new.process)
    for (was, now), processes in moved.items():
        kind = "required" if now.required and not was.required else "no longer required"
        if was.required == now.required:
            kind = "requirement changed"
        verb = "is" if len(processes) == 1 else "are"
        text = f"{', '.join(processes)} {verb} now {_need(now)}, before: {_need(was)}; {now.reason}"
        if now.status == Need.UNKNOWN:
            text += f" Open question: {now.question}"
        yield Change(kind, processes[0], text, was.status, now.status, citation=now.citation)


def _need(found: Applicability) -> str:
    said = "not known" if found.status == Need.UNKNOWN else found.status
    return f"{said} ({found.category})" if found.category else said


def blockers_between(deal: Deal, before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """The blockers of the deal's steps that are new on the later day, and those that have been cured."""
    out: list[Change] = []
    for step in STEPS:
        action = taker_of(deal, step)
        if action is None:
            continue
        old, new = _blocking(deal, before, action), _blocking(deal, after, action)
        for key, finding in new.items():
            if key not in old:
                text = f"blocks {step}: {finding.reason}"
                out.append(Change("new blocker", finding.process, text, None, step, citation=finding.citation))
        for key, finding in old.items():
            if key not in new:
                text = f"no longer blocks {step}: {finding.reason}"
                out.append(Change("cured blocker", finding.process, text, step, None, citation=finding.citation))
    return tuple(out)


def _blocking(deal: Deal, snapshot: Snapshot, action: str) -> dict[tuple[str, str, str], Finding]:
    """What blocks a step, by process, kind of requirement and rule; that the row leads from elsewhere is no blocker."""
    return {
        (f.process, f.code, str(f.citation)): f
        for f in (b.finding for b in why_action(deal, snapshot, action).blockers)
        if f.code != "not from this state"
    }
