"""What a deal answers when it is asked for its processes, clocks, actions, milestones and people."""

from __future__ import annotations

import pytest
from hypothesis import given

from dealflow.errors import UnknownName
from dealflow.model import (
    Bound,
    Deal,
    Transition,
)
from dealflow.testing import strategies as own
from model.small_process import AGREEMENT, PARTIES, ROWS, deal, process


@given(own.deals())
def test_a_generated_deal_answers_to_its_names(made: Deal) -> None:
    """Every process, clock and action of a deal is found under its id, lapses left out of the actions."""
    assert [b.id for b in made.processes] == [made.bound(b.id).id for b in made.processes]
    for id in made.clock_ids:
        bound, clock = made.clock(id)
        assert id == f"{bound.id}/{clock.name}"
    assert "one:file" in made.actions
    assert not any(action.endswith(":deemed_cleared") for action in made.actions)
    assert ("signing", "closing") == made.milestones


def test_an_unknown_process_or_clock_is_answered_with_the_nearest() -> None:
    """Asking a deal for what it has not raises UnknownName with a suggestion."""
    with pytest.raises(UnknownName, match="no process called 'agrement'; did you mean 'agreement'"):
        deal().bound("agrement")
    with pytest.raises(UnknownName, match="no clock called 'one/reviw'; did you mean 'one/review'"):
        deal().clock("one/reviw")


def test_an_action_that_somebody_can_take_besides_the_clock() -> None:
    """An action that falls by itself from one state and is taken by somebody from another can be taken."""
    rows = [*ROWS, Transition("open", "refuse", "refused", "authority")]

    assert "one:refuse" in deal(process(rows=rows)).actions
    assert "one:refuse" not in deal().actions


def test_milestones_of_another_transaction_are_not_this_deals() -> None:
    """A process about another transaction reaches no milestone of this deal, and its steps bear that name."""
    older = Bound("older", AGREEMENT, of="musically")

    assert () == deal(older).milestones
    assert "musically:close" == older.step("close")
    assert "close" == Bound("agreement", AGREEMENT).step("close")


def test_a_reference_is_resolved_in_the_deal() -> None:
    """Nothing and the definition's own name mean the process itself, a role who fills it, the rest as redirected."""
    bound = Bound("bid.b", process(), {"target": ("us.order", "x")}, {"overlay": "shutdown"})

    asked = ["", "one", "@target", "@nobody", "overlay", "agreement"]
    assert ["bid.b", "bid.b", "us.order", "@nobody", "shutdown", "agreement"] == [bound.ref(name) for name in asked]


def test_who_is_who() -> None:
    """A party is found by id; people are named by id or by the role they play, and an unfilled role by itself."""
    made = deal()

    assert PARTIES[1] == made.party("b")
    assert made.party("seller") is None
    assert ["the buyer", "the seller", "CFIUS"] == [made.who(name) for name in ("b", "seller", "CFIUS")]


def test_a_deal_says_itself() -> None:
    """A deal in one line, with its terms and without its tables."""
    assert "<Deal d: a deal; 3 processes, terms all, less>" == repr(deal())
