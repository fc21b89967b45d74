"""Australian review of foreign investments (FATA), and the merger regime of the ACCC in force since 1 January 2026.

The Treasurer decides within 30 days, the day after the fee being day 1; a last day that is a weekend or a public holiday
of the Australian Capital Territory moves to the next business day. Silence ends the power to prohibit and gives no
letter of no objection. Whoever acts during the period loses the time limit altogether: the Treasurer may then act at any
time. The merger regime is mandatory and suspensory; its numbers are recalled.

Sources: Foreign Acquisitions and Takeovers Act 1975 (s. 61A and s. 77 read); guidance of the Foreign Investment Review
Board of 2016; Competition and Consumer Act 2010 as amended in 2024 (recalled).

Limitations: see ``limits`` of each process.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation, Dated, Edition
from dealflow.model import (
    BUYER_COUNTRIES,
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
    Past,
    Process,
    Reached,
    State,
    Terms,
    Transition,
    Unit,
    buyer_from_outside,
    days,
    said,
    target_in,
    unknown,
    working_days,
)

__all__ = ["PROCESSES"]

FATA_DAY: Final = date(2015, 12, 1)
ACCC_DAY: Final = date(2026, 1, 1)
BUSINESS: Final = "holidays.AU-ACT"
TREASURER: Final = "Treasurer"
ACCC: Final = "ACCC"
PARTIES: Final = ("buyer", "bidder")

# fmt: off
ACT: Final = Citation("Foreign Acquisitions and Takeovers Act 1975", in_force=FATA_DAY, status=Checked.RECALLED)
NOTICE: Final = ACT.at("s. 81", note="a notifiable action is notified before it is taken")
DECISION: Final = ACT.at("s. 77", status=Checked.READ, note="30 days, day 1 being the day after the correct fee is received; rolled to the next business day of the ACT (guidance of 2016)")
SILENCE: Final = ACT.at("s. 77(1)", status=Checked.READ, note="after the period the Treasurer may no longer prohibit; that is not a no objection notification")
ACTED: Final = ACT.at("s. 77(3)", status=Checked.READ, note="an action taken during the period takes the time limit away")
LONGER: Final = ACT.at("s. 77A", note="several times, up to 90 days in all; read in the parallel s. 61A")
NOT_COUNTED: Final = ACT.at("s. 77", note="information requests stop the clock")
INTERIM: Final = ACT.at("s. 68", status=Checked.READ, note="interim order for up to 90 days; the number of the section is recalled")
TELL: Final = ACT.at("s. 77", status=Checked.READ, note="10 days to notify the decision")
ORDERS: Final = ACT.at("ss. 67, 69", note="prohibition; disposal of what was acquired")
NO_OBJECTION: Final = ACT.at("ss. 74, 75", note="no objection, on conditions or without")
MERGERS: Final = Citation("Competition and Consumer Act 2010", "part IVA", in_force=ACCC_DAY, status=Checked.RECALLED, note="mandatory and suspensory merger control")
PHASE_1: Final = MERGERS.at("part IVA", note="30 business days; no determination before the 15th")
PHASE_2: Final = MERGERS.at("part IVA", note="90 business days more")

NOTIFIABLE: Final = Fact("au_fata_notifiable", "yes/no", "Has counsel determined that the acquisition is a notifiable action (or a notifiable national security action) of a foreign person?", NOTICE)
MERGER_NOTIFIABLE: Final = Fact("au_accc_notifiable", "yes/no", "Has counsel determined that the acquisition must be notified to the ACCC?", MERGERS)
ASKED: Final = (TARGET_COUNTRIES, BUYER_COUNTRIES, NOTIFIABLE)
MERGER_ASKED: Final = (TARGET_COUNTRIES, MERGER_NOTIFIABLE)
# fmt: on


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory for a notifiable action; a foreign person may notify any other for the comfort of a letter."""
    if day < FATA_DAY:
        return Applicability(Need.NONE, "the Act as it now stands takes force on 1 Dec 2015", ACT)
    here, foreign, counsel = target_in(terms, "AU"), buyer_from_outside(terms, "AU"), said(terms, NOTIFIABLE)
    if here.value is False:
        return Applicability(Need.NONE, "the target has nothing in Australia", ACT)
    if counsel.value:
        return Applicability(Need.MANDATORY, "counsel has determined that the action is notifiable", NOTICE)
    if foreign.value is False:
        return Applicability(Need.NONE, "the buyer is no foreign person", ACT)
    if counsel.value is False:
        return Applicability(Need.VOLUNTARY, "counsel has determined that the action is not notifiable", NOTICE)
    reason = "whether the action is notifiable cannot be told"
    return unknown(here & foreign & counsel, ASKED, reason, NOTICE)


