"""A deal validates the references between its processes: each mistake named with a remedy, all of them at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dealflow.citation import Checked, Dated, Edition
from dealflow.errors import DefinitionError
from dealflow.model import (
    AgedAtLeast,
    Bound,
    Clock,
    Condition,
    Deal,
    Ending,
    Gate,
    Guard,
    InPerimeter,
    InState,
    OnOrBefore,
    Past,
    Process,
    Reached,
    Reading,
    Required,
    Running,
    State,
    Terms,
    Toll,
    Transition,
    days,
)
from model.small_process import AGREEMENT, CITE, OVERLAY, REVIEW, ROWS, STATES, deal, process


def problems(*processes: Any, **more: Any) -> list[str]:
    """What is wrong with a deal made of these parts."""
    try:
        deal(*processes, **more)
    except DefinitionError as error:
        return list(error.problems)
    return []


def asking(guard: Guard) -> Process:
    """The small process with a row that asks for *guard*."""
    return process(rows=[*ROWS, Transition("open", "skip", "cleared", "seller", guard)])


# ------------------------------------------------------------------------------------------------------ mistakes


def test_a_process_stands_in_the_deal_once() -> None:
    """Two processes of one id are a mistake; one definition under two ids is none."""
    assert ["process 'one' stands in the deal 2 times"] == problems(process(), process())
    assert [] == problems(Bound("one", process()), Bound("two", process()))


def test_terms_that_there_are() -> None:
    """Initial terms, and those that a process carries, are among the alternatives; none named means the first."""
    assert ["initial terms: no terms called 'al'; did you mean 'all'?"] == problems(initial_terms="al")
    assert ["process 'one': no terms called 'les'; did you mean 'less'?"] == problems(
        Bound("one", process(), terms="les")
    )
    assert ["all", "less"] == [deal().initial_terms, deal(initial_terms="less").initial_terms]
    assert {"": Terms("")} == Deal("d", "d", [OVERLAY]).terms


def test_conditions_name_processes_that_there_are() -> None:
    """A condition precedent names a process of the deal."""
    assert ["condition '7.1': no process called 'onee'; did you mean 'one'?"] == problems(
        conditions=[Condition("onee", "7.1")]
    )
    assert Checked.CONTRACT is Condition("one", "7.1").citation.status
    assert "7.1" == Condition("one", "7.1").citation.text


def test_readings_name_clocks_and_readings_that_there_are() -> None:
    """A reading is chosen for a clock of the deal from those it has."""
    reading = Reading("first_day", {"day_0": {}, "day_1": {"first_day": 1}})
    one = process(clocks=[Clock("review", "r", {"review"}, days(30, CITE), "-", lapse="refuse", readings=[reading])])

    assert ["readings: no clock called 'one/reviw'; did you mean 'one/review'?"] == problems(
        one, readings={"one/reviw": ("day_1",)}
    )
    assert ["readings of one/review: no reading called 'day_2'; did you mean 'day_1'?"] == problems(
        one, readings={"one/review": ("day_2",)}
    )
    assert [] == problems(one, readings={"one/review": ("day_1",)})


def test_roles_are_bound_to_parties() -> None:
    """A role of the definition is bound, and to parties or processes that the deal has."""
    bid = process(roles=["bidder"])

    assert ["process 'one': its role 'bidder' is bound to nobody"] == problems(bid)
    assert ["process 'one', role 'bidder': no party called 'x'"] == problems(Bound("one", bid, {"bidder": ("x", "s")}))
    assert [] == problems(Bound("one", bid, {"bidder": ("s", "b")}))
    assert [] == problems(Bound("one", bid, {"bidder": ("agreement",)}), AGREEMENT)


@pytest.mark.parametrize("where", ["row", "gate", "ending"])
def test_a_milestone_has_exactly_one_provider(where: str) -> None:
    """A milestone that is waited for is reached by one process: not by none and not by two."""
    guard = Reached("signing")
    parts = {
        "row": ([asking(guard)], {}, "process 'one', row 'skip'"),
        "gate": ([process(gates=[Gate("close", guard, CITE)])], {}, "process 'one', gate on 'close'"),
        "ending": ([process()], {"endings": [Ending("done", guard)]}, "ending 'done'"),
    }
    processes, more, place = parts[where]
    said = f"{place}: milestone 'signing' is provided by {{}} processes, needs exactly one"

    assert [said.format(0)] == problems(*processes, **more)
    assert [said.format(2)] == problems(*processes, AGREEMENT, Bound("second", AGREEMENT), **more)
    assert [] == problems(*processes, AGREEMENT, **more)
    assert [said.format(0)] == problems(*processes, Bound("past", AGREEMENT, of="an older deal"), **more)


@pytest.mark.parametrize(
    ("guard", "said"),
    [
        (InState("agrement", {"signed"}), "no process called 'agrement'; did you mean 'agreement'?"),
        (InState("agreement", {"sined"}), "process 'agreement': no state called 'sined'; did you mean 'signed'?"),
        (Required("agrement"), "no process called 'agrement'; did you mean 'agreement'?"),
        (Running("two/reveiw"), "no clock called 'two/reveiw'; did you mean 'two/review'?"),
        (~Past("twoo/review"), "no clock called 'twoo/review'; did you mean 'two/review'?"),
        (AgedAtLeast("two/x", 3), "no clock called 'two/x'"),
        (InPerimeter("algoritm"), "no asset called 'algoritm'; did you mean 'algorithm'?"),
        (OnOrBefore(""), "a contract date must have a name"),
    ],
)
def test_a_guard_names_what_there_is(guard: Guard, said: str) -> None:
    """A guard on a process, state, clock or asset that the deal lacks is a mistake, in a row as in an ending."""
    rest = [AGREEMENT, Bound("two", process())]
    (in_row,) = problems(asking(guard), *rest)
    (in_ending,) = problems(*rest, endings=[Ending("done", guard)])

    assert in_row.startswith("process 'one', row 'skip'")
    assert said in in_row
    assert in_ending.startswith("ending 'done'")
    assert said in in_ending


def test_guards_that_name_what_there_is() -> None:
    """Guards on what the deal has are no mistake, and a reference may be redirected or name a role."""
    good = [
        InState("agreement", {"signed"}),
        Required("agreement") & Required(),
        Running("agreement/x") | InPerimeter("algorithm"),
        OnOrBefore("outside_date"),
    ]
    clocked = process(clocks=[REVIEW, Clock("x", "x", {"review"}, days(3, CITE), "-")])

    for guard in (good[0], good[1], good[3]):
        assert [] == problems(asking(guard), AGREEMENT)
    assert [] == problems(Bound("agreement", clocked), asking(good[2]))
    assert [] == problems(Bound("one", asking(good[0]), refs={"agreement": "other"}), Bound("other", AGREEMENT))
    by_role = asking(InState("@target", {"signed"}))
    assert [] == problems(Bound("one", by_role, {"target": ("agreement",)}), AGREEMENT)


def test_a_toll_and_a_stay_name_processes_that_there_are() -> None:
    """What tolls a clock, in whichever edition, and what a state lifts are processes of the deal."""
    tolls: Dated[tuple[Toll, ...]] = Dated((Edition(()), Edition((Toll("overlay", {"on"}, CITE),), date(2018, 8, 13))))
    tolled = process(clocks=[Clock("review", "r", {"review"}, days(30, CITE), lapse="refuse", tolled_by=tolls)])
    stay = process(states=[*STATES[:3], State("refused", "refused", ends="refused", lifts="@target")])

    assert ["clock one/review: no process called 'overlay'"] == problems(tolled)
    assert [] == problems(tolled, OVERLAY)
    mistold = Bound("overlay", process())
    assert ["clock one/review, process 'overlay': no state called 'on'; did you mean 'open'?"] == problems(
        tolled, mistold
    )
    assert ["process 'one', state 'refused' lifts: no process called '@target'"] == problems(stay)
    assert [] == problems(Bound("one", stay, {"target": ("agreement",)}), AGREEMENT)


def test_only_a_milestone_that_is_reached_can_be_withdrawn() -> None:
    """Withdrawing a milestone that no process reaches is a mistake, unless it is another transaction's."""
    leave = process(rows=[*ROWS, Transition("open", "leave", "cleared", "seller", withdraws="sining")])

    assert ["process 'one', row 'leave': no milestone called 'sining'; did you mean 'signing'?"] == problems(
        leave, AGREEMENT
    )
    assert [] == problems(Bound("one", leave, of="an older deal"))


