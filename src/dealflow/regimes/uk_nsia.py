"""UK review of acquisitions for national security, National Security and Investment Act 2021 (NSIA).

In the listed sectors a notice is mandatory and closing without approval is void; everything else may be notified or
called in. Silence means nothing: the Secretary of State must decide, and no period clears by running out. Working days
are those on which no part of the United Kingdom has a bank holiday, and the day of the notice is day 1.

The assessment after a call-in is one clock: an initial period of 30 working days, one additional period of 45 and
voluntary periods of any length agreed, each from the first working day after the one before.

Sources: National Security and Investment Act 2021 (s. 23 read at legislation.gov.uk).

Limitations: see ``limits`` of each process.
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
    InState,
    Kind,
    Length,
    Need,
    Process,
    Reached,
    Required,
    Running,
    State,
    Terms,
    Transition,
    Unit,
    months,
    more_than,
    said,
    target_in,
    unknown,
    working_days,
    years,
)

__all__ = ["PROCESSES"]

IN_FORCE: Final = date(2022, 1, 4)
DAYS: Final = "uk.any_part"
MINISTER: Final = "Secretary of State"
PARTIES: Final = ("buyer", "seller", "bidder")
NOTIFIABLE: Final = "notifiable"

# fmt: off
ACT: Final = Citation("National Security and Investment Act 2021", in_force=IN_FORCE, status=Checked.RECALLED)
CALL_IN: Final = ACT.at("ss. 1, 2")
SIX_MONTHS: Final = ACT.at("s. 2", status=Checked.READ, note="six months from becoming aware; the words were read in a quotation")
FIVE_YEARS: Final = ACT.at("s. 2", note="five years from the trigger event; no protection for a notifiable acquisition that was not notified")
SECTORS: Final = ACT.at("s. 6", note="and the regulations that name the sectors, S.I. 2021/1264")
VOID: Final = ACT.at("s. 13", status=Checked.READ, note="read in the note to S.I. 2021/1272")
NOTICE: Final = ACT.at("ss. 14, 18", note="accepted or rejected as soon as reasonably practicable")
REVIEW: Final = ACT.at("ss. 14(9), 18(9)", note="30 working days beginning with the day on which notice of acceptance is given")
VALIDATION: Final = ACT.at("s. 16", status=Checked.READ, note="retroactive validation; read in the bill")
VALIDATION_TIME: Final = ACT.at("s. 16", note="a review period of 30 working days")
INITIAL: Final = ACT.at("s. 23(3)(a)", status=Checked.READ, note="30 working days beginning with the day on which the call-in notice is given")
ADDITIONAL: Final = ACT.at("s. 23(3)(b)", status=Checked.READ, note="45 working days from the first working day after the initial period; notice before that ends")
BY_AGREEMENT: Final = ACT.at("s. 23(3)(c)", status=Checked.READ, note="any number of working days agreed in writing, from the first working day after the period before; repeatable")
NOT_COUNTED: Final = ACT.at("s. 24", note="days between an information or attendance notice and compliance, or the end of its time limit")
INTERIM: Final = ACT.at("s. 25")
FINAL: Final = ACT.at("s. 26", note="a final order or a final notification: no deemed clearance")
CHANGED: Final = ACT.at("s. 27", note="orders are kept under review, varied or revoked")
WORKING_DAY: Final = ACT.at("s. 65", note="not a Saturday, Sunday or bank holiday in any part of the United Kingdom")

DETERMINED: Final = Fact("uk_nsia_notifiable", "yes/no", "Has counsel determined that the deal is a notifiable acquisition (a stake above a threshold in an entity of a listed sector)?", SECTORS)
SECTOR: Final = Fact("uk_nsia_sector", "yes/no", "Does the target carry on in the United Kingdom an activity of one of the 17 listed sectors?", SECTORS)
STAKE: Final = Fact("uk_stake_after", "number", "What per cent of the shares or votes of the UK target will the buyer hold, if it crosses 25, 50 or 75 per cent (0 if it crosses none)?", SECTORS)
FACTS: Final = (SECTOR, STAKE, DETERMINED)
# fmt: on


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory for a notifiable acquisition, voluntary for any other with a link to the United Kingdom."""
    if day < IN_FORCE:
        return Applicability(Need.NONE, "the National Security and Investment Act takes force on 4 Jan 2022", ACT)
    here, counsel = target_in(terms, "GB"), said(terms, DETERMINED)
    if here.value is False:
        return Applicability(Need.NONE, "the target has nothing in the United Kingdom", CALL_IN)
    by_facts = here & said(terms, SECTOR) & more_than(terms, STAKE, 25)
    duty, who = (by_facts, "by the facts given") if counsel.value is None else (counsel, "as counsel has determined")
    if duty.value:
        return Applicability(Need.MANDATORY, f"a notifiable acquisition, {who}", VOID, NOTIFIABLE)
    if duty.value is False:
        return Applicability(Need.VOLUNTARY, f"no notifiable acquisition, {who}: it may be called in", CALL_IN)
    reason = "whether the acquisition is notifiable cannot be told"
    return unknown(duty | counsel, (TARGET_COUNTRIES, *FACTS), reason, SECTORS)


