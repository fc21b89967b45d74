"""Causes shared by several beliefs, and beliefs that go round in a circle, as files say them."""

from __future__ import annotations

from fractions import Fraction

from dealflow.scenario import dumps, loads
from scenario.tiny import CATALOGUE
from scenario.tiny_file import FILED, tiny, wrong

CAUSE = """
[causes.weather]
levels = { calm = 0.75, tense = 0.25 }
basis = { kind = "illustrative" }
"""
BELIEF = """
[[beliefs]]
process = "xx.review"
state = "review"
cause = "weather"
basis = { kind = "illustrative" }
alternatives = [
    { action = "clear", chance = { calm = 0.9, tense = 0.1 }, delay = "10 to 20 days, most likely 12" },
    { action = "none", chance = { calm = 0.1, tense = 0.9 } },
]
"""
BACK = """
[[beliefs]]
process = "xx.review"
state = "review"
basis = { kind = "illustrative" }
alternatives = [{ action = "refuse", chance = 1, delay = "at once" }]
[[beliefs]]
process = "xx.review"
state = "refused"
basis = { kind = "illustrative" }
alternatives = [{ action = "appeal", chance = 1, delay = "0 to 3 days" }]
"""


def test_chances_under_each_level() -> None:
    """A chance may differ by level; over all levels it is their mean."""
    scenario = tiny(FILED + CAUSE + BELIEF)
    (cause,), (belief,) = scenario.causes, scenario.beliefs

    assert (("calm", Fraction(3, 4)), ("tense", Fraction(1, 4))) == cause.levels
    assert ("weather", Fraction(7, 10)) == (belief.cause, belief.alternatives[0].chance)
    assert Fraction(1, 10) == belief.alternatives[0].chance_at("tense")
    assert scenario == loads(dumps(scenario), catalogue=CATALOGUE)


def test_mistakes_in_levels() -> None:
    """Every mistake is told with what was meant."""
    assert "no level of weather called" in wrong(FILED + CAUSE + BELIEF.replace("tense = 0.1", "tens = 0.1"))
    assert 'chance under "tense" is missing' in wrong(FILED + CAUSE + BELIEF.replace(", tense = 0.1", ""))
    assert "the chances of the alternatives under calm add to 1.1" in wrong(
        FILED + CAUSE + BELIEF.replace("calm = 0.1", "calm = 0.2")
    )
    assert "no cause called" in wrong(FILED + CAUSE + BELIEF.replace('"weather"', '"wether"'))
    assert "the belief names no cause" in wrong(FILED + CAUSE + BELIEF.replace('cause = "weather"', ""))
    assert "the chances of the levels add to 0.95" in wrong(FILED + CAUSE.replace("0.25", "0.2") + BELIEF)
    assert "a base rate needs its source" in wrong(FILED + CAUSE.replace("illustrative", "base rate") + BELIEF)


def test_a_circle_within_a_day() -> None:
    """Acts that can come without delay and lead back are refused when the file is loaded."""
    assert "round in a circle on one day: review -> refused -> review" in wrong(FILED + BACK)
    assert tiny(FILED + BACK.replace("0 to 3 days", "1 to 3 days")).beliefs
