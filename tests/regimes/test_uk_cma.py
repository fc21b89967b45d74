"""UK merger control: phases, stops, extensions, undertakings, four months, orders, and what silence does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Act, Event, Refusal, Snapshot, deadline, decide, evolve, settle, start
from dealflow.model import Condition, Deal, Need, Party, Terms
from dealflow.regimes.uk_cma import PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "uk.cma/phase_1": "run_out",
    "uk.cma/phase_1_referred": "run_out",
    "uk.cma/four_months": "pass_four_months",
    "uk.cma/undertakings_offer": None,
    "uk.cma/undertakings_consideration": None,
    "uk.cma/undertakings_acceptance": None,
    "uk.cma/phase_2": None,
    "uk.cma/final_undertakings": None,
}
APPROVED_BY_SILENCE = {("uk.cma", "cannot_refer")}
SIZES = {"uk.cma": (23, 38, 8), "uk.cma.order": (3, 4, 0)}

MERGER, ORDER = PROCESSES
GB = {"target_countries": ("GB",)}
DEAL = Deal(
    "uk",
    "a target in the United Kingdom",
    [*AGREEMENT, MERGER, ORDER],
    parties=[Party("buyer", "Buyer", "buyer"), Party("seller", "Seller", "seller")],
    terms={"all": Terms("all", buyer="buyer", facts={**GB, "uk_cma_notifiable": True})},
)
LISTED = Deal(
    "uk",
    "the same with the clearance as a condition",
    [*AGREEMENT, MERGER, ORDER],
    parties=DEAL.parties,
    terms=DEAL.terms,
    conditions=[Condition("uk.cma", "clause 3")],
)
DRAFT: Step = ("uk.cma:submit_draft", "2022-06-01", "buyer", {})
ACTIVISION: tuple[Step, ...] = (DRAFT, ("uk.cma:start_phase_1", "2022-07-06", "CMA", {}))
OPENING = date(2022, 1, 4)


def cma(action: str, on: str, **details: Any) -> Step:
    """An act of the CMA."""
    return (f"uk.cma:{action}", on, "CMA", details)


def in_phase_1() -> Snapshot:
    """Microsoft and Activision: phase 1 was launched on 6 July 2022."""
    return play(DEAL, OPENING, *ACTIVISION)


def in_phase_2(on: str = "2022-09-15") -> Snapshot:
    """The same, referred on 15 September 2022 or another day."""
    return play(DEAL, in_phase_1(), cma("find_problem", "2022-09-01"), cma("refer", on))


def signed(deal: Deal = DEAL, day: date = OPENING) -> Snapshot:
    """A signed deal of which the CMA knows nothing."""
    on = day.isoformat()
    return play(deal, day, ("agreement:negotiate", on, "seller", {}), ("agreement:sign", on, "seller", {}))


def closes(deal: Deal, at: Snapshot, day: str) -> Event | Refusal:
    """An attempt to complete."""
    return attempt(deal, at, "agreement:close", day, "seller")


def last(at: Snapshot, clock: str) -> str:
    """The date of a clock as it stands."""
    found = deadline(DEAL, at, f"uk.cma/{clock}")
    assert found is not None
    return found.day.isoformat()


def state(at: Snapshot, day: str | None = None) -> str:
    """Where the case stands, on a later day if nobody acts."""
    return (settle(DEAL, at, date.fromisoformat(day)) if day else at).states["uk.cma"]


class TestWhenItApplies:
    """Never mandatory."""

    @pytest.mark.parametrize(
        ("facts", "status"),
        [
            ({"target_countries": ("US",)}, Need.NONE),
            ({"target_countries": ("US", "DE"), "buyer_countries": ("GB",)}, Need.NONE),
            ({"uk_cma_notifiable": True}, Need.VOLUNTARY),
            ({**GB, "uk_cma_notifiable": False}, Need.NONE),
            (GB, Need.VOLUNTARY),
            ({}, Need.VOLUNTARY),
        ],
    )
    def test_nexus_and_counsel(self, facts: dict[str, Any], status: str) -> None:
        """Without anything in the country no further fact is asked; counsel's word decides."""
        found = MERGER.applies(Terms("t", facts=facts), date(2026, 1, 5))

        assert status == found.status
        assert not (found.missing and found.status == Need.NONE)

    def test_what_is_open_is_asked_and_blocks_nothing(self) -> None:
        """A voluntary regime with a question: nothing waits for the answer."""
        found = MERGER.applies(Terms("t", facts=GB), date(2024, 12, 31))

        assert ("uk_target_turnover", "uk_share_of_supply", "uk_cma_notifiable") == found.missing
        assert "turnover" in found.question
        assert not found.required

    @pytest.mark.parametrize(
        ("turnover", "share", "day", "caught"),
        [
            (70, 0, date(2024, 12, 31), False),
            (71, 0, date(2024, 12, 31), True),
            (71, 0, date(2025, 1, 1), False),
            (100, 0, date(2025, 1, 1), False),
            (101, 0, date(2025, 1, 1), True),
            (0, 24, date(2024, 12, 31), False),
            (0, 25, date(2024, 12, 31), True),
        ],
    )
    def test_turnover_and_share(self, turnover: int, share: int, day: date, caught: bool) -> None:
        """More than 70 million pounds until 2024, more than 100 since; 25 per cent of supply."""
        facts = {
            **GB,
            "uk_target_turnover": turnover,
            "uk_share_of_supply": share,
            "uk_highest_turnover": 5,
            "uk_one_party_share": 0,
        }
        found = MERGER.applies(Terms("t", facts=facts), day)

        assert (Need.VOLUNTARY if caught else Need.NONE) == found.status

    @pytest.mark.parametrize(
        ("share", "one", "highest", "caught"),
        [
            (25, 0, 10, False),
            (25, 0, 11, True),
            (0, 33, 350, False),
            (0, 33, 351, True),
            (0, 32, 351, False),
        ],
    )
    def test_the_tests_of_2025(self, share: int, one: int, highest: int, caught: bool) -> None:
        """A share counts with a party of more than 10 million pounds; one strong party of 350 million is enough."""
        facts = {
            **GB,
            "uk_target_turnover": 1,
            "uk_share_of_supply": share,
            "uk_one_party_share": one,
            "uk_highest_turnover": highest,
        }

        assert caught is (MERGER.applies(Terms("t", facts=facts), date(2025, 1, 1)).status == Need.VOLUNTARY)

    @pytest.mark.parametrize(("day", "status"), [(date(2003, 6, 19), Need.NONE), (date(2003, 6, 20), Need.VOLUNTARY)])
    def test_the_day_of_the_act(self, day: date, status: str) -> None:
        """The day before Part 3 takes force, and the day itself."""
        assert status == MERGER.applies(DEAL.terms["all"], day).status


