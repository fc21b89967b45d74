"""Chinese merger control: the review of concentrations by MOFCOM until 2018, by SAMR since.

A filing is mandatory above turnover thresholds, and nobody may close before it is cleared. Three phases of 30, 90 and
60 calendar days count from the day on which the file is accepted; before that there is no limit. Silence permits: when
the last day of a phase passes without a decision the parties may close. Two different acts move that day: the authority
stops the clock (since 1 August 2022), or lets the parties withdraw, and a new filing begins at nought. Below the
thresholds the authority may call a deal in, before closing or after it.

Sources: Anti-Monopoly Law of 2007, in force 1 August 2008 (arts. 26 to 38, 58 and 65 read as amended on 24 June 2022),
the State Council's provisions on thresholds, and dates that the authority published in AMD/Xilinx (2022) and
Qualcomm/NXP (2018). What SAMR Order 67 of 2023 adds is recalled.

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
    Fact,
    Gate,
    InForce,
    InState,
    Kind,
    Need,
    Period,
    Process,
    Reached,
    State,
    Terms,
    Transition,
    days,
    more_than,
    said,
    target_in,
    unknown,
)

__all__ = ["PROCESSES", "applies"]

IN_FORCE: Final = date(2008, 8, 1)
"""The Anti-Monopoly Law takes force."""
FIRST_THRESHOLDS: Final = date(2008, 8, 3)
SIMPLE: Final = date(2014, 2, 12)
"""Simple cases are treated apart from this day on."""
AMENDED: Final = date(2022, 8, 1)
"""The amendment takes force that lets the authority stop the clock."""
THRESHOLDS: Final = date(2024, 1, 22)

# ------------------------------------------------------------------------------------------------------------- the law

LAW: Final = Citation("Anti-Monopoly Law", in_force=IN_FORCE)
DECISIONS: Final = "dates that the authority published in AMD/Xilinx (27 Jan 2022) and Qualcomm/NXP (27 Jul 2018)"


def _art(n: int, note: str = "", **changes: object) -> Citation:
    """An article of the law as numbered since 1 August 2022."""
    return LAW.at(f"art. {n}", note=note or "as numbered since 1 Aug 2022", **changes)


# fmt: off
FILE: Final = _art(26)
CALL_IN: Final = _art(26, "evidence of an effect on competition, below the thresholds; in writing, before closing or after it").at("art. 26(2)")
EXEMPT: Final = _art(27, "one party holds 50 per cent or more of each other party, or one outsider of all of them")
FORMS: Final = _art(28)
SUPPLEMENTS: Final = _art(29, "a file not completed in the time set counts as not filed")
PHASE_1: Final = _art(30, in_force=AMENDED)
PHASE_2: Final = _art(31, in_force=AMENDED)
PHASE_3: Final = _art(31, "at most 60 days: the parties agree, documents are inaccurate, or circumstances have changed materially", in_force=AMENDED)
PHASES_OF_2008: Final = LAW.at("rules that are arts. 30 and 31 today", until=date(2022, 7, 31), status=Checked.DERIVED, note=f"30, 90 and 60 days: {DECISIONS}")
SILENCE: Final = _art(30, "art. 31 for the second phase and its extension: past the last day without a decision the parties may close")
STOPPED: Final = _art(32, "the clock goes on from the day on which the ground is gone; no longest stop is stated", in_force=AMENDED)
COUNT: Final = LAW.at("how its days are counted", status=Checked.DERIVED, note=f"the day of the event is day 0 and a last day on a rest day stays there: {DECISIONS}")
TESTS: Final = _art(33)
PROHIBITION: Final = _art(34)
CONDITIONS: Final = _art(35)
PENALTY: Final = _art(58, "up to RMB 5 m, with an effect on competition up to 10 per cent of turnover, and restoring what was; much less until 31 Jul 2022")
COURT: Final = _art(65)
WITHDRAWAL: Final = LAW.at("withdrawal, of which no article speaks", status=Checked.DERIVED, note="with the authority's consent, as its decisions tell it; withdrawing does not end its power to call in")
SIMPLE_CASES: Final = Citation("Provisions on the Review of Concentrations (SAMR Order 67 of 2023)", "simple cases", in_force=SIMPLE, status=Checked.RECALLED, note="older rules since 12 Feb 2014; public notice of ten days, clearance in the first phase")
OUR_READING: Final = LAW.at("no rule", status=Checked.DERIVED, note="follows from the procedure; no text says so")

TURNOVER_2008: Final = Citation("State Council Provisions on Thresholds for Filing Concentrations", in_force=FIRST_THRESHOLDS, until=date(2024, 1, 21), note="RMB 10 bn in the world or 2 bn in China, and each of two parties more than 400 m in China")
TURNOVER: Final = Citation("State Council Provisions on Thresholds for Filing Concentrations (Order 773)", in_force=THRESHOLDS, note="RMB 12 bn in the world or 4 bn in China, and each of two parties more than 800 m in China; signed on 22 Jan 2024, made public on the 26th")

# ------------------------------------------------------------------------------------------------------ when it applies

NOTIFIABLE: Final = Fact("cn_merger_notifiable", "yes/no", "Has counsel determined that the deal must be filed under the Chinese merger rules?", FILE)
WORLD: Final = Fact("cn_turnover_world", "number", "What was the turnover of all parties together in the world in the last fiscal year, in millions of RMB?", TURNOVER)
CHINA: Final = Fact("cn_turnover_china", "number", "What was the turnover of all parties together in China in the last fiscal year, in millions of RMB?", TURNOVER)
SECOND: Final = Fact("cn_turnover_second", "number", "What was the turnover in China of the party with the second largest turnover there in the last fiscal year, in millions of RMB?", TURNOVER)
IN_GROUP: Final = Fact("cn_intragroup", "yes/no", "Does one party hold 50 per cent or more of every other party already, or one outsider of all of them?", EXEMPT)
FACTS: Final = (TARGET_COUNTRIES, WORLD, CHINA, SECOND, IN_GROUP, NOTIFIABLE)
# fmt: on

LIMITS_RMB: Final = Dated((Edition((10_000, 2_000, 400), FIRST_THRESHOLDS), Edition((12_000, 4_000, 800), THRESHOLDS)))
"""World, China, and each of two parties in China, in millions of RMB, all of them to be exceeded."""


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory where turnover is above the thresholds of *day*, unless the parties are one group already."""
    limits = LIMITS_RMB.at(day)
    if limits is None:
        return Applicability(Need.NONE, "no thresholds are in force before 3 Aug 2008", TURNOVER_2008)
    near, determined = target_in(terms, "CN"), said(terms, NOTIFIABLE)
    cited = TURNOVER if day >= THRESHOLDS else TURNOVER_2008
    if near.value is False:
        return Applicability(Need.NONE, "the target has no business in China", cited)
    if determined.value is not None:
        return _determined(yes=determined.value)
    answer = near & _above(terms, limits) & ~said(terms, IN_GROUP)
    if answer.value is None:
        asked = Answer(None, (*answer.missing, NOTIFIABLE.name))
        return unknown(asked, FACTS, "whether the deal must be filed in China cannot be told", cited)
    if answer.value:
        return Applicability(Need.MANDATORY, "turnover is above the Chinese thresholds", cited)
    return Applicability(Need.NONE, _why_not(terms), EXEMPT if terms.fact(IN_GROUP.name) else cited)


