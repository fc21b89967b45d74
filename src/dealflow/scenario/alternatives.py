"""The same scenario with one thing otherwise: other terms at the start, an act on another day."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from dealflow.errors import UnknownName
from dealflow.scenario.reading import changed
from dealflow.scenario.value import Scenario

__all__ = ["changed", "moved", "under"]


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
    places = [i for i, table in enumerate(scenario.file.history) if table.act == action]
    if not 1 <= number <= len(places):
        acts = (table.act for table in scenario.file.history if table.act)
        raise UnknownName("act in the history", action, acts, f"number {number}" if places else "")
    history = list(scenario.file.history)
    i = places[number - 1]
    history[i] = evolve(history[i], on=to, effective=None, recorded=None)
    return changed(scenario, evolve(scenario.file, history=tuple(history)))
