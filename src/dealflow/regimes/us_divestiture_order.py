"""Orders of the President under section 721: to divest a completed acquisition, or to abandon a proposed one.

The period, the cap on extensions and the extender are the order's own: they come with the act that makes the order,
never from this file. Counted alike in all of them: the day of the order is day 0, calendar days, no roll to a business
day, no toll in a lapse of appropriations (14 Aug 2020 + 90 = 12 Nov 2020; 3 Jan 2025 + 30 = Sun 2 Feb 2025).

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation
from dealflow.model import (
    CLOCK,
    Applicability,
    Clock,
    Detail,
    Extension,
    Gate,
    InState,
    Need,
    Process,
    Reached,
    State,
    Terms,
    Transition,
    working_days,
)

__all__ = ["PROCESSES"]

STATUTE: Final = Citation(
    "50 U.S.C. 4565", "(d)(1)", in_force=date(1988, 8, 23), note="until 2015: 50 U.S.C. app. 2170(d)"
)
ENFORCED: Final = STATUTE.at("(d)(3)")
REVIEWED: Final = STATUTE.at("(e)")
MUSICALLY: Final = Citation(
    "85 FR 51297", "s. 2(b)", in_force=date(2020, 8, 14), note="the order of 14 Aug 2020; others alike"
)
COUNT: Final = Citation(
    "85 FR 51297",
    "s. 2(b)",
    in_force=date(2020, 8, 14),
    status=Checked.DERIVED,
    note="days after the date of the order, read from the ends published: 12 Nov 2020, 2 Feb 2025",
)
BUYER: Final = MUSICALLY.at("s. 2(d)")
SILENCE: Final = MUSICALLY.at(
    "s. 2(d)(ii)",
    status=Checked.RECALLED,
    note="ten business days in 2020, 30 days in 2026; the calendar is our choice",
)
CERTIFIED: Final = MUSICALLY.at("s. 2(c)")
AGAIN: Final = STATUTE.at("(d)(1)", note="done by the order of 13 Jun 2025 to the order of 3 Jan 2025 (U.S. Steel)")

UNBOUND: Final = ("none", "permitted", "revoked", "set_aside")
"""No order binds."""
TO_DIVEST: Final = ("ordered", "buyer_proposed", "buyer_notified", "objected", "not_objected", "enforcement")
"""An order to divest binds and has not been carried out."""
TO_ABANDON: Final = ("abandonment_ordered", "abandonment_at_once")
"""An order to abandon binds and has not been carried out."""

PERIOD: Final = (
    Detail("days", "days", "the period that the order sets, in days after its date"),
    Detail("cap", "days", "the most that all extensions together may come to, where the order says so", required=False),
    Detail("extender", "text", "who may extend, where the order says so", required=False),
)
WHICH_BUYER: Final = Detail("buyer", "party", "the intended buyer", required=False)


def applies(_terms: Terms, _day: date) -> Applicability:
    """Always required: whether an order is out is a state, and while none is out the gate stands open."""
    reason = "an order binds whoever it names from its date, and asks nothing where none is out"
    return Applicability(Need.MANDATORY, reason, STATUTE)


# fmt: off
ORDER: Final = Process(
    "us.divestiture_order",
    "Order under section 721",
    "CFIUS",
    states=[
        State("none", "no order under section 721 is out", initial=True),
        State("ordered", "the President has ordered to divest; no buyer is before CFIUS"),
        State("buyer_proposed", "a buyer is being discussed with CFIUS"),
        State("buyer_notified", "CFIUS has been notified of the intended buyer in writing and may object"),
        State("objected", "CFIUS objects to the buyer"),
        State("not_objected", "CFIUS does not object to the buyer", approval=True),
        State("enforcement", "the Attorney General has gone to court to have the order carried out"),
        State("divested", "the interests are sold or otherwise given up; not yet certified"),
        State("certified", "divestment is certified to CFIUS", ends="divested"),
        State("abandonment_ordered", "the President has prohibited the transaction; it is to be abandoned within a period", forbids="close"),
        State("abandonment_at_once", "the President has prohibited the transaction; it is to be abandoned at once", forbids="close"),
        State("abandoned", "the prohibited transaction is abandoned", ends="abandoned", forbids="close"),
        State("permitted", "a later order lets the transaction stand", ends="permitted"),
        State("revoked", "the order is revoked", ends="revoked"),
        State("set_aside", "the order is set aside by a court", ends="set aside"),
    ],
    transitions=[
        # --------------------------------------------------------------------------------------- the President orders
        Transition(UNBOUND, "order", "ordered", "President", cite=STATUTE, details=PERIOD, sets_length="divest", text="orders a completed acquisition to be divested"),
        Transition(UNBOUND, "order_abandonment", "abandonment_ordered", "President", cite=STATUTE, details=PERIOD, sets_length="divest", text="prohibits a proposed transaction, to be abandoned within a period"),
        Transition(UNBOUND, "order_abandonment_at_once", "abandonment_at_once", "President", cite=STATUTE, text="prohibits a proposed transaction, to be abandoned at once"),
        Transition((*TO_DIVEST, *TO_ABANDON), "replace", "ordered", "President", cite=AGAIN, details=PERIOD, sets_length="divest", text="puts a later order with its own period in the place of this one"),
        Transition((*TO_DIVEST, *TO_ABANDON), "permit", "permitted", "President", cite=AGAIN, details=[Detail("conditions", "text", "what it is made subject to", required=False)], text="lets the transaction stand, on conditions or without"),
        Transition((*TO_DIVEST, *TO_ABANDON), "revoke", "revoked", "President", cite=AGAIN, text="revokes the order"),
        Transition((*TO_DIVEST, *TO_ABANDON), "set_aside", "set_aside", "court", cite=REVIEWED, text="sets the order aside; the findings themselves cannot be reviewed, the procedure can"),
        # Silent about lateness: an extension of 12 Nov 2020 was told on the 13th, and one after the day cures a violation.
        Transition((*TO_DIVEST, "abandonment_ordered"), "extend", None, ("CFIUS", "President"), cite=MUSICALLY, details=[Detail("days", "days", "by how many days")], extends="divest", text="moves the date on, on written conditions"),
        # ----------------------------------------------------------------------------------------------- a buyer is found
        Transition(TO_DIVEST, "propose_buyer", "buyer_proposed", "seller", cite=BUYER, details=[WHICH_BUYER], text="puts a buyer to CFIUS without the formal notification"),
        Transition(TO_DIVEST, "notify_buyer", "buyer_notified", "seller", cite=BUYER, details=[WHICH_BUYER, Detail("wait", "length", 'how long CFIUS has to object under this order ("30 days")', required=False)], sets_length="objection", text="notifies CFIUS of the intended buyer in writing"),
        Transition(("buyer_proposed", "buyer_notified", "not_objected"), "object", "objected", "CFIUS", cite=BUYER, text="objects to the buyer"),
        Transition(("buyer_proposed", "buyer_notified", "objected"), "not_object", "not_objected", "CFIUS", cite=BUYER, text="says that it does not object to the buyer"),
        Transition("buyer_notified", "no_objection_in_time", "not_objected", CLOCK, cite=SILENCE, text="the days to object have passed"),
        # ------------------------------------------------------------------------------------------- the order is obeyed
        Transition("not_objected", "divest", "divested", "seller", Reached("closing", says="the sale to the buyer has not closed", cite=MUSICALLY), cite=MUSICALLY, text="gives up the interests by closing the sale"),
        Transition(TO_DIVEST, "dispose", "divested", "seller", cite=MUSICALLY, text="complies otherwise than by this sale: winds up, removes, gives away"),
        Transition("divested", "certify", "certified", "seller", cite=CERTIFIED, text="certifies the divestment to CFIUS"),
        Transition(TO_ABANDON, "abandon", "abandoned", ("seller", "buyer", "bidder"), cite=STATUTE, text="abandons the prohibited transaction"),
        # ---------------------------------------------------------------------------------------------------- or it is not
        Transition(("ordered", "buyer_proposed", "buyer_notified", "objected", "not_objected"), "sue", "enforcement", "Attorney General", cite=ENFORCED, text="asks a district court for relief, divestment included"),
        Transition("enforcement", "drop", "ordered", "Attorney General", cite=ENFORCED, text="gives up the suit; the order stays"),
    ],
    clocks=[
        Clock(
            "divest",
            "the time to divest or to abandon",
            runs_in=(*TO_DIVEST, "abandonment_ordered"),
            length=None,
            silence="the order is violated and may never be enforced; the date can still be moved",
            started_by=("order", "order_abandonment", "replace"),
            extensions=Extension(MUSICALLY, total_detail="cap", by_detail="extender"),
            citation=COUNT,
            limits=("the period of each order is data of that order",),
        ),
        Clock(
            "objection",
            "the time in which CFIUS may object to a buyer notified in writing",
            runs_in=("buyer_notified",),
            length=working_days(10, "us.cfius", SILENCE),
            silence="the sale to this buyer may be completed",
            lapse="no_objection_in_time",
        ),
    ],
    gates=[
        Gate(
            "close",
            InState("", (*UNBOUND, "not_objected", "divested", "certified", *TO_ABANDON, "abandoned"), cure="CFIUS", cite=BUYER),
            BUYER,
            "CFIUS has not accepted the buyer",
        ),
    ],
    applies=applies,
    covers=("buyer", "perimeter"),
    zone="America/New_York",
    citation=STATUTE,
    limits=(
        "weekly certificates, audits and the bars on access and on transfers that frustrate the order are not modelled",
        "a petition for review and its abeyance move nothing: record them as statements",
        "the period runs while a court is asked for enforcement",
        "an order to abandon forbids closing here and, where the review itself ended in a prohibition, there as well: a later permission is recorded in both",
    ),
)
# fmt: on

PROCESSES: Final = (ORDER,)
