"""The kernel's values: what they answer, how they read, and that they are values."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow import kernel
from dealflow.errors import UnknownName
from dealflow.kernel import Act, Event, Option, ProcessState, Refusal, Run
from dealflow.model import Deal, Ending, Finding, InState, OnOrBefore, Transition
from dealflow.testing import guards as own_guards
from dealflow.testing import strategies as own
from kernel.small_clocks import START, deal_with, taken

DEAL = deal_with()


def finding(met: bool | None, *days: Any, reason: str = "not yet", cure: str = "") -> Finding:
    """A finding with these days."""
    return Finding(met, reason, "state", "case", "AUTHORITY", cure=cure, days=days)


def test_a_snapshot_knows_its_processes_by_id() -> None:
    """Each process is found under its id, a wrong one is answered with the nearest, and states are in deal order."""
    now = kernel.start(DEAL, START)

    assert ("open", 1, START) == now.process("case")[:3]
    assert ["case", "overlay"] == list(now.states)
    assert {"case": "open", "overlay": "off"} == now.states
    with pytest.raises(UnknownName, match="no process called 'cas'; did you mean 'case'"):
        now.process("cas")


def test_a_process_remembers_runs_and_details() -> None:
    """Of several runs of a clock the one under way is found; a detail is what was given last, or None."""
    runs = (Run("review", START, ended=START), Run("other", START), Run("late", START, ended=START))
    process = ProcessState("review", 2, START, runs, data=(("cap", 3), ("text", "x")))

    assert runs[1] == process.run("other")
    assert process.run("review") is None
    assert process.run("nothing") is None
    assert [3, "x", None] == [process.detail(name) for name in ("cap", "text", "other")]


@given(st.data())
def test_a_snapshot_is_a_value(data: Any) -> None:
    """Two equal snapshots hash alike, wherever a deal stands."""
    deal = data.draw(own.deals())
    now = data.draw(own_guards.snapshots(deal))

    assert now == kernel.settle(deal, now, now.day)
    assert hash(now) == hash(kernel.settle(deal, now, now.day))


def test_an_act_keeps_its_details_in_order() -> None:
    """Details may be a mapping, pairs or nothing; acts with the same ones are equal."""
    one, two = (Act("a:b", START, "s", details=d) for d in ({"y": 1, "x": 2}, (("x", 2), ("y", 1))))

    assert one == two
    assert (("x", 2), ("y", 1)) == one.details
    assert {"x": 2, "y": 1} == one.detail
    assert () == Act("a:b", START, "s", details=None).details


def test_an_event_says_itself() -> None:
    """An event bears the id of its action, and reads as a line of a record."""
    event = Event("case", "file", "open", "review", START, START, "seller")

    assert "case:file" == event.id
    assert "act" == event.kind
    assert "Mon 2 Mar 2020  case:file  open -> review  by seller" == str(event)


@pytest.mark.parametrize(
    ("firsts", "first"),
    [
        ([], None),
        ([START], START),
        ([START, START + timedelta(days=3)], START + timedelta(days=3)),
        ([START, None], None),
        ([None], None),
    ],
)
def test_the_first_day_of_a_refusal_is_that_of_its_last_blocker(firsts: list[date | None], first: date | None) -> None:
    """A refusal is over when its last blocker is; if one never is by itself, neither is the refusal."""
    blockers = tuple(finding(False, *([(day, None)] if day else [])) for day in firsts)

    assert first == Refusal("too early", Act("a:b", START, "s"), START, blockers).first_day


def test_a_refusal_is_falsy_and_names_every_blocker() -> None:
    """A refusal counts as no, and tells what was tried, by whom, when, of what kind, and each blocker with its cure."""
    blockers = (finding(False, reason="no filing", cure="the seller"), finding(False, reason="no signing"))
    refusal = Refusal("condition unmet", Act("case:clear", START, "authority"), START, blockers)
    nobody = Refusal("wrong actor", Act("case:clear", START, ""), START, ())

    assert not refusal
    assert (
        "case:clear on Mon 2 Mar 2020 by authority is refused: condition unmet\n"
        "  - no filing  (cure: the seller)\n"
        "  - no signing"
    ) == str(refusal)
    assert "case:clear on Mon 2 Mar 2020 by nobody is refused: wrong actor" == str(nobody)
    assert "condition unmet" in Refusal.KINDS


def test_an_option_tells_blockers_from_what_is_met_or_open() -> None:
    """The blockers of an option are what is unmet: neither what is met nor what depends on dates."""
    unmet = finding(False)
    option = Option("case", "file", ("seller",), Transition("open", "file", "review", "seller"), (
        finding(True), unmet, finding(None),
    ), permitted=False)  # fmt: skip

    assert (unmet,) == option.blockers
    assert "case:file" == option.id


def ending_deal() -> Deal:
    """An agreement with an outside date, one that the contract does not fix, and an ending for each."""
    endings = [
        Ending("closed", InState("agreement", {"closed"})),
        Ending("too late", ~OnOrBefore("outside_date")),
        Ending("lost", ~OnOrBefore("last_call")),
    ]
    return Deal("d", "d", [own.agreement()], dates={"outside_date": date(2020, 12, 31)}, endings=endings)


def test_what_the_kernel_says_of_a_deal_at_its_start() -> None:
    """At the start no milestone is reached, the contract's dates stand, and nothing has ended."""
    deal = ending_deal()
    now = kernel.start(deal, START)

    assert {"signing": None, "closing": None} == kernel.milestones(deal, now)
    assert {"outside_date": date(2020, 12, 31), "last_call": None} == kernel.contract_dates(deal, now)
    assert kernel.ending(deal, now) is None
    assert kernel.applicability(deal, now, "agreement").required
    with pytest.raises(UnknownName, match="did you mean 'agreement'"):
        kernel.applicability(deal, now, "agrement")
    with pytest.raises(UnknownName, match="no clock called"):
        kernel.deadline(deal, now, "agreement/review")


def test_the_first_ending_that_is_met_is_the_ending() -> None:
    """Endings are judged in written order, on the day asked; a date that the contract does not fix ends nothing."""
    deal = ending_deal()
    now = kernel.start(deal, START)

    assert [None, "too late"] == [
        kernel.ending(deal, kernel.settle(deal, now, day)) for day in (date(2020, 12, 31), date(2021, 1, 1))
    ]


def test_the_date_of_a_clock_that_never_ran() -> None:
    """A clock that never ran has no date, and cannot be moved."""
    now = kernel.start(DEAL, START)

    assert kernel.deadline(DEAL, now, "case/review") is None
    assert kernel.furthest(DEAL, now, "case/review") is None
    assert () == kernel.deadlines(DEAL, now)
    assert kernel.deadline(DEAL, taken(DEAL, now, "file"), "case/review") is not None
