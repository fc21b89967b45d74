"""From an event of the live deal to the entry that the log keeps of it."""

from __future__ import annotations

from dealflow.kernel.values import Act, Event
from dealflow.log import Entry

__all__ = ["entry_of"]


def entry_of(event: Event) -> Entry:
    """What the log keeps of *event*."""
    moved = None if event.effective == event.on else event.effective
    proof = (event.evidence, event.source)
    act = Act(event.id, event.on, event.by, moved, event.details, *proof, event.recorded, event.until)
    return Entry(
        event.kind, event.on, event.by, act, source=event.source, evidence=event.evidence, recorded=event.recorded
    )
