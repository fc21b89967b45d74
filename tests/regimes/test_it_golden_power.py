"""Italian golden power: when it applies, 45 days in two readings, what suspends them, and what silence does."""

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
from dealflow.regimes.it_golden_power import PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "it.golden_power/pre_notification": None,
    "it.golden_power/review": "fall_silent",
    "it.golden_power/company_answer": None,
    "it.golden_power/others_answer": None,
    "it.golden_power.plan_5g/review": "fall_silent",
}
APPROVED_BY_SILENCE = {("it.golden_power", "deemed_cleared"), ("it.golden_power.plan_5g", "deemed_approved")}
#: Facts that imply that the target is there.
DETERMINED = {"it_5g_plan"}
SIZES = {"it.golden_power": (19, 20, 4), "it.golden_power.plan_5g": (6, 6, 1)}

POWER, PLAN = PROCESSES
GP, PL = "it.golden_power", "it.golden_power.plan_5g"
FACTS = {"target_countries": ("IT",), "it_golden_power_notifiable": True, "it_5g_plan": False}
OPENING = date(2024, 1, 2)


def deal_of(readings: dict[str, str] | None = None, **facts: Any) -> Deal:
    """A signed-to-be deal with a target in Italy."""
    return Deal(
        "it",
        "a target in Italy",
        [*AGREEMENT, *PROCESSES],
        parties=[Party("buyer", "Buyer", "buyer"), Party("seller", "Seller", "seller")],
        terms={
            "all": Terms("all", buyer="buyer", facts={**FACTS, **facts}),
            "other": Terms("other", buyer="seller", facts={**FACTS, **facts}),
        },
        readings={f"{GP}/{clock}": [name] for clock, name in (readings or {}).items()},
    )


DEAL = deal_of()
SIGNED: tuple[Step, ...] = (
    ("agreement:negotiate", "2024-01-02", "seller", {}),
    ("agreement:sign", "2024-01-03", "seller", {}),
)
COMPLETE: tuple[Step, ...] = (
    (f"{GP}:notify", "2024-01-08", "buyer", {}),
    (f"{GP}:find_complete", "2024-01-10", "Presidency", {}),
)


def reviewed(deal: Deal = DEAL) -> Snapshot:
    """Signed, and the notification complete on Wednesday 10 January 2024."""
    return play(deal, OPENING, *SIGNED, *COMPLETE)


def last(at: Snapshot, clock: str = f"{GP}/review", deal: Deal = DEAL) -> str:
    """The date of a clock as it stands."""
    found = deadline(deal, at, clock)
    assert found is not None
    return found.day.isoformat()


def state(at: Snapshot, process: str = GP) -> str:
    """Where a process stands."""
    return at.states[process]


def on(at: Snapshot, day: str, deal: Deal = DEAL) -> Snapshot:
    """The deal on a later day if nobody acts."""
    return settle(deal, at, date.fromisoformat(day))


def closes(at: Snapshot, day: str, deal: Deal = DEAL) -> Event | Refusal:
    """An attempt to close."""
    return attempt(deal, at, "agreement:close", day, "seller")


class TestWhenItApplies:
    """First whether anything is in Italy, then what counsel has determined; else the questions."""

    @pytest.mark.parametrize("process", PROCESSES, ids=lambda p: p.id)
    def test_nothing_in_italy(self, process: Any) -> None:
        """Without anything in Italy no further fact is asked."""
        found = process.applies(Terms("t", facts={"target_countries": ("FR", "DE")}), OPENING)

        assert (Need.NONE, ()) == (found.status, found.missing)

    @pytest.mark.parametrize(("process", "fact"), [(POWER, "it_golden_power_notifiable"), (PLAN, "it_5g_plan")])
    @pytest.mark.parametrize(("told", "status"), [(True, Need.MANDATORY), (False, Need.NONE)])
    def test_counsel_decides(self, process: Any, fact: str, told: bool, status: str) -> None:
        """What counsel has determined stands."""
        assert status == process.applies(Terms("t", facts={"target_countries": ("IT",), fact: told}), OPENING).status

    def test_what_is_missing_is_asked(self) -> None:
        """Both questions where nothing is known, one where the target is known to be in Italy."""
        nothing = POWER.applies(Terms("t"), OPENING)
        here = POWER.applies(Terms("t", facts={"target_countries": ("IT",)}), OPENING)

        assert (Need.UNKNOWN, ("target_countries", "it_golden_power_notifiable")) == (nothing.status, nothing.missing)
        assert (Need.UNKNOWN, ("it_golden_power_notifiable",)) == (here.status, here.missing)
        assert "notified under the Italian golden power rules" in here.question

    @pytest.mark.parametrize(
        ("day", "status"),
        [("2012-03-15", Need.NONE), ("2012-03-16", Need.MANDATORY), ("2012-03-17", Need.MANDATORY)],
    )
    def test_around_the_day_of_the_decree(self, day: str, status: str) -> None:
        """The day before, on and after."""
        assert status == POWER.applies(Terms("t", facts=FACTS), date.fromisoformat(day)).status


