"""Korean merger control: who files when, 30 days and 90, what stops them, and that silence clears nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Event, Refusal, Snapshot, advance, deadline, settle, start
from dealflow.model import Deal, Need, Party, Terms
from dealflow.regimes.kr_kftc import PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {"kr.kftc/review": None}
APPROVED_BY_SILENCE: set[tuple[str, str]] = set()
SIZES = {"kr.kftc": (8, 10, 1)}

(KFTC,) = PROCESSES
FACTS = {"target_countries": ("KR",), "kr_kftc_notifiable": True, "kr_large_company": True}


def deal_of(**facts: Any) -> Deal:
    """A deal with a target in Korea."""
    return Deal(
        "kr",
        "a target in Korea",
        [*AGREEMENT, KFTC],
        parties=[Party("buyer", "Buyer", "buyer"), Party("seller", "Seller", "seller")],
        terms={
            "all": Terms("all", buyer="buyer", facts={**FACTS, **facts}),
            "other": Terms("other", buyer="seller", facts={**FACTS, **facts}),
        },
    )


DEAL = deal_of()
SIGNED: tuple[Step, ...] = (
    ("agreement:negotiate", "2025-01-02", "seller", {}),
    ("agreement:sign", "2025-01-03", "seller", {}),
)
FILE: Step = ("kr.kftc:file", "2025-01-10", "buyer", {})
ASK: Step = ("kr.kftc:ask", "2025-01-20", "KFTC", {})
ANSWER: Step = ("kr.kftc:answer", "2025-03-03", "buyer", {})
OFFER: Step = ("kr.kftc:offer_remedies", "2025-01-20", "buyer", {"remedies": "a plant is sold"})


def signed(deal: Deal = DEAL) -> Snapshot:
    """Signed on 3 January 2025, nothing filed."""
    return play(deal, date(2025, 1, 2), *SIGNED)


def filed(deal: Deal = DEAL) -> Snapshot:
    """Signed, and filed on Friday 10 January 2025."""
    return play(deal, signed(deal), FILE)


def last(at: Snapshot) -> str:
    """The date of the review as it stands."""
    found = deadline(DEAL, at, "kr.kftc/review")
    assert found is not None
    return found.day.isoformat()


def closes(at: Snapshot, day: str, deal: Deal = DEAL) -> Event | Refusal:
    """An attempt to close."""
    return attempt(deal, at, "agreement:close", day, "seller")


class TestWhenItApplies:
    """A target in Korea, a duty to file, and a large company."""

    @pytest.mark.parametrize(
        ("facts", "status", "category", "missing"),
        [
            ({"target_countries": ("JP",)}, Need.NONE, "", ()),
            ({"target_countries": ("KR",), "kr_kftc_notifiable": False}, Need.NONE, "", ()),
            (FACTS, Need.MANDATORY, "before closing", ()),
            ({**FACTS, "kr_large_company": False}, Need.MANDATORY, "after closing", ()),
            ({"kr_kftc_notifiable": True, "kr_large_company": True}, Need.MANDATORY, "before closing", ()),
            ({"target_countries": ("KR",), "kr_kftc_notifiable": True}, Need.UNKNOWN, "", ("kr_large_company",)),
            ({}, Need.UNKNOWN, "", ("target_countries", "kr_kftc_notifiable", "kr_large_company")),
        ],
    )
    def test_facts(self, facts: dict[str, Any], status: str, category: str, missing: tuple[str, ...]) -> None:
        """Each fact decides as far as it can; the rest is asked."""
        found = KFTC.applies(Terms("t", facts=facts), date(2025, 1, 2))

        assert (status, category, missing) == (found.status, found.category, found.missing)


class TestTheCount:
    """30 days from filing, and 90 more if the KFTC takes them."""

    @pytest.mark.parametrize(("reading", "day"), [("day_0", "2025-02-09"), ("day_1", "2025-02-08")])
    def test_two_readings(self, reading: str, day: str) -> None:
        """By default the day of filing is not counted; a Sunday stays the last day."""
        assert day == clock_deadline("kr.kftc/review", "2025-01-10", readings=reading).day.isoformat()

    def test_in_a_deal(self) -> None:
        """Filed on 10 January: 9 February."""
        assert "2025-02-09" == last(filed())

    def test_a_hundred_and_twenty_in_all(self) -> None:
        """90 more days end on 10 May; that is 120 after filing."""
        at = play(DEAL, filed(), ("kr.kftc:extend", "2025-02-07", "KFTC", {"days": 90}))

        assert "2025-05-10" == last(at)
        assert date(2025, 5, 10) == date(2025, 1, 10) + timedelta(days=120)

    @given(st.lists(st.integers(1, 90), max_size=6))
    def test_never_beyond_ninety(self, split: list[int]) -> None:
        """However it is cut up, what fits into 90 is granted and no more."""
        at, granted = filed(), 0
        for n in split:
            got = attempt(DEAL, at, "kr.kftc:extend", "2025-02-07", "KFTC", days=n)

            assert (granted + n <= 90) == bool(got)
            if got:
                at, granted = play(DEAL, at, ("kr.kftc:extend", "2025-02-07", "KFTC", {"days": n})), granted + n
        assert (date(2025, 2, 9) + timedelta(days=granted)).isoformat() == last(at)

    @pytest.mark.parametrize("day", ["2025-02-08", "2025-02-09", "2025-02-10", "2027-01-01"])
    def test_silence_clears_nothing(self, day: str) -> None:
        """Nothing falls the day before, on the day, the day after or ever; closing stays impossible."""
        assert () == advance(DEAL, filed(), date.fromisoformat(day))
        assert not closes(filed(), day)

    def test_the_kftc_may_decide_late(self) -> None:
        """Overdue, it still decides."""
        at = play(DEAL, filed(), ("kr.kftc:clear", "2025-03-01", "KFTC", {}))

        assert closes(at, "2025-03-01")


class TestQuestions:
    """Time for answers does not count."""

    def test_six_weeks(self) -> None:
        """Asked on 20 January, answered on 3 March: 42 days later than 9 February."""
        at = play(DEAL, filed(), ASK, ANSWER)

        assert "review" == at.states["kr.kftc"]
        assert "2025-03-23" == last(at)

    def test_again_and_again(self) -> None:
        """A second request stops the count a second time, by ten days."""
        at = play(
            DEAL,
            filed(),
            ASK,
            ANSWER,
            ("kr.kftc:ask", "2025-03-10", "KFTC", {}),
            ("kr.kftc:answer", "2025-03-20", "seller", {}),
        )

        assert "2025-04-02" == last(at)

    def test_extended_while_it_stands_still(self) -> None:
        """42 days of a stop and 90 of an extension add up."""
        at = play(DEAL, filed(), ASK, ("kr.kftc:extend", "2025-02-01", "KFTC", {"days": 90}), ANSWER)

        assert (date(2025, 5, 10) + timedelta(days=42)).isoformat() == last(at)

    @given(st.integers(0, 29), st.integers(0, 200))
    def test_a_stop_moves_the_end_by_its_length(self, offset: int, lasts: int) -> None:
        """However long the answer takes, never back."""
        first = date(2025, 1, 11) + timedelta(days=offset)
        stop = [(first, first + timedelta(days=lasts))]
        plain = clock_deadline("kr.kftc/review", "2025-01-10").day

        assert plain + timedelta(days=lasts + 1) == clock_deadline("kr.kftc/review", "2025-01-10", tolled=stop).day


class TestSinceAugust2024:
    """Consultations, and remedies that the parties offer."""

    @pytest.mark.parametrize(("day", "may"), [("2024-08-06", False), ("2024-08-07", True), ("2024-08-08", True)])
    def test_consultation(self, day: str, may: bool) -> None:
        """The day before, on and after."""
        assert may is bool(attempt(DEAL, start(DEAL, date(2024, 8, 1)), "kr.kftc:consult", day, "buyer"))

    @pytest.mark.parametrize(("day", "may"), [("2024-08-06", False), ("2024-08-07", True), ("2024-08-08", True)])
    def test_remedies(self, day: str, may: bool) -> None:
        """The day before, on and after."""
        at = play(
            DEAL,
            start(DEAL, date(2024, 7, 1)),
            ("agreement:negotiate", "2024-07-01", "seller", {}),
            ("agreement:sign", "2024-07-15", "seller", {}),
            ("kr.kftc:file", "2024-07-20", "buyer", {}),
        )

        assert may is bool(attempt(DEAL, at, "kr.kftc:offer_remedies", day, "buyer"))

    def test_a_consultation_starts_no_clock(self) -> None:
        """The count begins with the filing."""
        at = play(DEAL, signed(), ("kr.kftc:consult", "2025-01-05", "buyer", {}))

        assert None is deadline(DEAL, at, "kr.kftc/review")
        assert "2025-02-09" == last(play(DEAL, at, FILE))

    def test_remedies_taken_up(self) -> None:
        """Offered, asked about, offered again, and the deal is cleared with them."""
        again: Step = ("kr.kftc:offer_remedies", "2025-03-04", "seller", {})
        at = play(
            DEAL,
            filed(),
            OFFER,
            ("kr.kftc:ask", "2025-01-20", "KFTC", {}),
            ANSWER,
            again,
            ("kr.kftc:clear_with_remedies", "2025-03-10", "KFTC", {"remedies": "a plant is sold"}),
        )

        assert closes(at, "2025-03-10")

    def test_remedies_declined(self) -> None:
        """The review goes on, and its date stands where it stood."""
        at = play(DEAL, filed(), OFFER, ("kr.kftc:decline_remedies", "2025-01-31", "KFTC", {}))

        assert ("review", "2025-02-09") == (at.states["kr.kftc"], last(at))


class TestClosing:
    """A large company waits for clearance; others file once they have closed."""

    @pytest.mark.parametrize("steps", [0, 1, 2, 3])
    def test_not_before_clearance(self, steps: int) -> None:
        """Neither unfiled nor filed nor questioned nor answered."""
        at = play(DEAL, signed(), *(FILE, ASK, ANSWER)[:steps])
        refused = closes(at, "2025-03-03")

        assert isinstance(refused, Refusal)
        assert "kr.kftc" in {b.process for b in refused.blockers}

    @pytest.mark.parametrize(("action", "may"), [("clear", True), ("clear_with_remedies", True), ("prohibit", False)])
    def test_by_decision(self, action: str, may: bool) -> None:
        """Cleared, with remedies or without; or prohibited."""
        at = play(DEAL, filed(), (f"kr.kftc:{action}", "2025-02-01", "KFTC", {}))

        assert may is bool(closes(at, "2025-02-01"))

    def test_a_small_company_closes_first(self) -> None:
        """And files afterwards."""
        small = deal_of(kr_large_company=False)
        at = play(small, signed(small), ("agreement:close", "2025-01-05", "seller", {}))

        assert attempt(small, at, "kr.kftc:file", "2025-01-20", "buyer")

    def test_but_not_a_prohibited_deal(self) -> None:
        """A prohibition forbids closing whoever files when."""
        small = deal_of(kr_large_company=False)
        at = play(small, filed(small), ("kr.kftc:prohibit", "2025-02-01", "KFTC", {}))

        assert not closes(at, "2025-02-02", small)

    def test_not_known_whether_large(self) -> None:
        """What is not known blocks, with the question."""
        unknown = deal_of(kr_large_company=None)
        refused = closes(signed(unknown), "2025-01-05", unknown)

        assert isinstance(refused, Refusal)
        assert "large company" in str(refused)

    def test_nothing_is_filed_before_signing(self) -> None:
        """The filing follows the agreement."""
        assert not attempt(DEAL, start(DEAL, date(2025, 1, 2)), "kr.kftc:file", "2025-01-02", "buyer")

    def test_another_buyer_files_anew(self) -> None:
        """What was cleared was this buyer; a new filing has a new count and new extensions."""
        at = play(
            DEAL,
            filed(),
            ("kr.kftc:extend", "2025-02-01", "KFTC", {"days": 90}),
            ("kr.kftc:clear", "2025-02-02", "KFTC", {}),
            ("agreement:amend_terms", "2025-02-03", "seller", {"terms": "other"}),
        )
        assert not closes(at, "2025-02-03")
        at = play(
            DEAL,
            at,
            ("kr.kftc:file", "2025-02-10", "buyer", {}),
            ("kr.kftc:extend", "2025-02-11", "KFTC", {"days": 90}),
        )
        assert "2025-06-10" == last(at)
        at = play(DEAL, at, ("kr.kftc:clear", "2025-02-20", "KFTC", {}))
        assert closes(settle(DEAL, at, date(2025, 2, 20)), "2025-02-20")

    def test_nobody_else_clears(self) -> None:
        """A party does not speak for the KFTC."""
        refused = attempt(DEAL, filed(), "kr.kftc:clear", "2025-02-01", "buyer")

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind
