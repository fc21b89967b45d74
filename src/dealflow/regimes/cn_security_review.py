"""The Chinese security review of foreign investment, by the office that sits in the NDRC.

Foreign investment that touches military sectors, or that gives control in an important one, is declared before it is
carried out; the office may call in what was not. Three steps follow each other, of 15, 30 and 60 working days; the last
can be extended. Silence permits nothing. A closed deal, and an offshore target, can be prohibited too: then the shares
or assets go back by a day that the office sets. Its decision is final.

Sources: Foreign Investment Law, art. 35 (read); Measures for the Security Review of Foreign Investment (NDRC and MOFCOM
Order 37), in force 18 January 2021, of which purpose, scope, the steps, the three outcomes, the standstill and art. 12
were read in reports. All lengths, what stops them, and what triggers the duty to declare are recalled.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation, Dated, Edition
from dealflow.model import (
    BUYER_COUNTRIES,
    TARGET_COUNTRIES,
    Answer,
    Applicability,
    Clock,
    Detail,
    Extension,
    Fact,
    Gate,
    InState,
    Need,
    Period,
    Process,
    Reached,
    State,
    Terms,
    Transition,
    buyer_from_outside,
    said,
    target_in,
    unknown,
    working_days,
)

__all__ = ["PROCESSES", "applies"]

IN_FORCE: Final = date(2021, 1, 18)
"""The Measures take force."""

# fmt: off
MEASURES: Final = Citation("Measures for the Security Review of Foreign Investment (NDRC and MOFCOM Order 37 of 2020)", in_force=IN_FORCE)
STEPS: Final = MEASURES.at("general and special review")
OUTCOMES: Final = MEASURES.at("outcomes", note="passed, passed on conditions, prohibited")
STANDSTILL: Final = MEASURES.at("standstill", note="read for the review itself; that it binds from the declaration on is recalled")
UNWINDING: Final = MEASURES.at("art. 12", note="sell the shares or assets and restore what was before, by a day that is set")
FINAL: Final = Citation("Foreign Investment Law", "art. 35", in_force=date(2020, 1, 1), note="the decision is final: neither administrative review nor suit")


def _recalled(place: str, note: str = "") -> Citation:
    return MEASURES.at(place, status=Checked.RECALLED, note=note)


DUTY: Final = _recalled("duty to declare", "military sectors and their neighbourhood at any stake; elsewhere important sectors and actual control")
CALLED_IN: Final = _recalled("declaration on demand")
SCREENED: Final = _recalled("decision whether to review", "15 working days from receipt of the materials")
GENERAL: Final = _recalled("general review", "30 working days from its start")
SPECIAL: Final = _recalled("special review", "60 working days from its start")
LONGER: Final = _recalled("special review", "in special circumstances; no limit is stated")
NOT_COUNTED: Final = _recalled("supplements", "time for supplements is not counted")
AMENDED: Final = _recalled("amended plan", "the time of review counts again from the amended plan")
ENDED: Final = _recalled("withdrawal")
OUR_READING: Final = MEASURES.at("no rule", status=Checked.DERIVED, note="follows from the procedure; no text says so")

# ------------------------------------------------------------------------------------------------------ when it applies

NOTIFIABLE: Final = Fact("cn_security_review_notifiable", "yes/no", "Has counsel determined that the investment must be declared for the Chinese security review?", DUTY)
MILITARY: Final = Fact("cn_military_sector", "yes/no", "Is the Chinese business in arms or their supply, or near military or arms-industry sites?", DUTY)
IMPORTANT: Final = Fact("cn_important_sector", "yes/no", "Is the Chinese business in important agriculture, energy, equipment, infrastructure, transport, culture, information technology and internet, finance or key technology?", DUTY)
CONTROL: Final = Fact("cn_actual_control", "yes/no", "Does the foreign investor get actual control of the Chinese business (half of it, decisive votes, or decisive influence otherwise)?", DUTY)
FACTS: Final = (TARGET_COUNTRIES, BUYER_COUNTRIES, MILITARY, IMPORTANT, CONTROL, NOTIFIABLE)
# fmt: on


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory for foreign investors in military sectors, and in important ones where they get control."""
    if day < IN_FORCE:
        return Applicability(
            Need.NONE, "the Measures take force on 18 Jan 2021; older rules are not modelled", MEASURES
        )
    near, foreign, determined = target_in(terms, "CN"), buyer_from_outside(terms, "CN"), said(terms, NOTIFIABLE)
    if near.value is False:
        return Applicability(
            Need.NONE, "the target has no business in China; the office may still call it in", MEASURES
        )
    if foreign.value is False:
        return Applicability(Need.NONE, "the buyer is not foreign to China", MEASURES)
    if determined.value is not None:
        word = "must" if determined.value else "need not"
        reason = f"counsel has determined that the investment {word} be declared in China"
        return Applicability(Need.MANDATORY if determined.value else Need.NONE, reason, DUTY)
    return _by_sector(terms, near & foreign)


