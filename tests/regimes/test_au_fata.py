"""Australian review of foreign investments, and merger control since 2026."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow import kernel
from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Act, Event, Refusal, Snapshot, deadline, evolve, settle
from dealflow.model import Condition, Deal, Need, Party, Terms
from dealflow.regimes.au_fata import PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "au.fata/decision": "fall_silent",
    "au.fata/interim": "end_interim_order",
    "au.fata/notification": None,
    "au.accc/earliest_determination": None,
    "au.accc/phase_1": None,
    "au.accc/phase_2": None,
}
APPROVED_BY_SILENCE: set[tuple[str, str]] = set()
#: States without an approval in which closing is possible.
CLOSES = {("au.fata", "power_lapsed")}
SIZES = {"au.fata": (12, 16, 3), "au.accc": (8, 11, 3)}

FATA, MERGER = PROCESSES
FACTS = {"target_countries": ("AU",), "buyer_countries": ("US",)}


def deal(*conditions: Condition, notifiable: bool = True, merger: bool = False) -> Deal:
    """A target in Australia, a buyer from outside it."""
    facts = {**FACTS, "au_fata_notifiable": notifiable, "au_accc_notifiable": merger}
    return Deal(
        "au",
        "a station in Queensland",
        [*AGREEMENT, FATA, MERGER],
        parties=[Party("buyer", "Buyer", "buyer"), Party("seller", "Seller", "seller")],
        terms={"all": Terms("all", buyer="buyer", facts=facts)},
        conditions=conditions,
    )


DEAL, FREE, BOTH = deal(), deal(notifiable=False), deal(notifiable=False, merger=True)
OPENING = date(2026, 1, 12)
SIGNED: tuple[Step, ...] = (
    ("agreement:negotiate", "2026-01-12", "seller", {}),
    ("agreement:sign", "2026-01-13", "seller", {}),
)
NOTIFIED: tuple[Step, ...] = (
    ("au.fata:notify", "2026-01-14", "buyer", {}),
    ("au.fata:receive_fee", "2026-01-20", "Treasurer", {}),
)


def fata(action: str, on: str, **details: Any) -> Step:
    """An act of the Treasurer."""
    return (f"au.fata:{action}", on, "Treasurer", details)


def after(*steps: Step) -> Snapshot:
    """Signed, notified, the fee received on Tuesday 20 January 2026, and what follows."""
    return play(DEAL, OPENING, *SIGNED, *NOTIFIED, *steps)


def last(at: Snapshot, clock: str = "au.fata/decision", on: Deal = DEAL) -> str:
    """The date of a clock as it stands."""
    found = deadline(on, at, clock)
    assert found is not None
    return found.day.isoformat()


def state(at: Snapshot, day: str | None = None, process: str = "au.fata", on: Deal = DEAL) -> str:
    """Where a process stands, on a later day if nobody acts."""
    return (settle(on, at, date.fromisoformat(day)) if day else at).states[process]


def closes(at: Snapshot, day: str, on: Deal = DEAL) -> Event | Refusal:
    """An attempt to close."""
    return attempt(on, settle(on, at, date.fromisoformat(day)), "agreement:close", day, "seller")


class TestWhenItApplies:
    """A target in Australia; a foreign buyer; counsel's word."""

    @pytest.mark.parametrize(
        ("facts", "status", "missing"),
        [
            ({"target_countries": ("US",)}, Need.NONE, ()),
            ({"target_countries": ("AU",), "buyer_countries": ("AU",)}, Need.NONE, ()),
            (FACTS, Need.UNKNOWN, ("au_fata_notifiable",)),
            ({**FACTS, "au_fata_notifiable": True}, Need.MANDATORY, ()),
            ({**FACTS, "au_fata_notifiable": False}, Need.VOLUNTARY, ()),
            ({}, Need.UNKNOWN, ("target_countries", "buyer_countries", "au_fata_notifiable")),
        ],
    )
    def test_foreign_investment(self, facts: dict[str, Any], status: str, missing: tuple[str, ...]) -> None:
        """What is open is asked."""
        found = FATA.applies(Terms("t", facts=facts), date(2026, 1, 12))

        assert (status, missing) == (found.status, found.missing)

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({"target_countries": ("US",)}, Need.NONE),
            ({"target_countries": ("AU",)}, Need.UNKNOWN),
            ({"target_countries": ("AU",), "au_accc_notifiable": True}, Need.MANDATORY),
            ({"target_countries": ("AU",), "au_accc_notifiable": False}, Need.NONE),
            ({}, Need.UNKNOWN),
        ],
    )
    def test_mergers(self, facts: dict[str, Any], status: str) -> None:
        """The buyer's home does not matter."""
        assert status == MERGER.applies(Terms("t", facts=facts), date(2026, 1, 12)).status

    @pytest.mark.parametrize(
        ("process", "day", "status"),
        [
            (FATA, date(2015, 11, 30), Need.NONE),
            (FATA, date(2015, 12, 1), Need.MANDATORY),
            (MERGER, date(2025, 12, 31), Need.NONE),
            (MERGER, date(2026, 1, 1), Need.MANDATORY),
            (MERGER, date(2026, 1, 2), Need.MANDATORY),
        ],
        ids=lambda value: getattr(value, "id", str(value)),
    )
    def test_law_days(self, process: Any, day: date, status: str) -> None:
        """The day before each law takes force, and the day itself."""
        assert status == process.applies(deal(merger=True).terms["all"], day).status