def _determined(*, yes: bool) -> Applicability:
    if yes:
        return Applicability(Need.MANDATORY, "counsel has determined that the deal must be filed in China", FILE)
    return Applicability(Need.NONE, "counsel has determined that the deal need not be filed in China", FILE)


def _above(terms: Terms, limits: tuple[int, int, int]) -> Answer:
    """Strictly above, as the rule says: the parties together, and each of two of them."""
    world, china, second = limits
    return (more_than(terms, WORLD, world) | more_than(terms, CHINA, china)) & more_than(terms, SECOND, second)


def _why_not(terms: Terms) -> str:
    if terms.fact(IN_GROUP.name):
        return "the parties are one group already"
    return "turnover does not exceed the Chinese thresholds; the authority may still call the deal in"


# --------------------------------------------------------------------------------------------------------- the process

AUTHORITY: Final = ("SAMR", "MOFCOM")
PARTIES: Final = ("buyer", "seller", "bidder")
COURTS: Final = ("court", "review body")

CLEARED: Final = ("cleared", "deemed_clear", "conditional")
"""The parties may close."""
RUNNING: Final = ("phase_1", "phase_1_simple", "phase_2", "phase_3")
"""A phase runs and its clock is not stopped."""
HELD: Final = tuple(f"{phase}_stopped" for phase in RUNNING)
ACCEPTED: Final = (*RUNNING, *HELD)
WAITING: Final = ("pre_acceptance", "supplementing")
UNDATED: Final = ("review", "review_stopped")
OPEN_TO_FILING: Final = ("not_filed", "called_in", "counts_as_not_filed", "withdrawn")

