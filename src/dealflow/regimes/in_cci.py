"""Indian merger control: review of a combination by the Competition Commission of India (CCI).

Silence approves: since 10 September 2024 a notice counts as approved 30 calendar days after it if no opinion has been
formed, and 150 days after it in any case. Before that day the opinion was due in 30 working days, whose end approved
nothing, and the whole review in 210 days. Time for defects of the notice and for answers to questions is not counted.
Until approval nothing may be carried out; on the green channel the filing itself is the approval.

Sources: Competition Act 2002, ss. 6, 29 and 31, as amended in 2023, read in reports on the change of 2024; the Act
itself was not read.

Limitations: see ``limits`` of each process.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation, Dated, Edition
from dealflow.model import (
    CLOCK,
    TARGET_COUNTRIES,
    Applicability,
    Clock,
    Detail,
    Fact,
    Gate,
    InForce,
    InState,
    Need,
    Process,
    State,
    Terms,
    Toll,
    Transition,
    days,
    said,
    target_in,
    unknown,
    working_days,
)

__all__ = ["PROCESSES"]

# fmt: off
IN_FORCE: Final = date(2011, 6, 1)
RULES_2018: Final = date(2018, 8, 9)
GREEN: Final = date(2019, 8, 15)
REFORM: Final = date(2024, 9, 10)
LAW_DAYS: Final = (IN_FORCE,)

ACT: Final = Citation("Competition Act 2002 (India)", "s. 6", in_force=IN_FORCE, status=Checked.RECALLED)
NOTICE: Final = ACT.at("s. 6(2)")
SUSPENDS: Final = ACT.at("s. 6(2A)")
OPINION_OLD: Final = ACT.at("s. 29", until=date(2024, 9, 9), note="30 working days for a prima facie opinion: combination regulations of 2011; nothing is deemed")
OPINION: Final = ACT.at("s. 29(1B)", in_force=REFORM, status=Checked.READ, note="30 calendar days, then deemed approved; read in reports on the amendment, the number of the subsection is recalled")
WHOLE_OLD: Final = ACT.at("s. 31(11)", until=date(2024, 9, 9), note="210 days from the notice, then deemed approved")
WHOLE: Final = ACT.at("s. 31(11)", in_force=REFORM, status=Checked.READ, note="150 days from the notice, then deemed approved; read in reports on the amendment")
COUNT: Final = ACT.at("s. 31", status=Checked.DERIVED, note="the day of the valid notice is not counted, and a last day on a rest day stays where it is")
DECIDES: Final = ACT.at("s. 31")
SHOW_CAUSE: Final = ACT.at("s. 29(1)", note="notice to show cause why no investigation should follow")
TIME_OUT_2018: Final = Citation("Combination Regulations (India)", "regs. 14, 19", in_force=RULES_2018, note="time for defects and information is excluded: read of the rules as amended in 2018; the numbers and the day are recalled")
TIME_OUT: Final = Citation("Combination Regulations 2024 (India)", in_force=REFORM, status=Checked.RECALLED, note="time for defects and information is excluded, as before")
INVALID: Final = Citation("Combination Regulations (India)", "reg. 14", status=Checked.RECALLED, note="a notice that is not valid starts nothing")
GREEN_RULE: Final = Citation("Combination Regulations (India)", "reg. 5A", in_force=GREEN, status=Checked.RECALLED, note="deemed approved on filing")

NOTIFIABLE: Final = Fact("in_cci_notifiable", "yes/no", "Is the deal a combination that must be notified to the Competition Commission of India, by assets, turnover or value and without an exemption?", ACT)

PARTIES: Final = ("buyer", "seller", "bidder")
NEW_LAW: Final = InForce(REFORM, cite=OPINION)
OLD_LAW: Final = ~NEW_LAW
STOPPED: Final = (Toll("in.cci.questions", {"defects", "information"}, TIME_OUT_2018),)
STOPPED_2024: Final = (Toll("in.cci.questions", {"defects", "information"}, TIME_OUT),)
TOLLED: Final = Dated[tuple[Toll, ...]]((Edition(STOPPED, None, TIME_OUT_2018), Edition(STOPPED_2024, REFORM, TIME_OUT)))
# fmt: on


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory where counsel says so; out of place without anything in India or before there was merger control."""
    here, told = target_in(terms, "IN"), said(terms, NOTIFIABLE)
    if here.value is False:
        return Applicability(Need.NONE, "the target has nothing in India", ACT)
    if day < IN_FORCE:
        return Applicability(Need.NONE, "merger control in India takes force on 1 Jun 2011", ACT)
    if told.value is False:
        return Applicability(Need.NONE, "counsel has determined that no notice to the CCI is needed", ACT)
    if told.value:
        return Applicability(Need.MANDATORY, "counsel has determined that a notice to the CCI is needed", ACT)
    reason = "whether the combination must be notified cannot be told"
    return unknown(here & told, (TARGET_COUNTRIES, NOTIFIABLE), reason, ACT)


