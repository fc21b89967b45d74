"""Scenarios: a deal, its history, what is believed and expected of it; and their strict form in files."""

from __future__ import annotations

from dealflow.scenario.alternatives import changed, moved, under
from dealflow.scenario.attested import Attestations, attestations
from dealflow.scenario.expect import Expect, Failure
from dealflow.scenario.files import load, names
from dealflow.scenario.reading import loads
from dealflow.scenario.schema import schema
from dealflow.scenario.shape import ScenarioFile
from dealflow.scenario.value import Scenario, check_expectations
from dealflow.scenario.writing import dumps

__all__ = [
    "Attestations",
    "Expect",
    "Failure",
    "Scenario",
    "ScenarioFile",
    "attestations",
    "changed",
    "check_expectations",
    "dumps",
    "load",
    "loads",
    "moved",
    "names",
    "schema",
    "under",
]
