"""The premerger waiting period: its dates, who ends or lengthens it, what silence permits, what stands beside it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Act, Event, Refusal, Snapshot, advance, deadline, decide, evolve, settle, start
from dealflow.model import Asset, Deal, Need, Party, Terms
from dealflow.regimes.us_appropriations import PROCESSES as APPROPRIATIONS
from dealflow.regimes.us_hsr import PROCESSES
from plays import Step, attempt, play

#: What silence means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {
    "us.hsr/waiting": "expire",
    "us.hsr/waiting_short": "expire",
    "us.hsr/refiling": "miss_refiling",
    "us.hsr/certification": "go_stale",
    "us.hsr/extended_waiting": "expire",
    "us.hsr/extended_waiting_short": "expire",
    "us.hsr/validity": "outlive",
    "us.hsr.target/reply": None,
    "us.hsr.target/reply_short": None,
    "us.hsr.timing/hold": "run_out",
}
#: Approvals that silence gives: the waiting period that runs out permits closing.
APPROVED_BY_SILENCE: set[tuple[str, str]] = {("us.hsr", "expired")}
#: States without an approval in which closing is possible.
CLOSES = {("us.hsr.timing", "none"), ("us.hsr.timing", "over")}
#: States, rows and clocks.
SIZES: dict[str, tuple[int, int, int]] = {
    "us.hsr": (19, 29, 7),
    "us.hsr.target": (4, 4, 2),
    "us.hsr.timing": (4, 5, 1),
    "us.hsr.challenge": (6, 7, 0),
}

(AGREE,) = AGREEMENT
HSR, TARGET, TIMING, CHALLENGE = PROCESSES
ONE = timedelta(days=1)
BIG = {"target_countries": ("US",), "us_hsr_value": 900}
US, MORE = Asset("us_business", "US business"), Asset("plant", "another plant")
PARTIES = [Party("acme", "Acme", "buyer"), Party("target", "Target", "seller")]
TERMS = {
    "as_filed": Terms("as_filed", buyer="acme", sold=[US], facts=BIG),
    "wider": Terms("wider", buyer="acme", sold=[US, MORE], facts=BIG),
}
SALE = Deal("sale", "A sale", [*APPROPRIATIONS, AGREE, *PROCESSES], parties=PARTIES, terms=TERMS)


def act(action: str, on: str, by: str = "acme", **details: Any) -> Step:
    """An act of us.hsr, or of the process that *action* names."""
    return (action if ":" in action else f"us.hsr:{action}", on, by, details)


def filed(on: str, action: str = "file") -> Snapshot:
    """The sale after the notification of that day."""
    return play(SALE, date.fromisoformat(on), act(action, on))


def state(at: Snapshot, on: str, process: str = "us.hsr") -> str:
    """Where the process stands on that day if nobody acts."""
    return settle(SALE, at, date.fromisoformat(on)).process(process).state


def last_day(at: Snapshot, clock: str) -> str:
    """The date of a clock as it stands, in ISO form."""
    found = deadline(SALE, at, clock if "/" in clock else f"us.hsr/{clock}")
    assert found is not None
    return found.day.isoformat()


def closes(at: Snapshot, on: str) -> Event | Refusal:
    """An attempt to sign and close on that day."""
    ready = play(SALE, at, act("agreement:negotiate", on), act("agreement:sign", on))
    return attempt(SALE, ready, "agreement:close", on, "acme")


def needed(on: str, **facts: Any) -> str:
    """What the rule of application says on that day."""
    return HSR.applies(Terms("t", facts={"target_countries": ("US",), **facts}), date.fromisoformat(on)).status


class TestWhenItApplies:
    """Amounts by the day of closing; counsel's determination before any amount."""

    @pytest.mark.parametrize(
        ("on", "transaction", "without_persons"),
        [
            ("2024-03-06", 119.5, 478),
            ("2025-02-20", 119.5, 478),
            ("2025-02-21", 126.4, 505.8),
            ("2026-02-16", 126.4, 505.8),
            ("2026-02-17", 133.9, 535.5),
            ("2026-02-18", 133.9, 535.5),
        ],
    )
    def test_the_size_of_the_transaction(self, on: str, transaction: float, without_persons: float) -> None:
        """At the amount nothing is due; above it the persons count; above the second amount they do not."""
        assert Need.NONE == needed(on, us_hsr_value=transaction)
        assert Need.UNKNOWN == needed(on, us_hsr_value=transaction + 0.1)
        assert Need.UNKNOWN == needed(on, us_hsr_value=without_persons)
        assert Need.MANDATORY == needed(on, us_hsr_value=without_persons + 0.1)

    @pytest.mark.parametrize(("on", "large", "small"), [("2025-02-21", 252.9, 25.3), ("2026-02-17", 267.8, 26.8)])
    def test_the_size_of_the_persons(self, on: str, large: float, small: float) -> None:
        """Both amounts must be met; either one missed decides without the other."""
        deal = {"us_hsr_value": 200}

        assert Need.MANDATORY == needed(on, **deal, us_hsr_larger_person=large, us_hsr_smaller_person=small)
        assert Need.NONE == needed(on, **deal, us_hsr_larger_person=large - 0.1)
        assert Need.NONE == needed(on, **deal, us_hsr_smaller_person=small - 0.1)
        assert Need.UNKNOWN == needed(on, **deal, us_hsr_larger_person=large)

    def test_the_persons_of_2024_are_asked_for_in_words(self) -> None:
        """Their amounts are not known here, so the answer is asked for instead."""
        assert Need.MANDATORY == needed("2024-06-03", us_hsr_value=200, us_hsr_size_of_person=True)
        assert Need.NONE == needed("2024-06-03", us_hsr_value=200, us_hsr_size_of_person=False)
        assert Need.UNKNOWN == needed("2025-06-03", us_hsr_value=200, us_hsr_size_of_person=True)

    def test_before_the_amounts_known_here(self) -> None:
        """The day before the first amounts only counsel can tell."""
        found = HSR.applies(Terms("t", facts={**BIG}), date(2024, 3, 5))

        assert Need.UNKNOWN == found.status
        assert ("us_hsr_notifiable",) == found.missing
        assert Need.MANDATORY == needed("2017-01-03", us_hsr_notifiable=True)

    @pytest.mark.parametrize(("told", "need"), [(True, Need.MANDATORY), (False, Need.NONE)])
    def test_counsel_decides_over_the_amounts(self, told: bool, need: str) -> None:
        """An exemption, or a duty that the amounts do not show, is counsel's to say."""
        assert need == needed("2025-06-03", us_hsr_value=900 if not told else 1, us_hsr_notifiable=told)

    def test_nothing_in_the_united_states(self) -> None:
        """A target without anything there needs no other answer, in any of the processes."""
        abroad = Terms("t", facts={"target_countries": ("DE", "CN"), "us_hsr_notifiable": True})

        assert {Need.NONE} == {p.applies(abroad, date(2025, 6, 3)).status for p in PROCESSES}

    def test_the_numbers_are_asked_for_first(self) -> None:
        """With the place alone the questions are the numbers, then the determination."""
        found = HSR.applies(Terms("t", facts={"target_countries": ("US",)}), date(2025, 6, 3))

        assert ("us_hsr_value", "us_hsr_larger_person", "us_hsr_smaller_person", "us_hsr_notifiable") == found.missing
        assert "millions of US dollars" in found.question

    def test_the_day_of_closing_decides(self) -> None:
        """128 million is above the amount of 2025 and below that of 2026: a deal that closes later need not wait."""
        facts = {"target_countries": ("US",), "us_hsr_value": 128, "us_hsr_larger_person": 900}
        terms = {"all": Terms("all", buyer="acme", facts={**facts, "us_hsr_smaller_person": 900})}
        deal = Deal("small", "A small sale", [*APPROPRIATIONS, AGREE, *PROCESSES], parties=PARTIES, terms=terms)
        at = play(deal, date(2026, 2, 2), act("agreement:negotiate", "2026-02-02"), act("agreement:sign", "2026-02-03"))

        assert not attempt(deal, at, "agreement:close", "2026-02-16", "acme")
        assert attempt(deal, at, "agreement:close", "2026-02-17", "acme")


