"""A desk with rows made to order, and what comes of trying them."""

from __future__ import annotations

from typing import Any

from dealflow import kernel
from dealflow.kernel import Act, Event, Refusal
from dealflow.model import (
    Bound,
    Deal,
    Guard,
    Party,
    Process,
    State,
    Transition,
)
from dealflow.testing import strategies as own
from kernel.small_clocks import START

PARTIES = [Party("s", "the seller", "seller"), Party("b", "the buyer", "buyer")]


def desk(*rows: Transition, zone: str = "UTC", **fields: Any) -> Deal:
    """A deal of one desk with these rows from its first state, and an agreement."""
    process = Process(
        "desk",
        "the desk",
        "DESK",
        [State("open", "open", initial=True), State("done", "all done", ends="done")],
        [*rows, Transition("open", "finish", "done", "clerk")],
        zone=zone,
    )
    return Deal("d", "d", [Bound("desk", process, {"clerk": ("s", "b")}), own.agreement()], parties=PARTIES, **fields)


def asking(guard: Guard | None, by: Any = "seller", **row: Any) -> Deal:
    """A desk with one row ``act`` that asks for *guard*."""
    return desk(Transition("open", "act", "done", by, guard, **row))


def tried(deal: Deal, action: str = "desk:act", by: str = "s", on: Any = START, **details: Any) -> Event | Refusal:
    """What comes of trying *action* at the start of *deal*."""
    return kernel.decide(deal, kernel.start(deal, START), Act(action, on, by, details=details))


def refused(*args: Any, **more: Any) -> Refusal:
    """The refusal that comes of it."""
    got = tried(*args, **more)
    assert isinstance(got, Refusal)
    return got
