"""The same scenario with something otherwise, as an alternative says it; and the names that alternatives may use."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve

from dealflow.errors import UnknownName
from dealflow.scenario.acts import Acts
from dealflow.scenario.numbers import day_of, numbers, with_number
from dealflow.scenario.opinions import beliefs_of
from dealflow.scenario.pinned import pinned, without
from dealflow.scenario.places import Path
from dealflow.scenario.problems import Problems
from dealflow.scenario.shape import BeliefTable, HistoryTable, MoveTable, ScenarioFile, UndoTable, WhatIfTable
from dealflow.scenario.tables import keys_of
from dealflow.scenario.value import Scenario

__all__ = ["check_alternatives", "file_of", "place_of", "put_aside", "under_law", "with_move"]


def file_of(file: ScenarioFile, what: WhatIfTable) -> ScenarioFile:
    """*file* with everything that *what* writes otherwise, law and dropped approvals apart.

    Raises UnknownName for something that is not there, ValueError for a value that a number cannot have.
    """
    out = evolve(file, alternatives={})
    for undo in what.undo:
        out = _undone(out, undo)
    for move in what.move:
        out = with_move(out, move)
    about = evolve(out.deal, terms=what.terms or out.deal.terms, as_of=what.as_of or out.deal.as_of)
    contract = evolve(out.contract, dates={**out.contract.dates, **what.dates})
    out = evolve(out, deal=about, contract=contract, facts={**out.facts, **what.facts})
    if what.beliefs:
        out = evolve(out, beliefs=_replaced(out.beliefs, what.beliefs))
    for name, value in what.numbers.items():
        out = with_number(out, name, value)
    return out


def under_law(scenario: Scenario, law: date | None) -> Scenario:
    """*scenario* under the definitions of a day; they take hold when its file is read again."""
    return scenario if law is None else evolve(scenario, catalogue=pinned(scenario.catalogue, law))


def put_aside(scenario: Scenario, dropped: tuple[str, ...]) -> Scenario:
    """*scenario* without the need of some approvals; what was believed of them is dormant."""
    if not dropped:
        return scenario
    known = [b.id for b in scenario.deal.processes]
    for id in dropped:
        if id not in known:
            raise UnknownName("process", id, known)
    beliefs = tuple(b for b in scenario.beliefs if b.process not in dropped)
    return evolve(scenario, deal=without(scenario.deal, dropped), beliefs=beliefs)


def place_of(file: ScenarioFile, act: str, number: int = 1) -> int:
    """Where the *number*-th act of that name stands in the history; raises UnknownName."""
    name, mark, n = act.partition("#")
    wanted = int(n) if mark and n.isdigit() else number
    places = [i for i, table in enumerate(file.history) if table.act == name]
    if not 1 <= wanted <= len(places):
        acts = (table.act for table in file.history if table.act)
        raise UnknownName("act in the history", act, acts, f"number {wanted}" if places else "")
    return places[wanted - 1]


def with_move(file: ScenarioFile, move: MoveTable) -> ScenarioFile:
    """*file* with an act on another day; its day of effect goes with it, and it is learned at once."""
    i = place_of(file, move.act, move.number)
    history = list(file.history)
    history[i] = evolve(history[i], on=move.to, effective=None, recorded=None)
    return evolve(file, history=tuple(history))


def _undone(file: ScenarioFile, undo: UndoTable) -> ScenarioFile:
    """The history without an act and what falls with it, or cut there: then the question is asked on that day."""
    i = place_of(file, undo.act, undo.number)
    if undo.falls is not None:
        gone = {i, *(place_of(file, name) for name in undo.falls)}
        return evolve(file, history=tuple(t for n, t in enumerate(file.history) if n not in gone))
    day = day_of(file.history[i].on)
    kept = tuple(t for n, t in enumerate(file.history) if _before(t, n, day, i))
    return evolve(file, history=kept, deal=evolve(file.deal, as_of=min(day, file.deal.as_of)))


def _before(table: HistoryTable, n: int, day: date, i: int) -> bool:
    on = day_of(table.on)
    return on < day or (on == day and n < i)


def _replaced(beliefs: tuple[BeliefTable, ...], new: tuple[BeliefTable, ...]) -> tuple[BeliefTable, ...]:
    others = {_group(table): table for table in new}
    kept = [others.pop(_group(table), table) for table in beliefs]
    return (*kept, *others.values())


def _group(table: BeliefTable) -> tuple[str, str, str]:
    return table.process, table.state, table.group


# ------------------------------------------------------------------------------------------------- told when loaded


def check_alternatives(file: ScenarioFile, acts: Acts) -> None:
    """Tell of names in the alternatives that nothing answers to, and of values that cannot be."""
    for name, what in file.alternatives.items():
        path: Path = ("alternatives", name)
        if not acts.problems.spoiled(*path):
            _check(file, what, path, acts)


def _check(file: ScenarioFile, what: WhatIfTable, path: Path, acts: Acts) -> None:
    problems, deal = acts.problems, acts.deal
    if all(getattr(what, a.name) == a.default or not getattr(what, a.name) for a in _changes()):
        hint = "add terms, as_of, law, drop, dates, facts, numbers, move, undo or beliefs"
        problems.add(path, "the alternative changes nothing", hint, at_key=True)
    if what.terms and what.terms not in deal.terms:
        problems.unknown((*path, "terms"), "terms", what.terms, deal.terms)
    ids = [b.id for b in deal.processes]
    for i, id in enumerate(what.drop):
        if id not in ids:
            problems.unknown((*path, "drop", i), "process", id, ids)
    for name in what.dates:
        if name not in file.contract.dates:
            problems.unknown((*path, "dates", name), "date of the contract", name, file.contract.dates, at_key=True)
    for name in what.facts:
        known = {fact.name for b in deal.processes for fact in b.process.asks}
        if name not in known:
            problems.unknown((*path, "facts", name), "fact", name, known, at_key=True)
    _check_acts(file, what, path, problems)
    beliefs_of(what.beliefs, file.causes, acts, (*path, "beliefs"))
    if not problems.spoiled(*path):
        _check_numbers(file, what, path, problems)


def _changes() -> list[Any]:
    return [a for name, a in keys_of(WhatIfTable).items() if name != "text"]


def _check_acts(file: ScenarioFile, what: WhatIfTable, path: Path, problems: Problems) -> None:
    written: list[tuple[Path, str, int]] = []
    written += [((*path, "move", i, "act"), move.act, move.number) for i, move in enumerate(what.move)]
    written += [((*path, "undo", i, "act"), undo.act, undo.number) for i, undo in enumerate(what.undo)]
    for i, undo in enumerate(what.undo):
        written += [((*path, "undo", i, "falls", k), name, 1) for k, name in enumerate(undo.falls or ())]
    acts = tuple(table.act for table in file.history if table.act)
    for place, act, n in written:
        try:
            place_of(file, act, n)
        except UnknownName:
            name = act.partition("#")[0]
            hint = f"it stands there {acts.count(name)} times" if name in acts else ""
            problems.unknown(place, "act in the history", act, acts, hint=hint)


def _check_numbers(file: ScenarioFile, what: WhatIfTable, path: Path, problems: Problems) -> None:
    if not what.numbers or problems.spoiled("beliefs"):  # a number is looked for in beliefs that can be read
        return
    plain = file_of(file, evolve(what, numbers={}))
    known = {each.name: each for each in numbers(plain)}
    for name, value in what.numbers.items():
        place = (*path, "numbers", name)
        found = known.get(name.removesuffix(".chance"))
        if found is None:
            problems.unknown(place, "number", name, known, at_key=True)
            continue
        try:
            found.at(value)
        except ValueError as e:
            problems.add(place, str(e), "write a value that it can have")
