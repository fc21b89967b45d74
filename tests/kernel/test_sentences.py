"""Findings in words: for each kind of guard the sentence of a met, an unmet and an undecided one."""

from __future__ import annotations

from typing import Any

import pytest

from dealflow.citation import Citation
from dealflow.kernel.plan import Plan
from dealflow.kernel.sentences import say
from dealflow.model import (
    AgedAtLeast,
    AllOf,
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
from kernel.small_deal import BEGAN, TODAY, board, on, plan, put, running

PLAN = plan()
EXON = Citation("50 U.S.C. 4565", "(b)")


def said(guard: Guard, id: str = "case", *, compiled: Plan = PLAN, runs: Any = (), state: str = "", **when: Any) -> str:
    """What *guard* says of the small deal on a board made so."""
    where = board(compiled, **when)
    if runs or state:
        put(compiled, where, "case", state or "review", *runs)
    i = compiled.index[id]
    return say(compiled, where, guard, i, compiled.truth(guard, i)(where))


def test_milestones() -> None:
    """A milestone has been reached or has not."""
    assert "signing has not been reached" == said(Reached("signing"))
    assert "signing has been reached" == said(Reached("signing"), milestones=[TODAY, None])
    assert "signing has not been reached" == said(~Reached("signing"))
    assert "signing has been reached" == said(~Reached("signing"), milestones=[TODAY, None])


def test_states() -> None:
    """Where the process is, and where it would have to be."""
    assert "the case is at 'open' (not filed)" == said(InState("", {"open"}))
    assert "the case is at 'open' (not filed), not review or cleared" == said(InState("", {"cleared", "review"}))
    assert "the bid is at 'none' (no bid), not made" == said(InState("bid.x", {"made"}))


def test_none_other() -> None:
    """Who else is already there."""
    assert "no other bid is made or taken" == said(NoneOther({"taken", "made"}), "bid.x")
    where = put(PLAN, board(PLAN), "bid.y", "made")
    i = PLAN.index["bid.x"]
    assert "bid.y is already made or taken" == say(PLAN, where, NoneOther({"taken", "made"}), i, met=False)


def test_required() -> None:
    """What the rule of application says, with its category where it has one."""
    assert "the case is required: restricted, the buyer is foreign" == said(Required())
    assert "the case is not required: voluntary, the buyer is at home" == said(Required(), terms="at_home")
    assert "the case is required: unknown, the buyer is not known" == said(Required("case"), "bid.x", terms="open")
    assert "the case is not dual use: restricted, the buyer is foreign" == said(Required(category="dual_use"))


@pytest.mark.parametrize(
    ("clock", "word"), [("review", "its last day is"), ("effect", "its day is"), ("earliest", "its day is")]
)
def test_clocks(clock: str, word: str) -> None:
    """A clock is running or not, has run out or not, and when its day is or was."""
    runs = running(clock)

    assert f"clock {clock} is running" == said(Running(clock), runs=runs)
    assert f"clock {clock} is not running" == said(Running(clock))
    assert f"clock {clock} is not running; {word} Sat 20 Jun 2020" == said(Running(clock), runs=runs, day=on(25))
    assert f"clock {clock} has run out" == said(Past(clock), runs=runs, day=on(25))
    assert f"clock {clock} has not run out; {word} Sat 20 Jun 2020" == said(Past(clock), runs=runs)
    assert f"clock {clock} has not run out" == said(Past(clock))


def test_clocks_without_a_length_or_a_day() -> None:
    """No date is named where an order has still to set it, or dates are left open."""
    assert "clock ordered has not run out" == said(Past("ordered"), runs=running("ordered"))
    for guard in (Past("review"), ~Past("review")):
        assert "it depends on dates whether clock review has run out" == said(
            guard, runs=running("review"), day=None, law=TODAY
        )


def test_ages() -> None:
    """How old a clock has to be, and when it began."""
    runs = running("review")

    assert "clock review began at least 5 days ago" == said(AgedAtLeast("review", 5), runs=runs)
    assert "clock review is younger than 6 days; it began on Wed 10 Jun 2020" == said(
        AgedAtLeast("review", 6), runs=runs
    )
    assert "clock review is younger than 6 days; it has not begun" == said(AgedAtLeast("review", 6))


def test_dates_of_the_contract() -> None:
    """The date, and whether it has passed; or that the contract fixes none."""
    assert "the outside date (Tue 30 Jun 2020) has not passed" == said(OnOrBefore("outside_date"))
    assert "the outside date (Tue 30 Jun 2020) has passed" == said(OnOrBefore("outside_date"), day=on(31))
    assert "it depends on dates whether the outside date (Tue 30 Jun 2020) has not passed" == said(
        OnOrBefore("outside_date"), day=None
    )
    assert "the contract fixes no outside date" == said(OnOrBefore("outside_date"), compiled=plan(dates={}))


def test_law() -> None:
    """Which rule, and from when through when it is in force."""
    assert "the rule is in force" == said(InForce())
    assert "50 U.S.C. 4565 is in force" == said(InForce(BEGAN, cite=EXON))
    assert "50 U.S.C. 4565 is in force only from Sat 20 Jun 2020" == said(InForce(on(20), cite=EXON))
    assert "the rule is in force only through Wed 10 Jun 2020" == said(InForce(None, BEGAN))
    assert "the rule is in force only from Fri 19 Jun 2020 through Sat 20 Jun 2020" == said(InForce(on(19), on(20)))
    assert "the rule is in force" == said(~InForce())


def test_perimeters() -> None:
    """An asset is inside or outside the terms, by name."""
    assert "algorithm is inside the terms 'abroad'" == said(InPerimeter("algorithm"))
    assert "algorithm is outside the terms 'at home'" == said(InPerimeter("algorithm"), terms="at_home")


def test_gates_and_prohibitions_inside_a_combination() -> None:
    """Where a step's gates or prohibitions are one alternative of several, they are told in a word."""
    assert "the gates of close are closed, and the rule is in force" == said(Gates("close") | ~InForce())
    assert "the gates of close are open" == said(Gates("close") | ~InForce(), state="cleared")
    assert "close is forbidden, and the rule is in force" == said(Permitted("close") | ~InForce(), state="refused")
    assert "close is permitted" == said(~InForce() | Permitted("close"))


def test_combinations_tell_what_decides() -> None:
    """A conjunction tells what holds it up, an alternative what carries it; met or lost as a whole, all are told."""
    yes, no = InForce(cite=EXON), Reached("signing")

    assert "signing has not been reached" == said(AllOf((yes, no)))
    assert "50 U.S.C. 4565 is in force and signing has not been reached" == said(AllOf((yes, ~no)))
    assert "50 U.S.C. 4565 is in force" == said(no | yes)
    assert "signing has not been reached, and clock review is not running" == said(no | Running("review"))
    assert "50 U.S.C. 4565 is in force" == said(~(no | yes))
    assert "signing has not been reached" == said(~AllOf((yes, no)))
    assert "it depends on dates whether clock review is running, or signing has not been reached" == said(
        Running("review") | no, runs=running("review"), day=None
    )
    assert "it depends on dates whether clock review is running" == said(
        AllOf((Running("review"), yes)), runs=running("review"), day=None, law=TODAY
    )


def test_a_guard_with_a_sentence_of_its_own_says_it_when_unmet() -> None:
    """The sentence of a guard is told when it is unmet and only then, at whatever depth."""
    no = Reached("signing", says="there is no agreement")

    assert "there is no agreement" == said(no)
    assert "signing has been reached" == said(no, milestones=[TODAY, None])
    assert "there is no agreement" == said(AllOf((InForce(), no)))
    assert "there is no agreement" == said(~no)
    assert "never" == said(AllOf((InForce(), no), says="never"))
    assert "not while it is in force" == said(Not(InForce(), says="not while it is in force"))
    assert "not while it is in force" == said(Not(Not(InForce(), says="not while it is in force")))
