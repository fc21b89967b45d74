"""Japanese prior notification: the waiting period, its two ends, the recommendation, and the six months."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Event, Refusal, Snapshot, deadline, settle, start
from dealflow.model import Deal, Need, Party, Terms
from dealflow.regimes.jp_fefa import PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "jp.fefa/waiting": "let_go",
    "jp.fefa/longest_waiting": "reach_limit",
    "jp.fefa/validity": "expire",
}
APPROVED_BY_SILENCE = {("jp.fefa", "may_close")}
SIZES = {"jp.fefa": (11, 14, 3)}

(FEFA,) = PROCESSES
FACTS = {"target_countries": ("JP",), "buyer_countries": ("US",), "jp_fefa_notifiable": True}
DEAL = Deal(
    "jp",
    "a target in Japan",
    [*AGREEMENT, FEFA],
    parties=[Party("buyer", "Buyer", "buyer"), Party("seller", "Seller", "seller")],
    terms={
        "all": Terms("all", buyer="buyer", facts=FACTS),
        "other": Terms("other", buyer="seller", facts=FACTS),
    },
)
OPENING = date(2024, 1, 2)
SIGNED: tuple[Step, ...] = (
    ("agreement:negotiate", "2024-01-02", "seller", {}),
    ("agreement:sign", "2024-01-03", "seller", {}),
)
FILED: tuple[Step, ...] = (
    ("jp.fefa:file", "2024-01-09", "buyer", {}),
    ("jp.fefa:accept", "2024-01-10", "MOF", {}),
)


def waiting() -> Snapshot:
    """Signed, and the notification accepted on 10 January 2024."""
    return play(DEAL, OPENING, *SIGNED, *FILED)


def last(at: Snapshot, clock: str = "waiting") -> str:
    """The date of a clock as it stands."""
    found = deadline(DEAL, at, f"jp.fefa/{clock}")
    assert found is not None
    return found.day.isoformat()


def state(at: Snapshot, day: str | None = None) -> str:
    """Where the notification stands, on a later day if nobody acts."""
    return (settle(DEAL, at, date.fromisoformat(day)) if day else at).states["jp.fefa"]


def closes(at: Snapshot, day: str) -> Event | Refusal:
    """An attempt to close."""
    return attempt(DEAL, at, "agreement:close", day, "seller")


class TestWhenItApplies:
    """A target in Japan, an investor from outside it, and counsel's word."""

    @pytest.mark.parametrize(
        ("facts", "status", "missing"),
        [
            ({"target_countries": ("US",)}, Need.NONE, ()),
            ({"target_countries": ("JP",), "buyer_countries": ("JP",)}, Need.NONE, ()),
            ({"buyer_countries": ("JP",)}, Need.NONE, ()),
            (FACTS, Need.MANDATORY, ()),
            ({**FACTS, "buyer_countries": ("JP", "US")}, Need.MANDATORY, ()),
            ({**FACTS, "jp_fefa_notifiable": False}, Need.NONE, ()),
            ({}, Need.UNKNOWN, ("target_countries", "buyer_countries", "jp_fefa_notifiable")),
            ({"target_countries": ("JP",), "buyer_countries": ("US",)}, Need.UNKNOWN, ("jp_fefa_notifiable",)),
        ],
    )
    def test_facts(self, facts: dict[str, Any], status: str, missing: tuple[str, ...]) -> None:
        """Each fact decides as far as it can; the rest is asked."""
        found = FEFA.applies(Terms("t", facts=facts), OPENING)

        assert (status, missing) == (found.status, found.missing)
        assert ("foreign investor" in found.question) == (missing == ("jp_fefa_notifiable",))