class TestTheCount:
    """45 days from the complete notification, in two readings."""

    # Wed 10 Jan 2024 + 45 days = Sat 24 Feb, which stays; 15 business days in January, 21 in February, 9 in March.
    @pytest.mark.parametrize(("reading", "day"), [("calendar_days", "2024-02-24"), ("business_days", "2024-03-13")])
    def test_two_readings(self, reading: str, day: str) -> None:
        """The same in a deal and out of one, and the reading is named."""
        deal = deal_of({"review": reading})
        told = clock_deadline(f"{GP}/review", "2024-01-10", readings=reading)

        assert day == told.day.isoformat()
        assert day == last(reviewed(deal), deal=deal)
        assert any(reading.split("_", maxsplit=1)[0] in said for said in told.readings)

    def test_the_default_is_the_word_of_the_decree(self) -> None:
        """Calendar days where nobody chooses."""
        assert "2024-02-24" == last(reviewed())

    @pytest.mark.parametrize(
        ("day", "stands"),
        [("2024-02-23", "review"), ("2024-02-24", "review"), ("2024-02-25", "deemed_cleared")],
    )
    def test_silence_clears(self, day: str, stands: str) -> None:
        """The day before the last, the last day itself, the day after."""
        assert stands == state(on(reviewed(), day))

    def test_a_veto_on_the_last_day(self) -> None:
        """Through the last day the powers can be used, on the day after no longer."""
        act = f"{GP}:veto"

        assert attempt(DEAL, reviewed(), act, "2024-02-24", "Presidency")
        assert not attempt(DEAL, reviewed(), act, "2024-02-25", "Presidency")

    def test_an_incomplete_notification_starts_nothing(self) -> None:
        """No count before completeness: the notification found incomplete is made again."""
        at = play(
            DEAL,
            OPENING,
            (f"{GP}:notify", "2024-01-08", "buyer", {}),
            (f"{GP}:find_incomplete", "2024-01-12", "Presidency", {}),
        )

        assert None is deadline(DEAL, at, f"{GP}/review")
        assert "incomplete" == state(on(at, "2025-01-01"))
        again = play(
            DEAL,
            at,
            (f"{GP}:notify", "2024-02-01", "buyer", {}),
            (f"{GP}:find_complete", "2024-02-01", "Presidency", {}),
        )
        assert "2024-03-17" == last(again)


