"""French control of foreign investment: the authorisation of the Minister for the Economy, prepared by the Treasury.

Silence refuses. From the receipt of a complete file the Minister has 30 business days to say that the investment is
out of scope, authorised, or to be examined further; from the investor's receipt of that answer 45 more to authorise,
with conditions or without, or to refuse. At the end of either without an answer the application counts as rejected.
The one exception is the short route for more than 10 per cent of a listed company: there ten business days of silence
mean that no authorisation is needed. An opinion on whether an activity is covered takes two months.

Sources: Monetary and Financial Code, articles R. 151-5 and R. 151-6, read as in force since 1 April 2020, and the
Treasury's own page on them; articles L. 151-3 and L. 151-4 and R. 151-2 to R. 151-4 by what was written about them.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation, Dated, Edition
from dealflow.model import (
    BUYER_COUNTRIES,
    CLOCK,
    NO,
    TARGET_COUNTRIES,
    YES,
    Answer,
    Applicability,
    Clock,
    Detail,
    Fact,
    Gate,
    InForce,
    InState,
    Need,
    Process,
    Required,
    State,
    Terms,
    Transition,
    buyer_from_outside,
    member_states,
    months,
    more_than,
    said,
    target_in,
    unknown,
    working_days,
)

__all__ = ["PROCESSES"]

# ------------------------------------------------------------------------------------------------------------- the law

BREXIT: Final = date(2020, 2, 1)
REFORM: Final = date(2020, 4, 1)
LISTED_FROM: Final = date(2020, 8, 7)
LAW_DAYS: Final = (BREXIT, REFORM, LISTED_FROM)
BUSINESS: Final = "holidays.FR"

# fmt: off
CODE: Final = Citation("Monetary and Financial Code (CMF)", in_force=REFORM)
AUTHORISATION: Final = CODE.at("art. L. 151-3", in_force=None)
VOID: Final = CODE.at("art. L. 151-4", in_force=None, note="an investment made without the authorisation that it needs is void")
INVESTMENTS: Final = CODE.at("art. R. 151-2", note="control; a branch of activity; for investors from outside the Union and the Economic Area more than 25 % of the votes")
LISTED: Final = CODE.at("art. R. 151-2, 4°", in_force=LISTED_FROM, note="decree 2020-892 of 22 Jul 2020 until 31 Dec 2023; in the Code since")
ACTIVITIES: Final = CODE.at("art. R. 151-3")
OPINION: Final = CODE.at("art. R. 151-4")
FILING: Final = CODE.at("art. R. 151-5")
SHORT: Final = CODE.at("art. R. 151-5, third paragraph", in_force=LISTED_FROM, note="decree 2020-892 of 22 Jul 2020 until 31 Dec 2023; in the Code since")
COMPLETE: Final = CODE.at("art. R. 151-6", note="the Treasury counts from the receipt of a complete file; no suspension afterwards is stated (recalled)")
FIRST: Final = CODE.at("art. R. 151-6, first paragraph")
SECOND: Final = CODE.at("art. R. 151-6, second paragraph", note="from the day on which the investor receives the first answer")
CONDITIONS: Final = CODE.at("art. R. 151-8")
OLD: Final = Citation("Monetary and Financial Code (CMF)", "arts. R. 153-1 ff.", until=date(2020, 3, 31), status=Checked.RECALLED)
OUR_READING: Final = CODE.at("no rule", status=Checked.DERIVED, note="follows from the procedure; no text says so")

# ------------------------------------------------------------------------------------------------- when does it apply?

NOTIFIABLE: Final = Fact("fr_ief_notifiable", "yes/no", "Has counsel determined that the investment needs the authorisation of the French Minister for the Economy (CMF, articles L. 151-3 and R. 151-1 to R. 151-3)?", AUTHORISATION)
SENSITIVE: Final = Fact("fr_sensitive_activity", "yes/no", "Does the French business have an activity listed in CMF, article R. 151-3 (defence, dual-use, critical infrastructure or technology, food, media, health, and so on)?", ACTIVITIES)
CONTROL: Final = Fact("fr_control", "yes/no", "Does the buyer get control of a company under French law, or all or part of a branch of its activity?", INVESTMENTS)
SHARE: Final = Fact("fr_voting_rights", "number", "What per cent of the votes in the French company will the buyer hold, alone or in concert?", INVESTMENTS)
ON_EXCHANGE: Final = Fact("fr_listed", "yes/no", "Are the shares of the French company admitted to trading on a regulated market?", LISTED)
FACTS: Final = (TARGET_COUNTRIES, BUYER_COUNTRIES, SENSITIVE, CONTROL, SHARE, ON_EXCHANGE, NOTIFIABLE)
# fmt: on

ECONOMIC_AREA: Final = ("IS", "LI", "NO")


def _outside(terms: Terms, day: date) -> Answer:
    """Whether the buyer, or somebody who controls it, is from outside the Union and the Economic Area."""
    return buyer_from_outside(terms, *member_states(day), *ECONOMIC_AREA)


def _routes(terms: Terms, day: date, in_scope: Answer) -> tuple[Answer, Answer]:
    """Whether the full procedure is needed, and whether the share is one for the short route of listed companies."""
    outside = _outside(terms, day)
    full = in_scope & (said(terms, CONTROL) | (outside & more_than(terms, SHARE, 25)))
    if day < LISTED_FROM:
        return full, NO
    return full, in_scope & outside & said(terms, ON_EXCHANGE) & more_than(terms, SHARE, 10)


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory for foreign buyers of control, or from outside the Union of 25 per cent (10 if listed), if sensitive."""
    here, foreign = target_in(terms, "FR"), buyer_from_outside(terms, "FR")
    if here.value is False:
        return Applicability(Need.NONE, "the target has nothing in France", AUTHORISATION)
    if foreign.value is False:
        return Applicability(Need.NONE, "the buyer and whoever controls it are French", AUTHORISATION)
    determined = said(terms, NOTIFIABLE)
    if determined.value is False:
        return Applicability(Need.NONE, "counsel has determined that no authorisation is needed", AUTHORISATION)
    if determined.value:
        full, listed = _routes(terms, day, YES)
        category = "listed" if listed.value and full.value is False else ""
        reason = "counsel has determined that an authorisation is needed"
        return Applicability(Need.MANDATORY, reason, AUTHORISATION, category)
    if day < REFORM:
        return unknown(determined, FACTS, "the law before 1 Apr 2020 is not modelled", OLD)
    return _reckoned(*_routes(terms, day, here & foreign & said(terms, SENSITIVE)))


