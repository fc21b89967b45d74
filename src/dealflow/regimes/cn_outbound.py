"""Chinese outbound investment, where the buyer is Chinese: NDRC, MOFCOM, the bank, and security review since July 2026.

The National Development and Reform Commission (NDRC) looks at the project, the Ministry of Commerce (MOFCOM) at the
enterprise; each files what is not sensitive and verifies what is. Both must have spoken before the bank registers the
investment and lets the money go. None of them has to come before signing. No silence grants anything. What is granted
runs out after two years unless the money has been invested.

Sources: NDRC Order 11 of 2017 and MOFCOM Order 3 of 2014, their scope and dates as reported, the clocks of the first
and most of the second recalled; NDRC Order 9 of 2014 as reported; Decree 837 of the State Council (Regulation on
Outbound Investment), as reported after its publication on 1 June 2026. No time limit of the security review has been
published: it has a clock without a length here, and nothing is counted.

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
    buyer_from,
    said,
    unknown,
    working_days,
    years,
)

__all__ = ["PROCESSES"]

# ------------------------------------------------------------------------------------------------------------- the law

ORDER_9_DAY: Final = date(2014, 5, 8)
ORDER_3_DAY: Final = date(2014, 10, 6)
BANKS_DAY: Final = date(2015, 6, 1)
ORDER_11_DAY: Final = date(2018, 3, 1)
DECREE_DAY: Final = date(2026, 7, 1)
CALENDAR: Final = "cn.state"

# fmt: off
ORDER_9: Final = Citation("Measures on Verification and Filing of Outbound Investment Projects (NDRC Order 9 of 2014)", in_force=ORDER_9_DAY, until=date(2018, 2, 28))
ORDER_11: Final = Citation("Measures for Outbound Investment by Enterprises (NDRC Order 11 of 2017)", in_force=ORDER_11_DAY)
ORDER_3: Final = Citation("Measures for Outbound Investment (MOFCOM Order 3 of 2014)", in_force=ORDER_3_DAY)
FOREX: Final = Citation("Circular on foreign exchange for direct investment (Huifa 2015 No. 13)", in_force=BANKS_DAY, status=Checked.RECALLED, note="that banks register since 2015 was read, the circular is recalled")
DECREE: Final = Citation("Regulation on Outbound Investment (State Council Decree 837)", in_force=DECREE_DAY)

PROJECT: Final = ORDER_11.at("scope", note="sensitive projects are verified, also through a company abroad; direct ones filed; NDRC Order 9 from 8 May 2014")
AMOUNT: Final = ORDER_11.at("scope", status=Checked.RECALLED, note="filed with NDRC by central enterprises and from USD 300 million, else with the province; through a company abroad reported from there on")
BEFORE_IMPLEMENTING: Final = ORDER_11.at("before implementation", status=Checked.RECALLED, note="before assets, finance or guarantee are committed; not before signing")
COMPLETENESS: Final = ORDER_11.at("completeness", status=Checked.RECALLED)
COMPLETENESS_9: Final = ORDER_9.at("completeness")
FILING: Final = ORDER_11.at("filing", status=Checked.RECALLED)
FILING_9: Final = ORDER_9.at("filing")
VERIFICATION: Final = ORDER_11.at("verification", status=Checked.RECALLED)
VERIFICATION_9: Final = ORDER_9.at("verification", status=Checked.RECALLED)
APPRAISAL: Final = ORDER_11.at("appraisal", status=Checked.RECALLED, note="not counted; at most 30 working days")
TERM: Final = ORDER_11.at("validity", status=Checked.RECALLED)
COMPLETION: Final = ORDER_11.at("art. 44", note="within twenty working days of completion; completed is a project whose shares or assets have passed or whose money is spent")
CHANGE: Final = ORDER_11.at("change", status=Checked.RECALLED, note="other investor, place or content, or an amount changed by 20 % or USD 100 million")
SENSITIVE_TRADE: Final = ORDER_3.at("arts. 6, 7", note="sensitive are also industries that use products or technologies whose export China restricts")
NON_FINANCIAL: Final = ORDER_3.at("art. 2")
TRADE_FILING: Final = ORDER_3.at("filing", status=Checked.RECALLED, note="three working days from a complete form")
TRADE_CENTRAL: Final = ORDER_3.at("verification", status=Checked.RECALLED, note="of a central enterprise")
TRADE_LOCAL: Final = ORDER_3.at("verification", status=Checked.RECALLED, note="of a local enterprise: first the province, then the Ministry")
TRADE_TERM: Final = ORDER_3.at("validity", note="the certificate lapses if nothing is invested for two years")
REGISTRATION: Final = FOREX.at("registration")
ABOVE_FIVE: Final = FOREX.at("practice", note="transfers above USD 5 million are discussed with the State Administration of Foreign Exchange")
REVIEW: Final = DECREE.at("art. 15", note="also for later transfer of the assets; may stop and unwind; no time limits published")
DECREE_READING: Final = DECREE.at("no rule", status=Checked.DERIVED, note="follows from the procedure; no text says so")
OUR_READING: Final = ORDER_11.at("no rule", status=Checked.DERIVED, note="follows from the procedure; no text says so")

# ------------------------------------------------------------------------------------------------- when does it apply?

NOTIFIABLE: Final = Fact("cn_outbound_notifiable", "yes/no", "Has counsel determined that the investment must be filed with, or verified by, NDRC?", PROJECT)
TRADE_NOTIFIABLE: Final = Fact("cn_outbound_mofcom_notifiable", "yes/no", "Has counsel determined that the investment must be filed with, or verified by, MOFCOM?", ORDER_3)
SENSITIVE: Final = Fact("cn_outbound_sensitive", "yes/no", "Is the country (no relations, war, sanctions) or the sector (arms, cross-border water, news media, or one that policy restricts) sensitive?", PROJECT)
DIRECT: Final = Fact("cn_outbound_direct", "yes/no", "Does the Chinese investor itself put in assets, equity, finance or a guarantee (and not only a company abroad that it controls)?", PROJECT)
INVESTED: Final = Fact("cn_outbound_amount", "number", "How much does the Chinese side invest, in millions of US dollars?", AMOUNT)
RESTRICTED: Final = Fact("cn_restricted_technology", "yes/no", "Does the investment use products or technologies whose export China restricts?", SENSITIVE_TRADE)
FINANCIAL: Final = Fact("cn_outbound_financial", "yes/no", "Is the business abroad a financial enterprise (bank, insurer, securities)?", NON_FINANCIAL)
NEXUS: Final = (TARGET_COUNTRIES, BUYER_COUNTRIES)
# fmt: on


def _outbound(terms: Terms) -> Answer:
    """Whether a Chinese buyer gets something that is outside China."""
    places = terms.fact(TARGET_COUNTRIES.name)
    abroad = Answer(None, (TARGET_COUNTRIES.name,)) if places is None else Answer(any(c != "CN" for c in places))
    return buyer_from(terms, "CN") & abroad


def _not_outbound(terms: Terms) -> Applicability | None:
    if buyer_from(terms, "CN").value is False:
        return Applicability(Need.NONE, "neither the buyer nor whoever controls it is Chinese", PROJECT)
    if _outbound(terms).value is False:
        return Applicability(Need.NONE, "everything that is bought is in China", PROJECT)
    return None


def _determined(terms: Terms, fact: Fact, sensitive: Answer) -> Applicability | None:
    """The answer that counsel's own determination gives, if there is one."""
    value = terms.fact(fact.name)
    if value is None:
        return None
    if not value:
        return Applicability(Need.NONE, "counsel has determined that nothing is to be filed", fact.citation)
    category = "verification" if sensitive.value else "filing"
    return Applicability(Need.MANDATORY, "counsel has determined that it must be filed", fact.citation, category)


