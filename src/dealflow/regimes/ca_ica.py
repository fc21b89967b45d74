"""Canadian review of foreign investments, Investment Canada Act: national security (Part IV.1) and net benefit (Part IV).

National security counts calendar days from the certified date, not from the day of filing. No notice in time means that
the power lapses, which is no approval. Nothing stands in the way of closing before a notice; after one the investment
may not be implemented. About 200 days in all: 45 for a notice, 45 for an order, 45 and 45 for the review, 20 for the
cabinet. Net benefit is a machine of its own: 45 days and 30 more, closing only with approval.

Sources: Investment Canada Act; National Security Review of Investments Regulations, SOR/2009-271; the order of 31 July
2020 on time limits; An Act to amend the Investment Canada Act, 2024 (Bill C-34).

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
    Length,
    Need,
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
    years,
)

__all__ = ["PROCESSES"]

NET_BENEFIT_DAY: Final = date(1985, 6, 30)
IN_FORCE: Final = date(2009, 9, 17)
COVID: Final = date(2020, 7, 31)
COVID_ENDS: Final = date(2021, 1, 1)
C34: Final = date(2024, 9, 3)
MINISTER: Final = "Minister of Industry"
CABINET: Final = "Governor in Council"
PARTIES: Final = ("buyer", "bidder")

# fmt: off
ACT: Final = Citation("Investment Canada Act", status=Checked.RECALLED)
PART: Final = ACT.at("part IV.1", in_force=IN_FORCE)
FILING: Final = PART.at("s. 12", note="notification or application; the certified date is the Director's")
NOTICE: Final = Citation("SOR/2009-271", "s. 2", in_force=IN_FORCE, note="45 days after the certified date for a notice under s. 25.2 or an order under s. 25.3")
NOTICE_COVID: Final = Citation("Order of 31 July 2020 on time limits (Investment Canada Act)", in_force=COVID, until=date(2020, 12, 31), note="60 days in place of 45 for a while; its end is recalled")
ORDER: Final = PART.at("s. 25.3", status=Checked.READ, note="45 more days after a notice; read in evidence given to parliament")
ORDER_COUNT: Final = PART.at("s. 25.3", note="counted here from the notice")
REVIEW: Final = PART.at("s. 25.3", note="45 days, 45 more, longer with consent")
CABINET_TIME: Final = PART.at("s. 25.4", note="20 days")
BARRED: Final = PART.at("s. 25.2", note="no implementation after a notice or an order for review")
STILL_BARRED: Final = PART.at("s. 25.2", status=Checked.DERIVED, note="no text was found that lifts the bar where the filing is withdrawn")
MEASURES: Final = PART.at("s. 25.4", note="any measure the Governor in Council considers advisable")
LAPSES: Final = PART.at("s. 25.2", status=Checked.DERIVED, note="without a notice in time the power ends; no approval is given")
NO_FILING: Final = Citation("SOR/2009-271", "s. 2", in_force=IN_FORCE, note="45 days from certified information, at the latest 5 years after implementation")
AMENDED: Final = Citation("National Security Review of Investments Modernization Act (Bill C-34)", in_force=C34, status=Checked.RECALLED, note="interim conditions and undertakings")
NET_BENEFIT: Final = ACT.at("part IV", in_force=NET_BENEFIT_DAY, note="net benefit to Canada")
DECISION: Final = NET_BENEFIT.at("s. 21", note="45 days, silence counts as satisfied")
LONGER: Final = NET_BENEFIT.at("s. 22", note="30 more days, longer with consent")
SUSPENDS: Final = NET_BENEFIT.at("s. 16", note="no implementation of a reviewable investment without approval")

COUNSEL: Final = Fact("ca_ica_notifiable", "yes/no", "Has counsel determined that a non-Canadian makes an investment within Part IV.1 of the Investment Canada Act?", PART)
REVIEWABLE: Final = Fact("ca_net_benefit_notifiable", "yes/no", "Has counsel determined that the investment is reviewable for net benefit (control of a Canadian business above the threshold of the year)?", NET_BENEFIT)
ASKED: Final = (TARGET_COUNTRIES, BUYER_COUNTRIES, COUNSEL)
NET_ASKED: Final = (TARGET_COUNTRIES, BUYER_COUNTRIES, REVIEWABLE)
# fmt: on


def applies(terms: Terms, day: date) -> Applicability:
    """Voluntary for every investment of a non-Canadian: nothing waits for a filing, and any may be reviewed."""
    if day < IN_FORCE:
        return Applicability(Need.NONE, "national security reviews take force on 17 Sep 2009", PART)
    here, counsel = target_in(terms, "CA"), said(terms, COUNSEL)
    if here.value is False:
        return Applicability(Need.NONE, "the target has nothing in Canada", PART)
    caught = here & buyer_from_outside(terms, "CA") if counsel.value is None else counsel
    if caught.value is False:
        return Applicability(Need.NONE, "no investment of a non-Canadian", PART)
    if caught.value:
        return Applicability(Need.VOLUNTARY, "an investment of a non-Canadian: it may be reviewed", PART)
    asked = unknown(caught | counsel, ASKED, "", PART)
    reason = "nothing waits for a filing; whether a non-Canadian invests in Canada cannot be told"
    return Applicability(Need.VOLUNTARY, reason, PART, "", asked.missing, asked.question)


def net_benefit_applies(terms: Terms, day: date) -> Applicability:
    """Mandatory for a reviewable investment; the thresholds change every year and are asked of counsel."""
    if day < NET_BENEFIT_DAY:
        return Applicability(Need.NONE, "the Investment Canada Act takes force on 30 Jun 1985", NET_BENEFIT)
    here, foreign, counsel = target_in(terms, "CA"), buyer_from_outside(terms, "CA"), said(terms, REVIEWABLE)
    if here.value is False:
        return Applicability(Need.NONE, "the target has nothing in Canada", NET_BENEFIT)
    if counsel.value is False:
        return Applicability(Need.NONE, "counsel has determined that the investment is not reviewable", NET_BENEFIT)
    if counsel.value:
        return Applicability(Need.MANDATORY, "counsel has determined that the investment is reviewable", SUSPENDS)
    if foreign.value is False:
        return Applicability(Need.NONE, "the buyer is Canadian", NET_BENEFIT)
    reason = "whether the investment is reviewable for net benefit cannot be told"
    return unknown(here & foreign & counsel, NET_ASKED, reason, NET_BENEFIT)


BEFORE_NOTICE: Final = ("certified", "unfiled_certified")
AFTER_NOTICE: Final = ("notice_given", "review", "before_cabinet")
CLEARED: Final = ("no_further_action", "allowed_on_undertakings", "allowed_on_conditions")
DONE: Final = (*CLEARED, "power_lapsed")
BY_HOW_MUCH: Final = (Detail("days", "days", "by how many days"),)

# fmt: off
SECURITY: Final = Process(
    "ca.ica",
    "Canadian national security review",
    MINISTER,
    states=[
        State("not_filed", "nothing has been filed under the Investment Canada Act", initial=True),
        State("filed", "a notification or application is filed; its certified date is not yet set"),
        State("certified", "the filing is certified: a notice or an order may follow"),
        State("implemented_unfiled", "the investment is implemented without a filing"),
        State("unfiled_certified", "information on an investment without a filing is certified: a notice or an order may follow"),
        State("notice_given", "the Minister has given notice that a review may be ordered", forbids="close"),
        State("review", "a national security review is ordered", forbids="close"),
        State("before_cabinet", "the Minister has reported to the Governor in Council", forbids="close"),
        State("no_further_action", "the Minister or the Governor in Council takes no further action", ends="cleared", approval=True),
        State("allowed_on_undertakings", "binding undertakings end the review", ends="cleared", approval=True),
        State("allowed_on_conditions", "an order allows the investment on conditions", ends="cleared", approval=True),
        State("power_lapsed", "the time has passed: the power has lapsed, and nothing was approved", ends="power lapsed"),
        State("prohibited", "an order forbids the investment or has control given up", ends="prohibited", forbids="close"),
        State("withdrawn", "the filing is withdrawn"),
        State("withdrawn_after_notice", "the filing is withdrawn after a notice: the investment may not be implemented", forbids="close"),
    ],
    transitions=[
        Transition(("not_filed", "withdrawn", "withdrawn_after_notice", *DONE, "prohibited"), "file", "filed", PARTIES, cite=FILING, text="files a notification or an application, or one of the investment as changed"),
        Transition("filed", "certify", "certified", MINISTER, cite=NOTICE, text="certifies the filing: the days count from the certified date"),
        Transition("filed", "find_incomplete", "not_filed", MINISTER, cite=FILING, text="finds the filing incomplete: no day counts"),
        Transition(("not_filed", "withdrawn"), "implement_unfiled", "implemented_unfiled", (*PARTIES, MINISTER), Reached("closing", says="the investment is not implemented", cite=NO_FILING), cite=NO_FILING, text="records that the investment is implemented without a filing: five years run"),
        Transition(("not_filed", "implemented_unfiled"), "certify_information", "unfiled_certified", MINISTER, cite=NO_FILING, text="certifies information on an investment without a filing"),
        Transition(BEFORE_NOTICE, "give_notice", "notice_given", MINISTER, cite=BARRED, text="gives notice that a review may be ordered: the investment may not be implemented"),
        Transition((*BEFORE_NOTICE, "notice_given"), "order_review", "review", CABINET, cite=ORDER, text="orders a review"),
        Transition(BEFORE_NOTICE, "let_notice_lapse", "power_lapsed", CLOCK, cite=LAPSES, text="no notice and no order came in time"),
        Transition("implemented_unfiled", "let_five_years_lapse", "power_lapsed", CLOCK, cite=NO_FILING, text="five years have passed since the implementation"),
        Transition("notice_given", "let_order_lapse", "power_lapsed", CLOCK, cite=LAPSES, text="no order for a review came in time"),
        Transition((*BEFORE_NOTICE, "notice_given", "review"), "take_no_action", "no_further_action", MINISTER, cite=REVIEW, text="tells that no further action is taken"),
        Transition("review", "extend", None, MINISTER, cite=REVIEW, details=BY_HOW_MUCH, extends="review", text="extends the review once"),
        Transition("review", "extend_with_consent", None, MINISTER, cite=REVIEW, details=BY_HOW_MUCH, extends="review", under="consent", text="extends the review with the investor's consent"),
        Transition("review", "impose_interim_conditions", None, MINISTER, InForce(C34, says="there are no interim conditions before 3 Sep 2024", cite=AMENDED), cite=AMENDED, details=[Detail("conditions", "text", "what is imposed", required=False)], text="imposes interim conditions"),
        Transition("review", "accept_undertakings", "allowed_on_undertakings", MINISTER, InForce(C34, says="undertakings end no review before 3 Sep 2024", cite=AMENDED), cite=AMENDED, text="accepts binding undertakings and ends the review"),
        Transition("review", "report", "before_cabinet", MINISTER, cite=CABINET_TIME, text="reports with recommendations"),
        Transition("before_cabinet", "take_no_action", "no_further_action", CABINET, cite=MEASURES, text="decides to take no measure"),
        Transition("before_cabinet", "allow_on_conditions", "allowed_on_conditions", CABINET, cite=MEASURES, text="allows the investment on undertakings or conditions"),
        Transition("before_cabinet", "prohibit", "prohibited", CABINET, cite=MEASURES, text="forbids the investment or has control given up"),
        Transition("before_cabinet", "let_cabinet_lapse", "power_lapsed", CLOCK, cite=CABINET_TIME, text="no order came within the twenty days"),
        Transition(("filed", *BEFORE_NOTICE), "withdraw", "withdrawn", PARTIES, cite=FILING, text="withdraws: the investment is given up or will be filed anew"),
        Transition(AFTER_NOTICE, "withdraw", "withdrawn_after_notice", PARTIES, cite=STILL_BARRED, text="withdraws after a notice: the investment is given up or will be filed anew"),
    ],
    clocks=[
        Clock("notice", "notice or order after the certified date", BEFORE_NOTICE,
              Dated([Edition(days(45, NOTICE), IN_FORCE, NOTICE), Edition(days(60, NOTICE_COVID), COVID, NOTICE_COVID), Edition(days(45, NOTICE), COVID_ENDS, NOTICE)]),
              "the power to review lapses; that is no approval", lapse="let_notice_lapse",
              limits=("the edition is that of the certified date; how the order of 2020 treated days running on 31 Jul 2020 was not read",)),
        Clock("order", "order for a review after a notice", "notice_given", days(45, ORDER), "the power to order a review lapses; that is no approval", lapse="let_order_lapse", citation=ORDER_COUNT),
        Clock("review", "national security review", "review", days(45, REVIEW), "nothing that was found: the Minister is overdue and closing stays forbidden",
              extensions=(Extension(REVIEW, each=Length(45, Unit.DAYS), times=1), Extension(REVIEW, name="consent"))),
        Clock("cabinet", "decision of the Governor in Council", "before_cabinet", days(20, CABINET_TIME), "the power to make an order lapses; that is no approval", lapse="let_cabinet_lapse"),
        Clock("unfiled", "review of an investment without a filing", "implemented_unfiled", years(5, NO_FILING), "the power to review lapses; that is no approval", lapse="let_five_years_lapse"),
    ],
    gates=[Gate("close", InState("", DONE, cite=LAPSES), LAPSES, "the contract asks that the national security review be over or its time have passed", listed=True)],
    applies=applies,
    law_days=(IN_FORCE,),
    asks=ASKED,
    covers=("buyer", "sold"),
    zone="America/Toronto",
    citation=PART,
    limits=(
        "whether a last day on a holiday moves on was not read: it stays where it falls",
        "longer times of the order of 2020 for other steps and for investments without a filing are not modelled",
        "filings before closing in some sectors (Bill C-34) are recalled and not modelled: no day on which they take force was found",
        "the five years end where information is certified within them: its own days then run",
        "who orders the review since 3 Sep 2024 (the Minister in place of the Governor in Council, recalled) is not modelled",
    ),
)

NET: Final = Process(
    "ca.ica.net_benefit",
    "Canadian net benefit review",
    MINISTER,
    states=[
        State("not_filed", "no application for review is filed", initial=True),
        State("filed", "an application is filed; its certified date is not yet set"),
        State("review", "the application is reviewed"),
        State("approved", "the Minister is satisfied that the investment is of net benefit", ends="cleared", approval=True),
        State("deemed_approved", "the time has passed: the Minister is taken to be satisfied", ends="cleared", approval=True),
        State("refused", "the Minister is not satisfied: the investment may not be implemented", ends="refused", forbids="close"),
        State("withdrawn", "the application is withdrawn"),
    ],
    transitions=[
        Transition(("not_filed", "withdrawn", "approved", "deemed_approved", "refused"), "file", "filed", PARTIES, cite=NET_BENEFIT, text="applies for review, or for that of the investment as changed"),
        Transition("filed", "certify", "review", MINISTER, cite=DECISION, text="certifies the application: the days count from the certified date"),
        Transition("review", "extend", None, MINISTER, cite=LONGER, extends="review", text="extends the review once by 30 days"),
        Transition("review", "extend_with_consent", None, MINISTER, cite=LONGER, details=BY_HOW_MUCH, extends="review", under="consent", text="extends the review with the investor's consent"),
        Transition("review", "approve", "approved", MINISTER, cite=DECISION, text="is satisfied, as a rule on undertakings"),
        Transition("review", "refuse", "refused", MINISTER, cite=LONGER, text="is not satisfied"),
        Transition("review", "pass", "deemed_approved", CLOCK, cite=DECISION, text="no decision came in time"),
        Transition(("filed", "review"), "withdraw", "withdrawn", PARTIES, cite=NET_BENEFIT, text="withdraws the application"),
    ],
    clocks=[
        Clock("review", "review for net benefit", "review", days(45, DECISION), "the Minister is taken to be satisfied", lapse="pass",
              extensions=(Extension(LONGER, each=Length(30, Unit.DAYS), exactly=True, times=1), Extension(LONGER, name="consent"))),
    ],
    gates=[Gate("close", InState("", ("approved", "deemed_approved"), cite=SUSPENDS), SUSPENDS, "the investment has not been found to be of net benefit to Canada")],
    applies=net_benefit_applies,
    law_days=(NET_BENEFIT_DAY,),
    asks=NET_ASKED,
    covers=("buyer", "sold"),
    zone="America/Toronto",
    citation=NET_BENEFIT,
    limits=(
        "every number and the meaning of silence are recalled",
        "the thresholds change every year and by kind of investor: counsel is asked",
        "an open national security review lengthens the time of this one; that is not modelled: record an extension with consent",
        "the 30 days for representations after a first refusal, and cultural businesses, are not modelled",
    ),
)
# fmt: on

PROCESSES: Final = (SECURITY, NET)
