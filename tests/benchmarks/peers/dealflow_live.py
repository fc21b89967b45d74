"""The deal machine that the other libraries' implementations run, as an ordinary dealflow deal.

Offer, signing, two reviews side by side, closing or termination. Eight acts are tried: five are taken, three refused.
The facts that the guards of the other implementations read from attributes are processes here.
"""

from __future__ import annotations

from datetime import date, timedelta

import transitions

from dealflow.citation import Checked, Citation
from dealflow.live import Live
from dealflow.model import Deal, Gate, Gates, InState, OnOrBefore, Process, State, Transition

NAME = "dealflow live (three processes, all unmet guards + log)"
VERSION = f"transitions {transitions.__version__}"
IMPORT = "from dealflow.live import Live"

_CITE = Citation("made up for the measurement", status=Checked.DERIVED)
_DAY = date(2020, 1, 1)
_LIMIT = _DAY + timedelta(days=265)


def _review(id: str, clears: str, by: str) -> Process:
    return Process(
        id,
        f"{id} review",
        by,
        [State("pending", "pending", initial=True), State("cleared", "cleared", ends="cleared")],
        [Transition("pending", clears, "cleared", by=by)],
        gates=[Gate("close", InState("", {"cleared"}), _CITE, f"{by} has not cleared it")],
    )


AGREEMENT = Process(
    "agreement",
    "agreement",
    "contract",
    [
        State("offer", "offered", initial=True),
        State("signed", "signed"),
        State("review", "in review"),
        State("closed", "closed", ends="closed"),
        State("terminated", "terminated", ends="terminated"),
    ],
    [
        Transition("offer", "sign", "signed", by="seller", requires=[InState("board", {"approved"})]),
        Transition("signed", "file", "review", by="seller"),
        Transition("review", "close", "closed", by="seller", requires=[Gates("close"), OnOrBefore("outside_date")]),
        Transition(
            ("offer", "signed", "review"),
            "terminate",
            "terminated",
            by="seller",
            requires=[~OnOrBefore("outside_date")],
        ),
    ],
)
BOARD = Process(
    "board",
    "board",
    "board",
    [State("open", "open", initial=True), State("approved", "approved", ends="approved")],
    [Transition("open", "approve", "approved", by="board")],
)
DEAL = Deal(
    "measured",
    "the measured deal",
    [AGREEMENT, BOARD, _review("us", "clear", "CFIUS"), _review("cn", "grant", "MOFCOM")],
    dates={"outside_date": _LIMIT},
)


def new() -> Live:
    """A fresh deal."""
    return Live(DEAL, _DAY)


def lifecycle(live: Live) -> int:
    """The eight acts that every peer does (the board's approval is a ninth, unmeasured elsewhere)."""
    act = live.act
    taken = int(bool(act("agreement:sign", _DAY, "seller")))
    act("board:approve", _DAY, "board")
    taken += bool(act("agreement:sign", _DAY, "seller"))
    taken += bool(act("agreement:file", _DAY, "seller"))
    taken += bool(act("agreement:close", _DAY, "seller"))
    taken += bool(act("us:clear", _DAY, "CFIUS"))
    taken += bool(act("agreement:close", _DAY, "seller"))
    taken += bool(act("cn:grant", _DAY, "MOFCOM"))
    taken += bool(act("agreement:close", _DAY, "seller"))
    return taken


def final(live: Live) -> bool:
    """True if the deal has closed and every attempt is on the record."""
    return live.states["agreement"] == "closed" and len(live.record) == 9


def query(live: Live) -> object:
    """All rows that leave a current state, each with all its findings."""
    return live.options()
