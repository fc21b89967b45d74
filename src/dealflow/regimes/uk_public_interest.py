"""UK intervention in a merger on grounds of the public interest: Enterprise Act 2002, part 3, chapter 2.

The Secretary of State intervenes by notice while the CMA has not decided: from then on it is the Secretary of State
who decides on both competition and the public interest, after a report of the CMA by a day that the notice names. A
reference starts the same 24 weeks as any other; the report then goes to the Secretary of State, who has 30 days. If
those pass in silence the case goes back to the CMA, which decides on competition alone. Nobody files anything.

Sources: Enterprise Act 2002, recalled; the notice of 19 April 2021 and the reference of 16 November 2021 in the case of
NVIDIA and Arm.

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
    Gate,
    InState,
    Length,
    Need,
    Process,
    State,
    Terms,
    Transition,
    Unit,
    days,
    target_in,
    weeks,
)

__all__ = ["PROCESSES"]

IN_FORCE: Final = date(2003, 6, 20)
CMA: Final = "CMA"
MINISTER: Final = "Secretary of State"

# fmt: off
ACT: Final = Citation("Enterprise Act 2002", in_force=IN_FORCE, status=Checked.RECALLED)
NOTICE: Final = ACT.at("s. 42", note="a relevant merger situation, no decision on a reference yet, and a consideration of s. 58 (security until 3 Jan 2022, media, finance, public health)")
LAPSES: Final = ACT.at("s. 43", note="in force until the matter is finally determined")
REPORT: Final = ACT.at("s. 44", note="by the day that the notice names; others advise")
REFERENCE: Final = ACT.at("s. 45")
IN_LIEU: Final = ACT.at("sch. 7")
BACK: Final = ACT.at("s. 56", note="where no consideration is relevant, or no decision is made in time, the CMA decides as in any other case")
GIVEN_UP: Final = ACT.at("s. 48")
PHASE_2: Final = ACT.at("s. 51", note="24 weeks beginning with the date of the reference, as in s. 39")
LONGER: Final = ACT.at("s. 51", note="up to 8 weeks, once, for special reasons; also while a notice under s. 109 is not complied with")
DECISION: Final = ACT.at("s. 54(5)", note="30 days beginning with the receipt of the report")
ALONE: Final = BACK.at("s. 56", status=Checked.DERIVED, note="the CMA goes on from its report; that completion stays barred until it has ended the case is our reading of s. 78")
ENFORCED: Final = ACT.at("s. 55")
NO_COMPLETION: Final = ACT.at("s. 78", note="no completion of an anticipated merger after a reference without consent")
# fmt: on


def applies(terms: Terms, day: date) -> Applicability:
    """Never asked for by the parties: the Secretary of State may intervene wherever the target has something here."""
    if day < IN_FORCE:
        return Applicability(Need.NONE, "Part 3 of the Enterprise Act 2002 takes force on 20 Jun 2003", ACT)
    if target_in(terms, "GB").value is False:
        return Applicability(Need.NONE, "the target has nothing in the United Kingdom", NOTICE)
    return Applicability(Need.VOLUNTARY, "nobody files: the Secretary of State may intervene", NOTICE)


OPEN: Final = ("none", "handed_back", "cancelled")
"""No notice is in force."""
IN_PHASE_2: Final = ("phase_2", "phase_2_consented")
CLEARED: Final = ("cleared", "cleared_on_undertakings")
GROUND: Final = Detail("ground", "text", "which consideration of public interest", required=False)
BY_DAY: Final = Detail("report_by", "date", "the day by which the CMA is to report", required=False)
INTERVAL: Final = (
    Detail("first", "date", "the first day that does not count", required=False),
    Detail("last", "date", "the last day that does not count", required=False),
)

# fmt: off
INTERVENTION: Final = Process(
    "uk.public_interest",
    "UK public interest intervention",
    MINISTER,
    states=[
        State("none", "the Secretary of State has not intervened", initial=True),
        State("intervened", "an intervention notice is in force: the CMA is to report to the Secretary of State"),
        State("reported", "the CMA has reported after phase 1: the Secretary of State decides whether to refer"),
        State("phase_2", "referred on competition and the public interest: no completion without consent", forbids="close"),
        State("phase_2_consented", "referred on competition and the public interest; completion is consented to"),
        State("decision", "the CMA has reported after phase 2: the Secretary of State decides", forbids="close"),
        State("handed_back", "the public interest is not at stake: the CMA decides alone", ends="handed back"),
        State("competition_alone", "no decision on the public interest after phase 2: the CMA decides on competition", forbids="close"),
        State("cleared", "the deal is let go on", ends="cleared", approval=True),
        State("cleared_on_undertakings", "the deal is let go on under undertakings or an order", ends="cleared", approval=True),
        State("prohibited", "the deal is prohibited", ends="prohibited", forbids="close"),
        State("cancelled", "the case is ended because the deal is given up", ends="abandoned"),
    ],
    transitions=[
        Transition(OPEN, "intervene", "intervened", MINISTER, cite=NOTICE, details=[GROUND, BY_DAY], sets_day="report", text="intervenes by notice: the CMA is to report on competition and on the public interest"),
        Transition("intervened", "move_report", None, MINISTER, cite=REPORT, details=[Detail("report_by", "date", "the day by which the CMA is to report")], sets_day="report", text="gives the CMA until another day"),
        Transition("intervened", "report", "reported", CMA, cite=REPORT, text="reports to the Secretary of State"),
        Transition("reported", "refer", "phase_2", MINISTER, cite=REFERENCE, details=[GROUND], text="refers the deal: this day is the first of the 24 weeks"),
        Transition("reported", "accept_undertakings", "cleared_on_undertakings", MINISTER, cite=IN_LIEU, text="accepts undertakings in lieu of a reference"),
        Transition("reported", "clear", "cleared", MINISTER, cite=REFERENCE, text="decides not to refer, for the public interest outweighs what was found or nothing was found"),
        Transition(("intervened", "reported"), "hand_back", "handed_back", MINISTER, cite=BACK, text="finds that no consideration of public interest is relevant: the CMA goes on alone"),
        Transition("phase_2", "consent", "phase_2_consented", CMA, cite=NO_COMPLETION, text="consents to completion during phase 2 of an intervention"),
        Transition("phase_2_consented", "withdraw_consent", "phase_2", CMA, cite=NO_COMPLETION, text="takes its consent to completion back"),
        Transition(IN_PHASE_2, "extend", None, CMA, cite=LONGER, extends="phase_2", details=[Detail("length", "length", 'by how long ("8 weeks")')], text="extends phase 2 of an intervention once for special reasons"),
        Transition(IN_PHASE_2, "stop_clock", None, CMA, cite=LONGER, stops="phase_2", text="tells that a notice under s. 109 is not complied with: from this day nothing counts"),
        Transition(IN_PHASE_2, "restart_clock", None, CMA, cite=LONGER, details=INTERVAL, resumes="phase_2", text="tells that the failure is over: this day counts again"),
        Transition(IN_PHASE_2, "report_phase_2", "decision", CMA, cite=PHASE_2, text="reports to the Secretary of State, who has 30 days beginning with the receipt"),
        Transition("decision", "let_go_on", "cleared", MINISTER, cite=DECISION, text="finds nothing against the public interest"),
        Transition("decision", "let_go_on_undertakings", "cleared_on_undertakings", MINISTER, cite=ENFORCED, text="accepts final undertakings or makes an order under which the deal may stand"),
        Transition("decision", "prohibit", "prohibited", MINISTER, cite=ENFORCED, text="prohibits the deal by undertakings or order"),
        Transition("decision", "make_no_finding", "competition_alone", MINISTER, cite=BACK, text="makes no finding on the public interest: the CMA decides on competition"),
        Transition("decision", "fall_silent", "competition_alone", CLOCK, cite=BACK, text="has not decided in time: the CMA decides on competition"),
        Transition("competition_alone", "clear_alone", "cleared", CMA, cite=ALONE, text="has found no substantial lessening of competition: the case is over"),
        Transition("competition_alone", "accept_undertakings_alone", "cleared_on_undertakings", CMA, cite=ALONE, text="accepts final undertakings on competition or makes an order under which the deal may stand"),
        Transition("competition_alone", "prohibit_alone", "prohibited", CMA, cite=ALONE, text="prohibits the deal on grounds of competition"),
        Transition((*IN_PHASE_2, "decision", "competition_alone"), "cancel_reference", "cancelled", (CMA, MINISTER), cite=GIVEN_UP, text="cancels the reference because the deal is given up"),
        Transition(("intervened", "reported"), "end_notice", "cancelled", MINISTER, cite=LAPSES, text="ends the notice because the deal is given up"),
    ],
    clocks=[
        Clock("report", "report of the CMA after phase 1", "intervened", None, "nothing: the CMA is overdue, and the notice stays in force", citation=REPORT),
        Clock("phase_2", "phase 2 of an intervention", IN_PHASE_2, weeks(24, PHASE_2, first_day=1), "nothing: the CMA is bound by statute to report and is overdue",
              extensions=Extension(LONGER, each=Length(8, Unit.WEEKS), times=1)),
        Clock("decision", "decision of the Secretary of State after the report", "decision", days(30, DECISION, first_day=1), "the case goes back to the CMA, which decides on competition alone", lapse="fall_silent"),
    ],
    gates=[Gate("close", InState("", CLEARED, cite=NOTICE), NOTICE, "the contract asks for the Secretary of State to let the deal go on", listed=True)],
    applies=applies,
    law_days=(IN_FORCE,),
    asks=(TARGET_COUNTRIES,),
    covers=("buyer", "sold"),
    zone="Europe/London",
    citation=ACT,
    limits=(
        "every section of the Act is recalled",
        "that a consideration of public interest exists, and that security is none since 4 Jan 2022, is not judged",
        "that the CMA has not decided before the notice, and that its own case rests while the notice is in force, is not judged",
        "a case that was handed back before a reference goes on in the process of the CMA, by acts recorded there",
        "how long the CMA has where it decides alone after phase 2 was not read: no time is counted",
        "special public interest cases (defence, newspapers) and European intervention notices are not modelled",
        "interim orders of the Secretary of State are recorded with those of the CMA",
    ),
)
# fmt: on

PROCESSES: Final = (INTERVENTION,)
