"""UK national security: notice, assessment in three kinds of period, stops, void deals, and no clearance by silence."""

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
from dealflow.regimes.uk_nsia import PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "uk.nsia/review": None,
    "uk.nsia/assessment": None,
    "uk.nsia/awareness": "run_out",
    "uk.nsia/void_awareness": None,
    "uk.nsia/trigger": "run_out",
    "uk.nsia/validation": None,
}
APPROVED_BY_SILENCE: set[tuple[str, str]] = set()
SIZES = {"uk.nsia": (21, 27, 6), "uk.nsia.order": (2, 3, 0)}

REVIEWS, ORDER = PROCESSES
GB = {"target_countries": ("GB",)}
MINISTER = "Secretary of State"
OPENING = date(2022, 1, 4)


def deal(*conditions: Condition, notifiable: bool = True) -> Deal:
    """A deal with a target in the United Kingdom."""
    return Deal(
        "uk",
        "a fab in Wales",
        [*AGREEMENT, REVIEWS, ORDER],
        parties=[Party("buyer", "Buyer", "buyer"), Party("seller", "Seller", "seller")],
        terms={"all": Terms("all", buyer="buyer", facts={**GB, "uk_nsia_notifiable": notifiable})},
        conditions=conditions,
    )


MUST, MAY = deal(), deal(notifiable=False)
SIGNED: tuple[Step, ...] = (
    ("agreement:negotiate", "2022-01-04", "seller", {}),
    ("agreement:sign", "2022-01-05", "seller", {}),
)


def gov(action: str, on: str, **details: Any) -> Step:
    """An act of the Secretary of State."""
    return (f"uk.nsia:{action}", on, MINISTER, details)


NOTIFIED: tuple[Step, ...] = (("uk.nsia:notify", "2023-02-15", "buyer", {}), gov("accept", "2023-02-20"))
CALLED_IN = gov("call_in", "2022-05-25")


def last(on: Deal, at: Snapshot, clock: str = "assessment") -> str:
    """The date of a clock as it stands."""
    found = deadline(on, at, f"uk.nsia/{clock}")
    assert found is not None
    return found.day.isoformat()


def state(on: Deal, at: Snapshot, day: str | None = None) -> str:
    """Where the case stands, on a later day if nobody acts."""
    return (settle(on, at, date.fromisoformat(day)) if day else at).states["uk.nsia"]


def closes(on: Deal, at: Snapshot, day: str) -> Event | Refusal:
    """An attempt to close."""
    return attempt(on, at, "agreement:close", day, "seller")


def closed_in_breach() -> Snapshot:
    """A notifiable acquisition that closed on 1 February 2022 without approval."""
    at = play(MUST, OPENING, *SIGNED)
    return evolve(MUST, at, kernel.breach(MUST, at, Act("agreement:close", date(2022, 2, 1), "seller")))


class TestWhenItApplies:
    """Mandatory in the listed sectors, voluntary elsewhere."""

    @pytest.mark.parametrize(
        ("facts", "status", "missing"),
        [
            ({"target_countries": ("US",)}, Need.NONE, ()),
            ({"uk_nsia_notifiable": True}, Need.MANDATORY, ()),
            ({**GB, "uk_nsia_notifiable": False}, Need.VOLUNTARY, ()),
            ({**GB, "uk_nsia_sector": False}, Need.VOLUNTARY, ()),
            ({**GB, "uk_nsia_sector": True, "uk_stake_after": 25}, Need.VOLUNTARY, ()),
            ({**GB, "uk_nsia_sector": True, "uk_stake_after": 25.1}, Need.MANDATORY, ()),
            ({**GB, "uk_nsia_sector": True}, Need.UNKNOWN, ("uk_stake_after", "uk_nsia_notifiable")),
            (GB, Need.UNKNOWN, ("uk_nsia_sector", "uk_stake_after", "uk_nsia_notifiable")),
            ({}, Need.UNKNOWN, ("target_countries", "uk_nsia_sector", "uk_stake_after", "uk_nsia_notifiable")),
        ],
    )
    def test_facts(self, facts: dict[str, Any], status: str, missing: tuple[str, ...]) -> None:
        """Nexus first, counsel's word next, else sector and stake as far as they decide."""
        found = REVIEWS.applies(Terms("t", facts=facts), date(2023, 1, 3))

        assert (status, missing) == (found.status, found.missing)

    @pytest.mark.parametrize(
        ("day", "status"),
        [(date(2022, 1, 3), Need.NONE), (date(2022, 1, 4), Need.MANDATORY), (date(2022, 1, 5), Need.MANDATORY)],
    )
    def test_the_day_of_the_act(self, day: date, status: str) -> None:
        """The day before it takes force, the day itself, and the day after."""
        assert status == REVIEWS.applies(MUST.terms["all"], day).status


