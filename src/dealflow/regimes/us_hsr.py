"""The premerger waiting period of the Hart-Scott-Rodino Act, and what stands beside it: suits and timing agreements.

Here silence permits: when a waiting period runs out without a second request, or after one, the parties may close, for
one year. That is no finding that the deal is lawful, and it can still be challenged. The day of receipt is day 0, the
period ends at the end of the 30th day after it (15th for a cash tender offer or a bankruptcy sale), and one that would
end on a Saturday, a Sunday or a legal holiday ends on the next day that is none. A lapse in appropriations stops
nothing.

Sources: 15 U.S.C. 18a; 16 CFR parts 801 to 803, read as of January 2025. The rule and the statute do not name the same
rest days, nor is it known how the agencies treat observed holidays: those are readings of each clock.

Limitations: see ``limits`` of each process.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from attrs import frozen

from dealflow.citation import Checked, Citation, Dated, Edition
from dealflow.model import (
    CLOCK,
    TARGET_COUNTRIES,
    Answer,
    Applicability,
    Clock,
    Cutoff,
    Detail,
    Extension,
    Fact,
    Gate,
    InState,
    Need,
    Process,
    Reached,
    Reading,
    State,
    Terms,
    Transition,
    at_least,
    days,
    months,
    more_than,
    said,
    target_in,
    unknown,
    working_days,
    years,
)

__all__ = ["PROCESSES"]

HSR_DAYS: Final = "us.hsr"

# fmt: off
# ------------------------------------------------------------------------------------------------------------ sources

STATUTE: Final = Citation("15 U.S.C. 18a", "(a)")
WAITING: Final = STATUTE.at("(b)(1)", note="16 CFR 803.10(b)(1): 11:59 p.m. Eastern on the 30th day following receipt, which is day 0")
SHORT: Final = STATUTE.at("(b)(1)(B)", note="15 days for a cash tender offer; and for a sale under 11 U.S.C. 363(b)")
EARLY: Final = STATUTE.at("(b)(2)", note="16 CFR 803.11: at discretion, and published")
REQUEST: Final = STATUTE.at("(e)(1)(A)", note="16 CFR 803.20: by one of the two agencies, before the first period ends; it denies a pending request for early termination")
EXTENDED: Final = STATUTE.at("(e)(2)", note="30 days after receipt from all persons asked; 10 for a cash tender offer or a bankruptcy sale, where lateness of the target or the debtor does not count")
COURT_EXTENSION: Final = STATUTE.at("(e)(2)", note="further extension only by a district court")
ROLL: Final = STATUTE.at("(k)", note="a Saturday, a Sunday or a legal public holiday of 5 U.S.C. 6103(a); 16 CFR 803.10 says the next regular business day")
NO_IMMUNITY: Final = STATUTE.at("(i)", note="that nothing was done in the waiting period bars no later proceeding")
RECEIPT: Final = Citation("16 CFR 803.10", "(c)", note="after 5 p.m. Eastern or on a rest day: the next business day; at two agencies on two days: the later; deficient: the day it complies")
OFFERS: Final = Citation("16 CFR 801.30", note="tender offers, purchases on the market and from third parties: the acquirer's filing alone starts the period")
REPLY: Final = Citation("16 CFR 801.30", "(b)(2)", note="by 5 p.m. Eastern on the 15th day, the 10th for a cash tender offer")
AMENDED: Final = Citation("16 CFR 802.23", note="to non-cash: the later, to cash: the earlier of 15 days from the amendment and 30 days from filing")
PULLED: Final = Citation("16 CFR 803.12", "(c)", note="once, before the period ends and before a second request; no material change, no new fee")
WITHDRAWN: Final = Citation("16 CFR 803.12", "(a)")
TERMINATED: Final = Citation("16 CFR 803.12", "(b)", note="a filing with the SEC that announces the end of the deal withdraws the notification on that day")
VALID: Final = Citation("16 CFR 803.7", "(a)", note="one year after the waiting period ends; more of the same voting shares within five years: 802.21")
UNCERTIFIED: Final = Citation("16 CFR 803.7", "(b)", note="eighteen months from receipt without certification of compliance")
TIMING: Final = Citation("FTC model timing agreement", in_force=date(2018, 8, 7), note="not to close until 60 to 90 days after certified compliance, with notice before closing; about 60 days with Justice; a contract that moves no statutory date")
TIMING_COUNT: Final = TIMING.at("", status=Checked.DERIVED, note="the day of certification is day 0, closing from the day after the last one")
SUIT: Final = Citation("15 U.S.C. 25, 53(b)", status=Checked.RECALLED, note="Justice and the FTC ask a district court; 15 U.S.C. 18 is what they enforce")
CONSENT: Final = Citation("15 U.S.C. 16, 16 CFR 2.34", status=Checked.RECALLED, note="a consent decree of a court, or a consent order of the FTC")


@frozen
class Amounts:
    """The dated amounts of the size tests in millions of dollars; *larger* and *smaller* person are None if unknown."""

    transaction: float
    without_persons: float
    larger: float | None
    smaller: float | None


def _revised(year: int, since: date, **more: object) -> Citation:
    """The amounts of (a)(2) as revised for a year; they hold for what closes on or after that day."""
    return STATUTE.at("(a)(2)", **{"in_force": since, "note": f"as revised for {year}; by the day of closing", **more})


IN_2024: Final = _revised(2024, date(2024, 3, 6), status=Checked.RECALLED, note="as revised for 2024: the amounts were read, the day was not")
IN_2025: Final = _revised(2025, date(2025, 2, 21))
IN_2026: Final = _revised(2026, date(2026, 2, 17))
AMOUNTS: Final = Dated((
    Edition(Amounts(119.5, 478.0, None, None), date(2024, 3, 6), IN_2024),
    Edition(Amounts(126.4, 505.8, 252.9, 25.3), date(2025, 2, 21), IN_2025),
    Edition(Amounts(133.9, 535.5, 267.8, 26.8), date(2026, 2, 17), IN_2026),
))
LAW_DAYS: Final = AMOUNTS.changes

# ------------------------------------------------------------------------------------------------- when does it apply?

VALUE: Final = Fact("us_hsr_value", "number", "What will the acquiring person hold as a result of the deal, in millions of US dollars (size of transaction)?", STATUTE.at("(a)(2)"))
LARGER: Final = Fact("us_hsr_larger_person", "number", "What are the annual net sales or total assets, whichever is more, of the larger of the acquiring and the acquired person, in millions of US dollars?", STATUTE.at("(a)(2)"))
SMALLER: Final = Fact("us_hsr_smaller_person", "number", "What are the annual net sales or total assets, whichever is more, of the smaller of the acquiring and the acquired person, in millions of US dollars?", STATUTE.at("(a)(2)"))
PERSONS: Final = Fact("us_hsr_size_of_person", "yes/no", "Do the acquiring and the acquired person meet the size-of-person test of the year of closing?", STATUTE.at("(a)(2)"))
NOTIFIABLE: Final = Fact("us_hsr_notifiable", "yes/no", "Has counsel determined that the deal must be notified under the Hart-Scott-Rodino Act, exemptions considered?", STATUTE)
FACTS: Final = (TARGET_COUNTRIES, VALUE, LARGER, SMALLER, PERSONS, NOTIFIABLE)
# fmt: on


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory above the amounts of the day, which for the question of closing is the day of closing."""
    nexus = target_in(terms, "US")
    if nexus.value is False:
        return Applicability(Need.NONE, "the target has nothing in the United States", STATUTE)
    told = said(terms, NOTIFIABLE)
    if told.value is not None:
        need, word = (Need.MANDATORY, "must") if told.value else (Need.NONE, "need not")
        return Applicability(need, f"counsel has determined that the deal {word} be notified", STATUTE)
    edition = AMOUNTS.edition(day)
    cite = edition.citation if edition else STATUTE.at("(a)(2)")
    found = nexus & _above(terms, edition.value if edition else None)
    if found.value is None:
        asked = Answer(None, (*found.missing, NOTIFIABLE.name))
        return unknown(asked, FACTS, "whether the size tests are met cannot be told", cite)
    if found.value:
        return Applicability(Need.MANDATORY, "the size tests are met, and no exemption is claimed", cite)
    return Applicability(Need.NONE, "the size tests are not met", cite)