def ndrc_applies(terms: Terms, day: date) -> Applicability:
    """Verification of what is sensitive, filing of what is direct; the rest is reported from 300 million on, or free."""
    if day < ORDER_9_DAY:
        return Applicability(Need.NONE, "Order 9 takes force on 8 May 2014; older rules are not modelled", ORDER_9)
    sensitive = said(terms, SENSITIVE)
    decided = _not_outbound(terms) or _determined(terms, NOTIFIABLE, sensitive)
    if decided:
        return decided
    outbound = _outbound(terms)
    if (outbound & sensitive).value:
        return Applicability(Need.MANDATORY, "a sensitive project is verified", PROJECT, "verification")
    direct = said(terms, DIRECT) if day >= ORDER_11_DAY else Answer(value=True)
    needed = outbound & (sensitive | direct)
    if needed.value:
        category = "" if sensitive.value is None else "filing"
        reason = "a direct investment is filed, or verified if sensitive"
        return Applicability(Need.MANDATORY, reason, PROJECT, category)
    if needed.value is None:
        asked = Answer(None, (*needed.missing, NOTIFIABLE.name))
        return unknown(asked, NDRC_ASKS, "whether NDRC must be asked cannot be told", PROJECT)
    return _reported(terms)


def _reported(terms: Terms) -> Applicability:
    """What is left to a company abroad that pays from its own means."""
    if at_least(terms, INVESTED, 300).value is False:
        return Applicability(Need.NONE, "not sensitive, through a company abroad, below USD 300 million", AMOUNT)
    reason = "not sensitive and through a company abroad: at most a report, from USD 300 million on"
    return Applicability(Need.VOLUNTARY, reason, AMOUNT, "report")


