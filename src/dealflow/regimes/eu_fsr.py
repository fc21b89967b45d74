"""The Commission's review of deals for foreign subsidies: Regulation 2022/2560, preliminary and in depth.

A notified concentration may not be closed before a decision; without a decision in time it may. The clocks are those of
merger control by length and way of counting, and run apart from them: one deal has two at the same Commission. The
preliminary review has 25 working days of the Commission, the in-depth one 90 from its opening, with 15 more for
commitments offered on or after day 55 and up to 20 by request or agreement. Missing information suspends either; record
a suspension with its first suspended day as `effective`, and its end with the first running day as `effective` (or with
both days, `first` and `last`, inclusive).

Sources: Regulation (EU) 2022/2560, arts. 20 to 25; Implementing Regulation (EU) 2023/1441, art. 21. Cross-checked with
the one in-depth period published with both its ends: 28 July to 2 December 2025.

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
    InState,
    Kind,
    Length,
    Need,
    Past,
    Period,
    Process,
    Running,
    State,
    Terms,
    Transition,
    Unit,
    at_least,
    member_states,
    more_than,
    said,
    target_in,
    unknown,
    working_days,
)

__all__ = ["PROCESSES"]

DUTY_FROM: Final = date(2023, 10, 12)
WORKING: Final = "eu.commission"

# ------------------------------------------------------------------------------------------------------------ sources

# fmt: off
FSR: Final = Citation("Regulation (EU) 2022/2560", in_force=DUTY_FROM, status=Checked.RECALLED)
THRESHOLDS: Final = FSR.at("art. 20(3)")
DUTY: Final = FSR.at("art. 21(1)")
PRELIMINARY: Final = FSR.at("arts. 24(1)(a) and 25(2)")
IN_DEPTH: Final = FSR.at("arts. 24(1)(b) and 25(4)", status=Checked.DERIVED, note="90 working days fit the period published for FS.100156")
COMMITMENTS: Final = FSR.at("arts. 24(1)(b) and 25(4)", note="15 more working days, unless the commitments came before working day 55")
AGREED: Final = FSR.at("art. 25(4)", note="up to 20 working days in all, by request or by agreement")
STANDSTILL: Final = FSR.at("art. 24(1)")
SILENCE: Final = FSR.at("arts. 24(1) and 25", note="no decision in time: the concentration may be implemented")
STOPPED: Final = FSR.at("art. 25(5)", note="the preliminary review of FS.100156 was stopped several times, as lawyers' notes tell")
DECISION: Final = FSR.at("art. 25(3)")
OPENING: Final = FSR.at("art. 25(2)")
COUNT: Final = Citation("Implementing Regulation (EU) 2023/1441", "art. 21", in_force=date(2023, 7, 12), note="from the first working day after the event; otherwise Regulation 1182/71")

NOTIFIABLE: Final = Fact("eu_fsr_notifiable", "yes/no", "Has counsel determined that the deal is notifiable under the Foreign Subsidies Regulation?", DUTY)
TURNOVER: Final = Fact("eu_fsr_turnover", "number", "What is the turnover in the Union of the target (or of the joint venture, or of one of the merging undertakings), established there, in million euros?", THRESHOLDS)
CONTRIBUTIONS: Final = Fact("eu_fsr_contributions", "number", "What did third countries contribute to the undertakings together in the three years before the agreement, in million euros?", THRESHOLDS)
FACTS: Final = (TARGET_COUNTRIES, TURNOVER, CONTRIBUTIONS, NOTIFIABLE)
# fmt: on

# ------------------------------------------------------------------------------------------------- when does it apply?


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory from 12 October 2023 where target and foreign contributions reach the thresholds."""
    if day < DUTY_FROM:
        return Applicability(Need.NONE, "concentrations are notified from 12 Oct 2023", FSR)
    here = target_in(terms, *member_states(day))
    if here.value is False:
        return Applicability(Need.NONE, "the target has nothing in the Union", THRESHOLDS)
    told = said(terms, NOTIFIABLE).value
    if told is not None:
        status, word = (Need.MANDATORY, "notifiable") if told else (Need.NONE, "not notifiable")
        return Applicability(status, f"counsel has determined that the deal is {word}", DUTY)
    found = here & at_least(terms, TURNOVER, 500) & more_than(terms, CONTRIBUTIONS, 50)
    if found.value is None:
        asked = Answer(None, (*found.missing, NOTIFIABLE.name))
        return unknown(
            asked, FACTS, "whether the thresholds for foreign subsidies are reached is not known", THRESHOLDS
        )
    if found.value:
        return Applicability(Need.MANDATORY, "target and foreign contributions reach the thresholds", DUTY)
    return Applicability(Need.NONE, "the thresholds for foreign subsidies are not reached", THRESHOLDS)


# ---------------------------------------------------------------------------------------------------------- the process

COMMISSION: Final = "European Commission"
PARTIES: Final = ("buyer", "seller", "bidder")
PENDING: Final = ("preliminary", "in_depth")
DECIDED: Final = ("cleared", "cleared_conditions", "may_implement", "prohibited")
CLOCKS_2: Final = ("in_depth", "early_offer")
GROUND: Final = Detail("ground", "text", "the ground, in words", required=False)
INTERVAL: Final = (
    Detail("first", "date", "the first suspended day, if the whole stretch is told at once", required=False),
    Detail("last", "date", "the last suspended day, if the whole stretch is told at once", required=False),
)
MORE: Final = Detail("days", "days", "by how many working days")


def _since(n: int, cite: Citation) -> Dated[Period | None]:
    return Dated[Period | None]((Edition(working_days(n, WORKING, cite), DUTY_FROM, cite),))


