"""A small case with one clock, made to order, and acts taken in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from dealflow import kernel
from dealflow.kernel import Act, Event, ProcessState, Run, Snapshot
from dealflow.kernel.clocks import ClockPlan
from dealflow.kernel.plan import plan_of
from dealflow.model import (
    CLOCK,
    Bound,
    Clock,
    Deal,
    Detail,
    Extension,
    Kind,
    Process,
    State,
    Transition,
    days,
)
from dealflow.testing import strategies as own

__all__ = ["CAP", "CITE", "DAY", "NUMBER", "START", "case", "deal_with", "run_of", "taken"]

CITE = own.MADE_UP
START = date(2020, 3, 2)
"""A Monday: the day on which cases are filed."""
NUMBER = Detail("n", "days", "how many")
DAY = Detail("day", "date", "which day")
CAP = Detail("cap", "length", "how far it can be extended", required=False)


def case(
    id: str = "case",
    *,
    length: Any = days(10, CITE),  # noqa: B008
    kind: Kind = Kind.LAST_DAY,
    lapse: str = "lapse",
    rows: Iterable[Transition] = (),
    clocks: Iterable[Clock] = (),
    clocks_before: Iterable[Clock] = (),
    runs_in: tuple[str, ...] = ("review",),
    extensions: Extension | tuple[Extension, ...] | None = Extension(CITE),  # noqa: B008
    **clock: Any,
) -> Process:
    """A case that is filed, reviewed under one clock of ten days, and cleared, or over when the clock lapses."""
    more = list(rows)
    inside = ("review", "second") if any(r.target == "second" for r in more) else ("review",)
    review = Clock(
        "review", "the review", runs_in, length, "nothing", kind=kind, lapse=lapse, extensions=extensions or (), **clock
    )
    by: dict[str, Any] = {"by": "authority"}
    table = [
        Transition("open", "file", "review", "seller"),
        Transition(inside, "clear", "cleared", **by),
        *([Transition(inside, "extend", None, extends="review", details=[NUMBER], **by)] if extensions else []),
        Transition("review", "stop", None, stops="review", **by),
        Transition(
            "review",
            "resume",
            None,
            resumes="review",
            details=[Detail(name, "date", name, required=False) for name in ("first", "last")],
            **by,
        ),
        *more,
    ]
    states = [State("open", "not filed", initial=True), *(State(name, name) for name in inside)]
    states.append(State("cleared", "cleared", ends="cleared"))
    if lapse:
        states.append(State("lapsed", "lapsed", ends="lapsed"))
        table.append(Transition(runs_in, lapse, "lapsed", CLOCK))
    return Process(id, id, id.upper(), states, table, [*clocks_before, review, *clocks])


def deal_with(
    *, chosen: Mapping[str, tuple[str, ...]] | None = None, refs: Mapping[str, str] | None = None, **fields: Any
) -> Deal:
    """A deal of the small case and of an overlay that can toll it; *chosen* are readings."""
    bound = Bound("case", case(**fields), refs=refs or {})
    return Deal("d", "d", [bound, own.tolling_overlay()], readings=chosen or {})


def taken(
    deal: Deal,
    now: Snapshot,
    action: str,
    *,
    on: date | None = None,
    by: str = "seller",
    process: str = "case",
    effective: date | None = None,
    **details: Any,
) -> Snapshot:
    """The deal after a lawful act, of the case unless another process is named."""
    name = action if ":" in action else f"{process}:{action}"
    got = kernel.decide(deal, now, Act(name, on or now.day, by, effective, details))
    assert isinstance(got, Event), got
    return kernel.evolve(deal, now, got)


def run_of(deal: Deal, now: Snapshot, clock: str = "review") -> tuple[ClockPlan, ProcessState, Run]:
    """A clock of the case as it runs: what the functions of the kernel's clocks are asked with."""
    process = now.process("case")
    run = process.run(clock)
    assert run is not None
    return plan_of(deal).clocks[deal.processes.index(deal.bound("case"))][clock], process, run