# Received, variant or None, reading or None, last day. The last one is open: both readings are defensible.
WORKED = [
    ("2025-01-31", None, None, "2025-03-03"),  # day 30 is Sunday 2 March
    ("2025-11-25", None, None, "2025-12-26"),  # Thursday the 25th is a holiday; Friday was closed by order
    ("2025-11-25", None, "regular_business_day", "2025-12-29"),
    ("2025-03-07", "cash_tender", None, "2025-03-24"),  # day 15 is Saturday the 22nd
    ("2025-03-07", "bankruptcy", None, "2025-03-24"),
    ("2026-06-03", None, "statute", "2026-07-03"),  # Friday before a Saturday holiday
    ("2026-06-03", None, "observed", "2026-07-06"),
]


class TestTheCount:
    """Day 0 is the day of receipt, and the list of rest days is that of the statute unless another is chosen."""

    @pytest.mark.parametrize(("received", "variant", "reading", "ends"), WORKED)
    def test_worked_dates(self, received: str, variant: str | None, reading: str | None, ends: str) -> None:
        """Every worked date comes out of the clock alone, and the reading used is named."""
        found = clock_deadline("us.hsr/waiting", received, variant=variant, readings=reading)

        assert ends == found.day.isoformat()
        assert 1 == len(found.readings)
        assert ("default" in found.readings[0]) is (reading in (None, "statute"))

    @pytest.mark.parametrize(("received", "variant", "reading", "ends"), WORKED)
    def test_worked_dates_in_a_deal(self, received: str, variant: str | None, reading: str | None, ends: str) -> None:
        """A deal counts the same, closing is barred through the last day and permitted from the day after."""
        clock = "waiting_short" if variant else "waiting"
        readings = {f"us.hsr/{clock}": (reading,)} if reading else {}
        deal = Deal(
            "read", "A sale", [*APPROPRIATIONS, AGREE, *PROCESSES], parties=PARTIES, terms=TERMS, readings=readings
        )
        at = play(deal, date.fromisoformat(received), act("file_short" if variant else "file", received))
        at = play(deal, at, act("agreement:negotiate", received), act("agreement:sign", received))
        last = date.fromisoformat(ends)
        # Seen on the last day: the order that closed 26 Dec 2025 was made on the 18th.
        found = deadline(deal, settle(deal, at, last), f"us.hsr/{clock}")

        assert found is not None
        assert last == found.day
        for offset in (-1, 0):
            assert not attempt(deal, at, "agreement:close", (last + offset * ONE).isoformat(), "acme")
        assert attempt(deal, at, "agreement:close", (last + ONE).isoformat(), "acme")

    @pytest.mark.parametrize(
        ("moment", "ends"),
        [
            ("2025-06-03T17:00:00-04:00", "2025-07-03"),
            ("2025-06-03T17:00:01-04:00", "2025-07-07"),  # received Wed 4 June; day 30 is a holiday, then a weekend
            ("2025-06-07T09:00:00-04:00", "2025-07-09"),  # a Saturday counts as Monday 9 June
            ("2025-06-03T22:30:00+00:00", "2025-07-07"),  # 6:30 p.m. Eastern
        ],
    )
    def test_after_five_and_on_rest_days(self, moment: str, ends: str) -> None:
        """What arrives after 5 p.m. Eastern, or on a rest day, counts from the next business day."""
        at = start(SALE, date(2025, 6, 2))
        got = decide(SALE, at, Act("us.hsr:file", datetime.fromisoformat(moment), "acme"))

        assert isinstance(got, Event)
        assert ends == last_day(evolve(SALE, at, got), "waiting")

    @pytest.mark.filterwarnings("ignore::dealflow.errors.RecalledRule")
    @given(st.dates(date(2001, 1, 2), date(2030, 1, 2)))
    def test_never_early_never_more_than_a_long_weekend_late(self, received: date) -> None:
        """The last day is day 30 or the next day that is no rest day, on every reading; readings only move it on."""
        day_30 = received + timedelta(days=30)
        ends = [
            clock_deadline("us.hsr/waiting", received, readings=r).day
            for r in ("statute", "observed", "regular_business_day")
        ]

        assert calendars.get("us.hsr").next_working(day_30) == ends[0]
        assert ends == sorted(ends)
        assert day_30 <= ends[-1] <= day_30 + timedelta(days=6)

    def test_a_lapse_in_appropriations_stops_nothing(self) -> None:
        """The period ran on through the lapse of October 2025."""
        at = filed("2025-09-22")
        lapsed = play(SALE, at, act("us.appropriations:lapse", "2025-10-01", "Congress"))

        assert "2025-10-22" == last_day(at, "waiting") == last_day(lapsed, "waiting")
        assert "expired" == state(lapsed, "2025-10-23")


