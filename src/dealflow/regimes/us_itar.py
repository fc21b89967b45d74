"""Notices to the Directorate of Defense Trade Controls when a registrant changes hands (22 CFR 122.4).

A notice, not an approval: 60 days before ownership or control passes to a foreign person, and again within five days
after any change of ownership. Nobody decides anything; when the 60 days have passed without a word, the parties may
close. ``approval`` marks here only that the notice stands for the buyer and the perimeter that it named: another buyer
needs another notice.

Sources: 22 CFR 122.4, read. Calendar days; the section has neither a roll nor a toll.

Limitations: see ``limits`` of each process.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation
from dealflow.model import (
    BUYER_COUNTRIES,
    CLOCK,
    TARGET_COUNTRIES,
    Applicability,
    Clock,
    Fact,
    Gate,
    InState,
    Kind,
    Need,
    Process,
    Reached,
    State,
    Terms,
    Transition,
    buyer_from_outside,
    days,
    said,
    target_in,
    unknown,
)

__all__ = ["PROCESSES"]

# fmt: off
ADVANCE: Final = Citation("22 CFR 122.4", "(b)", note="at least 60 days in advance of a sale or transfer of ownership or control to a foreign person")
ADVANCE_COUNT: Final = ADVANCE.at("(b)", status=Checked.DERIVED, note="the day of the notice is day 0, closing on the 60th day after it or later; neither rolled nor tolled")
AFTER: Final = ADVANCE.at("(a)", note="within five days after the event: ownership, control, senior officers, board")
AFTER_COUNT: Final = AFTER.at("(a)", status=Checked.DERIVED, note="calendar days, the day of the event is day 0")
AMENDED: Final = ADVANCE.at("(c)(4)", note="signed amendments of agreements within 60 days")
AMENDED_COUNT: Final = AMENDED.at("(c)(4)", status=Checked.RECALLED, note="counted from the notice after closing")
SHORTENED: Final = ADVANCE.at("(b)", status=Checked.RECALLED, note="practice: the Directorate lets parties close earlier")

# ------------------------------------------------------------------------------------------------- when does it apply?

REGISTRANT: Final = Fact("us_itar_registrant", "yes/no", "Is the target, or a company sold with it, registered with the Directorate of Defense Trade Controls?", Citation("22 CFR 122.1", status=Checked.RECALLED))
NOTIFIABLE: Final = Fact("us_itar_notifiable", "yes/no", "Has counsel determined that the sale must be notified to the Directorate of Defense Trade Controls 60 days in advance?", ADVANCE)
FACTS: Final = (TARGET_COUNTRIES, REGISTRANT, BUYER_COUNTRIES, NOTIFIABLE)
# fmt: on


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory where a registrant passes to a buyer from abroad, or to one whom somebody abroad controls."""
    del day
    nexus = target_in(terms, "US")
    if nexus.value is False:
        return Applicability(Need.NONE, "the target has nothing in the United States", ADVANCE)
    told = said(terms, NOTIFIABLE)
    if told.value is not None:
        need, word = (Need.MANDATORY, "must") if told.value else (Need.NONE, "need not")
        return Applicability(need, f"counsel has determined that the sale {word} be notified in advance", ADVANCE)
    registrant, foreign = said(terms, REGISTRANT), buyer_from_outside(terms, "US")
    if registrant.value is False:
        return Applicability(Need.NONE, "no registrant is sold", ADVANCE)
    if foreign.value is False:
        return Applicability(
            Need.NONE, "the buyer and those who control it are established in the United States", ADVANCE
        )
    found = nexus & registrant & foreign
    if found.value is None:
        return unknown(found, FACTS, "whether a registrant passes to a foreign person cannot be told", ADVANCE)
    return Applicability(Need.MANDATORY, "a registrant passes to a foreign person", ADVANCE)


def applies_after(terms: Terms, day: date) -> Applicability:
    """Mandatory for every registrant that changes hands, whoever buys."""
    del day
    nexus, registrant = target_in(terms, "US"), said(terms, REGISTRANT)
    if nexus.value is False:
        return Applicability(Need.NONE, "the target has nothing in the United States", AFTER)
    if registrant.value is False:
        return Applicability(Need.NONE, "no registrant is sold", AFTER)
    found = nexus & registrant
    if found.value is None:
        return unknown(found, FACTS, "whether a registrant is sold cannot be told", AFTER)
    return Applicability(Need.MANDATORY, "a registrant changes hands", AFTER)


