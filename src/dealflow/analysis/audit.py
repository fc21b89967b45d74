"""What a deal leaves open or takes on trust: readings, recalled rules, questions; and the approvals it needs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import evolve, frozen

from dealflow.analysis.basis import basis_of
from dealflow.analysis.outlook import Requirement, requirements, what_next
from dealflow.kernel import Snapshot, applicability
from dealflow.model import Deal, Need

__all__ = ["UNREAD", "Approvals", "Elsewhere", "Remark", "approvals", "elsewhere", "remarks"]


UNREAD: Final = " was recalled and has not been read at its source"
"""How the remark on a recalled rule ends."""


@frozen
class Remark:
    """Something that a reader of the deal should know: *kind* in a word, *subject* an id, and a sentence."""

    kind: str
    subject: str
    text: str


@frozen
class Approvals:
    """One alternative of the terms, with every regime that applies to it and why."""

    terms: str
    text: str
    current: bool
    needed: tuple[Requirement, ...]
    open: tuple[Requirement, ...]
    voluntary: tuple[Requirement, ...]
    not_needed: tuple[Requirement, ...]


def approvals(deal: Deal, snapshot: Snapshot) -> tuple[Approvals, ...]:
    """For each alternative of the terms: what it needs on the snapshot's day, and why."""
    out = []
    for name, terms in deal.terms.items():
        found = [r for r in requirements(deal, evolve(snapshot, terms=name)) if not r.idle]
        by = {need: tuple(r for r in found if r.found.status == need) for need in Need.ALL}
        current = name == snapshot.terms
        out.append(
            Approvals(
                name, terms.text, current, by[Need.MANDATORY], by[Need.UNKNOWN], by[Need.VOLUNTARY], by[Need.NONE]
            )
        )
    return tuple(out)


@frozen
class Elsewhere:
    """What another alternative of the terms would change in what is required."""

    terms: str
    text: str
    changed: tuple[Requirement, ...]


def elsewhere(deal: Deal, snapshot: Snapshot) -> tuple[Elsewhere, ...]:
    """For each other alternative of the terms: the regimes that apply differently, and why."""
    now = {r.process: (r.found.status, r.found.category) for r in requirements(deal, snapshot)}
    out = []
    for name, terms in deal.terms.items():
        there = requirements(deal, evolve(snapshot, terms=name)) if name != snapshot.terms else ()
        changed = tuple(r for r in there if (r.found.status, r.found.category) != now.get(r.process))
        if changed:
            out.append(Elsewhere(name, terms.text, changed))
    return tuple(out)


def remarks(deal: Deal, snapshot: Snapshot) -> tuple[Remark, ...]:
    """Everything in the deal that is taken on trust, left open or stands in breach on the snapshot's day."""
    return tuple(dict.fromkeys(_remarks(deal, snapshot)))


def _remarks(deal: Deal, snapshot: Snapshot) -> Iterator[Remark]:
    view = what_next(deal, snapshot)
    for breach in view.breaches:
        yield Remark("standing breach", breach.process, breach.reason)
    for turn in view.overdue:
        yield Remark("overdue", turn.id, f"{turn.what}: {turn.silence}")
    yield from _questions(view.requirements)
    rests = basis_of(deal, snapshot, [b.finding for step in view.steps for b in step.why.blockers])
    for day in rests.provisional:
        yield Remark("provisional date", day.clock, f"{day.day.isoformat()}: {day.because}")
    for rule in rests.recalled:
        yield Remark("recalled rule", rule.used_by, f"{rule.text}{UNREAD}")
    yield from _readings(deal, snapshot)


def _questions(found: tuple[Requirement, ...]) -> Iterator[Remark]:
    """What must be answered before it can be told whether an approval is required: each question once."""
    asked: dict[str, list[str]] = {}
    for each in found:
        if each.open:
            asked.setdefault(each.found.question, []).append(each.process)
    for question, processes in asked.items():
        yield Remark("question", ", ".join(processes), question)


def _readings(deal: Deal, snapshot: Snapshot) -> Iterator[Remark]:
    """Rules with two defensible readings, in processes that matter, for which the deal chooses none."""
    for bound in deal.processes:
        begun = snapshot.process(bound.id).visit > 1
        if not begun and applicability(deal, snapshot, bound.id).status != Need.MANDATORY:
            continue
        for clock in bound.process.clocks:
            id = f"{bound.id}/{clock.name}"
            chosen = clock.choose(tuple(deal.readings.get(id, ())))
            for reading in (r for r in clock.readings if r.rule not in chosen):
                others = ", ".join(repr(c) for c in reading.choices if c != reading.default)
                text = f"{reading.text(reading.default)} (the default; also defensible: {others})"
                yield Remark("reading", id, text)
