"""The foreign subsidies review: two phases, stops, commitments, and a silence that permits."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.calendars import get
from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Act, Event, Refusal, Snapshot, deadline, decide, evolve, settle
from dealflow.model import Deal, Need, Party, Terms
from dealflow.regimes.eu_fsr import PROCESSES
from dealflow.regimes.eu_merger import PROCESSES as MERGER
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "eu.fsr/preliminary": "fall_silent",
    "eu.fsr/in_depth": "fall_silent",
    "eu.fsr/early_offer": None,
}
APPROVED_BY_SILENCE = {("eu.fsr", "may_implement")}
SIZES = {"eu.fsr": (9, 17, 3)}

(SUBSIDIES,) = PROCESSES
WORKING = get("eu.commission")
DE = {"target_countries": ("DE",)}
FIGURES = {**DE, "eu_fsr_turnover": 500, "eu_fsr_contributions": 51}
DEAL = Deal(
    "covestro",
    "ADNOC and Covestro",
    [*AGREEMENT, *MERGER, SUBSIDIES],
    parties=[Party("buyer", "Buyer", "buyer"), Party("seller", "Seller", "seller")],
    terms={"all": Terms("all", buyer="buyer", facts={**DE, "eu_fsr_notifiable": True, "eu_merger_notifiable": False})},
)
NOTIFIED = date(2025, 5, 15)
OPENED = date(2025, 7, 28)


def by(who: str, action: str, on: str, **details: Any) -> Step:
    """An act of somebody in the case."""
    return (f"eu.fsr:{action}", on, who, details)


def ec(action: str, on: str, **details: Any) -> Step:
    """An act of the Commission."""
    return by("European Commission", action, on, **details)


def effective(at: Snapshot, action: str, on: str, since: str) -> Snapshot:
    """The case after an act of the Commission that takes effect on another day."""
    got = decide(
        DEAL, at, Act(f"eu.fsr:{action}", date.fromisoformat(on), "European Commission", date.fromisoformat(since))
    )
    assert isinstance(got, Event), str(got)
    return evolve(DEAL, at, got)


def preliminary() -> Snapshot:
    """Signed and notified on 15 May 2025."""
    on = NOTIFIED.isoformat()
    signed: tuple[Step, ...] = (("agreement:negotiate", on, "seller", {}), ("agreement:sign", on, "seller", {}))
    return play(DEAL, NOTIFIED, *signed, by("buyer", "notify", on))


def in_depth() -> Snapshot:
    """Opened on 28 July 2025, after stops."""
    at = effective(preliminary(), "stop", "2025-06-10", "2025-06-02")
    return play(DEAL, effective(at, "resume", "2025-07-18", "2025-07-15"), ec("open", "2025-07-28"))


def last(at: Snapshot, clock: str = "in_depth") -> str:
    """The date of a clock as it stands."""
    found = deadline(DEAL, at, f"eu.fsr/{clock}")
    assert found is not None
    return found.day.isoformat()


def state(at: Snapshot, day: str | None = None) -> str:
    """Where the case stands, on a later day if nobody acts."""
    return (settle(DEAL, at, date.fromisoformat(day)) if day else at).states["eu.fsr"]


def closes(at: Snapshot, day: str) -> bool:
    """Whether the deal may be closed on a day if nobody acts until then."""
    return bool(attempt(DEAL, settle(DEAL, at, date.fromisoformat(day)), "agreement:close", day, "seller"))


def wd(day: date, n: int) -> str:
    """The *n*-th working day of the Commission after *day*."""
    return WORKING.add_working(day, n).isoformat()


class TestWhenItApplies:
    """Target in the Union, 500 million euros of turnover there, more than 50 million from third countries."""

    @pytest.mark.parametrize(
        ("facts", "expected"),
        [
            ({"target_countries": ("US",)}, Need.NONE),
            ({"target_countries": ("GB",), "eu_fsr_notifiable": True}, Need.NONE),
            (FIGURES, Need.MANDATORY),
            ({**FIGURES, "eu_fsr_turnover": 499}, Need.NONE),
            ({**FIGURES, "eu_fsr_contributions": 50}, Need.NONE),
            ({**FIGURES, "eu_fsr_notifiable": False}, Need.NONE),
            ({**DE, "eu_fsr_notifiable": True}, Need.MANDATORY),
            ({**DE, "eu_fsr_turnover": 499}, Need.NONE),
            ({**DE, "eu_fsr_turnover": 500}, Need.UNKNOWN),
            (DE, Need.UNKNOWN),
            ({}, Need.UNKNOWN),
        ],
    )
    def test_the_figures(self, facts: dict[str, Any], expected: str) -> None:
        """Each threshold at its edge; what is known decides as far as it can."""
        assert expected == SUBSIDIES.applies(Terms("t", facts=facts), NOTIFIED).status

    @pytest.mark.parametrize(
        ("day", "expected"),
        [(date(2023, 10, 11), Need.NONE), (date(2023, 10, 12), Need.MANDATORY), (date(2023, 10, 13), Need.MANDATORY)],
    )
    def test_from_october_2023(self, day: date, expected: str) -> None:
        """The day before, the day and the day after."""
        assert expected == SUBSIDIES.applies(Terms("t", facts=FIGURES), day).status

    def test_what_is_missing_is_asked(self) -> None:
        """The figures first, then counsel's own determination."""
        found = SUBSIDIES.applies(Terms("t", facts=DE), NOTIFIED)

        assert ("eu_fsr_turnover", "eu_fsr_contributions", "eu_fsr_notifiable") == found.missing


