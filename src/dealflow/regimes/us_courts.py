"""Overlays on another process of the deal, named by the role ``target``: a court's stay, and a promise not to enforce.

A stay suspends the effect: what the target forbids is not forbidden while it lasts. It leaves every clock alone: the
day of a stayed order still comes. A promise not to enforce suspends nothing: what was prohibited stays prohibited, and
so it lifts nothing.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation
from dealflow.model import CLOCK, Applicability, Clock, Detail, Need, Process, State, Terms, Transition

__all__ = ["PROCESSES"]

RELIEF: Final = Citation("5 U.S.C. 705", in_force=date(1946, 6, 11), status=Checked.RECALLED)
INJUNCTION: Final = Citation("Fed. R. Civ. P. 65", "(a)", in_force=date(1938, 9, 16), status=Checked.RECALLED)
JUDGMENT: Final = Citation("5 U.S.C. 706", "(2)", in_force=date(1946, 6, 11), status=Checked.RECALLED)
DISCRETION: Final = Citation(
    "U.S. Const.", "art. II, s. 3", status=Checked.RECALLED, note="as in E.O. 14166, 20 Jan 2025"
)
TOLD: Final = Citation("E.O. 14258", "s. 2", in_force=date(2025, 4, 4), note="each such order prints its own last day")

PLAINTIFFS: Final = ("plaintiff", "seller", "buyer", "bidder")
AUTHORITIES: Final = ("President", "Attorney General", "Commerce", "CFIUS")


def stay_applies(_terms: Terms, _day: date) -> Applicability:
    """Always required: a court may be asked on any day. It gates no step."""
    return Applicability(Need.MANDATORY, "a court may be asked on any day; it gates no step of the deal", RELIEF)


def overlay_applies(_terms: Terms, _day: date) -> Applicability:
    """Always required: enforcement is the authority's to pause on any day. It gates no step."""
    return Applicability(
        Need.MANDATORY, "enforcement may be paused on any day; that gates no step of the deal", DISCRETION
    )


# fmt: off
STAY: Final = Process(
    "us.stay",
    "Stay or injunction",
    "court",
    states=[
        State("none", "no court has been asked", initial=True),
        State("applied", "a court has been asked for a stay or an injunction"),
        State("denied", "the court refuses", ends="denied"),
        State("in_force", "the target is enjoined or stayed for the time being", lifts="@target"),
        State("permanent", "the target is enjoined or set aside by final judgment", ends="set aside", lifts="@target"),
        State("dissolved", "the stay is lifted", ends="dissolved"),
    ],
    transitions=[
        Transition(("none", "denied", "dissolved"), "apply", "applied", PLAINTIFFS, cite=INJUNCTION, text="asks a court for a stay or an injunction"),
        Transition("applied", "withdraw", "none", PLAINTIFFS, cite=INJUNCTION, text="withdraws the application"),
        # From every state without a stay: plaintiffs who are no party to the deal ask unseen (Marland v. Trump, 30 Oct 2020).
        Transition(("none", "applied", "denied", "dissolved"), "grant", "in_force", "court", cite=RELIEF, text="stays or enjoins the target"),
        Transition("applied", "deny", "denied", "court", cite=RELIEF, text="refuses"),
        Transition(("applied", "in_force"), "make_permanent", "permanent", "court", cite=JUDGMENT, text="gives final judgment against the target"),
        Transition(("in_force", "permanent"), "dissolve", "dissolved", "court", cite=RELIEF, text="lifts the stay, or a higher court reverses"),
    ],
    applies=stay_applies,
    roles="target",
    zone="America/New_York",
    citation=RELIEF,
    limits=(
        "one stay concerns one process: an injunction against several prohibitions stands once for each",
        "a stay lifts what its target forbids; gates that the target sets stay closed",
        "appeals are not states of their own",
    ),
)

NON_ENFORCEMENT: Final = Process(
    "us.non_enforcement",
    "Promise not to enforce",
    "Attorney General",
    states=[
        State("none", "nothing is said of enforcement", initial=True),
        State("open_ended", "the authority will not enforce until further notice"),
        State("until_day", "the authority will not enforce through a day"),
        State("over", "the promise has run out or is taken back", ends="over"),
    ],
    transitions=[
        Transition(("none", "over"), "announce", "open_ended", AUTHORITIES, cite=DISCRETION, text="says that it will not enforce until further notice"),
        Transition(("none", "open_ended", "over"), "announce_until", "until_day", AUTHORITIES, cite=TOLD, details=[Detail("day", "date", "the last day without enforcement")], sets_day="stand_down", text="says that it will not enforce through a day"),
        Transition("until_day", "prolong", None, AUTHORITIES, cite=TOLD, details=[Detail("day", "date", "the last day without enforcement")], sets_day="stand_down", text="names a later last day"),
        Transition("until_day", "expire", "over", CLOCK, cite=TOLD, text="the last day has passed"),
        Transition(("open_ended", "until_day"), "end", "over", AUTHORITIES, cite=DISCRETION, text="takes the promise back"),
    ],
    clocks=[
        Clock("stand_down", "the time without enforcement", runs_in=("until_day",), length=None, silence="enforcement is possible again, also for the time before", lapse="expire", citation=TOLD),
    ],
    applies=overlay_applies,
    roles="target",
    zone="America/New_York",
    citation=DISCRETION,
    limits=("it lifts nothing: whoever relies on it acts against a prohibition in force",),
)
# fmt: on

PROCESSES: Final = (STAY, NON_ENFORCEMENT)