class TestPublishedDates:
    """Deadlines published in real cases, out of any deal and in one."""

    @pytest.mark.parametrize(
        ("start_day", "end"),
        [("2022-07-06", "2022-09-01"), ("2023-01-25", "2023-03-22"), ("2023-08-22", "2023-10-18")],
    )
    def test_phase_1(self, start_day: str, end: str) -> None:
        """Forty working days of England and Wales, day 1 being the next one."""
        assert end == clock_deadline("uk.cma/phase_1", start_day).day.isoformat()

    @pytest.mark.parametrize(
        ("reference", "end"),
        [("2022-09-15", "2023-03-01"), ("2023-03-29", "2023-09-12"), ("2021-04-01", "2021-09-15")],
    )
    def test_phase_2(self, reference: str, end: str) -> None:
        """Twenty-four weeks beginning with the day of the reference: 167 days after it."""
        found = clock_deadline("uk.cma/phase_2", reference)

        assert end == found.day.isoformat()
        assert 167 == (found.day - date.fromisoformat(reference)).days

    def test_eight_weeks_more(self) -> None:
        """Microsoft and Activision: from 1 March to 26 April 2023."""
        assert "2023-04-26" == clock_deadline("uk.cma/phase_2", "2022-09-15", extensions=["8 weeks"]).day.isoformat()

    def test_the_day_is_no_working_day_of_any_calendar(self) -> None:
        """A reference on a Monday ends on a Sunday, and a weekend moves nothing."""
        assert date(2024, 6, 23) == clock_deadline("uk.cma/phase_2", "2024-01-08").day

    def test_holidays_of_scotland_do_not_count_here(self) -> None:
        """Phase 1 over the first Monday of August and 2 January is not longer for them."""
        assert "2022-09-01" == last(in_phase_1(), "phase_1")
        assert 0 == sum("Scotland" in line.text for line in clock_deadline("uk.cma/phase_1", "2022-07-06").count)


