"""Joint states: one law with that of every history and with that by convolution, also where processes couple."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as configured

import dealflow as df
from analysis.outcomes.narrow import narrow_settings
from analysis.outcomes.small_deals import later, small
from analysis.outcomes.test_agreement import surprise
from analysis.outcomes.test_tree import CITE, FEW_HISTORIES, HALF, START, chain, office, says
from dealflow.analysis.outcomes.engine import engine_for
from dealflow.analysis.outcomes.exact import exact_law, structural_law
from dealflow.analysis.outcomes.ground import Unsolved
from dealflow.analysis.outcomes.joint import joint_law
from dealflow.analysis.outcomes.kept import Keeping
from dealflow.analysis.outcomes.law import Law
from dealflow.analysis.outcomes.stand import Stand
from dealflow.analysis.outcomes.tree import tree_law
from dealflow.analysis.sampling.opening import setting_of, setting_of_deal
from dealflow.analysis.sampling.setting import Setting
from dealflow.beliefs import NONE, Alternative, Basis, Belief, Cause, parse_delay
from dealflow.kernel import Act, Event, decide, start
from dealflow.model import Bound, Deal, Ending, InState, Process, Reached, State, Transition

BASIS = Basis("illustrative")
FEW = 150


def same(one: Law, other: Law) -> bool:
    """True if two laws agree to twelve digits: endings and days, who cleared last, what was missing."""
    apart = float(np.max(np.abs(one.mass - other.mass), initial=0.0))
    parts = [apart, one.open - other.open]
    shares = [(dict(law.last), dict(law.failed.seen) if law.failed else {}) for law in (one, other)]
    for a, b in zip(*shares, strict=True):
        parts += [a.get(key, 0.0) - b.get(key, 0.0) for key in {*a, *b}]
    return max(map(abs, parts)) < 1e-12


@configured(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(narrow_settings())
def test_one_law_with_that_of_every_history(setting: Setting) -> None:
    """Whatever couples: gates, terms, stays, clocks that stop and are extended, causes, a history so far."""
    try:
        followed = tree_law(setting, FEW)
    except Unsolved:
        return
    assert same(followed, joint_law(setting))


@pytest.mark.parametrize("seed", FEW_HISTORIES)
def test_as_by_every_history_and_by_convolution(seed: int) -> None:
    """Three ways to one law, who was last and what was missing included."""
    setting = small(seed, tiny=True)
    law = joint_law(setting)
    assert same(tree_law(setting), law)
    np.testing.assert_allclose(structural_law(setting).mass, law.mass, atol=1e-12)


@pytest.mark.parametrize("seed", range(12))
def test_as_by_convolution_where_histories_are_many(seed: int) -> None:
    """Delays spread over days, at the start and in mid-history."""
    for setting in (small(seed), later(seed)):
        if setting is None:
            continue
        try:
            folded, law = structural_law(setting), joint_law(setting)
        except Unsolved:
            continue
        np.testing.assert_allclose(folded.mass, law.mass, atol=1e-12)
        assert folded.open == pytest.approx(law.open, abs=1e-12)
        assert dict(law.last) == pytest.approx({k: c for k, c in folded.last.items() if c}, abs=1e-12)


# ------------------------------------------------------------------------------------------------- deals made by hand


def rivals(delay: str = "1 to 2 days", horizon: int = 30) -> Setting:
    """Two that exclude each other, a third that opens when the first is turned down, and a bank that waits for one."""
    either = InState("one", {"yes"}) | InState("three", {"yes"})
    processes = [
        office("one", ~InState("two", {"yes"})),
        office("two", ~InState("one", {"yes"}) & ~InState("three", {"yes"})),
        office("three", InState("one", {"no"}), ~InState("two", {"yes"})),
        office("bank", either),
    ]
    endings = [Ending("closed", InState("bank", {"yes"})), Ending("other", InState("two", {"yes"}))]
    mood = Cause("mood", (("good", Fraction(1, 3)), ("bad", Fraction(2, 3))), BASIS)
    swayed = [
        Belief(id, "open", _swayed(delay), BASIS, cause="mood", calendar="us.hsr_observed") for id in ("one", "two")
    ]
    beliefs = [*swayed, says("three", HALF, delay), says("bank", Fraction(2, 3), "0 to 2 days")]
    deal = Deal("rivals", "Rivals", [Bound(p.id, p) for p in processes], endings=endings)
    return setting_of_deal(deal, beliefs, causes=[mood], start=START, horizon=START + timedelta(days=horizon))


def _swayed(delay: str) -> list[Alternative]:
    delays = [(Fraction(1), parse_delay(delay))]
    chances = [(("good", Fraction(3, 4)), ("bad", Fraction(1, 4))), (("good", Fraction(1, 4)), ("bad", HALF))]
    means = [sum((w * c for w, (_, c) in zip((Fraction(1, 3), Fraction(2, 3)), under, strict=True)), Fraction(0))
             for under in chances]  # fmt: skip
    last = (("good", Fraction(0)), ("bad", Fraction(1, 4)))
    return [
        Alternative("agree", means[0], delays, under=chances[0]),
        Alternative("decline", means[1], delays, under=chances[1]),
        Alternative(NONE, 1 - sum(means, Fraction(0)), under=last),
    ]


def test_rivals_under_a_shared_cause() -> None:
    """What happened to one tells of the cause and so of the other; what is taken while shut out is held."""
    setting = rivals()
    followed, law = tree_law(setting, 2000), joint_law(setting)
    assert same(followed, law)
    assert law.method.how.startswith("joint state: ")
    assert law.method.exact


def test_the_history_counts() -> None:
    """Asked after one was turned down and the rest kept silent for a day."""
    whole = rivals("1 to 4 days")
    now = start(whole.deal, START)
    event = decide(whole.deal, now, Act("one:decline", START + timedelta(days=1), "one"))
    assert isinstance(event, Event)
    setting = setting_of_deal(
        whole.deal,
        whole.beliefs,
        causes=whole.causes,
        start=START,
        day=START + timedelta(days=2),
        events=[event],
        horizon=whole.horizon,
    )
    assert same(tree_law(setting, 2000), joint_law(setting))


def test_histories_that_meet_again() -> None:
    """Far too many histories to follow, few states, the law that the event loop samples."""
    setting = rivals("20 to 45 days", 200)
    with pytest.raises(Unsolved, match="more than 400 histories"):
        tree_law(setting)
    law = exact_law(setting)
    assert law.method.how.startswith("joint state: ")
    found = engine_for(setting).engine.histories(11, 0, 4000)
    seen = np.zeros((len(setting.endings), law.mass.shape[1]))
    np.add.at(seen, (found.ending, np.where(found.ending == len(setting.endings) - 1, -1, found.day)), 1)
    assert surprise(law, seen) < 5


def test_a_chain_by_hand() -> None:
    """The same as by every history, in fewer states than there are histories."""
    law = joint_law(chain())
    assert law.method.how == "joint state: 26 states at 11 places"
    assert law.chance("done") == pytest.approx(1 / 12)


def test_an_ending_that_is_a_milestone() -> None:
    """A convolution reads endings off states, which do not tell milestones; the law comes another way."""
    closing = Transition("open", "close", "closed", "us", reaches="closing")
    us = Process(
        "us",
        "us",
        "us",
        [State("open", "", initial=True), State("closed", "", ends="closed")],
        [closing],
        citation=CITE,
    )
    belief = Belief(
        "us", "open", [Alternative("close", Fraction(1), [(Fraction(1), parse_delay("8 to 9 days"))])], BASIS
    )
    deal = Deal("us", "Us", [Bound("us", us)], endings=[Ending("closed", Reached("closing"))])
    law = exact_law(setting_of_deal(deal, [belief], start=START, horizon=START + timedelta(days=30)))
    assert law.chance("closed") == 1.0


def test_too_many_are_given_up() -> None:
    """With the reason in words, and early."""
    with pytest.raises(Unsolved, match="more than 40,000 joint states"):
        joint_law(setting_of(df.load("tiktok-2020")))
    with pytest.raises(Unsolved, match="more than 10 joint states"):
        joint_law(chain(), most=10)


def test_a_deal_that_has_ended() -> None:
    """One state, whatever its beliefs."""
    law = exact_law(setting_of(df.load("nippon-us-steel")))
    assert law.method.how == "the deal has ended"
    assert law.chance("closed_with_conditions") == 1.0


def test_a_clock_left_out_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the state forgot the clocks, the law would be another one."""
    monkeypatch.setattr(Keeping, "_runs", lambda *_: ())
    setting = small(1, tiny=True)
    assert not same(tree_law(setting), joint_law(setting))


def test_a_delay_counted_from_the_day_before_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """If what becomes available were noted a day too early, acts would come too early."""
    looked = Stand.looked
    monkeypatch.setattr(Stand, "looked", lambda stand, day, open_: looked(stand, day - 1, open_))
    assert not same(tree_law(chain()), joint_law(chain()))