def mofcom_applies(terms: Terms, day: date) -> Applicability:
    """Verification of what is sensitive or uses restricted technology, filing of all else that is direct."""
    if day < ORDER_3_DAY:
        return Applicability(Need.NONE, "Order 3 takes force on 6 Oct 2014; older rules are not modelled", ORDER_3)
    sensitive = said(terms, SENSITIVE) | said(terms, RESTRICTED)
    decided = _not_outbound(terms) or _determined(terms, TRADE_NOTIFIABLE, sensitive)
    if decided:
        return decided
    needed = _outbound(terms) & said(terms, DIRECT) & ~said(terms, FINANCIAL)
    if needed.value is None:
        asked = Answer(None, (*needed.missing, TRADE_NOTIFIABLE.name))
        return unknown(asked, MOFCOM_ASKS, "whether MOFCOM must be asked cannot be told", ORDER_3)
    if not needed.value:
        reason = "a financial enterprise, or an investment by a company abroad, which is reported afterwards"
        return Applicability(Need.NONE, reason, NON_FINANCIAL)
    category = "" if sensitive.value is None else "verification" if sensitive.value else "filing"
    reason = "verified if the place, the sector or restricted technology is sensitive, filed if not"
    return Applicability(Need.MANDATORY, reason, SENSITIVE_TRADE, category)


def bank_applies(terms: Terms, day: date) -> Applicability:
    """Registration wherever money, shares or guarantees leave China themselves."""
    if day < BANKS_DAY:
        return Applicability(Need.NONE, "banks register since 1 Jun 2015; older rules are not modelled", FOREX)
    decided = _not_outbound(terms)
    if decided:
        return decided
    needed = _outbound(terms) & said(terms, DIRECT)
    if needed.value is None:
        return unknown(needed, BANK_ASKS, "whether money leaves China cannot be told", FOREX)
    if needed.value:
        return Applicability(Need.MANDATORY, "money of the Chinese investor leaves China", REGISTRATION)
    return Applicability(Need.NONE, "a company abroad pays from its own means", REGISTRATION)


def review_applies(terms: Terms, day: date) -> Applicability:
    """Whether a review is open is a state; while none is open the gate stands open."""
    if day < DECREE_DAY:
        return Applicability(Need.NONE, "Decree 837 takes force on 1 Jul 2026", DECREE)
    decided = _not_outbound(terms)
    if decided:
        return decided
    outbound = _outbound(terms)
    if outbound.value is None:
        return unknown(outbound, NEXUS, "whether a Chinese buyer invests abroad cannot be told", DECREE)
    return Applicability(Need.MANDATORY, "a review can be opened; nothing is asked while none is open", REVIEW)


# ----------------------------------------------------------------------------------------------------------- processes

INVESTOR: Final = ("buyer", "bidder", "investor")
NDRC_SIDE: Final = ("NDRC", "provincial_NDRC")
MOFCOM_SIDE: Final = ("MOFCOM", "commerce_bureau")
NDRC_ASKS: Final = (*NEXUS, SENSITIVE, DIRECT, INVESTED, NOTIFIABLE)
MOFCOM_ASKS: Final = (*NEXUS, DIRECT, FINANCIAL, SENSITIVE, RESTRICTED, TRADE_NOTIFIABLE)
BANK_ASKS: Final = (*NEXUS, DIRECT)
GROUND: Final = Detail("ground", "text", "the ground given", required=False)
LENGTH: Final = Detail("length", "length", 'by how long ("1 year")')
NOT_GRANTED: Final = "nothing is granted: the decision is overdue"
UNSETTLED: Final = (
    "how this stands beside Decree 837 from 1 Jul 2026 on is not known: no implementing rules have been found"
)


