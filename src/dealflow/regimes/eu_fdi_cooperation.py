"""Cooperation of the Member States and the Commission on foreign direct investment: advice, never a decision.

Until 16 January 2028 Regulation 2019/452 lets the other Member States and the Commission comment on an investment that
a Member State screens, or has not screened; from 17 January 2028 Regulation 2026/1386 makes national screening
mandatory. Periods are calendar days. Silence means that nobody comments. Nothing here permits or forbids a closing: that
is for the national authority, which has a process of its own.

Sources: Regulation (EU) 2019/452, arts. 6 and 7 (recalled); Regulation (EU) 2026/1386, as lawyers' notes tell it (read).

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
    Fact,
    InForce,
    Kind,
    Need,
    Period,
    Process,
    Reached,
    State,
    Terms,
    Transition,
    buyer_from_outside,
    days,
    member_states,
    months,
    said,
    target_in,
    unknown,
)

__all__ = ["PROCESSES"]

FIRST_LAW: Final = date(2020, 10, 11)
LAST_OLD: Final = date(2028, 1, 16)
SECOND_LAW: Final = date(2028, 1, 17)

# ------------------------------------------------------------------------------------------------------------ sources

# fmt: off
OLD: Final = Citation("Regulation (EU) 2019/452", in_force=FIRST_LAW, until=LAST_OLD, status=Checked.RECALLED)
SCREENED: Final = OLD.at("art. 6", note="calendar days")
ANNOUNCE: Final = OLD.at("art. 6(6)", note="15 days from receipt of the notification")
COMMENT: Final = OLD.at("art. 6(7)", note="35 days from complete information, 20 from additional information, 5 more for an opinion that follows comments")
UNSCREENED: Final = OLD.at("art. 7", note="15 months after the investment is completed")
DECIDE: Final = OLD.at("art. 6(9)", note="due or utmost consideration; the decision stays national")
NEW: Final = Citation("Regulation (EU) 2026/1386", in_force=SECOND_LAW, note="published 26 June 2026, in force 16 July 2026, applies from 17 Jan 2028; as lawyers' notes tell it")
REVIEW: Final = NEW.at("initial review", note="45 calendar days from a complete filing; the in-depth phase is not harmonised")
CALL_IN: Final = NEW.at("call-in", note="for at least 24 months after completion")

NOTIFIABLE: Final = Fact("eu_fdi_notifiable", "yes/no", "Is the investment one that a Member State must screen under Regulation 2026/1386?", NEW)
FACTS: Final = (TARGET_COUNTRIES, BUYER_COUNTRIES, NOTIFIABLE)
# fmt: on

# ------------------------------------------------------------------------------------------------- when does it apply?


def applies(terms: Terms, day: date) -> Applicability:
    """Advice on investments from outside the Union; from 17 January 2028 mandatory where national screening is."""
    if day < FIRST_LAW:
        return Applicability(Need.NONE, "Member States cooperate on foreign investment from 11 Oct 2020", OLD)
    union, law = member_states(day), OLD if day < SECOND_LAW else NEW
    if target_in(terms, *union).value is False:
        return Applicability(Need.NONE, "the target has nothing in the Union", law)
    if buyer_from_outside(terms, *union).value is False:
        return Applicability(Need.NONE, "the buyer is established in the Union and controlled from there", law)
    foreign = target_in(terms, *union) & buyer_from_outside(terms, *union)
    return _advised(foreign) if day < SECOND_LAW else _screened(terms, foreign)


def _advised(foreign: Answer) -> Applicability:
    """The answer under the law until 2028: nothing waits for it, so that what is missing is asked and blocks nothing."""
    reason = "the parties file nothing: Member States and Commission may comment on the investment"
    question = " ".join(fact.question for fact in FACTS if fact.name in foreign.missing)
    return Applicability(Need.VOLUNTARY, reason, SCREENED, missing=foreign.missing, question=question)


def _screened(terms: Terms, foreign: Answer) -> Applicability:
    """The answer under the law of 2028, which makes screening mandatory for a list that counsel reads."""
    found = foreign & said(terms, NOTIFIABLE)
    if found.value is None:
        return unknown(found, FACTS, "whether a Member State must screen the investment is not known", NEW)
    if found.value:
        return Applicability(Need.MANDATORY, "a Member State must screen the investment", NEW)
    return Applicability(Need.NONE, "no Member State must screen the investment", NEW)


# ---------------------------------------------------------------------------------------------------------- the process

COMMISSION: Final = "European Commission"
SCREENING: Final = "screening authority"
COMMENTING: Final = ("announced", "commented", "informed_more", "commented_more")
OTHERS: Final = ("Member State", COMMISSION)
UNDER_OLD: Final = InForce(FIRST_LAW, LAST_OLD, says="Regulation 2019/452 applies from 11 Oct 2020 to 16 Jan 2028")
UNDER_NEW: Final = InForce(SECOND_LAW, says="Regulation 2026/1386 applies from 17 Jan 2028")
BY: Final = Detail("of", "text", "whose comment or opinion it is", required=False)


def _until_2028(period: Period, cite: Citation) -> Dated[Period | None]:
    return Dated[Period | None]((Edition(period, FIRST_LAW, cite), Edition(None, SECOND_LAW, NEW)))


def _from_2028(period: Period, cite: Citation) -> Dated[Period | None]:
    return Dated[Period | None]((Edition(period, SECOND_LAW, cite),))


# fmt: off
COOPERATION: Final = Process(
    "eu.fdi_cooperation",
    "EU cooperation on foreign investment",
    COMMISSION,
    states=[
        State("none", "no Member State has notified the investment to the others", initial=True),
        State("notified", "the screening state has notified the others, who may announce comments"),
        State("announced", "comments are announced"),
        State("commented", "comments are given; others may follow while the time runs"),
        State("asked_more", "additional information is asked for"),
        State("informed_more", "the additional information is there"),
        State("commented_more", "comments are given on the additional information; others may follow"),
        State("opinion_due", "the Member States' time is over; the Commission may still give an opinion on their comments"),
        State("advised", "comments or an opinion are given; the screening state takes account of them and decides", ends="advised"),
        State("no_comment", "nobody has commented in time; the screening state decides", ends="no comment"),
        State("unscreened", "completed without screening; comments are still possible"),
        State("out_of_time", "completed without screening; the time for comments is over", ends="out of time"),
        State("initial_review", "the initial review of the law of 2028"),
        State("in_depth", "the in-depth phase of national law"),
        State("unfiled", "completed without a filing; it can be called in"),
        State("decided", "the national authority has decided", ends="decided"),
    ],
    transitions=[
        # ------------------------------------------------------------------------------------------------ until 16 Jan 2028
        Transition("none", "notify", "notified", SCREENING, [UNDER_OLD], cite=SCREENED, text="notifies the investment that it screens to the others and to the Commission"),
        Transition("notified", "announce", "announced", OTHERS, cite=ANNOUNCE, details=[BY], text="announces comments or an opinion"),
        Transition(("notified", "announced"), "complete_information", None, SCREENING, cite=COMMENT, restarts="comments", text="completes the information: the 35 days for comments count from here"),
        Transition("notified", "nobody_announces", "no_comment", CLOCK, cite=ANNOUNCE, text="nobody has announced comments in 15 days"),
        Transition("announced", "ask_more", "asked_more", OTHERS, cite=COMMENT, text="asks for additional information"),
        Transition("asked_more", "answer", "informed_more", SCREENING, cite=COMMENT, text="sends the additional information, or says that it has none"),
        Transition("announced", "comment", "commented", "Member State", cite=COMMENT, details=[BY], text="sends its comments"),
        Transition("informed_more", "comment", "commented_more", "Member State", cite=COMMENT, details=[BY], text="sends its comments on the additional information"),
        Transition(("commented", "commented_more"), "comment", None, "Member State", cite=COMMENT, details=[BY], text="sends its comments as well"),
        Transition((*COMMENTING, "opinion_due"), "give_opinion", "advised", COMMISSION, cite=COMMENT, text="gives its opinion"),
        Transition(("notified", "announced", "informed_more"), "comments_end", "no_comment", CLOCK, cite=COMMENT, text="the time for comments is over and none has come"),
        Transition(("commented", "commented_more"), "comments_end", "opinion_due", CLOCK, cite=COMMENT, text="the time for comments is over; the Commission may still give an opinion on them"),
        Transition("opinion_due", "opinion_time_ends", "advised", CLOCK, cite=COMMENT, text="the Commission has given no opinion; the comments stand"),
        Transition(("notified", "asked_more", *COMMENTING, "opinion_due", "advised", "no_comment"), "decide", "decided", SCREENING, cite=DECIDE, text="decides under national law"),
        Transition("none", "complete_unscreened", "unscreened", ("buyer", "seller", SCREENING), [UNDER_OLD, Reached("closing")], cite=UNSCREENED, text="the investment is completed without screening"),
        Transition("unscreened", "comment", None, OTHERS, cite=UNSCREENED, details=[BY], text="comments on an investment that was not screened"),
        Transition("unscreened", "look_back_ends", "out_of_time", CLOCK, cite=UNSCREENED, text="15 months have passed since completion"),
        # ------------------------------------------------------------------------------------------------- from 17 Jan 2028
        Transition("none", "file", "initial_review", ("buyer", "seller", "bidder"), [UNDER_NEW], cite=REVIEW, text="hands in a complete filing to the national authority"),
        Transition("initial_review", "open", "in_depth", SCREENING, cite=REVIEW, text="goes on to an in-depth phase"),
        Transition(("initial_review", "in_depth"), "decide", "decided", SCREENING, cite=REVIEW, text="decides the filed case"),
        Transition("none", "complete_unfiled", "unfiled", ("buyer", "seller", SCREENING), [UNDER_NEW, Reached("closing")], cite=CALL_IN, text="the investment is completed without a filing"),
        Transition("unfiled", "call_in", "in_depth", SCREENING, cite=CALL_IN, text="calls the completed investment in"),
    ],
    clocks=[
        Clock("announce", "others announce comments", "notified", _until_2028(days(15, ANNOUNCE), ANNOUNCE),
              "nobody comments: the screening state decides alone", lapse="nobody_announces"),
        Clock("comments", "comments and opinion", ("notified", "announced", "commented"), _until_2028(days(35, COMMENT), COMMENT),
              "where nobody has commented the screening state decides alone; else the Commission has five more days", lapse="comments_end"),
        Clock("more_comments", "comments and opinion after additional information", ("informed_more", "commented_more"), _until_2028(days(20, COMMENT), COMMENT),
              "where nobody has commented the screening state decides alone; else the Commission has five more days", lapse="comments_end"),
        Clock("opinion", "an opinion that follows comments", "opinion_due", _until_2028(days(5, COMMENT), COMMENT),
              "there is no opinion; the comments stand", lapse="opinion_time_ends"),
        Clock("look_back", "comments on an investment that was not screened", "unscreened", _until_2028(months(15, UNSCREENED), UNSCREENED),
              "no comments are possible any more", lapse="look_back_ends"),
        Clock("initial_review", "initial review", "initial_review", _from_2028(days(45, REVIEW), REVIEW),
              "nothing in the law of the Union: what follows is for national law"),
        Clock("call_in", "a completed investment is called in", "unfiled", _from_2028(months(24, CALL_IN), CALL_IN),
              "nothing in the law of the Union: national law may give longer", kind=Kind.RIGHT_ENDS),
    ],
    applies=applies,
    law_days=(FIRST_LAW, SECOND_LAW),
    asks=FACTS,
    covers=("buyer", "sold"),
    zone="Europe/Brussels",
    citation=OLD,
    limits=(
        "the information is taken to be complete with the notification until `complete_information` says otherwise",
        "it gates nothing: whether closing waits is for the screening state's own law and process",
        "that the screening state in practice waits for the comments, and need not in urgency, is not enforced",
        "a request for additional information after comments are given is not followed",
        "which investments must be screened from 2028 on is asked, not computed; the periods for comments under the law of 2028 were not read",
        "a proceeding begun before 17 January 2028 goes on here under the old law; the transitional rule was not read",
        "projects of Union interest have periods of their own that are not here",
    ),
)
# fmt: on

PROCESSES: Final = (COOPERATION,)
