"""Chinese rules on data that leave China: the security assessment, and the standard contract or certification below it.

Above thresholds, or with important data, the Cyberspace Administration (CAC) must have assessed the export; below them
a standard contract must be in effect or a certificate held; small and exempt exports are free. Silence assesses and
certifies nothing. Remote access from abroad is an export, so that a data room can be one. Both bite on closing, when
systems are joined, not on signing.

Sources: Measures for Security Assessment of Data Exports (CAC Order 11 of 2022) and Provisions on Promoting and
Regulating Cross-Border Data Flows (22 March 2024) for their scope, as reported when they were published; Measures on
the Standard Contract (in force 1 June 2023) and the guide to its filing, as reported. Of the clocks of the assessment
only the five working days of the province were seen; the rest is recalled.

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
    InForce,
    InState,
    Need,
    Period,
    Process,
    State,
    Terms,
    Transition,
    at_least,
    said,
    target_in,
    unknown,
    working_days,
    years,
)

__all__ = ["PROCESSES"]

# ------------------------------------------------------------------------------------------------------------- the law

MEASURES_DAY: Final = date(2022, 9, 1)
CONTRACT_DAY: Final = date(2023, 6, 1)
RELAXED: Final = date(2024, 3, 22)
CALENDAR: Final = "cn.state"

# fmt: off
MEASURES: Final = Citation("Measures for Security Assessment of Data Exports (CAC Order 11 of 2022)", in_force=MEASURES_DAY)
PROVISIONS: Final = Citation("Provisions on Promoting and Regulating Cross-Border Data Flows (CAC, 2024)", in_force=RELAXED)
STANDARD: Final = Citation("Measures on the Standard Contract for the Export of Personal Information (CAC, 2023)", in_force=CONTRACT_DAY)
GUIDE: Final = Citation("Guide to the Filing of the Standard Contract (CAC, 2023)", in_force=CONTRACT_DAY)
SCOPE: Final = MEASURES.at("art. 4")
SCOPE_NOW: Final = PROVISIONS.at("art. 7", note="the thresholds were read, the number of the article is recalled")
COMPLETENESS: Final = MEASURES.at("art. 7", note="five working days of the province; the number of the article is recalled")
ACCEPTANCE: Final = MEASURES.at("art. 7", status=Checked.RECALLED)
ASSESSMENT: Final = MEASURES.at("art. 12", status=Checked.RECALLED, note="from the written notice of acceptance; may be extended, with notice; supplements")
AGAIN: Final = MEASURES.at("art. 13", status=Checked.RECALLED, note="the answer to it is final")
TERM: Final = MEASURES.at("art. 14", status=Checked.RECALLED)
TERM_NOW: Final = PROVISIONS.at("art. 9", status=Checked.RECALLED, note="that the term was made longer was read, the three years are recalled")
CHANGED: Final = MEASURES.at("art. 14", status=Checked.RECALLED, note="a changed purpose, scope, recipient or risk needs a new assessment")
BELOW: Final = PROVISIONS.at("art. 8", note="the thresholds were read, the number of the article is recalled")
EXEMPT: Final = PROVISIONS.at("arts. 3 to 6", note="the exemptions were read, the numbers of the articles are recalled")
FILE_CONTRACT: Final = STANDARD.at("art. 7", note="ten working days after the contract takes effect; the number of the article is recalled")
EXAMINE: Final = GUIDE.at("filing", note="fifteen working days after receipt")
RESUBMIT: Final = GUIDE.at("filing", note="ten working days to supplement and file again")
CERTIFICATION: Final = Citation("Personal Information Protection Law", "art. 38", in_force=date(2021, 11, 1), status=Checked.RECALLED)
OUR_READING: Final = MEASURES.at("no rule", status=Checked.DERIVED, note="follows from the procedure; no text says so")

# ------------------------------------------------------------------------------------------------- when does it apply?

NOTIFIABLE: Final = Fact("cn_data_export_notifiable", "yes/no", "Has counsel determined that the deal needs a security assessment of data exported from China?", SCOPE)
CONTRACT_NEEDED: Final = Fact("cn_data_contract_needed", "yes/no", "Has counsel determined that the deal needs a standard contract or a certification for personal information exported from China?", STANDARD)
LEAVES: Final = Fact("cn_data_leaves", "yes/no", "With the deal, will personal information or important data collected in China go abroad or be open to access from abroad (a data room included)?", SCOPE)
IMPORTANT: Final = Fact("cn_important_data", "yes/no", "Are there important data among them (since 22 March 2024: only what was made known or published as such)?", SCOPE)
OPERATOR: Final = Fact("cn_critical_infrastructure", "yes/no", "Is the exporter an operator of critical information infrastructure?", SCOPE)
HANDLED: Final = Fact("cn_persons_handled", "number", "Of how many persons does the exporter handle personal information?", SCOPE)
EXPORTED: Final = Fact("cn_persons_exported", "number", "Of how many persons will the exporter have sent personal information abroad, without the sensitive (since 1 January of this year; for days before 22 March 2024: of last year)?", SCOPE_NOW)
SENSITIVE: Final = Fact("cn_sensitive_exported", "number", "Of how many persons will the exporter have sent sensitive personal information abroad in that time?", SCOPE_NOW)
EXEMPTED: Final = Fact("cn_data_exempt", "yes/no", "Is the export exempt since 22 March 2024 (contract with the person, staff, emergency, data from abroad in transit, a free-trade zone)?", EXEMPT)
ASSESSED_BY: Final = (TARGET_COUNTRIES, LEAVES, IMPORTANT, OPERATOR, HANDLED, EXPORTED, SENSITIVE, EXEMPTED, NOTIFIABLE)
CONTRACT_ASKS: Final = (*ASSESSED_BY, CONTRACT_NEEDED)
# fmt: on


def _assessed(terms: Terms, day: date) -> Answer:
    """Whether the export must be assessed, by the law of *day*."""
    important, sensitive = said(terms, IMPORTANT), at_least(terms, SENSITIVE, 10_000)
    if day < RELAXED:
        many = at_least(terms, HANDLED, 1_000_000) | at_least(terms, EXPORTED, 100_000)
        return important | said(terms, OPERATOR) | many | sensitive
    personal = said(terms, OPERATOR) | at_least(terms, EXPORTED, 1_000_000) | sensitive
    return important | (~said(terms, EXEMPTED) & personal)


def _contract(terms: Terms, day: date) -> Answer:
    """Whether a standard contract or a certificate is needed, if no assessment is."""
    if day < RELAXED:
        return at_least(terms, EXPORTED, 1) | at_least(terms, SENSITIVE, 1)
    return ~said(terms, EXEMPTED) & (at_least(terms, EXPORTED, 100_000) | at_least(terms, SENSITIVE, 1))


def _nothing_leaves(terms: Terms) -> Applicability | None:
    if target_in(terms, "CN").value is False:
        return Applicability(Need.NONE, "the target has nothing in China", SCOPE)
    if said(terms, LEAVES).value is False:
        return Applicability(Need.NONE, "no data collected in China go abroad", SCOPE)
    return None


def applies(terms: Terms, day: date) -> Applicability:
    """An assessment is mandatory for important data, operators of critical infrastructure, and above the thresholds."""
    if day < MEASURES_DAY:
        return Applicability(Need.NONE, "the Measures take force on 1 Sep 2022", MEASURES)
    nothing = _nothing_leaves(terms)
    if nothing:
        return nothing
    determined = said(terms, NOTIFIABLE)
    if determined.value is not None:
        need, word = (Need.MANDATORY, "an") if determined.value else (Need.NONE, "no")
        return Applicability(need, f"counsel has determined that {word} assessment is needed", SCOPE)
    needed = target_in(terms, "CN") & said(terms, LEAVES) & _assessed(terms, day)
    cited = SCOPE if day < RELAXED else SCOPE_NOW
    if needed.value is None:
        asked = Answer(None, (*needed.missing, NOTIFIABLE.name))
        return unknown(asked, ASSESSED_BY, "whether the export must be assessed cannot be told", cited)
    if needed.value:
        return Applicability(Need.MANDATORY, "important data, critical infrastructure, or above a threshold", cited)
    return Applicability(Need.NONE, "below every threshold of the assessment", cited)


def contract_applies(terms: Terms, day: date) -> Applicability:
    """A standard contract or a certificate is needed for exports of personal information that need no assessment."""
    if day < CONTRACT_DAY:
        return Applicability(Need.NONE, "the Measures on the standard contract take force on 1 Jun 2023", STANDARD)
    nothing = _nothing_leaves(terms)
    if nothing:
        return nothing
    determined = said(terms, CONTRACT_NEEDED)
    if determined.value is not None:
        need, word = (Need.MANDATORY, "a") if determined.value else (Need.NONE, "no")
        return Applicability(need, f"counsel has determined that {word} standard contract is needed", STANDARD)
    above = said(terms, NOTIFIABLE) if terms.fact(NOTIFIABLE.name) is not None else _assessed(terms, day)
    needed = target_in(terms, "CN") & said(terms, LEAVES) & ~above & _contract(terms, day)
    cited = STANDARD if day < RELAXED else BELOW
    if needed.value is None:
        asked = Answer(None, (*needed.missing, CONTRACT_NEEDED.name))
        return unknown(asked, CONTRACT_ASKS, "whether a standard contract is needed cannot be told", cited)
    if needed.value:
        reason = "personal information goes abroad below the thresholds of the assessment"
        return Applicability(Need.MANDATORY, reason, cited)
    return Applicability(Need.NONE, "the export is assessed, exempt, or too small for a standard contract", cited)


# ----------------------------------------------------------------------------------------------------------- processes

EXPORTER: Final = ("exporter", "seller")
PROVINCE: Final = ("provincial_CAC", "CAC")
CAC: Final = ("CAC",)
GROUND: Final = Detail("ground", "text", "the ground given", required=False)


def _days(n: int, cite: Citation) -> Period:
    return working_days(n, CALENDAR, cite)


# fmt: off
ASSESSED: Final = Process(
    "cn.data_export",
    "Chinese security assessment of data exports",
    "CAC",
    states=[
        State("not_filed", "nothing has been filed", initial=True),
        State("submitted", "the province examines whether the file is complete"),
        State("with_cac", "the file is with the CAC, which has not said whether it accepts it"),
        State("assessing", "the CAC has accepted the file and assesses the export"),
        State("supplementing", "the CAC waits for supplements; the time is not counted"),
        State("passed", "the export has passed the assessment", ends="cleared", approval=True),
        State("expired", "the result has run its term", ends="expired"),
        State("failed", "the export has not passed the assessment; it can be assessed again on request"),
        State("assessed_again", "the CAC assesses the export again on request"),
        State("failed_finally", "the export has not passed the assessment, and that is final", ends="refused"),
    ],
    transitions=[
        Transition(("not_filed", "expired", "failed_finally"), "submit", "submitted", EXPORTER, cite=COMPLETENESS, text="hands the file to the CAC of the province"),
        Transition("submitted", "send_back", "not_filed", PROVINCE, cite=COMPLETENESS, text="sends the file back as not complete"),
        Transition("submitted", "pass_on", "with_cac", PROVINCE, cite=COMPLETENESS, text="passes the complete file on to the CAC"),
        Transition("with_cac", "accept", "assessing", CAC, cite=ACCEPTANCE, text="accepts the file in writing: the time to assess runs from this notice"),
        Transition("with_cac", "decline", "not_filed", CAC, cite=ACCEPTANCE, text="does not accept the file"),
        Transition("assessing", "ask_supplements", "supplementing", CAC, cite=ASSESSMENT, stops="assessment", text="asks for supplements or corrections"),
        Transition("supplementing", "supplement", "assessing", EXPORTER, cite=ASSESSMENT, resumes="assessment", text="hands in the supplements"),
        Transition("supplementing", "end_assessment", "not_filed", CAC, cite=ASSESSMENT, text="ends the assessment: no supplements have come"),
        Transition("assessing", "extend", None, CAC, cite=ASSESSMENT, details=[Detail("days", "days", "by how many working days")], extends="assessment", text="takes more time and tells the exporter for how long"),
        Transition(("assessing", "assessed_again"), "pass", "passed", CAC, cite=ASSESSMENT, text="tells in writing that the export has passed"),
        Transition("assessing", "fail", "failed", CAC, cite=ASSESSMENT, details=[GROUND], text="tells in writing that the export has not passed"),
        Transition("failed", "ask_again", "assessed_again", EXPORTER, cite=AGAIN, text="asks for the export to be assessed again"),
        Transition("failed", "let_stand", "failed_finally", CLOCK, cite=AGAIN, text="has not asked in time for another assessment: the result stands"),
        Transition("assessed_again", "fail", "failed_finally", CAC, cite=AGAIN, details=[GROUND], text="tells that the result stands, which is final"),
        Transition(("submitted", "with_cac", "assessing", "supplementing"), "withdraw", "not_filed", EXPORTER, cite=OUR_READING, text="gives the application up"),
        Transition("passed", "change_export", "not_filed", EXPORTER, cite=CHANGED, text="changes purpose, scope, recipient or risk: to be assessed anew"),
        Transition("passed", "extend_validity", None, CAC, [InForce(RELAXED, says="the term can be made longer from 22 Mar 2024 on", cite=TERM_NOW)], cite=TERM_NOW, details=[Detail("length", "length", 'by how long ("3 years")')], extends="validity", text="makes the term longer on the exporter's application"),
        Transition("passed", "expire", "expired", CLOCK, cite=TERM, text="the result has run its term without being made longer"),
    ],
    clocks=[
        Clock("completeness", "the province examines whether the file is complete", "submitted", _days(5, COMPLETENESS), "nothing follows: the file is not passed on by silence"),
        Clock("acceptance", "the CAC says whether it accepts the file", "with_cac", _days(7, ACCEPTANCE), "nothing follows: the file is not accepted by silence"),
        Clock("assessment", "assessment by the CAC", ("assessing", "supplementing"), _days(45, ASSESSMENT), "nothing is granted: the assessment is overdue, and the data may not leave", extensions=Extension(ASSESSMENT)),
        Clock("request", "request for another assessment", "failed", _days(15, AGAIN), "the result stands", lapse="let_stand"),
        Clock("validity", "the result is in force", "passed", Dated((Edition(years(2, TERM), MEASURES_DAY), Edition(years(3, TERM_NOW), RELAXED))), "the data may no longer leave", lapse="expire", extensions=Extension(TERM_NOW)),
    ],
    gates=[
        Gate("close", InState("", {"passed"}, cure="the CAC"), SCOPE, "the export of data that the deal brings has not passed the Chinese security assessment"),
    ],
    applies=applies,
    law_days=(MEASURES_DAY, RELAXED),
    asks=ASSESSED_BY,
    covers=("buyer", "sold", "accessed"),
    zone="Asia/Shanghai",
    citation=MEASURES,
    limits=(
        "of the clocks only the five working days of the province were seen; the seven, forty-five and fifteen working days and the two and three years are recalled",
        "how long the assessment may be extended is not stated; that supplements stop it is recalled",
        "the time for a second assessment is not known: it has no clock",
        "a result given before 22 Mar 2024 keeps the two years here, although it may have been carried over to three",
        "closing stands for the day from which data flow to the buyer; a deal that keeps systems apart may close before: counsel's determination says so",
        "a data room opened before signing may itself be an export that this process does not hold up",
        "the review of network platforms before a listing abroad (cybersecurity review) is not modelled",
    ),
)

CONTRACTS: Final = Process(
    "cn.data_export.contract",
    "Chinese standard contract or certification for personal information",
    "CAC",
    states=[
        State("none", "there is neither a standard contract nor a certificate", initial=True),
        State("in_effect", "the standard contract is in effect and not yet filed", approval=True),
        State("examined", "the province examines the filed contract", approval=True),
        State("sent_back", "the province has not passed the filing; it is to be supplemented", approval=True),
        State("filed", "the standard contract is filed", ends="filed", approval=True),
        State("certifying", "a certification has been applied for"),
        State("certified", "a certificate is held", ends="certified", approval=True),
    ],
    transitions=[
        Transition(("none", "certifying"), "conclude", "in_effect", EXPORTER, cite=STANDARD, text="concludes the standard contract with the recipient: it is in effect"),
        Transition("in_effect", "file", "examined", EXPORTER, cite=FILE_CONTRACT, text="files contract and impact assessment with the province"),
        Transition("examined", "pass", "filed", PROVINCE, cite=EXAMINE, text="passes the filing and gives it a number"),
        Transition("examined", "send_back", "sent_back", PROVINCE, cite=EXAMINE, details=[GROUND], text="does not pass the filing"),
        Transition("sent_back", "file_again", "examined", EXPORTER, cite=RESUBMIT, text="supplements and files again"),
        Transition("none", "apply_certification", "certifying", EXPORTER, cite=CERTIFICATION, text="applies to a certification body"),
        Transition("certifying", "certify", "certified", "certification_body", cite=CERTIFICATION, text="certifies the export"),
        Transition("certifying", "refuse", "none", "certification_body", cite=CERTIFICATION, details=[GROUND], text="refuses the certificate"),
        Transition(("in_effect", "examined", "sent_back", "filed", "certified"), "end", "none", (*EXPORTER, *PROVINCE), cite=OUR_READING, text="the contract or the certificate comes to an end, or no longer fits the export"),
    ],
    clocks=[
        Clock("filing", "filing of the contract after it has taken effect", "in_effect", _days(10, FILE_CONTRACT), "the filing is late, which is a breach; the contract stays in effect"),
        Clock("examination", "examination of the filing by the province", "examined", _days(15, EXAMINE), "nothing follows: the filing is not passed by silence"),
        Clock("supplement", "supplementing a filing that was not passed", "sent_back", _days(10, RESUBMIT), "the filing has failed for now; it can still be made again"),
    ],
    gates=[
        Gate("close", InState("", {"in_effect", "examined", "sent_back", "filed", "certified"}, cure="the exporter"), STANDARD, "personal information may leave only under a standard contract in effect or with a certificate"),
    ],
    applies=contract_applies,
    law_days=(CONTRACT_DAY, RELAXED),
    asks=CONTRACT_ASKS,
    covers=("buyer", "sold", "accessed"),
    zone="Asia/Shanghai",
    citation=STANDARD,
    limits=(
        "data may leave once the contract is in effect; what a filing that is not passed does to that is not stated, and it is taken to change nothing",
        "how long a certification takes and how long a certificate lasts was not found: it has no clock",
        "the six months for exports under way on 1 Jun 2023 are not modelled",
        "the numbers of the articles are recalled throughout",
    ),
)
# fmt: on

PROCESSES: Final = (ASSESSED, CONTRACTS)