# fmt: off
SUBSIDIES: Final = Process(
    "eu.fsr",
    "EU foreign subsidies review",
    COMMISSION,
    states=[
        State("not_notified", "nothing has been notified", initial=True),
        State("incomplete", "the notification is declared incomplete: it has not taken effect"),
        State("preliminary", "preliminary review"),
        State("in_depth", "in-depth investigation"),
        State("cleared", "the Commission raises no objection", ends="cleared", approval=True),
        State("cleared_conditions", "cleared with commitments made binding", ends="cleared", approval=True),
        State("may_implement", "no decision came in time: the concentration may be implemented", ends="cleared", approval=True),
        State("prohibited", "prohibited", ends="refused", forbids="close"),
        State("withdrawn", "the notification is withdrawn", ends="withdrawn"),
    ],
    transitions=[
        Transition(("not_notified", "incomplete", "withdrawn", *DECIDED), "notify", "preliminary", PARTIES, cite=DUTY, text="hands in a complete notification, or one of the concentration as changed; the preliminary review counts from the next working day"),
        Transition("preliminary", "declare_incomplete", "incomplete", COMMISSION, cite=COUNT, details=[GROUND], text="finds the notification incomplete: no clock has run"),
        Transition((*PENDING, "incomplete"), "withdraw", "withdrawn", PARTIES, cite=DUTY, text="withdraws the notification; another starts a new preliminary review"),
        Transition("preliminary", "stop", None, COMMISSION, cite=STOPPED, details=[GROUND], stops="preliminary", text="suspends the clock; effective is the first suspended day"),
        Transition("preliminary", "resume", None, COMMISSION, cite=STOPPED, details=INTERVAL, resumes="preliminary", text="has the missing information; effective is the first running day, the working day after it"),
        Transition("preliminary", "clear", "cleared", COMMISSION, cite=OPENING, text="closes the preliminary review without an in-depth investigation"),
        Transition("preliminary", "open", "in_depth", COMMISSION, cite=OPENING, text="opens an in-depth investigation, which counts from the next working day"),
        Transition("in_depth", "extend", None, (COMMISSION, *PARTIES), cite=AGREED, details=[MORE], extends="in_depth", text="takes more time, by request or by agreement"),
        Transition("in_depth", "offer_early", None, PARTIES, [Running("early_offer", says="on or after working day 55 an offer brings 15 more working days")], cite=COMMITMENTS, text="offers commitments before working day 55, which brings no more time"),
        Transition("in_depth", "offer", None, PARTIES, [Past("early_offer", says="before working day 55 an offer brings no more time")], cite=COMMITMENTS, extends="in_depth", under="commitments", text="offers commitments on or after working day 55: 15 more working days"),
        Transition("in_depth", "improve_offer", None, PARTIES, cite=COMMITMENTS, text="changes commitments already offered"),
        Transition("in_depth", "stop", None, COMMISSION, cite=STOPPED, details=[GROUND], stops=CLOCKS_2, text="suspends the clocks; effective is the first suspended day"),
        Transition("in_depth", "resume", None, COMMISSION, cite=STOPPED, details=INTERVAL, resumes=CLOCKS_2, text="has the missing information; effective is the first running day, the working day after it"),
        Transition("in_depth", "clear", "cleared", COMMISSION, cite=DECISION, text="raises no objection after the in-depth investigation"),
        Transition("in_depth", "clear_with_conditions", "cleared_conditions", COMMISSION, cite=DECISION, text="makes commitments binding"),
        Transition("in_depth", "prohibit", "prohibited", COMMISSION, cite=DECISION, text="prohibits the concentration"),
        Transition(PENDING, "fall_silent", "may_implement", CLOCK, cite=SILENCE, text="has adopted no decision in time: the concentration may be implemented"),
    ],
    clocks=[
        Clock("preliminary", "preliminary review", "preliminary", _since(25, PRELIMINARY),
              "the concentration may be implemented", lapse="fall_silent", citation=COUNT),
        Clock("in_depth", "in-depth investigation", "in_depth", _since(90, IN_DEPTH),
              "the concentration may be implemented", lapse="fall_silent", citation=COUNT, follows="preliminary",
              extensions=(
                  Extension(AGREED, each=Length(20, Unit.WORKING_DAYS), total=Length(20, Unit.WORKING_DAYS)),
                  Extension(COMMITMENTS, each=Length(15, Unit.WORKING_DAYS), exactly=True, times=1, name="commitments"),
              ),
              variants={"commitments": working_days(105, WORKING, COMMITMENTS)}),
        Clock("early_offer", "commitments that bring no more time: before working day 55", "in_depth", _since(54, COMMITMENTS),
              "nothing: commitments offered from the next day on bring 15 more working days", kind=Kind.RIGHT_ENDS),
    ],
    gates=[
        Gate("close", InState("", ("cleared", "cleared_conditions", "may_implement"), cure=COMMISSION, cite=STANDSTILL), STANDSTILL, "the Commission has not ended its review of foreign subsidies"),
    ],
    applies=applies,
    law_days=(DUTY_FROM,),
    asks=FACTS,
    covers=("buyer", "sold"),
    zone="Europe/Brussels",
    citation=FSR,
    limits=(
        "deals agreed before 12 July 2023 are not notified: say so with `eu_fsr_notifiable = false`",
        "a request of the Commission to notify below the thresholds is not modelled: say `eu_fsr_notifiable = true` from then on",
        "reviews on the Commission's own initiative and of public tenders are not here",
        "interim measures, fines and revocation are not modelled; nor are public bids and derogations, in which closing need not wait (recalled)",
        "whether the parties may ask for more time only once and early, as in merger control, was not read: any request counts",
    ),
)
# fmt: on

PROCESSES: Final = (SUBSIDIES,)
