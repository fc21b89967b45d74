"""What was missing, by convolution: as over all histories, and as a sample replayed through the rules shows it."""

from __future__ import annotations

import pytest

import dealflow as df
from analysis.outcomes.small_deals import small
from dealflow.analysis.outcomes.ask import outcomes, setting_for
from dealflow.analysis.outcomes.ground import Unsolved
from dealflow.analysis.outcomes.intervals import wilson
from dealflow.analysis.outcomes.lacking import failed_exactly
from dealflow.analysis.outcomes.missing import Failed
from dealflow.analysis.outcomes.replaying import replayed
from dealflow.analysis.outcomes.tree import tree_law
from dealflow.analysis.sampling.compiler import compiled
from dealflow.analysis.sampling.setting import Setting

#: Seeds of small deals with no more than 250 histories each.
FEW_HISTORIES = (1, 3, 4, 6, 15, 20, 22, 28, 31, 42, 43, 45, 53, 54, 59)


@pytest.mark.parametrize("seed", FEW_HISTORIES)
def test_as_over_all_histories(seed: int) -> None:
    """Every ending with every set of unmet conditions has the weight of its histories."""
    setting = small(seed, tiny=True)
    folded, followed = failed_exactly(setting), tree_law(setting).failed
    one, other = ({} if found is None else dict(found.seen) for found in (folded, followed))
    assert one == pytest.approx({key: weight for key, weight in other.items() if weight}, abs=1e-12)


def within(setting: Setting, found: Failed, histories: int) -> None:
    """Each weight lies in the interval of the histories that show it, and nothing else is seen."""
    drawn = replayed(setting, 5, histories, compiled(setting))
    assert drawn is not None
    assert set(drawn.seen) <= set(found.seen)
    for key, weight in found.seen.items():
        assert weight in wilson(round(drawn.seen.get(key, 0.0)), histories, 0.99999)


def test_as_a_sample_of_three_authorities() -> None:
    """Two thousand histories replayed; the weights add to the chance of not closing."""
    setting = setting_for(df.load("three-authorities"))
    found, law = failed_exactly(setting), outcomes(df.load("three-authorities"))
    assert found is not None
    assert law.failed == found
    assert sum(found.seen.values()) == pytest.approx(1.0 - law.closing_day.chance, abs=1e-12)
    within(setting, found, 2000)


@pytest.mark.parametrize("seed", range(12))
def test_as_a_sample_of_small_deals(seed: int) -> None:
    """Whatever clocks, circles and races they have."""
    setting = small(seed)
    try:
        found = failed_exactly(setting)
    except Unsolved:
        return
    if found is not None:
        within(setting, found, 300)
