"""A forecast as a path, one history told, many deals in one table, and the laws behind them."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest

import dealflow as df
from dealflow.analysis.compare.path import path_of
from dealflow.analysis.compare.portfolio import keys_of, table_of
from dealflow.analysis.compare.target import How
from dealflow.analysis.outcomes.ask import believed, outcomes, resting_on, sampled, setting_for
from dealflow.analysis.outcomes.engine import Chosen, Loop
from dealflow.analysis.outcomes.listing import listed
from dealflow.analysis.outcomes.tell import tell
from dealflow.analysis.outcomes.vector import Vector
from dealflow.analysis.sampling.compiler import compiled
from dealflow.analysis.sampling.reference import sample
from dealflow.errors import DealflowError, ScenarioError, UnknownName
from dealflow.scenario import Scenario, WhatIfTable, otherwise, portfolio


@pytest.fixture(scope="module")
def deal() -> Scenario:
    """The reference model."""
    return df.load("three-authorities")


class TestOutcomes:
    """The law of a deal."""

    def test_it_is_exact_where_that_can_be_done(self, deal: Scenario) -> None:
        """The five probabilities of the reference model, summed over the two kinds of lapse and closing."""
        law = df.outcomes(deal)

        assert law.method.exact
        assert law.chance("closed") == pytest.approx(0.865636681617 + 0.004944761937, abs=1e-11)
        assert law.chance("blocked_by_authority") == pytest.approx(0.121880109414, abs=1e-11)
        assert law.chance("lapsed_outside_date") == pytest.approx(0.006428412652 + 0.001110034380, abs=1e-11)

    def test_the_same_seed_is_the_same_law_by_every_way(self, deal: Scenario) -> None:
        """The fast engine and the slow one count the same histories, however many are drawn at a time."""
        fast = outcomes(deal, method="sampling", histories=200, seed=3)
        slow = outcomes(deal, method="reference", histories=200, seed=3)

        assert fast.chances == slow.chances
        assert (3, 200) == (slow.method.seed, slow.method.histories)

    def test_asked_on_another_day(self, deal: Scenario) -> None:
        """On 1 June nobody has filed: that alone lowers the chance."""
        assert outcomes(deal, date(2026, 6, 1)).closing_day.chance < outcomes(deal).closing_day.chance

    def test_a_way_that_is_none_is_an_error(self, deal: Scenario) -> None:
        """With the names of those there are."""
        with pytest.raises(UnknownName, match="known: auto, exact"):
            outcomes(deal, method="guess")

    def test_an_interrupted_run_gives_the_histories_drawn_so_far(self, deal: Scenario) -> None:
        """They are those from number 0 on, and it says how many."""

        def stop(done: int, _whole: int) -> None:
            if done >= 300:
                raise KeyboardInterrupt

        law = outcomes(deal, method="reference", histories=1_000, progress=stop)

        assert 300 == law.method.histories
        assert "interrupted after 300 of 1,000" in law.method.reason
        assert outcomes(deal, method="sampling", histories=300).chances == law.chances

    def test_any_executor_gives_the_same_law(self, deal: Scenario) -> None:
        """Threads, the builtin map, and no executor at all: the same counts for the same seed."""
        arguments: dict[str, Any] = {"method": "sampling", "histories": 300_000, "seed": 8}
        alone = outcomes(deal, **arguments)
        with ThreadPoolExecutor(2) as pool:
            threads = outcomes(deal, executor=pool, **arguments)

        assert alone.mass.tolist() == threads.mass.tolist() == outcomes(deal, executor=map, **arguments).mass.tolist()
        assert alone.last == threads.last

    def test_processes_give_the_same_law(self, deal: Scenario) -> None:
        """Each worker builds the deal from its file and draws its own parts."""
        arguments: dict[str, Any] = {"method": "sampling", "histories": 300_000, "seed": 8}
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            found = outcomes(deal, executor=pool, **arguments)

        assert found.mass.tolist() == outcomes(deal, **arguments).mass.tolist()

    def test_a_dask_cluster_gives_the_same_law(self, deal: Scenario) -> None:
        """Through the executor that its client gives."""
        distributed = pytest.importorskip("distributed")
        arguments: dict[str, Any] = {"method": "sampling", "histories": 300_000, "seed": 8}
        local = {"n_workers": 1, "threads_per_worker": 2, "processes": False, "dashboard_address": None}
        with distributed.LocalCluster(**local) as cluster, distributed.Client(cluster) as client:
            found = outcomes(deal, executor=client.get_executor(), **arguments)

        assert found.mass.tolist() == outcomes(deal, **arguments).mass.tolist()

    def test_definitions_of_ones_own_stay_at_home(self, deal: Scenario) -> None:
        """Another process would build the deal from the shipped ones, so it is refused."""
        other = otherwise(deal, WhatIfTable(drop=("cedar",)))
        with pytest.raises(DealflowError, match="do not go to other processes"):
            outcomes(other, method="sampling", executor=map)

    def test_the_event_loop_draws_the_same_histories(self, deal: Scenario) -> None:
        """Ending, day and who was last, as the reference tells them; and by workers the same."""
        setting = setting_for(deal)
        tables = compiled(setting)
        loop = Loop(setting, tables, "python")
        found, numpy = loop.histories(2020, 0, 400), Vector(setting).histories(2020, 0, 400)
        chosen = Chosen(loop, "the event loop", "", 10, 100, tables)
        alone = sampled(setting, chosen, 2020, 250)

        assert [found[k].tolist() for k in range(3)] == [numpy[k].tolist() for k in range(3)]  # type: ignore[union-attr]
        assert numpy.terms is None
        assert set(found.terms.tolist()) == {0}  # type: ignore[union-attr]
        assert alone.mass.tolist() == sampled(setting, chosen, 2020, 250, executor=map).mass.tolist()

    def test_a_deal_without_beliefs_gets_base_rates_and_says_so(self) -> None:
        """The kinds of basis are counted, and the first note says what was done."""
        empty = df.load("three-authorities")
        silent = df.load("us-steel") if "us-steel" in _deals() else None
        given, notes = believed(empty)

        assert (empty, ()) == (given, notes)
        assert [("illustrative", 27)] == list(resting_on(empty))
        if silent is not None and not silent.beliefs:
            assert "base rates" in believed(silent)[1][0]

    def test_listed_histories_are_those_of_the_reference(self, deal: Scenario) -> None:
        """Number, ending, day and who was last, as rows of text."""
        setting = setting_for(deal)
        rows = list(listed(deal, histories=40, seed=5))

        for k, (number, ending, day, last) in enumerate(rows):
            one = sample(setting, 5, k)
            assert (str(k), one.ending, one.day.isoformat()) == (number, ending, day)
            assert last == (one.last if one.ending == "closed" else "")


def _deals() -> tuple[str, ...]:
    from dealflow.scenario import names

    return (*names(), *names("deals"))


class TestTold:
    """One history as a story."""

    @pytest.mark.parametrize("number", range(12))
    def test_the_live_rules_refuse_none_of_it(self, deal: Scenario, number: int) -> None:
        """Every act is put to the kernel again on its day; each has a reason and a day, in order."""
        setting = setting_for(deal)
        found = tell(setting, 2020, number)
        drawn = sample(setting, 2020, number)

        assert () == found.refusals
        assert [(e.on, e.id) for e in drawn.events] == [(e.day, e.action) for e in found.events]
        assert all(e.because for e in found.events)
        assert sorted(e.day for e in found.events) == [e.day for e in found.events]
        assert (drawn.ending, drawn.day) == (found.ending, found.day)

    @pytest.mark.parametrize("number", range(6))
    def test_nor_of_a_deal_whose_processes_are_coupled(self, number: int) -> None:
        """Bids, orders, courts and a licence: what falls together on one day is told once each."""
        setting = setting_for(df.load("tiktok-2020"))
        found = tell(setting, 2020, number)

        assert () == found.refusals
        assert all(e.because for e in found.events)


class TestPath:
    """A forecast after each event."""

    def test_a_row_for_each_event(self, deal: Scenario) -> None:
        """Before it is signed nothing closes; the last row is the law of today."""
        first, second = path_of(deal)

        assert (0.0, None) == (first.chance, first.change)
        assert second.chance == pytest.approx(df.outcomes(deal).closing_day.chance)
        assert second.change == pytest.approx(second.chance)
        assert date(2026, 7, 6) == second.median
        assert "agreement:sign (Finch)" == second.what


PORTFOLIO = """
format = 1
title = "Two"
[[deals]]
deal = "three-authorities"
[[deals]]
deal = "three-authorities"
by = 2026-06-30
"""


class TestPortfolio:
    """Many deals in one table."""

    def test_a_row_for_each_deal(self, tmp_path: Path) -> None:
        """The day that counts is the outside date or the one that is written; the last run is subtracted."""
        file = tmp_path / "all.toml"
        file.write_text(PORTFOLIO, encoding="utf-8")
        title, holdings = portfolio(file)
        one, other = table_of(holdings, last={"three-authorities": 0.5}, how=How())

        assert "Two" == title
        assert (date(2027, 1, 5), date(2026, 6, 30)) == (one.by, other.by)
        assert one.chance == pytest.approx(0.865636681617, abs=1e-9)
        assert one.change == pytest.approx(0.365636681617, abs=1e-9)
        assert (other.chance or 1.0) < (one.chance or 0.0)

    def test_a_deal_that_stands_there_twice_is_compared_with_itself(self, tmp_path: Path) -> None:
        """The second row of a name with the second of the last run."""
        file = tmp_path / "all.toml"
        file.write_text(PORTFOLIO, encoding="utf-8")
        holdings = portfolio(file)[1]
        first = table_of(holdings)
        keys = keys_of(row.name for row in first)
        again = table_of(holdings, last={key: row.chance or 0.0 for key, row in zip(keys, first, strict=True)})

        assert ("three-authorities", "three-authorities#2") == keys
        assert [0.0, 0.0] == [row.change for row in again]

    @pytest.mark.parametrize(
        ("text", "says"),
        [
            ("format = 1\n[[deals]]\ndeal = 'three-authoritys'\n", "all.toml:3:8"),
            ("format = 1\n[[deals]]\ndeel = 'three-authorities'\n", "did you mean"),
            ("format = 1\ndeals = []\n", "at least 1"),
            ("format = 2\n[[deals]]\ndeal = 'three-authorities'\n", "reads 1 only"),
        ],
    )
    def test_a_mistake_is_told_with_its_place(self, tmp_path: Path, text: str, says: str) -> None:
        """As in a deal file."""
        file = tmp_path / "all.toml"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(ScenarioError, match=says):
            portfolio(file)