# fmt: off
PARTIES: Final = ("seller", "buyer", "bidder")

ITAR: Final = Process(
    "us.itar",
    "ITAR advance notice",
    "DDTC",
    states=[
        State("not_notified", "the Directorate has had no notice of the sale", initial=True),
        State("notified", "the Directorate has notice; its 60 days run"),
        State("waited", "60 days have passed since the notice: it stands in the way of nothing", ends="waited", approval=True),
        State("let_go", "the Directorate lets the parties close before the 60 days are over", ends="let go", approval=True),
        State("withdrawn", "the notice is withdrawn", ends="withdrawn"),
    ],
    transitions=[
        Transition(("not_notified", "withdrawn", "waited", "let_go"), "notify", "notified", PARTIES, cite=ADVANCE, text="notifies the Directorate of the intended sale, or of one to another buyer"),
        Transition("notified", "pass", "waited", CLOCK, cite=ADVANCE, text="60 days have passed since the notice"),
        Transition("notified", "let_go", "let_go", "DDTC", cite=SHORTENED, text="lets the parties close earlier"),
        Transition(("notified", "waited", "let_go"), "withdraw", "withdrawn", PARTIES, cite=ADVANCE, text="withdraws the notice: the sale is off"),
    ],
    clocks=[
        Clock(
            "advance_notice", "the 60 days before a registrant may pass to a foreign person",
            runs_in=("notified",),
            length=days(60, ADVANCE),
            silence="the parties may close: it is a notice, nothing is approved", kind=Kind.EARLIEST_DAY, lapse="pass", citation=ADVANCE_COUNT,
        ),
    ],
    gates=[
        Gate("close", InState("", ("waited", "let_go"), cure="the parties, by notifying and waiting 60 days", cite=ADVANCE), ADVANCE, "the Directorate has not had 60 days' notice of the sale"),
    ],
    applies=applies,
    asks=FACTS,
    covers=("buyer", "sold"),
    zone="America/New_York",
    citation=ADVANCE,
    limits=(
        "foreign person is judged by where the buyer and those who control it are established; other cases are counsel's determination",
        "licences for technical data shown to the buyer before or after closing are not modelled",
        "the first edition of the duty is not dated here: it is taken as in force on every day",
    ),
)

AFTER_CLOSING: Final = Process(
    "us.itar.after",
    "ITAR notice after closing",
    "DDTC",
    states=[
        State("none", "nothing has changed that the Directorate must be told afterwards", initial=True),
        State("due", "ownership or control has changed; the notice is due"),
        State("notified", "the Directorate is told; signed amendments of agreements are due"),
        State("complete", "the Directorate is told and every agreement is amended", ends="complete"),
    ],
    transitions=[
        Transition(("none", "complete"), "change_hands", "due", PARTIES, Reached("closing", says="the sale has not closed", cite=AFTER), cite=AFTER, text="has closed: the day of the change is day 0"),
        Transition("due", "notify", "notified", PARTIES, cite=AFTER, text="tells the Directorate of the change"),
        Transition("notified", "file_amendments", "complete", PARTIES, cite=AMENDED, text="submits the signed amendments, or has no agreements to amend"),
    ],
    clocks=[
        Clock("notice", "the notice after the event", runs_in=("due",), length=days(5, AFTER), silence="nothing: the registrant is in breach", citation=AFTER_COUNT),
        Clock("amendments", "signed amendments of agreements", runs_in=("notified",), length=days(60, AMENDED), silence="nothing: the registrant is in breach and the agreements do not cover the new owner", citation=AMENDED_COUNT),
    ],
    applies=applies_after,
    asks=FACTS,
    zone="America/New_York",
    citation=AFTER,
    limits=("changes of officers, directors and the like without a sale are not modelled", "from which day the 60 days for amendments count is recalled"),
)
# fmt: on

PROCESSES: Final = (ITAR, AFTER_CLOSING)
