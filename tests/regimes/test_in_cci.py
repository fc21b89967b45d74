"""Indian merger control: two laws, two clocks, what stops them, and what silence approves."""

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
from dealflow.regimes.in_cci import PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {"in.cci/prima_facie": "opinion_time_ends", "in.cci/review": "review_time_ends"}
APPROVED_BY_SILENCE = {("in.cci", "deemed_approved")}
SIZES = {"in.cci": (11, 11, 2), "in.cci.questions": (3, 5, 0)}

CCI, QUESTIONS = PROCESSES
FACTS = {"target_countries": ("IN",), "in_cci_notifiable": True}
DEAL = Deal(
    "in",
    "a target in India",
    [*AGREEMENT, *PROCESSES],
    parties=[Party("buyer", "Buyer", "buyer"), Party("seller", "Seller", "seller")],
    terms={
        "all": Terms("all", buyer="buyer", facts=FACTS),
        "other": Terms("other", buyer="seller", facts=FACTS),
    },
)


def filed(on: str) -> Snapshot:
    """Signed, and notice given on a day."""
    signed: tuple[Step, ...] = (("agreement:negotiate", on, "seller", {}), ("agreement:sign", on, "seller", {}))
    return play(DEAL, start(DEAL, date.fromisoformat(on)), *signed, ("in.cci:file", on, "buyer", {}))


def last(at: Snapshot, clock: str) -> str:
    """The date of a clock as it stands."""
    found = deadline(DEAL, at, f"in.cci/{clock}")
    assert found is not None
    return found.day.isoformat()


def state(at: Snapshot, day: str | None = None) -> str:
    """Where the review stands, on a later day if nobody acts."""
    return (settle(DEAL, at, date.fromisoformat(day)) if day else at).states["in.cci"]


def closes(at: Snapshot, day: str) -> Event | Refusal:
    """An attempt to close."""
    return attempt(DEAL, at, "agreement:close", day, "seller")


class TestWhenItApplies:
    """A target in India, and counsel's word."""

    @pytest.mark.parametrize("process", PROCESSES, ids=lambda p: p.id)
    @pytest.mark.parametrize(
        ("facts", "status", "missing"),
        [
            ({"target_countries": ("US",)}, Need.NONE, ()),
            (FACTS, Need.MANDATORY, ()),
            ({**FACTS, "in_cci_notifiable": False}, Need.NONE, ()),
            ({"in_cci_notifiable": True}, Need.MANDATORY, ()),
            ({}, Need.UNKNOWN, ("target_countries", "in_cci_notifiable")),
            ({"target_countries": ("IN",)}, Need.UNKNOWN, ("in_cci_notifiable",)),
        ],
    )
    def test_facts(self, process: Any, facts: dict[str, Any], status: str, missing: tuple[str, ...]) -> None:
        """Each fact decides as far as it can; the rest is asked."""
        found = process.applies(Terms("t", facts=facts), date(2024, 1, 2))

        assert (status, missing) == (found.status, found.missing)

    @pytest.mark.parametrize(
        ("day", "status"),
        [("2011-05-31", Need.NONE), ("2011-06-01", Need.MANDATORY), ("2011-06-02", Need.MANDATORY)],
    )
    def test_around_the_first_day(self, day: str, status: str) -> None:
        """The day before, on and after merger control takes force."""
        assert status == CCI.applies(Terms("t", facts=FACTS), date.fromisoformat(day)).status


class TestTwoLaws:
    """30 working days and 210 days before 10 September 2024, 30 and 150 calendar days since."""

    # Under the old law 16 September (Milad un-Nabi) and 2 October (Gandhi) are left out; under the new nothing is.
    @pytest.mark.parametrize(
        ("start_day", "opinion", "review"),
        [
            ("2024-09-09", "2024-10-23", "2025-04-07"),
            ("2024-09-10", "2024-10-10", "2025-02-07"),
            ("2024-09-11", "2024-10-11", "2025-02-08"),
        ],
    )
    def test_around_the_day_of_change(self, start_day: str, opinion: str, review: str) -> None:
        """Both clocks out of a deal and in one, the day before, on and after."""
        at = filed(start_day)

        assert opinion == clock_deadline("in.cci/prima_facie", start_day).day.isoformat() == last(at, "prima_facie")
        assert review == clock_deadline("in.cci/review", start_day).day.isoformat() == last(at, "review")

    def test_a_running_review_keeps_its_law(self) -> None:
        """A notice of 9 September 2024 is not shortened on the 10th."""
        at = settle(DEAL, filed("2024-09-09"), date(2024, 9, 20))

        assert ("2024-10-23", "2025-04-07") == (last(at, "prima_facie"), last(at, "review"))


