"""Canadian investment review: national security from the certified date to the cabinet, and net benefit beside it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Event, Refusal, Snapshot, deadline, evolve, settle
from dealflow.model import Condition, Deal, Need, Party, Terms
from dealflow.regimes.ca_ica import PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "ca.ica/notice": "let_notice_lapse",
    "ca.ica/order": "let_order_lapse",
    "ca.ica/review": None,
    "ca.ica/cabinet": "let_cabinet_lapse",
    "ca.ica/unfiled": "let_five_years_lapse",
    "ca.ica.net_benefit/review": "pass",
}
APPROVED_BY_SILENCE = {("ca.ica.net_benefit", "deemed_approved")}
SIZES = {"ca.ica": (15, 22, 5), "ca.ica.net_benefit": (7, 8, 1)}

SECURITY, NET = PROCESSES
MINISTER, CABINET = "Minister of Industry", "Governor in Council"
FACTS = {"target_countries": ("CA",), "buyer_countries": ("US",)}


def deal(*conditions: Condition, reviewable: bool = False) -> Deal:
    """A target in Canada, a buyer from outside it."""
    return Deal(
        "ca",
        "a mine in Quebec",
        [*AGREEMENT, SECURITY, NET],
        parties=[Party("buyer", "Buyer", "buyer"), Party("seller", "Seller", "seller")],
        terms={"all": Terms("all", buyer="buyer", facts={**FACTS, "ca_net_benefit_notifiable": reviewable})},
        conditions=conditions,
    )


DEAL, REVIEWABLE = deal(), deal(reviewable=True)
OPENING = date(2022, 12, 1)
SIGNED: tuple[Step, ...] = (
    ("agreement:negotiate", "2022-12-01", "seller", {}),
    ("agreement:sign", "2022-12-02", "seller", {}),
)
FILED: tuple[Step, ...] = (
    ("ca.ica:file", "2022-12-19", "buyer", {}),
    ("ca.ica:certify", "2023-01-02", MINISTER, {}),
)


def ica(action: str, on: str, by: str = MINISTER, **details: Any) -> Step:
    """An act of the Minister or the cabinet."""
    return (f"ca.ica:{action}", on, by, details)


NOTICE = ica("give_notice", "2023-02-16")
ORDERED = ica("order_review", "2023-04-02", CABINET)


def after(*steps: Step) -> Snapshot:
    """Signed, filed, certified on 2 January 2023, and what follows."""
    return play(DEAL, OPENING, *SIGNED, *FILED, *steps)


def last(at: Snapshot, clock: str, on: Deal = DEAL) -> str:
    """The date of a clock as it stands."""
    found = deadline(on, at, clock)
    assert found is not None
    return found.day.isoformat()


def state(at: Snapshot, day: str | None = None) -> str:
    """Where the security review stands, on a later day if nobody acts."""
    return (settle(DEAL, at, date.fromisoformat(day)) if day else at).states["ca.ica"]


def closes(at: Snapshot, day: str, on: Deal = DEAL) -> Event | Refusal:
    """An attempt to close."""
    return attempt(on, settle(on, at, date.fromisoformat(day)), "agreement:close", day, "seller")


class TestWhenItApplies:
    """A target in Canada and a buyer from outside it."""

    @pytest.mark.parametrize(
        ("facts", "security", "net"),
        [
            ({"target_countries": ("US",)}, Need.NONE, Need.NONE),
            ({"target_countries": ("CA",), "buyer_countries": ("CA",)}, Need.NONE, Need.NONE),
            (FACTS, Need.VOLUNTARY, Need.UNKNOWN),
            ({**FACTS, "ca_net_benefit_notifiable": True}, Need.VOLUNTARY, Need.MANDATORY),
            ({**FACTS, "ca_net_benefit_notifiable": False}, Need.VOLUNTARY, Need.NONE),
            ({"ca_ica_notifiable": True}, Need.VOLUNTARY, Need.UNKNOWN),
            ({**FACTS, "ca_ica_notifiable": False}, Need.NONE, Need.UNKNOWN),
            ({}, Need.VOLUNTARY, Need.UNKNOWN),
        ],
    )
    def test_facts(self, facts: dict[str, Any], security: str, net: str) -> None:
        """Nexus first, then counsel; what is open is asked."""
        terms, day = Terms("t", facts=facts), date(2023, 1, 2)

        assert (security, net) == (SECURITY.applies(terms, day).status, NET.applies(terms, day).status)

    def test_what_is_open_is_asked(self) -> None:
        """By name and with the question."""
        found = NET.applies(Terms("t", facts=FACTS), date(2023, 1, 2))

        assert ("ca_net_benefit_notifiable",) == found.missing
        assert "net benefit" in found.question
        assert ("target_countries", "buyer_countries", "ca_ica_notifiable") == SECURITY.applies(
            Terms("t"), date(2023, 1, 2)
        ).missing

    @pytest.mark.parametrize(
        ("process", "day", "status"),
        [
            (SECURITY, date(2009, 9, 16), Need.NONE),
            (SECURITY, date(2009, 9, 17), Need.VOLUNTARY),
            (SECURITY, date(2009, 9, 18), Need.VOLUNTARY),
            (NET, date(1985, 6, 29), Need.NONE),
            (NET, date(1985, 6, 30), Need.MANDATORY),
        ],
        ids=lambda value: getattr(value, "id", str(value)),
    )
    def test_law_days(self, process: Any, day: date, status: str) -> None:
        """The day before each part takes force, and the day itself."""
        assert status == process.applies(REVIEWABLE.terms["all"], day).status


class TestNotice:
    """Forty-five days from the certified date, sixty for a while."""

    @pytest.mark.parametrize(
        ("certified", "end"),
        [
            ("2020-07-30", "2020-09-13"),
            ("2020-07-31", "2020-09-29"),
            ("2020-12-31", "2021-03-01"),
            ("2021-01-01", "2021-02-15"),
            ("2023-01-02", "2023-02-16"),
        ],
    )
    def test_editions(self, certified: str, end: str) -> None:
        """The order of 31 July 2020 lengthened the time for filings certified while it was in force."""
        assert end == clock_deadline("ca.ica/notice", certified).day.isoformat()

    def test_filing_starts_nothing(self) -> None:
        """The certified date does; an incomplete filing has none."""
        at = play(DEAL, OPENING, FILED[0])

        assert None is deadline(DEAL, at, "ca.ica/notice")
        assert "not_filed" == state(play(DEAL, at, ica("find_incomplete", "2022-12-21")))

    @pytest.mark.parametrize(
        ("day", "where"), [("2023-02-15", "certified"), ("2023-02-16", "certified"), ("2023-02-17", "power_lapsed")]
    )
    def test_silence_ends_the_power(self, day: str, where: str) -> None:
        """No approval: the state is none, and a contract may still be content with it."""
        assert where == state(after(), day)
        assert not SECURITY.state("power_lapsed").approval

    def test_no_action_said_in_time(self) -> None:
        """The Minister may say so before the time is over."""
        assert "no_further_action" == state(after(ica("take_no_action", "2023-02-01")))

    def test_an_order_without_a_notice(self) -> None:
        """The cabinet may order a review within the same days."""
        assert "review" == state(after(ica("order_review", "2023-02-16", CABINET)))

    def test_withdrawn_and_filed_again(self) -> None:
        """The days count anew from the new certified date."""
        at = after(
            ("ca.ica:withdraw", "2023-02-01", "buyer", {}),
            ("ca.ica:file", "2023-03-01", "buyer", {}),
            ica("certify", "2023-03-06"),
        )

        assert "2023-04-20" == last(at, "ca.ica/notice")


class TestTwoHundredDays:
    """45 and 45 and 45 and 45 and 20."""

    def test_all_in_all(self) -> None:
        """Each step on its last day: 200 days from the certified date."""
        at = after(NOTICE)
        assert "2023-04-02" == last(at, "ca.ica/order")
        at = play(DEAL, at, ORDERED)
        assert "2023-05-17" == last(at, "ca.ica/review")
        at = play(DEAL, at, ica("extend", "2023-05-17", days=45))
        assert "2023-07-01" == last(at, "ca.ica/review")
        at = play(DEAL, at, ica("report", "2023-07-01"))
        assert "2023-07-21" == last(at, "ca.ica/cabinet")
        assert 200 == (date(2023, 7, 21) - date(2023, 1, 2)).days

    @pytest.mark.parametrize(("day", "where"), [("2023-04-02", "notice_given"), ("2023-04-03", "power_lapsed")])
    def test_no_order_after_a_notice(self, day: str, where: str) -> None:
        """The second forty-five days end in the same way as the first."""
        assert where == state(after(NOTICE), day)

    def test_silence_in_the_review_means_nothing(self) -> None:
        """The Minister is overdue; nothing opens."""
        at = after(NOTICE, ORDERED)

        assert "review" == state(at, "2024-06-01")
        assert not closes(at, "2024-06-01")

    @pytest.mark.parametrize(("day", "where"), [("2023-05-21", "before_cabinet"), ("2023-05-22", "power_lapsed")])
    def test_silence_of_the_cabinet(self, day: str, where: str) -> None:
        """Twenty days after the report."""
        assert where == state(after(NOTICE, ORDERED, ica("report", "2023-05-01")), day)

    @given(st.lists(st.integers(1, 60), max_size=4))
    def test_the_extension_is_capped(self, tries: list[int]) -> None:
        """Without consent once and by at most 45 days, whatever is tried."""
        at, granted = after(NOTICE, ORDERED), 0
        for n in tries:
            got = attempt(DEAL, at, "ca.ica:extend", "2023-05-01", MINISTER, days=n)

            assert bool(got) is (granted == 0 and n <= 45)
            if isinstance(got, Event):
                at, granted = evolve(DEAL, at, got), n
        assert date(2023, 5, 17) + timedelta(days=granted) == date.fromisoformat(last(at, "ca.ica/review"))

    def test_longer_with_consent(self) -> None:
        """Beside the Minister's own extension, as often as agreed."""
        at = after(
            NOTICE,
            ORDERED,
            ica("extend", "2023-05-01", days=45),
            ica("extend_with_consent", "2023-06-01", days=30),
            ica("extend_with_consent", "2023-06-02", days=60),
        )

        assert "2023-09-29" == last(at, "ca.ica/review")

    @pytest.mark.parametrize(
        ("steps", "where"),
        [
            ((ica("take_no_action", "2023-05-01"),), "no_further_action"),
            ((ica("report", "2023-05-01"), ica("take_no_action", "2023-05-02", CABINET)), "no_further_action"),
            ((ica("report", "2023-05-01"), ica("allow_on_conditions", "2023-05-02", CABINET)), "allowed_on_conditions"),
            ((ica("report", "2023-05-01"), ica("prohibit", "2023-05-02", CABINET)), "prohibited"),
        ],
    )
    def test_the_ends(self, steps: tuple[Step, ...], where: str) -> None:
        """No measure, conditions, a prohibition."""
        assert where == state(after(NOTICE, ORDERED, *steps))

    @pytest.mark.parametrize("action", ["impose_interim_conditions", "accept_undertakings"])
    @pytest.mark.parametrize(("on", "may"), [("2024-09-02", False), ("2024-09-03", True), ("2024-09-04", True)])
    def test_what_came_in_2024(self, action: str, on: str, may: bool) -> None:
        """Interim conditions and undertakings, by the law of the day of the act."""
        assert may is bool(
            attempt(DEAL, settle(DEAL, after(NOTICE, ORDERED), date(2024, 9, 2)), f"ca.ica:{action}", on, MINISTER)
        )


