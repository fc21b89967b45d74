"""Entries of which only the month is known: placed as early as the order allows, and what rests on them says so."""

from __future__ import annotations

from datetime import date

import pytest

import dealflow as df
from dealflow import kernel
from dealflow.errors import ScenarioError
from dealflow.live import Live
from dealflow.log.entry import from_plain, to_plain
from dealflow.model.deadline import on as shown
from dealflow.scenario import dumps, loads

HEAD = """
format = 1
[deal]
id = "months"
title = "A notice of which only the month is known"
as_of = 2022-12-31
[parties]
buyer = { name = "Buyer", role = "buyer", country = "DE" }
[facts]
buyer_is_foreign = true
us_business = true
foreign_control = true
critical_technology = false
tid_us_business = false
[[history]]
act = "us.cfius:submit_notice"
on = 2022-03-10
by = "buyer"
"""


def entry(on: str, act: str = "us.cfius:accept", by: str = "CFIUS") -> str:
    """One more entry of the history."""
    return f'\n[[history]]\nact = "{act}"\non = {on}\nby = "{by}"\n'


@pytest.mark.parametrize(
    ("month", "day"), [("2022-03", date(2022, 3, 10)), ("2022-04", date(2022, 4, 1)), ("2022-12", date(2022, 12, 1))]
)
def test_a_month_is_replayed_at_its_earliest_day_that_keeps_the_order(month: str, day: date) -> None:
    """The first of the month, or the day of the entry before it if that is later."""
    scenario = loads(HEAD + entry(f'"{month}"'))
    accepted = scenario.history[1]
    assert accepted.on == day
    assert accepted.until is not None
    assert (accepted.until.year, accepted.until.month) == (2022, int(month[5:]))
    assert not scenario.record().fallen


def test_a_clock_started_in_a_month_is_provisional_and_says_how_late_it_can_be() -> None:
    """The date is counted from the first day, with the last one beside it; an exact day leaves nothing open."""
    loose = loads(HEAD + entry('"2022-04"')).at(date(2022, 4, 20))
    exact = loads(HEAD + entry("2022-04-01")).at(date(2022, 4, 20))
    found = kernel.deadline(loose.deal, loose.record().snapshot, "us.cfius/review")
    plain = kernel.deadline(exact.deal, exact.record().snapshot, "us.cfius/review")
    assert found is not None
    assert plain is not None
    assert found.day == plain.day
    assert found.provisional
    assert not plain.provisional
    late = kernel.deadline(*_started_on(date(2022, 4, 30)), "us.cfius/review")
    assert late is not None
    assert "from Fri 1 Apr 2022 to Sat 30 Apr 2022" in found.provisional_because
    assert f"as late as {shown(late.day)}" in found.provisional_because


def _started_on(day: date) -> tuple[df.Deal, kernel.Snapshot]:
    scenario = loads(HEAD + entry(day.isoformat())).at(date(2022, 5, 1))
    return scenario.deal, scenario.record().snapshot


def test_a_known_effective_day_leaves_nothing_open() -> None:
    """Where the day from which the clock counts is known, the month of the act does not matter to it."""
    text = HEAD + entry('"2022-04"') + "effective = 2022-04-12\n"
    scenario = loads(text).at(date(2022, 4, 30))
    found = kernel.deadline(scenario.deal, scenario.record().snapshot, "us.cfius/review")
    assert found is not None
    assert found.start == date(2022, 4, 12)
    assert not found.provisional


def test_a_month_before_the_entry_before_it_is_out_of_order() -> None:
    """The problem names both, with the remedy."""
    with pytest.raises(ScenarioError, match="some day of 2022-02 is not after the entry before it, of Thu 10 Mar 2022"):
        loads(HEAD + entry('"2022-02"'))


@pytest.mark.parametrize("written", ['"2022-13"', '"2022"', '"March 2022"', '"2022-3"'])
def test_what_is_no_month_is_refused(written: str) -> None:
    """A month is a year and two digits."""
    with pytest.raises(ScenarioError, match="on must be a date"):
        loads(HEAD + entry(written))


def test_a_month_survives_being_written_and_kept() -> None:
    """The file says the month again, the log keeps the last day, the story tells it, and the live deal agrees."""
    scenario = loads(HEAD + entry('"2022-04"')).at(date(2022, 4, 20))
    assert loads(dumps(scenario)) == scenario
    accepted = scenario.history[1]
    assert from_plain(to_plain(accepted)) == accepted
    live = Live(scenario.deal, date(2022, 3, 10))
    for one in scenario.history:
        assert one.act is not None
        live.act(one.act.action, one.act.on, one.by, latest=one.until)
    live.advance(date(2022, 4, 20))
    assert live.snapshot == scenario.record().snapshot
