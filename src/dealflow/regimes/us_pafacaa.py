"""The Act on applications controlled by foreign adversaries (PAFACAA): divest, or be cut off from stores and hosting.

Here silence prohibits: 270 days after the Act names an application, or the President determines that it is covered,
services to distribute or host it are unlawful. 24 Apr 2024 + 270 = Sun 19 Jan 2025 is the day on which that takes
effect, not a last day to sell; no roll. The President may extend once, by at most 90 days, and may find a divestiture
to be a qualified one before or after the day. The Act forbids no closing, so nothing here stands in its way, unless the
contract makes the finding a condition.

Orders that tell the Attorney General not to enforce are another thing: ``us.non_enforcement`` with this process as its
target. They move no date and lift nothing. A court that suspends the effect is ``us.stay``; it moves no date either.

Sources: Pub. L. 118-50, div. H, read in summaries and, for the extension, in a quotation of the text as enacted.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation
from dealflow.model import (
    CLOCK,
    TARGET_COUNTRIES,
    Applicability,
    Clock,
    Detail,
    Extension,
    Fact,
    Gate,
    InForce,
    InState,
    Kind,
    Length,
    Need,
    Process,
    Reached,
    Running,
    State,
    Terms,
    Transition,
    Unit,
    days,
    said,
    target_in,
    unknown,
)

__all__ = ["PROCESSES"]

ENACTED: Final = date(2024, 4, 24)
LAW_DAYS: Final = (ENACTED,)

# fmt: off
ACT: Final = Citation("Pub. L. 118-50, div. H", "s. 2(a)", in_force=ENACTED)
PERIOD: Final = ACT.at("s. 2(a)(2)", note="270 days after enactment for the applications it names, after the determination for others; the end, 19 Jan 2025, was published")
EXTENSION: Final = ACT.at("s. 2(a)(3)", note="once, at most 90 days, on a certificate to Congress: a path, significant progress, binding agreements; never used")
COVERED: Final = ACT.at("s. 2(g)(3)", note="ByteDance and TikTok by name; others by determination of the President, after a process; foreign adversaries hold 20 % or more")
DETERMINED: Final = ACT.at("s. 2(g)(6)", status=Checked.RECALLED, note="its outline was read in summaries: no control by a foreign adversary, no operational relationship, in algorithm or data; through an interagency process; E.O. 14352 of 25 Sep 2025 is one")
CARRIED_OUT: Final = ACT.at("s. 2(c)(1)", status=Checked.RECALLED, note="the prohibition does not apply, or ceases to apply, once a qualified divestiture has been carried out")
ENFORCED: Final = ACT.at("s. 2(d)", status=Checked.RECALLED, note="the Attorney General investigates and sues")
REVIEW: Final = ACT.at("s. 3", note="D.C. Circuit alone; 165 days for the Act, 90 days for an action or determination")
UPHELD: Final = Citation("TikTok v. Garland", in_force=date(2025, 1, 17), note="Supreme Court, affirming the D.C. Circuit")

# ------------------------------------------------------------------------------------------------- when does it apply?

NAMED: Final = Fact("us_pafacaa_covered", "yes/no", "Is an application of ByteDance or TikTok, or one that the President has determined to be controlled by a foreign adversary, part of what is sold?", COVERED)
# fmt: on


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory for whoever the Act names or the President has determined; nobody else has to do anything."""
    if day < ENACTED:
        return Applicability(Need.NONE, "the Act takes force on 24 Apr 2024", ACT)
    nexus, named = target_in(terms, "US"), said(terms, NAMED)
    if nexus.value is False:
        return Applicability(Need.NONE, "the target has nothing in the United States", ACT)
    found = nexus & named
    if found.value is None:
        return unknown(found, (TARGET_COUNTRIES, NAMED), "whether the Act covers what is sold cannot be told", COVERED)
    if found.value:
        return Applicability(Need.MANDATORY, "the Act covers an application that is sold", COVERED)
    return Applicability(Need.NONE, "no application that the Act covers is sold", COVERED)


