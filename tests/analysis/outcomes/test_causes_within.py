"""Causes that one process alone asks about are mixed inside it: the same law as the mixture over all combinations."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given
from hypothesis import settings as run

import dealflow as df
from analysis.outcomes.small_deals import unsure
from dealflow.analysis.outcomes.ask import setting_for
from dealflow.analysis.outcomes.causes import Causes, causes_of
from dealflow.analysis.outcomes.exact import law_at, structural_law
from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.law import Law, Method, mixture
from dealflow.analysis.outcomes.structure import levels_of, shape_of
from dealflow.analysis.outcomes.tree import every_history
from dealflow.analysis.sampling.opening import setting_of
from dealflow.analysis.sampling.setting import Setting
from dealflow.beliefs.defaults import defaults_for
from dealflow.testing.beliefs import settings

#: Seeds of small deals, and of tiny ones, whose law over all combinations takes no second. Their causes are asked about
#: by several processes, by one again and again, by the parties, or but once.
LONG = (4, 7, 9, 12, 16, 22, 25, 27, 32, 38, 47, 54, 63, 64, 67, 73, 80, 91, 93, 98)
TINY = (1, 4, 5, 9, 10, 12, 15, 18, 20, 22, 26, 27, 29, 33, 44, 47, 54, 63, 64, 88)
SEEDS = (*((seed, False) for seed in LONG), *((seed, True) for seed in TINY))
#: Real deals, each on a day on which the law is no mere silence; the mixture over all levels takes minutes.
ASKED = {"applied-kokusai": "2021-01-01", "dupont-rogers": "2022-01-01", "magnachip-wise-road": "2021-09-10"}


def over_all(setting: Setting) -> Law:
    """The law with every cause fixed at each of its levels in turn, mixed at the very end."""
    laws = [(chance, law_at(Ground(setting, level), Causes(), {})) for chance, level in levels_of(setting)]
    return mixture(laws, Method("exact", "mixture over all"))


def same(one: Law, other: Law) -> None:
    """Ending by ending and day by day, and who was last."""
    np.testing.assert_allclose(one.mass, other.mass, atol=1e-12)
    assert one.open == pytest.approx(other.open, abs=1e-12)
    assert {k: v for k, v in one.last.items() if v > 1e-12} == pytest.approx(
        {k: v for k, v in other.last.items() if v > 1e-12}, abs=1e-11
    )


def solved(setting: Setting) -> Law | None:
    """The law by convolution, or None where there is none."""
    try:
        return structural_law(setting)
    except Unsolved:
        return None


@pytest.mark.parametrize(("seed", "tiny"), SEEDS)
def test_mixed_inside_as_mixed_at_the_end(seed: int, *, tiny: bool) -> None:
    """Circles, stages and races of groups, causes of every reach."""
    setting = unsure(seed, tiny=tiny)
    same(structural_law(setting), over_all(setting))


def test_the_small_deals_ask_in_all_ways() -> None:
    """Among them are causes within an authority, within the parties, shared ones, and some asked but once."""
    found = []
    for seed, tiny in SEEDS:
        ground = Ground(unsure(seed, tiny=tiny))
        joint, bad = shape_of(ground)
        found.append((causes_of(ground, joint, bad), joint))
    assert sum(bool(c.shared) for c, _ in found) > 5
    assert sum(bool(c.once) for c, _ in found) > 5
    assert sum(joint in c.within for c, joint in found) > 5
    assert sum(any(i != joint for i in c.within) for c, joint in found) > 5


@given(settings(most=1))
@run(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
def test_any_setting(setting: Setting) -> None:
    """Deals of any make, as far as their structure allows a convolution."""
    law = None if setting.ended or not setting.levels else solved(setting)
    if law is not None:
        same(law, over_all(setting))


@pytest.mark.parametrize("name", ASKED)
def test_real_deals(name: str) -> None:
    """With the counted base rates alone: what parties do is made up elsewhere, and mostly no convolution takes it."""
    deal = df.load(name).at(date.fromisoformat(ASKED[name]))
    rates = defaults_for(deal.deal, deal.as_of)
    setting = setting_of(evolve(deal, beliefs=rates.beliefs, causes=(*deal.causes, *rates.causes)))
    same(structural_law(setting), over_all(setting))


def test_what_was_mixed_is_said() -> None:
    """Within whom, over how many levels of what; and what was asked but once."""
    setting = setting_for(df.load("nippon-us-steel"), as_of=date(2023, 8, 14))
    ground = Ground(setting)
    causes = causes_of(ground, *shape_of(ground))
    assert causes.said(ground).startswith("; within us.cfius a mixture over 27 levels of rate of us.cfius in review")
    assert not causes.shared


@pytest.mark.parametrize("seed", [1, 3, 4, 6])
def test_as_following_every_history(seed: int) -> None:
    """Histories draw every cause once; their sum is the law."""
    setting = unsure(seed, tiny=True)
    try:
        histories = every_history(setting, 3000)
    except Unsolved:
        pytest.skip("too many histories")
    law = structural_law(setting)
    for name in law.endings:
        assert law.chance(name) == pytest.approx(float(sum(c for c, h in histories if h.ending == name)), abs=1e-12)
