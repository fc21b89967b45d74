"""Definitions with some of their citations exchanged: the same table of rows, resting on somebody's check."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import attrs
from attrs import frozen

from dealflow.citation import Citation
from dealflow.model.process import Process
from dealflow.model.terms import Applicability, Terms

__all__ = ["recited"]

Change = Callable[[Citation], Citation]


@frozen
class _Applies:
    """A rule of application whose answers cite what *change* makes of their citation."""

    rule: Callable[[Terms, date], Applicability]
    change: Change

    def __call__(self, terms: Terms, day: date) -> Applicability:
        """The answer of the rule."""
        return _changed(self.rule(terms, day), self.change)  # type: ignore[no-any-return]


def recited(process: Process, change: Change) -> Process:
    """*process* with every citation in it, those of its rule of application included, replaced by *change* of it."""
    done: Process = _changed(process, change)
    return attrs.evolve(done, applies=_Applies(process.applies, change))


def _changed(value: Any, change: Change) -> Any:
    if isinstance(value, Citation):
        return change(value)
    if isinstance(value, tuple):
        parts = tuple(_changed(part, change) for part in value)
        return value if all(a is b for a, b in zip(parts, value, strict=True)) else parts
    if isinstance(value, Mapping):
        return {key: _changed(part, change) for key, part in value.items()}
    if attrs.has(type(value)) and not isinstance(value, type):
        return _evolved(value, change)
    return value


def _evolved(value: Any, change: Change) -> Any:
    old = {a.name: getattr(value, a.name) for a in attrs.fields(type(value)) if a.init}
    new = {name: _changed(part, change) for name, part in old.items()}
    changed = {name: part for name, part in new.items() if part is not old[name]}
    return attrs.evolve(value, **changed) if changed else value
