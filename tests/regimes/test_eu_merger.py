"""EU merger control: phases, stops and extensions, referrals up and down, the standstill, and what silence does."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.calendars import get
from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Act, Event, Refusal, Snapshot, deadline, decide, evolve, settle, start
from dealflow.model import Deal, Need, Party, Terms
from dealflow.regimes.eu_merger import PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "eu.merger/phase_1": "deem_cleared",
    "eu.merger/phase_2": "deem_cleared",
    "eu.merger/remedies": None,
    "eu.merger/offer_1": None,
    "eu.merger/early_offer": None,
    "eu.merger/own_request": None,
    "eu.merger/request": None,
    "eu.merger/referral_2": "referral_time_ends",
    "eu.merger/national": None,
    "eu.merger/down_answer": "agree_by_silence",
    "eu.merger/down_decision": "refer_by_silence",
    "eu.merger/up_answer": "agree_by_silence",
    "eu.merger/up_request": "request_lapses",
    "eu.merger/up_join": "joining_ends",
    "eu.merger/up_decision": "accept_by_silence",
    "eu.merger/exception": None,
}
APPROVED_BY_SILENCE = {("eu.merger", "deemed_cleared")}
#: Facts that imply that the target is there.
DETERMINED = {"eu_merger_referred"}
#: States without an approval in which closing is possible.
CLOSES = {("eu.merger", "outside"), ("eu.merger", "stays_national")}
SIZES = {"eu.merger": (28, 69, 16)}

(MERGER,) = PROCESSES
WORKING = get("eu.commission")
DE = {"target_countries": ("DE",)}
FIGURES = {
    **DE,
    "eu_merger_control": True,
    "eu_merger_world_turnover": 5001,
    "eu_merger_second_eu_turnover": 251,
    "eu_merger_three_states": False,
    "eu_merger_two_thirds": False,
}
DEAL = Deal(
    "mars",
    "Mars and Kellanova",
    [*AGREEMENT, MERGER],
    parties=[Party("buyer", "Buyer", "buyer"), Party("seller", "Seller", "seller")],
    terms={
        "all": Terms("all", buyer="buyer", facts={**DE, "eu_merger_notifiable": True}),
        "none": Terms("none", buyer="buyer", facts={**DE, "eu_merger_notifiable": False}),
        "sent_up": Terms(
            "sent_up", buyer="buyer", facts={**DE, "eu_merger_notifiable": False, "eu_merger_referred": True}
        ),
    },
)
NOTIFIED = date(2025, 5, 16)


def by(who: str, action: str, on: str, **details: Any) -> Step:
    """An act of somebody in the case."""
    return (f"eu.merger:{action}", on, who, details)


def ec(action: str, on: str, **details: Any) -> Step:
    """An act of the Commission."""
    return by("European Commission", action, on, **details)


def state_asks(action: str, on: str, **details: Any) -> Step:
    """An act of a Member State."""
    return by("Member State", action, on, **details)


def effective(at: Snapshot, action: str, on: str, since: str, **details: Any) -> Snapshot:
    """The case after an act of the Commission that takes effect on another day."""
    act = Act(
        f"eu.merger:{action}", date.fromisoformat(on), "European Commission", date.fromisoformat(since), details=details
    )
    got = decide(DEAL, at, act)
    assert isinstance(got, Event), str(got)
    return evolve(DEAL, at, got)


def in_phase_1(day: date = NOTIFIED) -> Snapshot:
    """A case notified on *day*, the agreement signed."""
    on = day.isoformat()
    return play(
        DEAL,
        day,
        ("agreement:negotiate", on, "seller", {}),
        ("agreement:sign", on, "seller", {}),
        by("buyer", "notify", on),
    )


def in_phase_2() -> Snapshot:
    """Phase II opened on 25 June 2025, the last day of Phase I."""
    return play(DEAL, in_phase_1(), ec("open", "2025-06-25"))


def last(at: Snapshot, clock: str = "phase_2") -> str:
    """The date of a clock as it stands."""
    found = deadline(DEAL, at, f"eu.merger/{clock}")
    assert found is not None
    return found.day.isoformat()


def state(at: Snapshot, day: str | None = None) -> str:
    """Where the case stands, on a later day if nobody acts."""
    return (settle(DEAL, at, date.fromisoformat(day)) if day else at).states["eu.merger"]


def refused(at: Snapshot, step: Step) -> Refusal:
    """The refusal of an act."""
    action, on, who, details = step
    got = attempt(DEAL, at, action, on, who, **details)
    assert isinstance(got, Refusal)
    return got


def closes(at: Snapshot, day: str) -> bool:
    """Whether the deal may be closed on a day if nobody acts until then."""
    return bool(attempt(DEAL, settle(DEAL, at, date.fromisoformat(day)), "agreement:close", day, "seller"))


def wd(day: date, n: int) -> str:
    """The *n*-th working day of the Commission after *day*."""
    return WORKING.add_working(day, n).isoformat()


def status(facts: dict[str, Any], day: date = date(2025, 5, 16)) -> str:
    """Whether a notification is needed."""
    return MERGER.applies(Terms("t", facts=facts), day).status


class TestWhenItApplies:
    """Nexus first, then counsel, then the figures."""

    @pytest.mark.parametrize(
        ("facts", "expected"),
        [
            ({"target_countries": ("US",), "buyer_countries": ("DE",)}, Need.NONE),
            ({"target_countries": ()}, Need.NONE),
            ({"target_countries": ("US",), "eu_merger_notifiable": True}, Need.NONE),
            ({**DE, "eu_merger_notifiable": True}, Need.MANDATORY),
            ({**FIGURES, "eu_merger_notifiable": False}, Need.NONE),
            ({**DE, "eu_merger_notifiable": False, "eu_merger_referred": True}, Need.MANDATORY),
            (DE, Need.UNKNOWN),
            ({}, Need.UNKNOWN),
        ],
    )
    def test_nexus_and_counsel(self, facts: dict[str, Any], expected: str) -> None:
        """Without anything in the Union nothing else is asked; a case sent up is the Commission's in any case."""
        assert expected == status(facts)

    @pytest.mark.parametrize(
        ("changed", "expected"),
        [
            ({}, Need.MANDATORY),
            ({"eu_merger_world_turnover": 5000}, Need.NONE),
            ({"eu_merger_second_eu_turnover": 250}, Need.NONE),
            ({"eu_merger_second_eu_turnover": 250, "eu_merger_three_states": True}, Need.MANDATORY),
            ({"eu_merger_world_turnover": 2501, "eu_merger_second_eu_turnover": 101}, Need.NONE),
            (
                {"eu_merger_world_turnover": 2501, "eu_merger_second_eu_turnover": 101, "eu_merger_three_states": True},
                Need.MANDATORY,
            ),
            (
                {"eu_merger_world_turnover": 2500, "eu_merger_second_eu_turnover": 101, "eu_merger_three_states": True},
                Need.NONE,
            ),
            (
                {"eu_merger_world_turnover": 2501, "eu_merger_second_eu_turnover": 100, "eu_merger_three_states": True},
                Need.NONE,
            ),
            ({"eu_merger_two_thirds": True}, Need.NONE),
            ({"eu_merger_control": False}, Need.NONE),
            ({"eu_merger_control": None}, Need.UNKNOWN),
            ({"eu_merger_three_states": None}, Need.MANDATORY),
            ({"eu_merger_world_turnover": 2000, "eu_merger_second_eu_turnover": None}, Need.NONE),
        ],
    )
    def test_the_figures(self, changed: dict[str, Any], expected: str) -> None:
        """Each threshold from its first euro above; what is known decides even where a figure is missing."""
        assert expected == status({k: v for k, v in {**FIGURES, **changed}.items() if v is not None})

    def test_what_is_missing_is_asked(self) -> None:
        """The figures first, then counsel's own determination."""
        found = MERGER.applies(Terms("t", facts=DE), NOTIFIED)

        assert "eu_merger_control" == found.missing[0]
        assert "eu_merger_notifiable" == found.missing[-1]
        assert "million euros" in found.question

    @pytest.mark.parametrize(
        ("day", "expected"),
        [(date(2004, 4, 30), Need.NONE), (date(2004, 5, 1), Need.MANDATORY), (date(2004, 5, 2), Need.MANDATORY)],
    )
    def test_the_regulation_applies_from_2004(self, day: date, expected: str) -> None:
        """The day before, the day and the day after."""
        assert expected == status({**DE, "eu_merger_notifiable": True}, day)

    @pytest.mark.parametrize(
        ("day", "expected"),
        [(date(2020, 12, 31), Need.MANDATORY), (date(2021, 1, 1), Need.NONE), (date(2021, 1, 2), Need.NONE)],
    )
    def test_the_united_kingdom_is_inside_until_2020(self, day: date, expected: str) -> None:
        """A target in the United Kingdom alone is in reach through the transition period."""
        assert expected == status({"target_countries": ("GB",), "eu_merger_notifiable": True}, day)