class TestPreliminary:
    """25 working days, which may be stopped."""

    # 15 May 2025 and 25 working days.
    @pytest.mark.parametrize(
        ("day", "expected"),
        [("2025-06-23", "preliminary"), ("2025-06-24", "preliminary"), ("2025-06-25", "may_implement")],
    )
    def test_silence_permits(self, day: str, expected: str) -> None:
        """Through the last day the Commission may open an in-depth investigation; after it the deal may be closed."""
        assert expected == state(preliminary(), day)
        assert (expected == "may_implement") is closes(preliminary(), day)
        assert date(2025, 6, 24) == clock_deadline("eu.fsr/preliminary", "2025-05-15").day

    def test_stops_keep_it_open(self) -> None:
        """ADNOC and Covestro: notified on 15 May, opened on 28 July 2025, still within 25 working days that counted."""
        at = effective(preliminary(), "stop", "2025-06-10", "2025-06-02")
        assert "preliminary" == state(at, "2026-06-01")
        at = effective(at, "resume", "2025-07-18", "2025-07-15")
        suspended = WORKING.working_between(date(2025, 6, 2), date(2025, 7, 14))

        assert wd(NOTIFIED, 25 + suspended) == last(at, "preliminary")
        assert OPENED.isoformat() <= last(at, "preliminary")
        assert attempt(DEAL, at, "eu.fsr:open", "2025-07-28", "European Commission")

    def test_an_incomplete_notification(self) -> None:
        """No clock has run; the complete one starts its own."""
        at = play(DEAL, preliminary(), ec("declare_incomplete", "2025-06-02"))

        assert "incomplete" == state(at, "2026-06-01")
        assert wd(date(2025, 7, 1), 25) == last(play(DEAL, at, by("buyer", "notify", "2025-07-01")), "preliminary")

    def test_withdrawn_and_notified_again(self) -> None:
        """Another notification starts afresh; meanwhile nobody closes."""
        at = play(DEAL, preliminary(), by("buyer", "withdraw", "2025-06-02"))

        assert ("withdrawn", False) == (state(at, "2026-06-01"), closes(at, "2026-06-01"))
        assert wd(date(2025, 7, 1), 25) == last(play(DEAL, at, by("seller", "notify", "2025-07-01")), "preliminary")

    @pytest.mark.parametrize("action", ["clear", "clear_with_conditions", "prohibit"])
    def test_a_changed_concentration_is_notified_again(self, action: str) -> None:
        """A decision is for what was notified: another notification starts another review."""
        at = play(DEAL, in_depth(), ec(action, "2025-10-01"), by("buyer", "notify", "2025-11-03"))

        assert wd(date(2025, 11, 3), 25) == last(at, "preliminary")
        assert not closes(at, "2025-11-03")