def merger_applies(terms: Terms, day: date) -> Applicability:
    """Mandatory from 1 January 2026 where counsel says so; the thresholds were not read."""
    if day < ACCC_DAY:
        return Applicability(Need.NONE, "mandatory merger control takes force on 1 Jan 2026", MERGERS)
    here, counsel = target_in(terms, "AU"), said(terms, MERGER_NOTIFIABLE)
    if here.value is False:
        return Applicability(Need.NONE, "the target has nothing in Australia", MERGERS)
    if counsel.value is None:
        return unknown(here & counsel, MERGER_ASKED, "whether the acquisition must be notified cannot be told", MERGERS)
    if counsel.value:
        return Applicability(Need.MANDATORY, "counsel has determined that the acquisition must be notified", MERGERS)
    return Applicability(Need.NONE, "counsel has determined that the acquisition need not be notified", MERGERS)


NO_OBJECTIONS: Final = ("no_objection", "no_objection_conditions")
DECIDED: Final = ("decided", "decided_on_conditions")
INTERVAL: Final = (
    Detail("first", "date", "the first day that does not count", required=False),
    Detail("last", "date", "the last day that does not count", required=False),
)

# fmt: off
FATA: Final = Process(
    "au.fata",
    "Australian foreign investment review",
    TREASURER,
    states=[
        State("not_notified", "nothing is before the Treasurer", initial=True),
        State("notified", "a notice is given; the fee is not yet received and no day counts"),
        State("decision_period", "the Treasurer has the notice and the fee"),
        State("interim_order", "an interim order forbids the action while the Treasurer looks at it", forbids="close"),
        State("decided", "it is decided not to object; not yet notified"),
        State("decided_on_conditions", "it is decided not to object on conditions; not yet notified"),
        State("no_objection", "a no objection notification is given", ends="cleared", approval=True),
        State("no_objection_conditions", "a no objection notification with conditions is given", ends="cleared", approval=True),
        State("power_lapsed", "the time has passed: no prohibition is possible, and there is no letter", ends="power lapsed"),
        State("acted_early", "the action was taken during the period: no time limit binds the Treasurer"),
        State("prohibited", "an order prohibits the action or has it undone", ends="prohibited", forbids="close"),
        State("withdrawn", "the notice is withdrawn"),
    ],
    transitions=[
        Transition(("not_notified", "withdrawn", "prohibited", *NO_OBJECTIONS, "power_lapsed"), "notify", "notified", PARTIES, cite=NOTICE, text="gives notice of the action, or of the action as changed"),
        Transition("notified", "receive_fee", "decision_period", TREASURER, cite=DECISION, text="receives the correct fee: the next day is day 1"),
        Transition("decision_period", "extend", None, TREASURER, cite=LONGER, details=[Detail("days", "days", "by how many days")], extends="decision", text="extends the period, up to 90 days in all"),
        Transition("decision_period", "ask", None, TREASURER, cite=NOT_COUNTED, stops="decision", text="asks for information: from the effective day on nothing counts"),
        Transition("decision_period", "resume", None, TREASURER, cite=NOT_COUNTED, details=INTERVAL, resumes="decision", text="has the information: this day counts again"),
        Transition("decision_period", "make_interim_order", "interim_order", TREASURER, cite=INTERIM, text="forbids the action for up to 90 days"),
        Transition(("decision_period", "interim_order"), "decide", "decided", TREASURER, cite=NO_OBJECTION, text="decides not to object; ten days to notify"),
        Transition(("decision_period", "interim_order"), "decide_on_conditions", "decided_on_conditions", TREASURER, cite=NO_OBJECTION, text="decides not to object on conditions; ten days to notify"),
        Transition("decided", "tell", "no_objection", TREASURER, cite=TELL, text="notifies that it does not object"),
        Transition("decided_on_conditions", "tell", "no_objection_conditions", TREASURER, cite=TELL, text="notifies that it does not object on conditions"),
        Transition(("decision_period", "interim_order", "acted_early"), "prohibit", "prohibited", TREASURER, cite=ORDERS, text="prohibits the action, or orders it undone"),
        Transition("decision_period", "fall_silent", "power_lapsed", CLOCK, cite=SILENCE, text="the period has passed without a decision"),
        Transition("interim_order", "end_interim_order", "power_lapsed", CLOCK, cite=INTERIM, text="the interim order has run out without a decision"),
        Transition(("decision_period", "interim_order"), "act_early", "acted_early", (*PARTIES, TREASURER), Reached("closing", says="the action was not taken", cite=ACTED), cite=ACTED, text="records that the action was taken during the period: the time limit falls away"),
        Transition("acted_early", "decide", "decided", TREASURER, cite=NO_OBJECTION, text="decides not to object to what was done"),
        Transition(("notified", "decision_period"), "withdraw", "withdrawn", PARTIES, cite=NOTICE, text="withdraws the notice"),
    ],
    clocks=[
        Clock("decision", "decision of the Treasurer", "decision_period", days(30, DECISION, roll=BUSINESS), "the power to prohibit lapses; that is no letter of no objection", lapse="fall_silent", extensions=Extension(LONGER, total=Length(90, Unit.DAYS))),
        Clock("interim", "interim order", "interim_order", days(90, INTERIM), "the interim order ends and with it the power to prohibit", lapse="end_interim_order"),
        Clock("notification", "notification of the decision", DECIDED, days(10, TELL), "nothing that was found: the notification is overdue"),
    ],
    gates=[
        Gate("close", InState("", (*NO_OBJECTIONS, "power_lapsed"), cite=NOTICE), NOTICE, "a notifiable action may not be taken before the Treasurer's answer or the end of the period"),
        Gate("close", InState("", NO_OBJECTIONS, cite=NO_OBJECTION), NO_OBJECTION, "the contract asks for a no objection notification", listed=True),
    ],
    applies=applies,
    law_days=(FATA_DAY,),
    asks=ASKED,
    covers=("buyer", "sold"),
    zone="Australia/Sydney",
    citation=ACT,
    limits=(
        "thresholds, classes of investors and national security actions are not told apart: counsel is asked",
        "an extension is counted from the end as rolled; the Act was not read on that",
        "longer periods at the investor's own request are not modelled",
        "an interim order may last less than 90 days: record its end as a decision",
        "that the action was taken during the period is recorded with `act_early`: where nobody does, the period lapses as if it had not been",
        "the ten days to notify run after the decision, also where it was made before the period is over",
        "the call-in power of the Treasurer over actions not notified is not modelled",
    ),
)

