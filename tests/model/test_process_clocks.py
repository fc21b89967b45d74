"""A process validates its clocks, and the rows that act on them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dealflow.citation import Dated, Edition
from dealflow.model import (
    CLOCK,
    Clock,
    Detail,
    Running,
    Transition,
    days,
)
from model.small_process import CITE, REVIEW, ROWS, problems, row

# ------------------------------------------------------------------------------------------------ effects and details


@pytest.mark.parametrize(
    "effect", ["extends", "sets_length", "sets_day", "counts_from", "stops", "resumes", "restarts"]
)
def test_a_row_names_clocks_that_there_are(effect: str) -> None:
    """Each effect on a clock that does not exist is named with the clock that was meant."""
    details = [Detail("n", "days", "n"), Detail("d", "date", "d")]
    found = problems(**row("review", "do", None, **{effect: "reveiw"}, details=details))

    assert ["row review --do--> (stays): no clock called 'reveiw'; did you mean 'review'?"] == found


@pytest.mark.parametrize(
    ("effect", "value", "good", "bad", "words"),
    [
        (
            "extends",
            "review",
            ["days", "length"],
            ["date", "text"],
            "extends, so it must take a detail of kind days or",
        ),
        (
            "sets_length",
            "review",
            ["days", "length"],
            ["date"],
            "sets length, so it must take a detail of kind days or",
        ),
        ("sets_day", "review", ["date"], ["days", "length"], "sets day, so it must take a detail of kind date"),
        ("moves", "outside_date", ["date"], ["days", "terms"], "moves, so it must take a detail of kind date"),
    ],
)
def test_an_effect_takes_the_detail_it_needs(effect: str, value: str, good: Any, bad: Any, words: str) -> None:
    """What extends takes a length, what fixes a day takes a date; without it the row is a mistake."""
    for kind in good:
        assert [] == problems(**row("review", "do", None, **{effect: value}, details=[Detail("x", kind, "x")]))
    for kind in [*bad, None]:
        details = [Detail("x", kind, "x")] if kind else []
        (found,) = problems(**row("review", "do", None, **{effect: value}, details=details))
        assert found.startswith(f"row review --do--> (stays): it {words}")


def test_a_detail_is_of_a_known_kind() -> None:
    """The kinds of details are a closed list."""
    assert [
        "row review --do--> (stays): no kind of detail called 'dates'; did you mean 'date'?"
    ] == problems(**row("review", "do", None, details=[Detail("x", "dates", "x")]))  # fmt: skip


def test_only_a_clock_that_can_be_extended_is() -> None:
    """A clock that says nothing of extensions cannot be extended by a row."""
    fixed = [Clock("review", "the review", {"review"}, days(30, CITE), "nothing")]
    parts = row("review", "do", None, extends="review", details=[Detail("n", "days", "n")])

    assert [
        "row review --do--> (stays): it extends clock 'review', which says nothing of how far it can be extended"
    ] == problems(clocks=fixed, **parts)


# ------------------------------------------------------------------------------------------------------ clocks


def a_clock(*runs_in: str, **more: Any) -> dict[str, Any]:
    """The clock of the small process and one more."""
    fields = {"length": days(3, CITE), "silence": "nothing", **more}
    return {"clocks": [REVIEW, Clock("extra", "extra", runs_in or ("review",), **fields)]}


def test_a_clock_that_nothing_starts() -> None:
    """A clock whose states no row enters from outside never starts; entering again restarts it."""
    rows = [*ROWS, Transition("open", "turn", "open", "seller")]

    assert ["clock 'extra': nothing starts it; no row enters ['open'] from outside"] == problems(**a_clock("open"))
    assert [] == problems(rows=rows, **a_clock("open"))
    assert [] == problems(**a_clock("review", "cleared"))
    assert [] == problems(**a_clock(started_by={"file"}))


def test_a_clock_names_states_actions_and_clocks_that_there_are() -> None:
    """Unknown states, starting actions and clocks of a clock are named with what was meant."""
    assert ["clock 'extra': no state called 'reviw'; did you mean 'review'?"] == problems(**a_clock("review", "reviw"))
    assert ["clock 'extra': no action called 'fil'; did you mean 'file'?"] == problems(
        **a_clock(started_by={"file", "fil"})
    )
    assert ["clock 'extra': no clock called 'reviev'; did you mean 'review'?"] == problems(
        **a_clock(edition_of="reviev")
    )


def test_a_number_without_a_source() -> None:
    """Every length of a clock has a source; a clock that only an order sets has one of its own."""
    dated = Dated((Edition(days(3, CITE)), Edition(days(4), date(2020, 1, 1))))

    assert ["clock 'extra': its length has no source", "clock 'extra': the length of 3 days has no source"] == problems(
        **a_clock(length=days(3))
    )
    assert ["clock 'extra': the length of 4 days has no source"] == problems(**a_clock(length=dated))
    assert ["clock 'extra': its length has no source"] == problems(**a_clock(length=None))
    assert [] == problems(**a_clock(length=None, citation=CITE))


def test_a_clock_says_what_its_end_means() -> None:
    """A clock without a lapse says in words what its end means."""
    assert ["clock 'extra': it does not say what its lapse means (silence=...)"] == problems(**a_clock(silence=""))


@pytest.mark.parametrize(
    "bad",
    [
        [],
        [Transition("review", "refuse", "refused", "authority")],
        [Transition("review", "refuse", "refused", (CLOCK, "authority"))],
        [Transition("review", "refuse", "refused", CLOCK, Running("review"))],
        [Transition("review", "refuse", None, CLOCK)],
        [
            Transition("review", "refuse", "refused", CLOCK, Running("review")),
            Transition("review", "refuse", "cleared", CLOCK, ~Running("review")),
        ],
    ],
    ids=["missing", "by an authority", "by two", "guarded", "stays", "twins"],
)
def test_a_lapse_is_one_row_by_the_clock_with_a_target_and_no_guard(bad: list[Transition]) -> None:
    """A lapse leads from every state in which its clock runs to one target, by nobody's act and on no condition."""
    rows = [*ROWS[:2], Transition("review", "reject", "refused", "authority"), *bad]

    assert [
        "clock 'review': its lapse 'refuse' must be one row from 'review', by 'clock', with a target and no guard"
    ] == problems(rows=rows)


def test_a_lapse_leads_from_every_state_in_which_the_clock_runs() -> None:
    """A lapse missing from one of two states is a mistake of that state alone."""
    both = Clock("review", "r", {"open", "review"}, days(30, CITE), lapse="refuse", started_by={"file"})

    assert [
        "clock 'review': its lapse 'refuse' must be one row from 'open', by 'clock', with a target and no guard"
    ] == problems(clocks=[both])