class TestSilencePermits:
    """Expiry without a word permits closing, and only for a year."""

    def test_the_lapse_itself(self) -> None:
        """The last day decides: nothing on it, one lapse dated with it on the day after."""
        at = filed("2025-01-31")

        assert () == advance(SALE, at, date(2025, 3, 3))
        assert [("expire", date(2025, 3, 3))] == [(e.action, e.on) for e in advance(SALE, at, date(2025, 3, 4))]

    def test_nobody_expires_it_by_hand(self) -> None:
        """A party cannot declare the period over."""
        refused = attempt(SALE, filed("2025-01-31"), "us.hsr:expire", "2025-02-10", "acme")

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind

    def test_the_end_of_the_period_is_announced_once_it_is_over(self) -> None:
        """Saying that it is over neither ends it nor moves anything."""
        at = filed("2025-01-31")

        assert not attempt(SALE, at, "us.hsr:announce_expiry", "2025-03-03", "FTC")
        told = play(SALE, at, act("announce_expiry", "2025-03-04", "FTC"))
        assert "expired" == told.process("us.hsr").state
        assert last_day(settle(SALE, at, date(2025, 3, 4)), "validity") == last_day(told, "validity")

    # The period ended on 3 March 2025: its year ends on 3 March 2026.
    @pytest.mark.parametrize(("on", "may"), [("2025-03-04", True), ("2026-03-03", True), ("2026-03-04", False)])
    def test_one_year(self, on: str, may: bool) -> None:
        """From the day after expiry through the same day of the next year closing is permitted."""
        assert may is bool(closes(settle(SALE, filed("2025-01-31"), date.fromisoformat(on)), on))
        assert ("expired" if may else "lapsed") == state(filed("2025-01-31"), on)

    def test_after_the_year_a_new_notification(self) -> None:
        """A lapsed notification is filed anew and waits anew."""
        at = play(SALE, filed("2025-01-31"), act("file", "2026-03-09"))

        assert "2026-04-08" == last_day(at, "waiting")
        assert not closes(at, "2026-04-08")
        assert closes(at, "2026-04-09")

    def test_a_closing_in_time_is_recorded(self) -> None:
        """What has closed does not lapse; what has not closed is not recorded as closed."""
        at = settle(SALE, filed("2025-01-31"), date(2025, 3, 4))
        early = attempt(SALE, at, "us.hsr:consummate", "2025-03-04", "acme")
        at = play(
            SALE,
            at,
            act("agreement:negotiate", "2025-03-04"),
            act("agreement:sign", "2025-03-04"),
            act("agreement:close", "2025-03-05"),
            act("consummate", "2025-03-05"),
        )

        assert not early
        assert "consummated" == state(at, "2027-03-05")

    def test_other_terms_need_another_notification(self) -> None:
        """The period that ended was about what was notified: more assets wait again."""
        at = play(SALE, filed("2025-01-31"), act("agreement:negotiate", "2025-03-04"))
        at = play(
            SALE, at, act("agreement:amend_terms", "2025-03-05", terms="wider"), act("agreement:sign", "2025-03-05")
        )
        refused = attempt(SALE, at, "agreement:close", "2025-03-05", "acme")
        again = play(SALE, at, act("file", "2025-03-06"))

        assert isinstance(refused, Refusal)
        assert "under other terms" in str(refused)
        assert attempt(SALE, again, "agreement:close", "2025-04-08", "acme")

    def test_early_termination(self) -> None:
        """An agency may end any waiting period early; then the year runs from that day."""
        at = play(SALE, filed("2025-01-31"), act("terminate_early", "2025-02-10", "FTC"))

        assert closes(at, "2025-02-10")
        assert "2026-02-10" == last_day(at, "validity")

    def test_nothing_filed_nothing_closes(self) -> None:
        """Without a notification, or with one side's alone, no time opens the gate."""
        for at in (start(SALE, date(2025, 3, 3)), play(SALE, date(2025, 3, 3), act("file_one_side", "2025-03-03"))):
            refused = closes(at, "2026-01-05")

            assert isinstance(refused, Refusal)
            assert ["us.hsr"] == [b.process for b in refused.blockers]
        at = play(SALE, at, act("file", "2025-03-10", "target"))

        assert "2025-04-09" == last_day(at, "waiting")


