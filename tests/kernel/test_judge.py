"""Findings: whatever is asked, each has an authority and a sentence, and together they say what the guard says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dealflow.citation import Citation
from dealflow.kernel.board import Board, board_of
from dealflow.kernel.forecast import Forecast
from dealflow.kernel.judge import find, is_gone
from dealflow.kernel.plan import Plan, plan_of
from dealflow.model import (
    AgedAtLeast,
    AllOf,
    Finding,
    Gates,
    Guard,
    InForce,
    InPerimeter,
    InState,
    NoneOther,
    Not,
    OnOrBefore,
    Past,
    Permitted,
    Reached,
    Required,
    Running,
)
from dealflow.testing import guards as own_guards
from dealflow.testing import strategies as own
from kernel import small_clocks
from kernel.small_deal import board, deal, on, plan, put, running

PLAN = plan()
CODES = {
    "milestone", "state", "exclusive", "required", "clock running", "clock past", "clock age", "contract date",
    "law in force", "perimeter", "all of", "any of", "gate", "prohibition",
}  # fmt: skip


def found(compiled: Plan, where: Board, guard: Guard, id: str = "case") -> list[Finding]:
    """The findings of *guard* of the process *id*."""
    i = compiled.index[id]
    return find(compiled, where, guard, i, compiled.truth(guard, i), Forecast(compiled, where))


def one(compiled: Plan, where: Board, guard: Guard, id: str = "case") -> Finding:
    """The only finding of *guard*."""
    (finding,) = found(compiled, where, guard, id)
    return finding


# ------------------------------------------------------------------------------------------------------ every guard


@settings(max_examples=150)
@given(st.data())
def test_findings_say_together_what_the_guard_says(data: Any) -> None:
    """The guard is met exactly if every finding is, today and on every day that the findings name."""
    made = data.draw(own.deals())
    where = board_of(data.draw(own_guards.snapshots(made)))
    i = data.draw(st.integers(0, len(made.processes) - 1))
    guard = data.draw(own_guards.guards(made, made.processes[i]))
    compiled = plan_of(made)
    truth, forecast = compiled.truth(guard, i), Forecast(compiled, where)
    findings = find(compiled, where, guard, i, truth, forecast)
    days = forecast.days(guard, i, truth)

    assert truth(where) == all(f.met for f in findings)
    for day in sorted({first for f in findings for first, _ in f.days} | {first for first, _ in days}):
        assert _on(days, day) == all(_on(f.days, day) for f in findings)
    for finding in findings:
        assert finding.process in compiled.ids
        assert finding.authority
        assert finding.reason
        assert finding.code in CODES
        assert finding.met == _on(finding.days, where.day)


def _on(days: Any, day: date) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in days)


@pytest.mark.parametrize(
    ("guard", "code"),
    [
        (Reached("signing"), "milestone"),
        (InState("", {"open"}), "state"),
        (NoneOther({"open"}), "exclusive"),
        (Required(), "required"),
        (Running("review"), "clock running"),
        (Past("review"), "clock past"),
        (AgedAtLeast("review", 3), "clock age"),
        (OnOrBefore("outside_date"), "contract date"),
        (InForce(), "law in force"),
        (InPerimeter("shop"), "perimeter"),
        (AllOf((InForce(), InForce())), "all of"),
        (InForce() | Required(), "any of"),
        (~InPerimeter("shop"), "perimeter"),
        (~Gates("close"), "gate"),
        (~Permitted("close"), "prohibition"),
        (Not(Not(Required(), says="never")), "required"),
    ],
)
def test_a_finding_names_its_kind(guard: Guard, code: str) -> None:
    """The code of a finding is that of its guard; a negation has that of what it denies."""
    assert code == one(PLAN, board(PLAN), guard).code


@pytest.mark.parametrize(
    ("guard", "gone"),
    [
        (OnOrBefore("outside_date"), True),
        (Running("review"), True),
        (InForce(None, on(30)), True),
        (InForce(None, on(60)), False),
        (Past("review"), False),
        (OnOrBefore("outside_date") | Running("review"), True),
        (OnOrBefore("outside_date") | Reached("signing"), False),
        (OnOrBefore("outside_date") | InForce(on(90)), False),
        (~InForce(), False),
        (InForce(on(20), on(25)) & ~Running("review"), True),
        (InForce(on(20), on(25)) & InForce(on(26), on(30)), False),
    ],
)
def test_what_was_met_and_never_will_be_again_is_gone(guard: Guard, gone: bool) -> None:
    """Dates that have passed are gone; what is still to come, was never so, or could be brought about is not."""
    where = put(PLAN, board(PLAN, on(40)), "case", "review", *running("review"))
    i = PLAN.index["case"]

    assert gone == is_gone(Forecast(PLAN, where), guard, i, PLAN.truth(guard, i))


# ------------------------------------------------------------------------------------------------------ who can cure it


@pytest.mark.parametrize(
    ("guard", "cure"),
    [
        (InState("", {"cleared"}), "authority"),
        (InState("", {"review"}), "the seller, buyer"),
        (InState("", {"review", "cleared"}), "the seller, authority, buyer"),
        (~InState("", {"refused"}), "the seller, buyer"),
        (~InState("", {"review"}), "authority"),
        (Reached("signing"), "the seller"),
        (~Reached("signing"), "the seller"),
        (~Reached("closing"), ""),
        (InState("bid.x", {"made"}), "Bidder X with the seller"),
        (InState("bid.y", {"made"}) | InState("", {"cleared"}), "Bidder Y, authority"),
        (InState("", {"cleared"}, cure="the Minister"), "the Minister"),
        (InState("", {"cleared"}) | Required(cure="the Minister"), "authority, the Minister"),
        (~(InForce() & InState("", {"refused"})), "the seller, buyer"),
        (InForce(), ""),
    ],
)
def test_who_can_bring_it_about(guard: Guard, cure: str) -> None:
    """Those can cure a finding who may take a row that leads there, by name; a denial is cured by leading away."""
    assert cure == one(PLAN, board(PLAN), guard).cure


def test_what_falls_by_itself_is_brought_about_by_time() -> None:
    """Where a lapse leads there, time is named beside those who can act."""
    compiled = plan_of(deal(small_clocks.case("slow")))

    assert "authority, lapse of time" == one(compiled, board(compiled), InState("", {"cleared", "lapsed"}), "slow").cure


@pytest.mark.parametrize(
    ("guard", "waits_for"),
    [
        (InState("", {"cleared"}) & Reached("signing"), "case, signing"),
        (Past("review") | Running("case/effect") | Past("review"), "case/review, case/effect"),
        (AgedAtLeast("review", 3), "case/review"),
        (InForce(), ""),
    ],
)
def test_what_has_to_happen(guard: Guard, waits_for: str) -> None:
    """A finding names the processes, milestones and clocks that it waits for, each once."""
    assert waits_for == one(PLAN, board(PLAN), guard).waits_for


def test_on_whose_word() -> None:
    """A finding cites its guard, else the first part that is cited; a contract's date is the contract's own."""
    law, other = Citation("law"), Citation("other")
    plain = one(PLAN, board(PLAN), InForce() & (Required(cite=law) | Reached("signing", cite=other)))

    assert law == plain.citation
    assert other == one(PLAN, board(PLAN), AllOf((Required(cite=law), InForce()), cite=other)).citation
    assert one(PLAN, board(PLAN), InForce()).citation is None
    assert [True, False] == [one(PLAN, board(PLAN), g).contract for g in (OnOrBefore("outside_date"), InForce())]
    assert ("case", "AUTHORITY") == (plain.process, plain.authority)