def _days(n: int, cite: Citation) -> Period:
    return working_days(n, CALENDAR, cite)


def _both(n: int, old: Citation, new: Citation) -> Dated[Period | None]:
    """A length that Order 9 and Order 11 have in common."""
    return Dated((Edition(_days(n, old), ORDER_9_DAY), Edition(_days(n, new), ORDER_11_DAY)))


IN_FORCE: Final = InForce(DECREE_DAY, says="there is no outbound security review before 1 Jul 2026", cite=REVIEW)
DONE: Final = Reached("closing", says="the project is not completed: the deal has not closed", cite=COMPLETION)
HAS_NDRC: Final = InState(
    "cn.outbound.ndrc", {"granted", "completed"}, says="NDRC has issued nothing that is in force", cite=REGISTRATION
) | ~Required("cn.outbound.ndrc")
HAS_MOFCOM: Final = InState(
    "cn.outbound.mofcom",
    {"certificate", "invested"},
    says="MOFCOM has issued no certificate in force",
    cite=REGISTRATION,
) | ~Required("cn.outbound.mofcom")

# fmt: off
NDRC: Final = Process(
    "cn.outbound.ndrc",
    "NDRC outbound investment",
    "NDRC",
    states=[
        State("not_filed", "nothing has been filed", initial=True),
        State("filed", "the file has been handed in; NDRC or the province examines whether it is complete"),
        State("filing", "the file is accepted, to be filed"),
        State("verification", "the file is accepted, to be verified"),
        State("appraisal", "an expert appraisal runs, whose time is not counted"),
        State("granted", "the filing notice or the verification is in force", approval=True),
        State("changing", "a change of the project is before NDRC"),
        State("expired", "the document has run its term without the project"),
        State("refused", "filing or verification is refused", ends="refused"),
        State("completed", "the project is completed and reported", ends="completed", approval=True),
    ],
    transitions=[
        Transition(("not_filed", "expired", "refused"), "file", "filed", INVESTOR, cite=PROJECT, text="hands the file in"),
        Transition("filed", "ask_supplement", None, NDRC_SIDE, cite=COMPLETENESS, text="says what the file lacks"),
        Transition("filed", "accept_filing", "filing", NDRC_SIDE, cite=FILING, text="accepts a project that is only filed"),
        Transition("filed", "accept_verification", "verification", "NDRC", cite=VERIFICATION, text="accepts a sensitive project, to be verified"),
        Transition("filed", "decline", "not_filed", NDRC_SIDE, cite=COMPLETENESS, text="does not accept the file"),
        Transition(("verification", "appraisal"), "extend", None, "NDRC", cite=VERIFICATION, extends="verification", text="takes ten working days more"),
        Transition("verification", "begin_appraisal", "appraisal", "NDRC", cite=APPRAISAL, stops="verification", text="has experts appraise the project"),
        Transition("appraisal", "end_appraisal", "verification", "NDRC", cite=APPRAISAL, resumes="verification", text="has the appraisal: the count goes on"),
        Transition("filing", "grant", "granted", NDRC_SIDE, cite=PROJECT, text="issues the filing notice"),
        Transition("verification", "grant", "granted", "NDRC", cite=PROJECT, text="verifies a sensitive project"),
        Transition(("filing", "changing"), "refuse", "refused", NDRC_SIDE, cite=PROJECT, details=[GROUND], text="refuses filing or change"),
        Transition("verification", "refuse", "refused", "NDRC", cite=PROJECT, details=[GROUND], text="refuses verification"),
        Transition("granted", "extend_validity", None, NDRC_SIDE, cite=TERM, details=[LENGTH], extends="validity", text="makes the term longer"),
        Transition("granted", "apply_change", "changing", INVESTOR, cite=CHANGE, text="applies to change investor, place, content or amount"),
        Transition("changing", "approve_change", "granted", NDRC_SIDE, cite=CHANGE, text="approves the change"),
        Transition(("granted", "changing"), "expire", "expired", CLOCK, cite=TERM, text="the document has run its term"),
        Transition("granted", "report_completion", "completed", INVESTOR, [DONE], cite=COMPLETION, text="reports that the project is completed"),
        Transition(("filed", "filing", "verification", "appraisal"), "withdraw", "not_filed", INVESTOR, cite=OUR_READING, text="gives the file up"),
    ],
    clocks=[
        Clock("completeness", "examination whether the file is complete", "filed", _both(5, COMPLETENESS_9, COMPLETENESS), "nothing follows: the file is not accepted by silence"),
        Clock("filing", "filing notice after acceptance", "filing", _both(7, FILING_9, FILING), NOT_GRANTED),
        Clock("verification", "verification after acceptance", ("verification", "appraisal"), _both(20, VERIFICATION_9, VERIFICATION), NOT_GRANTED,
              extensions=Extension(VERIFICATION, Length(10, Unit.WORKING_DAYS), exactly=True, times=1)),
        Clock("appraisal", "expert appraisal", "appraisal", Dated((Edition(_days(30, APPRAISAL), ORDER_11_DAY),)), "nothing follows: the appraisal is late and the verification stays stopped"),
        Clock("validity", "filing notice or verification in force", ("granted", "changing"), Dated((Edition(years(2, TERM), ORDER_11_DAY),)), "the document is no longer in force", lapse="expire", extensions=Extension(TERM)),
    ],
    gates=[
        Gate("close", InState("", {"granted", "completed"}, cure="NDRC"), BEFORE_IMPLEMENTING, "NDRC has issued no filing notice and no verification in force: the investment may not be carried out"),
    ],
    applies=ndrc_applies,
    law_days=(ORDER_9_DAY, ORDER_11_DAY),
    asks=NDRC_ASKS,
    covers=("buyer", "sold"),
    zone="Asia/Shanghai",
    citation=ORDER_11,
    limits=(
        UNSETTLED,
        "the five, seven, twenty and ten working days, the thirty of the appraisal and the two years of Order 11 are recalled; the five and seven of Order 9 were read in a reprint",
        "a document of before 1 Mar 2018 has no term here, although Order 9 gave it one",
        "until Dec 2014 Order 9 also had projects of USD 1 billion verified, by 2 billion the State Council: not modelled",
        "before 1 Mar 2018 an investment by a company abroad is treated like a direct one",
        "how long a change takes is not stated: it has no clock",
        "state-owned investors need the approval of their owner (SASAC) first: not modelled",
        "that the project is committed to (finance, guarantee) before closing is not looked at",
        "twenty working days to report completion and the report of large investments through a company abroad are not modelled",
    ),
)