class TestDecision:
    """Thirty days, the day after the fee being the first, rolled to a business day."""

    @pytest.mark.parametrize(
        ("fee", "end"),
        [
            ("2026-01-20", "2026-02-19"),
            ("2026-01-22", "2026-02-23"),  # Saturday 21 February
            ("2026-02-06", "2026-03-10"),  # Sunday, then Canberra Day on the 9th
            ("2026-03-04", "2026-04-07"),  # Good Friday to Easter Monday
        ],
    )
    def test_the_count(self, fee: str, end: str) -> None:
        """Weekends and public holidays of the Territory move the end, not the days before it."""
        assert end == clock_deadline("au.fata/decision", fee).day.isoformat()

    def test_the_fee_starts_it(self) -> None:
        """A notice without the fee starts nothing."""
        assert None is deadline(DEAL, play(DEAL, OPENING, NOTIFIED[0]), "au.fata/decision")

    @pytest.mark.parametrize(
        ("day", "where", "may"),
        [
            ("2026-02-18", "decision_period", False),
            ("2026-02-19", "decision_period", False),
            ("2026-02-20", "power_lapsed", True),
        ],
    )
    def test_silence(self, day: str, where: str, may: bool) -> None:
        """The power to prohibit lapses; there is no letter, but nothing forbids any more."""
        assert where == state(after(), day)
        assert may is bool(closes(after(), day))
        assert not FATA.state("power_lapsed").approval

    def test_a_contract_may_ask_for_the_letter(self) -> None:
        """Silence is not the letter."""
        listed = deal(Condition("au.fata", "clause 3"))
        at = play(listed, OPENING, *SIGNED, *NOTIFIED)

        assert not closes(at, "2026-06-01", listed)

    @given(st.lists(st.integers(1, 60), max_size=5))
    def test_extensions_stay_within_ninety_days(self, tries: list[int]) -> None:
        """Several times, ninety days in all; whatever fits is granted."""
        at, granted = after(), 0
        for n in tries:
            got = attempt(DEAL, at, "au.fata:extend", "2026-02-02", "Treasurer", days=n)

            assert bool(got) is (granted + n <= 90)
            if isinstance(got, Event):
                at, granted = evolve(DEAL, at, got), granted + n
        assert date(2026, 2, 19) + timedelta(days=granted) <= date.fromisoformat(last(at))

    def test_the_full_extension(self) -> None:
        """From 19 February to 20 May 2026."""
        assert "2026-05-20" == last(after(fata("extend", "2026-02-02", days=90)))

    def test_a_stop(self) -> None:
        """Seven days of waiting for information do not count."""
        at = after(fata("ask", "2026-02-02"), fata("resume", "2026-02-09"))

        assert "2026-02-26" == last(at)
        again = after(fata("ask", "2026-02-09"), fata("resume", "2026-02-09", first="2026-02-02", last="2026-02-08"))
        assert "2026-02-26" == last(again)

    @given(st.integers(0, 40), st.integers(1, 60))
    def test_a_stop_never_shortens(self, begin: int, length: int) -> None:
        """Wherever it lies."""
        first = date(2026, 1, 20) + timedelta(days=begin)
        stop = (first, first + timedelta(days=length - 1))

        assert date(2026, 2, 19) <= clock_deadline("au.fata/decision", "2026-01-20", tolled=[stop]).day