class TestTheWaitingPeriod:
    """30 days from acceptance, that day counted; its end lets the investment go ahead."""

    @pytest.mark.parametrize(
        ("day", "stands", "may"),
        [("2024-02-07", "waiting", False), ("2024-02-08", "waiting", False), ("2024-02-09", "may_close", True)],
    )
    def test_before_on_and_after(self, day: str, stands: str, may: bool) -> None:
        """10 January is day 1 and 8 February day 30: closing is possible from the 9th."""
        assert "2024-02-08" == last(waiting())
        assert stands == state(waiting(), day)
        assert may is bool(closes(waiting(), day))

    @pytest.mark.parametrize(("reading", "day"), [("day_1", "2024-02-08"), ("day_0", "2024-02-09")])
    def test_two_readings(self, reading: str, day: str) -> None:
        """Whether the day of acceptance counts is a reading, by default it does."""
        assert day == clock_deadline("jp.fefa/waiting", "2024-01-10", readings=reading).day.isoformat()

    @pytest.mark.parametrize(("reading", "day"), [("limit_day_1", "2024-06-09"), ("limit_day_0", "2024-06-10")])
    def test_two_readings_of_the_limit(self, reading: str, day: str) -> None:
        """Five months from 10 January 2024."""
        assert day == clock_deadline("jp.fefa/longest_waiting", "2024-01-10", readings=reading).day.isoformat()

    def test_nothing_runs_before_acceptance(self) -> None:
        """Handing in the notification starts the six months alone."""
        at = play(DEAL, OPENING, FILED[0])

        assert None is deadline(DEAL, at, "jp.fefa/waiting")
        assert "2024-07-09" == last(at, "validity")

    def test_shortened(self) -> None:
        """Ended after two weeks, the investment may be made that day."""
        at = play(DEAL, waiting(), ("jp.fefa:shorten", "2024-01-24", "MOF", {}))

        assert not closes(waiting(), "2024-01-24")
        assert closes(at, "2024-01-24")

    def test_questions_stop_nothing(self) -> None:
        """The date stands where it stood."""
        at = play(DEAL, waiting(), ("jp.fefa:ask", "2024-01-20", "competent minister", {}))

        assert "2024-02-08" == last(at)


class TestExtension:
    """Up to five months in all."""

    @pytest.mark.parametrize(("length", "day"), [("1 month", "2024-03-08"), ("4 months", "2024-06-08")])
    def test_by_months(self, length: str, day: str) -> None:
        """On top of the 30 days."""
        at = play(DEAL, waiting(), ("jp.fefa:extend", "2024-02-01", "MOF", {"length": length}))

        assert day == last(at)

    @pytest.mark.parametrize("length", ["5 months", "6 months", "200 days"])
    def test_not_beyond(self, length: str) -> None:
        """Five months on top would be too many, and days do not fit a limit in months."""
        refused = attempt(DEAL, waiting(), "jp.fefa:extend", "2024-02-01", "MOF", length=length)

        assert isinstance(refused, Refusal)
        assert "may not exceed 4 months" in str(refused)

    def test_not_in_pieces_either(self) -> None:
        """Three months are given, two more are refused, one is given."""
        at = play(DEAL, waiting(), ("jp.fefa:extend", "2024-02-01", "MOF", {"length": "3 months"}))

        assert not attempt(DEAL, at, "jp.fefa:extend", "2024-02-02", "MOF", length="2 months")
        assert attempt(DEAL, at, "jp.fefa:extend", "2024-02-02", "MOF", length="1 month")

    def test_the_whole_is_cut_off_at_five_months(self) -> None:
        """Accepted on 31 January 2023, 30 days and 4 months would end on 1 July; five months end on 30 June."""
        at = play(
            DEAL,
            start(DEAL, date(2023, 1, 2)),
            ("jp.fefa:file", "2023-01-31", "buyer", {}),
            ("jp.fefa:accept", "2023-01-31", "MOF", {}),
            ("jp.fefa:extend", "2023-02-01", "MOF", {"length": "4 months"}),
        )

        assert ("2023-07-01", "2023-06-30") == (last(at), last(at, "longest_waiting"))
        assert ["waiting", "may_close"] == [state(at, "2023-06-30"), state(at, "2023-07-01")]

    @given(st.dates(date(2021, 1, 1), date(2030, 12, 31)), st.lists(st.integers(1, 5), max_size=4))
    def test_never_beyond_five_months(self, accepted: date, split: list[int]) -> None:
        """However it is extended, on the day after five months the investment may be made."""
        day = accepted.isoformat()
        at = play(DEAL, start(DEAL, accepted), ("jp.fefa:file", day, "buyer", {}), ("jp.fefa:accept", day, "MOF", {}))
        limit, granted = date.fromisoformat(last(at, "longest_waiting")), 0
        for n in split:
            length = f"{n} months"
            if granted + n <= 4:
                at = play(DEAL, at, ("jp.fefa:extend", day, "MOF", {"length": length}))
                granted += n
            else:
                assert not attempt(DEAL, at, "jp.fefa:extend", day, "MOF", length=length)

        assert 149 <= (limit - accepted).days <= 153
        assert "may_close" == state(at, (limit + timedelta(days=1)).isoformat())


