"""The JSON Schema of the scenario file, made from its classes: for completion in editors and for checks by others."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, Final

import attrs

from dealflow.scenario.shape import ScenarioFile
from dealflow.scenario.tables import keys_of, rest_of

__all__ = ["FILE", "schema", "schema_text"]

FILE: Final = "scenario.schema.json"
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """The schema; dates are text in ISO form there, as tools for TOML show them."""
    tables = _tables(ScenarioFile)
    root = _object(ScenarioFile)
    return {
        "$schema": _DIALECT,
        "title": "dealflow scenario",
        **root,
        "$defs": {table.__name__: _object(table) for table in tables if table is not ScenarioFile},
    }


def schema_text() -> str:
    """The schema as it is written to a file."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _tables(root: type) -> list[type]:
    """*root* and every table class below it, each once, in written order."""
    found = [root]
    for table in found:
        for a in attrs.fields(table):
            found.extend(t for t in _of(a.metadata["kind"]) if t not in found)
    return found


def _of(kind: Any) -> list[type]:
    """The table classes that a kind mentions."""
    if hasattr(kind, "of"):
        return [kind.of]
    return [table for name in ("kind", "plain", "built") if hasattr(kind, name) for table in _of(getattr(kind, name))]


def _object(table: type) -> dict[str, Any]:
    keys = keys_of(table)
    taker = rest_of(table)
    required = [name for name, a in keys.items() if a.metadata["required"]]
    about: dict[str, Any] = {"description": (table.__doc__ or "").split("\n")[0], "type": "object"}
    about["properties"] = {name: {"description": a.metadata["text"], **_kind(a)} for name, a in keys.items()}
    if required:
        about["required"] = required
    about["additionalProperties"] = False if taker is None else _kind(taker)
    return about


def _kind(a: Any) -> dict[str, Any]:
    return dict(a.metadata["kind"].schema())


def stored() -> str:
    """The schema as it ships with the library."""
    return (files("dealflow") / "scenarios" / FILE).read_text(encoding="utf-8")
