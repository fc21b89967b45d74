"""Where a deal stands and who must act next: running clocks, steps ahead with what blocks them, what is required."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from dealflow.analysis.ahead import closing_limits
from dealflow.analysis.basis import Basis, basis_of
from dealflow.analysis.people import PARTY_ROLES, named, who_fills
from dealflow.analysis.turns import StepAhead, Turn, steps_ahead, turns
from dealflow.kernel import (
    Snapshot,
    applicability,
    contract_dates,
    ending,
    furthest,
    milestones,
    options,
    standing,
)
from dealflow.kernel.board import board_of
from dealflow.kernel.plan import plan_of
from dealflow.model import Applicability, Bound, Deal, Finding, Kind, Need
from dealflow.model.deadline import on

__all__ = ["Outlook", "Permitted", "Place", "Requirement", "requirements", "what_next"]


@frozen
class Requirement:
    """Whether a regime applies to the current terms today, why, and which question is open if that is not known.

    *idle* marks one that only waits for an order which may never come: none of its gates is closed, or it has none and
    the parties can do nothing in it yet. *asked* are the facts that are asked for first, each with its question.
    """

    process: str
    name: str
    state: str
    found: Applicability
    idle: bool = False
    asked: tuple[tuple[str, str], ...] = ()

    @property
    def open(self) -> bool:
        """True if a fact is missing that would decide it."""
        return self.found.status == Need.UNKNOWN


@frozen
class Place:
    """Where one process stands."""

    process: str
    name: str
    state: str
    text: str
    since: date
    ends: str = ""
    moved: bool = True
    contract: bool = False


@frozen
class Permitted:
    """Something that may be done today, and by whom; *begun* if its process is under way or stands in the way."""

    who: tuple[str, ...]
    action: str
    text: str
    details: tuple[str, ...] = ()
    begun: bool = True
    contract: bool = False


@frozen
class Outlook:
    """Everything to be said of a deal on a day."""

    as_of: date
    terms: str
    terms_text: str
    buyer: str
    ending: str | None
    milestones: tuple[tuple[str, date], ...]
    contract_dates: tuple[tuple[str, date], ...]
    places: tuple[Place, ...]
    turns: tuple[Turn, ...]
    steps: tuple[StepAhead, ...]
    breaches: tuple[Finding, ...]
    requirements: tuple[Requirement, ...]
    permitted: tuple[Permitted, ...]
    notes: tuple[str, ...]
    basis: Basis

    @property
    def overdue(self) -> tuple[Turn, ...]:
        """The turns whose last day has passed."""
        return tuple(turn for turn in self.turns if turn.status == "overdue")


def what_next(deal: Deal, snapshot: Snapshot) -> Outlook:
    """Who acts next, what and by when; what may be done and what blocks the steps ahead, on the snapshot's day."""
    steps = tuple(steps_ahead(deal, snapshot))
    terms = deal.terms[snapshot.terms]
    found_turns = turns(deal, snapshot, steps)
    wanted = requirements(deal, snapshot)
    return Outlook(
        snapshot.day,
        snapshot.terms,
        terms.text,
        named(deal, terms.buyer) if terms.buyer else "",
        ending(deal, snapshot),
        tuple((name, day) for name, day in milestones(deal, snapshot).items() if day),
        tuple((name, day) for name, day in contract_dates(deal, snapshot).items() if day),
        tuple(_places(deal, snapshot)),
        found_turns,
        steps,
        standing(deal, snapshot),
        wanted,
        tuple(_permitted(deal, snapshot, steps)),
        tuple(_notes(deal, snapshot, found_turns)),
        basis_of(deal, snapshot, [b.finding for s in steps for b in s.why.blockers]),
    )


def _places(deal: Deal, snapshot: Snapshot) -> Iterator[Place]:
    for bound, process in zip(deal.processes, snapshot.processes, strict=True):
        state = bound.process.state(process.state)
        moved = process.visit > 1 or not state.initial
        own = bound.process.contract
        yield Place(bound.id, bound.process.name, state.name, state.text, process.since, state.ends, moved, own)


def requirements(deal: Deal, snapshot: Snapshot) -> tuple[Requirement, ...]:
    """Every regime that sets gates or has a rule of application of its own, and whether it applies today."""
    return tuple(
        _requirement(deal, snapshot, bound)
        for bound in deal.processes
        if (bound.process.gates or bound.process.asks) and not bound.of
    )


def _requirement(deal: Deal, snapshot: Snapshot, bound: Bound) -> Requirement:
    process, found = bound.process, applicability(deal, snapshot, bound.id)
    asked = tuple(
        (f.name, f.question) for f in process.asks if f.name in found.missing and f.question in found.question
    )
    state, idle = snapshot.process(bound.id).state, _idle(deal, snapshot, bound)
    return Requirement(bound.id, process.name, state, found, idle, asked)


def _idle(deal: Deal, snapshot: Snapshot, bound: Bound) -> bool:
    """True while a regime only waits for what an authority may never do: nothing has begun and nothing is asked."""
    if snapshot.process(bound.id).visit > 1:
        return False
    plan, board, i = plan_of(deal), board_of(snapshot), deal.processes.index(bound)
    own = [plan.open(gate, board) for gates in plan.gates.values() for gate in gates if gate.i == i]
    if bound.process.asks:
        waits = all(own) if own else not _for_parties(bound, snapshot)
        return waits and applicability(deal, snapshot, bound.id).status == Need.MANDATORY
    return all(own)


def _for_parties(bound: Bound, snapshot: Snapshot) -> bool:
    """True if those who make the deal can take a row from where a process stands."""
    rows = bound.process.rows(snapshot.process(bound.id).state)
    return any(not PARTY_ROLES.isdisjoint(row.by) for row in rows)


def _permitted(deal: Deal, snapshot: Snapshot, steps: tuple[StepAhead, ...]) -> Iterator[Permitted]:
    """What may be done today, in processes that have begun or may be required."""
    blocking = {b.finding.process for step in steps for b in step.why.blockers}
    for option in options(deal, snapshot):
        bound, process = deal.bound(option.process), snapshot.process(option.process)
        begun = process.visit > 1 or option.process in blocking
        if option.permitted and (begun or applicability(deal, snapshot, option.process).status != Need.NONE):
            details = tuple(d.name for d in option.row.details if d.required)
            text = option.row.text or option.action.replace("_", " ")
            who, own = who_fills(deal, bound, option.by, snapshot), bound.process.contract
            yield Permitted(who, option.id, text, details, begun, own)


def _notes(deal: Deal, snapshot: Snapshot, found: tuple[Turn, ...]) -> Iterator[str]:
    """What is tight: a clock that others wait for and that ends after, or shortly before, a limit on closing."""
    limits = closing_limits(deal, snapshot)
    ids = {limit.id for limit in limits}
    for limit in limits:
        for turn in found:
            if turn.day is None or turn.id in ids or turn.kind != Kind.LAST_DAY.value or turn.status == "stopped":
                continue
            gap = (limit.day - turn.day).days
            if 0 <= gap <= 7:
                yield f"Tight: {turn.id} ends {_days(gap)} before {limit.id}."
            elif gap < 0:
                yield f"Late: {turn.id} ends {_days(-gap)} after {limit.id}."
    for limit in limits:
        last = furthest(deal, snapshot, limit.id) if "/" in limit.id else None
        if last is not None and last > limit.day and last >= snapshot.day:
            yield f"Movable: {limit.id} can be extended, until {on(last)} at most."


def _days(n: int) -> str:
    return "on the same day, not" if n == 0 else f"{n} day{'' if n == 1 else 's'}"