class TestSilence:
    """Since the change both clocks approve, before it only the second."""

    @pytest.mark.parametrize(
        ("day", "stands", "may"),
        [
            ("2024-11-30", "first_stage", False),
            ("2024-12-01", "first_stage", False),
            ("2024-12-02", "deemed_approved", True),
        ],
    )
    def test_thirty_days(self, day: str, stands: str, may: bool) -> None:
        """Notice of 1 November 2024: the last day is 1 December, a Sunday."""
        assert "2024-12-01" == last(filed("2024-11-01"), "prima_facie")
        assert stands == state(filed("2024-11-01"), day)
        assert may is bool(closes(filed("2024-11-01"), day))

    @pytest.mark.parametrize(
        ("day", "stands", "may"),
        [("2024-10-23", "first_stage_old_law", False), ("2024-10-24", "opinion_late", False)],
    )
    def test_thirty_working_days_approve_nothing(self, day: str, stands: str, may: bool) -> None:
        """Under the old law the opinion is late and the review goes on."""
        at = filed("2024-09-09")

        assert stands == state(at, day)
        assert may is bool(closes(at, day))
        assert "2025-04-07" == last(settle(DEAL, at, date.fromisoformat(day)), "review")

    @pytest.mark.parametrize(
        ("day", "stands"),
        [("2025-04-06", "opinion_late"), ("2025-04-07", "opinion_late"), ("2025-04-08", "deemed_approved")],
    )
    def test_two_hundred_and_ten_days_do(self, day: str, stands: str) -> None:
        """The day before the last, the last day, the day after."""
        assert stands == state(filed("2024-09-09"), day)

    @pytest.mark.parametrize(
        ("day", "stands"),
        [("2025-03-30", "second_stage"), ("2025-03-31", "second_stage"), ("2025-04-01", "deemed_approved")],
    )
    def test_a_hundred_and_fifty_days_count_from_the_notice(self, day: str, stands: str) -> None:
        """Not from the opinion: notice of 1 November 2024, opinion on the 20th, last day 31 March 2025."""
        at = play(DEAL, filed("2024-11-01"), ("in.cci:investigate", "2024-11-20", "CCI", {}))

        assert "2025-03-31" == last(at, "review")
        assert stands == state(at, day)


class TestStops:
    """Time for defects and for information does not count, in either clock."""

    @pytest.mark.parametrize(("ask", "done"), [("find_defects", "remove_defects"), ("ask", "answer")])
    def test_ten_days(self, ask: str, done: str) -> None:
        """Asked on 10 November, done on the 20th: both ends move by ten days."""
        at = play(
            DEAL,
            filed("2024-11-01"),
            (f"in.cci.questions:{ask}", "2024-11-10", "CCI", {}),
            (f"in.cci.questions:{done}", "2024-11-20", "buyer", {}),
        )

        assert ("2024-12-11", "2025-04-10") == (last(at, "prima_facie"), last(at, "review"))

    def test_nothing_is_approved_meanwhile(self) -> None:
        """While an answer is out no silence approves, however long."""
        at = play(DEAL, filed("2024-11-01"), ("in.cci.questions:ask", "2024-11-30", "CCI", {}))

        assert "first_stage" == state(at, "2026-01-01")
        assert not closes(at, "2026-01-01")

    def test_working_days_stand_still_too(self) -> None:
        """Under the old law five working days are lost from Monday to the next Monday: 23 October becomes the 30th."""
        at = play(
            DEAL,
            filed("2024-09-09"),
            ("in.cci.questions:ask", "2024-09-23", "CCI", {}),
            ("in.cci.questions:answer", "2024-09-30", "buyer", {}),
        )

        assert "2024-10-30" == last(at, "prima_facie")

    def test_twice(self) -> None:
        """Three days for defects and four for information make seven."""
        at = play(
            DEAL,
            filed("2024-11-01"),
            ("in.cci.questions:find_defects", "2024-11-04", "CCI", {}),
            ("in.cci.questions:remove_defects", "2024-11-07", "seller", {}),
            ("in.cci.questions:ask", "2024-11-11", "CCI", {}),
            ("in.cci.questions:answer", "2024-11-15", "seller", {}),
        )

        assert ("2024-12-08", "2025-04-07") == (last(at, "prima_facie"), last(at, "review"))

    def test_an_old_question_does_not_stop_a_new_stage_for_ever(self) -> None:
        """The CCI may say that it no longer waits."""
        at = play(
            DEAL,
            filed("2024-11-01"),
            ("in.cci.questions:ask", "2024-11-10", "CCI", {}),
            ("in.cci.questions:close", "2024-11-12", "CCI", {}),
        )

        assert "2024-12-03" == last(at, "prima_facie")

    @pytest.mark.parametrize("ask", ["find_defects", "ask"])
    def test_no_questions_without_a_notice(self, ask: str) -> None:
        """There is nothing to ask about before the notice."""
        assert not attempt(DEAL, start(DEAL, date(2024, 11, 1)), f"in.cci.questions:{ask}", "2024-11-02", "CCI")

    def test_no_defects_in_the_second_stage(self) -> None:
        """Defects belong to the first stage, questions to both."""
        at = play(DEAL, filed("2024-11-01"), ("in.cci:investigate", "2024-11-20", "CCI", {}))

        assert not attempt(DEAL, at, "in.cci.questions:find_defects", "2024-11-21", "CCI")
        assert attempt(DEAL, at, "in.cci.questions:ask", "2024-11-21", "CCI")

    @given(st.sampled_from(["prima_facie", "review"]), st.integers(0, 29), st.integers(0, 90))
    def test_a_stop_moves_the_end_by_its_length(self, clock: str, offset: int, lasts: int) -> None:
        """However long the answer takes, never back."""
        first = date(2024, 11, 2) + timedelta(days=offset)
        stop = [(first, first + timedelta(days=lasts))]
        plain = clock_deadline(f"in.cci/{clock}", "2024-11-01").day

        assert plain + timedelta(days=lasts + 1) == clock_deadline(f"in.cci/{clock}", "2024-11-01", tolled=stop).day