def _above(terms: Terms, amounts: Amounts | None) -> Answer:
    if amounts is None:
        return Answer(None, (NOTIFIABLE.name,))
    if amounts.larger is None or amounts.smaller is None:
        persons = said(terms, PERSONS)
    else:
        persons = at_least(terms, LARGER, amounts.larger) & at_least(terms, SMALLER, amounts.smaller)
    return more_than(terms, VALUE, amounts.transaction) & (more_than(terms, VALUE, amounts.without_persons) | persons)


def beside(terms: Terms, day: date) -> Applicability:
    """For suits and timing agreements, which need no duty to notify; they ask nothing until there is one."""
    del day
    nexus = target_in(terms, "US")
    if nexus.value is None:
        return unknown(nexus, FACTS, "whether the target has anything in the United States is not known", STATUTE)
    if nexus.value is False:
        return Applicability(Need.NONE, "the target has nothing in the United States", STATUTE)
    return Applicability(Need.MANDATORY, "may come on any day, and asks nothing until then", NO_IMMUNITY)


# fmt: off
# ------------------------------------------------------------------------------------------------------- rows, in common

AGENCIES: Final = ("FTC", "DOJ")
BUYERS: Final = ("buyer", "bidder")
PARTIES: Final = (*BUYERS, "seller")
AT_FIVE: Final = Cutoff(17, HSR_DAYS, RECEIPT, rest_days=True)

FULL_WAIT: Final = ("waiting", "waiting_again")
SHORT_WAIT: Final = ("waiting_short", "waiting_short_again")
WAITS: Final = (*FULL_WAIT, *SHORT_WAIT)
REQUESTED: Final = ("second_request", "partly_complied", "second_request_short")
EXTENDED_WAITS: Final = ("extended_waiting", "extended_waiting_short")
PENDING: Final = (*WAITS, *REQUESTED, *EXTENDED_WAITS)
ENDED: Final = ("expired", "early_terminated")
"""The waiting period is over and its year runs."""
AFRESH: Final = ("not_filed", "one_side_filed", "withdrawn", "lapsed", "uncertified", *ENDED)
"""A notification from here is a new one, with a new fee; other terms need it even where a period has ended."""

LAST_DAY: Final = Detail("day", "date", "the last day as recomputed")
READINGS: Final = (
    Reading(
        "hsr_rest_days",
        {"statute": {}, "observed": {"calendar": "us.hsr_observed"}, "regular_business_day": {"calendar": "us.hsr_regular"}},
        why="the statute rolls over the holidays of 5 U.S.C. 6103(a), the rule to the next regular business day; how the agencies treat observed holidays and days closed by order is not verified",
        texts={
            "statute": "Saturdays, Sundays and the holidays of 5 U.S.C. 6103(a) on their own dates",
            "observed": "the Fridays and Mondays on which such holidays are kept as well",
            "regular_business_day": "those, and the days on which an order closes the agencies",
        },
    ),
)
MAY_CLOSE: Final = "the parties may close, for a year; that is no finding that the deal is lawful"

