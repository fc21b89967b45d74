"""A small deal with one of everything that a guard can ask about, and boards of it made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from dealflow.kernel.board import Board
from dealflow.kernel.plan import Plan, plan_of
from dealflow.kernel.step import begin
from dealflow.kernel.values import ProcessState, Run
from dealflow.model import (
    Applicability,
    Asset,
    Bound,
    Clock,
    Condition,
    Deal,
    Gate,
    Guard,
    InState,
    Kind,
    Need,
    Party,
    Process,
    State,
    Terms,
    Transition,
    days,
)
from dealflow.testing import strategies as own

__all__ = ["BEGAN", "LAW", "TODAY", "board", "deal", "on", "plan", "put", "running", "truth", "two_states"]

TODAY = date(2020, 6, 15)
LAW = date(2020, 6, 1)
BEGAN = date(2020, 6, 10)
"""The clocks of ``running`` began on this day; each has ten days, so that their day is 20 June."""


def _applies(terms: Terms, day: date) -> Applicability:
    foreign = terms.fact("foreign")
    if foreign is None:
        return Applicability(Need.UNKNOWN, "the buyer is not known", own.MADE_UP, question="Is the buyer foreign?")
    if not foreign:
        return Applicability(Need.VOLUNTARY, "the buyer is at home", own.MADE_UP)
    category = "restricted" if day >= LAW else "open"
    return Applicability(Need.MANDATORY, "the buyer is foreign", own.MADE_UP, category=category)


def _clock(name: str, kind: Kind, length: Any) -> Clock:
    return Clock(name, name, {"review", "second"}, length, "nothing", kind=kind, citation=own.MADE_UP)


CASE = Process(
    "case",
    "the case",
    "AUTHORITY",
    [
        State("open", "not filed", initial=True),
        State("review", "under review"),
        State("second", "in the second phase"),
        State("cleared", "cleared", ends="cleared", approval=True),
        State("refused", "refused", ends="refused", forbids="close"),
    ],
    [
        Transition("open", "file", "review", "seller"),
        Transition("review", "deepen", "second", "authority"),
        Transition(("review", "second"), "clear", "cleared", "authority"),
        Transition(("review", "second"), "refuse", "refused", "authority"),
        Transition("refused", "appeal", "review", ("seller", "buyer")),
    ],
    [
        _clock("review", Kind.LAST_DAY, days(10, own.MADE_UP)),
        _clock("effect", Kind.TAKES_EFFECT, days(10, own.MADE_UP)),
        _clock("earliest", Kind.EARLIEST_DAY, days(10, own.MADE_UP)),
        _clock("ordered", Kind.LAST_DAY, None),
    ],
    [Gate("close", InState("", {"cleared"}), own.MADE_UP, "no clearance")],
    applies=_applies,
    law_days=(LAW,),
    covers=("buyer", "perimeter"),
)
BID = Process(
    "bid",
    "the bid",
    "the seller",
    [
        State("none", "no bid", initial=True),
        State("made", "made"),
        State("taken", "taken", ends="taken"),
        State("off", "off", ends="off"),
    ],
    [
        Transition("none", "make", "made", "bidder"),
        Transition("made", "take", "taken", "seller"),
        Transition("made", "drop", "off", "bidder"),
    ],
)
STAY = Process(
    "stay",
    "the stay",
    "the court",
    [State("none", "no stay", initial=True), State("stayed", "stayed", ends="-", lifts="@target")],
    [Transition("none", "grant", "stayed", "court")],
    roles=["target"],
)


def deal(*more: Any, gates: tuple[Gate, ...] = (), conditions: tuple[Condition, ...] = (), **fields: Any) -> Deal:
    """Agreement, case, two bids, a stay of the case, three terms and an outside date of 30 June 2020."""
    own_gates = Process("gates", "the gates", "GATES", *two_states(), [], gates)
    algorithm, shop = Asset("algorithm", "the algorithm"), Asset("shop", "the shop")
    made: dict[str, Any] = {
        "parties": [Party("s", "the seller", "seller"), Party("x", "Bidder X"), Party("y", "Bidder Y")],
        "terms": {
            "abroad": Terms("abroad", buyer="x", sold=[algorithm, shop], facts={"foreign": True}),
            "at_home": Terms("at_home", buyer="y", sold=[shop], facts={"foreign": False}),
            "open": Terms("open", sold=[shop]),
        },
        "dates": {"outside_date": date(2020, 6, 30)},
        "conditions": conditions,
        **fields,
    }
    processes = [
        own.agreement(),
        CASE,
        Bound("bid.x", BID, {"bidder": ("x", "s")}),
        Bound("bid.y", BID, {"bidder": ("y",)}),
        Bound("stay", STAY, {"target": ("case",)}),
        own_gates,
        *more,
    ]
    return Deal("small", "a small deal", processes, **made)


def two_states(rows: Iterable[Transition] = ()) -> tuple[list[State], list[Transition]]:
    """States and rows of a process that can be shut or ajar: its own row, or those given."""
    states = [State("shut", "shut", initial=True), State("ajar", "ajar", ends="-")]
    return states, list(rows) or [Transition("shut", "ope", "ajar", "porter")]


def plan(**parts: Any) -> Plan:
    """The small deal, compiled."""
    return plan_of(deal(**parts))


def board(compiled: Plan, day: date | None = TODAY, law: date | None = None, **fields: Any) -> Board:
    """The small deal at its start, on *day*; None leaves dates open, and *law* says by the law of which day."""
    new = begin(compiled, TODAY)
    new.day, new.law = day, law
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def running(*clocks: str, **fields: Any) -> tuple[Run, ...]:
    """Runs of these clocks that began on the 10th of June."""
    return tuple(Run(name, BEGAN, **fields) for name in clocks)


def put(compiled: Plan, where: Board, id: str, state: str, *runs: Run, **fields: Any) -> Board:
    """*where* with the process *id* in *state*, with these clocks."""
    where.processes[compiled.index[id]] = ProcessState(state, 2, BEGAN, runs, **fields)
    return where


def truth(compiled: Plan, where: Board, guard: Guard, id: str = "case") -> bool | None:
    """What *guard* of the process *id* says of *where*."""
    return compiled.truth(guard, compiled.index[id])(where)


def on(day: int) -> date:
    """A day of June 2020, or of the months after it."""
    return date(2020, 6, 1) + timedelta(days=day - 1)
