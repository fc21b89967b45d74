"""Gates and prohibitions of a compiled deal, who may act in it, and its rows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dealflow.kernel.plan import plan_of
from dealflow.kernel.values import Run
from dealflow.model import (
    AllOf,
    Bound,
    Condition,
    Detail,
    Gate,
    Gates,
    InState,
    OnOrBefore,
    Permitted,
    Process,
    Reached,
    Required,
    Running,
    Transition,
)
from dealflow.testing import strategies as own
from kernel.small_deal import BEGAN, CASE, TODAY, board, deal, on, plan, put, truth, two_states

OPEN = {"day": None, "law": TODAY}
PLAN = plan()


# ------------------------------------------------------------------------------------------------------ gates


def _close(compiled: Any, where: Any) -> bool | None:
    return truth(compiled, where, Gates("close"), "agreement")


@pytest.mark.parametrize(("terms", "asked"), [("abroad", True), ("at_home", False), ("open", True)])
def test_a_gate_is_asked_while_its_process_is_required(terms: str, asked: bool) -> None:
    """A gate that is shut closes a step only if its process is required; open, it never does."""
    shut, wide = board(PLAN, terms=terms), put(PLAN, board(PLAN, terms=terms), "case", "cleared")

    assert (not asked) == _close(PLAN, shut)
    assert _close(PLAN, wide) is True
    assert truth(PLAN, shut, Gates("sign")) is True


def test_a_gate_is_asked_where_the_contract_lists_its_process() -> None:
    """A process that the contract lists as a condition is asked also where the law does not require it."""
    listing = plan(conditions=(Condition("case", "7.1"),))

    assert _close(PLAN, board(PLAN, terms="at_home")) is True
    assert _close(listing, board(listing, terms="at_home")) is False


def test_a_listed_gate_is_asked_only_where_the_contract_lists_it() -> None:
    """A gate for listed conditions alone is not there unless the contract lists its process, and then always is."""
    gate = Gate("close", InState("", {"ajar"}), own.MADE_UP, listed=True)
    without = plan(gates=(gate,))
    listed = plan(gates=(gate,), conditions=(Condition("gates", "7.2"),))
    at_home: dict[str, Any] = {"terms": "at_home"}

    assert [1, 2] == [len(p.gates["close"]) for p in (without, listed)]
    assert _close(without, board(without, **at_home)) is True
    assert _close(listed, board(listed, **at_home)) is False
    assert _close(listed, put(listed, board(listed, **at_home), "gates", "ajar")) is True


def test_gates_are_conjoined() -> None:
    """One shut gate closes a step, one that depends on dates leaves it open whether it is, and a shut one decides."""
    gates = (Gate("sign", OnOrBefore("outside_date"), own.MADE_UP), Gate("sign", InState("", {"ajar"}), own.MADE_UP))
    two = plan(gates=gates)
    sign = Gates("sign")

    assert truth(two, board(two), sign) is False
    assert truth(two, put(two, board(two), "gates", "ajar"), sign) is True
    assert truth(two, put(two, board(two, on(31)), "gates", "ajar"), sign) is False
    assert truth(two, put(two, board(two, **OPEN), "gates", "ajar"), sign) is None
    assert truth(two, board(two, **OPEN), sign) is False


def test_an_approval_of_other_terms_opens_no_gate() -> None:
    """Once a covered fact differs from what was approved, the gate is shut until the process goes again."""
    approved = (("buyer", "x"), ("perimeter", ("algorithm", "shop")))
    given_ = put(PLAN, board(PLAN), "case", "cleared", approved=approved)
    changed = put(PLAN, board(PLAN, terms="open"), "case", "cleared", approved=approved)

    assert _close(PLAN, given_) is True
    assert _close(PLAN, changed) is False
    assert [True, False] == [PLAN.still_covered(1, where) for where in (given_, changed)]


def test_gates_of_another_transaction_are_not_this_deals() -> None:
    """A process about another transaction shuts that one's step; it is always required there."""
    older = plan_of(deal(Bound("older", CASE, of="musically"), terms=deal().terms, initial_terms="at_home"))
    where = board(older)

    assert _close(older, where) is True
    assert truth(older, where, Gates("close"), "older") is False
    assert truth(older, where, Required(), "older") is True
    assert truth(older, put(older, where, "older", "cleared"), Gates("close"), "older") is True


# ------------------------------------------------------------------------------------------------------ prohibitions


