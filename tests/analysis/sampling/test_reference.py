"""The reference sampler: what it promises of every history, over random deals and beliefs."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as configured
from hypothesis import strategies as st

from dealflow import kernel
from dealflow.analysis.sampling.history import History
from dealflow.analysis.sampling.opening import setting_of, setting_of_deal
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.setting import OPEN, Setting
from dealflow.kernel import Act, Event
from dealflow.live import Live
from dealflow.scenario import load
from dealflow.testing.beliefs import beliefs, settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def replayed(setting: Setting, history: History) -> None:
    """Let the kernel decide every event of *history* and let every lapse fall: none is refused, none is missing."""
    deal, now = setting.deal, setting.snapshot
    met: list[str | None] = []
    fell: list[Event] = []
    for event in history.events:
        if event.kind == "lapse":
            fell.append(event)
            continue
        lapses = list(kernel.advance(deal, now, event.on))
        assert fell == lapses
        fell = []
        now = kernel.settle(deal, now, event.on)
        details = dict(event.details)
        got = kernel.decide(deal, now, Act(event.id, event.on, event.by, details=details))
        assert got == event
        now = kernel.evolve(deal, now, event)
        met.append(kernel.ending(deal, now))
    lapses = list(kernel.advance(deal, now, history.day + setting.horizon.resolution))
    assert fell == [e for e in lapses if e.on <= history.day][: len(fell)]
    if history.ending == OPEN:
        assert fell == [e for e in lapses if e.on <= history.day]
        assert set(met) <= {None}
    elif history.events and history.events[-1].kind == "act":
        assert met[-1] == history.ending
        assert set(met[:-1]) <= {None}


@configured(max_examples=60, deadline=None, suppress_health_check=_SLOW)
@given(settings(), st.integers(0, 99))
def test_every_history_replays_on_the_kernel(setting: Setting, index: int) -> None:
    """No event of a sampled history is refused, and every lapse falls on its day."""
    for k in range(index, index + 3):
        replayed(setting, sample(setting, 7, k))


@configured(max_examples=40, deadline=None, suppress_health_check=_SLOW)
@given(settings(), st.integers(0, 99))
def test_no_day_is_passed_over(setting: Setting, index: int) -> None:
    """Going from event to event gives what going from day to day gives."""
    assert sample(setting, 3, index, every_day=True) == sample(setting, 3, index)


@configured(max_examples=30, deadline=None, suppress_health_check=_SLOW)
@given(settings(steps=0), st.integers(0, 99))
def test_every_history_replays_on_the_live_deal(setting: Setting, index: int) -> None:
    """A live deal takes every act of a sampled history, and lets the same lapses fall."""
    history = sample(setting, 5, index)
    live = Live(setting.deal, setting.day)
    for event in history.acts:
        assert live.act(event.id, event.on, event.by, **dict(event.details)) == event
    live.advance(max(live.day, history.day))
    told = [e for e in live.record if isinstance(e, Event)]

    assert list(history.events[: len(told)]) == told


@pytest.mark.parametrize("name", ["two-approvals", "three-authorities", "tiktok-2020"])
def test_the_shipped_examples_replay(name: str) -> None:
    """Histories of a shipped scenario replay day for day."""
    setting = setting_of(load(name))
    for index in range(25):
        replayed(setting, sample(setting, 1, index))


def test_the_whole_deal_replays_under_any_beliefs() -> None:
    """The largest shipped deal, under beliefs about every state of every authority: no refusal, no day passed over."""
    deal, day = load("tiktok-2020").deal, date(2020, 9, 1)
    setting = setting_of_deal(deal, beliefs(deal, 5), start=day, horizon=day + 150 * date.resolution)
    history = sample(setting, 1, 0)

    assert len(history.events) > 10
    replayed(setting, history)
    assert history == sample(setting, 1, 0, every_day=True)