class TestPhaseOne:
    """25 working days, 35 for commitments or a request, never 45."""

    @pytest.mark.parametrize(
        ("day", "expected"), [("2025-06-24", "phase_1"), ("2025-06-25", "phase_1"), ("2025-06-26", "deemed_cleared")]
    )
    def test_silence_clears_after_the_last_day(self, day: str, expected: str) -> None:
        """16 May 2025 and 25 working days: through 25 June the Commission may decide."""
        assert expected == state(in_phase_1(), day)

    @pytest.mark.parametrize(("day", "may"), [("2025-06-24", False), ("2025-06-25", False), ("2025-06-26", True)])
    def test_nobody_closes_before(self, day: str, may: bool) -> None:
        """The standstill lasts through the last day."""
        assert may is closes(in_phase_1(), day)

    def test_it_needs_no_one_to_close_what_is_not_notifiable(self) -> None:
        """Under terms without a Union dimension the gate is not asked."""
        at = play(DEAL, in_phase_1(), ("agreement:amend_terms", "2025-05-16", "seller", {"terms": "none"}))

        assert closes(at, "2025-05-19")

    def test_commitments_bring_ten_days_once(self) -> None:
        """An offer, an improved one and a request of a Member State: 35 working days in all."""
        at = play(DEAL, in_phase_1(), by("buyer", "offer", "2025-05-28"))
        ten_more = last(at, "phase_1")
        at = play(DEAL, at, by("buyer", "offer", "2025-06-02"), state_asks("request", "2025-06-03"))

        assert "2025-07-09" == ten_more == last(at, "phase_1")
        assert "phase_1_requested" == state(at)

    def test_a_request_brings_ten_days_once(self) -> None:
        """The other way round it is the same."""
        at = play(DEAL, in_phase_1(), state_asks("request", "2025-06-03"), by("buyer", "offer", "2025-06-04"))

        assert "2025-07-09" == last(at, "phase_1")

    # 20 working days after 16 May 2025 end on 18 June, 15 on 11 June.
    @pytest.mark.parametrize(("day", "may"), [("2025-06-17", True), ("2025-06-18", True), ("2025-06-19", False)])
    def test_twenty_days_to_offer(self, day: str, may: bool) -> None:
        """Through working day 20 an offer is in time; after it the Commission accepts one only exceptionally."""
        at = in_phase_1()

        assert may is bool(attempt(DEAL, at, "eu.merger:offer", day, "buyer"))
        assert may is not bool(attempt(DEAL, at, "eu.merger:offer_late", day, "buyer"))

    @pytest.mark.parametrize(("day", "may"), [("2025-06-10", True), ("2025-06-11", True), ("2025-06-12", False)])
    def test_fifteen_days_to_request(self, day: str, may: bool) -> None:
        """A Member State has 15 working days from its copy of the notification."""
        assert may is bool(attempt(DEAL, in_phase_1(), "eu.merger:request", day, "Member State"))

    def test_the_copy_may_come_later(self) -> None:
        """Received three days later the copy gives three more days to ask."""
        at = play(DEAL, in_phase_1(), state_asks("receive_copy", "2025-05-21"))

        assert wd(date(2025, 5, 21), 15) == last(at, "request")
        assert attempt(DEAL, at, "eu.merger:request", "2025-06-13", "Member State")

    def test_an_incomplete_notification_never_started_a_clock(self) -> None:
        """It is no stop: the complete one starts 25 working days of its own."""
        at = play(DEAL, in_phase_1(), ec("declare_incomplete", "2025-06-10", ground="market data"))

        assert "incomplete" == state(at, "2026-05-16")
        at = play(DEAL, at, by("buyer", "notify", "2025-07-01"))
        assert wd(date(2025, 7, 1), 25) == last(at, "phase_1")

    def test_refiling_starts_afresh(self) -> None:
        """Withdrawn on 9 October 2017 and notified again on the 11th: the deadline was 17 November."""
        at = play(
            DEAL,
            in_phase_1(date(2017, 9, 15)),
            by("buyer", "withdraw", "2017-10-09"),
            by("buyer", "notify", "2017-10-11"),
        )

        assert "2017-11-17" == last(at, "phase_1")

    def test_a_stop_in_phase_one(self) -> None:
        """Days 10 to 13 June suspended, both included: four working days more, and nothing falls meanwhile."""
        at = effective(in_phase_1(), "stop", "2025-06-20", "2025-06-10")
        assert "phase_1" == state(at, "2025-12-01")
        at = effective(at, "resume", "2025-06-23", "2025-06-14")

        assert wd(date(2025, 6, 25), 4) == last(at, "phase_1") == "2025-07-01"
        assert wd(date(2025, 6, 18), 4) == last(at, "offer_1")
        assert wd(date(2025, 5, 16), 15) == last(at, "request")

    def test_outside(self) -> None:
        """No concentration: the Commission is out, and the gate with it."""
        at = play(DEAL, in_phase_1(), ec("find_outside", "2025-06-02"))

        assert ("outside", True) == (state(at), closes(at, "2025-06-02"))


