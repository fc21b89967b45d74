"""Lapses in appropriations ("shutdowns"), which stop the clocks that run against CFIUS and no other.

A lapse is declared with its days, never inferred from the calendar or from a government that seems shut: one member
agency without funds was enough in 2026. Whoever records a lapse says that the clocks are tolled by it. Known lapses
are listed with the closings of federal offices, for comparison only.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation
from dealflow.model import Applicability, Detail, Need, Process, State, Terms, Transition

__all__ = ["PROCESSES"]

# fmt: off
TOLLING: Final = Citation("50 U.S.C. 4565", "(b)(8)", in_force=date(2018, 8, 13), note="cases accepted before that day ran on through lapses")
RULE: Final = Citation("31 CFR 800.604", in_force=date(2020, 2, 13), note="31 CFR 802.604 for real estate")
COUNT: Final = Citation("50 U.S.C. 4565", "(b)(8)", in_force=date(2018, 8, 13), status=Checked.DERIVED, note="the first and the last day of the lapse are both tolled")
WHO: Final = Detail("agencies", "text", "the agencies without funds", required=False)
# fmt: on


def applies(_terms: Terms, _day: date) -> Applicability:
    """Always part of a deal: appropriations may lapse on any day. It gates no step."""
    return Applicability(Need.MANDATORY, "appropriations may lapse on any day; that gates no step of the deal", TOLLING)


# fmt: off
APPROPRIATIONS: Final = Process(
    "us.appropriations",
    "Federal appropriations",
    "Congress",
    states=[
        State("funded", "the members of CFIUS are funded: clocks run", initial=True),
        State("lapsed", "appropriations have lapsed: deadlines on CFIUS are tolled"),
    ],
    transitions=[
        Transition("funded", "lapse", "lapsed", "Congress", cite=TOLLING, details=[WHO], text="lets appropriations lapse; effective the first day without funds, which no longer counts"),
        Transition("lapsed", "restore", "funded", "Congress", cite=COUNT, details=[WHO], text="restores funding; effective the first day on which clocks run again"),
    ],
    applies=applies,
    zone="America/New_York",
    citation=RULE,
    limits=(
        "a lapse that does not reach the members of CFIUS, or that ran before 13 Aug 2018, is recorded without effect on clocks of that time",
        "during a lapse nothing new is accepted, but no rule forbids it: acceptance is not barred here",
        "how the lapse of 31 Jan to 3 Feb 2026 was treated is not verified",
    ),
)
# fmt: on

PROCESSES: Final = (APPROPRIATIONS,)
