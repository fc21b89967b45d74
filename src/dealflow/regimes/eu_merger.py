"""Merger control of the European Commission: Regulation 139/2004, from the first contact to the decision.

Silence clears: without a decision by the end of Phase I or of Phase II the concentration is declared compatible, unless
the clock is suspended. Until then nobody may close. The periods are counted in working days of the Commission from the
working day after the event. Phase I grows by 10 days, once, whether for commitments, for a Member State's request or
for both. Phase II grows by 15 for commitments offered on or after day 55 and by up to 20 by request or agreement.

A suspension is decided late and takes effect early: from the working day after the first deadline that was missed
through the day on which the missing answer is complete. Record it with the first suspended day as `effective`, and its
end with the first running day as `effective` (or with both days, `first` and `last`, inclusive).

Sources: Regulation (EC) No 139/2004; Implementing Regulations (EC) No 802/2004 and (EU) 2023/914. Cross-checked with
the deadlines published in some seventy cases of 2011 to 2025.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation, Dated, Edition
from dealflow.model import (
    CLOCK,
    TARGET_COUNTRIES,
    Answer,
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
    Past,
    Period,
    Process,
    Reached,
    Required,
    Running,
    State,
    Terms,
    Transition,
    Unit,
    member_states,
    more_than,
    said,
    target_in,
    unknown,
    working_days,
)

__all__ = ["PROCESSES"]

IN_FORCE: Final = date(2004, 5, 1)
NEW_RULES: Final = date(2023, 9, 1)
WITHOUT_UK: Final = date(2021, 1, 1)
WORKING: Final = "eu.commission"

# ------------------------------------------------------------------------------------------------------------ sources

# fmt: off
EUMR: Final = Citation("Regulation (EC) No 139/2004", in_force=IN_FORCE, status=Checked.RECALLED)
DIMENSION: Final = EUMR.at("art. 1")
CONTROL: Final = EUMR.at("art. 3")
DUTY: Final = EUMR.at("art. 4(1)")
DOWN: Final = EUMR.at("art. 4(4)", note="a Member State that is silent for 15 working days agrees; the Commission has 25 from the submission and refers by silence")
UP: Final = EUMR.at("art. 4(5)", note="a Member State that is silent for 15 working days agrees")
NO_CONCENTRATION: Final = EUMR.at("art. 6(1)(a)")
CLEAR_1: Final = EUMR.at("art. 6(1)(b)")
CONDITIONS_1: Final = EUMR.at("art. 6(2)")
OPEN: Final = EUMR.at("art. 6(1)(c)", note="may come before the end of Phase I; Phase II counts from the decision")
STANDSTILL: Final = EUMR.at("art. 7(1)", note="validity depends on the decision, (4); fines up to 10 % of turnover, art. 14")
PUBLIC_BID: Final = EUMR.at("art. 7(2)", note="if notified without delay and the votes are not exercised")
DEROGATION: Final = EUMR.at("art. 7(3)")
CLEAR_2: Final = EUMR.at("art. 8(1)")
CONDITIONS_2: Final = EUMR.at("art. 8(2)")
PROHIBIT: Final = EUMR.at("art. 8(3)")
DISSOLVE: Final = EUMR.at("art. 8(4)")
INTERIM: Final = EUMR.at("art. 8(5)")
REQUEST_9: Final = EUMR.at("art. 9(2)", note="15 working days from receipt of the copy of the notification")
REFER_9: Final = EUMR.at("art. 9(3)", note="time: 35 working days from notification, or 65 from the opening of Phase II, art. 9(4)")
REMINDED_9: Final = EUMR.at("art. 9(5)")
NATIONAL_9: Final = EUMR.at("art. 9(6)", note="45 working days to inform the parties of a preliminary assessment")
PHASE_1: Final = EUMR.at("art. 10(1)", status=Checked.READ, note="25 and 35 working days as lawyers' notes tell them and published deadlines confirm")
LONGER_1: Final = EUMR.at("art. 10(1), second subparagraph", note="35 in all, once: commitments and a request of a Member State do not add up")
PHASE_2: Final = EUMR.at("art. 10(3)", status=Checked.READ, note="90 working days, 125 at most, as lawyers' notes tell them and published deadlines confirm")
LONGER_2: Final = EUMR.at("art. 10(3), first subparagraph", note="105 in all, unless the commitments came before working day 55")
AGREED: Final = EUMR.at("art. 10(3), second subparagraph", note="20 working days in all; the parties' own request once and within 15 working days of the opening")
STOPPED: Final = EUMR.at("art. 10(4)", status=Checked.READ, note="Implementing Regulation, art. 9; shown by the case M.11753: ended 15 Sep 2025 with effect from the 16th")
AGAIN: Final = EUMR.at("art. 10(5)")
DEEMED: Final = EUMR.at("art. 10(6)", note="adopted in time is enough, notified is not asked")
UPWARD: Final = EUMR.at("art. 22", note="15 working days for the request, 15 to join, 10 to decide; silence accepts")
ANNULLED_22: Final = Citation("Court of Justice, C-611/22 P and C-625/22 P", "3 Sep 2024", status=Checked.RECALLED, note="a referral accepted without competence falls with all that was decided on it")
IR_2004: Final = Citation("Regulation (EC) No 802/2004", in_force=IN_FORCE, until=date(2023, 8, 31), status=Checked.RECALLED)
IR_2023: Final = Citation("Implementing Regulation (EU) 2023/914", in_force=NEW_RULES, status=Checked.RECALLED)
IR: Final = Citation("Regulation (EC) No 802/2004, since 1 September 2023 Implementing Regulation (EU) 2023/914", in_force=IN_FORCE, status=Checked.RECALLED)
INCOMPLETE: Final = IR.at("art. 5(2)", in_force=None, note="effective on the day the information is complete")
COUNT: Final = IR.at("arts. 7, 8 and 24", in_force=None, status=Checked.READ, note="from the working day after the event; read in Regulation 802/2004")
OWN_MOTION: Final = IR_2023.at("art. 9", note="the Commission may end a suspension itself when the information is no longer needed; read as a proposal of Oct 2022")
FROZEN: Final = IR.at("art. 19", in_force=None, note="the days for commitments stand still with the clock of the phase")
# fmt: on


def _implementing(n: int, pinpoint: str, **more: object) -> Dated[Period | None]:
    """*n* working days under each of the two implementing regulations."""
    old, new = IR_2004.at(pinpoint, **more), IR_2023.at(pinpoint, **more)
    return Dated[Period | None](
        (Edition(working_days(n, WORKING, old), IN_FORCE, old), Edition(working_days(n, WORKING, new), NEW_RULES, new))
    )


def _since_2004(n: int, cite: Citation) -> Dated[Period | None]:
    return Dated[Period | None]((Edition(working_days(n, WORKING, cite), IN_FORCE, cite),))


# ------------------------------------------------------------------------------------------------- when does it apply?

# fmt: off
NOTIFIABLE: Final = Fact("eu_merger_notifiable", "yes/no", "Has counsel determined that the deal is a concentration with a Union dimension?", DIMENSION)
REFERRED: Final = Fact("eu_merger_referred", "yes/no", "Has the case gone up to the Commission from the Member States (art. 4(5) or art. 22)?", UPWARD)
LASTING: Final = Fact("eu_merger_control", "yes/no", "Does the deal bring a lasting change of control over an undertaking?", CONTROL)
WORLD: Final = Fact("eu_merger_world_turnover", "number", "What is the worldwide turnover of all undertakings concerned together, in million euros?", DIMENSION)
SECOND: Final = Fact("eu_merger_second_eu_turnover", "number", "What is the turnover in the Union of the undertaking concerned that has the second highest, in million euros?", DIMENSION)
THREE: Final = Fact("eu_merger_three_states", "yes/no", "Is, in each of at least three Member States, the joint turnover above 100 million euros and that of at least two undertakings above 25 million each?", DIMENSION)
TWO_THIRDS: Final = Fact("eu_merger_two_thirds", "yes/no", "Does each undertaking concerned have more than two thirds of its turnover in the Union in one and the same Member State?", DIMENSION)
FACTS: Final = (TARGET_COUNTRIES, LASTING, WORLD, SECOND, THREE, TWO_THIRDS, REFERRED, NOTIFIABLE)
# fmt: on


def _dimension(terms: Terms) -> Answer:
    """Whether the figures make a Union dimension, by either of the two tests."""
    first = more_than(terms, WORLD, 5000) & more_than(terms, SECOND, 250)
    other = more_than(terms, WORLD, 2500) & more_than(terms, SECOND, 100) & said(terms, THREE)
    return (first | other) & ~said(terms, TWO_THIRDS)


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory for a concentration with a Union dimension, or one that the Member States have sent up."""
    if day < IN_FORCE:
        return Applicability(Need.NONE, "Regulation 139/2004 applies from 1 May 2004; the law before is not here", EUMR)
    union = (*member_states(day), "GB") if day < WITHOUT_UK else member_states(day)
    if target_in(terms, *union).value is False:
        return Applicability(Need.NONE, "the target has nothing in the Union", DIMENSION)
    if said(terms, REFERRED).value:
        return Applicability(Need.MANDATORY, "the case has gone up to the Commission", UPWARD, "referred")
    return _told(terms) or _by_figures(terms, target_in(terms, *union))


