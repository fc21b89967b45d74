"""What the contract says: its conditions and periods as processes, and its dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dealflow import calendars
from dealflow.beliefs.belief import bounded_length
from dealflow.commercial.contract import contract_clock, contract_condition
from dealflow.errors import DefinitionError, UnknownName
from dealflow.model import Bound, Condition, Kind, OnOrBefore, Period, Process, Roll, Unit
from dealflow.model.guard import leaves
from dealflow.scenario.places import Path
from dealflow.scenario.problems import Problems, quoted
from dealflow.scenario.shape import ClockTable, ConditionTable, ContractTable
from dealflow.scenario.words import mended

__all__ = ["check_dates", "conditions_of", "known_calendar", "own_processes"]


def own_processes(contract: ContractTable, problems: Problems) -> Iterator[Bound]:
    """The conditions and periods that the contract declares for itself."""
    seen: set[str] = set()
    for i, condition in enumerate(contract.condition):
        path: Path = ("contract", "condition", i)
        if condition.id and _is_new(condition.id, path, seen, problems):
            made = _condition(condition, path, problems)
            yield from [Bound(made.id, made)] if made else []
    for i, clock in enumerate(contract.clock):
        path = ("contract", "clock", i)
        if clock.id and _is_new(clock.id, path, seen, problems):
            made = _clock(clock, path, problems)
            yield from [Bound(made.id, made)] if made else []


def _is_new(id: str, path: Path, seen: set[str], problems: Problems) -> bool:
    """True if *id* can be the name of one more declaration that can be read."""
    if problems.spoiled(*path):
        return False
    if id in seen:
        problems.add((*path, "id"), f"{quoted(id)} is declared twice", "give it another name")
        return False
    seen.add(id)
    return True


def conditions_of(contract: ContractTable, ids: Iterable[str], problems: Problems) -> Iterator[Condition]:
    """The conditions precedent: processes of the deal, and those of the contract's own."""
    known = list(ids)
    listed: set[str] = set()
    for i, table in enumerate(contract.condition):
        path: Path = ("contract", "condition", i)
        if bool(table.process) == bool(table.id):
            hint = 'name a process of the deal (process = "us.cfius"), or declare a condition (id = ..., text = ...)'
            problems.add(path, "a condition is either a process or declared here", hint)
        elif table.process and table.process not in known:
            problems.unknown((*path, "process"), "process", table.process, known)
        elif table.process and table.process in listed:
            problems.add((*path, "process"), f"{quoted(table.process)} is listed twice", "keep one of the two")
        elif table.process or f"contract.{table.id}" in known:
            listed.add(table.process)
            yield Condition(table.process or f"contract.{table.id}", table.clause, table.waivable)


def check_dates(contract: ContractTable, processes: Iterable[Bound], problems: Problems) -> None:
    """Tell *problems* of dates that no process of the deal looks at or moves."""
    known = list(dict.fromkeys(name for bound in processes for name in _date_names(bound.process)))
    for name in contract.dates:
        if name not in known:
            problems.unknown(
                ("contract", name), "contract date or key", name, [*known, "condition", "clock"], at_key=True
            )


def _date_names(process: Process) -> Iterator[str]:
    for row in process.transitions:
        if row.moves:
            yield row.moves
    guards = [row.requires for row in process.transitions if row.requires] + [gate.guard for gate in process.gates]
    for guard in guards:
        yield from (leaf.date_name for leaf in leaves(guard) if isinstance(leaf, OnOrBefore))


def _condition(table: ConditionTable, path: Path, problems: Problems) -> Process | None:
    if not table.text:
        problems.add(path, "text is missing: the condition in words", 'add text = "..."', at_key=True)
        return None
    more = {name: value for name in ("by", "waived_by") if (value := getattr(table, name))}
    if table.waived_by and not table.waivable:
        problems.add((*path, "waived_by"), "a condition that cannot be waived has waived_by", "add waivable = true")
    return contract_condition(
        f"contract.{table.id}", table.text, table.clause, step=table.step, waivable=table.waivable, **more
    )


def _clock(table: ClockTable, path: Path, problems: Problems) -> Process | None:
    period = _period(table, path, problems)
    if period is None:
        return None
    more = {name: value for name in ("started_by", "done_by") if (value := getattr(table, name))}
    return contract_clock(
        f"contract.{table.id}", table.text, table.clause, period, blocks=table.blocks, kind=Kind(table.kind), **more
    )


def _period(table: ClockTable, path: Path, problems: Problems) -> Period | None:
    if table.calendar and not known_calendar(table.calendar, (*path, "calendar"), problems):
        return None
    try:
        length = bounded_length(table.length)
    except ValueError:
        message, hint = f"length {quoted(table.length)} is not a length", mended(table.length)
        problems.add((*path, "length"), message, hint)
        return None
    if not table.calendar and (table.rolls or length.unit is Unit.WORKING_DAYS):
        why = "a last day that rolls is" if table.rolls else "working days are"
        problems.add((*path, "length"), f"{why} counted in a calendar, and none is named", 'add calendar = "us.cfius"')
        return None
    roll = Roll.NEXT if table.rolls else Roll.NONE
    try:
        return Period(length.n, length.unit, first_day=table.first_day, roll=roll, calendar=table.calendar)
    except DefinitionError as e:
        problems.add((*path, "length"), "; ".join(e.problems))
        return None


def known_calendar(name: str, path: Path, problems: Problems) -> bool:
    """True if there is a calendar of that *name*; else *problems* is told."""
    try:
        calendars.get(name)
    except UnknownName as e:
        problems.unknown(path, "calendar", name, [*e.known, "holidays.XX for a country"])
        return False
    return True