class TestPhase1:
    """From the CMA's confirmation, with stops, to one of its ends."""

    @pytest.mark.parametrize(
        ("day", "where"), [("2022-08-31", "phase_1"), ("2022-09-01", "phase_1"), ("2022-09-02", "cannot_refer")]
    )
    def test_silence_clears(self, day: str, where: str) -> None:
        """Through the 40th working day the CMA may refer, after it no more."""
        assert where == state(in_phase_1(), day)

    def test_the_draft_starts_nothing(self) -> None:
        """Filed and clock started are two events."""
        at = play(DEAL, OPENING, DRAFT)

        assert None is deadline(DEAL, at, "uk.cma/phase_1")
        assert "pre_notification" == state(at, "2023-06-01")

    def test_a_stop_moves_the_end(self) -> None:
        """Ten working days do not count; no lapse falls meanwhile; the ten are added."""
        at = play(DEAL, in_phase_1(), cma("stop_clock", "2022-08-01"))

        assert "phase_1" == state(at, "2022-12-01")
        at = play(DEAL, at, cma("restart_clock", "2022-08-15"))
        assert "2022-09-15" == last(at, "phase_1")
        assert "cannot_refer" == state(at, "2022-09-16")

    def test_a_stop_given_as_an_interval(self) -> None:
        """First and last day that do not count, both included, told afterwards."""
        at = play(
            DEAL,
            in_phase_1(),
            cma("stop_clock", "2022-08-16"),
            cma("restart_clock", "2022-08-16", first="2022-08-01", last="2022-08-12"),
        )

        assert "2022-09-15" == last(at, "phase_1")

    @given(st.integers(0, 60), st.integers(1, 90))
    def test_a_stop_never_shortens(self, after: int, length: int) -> None:
        """Wherever a stop lies, the end is never earlier than without it."""
        first = date(2022, 7, 6) + timedelta(days=after)
        stopped = clock_deadline("uk.cma/phase_1", "2022-07-06", tolled=[(first, first + timedelta(days=length - 1))])

        assert date(2022, 9, 1) <= stopped.day

    def test_only_the_cma_starts_it(self) -> None:
        """The parties cannot confirm their own notice."""
        refused = attempt(DEAL, play(DEAL, OPENING, DRAFT), "uk.cma:start_phase_1", "2022-07-06", "buyer")

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind

    def test_a_notice_withdrawn_and_sent_again(self) -> None:
        """A new start, a full new phase 1."""
        at = play(
            DEAL,
            in_phase_1(),
            ("uk.cma:withdraw", "2022-08-01", "buyer", {}),
            ("uk.cma:submit_draft", "2022-08-02", "buyer", {}),
            cma("start_phase_1", "2022-08-22"),
        )

        assert "2022-10-18" == last(at, "phase_1")  # 29 August and 19 September are left out

    @pytest.mark.parametrize(("on", "may"), [("2020-12-31", True), ("2021-01-01", False)])
    def test_cases_from_the_commission(self, on: str, may: bool) -> None:
        """Until the end of 2020 the European Commission could refer a case."""
        assert may is bool(attempt(DEAL, start(DEAL, date(2019, 1, 2)), "uk.cma:take_referral", on, "CMA"))

    @pytest.mark.parametrize("on", ["2022-07-07", "2022-09-01"])
    def test_cleared(self, on: str) -> None:
        """On any day of phase 1, the last one included; nothing falls afterwards."""
        at = play(DEAL, in_phase_1(), cma("clear", on))

        assert "cleared" == state(at, "2022-12-01")

    def test_a_draft_given_up(self) -> None:
        """Nothing is before the CMA any more."""
        assert "not_notified" == state(play(DEAL, OPENING, DRAFT, ("uk.cma:give_up", "2022-06-15", "buyer", {})))

    def test_forty_five_days_after_a_referral(self) -> None:
        """Five more than after a notice, and the same silence."""
        at = play(DEAL, date(2019, 1, 2), cma("take_referral", "2019-07-16"))

        assert "2019-09-18" == last(at, "phase_1_referred")
        assert "phase_1_referred" == state(at, "2019-09-18")
        assert "cannot_refer" == state(at, "2019-09-19")

    @pytest.mark.parametrize(("on", "may"), [("2024-12-31", False), ("2025-01-01", True)])
    def test_the_fast_track_is_of_2025(self, on: str, may: bool) -> None:
        """A reference without a finding, at the parties' request."""
        at = play(DEAL, date(2024, 11, 1), ("uk.cma:submit_draft", "2024-11-04", "buyer", {}))

        assert may is bool(attempt(DEAL, at, "uk.cma:fast_track", on, "CMA"))


