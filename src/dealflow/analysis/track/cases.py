"""The real deals as cases: signed when, ended how and when, or why there was nothing to forecast."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from attrs import frozen

from dealflow.kernel import Event
from dealflow.scenario import Scenario

__all__ = ["CLOSED", "LAPSED", "OUTCOMES", "STOPPED", "Case", "Untold", "case_of", "outcome"]

CLOSED: Final = "closed"
LAPSED: Final = "lapsed"
STOPPED: Final = "stopped"

OUTCOMES: Final = (CLOSED, LAPSED, STOPPED)
"""What can become of a signed agreement, the best first: it closes; it is ended after its last date; anything else."""

_SIGNED: Final = "signed"


@frozen
class Case:
    """A deal of which it was open for at least a day what becomes of its signed agreement.

    *ended* is the day on which the agreement closed or was given up.
    """

    scenario: Scenario
    signed: date
    ended: date
    outcome: str

    @property
    def id(self) -> str:
        """The id of the deal."""
        return self.scenario.id

    @property
    def waited(self) -> int:
        """How many days lie between signing and the end."""
        return (self.ended - self.signed).days


@frozen
class Untold:
    """A deal that could not be forecast as of a day (None: on no day), and why."""

    id: str
    day: date | None
    reason: str


def outcome(ending: str) -> str:
    """Which of ``OUTCOMES`` an ending of a deal is: a sale by order has closed, a deal still open has been stopped."""
    if ending.startswith("closed") or ending == "forced_divestiture":
        return CLOSED
    return LAPSED if ending.startswith("lapsed") else STOPPED


def case_of(scenario: Scenario) -> Case | Untold:
    """The case that the recorded history of *scenario* is."""
    acts = [e for e in scenario.record().events if e.process == "agreement"]
    signed = next((e.on for e in acts if e.now == _SIGNED), None)
    if signed is None:
        return Untold(scenario.id, None, "no agreement was signed")
    end = _end(acts)
    if end is None:
        return Untold(scenario.id, None, "its agreement has neither closed nor been given up")
    if end.on == signed:
        return Untold(scenario.id, None, "it closed on the day it was signed: nothing was waited for")
    return Case(scenario, signed, end.on, end.now if end.now in (CLOSED, LAPSED) else STOPPED)


def _end(acts: Iterable[Event]) -> Event | None:
    """What took the agreement out of force."""
    return next((e for e in acts if e.was == _SIGNED and e.now != _SIGNED), None)