HSR: Final = Process(
    "us.hsr",
    "HSR",
    "FTC and DOJ",
    states=[
        State("not_filed", "nothing has been filed", initial=True),
        State("one_side_filed", "one side has filed; no period runs before the other has"),
        State("waiting", "the first waiting period runs"),
        State("waiting_again", "the first waiting period runs again after the notification was pulled and refiled"),
        State("waiting_short", "the first waiting period of a cash tender offer or a bankruptcy sale runs"),
        State("waiting_short_again", "the first waiting period of a cash tender offer or a bankruptcy sale runs again after refiling"),
        State("pulled", "the notification is pulled, to be refiled without a fee"),
        State("pulled_short", "the notification of a cash tender offer or a bankruptcy sale is pulled, to be refiled without a fee"),
        State("second_request", "an agency has asked for more; the waiting period lasts until both sides have complied"),
        State("partly_complied", "one side has certified substantial compliance with the second request, the other has not"),
        State("second_request_short", "an agency has asked for more about a cash tender offer or a bankruptcy sale; the period lasts until the acquirer has complied"),
        State("extended_waiting", "the waiting period after compliance runs"),
        State("extended_waiting_short", "the waiting period after compliance of a cash tender offer or a bankruptcy sale runs"),
        State("expired", "the waiting period has expired: closing is permitted for a year", ends="cleared", approval=True),
        State("early_terminated", "the agencies have ended the waiting period early: closing is permitted for a year", ends="cleared", approval=True),
        State("consummated", "the deal has closed after its waiting period", ends="closed", approval=True),
        State("withdrawn", "the notification is withdrawn", ends="withdrawn"),
        State("lapsed", "a year has passed since the waiting period ended: a new notification is needed", ends="lapsed"),
        State("uncertified", "eighteen months have passed without certified compliance: the notification has expired", ends="lapsed"),
    ],
    transitions=[
        # ------------------------------------------------------------------------------------------------------------ filing
        Transition(("not_filed", "withdrawn", "lapsed", "uncertified", *ENDED), "file_one_side", "one_side_filed", PARTIES, cite=RECEIPT, text="files, while the other side's filing is outstanding"),
        Transition(AFRESH, "file", "waiting", PARTIES, cite=WAITING, cutoff=AT_FIVE, text="completes the filings: both agencies have received all that are required"),
        Transition(AFRESH, "file_offer", "waiting", BUYERS, cite=OFFERS, cutoff=AT_FIVE, text="files for a tender offer or a purchase from third parties: its filing alone starts the period"),
        Transition(AFRESH, "file_short", "waiting_short", BUYERS, cite=SHORT, cutoff=AT_FIVE, text="files for a cash tender offer, or for a sale in bankruptcy"),
        Transition("waiting", "make_cash", "waiting_short", BUYERS, cite=AMENDED, details=[LAST_DAY], sets_day="waiting_short", text="turns the offer into a cash offer: the earlier of 15 days from the amendment and 30 from filing"),
        Transition("waiting_again", "make_cash", "waiting_short_again", BUYERS, cite=AMENDED, details=[LAST_DAY], sets_day="waiting_short", text="turns the refiled offer into a cash offer: the earlier of 15 days from the amendment and 30 from filing"),
        Transition("waiting_short", "make_noncash", "waiting", BUYERS, cite=AMENDED, details=[LAST_DAY], sets_day="waiting", text="turns the cash offer into another: the later of 15 days from the amendment and 30 from filing"),
        Transition("waiting_short_again", "make_noncash", "waiting_again", BUYERS, cite=AMENDED, details=[LAST_DAY], sets_day="waiting", text="turns the refiled cash offer into another: the later of 15 days from the amendment and 30 from filing"),
        # --------------------------------------------------------------------------------------------------- pull and refile
        Transition("waiting", "pull", "pulled", BUYERS, cite=PULLED, text="withdraws the notification, to refile it within two business days"),
        Transition("waiting_short", "pull", "pulled_short", BUYERS, cite=PULLED, text="withdraws the notification of the offer, to refile it within two business days"),
        Transition("pulled", "refile", "waiting_again", BUYERS, cite=PULLED, cutoff=AT_FIVE, text="refiles without a fee: a new waiting period"),
        Transition("pulled_short", "refile", "waiting_short_again", BUYERS, cite=PULLED, cutoff=AT_FIVE, text="refiles the offer without a fee: a new waiting period"),
        Transition(("pulled", "pulled_short"), "miss_refiling", "withdrawn", CLOCK, cite=PULLED, text="has not refiled in two business days: the notification stays withdrawn"),
        Transition((*PENDING, "one_side_filed", "pulled", "pulled_short"), "withdraw", "withdrawn", PARTIES, cite=WITHDRAWN, text="withdraws the notification for good"),
        Transition((*PENDING, "one_side_filed", "pulled", "pulled_short"), "announce_end", "withdrawn", PARTIES, cite=TERMINATED, text="announces the end of the deal in a filing with the SEC, which withdraws the notification"),
        # ----------------------------------------------------------------------------------------------------- the agencies
        Transition(WAITS, "expire", "expired", CLOCK, cite=WAITING, text="nobody has asked for more in time: the waiting period is over"),
        Transition(PENDING, "terminate_early", "early_terminated", AGENCIES, cite=EARLY, text="ends the waiting period early"),
        Transition(FULL_WAIT, "request_more", "second_request", AGENCIES, cite=REQUEST, text="issues a second request: the waiting period lasts until both sides have complied"),
        Transition(SHORT_WAIT, "request_more", "second_request_short", AGENCIES, cite=REQUEST, text="issues a second request in a cash tender offer or a bankruptcy sale"),
        Transition("second_request", "certify_one_side", "partly_complied", PARTIES, cite=EXTENDED, text="certifies substantial compliance of one side"),
        Transition(("second_request", "partly_complied"), "certify", "extended_waiting", PARTIES, cite=EXTENDED, cutoff=AT_FIVE, text="certifies the last compliance that is needed (of the acquirer alone in a tender offer)"),
        Transition("second_request_short", "certify", "extended_waiting_short", BUYERS, cite=EXTENDED, cutoff=AT_FIVE, text="certifies its substantial compliance: the target's or the debtor's is not waited for"),
        Transition("extended_waiting", "extend", None, "court", cite=COURT_EXTENSION, details=[Detail("days", "days", "by how many days")], extends="extended_waiting", text="extends the period, on application of an agency"),
        Transition("extended_waiting_short", "extend", None, "court", cite=COURT_EXTENSION, details=[Detail("days", "days", "by how many days")], extends="extended_waiting_short", text="extends the period of a cash tender offer or a bankruptcy sale, on application of an agency"),
        Transition(EXTENDED_WAITS, "expire", "expired", CLOCK, cite=EXTENDED, text="the waiting period after compliance is over"),
        Transition((*WAITS, *REQUESTED), "go_stale", "uncertified", CLOCK, cite=UNCERTIFIED, text="eighteen months have passed since receipt without certified compliance"),
        # ----------------------------------------------------------------------------------------------------------- afterwards
        Transition(ENDED, "consummate", "consummated", PARTIES, Reached("closing", says="the deal has not closed", cite=VALID), cite=VALID, text="records that the deal has closed within the year"),
        Transition("expired", "announce_expiry", None, (*PARTIES, *AGENCIES), cite=WAITING, text="announces that the waiting period is over: nothing follows from that"),
        Transition(ENDED, "outlive", "lapsed", CLOCK, cite=VALID, text="the year has passed without a closing"),
    ],
    clocks=[
        Clock(
            "waiting", "first waiting period",
            runs_in=FULL_WAIT,
            length=days(30, WAITING, roll=HSR_DAYS),
            silence=MAY_CLOSE, lapse="expire", readings=READINGS, citation=ROLL,
            variants={"cash_tender": days(15, SHORT, roll=HSR_DAYS), "bankruptcy": days(15, SHORT, roll=HSR_DAYS)},
        ),
        Clock(
            "waiting_short", "first waiting period of a cash tender offer or a bankruptcy sale",
            runs_in=SHORT_WAIT,
            length=days(15, SHORT, roll=HSR_DAYS),
            silence=MAY_CLOSE, lapse="expire", readings=READINGS, citation=ROLL,
        ),
        Clock(
            "refiling", "refiling without a fee",
            runs_in=("pulled", "pulled_short"),
            length=working_days(2, HSR_DAYS, PULLED),
            silence="the notification stays withdrawn: a new one, with a new fee, is needed", lapse="miss_refiling", readings=READINGS,
        ),
        Clock(
            "certification", "certified compliance with a second request, counted from the notification",
            runs_in=(*WAITS, *REQUESTED),
            length=months(18, UNCERTIFIED),
            silence="the notification expires: both sides file anew", lapse="go_stale",
        ),
        Clock(
            "extended_waiting", "waiting period after compliance with a second request",
            runs_in=("extended_waiting",),
            length=days(30, EXTENDED, roll=HSR_DAYS),
            silence=MAY_CLOSE, lapse="expire", readings=READINGS, citation=ROLL, extensions=Extension(COURT_EXTENSION),
            variants={"cash_tender": days(10, EXTENDED, roll=HSR_DAYS), "bankruptcy": days(10, EXTENDED, roll=HSR_DAYS)},
        ),
        Clock(
            "extended_waiting_short", "waiting period after compliance, of a cash tender offer or a bankruptcy sale",
            runs_in=("extended_waiting_short",),
            length=days(10, EXTENDED, roll=HSR_DAYS),
            silence=MAY_CLOSE, lapse="expire", readings=READINGS, citation=ROLL, extensions=Extension(COURT_EXTENSION),
        ),
        Clock(
            "validity", "the year in which to close",
            runs_in=ENDED,
            length=years(1, VALID),
            silence="the parties must notify and wait again", lapse="outlive",
        ),
    ],
    gates=[
        Gate("close", InState("", (*ENDED, "consummated"), cure="the parties, by filing and waiting, or the agencies, by ending the period early", cite=STATUTE), STATUTE, "no HSR waiting period has ended in the last year"),
    ],
    applies=applies,
    law_days=LAW_DAYS,
    asks=FACTS,
    covers=("buyer", "sold"),
    zone="America/New_York",
    citation=STATUTE,
    limits=(
        "amounts before 6 Mar 2024, and the size of person for 2024, are not in this file: counsel's determination is asked for",
        "amounts after those of 2026 are not known: a closing from February 2027 on falls under others",
        "exemptions, and how sales and assets of a person are to be measured, are left to counsel's determination",
        "fees (by the day of filing) and daily penalties for closing early are not modelled",
        "the form of 10 Feb 2025 (vacated on 12 Feb 2026, the order stayed on 19 Feb 2026, the rest not verified) changes what is filed and no clock",
        "that early termination was suspended from February 2021 until the new form is recalled, and refused to nobody here",
        "the day on which an amended offer may close is given with the act, by the rule that the row states",
        "the exemption for more of the same voting shares within five years is not modelled",
        "filings at two agencies on two days are one act: the later day; a deficient filing or certification is recorded when it complies",
        "a closing is recorded by hand; without that the year runs out after it",
    ),
)