class TestUndertakingsInLieu:
    """Five, ten, fifty and forty working days, all from the decision of phase 1."""

    def found(self) -> Snapshot:
        """A problem is found on 1 September 2022."""
        return play(DEAL, in_phase_1(), cma("find_problem", "2022-09-01"))

    def test_the_dates(self) -> None:
        """The state funeral of 19 September is left out, and was known from the 10th on."""
        at = self.found()

        assert ("2022-09-08", "2022-09-15") == (last(at, "undertakings_offer"), last(at, "undertakings_consideration"))
        assert "2022-11-10" == last(at, "undertakings_acceptance")
        assert "2022-11-11" == last(settle(DEAL, at, date(2022, 9, 10)), "undertakings_acceptance")

    def test_nothing_falls_by_itself(self) -> None:
        """The CMA is bound to refer: an act, not a lapse."""
        assert "problem_found" == state(self.found(), "2023-06-01")

    def test_accepted_after_an_extension(self) -> None:
        """Forty working days more, once; forty-one are refused."""
        at = play(
            DEAL,
            self.found(),
            ("uk.cma:offer_undertakings", "2022-09-08", "buyer", {}),
            cma("consider_undertakings", "2022-09-15"),
        )

        assert not attempt(DEAL, at, "uk.cma:extend_undertakings", "2022-11-01", "CMA", days=41)
        at = play(DEAL, at, cma("extend_undertakings", "2022-11-01", days=40))
        assert "2023-01-11" == last(at, "undertakings_acceptance")
        assert not attempt(DEAL, at, "uk.cma:extend_undertakings", "2022-11-02", "CMA", days=1)
        at = play(DEAL, at, cma("accept_undertakings", "2023-01-11"))
        assert "cleared_on_undertakings" == state(at)

    @pytest.mark.parametrize(("on", "may"), [("2022-09-07", True), ("2022-09-08", True), ("2022-09-09", False)])
    def test_five_days_to_offer(self, on: str, may: bool) -> None:
        """Through the fifth working day; after it an offer is too late, and the reference follows."""
        at = settle(DEAL, self.found(), date.fromisoformat(on))
        got = attempt(DEAL, at, "uk.cma:offer_undertakings", on, "buyer")

        assert may is bool(got)
        assert may or (isinstance(got, Refusal) and "too late" == got.kind)
        assert attempt(DEAL, at, "uk.cma:refer", on, "CMA")

    def test_a_changed_deal_after_a_clearance(self) -> None:
        """It is notified like any other."""
        at = play(DEAL, in_phase_1(), cma("clear", "2022-08-01"), ("uk.cma:submit_draft", "2022-09-01", "buyer", {}))

        assert "pre_notification" == state(at)

    def test_abandoned_before_a_reference(self) -> None:
        """The parties may give up."""
        assert "cancelled" == state(play(DEAL, self.found(), ("uk.cma:abandon", "2022-09-05", "buyer", {})))