MOFCOM: Final = Process(
    "cn.outbound.mofcom",
    "MOFCOM outbound investment",
    "MOFCOM",
    states=[
        State("not_filed", "nothing has been filed", initial=True),
        State("filing", "the complete form lies with MOFCOM or the province, to be filed"),
        State("central_review", "MOFCOM verifies the investment of a central enterprise"),
        State("province_review", "the province verifies the investment of a local enterprise"),
        State("ministry_review", "MOFCOM verifies the investment after the province"),
        State("certificate", "the certificate of outbound investment is in force", approval=True),
        State("expired", "the certificate has lapsed: nothing was invested in its term"),
        State("refused", "filing or verification is refused", ends="refused"),
        State("invested", "the investment is made under the certificate", ends="completed", approval=True),
    ],
    transitions=[
        Transition(("not_filed", "expired", "refused"), "file", "filing", INVESTOR, cite=TRADE_FILING, text="hands in the complete form"),
        Transition(("not_filed", "expired", "refused"), "apply_central", "central_review", INVESTOR, cite=TRADE_CENTRAL, text="applies to MOFCOM for verification, as a central enterprise; it is accepted"),
        Transition(("not_filed", "expired", "refused"), "apply_local", "province_review", INVESTOR, cite=TRADE_LOCAL, text="applies to the province for verification, as a local enterprise; it is accepted"),
        Transition("filing", "require_verification", "not_filed", MOFCOM_SIDE, cite=SENSITIVE_TRADE, text="sends the form back: the investment is sensitive and is to be verified"),
        Transition("province_review", "give_opinion", "ministry_review", "commerce_bureau", cite=TRADE_LOCAL, text="gives its opinion and passes the file to MOFCOM"),
        Transition("filing", "certify", "certificate", MOFCOM_SIDE, cite=TRADE_FILING, text="files the investment and issues the certificate"),
        Transition(("central_review", "ministry_review"), "certify", "certificate", "MOFCOM", cite=SENSITIVE_TRADE, text="verifies the investment and issues the certificate"),
        Transition(("filing", "central_review", "province_review", "ministry_review"), "refuse", "refused", MOFCOM_SIDE, cite=ORDER_3, details=[GROUND], text="refuses filing or verification"),
        Transition("certificate", "record_investment", "invested", INVESTOR, cite=TRADE_TERM, text="has invested: the certificate no longer lapses"),
        Transition("certificate", "expire", "expired", CLOCK, cite=TRADE_TERM, text="nothing was invested for two years"),
        Transition(("filing", "central_review", "province_review", "ministry_review", "certificate"), "withdraw", "not_filed", INVESTOR, cite=OUR_READING, text="gives the file, or the certificate, up"),
    ],
    clocks=[
        Clock("filing", "filing of a complete form", "filing", Dated((Edition(_days(3, TRADE_FILING), ORDER_3_DAY),)), NOT_GRANTED),
        Clock("central_review", "verification for a central enterprise", "central_review", Dated((Edition(_days(20, TRADE_CENTRAL), ORDER_3_DAY),)), NOT_GRANTED),
        Clock("province_review", "verification by the province", "province_review", Dated((Edition(_days(15, TRADE_LOCAL), ORDER_3_DAY),)), "nothing follows: the file is not passed on by silence"),
        Clock("ministry_review", "verification by MOFCOM after the province", "ministry_review", Dated((Edition(_days(15, TRADE_LOCAL), ORDER_3_DAY),)), NOT_GRANTED, follows="province_review"),
        Clock("validity", "certificate in force", "certificate", Dated((Edition(years(2, TRADE_TERM), ORDER_3_DAY),)), "the certificate is no longer in force", lapse="expire"),
    ],
    gates=[
        Gate("close", InState("", {"certificate", "invested"}, cure="MOFCOM"), ORDER_3, "MOFCOM has issued no certificate of outbound investment in force"),
    ],
    applies=mofcom_applies,
    law_days=(ORDER_3_DAY,),
    asks=MOFCOM_ASKS,
    covers=("buyer", "sold"),
    zone="Asia/Shanghai",
    citation=ORDER_3,
    limits=(
        UNSETTLED,
        "the twenty and the fifteen working days of verification are recalled; the three of filing and the two years of the certificate were read",
        "that reinvestment by a company abroad is only reported afterwards is recalled",
        "whether restricted technology is used is asked of counsel, not taken from the technology catalogue",
        "financial enterprises go to their own supervisors: not modelled",
    ),
)