def test_undertakings_end_a_review_of_2025() -> None:
    """Interim conditions keep it where it is, undertakings end it and open closing."""
    at = play(
        DEAL,
        date(2025, 1, 6),
        ("agreement:negotiate", "2025-01-06", "seller", {}),
        ("agreement:sign", "2025-01-07", "seller", {}),
        ("ca.ica:file", "2025-01-08", "buyer", {}),
        ica("certify", "2025-01-10"),
        ica("order_review", "2025-02-03", CABINET),
        ica("impose_interim_conditions", "2025-02-10", conditions="no access to sites"),
    )
    assert not closes(at, "2025-02-10")

    at = play(DEAL, at, ica("accept_undertakings", "2025-03-03"))

    assert "allowed_on_undertakings" == state(at)
    assert closes(at, "2025-03-03")


class TestClosing:
    """Free before a notice, forbidden after it."""

    def test_before_a_notice(self) -> None:
        """Filed and certified stand in nobody's way."""
        assert closes(play(DEAL, OPENING, *SIGNED), "2022-12-05")
        assert closes(after(), "2023-01-03")

    @pytest.mark.parametrize(
        "steps",
        [
            (NOTICE,),
            (NOTICE, ORDERED),
            (NOTICE, ORDERED, ica("report", "2023-05-01")),
            (NOTICE, ORDERED, ica("report", "2023-05-01"), ica("prohibit", "2023-05-02", CABINET)),
        ],
    )
    def test_after_a_notice(self, steps: tuple[Step, ...]) -> None:
        """Until the review is over, and for good after a prohibition."""
        at = after(*steps)
        refused = closes(at, at.day.isoformat())

        assert isinstance(refused, Refusal)
        assert {"prohibition"} == {b.code for b in refused.blockers}

    @pytest.mark.parametrize("steps", [(NOTICE,), (NOTICE, ORDERED), (NOTICE, ORDERED, ica("report", "2023-05-01"))])
    def test_a_withdrawal_after_a_notice_frees_nobody(self, steps: tuple[Step, ...]) -> None:
        """The investment stays barred until another filing has run its course."""
        at = after(*steps, ("ca.ica:withdraw", "2023-05-02" if len(steps) == 3 else "2023-04-02", "buyer", {}))
        assert not closes(at, "2024-01-02")

        at = play(DEAL, at, ("ca.ica:file", "2023-06-01", "buyer", {}), ica("certify", "2023-06-05"))
        assert "2023-07-20" == last(at, "ca.ica/notice")
        assert closes(at, "2023-07-21")

    @pytest.mark.parametrize("steps", [(), (NOTICE, ORDERED, ica("take_no_action", "2023-04-03"))])
    def test_a_changed_investment_is_filed_again(self, steps: tuple[Step, ...]) -> None:
        """Cleared, or the time passed: for other terms the days run anew."""
        at = play(DEAL, settle(DEAL, after(*steps), date(2023, 6, 1)), ("ca.ica:file", "2023-06-01", "buyer", {}))

        assert "filed" == state(at)

    @pytest.mark.parametrize("day", ["2023-04-03", "2023-09-01"])
    def test_after_the_power_has_lapsed(self, day: str) -> None:
        """A notice without an order in time forbids nothing any more."""
        assert closes(after(NOTICE), day)

    def test_as_a_condition(self) -> None:
        """The contract may ask that the time have passed."""
        listed = deal(Condition("ca.ica", "clause 3"))
        at = play(listed, OPENING, *SIGNED, *FILED)

        assert not closes(at, "2023-02-16", listed)
        assert closes(at, "2023-02-17", listed)


