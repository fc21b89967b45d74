"""Notices to the Directorate of Defense Trade Controls: 60 days before, five days after."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Event, Refusal, Snapshot, advance, deadline, settle, start
from dealflow.model import Asset, Deal, Kind, Need, Party, Terms
from dealflow.regimes.us_itar import PROCESSES
from plays import Step, attempt, play

#: What silence means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {
    "us.itar/advance_notice": "pass",
    "us.itar.after/notice": None,
    "us.itar.after/amendments": None,
}
#: No approval: the notice stands for the terms it was given for once its 60 days have passed.
APPROVED_BY_SILENCE: set[tuple[str, str]] = {("us.itar", "waited")}
#: States, rows and clocks.
SIZES: dict[str, tuple[int, int, int]] = {"us.itar": (5, 4, 1), "us.itar.after": (4, 3, 2)}

(AGREE,) = AGREEMENT
ITAR, AFTER = PROCESSES
CLOCK = "us.itar/advance_notice"
FACTS = {"target_countries": ("US",), "us_itar_registrant": True, "buyer_countries": ("FR",)}
PLANT = Asset("plant", "plant")
PARTIES = [
    Party("maker", "Maker", "seller"),
    Party("french", "French buyer", "buyer"),
    Party("other", "Other", "buyer"),
]
TERMS = {
    "to_french": Terms("to_french", buyer="french", sold=[PLANT], facts=FACTS),
    "to_other": Terms("to_other", buyer="other", sold=[PLANT], facts=FACTS),
    "at_home": Terms("at_home", buyer="other", sold=[PLANT], facts={**FACTS, "buyer_countries": ("US",)}),
}
SALE = Deal("sale", "A sale", [AGREE, *PROCESSES], parties=PARTIES, terms=TERMS)


def act(action: str, on: str, by: str = "maker", **details: Any) -> Step:
    """An act of us.itar, or of the process that *action* names."""
    return (action if ":" in action else f"us.itar:{action}", on, by, details)


NOTIFIED = play(SALE, date(2025, 3, 3), act("notify", "2025-03-03"), act("agreement:negotiate", "2025-03-03"))


def last_day(at: Snapshot, clock: str = CLOCK) -> str:
    """The date of a clock as it stands, in ISO form."""
    found = deadline(SALE, at, clock)
    assert found is not None
    return found.day.isoformat()


def closes(at: Snapshot, on: str) -> Event | Refusal:
    """An attempt to sign and close on that day."""
    return attempt(SALE, play(SALE, at, act("agreement:sign", on)), "agreement:close", on, "maker")


class TestWhenItApplies:
    """A registrant, and a foreign buyer for the notice in advance; any buyer for the one afterwards."""

    @pytest.mark.parametrize(
        ("facts", "before", "after"),
        [
            ({"target_countries": ("GB",)}, Need.NONE, Need.NONE),
            ({"target_countries": ("US",)}, Need.UNKNOWN, Need.UNKNOWN),
            ({}, Need.UNKNOWN, Need.UNKNOWN),
            ({"us_itar_registrant": False}, Need.NONE, Need.NONE),
            (FACTS, Need.MANDATORY, Need.MANDATORY),
            ({**FACTS, "buyer_countries": ("US",)}, Need.NONE, Need.MANDATORY),
            ({**FACTS, "buyer_countries": ("US", "FR")}, Need.MANDATORY, Need.MANDATORY),
            ({"target_countries": ("US",), "buyer_countries": ("US",)}, Need.NONE, Need.UNKNOWN),
            ({"target_countries": ("US",), "us_itar_notifiable": True}, Need.MANDATORY, Need.UNKNOWN),
            ({**FACTS, "us_itar_notifiable": False}, Need.NONE, Need.MANDATORY),
        ],
    )
    def test_facts(self, facts: dict[str, Any], before: str, after: str) -> None:
        """What is known decides as far as it can."""
        terms = Terms("t", facts=facts)

        assert before == ITAR.applies(terms, date(2025, 3, 3)).status
        assert after == AFTER.applies(terms, date(2025, 3, 3)).status

    def test_what_is_asked(self) -> None:
        """With the place alone: registration and the buyer's countries."""
        found = ITAR.applies(Terms("t", facts={"target_countries": ("US",)}), date(2025, 3, 3))

        assert ("us_itar_registrant", "buyer_countries") == found.missing

    def test_a_buyer_at_home_waits_for_nothing(self) -> None:
        """Sold within the United States, the gate is not asked."""
        at = play(
            SALE,
            date(2025, 3, 3),
            act("agreement:negotiate", "2025-03-03"),
            act("agreement:amend_terms", "2025-03-03", terms="at_home"),
        )

        assert closes(at, "2025-03-04")