class TestInDepth:
    """90 working days from the opening."""

    @pytest.mark.parametrize(
        ("day", "expected"), [("2025-12-01", "in_depth"), ("2025-12-02", "in_depth"), ("2025-12-03", "may_implement")]
    )
    def test_the_published_day(self, day: str, expected: str) -> None:
        """Opened on 28 July 2025, the last day is 2 December; silence permits."""
        assert "2025-12-02" == last(in_depth())
        assert expected == state(in_depth(), day)

    # Working day 54 after 28 July 2025 is 13 October.
    @pytest.mark.parametrize(
        ("day", "action", "other", "more"),
        [
            ("2025-10-10", "offer_early", "offer", 0),
            ("2025-10-13", "offer_early", "offer", 0),
            ("2025-10-14", "offer", "offer_early", 15),
        ],
    )
    def test_commitments_before_and_after_day_55(self, day: str, action: str, other: str, more: int) -> None:
        """Before day 55 an offer brings nothing, from it on 15 working days."""
        at = play(DEAL, in_depth(), by("buyer", action, day))

        assert not attempt(DEAL, in_depth(), f"eu.fsr:{other}", day, "buyer")
        assert wd(OPENED, 90 + more) == last(at)

    def test_fifteen_days_come_once(self) -> None:
        """Improved commitments bring none again."""
        at = play(DEAL, in_depth(), by("buyer", "offer", "2025-10-14"))

        assert not attempt(DEAL, at, "eu.fsr:offer", "2025-10-15", "buyer")
        assert wd(OPENED, 105) == last(play(DEAL, at, by("buyer", "improve_offer", "2025-10-15")))
        assert wd(OPENED, 105) == clock_deadline("eu.fsr/in_depth", OPENED, variant="commitments").day.isoformat()

    @given(st.lists(st.integers(1, 25), max_size=5))
    def test_no_split_goes_beyond_twenty(self, split: list[int]) -> None:
        """However it is cut up, 20 working days in all, and whatever fits is granted."""
        at, granted = in_depth(), 0
        for n in split:
            got = attempt(DEAL, at, "eu.fsr:extend", "2025-09-01", "European Commission", days=n)

            assert (granted + n <= 20) == bool(got)
            if isinstance(got, Event):
                at, granted = evolve(DEAL, at, got), granted + n
        assert last(at) == wd(OPENED, 90 + granted)

    def test_a_stop_moves_it_by_its_working_days(self) -> None:
        """18 to 29 August 2025 suspended: ten working days."""
        at = effective(in_depth(), "stop", "2025-09-01", "2025-08-18")
        at = effective(at, "resume", "2025-09-01", "2025-08-30")
        told = play(DEAL, in_depth(), ec("resume", "2025-09-01", first="2025-08-18", last="2025-08-29"))

        assert wd(OPENED, 100) == last(at) == last(told)

    @pytest.mark.parametrize(
        ("action", "expected"),
        [("clear", "cleared"), ("clear_with_conditions", "cleared_conditions"), ("prohibit", "prohibited")],
    )
    def test_the_decisions(self, action: str, expected: str) -> None:
        """A clearance opens the gate, a prohibition closes it for good."""
        at = play(DEAL, in_depth(), ec(action, "2025-11-14"))

        assert (expected, expected != "prohibited") == (state(at, "2026-11-14"), closes(at, "2025-11-14"))

    def test_cleared_in_the_preliminary_review(self) -> None:
        """Closed without an in-depth investigation: the gate is open."""
        assert closes(play(DEAL, preliminary(), ec("clear", "2025-06-20")), "2025-06-20")


def test_one_commission_two_approvals() -> None:
    """A deal that needs both waits for both: merger clearance in May does not open the gate of November."""
    both = Deal(
        "both",
        "both at once",
        DEAL.processes,
        parties=DEAL.parties,
        terms={
            "all": Terms("all", buyer="buyer", facts={**DE, "eu_fsr_notifiable": True, "eu_merger_notifiable": True})
        },
    )
    on = NOTIFIED.isoformat()
    at = play(
        both,
        NOTIFIED,
        ("agreement:negotiate", on, "seller", {}),
        ("agreement:sign", on, "seller", {}),
        ("eu.merger:notify", on, "buyer", {}),
        by("buyer", "notify", on),
        ("eu.merger:clear", "2025-06-12", "European Commission", {}),
    )
    got = attempt(both, at, "agreement:close", "2025-06-12", "seller")

    assert isinstance(got, Refusal)
    assert {"eu.fsr"} == {b.process for b in got.blockers}
    assert attempt(both, play(both, at, ec("clear", "2025-06-20")), "agreement:close", "2025-06-20", "seller")


def test_no_clock_before_the_duty() -> None:
    """Nothing is notified before 12 October 2023."""
    with pytest.raises(ValueError, match="did not exist"):
        clock_deadline("eu.fsr/preliminary", "2023-10-11")
    assert wd(date(2023, 10, 12), 25) == clock_deadline("eu.fsr/preliminary", "2023-10-12").day.isoformat()
