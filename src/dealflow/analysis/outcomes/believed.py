"""What is believed of a deal: what its author says, or counted base rates where the author says nothing at all."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from dealflow.analysis.sampling.opening import setting_of
from dealflow.analysis.sampling.setting import Setting
from dealflow.beliefs.defaults import defaults_for

if TYPE_CHECKING:
    from dealflow.scenario import Scenario

__all__ = ["believed", "resting_on", "setting_for"]


def believed(scenario: Scenario) -> tuple[Scenario, tuple[str, ...]]:
    """*scenario* with cited base rates where its author believes nothing at all, and what is to be told of that."""
    if scenario.file.beliefs or scenario.beliefs:
        return scenario, ()
    made = defaults_for(scenario.deal, scenario.as_of)
    notes = ("the file states no beliefs: counted base rates serve in their place", *made.notes)
    return evolve(scenario, beliefs=made.beliefs, causes=(*scenario.causes, *made.causes)), notes


def setting_for(scenario: Scenario, *, as_of: date | None = None, horizon: date | None = None) -> Setting:
    """What histories of *scenario* are drawn from, base rates included where it has no beliefs of its own."""
    at = scenario if as_of is None else scenario.at(as_of)
    return setting_of(believed(at)[0], horizon=horizon)


def resting_on(scenario: Scenario) -> tuple[tuple[str, int], ...]:
    """On what the beliefs of *scenario* rest, each kind with the number of groups."""
    found = Counter(belief.basis.kind for belief in believed(scenario)[0].beliefs)
    return tuple(found.most_common())
