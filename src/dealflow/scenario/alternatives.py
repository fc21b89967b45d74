"""The same scenario with something otherwise: other terms, an act on another day, or all that an alternative says."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from dealflow.errors import UnknownName
from dealflow.scenario.otherwise import file_of, put_aside, under_law, with_move
from dealflow.scenario.reading import believing, changed
from dealflow.scenario.shape import MoveTable, ScenarioFile, WhatIfTable
from dealflow.scenario.value import Scenario

__all__ = ["alternative", "changed", "moved", "otherwise", "under"]


def under(scenario: Scenario, terms: str) -> Scenario:
    """*scenario* with other terms in force at its start; raises UnknownName with a suggestion."""
    if terms not in scenario.deal.terms:
        raise UnknownName("terms", terms, scenario.deal.terms)
    return changed(scenario, evolve(scenario.file, deal=evolve(scenario.file.deal, terms=terms)))


def moved(scenario: Scenario, action: str, to: date, number: int = 1) -> Scenario:
    """*scenario* with an act of its history on another day: the *number*-th of that action, counted from 1.

    Its day of effect goes with it, and it is learned at once. Acts that no longer stand are named in the record.
    Raises UnknownName if the history has no such act.
    """
    return changed(scenario, with_move(scenario.file, MoveTable(act=action, to=to, number=number)))


def alternative(scenario: Scenario, name: str) -> WhatIfTable:
    """The alternative called *name* of the file, or that of other terms of this name; raises UnknownName."""
    if name in scenario.file.alternatives:
        return scenario.file.alternatives[name]
    if name in scenario.deal.terms:
        return WhatIfTable(terms=name, text=scenario.deal.terms[name].text)
    raise UnknownName("alternative", name, (*scenario.file.alternatives, *scenario.deal.terms))


def otherwise(scenario: Scenario, *changes: WhatIfTable) -> Scenario:
    """*scenario* with everything that *changes* say, one after the other.

    Acts that no longer stand are named in its record. Raises UnknownName or ScenarioError for names that nothing
    answers to, ValueError for a value that a number cannot have.
    """
    file, law = scenario.file, None
    dropped: tuple[str, ...] = ()
    for what in changes:
        file, law = file_of(file, what), what.law or law
        dropped = (*dropped, *what.drop)
    if law is None and not dropped and _but_beliefs(file) == _but_beliefs(scenario.file):
        return believing(scenario, file)
    return put_aside(changed(under_law(scenario, law), file), dropped)


def _but_beliefs(file: ScenarioFile) -> ScenarioFile:
    """Everything that makes the deal and its history: where it is the same, what was compiled of them serves again."""
    return evolve(file, beliefs=(), causes={}, alternatives={}, expect=())