TARGET_REPLY: Final = Process(
    "us.hsr.target",
    "Target's HSR filing",
    "FTC and DOJ",
    states=[
        State("none", "no offer has been notified over the head of the target", initial=True),
        State("due", "the target is to file: an offer has been notified by the acquirer alone"),
        State("due_short", "the target is to file: a cash tender offer has been notified"),
        State("filed", "the target has filed", ends="filed"),
    ],
    transitions=[
        Transition(("none", "filed"), "fall_due", "due", BUYERS, InState("us.hsr", FULL_WAIT, says="the acquirer has not filed", cite=OFFERS), cite=REPLY, cutoff=AT_FIVE, text="has filed alone: the target is to file by the 15th day"),
        Transition(("none", "filed"), "fall_due_short", "due_short", BUYERS, InState("us.hsr", SHORT_WAIT, says="the acquirer has not filed for a cash tender offer", cite=OFFERS), cite=REPLY, cutoff=AT_FIVE, text="has filed for a cash tender offer: the target is to file by the 10th day"),
        Transition(("due", "due_short"), "file", "filed", "seller", cite=REPLY, cutoff=AT_FIVE, text="files as the acquired person"),
        Transition(("due", "due_short"), "drop", "none", BUYERS, cite=WITHDRAWN, text="has withdrawn its own notification: nothing is due"),
    ],
    clocks=[
        Clock("reply", "the target's own filing", runs_in=("due",), length=days(15, REPLY), silence="nothing: the acquirer's waiting period runs on, and the target is in breach"),
        Clock("reply_short", "the target's own filing in a cash tender offer", runs_in=("due_short",), length=days(10, REPLY), silence="nothing: the acquirer's waiting period runs on without it, and the target is in breach"),
    ],
    applies=applies,
    law_days=LAW_DAYS,
    asks=FACTS,
    needs="us.hsr",
    zone="America/New_York",
    citation=OFFERS,
    limits=("whether the 15th or 10th day moves when it is a rest day was not verified: it stays", "bankruptcy sales have no such duty"),
)