STOPS: Final = InForce(AMENDED, says="the authority cannot stop the clock before 1 Aug 2022", cite=STOPPED)
SIMPLE_EXISTS: Final = InForce(SIMPLE, says="there are no simple cases before 12 Feb 2014", cite=SIMPLE_CASES)
TIME_TO_SUPPLEMENT: Final = Detail("days", "days", "the time that the authority sets, in days", required=False)
SHORTER: Final = Detail("days", "days", "how long the extension is, if it is shorter than 60 days", required=False)
GROUND: Final = Detail("ground", "text", "the ground, in words", required=False)
ASKED_BY: Final = Detail("asked_by", "party", "the party that asked for the stop")
TERMS_SET: Final = Detail("conditions", "text", "what the parties must do, in words", required=False)
UNCOUNTED: Final = (
    Detail("first", "date", "the first day not counted, where the stop is told only afterwards", required=False),
    Detail("last", "date", "the last day not counted, where the stop is told only afterwards", required=False),
)
NO_STOP: Final = "the stop ends and the clock goes on from the day on which its ground is gone"


def _stop(phase: str) -> tuple[Transition, ...]:
    """The rows by which the clock of one phase stops on one of three grounds, and goes on."""
    clock, held = phase.removesuffix("_simple"), f"{phase}_stopped"
    reasons: tuple[tuple[str, list[Detail], str], ...] = (
        ("stop", [GROUND], "stops the clock; on which ground is not public"),
        (
            "stop_for_documents",
            [],
            "stops the clock: a party has not handed in documents, so that the review cannot go on",
        ),
        ("stop_for_facts", [], "stops the clock: new facts of weight must be verified"),
        ("stop_for_remedies", [ASKED_BY], "stops the clock at a party's request: proposed conditions need assessment"),
    )
    stops = [
        Transition(phase, action, held, AUTHORITY, STOPS, cite=STOPPED, details=details, stops=clock, text=text)
        for action, details, text in reasons
    ]
    return (
        *stops,
        Transition(held, "resume", phase, AUTHORITY, cite=STOPPED, details=UNCOUNTED, resumes=clock, text=NO_STOP),
    )


def _phase(length: int, cited: Citation) -> Dated[Period | None]:
    return Dated((Edition(days(length, PHASES_OF_2008), IN_FORCE), Edition(days(length, cited), AMENDED)))


