"""The beliefs of tiktok-2020: they fit the definitions, what happened refutes none, and every course can come."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import pytest

from dealflow import kernel, scenario
from dealflow.analysis.sampling.history import History
from dealflow.analysis.sampling.opening import setting_of
from dealflow.analysis.sampling.reference import sample
from dealflow.kernel.values import Act, Event
from dealflow.scenario import Scenario

AS_OF = date(2020, 9, 13)
HISTORIES = 600
ENDINGS = {"closed", "withdrawn_regulatory", "withdrawn_commercial", "forced_divestiture", "still open"}


@cache
def tiktok() -> Scenario:
    """The scenario, read once."""
    return scenario.load("tiktok-2020")


@cache
def histories() -> tuple[History, ...]:
    """Histories from the day of the question."""
    begun = setting_of(tiktok())
    return tuple(sample(begun, 2020, i) for i in range(HISTORIES))


def licensed(history: History) -> bool:
    """True if China has issued the licence."""
    return any(event.action == "issue_licence" for event in history.events)


def test_every_suitor_and_every_authority_in_the_way_has_beliefs() -> None:
    """The three bids, the agreement, China, the order to divest, HSR, the order of August, courts, Commerce."""
    wanted = {
        *(
            "bid.microsoft",
            "bid.oracle",
            "bid.twitter",
            "agreement",
            "cn.tech_export",
            "us.divestiture_order",
            "us.hsr",
        ),
        *("us.ieepa_order", "us.ieepa_order.app_stores", "us.ieepa_order.hosting"),
        *("us.stay.app_stores", "us.stay.hosting", "us.non_enforcement.hosting"),
    }
    assert wanted == {belief.process for belief in tiktok().beliefs}


def test_each_belief_says_what_it_rests_on() -> None:
    """Illustrative all of them but the second request, which is counted."""
    kinds = Counter(belief.basis.kind for belief in tiktok().beliefs)
    assert 1 == kinds["base rate"]
    assert len(tiktok().beliefs) == kinds["base rate"] + kinds["illustrative"]
    assert all(belief.text for belief in tiktok().beliefs)


def test_china_and_cfius_depend_on_one_cause() -> None:
    """The political temperature, and nobody else does."""
    shared = {b.process for b in tiktok().beliefs if b.cause == "political_temperature"}
    assert {"cn.tech_export", "us.divestiture_order"} == shared


@pytest.mark.parametrize(
    "day", sorted({e.on for e in tiktok().history if e.on >= AS_OF} | {date(2020, 10, 15), date(2021, 12, 31)}), ids=str
)
def test_nothing_that_happened_refutes_a_belief(day: date) -> None:
    """Asked on any later day of the history, something is left of every group."""
    assert setting_of(tiktok(), as_of=day).open


def test_what_china_did_not_do_makes_it_look_colder() -> None:
    """By the end of 2020 nothing has come from Beijing: easing is less likely than it was."""
    before = dict(setting_of(tiktok()).levels["political_temperature"])
    after = dict(setting_of(tiktok(), as_of=date(2020, 12, 31)).levels["political_temperature"])
    assert before["easing"] > 2 * after["easing"]
    assert after["hostile"] > before["hostile"]


def test_every_ending_of_interest_comes() -> None:
    """Closed, given up for either reason, disposed of by order, and open at the horizon."""
    assert ENDINGS == {history.ending for history in histories()}


def test_it_can_close_with_the_algorithm_and_without() -> None:
    """With the licence where the algorithm goes along, without one where it stays."""
    closed = [history for history in histories() if history.ending == "closed"]
    assert any(licensed(history) for history in closed)
    assert any(not licensed(history) for history in closed)


def test_no_closing_is_near_certain_or_near_impossible() -> None:
    """Illustrative chances are to show something: between a twentieth and a half of all histories close."""
    assert HISTORIES / 20 < sum(h.ending == "closed" for h in histories()) < HISTORIES / 2


def test_nearly_every_alternative_fires_in_some_history() -> None:
    """Of the acts that beliefs name, at least nine in ten are taken somewhere."""
    taken = {(e.process, e.was, e.action) for h in histories() for e in h.events}
    named = {(b.process, b.state, a.action) for b in tiktok().beliefs for a in b.alternatives if not a.nothing}
    assert len(named & taken) >= 0.9 * len(named)


def test_a_closing_replays_on_the_kernel_without_a_refusal() -> None:
    """The first closed histories, act by act, on the days that were sampled."""
    closed = [history for history in histories() if history.ending == "closed"][:5]
    deal = tiktok().deal
    for history in closed:
        snapshot = tiktok().record().snapshot
        for event in history.acts:
            act = Act(
                f"{event.process}:{event.action}", event.on, event.by, event.effective, details=dict(event.details)
            )
            decided = kernel.decide(deal, snapshot, act)
            assert isinstance(decided, Event), decided
            snapshot = kernel.evolve(deal, snapshot, decided)
        assert (
            "closed"
            == dict(zip((b.id for b in deal.processes), (p.state for p in snapshot.processes), strict=True))[
                "agreement"
            ]
        )