class TestEnds:
    """No objection, conditions, prohibition, interim order."""

    def test_no_objection(self) -> None:
        """Decided is not notified: ten days run, and only the letter opens."""
        at = after(fata("decide", "2026-02-16"))

        assert "2026-02-26" == last(at, "au.fata/notification")
        assert not closes(at, "2026-03-02")
        assert closes(play(DEAL, at, fata("tell", "2026-02-20")), "2026-02-20")

    def test_on_conditions(self) -> None:
        """The same with conditions."""
        at = after(fata("decide_on_conditions", "2026-02-16"), fata("tell", "2026-02-17"))

        assert "no_objection_conditions" == state(at)
        assert closes(at, "2026-02-17")

    def test_prohibited(self) -> None:
        """Forbidden whoever asks."""
        refused = closes(after(fata("prohibit", "2026-02-16")), "2026-02-16")

        assert isinstance(refused, Refusal)
        assert "prohibition" in {b.code for b in refused.blockers}

    @pytest.mark.parametrize(("day", "where"), [("2026-05-17", "interim_order"), ("2026-05-18", "power_lapsed")])
    def test_an_interim_order(self, day: str, where: str) -> None:
        """Ninety days from 16 February in which nobody closes."""
        at = after(fata("make_interim_order", "2026-02-16"))

        assert where == state(at, day)
        assert not closes(at, "2026-05-17")
        assert "prohibited" == state(play(DEAL, at, fata("prohibit", "2026-05-15")))

    def test_withdrawn(self) -> None:
        """A new notice brings a new period."""
        at = after(
            ("au.fata:withdraw", "2026-02-02", "buyer", {}),
            ("au.fata:notify", "2026-02-03", "buyer", {}),
            fata("receive_fee", "2026-02-10"),
        )

        assert "2026-03-12" == last(at)

    @pytest.mark.parametrize("steps", [(), (fata("decide", "2026-02-16"), fata("tell", "2026-02-17"))])
    def test_a_changed_action_is_notified_again(self, steps: tuple[Step, ...]) -> None:
        """After a letter, or after the time has passed, it waits for another answer."""
        at = settle(DEAL, after(*steps), date(2026, 3, 2))
        assert closes(at, "2026-03-02")
        at = play(DEAL, at, ("au.fata:notify", "2026-03-02", "buyer", {}))

        assert not closes(at, "2026-03-02")


class TestActingEarly:
    """Who acts during the period loses the time limit."""

    def acted(self) -> Snapshot:
        """Closed on 2 February 2026, in the middle of the period."""
        at = after()
        at = evolve(DEAL, at, kernel.breach(DEAL, at, Act("agreement:close", date(2026, 2, 2), "seller")))
        return play(DEAL, at, fata("act_early", "2026-02-02"))

    def test_no_time_limit(self) -> None:
        """No clock runs, nothing lapses, and the Treasurer prohibits years later."""
        at = self.acted()

        assert None is at.process("au.fata").run("decision")
        assert "acted_early" == state(at, "2032-01-01")
        at = settle(DEAL, at, date(2032, 1, 1))
        assert attempt(DEAL, at, "au.fata:prohibit", "2032-01-01", "Treasurer")
        at = play(DEAL, at, fata("decide", "2032-01-01"), fata("tell", "2032-01-05"))
        assert "no_objection" == state(at)

    def test_only_if_acted(self) -> None:
        """Without a closing there is nothing to record."""
        assert not attempt(DEAL, after(), "au.fata:act_early", "2026-02-02", "Treasurer")


def test_a_deal_not_notifiable_closes() -> None:
    """Voluntary: nothing waits."""
    assert closes(play(FREE, OPENING, *SIGNED), "2026-01-14", FREE)


