from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dealflow.analysis.explain import what_next
from small_deal import DAY, TALKS, TECHNOLOGY, small, standing

DAYS = st.dates(date(2020, 8, 1), date(2021, 3, 31))


def test_whose_turn_it_is_by_when_and_under_which_rule() -> None:
    """The province by 11 November, the seller by 12 November; signing has no clock."""
    turns = {turn.id: turn for turn in what_next(*standing()).turns}

    letter, divest = turns["cn.tech_export/letter_of_intent"], turns["us.divestiture_order/divest"]
    assert (("Beijing", "MOFCOM"), date(2020, 11, 11), 30, "working days") == (
        letter.who,
        letter.day,
        letter.left,
        letter.unit,
    )
    assert (("Seller",), date(2020, 11, 12), 49, "days") == (divest.who, divest.day, divest.left, divest.unit)
    assert turns["agreement:sign"].day is None
    assert all(turn.citation for turn in turns.values() if turn.day)


@given(DAYS)
def test_turns_stand_in_the_order_of_their_days(day: date) -> None:
    """Whoever has least time comes first, those without a clock last."""
    days = [turn.day or date.max for turn in what_next(*standing(day)).turns]

    assert sorted(days) == days


@given(DAYS)
def test_a_clock_is_overdue_from_the_day_after_its_last(day: date) -> None:
    """Nothing is overdue on its last day, and everything is on the day after."""
    for turn in what_next(*standing(day)).turns:
        if turn.day and turn.kind == "last day":
            assert (turn.day < day) == (turn.status == "overdue")


def test_what_is_tight_is_said() -> None:
    """China's last day falls one day before that of the order."""
    notes = what_next(*standing()).notes

    assert notes == (
        "Tight: cn.tech_export/letter_of_intent ends 1 day before us.divestiture_order/divest.",
        "Movable: us.divestiture_order/divest can be extended, until Sat 12 Dec 2020 at most.",
    )


def test_talks_that_law_has_closed_since_are_a_standing_breach() -> None:
    """Talks begun on 20 August go on in breach from 28 August 2020."""
    found = [bool(what_next(*standing(date(2020, 8, n))).breaches) for n in (27, 28, 29)]

    assert [False, True, True] == found


def test_a_missing_fact_is_a_question_and_counts_as_required() -> None:
    """Without a word on what the algorithm is, the licence may be needed and the question is asked."""
    scenario = small(without=(TECHNOLOGY, TALKS))
    asked = [r for r in what_next(scenario.deal, scenario.record().snapshot).requirements if r.open]

    assert ["cn.tech_export"] == [r.process for r in asked]
    assert all(r.found.question and r.found.required for r in asked)


def test_an_order_that_nobody_has_given_is_idle() -> None:
    """Before the order of 14 August nothing asks for CFIUS's word on a buyer."""
    idle = {n: {r.process for r in what_next(*standing(date(2020, 8, n))).requirements if r.idle} for n in (13, 14)}

    assert "us.divestiture_order" in idle[13]
    assert "us.divestiture_order" not in idle[14]


def test_the_steps_ahead_are_those_not_yet_taken() -> None:
    """Talks are under way: signing and closing are left."""
    assert ["sign", "close"] == [step.step for step in what_next(*standing()).steps]


def test_before_anything_happened_all_three_steps_lie_ahead() -> None:
    """Nobody negotiates yet: negotiating, signing and closing are left."""
    view = what_next(*standing(date(2020, 8, 1)))

    assert ["negotiate", "sign", "close"] == [step.step for step in view.steps]


def test_readings_that_were_not_chosen_are_said() -> None:
    """The default reading of when the count starts is named, with the others."""
    readings = what_next(*standing()).basis.readings

    assert ["cn.tech_export/letter_of_intent"] == [r.clock for r in readings]
    assert readings[0].default
    assert readings[0].others


def test_the_outlook_is_of_the_day_asked_for() -> None:
    """The answer carries its day."""
    assert DAY == what_next(*standing()).as_of
