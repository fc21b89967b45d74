"""What happened, told in order: each entry of a record with what it changed, and what law and calendar changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from dealflow.analysis.changes import Change, between, law_changes
from dealflow.analysis.people import named
from dealflow.citation import Citation
from dealflow.kernel import Event, Snapshot
from dealflow.model import CLOCK, Deal, Finding, Transition

if TYPE_CHECKING:
    from dealflow.log import Fallen, Record, Step
    from dealflow.scenario import Scenario

__all__ = ["Moment", "story", "told"]


@frozen
class Moment:
    """Something that happened on a day.

    *kind* is "act", "statement" (without legal effect), "breach" (happened although the model refuses it), "lapse" (a
    clock ran out), "law" (a rule took force), "calendar" (days were announced) or "refused" (it does not stand).
    *who* did *what*; *changes* are what it moved; *blockers* what stood against it; *until* is the last day it can
    have been, where that is not known.
    """

    day: date
    kind: str
    who: str
    what: str
    action: str = ""
    details: tuple[tuple[str, str], ...] = ()
    effective: date | None = None
    recorded: date | None = None
    evidence: str = ""
    source: str = ""
    citation: Citation | None = None
    changes: tuple[Change, ...] = ()
    blockers: tuple[Finding, ...] = field(default=())
    until: date | None = None


def story(scenario: Scenario) -> tuple[Moment, ...]:
    """Everything that happened in *scenario* up to the day it is asked for, in order."""
    return told(scenario.deal, scenario.record())


def told(deal: Deal, record: Record) -> tuple[Moment, ...]:
    """Everything in the *record* of a deal, in order, with the entries that do not stand."""
    return tuple(_told(deal, record))


def _told(deal: Deal, record: Record) -> Iterator[Moment]:
    stands: Snapshot | None = None
    fallen = list(record.fallen)
    for step in record.steps:
        while fallen and fallen[0].entry.on < step.on:
            yield _refused(deal, fallen.pop(0))
        if stands is not None:
            yield from _meanwhile(deal, stands, step.after.day)
        together = step.lapse and stands is step.after
        yield _moment(deal, step, repeats=together)
        stands = step.after
    yield from (_refused(deal, one) for one in fallen)
    if stands is not None:
        yield from _meanwhile(deal, stands, record.snapshot.day)


def _meanwhile(deal: Deal, stands: Snapshot, day: date) -> Iterator[Moment]:
    """What new law and announced holidays changed after *stands*, through *day*, though nobody acted."""
    at = stands
    for turn in sorted({d for b in deal.processes for d in b.process.law_days if stands.day < d <= day} | {day}):
        then = evolve(at, day=turn)
        found = law_changes(deal, at, then)
        by_law = tuple(c for c in found if c.kind != "deadline moved")
        by_calendar = tuple(c for c in found if c.kind == "deadline moved")
        if by_law:
            yield Moment(turn, "law", "", "takes force", citation=by_law[0].citation, changes=by_law)
        if by_calendar:
            yield Moment(turn, "calendar", "", "days off are announced", changes=by_calendar)
        at = then


def _moment(deal: Deal, step: Step, *, repeats: bool) -> Moment:
    """The step in words; what it changed is left out where a lapse of the same moment tells it already (*repeats*)."""
    event, before, after = step.event, step.before, step.after
    if event is None:
        return _statement(deal, step)
    row = _row(deal, event)
    base = evolve(before, day=after.day) if before.day < after.day else before
    return Moment(
        event.on,
        event.kind,
        "" if event.by == CLOCK else named(deal, event.by),
        (row.text if row else "") or event.action.replace("_", " "),
        event.id,
        tuple((name, _shown(deal, value)) for name, value in event.details),
        event.effective if event.effective != event.on else None,
        event.recorded if event.recorded != event.on else None,
        event.evidence or "",
        event.source or "",
        row.cite if row else None,
        () if repeats else between(deal, base, after),
        event.blockers,
        step.entry.until if step.entry else None,
    )


def _row(deal: Deal, event: Event) -> Transition | None:
    rows = [r for r in deal.bound(event.process).process.rows(event.was) if r.action == event.action]
    return next((r for r in rows if (r.target or event.was) == event.now), None)


def _shown(deal: Deal, value: object) -> str:
    if isinstance(value, str):
        return named(deal, value) if deal.party(value) else value
    return value.isoformat() if isinstance(value, date) else str(value)


def _statement(deal: Deal, step: Step) -> Moment:
    entry = step.entry
    if entry is None:
        raise ValueError("a step without an event is a statement and has an entry")
    return Moment(
        entry.on,
        "statement",
        named(deal, entry.by) if entry.by else "",
        entry.text or "",
        recorded=entry.recorded if entry.recorded != entry.on else None,
        evidence=entry.evidence or "",
        source=entry.source or "",
        until=entry.until,
    )


def _refused(deal: Deal, fallen: Fallen) -> Moment:
    """An act in the file that the model refuses where it stands: it moves nothing."""
    act, refusal = fallen.entry.act, fallen.refusal
    what = act.action if act else fallen.entry.name
    return Moment(
        fallen.entry.on,
        "refused",
        named(deal, fallen.entry.by),
        f"{what} ({refusal.kind})",
        what,
        evidence=fallen.entry.evidence or "",
        source=fallen.entry.source or "",
        blockers=refusal.blockers,
    )