class TestGreenChannel:
    """The filing is the approval."""

    @pytest.mark.parametrize(("day", "may"), [("2019-08-14", False), ("2019-08-15", True), ("2019-08-16", True)])
    def test_since_15_august_2019(self, day: str, may: bool) -> None:
        """The day before, on and after."""
        at = start(DEAL, date(2019, 8, 1))

        assert may is bool(attempt(DEAL, at, "in.cci:file_green_channel", day, "buyer"))

    def test_closing_the_same_day(self) -> None:
        """No clock runs, and the gate is open at once."""
        at = play(
            DEAL,
            start(DEAL, date(2024, 11, 1)),
            ("agreement:negotiate", "2024-11-01", "seller", {}),
            ("agreement:sign", "2024-11-01", "seller", {}),
        )
        assert not closes(at, "2024-11-01")
        at = play(DEAL, at, ("in.cci:file_green_channel", "2024-11-01", "buyer", {}))

        assert None is deadline(DEAL, at, "in.cci/review")
        assert closes(at, "2024-11-01")


class TestEnds:
    """One path to each."""

    @pytest.mark.parametrize("action", ["approve", "approve_with_modifications"])
    @pytest.mark.parametrize("second", [False, True])
    def test_approved(self, action: str, second: bool) -> None:
        """In the first stage and in the second."""
        steps: list[Step] = [("in.cci:investigate", "2024-11-15", "CCI", {})] if second else []
        at = play(DEAL, filed("2024-11-01"), *steps, (f"in.cci:{action}", "2024-11-20", "CCI", {}))

        assert closes(at, "2024-11-20")

    def test_prohibited(self) -> None:
        """Only after an investigation; then nobody may close."""
        assert not attempt(DEAL, filed("2024-11-01"), "in.cci:prohibit", "2024-11-20", "CCI")
        at = play(
            DEAL,
            filed("2024-11-01"),
            ("in.cci:investigate", "2024-11-15", "CCI", {}),
            ("in.cci:prohibit", "2025-02-01", "CCI", {}),
        )
        refused = closes(at, "2025-02-01")

        assert isinstance(refused, Refusal)
        assert "prohibition" in {b.code for b in refused.blockers}

    def test_invalid(self) -> None:
        """A notice returned has started nothing; another one starts anew, under the law of its own day."""
        at = play(DEAL, filed("2024-09-09"), ("in.cci:return_as_invalid", "2024-09-13", "CCI", {}))

        assert "invalid" == state(at, "2026-01-01")
        at = play(DEAL, at, ("in.cci:file", "2024-09-16", "buyer", {}))
        assert ("first_stage", "2024-10-16") == (state(at), last(at, "prima_facie"))

    def test_another_buyer_needs_another_notice(self) -> None:
        """What was approved was this buyer."""
        at = play(
            DEAL,
            filed("2024-11-01"),
            ("in.cci:approve", "2024-11-20", "CCI", {}),
            ("agreement:amend_terms", "2024-11-21", "seller", {"terms": "other"}),
        )

        assert not closes(at, "2024-11-21")
        assert attempt(DEAL, at, "in.cci:file", "2024-11-22", "buyer")

    def test_nobody_else_approves(self) -> None:
        """A party does not speak for the CCI."""
        refused = attempt(DEAL, filed("2024-11-01"), "in.cci:approve", "2024-11-20", "buyer")

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind
