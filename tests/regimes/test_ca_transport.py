"""Canadian review of deals in transport: who notifies, 42 and 150 days, no silence, and what the cabinet approves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Event, Refusal, Snapshot, deadline, settle
from dealflow.model import Deal, Need, Party, Terms
from dealflow.regimes.ca_transport import PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "ca.transport/opinion": None,
    "ca.transport/examination": None,
    "ca.transport/competition": None,
}
APPROVED_BY_SILENCE: set[tuple[str, str]] = set()
SIZES = {"ca.transport": (11, 15, 3)}

(TRANSPORT,) = PROCESSES
FACTS = {"target_countries": ("CA", "NL"), "ca_transport_notifiable": True}
DEAL = Deal(
    "ca",
    "elevators at a port",
    [*AGREEMENT, TRANSPORT],
    parties=[Party("buyer", "Buyer", "buyer"), Party("seller", "Seller", "seller")],
    terms={
        "all": Terms("all", buyer="buyer", facts=FACTS),
        "other": Terms("other", buyer="seller", facts=FACTS),
    },
)
OPENING = date(2023, 6, 13)
SIGNED: tuple[Step, ...] = (
    ("agreement:negotiate", "2023-06-13", "seller", {}),
    ("agreement:sign", "2023-06-13", "seller", {}),
)
NOTIFY: Step = ("ca.transport:notify", "2023-09-01", "buyer", {})
EXAMINE: Step = ("ca.transport:examine", "2023-10-10", "Minister of Transport", {})
COMPETITION: Step = ("ca.transport:report_competition", "2024-01-20", "Commissioner of Competition", {})
EXAMINED: Step = ("ca.transport:report_examination", "2024-02-20", "examiner", {})
NO_ISSUE: Step = ("ca.transport:find_no_issue", "2023-10-10", "Minister of Transport", {})


def cabinet(action: str, on: str = "2025-01-14", **details: Any) -> Step:
    """An act of the Governor in Council."""
    return (f"ca.transport:{action}", on, "Governor in Council", details)


def last(at: Snapshot, clock: str) -> str:
    """The date of a clock as it stands."""
    found = deadline(DEAL, at, f"ca.transport/{clock}")
    assert found is not None
    return found.day.isoformat()


def state(at: Snapshot) -> str:
    """Where the case stands."""
    return at.states["ca.transport"]


def closes(at: Snapshot, day: str) -> Event | Refusal:
    """An attempt to close."""
    return attempt(DEAL, at, "agreement:close", day, "seller")


class TestWhenItApplies:
    """A target in Canada, and counsel's word."""

    @pytest.mark.parametrize(
        ("facts", "status", "missing"),
        [
            ({"target_countries": ("US",)}, Need.NONE, ()),
            ({"target_countries": ("CA",), "ca_transport_notifiable": False}, Need.NONE, ()),
            (FACTS, Need.MANDATORY, ()),
            ({"ca_transport_notifiable": True}, Need.MANDATORY, ()),
            ({"target_countries": ("CA",)}, Need.UNKNOWN, ("ca_transport_notifiable",)),
            ({}, Need.UNKNOWN, ("target_countries", "ca_transport_notifiable")),
        ],
    )
    def test_facts(self, facts: dict[str, Any], status: str, missing: tuple[str, ...]) -> None:
        """Nexus first, then counsel's determination."""
        found = TRANSPORT.applies(Terms("t", facts=facts), date(2023, 6, 13))

        assert (status, missing) == (found.status, found.missing)

    @pytest.mark.parametrize(("day", "status"), [("2007-06-21", Need.NONE), ("2007-06-22", Need.MANDATORY)])
    def test_the_day_of_the_law(self, day: str, status: str) -> None:
        """All of transport from 22 June 2007 on."""
        assert status == TRANSPORT.applies(Terms("t", facts=FACTS), date.fromisoformat(day)).status


