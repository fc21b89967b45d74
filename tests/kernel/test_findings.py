"""Findings of gates and prohibitions, the days on which each guard is met, and standing breaches."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from dealflow import kernel
from dealflow.citation import Checked, Citation
from dealflow.kernel.board import Board
from dealflow.kernel.forecast import Forecast
from dealflow.kernel.judge import find
from dealflow.kernel.plan import Plan, plan_of
from dealflow.kernel.values import Run, Stop
from dealflow.model import (
    AgedAtLeast,
    Applicability,
    Bound,
    Condition,
    Finding,
    Gate,
    Gates,
    Guard,
    InForce,
    InState,
    Need,
    OnOrBefore,
    Past,
    Permitted,
    Required,
    Running,
    Terms,
)
from dealflow.testing import strategies as own
from kernel.small_deal import BEGAN, CASE, LAW, TODAY, board, deal, on, plan, put, running

PLAN = plan()


def found(compiled: Plan, where: Board, guard: Guard, id: str = "case") -> list[Finding]:
    """The findings of *guard* of the process *id*."""
    i = compiled.index[id]
    return find(compiled, where, guard, i, compiled.truth(guard, i), Forecast(compiled, where))


def one(compiled: Plan, where: Board, guard: Guard, id: str = "case") -> Finding:
    """The only finding of *guard*."""
    (finding,) = found(compiled, where, guard, id)
    return finding


# ------------------------------------------------------------------------------------------------------ gates


def test_one_finding_for_each_gate() -> None:
    """Every gate of a step has its finding, asked or not, met or not, in deal order."""
    gates = (Gate("close", InState("", {"ajar"}), own.MADE_UP), Gate("sign", InForce(), own.MADE_UP))
    two = plan(gates=gates)

    assert [("case", False), ("gates", False)] == [
        (f.process, f.met) for f in found(two, board(two), Gates("close"), "agreement")
    ]
    assert ["gates"] == [f.process for f in found(two, board(two), Gates("sign"), "agreement")]
    assert [] == found(two, board(two), Gates("negotiate"), "agreement")


@pytest.mark.parametrize(
    ("state", "terms", "met", "reason"),
    [
        ("open", "abroad", False, "no clearance (now: not filed)"),
        ("cleared", "abroad", True, "the case does not stand in the way of close"),
        ("open", "at_home", True, "the case: not asked, voluntary: the buyer is at home"),
        (
            "review",
            "open",
            False,
            "no clearance (now: under review); whether it applies is not known: Is the buyer foreign?",
        ),
    ],
)
def test_a_gate_says_why_it_is_shut(state: str, terms: str, met: bool, reason: str) -> None:
    """A gate says that it is open, not asked and why, or shut, where its process stands and what is not known."""
    where = put(PLAN, board(PLAN, terms=terms), "case", state)
    finding = one(PLAN, where, Gates("close"), "agreement")

    assert (met, reason) == (finding.met, finding.reason)
    assert ("gate", "AUTHORITY", "case", "authority") == (
        finding.code, finding.authority, finding.waits_for, finding.cure,
    )  # fmt: skip


def test_a_gate_says_which_covered_facts_have_changed() -> None:
    """An approval of other terms names the facts that differ, and only those."""
    approved = (("buyer", "x"), ("perimeter", ("algorithm", "shop")))
    changed = put(PLAN, board(PLAN, terms="open"), "case", "cleared", approved=approved)
    finding = one(PLAN, changed, Gates("close"), "agreement")
    only = put(PLAN, board(PLAN, terms="open"), "case", "cleared", approved=(("buyer", "x"), ("perimeter", ("shop",))))

    said = "the case was given under other terms ({} changed): it must be asked again"
    assert finding.reason.startswith(said.format("buyer, perimeter"))
    assert one(PLAN, only, Gates("close"), "agreement").reason.startswith(said.format("buyer"))
    assert finding.met is False


def test_a_gate_without_a_text_says_its_guard() -> None:
    """A gate that has no text of its own says what its guard finds."""
    made = plan(gates=(Gate("sign", InState("", {"ajar"}) & InForce(), own.MADE_UP),))
    finding = one(made, board(made), Gates("sign"), "agreement")

    assert "the gates is at 'shut' (shut), not ajar (now: shut)" == finding.reason
    assert "porter" == finding.cure


def test_a_condition_of_the_contract_is_marked_as_such() -> None:
    """A gate that only the contract asks cites its clause; where the law asks it too, the law is cited."""
    listing = plan(conditions=(Condition("case", "7.1"),))
    ours, laws = (one(listing, board(listing, terms=t), Gates("close"), "agreement") for t in ("at_home", "abroad"))

    assert (True, Citation("7.1", status=Checked.CONTRACT)) == (ours.contract, ours.citation)
    assert (False, own.MADE_UP) == (laws.contract, laws.citation)
    assert "no clearance (now: not filed)" == ours.reason


def test_the_days_of_a_gate_turn_with_the_law_and_with_its_clock() -> None:
    """A gate is met until the law requires its process, and again from the day on which its clock opens it."""
    aged = evolve(CASE, id="aged", gates=[Gate("sign", Past("earliest"), own.MADE_UP)], applies=_since_the_law)
    compiled = plan_of(deal(Bound("aged", aged)))
    where = put(compiled, board(compiled, date(2020, 5, 20)), "aged", "review", Run("earliest", date(2020, 5, 25)))
    never = put(compiled, board(compiled, date(2020, 5, 20)), "aged", "open")

    assert ((date(2020, 5, 20), date(2020, 5, 31)), (on(4), None)) == one(
        compiled, where, Gates("sign"), "agreement"
    ).days
    assert ((date(2020, 5, 20), date(2020, 5, 31)),) == one(compiled, never, Gates("sign"), "agreement").days


def _since_the_law(terms: Terms, day: date) -> Applicability:
    return Applicability(Need.MANDATORY if day >= LAW else Need.NONE, "since June", own.MADE_UP)


# ------------------------------------------------------------------------------------------------------ prohibitions


def test_one_finding_for_each_who_may_forbid() -> None:
    """Each process that can forbid a step says that it does, does not, or is stayed; a cure leads out of the state."""
    refused = put(PLAN, board(PLAN), "case", "refused")
    stayed = put(PLAN, put(PLAN, board(PLAN), "case", "refused"), "stay", "stayed")
    findings = [one(PLAN, where, Permitted("close"), "agreement") for where in (board(PLAN), refused, stayed)]

    assert [
        "the case does not forbid close",
        "the case forbids close: refused",
        "the case does not forbid close while it is stayed",
    ] == [f.reason for f in findings]
    assert [True, False, True] == [f.met for f in findings]
    assert ["", "the seller, buyer", ""] == [f.cure for f in findings]
    assert {("prohibition", "case", "AUTHORITY", "case")} == {
        (f.code, f.process, f.authority, f.waits_for) for f in findings
    }
    assert [((TODAY, None),), (), ((TODAY, None),)] == [f.days for f in findings]
    assert [] == found(PLAN, refused, Permitted("sign"), "agreement")


# ------------------------------------------------------------------------------------------------------ days


@pytest.mark.parametrize(
    ("guard", "days"),
    [
        (InForce(on(20), on(25)), ((on(20), on(25)),)),
        (~InForce(on(20), on(25)), ((TODAY, on(19)), (on(26), None))),
        (InForce(None, on(14)), ()),
        (OnOrBefore("outside_date"), ((TODAY, on(30)),)),
        (~OnOrBefore("outside_date"), ((on(31), None),)),
        (Running("review"), ((TODAY, on(20)),)),
        (Past("review"), ((on(21), None),)),
        (Running("effect"), ((TODAY, on(19)),)),
        (Past("effect"), ((on(20), None),)),
        (AgedAtLeast("review", 10), ((on(20), None),)),
        (AgedAtLeast("review", 4), ((TODAY, None),)),
        (InForce(on(20), on(25)) & Past("review"), ((on(21), on(25)),)),
        (InForce(on(20), on(25)) | Past("review"), ((on(20), None),)),
        (InForce(None, on(16)) | InForce(on(17), on(18)), ((TODAY, on(18)),)),
        (InForce(None, on(16)) | InForce(on(18), on(18)), ((TODAY, on(16)), (on(18), on(18)))),
        (InState("", {"cleared"}), ()),
        (Required(category="restricted"), ((TODAY, None),)),
        (Past("ordered"), ()),
    ],
)
def test_days_by_hand(guard: Guard, days: Any) -> None:
    """The days of each kind of guard, the first and the last of them named exactly."""
    where = put(PLAN, board(PLAN), "case", "review", *running("review", "effect", "earliest", "ordered"))

    assert days == one(PLAN, where, guard).days


def test_days_turn_on_the_day_that_law_takes_force() -> None:
    """Asked before the law changes, a category is met from the day of the change on."""
    where = board(PLAN, date(2020, 5, 20))

    assert ((LAW, None),) == one(PLAN, where, Required(category="restricted")).days
    assert ((date(2020, 5, 20), date(2020, 5, 31)),) == one(PLAN, where, Required(category="open")).days


def test_the_days_of_a_stopped_clock_do_not_come() -> None:
    """While a clock is stopped nobody can say on which day it will be past."""
    where = put(PLAN, board(PLAN), "case", "review", *running("review", stops=(Stop(BEGAN, None),)))

    assert () == one(PLAN, where, Past("review")).days
    assert ((TODAY, None),) == one(PLAN, where, Running("review")).days


def test_a_forecast_sees_the_calendar_of_its_own_day() -> None:
    """The board of a later day is looked at with the calendars of the day on which the forecast is made."""
    forecast = Forecast(PLAN, board(PLAN))

    assert (on(300), TODAY) == (forecast.at(on(300)).day, forecast.at(on(300)).seen)
    assert forecast.boards[0].seen is None


# --------------------------------------------------------------------------------------------------- standing breaches


def test_a_gate_that_law_has_closed_since_is_a_standing_breach() -> None:
    """Talks begun before the law took force are a finding each day after it, and move nothing."""
    gate = Gate("negotiate", ~Required(category="restricted"), own.MADE_UP, "talks need a licence")
    licence = evolve(CASE, id="licence", gates=[gate])
    made = deal(Bound("licence", licence))
    now = kernel.start(made, date(2020, 5, 30))
    got = kernel.decide(made, now, kernel.Act("agreement:negotiate", date(2020, 5, 30), "s"))
    assert isinstance(got, kernel.Event)
    talks = kernel.evolve(made, now, got)

    assert [0, 0, 1, 1] == [
        len(kernel.standing(made, kernel.settle(made, talks, day)))
        for day in (date(2020, 5, 30), date(2020, 5, 31), LAW, on(2))
    ]
    (breach,) = kernel.standing(made, kernel.settle(made, talks, LAW))
    assert "talks need a licence (now: not filed)" == breach.reason
    assert "negotiating" == kernel.settle(made, talks, on(90)).states["agreement"]
