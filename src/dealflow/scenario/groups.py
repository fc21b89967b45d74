"""Kinds of values made of others: lists, tables of names of one's own, and either of two kinds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from dealflow.scenario.kinds import MISSING, TEXT, Kind, wrong
from dealflow.scenario.places import Path
from dealflow.scenario.problems import Problems

__all__ = ["TEXTS", "ListOf", "Named", "OneOf"]


@frozen
class ListOf(Kind):
    """A list of one kind; with *single* one value alone is taken for a list of one."""

    kind: Kind
    single: bool = False
    least: int = 0

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        """*value* if it is of this kind, else MISSING."""
        if self.single and not isinstance(value, (list, Mapping)):
            one = self.kind.read(value, path, problems)
            return MISSING if one is MISSING else (one,)
        if not isinstance(value, list):
            name = next((part for part in reversed(path) if isinstance(part, str)), "value")
            tables = isinstance(self.kind.schema().get("$ref"), str)
            hint = f"write [[{name}]] above each entry" if tables else f'write {name} = ["...", "..."]'
            return wrong(value, path, problems, "a list", hint)
        if len(value) < self.least:
            return wrong(value, path, problems, f"a list of at least {self.least}", "write the entries between [ and ]")
        read = tuple(self.kind.read(one, (*path, i), problems) for i, one in enumerate(value))
        return MISSING if any(one is MISSING for one in read) else read

    def schema(self) -> dict[str, Any]:
        """This kind in JSON Schema."""
        many = {"type": "array", "items": self.kind.schema()} | ({"minItems": self.least} if self.least else {})
        return {"anyOf": [self.kind.schema(), many]} if self.single else many


@frozen
class Named(Kind):
    """A table from names of one's own choice to values of one kind."""

    kind: Kind
    wanted: str = "a table"

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        """*value* if it is of this kind, else MISSING."""
        if not isinstance(value, Mapping):
            hint = f"write [{path[-1]}.name], or {path[-1]} = {{ name = ... }}"
            return wrong(value, path, problems, self.wanted, hint)
        read = {name: self._one(name, one, path, problems) for name, one in value.items()}
        return {name: one for name, one in read.items() if one is not MISSING}

    def _one(self, name: str, value: Any, path: Path, problems: Problems) -> Any:
        if isinstance(value, Mapping) and not isinstance(self.kind.schema().get("$ref"), str):
            whole: str = name
            inside: Any = value
            while isinstance(inside, Mapping) and len(inside) == 1:
                part, inside = next(iter(inside.items()))
                whole = f"{whole}.{part}"[:60]
            hint = f'an id with a point in it stands in quotation marks: "{whole}"'
            problems.add((*path, name), f"{name} must be one value, not a table", hint)
            return MISSING
        return self.kind.read(value, (*path, name), problems)

    def schema(self) -> dict[str, Any]:
        """This kind in JSON Schema."""
        return {"type": "object", "additionalProperties": self.kind.schema()}


@frozen
class OneOf(Kind):
    """One of two kinds, told apart by whether the value is a list or a table."""

    plain: Kind
    built: Kind

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        """*value* if it is of this kind, else MISSING."""
        return (self.built if isinstance(value, (list, Mapping)) else self.plain).read(value, path, problems)

    def schema(self) -> dict[str, Any]:
        """This kind in JSON Schema."""
        return {"anyOf": [self.plain.schema(), self.built.schema()]}


TEXTS: Final = ListOf(TEXT, single=True)
