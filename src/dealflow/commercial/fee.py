"""A fee for the end of a deal: a break fee, a reverse fee, a termination fee, or a deposit that can be kept.

What is agreed is a ceiling, not an outcome: parties that part by consent have paid less than the contract said, so a
fee may be paid or given up before it falls due. It stands only in deals that name it, one process for each fee.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from typing import Final

from dealflow.citation import Checked, Citation
from dealflow.model import Clock, Detail, Process, State, Transition

__all__ = ["PROCESSES"]

AGREED: Final = Citation("the agreement", "fees", status=Checked.CONTRACT)
DUE_DAY: Final = Citation("the agreement", "day on which the fee is due", status=Checked.CONTRACT)
PARTIES: Final = ("seller", "buyer", "bidder")
UNPAID: Final = ("agreed", "due", "disputed")

AMOUNT: Final = Detail("amount", "text", 'how much ("USD 2.0bn")')
PAID: Final = Detail("amount", "text", "how much, where it is not what was agreed", required=False)
REASON: Final = Detail("reason", "text", "why", required=False)
BY_DAY: Final = Detail("due_by", "date", "the last day on which it can be paid in time", required=False)

# fmt: off
FEE: Final = Process(
    "fee",
    "Fee for the end of the deal",
    "seller and buyer",
    states=[
        State("none", "no fee is agreed", initial=True),
        State("agreed", "a fee is agreed and not yet owed"),
        State("due", "the fee is owed"),
        State("disputed", "whether the fee is owed is disputed"),
        State("paid", "the fee is paid", ends="paid"),
        State("retained", "a deposit is kept as the fee", ends="retained"),
        State("waived", "the fee is given up", ends="waived"),
    ],
    transitions=[
        Transition("none", "agree", "agreed", PARTIES, details=(AMOUNT,), cite=AGREED,
                   text="agrees a fee, payable if the deal ends in certain ways"),
        Transition("agreed", "change", None, PARTIES, details=(AMOUNT,), cite=AGREED, text="changes the amount"),
        Transition(("agreed", "disputed"), "fall_due", "due", PARTIES, details=(BY_DAY, REASON), sets_day="payment",
                   cite=DUE_DAY, text="the case has come in which the fee is owed"),
        Transition(("agreed", "due"), "dispute", "disputed", PARTIES, details=(REASON,), cite=AGREED,
                   text="denies that the fee is owed"),
        Transition(UNPAID, "pay", "paid", PARTIES, details=(PAID,), cite=AGREED, text="pays"),
        Transition(UNPAID, "retain", "retained", PARTIES, details=(PAID,), cite=AGREED,
                   text="keeps the deposit as the fee"),
        Transition(UNPAID, "waive", "waived", PARTIES, details=(REASON,), cite=AGREED, text="gives the fee up"),
    ],
    clocks=[
        Clock("payment", "the time in which the fee is paid in time, where a day is set", ("due",), None,
              "nothing: the fee is overdue and stays owed", citation=DUE_DAY),
    ],
    citation=AGREED,
    contract=True,
    limits=(
        "in which cases the fee is owed is not judged: the act that it has fallen due says so",
        "interest and part payments are not modelled",
    ),
)
# fmt: on

PROCESSES: Final = (FEE,)