def test_ten_planted_mistakes_are_told_at_once() -> None:
    """None of ten mistakes hides another."""
    tolls = (Toll("overlai", {"on"}, CITE),)
    wrong = process(
        states=[*STATES[:3], State("refused", "refused", ends="refused", lifts="nobody")],
        rows=[
            *ROWS,
            Transition("open", "skip", "cleared", "seller", InState("agrement", {"signed"}) & InPerimeter("algoritm")),
            Transition("open", "leave", "cleared", "seller", withdraws="sining"),
        ],
        clocks=[Clock("review", "r", {"review"}, days(30, CITE), lapse="refuse", tolled_by=tolls)],
        gates=[Gate("close", Reached("nothing"), CITE)],
        roles=["bidder"],
    )
    found = problems(
        Bound("one", wrong, {"court": ("x",)}, terms="les"),
        AGREEMENT,
        AGREEMENT,
        initial_terms="al",
        conditions=[Condition("onee", "7.1")],
        readings={"one/reviw": ()},
        endings=[Ending("done", Required("nobody"))],
    )
    planted = [
        "process 'agreement' stands in the deal 2 times",
        "initial terms: no terms called 'al'",
        "condition '7.1': no process called 'onee'",
        "readings: no clock called 'one/reviw'",
        "its role 'bidder' is bound to nobody",
        "role 'court': no party called 'x'",
        "no terms called 'les'",
        "no process called 'agrement'",
        "no asset called 'algoritm'",
        "no milestone called 'sining'",
        "milestone 'nothing' is provided by 0 processes",
        "no process called 'overlai'",
        "lifts: no process called 'nobody'",
        "ending 'done': no process called 'nobody'",
    ]

    assert [] == [mistake for mistake in planted if not any(mistake in problem for problem in found)]
    with pytest.raises(DefinitionError, match="deal 'd': 2 problems"):
        deal(AGREEMENT, AGREEMENT, initial_terms="al")