class TestReview:
    """Thirty working days, the day of acceptance being the first."""

    def test_the_count(self) -> None:
        """From 20 February 2023, St Patrick's Day left out: to 3 April."""
        assert "2023-04-03" == last(MUST, play(MUST, OPENING, *NOTIFIED), "review")
        assert "2023-04-03" == clock_deadline("uk.nsia/review", "2023-02-20").day.isoformat()
        assert "2023-02-14" == clock_deadline("uk.nsia/review", "2023-01-04").day.isoformat()

    @pytest.mark.parametrize("day", ["2023-03-31", "2023-04-03", "2023-04-04", "2025-01-01"])
    def test_silence_means_nothing(self, day: str) -> None:
        """The day before, on and after its end nothing is cleared."""
        assert "review" == state(MUST, play(MUST, OPENING, *NOTIFIED), day)

    def test_a_notice_that_is_not_accepted_starts_nothing(self) -> None:
        """Given is not accepted; rejected, it may be given again."""
        at = play(MUST, OPENING, NOTIFIED[0])

        assert None is deadline(MUST, at, "uk.nsia/review")
        at = play(
            MUST,
            at,
            gov("reject", "2023-02-17"),
            ("uk.nsia:notify", "2023-02-20", "buyer", {}),
            gov("accept", "2023-02-22"),
        )
        assert "2023-04-05" == last(MUST, at, "review")

    def test_withdrawn(self) -> None:
        """The clock ends; a new notice brings a new review."""
        at = play(
            MUST,
            OPENING,
            *NOTIFIED,
            ("uk.nsia:withdraw", "2023-03-01", "buyer", {}),
            ("uk.nsia:notify", "2023-03-06", "buyer", {}),
            gov("accept", "2023-03-08"),
        )

        assert "2023-04-21" == last(MUST, at, "review")

    @pytest.mark.parametrize("action", ["clear", "call_in"])
    def test_a_changed_deal_is_notified_again(self, action: str) -> None:
        """After a clearance as after a final order."""
        at = play(MUST, OPENING, *SIGNED, *NOTIFIED, gov(action, "2023-03-01"))
        at = at if action == "clear" else play(MUST, at, gov("block", "2023-04-03"))
        at = play(MUST, at, ("uk.nsia:notify", "2023-05-02", "buyer", {}))

        assert "notified" == state(MUST, at)
        assert not closes(MUST, at, "2023-05-02")

    def test_the_notice_does_not_stop(self) -> None:
        """Information notices stop the assessment, not the review."""
        assert not attempt(MUST, play(MUST, OPENING, *NOTIFIED), "uk.nsia:ask", "2023-03-01", MINISTER)