BANK: Final = Process(
    "cn.outbound.bank",
    "Bank registration of outbound investment",
    "bank",
    states=[
        State("blocked", "the bank has not registered the investment: no money can leave", initial=True),
        State("with_forex", "the transfer is discussed with the State Administration of Foreign Exchange"),
        State("registered", "the investment is registered: the bank may pay", approval=True),
        State("paid", "the money has left China", ends="paid", approval=True),
    ],
    transitions=[
        Transition("blocked", "refer", "with_forex", ("bank", "SAFE"), cite=ABOVE_FIVE, text="takes the transfer to the State Administration of Foreign Exchange"),
        Transition("with_forex", "hold_back", "blocked", ("bank", "SAFE"), cite=ABOVE_FIVE, text="does not let the transfer go for now"),
        Transition(("blocked", "with_forex"), "register", "registered", "bank", [HAS_NDRC, HAS_MOFCOM], cite=REGISTRATION, text="registers the investment"),
        Transition("registered", "stop", "blocked", ("bank", "SAFE"), cite=ABOVE_FIVE, text="takes the registration back or stops the transfer"),
        Transition("registered", "pay", "paid", "bank", [HAS_NDRC, HAS_MOFCOM], cite=REGISTRATION, text="pays abroad"),
    ],
    gates=[
        Gate("close", InState("", {"registered", "paid"}, cure="the bank"), REGISTRATION, "the bank has not registered the investment: no money can leave China"),
    ],
    applies=bank_applies,
    law_days=(BANKS_DAY,),
    asks=BANK_ASKS,
    covers=("buyer",),
    needs=("cn.outbound.ndrc", "cn.outbound.mofcom"),
    zone="Asia/Shanghai",
    citation=REGISTRATION,
    limits=(
        "no rule sets the bank or the foreign exchange administration a time: there is no clock",
        "that large transfers are discussed first is practice of some years, not a rule; from which amount and when is not judged",
        "the circular is recalled; that banks register since 2015 was read",
    ),
)