def test_a_state_forbids_a_step_until_a_stay_lifts_it() -> None:
    """A forbidding state forbids its step and no other; a stay of its process lifts that."""
    forbidden = put(PLAN, board(PLAN), "case", "refused")
    stayed = put(PLAN, put(PLAN, board(PLAN), "case", "refused"), "stay", "stayed")

    assert [True, False, True] == [truth(PLAN, where, Permitted("close")) for where in (board(PLAN), forbidden, stayed)]
    assert truth(PLAN, forbidden, Permitted("sign")) is True
    assert [[], [1], []] == [PLAN.forbidders("close", where) for where in (board(PLAN), forbidden, stayed)]
    assert [] == PLAN.forbidders("negotiate", forbidden)


def test_a_stay_lifts_only_what_its_target_forbids() -> None:
    """A second process that forbids the same step goes on forbidding it."""
    two = plan_of(deal(Bound("case2", CASE)))
    where = put(two, put(two, put(two, board(two), "case", "refused"), "case2", "refused"), "stay", "stayed")

    assert [two.index["case2"]] == two.forbidders("close", where)
    assert truth(two, where, Permitted("close")) is False


# -------------------------------------------------------------------------------------------------- the compiled deal


def test_who_may_act() -> None:
    """A role stands for itself, for who is bound to it, or else for every party that plays it."""
    x, y = PLAN.index["bid.x"], PLAN.index["bid.y"]

    assert {"bidder", "x", "s"} == PLAN.actors(x, ["bidder"])
    assert {"bidder", "y"} == PLAN.actors(y, ["bidder"])
    assert {"seller", "s", "court"} == PLAN.actors(y, ["seller", "court"])


def test_a_deal_is_compiled_once() -> None:
    """The compiled form of a deal is made when first asked for, and kept."""
    made = deal()

    assert plan_of(made) is plan_of(made)
    assert ("signing", "closing") == plan_of(made).milestones
    assert ("outside_date",) == plan_of(made).date_names
    assert (1, "file") == plan_of(made).actions["case:file"]
    mover = Transition("shut", "move", "ajar", "porter", moves="long_stop", details=[Detail("to", "date", "to when")])
    moving = deal(Process("door", "door", "D", *two_states([mover])))
    assert ("outside_date", "long_stop") == plan_of(moving).date_names


def test_rows_stand_by_state_in_written_order() -> None:
    """The rows of a state keep their order; one that stays has its own state for a target."""
    case = PLAN.index["case"]

    assert ["deepen", "clear", "refuse"] == [row.action for row in PLAN.by_state[case, "review"]]
    assert [("review", "cleared")] == [(r.source, r.target) for r in PLAN.rows[case, "review", "clear"]]
    (stays,) = PLAN.rows[0, "signed", "extend_outside_date"]
    assert "signed" == stays.target
    assert 3 == len(PLAN.rows[0, "signed", "close"][0].parts)


def test_a_conjunction_is_judged_part_by_part_unless_it_says_one_sentence() -> None:
    """The parts of a row's conjunction are judged apart; one with a sentence of its own is judged as a whole."""
    parts = (Reached("signing"), Permitted("close"))
    rows = [
        Transition("shut", name, "ajar", "porter", guard)
        for name, guard in (("plain", AllOf(parts)), ("said", AllOf(parts, says="not yet")), ("free", None))
    ]
    made = plan_of(deal(Process("door", "door", "D", *two_states(rows))))
    door = made.index["door"]

    assert [parts, (AllOf(parts, says="not yet"),), ()] == [
        made.rows[door, "shut", name][0].parts for name in ("plain", "said", "free")
    ]


def test_an_applicability_is_asked_once_for_each_law() -> None:
    """The rule of application is asked once between two days on which the law changes."""
    case = PLAN.index["case"]
    first, second, later = (PLAN.applicability(case, "abroad", day) for day in (on(1), on(20), date(2021, 1, 1)))
    before = PLAN.applicability(case, "abroad", date(2020, 5, 31))

    assert first is second is later
    assert ("open", "restricted") == (before.category, first.category)


def test_a_run_that_has_ended_is_not_under_way() -> None:
    """Of a clock that has run before only the run under way counts."""
    runs = (Run("review", on(1), ended=on(5)), Run("effect", BEGAN))
    where = put(PLAN, board(PLAN), "case", "review", *runs)

    assert truth(PLAN, where, Running("review")) is False
    assert truth(PLAN, where, Running("effect")) is True