class TestWithoutAFiling:
    """Forty-five days from certified information, at the latest five years after the implementation."""

    def implemented(self) -> Snapshot:
        """Closed on 5 December 2022 without a filing."""
        at = play(DEAL, OPENING, *SIGNED, ("agreement:close", "2022-12-05", "seller", {}))
        return play(DEAL, at, ica("implement_unfiled", "2022-12-05"))

    def test_five_years(self) -> None:
        """Through 5 December 2027."""
        at = self.implemented()

        assert "2027-12-05" == last(at, "ca.ica/unfiled")
        assert ("implemented_unfiled", "power_lapsed") == (state(at, "2027-12-05"), state(at, "2027-12-06"))

    def test_certified_information(self) -> None:
        """Its own forty-five days, with the same silence."""
        at = play(DEAL, self.implemented(), ica("certify_information", "2023-01-02"))

        assert "2023-02-16" == last(at, "ca.ica/notice")
        assert "power_lapsed" == state(at, "2023-02-17")
        assert "notice_given" == state(play(DEAL, at, NOTICE))

    def test_it_must_be_implemented(self) -> None:
        """No five years without a closing."""
        assert not attempt(DEAL, play(DEAL, OPENING, *SIGNED), "ca.ica:implement_unfiled", "2022-12-05", MINISTER)


