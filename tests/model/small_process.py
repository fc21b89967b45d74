"""A small process and a small deal without a mistake, to plant mistakes in."""

from __future__ import annotations

from typing import Any

from dealflow.errors import DefinitionError
from dealflow.model import CLOCK, Asset, Clock, Deal, Extension, Gate, Party, Process, State, Terms, Transition, days
from dealflow.testing import strategies as own

__all__ = [
    "AGREEMENT",
    "CITE",
    "OVERLAY",
    "PARTIES",
    "REVIEW",
    "ROWS",
    "STATES",
    "TERMS",
    "deal",
    "problems",
    "process",
    "row",
]

CITE = own.MADE_UP
STATES = [
    State("open", "not filed", initial=True),
    State("review", "under review"),
    State("cleared", "cleared", ends="cleared"),
    State("refused", "refused", ends="refused"),
]
ROWS = [
    Transition("open", "file", "review", by="seller"),
    Transition("review", "clear", "cleared", by="authority"),
    Transition("review", "refuse", "refused", by=CLOCK),
]
REVIEW = Clock("review", "the review", {"review"}, days(30, CITE), lapse="refuse", extensions=Extension(CITE))


def process(
    states: list[State] | None = None,
    rows: list[Transition] | None = None,
    clocks: list[Clock] | None = None,
    gates: list[Gate] | None = None,
    **more: Any,
) -> Process:
    """A small process without a mistake, with parts replaced."""
    return Process(
        "one",
        "one",
        "ONE",
        STATES if states is None else states,
        ROWS if rows is None else rows,
        [REVIEW] if clocks is None else clocks,
        gates or [],
        **more,
    )


def problems(*args: Any, **parts: Any) -> list[str]:
    """What is wrong with a process made of these parts."""
    try:
        process(*args, **parts)
    except DefinitionError as error:
        return list(error.problems)
    return []


def row(source: Any, action: str, target: str | None, by: Any = "seller", requires: Any = None, **more: Any) -> Any:
    """The rows of the small process and one more."""
    return {"rows": [*ROWS, Transition(source, action, target, by, requires, **more)]}


AGREEMENT, OVERLAY = own.agreement(), own.tolling_overlay()
PARTIES = [Party("s", "the seller", "seller"), Party("b", "the buyer", "buyer")]
TERMS = {"all": Terms("all", sold=[Asset("algorithm", "the algorithm")]), "less": Terms("less")}


def deal(*processes: Any, **more: Any) -> Deal:
    """A small deal without a mistake, with parts replaced."""
    given_: dict[str, Any] = {"parties": PARTIES, "terms": TERMS, **more}
    return Deal("d", "a deal", processes or [AGREEMENT, OVERLAY, process()], **given_)