# fmt: off
SAMR: Final = Process(
    "cn.samr",
    "Chinese merger control",
    "SAMR",
    states=[
        State("not_filed", "nothing has been filed with the merger authority", initial=True),
        State("called_in", "the authority has called the deal in: it must be filed and may not close", forbids="close"),
        State("pre_acceptance", "the filing lies with the authority and is not accepted; no clock runs", forbids="close"),
        State("supplementing", "the authority has asked for what the filing lacks", forbids="close"),
        State("counts_as_not_filed", "the filing was not completed in time and counts as not made", forbids="close"),
        State("review", "the filing is under review; when it was accepted and how far it has come is not public", forbids="close"),
        State("review_stopped", "the filing is under review, its clock is stopped, and its dates are not public", forbids="close"),
        State("phase_1", "preliminary review", forbids="close"),
        State("phase_1_stopped", "preliminary review, the clock stopped", forbids="close"),
        State("phase_1_simple", "preliminary review of a simple case", forbids="close"),
        State("phase_1_simple_stopped", "preliminary review of a simple case, the clock stopped", forbids="close"),
        State("phase_2", "further review", forbids="close"),
        State("phase_2_stopped", "further review, the clock stopped", forbids="close"),
        State("phase_3", "further review, extended", forbids="close"),
        State("phase_3_stopped", "further review, extended, the clock stopped", forbids="close"),
        State("cleared", "the authority has cleared the deal", ends="cleared", approval=True),
        State("deemed_clear", "the authority was silent past its last day: the parties may close", ends="cleared", approval=True),
        State("conditional", "the authority has cleared the deal on conditions", ends="cleared on conditions", approval=True),
        State("conditions_first", "the authority has cleared the deal on conditions that must be met before closing", approval=True, forbids="close"),
        State("prohibited", "the authority has prohibited the deal", ends="prohibited", forbids="close"),
        State("withdrawn", "the filing is withdrawn, to be made again or not", forbids="close"),
    ],
    transitions=[
        # ------------------------------------------------------------------------------------------- filing and acceptance
        Transition(("not_filed", "withdrawn"), "call_in", "called_in", AUTHORITY, cite=CALL_IN, text="asks in writing for a filing although turnover is below the thresholds"),
        Transition(("not_filed", "called_in", "counts_as_not_filed"), "file", "pre_acceptance", PARTIES, cite=FILE, text="files; no clock starts before the file is accepted"),
        Transition(("called_in", "counts_as_not_filed", "withdrawn"), "release", "not_filed", AUTHORITY, cite=OUR_READING, text="no longer asks for a filing: the deal is given up, or what is left of it need not be filed"),
        Transition("withdrawn", "refile", "pre_acceptance", PARTIES, cite=WITHDRAWAL, text="files again: a new case, with three new phases once it is accepted"),
        Transition((*CLEARED, "conditions_first", "prohibited"), "file_changed", "pre_acceptance", PARTIES, cite=OUR_READING, text="files the deal anew because it has changed since it was decided"),
        Transition("pre_acceptance", "request_supplement", "supplementing", AUTHORITY, cite=SUPPLEMENTS, details=[TIME_TO_SUPPLEMENT], sets_length="supplement", text="asks for what the file lacks, within a time that it sets"),
        Transition("supplementing", "supplement", "pre_acceptance", PARTIES, cite=SUPPLEMENTS, text="hands in what was asked for"),
        Transition("supplementing", "count_as_not_filed", "counts_as_not_filed", CLOCK, cite=SUPPLEMENTS, text="the time set has passed: the filing counts as not made"),
        Transition((*WAITING, "review"), "accept", "phase_1", AUTHORITY, cite=FORMS, text="accepts the file as complete: this day is day 0 of the first phase"),
        Transition((*WAITING, "review"), "accept_simple", "phase_1_simple", AUTHORITY, SIMPLE_EXISTS, cite=SIMPLE_CASES, text="accepts the file as a simple case and gives public notice of it"),
        # Acceptance and phases are seldom public: a review of which no more is known than that it goes on.
        Transition((*OPEN_TO_FILING, *WAITING), "tell_of_review", "review", (*PARTIES, *AUTHORITY, "press"), cite=OUR_READING, text="lets it be known that the filing is under review, without the dates from which its clocks count"),
        Transition("review", "stop", "review_stopped", AUTHORITY, STOPS, cite=STOPPED, details=[GROUND], text="stops a clock whose dates are not public"),
        Transition("review_stopped", "resume", "review", AUTHORITY, cite=STOPPED, text="lets a clock whose dates are not public go on"),
        # ------------------------------------------------------------------------------------------------------ the phases
        Transition(("phase_1", "review"), "open_phase_2", "phase_2", AUTHORITY, cite=PHASE_2, text="decides on further review; that day is day 0 of the second phase, even before the 30 days are over"),
        Transition(("phase_2", "review"), "extend", "phase_3", AUTHORITY, cite=PHASE_3, details=[SHORTER, GROUND], counts_from="phase_2", from_end=True, sets_length="phase_3", text="extends the second phase in writing, once; the extension counts from the end of the 90 days"),
        Transition("phase_1_simple", "end_simple_procedure", "pre_acceptance", AUTHORITY, cite=SIMPLE_CASES, text="finds that the case is not simple: it is filed as an ordinary one"),
        *(row for phase in RUNNING for row in _stop(phase)),
        Transition((*RUNNING, *HELD, "review"), "raise_concerns", None, AUTHORITY, cite=TESTS, details=[GROUND], text="tells the parties that it sees effects on competition, or that what they offer does not answer them"),
        Transition((*RUNNING, *HELD, "review"), "offer_remedies", None, PARTIES, cite=CONDITIONS, details=[TERMS_SET], text="offers conditions"),
        Transition((*RUNNING, *HELD, "review"), "test_remedies", None, AUTHORITY, cite=CONDITIONS, text="asks the market about the conditions offered"),
        # ---------------------------------------------------------------------------------------------------- the decision
        Transition((*RUNNING, "review"), "clear", "cleared", AUTHORITY, cite=TESTS, text="clears the deal: no further review, or no prohibition"),
        Transition(("phase_1", "phase_2", "phase_3", "review"), "clear_with_conditions", "conditional", AUTHORITY, cite=CONDITIONS, details=[TERMS_SET], text="clears the deal on conditions and publishes them"),
        Transition(("phase_1", "phase_2", "phase_3", "review"), "clear_with_conditions_first", "conditions_first", AUTHORITY, cite=CONDITIONS, details=[TERMS_SET], text="clears the deal on conditions that must be met before it closes"),
        Transition("conditions_first", "confirm_conditions", "conditional", AUTHORITY, cite=CONDITIONS, text="finds that the conditions to be met before closing are met"),
        Transition(("conditional", "conditions_first"), "change_conditions", None, AUTHORITY, cite=CONDITIONS, details=[TERMS_SET], text="changes the conditions"),
        Transition("conditional", "end_conditions", "cleared", AUTHORITY, cite=CONDITIONS, text="lifts the conditions, or finds that their term is over"),
        Transition(("phase_1", "phase_2", "phase_3", "review"), "prohibit", "prohibited", AUTHORITY, cite=PROHIBITION, text="prohibits the deal and publishes it"),
        Transition(ACCEPTED, "fall_silent", "deemed_clear", CLOCK, cite=SILENCE, text="has not decided by its last day"),
        Transition(("prohibited", "conditional", "conditions_first"), "set_aside", "review", COURTS, cite=COURT, text="sets the decision aside, on administrative review first and in court after it; the authority decides anew"),
        # ------------------------------------------------------------------------------------------------------ withdrawal
        Transition(WAITING, "withdraw", "withdrawn", PARTIES, cite=WITHDRAWAL, text="takes back a file that is not accepted yet"),
        Transition((*ACCEPTED, *UNDATED), "request_withdrawal", None, PARTIES, cite=WITHDRAWAL, details=[GROUND], text="asks to withdraw; the clock runs on"),
        Transition((*ACCEPTED, *UNDATED), "allow_withdrawal", "withdrawn", AUTHORITY, cite=WITHDRAWAL, text="lets the parties withdraw: every clock of the case ends"),
    ],
    clocks=[
        Clock("supplement", "completion of the filing, in the time that the authority sets", "supplementing", None, "the filing counts as not made", lapse="count_as_not_filed", citation=SUPPLEMENTS,
              limits=("nothing falls where the time set is not known", "whether a last day on a rest day moves on was not read; it stays")),
        Clock("phase_1", "preliminary review", ("phase_1", "phase_1_stopped", "phase_1_simple", "phase_1_simple_stopped"), _phase(30, PHASE_1),
              "the parties may close", lapse="fall_silent", citation=COUNT),
        Clock("public_notice", "public notice of a simple case", ("phase_1_simple", "phase_1_simple_stopped"), Dated((Edition(days(10, SIMPLE_CASES), SIMPLE),)),
              "nothing follows: others have had the time to object", started_by="accept_simple",
              limits=("it starts on the day of acceptance here; the notice may come a day or more later",), kind=Kind.RIGHT_ENDS),
        Clock("phase_2", "further review", ("phase_2", "phase_2_stopped"), _phase(90, PHASE_2),
              "the parties may close", lapse="fall_silent", follows="phase_1", citation=COUNT),
        Clock("phase_3", "extension of the further review", ("phase_3", "phase_3_stopped"), _phase(60, PHASE_3),
              "the parties may close", lapse="fall_silent", follows="phase_2", citation=COUNT,
              limits=("60 days are the most that may be set, and what is counted if the decision sets no number; a longer one is not refused",)),
    ],
    gates=[
        Gate("close", InState("", CLEARED, cure="SAMR", cite=FILE), FILE, "the Chinese merger authority has not cleared the deal, nor has its time run out"),
    ],
    applies=applies,
    law_days=(FIRST_THRESHOLDS, THRESHOLDS),
    asks=FACTS,
    covers=("buyer", "sold"),
    zone="Asia/Shanghai",
    citation=LAW,
    limits=(
        "that the deal is a concentration at all (somebody gets control or decisive influence) is not judged: counsel's determination says so",
        "turnover is the number given; which companies' turnover is counted and how is not judged",
        "the thresholds of 2024 are taken to bind from 22 Jan 2024, the day they were signed; some say from the 26th, when they were made public",
        "a filing made without a duty, below the thresholds, holds the deal like one that was called in; withdrawn, it goes on to hold it until the authority lets it go",
        "orders to undo what has closed, before or after a call-in, stand in the process of investigations",
        "the articles of the law of 2008 had other numbers, which were not read; its lengths are those that its cases kept",
        "the clock may be stopped from 1 Aug 2022 on in any case then pending; whether that holds for cases accepted earlier was not read",
        "the day of the decision to stop is the first day not counted, and the day on which the ground is gone the first day counted again",
        "from a review whose dates are not public it goes on with the first date that becomes so: the extension then counts from the day given for it",
        "a stop between the decision to extend and the end of the 90 days counts from that end only",
        "MOFCOM's officials became SAMR's in 2018; both are accepted as actors throughout",
        "provincial bureaus to which simple cases are delegated act as SAMR",
        "a clearance does not expire: no rule was found",
        "it covers competition alone; security review, export licences and the rest are asked for themselves",
        "that the norms for filing which took force on 1 October (2025 or 2026) changed acceptance was not read",
    ),
)

