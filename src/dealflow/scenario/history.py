"""What happened, read from the file: entries of a record, and those that the definitions refuse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from dealflow.errors import BoundExceeded
from dealflow.kernel import Act, Refusal
from dealflow.kernel.decide import day_of
from dealflow.log import Entry, Fallen, Note, fold
from dealflow.model import Deal
from dealflow.model.deadline import on as _on
from dealflow.scenario.acts import Acts
from dealflow.scenario.kinds import Month
from dealflow.scenario.places import Path
from dealflow.scenario.problems import Problems
from dealflow.scenario.shape import HistoryTable
from dealflow.scenario.tables import keys_of

__all__ = ["check_record", "entries_of", "start_of"]

_KEYS: Final = tuple(keys_of(HistoryTable))
When = tuple[date | datetime, date | None]
"""The day or moment of an entry, and the last day it can have been where that is not known."""
_NEVERTHELESS: Final = "if it happened nevertheless, add breach = true"


def entries_of(history: tuple[HistoryTable, ...], start: date | None, acts: Acts) -> dict[int, Entry]:
    """The entries that could be read, by their number in the file; the deal's *start* is as written."""
    found: dict[int, Entry] = {}
    soonest = date.min
    for i, table in enumerate(history):
        path: Path = ("history", i)
        if not acts.problems.spoiled(*path):
            when = _placed(table.on, soonest, path, acts.problems)
            entry = _entry(table, when, path, acts)
            if entry is not None and start is not None and entry.on < start:
                message = f"it happened before the deal starts on {_on(start)}"
                acts.problems.add((*path, "on"), message, f"let the deal start earlier: start = {entry.on}")
            if not acts.problems.spoiled(*path) and entry is not None:
                found[i] = entry
                soonest = entry.on
    return found


def _placed(on: date | datetime | Month, soonest: date, path: Path, problems: Problems) -> When:
    """The day of an entry; of one known by its month, the first day that keeps the order of the file."""
    if not isinstance(on, Month):
        return on, None
    if soonest > on.last:
        message = f"some day of {on} is not after the entry before it, of {_on(soonest)}"
        problems.add((*path, "on"), message, "put it before that entry, or write its day")
    return max(on.first, min(soonest, on.last)), on.last


def start_of(start: date | None, entries: Mapping[int, Entry], as_of: date) -> date:
    """The day the deal begins: as written, or the first entry's, or the day of the question."""
    return start or min((e.on for e in entries.values()), default=as_of)


def check_record(deal: Deal, entries: Mapping[int, Entry], start: date, tainted: set[str], problems: Problems) -> None:
    """Tell of acts that the definitions refuse where they stand, with every blocker.

    What follows from an entry that is wrong already is not told again: *tainted* are the processes of such entries.
    """
    numbers = {id(entry): i for i, entry in entries.items()}
    try:
        record = fold(deal, entries.values(), start=start)
    except BoundExceeded as e:
        problems.add(("history",), str(e), "look at the clocks of the process", at_key=True)
        return
    doubtful = set(tainted)
    for fallen in record.fallen:
        process = fallen.entry.name.rpartition(":")[0]
        follows = process in doubtful or any(b.process in doubtful for b in fallen.refusal.blockers)
        if not follows:
            _tell_fallen(fallen, ("history", numbers[id(fallen.entry)]), problems)
        doubtful.add(process)
    for note in record.notes:
        _tell_note(note, ("history", numbers[id(note.entry)]), problems)


def _tell_fallen(fallen: Fallen, path: Path, problems: Problems) -> None:
    refusal = fallen.refusal
    reasons = "; ".join(str(b) for b in refusal.blockers)
    message = f"{fallen.entry.name} on {_on(refusal.day)} is refused ({refusal.kind}): {reasons}"
    problems.add((*path, "act"), message, _remedy(refusal))


def _remedy(refusal: Refusal) -> str:
    if refusal.kind == "not from this state":
        return "look at the entries before it and at their days"
    if refusal.kind == "bad details":
        return "correct the details"
    first = refusal.first_day
    soonest = f"it is possible from {_on(first)} on; " if first is not None and first > refusal.day else ""
    return soonest + _NEVERTHELESS


def _tell_note(note: Note, path: Path, problems: Problems) -> None:
    problems.add((*path, "breach"), f"{note.entry.name} {note.text}", "leave breach out")


def _entry(table: HistoryTable, when: When, path: Path, acts: Acts) -> Entry | None:
    problems, (moment, until) = acts.problems, when
    if bool(table.act) == bool(table.statement):
        hint = 'write act = "process:action", or statement = "..." for what has no legal effect'
        problems.add(path, "an entry is either an act or a statement", hint)
        return None
    if table.statement:
        return _statement(table, when, path, problems)
    if not acts.known(table.act, (*path, "act")):
        return None
    zone = acts.deal.bound(table.act.rpartition(":")[0]).process.zone
    day = day_of(moment, zone)
    _check_recorded(table, day, path, problems)
    acts.actor(table.act, table.by, (*path, "by"), breach=table.breach)
    details = _details(table, path, problems)
    places = {name: (*path, *(("details", name) if name in table.details else (name,))) for name in details}
    acts.details(table.act, details, (*path, "act"), places, _KEYS)
    act = Act(
        table.act,
        moment,
        table.by,
        table.effective,
        details,
        table.evidence or None,
        table.source or None,
        table.recorded,
        until,
    )
    return Entry.of(act, kind="breach" if table.breach else "act", zone=zone, text=table.note)


def _statement(table: HistoryTable, when: When, path: Path, problems: Problems) -> Entry:
    moment, until = when
    day = moment.date() if isinstance(moment, datetime) else moment
    _check_recorded(table, day, path, problems)
    for name in (*table.more, *(n for n in ("breach", "effective", "details") if getattr(table, n))):
        hint = "a statement has statement, on, by, recorded, evidence, source, note and ref"
        problems.add((*path, name), f"a statement has no {name}: it has no legal effect", hint, at_key=True)
    return Entry(
        "statement",
        day,
        table.by,
        text=table.statement,
        source=table.source or None,
        evidence=table.evidence or None,
        recorded=table.recorded,
        until=until,
    )


def _check_recorded(table: HistoryTable, day: date, path: Path, problems: Problems) -> None:
    if table.recorded is not None and table.recorded < day:
        message = f"it is recorded on {table.recorded}, before it happened on {day}"
        problems.add((*path, "recorded"), message, "on is the day it happened, recorded the day we learned of it")


def _details(table: HistoryTable, path: Path, problems: Problems) -> dict[str, Any]:
    for name in table.details:
        if name in table.more:
            problems.add(
                (*path, "details", name), f"detail {name!r} is written twice", "keep one of the two", at_key=True
            )
    return {**table.more, **table.details}
