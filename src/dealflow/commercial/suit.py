"""A lawsuit or an arbitration about the deal: filed, decided, appealed, settled or dropped.

A suit by itself moves nothing else: what a court forbids or lifts for the time being is a process of its own (a stay,
an injunction). It stands only in deals that name it, one process for each suit, with its plaintiff.

Limitations: see ``limits`` below.
"""

from __future__ import annotations

from typing import Final

from dealflow.citation import Checked, Citation
from dealflow.model import Detail, Process, State, Transition

__all__ = ["PROCESSES"]

RULES: Final = Citation("the rules of procedure of the court or tribunal", status=Checked.RECALLED)
SIDES: Final = ("plaintiff", "defendant")
COURT: Final = ("court", "tribunal")
DECIDED: Final = ("decided_for", "decided_against")
BEFORE_A_COURT: Final = ("pending", "appealed", "held")

GROUND: Final = Detail("ground", "text", "the ground, in words", required=False)
RELIEF: Final = Detail("relief", "text", "what the court grants, in words", required=False)
TERMS: Final = Detail("settlement", "text", "what is agreed, in words", required=False)

# fmt: off
SUIT: Final = Process(
    "suit",
    "Lawsuit or arbitration",
    "court",
    states=[
        State("not_filed", "no suit", initial=True),
        State("pending", "before the court or tribunal of first instance, or sent back to it"),
        State("held", "in abeyance: the court waits"),
        State("decided_for", "decided for the plaintiff; an appeal may follow", ends="won"),
        State("decided_against", "decided against the plaintiff; an appeal may follow", ends="lost"),
        State("appealed", "before a higher court"),
        State("settled", "settled between the sides", ends="settled"),
        State("dropped", "dropped by the plaintiff", ends="dropped"),
    ],
    transitions=[
        Transition(("not_filed", "dropped"), "file", "pending", "plaintiff", details=(GROUND,), cite=RULES,
                   text="files the suit"),
        Transition(("pending", "appealed"), "ask_to_hold", None, SIDES, details=(GROUND,), cite=RULES,
                   text="asks the court to hold the suit in abeyance"),
        Transition(("pending", "appealed"), "hold", "held", COURT, cite=RULES, text="holds the suit in abeyance"),
        Transition("held", "take_up", "pending", COURT, cite=RULES, text="takes the suit up again"),
        Transition(("pending", "appealed"), "decide_for", "decided_for", COURT, details=(RELIEF,), cite=RULES,
                   text="decides for the plaintiff"),
        Transition(("pending", "appealed"), "decide_against", "decided_against", COURT, details=(GROUND,), cite=RULES,
                   text="decides against the plaintiff, or dismisses the suit"),
        Transition(DECIDED, "appeal", "appealed", SIDES, details=(GROUND,), cite=RULES,
                   text="appeals, or asks a higher court to take the case"),
        Transition("appealed", "remand", "pending", COURT, details=(GROUND,), cite=RULES,
                   text="sets the decision aside and sends the case back"),
        Transition((*BEFORE_A_COURT, *DECIDED), "settle", "settled", SIDES, details=(TERMS,), cite=RULES,
                   text="settles the suit"),
        Transition(BEFORE_A_COURT, "drop", "dropped", "plaintiff", details=(GROUND,), cite=RULES,
                   text="drops the suit"),
    ],
    roles="plaintiff",
    citation=RULES,
    limits=(
        "times for answers, motions and appeals are not modelled: they differ by court",
        "which court decides is not checked; interim relief is a stay of its own",
    ),
)
# fmt: on

PROCESSES: Final = (SUIT,)
