"""Lapses in appropriations: what they stop, and what runs on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.kernel import Act, Event, Refusal, Snapshot, deadline, decide, evolve, start
from dealflow.model import CLOCK, Clock, Deal, Need, Process, State, Terms, Toll, Transition, days, working_days
from dealflow.regimes.us_appropriations import PROCESSES

#: States, rows and clocks.
SIZES = {
    "us.appropriations": (2, 2, 0),
}

(APPROPRIATIONS,) = PROCESSES
CITED = APPROPRIATIONS.citation
assert CITED is not None

IN_LAPSE = (Toll("us.appropriations", {"lapsed"}, CITED),)
OFFICE = Process(
    "office",
    "An office with a tolled and an untolled clock",
    "office",
    [State("idle", "nothing is before it", initial=True), State("busy", "it is at work", ends="busy")],
    [Transition("idle", "begin", "busy", "office")],
    [
        Clock("tolled", "tolled", {"busy"}, days(20, CITED), "nothing", tolled_by=IN_LAPSE),
        Clock(
            "business",
            "tolled, in business days",
            {"busy"},
            working_days(5, "us.cfius", CITED),
            "nothing",
            tolled_by=IN_LAPSE,
        ),
        Clock("untolled", "not tolled", {"busy"}, days(20, CITED), "nothing"),
    ],
)
DEAL = Deal("test", "An office in a lapse", [APPROPRIATIONS, OFFICE])
DAY = date(2025, 9, 1)


def act(at: Snapshot, action: str, on: date, by: str, effective: date | None = None) -> Snapshot:
    """The deal after one act, which must be possible."""
    got = decide(DEAL, at, Act(action, on, by, effective=effective))
    assert isinstance(got, Event), str(got)
    return evolve(DEAL, at, got)


def ends(at: Snapshot, clock: str) -> date:
    """The date of a clock of the office."""
    found = deadline(DEAL, at, f"office/{clock}")
    assert found is not None
    return found.day


class TestWhatALapseStops:
    @given(first=st.integers(1, 19), length=st.integers(1, 60))
    def test_a_lapse_in_the_period_lengthens_it_by_its_own_days(self, first: int, length: int) -> None:
        """A clock of calendar days without rolling ends later by exactly the days of the lapse."""
        at = act(start(DEAL, DAY), "office:begin", DAY, "office")
        begins = DAY + timedelta(days=first)
        at = act(at, "us.appropriations:lapse", begins, "Congress")
        at = act(at, "us.appropriations:restore", begins + timedelta(days=length), "Congress")

        assert DAY + timedelta(days=20 + length) == ends(at, "tolled")
        assert DAY + timedelta(days=20) == ends(at, "untolled")

    def test_the_day_before_the_lapse_counts_and_its_first_day_does_not(self) -> None:
        """Five business days with a lapse after the second go on with the third when funds are back."""
        at = act(start(DEAL, DAY), "office:begin", date(2025, 9, 26), "office")
        at = act(at, "us.appropriations:lapse", date(2025, 10, 1), "Congress")
        at = act(at, "us.appropriations:restore", date(2025, 11, 13), "Congress")

        # Mon 29 and Tue 30 September, then Thu 13, Fri 14 and Mon 17 November
        assert date(2025, 11, 17) == ends(at, "business")

    def test_a_clock_that_begins_in_a_lapse_stands_still_until_it_ends(self) -> None:
        """What starts while funds have lapsed counts from the first day with funds."""
        at = act(start(DEAL, DAY), "us.appropriations:lapse", date(2025, 10, 1), "Congress")
        at = act(at, "office:begin", date(2025, 10, 6), "office")
        found = deadline(DEAL, at, "office/tolled")
        assert found is not None

        assert found.stopped
        assert found.provisional

        at = act(at, "us.appropriations:restore", date(2025, 11, 13), "Congress")

        # 6 October is day 0, so day 1 is the first day with funds, Thu 13 November
        assert date(2025, 12, 2) == ends(at, "tolled")

    def test_a_lapse_learned_late_counts_from_the_day_it_took_effect(self) -> None:
        """A lapse recorded after the event stops the clock from its first day all the same."""
        at = act(start(DEAL, DAY), "office:begin", date(2025, 9, 29), "office")
        at = act(at, "us.appropriations:lapse", date(2025, 10, 3), "Congress", effective=date(2025, 10, 1))
        at = act(at, "us.appropriations:restore", date(2025, 10, 8), "Congress", effective=date(2025, 10, 6))

        assert date(2025, 10, 24) == ends(at, "tolled")


class TestTheProcess:
    def test_two_lapses_can_follow_each_other(self) -> None:
        """After funds are restored they may lapse again, and both stretches count as stopped."""
        at = act(start(DEAL, DAY), "office:begin", DAY, "office")
        for first, again in [(3, 5), (9, 12)]:
            at = act(at, "us.appropriations:lapse", date(2025, 9, first), "Congress")
            at = act(at, "us.appropriations:restore", date(2025, 9, again), "Congress")

        assert date(2025, 9, 26) == ends(at, "tolled")

    @pytest.mark.parametrize("by", ["CFIUS", "President", "buyer", CLOCK])
    def test_only_congress_lets_funds_lapse(self, by: str) -> None:
        """A lapse is declared as what Congress did, by nobody else and never by the calendar."""
        got = decide(DEAL, start(DEAL, DAY), Act("us.appropriations:lapse", DAY, by))

        assert isinstance(got, Refusal)
        assert "wrong actor" == got.kind

    def test_funds_that_have_not_lapsed_cannot_be_restored(self) -> None:
        """Restoring is not possible from where nothing has lapsed."""
        got = decide(DEAL, start(DEAL, DAY), Act("us.appropriations:restore", DAY, "Congress"))

        assert isinstance(got, Refusal)
        assert "not from this state" == got.kind

    def test_it_gates_nothing_and_forbids_nothing(self) -> None:
        """A lapse never stands in the way of a step by itself."""
        assert () == APPROPRIATIONS.gates
        assert all(() == state.forbids for state in APPROPRIATIONS.states)
        assert Need.MANDATORY == APPROPRIATIONS.applies(Terms(""), DAY).status