class TestAssessment:
    """Thirty, forty-five, and as many as agreed."""

    def called_in(self) -> Snapshot:
        """Called in on 25 May 2022."""
        return play(MAY, OPENING, CALLED_IN)

    def test_the_initial_period(self) -> None:
        """2 and 3 June are left out; the day of the notice is day 1."""
        assert "2022-07-07" == last(MAY, self.called_in())

    def test_the_additional_period_begins_after_the_initial_one(self) -> None:
        """Notice on 5 July: 45 working days from the 8th, holidays of Northern Ireland and of Scotland left out.

        One published date lies a day earlier, on 12 September; the words of the Act give the 13th.
        """
        at = play(MAY, self.called_in(), gov("add_period", "2022-07-05"))

        assert "2022-09-13" == last(MAY, at)
        assert "additional_period" == state(MAY, at)

    @pytest.mark.parametrize(("on", "may"), [("2022-07-06", True), ("2022-07-07", True), ("2022-07-08", False)])
    def test_the_notice_comes_before_the_end(self, on: str, may: bool) -> None:
        """On the last day of the initial period it may still be given, afterwards no more."""
        at = settle(MAY, self.called_in(), date.fromisoformat(on))

        assert may is bool(attempt(MAY, at, "uk.nsia:add_period", on, MINISTER))

    def test_only_one_additional_period(self) -> None:
        """A second one is no row; its length is the Act's and takes no detail."""
        at = play(MAY, self.called_in(), gov("add_period", "2022-07-05"))

        assert not attempt(MAY, at, "uk.nsia:add_period", "2022-08-01", MINISTER)
        assert not attempt(MAY, self.called_in(), "uk.nsia:add_period", "2022-07-05", MINISTER, days=10)

    def test_voluntary_periods_follow_as_agreed(self) -> None:
        """Each from the first working day after the one before, in any number, none before the additional period."""
        assert not attempt(MAY, self.called_in(), "uk.nsia:agree_period", "2022-06-01", MINISTER, days=5)
        at = play(
            MAY,
            self.called_in(),
            gov("add_period", "2022-07-05"),
            gov("agree_period", "2022-09-12", days=10),
            gov("agree_period", "2022-09-20", days=25),
        )

        assert "2022-11-02" == last(MAY, at)  # the funeral of 19 September is left out
        assert "voluntary_period" == state(MAY, at, "2023-06-01")

    @given(st.lists(st.integers(1, 60), min_size=1, max_size=4))
    def test_periods_add_up(self, periods: list[int]) -> None:
        """However many are agreed, the end is that of one period of all the days together."""
        whole = clock_deadline("uk.nsia/assessment", "2022-05-25", extensions=[45, sum(periods)])

        assert whole.day == clock_deadline("uk.nsia/assessment", "2022-05-25", extensions=[45, *periods]).day

    def test_a_stop(self) -> None:
        """Notice on 6 June, complied with on the 17th: the days between do not count."""
        at = play(MAY, self.called_in(), gov("ask", "2022-06-06"))

        assert deadline(MAY, at, "uk.nsia/assessment").stopped  # type: ignore[union-attr]
        at = play(MAY, at, gov("resume", "2022-06-20"))
        assert "2022-07-22" == last(MAY, at)

    def test_a_stop_as_an_interval(self) -> None:
        """The same told with its first and last day."""
        at = play(
            MAY,
            self.called_in(),
            gov("ask", "2022-06-20"),
            gov("resume", "2022-06-20", first="2022-06-06", last="2022-06-17"),
        )

        assert "2022-07-22" == last(MAY, at)

    @given(st.integers(0, 45), st.integers(1, 60))
    def test_a_stop_never_shortens(self, after: int, length: int) -> None:
        """Wherever it lies."""
        first = date(2022, 5, 25) + timedelta(days=after)
        stop = (first, first + timedelta(days=length - 1))

        assert date(2022, 7, 7) <= clock_deadline("uk.nsia/assessment", "2022-05-25", tolled=[stop]).day

    @pytest.mark.parametrize("day", ["2022-07-06", "2022-07-07", "2022-07-08", "2024-01-01"])
    def test_silence_means_nothing(self, day: str) -> None:
        """No deemed clearance after a call-in either."""
        assert "initial_period" == state(MAY, self.called_in(), day)

    @pytest.mark.parametrize(
        ("action", "where"),
        [("notify_finally", "final_notification"), ("order_conditions", "cleared_on_order"), ("block", "blocked")],
    )
    def test_the_ends(self, action: str, where: str) -> None:
        """A final notification, an order with conditions, an order that blocks."""
        assert where == state(MAY, play(MAY, self.called_in(), gov(action, "2022-07-01")))

    def test_orders_change(self) -> None:
        """A final order may be varied and revoked."""
        at = play(
            MAY,
            self.called_in(),
            gov("order_conditions", "2022-07-01"),
            gov("vary", "2022-10-03"),
            gov("revoke", "2023-10-02"),
        )

        assert "final_notification" == state(MAY, at)


class TestClosing:
    """Impossible in the listed sectors until cleared; free elsewhere unless forbidden."""

    def test_mandatory(self) -> None:
        """Neither before the notice nor after thirty silent days, but after clearance."""
        at = play(MUST, OPENING, *SIGNED)
        assert not closes(MUST, at, "2022-02-01")
        at = play(MUST, at, *NOTIFIED)
        assert not closes(MUST, settle(MUST, at, date(2023, 4, 4)), "2023-04-04")
        assert closes(MUST, play(MUST, at, gov("clear", "2023-04-04")), "2023-04-04")

    def test_voluntary(self) -> None:
        """Without a duty to notify the deal may close, also while it is assessed."""
        at = play(MAY, OPENING, *SIGNED)

        assert closes(MAY, at, "2022-02-01")
        assert closes(MAY, play(MAY, at, CALLED_IN), "2022-06-01")

    def test_as_a_condition(self) -> None:
        """Where the contract lists it, closing waits for clearance."""
        listed = deal(Condition("uk.nsia", "clause 3"), notifiable=False)
        at = play(listed, OPENING, *SIGNED)

        assert not closes(listed, at, "2022-02-01")
        at = play(listed, at, CALLED_IN, gov("notify_finally", "2022-07-01"))
        assert closes(listed, at, "2022-07-01")

    def test_an_interim_order(self) -> None:
        """Needs a call-in, forbids closing, and is lifted."""
        at = play(MAY, OPENING, *SIGNED)
        assert not attempt(MAY, at, "uk.nsia.order:issue", "2022-02-01", MINISTER)
        at = play(MAY, at, CALLED_IN, ("uk.nsia.order:issue", "2022-05-26", MINISTER, {}))
        assert not closes(MAY, at, "2022-06-01")
        at = play(
            MAY,
            at,
            ("uk.nsia.order:vary", "2022-06-01", MINISTER, {}),
            ("uk.nsia.order:lift", "2022-06-06", MINISTER, {}),
        )
        assert closes(MAY, at, "2022-06-06")

    def test_a_final_order_blocks_whatever_the_duty(self) -> None:
        """Also where no notice was mandatory."""
        at = play(MAY, OPENING, *SIGNED, CALLED_IN, gov("block", "2022-07-01"))

        assert not closes(MAY, at, "2022-07-04")

    def test_a_final_order_on_a_closed_deal_is_carried_out(self) -> None:
        """What had closed is sold as the order says (a fab in Wales, 2021 to 2024); what has not cannot be."""
        blocked = (CALLED_IN, gov("block", "2022-11-16"))
        undo: Step = ("uk.nsia:undo", "2024-03-06", "buyer", {})
        at = play(MAY, OPENING, *SIGNED, ("agreement:close", "2022-02-01", "seller", {}), *blocked)

        assert not attempt(MAY, play(MAY, OPENING, *SIGNED, *blocked), *undo[:3])
        assert not attempt(MAY, at, "uk.nsia:undo", "2024-03-06", MINISTER)
        assert "undone" == state(MAY, play(MAY, at, undo))


