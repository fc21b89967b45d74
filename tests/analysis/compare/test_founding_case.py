"""The alternatives of the founding case: all load, no licence never makes a closing rarer, every history replays."""

from __future__ import annotations

from datetime import date

import pytest

import dealflow as df
from dealflow import kernel
from dealflow.analysis.compare.alternatives import compare
from dealflow.analysis.outcomes.ask import setting_for
from dealflow.analysis.sampling.history import History
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.setting import Setting
from dealflow.kernel import Act, Event
from dealflow.scenario import Scenario, WhatIfTable, alternative, otherwise

NAMES = (
    "algorithm_out",
    "algorithm_kept",
    "applied_at_once",
    "no_licence",
    "old_catalogue",
    "extended_early",
    "extended_in_full",
    "not_extended",
    "calm",
)


@pytest.fixture(scope="module")
def deal() -> Scenario:
    """TikTok in the United States, asked on 13 September 2020."""
    return df.load("tiktok-2020")


def replayed(setting: Setting, history: History) -> None:
    """Let the kernel decide every act of *history*: each is taken as it was drawn, and each lapse falls on its day."""
    deal, now = setting.deal, setting.snapshot
    fell: list[Event] = []
    for event in history.events:
        if event.kind == "lapse":
            fell.append(event)
            continue
        assert fell == list(kernel.advance(deal, now, event.on))
        fell = []
        now = kernel.settle(deal, now, event.on)
        act = Act(event.id, event.on, event.by, details=dict(event.details))
        assert event == kernel.decide(deal, now, act)
        now = kernel.evolve(deal, now, event)


def test_the_alternatives_are_named(deal: Scenario) -> None:
    """Each stands in the file under its name, says in words what it is, and changes what is asked."""
    assert NAMES == tuple(deal.file.alternatives)
    for name in NAMES:
        what = alternative(deal, name)
        other = otherwise(deal, what)
        assert what.text
        assert date(2020, 9, 13) == other.as_of
        assert (deal.deal, deal.beliefs, deal.causes) != (other.deal, other.beliefs, other.causes)


@pytest.mark.parametrize("name", NAMES)
def test_every_history_of_an_alternative_replays_on_the_kernel(deal: Scenario, name: str) -> None:
    """No act of a sampled history is refused under the rules of the alternative."""
    setting = setting_for(otherwise(deal, alternative(deal, name)))
    for k in range(6):
        replayed(setting, sample(setting, 2020, k))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_without_the_licence_a_closing_with_the_algorithm_is_no_rarer(deal: Scenario, seed: int) -> None:
    """On the same luck dropping the licence gains closings, and loses hardly one."""
    kept = otherwise(deal, alternative(deal, "algorithm_kept"))
    (found,) = compare(kept, WhatIfTable(text="none", drop=("cn.tech_export",)), seed=seed, histories=300)

    assert found.closes.gained > 10
    assert found.closes.lost * 10 < found.closes.gained


def test_the_law_of_the_day_before_and_no_licence_come_to_the_same(deal: Scenario) -> None:
    """Under the catalogue of 27 August 2020 nothing is refused for want of a licence."""
    dropped, old = compare(deal, "no_licence", "old_catalogue", histories=200)

    assert dropped.law.chances == old.law.chances
    assert dropped.closes.gained == old.closes.gained > 0


def test_the_application_of_28_august_moves_the_day_of_the_answer(deal: Scenario) -> None:
    """Thirty working days from 31 August end on 16 October, the holidays of October left out."""
    (found,) = compare(deal, "applied_at_once", method="reference", histories=2)
    days = {c.subject: c.new for c in found.redline}

    assert () == found.fallen
    assert date(2020, 10, 16) == days["cn.tech_export/letter_of_intent"]
