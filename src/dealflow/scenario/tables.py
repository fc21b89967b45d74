"""Tables of a scenario file as attrs classes: how a class declares its keys, and how a table is read into it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import attrs

from dealflow.errors import suggest
from dealflow.scenario.kinds import MISSING, Kind
from dealflow.scenario.places import Path
from dealflow.scenario.problems import Problems, listed, quoted, shown

__all__ = ["Table", "key", "keys_of", "rest"]

_REQUIRED: Final = object()
_BLANKS: Final = {"str": "", "date": date(2000, 1, 1), "int": 0}


def key(kind: Kind, text: str, *, default: Any = _REQUIRED, example: str = "", name: str = "") -> Any:
    """A key of a table: its *kind*, what it means, and the value it has where it is not written (else it must be).

    *name* is the key in the file where that is not the attribute's own name.
    """
    about = {"kind": kind, "text": text, "example": example, "name": name}
    if default is _REQUIRED:
        return attrs.field(metadata=about | {"required": True}, kw_only=True)
    made = attrs.Factory(dict) if default == {} and isinstance(default, dict) else default
    return attrs.field(default=made, metadata=about | {"required": False}, kw_only=True)


def rest(kind: Kind, text: str) -> Any:
    """All keys of a table that no other attribute names, each with a value of *kind*."""
    return attrs.field(factory=dict, metadata={"kind": kind, "text": text, "rest": True, "name": ""}, kw_only=True)


def keys_of(table: type) -> dict[str, attrs.Attribute[Any]]:
    """The keys that a table class names, in the order in which they are written."""
    return {a.metadata["name"] or a.name: a for a in attrs.fields(table) if not a.metadata.get("rest")}


def rest_of(table: type) -> attrs.Attribute[Any] | None:
    """The attribute that takes all other keys, if the table class has one."""
    return next((a for a in attrs.fields(table) if a.metadata.get("rest")), None)


@attrs.frozen
class Table(Kind):
    """A table with the keys of an attrs class; an unknown key is a problem."""

    of: type
    example: str = ""

    def read(self, value: Any, path: Path, problems: Problems) -> Any:
        """The table as a value of its class; what could not be read is left blank."""
        if not isinstance(value, Mapping):
            name = next((str(part) for part in reversed(path) if isinstance(part, str)), "this")
            hint = f"write {name} = {self.example}" if self.example else f"write its keys below [{name}]"
            problems.add(path, f"{name} must be a table, not {shown(value)}", hint)
            return MISSING
        known, taker = keys_of(self.of), rest_of(self.of)
        meant = {suggest(name, known) for name in value if name not in known} if taker is None else set()
        parts = {a.name: self._one(name, a, value, path, problems, misspelt=name in meant) for name, a in known.items()}
        other: dict[str, Any] = {}
        for name in (name for name in value if name not in known):
            if taker is None or isinstance(value[name], (list, Mapping)):
                _unknown(name, known, value[name], path, problems)
            else:
                other[name] = taker.metadata["kind"].read(value[name], (*path, name), problems)
        if taker is not None:
            parts[taker.name] = {name: one for name, one in other.items() if one is not MISSING}
        return self.of(**{name: one for name, one in parts.items() if one is not MISSING})

    def _one(
        self,
        name: str,
        a: attrs.Attribute[Any],
        table: Mapping[str, Any],
        path: Path,
        problems: Problems,
        *,
        misspelt: bool,
    ) -> Any:
        """The value of one key; a key that must be there and is only *misspelt* is told as that."""
        if name in table:
            read = a.metadata["kind"].read(table[name], (*path, name), problems)
        else:
            read = MISSING
            if a.metadata["required"] and not misspelt:
                hint = f"add {a.metadata['example']}" if a.metadata["example"] else f"add {name} = ..."
                problems.add(path, f"{name} is missing: {a.metadata['text']}", hint, at_key=True)
        return _BLANKS.get(str(a.type)) if read is MISSING and a.metadata["required"] else read

    def schema(self) -> dict[str, Any]:
        """This kind in JSON Schema: a reference to the definition of its class."""
        return {"$ref": f"#/$defs/{self.of.__name__}"}


def dotted(name: str, value: Any) -> str:
    """The id that was meant where its points have made tables of it."""
    while isinstance(value, Mapping) and len(value) == 1 and isinstance(inside := next(iter(value.values())), Mapping):
        name, value = f"{name}.{next(iter(value))}"[:60], inside
    return name


def _unknown(name: str, known: Mapping[str, Any], value: Any, path: Path, problems: Problems) -> None:
    hint = listed(name, known)
    if isinstance(value, Mapping) and len(path) > 1 and not suggest(name, known):
        hint = f'an id with a point in it stands in quotation marks: "{dotted(f"{path[-1]}.{name}", value)}"'
    problems.add((*path, name), f"unknown key {quoted(name)}", hint, at_key=True)
