"""A lawsuit or an arbitration about the deal."""

from __future__ import annotations

from datetime import date

import pytest

from dealflow.commercial.suit import PROCESSES
from dealflow.kernel import Refusal, Snapshot
from dealflow.model import Bound, Deal, Party
from dealflow.scenario import loads
from plays import attempt, play

#: What silence means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {}
#: States, rows and clocks.
SIZES = {"suit": (8, 10, 0)}

(SUIT,) = PROCESSES
FIRST = date(2012, 9, 1)
PARTIES = [Party("ralls", "Ralls", "buyer"), Party("cfius", "CFIUS", "CFIUS"), Party("ddc", "D.D.C.", "court")]
DEAL = Deal(
    "deal",
    "A deal",
    [Bound("suit.ralls", SUIT, roles={"plaintiff": ("ralls",), "defendant": ("cfius",)})],
    parties=PARTIES,
)
WHO = {"file": "ralls", "appeal": "ralls", "settle": "cfius", "drop": "ralls", "ask_to_hold": "cfius"}


def course(*actions: str) -> Snapshot:
    """The suit after these actions, each on the day after the one before."""
    days = [date(2012, 9, 3 + i).isoformat() for i in range(len(actions))]
    return play(
        DEAL, FIRST, *((f"suit.ralls:{a}", on, WHO.get(a, "ddc"), {}) for a, on in zip(actions, days, strict=True))
    )


@pytest.mark.parametrize(
    ("actions", "end"),
    [
        ("file", "pending"),
        ("file decide_for", "decided_for"),
        ("file decide_against", "decided_against"),
        ("file decide_against appeal", "appealed"),
        ("file decide_against appeal remand", "pending"),
        ("file decide_against appeal decide_for", "decided_for"),
        ("file decide_for appeal decide_against appeal decide_against", "decided_against"),
        ("file decide_against appeal remand settle", "settled"),
        ("file settle", "settled"),
        ("file decide_for settle", "settled"),
        ("file drop", "dropped"),
        ("file drop file", "pending"),
        ("file ask_to_hold", "pending"),
        ("file ask_to_hold hold", "held"),
        ("file hold take_up decide_for", "decided_for"),
        ("file hold drop", "dropped"),
        ("file decide_against appeal hold settle", "settled"),
    ],
)
def test_courses(actions: str, end: str) -> None:
    """Every course that suits about deals have taken leads where it should."""
    assert end == course(*actions.split()).process("suit.ralls").state


@pytest.mark.parametrize(
    ("before", "action"),
    [
        ("", "decide_for"),
        ("file", "appeal"),
        ("file", "remand"),
        ("file settle", "drop"),
        ("file settle", "decide_for"),
        ("file decide_against", "drop"),
        ("file hold", "decide_against"),
    ],
)
def test_what_cannot_be(before: str, action: str) -> None:
    """Nothing is decided before it is filed, appealed before it is decided, or taken up after it is settled."""
    got = attempt(DEAL, course(*before.split()), f"suit.ralls:{action}", "2012-10-01", WHO.get(action, "ddc"))

    assert isinstance(got, Refusal)
    assert "not from this state" == got.kind


@pytest.mark.parametrize(("action", "by"), [("decide_for", "ralls"), ("drop", "cfius"), ("settle", "ddc")])
def test_who_may(action: str, by: str) -> None:
    """Courts decide, the plaintiff alone drops, the sides alone settle."""
    got = attempt(DEAL, course("file"), f"suit.ralls:{action}", "2012-10-01", by)

    assert isinstance(got, Refusal)
    assert "wrong actor" == got.kind


def test_it_stands_only_where_it_is_named_with_its_plaintiff() -> None:
    """A deal has no suit unless it names one."""
    plain = 'format = 1\n[deal]\nid = "x"\ntitle = "X"\nas_of = 2020-01-02\n[parties]\na = { name = "A" }\n'
    named = plain + '[processes."suit.a"]\ndefinition = "suit"\nroles = { plaintiff = "a" }\n'

    assert not [b.id for b in loads(plain, "x").deal.processes if b.process.id == "suit"]
    assert ["suit.a"] == [b.id for b in loads(named, "x").deal.processes if b.process.id == "suit"]
