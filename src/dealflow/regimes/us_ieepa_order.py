"""Orders under the International Emergency Economic Powers Act: the order itself, and what Commerce prohibits under it.

Written after E.O. 13942 of 6 August 2020 (TikTok): dealings with a company are prohibited from the 45th day after the
order on, as far as the Secretary of Commerce identifies them. 6 Aug + 45 = Sun 20 Sep 2020 is the day on which the
prohibition takes effect, not a last day to sell; no roll, no toll.

Neither process forbids closing. The order names dealings with the company as it was owned, and Commerce named services
to its application (app stores, hosting, delivery of content); a sale to somebody else is none of these: it was what
the order was meant to bring about. So the order alone forbids nothing until something is identified under it, and what
is identified forbids the step ``distribute``, which no step of a deal asks for but which anybody can ask about.

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
    InState,
    Kind,
    Need,
    Process,
    State,
    Terms,
    Transition,
    days,
)

__all__ = ["PROCESSES"]

STATUTE: Final = Citation("50 U.S.C. 1702", "(a)(1)", in_force=date(1977, 12, 28), status=Checked.RECALLED)
ORDER: Final = Citation("E.O. 13942, 85 FR 48637", "s. 1(a)", in_force=date(2020, 8, 6), until=date(2021, 6, 9))
IDENTIFIED: Final = ORDER.at("s. 1(c)")
REVOKED: Final = Citation("E.O. 14034, 86 FR 31423", "s. 1", in_force=date(2021, 6, 9), status=Checked.RECALLED)
LISTED: Final = Citation(
    "85 FR 60061", in_force=date(2020, 9, 18), note="published 24 Sep 2020 with the later day for app stores"
)


def applies(_terms: Terms, _day: date) -> Applicability:
    """Always required: an order binds everybody under United States jurisdiction, and gates no step of a deal."""
    return Applicability(Need.MANDATORY, "an order binds everybody it reaches; it gates no step of the deal", ORDER)


# fmt: off
IEEPA_ORDER: Final = Process(
    "us.ieepa_order",
    "Order under the International Emergency Economic Powers Act",
    "President",
    states=[
        State("none", "no such order is out", initial=True),
        State("issued", "the order is out and does not bite yet"),
        State("in_effect", "dealings that Commerce identifies are prohibited"),
        State("revoked", "the order is revoked", ends="revoked"),
    ],
    transitions=[
        Transition(("none", "revoked"), "issue", "issued", "President", cite=STATUTE, details=[Detail("days", "days", "after how many days it takes effect, where that is not 45", required=False)], sets_length="effective", text="issues the order"),
        Transition("issued", "change_day", None, "President", cite=STATUTE, details=[Detail("day", "date", "the day on which it takes effect")], sets_day="effective", text="changes the day on which the order takes effect"),
        Transition("issued", "take_effect", "in_effect", CLOCK, cite=ORDER, text="the day has come"),
        Transition(("issued", "in_effect"), "revoke", "revoked", "President", cite=REVOKED, text="revokes the order"),
    ],
    clocks=[
        Clock("effective", "the time until the order takes effect", runs_in=("issued",), length=days(45, ORDER), silence="the prohibition takes effect", kind=Kind.TAKES_EFFECT, lapse="take_effect"),
    ],
    applies=applies,
    zone="America/New_York",
    citation=ORDER,
    limits=("the 45 days are those of E.O. 13942; an order with other days says so",),
)

PROHIBITION: Final = Process(
    "us.ieepa_prohibition",
    "Prohibition identified by Commerce",
    "Commerce",
    states=[
        State("none", "Commerce has identified no such dealings", initial=True),
        State("identified", "dealings are identified; they are prohibited from a day to come"),
        State("in_effect", "the dealings are prohibited", forbids="distribute"),
        State("revoked", "the prohibition is withdrawn, or its order revoked", ends="revoked"),
    ],
    transitions=[
        Transition(("none", "revoked"), "identify", "identified", "Commerce", InState("us.ieepa_order", ("issued", "in_effect"), says="no order under which Commerce could act is out", cite=IDENTIFIED), cite=IDENTIFIED, details=[Detail("day", "date", "the day from which they are prohibited"), Detail("dealings", "text", "what is prohibited", required=False)], sets_day="effective", text="identifies dealings and the day from which they are prohibited"),
        Transition("identified", "move", None, "Commerce", cite=LISTED, details=[Detail("day", "date", "the day from which they are prohibited")], sets_day="effective", text="moves the day"),
        Transition("in_effect", "move", "identified", "Commerce", cite=LISTED, details=[Detail("day", "date", "the day from which they are prohibited again")], sets_day="effective", text="suspends the prohibition until a later day"),
        Transition("identified", "take_effect", "in_effect", CLOCK, cite=LISTED, text="the day has come"),
        Transition(("identified", "in_effect"), "revoke", "revoked", ("Commerce", "President"), cite=REVOKED, text="withdraws the prohibition, or revokes its order"),
    ],
    clocks=[
        Clock("effective", "the time until the dealings are prohibited", runs_in=("identified",), length=None, silence="the dealings are prohibited", kind=Kind.TAKES_EFFECT, lapse="take_effect", citation=LISTED),
    ],
    applies=applies,
    needs="us.ieepa_order",
    zone="America/New_York",
    citation=IDENTIFIED,
    limits=(
        "a revocation of the order is recorded for each prohibition under it as well",
        "a statement that it will not be enforced is an overlay of its own: the prohibition stays",
        "a prohibition until the end of a day (23:59 on 27 Sep 2020) takes effect at the start of that day here",
    ),
)
# fmt: on

PROCESSES: Final = (IEEPA_ORDER, PROHIBITION)