class TestPhaseTwo:
    """90 working days from the decision, 125 at most, stops apart."""

    def test_it_counts_from_the_decision(self) -> None:
        """Opened before the end of Phase I, it counts from the opening; 25 June 2025 gives 31 October."""
        early = play(DEAL, in_phase_1(), ec("open", "2025-06-10"))

        assert "2025-10-31" == last(in_phase_2())
        assert wd(date(2025, 6, 10), 90) == last(early) < "2025-10-31"

    @pytest.mark.parametrize(
        ("day", "expected"), [("2025-10-30", "phase_2"), ("2025-10-31", "phase_2"), ("2025-11-01", "deemed_cleared")]
    )
    def test_silence_clears(self, day: str, expected: str) -> None:
        """Through the last day the Commission may decide."""
        assert expected == state(in_phase_2(), day)

    def test_the_published_stop(self) -> None:
        """Mars and Kellanova: stopped from 28 July through 15 September 2025, the new day is 19 December."""
        at = effective(in_phase_2(), "stop", "2025-08-20", "2025-07-28")
        assert "phase_2" == state(at, "2026-06-01")
        at = effective(at, "resume", "2025-09-18", "2025-09-16")

        assert "2025-12-19" == last(at)
        assert ("phase_2", "deemed_cleared") == (state(at, "2025-12-19"), state(at, "2025-12-20"))
        assert clock_deadline("eu.merger/phase_2", "2025-06-25", tolled=[("2025-07-28", "2025-09-15")]).day == date(
            2025, 12, 19
        )

    def test_the_whole_stretch_told_at_once(self) -> None:
        """First and last suspended day in one act give the same."""
        at = play(DEAL, in_phase_2(), ec("resume", "2025-09-18", first="2025-07-28", last="2025-09-15"))

        assert "2025-12-19" == last(at)

    def test_a_second_stop_on_the_next_day(self) -> None:
        """Suspensions on consecutive days are one stretch."""
        at = effective(in_phase_2(), "stop", "2025-08-01", "2025-07-28")
        at = effective(at, "resume", "2025-08-18", "2025-08-16")
        at = effective(at, "stop", "2025-08-18", "2025-08-16")
        at = effective(at, "resume", "2025-09-18", "2025-09-16")

        assert "2025-12-19" == last(at)

    def test_the_day_for_commitments_moves_with_stops_and_extensions(self) -> None:
        """Day 65 is 26 September 2025; ten more days move it day for day, and a stop freezes it."""
        at = play(DEAL, in_phase_2(), ec("extend", "2025-09-01", days=10))
        stopped = effective(effective(at, "stop", "2025-09-20", "2025-09-08"), "resume", "2025-09-20", "2025-09-13")

        assert "2025-09-26" == last(in_phase_2(), "remedies")
        assert wd(date(2025, 9, 26), 10) == last(at, "remedies")
        assert wd(date(2025, 9, 26), 15) == last(stopped, "remedies")
        assert wd(date(2025, 10, 31), 15) == last(stopped)

    # Working day 54 after 25 June 2025 is 11 September, day 55 the 12th.
    @pytest.mark.parametrize(
        ("day", "action", "other", "more"),
        [
            ("2025-09-10", "offer_early", "offer", 0),
            ("2025-09-11", "offer_early", "offer", 0),
            ("2025-09-12", "offer", "offer_early", 15),
        ],
    )
    def test_commitments_before_and_after_day_55(self, day: str, action: str, other: str, more: int) -> None:
        """Before day 55 an offer brings nothing, from it on 15 working days; the day for commitments stays."""
        at = play(DEAL, in_phase_2(), by("buyer", action, day))

        refused(in_phase_2(), by("buyer", other, day))
        assert wd(date(2025, 6, 25), 90 + more) == last(at)
        assert "2025-09-26" == last(at, "remedies")

    def test_days_of_a_stop_do_not_count_towards_day_55(self) -> None:
        """Suspended for two weeks in July, day 55 comes two weeks later."""
        at = effective(
            effective(in_phase_2(), "stop", "2025-07-28", "2025-07-07"), "resume", "2025-07-28", "2025-07-19"
        )

        assert attempt(DEAL, at, "eu.merger:offer_early", "2025-09-25", "buyer")
        refused(at, by("buyer", "offer", "2025-09-25"))
        assert attempt(DEAL, at, "eu.merger:offer", "2025-09-26", "buyer")

    def test_fifteen_days_come_once(self) -> None:
        """A second offer that would bring them again is refused; an improved one is not."""
        at = play(DEAL, in_phase_2(), by("buyer", "offer", "2025-09-15"))

        assert "only once for commitments" in str(refused(at, by("buyer", "offer", "2025-09-16")))
        assert wd(date(2025, 10, 31), 15) == last(play(DEAL, at, by("buyer", "improve_offer", "2025-09-16")))

    def test_the_parties_ask_once_and_early(self) -> None:
        """Within 15 working days, here through 16 July, once; whatever is left takes an agreement."""
        at = play(DEAL, in_phase_2(), by("buyer", "extend_on_request", "2025-07-16", days=10))

        assert wd(date(2025, 10, 31), 10) == last(at)
        refused(at, by("buyer", "extend_on_request", "2025-07-16", days=5))
        refused(in_phase_2(), by("buyer", "extend_on_request", "2025-07-17", days=10))
        refused(in_phase_2(), by("buyer", "extend", "2025-07-17", days=10))

    def test_twenty_days_in_all(self) -> None:
        """Request and agreement have one cap."""
        at = play(DEAL, in_phase_2(), by("buyer", "extend_on_request", "2025-07-01", days=15))

        assert "may not exceed 20 working days in all" in str(refused(at, ec("extend", "2025-09-01", days=6)))
        assert wd(date(2025, 10, 31), 20) == last(play(DEAL, at, ec("extend", "2025-09-01", days=5)))

    def test_microsoft_and_activision_reached_the_ceiling(self) -> None:
        """90 + 10 + 10 + 15 working days from 8 November 2022: 22 May 2023."""
        at = play(
            DEAL,
            in_phase_1(date(2022, 9, 30)),
            ec("open", "2022-11-08"),
            by("buyer", "extend_on_request", "2022-11-17", days=10),
            ec("extend", "2023-02-01", days=10),
        )
        at = play(DEAL, at, by("buyer", "offer", "2023-03-16"))
        free = clock_deadline("eu.merger/phase_2", "2022-11-08", extensions=(10, 10, 15))

        assert "2023-05-22" == last(at) == free.day.isoformat() == wd(date(2022, 11, 8), 125)

    @given(st.lists(st.integers(1, 25), max_size=5))
    def test_no_split_goes_beyond_the_cap(self, split: list[int]) -> None:
        """However it is cut up, agreements bring no more than 20 working days, and whatever fits is granted."""
        at, granted = in_phase_2(), 0
        for n in split:
            got = attempt(DEAL, at, "eu.merger:extend", "2025-09-01", "European Commission", days=n)

            assert (granted + n <= 20) == bool(got)
            if isinstance(got, Event):
                at, granted = evolve(DEAL, at, got), granted + n
        assert last(at) == (wd(date(2025, 10, 31), granted) if granted else "2025-10-31")

    @given(st.dates(date(2025, 6, 26), date(2025, 10, 31)), st.integers(1, 120))
    def test_a_stop_never_shortens(self, first: date, days: int) -> None:
        """Each working day inside a stop comes back at the end; nothing else does."""
        stop = (first, first + timedelta(days=days - 1))
        end = clock_deadline("eu.merger/phase_2", "2025-06-25", tolled=[stop]).day
        free = WORKING.working_between(date(2025, 6, 26), end) - WORKING.working_between(stop[0], min(stop[1], end))

        assert end >= date(2025, 10, 31)
        assert 90 == free

    def test_two_stops_over_christmas_an_extension_and_an_offer(self) -> None:
        """Made up; each day counted apart, by the working days that remain in the period as it stood."""
        at = play(DEAL, in_phase_1(date(2024, 9, 2)), ec("open", "2024-10-04"), ec("stop", "2024-12-11"))
        at = effective(at, "resume", "2025-01-15", "2025-01-15")
        assert "2025-03-17" == last(at)
        at = effective(at, "stop", "2025-02-10", "2025-02-03")
        at = effective(at, "resume", "2025-02-25", "2025-02-21")
        assert ("2025-04-04", "2025-02-28") == (last(at), last(at, "remedies"))
        at = play(DEAL, at, ec("extend", "2025-02-26", days=10))
        assert ("2025-04-23", "2025-03-14", "2025-01-24") == (last(at), last(at, "remedies"), last(at, "early_offer"))
        at = play(DEAL, at, by("buyer", "offer", "2025-02-27"))

        assert "2025-05-16" == last(at)
        assert ("phase_2", "deemed_cleared") == (state(at, "2025-05-16"), state(at, "2025-05-17"))

    def test_commitments_in_phase_one_and_a_stop_over_christmas(self) -> None:
        """Made up: 35 working days from 28 November 2023, of which 18 December to 9 January do not count."""
        at = play(DEAL, in_phase_1(date(2023, 11, 28)), by("buyer", "offer", "2023-12-14"))
        assert "2024-01-25" == last(at, "phase_1")
        at = effective(at, "stop", "2023-12-20", "2023-12-18")
        at = effective(at, "resume", "2024-01-11", "2024-01-10")

        assert "2024-02-08" == last(at, "phase_1")

    def test_the_commission_may_resume_by_itself_since_2023(self) -> None:
        """Not under Regulation 802/2004, but since 1 September 2023."""
        old = play(DEAL, in_phase_1(date(2023, 3, 1)), ec("open", "2023-04-05"), ec("stop", "2023-05-02"))
        now = play(DEAL, in_phase_2(), ec("stop", "2025-08-01"))

        assert "too early" == refused(old, ec("resume_unasked", "2023-08-31")).kind
        assert attempt(DEAL, old, "eu.merger:resume_unasked", "2023-09-01", "European Commission")
        assert attempt(DEAL, now, "eu.merger:resume_unasked", "2025-08-15", "European Commission")

    @pytest.mark.parametrize(
        ("opened", "rule"),
        [("2023-08-31", "Regulation (EC) No 802/2004"), ("2023-09-01", "Implementing Regulation (EU) 2023/914")],
    )
    def test_which_implementing_regulation(self, opened: str, rule: str) -> None:
        """The day for commitments follows the regulation in force when the phase was opened."""
        found = clock_deadline("eu.merger/remedies", opened)

        assert rule in {c.text for c in found.citations}

    @pytest.mark.parametrize(
        ("action", "expected"),
        [("clear", "cleared"), ("clear_with_conditions", "cleared_conditions"), ("prohibit", "prohibited")],
    )
    def test_the_decisions(self, action: str, expected: str) -> None:
        """A clearance opens the gate, a prohibition closes it for good."""
        at = play(DEAL, in_phase_2(), ec(action, "2025-10-31"))

        assert (expected, expected != "prohibited") == (state(at), closes(at, "2025-10-31"))
        assert expected == state(at, "2026-10-31")

    def test_nobody_else_decides(self) -> None:
        """A clearance comes from the Commission."""
        assert "wrong actor" == refused(in_phase_2(), by("buyer", "clear", "2025-10-01")).kind


