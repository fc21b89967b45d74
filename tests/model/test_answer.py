"""Answers of rules of application: yes, no, or open with what would decide."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.model import (
    NO,
    YES,
    Answer,
    Fact,
    Need,
    Terms,
    at_least,
    buyer_from,
    buyer_from_outside,
    member_states,
    more_than,
    said,
    target_in,
    unknown,
)

COLOUR = Fact("green", "yes/no", "Is it green?")
SIZE = Fact("size", "number", "How large is it?")
OPEN = [Answer(None, ("a",)), Answer(None, ("b",))]
answers = st.sampled_from([YES, NO, *OPEN])


@given(answers, answers, answers)
def test_answers_combine_as_logic_does(a: Answer, b: Answer, c: Answer) -> None:
    """De Morgan, and order and grouping do not matter to what is known."""
    assert (~(a & b)).value == (~a | ~b).value
    assert (a & b & c).value == (c & (b & a)).value
    assert (a | b).value == (b | a).value
    assert (~~a) == a


@given(st.lists(st.sampled_from(["a", "b"]), max_size=2).map(frozenset))
def test_learning_what_is_missing_never_turns_an_answer(known: frozenset[str]) -> None:
    """What is decided with facts missing stays so, whatever they turn out to be."""
    for a, b in product((True, False), repeat=2):
        full = {"a": a, "b": b}
        now = {n: Answer(full[n]) if n in known else Answer(None, (n,)) for n in full}
        for before, after in (
            (now["a"] & now["b"], a and b),
            (now["a"] | ~now["b"], a or not b),
        ):
            assert before.value in (None, after)
            assert (before.value is None) == bool(before.missing)
            assert not set(before.missing) & known


def test_a_missing_fact_leaves_the_question_open() -> None:
    """A fact that is not given is missing by its name, never a no."""
    assert Answer(None, ("green",)) == said(Terms("t"), COLOUR)
    assert said(Terms("t", facts={"green": False}), COLOUR) == NO
    assert at_least(Terms("t"), SIZE, 5).missing == ("size",)


@pytest.mark.parametrize(("size", "least", "above"), [(4.99, NO, NO), (5, YES, NO), (5.01, YES, YES)])
def test_at_least_and_more_than(size: float, least: Answer, above: Answer) -> None:
    """The bound itself is at least the bound, and not more than it."""
    terms = Terms("t", facts={"size": size})
    assert at_least(terms, SIZE, 5) == least
    assert more_than(terms, SIZE, 5) == above


def test_an_unknown_asks_every_question_that_is_open() -> None:
    """The question of each missing fact, in order, and none of a fact that is known."""
    found = unknown(Answer(None, ("size", "green")), (COLOUR, SIZE), "cannot be told")
    assert found.status == Need.UNKNOWN
    assert found.question == "How large is it? Is it green?"
    assert found.missing == ("size", "green")


def test_where_target_and_buyer_are() -> None:
    """Countries decide nexus; a deal that names none leaves it open."""
    terms = Terms("t", facts={"target_countries": ["US", "DE"], "buyer_countries": ("CN",)})
    assert target_in(terms, "DE", "FR") == YES
    assert target_in(terms, "FR") == NO
    assert buyer_from(terms, "CN") == YES
    assert buyer_from_outside(terms, "CN") == NO
    assert buyer_from_outside(terms, *member_states(date(2021, 1, 1))) == YES
    assert target_in(Terms("t"), "DE").missing == ("target_countries",)
    assert buyer_from_outside(Terms("t"), "DE").missing == ("buyer_countries",)


@pytest.mark.parametrize(("day", "inside"), [(date(2020, 1, 31), True), (date(2020, 2, 1), False)])
def test_the_united_kingdom_left_on_a_day(day: date, inside: bool) -> None:
    """31 January 2020 was the last day of membership."""
    assert ("GB" in member_states(day)) is inside
    assert len(member_states(day)) == 27 + inside


@pytest.mark.parametrize("value", [("us",), ("USA",), ["US", 3], "US"])
def test_a_country_is_two_capital_letters(value: object) -> None:
    """Anything else is no list of ISO codes."""
    held = tuple(value) if isinstance(value, list) else value
    assert not Fact("target_countries", "countries", "Where?").accepts(held)