class TestPhase2:
    """Twenty-four weeks, longer for three reasons, and nothing by silence."""

    @pytest.mark.parametrize("day", ["2023-02-28", "2023-03-01", "2023-03-02", "2024-03-01"])
    def test_silence_means_nothing(self, day: str) -> None:
        """The day before, on and after its end the case stands where it stood."""
        assert "phase_2" == state(in_phase_2(), day)

    def test_eight_weeks_once(self) -> None:
        """From the date as it stands; nine weeks are too many, and so is a second time."""
        at = in_phase_2()

        assert not attempt(DEAL, at, "uk.cma:extend", "2022-12-20", "CMA", length="9 weeks")
        at = play(DEAL, at, cma("extend", "2022-12-20", length="8 weeks"))
        assert "2023-04-26" == last(at, "phase_2")
        assert not attempt(DEAL, at, "uk.cma:extend", "2022-12-21", "CMA", length="1 week")

    def test_a_failure_adds_its_days(self) -> None:
        """In force on 3 October, cancelled on the 17th: fourteen calendar days more, then eight weeks from there."""
        at = play(DEAL, in_phase_2(), cma("stop_clock", "2022-10-03"), cma("restart_clock", "2022-10-17"))

        assert "2023-03-15" == last(at, "phase_2")
        at = play(DEAL, at, cma("extend", "2022-12-20", length="8 weeks"))
        assert "2023-05-10" == last(at, "phase_2")

    @pytest.mark.parametrize(("reference", "may"), [("2024-12-31", False), ("2025-01-01", True)])
    def test_by_agreement_since_2025(self, reference: str, may: bool) -> None:
        """Cases referred before the Act of 2024 took force are not extended by agreement."""
        at = play(
            DEAL,
            date(2024, 9, 2),
            ("uk.cma:submit_draft", "2024-09-02", "buyer", {}),
            cma("start_phase_1", "2024-11-18"),
            cma("find_problem", "2024-12-20"),
            cma("refer", reference),
        )

        assert may is bool(attempt(DEAL, at, "uk.cma:extend_by_agreement", "2025-02-03", "CMA", length="4 weeks"))

    def test_agreement_leaves_the_eight_weeks_alone(self) -> None:
        """Each way to extend has limits of its own."""
        at = play(
            DEAL,
            date(2025, 1, 6),
            ("uk.cma:submit_draft", "2025-01-06", "buyer", {}),
            cma("fast_track", "2025-03-03"),
            cma("extend_by_agreement", "2025-05-01", length="10 weeks"),
            cma("extend", "2025-05-02", length="8 weeks"),
        )

        assert date(2025, 3, 3) + timedelta(days=167 + 126) == date.fromisoformat(last(at, "phase_2"))

    @pytest.mark.parametrize(
        ("steps", "where"),
        [
            ((cma("find_no_problem", "2023-02-01"),), "cleared_in_phase_2"),
            ((cma("cancel_reference", "2023-02-01"),), "cancelled"),
            ((cma("publish_adverse_report", "2023-04-26"), cma("prohibit", "2023-06-01")), "prohibited"),
            (
                (cma("publish_adverse_report", "2023-02-08"), cma("accept_final_undertakings", "2023-04-05")),
                "cleared_on_remedies",
            ),
        ],
    )
    def test_the_ends(self, steps: tuple[Step, ...], where: str) -> None:
        """Every way to end is walked."""
        assert where == state(play(DEAL, in_phase_2(), *steps))


