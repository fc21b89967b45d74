"""UK merger control by the Competition and Markets Authority (CMA), Enterprise Act 2002.

Notification is voluntary and suspends nothing; the CMA keeps businesses apart by orders instead. Phase 1 is 40 working
days of England and Wales from the next working day; if it runs out after a notice the CMA can no longer refer. Phase 2
is 24 weeks beginning with the day of the reference, so it may end on a weekend, and its silence means nothing: the CMA
is bound to decide. After a reference an anticipated deal may not complete without consent.

Sources: Enterprise Act 2002 as amended by the Enterprise and Regulatory Reform Act 2013 (schedule 8) and the Digital
Markets, Competition and Consumers Act 2024; deadlines published in the cases of Microsoft and Activision (2022) and of
Broadcom and VMware (2023).

Limitations: see ``limits`` of each process.
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
    Process,
    Reached,
    Running,
    State,
    Terms,
    Transition,
    Unit,
    all_said,
    any_said,
    at_least,
    months,
    more_than,
    said,
    target_in,
    unknown,
    weeks,
    working_days,
)

__all__ = ["PROCESSES"]

ACT_DAY: Final = date(2003, 6, 20)
CMA_DAY: Final = date(2014, 4, 1)
EU_ENDS: Final = date(2020, 12, 31)
DMCC_DAY: Final = date(2025, 1, 1)
DAYS: Final = "uk.england_wales"
CMA: Final = "CMA"
PARTIES: Final = ("buyer", "seller", "bidder")

# fmt: off
ACT: Final = Citation("Enterprise Act 2002", in_force=ACT_DAY, status=Checked.RECALLED)
SCHEDULE: Final = Citation("Enterprise and Regulatory Reform Act 2013", "sch. 8", in_force=CMA_DAY)
JURISDICTION: Final = ACT.at("s. 23")
VOLUNTARY: Final = ACT.at("part 3", status=Checked.READ, note="voluntary and non-suspensory, as of 12 May 2026")
PHASE_1: Final = ACT.at("s. 34ZA", in_force=CMA_DAY, status=Checked.READ, note="40 working days from the first working day after the CMA confirms a complete notice or sufficient information")
PHASE_1_STOP: Final = ACT.at("s. 34ZB", in_force=CMA_DAY, status=Checked.READ, note="while a notice under s. 109 is not complied with")
NO_REFERENCE: Final = ACT.at("s. 33", note="if phase 1 runs out after a notice the CMA can no longer refer")
REFERRED: Final = ACT.at("s. 34A", status=Checked.READ, until=EU_ENDS, note="45 working days after a referral by the European Commission; read from a published deadline")
OFFER: Final = ACT.at("s. 73A", in_force=CMA_DAY, status=Checked.READ, note="5 working days after the decision")
CONSIDER: Final = ACT.at("s. 73A", in_force=CMA_DAY, status=Checked.READ, note="10 working days after the decision")
ACCEPT: Final = ACT.at("s. 73A", in_force=CMA_DAY, note="50 working days, and up to 40 more for special reasons; counted here from the decision")
REFERENCE: Final = ACT.at("ss. 22, 33")
PHASE_2: Final = ACT.at("s. 39", status=Checked.READ, note="24 weeks beginning with the date of the reference: six published deadlines lie 167 days after it, on any day of the week")
PHASE_2_LONGER: Final = ACT.at("s. 39(3)", status=Checked.READ, note="up to 8 weeks, once, for special reasons; counted from the date as moved")
PHASE_2_STOP: Final = ACT.at("s. 39(4)", status=Checked.READ, note="grows by the days from the one on which the notice is in force to the one on which it is cancelled")
AGREED: Final = Citation("Digital Markets, Competition and Consumers Act 2024", in_force=DMCC_DAY, note="phase 2 extended by agreement")
FAST_TRACK: Final = AGREED.at("", status=Checked.RECALLED, note="fast track to phase 2")
NEW_TESTS: Final = AGREED.at("", status=Checked.RECALLED, note="new jurisdictional thresholds")
REMEDIES: Final = ACT.at("s. 41A", in_force=CMA_DAY, status=Checked.READ, note="12 weeks beginning with the publication of the report; schedule 8 to the Act of 2013, para. 6")
REMEDIES_LONGER: Final = REMEDIES.at("s. 41A", note="up to 6 weeks, once, for special reasons; also while a notice under s. 109 is not complied with")
FOUR_MONTHS: Final = ACT.at("s. 24", note="a completed merger is referred within four months of completion or of the material facts becoming public; extendable")
HOLD: Final = ACT.at("s. 72", note="initial enforcement order; s. 80 and s. 81 in phase 2")
NO_COMPLETION: Final = ACT.at("s. 78", note="no completion of an anticipated merger after a reference without consent")
CANCEL: Final = ACT.at("s. 37")
AGAIN: Final = ACT.at("s. 96", note="a restructured deal is notified anew: Microsoft and Activision in August 2023")

DETERMINED: Final = Fact("uk_cma_notifiable", "yes/no", "Has counsel determined that the deal is a relevant merger situation in the United Kingdom?", JURISDICTION)
TURNOVER: Final = Fact("uk_target_turnover", "number", "What is the target's turnover in the United Kingdom, in million pounds?", JURISDICTION)
SHARE: Final = Fact("uk_share_of_supply", "number", "What per cent of a kind of goods or services in the United Kingdom will the parties supply together, if the deal adds to it (0 if it does not)?", JURISDICTION)
OTHER_TURNOVER: Final = Fact("uk_highest_turnover", "number", "What is the highest turnover in the United Kingdom of any of the parties, in million pounds?", NEW_TESTS)
ONE_SHARE: Final = Fact("uk_one_party_share", "number", "What is the highest per cent of supply in the United Kingdom that one party alone has?", NEW_TESTS)
FACTS: Final = (TURNOVER, SHARE, OTHER_TURNOVER, ONE_SHARE, DETERMINED)
# fmt: on


def _caught(terms: Terms, day: date) -> Answer:
    """The tests of s. 23 as recalled: turnover, share of supply, and since 2025 one strong party."""
    if day < DMCC_DAY:
        return more_than(terms, TURNOVER, 70) | at_least(terms, SHARE, 25)
    return any_said(
        more_than(terms, TURNOVER, 100),
        all_said(at_least(terms, SHARE, 25), more_than(terms, OTHER_TURNOVER, 10)),
        all_said(at_least(terms, ONE_SHARE, 33), more_than(terms, OTHER_TURNOVER, 350)),
    )


def applies(terms: Terms, day: date) -> Applicability:
    """Never mandatory: voluntary where the CMA has jurisdiction or where that cannot be told."""
    if day < ACT_DAY:
        return Applicability(Need.NONE, "Part 3 of the Enterprise Act 2002 takes force on 20 Jun 2003", ACT)
    here = target_in(terms, "GB")
    if here.value is False:
        return Applicability(Need.NONE, "the target has nothing in the United Kingdom", JURISDICTION)
    counsel = said(terms, DETERMINED)
    caught, who = (
        (here & _caught(terms, day), "by the figures given")
        if counsel.value is None
        else (counsel, "as counsel has determined")
    )
    if caught.value is False:
        return Applicability(Need.NONE, f"the CMA has no jurisdiction, {who}", JURISDICTION)
    if caught.value:
        return Applicability(Need.VOLUNTARY, f"the CMA has jurisdiction, {who}", VOLUNTARY)
    asked = unknown(caught | counsel, (TARGET_COUNTRIES, *FACTS), "", JURISDICTION)
    reason = "no filing is mandatory; whether the CMA has jurisdiction cannot be told"
    return Applicability(Need.VOLUNTARY, reason, JURISDICTION, "", asked.missing, asked.question)


CLEARED: Final = ("cleared", "cleared_on_undertakings", "cannot_refer", "cleared_in_phase_2", "cleared_on_remedies")
IN_PHASE_1: Final = ("phase_1", "phase_1_referred")
IN_LIEU: Final = ("problem_found", "undertakings_offered", "undertakings_considered")
IN_PHASE_2: Final = ("phase_2", "phase_2_consented")
AFTER_COMPLETION: Final = ("completed", "completed_enquiry")
ENDED: Final = ("withdrawn", "cancelled", "prohibited", "out_of_time")
INTERVAL: Final = (
    Detail("first", "date", "the first day that does not count", required=False),
    Detail("last", "date", "the last day that does not count", required=False),
)

# fmt: off
MERGER: Final = Process(
    "uk.cma",
    "UK merger control",
    CMA,
    states=[
        State("not_notified", "nothing is before the CMA", initial=True),
        State("enquiry", "the CMA has asked about a deal that was not notified"),
        State("completed", "the deal has completed without a decision; the time for a reference runs"),
        State("completed_enquiry", "the CMA has asked about a completed deal; the time for a reference runs"),
        State("pre_notification", "a draft notice is with the CMA; no clock runs"),
        State("phase_1", "phase 1"),
        State("phase_1_referred", "phase 1 after a referral by the European Commission"),
        State("problem_found", "phase 1 has found a realistic prospect of a substantial lessening of competition"),
        State("undertakings_offered", "undertakings in lieu of a reference are offered"),
        State("undertakings_considered", "the CMA works out whether to accept the undertakings in lieu"),
        State("cleared", "the CMA has decided not to refer", ends="cleared", approval=True),
        State("cleared_on_undertakings", "undertakings in lieu are accepted", ends="cleared", approval=True),
        State("cannot_refer", "phase 1 has run out: the CMA can no longer refer", ends="cleared", approval=True),
        State("phase_2", "phase 2: no completion without consent", forbids="close"),
        State("phase_2_consented", "phase 2; the CMA consents to completion"),
        State("remedies", "the report finds a substantial lessening of competition: undertakings or an order follow", forbids="close"),
        State("cleared_in_phase_2", "the report finds no substantial lessening of competition", ends="cleared", approval=True),
        State("cleared_on_remedies", "final undertakings are accepted or conditions ordered", ends="cleared", approval=True),
        State("prohibited", "the deal is prohibited", ends="prohibited", forbids="close"),
        State("divestiture_ordered", "the completed deal is to be undone", ends="divestiture"),
        State("withdrawn", "the notice is withdrawn"),
        State("cancelled", "the reference is cancelled: the deal is given up", ends="abandoned"),
        State("out_of_time", "four months have passed: a completed deal can no longer be referred", ends="out of time"),
    ],
    transitions=[
        # ------------------------------------------------------------------------------------------ before the first clock
        Transition("not_notified", "inquire", "enquiry", CMA, cite=VOLUNTARY, text="asks about a deal that was not notified"),
        Transition(("enquiry", "completed_enquiry"), "close_enquiry", "not_notified", CMA, cite=VOLUNTARY, text="has no further questions; that decides nothing"),
        Transition(("not_notified", "enquiry"), "learn_of_completion", "completed", CMA, Reached("closing", says="the deal has not completed", cite=FOUR_MONTHS), cite=FOUR_MONTHS, text="learns of the completion: four months run from it or, if later, from the day on which the material facts are public"),
        Transition("completed", "inquire", "completed_enquiry", CMA, cite=FOUR_MONTHS, text="asks about a completed deal; the four months run on"),
        Transition(AFTER_COMPLETION, "pass_four_months", "out_of_time", CLOCK, cite=FOUR_MONTHS, text="four months have passed without a reference"),
        Transition(AFTER_COMPLETION, "extend_four_months", None, CMA, cite=FOUR_MONTHS, extends="four_months", details=[Detail("length", "length", 'by how long ("20 days")')], text="extends the time for a reference"),
        Transition(("not_notified", "enquiry", *AFTER_COMPLETION, *CLEARED, *ENDED), "submit_draft", "pre_notification", PARTIES, cite=VOLUNTARY, text="sends a draft merger notice, or one of a restructured deal"),
        Transition("pre_notification", "give_up", "not_notified", PARTIES, cite=VOLUNTARY, text="gives up the draft"),
        # -------------------------------------------------------------------------------------------------------- phase 1
        Transition(("pre_notification", "enquiry", *AFTER_COMPLETION), "start_phase_1", "phase_1", CMA, cite=PHASE_1, text="confirms a complete notice or sufficient information: the next working day is day 1"),
        Transition("not_notified", "take_referral", "phase_1_referred", CMA, InForce(None, EU_ENDS, says="the European Commission refers nothing to the United Kingdom any more", cite=REFERRED), cite=REFERRED, text="takes over a case that the European Commission refers"),
        Transition(IN_PHASE_1, "stop_clock", None, CMA, cite=PHASE_1_STOP, stops=("phase_1", "phase_1_referred"), text="tells that a notice under s. 109 is not complied with: from this day nothing counts"),
        Transition(IN_PHASE_1, "restart_clock", None, CMA, cite=PHASE_1_STOP, details=INTERVAL, resumes=("phase_1", "phase_1_referred"), text="tells that the failure is over: this day counts again"),
        Transition(IN_PHASE_1, "clear", "cleared", CMA, cite=PHASE_1, text="decides not to refer"),
        Transition(IN_PHASE_1, "find_problem", "problem_found", CMA, cite=PHASE_1, text="decides that the duty to refer arises unless undertakings are accepted"),
        Transition(("pre_notification", "phase_1"), "fast_track", "phase_2", CMA, InForce(DMCC_DAY, says="there is no fast track before 1 Jan 2025", cite=FAST_TRACK), cite=FAST_TRACK, text="refers at the parties' request without a finding"),
        Transition(IN_PHASE_1, "withdraw", "withdrawn", PARTIES, cite=PHASE_1, text="withdraws the notice"),
        Transition(IN_PHASE_1, "run_out", "cannot_refer", CLOCK, cite=NO_REFERENCE, text="phase 1 has run out without a decision"),
        # ------------------------------------------------------------------------------------------- undertakings in lieu
        Transition("problem_found", "offer_undertakings", "undertakings_offered", PARTIES, Running("undertakings_offer", says="the five working days to offer undertakings are over", cite=OFFER), cite=OFFER, text="offers undertakings in lieu of a reference"),
        Transition("undertakings_offered", "consider_undertakings", "undertakings_considered", CMA, cite=CONSIDER, text="has reasonable grounds to believe that it might accept them"),
        Transition("undertakings_considered", "extend_undertakings", None, CMA, cite=ACCEPT, extends="undertakings_acceptance", details=[Detail("days", "days", "by how many working days, at most 40")], text="takes more time for special reasons"),
        Transition("undertakings_considered", "accept_undertakings", "cleared_on_undertakings", CMA, cite=ACCEPT, text="accepts the undertakings in lieu"),
        Transition(IN_LIEU, "refer", "phase_2", CMA, cite=REFERENCE, text="refers the deal: this day is the first of the 24 weeks"),
        Transition(IN_LIEU, "abandon", "cancelled", PARTIES, cite=CANCEL, text="gives up the deal before a reference"),
        # -------------------------------------------------------------------------------------------------------- phase 2
        Transition("phase_2", "consent", "phase_2_consented", CMA, cite=NO_COMPLETION, text="consents to completion during phase 2"),
        Transition("phase_2_consented", "withdraw_consent", "phase_2", CMA, cite=NO_COMPLETION, text="takes its consent back"),
        Transition(IN_PHASE_2, "extend", None, CMA, cite=PHASE_2_LONGER, extends="phase_2", under="special_reasons", details=[Detail("length", "length", 'by how long ("8 weeks")')], text="extends phase 2 once for special reasons"),
        Transition(IN_PHASE_2, "extend_by_agreement", None, CMA, cite=AGREED, extends="phase_2", under="agreement", details=[Detail("length", "length", 'by how long ("4 weeks")')], text="extends phase 2 in agreement with the parties"),
        Transition(IN_PHASE_2, "stop_clock", None, CMA, cite=PHASE_2_STOP, stops="phase_2", text="publishes that a notice under s. 109 is not complied with: from this day nothing counts"),
        Transition(IN_PHASE_2, "restart_clock", None, CMA, cite=PHASE_2_STOP, details=INTERVAL, resumes="phase_2", text="cancels the extension: this day counts again"),
        Transition(IN_PHASE_2, "find_no_problem", "cleared_in_phase_2", CMA, cite=PHASE_2, text="reports that competition is not substantially lessened"),
        Transition(IN_PHASE_2, "publish_adverse_report", "remedies", CMA, cite=PHASE_2, text="reports a substantial lessening of competition: this day is the first of the 12 weeks"),
        Transition((*IN_PHASE_2, "remedies"), "cancel_reference", "cancelled", CMA, cite=CANCEL, text="cancels the reference because the deal is given up"),
        # ------------------------------------------------------------------------------------------------------- remedies
        Transition("remedies", "extend", None, CMA, cite=REMEDIES_LONGER, extends="final_undertakings", details=[Detail("length", "length", 'by how long ("6 weeks")')], text="extends the time for remedies once for special reasons"),
        Transition("remedies", "stop_clock", None, CMA, cite=REMEDIES_LONGER, stops="final_undertakings", text="tells that a notice under s. 109 on remedies is not complied with"),
        Transition("remedies", "restart_clock", None, CMA, cite=REMEDIES_LONGER, details=INTERVAL, resumes="final_undertakings", text="tells that the failure in remedies is over"),
        Transition("remedies", "accept_final_undertakings", "cleared_on_remedies", CMA, cite=REMEDIES, text="accepts final undertakings, or makes an order, under which the deal may stand"),
        Transition("remedies", "prohibit", "prohibited", CMA, ~Reached("closing"), cite=REMEDIES, text="prohibits the deal by undertakings or order"),
        Transition("remedies", "order_divestiture", "divestiture_ordered", CMA, Reached("closing", says="the deal has not completed", cite=REMEDIES), cite=REMEDIES, text="has the completed deal undone by undertakings or order"),
    ],
    clocks=[
        Clock("phase_1", "phase 1, the initial period", "phase_1", Dated([Edition(working_days(40, DAYS, PHASE_1), CMA_DAY, PHASE_1)]), "the CMA can no longer refer", lapse="run_out"),
        Clock("phase_1_referred", "phase 1 after a referral by the European Commission", "phase_1_referred", working_days(45, DAYS, REFERRED), "the CMA can no longer refer", lapse="run_out"),
        Clock("four_months", "reference of a completed merger", AFTER_COMPLETION, months(4, FOUR_MONTHS), "the CMA can no longer refer a completed deal", lapse="pass_four_months", extensions=Extension(FOUR_MONTHS)),
        Clock("undertakings_offer", "offer of undertakings in lieu", "problem_found", working_days(5, DAYS, OFFER), "the CMA refers the deal", kind=Kind.RIGHT_ENDS),
        Clock("undertakings_consideration", "whether an offer might be accepted", ("problem_found", "undertakings_offered"), working_days(10, DAYS, CONSIDER), "nothing by itself: the CMA is bound to refer"),
        Clock("undertakings_acceptance", "acceptance of undertakings in lieu", IN_LIEU, working_days(50, DAYS, ACCEPT), "nothing by itself: the CMA is bound to refer", extensions=Extension(ACCEPT, each=Length(40, Unit.WORKING_DAYS), times=1)),
        Clock("phase_2", "phase 2", IN_PHASE_2, weeks(24, PHASE_2, first_day=1), "nothing: the CMA is bound by statute to report and is overdue",
              extensions=(Extension(PHASE_2_LONGER, each=Length(8, Unit.WEEKS), times=1, name="special_reasons"), Extension(AGREED, in_force=DMCC_DAY, name="agreement"))),
        Clock("final_undertakings", "final undertakings or order", "remedies", weeks(12, REMEDIES, first_day=1), "nothing: the CMA is bound by statute to act and is overdue", extensions=Extension(REMEDIES_LONGER, each=Length(6, Unit.WEEKS), times=1)),
    ],
    gates=[Gate("close", InState("", CLEARED, cite=VOLUNTARY), VOLUNTARY, "the contract asks for clearance by the CMA", listed=True)],
    applies=applies,
    law_days=(ACT_DAY, DMCC_DAY),
    asks=(TARGET_COUNTRIES, *FACTS),
    covers=("buyer", "sold"),
    zone="Europe/London",
    citation=ACT,
    limits=(
        "the thresholds are recalled; where they are not met by figures given, material influence and other tests may still be",
        "the four months of a completed deal are not followed into a draft notice or phase 1, which the CMA starts in time to end within them",
        "before 1 Apr 2014 phase 1 had no period of this kind and none is counted",
        "a reference of before 2025 cannot be extended by agreement; how the Act of 2024 treats running cases was not read",
        "public interest interventions are a process of their own (uk.public_interest); appeals to the Competition Appeal Tribunal and referrals to the European Commission are not modelled",
        "service targets (40 working days before notification, 25 for simple clearances) are no law and no clocks",
        "of the consultation of 20 Jan 2026 (20 working days for undertakings in lieu, no panels) no enactment was found",
    ),
)

ORDER: Final = Process(
    "uk.cma.order",
    "CMA hold-separate order",
    CMA,
    states=[
        State("none", "no enforcement order is in force", initial=True),
        State("hold_separate", "an order keeps the businesses apart; it does not stop completion"),
        State("completion_forbidden", "an order forbids completion", forbids="close"),
    ],
    transitions=[
        Transition(("none", "completion_forbidden"), "order_hold_separate", "hold_separate", CMA, InForce(ACT_DAY, cite=HOLD), cite=HOLD, text="orders the businesses to be kept apart"),
        Transition(("none", "hold_separate"), "forbid_completion", "completion_forbidden", CMA, InForce(ACT_DAY, cite=HOLD), cite=HOLD, text="orders that the deal be not completed"),
        Transition(("hold_separate", "completion_forbidden"), "derogate", None, CMA, cite=HOLD, details=[Detail("step", "text", "what is allowed", required=False)], text="allows a step that the order forbids"),
        Transition(("hold_separate", "completion_forbidden"), "revoke", "none", CMA, cite=HOLD, text="revokes the order, or it ends with the case"),
    ],
    applies=applies,
    law_days=(ACT_DAY, DMCC_DAY),
    asks=(TARGET_COUNTRIES, *FACTS),
    zone="Europe/London",
    citation=HOLD,
    limits=("its end with the case is recorded as an act, not inferred", "unwinding orders are not modelled"),
)
# fmt: on

PROCESSES: Final = (MERGER, ORDER)