MERGER: Final = Process(
    "au.accc",
    "Australian merger control",
    ACCC,
    states=[
        State("not_notified", "nothing is before the ACCC", initial=True),
        State("notified", "a notification is given and not yet effective"),
        State("phase_1", "phase 1 of the merger determination"),
        State("phase_2", "phase 2 of the merger determination"),
        State("cleared", "the ACCC has determined that the acquisition may be put into effect", ends="cleared", approval=True),
        State("cleared_on_conditions", "the ACCC has determined that the acquisition may be put into effect on conditions", ends="cleared", approval=True),
        State("prohibited", "the ACCC has determined that the acquisition must not be put into effect", ends="prohibited", forbids="close"),
        State("withdrawn", "the notification is withdrawn"),
    ],
    transitions=[
        Transition(("not_notified", "withdrawn", "cleared", "cleared_on_conditions", "prohibited"), "notify", "notified", PARTIES, InForce(ACCC_DAY, says="there is no notification before 1 Jan 2026", cite=MERGERS), cite=MERGERS, text="notifies the acquisition, or the acquisition as changed"),
        Transition("notified", "make_effective", "phase_1", ACCC, cite=PHASE_1, text="finds the notification effective: the next business day is day 1"),
        Transition("phase_1", "clear", "cleared", ACCC, Past("earliest_determination", says="the 15th business day has not come", cite=PHASE_1), cite=PHASE_1, text="determines in phase 1 that the acquisition may be put into effect"),
        Transition("phase_1", "clear_on_conditions", "cleared_on_conditions", ACCC, Past("earliest_determination", says="the 15th business day has not come", cite=PHASE_1), cite=PHASE_1, text="determines in phase 1 that the acquisition may be put into effect on conditions"),
        Transition("phase_1", "open_phase_2", "phase_2", ACCC, cite=PHASE_2, counts_from="phase_1", text="goes on to phase 2"),
        Transition("phase_2", "clear", "cleared", ACCC, cite=PHASE_2, text="determines in phase 2 that the acquisition may be put into effect"),
        Transition("phase_2", "clear_on_conditions", "cleared_on_conditions", ACCC, cite=PHASE_2, text="determines in phase 2 that the acquisition may be put into effect on conditions"),
        Transition("phase_2", "prohibit", "prohibited", ACCC, cite=PHASE_2, text="determines that the acquisition must not be put into effect"),
        Transition(("phase_1", "phase_2"), "stop_clock", None, ACCC, cite=MERGERS, stops=("earliest_determination", "phase_1", "phase_2"), text="stops the clock: from the effective day on nothing counts"),
        Transition(("phase_1", "phase_2"), "restart_clock", None, ACCC, cite=MERGERS, details=INTERVAL, resumes=("earliest_determination", "phase_1", "phase_2"), text="restarts the clock: this day counts again"),
        Transition(("notified", "phase_1", "phase_2"), "withdraw", "withdrawn", PARTIES, cite=MERGERS, text="withdraws the notification"),
    ],
    clocks=[
        Clock("earliest_determination", "first day of a determination", "phase_1", Dated([Edition(working_days(15, "au.accc", PHASE_1), ACCC_DAY, PHASE_1)]), "the ACCC may decide from this day on", kind=Kind.EARLIEST_DAY),
        Clock("phase_1", "phase 1 of the ACCC", "phase_1", Dated([Edition(working_days(30, "au.accc", PHASE_1), ACCC_DAY, PHASE_1)]), "nothing that was found: the ACCC is overdue and the acquisition stays suspended"),
        Clock("phase_2", "phase 2 of the ACCC", "phase_2", Dated([Edition(working_days(90, "au.accc", PHASE_2), ACCC_DAY, PHASE_2)]), "nothing that was found: the ACCC is overdue and the acquisition stays suspended"),
    ],
    gates=[Gate("close", InState("", ("cleared", "cleared_on_conditions"), cite=MERGERS), MERGERS, "the ACCC has not determined that the acquisition may be put into effect")],
    applies=merger_applies,
    law_days=(ACCC_DAY,),
    asks=MERGER_ASKED,
    covers=("buyer", "sold"),
    zone="Australia/Sydney",
    citation=MERGERS,
    limits=(
        "every rule of this process is recalled: thresholds, waivers, the meaning of silence, fees and extensions were not read",
        "review on public benefit grounds and by the Tribunal is not modelled",
    ),
)
# fmt: on

PROCESSES: Final = (FATA, MERGER)