APPROVED: Final = ("cleared", "final_notification", "cleared_on_order", "validated")
ASSESSMENT: Final = ("initial_period", "additional_period", "voluntary_period")
NOT_NOTIFIED: Final = ("not_notified", "rejected", "withdrawn")
DECIDED: Final = ("cleared", "final_notification", "cleared_on_order", "blocked")
INTERVAL: Final = (
    Detail("first", "date", "the first day that does not count", required=False),
    Detail("last", "date", "the last day that does not count", required=False),
)
BEFORE_THE_END: Final = Running("assessment", says="the assessment period is over", cite=ADDITIONAL)
CLOSED: Final = Reached("closing", says="the deal has not closed", cite=CALL_IN)

# fmt: off
REVIEWS: Final = Process(
    "uk.nsia",
    "UK national security",
    MINISTER,
    states=[
        State("not_notified", "nothing is before the Secretary of State", initial=True),
        State("notified", "a notice is given and not yet accepted; no clock runs"),
        State("rejected", "the notice is rejected; another may be given"),
        State("withdrawn", "the notice is withdrawn"),
        State("review", "the accepted notice is reviewed"),
        State("initial_period", "called in: the initial period of the assessment"),
        State("additional_period", "called in: the additional period of the assessment is added"),
        State("voluntary_period", "called in: a voluntary period of the assessment is agreed"),
        State("cleared", "no further action is taken on the notice", ends="cleared", approval=True),
        State("final_notification", "a final notification ends the assessment without an order", ends="cleared", approval=True),
        State("cleared_on_order", "a final order lets the deal proceed on conditions", ends="cleared", approval=True),
        State("blocked", "a final order blocks or unwinds the deal", ends="blocked", forbids="close"),
        State("undone", "what had closed is sold or given back as the final order says", ends="undone"),
        State("closed_unnotified", "the deal has closed without a notice that was not mandatory; it may be called in"),
        State("known", "the Secretary of State has become aware of the closed deal; it may be called in"),
        State("out_of_time", "the time to call the deal in has passed", ends="out of time"),
        State("void", "closed without the approval that was mandatory: the deal is void"),
        State("void_and_known", "the deal is void, and the Secretary of State is aware of it"),
        State("validation_asked", "validation of the void deal is applied for"),
        State("validation_review", "the accepted application for validation is reviewed"),
        State("validated", "the void deal is validated", ends="validated", approval=True),
    ],
    transitions=[
        # ------------------------------------------------------------------------------------------------------- notice
        Transition((*NOT_NOTIFIED, *DECIDED), "notify", "notified", PARTIES, cite=NOTICE, text="gives a mandatory or a voluntary notice, of the deal or of the deal as changed"),
        Transition("notified", "accept", "review", MINISTER, cite=REVIEW, text="gives notice of acceptance: this day is day 1 of the review"),
        Transition("notified", "reject", "rejected", MINISTER, cite=NOTICE, text="rejects the notice with reasons"),
        Transition(("notified", "review", *ASSESSMENT), "withdraw", "withdrawn", PARTIES, cite=NOTICE, text="withdraws: the deal is given up or will be notified anew"),
        Transition("review", "clear", "cleared", MINISTER, cite=NOTICE, text="tells that no further action is taken"),
        Transition(("review", *NOT_NOTIFIED, "notified", "closed_unnotified", "known", "void", "validation_review"), "call_in", "initial_period", MINISTER, cite=CALL_IN, text="gives a call-in notice: this day is day 1 of the initial period"),
        Transition("void_and_known", "call_in", "initial_period", MINISTER, Running("void_awareness", says="the six months to call in are over", cite=SIX_MONTHS), cite=CALL_IN, text="gives a call-in notice for the void deal: this day is day 1 of the initial period"),
        # --------------------------------------------------------------------------------------------------- assessment
        Transition("initial_period", "add_period", "additional_period", MINISTER, BEFORE_THE_END, cite=ADDITIONAL, extends="assessment", under="additional_period", text="gives an additional period notice before the initial period ends"),
        Transition("additional_period", "agree_period", "voluntary_period", MINISTER, BEFORE_THE_END, cite=BY_AGREEMENT, extends="assessment", under="voluntary_period", details=[Detail("days", "days", "by how many working days")], text="agrees a voluntary period in writing with the acquirer"),
        Transition("voluntary_period", "agree_period", None, MINISTER, BEFORE_THE_END, cite=BY_AGREEMENT, extends="assessment", under="voluntary_period", details=[Detail("days", "days", "by how many working days")], text="agrees a further voluntary period in writing with the acquirer"),
        Transition(ASSESSMENT, "ask", None, MINISTER, cite=NOT_COUNTED, stops="assessment", text="gives an information or attendance notice: from the effective day on nothing counts"),
        Transition(ASSESSMENT, "resume", None, MINISTER, cite=NOT_COUNTED, details=INTERVAL, resumes="assessment", text="confirms compliance, or the time of the notice is over: this day counts again"),
        Transition(ASSESSMENT, "notify_finally", "final_notification", MINISTER, cite=FINAL, text="gives a final notification: no further action"),
        Transition(ASSESSMENT, "order_conditions", "cleared_on_order", MINISTER, cite=FINAL, details=[Detail("conditions", "text", "what is ordered", required=False)], text="makes a final order under which the deal may proceed"),
        Transition(ASSESSMENT, "block", "blocked", MINISTER, cite=FINAL, text="makes a final order that blocks or unwinds the deal"),
        Transition("cleared_on_order", "vary", None, MINISTER, cite=CHANGED, text="varies the final order"),
        Transition("blocked", "undo", "undone", PARTIES, CLOSED, cite=FINAL, text="sells or gives back what had closed, as the final order says"),
        Transition(("cleared_on_order", "blocked"), "revoke", "final_notification", MINISTER, cite=CHANGED, text="revokes the final order"),
        # ------------------------------------------------------------------------------------------ closed without a notice
        Transition(NOT_NOTIFIED, "close_unnotified", "closed_unnotified", (*PARTIES, MINISTER), [CLOSED, ~Required()], cite=FIVE_YEARS, text="records that the deal has closed without a notice: five years run from the closing"),
        Transition((*NOT_NOTIFIED, "notified", "review", *ASSESSMENT), "fall_void", "void", (*PARTIES, MINISTER), [CLOSED, Required("", NOTIFIABLE)], cite=VOID, text="records that a notifiable acquisition has closed without approval: it is void"),
        Transition("closed_unnotified", "become_aware", "known", MINISTER, cite=SIX_MONTHS, text="becomes aware of the deal: six months run, within the five years"),
        Transition("void", "become_aware", "void_and_known", MINISTER, cite=SIX_MONTHS, text="becomes aware of the void deal: six months run, and no five years protect it"),
        Transition(("closed_unnotified", "known"), "run_out", "out_of_time", CLOCK, cite=FIVE_YEARS, text="the time to call in has run out"),
        # --------------------------------------------------------------------------------------------------- validation
        Transition(("void", "void_and_known"), "apply_for_validation", "validation_asked", PARTIES, cite=VALIDATION, text="applies for validation of the void deal"),
        Transition("validation_asked", "accept", "validation_review", MINISTER, cite=VALIDATION_TIME, text="accepts the application for validation"),
        Transition("validation_asked", "reject", "void_and_known", MINISTER, cite=VALIDATION, text="rejects the application for validation"),
        Transition("validation_review", "validate", "validated", MINISTER, cite=VALIDATION, text="gives a validation notice: the deal is treated as never void"),
    ],
    clocks=[
        Clock("review", "review of an accepted notice", "review", working_days(30, DAYS, REVIEW, first_day=1), "nothing: no deemed clearance; the deal is neither called in nor cleared", citation=WORKING_DAY),
        Clock("assessment", "assessment after a call-in", ASSESSMENT, working_days(30, DAYS, INITIAL, first_day=1), "nothing: no deemed clearance; the Secretary of State must notify or order",
              extensions=(Extension(ADDITIONAL, each=Length(45, Unit.WORKING_DAYS), exactly=True, times=1, name="additional_period"), Extension(BY_AGREEMENT, name="voluntary_period")), citation=WORKING_DAY,
              limits=("one published end of an additional period (12 Sep 2022, called in on 25 May) lies a day before this count: not explained",)),
        Clock("awareness", "call-in after becoming aware of a closed deal", "known", months(6, SIX_MONTHS), "the deal can no longer be called in", lapse="run_out"),
        Clock("void_awareness", "call-in after becoming aware of a void deal", "void_and_known", months(6, SIX_MONTHS), "the deal can no longer be called in, and stays void", kind=Kind.RIGHT_ENDS),
        Clock("trigger", "call-in of a closed deal that was not notified", ("closed_unnotified", "known"), years(5, FIVE_YEARS), "the deal can no longer be called in", lapse="run_out"),
        Clock("validation", "review of an application for validation", "validation_review", working_days(30, DAYS, VALIDATION_TIME, first_day=1), "nothing: the deal stays void", citation=WORKING_DAY),
    ],
    gates=[
        Gate("close", InState("", APPROVED, cite=VOID), VOID, "a notifiable acquisition that closes without approval is void"),
        Gate("close", InState("", APPROVED, cite=CALL_IN), CALL_IN, "the contract asks for clearance under the National Security and Investment Act", listed=True),
    ],
    applies=applies,
    law_days=(IN_FORCE,),
    asks=(TARGET_COUNTRIES, *FACTS),
    covers=("buyer", "sold"),
    zone="Europe/London",
    citation=ACT,
    limits=(
        "the sectors are asked for, not told from the assets; the thresholds of 25, 50 and 75 per cent are recalled",
        "the call-in power reaches back to deals of 12 Nov 2020; before 4 Jan 2022 the process does not apply here",
        "six months and five years are counted with the day of the event as day 0; the words on that were not read",
        "whether the power to call in has run out is not asked of a call-in of a deal that has not closed",
        "notices stop the assessment alone, not the review; which day is the first and which the last not counted is given with the act",
        "penalties (recalled: up to 5 per cent of turnover or 10 million pounds) and judicial review are not modelled",
    ),
)

ORDER: Final = Process(
    "uk.nsia.order",
    "NSIA interim order",
    MINISTER,
    states=[
        State("none", "no interim order is in force", initial=True),
        State("in_force", "an interim order forbids the deal to proceed", forbids="close"),
    ],
    transitions=[
        Transition("none", "issue", "in_force", MINISTER, InState("uk.nsia", ASSESSMENT, says="an interim order needs a deal that is called in", cite=INTERIM), cite=INTERIM, text="forbids steps that might prejudice the assessment"),
        Transition("in_force", "vary", None, MINISTER, cite=INTERIM, text="varies the interim order"),
        Transition("in_force", "lift", "none", (MINISTER, "court"), cite=INTERIM, text="the interim order ends: revoked, set aside, or because the assessment is over"),
    ],
    applies=applies,
    law_days=(IN_FORCE,),
    asks=(TARGET_COUNTRIES, *FACTS),
    needs="uk.nsia",
    zone="Europe/London",
    citation=INTERIM,
    limits=("its end with the assessment is recorded as an act, not inferred", "an interim order that leaves closing free is recorded as a statement"),
)
# fmt: on

PROCESSES: Final = (REVIEWS, ORDER)