TIMING_AGREEMENT: Final = Process(
    "us.hsr.timing",
    "Timing agreement",
    "FTC and DOJ",
    states=[
        State("none", "the parties have promised nothing about the day of closing", initial=True),
        State("agreed", "the parties have promised not to close until some days after certified compliance; those have not begun"),
        State("holding", "the days for which the parties have promised not to close are running"),
        State("over", "the promise not to close is fulfilled or released", ends="over"),
    ],
    transitions=[
        Transition(("none", "over"), "agree", "agreed", PARTIES, cite=TIMING, text="promises the agency not to close before a time after compliance"),
        Transition("agreed", "begin", "holding", PARTIES, InState("us.hsr", (*EXTENDED_WAITS, *ENDED), says="compliance with the second request is not certified", cite=TIMING), cite=TIMING, details=[Detail("days", "days", "for how many days, as agreed (60 to 90 in the FTC's model)")], sets_length="hold", text="has certified compliance: the agreed days begin"),
        Transition("holding", "prolong", None, PARTIES, cite=TIMING, details=[Detail("days", "days", "by how many days")], extends="hold", text="agrees to more time"),
        Transition("holding", "run_out", "over", CLOCK, cite=TIMING, text="the agreed days are over"),
        Transition(("agreed", "holding"), "release", "over", AGENCIES, cite=TIMING, text="releases the parties from their promise"),
    ],
    clocks=[
        Clock("hold", "the days for which the parties have promised not to close", runs_in=("holding",), length=None, silence="the parties are free to close as far as the waiting period allows", lapse="run_out", extensions=Extension(TIMING), citation=TIMING_COUNT),
    ],
    gates=[
        Gate("close", InState("", ("none", "over"), cite=TIMING), TIMING, "the parties have promised the agency not to close yet"),
    ],
    applies=beside,
    asks=(TARGET_COUNTRIES,),
    needs="us.hsr",
    zone="America/New_York",
    citation=TIMING,
    contract=True,
    limits=(
        "a contract with the agency: it moves no statutory date, and what it says besides the days is not modelled",
        "the notice to be given before closing is not modelled",
        "agreements before August 2018 were not looked at",
    ),
)

