"""Consent of the Federal Communications Commission, with the review of foreign owners that is called Team Telecom.

No step of it is decided by silence. The Commission refers an application with foreign owners to a committee under the
Attorney General. Its 120 days begin only when the chair finds the answers to its questions complete, which no clock
drives and which may take months; 90 more follow where standard mitigation will not do. It recommends; the Commission
decides, and closing needs the grant.

Sources: E.O. 13913 of 4 April 2020, read as others describe it. Its rules on pauses and extensions are recalled, not
read, and no pause in a case is published as a rule: a pause here is what somebody has announced, no more.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation, Dated, Edition
from dealflow.model import (
    BUYER_COUNTRIES,
    TARGET_COUNTRIES,
    Applicability,
    Clock,
    Detail,
    Fact,
    Gate,
    InForce,
    InState,
    Need,
    Process,
    Reading,
    State,
    Terms,
    Transition,
    buyer_from_outside,
    days,
    said,
    target_in,
    unknown,
)

__all__ = ["PROCESSES"]

ORDERED: Final = date(2020, 4, 4)

# fmt: off
CONSENT: Final = Citation("47 U.S.C. 214, 310(d)", status=Checked.RECALLED, note="licences and authorisations pass only with the Commission's consent")
ORDER: Final = Citation("E.O. 13913", "s. 5", in_force=ORDERED)
REFERRAL: Final = ORDER.at("s. 5(b)", note="applications with foreign owners are referred by the Commission")
INITIAL: Final = ORDER.at("s. 5(b)", note="120 days from the day on which the chair determines that the answers are complete")
INITIAL_COUNT: Final = INITIAL.at("s. 5(b)", status=Checked.DERIVED, note="the period begins on the date of the determination, which is counted as day 1 as in a review of CFIUS; roll and toll are not verified: neither")
SECONDARY: Final = ORDER.at("s. 5(c)", note="90 days, where standard mitigation will not do")
SECONDARY_COUNT: Final = SECONDARY.at("s. 5(c)", status=Checked.DERIVED, note="from the end of the initial review or the day the assessment is opened early; roll and toll are not verified: neither")
RECOMMENDED: Final = ORDER.at("", note="grant, grant with mitigation, denial, revocation; the Commission decides")
PAUSE: Final = ORDER.at("s. 5", status=Checked.RECALLED, note="pauses and extensions: the rule was not read, and pauses in cases are not published as such")

# ------------------------------------------------------------------------------------------------- when does it apply?

NOTIFIABLE: Final = Fact("us_team_telecom_notifiable", "yes/no", "Does the deal assign, or transfer control of, a licence or authorisation of the Federal Communications Commission?", CONSENT)
# fmt: on


def applies(terms: Terms, day: date) -> Applicability:
    """Mandatory where a licence passes; whether the buyer is from abroad decides only on the referral."""
    del day
    nexus, licence = target_in(terms, "US"), said(terms, NOTIFIABLE)
    if nexus.value is False:
        return Applicability(Need.NONE, "the target has nothing in the United States", CONSENT)
    if licence.value is False:
        return Applicability(Need.NONE, "no licence or authorisation of the Commission passes", CONSENT)
    found = nexus & licence
    if found.value is None:
        facts = (TARGET_COUNTRIES, NOTIFIABLE)
        return unknown(found, facts, "whether a licence of the Commission passes cannot be told", CONSENT)
    if buyer_from_outside(terms, "US").value:
        reason = "a licence of the Commission passes to a buyer with foreign owners: a referral is to be expected"
        return Applicability(Need.MANDATORY, reason, REFERRAL, "foreign owners")
    return Applicability(Need.MANDATORY, "a licence or authorisation of the Commission passes", CONSENT)


# fmt: off
CHAIR: Final = "Attorney General"
APPLICANTS: Final = ("buyer", "seller", "bidder")
UNDER_REVIEW: Final = ("initial_review", "secondary_assessment")
RECOMMENDED_ON: Final = ("grant_recommended", "mitigation_recommended", "denial_recommended")
BEFORE_THE_COMMITTEE: Final = ("referred", *UNDER_REVIEW)
OPEN: Final = ("applied", *BEFORE_THE_COMMITTEE, *RECOMMENDED_ON)
AGREED: Final = Detail("terms", "text", "the mitigation, in words", required=False)
NO_ORDER: Final = InForce(ORDERED, says="there was no such review with days of its own before 4 Apr 2020", cite=ORDER)
OVERDUE: Final = "nothing: the committee is overdue, and the Commission waits or decides without it"


def day_one(rule: str) -> tuple[Reading, ...]:
    """Whether the day on which a review begins is itself counted."""
    return (
        Reading(
            rule,
            {"day_1": {}, "day_0": {"first_day": 0}},
            why="the order's period begins on the date of the determination; no published end that would settle the count was read",
            texts={"day_1": "the day on which it begins is day 1", "day_0": "the day after is day 1"},
        ),
    )


TEAM_TELECOM: Final = Process(
    "us.team_telecom",
    "FCC and Team Telecom",
    "FCC",
    states=[
        State("not_applied", "the Commission has not been asked for its consent", initial=True),
        State("applied", "the application is before the Commission"),
        State("referred", "the application is referred; the committee asks its questions and no clock runs"),
        State("initial_review", "the answers are complete; the committee's initial review runs"),
        State("secondary_assessment", "standard mitigation will not do; the committee's secondary assessment runs"),
        State("grant_recommended", "the committee has no objection; the Commission is to decide"),
        State("mitigation_recommended", "the committee recommends a grant on mitigation; the Commission is to decide"),
        State("denial_recommended", "the committee recommends a denial; the Commission is to decide"),
        State("granted", "the Commission has consented", ends="cleared", approval=True),
        State("granted_on_conditions", "the Commission has consented on conditions", ends="cleared", approval=True),
        State("denied", "the Commission has denied the application", ends="refused"),
        State("withdrawn", "the application is withdrawn", ends="withdrawn"),
        State("revoked", "the consent or the licence is revoked", ends="revoked"),
    ],
    transitions=[
        Transition(("not_applied", "withdrawn", "denied", "revoked", "granted", "granted_on_conditions"), "apply", "applied", APPLICANTS, cite=CONSENT, text="asks the Commission for its consent, or for consent to another buyer"),
        Transition("applied", "refer", "referred", "FCC", cite=REFERRAL, text="refers the application because of foreign owners"),
        Transition("referred", "find_complete", "initial_review", CHAIR, NO_ORDER, cite=INITIAL, text="finds the answers to its questions complete: the initial review begins"),
        Transition("initial_review", "assess_further", "secondary_assessment", CHAIR, cite=SECONDARY, counts_from="initial", text="finds that standard mitigation will not do and opens a secondary assessment"),
        Transition(UNDER_REVIEW, "pause", None, CHAIR, cite=PAUSE, stops=("initial", "secondary"), text="says that the period is paused"),
        Transition(UNDER_REVIEW, "resume", None, CHAIR, cite=PAUSE, resumes=("initial", "secondary"), text="says that the period runs again"),
        Transition(BEFORE_THE_COMMITTEE, "recommend_grant", "grant_recommended", CHAIR, cite=RECOMMENDED, text="recommends to grant the application"),
        Transition(BEFORE_THE_COMMITTEE, "recommend_mitigation", "mitigation_recommended", CHAIR, cite=RECOMMENDED, details=[AGREED], text="recommends to grant the application on mitigation"),
        Transition(BEFORE_THE_COMMITTEE, "recommend_denial", "denial_recommended", CHAIR, cite=RECOMMENDED, text="recommends to deny the application"),
        Transition(OPEN, "grant", "granted", "FCC", cite=CONSENT, text="consents: after a recommendation, without one, or without a referral"),
        Transition(OPEN, "grant_on_conditions", "granted_on_conditions", "FCC", cite=CONSENT, details=[AGREED], text="consents on conditions"),
        Transition(OPEN, "deny", "denied", "FCC", cite=CONSENT, text="denies the application"),
        Transition(OPEN, "withdraw", "withdrawn", APPLICANTS, cite=CONSENT, text="withdraws the application"),
        Transition(("granted", "granted_on_conditions"), "revoke", "revoked", "FCC", cite=RECOMMENDED, text="revokes what it has granted, as the committee may recommend at any time"),
    ],
    clocks=[
        Clock(
            "initial", "initial review of the committee",
            runs_in=("initial_review",),
            length=Dated([Edition(days(120, INITIAL, first_day=1), ORDERED, INITIAL)]),
            silence=OVERDUE, readings=day_one("initial_start"), citation=INITIAL_COUNT,
            limits=("whether a last day on a rest day moves was not verified: it stays",),
        ),
        Clock(
            "secondary", "secondary assessment of the committee",
            runs_in=("secondary_assessment",),
            length=Dated([Edition(days(90, SECONDARY), ORDERED, SECONDARY)]),
            silence=OVERDUE, follows="initial", citation=SECONDARY_COUNT,
            readings=(
                Reading(
                    "secondary_start",
                    {"after_initial": {}, "same_day": {"first_day": 1}},
                    why="the assessment follows the initial review; no published end that would settle the count was read",
                    texts={"after_initial": "90 days after the end of the initial review, or after the day it is opened early", "same_day": "that day itself is day 1"},
                ),
            ),
            limits=("whether a last day on a rest day moves was not verified: it stays",),
        ),
    ],
    gates=[
        Gate("close", InState("", ("granted", "granted_on_conditions"), cure="the FCC", cite=CONSENT), CONSENT, "the Commission has not consented"),
    ],
    applies=applies,
    law_days=(ORDERED,),
    asks=(TARGET_COUNTRIES, NOTIFIABLE, BUYER_COUNTRIES),
    covers=("buyer", "sold"),
    zone="America/New_York",
    citation=ORDER,
    limits=(
        "pauses and extensions of the committee's periods are recalled and unpublished: a pause is recorded as somebody announced it, no rule of this file says when it may come",
        "before 4 Apr 2020 the review had no days of its own: the Commission decides from the referral",
        "a lapse in appropriations held reviews up in 2019; no rule on it was read, so it is a pause",
        "the Commission's own timetable, the questionnaire and the levels of foreign ownership that lead to a referral are not modelled",
        "a review of a licence already held, without a deal, is not modelled",
        "a grant is not refused while the committee still reviews: the Commission alone knows whether it waits",
    ),
)
# fmt: on

PROCESSES: Final = (TEAM_TELECOM,)
