"""Cooperation on foreign investment: advice until January 2028, mandatory national screening from then on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Refusal, Snapshot, deadline, settle
from dealflow.model import Deal, Need, Party, Terms
from dealflow.regimes.eu_fdi_cooperation import PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "eu.fdi_cooperation/announce": "nobody_announces",
    "eu.fdi_cooperation/comments": "comments_end",
    "eu.fdi_cooperation/more_comments": "comments_end",
    "eu.fdi_cooperation/opinion": "opinion_time_ends",
    "eu.fdi_cooperation/look_back": "look_back_ends",
    "eu.fdi_cooperation/initial_review": None,
    "eu.fdi_cooperation/call_in": None,
}
APPROVED_BY_SILENCE: set[tuple[str, str]] = set()
SIZES = {"eu.fdi_cooperation": (16, 22, 7)}

(COOPERATION,) = PROCESSES
FOREIGN = {"target_countries": ("DE",), "buyer_countries": ("CN",)}
DEAL = Deal(
    "foreign",
    "a buyer from outside",
    [*AGREEMENT, COOPERATION],
    parties=[Party("buyer", "Buyer", "buyer"), Party("seller", "Seller", "seller")],
    terms={"all": Terms("all", buyer="buyer", facts={**FOREIGN, "eu_fdi_notifiable": True})},
)
ONE = timedelta(days=1)


def by(who: str, action: str, on: str, **details: Any) -> Step:
    """An act in the cooperation."""
    return (f"eu.fdi_cooperation:{action}", on, who, details)


def notified() -> Snapshot:
    """Notified to the others on 3 March 2025."""
    return play(DEAL, date(2025, 3, 3), by("screening authority", "notify", "2025-03-03"))


def announced() -> Snapshot:
    """Comments announced on 10 March 2025; the information was complete with the notification."""
    return play(DEAL, notified(), by("Member State", "announce", "2025-03-10"))


def closed(day: date) -> Snapshot:
    """A deal closed on *day* without screening."""
    on = day.isoformat()
    return play(DEAL, day, *((f"agreement:{action}", on, "seller", {}) for action in ("negotiate", "sign", "close")))


def last(at: Snapshot, clock: str) -> date:
    """The date of a clock as it stands."""
    found = deadline(DEAL, at, f"eu.fdi_cooperation/{clock}")
    assert found is not None
    return found.day


def around(at: Snapshot, end: date) -> list[str]:
    """Where the case stands the day before, on and the day after *end* if nobody acts."""
    return [settle(DEAL, at, end + n * ONE).states["eu.fdi_cooperation"] for n in (-1, 0, 1)]


class TestWhenItApplies:
    """A target in the Union, a buyer from outside it, and the law of the day."""

    @pytest.mark.parametrize(
        ("day", "told", "expected"),
        [
            (date(2020, 10, 10), None, Need.NONE),
            (date(2020, 10, 11), None, Need.VOLUNTARY),
            (date(2020, 10, 12), None, Need.VOLUNTARY),
            (date(2028, 1, 16), None, Need.VOLUNTARY),
            (date(2028, 1, 16), False, Need.VOLUNTARY),
            (date(2028, 1, 17), None, Need.UNKNOWN),
            (date(2028, 1, 17), True, Need.MANDATORY),
            (date(2028, 1, 17), False, Need.NONE),
            (date(2028, 1, 18), True, Need.MANDATORY),
        ],
    )
    def test_both_sides_of_each_law(self, day: date, told: bool | None, expected: str) -> None:
        """Advice through 16 January 2028, mandatory screening from the 17th."""
        facts = FOREIGN if told is None else {**FOREIGN, "eu_fdi_notifiable": told}

        assert expected == COOPERATION.applies(Terms("t", facts=facts), day).status

    @pytest.mark.parametrize("day", [date(2025, 3, 3), date(2029, 3, 3)])
    @pytest.mark.parametrize(
        ("target", "buyer", "inside"),
        [("US", "CN", False), ("GB", "CN", False), ("DE", "FR", False), ("DE", "GB", True), ("DE", "CN", True)],
    )
    def test_nexus(self, day: date, target: str, buyer: str, inside: bool) -> None:
        """Nothing in the Union, or a buyer from it: not applicable under either law."""
        facts = {"target_countries": (target,), "buyer_countries": (buyer,)}

        assert inside is (COOPERATION.applies(Terms("t", facts=facts), day).status != Need.NONE)

    def test_a_buyer_controlled_from_outside(self) -> None:
        """Established in the Union and controlled from outside it counts as from outside."""
        facts = {"target_countries": ("DE",), "buyer_countries": ("NL", "CN")}

        assert Need.VOLUNTARY == COOPERATION.applies(Terms("t", facts=facts), date(2025, 3, 3)).status

    @pytest.mark.parametrize(("day", "required"), [(date(2025, 3, 3), False), (date(2028, 3, 3), True)])
    def test_what_is_missing_is_asked(self, day: date, required: bool) -> None:
        """Under either law the question is asked; only under the second does anything wait for it."""
        found = COOPERATION.applies(Terms("t"), day)

        assert {"target_countries", "buyer_countries"} <= set(found.missing)
        assert "ISO codes" in found.question
        assert required is found.required


class TestTheFirstLaw:
    """Calendar days, and silence that means no comment."""

    def test_fifteen_days_to_announce(self) -> None:
        """3 March 2025 and 15 days: the 18th, whatever day of the week."""
        assert date(2025, 3, 18) == last(notified(), "announce")
        assert ["notified", "notified", "no_comment"] == around(notified(), date(2025, 3, 18))

    def test_thirty_five_days_to_comment(self) -> None:
        """From complete information, not from the announcement: 3 March to 7 April 2025, when nobody comments."""
        assert date(2025, 4, 7) == last(notified(), "comments") == last(announced(), "comments")
        assert ["announced", "announced", "no_comment"] == around(announced(), date(2025, 4, 7))

    @pytest.mark.parametrize("before", [notified, announced])
    def test_information_that_is_complete_later(self, before: Callable[[], Snapshot]) -> None:
        """Complete on 12 March it gives 35 days from there, and no more time to announce."""
        at = play(DEAL, before(), by("screening authority", "complete_information", "2025-03-12"))

        assert date(2025, 4, 16) == last(at, "comments")
        assert before is announced or date(2025, 3, 18) == last(at, "announce")

    def test_five_days_more_for_an_opinion(self) -> None:
        """Where a Member State has commented the Commission has five days after its time; then the comments stand."""
        at = play(DEAL, announced(), by("Member State", "comment", "2025-03-20", of="France"))

        assert ["commented", "commented", "opinion_due"] == around(at, date(2025, 4, 7))
        assert ["opinion_due", "opinion_due", "advised"] == around(at, date(2025, 4, 12))
        assert (
            "advised"
            == play(DEAL, at, by("European Commission", "give_opinion", "2025-04-09")).states["eu.fdi_cooperation"]
        )

    def test_twenty_days_after_more_information(self) -> None:
        """Asked on 20 March, answered on 1 April 2025: through 21 April."""
        at = play(DEAL, announced(), by("European Commission", "ask_more", "2025-03-20"))
        assert "asked_more" == settle(DEAL, at, date(2026, 3, 20)).states["eu.fdi_cooperation"]
        at = play(DEAL, at, by("screening authority", "answer", "2025-04-01"))

        assert date(2025, 4, 21) == last(at, "more_comments")
        assert ["informed_more", "informed_more", "no_comment"] == around(at, date(2025, 4, 21))
        commented = play(DEAL, at, by("Member State", "comment", "2025-04-10"))
        assert ["commented_more", "commented_more", "opinion_due"] == around(commented, date(2025, 4, 21))

    def test_fifteen_months_where_nobody_screened(self) -> None:
        """Closed on 30 November 2024: comments through 28 February 2026."""
        at = play(DEAL, closed(date(2024, 11, 30)), by("buyer", "complete_unscreened", "2024-11-30"))

        assert date(2026, 2, 28) == last(at, "look_back")
        assert attempt(DEAL, at, "eu.fdi_cooperation:comment", "2026-02-28", "Member State")
        assert ["unscreened", "unscreened", "out_of_time"] == around(at, date(2026, 2, 28))

    def test_nothing_is_completed_before_the_closing(self) -> None:
        """The look-back presupposes a closing."""
        got = attempt(
            DEAL, play(DEAL, date(2025, 3, 3)), "eu.fdi_cooperation:complete_unscreened", "2025-03-03", "buyer"
        )

        assert isinstance(got, Refusal)

    def test_it_holds_up_no_closing(self) -> None:
        """Advice gates nothing: what closing waits for is national law."""
        at = play(
            DEAL,
            notified(),
            ("agreement:negotiate", "2025-03-03", "seller", {}),
            ("agreement:sign", "2025-03-03", "seller", {}),
        )

        assert attempt(DEAL, at, "agreement:close", "2025-03-04", "seller")
        assert (
            "decided" == play(DEAL, at, by("screening authority", "decide", "2025-03-10")).states["eu.fdi_cooperation"]
        )


class TestTheSecondLaw:
    """From 17 January 2028."""

    @pytest.mark.parametrize(
        ("day", "old", "new"),
        [("2028-01-16", True, False), ("2028-01-17", False, True), ("2028-01-18", False, True)],
    )
    def test_which_procedure_is_open(self, day: str, old: bool, new: bool) -> None:
        """The day before, the day and the day after."""
        at = play(DEAL, date(2028, 1, 3))

        assert old is bool(attempt(DEAL, at, "eu.fdi_cooperation:notify", day, "screening authority"))
        assert new is bool(attempt(DEAL, at, "eu.fdi_cooperation:file", day, "buyer"))

    def test_forty_five_days_of_initial_review(self) -> None:
        """A filing of 17 January 2028: 2 March, and silence decides nothing."""
        at = play(DEAL, date(2028, 1, 17), by("buyer", "file", "2028-01-17"))

        assert date(2028, 3, 2) == last(at, "initial_review")
        assert ["initial_review"] * 3 == around(at, date(2028, 3, 2))
        at = play(DEAL, at, by("screening authority", "open", "2028-03-01"))
        assert ["in_depth"] * 3 == around(at, date(2030, 3, 1))
        assert (
            "decided" == play(DEAL, at, by("screening authority", "decide", "2028-06-01")).states["eu.fdi_cooperation"]
        )

    def test_twenty_four_months_to_call_in(self) -> None:
        """Closed without a filing on 1 February 2028: through 1 February 2030 at least."""
        at = play(DEAL, closed(date(2028, 2, 1)), by("seller", "complete_unfiled", "2028-02-01"))

        assert date(2030, 2, 1) == last(at, "call_in")
        assert ["unfiled"] * 3 == around(at, date(2030, 2, 1))
        called = play(DEAL, at, by("screening authority", "call_in", "2029-05-01"))
        assert "in_depth" == called.states["eu.fdi_cooperation"]

    def test_clocks_out_of_any_deal(self) -> None:
        """Each law's clocks exist in its own time only."""
        assert date(2028, 1, 31) == clock_deadline("eu.fdi_cooperation/announce", "2028-01-16").day
        assert date(2028, 3, 2) == clock_deadline("eu.fdi_cooperation/initial_review", "2028-01-17").day
        with pytest.raises(ValueError, match="no length"):
            clock_deadline("eu.fdi_cooperation/announce", "2028-01-17")
        with pytest.raises(ValueError, match="did not exist"):
            clock_deadline("eu.fdi_cooperation/initial_review", "2028-01-16")
