"""The mistakes of a scenario file, gathered with their places until all are known."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

from dealflow.errors import ScenarioProblem, suggest
from dealflow.model.deadline import on as _on
from dealflow.scenario.places import Path, Places

__all__ = ["Problems", "listed", "quoted", "shown"]

_MOST: Final = 60


class Problems:
    """The problems found so far in one file."""

    def __init__(self, places: Places, top: Mapping[str, Any]) -> None:
        self.places = places
        self.top = top
        self.found: list[ScenarioProblem] = []
        self._paths: list[Path] = []

    def add(self, path: Path, message: str, hint: str = "", *, at_key: bool = False) -> None:
        """Remember a problem with the value at *path*, or with its key."""
        place = self.places.key(path) if at_key else self.places.value(path)
        where = _label(path, self.top)
        self.found.append(ScenarioProblem(message, line=place.line, column=place.column, where=where, hint=hint))
        self._paths.append(path)

    def unknown(
        self, path: Path, kind: str, name: str, known: Iterable[str], *, at_key: bool = False, hint: str = ""
    ) -> None:
        """Remember a name that nothing answers to, with the nearest known one or the list of them.

        Where the part of the file that would declare it is misspelt or no table, that is told already and this is not.
        """
        if not self._undeclared() & set(_DECLARED.get(kind, ())):
            self.add(path, f"no {kind} called {quoted(name)}", hint or listed(name, known), at_key=at_key)

    def spoiled(self, *path: str | int) -> bool:
        """True if there is a problem at *path* or below it."""
        return any(p[: len(path)] == path for p in self._paths)

    def material(self) -> bool:
        """True if a problem leaves open what the deal is, so that its history cannot be judged."""
        return any(
            len(p) == 1 or p[0] in _MATERIAL or p[:2] in _MATERIAL_KEYS or (p[0], p[-1]) == ("parties", "role")
            for p in self._paths
            if p
        )

    def _undeclared(self) -> set[str]:
        """The parts of the file that are not there as they were meant: no tables, or misspelt."""
        tops = {str(p[0]) for p in self._paths if len(p) == 1}
        return tops | {near for top in tops if (near := suggest(top, _SECTIONS))}


_SECTIONS: Final = ("deal", "parties", "assets", "facts", "terms", "bids", "processes", "contract")
_MATERIAL: Final = _SECTIONS[2:]
_MATERIAL_KEYS: Final = tuple(("deal", name) for name in ("start", "terms", "processes", "readings"))
_DECLARED: Final = {
    "party": ("parties",),
    "party or role": ("parties",),
    "party or process": ("parties", "bids", "processes", "contract"),
    "asset": ("assets",),
    "terms": ("terms",),
    "process": ("bids", "processes", "contract"),
    "bid": ("bids",),
}
"""Where the things that a name can mean are declared."""


def listed(name: str, known: Iterable[str]) -> str:
    """The remedy for a wrong *name*: the nearest known one, or all of them if they are few."""
    names = list(dict.fromkeys(known))
    longer = [each for each in names if each.startswith(name)] if name else []
    near = longer[0] if len(longer) == 1 else suggest(name, names)
    if near:
        return f"did you mean {quoted(near)}?"
    if not names:
        return "there is none in this file"
    shown = names[:12]
    return f"known: {', '.join(shown)}" + (f" and {len(names) - len(shown)} more" if len(names) > len(shown) else "")


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The known name of which *name* is very likely a misspelling."""
    near = difflib.get_close_matches(name, [k for k in known if k != name], n=1, cutoff=0.8)
    return near[0] if near else None


def quoted(text: str) -> str:
    """*text* in quotation marks, cut off if it is long."""
    cut = text if len(text) <= _MOST else text[: _MOST - 3] + "..."
    return json.dumps(cut, ensure_ascii=False)


def shown(value: Any) -> str:
    """A value of the file as a reader of the message knows it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, (datetime, time)):
        return value.isoformat()
    if isinstance(value, date):
        return str(value)
    if isinstance(value, (int, Decimal)):
        text = str(value) if isinstance(value, Decimal) or value.bit_length() < 200 else "a very large number"
        return text if len(text) <= _MOST else "a very long number"
    return "a list" if isinstance(value, list) else "a table"


_NAMED: Final = ("parties", "assets", "terms", "bids", "processes", "causes", "alternatives")
_BY: Final = {
    "history": ("act",),
    "beliefs": ("process",),
    "expect": ("deadline", "blocked", "permitted", "ending", "milestone"),
    "condition": ("process", "id"),
    "clock": ("id",),
}


def _label(path: Path, top: Mapping[str, Any]) -> str:
    """What a person calls the part of the file at *path*."""
    if not path:
        return ""
    head = str(path[0])
    if head == "contract" and len(path) > 2 and isinstance(path[2], int):
        return "contract " + _numbered(str(path[1]), path[2], _inside(top, path[:3]))
    if len(path) > 1 and isinstance(path[1], int):
        return _numbered(head, path[1], _inside(top, path[:2]))
    if head in _NAMED and len(path) > 1:
        return f"{head} {quoted(str(path[1]))}"
    return head if isinstance(top.get(head), dict) else ""


def _numbered(kind: str, number: int, table: Any) -> str:
    told = (table.get(key) for key in _BY.get(kind, ())) if isinstance(table, dict) else ()
    name = next((value[:_MOST] for value in told if isinstance(value, str)), "")
    day = table.get("on") if kind == "history" and isinstance(table, dict) else None
    inside = ", ".join(part for part in (name, _on(day) if isinstance(day, date) else "") if part)
    return f"{kind} {number + 1}" + (f" ({inside})" if inside else "")


def _inside(top: Any, path: Path) -> Any:
    for key in path:
        try:
            top = top[key]
        except (KeyError, IndexError, TypeError):
            return None
    return top
