"""A cause that several authorities share: exact as a mixture, and numpy still draws the reference's histories."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest
from attrs import evolve

import dealflow as df
from dealflow.analysis.outcomes.exact import exact_law
from dealflow.analysis.outcomes.vector import Vector
from dealflow.analysis.sampling.opening import setting_of_deal
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.setting import Setting
from dealflow.beliefs import Basis, Belief, Cause

MOOD = Cause("mood", (("calm", Fraction(3, 4)), ("tense", Fraction(1, 4))), Basis("illustrative"))
CALM, TENSE = Fraction(3, 5), Fraction(1, 5)


def moody(belief: Belief, calm: Fraction, tense: Fraction) -> Belief:
    """*belief*, a choice of two, with other chances of its first alternative under each level."""
    first, other = belief.alternatives
    mean = calm * Fraction(3, 4) + tense * Fraction(1, 4)
    return evolve(
        belief,
        cause="mood",
        alternatives=(
            evolve(first, chance=mean, under=(("calm", calm), ("tense", tense))),
            evolve(other, chance=1 - mean, under=(("calm", 1 - calm), ("tense", 1 - tense))),
        ),
    )


def setting(*, shared: bool = True) -> Setting:
    """Three authorities whose first reviews depend on the mood; else, each by itself, on the mean chance."""
    scenario = df.load("three-authorities")
    beliefs = [
        moody(b, CALM, TENSE) if b.state == "first_review" and len(b.alternatives) == 2 else b for b in scenario.beliefs
    ]
    if not shared:
        beliefs = [
            evolve(b, cause="", alternatives=tuple(evolve(a, under=()) for a in b.alternatives)) for b in beliefs
        ]
    return setting_of_deal(
        scenario.deal,
        beliefs,
        causes=[MOOD] if shared else [],
        start=scenario.start,
        day=scenario.as_of,
        events=scenario.record().events,
    )


def test_the_law_is_the_mixture_of_its_levels() -> None:
    """The method says so, the chances add up, and they are not those of authorities that each toss for themselves."""
    both = setting()
    law = exact_law(both)
    assert law.method.how.startswith("mixture over 2 levels of mood")
    assert law.mass.sum() + law.open == pytest.approx(1.0, abs=1e-12)
    apart = exact_law(setting(shared=False))
    assert law.closing_day.chance == pytest.approx(apart.closing_day.chance, abs=0.05)
    assert law.closing_day.chance != pytest.approx(apart.closing_day.chance, abs=1e-5)


def test_each_belief_may_have_a_cause_of_its_own() -> None:
    """Causes that few ask about, and one that several do: the histories are those of the reference."""
    scenario = df.load("three-authorities")
    causes, beliefs = [MOOD], []
    for belief in scenario.beliefs:
        if belief.state in ("first_review", "second_review", "third_review"):
            own = "mood" if belief.state == "third_review" else f"{belief.process} in {belief.state}"
            causes += [evolve(MOOD, name=own)] if own != "mood" else []
            beliefs.append(evolve(moody(belief, CALM, TENSE), cause=own))
        elif belief.name.endswith("extension"):
            beliefs.append(moody(belief, Fraction(9, 10), Fraction(1, 10)))
        else:
            beliefs.append(belief)
    assert any(belief.process == "agreement" and belief.cause for belief in beliefs)
    many = setting_of_deal(
        scenario.deal,
        beliefs,
        causes=causes,
        start=scenario.start,
        day=scenario.as_of,
        events=scenario.record().events,
    )
    vector = Vector(many)
    found = vector.histories(6, 0, 200)
    expected = [(h.ending, (h.day - many.day).days) for h in (sample(many, 6, k) for k in range(200))]
    assert expected == [(vector.endings[e], int(d)) for e, d in zip(found.ending, found.day, strict=True)]


def test_numpy_draws_the_histories_of_the_reference() -> None:
    """Level, ending and day are those of the reference; the sampled chances lie by the exact ones."""
    both = setting()
    vector = Vector(both)
    found = vector.histories(4, 0, 120)
    expected = [(h.ending, (h.day - both.day).days) for h in (sample(both, 4, k) for k in range(120))]
    assert expected == [(vector.endings[e], int(d)) for e, d in zip(found.ending, found.day, strict=True)]
    law, sampled = exact_law(both), vector.law(4, 60_000)
    for name in law.endings:
        assert law.chance(name) in sampled.interval(name, 0.99996)
    assert law.closing_day.quantile(0.5) is not None
    assert sampled.horizon - sampled.first == timedelta(days=3 * 365)