class TestPullAndRefile:
    """Once, within two business days, without a fee."""

    def test_a_new_period_from_the_refiling(self) -> None:
        """Pulled on Thu 20 February, refiled on Mon the 24th: 30 more days to Wed 26 March 2025."""
        at = play(SALE, filed("2025-01-31"), act("pull", "2025-02-20"))

        assert "2025-02-24" == last_day(at, "refiling")
        at = play(SALE, at, act("refile", "2025-02-24"))

        assert "2025-03-26" == last_day(at, "waiting")
        assert "expired" == state(at, "2025-03-27")

    @pytest.mark.parametrize(("on", "may"), [("2025-02-21", True), ("2025-02-24", True), ("2025-02-25", False)])
    def test_before_on_and_after_the_second_day(self, on: str, may: bool) -> None:
        """On the third business day the notification has stayed withdrawn: a new one is filed."""
        at = play(SALE, filed("2025-01-31"), act("pull", "2025-02-20"))

        assert may is bool(attempt(SALE, at, "us.hsr:refile", on, "acme"))
        assert ("pulled" if may else "withdrawn") == state(at, on)

    def test_only_once(self) -> None:
        """A refiled notification can be withdrawn, not pulled again."""
        at = play(SALE, filed("2025-01-31"), act("pull", "2025-02-20"), act("refile", "2025-02-21"))

        assert not attempt(SALE, at, "us.hsr:pull", "2025-03-10", "acme")
        assert "withdrawn" == state(play(SALE, at, act("withdraw", "2025-03-10")), "2025-03-10")

    def test_not_by_the_target(self) -> None:
        """Only the acquiring person pulls."""
        refused = attempt(SALE, filed("2025-01-31"), "us.hsr:pull", "2025-02-20", "target")

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind

    @pytest.mark.parametrize("on", ["2025-03-03", "2025-03-04"])
    def test_not_after_expiry_nor_after_a_second_request(self, on: str) -> None:
        """On the last day it is still possible, unless an agency has asked for more."""
        at = filed("2025-01-31")
        asked = play(SALE, at, act("request_more", "2025-02-28", "DOJ"))

        assert (on == "2025-03-03") is bool(attempt(SALE, at, "us.hsr:pull", on, "acme"))
        assert not attempt(SALE, asked, "us.hsr:pull", on, "acme")

    def test_a_cash_tender_offer_stays_short(self) -> None:
        """Refiled, it has another 15 days."""
        at = play(SALE, filed("2025-03-07", "file_short"), act("pull", "2025-03-20"), act("refile", "2025-03-21"))

        assert "2025-04-07" == last_day(at, "waiting_short")  # day 15 is Saturday 5 April

    @pytest.mark.parametrize("action", ["withdraw", "announce_end"])
    @pytest.mark.parametrize("upto", range(6))
    def test_withdrawn_from_everywhere(self, action: str, upto: int) -> None:
        """At every stage before the period has ended, the notification can be withdrawn; nothing closes on it."""
        stages = [
            [act("file_one_side", "2025-01-31")],
            [act("file", "2025-01-31")],
            [act("file", "2025-01-31"), act("pull", "2025-02-03")],
            [act("file_short", "2025-01-31"), act("pull", "2025-02-03")],
            [act("file", "2025-01-31"), act("request_more", "2025-02-03", "FTC")],
            [act("file_short", "2025-01-31"), act("request_more", "2025-02-03", "DOJ"), act("certify", "2025-02-04")],
        ]
        at = play(SALE, date(2025, 1, 31), *stages[upto], act(action, "2025-02-04", "target"))

        assert "withdrawn" == state(at, "2025-05-05")
        assert not closes(at, "2025-05-05")

    def test_the_announced_end_withdraws(self) -> None:
        """A filing that announces the end of the deal withdraws a pending notification, not an ended period."""
        at = filed("2025-01-31")

        assert "withdrawn" == state(play(SALE, at, act("announce_end", "2025-02-03")), "2025-02-03")
        assert not attempt(SALE, at, "us.hsr:announce_end", "2025-03-04", "acme")


