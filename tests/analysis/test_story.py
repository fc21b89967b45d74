from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from dealflow.analysis.story import story, told
from dealflow.kernel import Act
from dealflow.log import Entry, fold
from small_deal import small

DAYS = st.dates(date(2020, 8, 1), date(2021, 1, 31))


@given(DAYS)
def test_a_story_is_told_in_the_order_of_its_days(day: date) -> None:
    """Events, lapses and new law stand in order, none later than the day asked for."""
    days = [moment.day for moment in story(small(day))]

    assert sorted(days) == days
    assert all(d <= day for d in days)


def test_a_statement_moves_nothing() -> None:
    """What somebody says has no legal effect and is told as what it is."""
    said = [m for m in story(small()) if m.kind == "statement"]

    assert [("the President", ())] == [(m.who, m.changes) for m in said]


def test_new_law_is_told_on_its_day_though_nobody_acted() -> None:
    """On 28 August 2020 the licence becomes necessary."""
    law = [m for m in story(small()) if m.kind == "law"]

    assert [date(2020, 8, 28)] == [m.day for m in law]
    assert ["cn.tech_export"] == [c.subject for c in law[0].changes]
    assert law[0].citation is not None


def test_an_act_tells_what_it_changed() -> None:
    """The order starts its clock, and the source stands beside it."""
    order = next(m for m in story(small()) if m.action == "us.divestiture_order:order")

    assert ["state", "clock started"] == [c.kind for c in order.changes]
    assert "85 FR 51297 (seen)" == order.source


def test_what_is_learned_late_says_when_it_was_learned() -> None:
    """The extension of 12 November was told on the 13th."""
    extension = next(m for m in story(small(date(2020, 11, 30))) if m.action == "us.divestiture_order:extend")

    assert (date(2020, 11, 12), date(2020, 11, 13)) == (extension.day, extension.recorded)


def test_an_act_that_does_not_stand_is_told_with_its_reasons() -> None:
    """An act learned late that nothing allowed is refused, named, and moves nothing."""
    scenario = small()
    act = Act("cn.tech_export:issue_letter", date(2020, 9, 24), "beijing")
    moments = told(scenario.deal, fold(scenario.deal, [*scenario.history, Entry.of(act)], as_of=date(2020, 9, 24)))
    refused = [m for m in moments if m.kind == "refused"]

    assert [("cn.tech_export:issue_letter", ())] == [(m.action, m.changes) for m in refused]
    assert refused[0].blockers