INVESTIGATION: Final = Process(
    "cn.samr.investigation",
    "Chinese merger control, investigation",
    "SAMR",
    states=[
        State("none", "nobody investigates the deal", initial=True),
        State("opened", "the authority investigates a closing without clearance, or a breach of conditions"),
        State("further", "the authority investigates further"),
        State("fined", "the authority has imposed a fine", ends="fined"),
        State("unwinding", "the authority has ordered that what was before the deal be restored", forbids="close"),
        State("unwound", "what was before the deal is restored", ends="unwound"),
        State("dropped", "the authority has ended the investigation without a penalty", ends="dropped"),
    ],
    transitions=[
        Transition(("none", "dropped"), "open_for_closing", "opened", AUTHORITY, Reached("closing", says="the deal has not closed", cite=PENALTY), cite=PENALTY, text="opens a case because the deal closed without being filed or cleared"),
        Transition(("none", "dropped", "fined"), "open_for_breach", "opened", AUTHORITY, InState("cn.samr", {"conditional"}, says="the deal was not cleared on conditions", cite=CONDITIONS), cite=PENALTY, text="opens a case because conditions may have been breached"),
        Transition("opened", "investigate_further", "further", AUTHORITY, cite=PENALTY, text="goes over to further investigation"),
        Transition(("opened", "further"), "fine", "fined", AUTHORITY, cite=PENALTY, details=[Detail("amount", "text", "the amount, with its currency", required=False)], text="imposes a fine"),
        Transition(("opened", "further", "fined"), "order_unwinding", "unwinding", AUTHORITY, cite=PENALTY, text="orders shares or assets to be sold, or the business given back, so that what was before is restored"),
        Transition("unwinding", "unwind", "unwound", PARTIES, cite=PENALTY, text="restores what was before the deal"),
        Transition(("fined", "unwinding"), "set_aside", "dropped", COURTS, cite=COURT, text="sets the penalty aside"),
        Transition(("opened", "further"), "drop", "dropped", AUTHORITY, cite=PENALTY, text="ends the investigation without a penalty"),
    ],
    applies=applies,
    law_days=(FIRST_THRESHOLDS, THRESHOLDS),
    asks=FACTS,
    needs="cn.samr",
    zone="Asia/Shanghai",
    citation=PENALTY,
    limits=(
        "how long an investigation may take was not read: no clock runs",
        "a step short of closing that already carries the deal out is no milestone here: record it as a statement",
        "amounts of fines and their caps are not modelled",
    ),
)
# fmt: on

PROCESSES: Final = (SAMR, INVESTIGATION)
