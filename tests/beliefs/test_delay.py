"""Delays of every shape: their words, and the law of each over whole units."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from dealflow.beliefs import Alternative, Basis, Belief, Cause, Delay, parse_delay
from dealflow.errors import DefinitionError
from dealflow.model import Unit

SAID = [
    ("20 to 45 days, most likely 30", Delay(20, 45, shape="triangle", mode=30)),
    ("20 to 45 weeks, most likely 30, PERT", Delay(20, 45, Unit.WEEKS, shape="PERT", mode=30)),
    ("log-normal, median 40 days, sigma 0.5", Delay(shape="log-normal", mode=40, sigma=Fraction(1, 2))),
    ("median 40 days, 90 % within 70", Delay(shape="log-normal", mode=40, within=(Fraction(9, 10), 70))),
    ("observed 31, 12, 15, 15 days", Delay(shape="observed", cases=(12, 15, 15, 31))),
    ("30 working days of cn.state", Delay(30, 30, Unit.WORKING_DAYS, calendar="cn.state")),
]


@pytest.mark.parametrize(("text", "delay"), SAID)
def test_in_words(text: str, delay: Delay) -> None:
    """Each shape is understood, and said again so that it is understood again."""
    assert delay == parse_delay(text) == parse_delay(str(delay))


@pytest.mark.parametrize("delay", [*(d for _, d in SAID), Delay(), Delay(0, 9), Delay(2, 2, last_day=True)])
def test_a_law_adds_to_one(delay: Delay) -> None:
    """The chances of all numbers of units add to one exactly, in rising order."""
    numbers = [n for n, _ in delay.law]

    assert 1 == sum(chance for _, chance in delay.law)
    assert sorted(set(numbers)) == numbers
    assert all(chance > 0 for _, chance in delay.law)
    assert numbers[0] == delay.soonest


def test_shapes() -> None:
    """A triangle and PERT peak where they say; past cases come as often as they came; a median halves."""
    for shape in ("triangle", "PERT"):
        law = dict(Delay(20, 45, shape=shape, mode=30).law)
        assert 30 == max(law, key=law.__getitem__)
        assert (20, 45) == (min(law), max(law))
    assert {12: Fraction(1, 4), 15: Fraction(1, 2), 31: Fraction(1, 4)} == dict(SAID[4][1].law)
    for _, delay in SAID[2:4]:
        assert 0.5 == pytest.approx(float(sum(c for n, c in delay.law if n <= 40)), abs=1e-12)
    within = SAID[3][1]
    assert 0.9 == pytest.approx(float(sum(c for n, c in within.law if n <= 70)), abs=1e-9)
    by_hand = 0.5 * (1 + math.erf(math.log(10 / 40) / (0.5 * math.sqrt(2))))
    assert by_hand == pytest.approx(float(sum(c for n, c in SAID[2][1].law if n <= 10)), abs=1e-15)


@pytest.mark.parametrize(
    "wrong",
    [
        {"least": 3, "most": 2},
        {"shape": "round"},
        {"least": 2, "most": 5, "shape": "triangle", "mode": 6},
        {"shape": "log-normal", "mode": 40},
        {"shape": "log-normal", "mode": 40, "sigma": Fraction(0)},
        {"shape": "log-normal", "mode": 40, "within": (Fraction(9, 10), 30)},
        {"shape": "observed"},
    ],
)
def test_what_is_no_delay(wrong: dict[str, object]) -> None:
    """A delay that contradicts itself is refused."""
    with pytest.raises(DefinitionError):
        Delay(**wrong)  # type: ignore[arg-type]


def test_causes_check_themselves() -> None:
    """Levels add to one and have names of their own; chances add to one under each level."""
    basis, half = Basis("illustrative"), Fraction(1, 2)
    with pytest.raises(DefinitionError, match="levels add to 1/2"):
        Cause("x", (("a", half),), basis)
    with pytest.raises(DefinitionError, match="one name"):
        Cause("x", (("a", half), ("a", half)), basis)
    one = Alternative("none", Fraction(1), under=(("a", Fraction(1)), ("b", half)))
    with pytest.raises(DefinitionError, match="under b add to 1/2"):
        Belief("p", "s", (one,), basis)


def test_sources_have_names_of_their_own() -> None:
    """Each alternative draws its delay from a source of its own, two of one action as well."""
    day = ((Fraction(1), Delay(1, 1)),)
    parts = [Alternative("extend", Fraction(1, 3), day) for _ in range(2)]
    belief = Belief("p", "s", (*parts, Alternative("none", Fraction(1, 3))), Basis("illustrative"), "g")

    assert "p/s/g#choice" == belief.choice_source
    assert ("p/s/g/extend#delay", "p/s/g/extend~2#delay", "p/s/g/none#delay") == belief.delay_sources