class TestTheCount:
    """42 days for the opinion, 150 for each report, from different days."""

    @pytest.mark.parametrize(
        ("clock", "day"), [("opinion", "2023-10-13"), ("competition", "2024-01-29"), ("examination", "2024-01-29")]
    )
    def test_from_the_event(self, clock: str, day: str) -> None:
        """The day of the event is day 0, calendar days."""
        assert day == clock_deadline(f"ca.transport/{clock}", "2023-09-01").day.isoformat()

    def test_in_a_deal(self) -> None:
        """The Commissioner's days count from the notice, the examiner's from the decision to examine."""
        at = play(DEAL, OPENING, *SIGNED, NOTIFY)
        assert ("2023-10-13", "2024-01-29") == (last(at, "opinion"), last(at, "competition"))

        at = play(DEAL, at, EXAMINE)
        assert ("2024-03-08", "2024-01-29") == (last(at, "examination"), last(at, "competition"))

    @given(st.integers(1, 400), st.integers(1, 400))
    def test_more_time_moves_one_clock(self, examiner: int, commissioner: int) -> None:
        """The Minister moves either clock, and each by the days given."""
        at = play(
            DEAL,
            OPENING,
            *SIGNED,
            NOTIFY,
            EXAMINE,
            ("ca.transport:allow_more_time", "2023-10-11", "Minister of Transport", {"days": examiner}),
            (
                "ca.transport:allow_commissioner_more_time",
                "2023-10-11",
                "Minister of Transport",
                {"days": commissioner},
            ),
        )

        assert (date(2024, 3, 8) + timedelta(days=examiner)).isoformat() == last(at, "examination")
        assert (date(2024, 1, 29) + timedelta(days=commissioner)).isoformat() == last(at, "competition")

    def test_silence_gives_nothing(self) -> None:
        """Years after every last day the case stands where it stood."""
        notified = play(DEAL, OPENING, *SIGNED, NOTIFY)
        examined = play(DEAL, notified, EXAMINE)

        assert "notified" == state(settle(DEAL, notified, date(2025, 1, 1)))
        assert "examination" == state(settle(DEAL, examined, date(2025, 1, 1)))


class TestClosing:
    """Nobody closes before the cabinet approves, or the Minister sees no issue."""

    def test_blocked_until_approved(self) -> None:
        """Neither the notice nor the reports open the way."""
        for steps in ((), (NOTIFY,), (NOTIFY, EXAMINE), (NOTIFY, EXAMINE, COMPETITION, EXAMINED)):
            at = play(DEAL, OPENING, *SIGNED, *steps)
            refusal = closes(at, "2025-01-14")
            assert isinstance(refusal, Refusal)
            assert {"ca.transport"} == {b.process for b in refusal.blockers}

    @pytest.mark.parametrize(("action", "found"), [("approve", "approved"), ("approve_on_terms", "approved_on_terms")])
    @pytest.mark.parametrize("reports", [(COMPETITION,), (COMPETITION, EXAMINED)])
    def test_approved(self, reports: tuple[Step, ...], action: str, found: str) -> None:
        """Approved once the Commissioner has reported; on terms that are varied later, or without."""
        at = play(DEAL, OPENING, *SIGNED, NOTIFY, EXAMINE, *reports, cabinet(action))

        assert found == state(at)
        assert closes(at, "2025-01-14")

    def test_the_examiner_first(self) -> None:
        """The two reports come in either order, and no decision before the Commissioner's."""
        at = play(
            DEAL, OPENING, *SIGNED, NOTIFY, EXAMINE, ("ca.transport:report_examination", "2023-12-01", "examiner", {})
        )
        assert not attempt(DEAL, at, "ca.transport:approve", "2023-12-02", "Governor in Council")

        at = play(
            DEAL, at, COMPETITION, ("ca.transport:offer_measures", "2024-03-01", "buyer", {"measures": "elevators"})
        )
        assert "reported" == state(at)

    def test_no_issue(self) -> None:
        """The Minister's opinion ends the matter."""
        assert closes(play(DEAL, OPENING, *SIGNED, NOTIFY, NO_ISSUE), "2023-10-11")

    def test_refused(self) -> None:
        """What is refused may not close and may be notified anew."""
        at = play(DEAL, OPENING, *SIGNED, NOTIFY, EXAMINE, COMPETITION, cabinet("refuse", "2024-03-01"))

        assert not closes(at, "2024-03-02")
        assert "notified" == state(play(DEAL, at, ("ca.transport:notify", "2024-04-01", "buyer", {})))

    def test_terms_are_varied(self) -> None:
        """The approval stays what it is."""
        at = play(DEAL, OPENING, *SIGNED, NOTIFY, EXAMINE, COMPETITION, cabinet("approve_on_terms"))

        assert "approved_on_terms" == state(play(DEAL, at, cabinet("vary", "2025-06-02")))

    def test_withdrawn(self) -> None:
        """A withdrawn notice approves nothing, and another starts the days anew."""
        at = play(DEAL, OPENING, *SIGNED, NOTIFY, ("ca.transport:withdraw", "2023-10-02", "buyer", {}))
        assert not closes(at, "2023-10-03")

        again = play(DEAL, at, ("ca.transport:notify", "2024-01-02", "buyer", {}))
        assert "2024-02-13" == last(again, "opinion")

    def test_another_buyer(self) -> None:
        """The approval is of one buyer."""
        at = play(
            DEAL,
            OPENING,
            *SIGNED,
            NOTIFY,
            NO_ISSUE,
            ("agreement:amend_terms", "2023-10-11", "seller", {"terms": "other"}),
        )

        assert not closes(at, "2023-10-12")