def _reckoned(full: Answer, listed: Answer) -> Applicability:
    if full.value:
        reason = "a foreign buyer gets control of, or more than 25 per cent in, a business with a sensitive activity"
        return Applicability(Need.MANDATORY, reason, INVESTMENTS)
    if (full | listed).value is False:
        return Applicability(Need.NONE, "no sensitive activity, or a share that needs no authorisation", INVESTMENTS)
    if full.value is False and listed.value:
        reason = (
            "a buyer from outside the Union gets more than 10 per cent of a listed company with a sensitive activity"
        )
        return Applicability(Need.MANDATORY, reason, LISTED, "listed")
    asked = Answer(None, (*full.missing, *listed.missing, NOTIFIABLE.name))
    return unknown(asked, FACTS, "whether an authorisation is needed cannot be told", AUTHORISATION)


# --------------------------------------------------------------------------------------------------------- the process

MINISTER: Final = ("Minister", "Treasury")
BUYER: Final = ("buyer", "bidder")
PARTIES: Final = ("buyer", "bidder", "seller")
PENDING: Final = ("filed", "phase_1", "phase_2")
REFUSED: Final = ("refused", "deemed_refused")
OPEN_STATES: Final = ("not_covered", "out_of_scope", "authorised", "conditional", "exempt")
GROUND: Final = Detail("ground", "text", "the ground given", required=False)
SINCE_REFORM: Final = InForce(REFORM, says="that came with the reform of 1 Apr 2020", cite=OPINION)


