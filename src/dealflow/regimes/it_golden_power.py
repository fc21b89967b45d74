"""Italian golden power: review by the Presidency of the Council, and the yearly plans of purchases for 5G networks.

Silence clears: 45 days after the complete notification the special powers can no longer be used. The count stands
still once while the company answers and once while others do; the European cooperation can prolong it. Until it is
over the deal may not be carried out. Whether the days are calendar or business days is disputed: both readings are
here. A draft may be put to the Presidency first and is answered in about 30 days, which clears nothing by silence.

Sources: decreto-legge 21/2012 and DPCM 133/2022. None of them was read: the decree is recalled, its numbers and the
pre-notification were found in law firms' summaries.

Limitations: see ``limits`` of each process.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation, Dated, Edition
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
    Need,
    Process,
    Reading,
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

# fmt: off
IN_FORCE: Final = date(2012, 3, 16)
EU_SCREENING: Final = date(2020, 10, 11)
DRAFTS_FROM: Final = date(2022, 9, 24)

DECREE: Final = Citation("decreto-legge 21/2012", "arts. 1, 2", in_force=IN_FORCE, status=Checked.RECALLED, note="converted by law 56/2012; the day of entry into force is recalled too")
POWERS: Final = DECREE.at("arts. 1, 2", note="veto, or conditions")
PERIOD: Final = DECREE.at("arts. 1, 2", note="a law firm's guide of 2024, which was read, gives 45 days, and 10 and 20 for questions; it calls them business days")
COUNT: Final = DECREE.at("arts. 1, 2", status=Checked.DERIVED, note="the day of the complete notification is not counted, as days are counted in Italian civil law; a last day on a rest day stays where it is")
SILENCE: Final = DECREE.at("arts. 1, 2", note="if the term passes, the operation can be carried out")
ANSWERED: Final = DECREE.at("arts. 1, 2", status=Checked.DERIVED, note="that the suspension lasts until the answer comes")
STANDSTILL: Final = DECREE.at("arts. 1, 2", note="fines of up to twice the value of the deal")
EUROPE: Final = Citation("Regulation (EU) 2019/452", "arts. 6, 7", in_force=EU_SCREENING, status=Checked.RECALLED)
DRAFT: Final = Citation("DPCM 133/2022", "art. 7", in_force=DRAFTS_FROM, note="read in a law firm's summary: within 30 days, one of three answers")
PLAN: Final = Citation("decreto-legge 21/2012", "art. 1-bis", status=Checked.RECALLED, note="plans of purchases for 5G networks")
PLAN_COUNT: Final = PLAN.at("art. 1-bis", status=Checked.DERIVED, note="the day on which the plan is notified is not counted")

NOTIFIABLE: Final = Fact("it_golden_power_notifiable", "yes/no", "Must the deal be notified under the Italian golden power rules, by sector, asset and investor?", DECREE)
FIVE_G: Final = Fact("it_5g_plan", "yes/no", "Does the deal acquire goods or services for 5G networks that must stand in a plan notified to the Italian Presidency?", PLAN)

UNIT: Final = Reading(
    "unit",
    {"calendar_days": {}, "business_days": {"unit": Unit.WORKING_DAYS, "calendar": "holidays.IT"}},
    why="the decree says giorni, as it is recalled; a law firm's guide of 2024 counts business days for 45, 10 and 20. Business days are the cautious reading for whoever waits",
    texts={"calendar_days": "calendar days", "business_days": "business days of Italy"},
)

PARTIES: Final = ("buyer", "seller", "bidder")
BY: Final = "Presidency"
# fmt: on


def _rule(fact: Fact, citation: Citation, what: str) -> Callable[[Terms, date], Applicability]:
    """A rule that asks whether anything is in Italy, and then what counsel has determined."""

    def applies(terms: Terms, day: date) -> Applicability:
        here, told = target_in(terms, "IT"), said(terms, fact)
        if here.value is False:
            return Applicability(Need.NONE, "the target has nothing in Italy", citation)
        if day < IN_FORCE:
            return Applicability(Need.NONE, "the decree takes force on 16 Mar 2012", citation)
        if told.value is False:
            return Applicability(Need.NONE, f"counsel has determined that {what} need not be notified", citation)
        if told.value:
            return Applicability(Need.MANDATORY, f"counsel has determined that {what} must be notified", citation)
        reason = f"whether {what} must be notified cannot be told"
        return unknown(here & told, (TARGET_COUNTRIES, fact), reason, citation)

    return applies


# fmt: off
# A question to the company and one to others: each may suspend the count once, so the states remember which were asked.
CAN_ASK_COMPANY: Final = {"review": "company_asked", "others_answered": "company_asked_second"}
CAN_ASK_OTHERS: Final = {"review": "others_asked", "company_answered": "others_asked_second"}
COMPANY_ANSWERS: Final = {"company_asked": "company_answered", "company_asked_second": "all_answered"}
OTHERS_ANSWER: Final = {"others_asked": "others_answered", "others_asked_second": "all_answered"}
COMPANY_OPEN: Final = tuple(COMPANY_ANSWERS)
OTHERS_OPEN: Final = tuple(OTHERS_ANSWER)
IN_REVIEW: Final = ("review", *COMPANY_OPEN, *OTHERS_OPEN, "company_answered", "others_answered", "all_answered")
DRAFTS: Final = ("draft_submitted", "told_to_notify")
FREE: Final = ("out_of_scope", "no_powers", "cleared", "cleared_with_conditions", "deemed_cleared")
ENDED: Final = (*FREE, "vetoed")

GOLDEN_POWER: Final = Process(
    "it.golden_power",
    "Italian golden power",
    "Presidency of the Council",
    states=[
        State("not_notified", "nothing has been notified", initial=True),
        State("draft_submitted", "a draft is with the Presidency for a first answer"),
        State("told_to_notify", "the first answer says that the deal must be notified"),
        State("out_of_scope", "the first answer says that the deal is outside the rules", ends="not covered", approval=True),
        State("no_powers", "the first answer says that there is plainly no ground to use the powers", ends="cleared", approval=True),
        State("submitted", "the deal is notified; the notification is not known to be complete"),
        State("incomplete", "the Presidency has found the notification incomplete"),
        State("review", "the notification is complete; nobody has been asked anything"),
        State("company_asked", "the company is asked for information; the count stands still"),
        State("company_answered", "the company has answered; others have not been asked"),
        State("others_asked", "others are asked for information; the count stands still"),
        State("others_answered", "others have answered; the company has not been asked"),
        State("company_asked_second", "others have answered and the company is asked; the count stands still"),
        State("others_asked_second", "the company has answered and others are asked; the count stands still"),
        State("all_answered", "the company and others have answered: the count cannot be suspended again"),
        State("cleared", "the Presidency does not use its powers", ends="cleared", approval=True),
        State("cleared_with_conditions", "the Presidency has imposed conditions", ends="cleared", approval=True),
        State("deemed_cleared", "the time has passed without a decision: the deal may be carried out", ends="cleared", approval=True),
        State("vetoed", "the Presidency has vetoed the deal", ends="refused", forbids="close"),
    ],
    transitions=[
        # -------------------------------------------------------------------------------------------------- first answer
        Transition("not_notified", "submit_draft", "draft_submitted", PARTIES, InForce(DRAFTS_FROM, says="there is no pre-notification before 24 Sep 2022", cite=DRAFT), cite=DRAFT, text="puts the planned deal to the Presidency before notifying it"),
        Transition("draft_submitted", "find_out_of_scope", "out_of_scope", BY, cite=DRAFT, text="answers that the deal is outside the rules"),
        Transition("draft_submitted", "see_no_ground", "no_powers", BY, cite=DRAFT, text="answers that the deal is inside the rules and plainly no ground to use the powers exists"),
        Transition("draft_submitted", "ask_for_notification", "told_to_notify", BY, cite=DRAFT, text="answers that the deal must be notified"),
        # -------------------------------------------------------------------------------------------------- notification
        Transition(("not_notified", *DRAFTS, "incomplete", *ENDED), "notify", "submitted", PARTIES, cite=DECREE, text="notifies the deal, or the deal as changed"),
        Transition("submitted", "find_incomplete", "incomplete", BY, cite=PERIOD, text="finds the notification incomplete: no count has begun"),
        Transition("submitted", "find_complete", "review", BY, cite=PERIOD, text="takes the notification as complete: the day on which it became so is day 0"),
        # ------------------------------------------------------------------------------------------------------ questions
        *(Transition(source, "ask_company", target, BY, cite=PERIOD, stops="review", text="asks the company for information, which suspends the count once") for source, target in CAN_ASK_COMPANY.items()),
        *(Transition(source, "ask_others", target, BY, cite=PERIOD, stops="review", text="asks others for information, which suspends the count once") for source, target in CAN_ASK_OTHERS.items()),
        *(Transition(source, "company_answers", target, PARTIES, cite=ANSWERED, resumes="review", text="gives the information that it was asked for") for source, target in COMPANY_ANSWERS.items()),
        *(Transition(source, "others_answer", target, BY, cite=ANSWERED, resumes="review", text="has the information from others") for source, target in OTHERS_ANSWER.items()),
        Transition(IN_REVIEW, "prolong", None, BY, InForce(EU_SCREENING, says="the European cooperation begins on 11 Oct 2020", cite=EUROPE), cite=EUROPE, details=[Detail("length", "length", 'by how long ("15 days", "15 working days")')], extends="review", text="prolongs the term because other Member States or the Commission are to be heard"),
        # ------------------------------------------------------------------------------------------------------- decision
        Transition(IN_REVIEW, "clear", "cleared", BY, cite=POWERS, text="decides not to use the powers"),
        Transition(IN_REVIEW, "impose_conditions", "cleared_with_conditions", BY, cite=POWERS, details=[Detail("conditions", "text", "what is imposed", required=False)], text="lets the deal proceed on conditions"),
        Transition(IN_REVIEW, "veto", "vetoed", BY, cite=POWERS, text="opposes the deal"),
        Transition(IN_REVIEW, "fall_silent", "deemed_cleared", CLOCK, cite=SILENCE, text="has not decided in time"),
    ],
    clocks=[
        Clock("pre_notification", "first answer to a draft", "draft_submitted",
              Dated((Edition(days(30, DRAFT), DRAFTS_FROM, DRAFT),)),
              "nothing is known to follow: no answer clears the deal, and it can be notified at any time"),
        Clock("review", "use of the special powers", IN_REVIEW, days(45, PERIOD), "the deal may be carried out", lapse="fall_silent",
              extensions=Extension(EUROPE), readings=[UNIT], citation=COUNT,
              limits=("by how much the European cooperation prolongs the term was not read: the length comes with the act",)),
        Clock("company_answer", "answer of the company", COMPANY_OPEN, days(10, PERIOD), "nothing is known to follow: the review stays suspended until the answer comes", readings=[UNIT], citation=COUNT),
        Clock("others_answer", "answer of others", OTHERS_OPEN, days(20, PERIOD), "nothing is known to follow: the review stays suspended until the answer comes", readings=[UNIT], citation=COUNT),
    ],
    gates=[Gate("close", InState("", FREE, cure="the Presidency, by deciding or by silence", cite=STANDSTILL), STANDSTILL, "the Presidency has not let the deal proceed")],
    applies=_rule(NOTIFIABLE, DECREE, "the deal"),
    law_days=[IN_FORCE],
    asks=[TARGET_COUNTRIES, NOTIFIABLE],
    covers=("buyer", "sold"),
    zone="Europe/Rome",
    citation=DECREE,
    limits=(
        "sectors, thresholds and kinds of investor are not modelled: whether to notify is counsel's determination",
        "the periods are those known in 2024; shorter ones of earlier years are not modelled",
        "whether a draft left without an answer, or questions left unanswered, have any effect was not found",
        "questions to the company and to others are one after the other here; they are not open at the same time",
        "the length that the European cooperation adds is in the unit named with it, whatever the reading of the term",
        "a review opened without a notification, the end of a veto in court, and fines are not modelled",
        "the working days of the business-day reading are those of Italy without the patron saint of Rome",
    ),
)

PLAN_FREE: Final = ("approved", "approved_with_conditions", "deemed_approved")

PLANS: Final = Process(
    "it.golden_power.plan_5g",
    "Italian 5G plan",
    "Presidency of the Council",
    states=[
        State("not_notified", "no plan has been notified", initial=True),
        State("review", "the plan is before the Presidency"),
        State("approved", "the plan is approved", ends="cleared", approval=True),
        State("approved_with_conditions", "the plan is approved on conditions", ends="cleared", approval=True),
        State("deemed_approved", "the time has passed without a decision: the plan counts as approved", ends="cleared", approval=True),
        State("vetoed", "the plan is not approved", ends="refused", forbids="close"),
    ],
    transitions=[
        Transition(("not_notified", *PLAN_FREE, "vetoed"), "notify_plan", "review", PARTIES, cite=PLAN, text="notifies the plan of purchases, or the plan as changed"),
        Transition("review", "extend", None, BY, cite=PLAN, details=[Detail("days", "days", "by how many days")], extends="review", text="takes more time"),
        Transition("review", "approve", "approved", BY, cite=PLAN, text="approves the plan"),
        Transition("review", "approve_with_conditions", "approved_with_conditions", BY, cite=PLAN, text="approves the plan on conditions"),
        Transition("review", "veto", "vetoed", BY, cite=PLAN, text="does not approve the plan"),
        Transition("review", "fall_silent", "deemed_approved", CLOCK, cite=PLAN, text="has not decided on the plan in time"),
    ],
    clocks=[
        Clock("review", "decision on the plan", "review", days(30, PLAN), "the plan counts as approved", lapse="fall_silent", extensions=Extension(PLAN), citation=PLAN_COUNT,
              limits=("how often and how far the 30 days can be extended was not read: the length comes with the act",)),
    ],
    gates=[Gate("close", InState("", PLAN_FREE, cure="the Presidency, by deciding or by silence", cite=PLAN), PLAN, "the plan of purchases for 5G networks is not approved")],
    applies=_rule(FIVE_G, PLAN, "a 5G plan"),
    law_days=[IN_FORCE],
    asks=[TARGET_COUNTRIES, FIVE_G],
    covers=("sold",),
    zone="Europe/Rome",
    citation=PLAN,
    limits=(
        "since when plans rather than single contracts are notified was not read",
        "a plan belongs to a year and a company; here it stands for the purchase that is the deal",
        "questions that suspend the term are not modelled",
    ),
)
# fmt: on

PROCESSES: Final = (GOLDEN_POWER, PLANS)