def _told(terms: Terms) -> Applicability | None:
    """The answer where counsel has determined it."""
    told = said(terms, NOTIFIABLE).value
    if told is None:
        return None
    if told:
        return Applicability(Need.MANDATORY, "counsel has determined that there is a Union dimension", DIMENSION)
    return Applicability(Need.NONE, "counsel has determined that there is no Union dimension", DIMENSION)


def _by_figures(terms: Terms, in_union: Answer) -> Applicability:
    found = in_union & said(terms, LASTING) & _dimension(terms)
    if found.value is None:
        asked = Answer(None, (*found.missing, NOTIFIABLE.name))
        return unknown(asked, FACTS, "whether there is a concentration with a Union dimension is not known", DIMENSION)
    if found.value:
        return Applicability(Need.MANDATORY, "a concentration with a Union dimension is notified", DUTY)
    return Applicability(Need.NONE, "there is no concentration with a Union dimension", DIMENSION)


# ---------------------------------------------------------------------------------------------------------- the process

COMMISSION: Final = "European Commission"
PARTIES: Final = ("buyer", "seller", "bidder")
STATES_OF_EU: Final = "Member State"

FIRST: Final = ("phase_1", "phase_1_commitments", "phase_1_requested")
"""Phase I: 25 working days, or 35 once commitments are offered or a Member State has asked for the case."""
SECOND_PHASE: Final = ("phase_2", "phase_2_requested", "phase_2_reminded")
NO_LONGER_EU: Final = ("outside", "stays_national", "referred", "referred_informed")
APPROVED: Final = ("cleared", "cleared_conditions", "deemed_cleared")
CLOCKS_1: Final = ("phase_1", "offer_1")
CLOCKS_2: Final = ("phase_2", "remedies", "early_offer", "own_request", "referral_2")

