"""Short ways to write down what somebody tries in a deal, and a run of acts of which none may be refused."""

from __future__ import annotations

from datetime import date
from typing import Any

from dealflow.kernel import Act, Event, Refusal, Snapshot, decide, evolve, start
from dealflow.model import Deal

Step = tuple[str, str, str, dict[str, Any]]
"""An act: action, day, actor, details."""


def attempt(deal: Deal, at: Snapshot, action: str, on: str, by: str, **details: Any) -> Event | Refusal:
    """What the kernel says of one act."""
    return decide(deal, at, Act(action, date.fromisoformat(on), by, details=details))


def play(deal: Deal, at: Snapshot | date, *steps: Step) -> Snapshot:
    """The deal after *steps*, none of which is refused; from *at*, or from the start on that day."""
    now = start(deal, at) if isinstance(at, date) else at
    for action, on, by, details in steps:
        got = attempt(deal, now, action, on, by, **details)
        assert isinstance(got, Event), str(got)
        now = evolve(deal, now, got)
    return now