class TestNetBenefit:
    """A machine of its own: suspensory, 45 days and 30, silence approves."""

    def filed(self, *steps: Step) -> Snapshot:
        """Certified on 2 January 2023."""
        return play(
            REVIEWABLE,
            OPENING,
            *SIGNED,
            ("ca.ica.net_benefit:file", "2022-12-19", "buyer", {}),
            ("ca.ica.net_benefit:certify", "2023-01-02", MINISTER, {}),
            *steps,
        )

    @pytest.mark.parametrize(("day", "may"), [("2023-02-15", False), ("2023-02-16", False), ("2023-02-17", True)])
    def test_silence_approves(self, day: str, may: bool) -> None:
        """After the 45th day the Minister is taken to be satisfied, and the deal may close."""
        assert may is bool(closes(self.filed(), day, REVIEWABLE))

    def test_thirty_more_and_more_with_consent(self) -> None:
        """The thirty days are had once and need no number."""
        at = self.filed(("ca.ica.net_benefit:extend", "2023-02-01", MINISTER, {}))

        assert "2023-03-18" == last(at, "ca.ica.net_benefit/review", REVIEWABLE)
        assert not attempt(REVIEWABLE, at, "ca.ica.net_benefit:extend", "2023-02-02", MINISTER)
        at = play(REVIEWABLE, at, ("ca.ica.net_benefit:extend_with_consent", "2023-03-01", MINISTER, {"days": 14}))
        assert "2023-04-01" == last(at, "ca.ica.net_benefit/review", REVIEWABLE)

    @pytest.mark.parametrize(("action", "may"), [("approve", True), ("refuse", False)])
    def test_the_ends(self, action: str, may: bool) -> None:
        """Approved, or refused and forbidden."""
        at = self.filed((f"ca.ica.net_benefit:{action}", "2023-02-01", MINISTER, {}))

        assert may is bool(closes(at, "2023-02-01", REVIEWABLE))

    @pytest.mark.parametrize("action", ["approve", "refuse"])
    def test_a_changed_investment(self, action: str) -> None:
        """It is applied for again, and waits again."""
        at = self.filed(
            (f"ca.ica.net_benefit:{action}", "2023-02-01", MINISTER, {}),
            ("ca.ica.net_benefit:file", "2023-03-01", "buyer", {}),
        )

        assert not closes(at, "2023-03-01", REVIEWABLE)

    def test_withdrawn(self) -> None:
        """Nothing is approved; it may be filed again."""
        at = self.filed(("ca.ica.net_benefit:withdraw", "2023-02-01", "buyer", {}))

        assert not closes(at, "2023-06-01", REVIEWABLE)
        assert attempt(REVIEWABLE, at, "ca.ica.net_benefit:file", "2023-06-01", "buyer")

    def test_not_asked_where_it_is_not_reviewable(self) -> None:
        """Counsel has said so."""
        assert closes(play(DEAL, OPENING, *SIGNED), "2022-12-05")
        assert not closes(play(REVIEWABLE, OPENING, *SIGNED), "2022-12-05", REVIEWABLE)