# fmt: off
FIRST: Final = ("first_stage", "first_stage_old_law")
FIRST_OPEN: Final = (*FIRST, "opinion_late")
IN_REVIEW: Final = (*FIRST_OPEN, "second_stage")
APPROVED: Final = ("approved", "approved_with_modifications", "deemed_approved", "green_channel")

CCI: Final = Process(
    "in.cci",
    "Indian merger control",
    "CCI",
    states=[
        State("not_filed", "no notice has been given", initial=True),
        State("invalid", "the notice is returned as not valid: it counts as never given"),
        State("first_stage", "the CCI forms its prima facie opinion; silence approves"),
        State("first_stage_old_law", "the CCI forms its prima facie opinion under the law before 10 Sep 2024; silence approves nothing"),
        State("opinion_late", "the time for the opinion has passed; only the time for the whole review runs"),
        State("second_stage", "the CCI sees an appreciable adverse effect prima facie and investigates"),
        State("approved", "the CCI has approved the combination", ends="cleared", approval=True),
        State("approved_with_modifications", "the CCI has approved the combination with modifications", ends="cleared", approval=True),
        State("deemed_approved", "the time has passed without an order: the combination counts as approved", ends="cleared", approval=True),
        State("green_channel", "filed on the green channel: approved by the filing", ends="cleared", approval=True),
        State("prohibited", "the CCI has directed that the combination shall not take effect", ends="refused", forbids="close"),
    ],
    transitions=[
        # --------------------------------------------------------------------------------------------------------- notice
        Transition(("not_filed", "invalid", *APPROVED, "prohibited"), "file", "first_stage", PARTIES, NEW_LAW, cite=NOTICE, text="gives notice of the combination, or of the combination as changed"),
        Transition(("not_filed", "invalid", *APPROVED, "prohibited"), "file", "first_stage_old_law", PARTIES, OLD_LAW, cite=NOTICE, text="gives notice of the combination, or of the combination as changed"),
        Transition(("not_filed", "invalid"), "file_green_channel", "green_channel", PARTIES, InForce(GREEN, says="there is no green channel before 15 Aug 2019", cite=GREEN_RULE), cite=GREEN_RULE, text="files on the green channel: no overlap of any kind between the parties"),
        Transition(FIRST, "return_as_invalid", "invalid", "CCI", cite=INVALID, text="returns the notice as not valid"),
        # ---------------------------------------------------------------------------------------------------- first stage
        Transition(FIRST_OPEN, "investigate", "second_stage", "CCI", cite=SHOW_CAUSE, text="forms the opinion that there is an appreciable adverse effect and asks to show cause"),
        Transition("first_stage", "opinion_time_ends", "deemed_approved", CLOCK, cite=OPINION, text="no opinion was formed within 30 days: the combination counts as approved"),
        Transition("first_stage_old_law", "opinion_time_ends", "opinion_late", CLOCK, cite=OPINION_OLD, text="no opinion was formed within 30 working days: nothing follows"),
        # ------------------------------------------------------------------------------------------------------- decision
        Transition(IN_REVIEW, "approve", "approved", "CCI", cite=DECIDES, text="approves the combination"),
        Transition(IN_REVIEW, "approve_with_modifications", "approved_with_modifications", "CCI", cite=DECIDES, details=[Detail("modifications", "text", "what is modified", required=False)], text="approves the combination with modifications"),
        Transition("second_stage", "prohibit", "prohibited", "CCI", cite=DECIDES, text="directs that the combination shall not take effect"),
        Transition(IN_REVIEW, "review_time_ends", "deemed_approved", CLOCK, cite=ACT.at("s. 31(11)"), text="no order was made within the time for the whole review: the combination counts as approved"),
    ],
    clocks=[
        Clock("prima_facie", "prima facie opinion", FIRST,
              Dated((Edition(working_days(30, "holidays.IN", OPINION_OLD), None, OPINION_OLD), Edition(days(30, OPINION), REFORM, OPINION))),
              "the combination counts as approved for notices from 10 Sep 2024; nothing follows for earlier ones", lapse="opinion_time_ends", tolled_by=TOLLED, citation=COUNT),
        Clock("review", "the whole review", IN_REVIEW,
              Dated((Edition(days(210, WHOLE_OLD), None, WHOLE_OLD), Edition(days(150, WHOLE), REFORM, WHOLE))),
              "the combination counts as approved", lapse="review_time_ends", tolled_by=TOLLED, citation=COUNT),
    ],
    gates=[Gate("close", InState("", APPROVED, cure="CCI, by an order or by silence", cite=SUSPENDS), SUSPENDS, "the CCI has not approved the combination")],
    applies=applies,
    law_days=LAW_DAYS,
    asks=[TARGET_COUNTRIES, NOTIFIABLE],
    covers=("buyer", "sold"),
    needs="in.cci.questions",
    zone="Asia/Kolkata",
    citation=ACT,
    limits=(
        "thresholds of assets, turnover and deal value, and the exemptions, are not modelled: whether to notify is counsel's determination",
        "a notice given before 10 Sep 2024 stays under the old periods: no transitional rule was read",
        "working days of the old law are those of India as a whole; the closing days of the CCI were not found",
        "whether time for defects and information was excluded before the rules of 2018 was not checked: it is taken to have been",
        "withdrawal, the loss of a green channel approval, remedies offered by the parties, penalties and appeals are not modelled",
    ),
)