class TestSecondRequest:
    """It keeps the period open until both sides have complied; then 30 or 10 days follow."""

    @pytest.mark.parametrize(("on", "may"), [("2025-02-28", True), ("2025-03-03", True), ("2025-03-04", False)])
    def test_only_before_the_first_period_ends(self, on: str, may: bool) -> None:
        """Through the last day an agency may ask; after it, it is too late."""
        assert may is bool(attempt(SALE, filed("2025-01-31"), "us.hsr:request_more", on, "FTC"))

    def test_waits_without_end_until_both_have_complied(self) -> None:
        """One side is not enough; the last certification starts 30 days: Tue 3 June to Thu 3 July 2025."""
        at = play(
            SALE,
            filed("2025-01-31"),
            act("request_more", "2025-03-03", "FTC"),
            act("certify_one_side", "2025-05-30", "target"),
        )

        assert not closes(at, "2025-06-03")
        at = play(SALE, at, act("certify", "2025-06-03"))

        assert "2025-07-03" == last_day(at, "extended_waiting")
        assert "extended_waiting" == state(at, "2025-07-03")
        assert not closes(at, "2025-07-03")
        assert closes(at, "2025-07-04")

    def test_ten_days_in_a_cash_tender_offer(self) -> None:
        """The acquirer's compliance alone starts them: Fri 6 June + 10 = Mon 16 June 2025."""
        at = play(SALE, filed("2025-03-07", "file_short"), act("request_more", "2025-03-24", "DOJ"))
        by_target = attempt(SALE, at, "us.hsr:certify", "2025-06-06", "target")
        at = play(SALE, at, act("certify", "2025-06-06"))

        assert not by_target
        assert "2025-06-16" == last_day(at, "extended_waiting_short")
        assert "expired" == state(at, "2025-06-17")

    @pytest.mark.parametrize(
        ("complied", "variant", "ends"),
        [
            ("2025-06-03", None, "2025-07-03"),
            ("2025-06-04", None, "2025-07-07"),  # 4 July is a holiday, a Friday
            ("2025-06-06", "cash_tender", "2025-06-16"),
            ("2025-06-09", "bankruptcy", "2025-06-20"),  # 19 June is a holiday
        ],
    )
    def test_out_of_any_deal(self, complied: str, variant: str | None, ends: str) -> None:
        """The clock alone, in both its forms."""
        assert ends == clock_deadline("us.hsr/extended_waiting", complied, variant=variant).day.isoformat()

    def test_only_a_court_extends(self) -> None:
        """The agency cannot lengthen the second period; a court can, by as much as it says."""
        at = play(
            SALE, filed("2025-01-31"), act("request_more", "2025-03-03", "FTC"), act("certify", "2025-06-03", "target")
        )
        refused = attempt(SALE, at, "us.hsr:extend", "2025-07-01", "FTC", days=10)
        at = play(SALE, at, act("extend", "2025-07-01", "court", days=12))

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind
        assert "2025-07-15" == last_day(at, "extended_waiting")

    @given(st.lists(st.integers(1, 40), max_size=4))
    def test_an_extension_never_shortens(self, more: list[int]) -> None:
        """Each extension moves the day on, by at least what the court says."""
        at = play(SALE, filed("2025-01-31"), act("request_more", "2025-03-03", "FTC"), act("certify", "2025-06-03"))
        for n in more:
            before = date.fromisoformat(last_day(at, "extended_waiting"))
            at = play(SALE, at, act("extend", "2025-06-10", "court", days=n))

            assert before + timedelta(days=n) <= date.fromisoformat(last_day(at, "extended_waiting"))

    # Received on 31 January 2025; eighteen months later is 31 July 2026.
    @pytest.mark.parametrize(("on", "alive"), [("2026-07-30", True), ("2026-07-31", True), ("2026-08-01", False)])
    def test_eighteen_months_without_compliance(self, on: str, alive: bool) -> None:
        """Counted from the notification, not from the request; then both sides file anew."""
        at = play(SALE, filed("2025-01-31"), act("request_more", "2025-03-03", "FTC"))
        at = play(SALE, at, act("certify_one_side", "2025-09-01"))

        assert "2026-07-31" == last_day(at, "certification")
        assert ("partly_complied" if alive else "uncertified") == state(at, on)
        assert alive is bool(attempt(SALE, at, "us.hsr:certify", on, "target"))
        assert alive is not bool(attempt(SALE, at, "us.hsr:file", on, "acme"))

    @pytest.mark.parametrize("upto", [1, 2, 3])
    def test_early_termination_from_everywhere(self, upto: int) -> None:
        """Second request or second period: an agency may still let go."""
        steps = [
            act("request_more", "2025-03-03", "FTC"),
            act("certify_one_side", "2025-05-30"),
            act("certify", "2025-06-03", "target"),
        ]
        at = play(SALE, filed("2025-01-31"), *steps[:upto], act("terminate_early", "2025-06-10", "FTC"))

        assert closes(at, "2025-06-10")


