"""Beliefs where an author has none: base rates, made-up conduct of the parties, what the history overtakes."""

from __future__ import annotations

from datetime import date

import pytest

import dealflow as df
from dealflow.analysis.outcomes.believed import believed, rates_of, resting_on, setting_for
from dealflow.scenario import Scenario, load
from dealflow.scenario.files import DEALS, names
from scenario.tiny_file import FILED, tiny


@pytest.fixture(scope="module")
def arm() -> Scenario:
    """A real deal whose file believes nothing."""
    return load("nvidia-arm").at(date(2020, 10, 1))


def test_the_first_note_says_that_base_rates_serve(arm: Scenario) -> None:
    """And the others of whom, and that the parties' part is made up."""
    given, notes = believed(arm)

    assert "the file states no beliefs: counted base rates serve in their place" == notes[0]
    assert "beliefs of agreement are made up, the same for every deal" in notes
    assert {"us.hsr", "agreement"} <= {belief.process for belief in given.beliefs}
    assert dict(resting_on(arm))["base rate"]


def test_a_default_that_the_history_overtakes_is_no_error(arm: Scenario) -> None:
    """Nobody filed within the days that were made up: a long tail instead, and a note."""
    _, notes = believed(arm)

    assert any(note.startswith("us.hsr in not_filed, default: overtaken by the history") for note in notes)
    assert {"closed", "still open"} & df.outcomes(arm, histories=50, replays=0).chances.keys()


def test_every_base_rate_names_who_counted_how_many_cases_when(arm: Scenario) -> None:
    """A reader can look it up."""
    found = dict(rates_of(arm))

    assert "1637 cases of FY2020" in found["us.hsr in waiting, default"]
    assert all("cases of" in source for source in found.values())


def test_a_base_rate_of_the_author_is_cited_too() -> None:
    """The second request of the founding case."""
    assert "256 of 12,145" in dict(rates_of(load("tiktok-2020")))["us.hsr in waiting, second request"]


@pytest.mark.parametrize("name", sorted(names(DEALS)))
def test_every_real_deal_can_be_asked_on_any_day_of_its_history(name: str) -> None:
    """No default is refuted, whatever has happened."""
    deal = load(name)
    days = sorted({event.on for event in deal.record().events})
    for day in (days[0], days[len(days) // 3], days[len(days) // 2], days[-1]):
        assert setting_for(deal, as_of=day).day == day


def test_an_unsigned_deal_says_that_nobody_is_taken_to_sign() -> None:
    """Else its reader would wonder why it stays open."""
    _, notes = believed(tiny(FILED))

    assert "nothing is signed, and nobody is taken to sign: write beliefs of agreement, or the deal stays open" in notes
