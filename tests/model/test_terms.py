"""Parties, assets, facts and terms, and the answer whether a regime applies."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.errors import DefinitionError
from dealflow.model import Applicability, Asset, Fact, Need, Terms

ALGORITHM, SHOP, BRAND = Asset("algorithm", "the algorithm", exporter="CN"), Asset("shop", "shop"), Asset("brand", "b")
ASSETS = st.lists(st.sampled_from([ALGORITHM, SHOP, BRAND]), max_size=4)


@given(ASSETS, ASSETS, ASSETS)
def test_the_perimeter_is_what_the_buyer_owns_uses_or_sees(sold: Any, licensed: Any, accessed: Any) -> None:
    """Each asset that is sold, licensed or accessed is in the perimeter once, in the order of ids."""
    terms = Terms("t", sold=sold, licensed=licensed, accessed=accessed)

    assert sorted({a.id for a in [*sold, *licensed, *accessed]}) == [a.id for a in terms.perimeter]


@given(st.permutations([ALGORITHM, SHOP]), st.permutations([("a", 1), ("b", True)]))
def test_terms_do_not_depend_on_the_order_they_are_written_in(assets: list[Asset], facts: Any) -> None:
    """Terms with the same assets and facts are equal and hash alike."""
    one, two = Terms("t", sold=assets, facts=facts), Terms("t", sold=[ALGORITHM, SHOP], facts={"b": True, "a": 1})

    assert one == two
    assert hash(one) == hash(two)


def test_covered_facts_are_remembered_by_value() -> None:
    """An approval remembers the named facts in order: the buyer, the assets by id, and what the terms say or leave."""
    terms = Terms(
        "t", buyer="b", sold=[SHOP], licensed=[ALGORITHM], accessed=[BRAND], facts={"price": 10, "listed": False}
    )
    names = ["sold", "price", "buyer", "licensed", "listed", "accessed", "perimeter", "missing"]

    assert (
        ("accessed", ("brand",)),
        ("buyer", "b"),
        ("licensed", ("algorithm",)),
        ("listed", False),
        ("missing", None),
        ("perimeter", ("algorithm", "brand", "shop")),
        ("price", 10),
        ("sold", ("shop",)),
    ) == terms.covered(names)
    assert () == terms.covered(())


def test_a_fact_that_is_not_given_is_missing() -> None:
    """A fact is its value, also if that is no; a fact nobody gave is None."""
    terms = Terms("t", facts={"listed": False})

    assert terms.fact("listed") is False
    assert terms.fact("foreign") is None


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("yes/no", [True, False], [1, 0, "yes", None]),
        ("number", [1, 2.5, 0], [True, False, "1", None]),
        ("text", ["", "x"], [1, None, True]),
        ("date", [date(2020, 1, 1)], ["2020-01-01", 2020, None]),
    ],
)
def test_a_fact_accepts_values_of_its_kind(kind: str, good: list[Any], bad: list[Any]) -> None:
    """Each kind of fact accepts its own values; a yes is no number and a number no yes."""
    fact = Fact("f", kind, "What is it?")

    assert all(fact.accepts(value) for value in good)
    assert not any(fact.accepts(value) for value in bad)


def test_a_fact_of_an_unknown_kind_is_refused() -> None:
    """The kinds of facts are a closed list, which the error names."""
    with pytest.raises(
        DefinitionError, match=r"fact 'f': 1 problem\n  - kind 'maybe' is none of \['countries', 'date'"
    ):
        Fact("f", "maybe", "?")


@pytest.mark.parametrize(
    ("status", "required"),
    [(Need.NONE, False), (Need.VOLUNTARY, False), (Need.MANDATORY, True), (Need.UNKNOWN, True)],
)
def test_an_unknown_counts_as_required(status: str, required: bool) -> None:
    """What is mandatory or not known is required; the rest is not."""
    assert required == Applicability(status, "because", question="Which?").required


def test_an_answer_is_one_of_four_and_an_unknown_asks() -> None:
    """A fifth answer is refused, and so is an unknown that does not say what to ask for."""
    with pytest.raises(DefinitionError, match="status 'perhaps' is none of"):
        Applicability("perhaps", "because")
    with pytest.raises(DefinitionError, match="an unknown must say which question to ask"):
        Applicability(Need.UNKNOWN, "because")
