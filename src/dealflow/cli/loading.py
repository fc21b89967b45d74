"""A deal as the verbs take it: loaded, seen on a day, with the hash of its text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from dealflow.cli.options import ATTESTED
from dealflow.cli.output import hint, versions
from dealflow.errors import DealflowError

if TYPE_CHECKING:
    from dealflow.analysis.changes import Moved
    from dealflow.catalogue import Catalogue
    from dealflow.scenario import Scenario

__all__ = ["Loaded", "definitions", "load", "moved_since"]


class Loaded(NamedTuple):
    """A deal, and what its answers are made by."""

    scenario: Scenario
    made_by: dict[str, Any]


def load(name: str, as_of: date | None) -> Loaded:
    """The deal called *name*, a file or a bundled one, on *as_of*; raises ScenarioError or UnknownName."""
    from dealflow import scenario

    try:
        found = scenario.load(name, as_of, catalogue=definitions())
    except ValueError as e:
        if isinstance(e, DealflowError):
            raise
        raise click.UsageError(str(e)) from None  # a day on which no deal can be
    return Loaded(found, versions(found.text))


def definitions() -> Catalogue | None:
    """All definitions with the rules that the office attests; None where it attests none. Raises ScenarioError."""
    from dealflow import scenario

    file = click.get_current_context().meta.get(ATTESTED)
    if not file:
        return None
    found = scenario.attestations(file)
    for text in found.unused:
        hint(f"note: {file}: {text}")
    return found.applied()


def moved_since(found: Scenario, day: date | None) -> Moved | None:
    """What moved since *day*, if one was given; raises UsageError for one that lies ahead."""
    from dealflow.analysis.changes import since

    if day is None:
        return None
    if day > found.as_of:
        raise click.UsageError(f"--since {day} lies after {found.as_of}, the day looked at; choose an earlier one")
    return since(found, day)
