"""A process validates itself: each mistake is named with a remedy, and all of them at once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.citation import Citation
from dealflow.model import (
    AgedAtLeast,
    Clock,
    Cutoff,
    Fact,
    Gate,
    InForce,
    InState,
    NoneOther,
    Past,
    Process,
    Reached,
    Running,
    State,
    Toll,
    Transition,
    days,
)
from dealflow.model.process import always_applies
from dealflow.model.terms import Need, Terms
from dealflow.testing import strategies as own
from model.small_process import CITE, REVIEW, ROWS, STATES, problems, process, row

# ------------------------------------------------------------------------------------------------------ states and rows


def test_it_starts_in_exactly_one_state() -> None:
    """No initial state is a mistake, and so are two."""
    none = [State("open", "not filed"), *STATES[1:]]
    two = [*STATES[:1], State("review", "under review", initial=True), *STATES[2:]]

    assert ["it needs exactly one initial state and has 0: []"] == problems(none)
    assert ["it needs exactly one initial state and has 2: ['open', 'review']"] == problems(two)


def test_a_state_is_written_once() -> None:
    """A state written twice is a mistake."""
    assert ["state 'cleared' is written 2 times"] == problems([*STATES, STATES[2]])


def test_an_unknown_state_is_answered_with_the_nearest() -> None:
    """A misspelt source or target names the row and what was meant; a wild one names what there is."""
    where = "row {} --{}--> {}"

    assert [where.format("open", "skip", "cleard") + ": no state called 'cleard'; did you mean 'cleared'?"] == problems(
        **row("open", "skip", "cleard")
    )
    assert [where.format("reviw", "skip", "cleared") + ": no state called 'reviw'; did you mean 'review'?"] == problems(
        **row("reviw", "skip", "cleared")
    )
    assert [
        where.format("open", "skip", "zzz") + ": no state called 'zzz'; known: cleared, open, refused, review"
    ] == problems(**row("open", "skip", "zzz"))
    assert [where.format("opn|review", "skip", "(stays)") + ": no state called 'opn'; did you mean 'open'?"] == (
        problems(**row(("opn", "review"), "skip", None))
    )


def test_a_state_that_nothing_leads_to() -> None:
    """A state that no path of rows reaches is named; a row from itself leads nowhere new."""
    island = [*STATES, State("lost", "nowhere", ends="lost")]

    assert ["state 'lost' cannot be reached from 'open'"] == problems(island)
    assert ["state 'lost' cannot be reached from 'open'"] == problems(island, **row("lost", "turn", "lost"))
    assert [] == problems(island, **row("review", "lose", "lost"))


def test_a_dead_end_that_is_no_ending() -> None:
    """A state without a way out says how it ends; a row that stays or comes back to it is no way out."""
    dead = [*STATES, State("stuck", "stuck")]
    ways = [("stay", None), ("turn", "stuck")]

    assert ["state 'stuck' has no way out and is not an ending (ends=...)"] == problems(
        dead, **row("open", "stick", "stuck")
    )
    for action, target in ways:
        rows = [*row("open", "stick", "stuck")["rows"], Transition("stuck", action, target, "seller")]
        assert ["state 'stuck' has no way out and is not an ending (ends=...)"] == problems(dead, rows)


def test_a_row_says_who_takes_it() -> None:
    """A row that nobody may take is a mistake."""
    assert ["row open --skip--> cleared: it does not say who may take it (by=...)"] == problems(
        **row("open", "skip", "cleared", by=())
    )


TWINS = (
    "two rows leave 'open' by 'file'; that is allowed only where one requires a guard and the other exactly its "
    "negation"
)


@pytest.mark.parametrize(
    ("one", "other", "allowed"),
    [
        (None, None, False),
        (Reached("signing"), None, False),
        (Reached("signing"), Reached("signing"), False),
        (Reached("signing"), ~Reached("closing"), False),
        (Reached("signing"), ~Reached("signing"), True),
        (~Reached("signing"), Reached("signing"), True),
        (Reached("signing") & Running("review"), ~Reached("signing"), True),
        (Reached("signing") & Running("review"), Past("review") & ~Reached("signing"), True),
        (Reached("signing") | Running("review"), ~Reached("signing"), False),
        (Reached("signing") & Running("review"), ~(Reached("signing") & Running("review")), False),
    ],
)
def test_twin_rows_exclude_each_other(one: Any, other: Any, allowed: bool) -> None:
    """Two rows of one source and action are allowed only where one asks for exactly what the other denies."""
    rows = [
        Transition("open", "file", "review", "seller", one),
        Transition("open", "file", "cleared", "seller", other),
        *ROWS[1:],
    ]
    if allowed:
        assert 2 == len([r for r in process(rows=rows).rows("open") if r.action == "file"])
    else:
        assert [TWINS] == problems(rows=rows)


# ------------------------------------------------------------------------------------------------------ guards


@pytest.mark.parametrize("guard", [Running("reveiw"), Past("reveiw"), ~AgedAtLeast("reveiw", 3)])
def test_a_guard_names_own_clocks_that_there_are(guard: Any) -> None:
    """A guard on an own clock that does not exist is a mistake; a clock of another process is the deal's to check."""
    assert [
        "row open --skip--> cleared: no clock called 'reveiw'; did you mean 'review'?"
    ] == problems(**row("open", "skip", "cleared", requires=guard))  # fmt: skip
    assert [] == problems(**row("open", "skip", "cleared", requires=Running("other/reveiw")))


