"""Beliefs as values and in words: delays, chances, and what they rest on."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.beliefs import Alternative, Basis, Belief, Delay, parse_delay
from dealflow.beliefs.belief import LONGEST, bounded_length
from dealflow.errors import DefinitionError
from dealflow.model import Unit
from dealflow.scenario import load
from dealflow.scenario.words import mended

UNITS = st.sampled_from(list(Unit))
COUNTS = st.tuples(st.integers(1, 50), st.integers(0, 50))
CLOCKS = st.sampled_from(["", "us.cfius/review", "a.b-c/d_e"])
DELAYS = st.one_of(
    st.just(Delay()),
    st.builds(lambda n, unit: Delay(n[0], n[0] + n[1], unit), COUNTS, UNITS),
    st.builds(lambda c: Delay(last_day=True, clock=c), CLOCKS),
    st.builds(lambda n, unit, c: Delay(n, n, unit, last_day=True, clock=c), st.integers(1, 90), UNITS, CLOCKS),
)
ILLUSTRATIVE = Basis("illustrative")


@given(DELAYS)
def test_delays_in_words(delay: Delay) -> None:
    """A delay said in words and read again is the same delay."""
    assert delay == parse_delay(str(delay))


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("at once", Delay()),
        (" At once ", Delay()),
        ("1 day", Delay(1, 1)),
        ("20 business days", Delay(20, 20, Unit.WORKING_DAYS)),
        ("20 to 45 working days", Delay(20, 45, Unit.WORKING_DAYS)),
        ("0 to 3 weeks", Delay(0, 3, Unit.WEEKS)),
        ("on the last day", Delay(last_day=True)),
        ("On the last day of us.hsr/waiting", Delay(last_day=True, clock="us.hsr/waiting")),
        ("2 days before the last day of us.hsr/waiting", Delay(2, 2, last_day=True, clock="us.hsr/waiting")),
    ],
)
def test_delays_as_people_write_them(text: str, delay: Delay) -> None:
    """The words that people use are understood."""
    assert delay == parse_delay(text)


@pytest.mark.parametrize(
    "text", ["", "soon", "20", "20 to 10 days", "0 days", "101 years", "-1 days", "1.5 days", "on the"]
)
def test_words_that_are_no_delay(text: str) -> None:
    """Anything else is refused with examples."""
    with pytest.raises(ValueError, match="is not a duration; write"):
        parse_delay(text)


@pytest.mark.parametrize("unit", list(Unit))
def test_a_hundred_years_is_the_most(unit: Unit) -> None:
    """A length of a hundred years is taken, one unit more is a slip of the pen."""
    assert LONGEST[unit] == bounded_length(f"{LONGEST[unit]} {unit.value}").n
    with pytest.raises(ValueError, match="more than a hundred years"):
        bounded_length(f"{LONGEST[unit] + 1} {unit.value}")


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("30 workin days", 'did you mean "30 working days"?'),
        ("30 workdays", 'did you mean "30 working days"?'),
        ("30days", 'did you mean "30 days"?'),
        ("30", 'did you mean "30 days"?'),
        ("2 moths", 'did you mean "2 months"?'),
        (
            "five to ten days",
            'write "at once", "30 working days", "20 to 45 days" or "on the last day of us.cfius/review"',
        ),
        ("3 - 5 days", 'write "at once", "30 working days", "20 to 45 days" or "on the last day of us.cfius/review"'),
    ],
)
def test_what_was_probably_meant(text: str, remedy: str) -> None:
    """A misspelt delay is answered with the nearest one that is understood; working days never become calendar days."""
    assert remedy == mended(text, delay=True)


def test_lengths_are_mended_too() -> None:
    """A misspelt length is answered with the nearest one, or with examples."""
    assert 'did you mean "20 days"?' == mended("20 dyas")
    assert "write " in mended("soon")


def test_chances_sum_to_one() -> None:
    """A group of alternatives that leaves something open, or counts something twice, is refused."""
    half = Alternative("none", Fraction(1, 2))
    with pytest.raises(DefinitionError, match="add to 1/2, not to 1"):
        Belief("us.cfius", "review", (half,), ILLUSTRATIVE)

    assert "us.cfius in review, speed" == Belief("us.cfius", "review", (half, half), ILLUSTRATIVE, "speed").name


def test_alternatives_check_themselves() -> None:
    """A chance above one, and delays whose chances leave something open, are refused."""
    with pytest.raises(DefinitionError, match="between 0 and 1"):
        Alternative("none", Fraction(2))
    with pytest.raises(DefinitionError, match="delays add to 1/3"):
        Alternative("clear", Fraction(1), ((Fraction(1, 3), Delay()),))

    assert Alternative("none", Fraction(1)).nothing


def test_a_basis_is_one_of_three() -> None:
    """A chance rests on a count with its source, on somebody's judgement, or on nothing but the example's need."""
    with pytest.raises(DefinitionError, match="none of illustrative, judgement, base rate"):
        Basis("hunch")
    with pytest.raises(DefinitionError, match="needs its source"):
        Basis("base rate")

    assert "report" == Basis("base rate", source="report").source


def test_beliefs_of_a_file() -> None:
    """Chances come as they are written, exactly; delays and bases keep what is said of them."""
    first, second = load("two-approvals").beliefs

    assert (Fraction(9, 10), Fraction(1, 10)) == tuple(a.chance for a in first.alternatives)
    assert ((Fraction(1), Delay(5, 10, Unit.WORKING_DAYS)),) == first.alternatives[0].delays
    assert Fraction(2, 3) == second.alternatives[0].chance
    assert (Fraction(2, 5), Fraction(3, 5)) == tuple(chance for chance, _ in second.alternatives[0].delays)
    assert {"reason": "security"} == dict(second.alternatives[1].details)
    assert ("judgement", "the author", date(2021, 3, 15)) == (second.basis.kind, second.basis.by, second.basis.on)