def _by_sector(terms: Terms, inbound: Answer) -> Applicability:
    answer = inbound & (said(terms, MILITARY) | (said(terms, IMPORTANT) & said(terms, CONTROL)))
    if answer.value is None:
        asked = Answer(None, (*answer.missing, NOTIFIABLE.name))
        return unknown(asked, FACTS, "whether the investment must be declared for security review cannot be told", DUTY)
    if not answer.value:
        return Applicability(Need.NONE, "neither a military sector nor control in an important one", DUTY)
    if terms.fact(MILITARY.name):
        return Applicability(Need.MANDATORY, "the business is in a military sector", DUTY, "military")
    return Applicability(Need.MANDATORY, "control of a business in an important sector", DUTY, "important sector")


# --------------------------------------------------------------------------------------------------------- the process

OFFICE: Final = ("review office", "NDRC", "MOFCOM")
"""NDRC and MOFCOM lead it together; who tells and who decides may differ."""
PARTIES: Final = ("buyer", "seller", "bidder")

STEPS_OF_REVIEW: Final = ("screening", "general", "special")
HELD: Final = tuple(f"{step}_supplement" for step in STEPS_OF_REVIEW)
PENDING: Final = (*STEPS_OF_REVIEW, *HELD, "review")
PASSED: Final = ("cleared", "conditional")

NOTHING: Final = "nothing is cleared: no rule says that silence permits"
PROMISES: Final = Detail("conditions", "text", "what the parties have promised in writing", required=False)
GROUND: Final = Detail("ground", "text", "the reason given", required=False)
BY_WHEN: Final = Detail("day", "date", "the day by which what was before is to be restored", required=False)
HAS_CLOSED: Final = Reached("closing", says="the deal has not closed: there is nothing to undo", cite=UNWINDING)


def _length(n: int, cited: Citation) -> Dated[Period | None]:
    return Dated((Edition(working_days(n, "cn.state", cited), IN_FORCE),))


def _supplements(step: str, clock: str) -> tuple[Transition, Transition]:
    """The rows by which a step waits for supplements and goes on."""
    held = f"{step}_supplement"
    ask = "asks for supplements; the time until they come is not counted"
    give = "hands in the supplements: the count goes on from this day"
    return (
        Transition(step, "ask_supplement", held, OFFICE, cite=NOT_COUNTED, stops=clock, text=ask),
        Transition(held, "supplement", step, PARTIES, cite=NOT_COUNTED, resumes=clock, text=give),
    )


