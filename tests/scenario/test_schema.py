"""The JSON Schema: made from the classes that read the file, and of one mind with them."""

from __future__ import annotations

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from dealflow.scenario import ScenarioFile, dumps, load, names, schema
from dealflow.scenario.schema import schema_text, stored
from dealflow.scenario.writing import written
from dealflow.testing.scenarios import scenario_files
from scenario.tiny import CATALOGUE

VALIDATOR = jsonschema.Draft202012Validator(schema(), format_checker=jsonschema.FormatChecker())
BAD = Path(__file__).parent / "bad"


def plain(value: Any) -> Any:
    """A TOML value as JSON shows it: dates as text."""
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, date | datetime) else value


def test_the_stored_schema_is_current() -> None:
    """The file that ships is what the classes say today (dealflow.scenario.schema_text writes it)."""
    assert schema_text() == stored()


def test_it_is_a_schema() -> None:
    """The schema itself is valid, describes every key, and allows no key that it does not name."""
    jsonschema.Draft202012Validator.check_schema(schema())
    tables = [schema(), *schema()["$defs"].values()]

    assert all("additionalProperties" in table for table in tables)
    assert all(key.get("description") for table in tables for key in table["properties"].values())


@pytest.mark.parametrize("name", names())
def test_the_bundled_scenarios_are_valid(name: str) -> None:
    """Every bundled scenario is valid by the schema, as it stands."""
    assert [] == [e.message for e in VALIDATOR.iter_errors(plain(tomllib.loads(load(name).text)))]
    assert [] == [e.message for e in VALIDATOR.iter_errors(plain(tomllib.loads(dumps(load(name)))))]


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(scenario_files(CATALOGUE))
def test_whatever_loads_is_valid(file: ScenarioFile) -> None:
    """The schema refuses nothing that the reader takes."""
    assert [] == [e.message for e in VALIDATOR.iter_errors(plain(tomllib.loads(written(file))))]


@pytest.mark.parametrize(
    "name",
    [
        "unknown-section",
        "unknown-key",
        "missing-key",
        "missing-format",
        "future-format",
        "no-deal",
        "number-for-text",
        "empty-text",
        "text-for-a-list",
        "condition-without-clause",
        "unknown-evidence",
        "no-basis",
        "unknown-basis",
        "chance-above-one",
        "unquoted-id",
        "unquoted-state",
        "one-entry-for-a-list",
    ],
)
def test_mistakes_of_form_are_invalid(name: str) -> None:
    """An editor that knows the schema marks the mistakes that need no law to be seen."""
    data = tomllib.loads((BAD / f"{name}.toml").read_text(encoding="utf-8"))

    assert list(VALIDATOR.iter_errors(plain(data)))