# fmt: off
AWAITED: Final = ("pending", "extended")
"""The period runs and no divestiture has been found to be qualified."""
CUT_OFF: Final = ("prohibited", "prohibited_found", "enforcement")
"""The prohibition is in force."""
FOUND: Final = ("found_qualified", "prohibited_found")
"""The President has found a divestiture to be qualified; it has not been carried out."""
NOT_YET: Final = InForce(ENACTED, says="there is no such Act before 24 Apr 2024", cite=ACT)

PAFACAA: Final = Process(
    "us.pafacaa",
    "PAFACAA",
    "President",
    states=[
        State("not_covered", "the Act covers no application of the seller", initial=True),
        State("pending", "an application is covered; the prohibition has not yet taken effect"),
        State("extended", "the day of the prohibition has been moved, once, on a certificate to Congress"),
        State("found_qualified", "a divestiture has been found to be qualified and is to be carried out before the prohibition", approval=True),
        State("prohibited", "services to distribute or host the application are unlawful", forbids="distribute"),
        State("prohibited_found", "a divestiture has been found to be qualified; until it is carried out the services stay unlawful", approval=True, forbids="distribute"),
        State("enforcement", "the Attorney General has gone to court over the prohibition", forbids="distribute"),
        State("divested", "a qualified divestiture has been carried out: nothing is prohibited", ends="divested", approval=True),
        State("set_aside", "the designation is set aside by a court", ends="set aside"),
    ],
    transitions=[
        Transition(("not_covered", "set_aside"), "name", "pending", "Congress", NOT_YET, cite=COVERED, text="names the application in the Act: the day of enactment is day 0"),
        Transition(("not_covered", "set_aside"), "determine", "pending", "President", NOT_YET, cite=COVERED, text="determines that the application is controlled by a foreign adversary: that day is day 0"),
        Transition("pending", "extend", "extended", "President", cite=EXTENSION, details=[Detail("days", "days", "by how many days, 90 at most")], extends="divest", text="certifies a path, significant progress and binding agreements to Congress and extends, once"),
        Transition("found_qualified", "extend", None, "President", cite=EXTENSION, details=[Detail("days", "days", "by how many days, 90 at most")], extends="divest", text="extends, once, for a divestiture already found to be qualified"),
        Transition(AWAITED, "find_qualified", "found_qualified", "President", cite=DETERMINED, text="finds that the divestiture is a qualified one, while the period runs"),
        Transition(("prohibited", "enforcement"), "find_qualified", "prohibited_found", "President", cite=DETERMINED, text="finds, after the day, that the divestiture is a qualified one"),
        Transition(AWAITED, "take_effect", "prohibited", CLOCK, cite=PERIOD, text="the day has come: the prohibition takes effect"),
        Transition("found_qualified", "take_effect", "prohibited_found", CLOCK, cite=PERIOD, text="the day has come and the divestiture has not been carried out"),
        Transition(FOUND, "carry_out", "divested", "seller", Reached("closing", says="the divestiture has not closed", cite=CARRIED_OUT), cite=CARRIED_OUT, text="carries out the qualified divestiture by closing the sale"),
        Transition(("prohibited", "prohibited_found"), "sue", "enforcement", "Attorney General", cite=ENFORCED, text="goes to court over the prohibition"),
        Transition("enforcement", "drop", "prohibited", "Attorney General", cite=ENFORCED, text="gives up the suit; the prohibition stays"),
        Transition((*AWAITED, *CUT_OFF, "found_qualified"), "set_aside", "set_aside", "court", cite=REVIEW, text="sets the designation aside by final judgment"),
    ],
    clocks=[
        Clock(
            "divest", "the time until the prohibition takes effect",
            runs_in=(*AWAITED, "found_qualified"),
            length=days(270, PERIOD),
            silence="the services become unlawful, enforced or not", kind=Kind.TAKES_EFFECT, lapse="take_effect",
            extensions=Extension(EXTENSION, each=Length(90, Unit.DAYS), times=1),
            limits=("the number of days was read in summaries, the end of the first period where it was published",),
        ),
    ],
    gates=[
        Gate("close", InState("", (*FOUND, "divested", "not_covered", "set_aside"), cure="the President", cite=DETERMINED), DETERMINED, "the contract asks for a finding that the divestiture is qualified", listed=True),
    ],
    applies=applies,
    law_days=LAW_DAYS,
    asks=(TARGET_COUNTRIES, NAMED),
    covers=("buyer", "perimeter"),
    zone="America/New_York",
    citation=ACT,
    limits=(
        "the text as enacted was read for the extension alone; what this file says beyond that rests on summaries",
        "the notice and the report that precede a determination of the President are not modelled",
        "who counts as controlled by a foreign adversary (20 %, domicile, direction) is the designation's to say",
        "the handover of users' data before the prohibition, and penalties, are not modelled",
        "that a finding is taken back, a designation ended or the Act repealed is not modelled",
        "a promise not to enforce is us.non_enforcement with this process as its target: it lifts nothing here",
    ),
)