# fmt: off
REVIEW: Final = Process(
    "cn.security_review",
    "Chinese security review of foreign investment",
    "review office",
    states=[
        State("not_filed", "nothing has been declared to the review office", initial=True),
        State("called_in", "the office has asked for a declaration", forbids="close"),
        State("screening", "the office decides whether to review", forbids="close"),
        State("screening_supplement", "the office decides whether to review, and waits for supplements", forbids="close"),
        State("general", "general review", forbids="close"),
        State("general_supplement", "general review, waiting for supplements", forbids="close"),
        State("special", "special review", forbids="close"),
        State("special_supplement", "special review, waiting for supplements", forbids="close"),
        State("review", "the office reviews; since when and at which step is not public", forbids="close"),
        State("cleared", "the office does not review the investment, or has passed it", ends="cleared", approval=True),
        State("conditional", "the office has passed the investment on conditions", ends="cleared on conditions", approval=True),
        State("prohibited", "the office has prohibited the investment", ends="prohibited", forbids="close"),
        State("unwinding", "the office has ordered the closed deal to be undone", forbids="close"),
        State("unwound", "the closed deal is undone", ends="unwound", forbids="close"),
        State("withdrawn", "the parties have withdrawn the investment: the review has ended", ends="withdrawn", forbids="close"),
    ],
    transitions=[
        # ------------------------------------------------------------------------------------------------------ beginnings
        Transition(("not_filed", "withdrawn"), "call_in", "called_in", OFFICE, cite=CALLED_IN, text="asks for a declaration of an investment that was not declared, closed or not"),
        Transition(("not_filed", "called_in", "withdrawn"), "file", "screening", PARTIES, cite=DUTY, text="declares the investment; the day on which the office receives the materials counts"),
        Transition((*PASSED, "prohibited"), "file_changed", "screening", PARTIES, cite=OUR_READING, text="declares the investment anew because it has changed since it was decided"),
        Transition(("not_filed", "called_in"), "tell_of_review", "review", (*PARTIES, *OFFICE, "press"), cite=OUR_READING, text="lets it be known that the investment is under review, without the dates from which its clocks count"),
        # ------------------------------------------------------------------------------------------------------- the steps
        *_supplements("screening", "preliminary"),
        Transition("screening", "decline", "cleared", OFFICE, cite=SCREENED, text="decides that no review is needed"),
        Transition("screening", "open_general", "general", OFFICE, cite=GENERAL, text="decides on a general review, which starts on this day"),
        *_supplements("general", "general"),
        Transition("general", "amend_plan", None, PARTIES, cite=AMENDED, restarts="general", text="hands in an amended plan: the general review counts again from this day"),
        Transition("general", "open_special", "special", OFFICE, cite=STEPS, text="finds that security may be affected and opens a special review on this day"),
        *_supplements("special", "special"),
        Transition("special", "amend_plan", None, PARTIES, cite=AMENDED, restarts="special", text="hands in an amended plan: the special review counts again from this day"),
        Transition("special", "extend", None, OFFICE, cite=LONGER, details=[Detail("days", "days", "by how many working days"), GROUND], extends="special", text="extends the special review in special circumstances, in writing"),
        # ---------------------------------------------------------------------------------------------------- the decision
        Transition(("general", "special", "review"), "clear", "cleared", OFFICE, cite=OUTCOMES, text="passes the investment"),
        Transition(("special", "review"), "clear_with_conditions", "conditional", OFFICE, cite=OUTCOMES, details=[PROMISES], text="passes the investment on conditions that the parties have promised in writing"),
        Transition(("special", "review"), "prohibit", "prohibited", OFFICE, cite=FINAL, details=[GROUND], text="prohibits the investment; nobody reviews this decision"),
        Transition("prohibited", "order_unwinding", "unwinding", OFFICE, HAS_CLOSED, cite=UNWINDING, details=[BY_WHEN], sets_day="unwind", text="orders the parties to the closed deal to sell and to restore what was before"),
        Transition("unwinding", "unwind", "unwound", PARTIES, cite=UNWINDING, text="undoes the deal"),
        Transition(("called_in", *PENDING), "withdraw", "withdrawn", PARTIES, cite=ENDED, text="gives up the investment, which ends the review"),
        Transition(("called_in", "withdrawn"), "release", "not_filed", OFFICE, cite=OUR_READING, text="no longer asks for a declaration: what it would have reviewed is given up, or another investment stands in its place"),
    ],
    clocks=[
        Clock("preliminary", "decision whether to review", ("screening", "screening_supplement"), _length(15, SCREENED), NOTHING),
        Clock("general", "general review", ("general", "general_supplement"), _length(30, GENERAL), NOTHING, follows="preliminary"),
        Clock("special", "special review", ("special", "special_supplement"), _length(60, SPECIAL), NOTHING, follows="general", extensions=Extension(LONGER)),
        Clock("unwind", "time to undo the closed deal", "unwinding", None, "the order is disobeyed and goes on to bind", citation=UNWINDING),
    ],
    gates=[
        Gate("close", InState("", PASSED, cure="review office", cite=STANDSTILL), STANDSTILL, "the Chinese security review has not passed the investment"),
    ],
    applies=applies,
    law_days=(IN_FORCE,),
    asks=FACTS,
    covers=("buyer", "sold"),
    zone="Asia/Shanghai",
    citation=MEASURES,
    limits=(
        "15, 30 and 60 working days, the stop for supplements, the new count after an amended plan, the extension and the triggers are recalled, not read",
        "no rule was found that silence clears: no step is decided by it",
        "a target without business in China is taken not to need a declaration; the office has prohibited the purchase of one that had moved abroad, and may call it in here too",
        "whether a withdrawal needs the office's consent, and what it may order then, was not read; that nobody may close what was withdrawn until it is declared again or the office lets it go is our reading",
        "investors of Hong Kong, Macao and Taiwan are taken as foreign",
        "orders to one who did not declare, gave false information or broke a condition are not modelled apart from the order to undo a closed deal",
        "the review of mergers and acquisitions under the notices of 2011 is not modelled",
        "the decision is final; there is no row for review or suit",
    ),
)
# fmt: on

PROCESSES: Final = (REVIEW,)