class TestAmendedOffers:
    """A cash offer that becomes another one, or the other way round, has a last day of its own."""

    def test_to_other_consideration(self) -> None:
        """Filed on 7 March, amended on the 14th: the later of 29 March and Sunday 6 April, so 7 April."""
        at = play(SALE, filed("2025-03-07", "file_short"), act("make_noncash", "2025-03-14", day="2025-04-07"))

        assert "2025-04-07" == last_day(at, "waiting")
        assert "waiting" == state(at, "2025-04-07")
        assert "expired" == state(at, "2025-04-08")

    def test_to_cash(self) -> None:
        """Filed on 7 March, amended on the 10th: the earlier of 25 March and 7 April."""
        at = play(SALE, filed("2025-03-07", "file_offer"), act("make_cash", "2025-03-10", day="2025-03-25"))
        asked = play(SALE, at, act("request_more", "2025-03-25", "FTC"))

        assert "expired" == state(at, "2025-03-26")
        assert "second_request_short" == state(asked, "2025-03-26")

    def test_refiled_offers_change_as_well(self) -> None:
        """After refiling the amended offer keeps that it has been refiled: it cannot be pulled again."""
        at = play(SALE, filed("2025-03-07", "file_offer"), act("pull", "2025-03-10"), act("refile", "2025-03-11"))
        cash = play(SALE, at, act("make_cash", "2025-03-12", day="2025-03-27"))
        back = play(SALE, cash, act("make_noncash", "2025-03-13", day="2025-04-10"))

        assert ["waiting_short_again", "waiting_again"] == [x.process("us.hsr").state for x in (cash, back)]
        assert ["2025-03-27", "2025-04-10"] == [last_day(cash, "waiting_short"), last_day(back, "waiting")]
        for changed in (cash, back):
            assert not attempt(SALE, changed, "us.hsr:pull", "2025-03-14", "acme")