class TestStandstill:
    """Nobody closes before clearance, but for the exceptions of article 7."""

    def test_before_notification(self) -> None:
        """Signed and not notified: closing is blocked by the Commission alone."""
        at = play(
            DEAL,
            NOTIFIED,
            ("agreement:negotiate", "2025-05-16", "seller", {}),
            ("agreement:sign", "2025-05-16", "seller", {}),
        )
        got = attempt(DEAL, at, "agreement:close", "2025-05-19", "seller")

        assert isinstance(got, Refusal)
        assert {"European Commission"} == {b.authority for b in got.blockers}

    @pytest.mark.parametrize(("action", "who"), [("derogate", "European Commission"), ("rely_on_public_bid", "buyer")])
    def test_a_derogation_or_a_public_bid(self, action: str, who: str) -> None:
        """From its day on closing is permitted, in either phase, until a prohibition."""
        at = play(DEAL, in_phase_1(), by(who, action, "2025-05-20", **{"from": "2025-06-02"}))
        later = play(DEAL, at, ec("open", "2025-06-25"))
        gone = play(DEAL, at, by("buyer", "withdraw", "2025-06-03"))

        assert [False, True] == [closes(at, day) for day in ("2025-06-01", "2025-06-02")]
        assert closes(later, "2025-06-30")
        assert not closes(play(DEAL, later, ec("prohibit", "2025-10-31")), "2025-10-31")
        assert not closes(gone, "2025-06-03")

    def test_a_stop_does_not_lift_it(self) -> None:
        """Illumina closed while the clock stood still: that is a breach."""
        at = effective(in_phase_2(), "stop", "2025-08-18", "2025-08-11")

        assert not closes(at, "2025-08-18")
        assert not closes(at, "2027-08-18")

    def test_what_follows_a_closing_in_breach(self) -> None:
        """Interim measures and an order to dissolve presuppose a closing."""
        refused(in_phase_2(), ec("impose_interim_measures", "2025-07-01"))
        at = play(
            DEAL,
            in_phase_1(),
            ec("derogate", "2025-05-19", **{"from": "2025-05-19"}),
            ("agreement:close", "2025-05-20", "seller", {}),
            ec("open", "2025-06-25"),
            ec("impose_interim_measures", "2025-07-01"),
            ec("prohibit", "2025-10-31"),
            ec("order_dissolution", "2025-11-15"),
            by("buyer", "dissolve", "2026-03-01"),
        )

        assert "dissolved" == state(at)

    @pytest.mark.parametrize("action", ["clear", "clear_with_conditions", "prohibit"])
    def test_a_changed_concentration_is_notified_again(self, action: str) -> None:
        """Cleared for other terms or prohibited: another notification starts another Phase I and nobody closes."""
        at = play(DEAL, in_phase_2(), ec(action, "2025-10-01"), by("buyer", "notify", "2025-11-03"))

        assert wd(date(2025, 11, 3), 25) == last(at, "phase_1")
        assert not closes(at, "2025-11-03")

    @pytest.mark.parametrize("action", ["clear", "prohibit"])
    def test_annulled(self, action: str) -> None:
        """After a judgment the concentration is examined again from Phase I, and may not be closed meanwhile."""
        at = play(DEAL, in_phase_2(), ec(action, "2025-10-31"), by("court", "annul", "2026-03-02"))
        again = play(DEAL, at, by("buyer", "notify", "2026-03-16"))

        assert not closes(at, "2026-03-02")
        assert wd(date(2026, 3, 16), 25) == last(again, "phase_1")


