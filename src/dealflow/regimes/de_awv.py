"""German screening of acquisitions: the review across sectors and the one for the defence sector, by the Ministry.

Two phases, both counted in months. Within two months of the report, the application for a certificate or of learning of
the contract the Ministry may open a review; silence issues the certificate, or counts as release. Within four months of
the complete documents it may prohibit or order; silence counts as release. Further requests and talks on a contract
stop the second phase, which can be made longer by three months, one more for defence, and by consent. Revocation of an
approval begins it anew. What has to be reported may not be closed before; for the rest the certificate is a choice.

Sources: Foreign Trade and Payments Act (AWG), sections 14a and 15, and Ordinance (AWV), sections 55 to 62a, read as in
force since 1 May 2021; AWV, sections 55 to 62, read as in force in 2018. Text and numbers before 18 July 2017, the
thresholds of 2018 to 2021, and the count of months (Civil Code, sections 187, 188 and 193) are recalled.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation, Dated, Edition
from dealflow.model import (
    BUYER_COUNTRIES,
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
    Length,
    Need,
    Period,
    Process,
    Reached,
    Required,
    State,
    Terms,
    Transition,
    Unit,
    at_least,
    buyer_from_outside,
    member_states,
    months,
    said,
    target_in,
    unknown,
    years,
)

__all__ = ["PROCESSES"]

# ------------------------------------------------------------------------------------------------------------- the law

ORDINANCE: Final = date(2013, 9, 1)
NINTH: Final = date(2017, 7, 18)
TWELFTH: Final = date(2018, 12, 29)
BREXIT: Final = date(2020, 2, 1)
ACT_2020: Final = date(2020, 7, 17)
SEVENTEENTH: Final = date(2021, 5, 1)
LAW_DAYS: Final = (ORDINANCE, NINTH, TWELFTH, BREXIT, ACT_2020, SEVENTEENTH)

# fmt: off
AWG: Final = Citation("Foreign Trade and Payments Act (AWG)", in_force=ACT_2020)
AWV: Final = Citation("Foreign Trade and Payments Ordinance (AWV)", in_force=SEVENTEENTH)
AWV_2017: Final = Citation("Foreign Trade and Payments Ordinance (AWV)", in_force=NINTH, until=date(2020, 7, 16), note="as amended by the ninth amending ordinance")
AWV_2013: Final = Citation("Foreign Trade and Payments Ordinance (AWV)", in_force=ORDINANCE, until=date(2017, 7, 17), status=Checked.RECALLED, note="as first made")

OPENING: Final = AWG.at("s. 14a(1) no. 1")
FILING_IS_KNOWLEDGE: Final = AWG.at("s. 14a(3)", note="a report or an application for a certificate counts as learning of the contract")
BID: Final = AWG.at("s. 14a(1a)", note="in a public bid the decision to make the offer takes the place of the contract")
FIVE_YEARS: Final = AWG.at("s. 14a(3)", note="s. 55(3) AWV from 18 Jul 2017 to 16 Jul 2020")
DECISION: Final = AWG.at("s. 14a(1) no. 2")
LONGER: Final = AWG.at("s. 14a(4)")
CONSENT: Final = AWG.at("s. 14a(5)", note="of the direct buyer and of the seller")
STOPS: Final = AWG.at("s. 14a(6)")
TALKS: Final = AWG.at("s. 14a(6)", in_force=NINTH, note="ss. 59(2) and 62(2) AWV from 18 Jul 2017 to 16 Jul 2020")
ANEW: Final = AWG.at("s. 14a(7)", note="from the day on which the revocation is made known")
REVOKED_BEFORE: Final = Citation("Administrative Procedure Act (VwVfG)", "ss. 48, 49", status=Checked.RECALLED, note="done to the certificate of 8 Sep 2016 on 24 Oct 2016")
COUNT: Final = Citation("Civil Code (BGB)", "ss. 187, 188, 190, 193", status=Checked.DERIVED, note="the day of the event is not counted; to the same number of the later month, or to its end; that a last day of rest moves on here as well is our reading")
CERTIFICATE: Final = AWV.at("s. 58", in_force=ORDINANCE)
NO_CERTIFICATE: Final = AWV.at("s. 58(3)")
RELEASE: Final = AWV.at("s. 58a", note="s. 61 in the sector-specific review")
DEEMED: Final = AWV.at("s. 58a(2)", note="s. 61 in the sector-specific review")
REPORT: Final = AWV.at("s. 55a(4)", in_force=NINTH, note="s. 55(4) until 2020")
SECTOR_REPORT: Final = AWV.at("s. 60(3)", in_force=ORDINANCE)
OPEN: Final = AWV.at("s. 55(3)", in_force=ORDINANCE, note="s. 60(4) in the sector-specific review")
PROHIBIT: Final = AWV.at("s. 59", in_force=ORDINANCE, note="s. 62 in the sector-specific review; a prohibition across sectors needs the consent of the Government")
SWITCH: Final = AWV.at("s. 62a")
INEFFECTIVE: Final = AWG.at("s. 15(3), (4)", note="from 1 Sep 2013 in the sector-specific review, from 17 Jul 2020 for whatever must be reported; early closing is a crime (s. 18, recalled)")
RESOLUTIVE: Final = AWG.at("s. 15(2)", in_force=ORDINANCE)
SCOPE: Final = AWV.at("s. 55", in_force=ORDINANCE)
VOTES: Final = AWV.at("s. 56", in_force=ORDINANCE, note="10, 20 or 25 % since 1 May 2021; 25 % until 28 Dec 2018; 10 % for listed sectors between, recalled")
LISTED: Final = AWV.at("s. 55a(1)", in_force=NINTH, note="s. 55(1) sentence 2 until 2020")
SECTOR: Final = AWV.at("ss. 60, 60a", in_force=ORDINANCE)
OUR_READING: Final = AWV.at("no rule", status=Checked.DERIVED, note="follows from the procedure; no text says so")

# ------------------------------------------------------------------------------------------------- when does it apply?

NOTIFIABLE: Final = Fact("de_awv_notifiable", "yes/no", "Has counsel determined that the acquisition must be reported to the German Ministry (AWV, section 55a(4) or 60(3))?", REPORT)
SHARE: Final = Fact("de_voting_rights", "number", "What per cent of the votes in the German business will the buyer hold, directly or indirectly (a purchase of assets counts as 100)?", VOTES)
DEFENCE: Final = Fact("de_defence_sector", "yes/no", "Is the German business in the defence sector or does it make products for classified information (AWV, section 60(1))?", SECTOR)
CRITICAL: Final = Fact("de_critical_sector", "yes/no", "Does the German business fall under AWV, section 55a(1) numbers 1 to 7 (until 30 April 2021: under the whole list then in force)?", LISTED)
TECHNOLOGY: Final = Fact("de_technology_sector", "yes/no", "Does the German business fall under AWV, section 55a(1) numbers 8 to 27 (health, artificial intelligence, semiconductors, and so on; since 1 May 2021)?", LISTED)
FACTS: Final = (TARGET_COUNTRIES, BUYER_COUNTRIES, SHARE, DEFENCE, CRITICAL, TECHNOLOGY, NOTIFIABLE)
# fmt: on

FREE_TRADE: Final = ("CH", "IS", "LI", "NO")
"""States of the European Free Trade Association, whose buyers stand like those of the Union (section 55(2))."""


def _abroad(terms: Terms, day: date) -> Answer:
    """Whether the buyer is from outside the Union and the Free Trade Association."""
    return buyer_from_outside(terms, *member_states(day), *FREE_TRADE)


def _in_sector(terms: Terms, day: date) -> Answer:
    """Whether the sector-specific review applies: any foreign buyer, the Union's own included."""
    least = 25 if day < TWELFTH else 10
    return buyer_from_outside(terms, "DE") & said(terms, DEFENCE) & at_least(terms, SHARE, least)


