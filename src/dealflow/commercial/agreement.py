"""The agreement: negotiated, signed, closed, or ended before that. The one process that takes the steps of a deal.

``negotiate``, ``sign`` and ``close`` ask every gate that stands on the step and whether anything forbids it; which
authorities those belong to is no business of this file. Signing reaches the milestone ``signing``, closing the
milestone ``closing``. The outside date gives a right, it ends nothing: after it the parties may still close until one
of them terminates.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from typing import Final

from dealflow.citation import Checked, Citation
from dealflow.model import Detail, Gates, Guard, OnOrBefore, Permitted, Process, State, Transition

__all__ = ["PROCESSES"]

PARTIES: Final = ("seller", "buyer", "bidder")
CONTRACT: Final = Citation("the agreement", status=Checked.CONTRACT)
LAST_DATE: Final = CONTRACT.at("outside date")
ENDED: Final = ("broken_off", "abandoned", "terminated", "lapsed")
CHANGE: Final = Detail("change", "text", "what is changed, in words", required=False)
REASON: Final = Detail("reason", "text", 'why ("mutual", "breach", "a condition failed")', required=False)


def step(name: str) -> Guard:
    """What a step of the deal asks: the gates that stand on it, and that nothing in force forbids it."""
    return Gates(name) & Permitted(name)


# fmt: off
AGREEMENT: Final = Process(
    "agreement",
    "Agreement",
    "seller and buyer",
    states=[
        State("none", "nobody negotiates an agreement", initial=True),
        State("negotiating", "the parties negotiate the agreement", continues="negotiate"),
        State("signed", "the agreement is signed and binds", continues="sign", forbids="choose_bid"),
        State("closed", "the deal has closed", ends="closed", forbids="choose_bid"),
        State("unwound", "the closed deal has been undone", ends="unwound"),
        State("broken_off", "negotiations are broken off", ends="broken off"),
        State("terminated", "the agreement is terminated for reasons of its own", ends="terminated"),
        State("abandoned", "the parties have given up because an approval is not coming", ends="abandoned"),
        State("lapsed", "the agreement is terminated after its outside date", ends="lapsed"),
    ],
    transitions=[
        Transition(("none", *ENDED), "negotiate", "negotiating", PARTIES, step("negotiate"),
                   text="begins to negotiate the agreement itself"),
        Transition("negotiating", "break_off", "broken_off", PARTIES, details=(REASON,), text="breaks off"),
        Transition(("none", "negotiating", *ENDED), "amend_terms", None, PARTIES, selects=True,
                   details=(Detail("terms", "terms", "the terms now meant"),), text="changes what is to be agreed"),
        Transition("negotiating", "sign", "signed", PARTIES, step("sign"), reaches="signing",
                   text="signs: from now on the agreement binds"),
        Transition("signed", "amend_terms", None, PARTIES, selects=True, cite=CONTRACT,
                   details=(Detail("terms", "terms", "the terms now agreed"),), text="amends the signed agreement"),
        Transition("signed", "amend", None, PARTIES, cite=CONTRACT, details=(CHANGE,),
                   text="amends the signed agreement in what is neither its terms nor its last date"),
        Transition("signed", "extend_outside_date", None, PARTIES, moves="outside_date", cite=LAST_DATE,
                   details=(Detail("day", "date", "the new outside date"),),
                   text="moves the outside date, by agreement or by waiver, also after it has passed"),
        # No look at the outside date: it opens a right to terminate and closes nothing.
        Transition("signed", "close", "closed", PARTIES, step("close"), reaches="closing",
                   text="closes: the assets and the price change hands"),
        Transition("signed", "terminate_outside_date", "lapsed", PARTIES,
                   ~OnOrBefore("outside_date", cite=LAST_DATE), withdraws="signing", cite=LAST_DATE,
                   text="terminates because the outside date has passed"),
        Transition("signed", "terminate", "terminated", PARTIES, withdraws="signing", cite=CONTRACT,
                   details=(REASON,), text="terminates by consent, for breach or because a condition has failed"),
        Transition(("negotiating", "signed"), "abandon", "abandoned", PARTIES, withdraws="signing",
                   details=(REASON,), text="gives up because an approval is not coming"),
        Transition("closed", "unwind", "unwound", PARTIES, details=(REASON,), text="undoes the closed deal"),
    ],
    limits=(
        "who of the bidders signs is not checked: the buyer is the one whom the current terms name",
        "fees are not modelled",
        "closing in part is not modelled",
    ),
)
# fmt: on

PROCESSES: Final = (AGREEMENT,)