class TestReferralDown:
    """Articles 4(4) and 9."""

    def test_from_phase_one(self) -> None:
        """Asked for and referred whole: 45 working days for the national authority, and the Commission is out."""
        at = play(DEAL, in_phase_1(), state_asks("request", "2025-06-03"), ec("refer", "2025-07-09"))

        assert ("referred", wd(date(2025, 7, 9), 45)) == (state(at, "2026-01-01"), last(at, "national"))
        assert closes(at, "2025-07-10")
        at = play(DEAL, at, by("national authority", "inform", "2025-09-01"))
        assert "referred_informed" == state(at)

    def test_only_where_it_was_asked_for(self) -> None:
        """Nothing is referred without a request."""
        assert "not from this state" == refused(in_phase_1(), ec("refer", "2025-06-10")).kind

    def test_in_part(self) -> None:
        """A part goes, the rest stays and is decided in time."""
        at = play(
            DEAL,
            in_phase_1(),
            state_asks("request", "2025-06-03"),
            ec("refer_part", "2025-07-09", part="retail, Germany"),
            ec("clear", "2025-07-09"),
        )

        assert "cleared" == state(at)

    def requested(self) -> Snapshot:
        """Phase II with a request undecided; 65 working days from 9 July 2025 end on 10 October."""
        return play(DEAL, in_phase_1(), state_asks("request", "2025-06-03"), ec("open", "2025-07-09"))

    @pytest.mark.parametrize(("reminded", "after"), [(True, "referred"), (False, "phase_2")])
    def test_sixty_five_days_in_phase_two(self, reminded: bool, after: str) -> None:
        """With a reminder the case counts as referred on the day after; without one it stays."""
        at = self.requested()
        end = date.fromisoformat(last(at, "referral_2"))
        if reminded:
            at = play(DEAL, at, state_asks("remind", "2025-09-01"))

        assert wd(date(2025, 7, 9), 65) == end.isoformat()
        assert [False, False, True] == [state(at, (end + timedelta(days=n)).isoformat()) == after for n in (-1, 0, 1)]

    def test_objections_end_it(self) -> None:
        """Once the Commission has taken that step nothing is deemed referred, and Phase II has run on."""
        at = play(DEAL, self.requested(), state_asks("remind", "2025-09-01"), ec("object", "2025-09-15"))

        assert "phase_2" == state(at, "2025-10-30")
        assert wd(date(2025, 7, 9), 90) == last(at)

    def test_a_refusal_to_refer_ends_it(self) -> None:
        """After it nothing is deemed referred, reminder or not."""
        at = play(DEAL, self.requested(), state_asks("remind", "2025-09-01"), ec("keep", "2025-09-15"))

        assert "phase_2" == state(at, "2025-10-30")
        assert "not from this state" == refused(at, ec("refer", "2025-09-16")).kind

    @pytest.mark.parametrize("action", ["refer", "refer_part"])
    def test_referred_in_phase_two(self, action: str) -> None:
        """By decision, whole or in part."""
        at = play(DEAL, self.requested(), ec(action, "2025-09-01"))

        assert ("referred" if action == "refer" else "phase_2") == state(at)

    def test_before_notification(self) -> None:
        """15 working days for the Member State, 25 for the Commission, both silent: referred as asked."""
        at = play(DEAL, NOTIFIED, by("buyer", "submit_down", "2025-05-16"))

        assert [wd(NOTIFIED, 15), wd(NOTIFIED, 25)] == [last(at, "down_answer"), last(at, "down_decision")]
        assert ["down_submitted", "down_agreed", "down_agreed", "referred"] == [
            state(at, day) for day in ("2025-06-11", "2025-06-12", "2025-06-25", "2025-06-26")
        ]

    def test_before_notification_by_decision(self) -> None:
        """The Member State may disagree, the Commission may keep the case or give a part of it."""
        at = play(DEAL, NOTIFIED, by("buyer", "submit_down", "2025-05-16"))
        agreed = play(DEAL, at, state_asks("agree", "2025-05-20"))

        assert "pre_notification" == state(play(DEAL, at, state_asks("disagree", "2025-05-20")))
        assert "pre_notification" == state(play(DEAL, agreed, ec("decline", "2025-05-21")))
        assert "pre_notification" == state(play(DEAL, agreed, ec("refer_part", "2025-05-21")))
        assert "referred" == state(play(DEAL, agreed, ec("refer", "2025-05-21")))
        assert wd(NOTIFIED, 25) == last(agreed, "down_decision")