class TestSixtyDays:
    """Monday 3 March 2025 + 60 days = Friday 2 May 2025, the first day on which the sale may close."""

    def test_the_day(self) -> None:
        """The clock alone and in the deal; it is an earliest day."""
        found = clock_deadline(CLOCK, "2025-03-03")

        assert "2025-05-02" == found.day.isoformat() == last_day(NOTIFIED)
        assert Kind.EARLIEST_DAY is found.kind

    @pytest.mark.parametrize(("on", "may"), [("2025-05-01", False), ("2025-05-02", True), ("2025-05-03", True)])
    def test_before_on_and_after(self, on: str, may: bool) -> None:
        """Silence through the 60 days permits."""
        assert may is bool(closes(NOTIFIED, on))
        assert ("waited" if may else "notified") == settle(SALE, NOTIFIED, date.fromisoformat(on)).process(
            "us.itar"
        ).state

    @given(st.dates(date(2000, 1, 1), date(2040, 1, 1)))
    def test_rest_days_do_not_matter(self, on: date) -> None:
        """Calendar days without a roll, whatever the day."""
        assert on + timedelta(days=60) == clock_deadline(CLOCK, on).day

    def test_the_lapse(self) -> None:
        """It falls at the start of the 60th day and by nobody's hand."""
        assert [("pass", date(2025, 5, 2))] == [(e.action, e.on) for e in advance(SALE, NOTIFIED, date(2025, 5, 2))]
        assert not attempt(SALE, NOTIFIED, "us.itar:pass", "2025-04-01", "maker")

    def test_without_a_notice_never(self) -> None:
        """No time opens the gate for a sale that was not notified, or no longer is."""
        bare = play(SALE, date(2025, 3, 3), act("agreement:negotiate", "2025-03-03"))
        gone = play(SALE, NOTIFIED, act("withdraw", "2025-04-01"))

        for at in (bare, gone):
            refused = closes(at, "2026-03-03")

            assert isinstance(refused, Refusal)
            assert ["us.itar"] == [b.process for b in refused.blockers]

    def test_the_directorate_may_let_go_earlier(self) -> None:
        """Only the Directorate shortens the wait."""
        refused = attempt(SALE, NOTIFIED, "us.itar:let_go", "2025-04-01", "maker")

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind
        assert closes(play(SALE, NOTIFIED, act("let_go", "2025-04-01", "DDTC")), "2025-04-01")

    def test_another_buyer_another_notice(self) -> None:
        """The 60 days that have passed were for the buyer notified."""
        at = play(SALE, NOTIFIED, act("agreement:amend_terms", "2025-05-05", terms="to_other"))
        refused = closes(at, "2025-05-05")
        again = play(SALE, at, act("notify", "2025-05-05"))

        assert isinstance(refused, Refusal)
        assert "under other terms" in str(refused)
        assert "2025-07-04" == last_day(again)
        assert not closes(again, "2025-07-03")
        assert closes(again, "2025-07-04")


class TestAfterClosing:
    """Five days for the notice, 60 for the amendments; lateness is a breach and undoes nothing."""

    def closed(self) -> Snapshot:
        """The sale, closed on Friday 2 May 2025."""
        return play(
            SALE,
            NOTIFIED,
            act("agreement:sign", "2025-05-02"),
            act("agreement:close", "2025-05-02"),
            act("us.itar.after:change_hands", "2025-05-02"),
        )

    def test_the_days(self) -> None:
        """2 May + 5 = Wed 7 May; notified then, the amendments are due on 6 July, a Sunday."""
        at = self.closed()

        assert "2025-05-07" == last_day(at, "us.itar.after/notice")
        assert "2025-05-07" == clock_deadline("us.itar.after/notice", "2025-05-02").day.isoformat()
        at = play(SALE, at, act("us.itar.after:notify", "2025-05-07", "french"))

        assert "2025-07-06" == last_day(at, "us.itar.after/amendments")
        with pytest.warns(UserWarning, match="recalled"):
            assert "2025-07-06" == clock_deadline("us.itar.after/amendments", "2025-05-07").day.isoformat()
        at = play(SALE, at, act("us.itar.after:file_amendments", "2025-07-06", "french"))

        assert "complete" == at.process("us.itar.after").state

    @pytest.mark.parametrize("on", ["2025-05-06", "2025-05-07", "2025-05-08", "2026-05-08"])
    def test_late_is_still_possible(self, on: str) -> None:
        """Nothing falls on the day; the notice can be given before, on and after it."""
        assert () == advance(SALE, self.closed(), date.fromisoformat(on))
        assert attempt(SALE, self.closed(), "us.itar.after:notify", on, "french")

    def test_not_before_closing(self) -> None:
        """There is nothing to tell before the sale has closed."""
        assert not attempt(SALE, NOTIFIED, "us.itar.after:change_hands", "2025-05-02", "maker")
        assert not attempt(SALE, start(SALE, date(2025, 3, 3)), "us.itar.after:notify", "2025-03-03", "maker")
