"""Published timetables: a deadline whose inputs were all seen is counted exactly, and a dirty one is flagged."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dealflow.calendars import get
from published.timetables import ROWS, Row, call_of, fate, flags, is_evidence, rows_of, summary, table

EVIDENCE = [row for row in ROWS if is_evidence(row)]


@pytest.mark.parametrize("row", EVIDENCE, ids=str)
def test_the_published_day_is_counted(row: Row) -> None:
    """The library gives the day that was published, no more and no less."""
    call = call_of(row)

    assert call is not None
    assert row.deadline == call.answer(), call


def test_every_row_has_one_fate() -> None:
    """None is dropped: tests, flagged rows, and rows that prove nothing, each counted."""
    assert {
        "test": 79,
        "flagged": 2,
        "no evidence: an input is recalled": 52,
        "no evidence: an input was solved for or inferred": 8,
        "no evidence: no rule claimed": 8,
    } == summary()


def test_the_rows_said_not_to_match_are_those_flagged() -> None:
    """The validator finds by itself which of the published days cannot be right."""
    assert [str(row) for row in ROWS if row.match is False] == [str(row) for row in ROWS if fate(row) == "flagged"]


def test_no_test_is_flagged() -> None:
    """A row that proves the library right is right on its face."""
    assert [] == [str(row) for row in EVIDENCE if flags(row)]


def test_what_proves_nothing_fits_too() -> None:
    """A row with a recalled or inferred input is no evidence, but it is not contradicted either."""
    other = [row for row in ROWS if fate(row).startswith("no evidence") and call_of(row) is not None]

    assert 60 == len(other)
    assert [] == [str(row) for row in other if (call := call_of(row)) and call.answer() != row.deadline]


def test_the_table_shows_every_row() -> None:
    """Whoever looks sees each row: agreed, contradicted or without a rule."""
    shown = table()

    assert {"=": 139, "!": 2, "-": 8} == {
        mark: len(re.findall(f"^.{{10}} {mark} ", shown, re.MULTILINE)) for mark in "=!-"
    }
    for row in ROWS:
        assert f"{row.kind:<18} {row.case}" in shown


def made_up(**told: object) -> Row:
    """A row about a case that never was."""
    expected = {"clock": "EUMR_P1_25", "deadline": "2025-06-25", "status": "seen", "match": None, **told}
    (row,) = rows_of([{"case": "made up", "expected": [expected]}])
    return row


class TestTheValidator:
    """It knows calendars and legal numbers, not cases."""

    # 16 May 2025 + 25 working days = 25 June 2025; 9 June (Whit Monday) and 29 and 30 May are holidays.
    @pytest.mark.parametrize(
        ("start", "deadline", "found"),
        [
            ("2025-05-16", "2025-06-25", []),
            ("2025-05-17", "2025-06-25", ["start 2025-05-17 is not a working day"]),
            ("2025-05-30", "2025-07-07", ["start 2025-05-30 is not a working day"]),
            ("2025-05-16", "2025-06-24", ["24 working days are no legal number of eu.merger/phase_1"]),
            ("2025-05-16", "2025-06-26", ["26 working days are no legal number of eu.merger/phase_1"]),
            ("2025-05-16", "2025-07-09", []),
            ("2025-05-16", "2025-06-28", ["deadline 2025-06-28 is not a working day", "27 working days"]),
            ("2025-12-01", "2025-12-24", ["deadline 2025-12-24 is not a working day", "16 working days"]),
        ],
    )
    def test_phase_one(self, start: str, deadline: str, found: list[str]) -> None:
        """A start or an end on a closed day, and any number but 25 and 35."""
        got = flags(made_up(start=start, deadline=deadline))

        assert len(found) == len(got)
        assert all(one.startswith(other) for one, other in zip(got, found, strict=True))

    # The number of working days from the opening on 25 June 2025.
    @pytest.mark.parametrize(
        ("n", "legal"), [(89, False), (90, True), (100, True), (105, True), (125, True), (126, False), (140, False)]
    )
    def test_phase_two(self, n: int, legal: bool) -> None:
        """From 90 working days to the ceiling of 125."""
        end = get("eu.commission").add_working(date(2025, 6, 25), n)

        assert legal is not bool(flags(made_up(clock="EUMR_P2_90", start="2025-06-25", deadline=end.isoformat())))

    @pytest.mark.parametrize(("n", "legal"), [(1, True), (20, True), (35, True), (36, False), (95, True)])
    def test_an_extension(self, n: int, legal: bool) -> None:
        """From the deadline before at most 35 working days, or a whole phase with its extensions."""
        end = get("eu.commission").add_working(date(2025, 6, 25), n)

        assert legal is not bool(flags(made_up(clock="EUMR_P2_EXT", start="2025-06-25", deadline=end.isoformat(), n=n)))

    def test_weeks_may_end_on_any_day(self) -> None:
        """Phase 2 of the CMA counts calendar days: a Sunday is no error, a week too short is."""
        assert [] == flags(made_up(clock="UK_P2_24W", start="2023-01-07", deadline="2023-06-23"))
        assert [] == flags(made_up(clock="UK_P2_24W", start="2023-01-09", deadline="2023-06-25"))

    def test_without_a_rule_nothing_is_flagged(self) -> None:
        """A row that claims no rule is left alone."""
        assert [] == flags(made_up(clock="UNEXPLAINED"))


class TestHowRowsAreRead:
    """A row that moves a deadline makes the call before it longer; without one the start is counted back."""

    def test_stops_and_extensions_add_up(self) -> None:
        """A stop and an extension of one case reach one call."""
        told = {"status": "seen", "match": True}
        opened = {"clock": "EUMR_P2_90", "start": "2025-06-25", "deadline": "2025-10-31"}
        stopped = {
            "clock": "EUMR_STOP",
            "previous_deadline": "2025-10-31",
            "first_suspended_day": "2025-07-28",
            "last_suspended_day": "2025-09-15",
            "deadline": "2025-12-19",
        }
        longer = {"clock": "EUMR_P2_EXT", "start": "2025-12-19", "n": 10, "deadline": "2026-01-14"}
        case = {"case": "made up", "expected": [told | row for row in (opened, stopped, longer)]}
        *_, last = rows_of([case])
        call = call_of(last)

        assert call is not None
        assert (date(2025, 6, 25), ((date(2025, 7, 28), date(2025, 9, 15)),), (10,)) == (
            call.start,
            call.tolled,
            call.extensions,
        )
        assert last.deadline == call.answer()

    def test_a_start_counted_back_ends_on_the_deadline_before(self) -> None:
        """Where the case does not say how the deadline before came about, a phase that ends on it stands in."""
        call = call_of(made_up(clock="EUMR_P2_EXT", start="2023-06-07", deadline="2023-06-21", n=10))

        assert call is not None
        assert date(2023, 1, 20) == call.start
        assert date(2023, 6, 21) == call.answer()