class TestRemedies:
    """Twelve weeks beginning with the report, six more once, and the days of a failure."""

    def reported(self) -> Snapshot:
        """An adverse report on Wednesday 26 April 2023."""
        return play(DEAL, in_phase_2(), cma("publish_adverse_report", "2023-04-26"))

    def test_the_dates(self) -> None:
        """The day of the report is the first of 84."""
        at = self.reported()

        assert (
            "2023-07-18"
            == last(at, "final_undertakings")
            == clock_deadline("uk.cma/final_undertakings", "2023-04-26").day.isoformat()
        )
        at = play(DEAL, at, cma("extend", "2023-06-01", length="6 weeks"))
        assert "2023-08-29" == last(at, "final_undertakings")
        assert not attempt(DEAL, at, "uk.cma:extend", "2023-06-02", "CMA", length="1 week")
        at = play(DEAL, at, cma("stop_clock", "2023-06-05"), cma("restart_clock", "2023-06-12"))
        assert "2023-09-05" == last(at, "final_undertakings")
        assert "remedies" == state(at, "2023-12-01")

    def test_seven_weeks_are_too_many(self) -> None:
        """Six are the most."""
        assert not attempt(DEAL, self.reported(), "uk.cma:extend", "2023-06-01", "CMA", length="7 weeks")

    def test_a_prohibited_deal_comes_back_in_another_form(self) -> None:
        """Notified anew in August 2023, its phase 1 ended on 18 October."""
        at = play(
            DEAL,
            self.reported(),
            cma("prohibit", "2023-08-21"),
            ("uk.cma:submit_draft", "2023-08-21", "buyer", {}),
            cma("start_phase_1", "2023-08-22"),
        )

        assert "2023-10-18" == last(at, "phase_1")


class TestClosing:
    """Free until a reference, forbidden after it without consent."""

    def test_nothing_suspends_before_a_reference(self) -> None:
        """During phase 1 the parties may complete at their own risk."""
        at = play(DEAL, signed(), *ACTIVISION)

        assert closes(DEAL, at, "2022-07-20")

    def test_a_condition_of_the_contract_waits_for_clearance(self) -> None:
        """Listed as a condition, completion waits; silence after phase 1 fulfils it."""
        at = play(LISTED, signed(LISTED), *ACTIVISION)

        assert not closes(LISTED, at, "2022-09-01")
        assert closes(LISTED, settle(LISTED, at, date(2022, 9, 2)), "2022-09-02")

    def test_no_completion_in_phase_2_without_consent(self) -> None:
        """A reference forbids, consent allows, the withdrawal of consent forbids again."""
        at = play(DEAL, signed(), *ACTIVISION, cma("find_problem", "2022-09-01"), cma("refer", "2022-09-15"))
        refused = closes(DEAL, at, "2022-10-03")

        assert isinstance(refused, Refusal)
        assert ["prohibition"] == [b.code for b in refused.blockers]
        at = play(DEAL, at, cma("consent", "2022-10-04"))
        assert "2023-03-01" == last(at, "phase_2")
        assert closes(DEAL, at, "2022-10-04")
        assert not closes(DEAL, play(DEAL, at, cma("withdraw_consent", "2022-10-05")), "2022-10-05")

    @pytest.mark.parametrize(
        ("steps", "may"),
        [
            ((), False),
            ((cma("prohibit", "2023-08-01"),), False),
            ((cma("accept_final_undertakings", "2023-08-01"),), True),
        ],
    )
    def test_remedies_and_after(self, steps: tuple[Step, ...], may: bool) -> None:
        """While remedies are open, and once the deal is prohibited, nobody completes."""
        at = play(
            DEAL,
            signed(),
            *ACTIVISION,
            cma("find_problem", "2022-09-01"),
            cma("refer", "2022-09-15"),
            cma("publish_adverse_report", "2023-04-26"),
            *steps,
        )

        assert may is bool(closes(DEAL, at, "2023-08-02"))

    def test_orders(self) -> None:
        """Keeping businesses apart leaves completion free; an order that forbids it does not; a revoked one does."""
        at = play(DEAL, signed(), ("uk.cma.order:order_hold_separate", "2022-02-01", "CMA", {}))
        assert closes(DEAL, at, "2022-02-02")
        at = play(DEAL, at, ("uk.cma.order:forbid_completion", "2022-02-02", "CMA", {}))
        assert not closes(DEAL, at, "2022-02-03")
        at = play(
            DEAL,
            at,
            ("uk.cma.order:derogate", "2022-02-03", "CMA", {"step": "planning"}),
            ("uk.cma.order:revoke", "2022-02-04", "CMA", {}),
        )
        assert closes(DEAL, at, "2022-02-04")


