"""What is believed, read from the file: odds and delays over the choices that the definitions leave open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Final

from dealflow.beliefs import NONE, Alternative, Belief, Delay, parse_delay
from dealflow.model import CLOCK, Process, Transition, Unit
from dealflow.scenario.acts import Acts
from dealflow.scenario.causes import basis_of, chances_under, check_sum, mean_chance
from dealflow.scenario.circles import check_circles
from dealflow.scenario.contract import known_calendar
from dealflow.scenario.places import Path
from dealflow.scenario.problems import Problems, quoted
from dealflow.scenario.shape import AlternativeTable, BeliefTable, CauseTable
from dealflow.scenario.tables import keys_of
from dealflow.scenario.words import mended

__all__ = ["beliefs_of"]

_KEYS: Final = tuple(keys_of(AlternativeTable))


def beliefs_of(
    tables: Iterable[BeliefTable], causes: Mapping[str, CauseTable], acts: Acts, at: Path = ("beliefs",)
) -> tuple[Belief, ...]:
    """The beliefs that could be read, from the list that stands *at* a place of the file."""
    found: list[Belief] = []
    places: list[Path] = []
    groups: set[tuple[str, str, str]] = set()
    for i, table in enumerate(tables):
        path: Path = (*at, i)
        if acts.problems.spoiled(*path):
            continue
        read = tuple(_belief(table, path, causes, acts))
        found.extend(read)
        places.extend(path for _ in read)
        group = (table.process, table.state, table.group)
        if group in groups:
            message = f"two groups of alternatives for {table.process} in {table.state} have one name"
            acts.problems.add(path, message, 'give each a name: group = "..."')
        groups.add(group)
    check_circles(acts.deal, found, places, acts.problems)
    return tuple(found)


def _belief(table: BeliefTable, path: Path, causes: Mapping[str, CauseTable], acts: Acts) -> Iterator[Belief]:
    problems = acts.problems
    process = _process(table, path, acts)
    if process is None:
        return
    if table.calendar:
        known_calendar(table.calendar, (*path, "calendar"), problems)
    levels = chances_under(table, path, causes, problems)
    alternatives = [
        _alternative(one, table, process, (*path, "alternatives", k), levels, acts)
        for k, one in enumerate(table.alternatives)
    ]
    basis = basis_of(table.basis, path, problems)
    if basis is not None and not problems.spoiled(*path) and not problems.spoiled("causes", table.cause):
        kept = tuple(a for a in alternatives if a is not None)
        yield Belief(table.process, table.state, kept, basis, table.group, table.calendar, table.text, table.cause)


def _process(table: BeliefTable, path: Path, acts: Acts) -> Process | None:
    known = {b.id: b.process for b in acts.deal.processes}
    if table.process not in known:
        acts.problems.unknown((*path, "process"), "process", table.process, known)
        return None
    process = known[table.process]
    states = [s.name for s in process.states]
    if table.state not in states:
        acts.problems.unknown((*path, "state"), f"state of {table.process}", table.state, states)
        return None
    return process


def _alternative(
    table: AlternativeTable,
    belief: BeliefTable,
    process: Process,
    path: Path,
    levels: Mapping[str, Fraction],
    acts: Acts,
) -> Alternative | None:
    problems = acts.problems
    if problems.spoiled(*path):
        return None
    chance, under = mean_chance(table.chance, levels)
    if table.action == NONE:
        for name in (*table.more, *(n for n in ("delay", "by", "details") if getattr(table, n))):
            problems.add(
                (*path, name), f"the alternative none has no {name}", "leave it out: nothing is done", at_key=True
            )
        return Alternative(NONE, chance, under=under)
    rows = _rows(table, belief, process, path, problems)
    if not rows:
        return None
    action = f"{belief.process}:{table.action}"
    if table.by:
        acts.actor(action, table.by, (*path, "by"))
    details = {**table.more, **table.details}
    places = {name: (*path, *(("details", name) if name in table.details else (name,))) for name in details}
    acts.details(action, details, (*path, "action"), places, _KEYS)
    delays = tuple(_delays(table, belief, process, path, acts))
    return None if problems.spoiled(*path) else Alternative(table.action, chance, delays, table.by, details, under)


def _rows(
    table: AlternativeTable, belief: BeliefTable, process: Process, path: Path, problems: Problems
) -> list[Transition]:
    """The rows of the alternative's action that leave the state of the belief."""
    here = [row for row in process.rows(belief.state) if row.by != (CLOCK,)]
    rows = [row for row in here if row.action == table.action]
    if rows:
        return rows
    possible = [*dict.fromkeys(row.action for row in here), NONE]
    if table.action in process.actions:
        message = f"{quoted(table.action)} is not possible in state {belief.state} of {belief.process}"
        problems.add((*path, "action"), message, f"possible there: {', '.join(possible)}")
    else:
        problems.unknown((*path, "action"), f"action of {belief.process}", table.action, possible)
    return []


def _delays(
    table: AlternativeTable, belief: BeliefTable, process: Process, path: Path, acts: Acts
) -> Iterator[tuple[Fraction, Delay]]:
    problems = acts.problems
    if not table.delay:
        hint = 'add delay = "20 to 45 working days", or "at once" if it comes the same day'
        problems.add(path, "delay is missing: how long it takes", hint)
    elif isinstance(table.delay, str):
        yield from _delay(table.delay, Fraction(1), belief, process, (*path, "delay"), acts)
    else:
        for k, one in enumerate(table.delay):
            yield from _delay(one.after, one.chance, belief, process, (*path, "delay", k, "after"), acts)
        check_sum([one.chance for one in table.delay], (*path, "delay"), "delays", problems)


def _delay(
    text: str, chance: Fraction, belief: BeliefTable, process: Process, path: Path, acts: Acts
) -> Iterator[tuple[Fraction, Delay]]:
    problems, known = acts.problems, acts.deal.clock_ids
    try:
        delay = parse_delay(text)
    except ValueError:
        problems.add(path, f"delay {quoted(text)} is not a duration", mended(text, delay=True))
        return
    if delay.calendar:
        known_calendar(delay.calendar, path, problems)
    elif delay.unit is Unit.WORKING_DAYS and not belief.calendar:
        hint = 'add calendar = "cn.state" (or "us.cfius") to the belief'
        problems.add(path, f"delay {quoted(text)} counts working days, and the belief names no calendar", hint)
    running = [f"{belief.process}/{c.name}" for c in process.clocks if belief.state in c.runs_in]
    if delay.last_day and not delay.clock and len(running) != 1:
        count = f"{len(running)} clocks run" if running else "no clock runs"
        hint = f'write "on the last day of {(running or ["us.cfius/review"])[0]}"'
        problems.add(path, f"delay {quoted(text)} does not name its clock, and {count} in state {belief.state}", hint)
    elif delay.clock and delay.clock not in known:
        problems.unknown(path, "clock", delay.clock, [*running, *known])
    yield chance, delay
