"""How the Chinese technology export licence counts: working days, what starts and stops them, what silence means."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve as changed
from hypothesis import given
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.catalogue import deadline as clock_deadline
from dealflow.errors import DefinitionError, ProvisionalDate
from dealflow.kernel import Event, advance, deadline, evolve, settle
from dealflow.kernel import start as begin
from dealflow.model import CLOCK, count, working_days
from dealflow.regimes.cn_tech_export import TECH_EXPORT
from regimes.cn_tech_deal import (
    APPLIED,
    CN,
    CONTRACT,
    DEAL,
    FILED,
    LETTER,
    LICENCE,
    ONE,
    UNDER_REVIEW,
    Step,
    attempt,
    deal,
    due,
    on_day,
    play,
)

KNOWN = json.loads((Path(__file__).parents[1] / "data" / "china_vectors.json").read_text(encoding="utf-8"))
BYTEDANCE = KNOWN["bytedance"]
FILING_DAYS = st.dates(date(2020, 11, 29), date(2025, 6, 30))


class TestWorkingDays:
    """Make-up weekends are worked, holidays are not, day 0 is not counted."""

    @pytest.mark.parametrize("known", KNOWN["counts"], ids=lambda k: f"{k['day_0']}+{k['n']}")
    def test_vectors(self, known: dict[str, Any]) -> None:
        """Ten counts come out right, and the two naive counts beside them come out as wrong as they should."""
        found = count(working_days(known["n"], "cn.state"), date.fromisoformat(known["day_0"]))
        naive = {n.rule: n.day.isoformat() for n in found.naive}

        assert known["correct"] == found.day.isoformat()
        assert known["no_make_up"] == naive["ignoring make-up working days"]
        assert known["weekends"] == naive["counting Monday to Friday"]

    @pytest.mark.parametrize(
        ("start", "end"), [("filed", "letter_from_filing"), ("confirmed", "letter_from_confirmation")]
    )
    def test_bytedance(self, start: str, end: str) -> None:
        """30 working days from 23 or 24 September 2020 end on 10 or 11 November, both make-up days named."""
        found = clock_deadline(LETTER, BYTEDANCE[start])
        special = {
            kind: [line.first.isoformat() for line in found.count if line.kind == kind] for kind in ("worked", "closed")
        }

        assert BYTEDANCE[end] == found.day.isoformat()
        assert BYTEDANCE["worked"] == special["worked"]
        assert BYTEDANCE["closed"] == special["closed"]
        assert any("art. 32 (then art. 33)" == c.pinpoint for c in found.citations)

    def test_both_stages_back_to_back(self) -> None:
        """15 more working days from 11 November end on 2 December 2020."""
        found = clock_deadline(LICENCE, BYTEDANCE["letter_from_confirmation"])

        assert BYTEDANCE["licence_back_to_back"] == found.day.isoformat()

    @pytest.mark.parametrize(
        ("clock", "start", "reading", "end"),
        [
            ("pass_on", "2020-09-24", None, "2020-09-30"),
            ("technical_review", "2020-09-30", None, "2020-10-28"),
            ("technical_review", "2020-09-30", "calendar_days", "2020-10-15"),
            ("delivery", "2020-12-02", None, "2020-12-16"),
            ("registration", "2020-09-29", None, "2020-10-10"),
        ],
    )
    def test_the_other_clocks(self, clock: str, start: str, reading: str | None, end: str) -> None:
        """Five, fifteen, ten and three working days; the fifteen may be calendar days."""
        assert end == clock_deadline(f"{CN}/{clock}", start, readings=reading).day.isoformat()

    def test_a_year_without_a_notice_is_provisional(self) -> None:
        """The notice for 2027 is not out: a count that runs into it says so."""
        with pytest.warns(ProvisionalDate):
            assert clock_deadline(LETTER, "2026-12-01").provisional

    def test_a_calendar_that_changes_while_the_clock_runs(self) -> None:
        """On 27 January 2020 the Spring Festival grew by two working days: who counted on the 20th ends too early."""
        thirty = working_days(30, "cn.state")

        assert date(2020, 3, 6) == count(thirty, date(2020, 1, 20), seen=date(2020, 1, 20)).day
        assert date(2020, 3, 10) == count(thirty, date(2020, 1, 20), seen=date(2020, 1, 27)).day


class TestWhatStartsTheCount:
    """Receipt by the Regulations, acceptance by the Licensing Law: two events, and a reading chooses."""

    @pytest.mark.parametrize(
        ("reading", "end"),
        [
            ("receipt", BYTEDANCE["letter_from_filing"]),
            ("receipt_without_supplements", BYTEDANCE["letter_from_filing"]),
            ("acceptance", BYTEDANCE["letter_from_confirmation"]),
        ],
    )
    def test_readings(self, reading: str, end: str) -> None:
        """Filed on the 23rd and accepted on the 24th, the date depends on the reading, which is said."""
        of = deal(reading=reading)
        at = on_day("2020-09-01", ("file", "2020-09-23", "bytedance"), of=of)
        before = deadline(of, at, LETTER)
        at = play(of, at, ("accept", "2020-09-24", "beijing"))

        assert end == due(of, at).day.isoformat()
        assert (reading == "acceptance") == (before is None)
        assert any(r.startswith("starts_on: counted from") for r in due(of, at).readings)

    def test_a_reading_that_starts_on_no_action_is_refused(self) -> None:
        """A misspelt action would leave a clock that never starts: the definition is refused with the near name."""
        clock = TECH_EXPORT.clocks[0]
        wrong = changed(clock, readings=[changed(clock.readings[0], starts={"receipt": "fille"})])

        with pytest.raises(DefinitionError, match="no action called 'fille'; did you mean 'file'"):
            changed(TECH_EXPORT, clocks=[wrong, *TECH_EXPORT.clocks[1:]])

    def test_a_supplement_begins_it_anew(self) -> None:
        """By the rule of 2001 the last supplement counts as the application: 30 working days from then."""
        at = on_day("2020-09-01", *FILED, ("request_supplement", "2020-09-28", "beijing"))
        waiting = due(DEAL, at)
        at = play(DEAL, at, ("supplement", "2020-10-12", "bytedance"))

        assert waiting.provisional
        assert waiting.stopped
        assert count(working_days(30, "cn.state"), date(2020, 10, 12)).day == due(DEAL, at).day

    def test_or_its_time_is_left_out(self) -> None:
        """By the other reading only the days from the request to the day before the supplement do not count."""
        of = deal(reading="receipt_without_supplements")
        at = on_day("2020-09-01", *FILED, ("request_supplement", "2020-09-28", "beijing"), of=of)
        at = play(of, at, ("supplement", "2020-10-12", "bytedance"))
        days = calendars.get("cn.state").working_between(date(2020, 9, 28), date(2020, 10, 11))

        assert 5 == days
        assert calendars.get("cn.state").add_working(date(2020, 11, 11), days) == due(of, at).day

    @given(FILING_DAYS, st.integers(0, 60), st.integers(0, 60), st.booleans())
    def test_no_supplement_and_no_stop_shortens_the_count(
        self, filed: date, asked: int, took: int, expert: bool
    ) -> None:
        """Whatever is asked for and however long it takes, no date comes before the plain one."""
        ends = []
        for reading in ("receipt", "receipt_without_supplements", "acceptance"):
            of = deal(reading=reading)
            at = begin(of, filed)
            request, reply = filed + asked * ONE, filed + (asked + took) * ONE
            for action, on, by in _with_interruption(filed, request, reply, expert):
                got = attempt(of, at, action, on, by)
                assert isinstance(got, Event), str(got)
                at = evolve(of, at, got)
            ends.append(due(of, at).day)
            plain = count(working_days(30, "cn.state"), filed, seen=at.day).day
            assert plain <= ends[-1]

        assert ends[0] >= ends[1]

    def test_expert_review_is_not_counted(self) -> None:
        """The time of a hearing or an expert review is left out; the clock stands until it is over."""
        at = on_day("2020-09-01", *UNDER_REVIEW, ("begin_expert_review", "2020-10-12", "beijing"))
        standing_still = due(DEAL, at)
        at = play(DEAL, at, ("end_expert_review", "2020-10-19", "beijing"))

        assert standing_still.stopped
        assert date(2020, 11, 18) == due(DEAL, at).day


def _with_interruption(filed: date, request: date, reply: date, expert: bool) -> Iterator[tuple[str, date, str]]:
    yield "file", filed, "bytedance"
    if expert:
        yield "accept", filed, "beijing"
        yield "begin_expert_review", request, "beijing"
        yield "end_expert_review", reply, "beijing"
    else:
        yield "request_supplement", request, "beijing"
        yield "supplement", reply, "bytedance"
        yield "accept", reply, "beijing"


class TestSilence:
    """Silence grants nothing, at neither stage."""

    @pytest.mark.parametrize(
        ("steps", "clock", "state"),
        [
            (FILED, LETTER, "received"),
            (UNDER_REVIEW, LETTER, "under_review"),
            (APPLIED, LICENCE, "licence_review"),
            ((*CONTRACT, ("record_contract", "2020-11-11", "bytedance")), None, "signed_ineffective"),
        ],
    )
    def test_nothing_falls(self, steps: tuple[Step, ...], clock: str | None, state: str) -> None:
        """The day before, on, after and ten years after the last day, nothing has happened by itself."""
        at = on_day("2020-09-01", *steps)
        last = due(DEAL, at, clock).day if clock else at.day

        for day in (last - ONE, last, last + ONE, last + 3650 * ONE):
            assert () == advance(DEAL, at, max(day, at.day))
            assert state == settle(DEAL, at, max(day, at.day)).process(CN).state

    def test_an_overdue_decision_can_still_be_made(self) -> None:
        """A clock without a lapse goes on, overdue; the authority may decide on any later day."""
        at = on_day("2020-09-01", *UNDER_REVIEW)
        last = due(DEAL, at).day

        assert isinstance(attempt(DEAL, at, "approve", last + 400 * ONE, "beijing"), Event)
        assert 0 > due(DEAL, settle(DEAL, at, last + 5 * ONE)).remaining(last + 5 * ONE)

    def test_the_letter_alone_lapses(self) -> None:
        """Of all rows only the expiry of the letter is taken by the clock."""
        assert {"expire_letter"} == {row.action for row in TECH_EXPORT.transitions if CLOCK in row.by}