class TestTheTargetOfAnOffer:
    """In a tender offer the acquirer's filing starts the period, and the target's comes after it."""

    @pytest.mark.parametrize(
        ("filing", "due", "clock", "last"),
        [
            ("file_offer", "fall_due", "reply", "2025-03-25"),
            ("file_short", "fall_due_short", "reply_short", "2025-03-20"),
        ],
    )
    def test_its_days(self, filing: str, due: str, clock: str, last: str) -> None:
        """15 days, 10 for cash, from Mon 10 March 2025; lateness holds nothing up."""
        at = play(SALE, filed("2025-03-10", filing), act(f"us.hsr.target:{due}", "2025-03-10"))

        assert last == last_day(at, f"us.hsr.target/{clock}")
        assert last == clock_deadline(f"us.hsr.target/{clock}", "2025-03-10").day.isoformat()
        assert "expired" == state(at, "2025-04-10")
        late = play(SALE, at, act("us.hsr.target:file", "2025-04-10", "target"))

        assert "filed" == late.process("us.hsr.target").state

    def test_nothing_is_due_once_the_offer_is_withdrawn(self) -> None:
        """A withdrawn offer leaves the target nothing to answer."""
        at = play(
            SALE,
            filed("2025-03-10", "file_offer"),
            act("us.hsr.target:fall_due", "2025-03-10"),
            act("withdraw", "2025-03-12"),
            act("us.hsr.target:drop", "2025-03-12"),
        )

        assert "none" == at.process("us.hsr.target").state

    def test_nothing_is_due_before_the_acquirer_has_filed(self) -> None:
        """The duty follows the acquirer's filing, of the same kind."""
        assert not attempt(SALE, start(SALE, date(2025, 3, 10)), "us.hsr.target:fall_due", "2025-03-10", "acme")
        assert not attempt(SALE, filed("2025-03-10"), "us.hsr.target:fall_due_short", "2025-03-10", "acme")