class TestQuestions:
    """One question to the company and one to others suspend the count, each once."""

    ASK: Step = (f"{GP}:ask_company", "2024-01-20", "Presidency", {})
    ANSWER: Step = (f"{GP}:company_answers", "2024-01-29", "buyer", {})
    ASK_OTHERS: Step = (f"{GP}:ask_others", "2024-02-05", "Presidency", {})
    OTHERS: Step = (f"{GP}:others_answer", "2024-02-20", "Presidency", {})

    def test_nine_days_to_answer(self) -> None:
        """Asked on the 20th, answered on the 29th: nine days later than 24 February."""
        at = play(DEAL, reviewed(), self.ASK, self.ANSWER)

        assert "company_answered" == state(at)
        assert "2024-03-04" == last(at)

    def test_both(self) -> None:
        """Nine days for the company and fifteen for others."""
        at = play(DEAL, reviewed(), self.ASK, self.ANSWER, self.ASK_OTHERS, self.OTHERS)

        assert "all_answered" == state(at)
        assert "2024-03-19" == last(at)

    def test_in_the_other_order(self) -> None:
        """Others first and the company then."""
        at = play(
            DEAL,
            reviewed(),
            (f"{GP}:ask_others", "2024-01-20", "Presidency", {}),
            (f"{GP}:others_answer", "2024-01-29", "Presidency", {}),
            (f"{GP}:ask_company", "2024-02-05", "Presidency", {}),
            (f"{GP}:company_answers", "2024-02-20", "seller", {}),
        )

        assert "all_answered" == state(at)
        assert "2024-03-19" == last(at)

    def test_business_days_stand_still_too(self) -> None:
        """Of 22 to 26 January five business days are lost: 13 March becomes 20 March."""
        deal = deal_of({"review": "business_days"})
        at = play(
            deal,
            reviewed(deal),
            (f"{GP}:ask_company", "2024-01-22", "Presidency", {}),
            (f"{GP}:company_answers", "2024-01-29", "buyer", {}),
        )

        assert "2024-03-20" == last(at, deal=deal)

    @pytest.mark.parametrize("reading", ["calendar_days", "business_days"])
    @pytest.mark.parametrize(
        ("clock", "days"),
        [("company_answer", ("2024-01-20", "2024-01-24")), ("others_answer", ("2024-01-30", "2024-02-07"))],
    )
    def test_ten_days_and_twenty(self, clock: str, days: tuple[str, str], reading: str) -> None:
        """Ten for the company and twenty for others, in either reading, from 10 January 2024."""
        told = clock_deadline(f"{GP}/{clock}", "2024-01-10", readings=reading)

        assert days[reading == "business_days"] == told.day.isoformat()

    def test_nothing_falls_while_it_is_suspended(self) -> None:
        """Neither the answer overdue nor the old end of the review lets anything fall."""
        at = play(DEAL, reviewed(), self.ASK)

        assert "2024-01-30" == last(at, f"{GP}/company_answer")
        assert "company_asked" == state(on(at, "2025-01-01"))

    @pytest.mark.parametrize("again", ["ask_company", "ask_others"])
    def test_each_only_once(self, again: str) -> None:
        """After both have answered the count cannot be suspended again."""
        at = play(DEAL, reviewed(), self.ASK, self.ANSWER, self.ASK_OTHERS, self.OTHERS)

        assert not attempt(DEAL, at, f"{GP}:{again}", "2024-02-21", "Presidency")

    def test_the_company_is_not_asked_twice(self) -> None:
        """Having answered, the company is not asked again; others may be."""
        at = play(DEAL, reviewed(), self.ASK, self.ANSWER)

        assert not attempt(DEAL, at, f"{GP}:ask_company", "2024-02-01", "Presidency")
        assert attempt(DEAL, at, f"{GP}:ask_others", "2024-02-01", "Presidency")

    @given(st.integers(0, 44), st.integers(0, 60))
    def test_a_suspension_moves_the_end_by_its_length(self, asked: int, lasts: int) -> None:
        """However long the answer takes, the end moves by just those days, never back."""
        first = date(2024, 1, 11) + timedelta(days=asked)
        stop = [(first, first + timedelta(days=lasts))]
        plain = clock_deadline(f"{GP}/review", "2024-01-10").day

        assert plain + timedelta(days=lasts + 1) == clock_deadline(f"{GP}/review", "2024-01-10", tolled=stop).day


class TestProlongation:
    """The European cooperation prolongs the term by what the act says."""

    @pytest.mark.parametrize(("length", "day"), [("15 days", "2024-03-10"), ("35 days", "2024-03-30")])
    def test_by_the_length_named(self, length: str, day: str) -> None:
        """The end moves by the length of the act."""
        at = play(DEAL, reviewed(), (f"{GP}:prolong", "2024-02-01", "Presidency", {"length": length}))

        assert day == last(at)

    @pytest.mark.parametrize(("on_day", "may"), [("2020-10-10", False), ("2020-10-11", True), ("2020-10-12", True)])
    def test_not_before_the_cooperation_began(self, on_day: str, may: bool) -> None:
        """The day before, on and after 11 October 2020."""
        at = play(
            DEAL,
            start(DEAL, date(2020, 10, 1)),
            (f"{GP}:notify", "2020-10-01", "buyer", {}),
            (f"{GP}:find_complete", "2020-10-01", "Presidency", {}),
        )

        assert may is bool(attempt(DEAL, at, f"{GP}:prolong", on_day, "Presidency", length="15 days"))


class TestDrafts:
    """Before notifying, the Presidency can be asked whether to."""

    DRAFT: Step = (f"{GP}:submit_draft", "2024-01-02", "buyer", {})

    @pytest.mark.parametrize(("day", "may"), [("2022-09-23", False), ("2022-09-24", True), ("2022-09-25", True)])
    def test_since_24_september_2022(self, day: str, may: bool) -> None:
        """The day before, on and after the decree."""
        at = start(DEAL, date(2022, 9, 1))

        assert may is bool(attempt(DEAL, at, f"{GP}:submit_draft", day, "buyer"))

    def test_thirty_days_and_no_silence(self) -> None:
        """An answer is due in 30 days; without one nothing is cleared, and the deal can be notified."""
        at = play(DEAL, OPENING, self.DRAFT)

        assert "2024-02-01" == last(at, f"{GP}/pre_notification")
        late = on(at, "2024-06-01")
        assert "draft_submitted" == state(late)
        assert attempt(DEAL, late, f"{GP}:notify", "2024-06-01", "buyer")

    @pytest.mark.parametrize(
        ("answer", "may"), [("find_out_of_scope", True), ("see_no_ground", True), ("ask_for_notification", False)]
    )
    def test_three_answers(self, answer: str, may: bool) -> None:
        """Two of the three let the deal close."""
        at = play(DEAL, OPENING, *SIGNED[:1], *SIGNED[1:], (f"{GP}:submit_draft", "2024-01-04", "buyer", {}))
        at = play(DEAL, at, (f"{GP}:{answer}", "2024-01-20", "Presidency", {}))

        assert may is bool(closes(at, "2024-01-20"))


