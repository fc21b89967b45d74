"""An authority that does not exist, for examples and for measuring: it reviews, investigates, clears or prohibits.

No law stands behind it, and no real authority is meant. It has a role, ``authority``, that somebody must fill, so it
stands in no deal that does not ask for it by name, as often as the deal says.

A filing is reviewed; a review that nobody ends becomes an investigation by itself. The investigation ends in a
clearance, in undertakings that are followed by a clearance, in a prohibition, or in a withdrawal with a new filing,
twice at most. Silence at the end of an investigation means nothing.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from dealflow.citation import Checked, Citation
from dealflow.model import (
    CLOCK,
    Applicability,
    Clock,
    Gate,
    InState,
    Need,
    Process,
    State,
    Terms,
    Transition,
    days,
)

__all__ = ["PROCESSES"]

RULES: Final = Citation("rules that do not exist", status=Checked.DERIVED, note="made up, to show how the model works")
ROUNDS: Final = ("first", "second", "third")
REVIEWS: Final = tuple(f"{nth}_review" for nth in ROUNDS)
INVESTIGATIONS: Final = tuple(f"{nth}_investigation" for nth in ROUNDS)


def applies(_terms: Terms, _day: date) -> Applicability:
    """Required wherever it stands, for only a deal that names it has it."""
    return Applicability(Need.MANDATORY, "the deal names this made-up authority", RULES)


# fmt: off
def rounds() -> Iterator[Transition]:
    """The rows of each round of review and investigation."""
    for nth, review, investigation in zip(ROUNDS, REVIEWS, INVESTIGATIONS, strict=True):
        yield Transition(review, "clear", "cleared", "authority", cite=RULES, text=f"clears the transaction in its {nth} review")
        yield Transition(review, "investigate", investigation, CLOCK, cite=RULES, text=f"the {nth} review is over: an investigation is open")
        yield Transition(investigation, "clear", "cleared", "authority", cite=RULES, text=f"clears the transaction in its {nth} investigation")
        yield Transition(investigation, "ask_undertakings", "undertakings", "authority", cite=RULES, text=f"asks for undertakings in its {nth} investigation")
        yield Transition(investigation, "prohibit", "prohibited", "authority", cite=RULES, text=f"prohibits the transaction in its {nth} investigation")
    for nth, investigation, review in zip(ROUNDS, INVESTIGATIONS, REVIEWS[1:], strict=False):
        yield Transition(investigation, "refile", review, ("buyer", "seller"), cite=RULES, text=f"withdraws the {nth} filing and files anew")


AUTHORITY: Final = Process(
    "made_up.authority",
    "Clearance by a made-up authority",
    "an authority that does not exist",
    states=[
        State("not_filed", "nothing filed", initial=True),
        *(State(name, f"{name.replace('_', ' ')} under way") for pair in zip(REVIEWS, INVESTIGATIONS, strict=True) for name in pair),
        State("undertakings", "undertakings are being agreed"),
        State("cleared", "cleared", ends="cleared", approval=True),
        State("prohibited", "prohibited for good", ends="refused", forbids="close"),
    ],
    transitions=[
        Transition("not_filed", "file", "first_review", ("buyer", "seller"), cite=RULES, text="files"),
        *rounds(),
        Transition("undertakings", "clear", "cleared", "authority", cite=RULES, text="clears the transaction on undertakings"),
    ],
    clocks=[
        Clock("review", "review of a filing", REVIEWS, days(45, RULES), "an investigation follows", lapse="investigate"),
        Clock("investigation", "investigation after a review", INVESTIGATIONS, days(45, RULES), "nothing: the investigation goes on, overdue"),
    ],
    gates=[Gate("close", InState("", {"cleared"}, cure="authority"), RULES, "not cleared by the authority")],
    applies=applies,
    covers=("buyer", "sold"),
    roles=("authority",),
    citation=RULES,
    limits=("the authority and its rules are made up", "a clearance does not expire and a prohibition is not lifted"),
)
# fmt: on

PROCESSES: Final = (AUTHORITY,)