class TestReferralUp:
    """Articles 4(5) and 22."""

    def test_at_the_parties_wish(self) -> None:
        """Silence of the Member States for 15 working days makes the case the Commission's; one no ends it."""
        at = play(DEAL, NOTIFIED, by("buyer", "submit_up", "2025-05-16"))

        assert ["up_submitted", "up_agreed"] == [state(at, "2025-06-11"), state(at, "2025-06-12")]
        assert "stays_national" == state(play(DEAL, at, state_asks("disagree", "2025-06-11")))
        assert "phase_1" == state(play(DEAL, at, by("buyer", "notify", "2025-06-20")))

    def known(self) -> Snapshot:
        """Made known to a Member State on 16 May 2025."""
        return play(DEAL, NOTIFIED, state_asks("make_known", "2025-05-16"))

    @pytest.mark.parametrize(("day", "may"), [("2025-06-10", True), ("2025-06-11", True), ("2025-06-12", False)])
    def test_fifteen_days_for_the_request(self, day: str, may: bool) -> None:
        """After them the case stays where it is."""
        assert may is bool(attempt(DEAL, self.known(), "eu.merger:request_up", day, "Member State"))
        assert ("known" if may else "stays_national") == state(self.known(), day)

    def test_fifteen_to_join_and_ten_to_decide(self) -> None:
        """Silence of the Commission takes the case; the standstill holds from the request on, whatever the figures."""
        at = play(DEAL, self.known(), state_asks("request_up", "2025-05-20"), state_asks("join_up", "2025-05-27"))
        joined = date.fromisoformat(wd(date(2025, 5, 20), 15))
        decided = date.fromisoformat(wd(joined, 10))
        one = timedelta(days=1)

        assert ["up_requested", "up_pending", "up_pending", "up_accepted"] == [
            state(at, day.isoformat()) for day in (joined, joined + one, decided, decided + one)
        ]
        assert "stays_national" == state(play(DEAL, at, ec("decline_up", "2025-06-18")))
        taken = play(DEAL, at, ec("accept_up", "2025-06-18"))
        assert "phase_1" == state(play(DEAL, taken, by("buyer", "notify", "2025-07-01")))

    def test_illumina_and_grail(self) -> None:
        """Asked for on 9 March 2021, told on the 10th: the Commission took the case on the last day, 19 April."""
        at = play(
            DEAL,
            date(2021, 2, 19),
            state_asks("make_known", "2021-02-19"),
            state_asks("request_up", "2021-03-09"),
            ec("tell_others", "2021-03-10"),
        )
        pending = settle(DEAL, at, date(2021, 4, 1))

        assert "2021-03-31" == last(at, "up_join")
        assert "2021-04-19" == last(pending, "up_decision")
        assert "up_accepted" == state(play(DEAL, at, ec("accept_up", "2021-04-19")))

    def test_the_standstill_holds_below_the_thresholds(self) -> None:
        """From the request on nobody closes, even under terms that need no notification."""
        at = play(
            DEAL,
            NOTIFIED,
            ("agreement:negotiate", "2025-05-16", "seller", {}),
            ("agreement:sign", "2025-05-16", "seller", {}),
            ("agreement:amend_terms", "2025-05-16", "seller", {"terms": "none"}),
            state_asks("make_known", "2025-05-16"),
        )
        asked = play(DEAL, at, state_asks("request_up", "2025-05-20"))

        assert closes(at, "2025-05-20")
        assert not closes(asked, "2025-05-20")

    @pytest.mark.parametrize("way", ["request", "submission"])
    def test_a_case_that_has_gone_up_is_held_until_it_is_cleared(self, way: str) -> None:
        """It can be notified only where the terms say that it has gone up: on that the standstill rests."""
        up = {
            "request": (
                state_asks("make_known", "2025-05-16"),
                state_asks("request_up", "2025-05-20"),
                ec("accept_up", "2025-06-20"),
            ),
            "submission": (by("buyer", "submit_up", "2025-05-16"),),
        }
        at = play(
            DEAL,
            NOTIFIED,
            ("agreement:negotiate", "2025-05-16", "seller", {}),
            ("agreement:sign", "2025-05-16", "seller", {}),
            ("agreement:amend_terms", "2025-05-16", "seller", {"terms": "none"}),
            *up[way],
        )
        assert not closes(at, "2025-06-23")
        assert "eu_merger_referred" in str(refused(at, by("buyer", "notify", "2025-06-23")))

        told = ("agreement:amend_terms", "2025-06-23", "seller", {"terms": "sent_up"})
        at = play(DEAL, at, told, by("buyer", "notify", "2025-06-24"))
        assert not closes(at, "2025-06-25")
        assert closes(play(DEAL, at, ec("clear", "2025-07-01")), "2025-07-01")

    def test_a_referral_annulled_takes_everything_with_it(self) -> None:
        """The prohibition falls with the jurisdiction, and the gate opens."""
        at = play(DEAL, in_phase_2(), ec("prohibit", "2025-10-31"), by("court", "annul_referral", "2026-09-03"))

        assert ("outside", True) == (state(at), closes(at, "2026-09-03"))


def test_the_hold_is_only_for_a_clearance_under_these_terms() -> None:
    """A clearance covers the buyer and what is sold."""
    assert {"buyer", "sold"} == set(MERGER.covers)


@pytest.mark.parametrize("state_name", ["cleared", "cleared_conditions", "deemed_cleared"])
def test_a_clearance_is_an_approval(state_name: str) -> None:
    """The three ways to be cleared, and no other state, are approvals."""
    assert {"cleared", "cleared_conditions", "deemed_cleared"} == {s.name for s in MERGER.states if s.approval}
    assert "cleared" == MERGER.state(state_name).ends


def test_a_question_asked_before_2004_has_no_answer() -> None:
    """The clocks did not exist under the regulation before."""
    with pytest.raises(ValueError, match="did not exist"):
        clock_deadline("eu.merger/phase_1", "2004-04-30")
    assert clock_deadline("eu.merger/phase_1", "2004-05-03").provisional


def test_start() -> None:
    """Nothing runs before a notification."""
    assert "pre_notification" == start(DEAL, NOTIFIED).states["eu.merger"]
