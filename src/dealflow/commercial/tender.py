"""An offer to the holders of shares: open until a day that the bidder sets and moves, then unconditional or gone.

The day on which acceptance ends is set by the launch and by each extension, never by this file: the law leaves it to
the offer within bounds that differ by country. When it passes, the offer is no longer open, and nothing is decided by
that: the bidder may extend again, let the offer lapse, or declare it unconditional. Settlement takes the step ``close``
for the holders, so it asks what stands on that step.

It stands only in deals that name it. Where the contract lists it as a condition, closing waits for it.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation
from dealflow.model import (
    CLOCK,
    Clock,
    Detail,
    Extension,
    Gate,
    Gates,
    InState,
    Length,
    Permitted,
    Process,
    State,
    Transition,
    Unit,
)

__all__ = ["PROCESSES"]

OFFER: Final = Citation("the offer document", status=Checked.CONTRACT)
LAST_DAY: Final = OFFER.at("last day of acceptance")
FURTHER: Final = OFFER.at("last day of the further acceptance period")
CONDITIONS: Final = OFFER.at("conditions")
GERMANY: Final = Citation(
    "Securities Acquisition and Takeover Act (WpUEG)",
    "s. 21(5)",
    in_force=date(2002, 1, 1),
    status=Checked.RECALLED,
    note="two weeks more where the change is published in the last two; it cannot be changed again in them, s. 21(6)",
)

BIDDER: Final = ("bidder", "buyer")
GONE: Final = ("lapsed", "withdrawn")
DECIDED: Final = ("unconditional", "further_unconditional")
CONDITIONAL: Final = ("open", "ended", "further")

PRICE: Final = Detail("price", "text", 'what is offered ("EUR 6 a share")', required=False)
MINIMUM: Final = Detail("minimum", "text", 'the least that must be accepted ("60 %")', required=False)
EXPIRES: Final = (Detail("expires", "date", "the last day on which it can be accepted"),)
UNTIL: Final = (Detail("expires", "date", "the last day of the further acceptance period"),)
LEVEL: Final = (Detail("level", "text", 'how much has been accepted ("61.3 %")'),)
REASON: Final = Detail("reason", "text", "why", required=False)

# fmt: off
TENDER: Final = Process(
    "tender",
    "Offer to the holders",
    "bidder",
    states=[
        State("not_launched", "no offer to the holders", initial=True),
        State("open", "the holders can accept; the offer is conditional"),
        State("ended", "the acceptance period is over; whether the offer stands is not declared"),
        State("further", "the holders can still accept in a further period; the offer is conditional"),
        State("unconditional", "declared unconditional: what was accepted will be paid for"),
        State("further_unconditional", "declared unconditional, and the holders can still accept"),
        State("settled", "what was accepted has been paid for", ends="settled"),
        State("lapsed", "the offer has lapsed", ends="lapsed"),
        State("withdrawn", "the offer is withdrawn", ends="withdrawn"),
    ],
    transitions=[
        Transition(("not_launched", *GONE), "launch", "open", BIDDER, details=(*EXPIRES, PRICE, MINIMUM),
                   sets_day="acceptance", text="publishes the offer, open for acceptance until a day"),
        Transition("open", "extend", None, BIDDER, details=EXPIRES, sets_day="acceptance", cite=LAST_DAY,
                   text="moves the last day of acceptance"),
        Transition("ended", "extend", "open", BIDDER, details=EXPIRES, sets_day="acceptance", cite=LAST_DAY,
                   text="opens the offer again, as is announced on the morning after"),
        Transition(CONDITIONAL, "amend", None, BIDDER, details=(PRICE, MINIMUM, REASON), cite=OFFER,
                   text="raises or cuts the price, or changes a condition"),
        Transition("open", "amend_late_in_germany", None, BIDDER, details=(PRICE, MINIMUM), extends="acceptance",
                   cite=GERMANY, text="changes a German offer in its last two weeks: acceptance lasts two weeks more"),
        Transition((*CONDITIONAL, *DECIDED), "report_level", None, BIDDER, details=LEVEL,
                   text="reports how much has been accepted"),
        Transition("open", "expire", "ended", CLOCK, cite=LAST_DAY, text="the last day of acceptance has passed"),
        Transition("ended", "open_further", "further", BIDDER, details=UNTIL, sets_day="further_acceptance",
                   cite=FURTHER, text="gives those who have not accepted a further period"),
        Transition("unconditional", "open_further", "further_unconditional", BIDDER, details=UNTIL,
                   sets_day="further_acceptance", cite=FURTHER, text="keeps the unconditional offer open"),
        Transition("further", "end_further", "ended", CLOCK, cite=FURTHER,
                   text="the last day of the further period has passed"),
        Transition("further_unconditional", "end_further", "unconditional", CLOCK, cite=FURTHER,
                   text="the last day of the further period has passed"),
        Transition(("open", "ended"), "declare_unconditional", "unconditional", BIDDER, cite=CONDITIONS,
                   text="declares that the conditions are met or waived"),
        Transition("further", "declare_unconditional", "further_unconditional", BIDDER, cite=CONDITIONS,
                   text="declares that the conditions are met or waived"),
        Transition("unconditional", "settle", "settled", BIDDER, Gates("close") & Permitted("close"), cite=OFFER,
                   text="takes up and pays for what was accepted"),
        Transition("further_unconditional", "settle", None, BIDDER, Gates("close") & Permitted("close"), cite=OFFER,
                   text="takes up and pays for what was accepted so far; the further period is settled after it"),
        Transition(CONDITIONAL, "lapse", "lapsed", BIDDER, details=(REASON,), cite=CONDITIONS,
                   text="lets the offer lapse because a condition is not met"),
        Transition(CONDITIONAL, "withdraw", "withdrawn", BIDDER, details=(REASON,), text="withdraws the offer"),
    ],
    clocks=[
        Clock("acceptance", "the time in which the holders can accept", ("open",), None,
              "the offer is no longer open", lapse="expire", citation=LAST_DAY,
              extensions=Extension(GERMANY, each=Length(2, Unit.WEEKS), exactly=True, times=1)),
        Clock("further_acceptance", "the further time for those who have not accepted",
              ("further", "further_unconditional"), None, "the offer is no longer open", lapse="end_further",
              started_by=("open_further",), citation=FURTHER),
    ],
    gates=[
        Gate("close", InState("", (*DECIDED, "settled"), cure="bidder"), CONDITIONS,
             "the offer to the holders is not unconditional", listed=True),
    ],
    citation=OFFER,
    contract=True,
    limits=(
        "the shortest and longest periods that the law of each country sets for an offer are not checked",
        "that a German offer is changed in its last two weeks, and that it is a German one, is for the entry to say",
        "an acceptance level is recorded in words and compared with nothing",
        "the holders' right to take acceptances back is not modelled",
    ),
)
# fmt: on

PROCESSES: Final = (TENDER,)
