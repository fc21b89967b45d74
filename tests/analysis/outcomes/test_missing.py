"""What was missing where a deal did not close: of every history, of a sample, and where nothing can be said."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

import dealflow as df
from analysis.outcomes.small_deals import small
from dealflow.analysis.outcomes.ask import missing, setting_for
from dealflow.analysis.outcomes.exact import exact_law
from dealflow.analysis.outcomes.replaying import replayed
from dealflow.analysis.outcomes.tree import tree_law
from dealflow.analysis.sampling.compiler import compiled


@pytest.mark.parametrize("seed", [1, 3, 4, 6])
def test_every_history_that_did_not_close_is_counted(seed: int) -> None:
    """The weights are the chance of not closing; where a refusal ended it, that authority was missing."""
    law = tree_law(small(seed, tiny=True))
    if law.failed is None:
        assert law.closing_day.chance == pytest.approx(1.0)
        return
    assert sum(law.failed.seen.values()) == pytest.approx(1.0 - law.closing_day.chance)
    for ending in law.failed.endings:
        if ending.startswith("blocked_"):
            shares = {lack.process: lack.share for lack in law.failed.of(ending)}
            assert shares[ending.removeprefix("blocked_")] == pytest.approx(1.0)


def test_the_event_loop_says_what_the_reference_says() -> None:
    """The same histories, the same conditions."""
    setting = setting_for(df.load("tiktok-2020"))
    fast, slow = replayed(setting, 3, 40, compiled(setting)), replayed(setting, 3, 40)
    assert fast == slow
    assert fast is not None
    assert all(0.0 <= lack.alone <= lack.share <= 1.0 and lack.share in lack.interval for lack in fast.of())


def test_a_convolution_says_that_it_does_not_know() -> None:
    """The reason is in the law; a sample is asked in its place."""
    setting = setting_for(df.load("three-authorities"))
    law = exact_law(setting)
    assert (law.failed, law.unasked) == (None, "a convolution follows no single history to its end")
    found = missing(setting, law, replays=60)
    assert found.failed is not None
    assert found.chances == law.chances


def test_compare_is_the_same_for_any_workers() -> None:
    """Differences to the last bit, by numpy."""
    deal = df.load("three-authorities")
    alone = df.compare(deal, "longer", "without_cedar", method="sampling", histories=3000)
    with ThreadPoolExecutor(2) as pool:
        spread = df.compare(deal, "longer", "without_cedar", method="sampling", histories=3000, executor=pool)
    assert [c.differences for c in alone] == [c.differences for c in spread]
    assert alone.law.chances == spread.law.chances