class TestCompletedDeals:
    """Four months from completion, or from the day on which the facts are public."""

    def completed(self) -> Snapshot:
        """Completed on 31 October 2022, learned of the same day."""
        at = play(DEAL, signed(day=date(2022, 10, 3)), ("agreement:close", "2022-10-31", "seller", {}))
        return play(DEAL, at, cma("learn_of_completion", "2022-10-31"))

    def test_four_months(self) -> None:
        """To the end of February, which has no 31st."""
        at = self.completed()

        assert "2023-02-28" == last(at, "four_months")
        assert ("completed", "out_of_time") == (state(at, "2023-02-28"), state(at, "2023-03-01"))

    def test_from_the_day_on_which_the_facts_are_public(self) -> None:
        """Learned on 15 December, public since 30 November: the months run from there."""
        at = play(DEAL, signed(day=date(2022, 10, 3)), ("agreement:close", "2022-10-31", "seller", {}))
        act = Act("uk.cma:learn_of_completion", date(2022, 12, 15), "CMA", effective=date(2022, 11, 30))
        got = decide(DEAL, at, act)

        assert isinstance(got, Event)
        assert "2023-03-30" == last(evolve(DEAL, at, got), "four_months")

    def test_an_enquiry_does_not_restart_them(self) -> None:
        """The CMA asks; the months run on; it may extend them."""
        at = play(DEAL, self.completed(), cma("inquire", "2022-12-01"))

        assert "2023-02-28" == last(at, "four_months")
        at = play(DEAL, at, cma("extend_four_months", "2023-02-01", length="20 days"))
        assert "2023-03-20" == last(at, "four_months")

    def test_a_completed_deal_is_undone(self) -> None:
        """Phase 1 of the CMA's own motion, phase 2, a divestiture; prohibiting is for deals not completed."""
        at = play(
            DEAL,
            self.completed(),
            cma("inquire", "2022-11-01"),
            cma("start_phase_1", "2022-12-01"),
            cma("find_problem", "2023-01-20"),
            cma("refer", "2023-02-15"),
            cma("publish_adverse_report", "2023-07-03"),
        )

        assert not attempt(DEAL, at, "uk.cma:prohibit", "2023-08-01", "CMA")
        assert "divestiture_ordered" == state(play(DEAL, at, cma("order_divestiture", "2023-08-01")))

    def test_it_must_have_completed(self) -> None:
        """No four months without completion."""
        assert not attempt(DEAL, signed(), "uk.cma:learn_of_completion", "2022-02-01", "CMA")

    def test_no_questions_left(self) -> None:
        """An enquiry may end without a decision, before completion as well."""
        at = play(DEAL, signed(), cma("inquire", "2022-02-01"), cma("close_enquiry", "2022-03-01"))

        assert "not_notified" == state(at)