CHALLENGE: Final = Process(
    "us.hsr.challenge",
    "Antitrust suit",
    "court",
    states=[
        State("none", "nobody has sued", initial=True),
        State("complaint", "an agency has sued or issued a complaint; no order binds the parties"),
        State("restrained", "a court forbids closing for the time being", forbids="close"),
        State("enjoined", "a court forbids the deal", ends="refused", forbids="close"),
        State("settled", "the parties have consented to a decree or order: the deal may go on as it says", ends="settled"),
        State("over", "the suit has ended without an order", ends="over"),
    ],
    transitions=[
        Transition(("none", "settled", "over"), "sue", "complaint", AGENCIES, cite=NO_IMMUNITY, text="sues or issues a complaint, before or after the waiting period has ended"),
        Transition("complaint", "restrain", "restrained", "court", cite=SUIT, text="forbids closing for the time being: a restraining order or a preliminary injunction"),
        Transition(("complaint", "restrained"), "enjoin", "enjoined", "court", cite=SUIT, text="forbids the deal"),
        Transition("restrained", "lift", "complaint", "court", cite=SUIT, text="lifts its interim order, or a higher court does"),
        Transition(("complaint", "restrained", "enjoined"), "dismiss", "over", "court", cite=SUIT, text="finds for the parties, or a higher court does"),
        Transition(("complaint", "restrained"), "drop", "over", AGENCIES, cite=SUIT, text="gives up the suit"),
        Transition(("none", "complaint", "restrained", "over"), "accept_consent", "settled", AGENCIES, cite=CONSENT, text="accepts a consent decree or order: divestitures, conduct"),
    ],
    applies=beside,
    asks=(TARGET_COUNTRIES,),
    zone="America/New_York",
    citation=SUIT,
    limits=(
        "a complaint alone forbids nothing; that parties promise not to close while a motion is heard is a timing agreement",
        "comment on a consent and its approval by the court, and trials before the FTC, are not modelled",
        "suits of states and of private plaintiffs are not modelled: an order of a court in one is a restraint here",
        "the waiting period runs on while a suit is pending",
    ),
)
# fmt: on

PROCESSES: Final = (HSR, TARGET_REPLY, TIMING_AGREEMENT, CHALLENGE)