# fmt: off
IEF: Final = Process(
    "fr.ief",
    "French foreign investment authorisation",
    "Minister",
    states=[
        State("not_filed", "nothing has been filed", initial=True),
        State("opinion_asked", "an opinion is asked for on whether the activity is covered"),
        State("not_covered", "the opinion says that the activity is not covered", ends="not covered", approval=True),
        State("filed", "an application is filed; the file is not complete"),
        State("phase_1", "the file is complete and the first examination runs"),
        State("phase_2", "the further examination runs"),
        State("out_of_scope", "the Minister answers that the investment needs no authorisation", ends="not covered", approval=True),
        State("authorised", "the investment is authorised without conditions", ends="cleared", approval=True),
        State("conditional", "the investment is authorised with conditions", ends="cleared", approval=True),
        State("refused", "the investment is refused", ends="refused", forbids="close"),
        State("deemed_refused", "the Minister has not answered in time: the application counts as rejected", ends="refused", forbids="close"),
        State("notified", "the share in the listed company is notified; the Minister may object"),
        State("exempt", "no objection came in time: the share in the listed company needs no application", ends="cleared", approval=True),
        State("opposed", "the Minister objects to the short route: an application is needed"),
    ],
    transitions=[
        # ------------------------------------------------------------------------------------------------------ opinion
        Transition("not_filed", "ask_opinion", "opinion_asked", PARTIES, [SINCE_REFORM], cite=OPINION, text="asks whether the activity is covered"),
        Transition("opinion_asked", "say_covered", "not_filed", MINISTER, cite=OPINION, text="answers that the activity is covered: an application is needed"),
        Transition("opinion_asked", "say_not_covered", "not_covered", MINISTER, cite=OPINION, text="answers that the activity is not covered"),
        # ------------------------------------------------------------------------------------------------- authorisation
        Transition(("not_filed", "opinion_asked", "not_covered", "opposed", "notified", *REFUSED), "file", "filed", BUYER, cite=FILING, text="applies for the authorisation"),
        Transition("filed", "ask_for_more", None, MINISTER, cite=COMPLETE, text="says what the file lacks; no period runs"),
        Transition("filed", "complete", "phase_1", (*BUYER, *MINISTER), cite=COMPLETE, text="the file is complete: the period runs from its receipt"),
        Transition("phase_1", "find_out_of_scope", "out_of_scope", MINISTER, cite=FIRST, text="answers that the investment needs no authorisation"),
        Transition("phase_1", "authorise", "authorised", MINISTER, cite=FIRST, text="authorises without conditions"),
        Transition("phase_1", "examine_further", "phase_2", MINISTER, cite=FIRST, text="answers that a further examination is needed; the period runs from the investor's receipt"),
        Transition("phase_1", "reject_by_silence", "deemed_refused", CLOCK, cite=FIRST, text="has not answered in time: the application counts as rejected"),
        Transition("phase_2", "authorise", "authorised", MINISTER, cite=SECOND, text="authorises without conditions after further examination"),
        Transition("phase_2", "authorise_with_conditions", "conditional", MINISTER, cite=CONDITIONS, details=[Detail("conditions", "text", "what it is made subject to", required=False)], text="authorises with conditions"),
        Transition("phase_2", "refuse", "refused", MINISTER, cite=SECOND, details=[GROUND], text="refuses the authorisation"),
        Transition("phase_2", "reject_by_silence", "deemed_refused", CLOCK, cite=SECOND, text="has not decided in time: the application counts as rejected"),
        Transition(PENDING, "withdraw", "not_filed", BUYER, cite=OUR_READING, text="withdraws the application"),
        Transition(("not_covered", "out_of_scope", "authorised", "conditional", "exempt"), "file_again", "filed", BUYER, cite=OUR_READING, text="applies for other terms than those that were looked at"),
        # --------------------------------------------------------------------------------------------- listed companies
        Transition("not_filed", "notify_listed", "notified", BUYER, [Required(category="listed", says="the short route is open for more than 10 per cent of a listed company only", cite=SHORT)], cite=SHORT, text="notifies that it will pass 10 per cent of the votes in a listed company"),
        Transition("notified", "pass_by_silence", "exempt", CLOCK, cite=SHORT, text="has not objected in time: no application is needed"),
        Transition("notified", "let_pass", "exempt", MINISTER, cite=SHORT, text="says that it will not object"),
        Transition("notified", "object", "opposed", MINISTER, cite=SHORT, details=[GROUND], text="objects: an application is needed"),
    ],
    clocks=[
        Clock("opinion", "opinion on whether an activity is covered", "opinion_asked", Dated((Edition(months(2, OPINION), REFORM),)),
              "nothing: no opinion is given, and an application can be filed"),
        Clock("phase_1", "first answer to a complete file", "phase_1", Dated((Edition(working_days(30, BUSINESS, FIRST), REFORM),)),
              "the application counts as rejected", lapse="reject_by_silence"),
        Clock("phase_2", "decision after further examination", "phase_2", Dated((Edition(working_days(45, BUSINESS, SECOND), REFORM),)),
              "the application counts as rejected", lapse="reject_by_silence", follows="phase_1"),
        Clock("listed", "objection to a share in a listed company", "notified", Dated((Edition(working_days(10, BUSINESS, SHORT), LISTED_FROM),)),
              "no application is needed", lapse="pass_by_silence"),
    ],
    gates=[
        Gate("close", InState("", OPEN_STATES, cure="the Minister"), VOID, "the French authorisation is missing: an investment made without it is void"),
    ],
    applies=applies,
    law_days=LAW_DAYS,
    asks=FACTS,
    covers=("buyer", "sold"),
    zone="Europe/Paris",
    citation=AUTHORISATION,
    limits=(
        "the law before 1 Apr 2020 (other thresholds, and another meaning of silence) is not modelled: its clocks have no length here, and counsel's determination is asked for",
        "of the Code articles R. 151-5 and R. 151-6 were read word for word; the thresholds and activities by what was written about them",
        "from 1 Jan 2024 French branches, the extraction of critical raw materials and other listed markets were added (recalled): the answers to the questions must take that in",
        "a share that lapses into the short route must be acquired within six months of the notification: not modelled",
        "that the Minister may take longer with the applicant's agreement, or answer late, is not modelled: after a rejection by silence the way is a new application",
        "orders to file, to undo or to sell, fines, and withdrawal of an authorisation whose conditions are broken are not modelled",
        "intra-group investments and other exemptions of the Code are counsel's to determine",
    ),
)
# fmt: on

PROCESSES: Final = (IEF,)