def _listed(terms: Terms, day: date) -> Answer:
    """Whether the acquisition is one across sectors that has to be reported."""
    if day < NINTH:
        return Answer(value=False)
    critical = said(terms, CRITICAL) & at_least(terms, SHARE, 25 if day < TWELFTH else 10)
    technology = said(terms, TECHNOLOGY) & at_least(terms, SHARE, 20)
    return _abroad(terms, day) & (critical | technology if day >= SEVENTEENTH else critical)


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory in the defence sector and for what has to be reported, else a certificate by choice from 25 per cent."""
    if day < ORDINANCE:
        return Applicability(
            Need.NONE, "the Ordinance takes force on 1 Sep 2013; older rules are not modelled", AWV_2013
        )
    here = target_in(terms, "DE")
    if here.value is False:
        return Applicability(Need.NONE, "the target has nothing in Germany", SCOPE)
    if buyer_from_outside(terms, "DE").value is False:
        return Applicability(Need.NONE, "the buyer and whoever controls it are German", SCOPE)
    return _determined(terms, day, here) if terms.fact(NOTIFIABLE.name) is not None else _reckoned(terms, day, here)


def _determined(terms: Terms, day: date, here: Answer) -> Applicability:
    if terms.fact(NOTIFIABLE.name):
        category = "sector-specific" if terms.fact(DEFENCE.name) else "report"
        return Applicability(
            Need.MANDATORY, "counsel has determined that the acquisition must be reported", REPORT, category
        )
    if (here & _abroad(terms, day)).value is False:
        return Applicability(Need.NONE, "counsel has determined that nothing must be reported", REPORT)
    return Applicability(
        Need.VOLUNTARY, "counsel has determined that nothing must be reported; a certificate can be had", CERTIFICATE
    )


def _reckoned(terms: Terms, day: date, here: Answer) -> Applicability:
    sector, listed = here & _in_sector(terms, day), here & _listed(terms, day)
    covered = here & _abroad(terms, day) & at_least(terms, SHARE, 25) | listed | sector
    if sector.value:
        reason = "a foreign buyer gets a share in a business of the defence sector"
        return Applicability(Need.MANDATORY, reason, SECTOR, "sector-specific")
    if listed.value:
        reason = "a buyer from outside the Union gets a share in a business of a listed sector"
        return Applicability(Need.MANDATORY, reason, LISTED, "report")
    if covered.value is False:
        return Applicability(Need.NONE, "no share that can be reviewed, or no buyer from outside the Union", VOTES)
    duty = sector | listed
    if duty.value is None:
        asked = Answer(None, (*duty.missing, NOTIFIABLE.name))
        return unknown(asked, FACTS, "whether the acquisition must be reported cannot be told", VOTES)
    reason = "it can be reviewed and need not be reported: a certificate by choice"
    return Applicability(Need.VOLUNTARY, reason, CERTIFICATE)


# --------------------------------------------------------------------------------------------------------- the process

MINISTRY: Final = ("Ministry", "BMWE")
PARTIES: Final = ("buyer", "bidder", "seller")
BUYER: Final = ("buyer", "bidder")

PRELIMINARY: Final = ("applied", "reported", "sector_reported", "known")
IN_REVIEW: Final = ("review", "information_awaited", "negotiating", "awaited_and_negotiating")
IN_SECTOR_REVIEW: Final = ("sector_review", "sector_negotiating")
UNDER_REVIEW: Final = ("opened", "sector_opened", *IN_REVIEW, *IN_SECTOR_REVIEW)
APPROVED: Final = ("certified", "deemed_certified", "released", "deemed_released", "unopposed", "conditional")
OPEN_STATES: Final = (*APPROVED, "time_barred")
"""States in which the contract is in effect: approved, or past the time in which it could be reviewed."""

SINCE_2020: Final = InForce(ACT_2020, says="that came with section 14a of the Act on 17 Jul 2020", cite=STOPS)
SINCE_2017: Final = InForce(NINTH, says="such talks stop the period from 18 Jul 2017 on", cite=TALKS)
MUST_REPORT: Final = Required(category="report") & InForce(SEVENTEENTH)
HOLDS: Final = InState("", OPEN_STATES, cure="the Ministry") | (~InForce(ACT_2020) & Required(category="report"))
GROUND: Final = Detail("ground", "text", "the ground given", required=False)
LENGTH: Final = Detail("length", "length", 'by how long ("2 months")')


def _months(n: int, citation: Citation) -> Period:
    """Months as the Civil Code counts them, rolled over days of rest."""
    return months(n, citation, roll="holidays.DE")


def _dated(*editions: tuple[int, Citation, date]) -> Dated[Period | None]:
    return Dated(tuple(Edition(_months(n, cite), day) for n, cite, day in editions))


# fmt: off
AWV_REVIEW: Final = Process(
    "de.awv",
    "German investment screening",
    "Ministry",
    states=[
        State("not_filed", "nothing has been filed and the Ministry knows of no contract", initial=True),
        State("unfiled", "the contract is made; the Ministry does not know of it"),
        State("known", "the Ministry has learned of the contract; nobody has filed"),
        State("applied", "an application for a certificate of non-objection is pending"),
        State("reported", "the acquisition is reported; the Ministry may open a review"),
        State("sector_reported", "the acquisition in the defence sector is reported; the Ministry may open a review"),
        State("opened", "a review is open; the documents are not complete"),
        State("sector_opened", "a sector-specific review is open; the documents are not complete"),
        State("review", "the documents are complete and the review runs"),
        State("information_awaited", "the review is stopped until further information is complete"),
        State("negotiating", "the review is stopped while a contract with the Ministry is negotiated"),
        State("awaited_and_negotiating", "the review is stopped for further information and for talks on a contract"),
        State("sector_review", "the sector-specific review of the law until 16 Jul 2020 runs"),
        State("sector_negotiating", "the sector-specific review of the law until 16 Jul 2020 is stopped for talks on a contract"),
        State("certified", "the certificate of non-objection is issued", ends="cleared", approval=True),
        State("deemed_certified", "no review was opened in time: the certificate counts as issued", ends="cleared", approval=True),
        State("released", "the acquisition is released", ends="cleared", approval=True),
        State("deemed_released", "no review was opened in time after the report: the release counts as given", ends="cleared", approval=True),
        State("unopposed", "nothing was prohibited or ordered in time: the release counts as given", ends="cleared", approval=True),
        State("conditional", "the acquisition may go on under orders or under a contract with the Ministry", ends="cleared", approval=True),
        State("time_barred", "the time in which a review could be opened has passed without a filing", ends="not reviewed"),
        State("prohibited", "the acquisition is prohibited; what has been done is undone", ends="prohibited", forbids="close"),
    ],
    transitions=[
        # ------------------------------------------------------------------------------------- the Ministry comes to know
        Transition("not_filed", "record_contract", "unfiled", PARTIES, [Reached("signing", says="no contract has been signed", cite=FIVE_YEARS)], cite=FIVE_YEARS, text="puts the contract on record without a filing; five years count from its day"),
        Transition(("not_filed", "unfiled", "time_barred"), "apply_certificate", "applied", BUYER, [~MUST_REPORT], cite=CERTIFICATE, text="applies for a certificate of non-objection"),
        Transition(("not_filed", "unfiled", "known", "time_barred"), "report", "reported", BUYER, cite=REPORT, text="reports the contract, or the decision to make a bid"),
        Transition(("not_filed", "unfiled", "known", "time_barred"), "report_sector", "sector_reported", BUYER, cite=SECTOR_REPORT, text="reports the contract in the defence sector, or the decision to make a bid"),
        Transition(("not_filed", "unfiled"), "learn", "known", MINISTRY, cite=OPENING, text="learns of the contract by itself, or of the decision to make a bid"),
        Transition("unfiled", "five_years_pass", "time_barred", CLOCK, cite=FIVE_YEARS, text="five years have passed since the contract"),
        # ------------------------------------------------------------------------------------------------- first phase
        Transition(("applied", "reported", "known"), "open", "opened", MINISTRY, cite=OPEN, text="opens a review and tells buyer and target"),
        Transition("sector_reported", "open", "sector_opened", MINISTRY, cite=OPEN, text="opens a sector-specific review and tells the buyer"),
        Transition("applied", "certify", "certified", MINISTRY, cite=CERTIFICATE, text="issues the certificate of non-objection"),
        Transition(("reported", "sector_reported", "known"), "release", "released", MINISTRY, cite=RELEASE, text="releases the acquisition"),
        Transition("applied", "certify_by_silence", "deemed_certified", CLOCK, cite=CERTIFICATE.at("s. 58(2)"), text="has opened no review in time: the certificate counts as issued"),
        Transition("reported", "opening_lapses", "deemed_released", CLOCK, cite=DEEMED, text="has opened no review in time after the report: the release counts as given"),
        Transition("sector_reported", "release_by_silence", "deemed_released", CLOCK, cite=DEEMED, text="has opened no review in time after the report: the release counts as given"),
        Transition("known", "opening_lapses", "time_barred", CLOCK, cite=OPENING, text="has opened no review in time after learning of the contract"),
        Transition("applied", "extend_opening", None, MINISTRY, [SINCE_2020], cite=CONSENT, details=[LENGTH], extends="certificate", under="consent", text="moves the time to open on, with the consent of buyer and seller"),
        Transition(("reported", "known"), "extend_opening", None, MINISTRY, [SINCE_2020], cite=CONSENT, details=[LENGTH], extends="opening", under="consent", text="moves the time to open on, with the consent of buyer and seller"),
        Transition("sector_reported", "extend_opening", None, MINISTRY, [SINCE_2020], cite=CONSENT, details=[LENGTH], extends="sector_opening", under="consent", text="moves the time to open on, with the consent of buyer and seller"),
        # ------------------------------------------------------------------------------------------------ second phase
        Transition("opened", "complete_documents", "review", (*BUYER, *MINISTRY), cite=DECISION, text="the complete documents have come in: the period runs from their receipt"),
        Transition("sector_opened", "complete_documents", "review", (*BUYER, *MINISTRY), [InForce(ACT_2020)], cite=DECISION, text="the complete documents have come in: the period runs from their receipt"),
        Transition("sector_opened", "complete_documents", "sector_review", (*BUYER, *MINISTRY), [~InForce(ACT_2020)], cite=AWV_2017.at("s. 62(1)"), text="the complete documents have come in: the period runs from their receipt"),
        Transition("review", "ask_information", "information_awaited", MINISTRY, [SINCE_2020], cite=STOPS, stops="review", text="asks for further information or documents"),
        Transition("negotiating", "ask_information", "awaited_and_negotiating", MINISTRY, [SINCE_2020], cite=STOPS, text="asks for further information or documents"),
        Transition("information_awaited", "complete_information", "review", (*PARTIES, *MINISTRY), cite=STOPS, resumes="review", text="the further information is complete; effective is the first running day, the day after it has come in"),
        Transition("awaited_and_negotiating", "complete_information", "negotiating", (*PARTIES, *MINISTRY), cite=STOPS, text="the further information is complete; talks go on"),
        Transition("review", "begin_negotiations", "negotiating", MINISTRY, [SINCE_2017], cite=TALKS, stops="review", text="negotiates a contract that protects security with those who take part in the acquisition"),
        Transition("information_awaited", "begin_negotiations", "awaited_and_negotiating", MINISTRY, cite=TALKS, text="negotiates a contract that protects security with those who take part in the acquisition"),
        Transition("negotiating", "end_negotiations", "review", MINISTRY, cite=TALKS, resumes="review", text="ends the talks; effective is the first running day, the day after"),
        Transition("awaited_and_negotiating", "end_negotiations", "information_awaited", MINISTRY, cite=TALKS, text="ends the talks; the information is still awaited"),
        Transition("sector_review", "begin_negotiations", "sector_negotiating", MINISTRY, [SINCE_2017], cite=AWV_2017.at("s. 62(2)"), stops="sector_review", text="negotiates a contract that protects security with those who take part in the acquisition"),
        Transition("sector_negotiating", "end_negotiations", "sector_review", MINISTRY, cite=AWV_2017.at("s. 62(2)"), resumes="sector_review", text="ends the talks; effective is the first running day, the day after"),
        Transition(IN_REVIEW, "extend", None, MINISTRY, cite=LONGER, extends="review", under="difficulty", text="takes three months more: the case is particularly difficult"),
        Transition(IN_REVIEW, "extend_for_defence", None, MINISTRY, cite=LONGER, extends="review", under="defence", text="takes another month: defence interests are affected in particular"),
        Transition(IN_REVIEW, "extend_by_consent", None, MINISTRY, cite=CONSENT, details=[LENGTH], extends="review", under="consent", text="moves the period on, with the consent of buyer and seller"),
        Transition((*UNDER_REVIEW, *PRELIMINARY[1:]), "switch", None, MINISTRY, [InForce(SEVENTEENTH)], cite=SWITCH, text="goes on under the rules of the other review; what has been done stands"),
        Transition(UNDER_REVIEW, "certify", "certified", MINISTRY, cite=CERTIFICATE, text="issues the certificate after the review"),
        Transition(UNDER_REVIEW, "release", "released", MINISTRY, cite=RELEASE, text="releases the acquisition after the review"),
        Transition(UNDER_REVIEW, "order", "conditional", MINISTRY, cite=PROHIBIT, details=[Detail("conditions", "text", "the orders, or the contract", required=False)], text="makes orders, or signs a contract that protects security"),
        Transition(UNDER_REVIEW, "prohibit", "prohibited", MINISTRY, cite=PROHIBIT, details=[GROUND], text="prohibits the acquisition; one that is done is to be undone"),
        Transition(IN_REVIEW, "fall_silent", "unopposed", CLOCK, cite=DEEMED, text="has prohibited and ordered nothing in time: the release counts as given"),
        Transition(IN_SECTOR_REVIEW, "fall_silent", "unopposed", CLOCK, cite=AWV_2017.at("s. 62(1)"), text="has prohibited and ordered nothing in time, and no longer can"),
        # ------------------------------------------------------------------------------------------------- what comes after
        Transition(APPROVED, "revoke", "review", MINISTRY, [InForce(ACT_2020)], cite=ANEW, details=[GROUND], text="takes back, revokes or changes what it gave: the second phase begins anew"),
        Transition(APPROVED, "revoke", "opened", MINISTRY, [~InForce(ACT_2020)], cite=REVOKED_BEFORE, details=[GROUND], text="takes back what it gave and opens the review again"),
        Transition(("prohibited", "conditional"), "annul", "review", "court", [InForce(ACT_2020)], cite=ANEW.at("s. 14a(7) no. 2", note="from the day on which the judgment is final"), text="sets the prohibition, the orders or the contract aside: the second phase begins anew"),
        Transition((*PRELIMINARY, *UNDER_REVIEW), "withdraw", "not_filed", PARTIES, cite=OUR_READING, text="gives up the acquisition, or files it anew in another form"),
        Transition((*APPROVED, "prohibited"), "file_again", "not_filed", BUYER, cite=OUR_READING, text="comes with other terms, to be filed anew"),
    ],
    clocks=[
        Clock("certificate", "opening of a review after an application for a certificate", "applied",
              _dated((1, AWV_2013.at("s. 58(2)"), ORDINANCE), (2, AWV_2017.at("s. 58(2)"), NINTH), (2, OPENING, ACT_2020)),
              "the certificate counts as issued", lapse="certify_by_silence", extensions=Extension(CONSENT, in_force=ACT_2020, name="consent"), citation=COUNT),
        Clock("opening", "opening of a review after a report, or after the Ministry has learned of the contract", ("reported", "known"),
              _dated((3, AWV_2013.at("s. 55(3)", note="from the contract"), ORDINANCE), (3, AWV_2017.at("s. 55(3)"), NINTH), (2, OPENING, ACT_2020)),
              "no review can be opened any more; after a report the release counts as given", lapse="opening_lapses", extensions=Extension(CONSENT, in_force=ACT_2020, name="consent"), citation=COUNT,
              limits=("from 1 Sep 2013 to 17 Jul 2017 the three months count from the contract: give its day as the day the act takes effect",)),
        Clock("sector_opening", "opening of a sector-specific review after the report", "sector_reported",
              _dated((1, AWV_2013.at("s. 61"), ORDINANCE), (3, AWV_2017.at("s. 61"), NINTH), (2, OPENING, ACT_2020)),
              "the release counts as given", lapse="release_by_silence", extensions=Extension(CONSENT, in_force=ACT_2020, name="consent"), citation=COUNT),
        Clock("review", "decision after the complete documents", IN_REVIEW,
              _dated((2, AWV_2013.at("s. 59(1)"), ORDINANCE), (4, AWV_2017.at("s. 59(1)"), NINTH), (4, DECISION, ACT_2020)),
              "nothing can be prohibited or ordered any more: the release counts as given", lapse="fall_silent", citation=COUNT,
              extensions=(
                  Extension(LONGER, Length(3, Unit.MONTHS), exactly=True, times=1, in_force=ACT_2020, name="difficulty"),
                  Extension(LONGER, Length(1, Unit.MONTHS), exactly=True, times=1, in_force=ACT_2020, name="defence"),
                  Extension(CONSENT, in_force=ACT_2020, name="consent"),
              )),
        Clock("sector_review", "decision in the sector-specific review, by the law until 16 Jul 2020", IN_SECTOR_REVIEW,
              _dated((1, AWV_2013.at("s. 62"), ORDINANCE), (3, AWV_2017.at("s. 62(1)"), NINTH)),
              "nothing can be prohibited or ordered any more", lapse="fall_silent", citation=COUNT),
        Clock("own_motion", "review without a filing", "unfiled",
              Dated((Edition(years(5, AWV_2017.at("s. 55(3)")), NINTH), Edition(years(5, FIVE_YEARS), ACT_2020))),
              "no review can be opened any more", lapse="five_years_pass"),
    ],
    gates=[
        Gate("close", HOLDS, INEFFECTIVE, "the Ministry has not released the acquisition: what is done to close it has no effect and is a crime"),
        Gate("close", InState("", OPEN_STATES, cure="the Ministry"), CERTIFICATE, "the contract asks for German clearance, and none is in force", listed=True),
    ],
    applies=applies,
    law_days=LAW_DAYS,
    asks=FACTS,
    covers=("buyer", "sold"),
    zone="Europe/Berlin",
    citation=AWG,
    limits=(
        "which acquisitions of 2017 to 2021 still go by the older law (transitional rules of the Act and of sections 82a and 82b AWV) is not judged: each clock goes by the law of the day it begins",
        "the lists before 1 May 2021 were read for 2018 only; the thresholds from 29 Dec 2018 to 30 Apr 2021 and the health sector from 3 Jun 2020 are recalled",
        "the Ordinance before 18 Jul 2017 is recalled throughout; that of before 1 Sep 2013 is not modelled",
        "steps of 20, 25, 40, 50 and 75 per cent, rights of control beside the votes, votes counted as the buyer's and arrangements to get round the rules are counsel's to determine",
        "the further month for defence is not held to come after the three months, nor to the Ministry of Defence having asked in time",
        "whether a last day falls on a holiday goes by the holidays of the whole of Germany, not of one Land",
        "shares bought on an exchange may be acquired without their votes (section 59a): not modelled",
        "a report in the defence sector after the Ministry has learned of the contract counts from the report, not from what it knew",
        "before 17 Jul 2020 a report across sectors had to be made and closing did not wait for it",
        "the ban on handing over sensitive information and on voting before release is not modelled",
        "a consolidated screening act was announced for 2026; what became of it was not found",
    ),
)
# fmt: on

PROCESSES: Final = (AWV_REVIEW,)
