"""Approvals that parties need from their own side: the board's, the holders', a lender's.

An approval is given for a buyer and a perimeter; once either differs it must be given again. It can be refused, taken
back, and run out where whoever gave it said so.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from typing import Final

from dealflow.citation import Checked, Citation
from dealflow.model import CLOCK, Clock, Detail, Gate, InState, Process, State, Transition

__all__ = ["PROCESSES", "approval"]

BOARD: Final = Citation(
    "8 Del. C. 251", "(b)", status=Checked.RECALLED, note="Delaware, for a merger; company law elsewhere is alike"
)
HOLDERS: Final = Citation(
    "8 Del. C. 251", "(c)", status=Checked.RECALLED, note="Delaware, for a merger; company law elsewhere is alike"
)
LENDER: Final = Citation("the loan agreement", "change of control", status=Checked.CONTRACT)

REASON: Final = Detail("reason", "text", "why", required=False)
VALID: Final = Detail("valid_until", "date", "the last day on which it is good, where it says so", required=False)
NOT_GIVEN: Final = ("pending", "refused", "withdrawn", "expired")


def approval(id: str, name: str, by: str, step: str, citation: Citation) -> Process:
    """The approval of *by*, without which the deal does not take *step*; the deal's own if *citation* is a contract."""
    says_until = citation.at("last day of the approval", status=Checked.CONTRACT)
    return Process(
        id,
        name,
        by,
        states=[
            State("pending", f"not decided by the {by}", initial=True),
            State("given", f"approved by the {by}", ends="given", approval=True),
            State("refused", f"refused by the {by}", ends="refused"),
            State("withdrawn", f"approval taken back by the {by}", ends="withdrawn"),
            State("expired", "the approval has run out", ends="expired"),
        ],
        transitions=[
            Transition(
                (*NOT_GIVEN, "given"),
                "give",
                "given",
                by,
                cite=citation,
                details=(VALID,),
                sets_day="validity",
                text="approves the current terms",
            ),
            Transition("pending", "refuse", "refused", by, cite=citation, details=(REASON,), text="refuses"),
            Transition(
                "given", "withdraw", "withdrawn", by, cite=citation, details=(REASON,), text="takes the approval back"
            ),
            Transition("given", "expire", "expired", CLOCK, cite=says_until, text="the approval has run out"),
        ],
        clocks=[
            Clock(
                "validity",
                "the time for which the approval is good, where it says so",
                ("given",),
                None,
                "the approval must be given again",
                lapse="expire",
                citation=says_until,
            )
        ],
        gates=[Gate(step, InState("", ("given",), cure=by), citation, f"no approval of the {by}")],
        covers=("buyer", "perimeter"),
        citation=citation,
        contract=citation.status is Checked.CONTRACT,
        limits=("majorities and the calling of meetings are not modelled", "the law cited is an example"),
    )


PROCESSES: Final = (
    approval("approval.board", "Approval of the board", "board", "sign", BOARD),
    approval("approval.holders", "Approval of the holders", "holders", "close", HOLDERS),
    approval("approval.lender", "Consent of the lender", "lender", "close", LENDER),
)