@pytest.mark.parametrize("guard", [InState("", {"cleard"}), InState("one", {"cleard"}), NoneOther({"open", "cleard"})])
def test_a_guard_names_own_states_that_there_are(guard: Any) -> None:
    """A guard on an own state that does not exist is a mistake, in a row and in a gate."""
    said = "no state called 'cleard'; did you mean 'cleared'?"

    assert [f"row open --skip--> cleared: {said}"] == problems(**row("open", "skip", "cleared", requires=guard))
    assert [f"gate on 'close': {said}"] == problems(gates=[Gate("close", guard, CITE)])
    assert [] == problems(**row("open", "skip", "cleared", requires=InState("other", {"cleard"})))


# ------------------------------------------------------------------------------------------------------ all at once


def test_ten_planted_mistakes_are_told_at_once() -> None:
    """None of ten mistakes hides another."""
    states = [*STATES, State("open", "again"), State("lost", "nowhere"), State("stuck", "stuck")]
    rows = [
        *ROWS[:2],
        Transition("open", "stick", "stuck", ()),
        Transition("open", "file", "cleared", "seller"),
        Transition("review", "wait", "reviw", "seller", Past("reveiw")),
        Transition("review", "extend", None, "authority", extends="review"),
    ]
    clocks = [REVIEW, Clock("extra", "extra", {"open"}, days(3))]
    found = problems(states, rows, clocks, [Gate("close", InState("", {"cleard"}), CITE)])
    planted = [
        "state 'open' is written 2 times",
        "it does not say who may take it",
        "no state called 'reviw'; did you mean 'review'?",
        "no clock called 'reveiw'; did you mean 'review'?",
        "it must take a detail of kind days or length",
        "two rows leave 'open' by 'file'",
        "state 'lost' cannot be reached from 'open'",
        "state 'lost' has no way out",
        "state 'stuck' has no way out",
        "clock 'review': its lapse 'refuse' must be one row",
        "clock 'extra': nothing starts it",
        "clock 'extra': its length has no source",
        "clock 'extra': it does not say what its lapse means",
        "gate on 'close': no state called 'cleard'",
    ]

    assert [] == [mistake for mistake in planted if not any(mistake in problem for problem in found)]
    assert len(found) == len(set(found))


@given(own.approvals("generated"))
def test_generated_processes_validate(made: Process) -> None:
    """What the strategies of the library make is without a mistake, and can be read back by name."""
    assert made.initial.initial
    assert [made.state(s.name) for s in made.states] == list(made.states)
    assert [made.clock(c.name) for c in made.clocks] == list(made.clocks)
    assert sorted({r.action for r in made.transitions}) == sorted(made.actions)
    for state in made.states:
        assert all(state.name in r.source for r in made.rows(state.name))


def test_an_unknown_state_or_clock_is_a_key_error() -> None:
    """Asking for a state or a clock that there is not raises KeyError."""
    with pytest.raises(KeyError, match="nowhere"):
        process().state("nowhere")
    with pytest.raises(KeyError, match="extra"):
        process().clock("extra")


@given(own.dates())
def test_a_process_is_part_of_every_deal_unless_it_says_otherwise(day: date) -> None:
    """Without a rule of application a process is required on every day."""
    assert Need.MANDATORY == process().applies(Terms("t"), day).status
    assert always_applies is process().applies


def test_the_rules_that_a_process_rests_on() -> None:
    """Its own citation, those of clocks, gates, rows, cut-offs, guards and facts, each once, none missing."""
    c = {name: Citation(name) for name in ["own", "length", "toll", "gate", "row", "cut", "guard", "fact"]}
    clocks = [Clock("c", "c", {"review"}, days(3, c["length"]), "-", tolled_by=(Toll("x", {"on"}, c["toll"]),))]
    rows = [
        Transition("open", "file", "review", "seller", InForce(cite=c["guard"]) & ~Running("c"), cite=c["row"]),
        Transition("review", "clear", "cleared", "authority", cutoff=Cutoff(17, "us.cfius", c["cut"]), cite=c["row"]),
        Transition("review", "refuse", "refused", "authority"),
    ]
    made = process(
        rows=rows,
        clocks=clocks,
        gates=[Gate("close", Reached("signing"), c["gate"])],
        citation=c["own"],
        asks=[Fact("f", "yes/no", "?", c["fact"])],
    )

    assert ["own", "length", "toll", "gate", "row", "guard", "cut", "fact"] == [x.text for x in made.citations]


@given(st.permutations([date(2018, 8, 13), date(2020, 2, 13), date(2024, 12, 26)]))
def test_law_days_stand_in_order(law_days: list[date]) -> None:
    """The days on which the law changes are kept in order, however they are written."""
    assert tuple(sorted(law_days)) == process(law_days=law_days).law_days


def test_a_row_reads_one_name_or_several() -> None:
    """Sources, actors and clocks may be one name or several; a list of guards is their conjunction."""
    one = Transition("open", "file", "review", "seller", [Running("review"), Past("review")], stops="review")

    assert (("open",), ("seller",), ("review",)) == (one.source, one.by, one.stops)
    assert Running("review") & Past("review") == one.requires
    assert Transition(("a", "b"), "x", None, ("y",), []).requires is None
    assert () == State("s", "s", forbids=None).forbids