class TestTimingAgreements:
    """A promise of the parties: it holds the closing, never the statutory date."""

    def held(self, days: int) -> Snapshot:
        """The sale with 60 days or so promised, and compliance on Tue 3 June 2025."""
        return play(
            SALE,
            filed("2025-01-31"),
            act("request_more", "2025-03-03", "FTC"),
            act("us.hsr.timing:agree", "2025-03-20"),
            act("certify", "2025-06-03"),
            act("us.hsr.timing:begin", "2025-06-03", days=days),
        )

    # 3 June + 60 days = 2 August 2025; the statutory period ends on 3 July.
    @pytest.mark.parametrize(("on", "may"), [("2025-07-04", False), ("2025-08-02", False), ("2025-08-03", True)])
    def test_sixty_days(self, on: str, may: bool) -> None:
        """After the statutory period the promise still holds, and it is marked as the parties' own."""
        at = self.held(60)
        got = closes(at, on)

        assert "2025-07-03" == last_day(at, "extended_waiting")
        assert may is bool(got)
        if isinstance(got, Refusal):
            assert [("us.hsr.timing", True)] == [(b.process, b.contract) for b in got.blockers]

    def test_released_prolonged_or_not_begun(self) -> None:
        """The agency releases, the parties prolong; without compliance the days do not begin."""
        at = self.held(60)
        agreed = play(SALE, filed("2025-01-31"), act("us.hsr.timing:agree", "2025-02-20"))

        assert closes(play(SALE, at, act("us.hsr.timing:release", "2025-07-10", "FTC")), "2025-07-10")
        assert "2025-09-01" == last_day(
            play(SALE, at, act("us.hsr.timing:prolong", "2025-07-10", days=30)), "us.hsr.timing/hold"
        )
        assert not attempt(SALE, agreed, "us.hsr.timing:begin", "2025-02-21", "acme", days=60)
        assert not closes(agreed, "2025-03-04")

    def test_it_does_not_shorten_the_statutory_period(self) -> None:
        """Ten promised days are over long before the 30 of the statute."""
        assert not closes(self.held(10), "2025-07-03")


class TestSuits:
    """A complaint forbids nothing, an order of a court does, and expiry is no shield."""

    CLEARED = "2025-03-10"

    def sued(self) -> Snapshot:
        """The sale after its period, sued."""
        return play(SALE, filed("2025-01-31"), act("us.hsr.challenge:sue", self.CLEARED, "FTC"))

    def test_a_suit_after_expiry(self) -> None:
        """An agency may sue after the period; only an injunction stops the closing."""
        at = self.sued()
        held = play(SALE, at, act("us.hsr.challenge:restrain", "2025-03-11", "court"))
        refused = closes(held, "2025-03-11")

        assert closes(at, "2025-03-11")
        assert isinstance(refused, Refusal)
        assert ["prohibition"] == [b.code for b in refused.blockers]

    @pytest.mark.parametrize(
        ("steps", "may"),
        [
            (["restrain:court", "lift:court"], True),
            (["restrain:court", "dismiss:court"], True),
            (["restrain:court", "drop:FTC"], True),
            (["restrain:court", "accept_consent:DOJ"], True),
            (["restrain:court", "enjoin:court"], False),
            (["enjoin:court", "dismiss:court"], True),
            (["dismiss:court", "sue:DOJ", "restrain:court"], False),
        ],
    )
    def test_how_it_goes_on(self, steps: list[str], may: bool) -> None:
        """Interim and final orders forbid; what ends them frees."""
        taken = [act(f"us.hsr.challenge:{name}", self.CLEARED, by) for name, by in (s.split(":") for s in steps)]

        assert may is bool(closes(play(SALE, self.sued(), *taken), self.CLEARED))

    def test_the_period_runs_on_beside_it(self) -> None:
        """An injunction moves no date of the waiting period."""
        at = filed("2025-01-31")
        suit = play(
            SALE,
            at,
            act("us.hsr.challenge:sue", "2025-02-10", "DOJ"),
            act("us.hsr.challenge:restrain", "2025-02-12", "court"),
        )

        assert last_day(at, "waiting") == last_day(suit, "waiting")
        assert "expired" == state(suit, "2025-03-04")

    def test_a_consent_without_a_suit(self) -> None:
        """An agency may take a consent order before it has sued anybody; the period still has to end."""
        at = play(SALE, filed("2025-01-31"), act("us.hsr.challenge:accept_consent", "2025-02-10", "FTC"))

        assert not closes(at, "2025-02-10")
        assert closes(at, "2025-03-04")
