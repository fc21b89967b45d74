"""CFIUS: review of a deal for national security under section 721, from the first draft to the President.

No step of it is decided by silence: a clock that runs out without a decision is overdue and clears nothing. Filing is
mostly voluntary and a review suspends nothing; closing is forbidden only by an interim order, by a prohibition, or in
a mandatory case until 30 days after filing. Whatever else stands in the way is the contract's own condition.

Four clocks have four rules. The review counts its first day (acceptance is day 1) and rolls to a business day. The
investigation runs 45 days from the end of the review as rolled, or from the day it is opened early. The President has
15 days, not rolled. Comments on a draft take 10 business days, and only if the parties stipulate. Lapses in
appropriations toll the deadlines of the Committee; those of the parties and of the President run on.

Sources: 50 U.S.C. 4565; 31 CFR part 800 (part 801 for the pilot programme, part 802 for real estate, which has the
same clocks), cited by the section numbers of 13 February 2020. Cross-checked with the dates published in the cases of
Magnachip (2021), Aixtron (2016), U.S. Steel (2025) and a pipeline sale of 2018.

Limitations: see ``limits`` of each process.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation, Dated, Edition
from dealflow.model import (
    CLOCK,
    NO,
    Answer,
    AnyOf,
    Applicability,
    Clock,
    Cutoff,
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
    Reading,
    Running,
    State,
    Terms,
    Toll,
    Transition,
    Unit,
    all_said,
    any_said,
    days,
    target_in,
    working_days,
)

__all__ = ["PROCESSES"]

FIRRMA: Final = date(2018, 8, 13)
PILOT: Final = date(2018, 11, 10)
FULL: Final = date(2020, 2, 13)
FEES_FROM: Final = date(2020, 5, 1)
EXPORT_TEST: Final = date(2020, 10, 15)
PENALTIES: Final = date(2024, 12, 26)
LAW_DAYS: Final = (FIRRMA, PILOT, FULL, EXPORT_TEST)
BUSINESS: Final = "us.cfius"

# ------------------------------------------------------------------------------------------------------------ sources

# fmt: off
STATUTE: Final = Citation("50 U.S.C. 4565", note="until 2015: 50 U.S.C. app. 2170")
FINSA_REVIEW: Final = STATUTE.at("(b)(1)", until=date(2018, 8, 12), note="30 days for notices accepted before 13 Aug 2018")
REVIEW: Final = STATUTE.at("(b)(1)", in_force=FIRRMA, note="the 45-day period beginning on the date of acceptance: that date is day 1")
INVESTIGATION: Final = STATUTE.at("(b)(2)(C)", note="31 CFR 800.508(e): the 45th day after the date it commences")
ESCALATION: Final = STATUTE.at("(b)(2)(B)", note="duty to investigate: an unmitigated threat, a foreign government in control, critical infrastructure; 31 CFR 800.505")
EXTENSION: Final = STATUTE.at("(b)(2)(C)(ii)", in_force=FIRRMA, note="31 CFR 800.508(e) and (f): one extension, extraordinary circumstances only")
TOLLING: Final = STATUTE.at("(b)(8)", in_force=FIRRMA, note="31 CFR 800.604, 802.604: deadlines imposed on the Committee")
CONCLUDED: Final = STATUTE.at("(b)(3)", note="no unresolved national security concerns")
PRESIDENT: Final = STATUTE.at("(d)(2)", note="not later than 15 days after the investigation is completed or the transaction referred, whichever is earlier")
WARNED: Final = Citation("Ralls Corp. v. CFIUS", "758 F.3d 296 (D.C. Cir. 2014)", status=Checked.RECALLED, note="notice of the action, the unclassified evidence and an opportunity to rebut it; letters before it were alike")
UNHURRIED: Final = STATUTE.at("(d)(2)", status=Checked.DERIVED, note="neither rolled nor tolled: subsection (d) has no such rule")
PROHIBITION: Final = STATUTE.at("(d)(1)", note="suspends or prohibits; on the findings of (d)(4)")
AGAIN: Final = STATUTE.at("(d)(1)", note="memorandum of 7 Apr 2025 and order of 13 Jun 2025 (U.S. Steel)")
ORDERED_REVIEW: Final = STATUTE.at("(d)(1)", status=Checked.DERIVED, note="the memorandum's own period: 45 days after 7 Apr 2025, so 22 May 2025")
INTERIM: Final = STATUTE.at("(l)(1)", in_force=FIRRMA, note="as long as the transaction is under review or investigation; on a risk-based analysis, (l)(4)")
MITIGATION: Final = STATUTE.at("(l)(3)")
WITHDRAWAL: Final = STATUTE.at("(b)(1)(C)(ii)", note="31 CFR 800.509; ordinarily granted")
TRACKED: Final = STATUTE.at("(l)(5)", note="31 CFR 800.509: interim protections and a time to refile may be set")


# fmt: on
def _cfr(section: str, pinpoint: str = "", **more: object) -> Citation:
    """A section of title 31, in force as numbered since 13 February 2020 unless said otherwise."""
    return Citation(f"31 CFR {section}", pinpoint).at(pinpoint, **{"in_force": FULL, **more})


# fmt: off
BUSINESS_DAY: Final = _cfr("800.203", note="after 5 p.m. Eastern counts as the next business day, for 800.401(g)(2) and 800.501(i)")
PILOT_RULE: Final = _cfr("801.401", "(c)", in_force=PILOT, until=date(2020, 2, 12))
MANDATORY: Final = _cfr("800.401", "(f), (g)(2)")
MANDATORY_COUNT: Final = _cfr("800.401", "(g)(2)", status=Checked.DERIVED, note="completion on the 30th day after submission or later; calendar days, neither rolled nor tolled")
MANDATORY_GATE: Final = _cfr("800.401", "(g)-(i)")
EARLY: Final = _cfr("800.401", "(i)", note="the Staff Chairperson may approve in writing")
GOVERNMENT: Final = _cfr("800.401", "(b)", note="substantial interest: 25 % in the business, 49 % in the buyer; 800.244")
CRITICAL: Final = _cfr("800.401", "(c)", note="by industry code until 14 Oct 2020, by export authorisation since: 800.104(d) and (e)")
AUTHORIZATION: Final = _cfr("800.401", "(c)", in_force=EXPORT_TEST, note="800.254, 800.256")
EXCEPTIONS: Final = _cfr("800.401", "(d), (e)")
ERA: Final = _cfr("800.104", note="the earliest of completion, binding agreement, public offer and proxy solicitation decides")
CONTROL: Final = _cfr("800.210", in_force=None, note="control: 800.208; at most 10 % and solely passive: 800.302(b); further interest after a clearance of control: 800.305")
INVESTMENT: Final = _cfr("800.211", note="TID US business: 800.248; until 12 Feb 2020 only under part 801")
EXCEPTED: Final = _cfr("800.219", note="judged at completion; lost again if the core criteria fail within 3 years after it, (d)")
FOREIGN: Final = _cfr("800.224", in_force=None)
US_BUSINESS: Final = _cfr("800.252", in_force=None)
REAL_ESTATE: Final = _cfr("802.212", note="3 of 4 property rights near listed sites; exceptions: 802.216")
DECLARATION: Final = _cfr("800.402", note="to 800.407; part 801 from 10 Nov 2018 to 12 Feb 2020")
DECLARATION_PILOT: Final = STATUTE.at("(b)(1)(C)(v)", in_force=PILOT, note="not later than 30 days after receiving; 31 CFR part 801")
ASSESSMENT: Final = _cfr("800.405", note="starts the day the Committee receives it from the Staff Chairperson, no later than the thirtieth day after it commenced")
ASSESSMENT_COUNT: Final = _cfr("800.405", status=Checked.DERIVED, note="first day counted as in the review, whose wording is the same")
OUTCOME: Final = _cfr("800.407", "(a), (b)")
DECLARATION_ENDS: Final = _cfr("800.406")
SECOND_DECLARATION: Final = _cfr("800.406", "(e)", note="and 800.403(e) after a notice: only with approval")
NON_NOTIFIED: Final = _cfr("800.501", "(b)", in_force=None)
AGENCY_NOTICE: Final = _cfr("800.503", "(b), (d)", note="day 1 is the day of receipt; 800.501(c) and (d): not later than 3 years after completion unless the Chairperson files it")
REOPENED: Final = _cfr("800.501", "(c)(1)(ii)", note="false, misleading or omitted material information, or a material breach with no other adequate remedy")
DRAFT: Final = _cfr("800.501", "(g)", note="a draft should come at least 5 business days before the notice")
COMMENTS: Final = _cfr("800.501", "(i)", note="only if the parties stipulate that the transaction is covered: 800.502(o); 802.501(i)")
COMMENTS_COUNT: Final = _cfr("800.501", "(i)", status=Checked.DERIVED, note="the day of submission is day 0")
NOTICE: Final = _cfr("800.502", in_force=None)
ACCEPTANCE: Final = _cfr("800.503", "(a)", in_force=None, note="complete, fee paid or waived (800.1102), circulated to all members")
REJECTION: Final = _cfr("800.504", "(a)", in_force=None)
ANSWER: Final = _cfr("800.504", "(a)(4)", in_force=None, note="in force in substance before 2018 as well")
OTHER_PARTY: Final = _cfr("800.504", "(b)", in_force=None)
MITIGATION_ANSWER: Final = _cfr("800.504", "(a)(6), (d)", in_force=PENALTIES, note="may be imposed; no fewer than three business days")
DECLARATION_ANSWER: Final = _cfr("800.406", "(a)(3)")
FEE: Final = _cfr("800.1108", in_force=FEES_FROM)
PENALTY: Final = _cfr("800.901", in_force=PENALTIES)
SAFE_HARBOUR: Final = _cfr("800.701", in_force=None)

PARTIES: Final = ("buyer", "seller", "bidder")
"""Any of them may file, alone or jointly: the target of a hostile bid has filed alone."""

# ------------------------------------------------------------------------------------------------- when does it apply?

FACTS: Final = (
    Fact("buyer_is_foreign", "yes/no", "Is the buyer a foreign person, or can a foreign person control it?", FOREIGN),
    Fact("us_business", "yes/no", "Is what is bought, or a part of it, a business in the United States?", US_BUSINESS),
    Fact("foreign_control", "yes/no", "Could the buyer come to decide important matters of that business, whether or not it uses the power, other than by more of a control that CFIUS has cleared?", CONTROL),
    Fact("voting_interest", "number", "What per cent of the voting interest does the buyer get, directly or indirectly?", GOVERNMENT),
    Fact("solely_passive", "yes/no", "Is the interest held solely for passive investment?", CONTROL),
    Fact("tid_us_business", "yes/no", "Does the business deal in critical technologies, perform a listed function for critical infrastructure, or keep sensitive personal data?", INVESTMENT),
    Fact("tid_rights", "yes/no", "Does the buyer get access to material nonpublic technical information, a seat or observer on the board, or a say in decisions on technology, infrastructure or data?", INVESTMENT),
    Fact("excepted_investor", "yes/no", "Is the buyer an excepted investor (of Australia, Canada, New Zealand or the United Kingdom, on all criteria)?", EXCEPTED),
    Fact("covered_real_estate", "yes/no", "Does the buyer get at least three of four property rights in land within or near a listed port or site, no exception applying?", REAL_ESTATE),
    Fact("foreign_government_interest", "number", "What per cent of the buyer do the governments of one foreign state hold, parents counted as 100?", GOVERNMENT),
    Fact("critical_technology", "yes/no", "Does the business produce, design, test, manufacture, fabricate or develop a critical technology?", CRITICAL),
    Fact("listed_industry", "yes/no", "Is the technology used in, or designed for, one of the listed industries (codes in force until 14 October 2020)?", CRITICAL),
    Fact("export_authorization", "yes/no", "Would the technology need a US authorisation to be exported to the buyer, or to a holder of 25 per cent or more of it?", AUTHORIZATION),
    Fact("filing_exception", "yes/no", "Is the buyer a fund managed by a US general partner, or the target an air carrier, so that no filing is mandatory?", EXCEPTIONS),
    Fact("technology_exception", "yes/no", "Does a cleared entity under mitigated foreign ownership or an export licence exception take away the technology filing?", EXCEPTIONS),
    Fact("agreement_on", "date", "On what day was the earliest of completion, binding agreement, public offer and proxy solicitation?", ERA),
)

_IN_THE_COUNTRY: Final = ("us_business", "covered_real_estate")
# fmt: on


class _Case:
    """What the facts of some terms say of the concepts of section 721, by the law of a day."""

    def __init__(self, terms: Terms, day: date) -> None:
        self.terms = terms
        agreed = terms.fact("agreement_on")
        self.day = day if agreed is None else min(day, agreed)

    def fact(self, name: str) -> Answer:
        """What the terms say; with nothing in the United States there is no business and no land there."""
        value = self.terms.fact(name)
        if value is None and name in _IN_THE_COUNTRY and target_in(self.terms, "US").value is False:
            return NO
        return Answer(None, (name,)) if value is None else Answer(bool(value))

    def at_least(self, name: str, per_cent: float) -> Answer:
        value = self.terms.fact(name)
        return Answer(None, (name,)) if value is None else Answer(value >= per_cent)

    def in_force(self, first: date, last: date = date.max) -> Answer:
        return Answer(first <= self.day <= last)

    def technology(self) -> Answer:
        """A business without critical technologies, infrastructure and data has no critical technologies."""
        told = self.fact("critical_technology")
        return NO if told.value is None and self.terms.fact("tid_us_business") is False else told

    def tid(self) -> Answer:
        return any_said(self.fact("tid_us_business"), Answer(self.terms.fact("critical_technology") is True))

    def control(self) -> Answer:
        """Whoever says that the buyer could control has answered; else 10 % held solely as an investment rules it out."""
        held, passive = self.terms.fact("voting_interest"), self.terms.fact("solely_passive")
        if self.terms.fact("foreign_control") is None and passive is True and held is not None and held <= 10:
            return NO
        return all_said(self.fact("us_business"), self.fact("foreign_control"))

    def investment(self) -> Answer:
        us, rights = self.fact("us_business"), self.fact("tid_rights")
        full = all_said(self.in_force(FULL), us, self.tid(), rights, ~self.fact("excepted_investor"))
        pilot = all_said(
            self.in_force(PILOT, date(2020, 2, 12)), us, self.technology(), self.fact("listed_industry"), rights
        )
        return any_said(full, pilot)

    def real_estate(self) -> Answer:
        return all_said(self.in_force(FULL), self.fact("covered_real_estate"))

    def government(self) -> Answer:
        """Trigger A: a foreign government with 49 % of a buyer that gets 25 % of a TID US business."""
        bought, held = self.at_least("voting_interest", 25), self.at_least("foreign_government_interest", 49)
        return all_said(self.in_force(FULL), self.tid(), held, bought)

    def critical(self) -> Answer:
        """Trigger B: critical technologies, told by industry code until 14 Oct 2020, by export authorisation since."""
        by_code = all_said(self.in_force(PILOT, date(2020, 10, 14)), self.fact("listed_industry"))
        by_licence = all_said(self.in_force(EXPORT_TEST), self.fact("export_authorization"))
        excepted = all_said(
            self.in_force(FULL), any_said(self.fact("excepted_investor"), self.fact("technology_exception"))
        )
        return all_said(self.technology(), any_said(by_code, by_licence), ~excepted)

    def mandatory(self, trigger: Answer) -> Answer:
        kind = any_said(self.control(), self.investment())
        return all_said(self.fact("buyer_is_foreign"), trigger, kind, ~self.fact("filing_exception"))

    def covered(self) -> Answer:
        return all_said(self.fact("buyer_is_foreign"), any_said(self.control(), self.investment(), self.real_estate()))


def applies(terms: Terms, day: date) -> Applicability:
    """Whether a filing is mandatory, voluntary or out of place, by the law of *day* or of the agreement if earlier.

    Where the facts rule out a duty to file but leave open whether the deal is covered at all, the answer is voluntary
    with the question: nothing waits for it.
    """
    case = _Case(terms, day)
    government, critical = case.mandatory(case.government()), case.mandatory(case.critical())
    duty, covered = any_said(government, critical), case.covered()
    if government.value:
        return Applicability(
            Need.MANDATORY,
            "a foreign government has a substantial interest in a buyer that gets one in a TID US business",
            GOVERNMENT,
            "foreign government",
        )
    if critical.value:
        return _critical(case)
    if covered.value is False:
        return _not_covered(case)
    if duty.value is None:
        reason = "whether a filing is mandatory cannot be told"
        return Applicability(Need.UNKNOWN, reason, MANDATORY, "", duty.missing, _question(duty.missing))
    if covered.value is None:
        reason = "no filing is mandatory; whether the deal is covered at all cannot be told"
        return Applicability(Need.VOLUNTARY, reason, CONTROL, "", covered.missing, _question(covered.missing))
    return _voluntary(case)


def _critical(case: _Case) -> Applicability:
    if case.day < FULL:
        return Applicability(
            Need.MANDATORY,
            "critical technologies in an industry of the pilot programme",
            PILOT_RULE,
            "critical technology",
        )
    if case.day < EXPORT_TEST:
        return Applicability(
            Need.MANDATORY, "critical technologies in a listed industry", CRITICAL, "critical technology"
        )
    return Applicability(
        Need.MANDATORY,
        "critical technologies that need an authorisation to be exported to the buyer",
        AUTHORIZATION,
        "critical technology",
    )


def _not_covered(case: _Case) -> Applicability:
    if case.terms.fact("buyer_is_foreign") is False:
        return Applicability(Need.NONE, "the buyer is no foreign person", FOREIGN)
    if case.fact("us_business").value is False:
        return Applicability(Need.NONE, "no US business is bought, nor covered real estate", US_BUSINESS)
    return Applicability(
        Need.NONE, "neither control of a US business nor a covered investment nor covered real estate", CONTROL
    )


def _voluntary(case: _Case) -> Applicability:
    if case.control().value:
        return Applicability(
            Need.VOLUNTARY, "foreign control of a US business; no filing is mandatory", CONTROL, "control"
        )
    if case.investment().value:
        return Applicability(
            Need.VOLUNTARY,
            "a covered investment in a TID US business; no filing is mandatory",
            INVESTMENT,
            "investment",
        )
    return Applicability(
        Need.VOLUNTARY, "covered real estate, for which no filing is ever mandatory", REAL_ESTATE, "real estate"
    )


def _question(missing: tuple[str, ...]) -> str:
    return next(fact.question for fact in FACTS if fact.name in missing)


# fmt: off
# ------------------------------------------------------------------------------------------------------ clocks, in common

NEVER: Final[tuple[Toll, ...]] = ()
IN_LAPSE: Final = (Toll("us.appropriations", {"lapsed"}, TOLLING),)
TOLLED: Final = Dated[tuple[Toll, ...]]((Edition(NEVER, None), Edition(IN_LAPSE, FIRRMA, TOLLING)))
"""A lapse stops the clocks of cases that began on 13 August 2018 or later; earlier cases ran on."""
AT_FIVE: Final = Cutoff(17, BUSINESS, BUSINESS_DAY)
BAR: Final = Dated([Edition(days(45, PILOT_RULE), PILOT, PILOT_RULE), Edition(days(30, MANDATORY), FULL, MANDATORY)])
BAR_SILENCE: Final = "a mandatory deal may close without an answer, and then has no safe harbour"
NOT_CLEARED: Final = "nothing: no statute or rule clears a deal by silence; CFIUS is overdue, still bound to act, and there is no safe harbour"

# ------------------------------------------------------------------------------------------------------ states, in common

SAFE: Final = ("cleared", "not_covered", "cleared_by_president")
"""States that give safe harbour."""
PREPARED: Final = ("draft_under_comment", "commented")
PENDING: Final = ("formal_submitted", "review", "investigation")
"""A notice is before CFIUS."""
UNDECIDED: Final = ("notice_requested", "unable_to_conclude")
"""A declaration has ended without a clearance."""
DECLARATION_GONE: Final = ("declaration_incomplete", "declaration_rejected", "declaration_withdrawn")
NOTICE_GONE: Final = ("rejected", "withdrawn")
NOT_NOTIFIED: Final = ("not_filed", "inquiry", "called_in")
OPEN_TO_NOTICE: Final = (*NOT_NOTIFIED, *UNDECIDED, *DECLARATION_GONE)

GROUND: Final = Detail("ground", "text", "the ground, in words", required=False)
REASONS: Final = Detail("reasons", "text", "the reasons of the request", required=False)
NO_DECLARATIONS: Final = InForce(PILOT, says="there are no declarations before 10 Nov 2018", cite=DECLARATION_PILOT)
NO_STIPULATION: Final = InForce(FULL, says="a stipulation starts no clock before 13 Feb 2020", cite=COMMENTS)

CLOCKS: Final = (
    Clock(
        "draft_comment", "comments on a draft notice, where the parties stipulate that the transaction is covered",
        runs_in=("draft_under_comment",),
        length=Dated([Edition(working_days(10, BUSINESS, COMMENTS), FULL, COMMENTS)]),
        silence="nothing: CFIUS is overdue; the parties may submit the notice",
        started_by=("submit_draft_stipulated",), tolled_by=IN_LAPSE, citation=COMMENTS_COUNT,
        limits=("stipulations before 13 Feb 2020 were not verified",),
    ),
    Clock(
        "formal_comment", "comments on the notice or its acceptance, where the parties stipulate that the transaction is covered",
        runs_in=("formal_submitted",),
        length=Dated([Edition(working_days(10, BUSINESS, COMMENTS), FULL, COMMENTS)]),
        silence="nothing: CFIUS is overdue, the notice is not accepted by silence and the review does not begin",
        started_by=("submit_notice_stipulated", "refile_stipulated"), tolled_by=IN_LAPSE, citation=COMMENTS_COUNT,
        limits=("stipulations before 13 Feb 2020 were not verified",),
    ),
    Clock(
        "declaration", "assessment of a declaration",
        runs_in=("declaration_assessment",),
        length=Dated([Edition(days(30, DECLARATION_PILOT, first_day=1, roll=BUSINESS), PILOT, DECLARATION_PILOT), Edition(days(30, ASSESSMENT, first_day=1, roll=BUSINESS), FULL, ASSESSMENT)]),
        silence=NOT_CLEARED, tolled_by=IN_LAPSE, citation=ASSESSMENT_COUNT,
        readings=(
            Reading(
                "declaration_start",
                {"day_1": {}, "day_0": {"first_day": 0}},
                why="the statute says not later than 30 days after receiving, the rule that the period commences on the date received",
                texts={"day_1": "the day of receipt is day 1", "day_0": "the day after receipt is day 1"},
            ),
        ),
    ),
    Clock(
        "review", "review",
        runs_in=("review",),
        length=Dated([Edition(days(30, FINSA_REVIEW, first_day=1, roll=BUSINESS), None, FINSA_REVIEW), Edition(days(45, REVIEW, first_day=1, roll=BUSINESS), FIRRMA, REVIEW)]),
        silence=NOT_CLEARED, tolled_by=TOLLED,
    ),
    Clock(
        "investigation", "investigation",
        runs_in=("investigation",),
        length=days(45, INVESTIGATION, roll=BUSINESS),
        silence=NOT_CLEARED, tolled_by=TOLLED, edition_of="review",
        extensions=Extension(EXTENSION, each=Length(15, Unit.DAYS), exactly=True, times=1, in_force=FIRRMA),
        readings=(
            Reading(
                "investigation_start",
                {"day_0": {}, "day_1": {"first_day": 1}},
                why="the statute counts from the date of commencement, the rule from the day after it",
                texts={"day_0": "45 days after the end of the review, or after the day it is opened early", "day_1": "that day itself is day 1"},
            ),
            Reading(
                "extension_from",
                {"rolled_end": {}, "raw_end": {"extend_rolled": False}},
                why="the rule does not say whether the 15 days run from the end as rolled, and no public case tests it",
                texts={"rolled_end": "15 days after the end as rolled", "raw_end": "15 days after the 45th day itself"},
            ),
        ),
    ),
    Clock(
        "president", "decision of the President",
        runs_in=("president",),
        length=days(15, PRESIDENT),
        silence="nothing: the statute attaches no consequence; the deal is neither cleared nor prohibited, and the President has decided later",
        citation=UNHURRIED,
    ),
    Clock(
        "new_review", "new review that a President has ordered of a prohibited deal",
        runs_in=("new_review",), length=None,
        silence="nothing: the prohibition stands", citation=ORDERED_REVIEW,
    ),
    Clock(
        "mandatory_bar", "the first day on which a mandatory deal may close, counted from the notice",
        runs_in=(*PENDING, "president"), length=BAR, kind=Kind.EARLIEST_DAY, silence=BAR_SILENCE,
        started_by=("submit_notice", "submit_notice_stipulated", "refile", "refile_stipulated"), citation=MANDATORY_COUNT,
    ),
    Clock(
        "mandatory_bar_declaration", "the first day on which a mandatory deal may close, counted from the declaration",
        runs_in=("declaration_submitted", "declaration_assessment", *UNDECIDED, *PREPARED, *PENDING, "president"), length=BAR, kind=Kind.EARLIEST_DAY, silence=BAR_SILENCE,
        started_by=("submit_declaration", "resubmit_declaration"), citation=MANDATORY_COUNT,
    ),
)

CFIUS: Final = Process(
    "us.cfius",
    "CFIUS",
    "CFIUS",
    states=[
        State("not_filed", "nothing has been filed with CFIUS", initial=True),
        State("inquiry", "CFIUS has asked about a deal that was not notified"),
        State("called_in", "CFIUS has asked for a notice of a deal that was not notified"),
        State("declaration_submitted", "a declaration is submitted; the Staff Chairperson inspects it"),
        State("declaration_incomplete", "the declaration is not accepted: CFIUS has said what is missing"),
        State("declaration_assessment", "the Committee assesses the declaration"),
        State("declaration_rejected", "the declaration is rejected"),
        State("declaration_withdrawn", "the declaration is withdrawn"),
        State("notice_requested", "CFIUS answers the declaration by asking for a notice: no early closing, no safe harbour"),
        State("unable_to_conclude", "CFIUS answers the declaration that it is not able to complete action: closing is allowed, without safe harbour"),
        State("draft_under_comment", "a draft notice is with CFIUS for comments"),
        State("commented", "CFIUS has commented; the parties prepare the notice"),
        State("formal_submitted", "the notice is submitted and not yet accepted"),
        State("review", "review"),
        State("investigation", "investigation"),
        State("president", "before the President"),
        State("cleared", "action is concluded: no unresolved national security concerns", ends="cleared", approval=True),
        State("not_covered", "CFIUS has found that the deal is no covered transaction", ends="not covered", approval=True),
        State("cleared_by_president", "the President has announced that he takes no action, or lets the deal proceed", ends="cleared", approval=True),
        State("rejected", "the notice is rejected: the case has ended without safe harbour"),
        State("withdrawn", "the notice is withdrawn by leave, to be filed again or not"),
        State("abandoned", "the deal is given up", ends="abandoned"),
        State("prohibited", "the President has suspended or prohibited the deal", ends="prohibited", forbids="close"),
        State("new_review", "a President has ordered CFIUS to review a prohibited deal anew", forbids="close"),
        State("recommended", "CFIUS has advised the President after the new review", forbids="close"),
    ],
    transitions=[
        # ------------------------------------------------------------------------------------------- not notified, called in
        Transition("not_filed", "inquire", "inquiry", "CFIUS", cite=NON_NOTIFIED, text="asks the parties or others about a deal that was not notified"),
        Transition(("not_filed", "inquiry"), "request_notice", "called_in", "CFIUS", cite=NON_NOTIFIED, text="asks for a notice; no clock starts before one is accepted"),
        Transition(("inquiry", "called_in"), "close_inquiry", "not_filed", "CFIUS", cite=NON_NOTIFIED, text="has no further questions; that is no safe harbour"),
        Transition((*OPEN_TO_NOTICE, "declaration_assessment", *PREPARED, *NOTICE_GONE), "agency_notice", "review", "CFIUS", cite=AGENCY_NOTICE, text="a member files a notice itself: no draft, fee or acceptance, accepted on receipt, which is day 1; not later than 3 years after completion unless the Chairperson files it"),
        # -------------------------------------------------------------------------------------------------------- declaration
        Transition(("not_filed", "inquiry", "declaration_incomplete"), "submit_declaration", "declaration_submitted", PARTIES, NO_DECLARATIONS, cite=DECLARATION, cutoff=AT_FIVE, text="submits a declaration, for which there is no fee"),
        Transition(("declaration_rejected", "declaration_withdrawn", *NOTICE_GONE), "resubmit_declaration", "declaration_submitted", PARTIES, NO_DECLARATIONS, cite=SECOND_DECLARATION, cutoff=AT_FIVE, text="submits another declaration of the same deal, CFIUS having approved that"),
        Transition("declaration_submitted", "find_declaration_incomplete", "declaration_incomplete", "CFIUS", cite=ASSESSMENT, text="does not accept the declaration and says why"),
        Transition("declaration_submitted", "circulate", "declaration_assessment", "CFIUS", cite=ASSESSMENT, text="sends the complete declaration to the Committee: the day the Committee receives it starts the clock"),
        Transition("declaration_assessment", "clear", "cleared", "CFIUS", cite=OUTCOME, text="concludes action on the declaration"),
        Transition("declaration_assessment", "request_notice", "notice_requested", "CFIUS", cite=OUTCOME, text="asks the parties to file a notice"),
        Transition("declaration_assessment", "say_unable", "unable_to_conclude", "CFIUS", cite=OUTCOME, text="tells the parties that it is not able to complete action; they may file a notice"),
        Transition("declaration_assessment", "find_not_covered", "not_covered", "CFIUS", cite=SAFE_HARBOUR, text="finds that the deal is no covered transaction"),
        Transition("declaration_assessment", "reject_declaration", "declaration_rejected", "CFIUS", cite=DECLARATION_ENDS, details=[GROUND], text="rejects it: incomplete, material change, contradicting information, or a late answer"),
        Transition(("declaration_submitted", "declaration_assessment"), "allow_declaration_withdrawal", "declaration_withdrawn", "CFIUS", cite=DECLARATION_ENDS, details=[REASONS], text="lets the parties withdraw it at their request, which says whether the deal is abandoned"),
        # ------------------------------------------------------------------------------------------------- draft and notice
        Transition((*OPEN_TO_NOTICE, "commented", *NOTICE_GONE), "submit_draft", "draft_under_comment", PARTIES, cite=DRAFT, text="submits a draft notice; no clock runs"),
        Transition((*OPEN_TO_NOTICE, "commented", *NOTICE_GONE), "submit_draft_stipulated", "draft_under_comment", PARTIES, NO_STIPULATION, cite=COMMENTS, cutoff=AT_FIVE, text="submits a draft notice and stipulates that the transaction is covered"),
        Transition(("draft_under_comment", "formal_submitted"), "comment", "commented", "CFIUS", cite=COMMENTS, text="comments: what is missing or unclear must be put right before acceptance"),
        Transition((*OPEN_TO_NOTICE, *PREPARED), "submit_notice", "formal_submitted", PARTIES, cite=NOTICE, cutoff=AT_FIVE, text="submits the notice with its certification"),
        Transition((*OPEN_TO_NOTICE, *PREPARED), "submit_notice_stipulated", "formal_submitted", PARTIES, NO_STIPULATION, cite=COMMENTS, cutoff=AT_FIVE, text="submits the notice and stipulates that the transaction is covered"),
        Transition(NOTICE_GONE, "refile", "formal_submitted", PARTIES, cite=WITHDRAWAL, cutoff=AT_FIVE, text="files again: a new notice, with a new acceptance and a full new review; as often as leave is given"),
        Transition(NOTICE_GONE, "refile_stipulated", "formal_submitted", PARTIES, NO_STIPULATION, cite=COMMENTS, cutoff=AT_FIVE, text="files again and stipulates that the transaction is covered"),
        Transition("formal_submitted", "defer", None, "CFIUS", cite=ACCEPTANCE, details=[GROUND], text="puts off acceptance"),
        Transition("formal_submitted", "accept", "review", "CFIUS", cite=ACCEPTANCE, text="accepts the notice, on the business day after it is complete, the fee is paid or waived, and it is circulated to all members; that day is day 1 of the review"),
        # --------------------------------------------------------------------------------------- review and investigation
        Transition(("review", "investigation"), "clear", "cleared", "CFIUS", cite=CONCLUDED, text="concludes action and says so in writing"),
        Transition(PENDING, "find_not_covered", "not_covered", "CFIUS", cite=SAFE_HARBOUR, text="finds that the deal is no covered transaction"),
        Transition("review", "investigate", "investigation", "CFIUS", cite=ESCALATION, counts_from="review", text="opens an investigation, at the latest at the end of the review, on any day before it if CFIUS likes"),
        Transition("investigation", "extend", None, "CFIUS", cite=EXTENSION, details=[Detail("days", "days", "by how many days: 15")], extends="investigation", text="extends once by 15 days, at the written request of the head of a lead agency: force majeure, or to protect national security; the parties are told"),
        Transition(("review", "investigation"), "voice_concern", None, "CFIUS", cite=WARNED, details=[GROUND], text="tells the parties in writing what risk it sees: they may answer, offer terms or ask to withdraw"),
        Transition("review", "refer", "president", "CFIUS", cite=PRESIDENT, text="sends the deal to the President without an investigation"),
        Transition("investigation", "refer", "president", "CFIUS", cite=PRESIDENT, counts_from="investigation", text="reports to the President, before the investigation ends or at its end"),
        Transition(PENDING, "reject", "rejected", "CFIUS", cite=REJECTION, details=[GROUND], text="rejects the notice: incomplete, material change, contradicting information, fee short, late answer, no final certification, or no substantive answer on mitigation"),
        Transition(PENDING, "request_withdrawal", None, PARTIES, cite=WITHDRAWAL, details=[REASONS], text="asks in writing for leave to withdraw, with reasons; the clocks run on"),
        Transition(PENDING, "allow_withdrawal", "withdrawn", "CFIUS", cite=TRACKED, details=[Detail("refile_by", "date", "the day by which to file again, where CFIUS sets one", required=False)], text="allows the withdrawal, with tracking, interim protections and a time to file again if CFIUS likes"),
        Transition(PENDING, "allow_abandonment", "abandoned", "CFIUS", cite=WITHDRAWAL, text="allows the withdrawal of a notice whose deal is given up"),
        Transition((*NOTICE_GONE, *DECLARATION_GONE, *UNDECIDED, *PREPARED), "abandon", "abandoned", PARTIES, cite=WITHDRAWAL, text="gives up the deal"),
        Transition((*PENDING, "president"), "approve_early_completion", None, "CFIUS", Running("mandatory_bar"), cite=EARLY, details=[Detail("day", "date", "the first day on which the deal may close")], sets_day="mandatory_bar", text="lets a resubmitted mandatory deal close earlier, in writing"),
        # ------------------------------------------------------------------------------------------------- the President
        Transition("president", "prohibit", "prohibited", "President", cite=PROHIBITION, text="suspends or prohibits the deal"),
        Transition("president", "take_no_action", "cleared_by_president", "President", cite=SAFE_HARBOUR, text="announces that he takes no action"),
        Transition("prohibited", "order_new_review", "new_review", "President", cite=AGAIN, details=[Detail("days", "days", "the time for the advice, in days after the order")], sets_length="new_review", text="orders a new review from the beginning; the prohibition stands meanwhile"),
        Transition("new_review", "advise", "recommended", "CFIUS", cite=AGAIN, text="advises the President; no statute says when he must decide"),
        Transition(("prohibited", "new_review", "recommended"), "permit", "cleared_by_president", "President", cite=AGAIN, details=[Detail("conditions", "text", "what it is made subject to", required=False)], text="amends or revokes the prohibition and lets the deal proceed"),
        Transition(("new_review", "recommended"), "uphold", "prohibited", "President", cite=PROHIBITION, text="leaves the prohibition as it is"),
        # ------------------------------------------------------------------------------------------ safe harbour is lost
        Transition(SAFE, "reopen", "review", "CFIUS", cite=REOPENED, details=[Detail("ground", "text", "false, misleading or omitted material information, or the material breach that was certified")], text="takes up a decided deal again by agency notice, on these two grounds only"),
    ],
    clocks=CLOCKS,
    gates=[
        Gate(
            "close",
            AnyOf(
                (Past("mandatory_bar"), Past("mandatory_bar_declaration"), InState("", (*SAFE, "unable_to_conclude"))),
                cure="the parties, by filing and waiting, or CFIUS, by an early answer",
                cite=MANDATORY_GATE,
            ),
            MANDATORY_GATE,
            "a mandatory filing must have been made 30 days before closing (45 until 12 Feb 2020) and stand, or CFIUS must have concluded action or said that it is not able to",
        ),
        Gate("close", InState("", SAFE, cite=SAFE_HARBOUR), SAFE_HARBOUR, "the contract asks for CFIUS clearance", listed=True),
    ],
    applies=applies,
    law_days=LAW_DAYS,
    asks=FACTS,
    covers=("buyer", "perimeter", "foreign_control", "tid_rights", "voting_interest", "foreign_government_interest"),
    needs="us.appropriations",
    zone="America/New_York",
    citation=STATUTE,
    limits=(
        "safe harbour attaches to the transaction as notified: a changed buyer, perimeter, interest or right needs a new filing",
        "that an agency notice comes not later than 3 years after completion, unless the Chairperson files it, is not judged",
        "comments on a submitted notice, or a declaration not accepted, end the waiting time of a mandatory filing: it counts again from the next submission (the cautious reading)",
        "a draft submitted after the answer that CFIUS is not able to complete action leaves the waiting time of the declaration to decide on closing",
        "the threat analysis due 30 days after acceptance binds only members of CFIUS and is no clock here",
        "acceptance is not held to the business day after completeness: that day is rarely public",
        "the five o'clock rule is judged only where a submission is given with its hour",
        "fees, amounts of penalties and their caps are not modelled",
        "part 802 (real estate) has the same clocks and is not a process of its own",
    ),
)

ORDER: Final = Process(
    "us.cfius.order",
    "CFIUS interim order",
    "CFIUS",
    states=[
        State("none", "no interim order is in force", initial=True),
        State("in_force", "an interim order suspends the deal", forbids="close"),
    ],
    transitions=[
        Transition("none", "issue", "in_force", "CFIUS", InState("us.cfius", {"review", "investigation"}, says="an interim order needs a deal under review or investigation", cite=INTERIM), cite=INTERIM, text="suspends a proposed or pending deal that may pose a risk"),
        Transition("in_force", "amend", None, "CFIUS", cite=INTERIM, details=[Detail("change", "text", "what is changed", required=False)], text="amends the order"),
        Transition("in_force", "lift", "none", ("CFIUS", "President", "court"), cite=INTERIM, text="the order ends: lifted, set aside, or because review and investigation are over"),
    ],
    applies=applies,
    law_days=LAW_DAYS,
    asks=FACTS,
    needs="us.cfius",
    zone="America/New_York",
    citation=INTERIM,
    limits=(
        "its end with the review or investigation is recorded as an act (lift), not inferred: what binds afterwards is the order of the President",
        "orders before 13 Aug 2018 (Ralls 2012, Broadcom 2018) rested on earlier words of the same subsection",
        "conditions other than not closing (a meeting put off, notice of a move) are data of the order",
    ),
)

DIVEST_BY: Final = Detail("divest_by", "date", "the day by which the agreement asks for a sale, where it does", required=False)

MITIGATIONS: Final = Process(
    "us.cfius.mitigation",
    "CFIUS mitigation",
    "CFIUS",
    states=[
        State("none", "no mitigation is on the table", initial=True),
        State("proposed", "CFIUS has proposed terms"),
        State("countered", "the parties have answered with terms of their own"),
        State("signed", "an agreement is signed, or conditions are imposed"),
        State("breached", "a material breach is found"),
        State("terminated", "the agreement or the conditions have ended", ends="terminated"),
        State("sold", "what the agreement asked to be sold is sold", ends="divested"),
    ],
    transitions=[
        Transition(("none", "countered"), "propose", "proposed", "CFIUS", cite=MITIGATION, text="proposes terms; no clock runs"),
        Transition(("none", "countered", "proposed"), "propose_with_time_limit", "proposed", "CFIUS", InForce(PENALTIES, says="CFIUS cannot impose a time for an answer before 26 Dec 2024", cite=MITIGATION_ANSWER), cite=MITIGATION_ANSWER, details=[Detail("days", "days", "the time for an answer in business days, no fewer than three", required=False)], sets_length="mitigation_answer", text="proposes terms and sets a time for a substantive answer"),
        Transition("proposed", "allow_more_time", None, "CFIUS", cite=MITIGATION_ANSWER, details=[Detail("days", "days", "by how many business days")], extends="mitigation_answer", text="gives more time in writing"),
        Transition(("none", "proposed"), "counter", "countered", PARTIES, cite=MITIGATION, text="answers, or comes forward, with terms of its own"),
        Transition(("proposed", "countered"), "withdraw_proposal", "none", "CFIUS", cite=MITIGATION, text="no longer sees terms that would resolve the risk"),
        Transition(("proposed", "countered"), "sign", "signed", "CFIUS", cite=MITIGATION, details=[DIVEST_BY], sets_day="divest", text="signs the agreement with the parties; clearance may follow, and terms may be those of a deal given up or long completed"),
        Transition(("none", "proposed", "countered"), "impose", "signed", "CFIUS", cite=MITIGATION, text="imposes conditions by order"),
        Transition("signed", "modify", None, "CFIUS", cite=MITIGATION, details=[Detail("change", "text", "what is changed", required=False)], text="modifies the terms"),
        Transition("signed", "move_day", None, "CFIUS", cite=MITIGATION, details=[Detail("divest_by", "date", "the new day")], sets_day="divest", text="agrees to another day by which to sell"),
        Transition("signed", "accept_buyer", None, "CFIUS", cite=MITIGATION, details=[Detail("buyer", "party", "the buyer", required=False)], text="accepts the buyer of what the agreement asks to be sold"),
        Transition("signed", "carry_out_sale", "sold", "seller", cite=MITIGATION, text="sells what the agreement asks to be sold"),
        Transition(("signed", "breached"), "terminate", "terminated", "CFIUS", cite=MITIGATION, text="ends them: no longer needed, or carried out"),
        Transition("signed", "find_breach", "breached", "CFIUS", cite=REOPENED, text="the lead agency certifies a material breach; with no other adequate remedy the case may be reopened"),
        Transition("breached", "cure", "signed", "CFIUS", cite=MITIGATION, text="accepts that the breach is remedied"),
    ],
    clocks=[
        Clock(
            "mitigation_answer", "substantive answer to proposed mitigation, where CFIUS sets a time",
            runs_in=("proposed",),
            length=working_days(3, BUSINESS, MITIGATION_ANSWER),
            silence="CFIUS may reject the notice",
            started_by=("propose_with_time_limit",), extensions=Extension(MITIGATION_ANSWER),
            limits=("three business days is the least that may be set, and what is counted if none is given", "not tolled in a lapse: it binds the parties"),
        ),
        Clock(
            "divest", "the time to sell, where the agreement asks for a sale",
            runs_in=("signed",),
            length=None,
            silence="what the agreement says of a day missed: a trustee may sell, or its breach be found",
            started_by=("sign",), citation=MITIGATION,
            limits=("the day is data of the agreement",),
        ),
    ],
    applies=applies,
    law_days=LAW_DAYS,
    asks=FACTS,
    zone="America/New_York",
    citation=MITIGATION,
    limits=(
        "a time shorter than three business days is not refused",
        "clearing before signature is not refused: CFIUS alone knows what it waits for",
        "an agreement asks for a sale in few cases (Grindr 2019, to be sold by 30 June 2020); that the buyer is accepted before the sale is not refused",
    ),
)

REQUESTS: Final = Process(
    "us.cfius.requests",
    "CFIUS questions",
    "CFIUS",
    states=[
        State("none", "CFIUS waits for nothing from the parties", initial=True),
        State("notice_question", "a question on the notice is open"),
        State("declaration_question", "a question on the declaration is open"),
        State("other_party_question", "a party that has not notified is asked about the deal"),
        State("fee_short", "the fee paid is too low"),
    ],
    transitions=[
        Transition(("none", "notice_question"), "ask", "notice_question", "CFIUS", InState("us.cfius", {"review", "investigation"}, says="such questions follow acceptance", cite=ANSWER), cite=ANSWER, text="asks for information; the day of the question is day 0"),
        Transition(("none", "declaration_question"), "ask_on_declaration", "declaration_question", "CFIUS", InState("us.cfius", {"declaration_assessment"}, says="no declaration is being assessed", cite=DECLARATION_ANSWER), cite=DECLARATION_ANSWER, text="asks for information on the declaration"),
        Transition("none", "ask_other_party", "other_party_question", "CFIUS", InState("us.cfius", {*PENDING}, says="no notice is before CFIUS", cite=OTHER_PARTY), cite=OTHER_PARTY, text="asks the party that has not notified"),
        Transition("none", "find_fee_short", "fee_short", "CFIUS", InForce(FEES_FROM, says="there are no fees before 1 May 2020", cite=FEE), cite=FEE, text="tells the parties that the fee is short"),
        Transition(("notice_question", "declaration_question", "other_party_question"), "answer", "none", PARTIES, cite=ANSWER, text="answers"),
        Transition("fee_short", "pay", "none", PARTIES, cite=FEE, text="pays the rest"),
        Transition("notice_question", "allow_more_time", None, "CFIUS", cite=ANSWER, details=[Detail("days", "days", "by how many business days")], extends="answer", text="gives more time in writing, on written request"),
        Transition("declaration_question", "allow_more_time", None, "CFIUS", cite=DECLARATION_ANSWER, details=[Detail("days", "days", "by how many business days")], extends="declaration_answer", text="gives more time in writing, on written request"),
        Transition(("notice_question", "declaration_question", "other_party_question", "fee_short"), "close", "none", "CFIUS", cite=ANSWER, text="no longer waits: withdrawn, waived, or overtaken by the end of the case"),
    ],
    clocks=[
        Clock("answer", "answer to a question on the notice", runs_in=("notice_question",), length=working_days(3, BUSINESS, ANSWER), silence="CFIUS may reject the notice", extensions=Extension(ANSWER)),
        Clock("declaration_answer", "answer to a question on the declaration", runs_in=("declaration_question",), length=working_days(2, BUSINESS, DECLARATION_ANSWER), silence="CFIUS may reject the declaration", extensions=Extension(DECLARATION_ANSWER)),
        Clock("other_party_answer", "answer of a party that has not notified", runs_in=("other_party_question",), length=days(7, OTHER_PARTY), silence="CFIUS goes on without it"),
        Clock("fee_cure", "payment of the rest of the fee", runs_in=("fee_short",), length=working_days(3, BUSINESS, FEE), silence="CFIUS may reject the notice"),
    ],
    applies=applies,
    law_days=LAW_DAYS,
    asks=FACTS,
    needs="us.cfius",
    zone="America/New_York",
    citation=ANSWER,
    limits=(
        "obligations of the parties are not tolled in a lapse",
        "one matter is open at a time: of several questions the last one counts; put the process in the deal twice to keep two",
        "that an answer comes late is a finding; rejection is the act of CFIUS in its own process",
    ),
)

PENALTIES_IMPOSED: Final = Process(
    "us.cfius.penalty",
    "CFIUS penalty",
    "CFIUS",
    states=[
        State("none", "no penalty is on foot", initial=True),
        State("notified", "CFIUS has given notice of a penalty"),
        State("petitioned", "the person has petitioned; CFIUS is to answer"),
        State("final", "the penalty is final", ends="final"),
        State("dropped", "the penalty is dropped", ends="dropped"),
    ],
    transitions=[
        Transition(("none", "final", "dropped"), "notify", "notified", "CFIUS", InForce(PENALTIES, says="the rule of 20 business days holds from 26 Dec 2024", cite=PENALTY), cite=PENALTY, text="gives notice of a penalty: false statement, no mandatory filing, or breach of mitigation"),
        Transition("notified", "petition", "petitioned", PARTIES, Running("penalty_petition", says="the time to petition has run out", cite=PENALTY), cite=PENALTY, text="petitions for reconsideration"),
        Transition("notified", "fall_final", "final", CLOCK, cite=PENALTY, text="no petition came in time"),
        Transition("notified", "allow_more_time", None, "CFIUS", cite=PENALTY, details=[Detail("days", "days", "by how many business days")], extends="penalty_petition", text="gives more time, by agreement or for compelling circumstances"),
        Transition("petitioned", "allow_more_time", None, "CFIUS", cite=PENALTY, details=[Detail("days", "days", "by how many business days")], extends="penalty_answer", text="takes more time, by agreement or for compelling circumstances"),
        Transition("petitioned", "decide_penalty", "final", "CFIUS", cite=PENALTY, text="answers the petition and imposes a penalty"),
        Transition(("notified", "petitioned"), "drop", "dropped", "CFIUS", cite=PENALTY, text="drops the penalty"),
    ],
    clocks=[
        Clock("penalty_petition", "petition for reconsideration", runs_in=("notified",), length=working_days(20, BUSINESS, PENALTY), silence="the penalty is final", lapse="fall_final", extensions=Extension(PENALTY), limits=("not tolled in a lapse: subpart I is not among the subparts tolled",)),
        Clock("penalty_answer", "answer of CFIUS to a petition", runs_in=("petitioned",), length=working_days(20, BUSINESS, PENALTY), silence="nothing: CFIUS is overdue", extensions=Extension(PENALTY)),
    ],
    applies=applies,
    law_days=LAW_DAYS,
    asks=FACTS,
    zone="America/New_York",
    citation=PENALTY,
    limits=("amounts and their caps, which depend on the date of the agreement, are not modelled", "penalties before 26 Dec 2024 are not modelled"),
)
# fmt: on

PROCESSES: Final = (CFIUS, ORDER, MITIGATIONS, REQUESTS, PENALTIES_IMPOSED)
