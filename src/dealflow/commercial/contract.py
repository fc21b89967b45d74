"""Conditions and clocks that a deal declares for itself: the factories with which a scenario file makes them.

Each becomes a process like any other, marked as contract wherever it is shown, with the clause as its source.
"""

from __future__ import annotations

from collections.abc import Iterable

from dealflow.citation import Checked, Citation
from dealflow.model import CLOCK, Clock, Detail, Extension, Gate, InState, Kind, Period, Process, State, Transition

__all__ = ["contract_clock", "contract_condition"]

PARTIES = ("seller", "buyer")
REASON = Detail("reason", "text", "why", required=False)


def contract_condition(
    id: str,
    text: str,
    clause: str,
    *,
    step: str = "close",
    by: str | Iterable[str] = PARTIES,
    waivable: bool = False,
    waived_by: str | Iterable[str] = PARTIES,
) -> Process:
    """A condition of the contract: *step* is not taken before it is satisfied, or waived where it can be.

    *by* are the roles that can say that it is satisfied, no longer satisfied or failed; *waived_by* those in whose
    favour it stands. A condition that has failed can still be cured.
    """
    cite = Citation(clause, status=Checked.CONTRACT)
    says, lets_go = _roles(by), _roles(waived_by)
    states = [
        State("open", f"not yet satisfied: {text}", initial=True),
        State("satisfied", f"satisfied: {text}", ends="satisfied"),
        State("failed", f"can no longer be satisfied as things stand: {text}", ends="failed"),
    ]
    rows = [
        Transition(("open", "failed"), "satisfy", "satisfied", says, cite=cite, text=f"satisfies: {text}"),
        Transition("satisfied", "fall_away", "open", says, cite=cite, details=(REASON,), text="is satisfied no longer"),
        Transition("open", "fail", "failed", says, cite=cite, details=(REASON,), text="cannot be satisfied any more"),
    ]
    if waivable:
        states.append(State("waived", f"waived: {text}", ends="waived"))
        rows.append(Transition(("open", "failed"), "waive", "waived", lets_go, cite=cite, text=f"waives: {text}"))
    done = ("satisfied", "waived") if waivable else ("satisfied",)
    cure = ", ".join(dict.fromkeys((*says, *(lets_go if waivable else ()))))
    gate = Gate(step, InState("", done, cure=cure), cite, f"condition of the contract: {text}")
    return Process(id, text, "contract", states, rows, gates=(gate,), citation=cite, contract=True)


def contract_clock(
    id: str,
    text: str,
    clause: str,
    length: Period,
    *,
    started_by: str | Iterable[str] = PARTIES,
    done_by: str | Iterable[str] = PARTIES,
    blocks: str = "",
    kind: Kind = Kind.LAST_DAY,
) -> Process:
    """A period of the contract (notice, cure, fee, covenant): idle until one of *started_by* starts it, then running.

    It ends by what *done_by* do in time, or expires; the parties can extend it and start it again. With *blocks* the
    step of that name is not taken while it runs (a notice period before closing).
    """
    cite = Citation(clause, status=Checked.CONTRACT)
    starters, doers = _roles(started_by), _roles(done_by)
    clock = Clock(
        "period",
        text,
        ("running",),
        length.but(citation=cite),
        "the period has run out",
        kind=kind,
        lapse="expire",
        extensions=Extension(cite),
        citation=cite,
    )
    free = InState("", ("idle", "done", "expired"), cure=", ".join(doers))
    gates = (Gate(blocks, free, cite, f"a period of the contract is running: {text}"),) if blocks else ()
    return Process(
        id,
        text,
        "contract",
        _CLOCK_STATES,
        _clock_rows(cite, starters, doers),
        (clock,),
        gates,
        citation=cite,
        contract=True,
    )


_CLOCK_STATES = (
    State("idle", "not started", initial=True),
    State("running", "running"),
    State("done", "done in time", ends="done"),
    State("expired", "run out", ends="expired"),
)


def _clock_rows(cite: Citation, starters: tuple[str, ...], doers: tuple[str, ...]) -> tuple[Transition, ...]:
    by_how_much = Detail("length", "length", 'by how much ("10 working days")')
    return (
        Transition(("idle", "done", "expired"), "start", "running", starters, cite=cite, text="starts the period"),
        Transition("running", "finish", "done", doers, cite=cite, text="does in time what the period is for"),
        Transition(
            "running", "extend", None, PARTIES, cite=cite, details=(by_how_much,), extends="period", text="extends it"
        ),
        Transition("running", "expire", "expired", CLOCK, cite=cite, text="the period has run out"),
    )


def _roles(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)
