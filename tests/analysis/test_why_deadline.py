from __future__ import annotations

from datetime import date

import pytest

from dealflow.analysis.explain import why_deadline
from dealflow.errors import UnknownName
from small_deal import DAY, standing

LETTER = "cn.tech_export/letter_of_intent"
DIVEST = "us.divestiture_order/divest"


def test_a_running_clock_explains_its_count() -> None:
    """The last day, the days out of the ordinary and what naive counts would have given."""
    why = why_deadline(*standing(), LETTER)

    assert why.deadline is not None
    assert ("running", date(2020, 11, 11)) == (why.status, why.deadline.day)
    assert {"starts", "worked", "closed", "ends"} == {line.kind for line in why.deadline.count}
    assert [date(2020, 11, 13), date(2020, 11, 5)] == [n.day for n in why.deadline.naive][:2]


def test_the_next_stage_follows_back_to_back() -> None:
    """Fifteen working days more for the licence, if no day is lost: Wednesday 2 December 2020."""
    why = why_deadline(*standing(), LETTER)

    assert [("cn.tech_export/licence", date(2020, 12, 2))] == [(s.clock, s.day) for s in why.follows]


def test_a_limit_that_would_be_missed_says_when_one_had_to_start() -> None:
    """Both stages by the order's 12 November take an application on Friday 4 September."""
    why = why_deadline(*standing(), LETTER)

    assert [(DIVEST, date(2020, 9, 4))] == [(s.limit.id, s.day) for s in why.start_by]


def test_a_limit_that_is_kept_asks_for_nothing() -> None:
    """Filed on 1 September, both stages are over in time, and no earlier start is called for."""
    deal, snapshot = standing(date(2020, 9, 1))
    why = why_deadline(deal, snapshot, LETTER)

    assert ("not started", ()) == (why.status, why.start_by)


def test_a_clock_that_has_not_started_says_who_starts_it_and_how_long_it_would_last() -> None:
    """The licence clock waits for the application, which the exporter hands in."""
    why = why_deadline(*standing(), "cn.tech_export/licence")

    assert ("not started", None) == (why.status, why.deadline)
    assert any("cn.tech_export:apply_licence" in text for text in why.starts)
    assert why.if_started is not None
    assert 15 == why.if_started.period.n


@pytest.mark.parametrize(
    ("day", "status"),
    [(date(2020, 11, 11), "running"), (date(2020, 11, 12), "running"), (date(2020, 11, 13), "running")],
)
def test_an_extension_that_is_known_keeps_the_clock_running(day: date, status: str) -> None:
    """The extension of 12 November was told on the 13th, so that no day is overdue."""
    assert status == why_deadline(*standing(day), DIVEST).status


def test_an_extension_that_nobody_knows_yet_does_not_count() -> None:
    """On 12 November the date still stands at 12 November; on the 13th it stands at the 27th."""
    days = [why_deadline(*standing(day), DIVEST).deadline for day in (date(2020, 11, 12), date(2020, 11, 13))]

    assert [date(2020, 11, 12), date(2020, 11, 27)] == [d and d.day for d in days]


def test_a_clock_past_its_last_day_is_overdue() -> None:
    """The decision in Beijing is due on 11 November; on the 12th it is overdue and goes on."""
    states = [why_deadline(*standing(date(2020, 11, n)), LETTER).status for n in (10, 11, 12)]

    assert ["running", "running", "overdue"] == states


def test_a_clock_of_the_contract_is_marked() -> None:
    """What the deal declares for itself is never taken for law."""
    why = why_deadline(*standing(), "contract.notice/notice" if _has("contract.notice/notice") else _own_clock())

    assert why.contract
    assert not why_deadline(*standing(), LETTER).contract


def _has(clock: str) -> bool:
    return clock in standing()[0].clock_ids


def _own_clock() -> str:
    return next(id for id in standing()[0].clock_ids if id.startswith("contract."))


def test_a_suffix_is_answered_with_what_it_may_mean() -> None:
    """A clock is named with its process; its own name alone brings up the whole id."""
    with pytest.raises(UnknownName) as caught:
        why_deadline(*standing(), "letter_of_intent")

    assert LETTER == caught.value.did_you_mean
    assert LETTER in str(caught.value)


def test_the_question_is_asked_for_the_snapshots_day() -> None:
    """The answer carries the day it was asked for."""
    assert DAY == why_deadline(*standing(), LETTER).as_of
