"""The made-up authority: its counts, its silences, its ends, and that it stands in no deal by itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

import dealflow as df
from dealflow.catalogue import catalogue
from dealflow.kernel import Refusal, Snapshot, decide, evolve, settle, start
from dealflow.kernel.values import Act
from dealflow.model import Bound, Deal, Party
from dealflow.regimes.made_up import PROCESSES
from dealflow.scenario.files import names

#: What silence means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {"made_up.authority/review": "investigate", "made_up.authority/investigation": None}
#: States, rows and clocks.
SIZES = {"made_up.authority": (10, 19, 2)}

DAY = date(2026, 2, 2)
DEAL = Deal(
    "one",
    "One made-up authority",
    [Bound("alder", PROCESSES[0], roles={"authority": ("office",)})],
    parties=[Party("office", "Office of Alder"), Party("buyer", "Buyer", "buyer")],
)


def taken(at: Snapshot, day: date, *actions: str) -> Snapshot:
    """The deal after *actions*, all on *day*."""
    for action in actions:
        by = "buyer" if action in ("file", "refile") else "office"
        event = decide(DEAL, at, Act(f"alder:{action}", day, by))
        assert not isinstance(event, Refusal), event
        at = evolve(DEAL, at, event)
    return at


def state(at: Snapshot) -> str:
    """Where the authority stands."""
    return at.process("alder").state


def test_it_stands_in_no_deal_that_does_not_name_it() -> None:
    """Its role keeps it out of the candidates of every real deal."""
    assert catalogue()["made_up.authority"].roles == ("authority",)
    for name in names():
        named = {b.process.id for b in df.load(name).deal.processes}
        assert ("made_up.authority" in named) == (name == "three-authorities")


def test_a_review_becomes_an_investigation_after_its_last_day() -> None:
    """Day 45 still belongs to the review; the investigation counts 45 days from it."""
    filed = taken(start(DEAL, DAY), DAY, "file")
    last = DAY + timedelta(days=45)
    assert state(settle(DEAL, filed, last)) == "first_review"
    opened = settle(DEAL, filed, last + timedelta(days=1))
    assert state(opened) == "first_investigation"
    assert df.deadline("made_up.authority/investigation", last).day == last + timedelta(days=45)
    assert state(settle(DEAL, opened, last + timedelta(days=900))) == "first_investigation"


def test_it_can_be_filed_three_times_and_no_more() -> None:
    """Two refilings lead to a third review, from whose investigation nobody refiles."""
    at, day = taken(start(DEAL, DAY), DAY, "file"), DAY
    for nth in ("second", "third"):
        day += timedelta(days=60)
        at = taken(at, day, "refile")
        assert state(at) == f"{nth}_review"
    at = settle(DEAL, at, day + timedelta(days=60))
    refused = decide(DEAL, at, Act("alder:refile", at.day, "buyer"))
    assert isinstance(refused, Refusal)
    assert refused.kind == "not from this state"


@pytest.mark.parametrize(
    ("actions", "end"),
    [(("clear",), "cleared"), (("ask_undertakings", "clear"), "cleared"), (("prohibit",), "prohibited")],
)
def test_each_way_to_end(actions: tuple[str, ...], end: str) -> None:
    """Clearance, clearance on undertakings, prohibition; each is the end."""
    at = taken(start(DEAL, DAY), DAY, "file")
    at = taken(at, DAY + timedelta(days=50), *actions)
    assert state(at) == end
    assert PROCESSES[0].state(end).ends
    assert not PROCESSES[0].rows(end)