SECURITY: Final = Process(
    "cn.outbound.security",
    "Chinese outbound security review",
    "State Council",
    states=[
        State("none", "no security review is open", initial=True),
        State("review", "the investment is under security review", forbids="close"),
        State("passed", "the investment has passed the review", ends="cleared", approval=True),
        State("conditional", "the investment has passed the review subject to conditions", ends="cleared", approval=True),
        State("prohibited", "the investment is stopped", ends="prohibited", forbids="close"),
        State("withdrawn", "the investor has given the investment up: no security review is open, and none has passed it"),
        State("unwinding", "the investment was made and is to be undone", forbids="close"),
        State("unwound", "the investment is undone", ends="unwound", forbids="close"),
    ],
    transitions=[
        Transition(("none", "withdrawn", "passed", "conditional"), "call_in", "review", ("State Council", "NDRC", "MOFCOM"), [IN_FORCE], cite=REVIEW, text="opens a security review of the investment, or of a later transfer of what was bought"),
        Transition(("none", "withdrawn"), "file", "review", INVESTOR, [IN_FORCE], cite=REVIEW, text="brings the investment before the review"),
        Transition(("passed", "conditional", "prohibited"), "file_changed", "review", INVESTOR, cite=DECREE_READING, text="brings the investment before the review anew because it has changed since it was decided"),
        Transition("review", "pass", "passed", ("State Council", "NDRC", "MOFCOM"), cite=REVIEW, text="finds no danger to national security"),
        Transition("review", "pass_with_conditions", "conditional", ("State Council", "NDRC", "MOFCOM"), cite=REVIEW, details=[Detail("conditions", "text", "what it is made subject to", required=False)], text="lets the investment go on subject to conditions"),
        Transition("review", "prohibit", "prohibited", ("State Council", "NDRC", "MOFCOM"), cite=REVIEW, details=[GROUND], text="stops the investment"),
        Transition(("review", "passed", "conditional", "prohibited"), "unwind", "unwinding", ("State Council", "NDRC", "MOFCOM"), cite=REVIEW, details=[GROUND], text="orders that what was done be undone"),
        Transition("unwinding", "undo", "unwound", INVESTOR, cite=REVIEW, text="undoes what was done"),
        Transition("review", "withdraw", "withdrawn", INVESTOR, cite=DECREE_READING, text="gives the investment up"),
    ],
    clocks=[
        Clock("review", "security review of outbound investment", "review", Dated[Period | None]((Edition(None, DECREE_DAY, REVIEW),)), "nothing: no time limit has been published, and nothing is granted by silence", citation=REVIEW,
              limits=("no time limit has been published: the clock has no length",)),
    ],
    gates=[
        Gate("close", InState("", {"none", "passed", "conditional"}, cure="the State Council"), REVIEW, "a Chinese security review of the investment is open, has stopped it, or was left without a result"),
    ],
    applies=review_applies,
    law_days=(DECREE_DAY,),
    asks=NEXUS,
    zone="Asia/Shanghai",
    citation=DECREE,
    limits=(
        "no implementing rules and no time limits were published by June 2026, and none was found since: no date is computed",
        "which authority reviews, and whether anybody must file, is not published: the rows name whoever may be meant",
        "that a review from which the investor withdrew still stands in the way of that investment is our reading; one by somebody from elsewhere is not asked",
        "investments by resident individuals, for whom no filing route is published, are not told apart",
        "the ban on exporting restricted goods, technology, services and data with an investment is not modelled here: see the export regimes",
        "fines of 0.1 to 0.5 per cent of the investment for breaches of filing are not modelled",
        "whether investments made before 1 Jul 2026 can be reviewed was not read: nothing is said of them",
    ),
)
# fmt: on

PROCESSES: Final = (NDRC, MOFCOM, BANK, SECURITY)