class TestClosedWithoutNotice:
    """Five years and six months for the one kind, a void deal for the other."""

    def closed(self) -> Snapshot:
        """A deal with no duty to notify, closed on 1 February 2022."""
        at = play(MAY, OPENING, *SIGNED, ("agreement:close", "2022-02-01", "seller", {}))
        return play(MAY, at, gov("close_unnotified", "2022-02-01"))

    def test_five_years(self) -> None:
        """Through 1 February 2027 it may be called in."""
        at = self.closed()

        assert "2027-02-01" == last(MAY, at, "trigger")
        assert ("closed_unnotified", "out_of_time") == (state(MAY, at, "2027-02-01"), state(MAY, at, "2027-02-02"))

    def test_six_months_from_awareness(self) -> None:
        """Within the five years, which run on."""
        at = play(MAY, self.closed(), gov("become_aware", "2022-03-01"))

        assert ("2022-09-01", "2027-02-01") == (last(MAY, at, "awareness"), last(MAY, at, "trigger"))
        assert ("known", "out_of_time") == (state(MAY, at, "2022-09-01"), state(MAY, at, "2022-09-02"))
        assert "initial_period" == state(MAY, play(MAY, at, gov("call_in", "2022-09-01")))

    def test_awareness_late_in_the_five_years(self) -> None:
        """The five years end first."""
        at = play(MAY, self.closed(), gov("become_aware", "2026-12-01"))

        assert "out_of_time" == state(MAY, at, "2027-02-02")

    def test_a_notifiable_deal_is_void(self) -> None:
        """No five years protect it; it may be called in, or validated."""
        at = play(MUST, closed_in_breach(), gov("fall_void", "2022-02-01"))

        assert "void" == state(MUST, at, "2035-01-01")
        assert not attempt(MUST, closed_in_breach(), "uk.nsia:close_unnotified", "2022-02-01", MINISTER)
        known = play(MUST, at, gov("become_aware", "2030-03-01"))
        assert "2030-09-01" == last(MUST, known, "void_awareness")
        assert "void_and_known" == state(MUST, known, "2031-01-01")
        assert "initial_period" == state(MUST, play(MUST, known, gov("call_in", "2030-09-01")))
        late = attempt(MUST, known, "uk.nsia:call_in", "2030-09-02", MINISTER)
        assert isinstance(late, Refusal)
        assert "too late" == late.kind

    def test_only_a_notifiable_one(self) -> None:
        """A deal without a duty to notify does not become void."""
        at = play(MAY, OPENING, *SIGNED, ("agreement:close", "2022-02-01", "seller", {}))

        assert not attempt(MAY, at, "uk.nsia:fall_void", "2022-02-01", MINISTER)

    def test_validation(self) -> None:
        """Thirty working days from acceptance, silence leaves it void, validation heals it."""
        at = play(
            MUST,
            closed_in_breach(),
            gov("fall_void", "2022-02-01"),
            ("uk.nsia:apply_for_validation", "2022-03-01", "buyer", {}),
            gov("reject", "2022-03-03"),
            ("uk.nsia:apply_for_validation", "2022-12-01", "buyer", {}),
            gov("accept", "2023-01-04"),
        )

        assert "2023-02-14" == last(MUST, at, "validation")
        assert "validation_review" == state(MUST, at, "2023-03-01")
        assert "validated" == state(MUST, play(MUST, at, gov("validate", "2023-02-14")))
