"""A sale that takes the recommendation algorithm out of China, and how far its licence has come at named points."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from dealflow.kernel import Act, Event, Refusal, Snapshot, deadline, decide, evolve
from dealflow.kernel import start as begin
from dealflow.model import (
    Asset,
    Deadline,
    Deal,
    Detail,
    Gates,
    Party,
    Permitted,
    Process,
    State,
    Terms,
    Transition,
)
from dealflow.regimes.cn_tech_export import TECH_EXPORT

Step = tuple[str, str, str]
"""An act: action, day, actor."""

CN, LETTER, LICENCE = "cn.tech_export", "cn.tech_export/letter_of_intent", "cn.tech_export/licence"
ONE = timedelta(days=1)

# A tiny agreement: the three steps, an amendment and an end.
AGREE = Process(
    "agreement",
    "Agreement",
    "the parties",
    [
        State("none", "nobody talks", initial=True),
        State("talks", "the parties negotiate", continues="negotiate"),
        State("signed", "the contract is signed", continues="sign"),
        State("closed", "the deal has closed", ends="closed"),
        State("ended", "the contract is terminated", ends="terminated"),
    ],
    [
        Transition("none", "negotiate", "talks", "seller", Gates("negotiate") & Permitted("negotiate")),
        Transition("talks", "sign", "signed", "seller", Gates("sign") & Permitted("sign"), reaches="signing"),
        Transition("signed", "close", "closed", "seller", Gates("close") & Permitted("close"), reaches="closing"),
        Transition("signed", "terminate", "ended", "seller", withdraws="signing"),
        Transition(
            ("none", "talks", "signed"), "amend", None, "seller", selects=True, details=[Detail("terms", "terms", "to")]
        ),
    ],
)
PARTIES = [
    Party("bytedance", "ByteDance", "seller", "CN"),
    Party("oracle", "Oracle", "buyer", "US"),
    Party("beijing", "Beijing Municipal Commerce Bureau", "commerce_bureau", "CN"),
    Party("science", "Beijing Science and Technology Commission", "science_bureau", "CN"),
]
ALGORITHM = Asset("algorithm", "the recommendation algorithm", "personalised_information_push", "CN")
GENES = Asset("genes", "the gene editor", "human_cell_cloning_and_gene_editing", "CN")
OPERATIONS = Asset("operations", "US operations", "", "US")
PLAYER = Asset("player", "the player", "unlisted", "CN")
TERMS = {
    "with_algorithm": Terms("with_algorithm", buyer="oracle", sold=[OPERATIONS], licensed=[ALGORITHM]),
    "without_algorithm": Terms("without_algorithm", buyer="oracle", sold=[OPERATIONS]),
    "to_walmart": Terms("to_walmart", buyer="walmart", sold=[OPERATIONS], licensed=[ALGORITHM]),
    "free": Terms("free", buyer="oracle", sold=[OPERATIONS, PLAYER]),
    "forbidden": Terms("forbidden", buyer="oracle", sold=[GENES], licensed=[ALGORITHM]),
    "secret": Terms("secret", licensed=[ALGORITHM], facts={"technology_is_state_secret": True}),
    "unknown": Terms("unknown", licensed=[Asset("code", "the source code", "", "CN")]),
}


def deal(terms: str = "with_algorithm", reading: str = "receipt", **changes: Any) -> Deal:
    """The deal under the named terms and reading of the first clock."""
    kept = {"parties": PARTIES, "terms": TERMS, "initial_terms": terms, "readings": {LETTER: (reading,)}, **changes}
    return Deal("tiktok", "ByteDance to Oracle", [AGREE, TECH_EXPORT], **kept)


DEAL = deal()


def attempt(of: Deal, at: Snapshot, action: str, on: str | date, by: str, **details: Any) -> Event | Refusal:
    """What the kernel says of one act; a bare action is one of the licence."""
    day = on if isinstance(on, date) else date.fromisoformat(on)
    name = action if ":" in action else f"{CN}:{action}"
    return decide(of, at, Act(name, day, by, details=details))


def play(of: Deal, at: Snapshot, *steps: Step) -> Snapshot:
    """The deal after *steps*, none of which is refused."""
    for action, on, by in steps:
        got = attempt(of, at, action, on, by)
        assert isinstance(got, Event), str(got)
        at = evolve(of, at, got)
    return at


def on_day(day: str, *steps: Step, of: Deal = DEAL) -> Snapshot:
    """The deal on *day*, after *steps*."""
    return play(of, begin(of, date.fromisoformat(day)), *steps)


def due(of: Deal, at: Snapshot, clock: str = LETTER) -> Deadline:
    """The date of *clock* as it stands."""
    found = deadline(of, at, clock)
    assert found is not None
    return found


FILED = (("file", "2020-09-24", "bytedance"),)
UNDER_REVIEW = (*FILED, ("accept", "2020-09-28", "beijing"))
LETTER_ISSUED = (
    *UNDER_REVIEW,
    ("pass_on", "2020-09-29", "beijing"),
    ("tech_ok", "2020-10-15", "science"),
    ("trade_ok", "2020-11-09", "beijing"),
    ("issue_letter", "2020-11-11", "beijing"),
)
CONTRACT = (
    *LETTER_ISSUED,
    ("agreement:negotiate", "2020-11-11", "bytedance"),
    ("agreement:sign", "2020-11-11", "bytedance"),
)
APPLIED = (*CONTRACT, ("apply_licence", "2020-11-11", "bytedance"))
LICENSED = (*APPLIED, ("grant", "2020-12-02", "beijing"), ("issue_licence", "2020-12-09", "beijing"))
