"""Scenarios in files: those that ship with the library, by name, and one's own, by path."""

from __future__ import annotations

import os
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final

from dealflow.catalogue import Catalogue
from dealflow.errors import ScenarioError, ScenarioProblem, UnknownName, suggest
from dealflow.scenario.reading import loads
from dealflow.scenario.value import Scenario

__all__ = ["DEALS", "bytes_of", "load", "names"]


DEALS: Final = "deals"
"""The collection of real deals, replayed."""


def names(collection: str = "") -> tuple[str, ...]:
    """The names of the bundled scenarios, or of those of a *collection* ("deals": real deals, replayed)."""
    folder = _folder() / collection if collection else _folder()
    found = (each.name.removesuffix(".toml") for each in folder.iterdir() if each.name.endswith(".toml"))
    return tuple(sorted(found))


def load(
    name: str | os.PathLike[str], as_of: date | str | None = None, *, catalogue: Catalogue | None = None
) -> Scenario:
    """The bundled scenario called *name*, or the one in the file at that path; *as_of* is another day to ask for.

    Raises ScenarioError with every mistake in the file, or because it cannot be read; UnknownName for a name that is
    neither a bundled scenario nor a path; ValueError for an *as_of* that is no date.
    """
    day = _day(as_of) if isinstance(as_of, str) else as_of
    found = _bundled(name) if isinstance(name, str) else None
    if found is not None:
        return loads(found.read_bytes(), str(name), catalogue=catalogue, as_of=day)
    path = Path(name)
    if isinstance(name, str) and not path.exists() and path.suffix != ".toml" and path.name == name:
        raise UnknownName("bundled scenario", name, (*names(), *names(DEALS)), _hint(name))
    return loads(bytes_of(path), str(name), catalogue=catalogue, as_of=day)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"as_of {text!r} is not a date; write 2020-09-24") from None


def _bundled(name: str) -> Traversable | None:
    """The file of the bundled scenario called *name*, of a collection too; None if there is none."""
    for collection in ("", DEALS):
        if name in names(collection):
            return _folder() / collection / f"{name}.toml" if collection else _folder() / f"{name}.toml"
    return None


def _hint(name: str) -> str:
    return "" if suggest(name, (*names(), *names(DEALS))) else "a file is named with its ending: mydeal.toml"


def _folder() -> Traversable:
    return files("dealflow") / "scenarios"


def bytes_of(path: str | os.PathLike[str]) -> bytes:
    """What stands in the file at *path*; raises ScenarioError if it cannot be read."""
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as e:
        reason = e.strerror if isinstance(e, OSError) and e.strerror else str(e)
        hint = "give the path of a .toml file, or the name of a bundled scenario"
        problem = ScenarioProblem(f"the file cannot be read: {reason.lower()}", line=1, column=1, hint=hint)
        raise ScenarioError(os.fspath(path), [problem]) from None
