"""A bid: from first talks to acceptance, refusal or withdrawal. One process for each bidder or consortium.

Talks here are contacts about a possible offer. Negotiating the contract itself is a step of the agreement, with gates
of its own; so a bid can be made, and refused even out of talks, where no agreement stands in the deal at all.

Of all bids in a deal at most one is accepted at a time. While an agreement is signed no bid is chosen and no choice
taken back: the agreement is terminated first (it forbids the step ``choose_bid``).

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from typing import Final

from dealflow.citation import Checked, Citation
from dealflow.model import CLOCK, Clock, Detail, NoneOther, Permitted, Process, State, Transition

__all__ = ["PROCESSES"]

OFFER: Final = Citation("the offer", "its last day", status=Checked.CONTRACT)
PROMISE: Final = Citation("the exclusivity agreement", "its last day", status=Checked.CONTRACT)

NO_SHOP: Final = Citation("the agreement", "promise not to solicit", status=Checked.CONTRACT)

EXCLUSIVE: Final = ("exclusive_talks", "exclusive_offer")
OVER: Final = ("rejected", "withdrawn", "lapsed")
OPEN: Final = ("in_talks", "exclusive_talks", "offered", "exclusive_offer")

TERMS: Final = Detail("terms", "terms", "the terms that the bid names", required=False)
REASON: Final = Detail("reason", "text", "why", required=False)
ON_OFFER: Final = (
    TERMS,
    Detail("price", "text", 'what is offered ("USD 30 a share")', required=False),
    Detail("expires", "date", "the last day on which it can be accepted", required=False),
)
UNTIL: Final = (Detail("until", "date", "the last day of exclusivity"),)

NO_RIVAL_PROMISED: Final = NoneOther(
    EXCLUSIVE, says="the seller has promised another bidder to talk to nobody else", cure="seller", cite=PROMISE
)
NO_RIVAL_CHOSEN: Final = NoneOther(("accepted",), cure="seller")
UNSIGNED: Final = Permitted("choose_bid")

# fmt: off
BID: Final = Process(
    "bid",
    "Bid",
    "seller",
    states=[
        State("not_made", "no talks and no offer", initial=True),
        State("in_talks", "seller and bidder talk about a possible offer"),
        State("exclusive_talks", "they talk, and until a day the seller talks to nobody else"),
        State("offered", "an offer lies with the seller"),
        State("exclusive_offer", "an offer lies with the seller, who until a day talks to nobody else"),
        State("accepted", "the seller has chosen this bid; nothing is signed by that"),
        State("rejected", "the seller has refused", ends="rejected"),
        State("withdrawn", "the bidder has given up", ends="withdrawn"),
        State("lapsed", "the offer has run out", ends="lapsed"),
    ],
    transitions=[
        Transition(("not_made", *OVER), "open_talks", "in_talks", ("bidder", "seller"), NO_RIVAL_PROMISED,
                   text="opens talks about a possible offer"),
        # Without a guard: nobody can help being offered something.
        Transition(("not_made", "in_talks", *OVER), "offer", "offered", "bidder", details=ON_OFFER, carries=True,
                   sets_day="expiry", text="makes an offer, asked for or not"),
        Transition("exclusive_talks", "offer", "exclusive_offer", "bidder", details=ON_OFFER, carries=True,
                   sets_day="expiry", text="makes an offer"),
        Transition("offered", "revise", "offered", "bidder", details=ON_OFFER, carries=True,
                   sets_day="expiry", text="raises, cuts or restates the offer, with a last day of its own or none"),
        Transition("exclusive_offer", "revise", "exclusive_offer", "bidder", details=ON_OFFER, carries=True,
                   sets_day="expiry", text="raises, cuts or restates the offer, with a last day of its own or none"),
        Transition("offered", "expire", "lapsed", CLOCK, cite=OFFER, text="the last day of the offer has passed"),
        Transition("exclusive_offer", "expire", "exclusive_talks", CLOCK, cite=OFFER,
                   text="the last day of the offer has passed; exclusivity has not"),
        Transition("in_talks", "grant_exclusivity", "exclusive_talks", "seller", NO_RIVAL_PROMISED & NO_RIVAL_CHOSEN,
                   details=UNTIL, sets_day="exclusivity", cite=PROMISE, text="promises to talk to nobody else"),
        Transition("offered", "grant_exclusivity", "exclusive_offer", "seller", NO_RIVAL_PROMISED & NO_RIVAL_CHOSEN,
                   details=UNTIL, sets_day="exclusivity", cite=PROMISE, text="promises to talk to nobody else"),
        Transition(EXCLUSIVE, "extend_exclusivity", None, "seller",
                   details=UNTIL, sets_day="exclusivity", cite=PROMISE, text="renews the promise until a later day"),
        Transition("exclusive_talks", "release_exclusivity", "in_talks", "bidder", cite=PROMISE,
                   text="lets the seller off the promise"),
        Transition("exclusive_offer", "release_exclusivity", "offered", "bidder", cite=PROMISE,
                   text="lets the seller off the promise"),
        Transition("exclusive_talks", "exclusivity_ends", "in_talks", CLOCK, cite=PROMISE,
                   text="the last day of exclusivity has passed"),
        Transition("exclusive_offer", "exclusivity_ends", "offered", CLOCK, cite=PROMISE,
                   text="the last day of exclusivity has passed"),
        Transition(("offered", "exclusive_offer"), "accept", "accepted", "seller",
                   NO_RIVAL_CHOSEN & NO_RIVAL_PROMISED & UNSIGNED,
                   details=(TERMS,), carries=True, selects=True, text="chooses this bid; its terms become the deal's"),
        # A seller bound by a promise not to solicit may still answer what is, or could become, a better offer.
        Transition("offered", "find_superior", None, ("seller", "board"), details=(REASON,), cite=NO_SHOP,
                   text="finds that the offer is, or could lead to, a better one, so that it may be answered"),
        Transition(("in_talks", "offered"), "agree_confidentiality", None, ("seller", "bidder"), cite=NO_SHOP,
                   text="agrees confidentiality, so that the books can be opened"),
        Transition("accepted", "release", "in_talks", ("seller", "bidder"), UNSIGNED,
                   details=(REASON,), text="takes the choice back; talks may go on"),
        Transition(OPEN, "reject", "rejected", "seller", details=(REASON,),
                   text="refuses, be it out of talks and before any offer was published"),
        Transition(OPEN, "withdraw", "withdrawn", "bidder", details=(REASON,), text="gives up the bid"),
    ],
    clocks=[
        Clock("expiry", "the time in which the offer can be accepted", ("offered", "exclusive_offer"), None,
              "the offer has run out", lapse="expire", started_by=("offer", "revise"), citation=OFFER),
        Clock("exclusivity", "the time in which the seller talks to nobody else", EXCLUSIVE, None,
              "the seller may talk to others", lapse="exclusivity_ends", started_by=("grant_exclusivity",),
              citation=PROMISE),
    ],
    roles="bidder",
    limits=(
        "a chosen bid is revised by releasing it first, or by amending the agreement",
        "the terms of a released bid stay the deal's until others are chosen",
        "a promise not to solicit others after signing is not modelled",
    ),
)
# fmt: on

PROCESSES: Final = (BID,)