class TestMergerControl:
    """Thirty business days and ninety more, not before the fifteenth, nothing by silence."""

    def notified(self, *steps: Step) -> Snapshot:
        """Effective on Monday 19 January 2026."""
        return play(
            BOTH,
            OPENING,
            *SIGNED,
            ("au.accc:notify", "2026-01-14", "buyer", {}),
            ("au.accc:make_effective", "2026-01-19", "ACCC", {}),
            *steps,
        )

    def test_the_counts(self) -> None:
        """Australia Day on the 26th and Canberra Day on 9 March are left out."""
        at = self.notified()

        assert "2026-02-10" == last(at, "au.accc/earliest_determination", BOTH)
        assert "2026-03-03" == last(at, "au.accc/phase_1", BOTH)
        at = play(BOTH, at, ("au.accc:open_phase_2", "2026-03-03", "ACCC", {}))
        assert "2026-07-15" == last(at, "au.accc/phase_2", BOTH)

    def test_the_summer_does_not_count(self) -> None:
        """Effective on 14 December: six days before the break, the rest after 10 January."""
        assert "2027-02-12" == clock_deadline("au.accc/phase_1", "2026-12-14").day.isoformat()

    @pytest.mark.parametrize(("on", "may"), [("2026-02-09", False), ("2026-02-10", True), ("2026-02-11", True)])
    def test_not_before_the_fifteenth_day(self, on: str, may: bool) -> None:
        """An early clearance is refused as too early."""
        at = settle(BOTH, self.notified(), date.fromisoformat(on))
        got = attempt(BOTH, at, "au.accc:clear", on, "ACCC")

        assert may is bool(got)
        assert may or (isinstance(got, Refusal) and "too early" == got.kind)

    @pytest.mark.parametrize(
        ("action", "where"), [("clear", "cleared"), ("clear_on_conditions", "cleared_on_conditions")]
    )
    def test_the_ends_of_phase_1(self, action: str, where: str) -> None:
        """From the fifteenth day on the acquisition may be let go in phase 1."""
        at = self.notified((f"au.accc:{action}", "2026-02-10", "ACCC", {}))

        assert where == state(at, None, "au.accc", BOTH)
        assert closes(at, "2026-02-10", BOTH)

    @pytest.mark.parametrize("day", ["2026-03-02", "2026-03-03", "2026-03-04", "2027-01-04"])
    def test_silence_means_nothing(self, day: str) -> None:
        """The acquisition stays suspended."""
        assert "phase_1" == state(self.notified(), day, "au.accc", BOTH)
        assert not closes(self.notified(), day, BOTH)

    @pytest.mark.parametrize(
        ("action", "where", "may"),
        [
            ("clear", "cleared", True),
            ("clear_on_conditions", "cleared_on_conditions", True),
            ("prohibit", "prohibited", False),
        ],
    )
    def test_the_ends_of_phase_2(self, action: str, where: str, may: bool) -> None:
        """Cleared, on conditions, prohibited."""
        at = self.notified(
            ("au.accc:open_phase_2", "2026-03-03", "ACCC", {}), (f"au.accc:{action}", "2026-06-01", "ACCC", {})
        )

        assert where == state(at, None, "au.accc", BOTH)
        assert may is bool(closes(at, "2026-06-01", BOTH))

    def test_a_stop(self) -> None:
        """Both clocks of phase 1 stop together."""
        at = self.notified(
            ("au.accc:stop_clock", "2026-02-02", "ACCC", {}), ("au.accc:restart_clock", "2026-02-09", "ACCC", {})
        )

        assert "2026-02-17" == last(at, "au.accc/earliest_determination", BOTH)
        assert "2026-03-11" == last(at, "au.accc/phase_1", BOTH)

    def test_no_notification_before_2026(self) -> None:
        """The day before the law takes force there is nothing to notify."""
        at = play(BOTH, date(2025, 12, 31))

        assert not attempt(BOTH, at, "au.accc:notify", "2025-12-31", "buyer")
        assert attempt(BOTH, at, "au.accc:notify", "2026-01-01", "buyer")

    @pytest.mark.parametrize("action", ["clear", "prohibit"])
    def test_a_changed_acquisition_is_notified_again(self, action: str) -> None:
        """Cleared for other terms or prohibited: nobody closes before another determination."""
        at = self.notified(
            ("au.accc:open_phase_2", "2026-03-03", "ACCC", {}),
            (f"au.accc:{action}", "2026-06-01", "ACCC", {}),
            ("au.accc:notify", "2026-07-01", "buyer", {}),
        )

        assert not closes(at, "2026-07-01", BOTH)

    def test_withdrawn(self) -> None:
        """It may be notified again."""
        at = self.notified(("au.accc:withdraw", "2026-02-02", "buyer", {}))

        assert attempt(BOTH, at, "au.accc:notify", "2026-03-02", "buyer")