PETITION: Final = Process(
    "us.pafacaa.petition",
    "Petition against PAFACAA",
    "court",
    states=[
        State("none", "nothing has been done that could be challenged", initial=True),
        State("open_to_act", "the Act itself may be challenged in the D.C. Circuit"),
        State("open_to_action", "an action or determination under the Act may be challenged in the D.C. Circuit"),
        State("pending", "a petition is before the D.C. Circuit or the Supreme Court"),
        State("upheld", "what was challenged is upheld", ends="upheld"),
        State("barred", "the time to petition has passed", ends="barred"),
        State("granted", "the petition has succeeded", ends="set aside"),
    ],
    transitions=[
        Transition("none", "open_on_act", "open_to_act", "Congress", NOT_YET, cite=REVIEW, text="enacts the Act: the time to challenge it begins"),
        Transition(("none", "upheld", "barred", "granted"), "open_on_action", "open_to_action", "President", NOT_YET, cite=REVIEW, text="acts or determines under the Act: the time to challenge that begins"),
        Transition("open_to_act", "petition", "pending", ("seller", "plaintiff"), Running("petition_act", says="the 165 days have passed", cite=REVIEW), cite=REVIEW, text="petitions against the Act"),
        Transition("open_to_action", "petition", "pending", ("seller", "plaintiff"), Running("petition_action", says="the 90 days have passed", cite=REVIEW), cite=REVIEW, text="petitions against the action or determination"),
        Transition(("open_to_act", "open_to_action"), "bar", "barred", CLOCK, cite=REVIEW, text="nobody has petitioned in time"),
        Transition("pending", "uphold", None, "court", cite=REVIEW, text="upholds what is challenged; the Supreme Court may still be asked"),
        Transition("pending", "grant_review", None, "court", cite=UPHELD, text="takes the case up in the Supreme Court, or sets it for argument there"),
        Transition("pending", "affirm", "upheld", "court", cite=UPHELD, text="upholds it for good"),
        Transition("pending", "grant", "granted", "court", cite=REVIEW, text="grants the petition for good"),
        Transition("pending", "withdraw", "barred", ("seller", "plaintiff"), cite=REVIEW, text="withdraws the petition"),
    ],
    clocks=[
        Clock("petition_act", "petition against the Act", runs_in=("open_to_act",), length=days(165, REVIEW), silence="the Act can no longer be challenged", lapse="bar"),
        Clock("petition_action", "petition against an action or determination", runs_in=("open_to_action",), length=days(90, REVIEW), silence="the action can no longer be challenged", lapse="bar"),
    ],
    applies=applies,
    law_days=LAW_DAYS,
    asks=(TARGET_COUNTRIES, NAMED),
    needs="us.pafacaa",
    zone="America/New_York",
    citation=REVIEW,
    limits=(
        "a petition suspends nothing by itself; an injunction is us.stay with us.pafacaa as its target",
        "whether the 165th or 90th day moves when it is a rest day was not verified: it stays",
        "that a granted petition sets the designation aside is recorded there as well",
    ),
)
# fmt: on

PROCESSES: Final = (PAFACAA, PETITION)
