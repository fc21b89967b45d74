"""Settings with few histories: each delay of a belief left with two of the days on which it can be over."""

from __future__ import annotations

from fractions import Fraction

from attrs import evolve
from hypothesis import assume
from hypothesis import strategies as st

from dealflow.analysis.sampling.opening import setting_of_deal
from dealflow.analysis.sampling.setting import Setting
from dealflow.beliefs import Alternative, Belief, Delay
from dealflow.errors import BeliefRefuted
from dealflow.testing.beliefs import settings
from dealflow.testing.strategies import EPOCH

__all__ = ["narrow", "narrow_settings"]


def narrow(setting: Setting) -> Setting:
    """*setting* with fewer histories; raises BeliefRefuted where its own cannot have come under such beliefs."""
    return setting_of_deal(
        setting.deal,
        [_narrow_belief(belief) for belief in setting.beliefs],
        causes=setting.causes,
        start=EPOCH,
        day=setting.day,
        events=[event for event in setting.events if event.kind != "lapse"],
        horizon=setting.horizon,
    )


@st.composite
def narrow_settings(draw: st.DrawFn, most: int = 2, steps: int = 5) -> Setting:
    """A deal of any kind with beliefs that leave it few histories."""
    setting = draw(settings(most, steps))
    try:
        return narrow(setting)
    except BeliefRefuted:
        assume(False)
        raise


def _narrow_belief(belief: Belief) -> Belief:
    return evolve(belief, alternatives=tuple(map(_narrow_alternative, belief.alternatives)))


def _narrow_alternative(one: Alternative) -> Alternative:
    delays = [(chance * share, delay) for chance, long in one.delays for share, delay in _narrow_delay(long)]
    return one if one.nothing else evolve(one, delays=tuple(delays))


def _narrow_delay(delay: Delay) -> list[tuple[Fraction, Delay]]:
    """Its soonest and its median number of units, each half the time."""
    if delay.last_day or len(delay.law) == 1:
        return [(Fraction(1), delay)]
    soon, late = delay.law[0][0], delay.law[len(delay.law) // 2][0]
    few = [Delay(n, n, delay.unit, calendar=delay.calendar) for n in (soon, late)]
    return [(Fraction(1, 2), one) for one in few]
