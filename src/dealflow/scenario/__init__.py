"""Scenarios: a deal, its history, what is believed and expected of it; and their strict form in files."""

from __future__ import annotations

from dealflow.scenario.alternatives import alternative, changed, moved, otherwise, under
from dealflow.scenario.attested import Attestations, attestations
from dealflow.scenario.expect import Expect, Failure
from dealflow.scenario.files import load, names
from dealflow.scenario.numbers import Number, numbers
from dealflow.scenario.portfolio import Holding, portfolio
from dealflow.scenario.reading import loads
from dealflow.scenario.schema import schema
from dealflow.scenario.shape import MoveTable, ScenarioFile, UndoTable, WhatIfTable
from dealflow.scenario.value import Scenario, check_expectations
from dealflow.scenario.writing import dumps

__all__ = [
    "Attestations",
    "Expect",
    "Failure",
    "Holding",
    "MoveTable",
    "Number",
    "Scenario",
    "ScenarioFile",
    "UndoTable",
    "WhatIfTable",
    "alternative",
    "attestations",
    "changed",
    "check_expectations",
    "dumps",
    "load",
    "loads",
    "moved",
    "names",
    "numbers",
    "otherwise",
    "portfolio",
    "schema",
    "under",
]