class TestClosing:
    """Nothing closes before the Presidency has decided or was silent."""

    @pytest.mark.parametrize("steps", [0, 1, 2])
    def test_not_before(self, steps: int) -> None:
        """Neither unnotified nor notified nor under review."""
        at = play(DEAL, OPENING, *SIGNED, *COMPLETE[:steps])
        refused = closes(at, "2024-02-24")

        assert isinstance(refused, Refusal)
        assert [GP] == [b.process for b in refused.blockers]

    def test_by_silence(self) -> None:
        """On the day after the last day."""
        assert not closes(reviewed(), "2024-02-24")
        assert closes(reviewed(), "2024-02-25")

    @pytest.mark.parametrize(("action", "may"), [("clear", True), ("impose_conditions", True), ("veto", False)])
    def test_by_decision(self, action: str, may: bool) -> None:
        """Cleared, with conditions or without; or vetoed."""
        at = play(DEAL, reviewed(), (f"{GP}:{action}", "2024-02-01", "Presidency", {}))

        assert may is bool(closes(at, "2024-02-01"))

    def test_a_veto_forbids_even_a_deal_that_need_not_be_notified(self) -> None:
        """A prohibition stands whatever the rule of application says."""
        deal = deal_of(it_golden_power_notifiable=False)
        at = play(deal, reviewed(deal), (f"{GP}:veto", "2024-02-01", "Presidency", {}))

        assert not closes(at, "2024-02-02", deal)
        assert closes(reviewed(deal), "2024-02-02", deal)

    def test_another_buyer_needs_another_review(self) -> None:
        """What was cleared was this buyer: with another one the gate is shut until notified anew."""
        at = play(
            DEAL,
            reviewed(),
            (f"{GP}:clear", "2024-02-01", "Presidency", {}),
            ("agreement:amend_terms", "2024-02-02", "seller", {"terms": "other"}),
        )

        assert not closes(at, "2024-02-02")
        assert attempt(DEAL, at, f"{GP}:notify", "2024-02-02", "buyer")

    def test_nobody_else_clears(self) -> None:
        """A party does not speak for the Presidency."""
        refused = attempt(DEAL, reviewed(), f"{GP}:clear", "2024-02-01", "buyer")

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind


class TestPlans:
    """A plan of purchases for 5G networks: 30 days, more if the Presidency takes them, silence approves."""

    PLANNED = deal_of(it_golden_power_notifiable=False, it_5g_plan=True)

    def filed(self) -> Snapshot:
        """The plan notified on 10 January 2024."""
        return play(self.PLANNED, OPENING, *SIGNED, (f"{PL}:notify_plan", "2024-01-10", "buyer", {}))

    @pytest.mark.parametrize(
        ("day", "stands"),
        [("2024-02-08", "review"), ("2024-02-09", "review"), ("2024-02-10", "deemed_approved")],
    )
    def test_thirty_days(self, day: str, stands: str) -> None:
        """The day before the last, the last day, the day after."""
        assert stands == state(on(self.filed(), day, self.PLANNED), PL)
        assert (stands == "deemed_approved") is bool(closes(self.filed(), day, self.PLANNED))

    def test_extension(self) -> None:
        """The end moves by the days taken."""
        at = play(self.PLANNED, self.filed(), (f"{PL}:extend", "2024-02-01", "Presidency", {"days": 20}))

        assert "2024-02-29" == last(at, f"{PL}/review", self.PLANNED)

    @pytest.mark.parametrize(("action", "may"), [("approve", True), ("approve_with_conditions", True), ("veto", False)])
    def test_decisions(self, action: str, may: bool) -> None:
        """Approved, with conditions or without; or not."""
        at = play(self.PLANNED, self.filed(), (f"{PL}:{action}", "2024-01-20", "Presidency", {}))

        assert may is bool(closes(at, "2024-01-20", self.PLANNED))
