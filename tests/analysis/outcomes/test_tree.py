"""Every history followed: the same law as by convolution, chances that add to exactly one, and deals that couple."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import numpy as np
import pytest

import dealflow as df
from analysis.outcomes.small_deals import small
from dealflow.analysis.outcomes.exact import exact_law, structural_law
from dealflow.analysis.outcomes.ground import Unsolved
from dealflow.analysis.outcomes.tree import every_history, tree_law
from dealflow.analysis.sampling.opening import setting_of, setting_of_deal
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.setting import OPEN, Setting
from dealflow.beliefs import NONE, Alternative, Basis, Belief, parse_delay
from dealflow.citation import Checked, Citation
from dealflow.model import Bound, Deal, Ending, InState, Process, State, Transition
from dealflow.model.guard import Guard

START = date(2026, 1, 5)
CITE = Citation("made up for a test", status=Checked.DERIVED)
HALF = Fraction(1, 2)
#: Seeds of small deals with no more than 250 histories each.
FEW_HISTORIES = (1, 3, 4, 6, 15, 20, 22, 28, 31, 42, 43, 45, 53, 54, 59)


def office(id: str, *requires: Guard) -> Process:
    """Somebody who says yes or no, perhaps only after somebody else."""
    return Process(
        id,
        id,
        id,
        [State("open", "open", initial=True), State("yes", "yes", ends="yes"), State("no", "no", ends="no")],
        [Transition("open", "agree", "yes", id, list(requires) or None), Transition("open", "decline", "no", id)],
        citation=CITE,
    )


def says(id: str, chance: Fraction, delay: str) -> Belief:
    """Yes with a chance, else no, after some days."""
    delays = [(Fraction(1), parse_delay(delay))]
    return Belief(
        id,
        "open",
        [Alternative("agree", chance, delays), Alternative("decline", 1 - chance, delays)],
        Basis("illustrative"),
    )


def chain(horizon: int = 60) -> Setting:
    """The second agrees only after the first, and the third after the second: two processes wait for others."""
    processes = [
        office("first"),
        office("second", InState("first", {"yes"})),
        office("third", InState("second", {"yes"})),
    ]
    endings = [Ending("done", InState("third", {"yes"})), Ending("over", InState("third", {"no"}))]
    beliefs = [
        says("first", HALF, "1 to 3 days"),
        says("second", HALF, "2 days"),
        says("third", Fraction(1, 3), "0 to 1 days"),
    ]
    deal = Deal("chain", "A chain", [Bound(p.id, p) for p in processes], endings=endings)
    return setting_of_deal(deal, beliefs, start=START, horizon=START + timedelta(days=horizon))


def test_chances_add_to_exactly_one() -> None:
    """Fractions, no rounding; every history is one that the reference could draw."""
    histories = every_history(chain())
    assert sum(chance for chance, _ in histories) == 1
    assert len(histories) == 2 * 3 * 2 * 2 * 2
    possible = {(h.ending, h.day) for _, h in histories}
    assert {(h.ending, h.day) for h in (sample(chain(), 1, k) for k in range(300))} <= possible


def test_a_chain_by_hand() -> None:
    """Done where all three agree; the law falls back on the histories where two processes wait for others."""
    law = exact_law(chain())
    assert law.method.how == "all 48 histories followed"
    assert law.chance("done") == pytest.approx(1 / 12)
    assert law.chance("over") == pytest.approx(2 / 3)
    assert law.chance(OPEN) == pytest.approx(1 / 4)
    assert law.days("done").quantile(0.01) == START + timedelta(days=3)
    assert law.days("done").quantile(1.0) == START + timedelta(days=6)


def test_as_by_convolution() -> None:
    """Where both can be had they are one law."""
    processes = [office("first"), office("second")]
    endings = [Ending("one", InState("first", {"no"})), Ending("other", InState("second", {"no"}))]
    beliefs = [says("first", Fraction(2, 3), "1 to 4 days"), says("second", HALF, "2 to 3 days")]
    deal = Deal("pair", "A pair", [Bound(p.id, p) for p in processes], endings=endings)
    setting = setting_of_deal(deal, beliefs, start=START, horizon=START + timedelta(days=10))
    folded, followed = exact_law(setting), tree_law(setting)
    assert "convolution" in folded.method.how
    np.testing.assert_allclose(folded.mass, followed.mass, atol=1e-15)
    assert folded.open == pytest.approx(followed.open)


@pytest.mark.parametrize("seed", FEW_HISTORIES)
def test_every_small_law_is_that_of_all_its_histories(seed: int) -> None:
    """Lapses, circles, races, stages, dates that move: the law is the sum over histories to twelve digits."""
    setting = small(seed, tiny=True)
    folded, followed = structural_law(setting), tree_law(setting)
    np.testing.assert_allclose(folded.mass, followed.mass, atol=1e-12)
    assert folded.open == pytest.approx(followed.open, abs=1e-12)


def test_nothing_is_done_in_some_histories() -> None:
    """Silence is a history too, and one that is over at once has its one."""
    quiet = Belief("first", "open", [Alternative(NONE, Fraction(1))], Basis("illustrative"))
    deal = Deal(
        "quiet", "Quiet", [Bound("first", office("first"))], endings=[Ending("done", InState("first", {"yes"}))]
    )
    setting = setting_of_deal(deal, [quiet], start=START, horizon=START + timedelta(days=3))
    assert tree_law(setting).chance(OPEN) == 1.0


def test_too_many_are_refused() -> None:
    """The bound is said; nothing is cut off in silence."""
    with pytest.raises(Unsolved, match="more than 400 histories"):
        tree_law(setting_of(df.load("three-authorities")))
    with pytest.raises(Unsolved, match="more than 10 histories"):
        every_history(chain(), most=10)