QUESTIONS: Final = Process(
    "in.cci.questions",
    "CCI questions",
    "CCI",
    states=[
        State("none", "the CCI waits for nothing from the parties", initial=True),
        State("defects", "the parties are to remove defects of the notice; the periods stand still"),
        State("information", "the parties are asked for information; the periods stand still"),
    ],
    transitions=[
        Transition("none", "find_defects", "defects", "CCI", InState("in.cci", FIRST_OPEN, says="no notice is in its first stage", cite=TIME_OUT_2018), cite=TIME_OUT_2018, text="finds defects in the notice"),
        Transition("none", "ask", "information", "CCI", InState("in.cci", IN_REVIEW, says="no notice is before the CCI", cite=TIME_OUT_2018), cite=TIME_OUT_2018, text="asks for information"),
        Transition("defects", "remove_defects", "none", PARTIES, cite=TIME_OUT_2018, text="removes the defects: the periods run on from this day"),
        Transition("information", "answer", "none", PARTIES, cite=TIME_OUT_2018, text="gives the information: the periods run on from this day"),
        Transition(("defects", "information"), "close", "none", "CCI", cite=TIME_OUT_2018, text="no longer waits: waived, or overtaken by the end of the review"),
    ],
    applies=applies,
    law_days=LAW_DAYS,
    asks=[TARGET_COUNTRIES, NOTIFIABLE],
    needs="in.cci",
    zone="Asia/Kolkata",
    citation=TIME_OUT_2018,
    limits=(
        "one matter is open at a time",
        "the time given to the parties for an answer is set by the CCI and is no clock here",
    ),
)
# fmt: on

PROCESSES: Final = (CCI, QUESTIONS)