class TestRecommendation:
    """A recommendation, then what the investor makes of it."""

    def recommended(self) -> Snapshot:
        """Recommended to change on 1 February 2024."""
        return play(DEAL, waiting(), ("jp.fefa:recommend", "2024-02-01", "MOF", {}))

    def test_the_end_of_the_wait_no_longer_helps(self) -> None:
        """No silence lets a deal go ahead that should be changed."""
        assert "recommended" == state(self.recommended(), "2024-05-01")
        assert not closes(self.recommended(), "2024-05-01")

    @pytest.mark.parametrize(
        ("action", "by", "may"),
        [("follow_change", "buyer", True), ("follow_stop", "buyer", False), ("order", "competent minister", False)],
    )
    def test_what_follows(self, action: str, by: str, may: bool) -> None:
        """As changed it may be made; given up or ordered otherwise it may not."""
        at = play(DEAL, self.recommended(), (f"jp.fefa:{action}", "2024-02-10", by, {}))

        assert may is bool(closes(at, "2024-02-10"))

    def test_an_order_forbids(self) -> None:
        """What is ordered holds of itself, not only as a gate."""
        at = play(DEAL, self.recommended(), ("jp.fefa:order", "2024-02-10", "MOF", {}))
        refused = closes(at, "2024-02-10")

        assert isinstance(refused, Refusal)
        assert "prohibition" in {b.code for b in refused.blockers}


class TestSixMonths:
    """The investment is made within six months of the notification or notified again."""

    @pytest.mark.parametrize(
        ("day", "stands", "may"),
        [("2024-07-08", "may_close", True), ("2024-07-09", "may_close", True), ("2024-07-10", "expired", False)],
    )
    def test_before_on_and_after(self, day: str, stands: str, may: bool) -> None:
        """Notified on 9 January 2024: 9 July is the last day."""
        assert stands == state(waiting(), day)
        assert may is bool(closes(waiting(), day))

    def test_an_investment_made_in_time_does_not_expire(self) -> None:
        """Reported after closing it stands; before closing there is nothing to report."""
        at = play(DEAL, waiting(), ("agreement:close", "2024-03-01", "seller", {}))
        early = attempt(DEAL, waiting(), "jp.fefa:complete", "2024-03-01", "buyer")
        at = play(DEAL, at, ("jp.fefa:complete", "2024-03-02", "buyer", {}))

        assert not early
        assert "completed" == state(at, "2025-01-01")

    def test_notified_again_it_waits_again(self) -> None:
        """A new notification brings a new wait and new six months."""
        at = play(
            DEAL,
            waiting(),
            ("jp.fefa:file", "2024-08-01", "buyer", {}),
            ("jp.fefa:accept", "2024-08-02", "MOF", {}),
        )

        assert ("2024-08-31", "2025-02-01") == (last(at), last(at, "validity"))


def test_withdrawn_and_made_again() -> None:
    """Who needs more time withdraws: the new notification has a wait of its own, and its extensions start from none."""
    at = play(
        DEAL,
        waiting(),
        ("jp.fefa:extend", "2024-02-01", "MOF", {"length": "4 months"}),
        ("jp.fefa:withdraw", "2024-02-05", "buyer", {}),
    )
    assert not closes(at, "2024-07-01")
    again = play(
        DEAL,
        at,
        ("jp.fefa:file", "2024-02-06", "buyer", {}),
        ("jp.fefa:accept", "2024-02-07", "MOF", {}),
        ("jp.fefa:extend", "2024-02-08", "MOF", {"length": "1 month"}),
    )

    assert "2024-04-07" == last(again)


def test_another_buyer_notifies_anew() -> None:
    """What was let go was this buyer's investment."""
    at = play(
        DEAL,
        settle(DEAL, waiting(), date(2024, 2, 9)),
        ("agreement:amend_terms", "2024-02-10", "seller", {"terms": "other"}),
    )

    assert not closes(at, "2024-02-10")


@pytest.mark.parametrize("by", ["buyer", "seller", "CFIUS"])
def test_nobody_else_shortens(by: str) -> None:
    """Only the ministers do."""
    refused = attempt(DEAL, waiting(), "jp.fefa:shorten", "2024-01-20", by)

    assert isinstance(refused, Refusal)
    assert "wrong actor" == refused.kind