GROUND: Final = Detail("ground", "text", "the ground, in words", required=False)
PART: Final = Detail("part", "text", "which part of the case, and to which Member State", required=False)
INTERVAL: Final = (
    Detail("first", "date", "the first suspended day, if the whole stretch is told at once", required=False),
    Detail("last", "date", "the last suspended day, if the whole stretch is told at once", required=False),
)
FROM: Final = Detail("from", "date", "the first day on which closing is permitted")
MORE: Final = Detail("days", "days", "by how many working days")
NEXT_OFFER: Final = Running("early_offer", says="on or after working day 55 an offer brings 15 more working days")
TOLD: Final = Required(
    says="the terms say that there is no Union dimension: with `eu_merger_referred` they say that the case has gone up"
)

# fmt: off
MERGER: Final = Process(
    "eu.merger",
    "EU merger control",
    COMMISSION,
    states=[
        State("pre_notification", "nothing has been notified", initial=True),
        State("down_submitted", "the parties ask that a Member State take the case; that state may disagree"),
        State("down_agreed", "the Member State takes the case if the Commission refers it"),
        State("up_submitted", "the parties ask that the Commission take the case; each competent Member State may disagree"),
        State("up_agreed", "no competent Member State disagrees: the case is to be notified to the Commission", forbids="close"),
        State("known", "the deal is notified or made known to a Member State, which may ask the Commission to take it"),
        State("up_requested", "a Member State asks the Commission to take the case; others may join", forbids="close"),
        State("up_pending", "the time to join is over; the Commission decides whether to take the case", forbids="close"),
        State("up_accepted", "the Commission takes the case at the request of Member States; it is to be notified", forbids="close"),
        State("incomplete", "the notification is declared incomplete: it has not taken effect"),
        State("phase_1", "Phase I"),
        State("phase_1_commitments", "Phase I, commitments are offered"),
        State("phase_1_requested", "Phase I, a Member State has asked for the case"),
        State("phase_2", "Phase II"),
        State("phase_2_requested", "Phase II, the request of a Member State is undecided"),
        State("phase_2_reminded", "Phase II, the Member State has reminded the Commission of its request"),
        State("cleared", "cleared without conditions", ends="cleared", approval=True),
        State("cleared_conditions", "cleared with conditions and obligations", ends="cleared", approval=True),
        State("deemed_cleared", "declared compatible by silence", ends="cleared", approval=True),
        State("outside", "no concentration that the Commission may control", ends="outside"),
        State("stays_national", "the case stays with the Member States", ends="outside"),
        State("referred", "the case is referred to a Member State, whose authority decides under its own law", ends="referred"),
        State("referred_informed", "the authority of that Member State has told the parties its preliminary assessment", ends="referred"),
        State("prohibited", "prohibited", ends="refused", forbids="close"),
        State("dissolution_ordered", "closed already and to be undone by order"),
        State("dissolved", "undone by order", ends="dissolved"),
        State("annulled", "the decision is annulled: the concentration is examined again", forbids="close"),
        State("withdrawn", "the notification is withdrawn", ends="withdrawn"),
    ],
    transitions=[
        # ------------------------------------------------------------------------- who has the case, before it is notified
        Transition("pre_notification", "submit_down", "down_submitted", PARTIES, cite=DOWN, text="hands in a reasoned submission that a Member State should take the case, whole or in part"),
        Transition("down_submitted", "agree", "down_agreed", STATES_OF_EU, cite=DOWN, text="agrees to take the case"),
        Transition("down_submitted", "agree_by_silence", "down_agreed", CLOCK, cite=DOWN, text="has not answered in 15 working days and so agrees"),
        Transition("down_submitted", "disagree", "pre_notification", STATES_OF_EU, cite=DOWN, text="does not agree: the case is notified to the Commission"),
        Transition("down_agreed", "refer", "referred", COMMISSION, cite=DOWN, text="refers the whole case before notification"),
        Transition("down_agreed", "refer_part", "pre_notification", COMMISSION, cite=DOWN, details=[PART], text="refers a part before notification; the rest is notified to it"),
        Transition("down_agreed", "decline", "pre_notification", COMMISSION, cite=DOWN, text="keeps the case"),
        Transition(("down_submitted", "down_agreed"), "refer_by_silence", "referred", CLOCK, cite=DOWN, text="has not decided in 25 working days from the submission and so refers the case"),
        Transition(("pre_notification", "known"), "submit_up", "up_submitted", PARTIES, cite=UP, text="hands in a reasoned submission that the Commission should take the case"),
        Transition("up_submitted", "agree_by_silence", "up_agreed", CLOCK, cite=UP, text="no competent Member State has disagreed in 15 working days"),
        Transition("up_submitted", "disagree", "stays_national", STATES_OF_EU, cite=UP, text="disagrees: the case stays with the Member States"),
        Transition(("pre_notification", "stays_national"), "make_known", "known", (*PARTIES, STATES_OF_EU, COMMISSION), cite=UPWARD, text="the deal is notified or made known to a Member State"),
        Transition("known", "request_up", "up_requested", STATES_OF_EU, [Running("up_request", says="the 15 working days for a request are over")], cite=UPWARD, text="asks the Commission to take the case"),
        Transition("known", "request_lapses", "stays_national", CLOCK, cite=UPWARD, text="no Member State has asked in 15 working days"),
        Transition("up_requested", "tell_others", None, COMMISSION, cite=UPWARD, restarts="up_join", text="tells the other Member States of the request: their 15 working days count from here"),
        Transition("up_requested", "join_up", None, STATES_OF_EU, cite=UPWARD, text="joins the request"),
        Transition("up_requested", "joining_ends", "up_pending", CLOCK, cite=UPWARD, text="the 15 working days to join are over"),
        Transition("up_pending", "accept_up", "up_accepted", COMMISSION, cite=UPWARD, text="takes the case and asks for a notification"),
        Transition("up_pending", "accept_by_silence", "up_accepted", CLOCK, cite=UPWARD, text="has not decided in 10 working days and so takes the case"),
        Transition("up_pending", "decline_up", "stays_national", COMMISSION, cite=UPWARD, text="does not take the case"),
        # ------------------------------------------------------------------------------------------------------- notification
        Transition(("pre_notification", "known", "incomplete", "withdrawn", "annulled"), "notify", "phase_1", PARTIES, cite=DUTY, text="hands in a complete notification; Phase I counts from the next working day"),
        Transition(("up_agreed", "up_accepted"), "notify", "phase_1", PARTIES, [TOLD], cite=DUTY, text="hands in a complete notification of the case that has gone up; Phase I counts from the next working day"),
        Transition((*APPROVED, "outside", "stays_national", "prohibited"), "notify", "phase_1", PARTIES, cite=DUTY, text="hands in a complete notification of the concentration as changed; Phase I counts from the next working day"),
        Transition(FIRST, "declare_incomplete", "incomplete", COMMISSION, cite=INCOMPLETE, details=[GROUND], text="finds the notification incomplete in a material point: no clock has run"),
        Transition((*FIRST, *SECOND_PHASE, "incomplete"), "withdraw", "withdrawn", PARTIES, cite=EUMR.at("art. 6(1)(c)"), text="withdraws the notification; another starts a new Phase I"),
        # ------------------------------------------------------------------------------------------------------------ Phase I
        Transition("phase_1", "offer", "phase_1_commitments", PARTIES, [Running("offer_1", says="the 20 working days for commitments are over")], cite=LONGER_1, extends="phase_1", text="offers commitments: 10 more working days"),
        Transition("phase_1", "offer_late", "phase_1_commitments", PARTIES, [Past("offer_1")], cite=LONGER_1, details=[GROUND], extends="phase_1", text="offers commitments after working day 20, which the Commission accepts only exceptionally"),
        Transition(("phase_1_commitments", "phase_1_requested"), "offer", None, PARTIES, cite=CONDITIONS_1, text="offers or improves commitments; the 10 working days come only once"),
        Transition("phase_1", "request", "phase_1_requested", STATES_OF_EU, [Running("request", says="the 15 working days for a request are over")], cite=REQUEST_9, extends="phase_1", text="asks for the case, whole or in part: 10 more working days"),
        Transition("phase_1_commitments", "request", "phase_1_requested", STATES_OF_EU, [Running("request", says="the 15 working days for a request are over")], cite=REQUEST_9, text="asks for the case; the 10 working days were already given"),
        Transition(FIRST, "receive_copy", None, STATES_OF_EU, cite=REQUEST_9, restarts="request", text="receives its copy of the notification: its 15 working days count from here"),
        Transition("phase_1_requested", "refer", "referred", COMMISSION, cite=REFER_9, text="refers the whole case to the Member State"),
        Transition("phase_1_requested", "refer_part", None, COMMISSION, cite=REFER_9, details=[PART], text="refers a part to the Member State and goes on with the rest"),
        Transition(FIRST, "stop", None, COMMISSION, cite=STOPPED, details=[GROUND], stops=CLOCKS_1, text="suspends the clock; effective is the first suspended day"),
        Transition(FIRST, "resume", None, COMMISSION, cite=STOPPED, details=INTERVAL, resumes=CLOCKS_1, text="has the complete answer; effective is the first running day, the working day after it"),
        Transition(FIRST, "resume_unasked", None, COMMISSION, [InForce(NEW_RULES, cite=OWN_MOTION)], cite=OWN_MOTION, details=INTERVAL, resumes=CLOCKS_1, text="no longer needs the information and ends the suspension itself"),
        Transition(FIRST, "find_outside", "outside", COMMISSION, cite=NO_CONCENTRATION, text="finds that the deal is no concentration or has no Union dimension"),
        Transition(FIRST, "clear", "cleared", COMMISSION, cite=CLEAR_1, text="clears the concentration in Phase I"),
        Transition(FIRST, "clear_with_conditions", "cleared_conditions", COMMISSION, cite=CONDITIONS_1, text="clears the concentration in Phase I on commitments"),
        Transition(("phase_1", "phase_1_commitments"), "open", "phase_2", COMMISSION, cite=OPEN, text="has serious doubts and opens Phase II"),
        Transition("phase_1_requested", "open", "phase_2_requested", COMMISSION, cite=OPEN, text="has serious doubts and opens Phase II; the request is still undecided"),
        # ----------------------------------------------------------------------------------------------------------- Phase II
        Transition(SECOND_PHASE, "extend_on_request", None, PARTIES, [Running("own_request", says="the parties may ask only in the first 15 working days")], cite=AGREED, details=[MORE], extends=("phase_2", "remedies", "own_request"), text="asks for more time, once"),
        Transition(SECOND_PHASE, "extend", None, COMMISSION, cite=AGREED, details=[MORE], extends=("phase_2", "remedies"), text="takes more time with the parties' agreement"),
        Transition(SECOND_PHASE, "offer_early", None, PARTIES, [NEXT_OFFER], cite=CONDITIONS_2, text="offers commitments before working day 55, which brings no more time"),
        Transition(SECOND_PHASE, "offer", None, PARTIES, [Past("early_offer", says="before working day 55 an offer brings no more time")], cite=LONGER_2, extends="phase_2", under="commitments", text="offers commitments on or after working day 55: 15 more working days"),
        Transition(SECOND_PHASE, "improve_offer", None, PARTIES, cite=CONDITIONS_2, text="changes commitments already offered"),
        Transition(SECOND_PHASE, "stop", None, COMMISSION, cite=STOPPED, details=[GROUND], stops=CLOCKS_2, text="suspends the clocks; effective is the first suspended day"),
        Transition(SECOND_PHASE, "resume", None, COMMISSION, cite=STOPPED, details=INTERVAL, resumes=CLOCKS_2, text="has the complete answer; effective is the first running day, the working day after it"),
        Transition(SECOND_PHASE, "resume_unasked", None, COMMISSION, [InForce(NEW_RULES, cite=OWN_MOTION)], cite=OWN_MOTION, details=INTERVAL, resumes=CLOCKS_2, text="no longer needs the information and ends the suspension itself"),
        Transition("phase_2", "object", None, COMMISSION, cite=EUMR.at("art. 18"), text="sends its objections"),
        Transition(("phase_2_requested", "phase_2_reminded"), "object", "phase_2", COMMISSION, cite=REMINDED_9, text="sends its objections: with that step the referral can no longer be deemed made"),
        Transition("phase_2_requested", "remind", "phase_2_reminded", STATES_OF_EU, cite=REMINDED_9, text="reminds the Commission of the request"),
        Transition(("phase_2_requested", "phase_2_reminded"), "refer", "referred", COMMISSION, cite=REFER_9, text="refers the whole case to the Member State"),
        Transition(("phase_2_requested", "phase_2_reminded"), "refer_part", "phase_2", COMMISSION, cite=REFER_9, details=[PART], text="refers a part to the Member State and goes on with the rest"),
        Transition(("phase_2_requested", "phase_2_reminded"), "keep", "phase_2", COMMISSION, cite=REFER_9, text="decides not to refer the case"),
        Transition("phase_2_reminded", "referral_time_ends", "referred", CLOCK, cite=REMINDED_9, text="has neither referred nor taken a step despite the reminder: the case counts as referred"),
        Transition("phase_2_requested", "referral_time_ends", "phase_2", CLOCK, cite=REFER_9, text="the time to refer is over and nobody has reminded: the case stays with the Commission"),
        Transition(SECOND_PHASE, "clear", "cleared", COMMISSION, cite=CLEAR_2, text="clears the concentration in Phase II"),
        Transition(SECOND_PHASE, "clear_with_conditions", "cleared_conditions", COMMISSION, cite=CONDITIONS_2, text="clears the concentration in Phase II with conditions"),
        Transition(SECOND_PHASE, "prohibit", "prohibited", COMMISSION, cite=PROHIBIT, text="prohibits the concentration"),
        # ------------------------------------------------------------------------------------- silence, and closing before it
        Transition((*FIRST, *SECOND_PHASE), "deem_cleared", "deemed_cleared", CLOCK, cite=DEEMED, text="has adopted no decision in time: the concentration is declared compatible"),
        Transition((*FIRST, *SECOND_PHASE), "derogate", None, COMMISSION, cite=DEROGATION, details=[FROM], sets_day="exception", text="grants a derogation from the standstill"),
        Transition((*FIRST, *SECOND_PHASE), "rely_on_public_bid", None, ("buyer", "bidder"), cite=PUBLIC_BID, details=[FROM], sets_day="exception", text="completes a public bid that was notified without delay and does not vote the shares"),
        # ---------------------------------------------------------------------------------------------- after the decision
        Transition((*FIRST, *SECOND_PHASE, "prohibited"), "impose_interim_measures", None, COMMISSION, [Reached("closing")], cite=INTERIM, details=[GROUND], text="orders interim measures after a closing that was not permitted"),
        Transition(("prohibited", "cleared_conditions"), "order_dissolution", "dissolution_ordered", COMMISSION, [Reached("closing")], cite=DISSOLVE, text="orders the parties to undo what they have closed"),
        Transition("dissolution_ordered", "dissolve", "dissolved", PARTIES, cite=DISSOLVE, text="undoes the concentration"),
        Transition(("cleared", "cleared_conditions", "prohibited", "dissolution_ordered"), "annul", "annulled", "court", cite=AGAIN, text="annuls the decision, whole or in part: a new or updated notification starts Phase I again"),
        Transition(("up_accepted", *FIRST, *SECOND_PHASE, "prohibited", "dissolution_ordered", "dissolved"), "annul_referral", "outside", "court", cite=ANNULLED_22, text="annuls the decision to take the case up, and what was decided on it falls"),
        Transition("referred", "inform", "referred_informed", "national authority", cite=NATIONAL_9, text="tells the parties its preliminary assessment"),
    ],
    clocks=[
        Clock("phase_1", "Phase I", FIRST, _since_2004(25, PHASE_1),
              "the concentration is declared compatible", lapse="deem_cleared", citation=COUNT,
              extensions=Extension(LONGER_1, each=Length(10, Unit.WORKING_DAYS), exactly=True, times=1),
              variants={"commitments": working_days(35, WORKING, PHASE_1), "referral_request": working_days(35, WORKING, PHASE_1)}),
        Clock("phase_2", "Phase II", SECOND_PHASE, _since_2004(90, PHASE_2),
              "the concentration is declared compatible", lapse="deem_cleared", citation=COUNT, follows="phase_1",
              extensions=(
                  Extension(AGREED, each=Length(20, Unit.WORKING_DAYS), total=Length(20, Unit.WORKING_DAYS)),
                  Extension(LONGER_2, each=Length(15, Unit.WORKING_DAYS), exactly=True, times=1, name="commitments"),
              ),
              variants={"commitments": working_days(105, WORKING, LONGER_2)}),
        Clock("remedies", "commitments in Phase II", SECOND_PHASE, _implementing(65, "art. 19(2)", status=Checked.READ, note="day 65 as reports of cases tell it"),
              "commitments offered later are accepted only exceptionally", citation=FROZEN,
              extensions=Extension(AGREED, each=Length(20, Unit.WORKING_DAYS), total=Length(20, Unit.WORKING_DAYS)), kind=Kind.RIGHT_ENDS),
        Clock("offer_1", "commitments in Phase I", FIRST, _implementing(20, "art. 19(1)"),
              "commitments offered later are accepted only exceptionally", citation=FROZEN, kind=Kind.RIGHT_ENDS),
        Clock("early_offer", "commitments that bring no more time: before working day 55", SECOND_PHASE, _since_2004(54, LONGER_2),
              "nothing: commitments offered from the next day on bring 15 more working days", kind=Kind.RIGHT_ENDS),
        Clock("own_request", "the parties' own request for more time", SECOND_PHASE, _since_2004(15, AGREED),
              "nothing: more time takes the Commission's proposal and the parties' agreement",
              extensions=Extension(AGREED, times=1), kind=Kind.RIGHT_ENDS),
        Clock("request", "a Member State asks for the case", FIRST, _since_2004(15, REQUEST_9),
              "the case stays with the Commission", kind=Kind.RIGHT_ENDS),
        Clock("referral_2", "referral after Phase II was opened", ("phase_2_requested", "phase_2_reminded"), _since_2004(65, REFER_9),
              "after a reminder the case counts as referred; without one it stays with the Commission", lapse="referral_time_ends"),
        Clock("national", "the national authority tells its preliminary assessment", "referred", _since_2004(45, NATIONAL_9),
              "nothing in the law of the Union: the case stays with the national authority"),
        Clock("down_answer", "a Member State answers the submission that it take the case", "down_submitted", _since_2004(15, DOWN),
              "it agrees", lapse="agree_by_silence"),
        Clock("down_decision", "the Commission decides on the submission", ("down_submitted", "down_agreed"), _since_2004(25, DOWN),
              "the case is referred as the parties asked", lapse="refer_by_silence"),
        Clock("up_answer", "the Member States answer the submission that the Commission take the case", "up_submitted", _since_2004(15, UP),
              "they agree and the case is the Commission's", lapse="agree_by_silence"),
        Clock("up_request", "a Member State asks the Commission to take a case below the thresholds", "known", _since_2004(15, UPWARD),
              "no request can be made any more", lapse="request_lapses"),
        Clock("up_join", "other Member States join the request", "up_requested", _since_2004(15, UPWARD),
              "whoever has not joined keeps its own case", lapse="joining_ends"),
        Clock("up_decision", "the Commission decides whether to take the case", "up_pending", _since_2004(10, UPWARD),
              "it takes the case", lapse="accept_by_silence"),
        Clock("exception", "closing under a derogation or a public bid", (*FIRST, *SECOND_PHASE), None,
              "nothing lapses: closing is permitted from that day on, before clearance", kind=Kind.EARLIEST_DAY, citation=DEROGATION),
    ],
    gates=[
        Gate(
            "close",
            InState("", (*APPROVED, *NO_LONGER_EU), cure=COMMISSION, cite=STANDSTILL) | Past("exception"),
            STANDSTILL,
            "the Commission has not cleared the concentration",
        ),
    ],
    applies=applies,
    law_days=(IN_FORCE, WITHOUT_UK),
    asks=FACTS,
    covers=("buyer", "sold"),
    zone="Europe/Brussels",
    citation=EUMR,
    limits=(
        "Regulation 4064/89, which applied until 30 April 2004, is not here",
        "whoever has nothing in the Union is taken to be out of reach: joint ventures abroad between parents with turnover in the Union need a determination by counsel",
        "whether an answer was late or incomplete, and so whether a suspension is lawful, is for the Commission to say",
        "each suspension stops every clock of its phase but the Member State's 15 working days",
        "whether commitments first offered before working day 55 and changed after it lengthen Phase II was not read: `improve_offer` does not, `offer` does",
        "a decision in Phase I not to refer a case is recorded with `keep` once Phase II is open",
        "a case that has gone up has no Union dimension of its own: the terms say with `eu_merger_referred` that it has, and the standstill rests on that",
        "the day on which a Member State receives its copy is taken to be that of the notification until `receive_copy` says otherwise",
        "one request of a Member State is followed; several are recorded as one",
        "the other Member States are taken to be told on the day of a request under art. 22 until `tell_others` says otherwise",
        "after a partial referral the part goes on before the national authority, whose own process it is; so does the whole after `refer`",
        "a derogation granted before notification is recorded once the case is notified",
        "the hour of the day until which a notification counts as received was read only for the scheme of 2020",
        "interim measures and fines are recorded and move nothing; revocation of a clearance (art. 8(6)) is not modelled",
        "simplified cases have the same clocks",
    ),
)
# fmt: on

PROCESSES: Final = (MERGER,)
