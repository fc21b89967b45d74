"""German investment screening: two phases counted in months, stops, extensions, silence, and what comes after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dealflow as df
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Act, Event, Refusal, Snapshot, deadline, decide, evolve, settle, start
from dealflow.model import Deal, Need, Party, Terms
from dealflow.model.bound import Condition
from dealflow.regimes.de_awv import LAW_DAYS, PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "de.awv/certificate": "certify_by_silence",
    "de.awv/opening": "opening_lapses",
    "de.awv/sector_opening": "release_by_silence",
    "de.awv/review": "fall_silent",
    "de.awv/sector_review": "fall_silent",
    "de.awv/own_motion": "five_years_pass",
}
APPROVED_BY_SILENCE: set[tuple[str, str]] = {
    ("de.awv", "deemed_certified"),
    ("de.awv", "deemed_released"),
    ("de.awv", "unopposed"),
}
#: States without an approval in which closing is possible.
CLOSES = {("de.awv", "time_barred")}
SIZES: dict[str, tuple[int, int, int]] = {"de.awv": (22, 45, 6)}

(AWV,), (AGREE,) = PROCESSES, AGREEMENT
ONE = timedelta(days=1)
PARTIES = [Party("fujian", "Grand Chip", "buyer"), Party("target", "Target SE", "seller")]

CHINESE: dict[str, Any] = {"target_countries": ("DE", "US"), "buyer_countries": ("CN", "DE")}
FREE: dict[str, Any] = {
    **CHINESE, "de_voting_rights": 60,
    "de_defence_sector": False, "de_critical_sector": False, "de_technology_sector": False,
}  # fmt: skip
LISTED: dict[str, Any] = {**FREE, "de_technology_sector": True}
CRITICAL: dict[str, Any] = {**FREE, "de_critical_sector": True}
DEFENCE: dict[str, Any] = {**FREE, "de_defence_sector": True}


def case(facts: dict[str, Any], *, listed: bool = False) -> Deal:
    """A takeover of a German company under *facts*; *listed* if the contract asks for German clearance."""
    terms = {
        "all": Terms("all", buyer="fujian", facts=facts),
        "more": Terms("more", buyer="other", facts=facts),
    }
    conditions = [Condition("de.awv", "clause 5")] if listed else []
    return Deal("case", "A takeover", [AGREE, AWV], parties=PARTIES, terms=terms, conditions=conditions)


BY = {
    **dict.fromkeys(("apply_certificate", "report", "report_sector", "withdraw"), "fujian"),
    **dict.fromkeys(("file_again", "record_contract"), "fujian"),
    "annul": "court",
}  # fmt: skip
Did = tuple[str, str] | tuple[str, str, dict[str, Any]]


def run(deal: Deal, first: Snapshot | date, *steps: Did) -> Snapshot:
    """The German process after *steps*."""
    acts: list[Step] = [(f"de.awv:{a}", on, BY.get(a, "Ministry"), dict(*rest)) for a, on, *rest in steps]
    return play(deal, first, *acts)


def signed(deal: Deal, on: str) -> Snapshot:
    """The deal with an agreement signed on *on*."""
    return play(
        deal, date.fromisoformat(on), ("agreement:negotiate", on, "fujian", {}), ("agreement:sign", on, "fujian", {})
    )


def closes(deal: Deal, at: Snapshot, on: str) -> Event | Refusal:
    """An attempt to close."""
    return attempt(deal, at, "agreement:close", on, "fujian")


def state(at: Snapshot) -> str:
    """Where the German process is."""
    return at.process("de.awv").state


def last(deal: Deal, at: Snapshot, clock: str) -> str | None:
    """The date of a clock as it stands."""
    found = deadline(deal, at, f"de.awv/{clock}")
    return found.day.isoformat() if found else None


def counted(clock: str, begun: str, **more: Any) -> str:
    """The date of a clock outside any deal."""
    return df.deadline(f"de.awv/{clock}", begun, **more).day.isoformat()


class TestWhenItApplies:
    """First the place, then counsel's word, then share and sector by the law of the day."""

    @pytest.mark.parametrize("facts", [{"target_countries": ("FR",)}, {"target_countries": ()}])
    def test_nothing_in_germany(self, facts: dict[str, Any]) -> None:
        """Without anything in Germany nothing is asked, whoever buys."""
        found = AWV.applies(Terms("t", facts={**facts, "buyer_countries": ("CN",)}), date(2022, 1, 3))

        assert (Need.NONE, ()) == (found.status, found.missing)
        assert "nothing in Germany" in found.reason

    @pytest.mark.parametrize(
        ("buyer", "status"),
        [
            (("DE",), Need.NONE), (("FR",), Need.NONE), (("CH", "DE"), Need.NONE), (("NO",), Need.NONE),
            (("US",), Need.MANDATORY),
        ],
    )  # fmt: skip
    def test_buyers_of_the_union_are_not_screened_across_sectors(self, buyer: tuple[str, ...], status: str) -> None:
        """Nor are those of the Free Trade Association; a buyer from elsewhere is."""
        terms = Terms("t", facts={**LISTED, "buyer_countries": buyer})

        assert status == AWV.applies(terms, date(2022, 1, 3)).status

    @pytest.mark.parametrize(("on", "status"), [("2020-01-31", Need.NONE), ("2020-02-01", Need.VOLUNTARY)])
    def test_british_buyers_are_screened_since_they_left(self, on: str, status: str) -> None:
        """Until 31 January 2020 a British buyer is one of the Union."""
        terms = Terms("t", facts={**FREE, "buyer_countries": ("GB",)})

        assert status == AWV.applies(terms, date.fromisoformat(on)).status

    def test_defence_is_screened_for_every_foreigner(self) -> None:
        """In the defence sector a French buyer reports as well, a German one does not."""
        french = AWV.applies(Terms("t", facts={**DEFENCE, "buyer_countries": ("FR",)}), date(2022, 1, 3))
        german = AWV.applies(Terms("t", facts={**DEFENCE, "buyer_countries": ("DE",)}), date(2022, 1, 3))

        assert (Need.MANDATORY, "sector-specific") == (french.status, french.category)
        assert Need.NONE == german.status

    @pytest.mark.parametrize(
        ("facts", "on", "share", "status"),
        [
            (CRITICAL, "2022-01-03", 9.9, Need.NONE),
            (CRITICAL, "2022-01-03", 10, Need.MANDATORY),
            (LISTED, "2022-01-03", 19.9, Need.NONE),
            (LISTED, "2022-01-03", 20, Need.MANDATORY),
            (FREE, "2022-01-03", 24.9, Need.NONE),
            (FREE, "2022-01-03", 25, Need.VOLUNTARY),
            (DEFENCE, "2022-01-03", 9.9, Need.NONE),
            (DEFENCE, "2022-01-03", 10, Need.MANDATORY),
            (CRITICAL, "2018-12-28", 10, Need.NONE),
            (CRITICAL, "2018-12-29", 10, Need.MANDATORY),
            (CRITICAL, "2018-12-28", 25, Need.MANDATORY),
            (DEFENCE, "2018-12-28", 10, Need.NONE),
            (DEFENCE, "2018-12-29", 10, Need.MANDATORY),
            (CRITICAL, "2017-07-17", 60, Need.VOLUNTARY),
            (CRITICAL, "2017-07-18", 60, Need.MANDATORY),
            (LISTED, "2021-04-30", 60, Need.VOLUNTARY),
            (LISTED, "2021-05-01", 60, Need.MANDATORY),
            (LISTED, "2021-05-02", 60, Need.MANDATORY),
            (DEFENCE, "2013-08-31", 60, Need.NONE),
            (DEFENCE, "2013-09-01", 60, Need.MANDATORY),
        ],
    )
    def test_shares_and_days(self, facts: dict[str, Any], on: str, share: float, status: str) -> None:
        """The share that counts, and the day on which each list took force."""
        terms = Terms("t", facts={**facts, "de_voting_rights": share})

        assert status == AWV.applies(terms, date.fromisoformat(on)).status

    def test_semiconductors_came_while_siltronic_was_under_review(self) -> None:
        """What had to be asked for by choice in December 2020 has to be reported since 1 May 2021."""
        terms = Terms("t", facts={**LISTED, "buyer_countries": ("TW",)})

        assert Need.VOLUNTARY == AWV.applies(terms, date(2020, 12, 10)).status
        assert Need.MANDATORY == AWV.applies(terms, date(2021, 5, 1)).status

    def test_open_questions_are_asked_numbers_first(self) -> None:
        """With the places alone the shares and sectors are asked for, and at last counsel's own determination."""
        found = AWV.applies(Terms("t", facts=CHINESE), date(2022, 1, 3))

        assert Need.UNKNOWN == found.status
        assert {"de_voting_rights", "de_critical_sector"} < set(found.missing)
        assert "de_awv_notifiable" == found.missing[-1]
        assert "How many" in found.question or "What per cent" in found.question

    def test_what_is_known_decides(self) -> None:
        """A share below 10 per cent needs no sector; no place at all leaves everything open."""
        low = Terms("t", facts={**CHINESE, "de_voting_rights": 5})

        assert Need.NONE == AWV.applies(low, date(2022, 1, 3)).status
        assert Need.UNKNOWN == AWV.applies(Terms("t"), date(2022, 1, 3)).status

    def test_counsel_decides(self) -> None:
        """Counsel's determination stands over share and sector."""
        for value, status in ((True, Need.MANDATORY), (False, Need.VOLUNTARY)):
            terms = Terms("t", facts={**CHINESE, "de_awv_notifiable": value})
            found = AWV.applies(terms, date(2022, 1, 3))
            assert status == found.status
            assert "counsel has determined" in found.reason

        european = Terms("t", facts={**CHINESE, "buyer_countries": ("FR",), "de_awv_notifiable": False})
        assert Need.NONE == AWV.applies(european, date(2022, 1, 3)).status

    @given(day=st.dates(date(2010, 1, 1), date(2027, 12, 31)), share=st.integers(0, 100))
    def test_it_changes_on_law_days_only(self, day: date, share: int) -> None:
        """On two days running the answer is the same unless the second is a law day."""
        if day + ONE in LAW_DAYS:
            return
        for facts in (LISTED, CRITICAL, DEFENCE, FREE):
            terms = Terms("t", facts={**facts, "de_voting_rights": share})
            assert AWV.applies(terms, day) == AWV.applies(terms, day + ONE)


class TestMonths:
    """Months go to the same number, or to the end of the month, and roll over days of rest: they are not 60 days."""

    @pytest.mark.parametrize(
        ("clock", "begun", "day"),
        [
            ("certificate", "2020-12-10", "2021-02-10"),  # Siltronic: two months from the application
            ("certificate", "2020-12-31", "2021-03-01"),  # no 31 February; the 28th is a Sunday
            ("certificate", "2020-11-01", "2021-01-04"),  # New Year's Day is a Friday
            ("certificate", "2021-07-01", "2021-09-01"),  # 62 days, not 60
            ("certificate", "2016-08-15", "2016-09-15"),  # one month in 2016, recalled
            ("certificate", "2017-07-17", "2017-08-17"),
            ("certificate", "2017-07-18", "2017-09-18"),
            ("opening", "2021-06-01", "2021-08-02"),
            ("opening", "2020-07-16", "2020-10-16"),  # three months until the law of 17 July 2020
            ("opening", "2020-07-17", "2020-09-17"),
            ("sector_opening", "2017-07-17", "2017-08-17"),
            ("sector_opening", "2018-01-15", "2018-04-16"),
            ("sector_opening", "2022-01-17", "2022-03-17"),
            ("review", "2021-03-01", "2021-07-01"),
            ("review", "2024-02-29", "2024-07-01"),
            ("review", "2016-11-02", "2017-01-02"),
            ("sector_review", "2018-01-15", "2018-04-16"),
            ("own_motion", "2018-03-05", "2023-03-05"),
        ],
    )
    def test_last_days(self, clock: str, begun: str, day: str) -> None:
        """The day of the event is not counted; the last day moves on over Saturdays, Sundays and holidays."""
        assert day == counted(clock, begun)

    def test_longest_review(self) -> None:
        """Four months, three more, one more for defence, without stops: eight months."""
        assert "2021-11-01" == counted("review", "2021-03-01", extensions=["3 months", "1 month"])

    @given(
        begun=st.dates(date(2020, 7, 17), date(2024, 12, 31)),
        gap=st.integers(0, 100),
        long=st.integers(1, 300),
    )
    def test_a_stop_never_shortens(self, begun: date, gap: int, long: int) -> None:
        """A stop in the period moves its end by its days, four days of rest at most left out, and never back."""
        first = begun + timedelta(days=1 + gap)
        plain = df.deadline("de.awv/review", begun).day
        stopped = df.deadline("de.awv/review", begun, tolled=[(first, first + timedelta(days=long - 1))]).day

        assert plain + timedelta(days=long - 4) <= stopped
        assert plain <= stopped


class TestFirstPhase:
    """Silence gives what was asked for, the day after the last one."""

    @pytest.mark.parametrize(
        ("facts", "act", "clock", "end", "silent"),
        [
            (FREE, "apply_certificate", "certificate", "2021-11-02", "deemed_certified"),
            (LISTED, "report", "opening", "2021-11-02", "deemed_released"),
            (DEFENCE, "report_sector", "sector_opening", "2021-11-02", "deemed_released"),
        ],
    )
    def test_silence(self, facts: dict[str, Any], act: str, clock: str, end: str, silent: str) -> None:
        """Through the last day a review can be opened; on the next the approval counts as given."""
        deal, day = case(facts), date.fromisoformat(end)
        at = run(deal, date(2021, 9, 1), (act, "2021-09-02"))

        assert end == last(deal, at, clock)
        assert act != state(settle(deal, at, day - ONE))
        assert silent != state(settle(deal, at, day))
        assert silent == state(settle(deal, at, day + ONE))
        assert "opened" in state(run(deal, at, ("open", end)))

    def test_the_ministry_may_learn_by_itself(self) -> None:
        """Two months after it has learned of the contract it can open no review; that is no approval."""
        deal = case(FREE)
        at = settle(deal, run(deal, date(2021, 9, 1), ("learn", "2021-09-02")), date(2021, 11, 3))

        assert "time_barred" == state(at)
        assert not AWV.state("time_barred").approval

    def test_five_years_after_the_contract_it_is_over(self) -> None:
        """A contract that nobody has told of can be reviewed for five years."""
        deal = case(FREE)
        at = run(deal, signed(deal, "2018-03-05"), ("record_contract", "2018-03-05"))

        assert "2023-03-05" == last(deal, at, "own_motion")
        assert "known" == state(run(deal, at, ("learn", "2023-03-05")))
        assert "time_barred" == state(settle(deal, at, date(2023, 3, 6)))
        assert not attempt(deal, at, "de.awv:learn", "2023-03-06", "Ministry")

    def test_no_certificate_where_a_report_is_due(self) -> None:
        """Whoever must report cannot apply for a certificate instead."""
        refused = attempt(
            case(LISTED), start(case(LISTED), date(2021, 9, 1)), "de.awv:apply_certificate", "2021-09-02", "fujian"
        )

        assert isinstance(refused, Refusal)

    def test_more_time_by_consent(self) -> None:
        """Buyer and seller may let the Ministry have more time to open, since 17 July 2020."""
        deal = case(LISTED)
        at = run(
            deal, date(2021, 9, 1), ("report", "2021-09-02"), ("extend_opening", "2021-10-01", {"length": "1 month"})
        )

        assert "2021-12-02" == last(deal, at, "opening")
        old = case(FREE)
        at = run(old, date(2019, 9, 1), ("apply_certificate", "2019-09-02"))
        assert not attempt(old, at, "de.awv:extend_opening", "2019-09-03", "Ministry", length="1 month")


def in_review(deal: Deal, *steps: Did) -> Snapshot:
    """A reported case whose complete documents came in on 1 March 2022: last day 1 July."""
    return run(
        deal, date(2022, 1, 10), ("report", "2022-01-10"), ("open", "2022-02-01"),
        ("complete_documents", "2022-03-01"), *steps,
    )  # fmt: skip


class TestSecondPhase:
    """Four months from the complete documents, stopped by requests and talks, longer by three, one, and by consent."""

    deal = case(LISTED)

    def test_it_counts_from_the_complete_documents(self) -> None:
        """While documents are missing nothing runs; then it runs from their receipt, also if that is told later."""
        opened = run(self.deal, date(2022, 1, 10), ("report", "2022-01-10"), ("open", "2022-02-01"))

        assert None is last(self.deal, opened, "review")
        assert "2022-07-01" == last(self.deal, in_review(self.deal), "review")

    @pytest.mark.parametrize(("day", "silent"), [("2022-06-30", False), ("2022-07-01", False), ("2022-07-02", True)])
    def test_silence_releases(self, day: str, silent: bool) -> None:
        """Through the last day it can be prohibited, afterwards no longer."""
        at = settle(self.deal, in_review(self.deal), date.fromisoformat(day))

        assert silent is (state(at) == "unopposed")
        assert silent is not bool(attempt(self.deal, at, "de.awv:prohibit", day, "Ministry"))

    def test_a_request_stops_it(self) -> None:
        """Ten days of waiting for information: 11 July, a Monday."""
        at = in_review(self.deal, ("ask_information", "2022-04-01"), ("complete_information", "2022-04-11"))

        assert "2022-07-11" == last(self.deal, at, "review")

    def test_the_day_of_the_answer_can_be_stopped_as_well(self) -> None:
        """The first running day is told with the act: the day after the information came in, a day more."""
        at = in_review(self.deal, ("ask_information", "2022-04-01"))
        act = Act("de.awv:complete_information", date(2022, 4, 11), "fujian", date(2022, 4, 12))
        got = decide(self.deal, at, act)

        assert isinstance(got, Event)
        assert "2022-07-12" == last(self.deal, evolve(self.deal, at, got), "review")

    def test_it_cannot_lapse_while_it_is_stopped(self) -> None:
        """As long as the answer is not complete there is no release by silence."""
        at = settle(self.deal, in_review(self.deal, ("ask_information", "2022-06-30")), date(2023, 6, 30))

        assert "information_awaited" == state(at)

    def test_two_stops_that_overlap_count_once(self) -> None:
        """From the first of 1 April to the end of the second on 20 April: twenty days, to Thursday 21 July."""
        at = in_review(
            self.deal,
            ("ask_information", "2022-04-01"),
            ("begin_negotiations", "2022-04-05"),
            ("complete_information", "2022-04-11"),
        )

        assert "negotiating" == state(at)
        at = run(self.deal, at, ("end_negotiations", "2022-04-21"))
        assert "2022-07-21" == last(self.deal, at, "review")

    def test_the_other_order(self) -> None:
        """Talks that end first leave the request to keep the clock stopped."""
        at = in_review(
            self.deal,
            ("begin_negotiations", "2022-04-01"),
            ("ask_information", "2022-04-05"),
            ("end_negotiations", "2022-04-11"),
        )

        assert "information_awaited" == state(at)
        assert "review" == state(run(self.deal, at, ("complete_information", "2022-04-21")))

    def test_three_months_then_one(self) -> None:
        """Each once: to Saturday 1 October, which moves to the 4th after the holiday, and from there a month."""
        at = in_review(self.deal, ("extend", "2022-06-01"))

        assert "2022-10-04" == last(self.deal, at, "review")
        assert not attempt(self.deal, at, "de.awv:extend", "2022-06-02", "Ministry")
        at = run(self.deal, at, ("extend_for_defence", "2022-06-02"))
        assert "2022-11-04" == last(self.deal, at, "review")
        assert not attempt(self.deal, at, "de.awv:extend_for_defence", "2022-06-03", "Ministry")

    def test_consent_has_no_cap(self) -> None:
        """By consent as often and as long as they like, beside the other two."""
        at = in_review(
            self.deal,
            ("extend_by_consent", "2022-05-02", {"length": "2 months"}),
            ("extend_by_consent", "2022-05-03", {"length": "6 months"}),
            ("extend", "2022-05-04"),
        )

        assert "2022-07-01" < str(last(self.deal, at, "review"))
        assert "2023-06-01" == last(self.deal, at, "review")

    @given(st.lists(st.sampled_from(["extend", "extend_for_defence"]), max_size=6))
    def test_without_consent_never_beyond_eight_months(self, tries: list[str]) -> None:
        """However often the Ministry tries, it gets three months and one."""
        at = in_review(self.deal)
        for act in tries:
            if attempt(self.deal, at, f"de.awv:{act}", "2022-06-01", "Ministry"):
                at = run(self.deal, at, (act, "2022-06-01"))

        assert str(last(self.deal, at, "review")) <= "2022-11-04"

    def test_before_2020_only_talks_stop(self) -> None:
        """In 2019 a request did not stop the four months, talks did, and nobody could make them longer."""
        deal = case(FREE)
        at = run(
            deal, date(2019, 1, 7), ("apply_certificate", "2019-01-07"), ("open", "2019-02-01"),
            ("complete_documents", "2019-03-01"),
        )  # fmt: skip

        assert "2019-07-01" == last(deal, at, "review")
        assert not attempt(deal, at, "de.awv:ask_information", "2019-04-01", "Ministry")
        assert not attempt(deal, at, "de.awv:extend", "2019-04-01", "Ministry")
        at = run(deal, at, ("begin_negotiations", "2019-04-01"), ("end_negotiations", "2019-04-11"))
        assert "2019-07-11" == last(deal, at, "review")

    def test_the_old_sector_review_took_three_months(self) -> None:
        """Between 2017 and 2020 the defence sector had three months for each phase, stopped by talks."""
        deal = case(DEFENCE)
        at = run(
            deal, date(2018, 1, 8), ("report_sector", "2018-01-08"), ("open", "2018-02-01"),
            ("complete_documents", "2018-03-01"),
        )  # fmt: skip

        assert ("sector_review", "2018-06-01") == (state(at), last(deal, at, "sector_review"))
        at = run(deal, at, ("begin_negotiations", "2018-04-03"), ("end_negotiations", "2018-04-13"))
        assert "2018-06-11" == last(deal, at, "sector_review")
        assert "unopposed" == state(settle(deal, at, date(2018, 6, 12)))

    def test_the_sector_review_of_today_is_the_same(self) -> None:
        """Since 17 July 2020 the defence sector has the same four months, and a case may change over."""
        deal = case(DEFENCE)
        at = run(
            deal, date(2022, 1, 10), ("report_sector", "2022-01-10"), ("switch", "2022-01-20"), ("open", "2022-02-01"),
            ("complete_documents", "2022-03-01"), ("switch", "2022-03-02"),
        )  # fmt: skip

        assert ("review", "2022-07-01") == (state(at), last(deal, at, "review"))


class TestClosing:
    """What must be reported is provisionally ineffective; the rest may be closed at once."""

    def test_by_choice(self) -> None:
        """A case that need not be reported closes without a certificate, unless the contract lists it."""
        free, asked = case(FREE), case(FREE, listed=True)

        assert closes(free, signed(free, "2022-01-10"), "2022-01-11")
        refused = closes(asked, signed(asked, "2022-01-10"), "2022-01-11")
        assert "German clearance" in str(refused)
        at = run(asked, signed(asked, "2022-01-10"), ("apply_certificate", "2022-01-10"), ("certify", "2022-02-01"))
        assert closes(asked, at, "2022-02-01")

    @pytest.mark.parametrize("facts", [LISTED, CRITICAL, DEFENCE])
    def test_reported_cases_wait(self, facts: dict[str, Any]) -> None:
        """Neither filing nor an open review lets the deal close; release does, and so does silence."""
        deal, act = case(facts), "report_sector" if facts is DEFENCE else "report"
        at = signed(deal, "2022-01-10")

        assert "no effect" in str(closes(deal, at, "2022-01-11"))
        at = run(deal, at, (act, "2022-01-11"))
        assert not closes(deal, at, "2022-03-11")
        assert closes(deal, settle(deal, at, date(2022, 3, 12)), "2022-03-12")
        at = run(deal, at, ("open", "2022-02-01"), ("complete_documents", "2022-03-01"))
        assert not closes(deal, at, "2022-03-15")
        assert closes(deal, run(deal, at, ("release", "2022-03-15")), "2022-03-15")
        conditional = run(deal, at, ("order", "2022-03-15", {"conditions": "supply"}))
        assert closes(deal, conditional, "2022-03-15")

    def test_until_2020_a_report_across_sectors_held_nothing_up(self) -> None:
        """From 17 July 2020 it does; in the defence sector it did all along."""
        deal, defence = case(CRITICAL), case(DEFENCE)

        assert closes(deal, signed(deal, "2020-07-16"), "2020-07-16")
        assert not closes(deal, signed(deal, "2020-07-16"), "2020-07-17")
        assert not closes(defence, signed(defence, "2020-07-16"), "2020-07-16")

    def test_a_missing_fact_blocks(self) -> None:
        """Where nobody knows whether a report is due, closing waits for the answer, also before 2020."""
        deal = case(CHINESE)

        assert not closes(deal, signed(deal, "2022-01-10"), "2022-01-11")
        assert not closes(deal, signed(deal, "2019-01-10"), "2019-01-11")

    def test_a_prohibition_forbids_whoever_asks(self) -> None:
        """A prohibited acquisition cannot be closed, although it was not to be reported."""
        deal = case(FREE)
        at = run(
            deal, signed(deal, "2022-01-10"), ("apply_certificate", "2022-01-10"), ("open", "2022-02-01"),
            ("complete_documents", "2022-03-01"), ("prohibit", "2022-06-30"),
        )  # fmt: skip

        assert not closes(deal, at, "2022-07-01")
        at = run(deal, at, ("annul", "2023-03-01"))
        assert ("review", "2023-07-03") == (state(at), last(deal, at, "review"))

    def test_a_release_covers_the_terms_it_was_given_under(self) -> None:
        """With another buyer the release no longer opens the gate."""
        deal = case(LISTED)
        at = run(deal, signed(deal, "2022-01-10"), ("report", "2022-01-11"), ("release", "2022-02-01"))
        other = play(deal, at, ("agreement:amend_terms", "2022-02-02", "fujian", {"terms": "more"}))

        assert closes(deal, at, "2022-02-02")
        assert not closes(deal, other, "2022-02-02")
        again = run(deal, other, ("file_again", "2022-02-03"), ("report", "2022-02-03"), ("release", "2022-02-10"))
        assert closes(deal, again, "2022-02-10")


class TestRevocation:
    """An approval can be taken back."""

    def test_aixtron(self) -> None:
        """Certificate of 8 September 2016, taken back on 24 October, the review open again: nothing is cleared."""
        deal = case(FREE, listed=True)
        at = run(deal, signed(deal, "2016-05-23"), ("apply_certificate", "2016-08-15"), ("certify", "2016-09-08"))

        assert closes(deal, at, "2016-10-21")
        at = run(deal, at, ("revoke", "2016-10-24", {"ground": "new information"}))
        assert "opened" == state(at)
        assert None is last(deal, at, "review")
        assert not closes(deal, at, "2016-12-08")

    @pytest.mark.parametrize(
        "path",
        [
            [("release", "2022-02-01")],
            [("open", "2022-02-01"), ("complete_documents", "2022-02-02"), ("order", "2022-02-03")],
        ],
    )
    def test_since_2020_four_months_begin_anew(self, path: list[Did]) -> None:
        """Revocation on 4 March 2022: until 4 July."""
        deal = case(LISTED)
        at = run(deal, date(2022, 1, 10), ("report", "2022-01-10"), *path, ("revoke", "2022-03-04"))

        assert ("review", "2022-07-04") == (state(at), last(deal, at, "review"))
        assert "unopposed" == state(settle(deal, at, date(2022, 7, 5)))

    def test_what_silence_gave_can_be_taken_back(self) -> None:
        """Also a release that only counts as given."""
        deal = case(LISTED)
        at = settle(deal, run(deal, date(2022, 1, 10), ("report", "2022-01-10")), date(2022, 3, 11))

        assert "deemed_released" == state(at)
        assert "review" == state(run(deal, at, ("revoke", "2022-04-01")))


def test_siltronic_ends_without_a_decision() -> None:
    """Applied on 10 December 2020, under review on 31 January 2022: the offer's last day passes, nobody closes."""
    deal = case({**LISTED, "buyer_countries": ("TW",)}, listed=True)
    at = run(
        deal,
        signed(deal, "2020-12-09"),
        ("apply_certificate", "2020-12-10"),
        ("open", "2021-02-10"),
        ("complete_documents", "2021-06-01"),
        ("ask_information", "2021-07-01"),
    )
    at = settle(deal, at, date(2022, 1, 31))

    assert "information_awaited" == state(at)
    assert not closes(deal, at, "2022-01-31")


def _ends() -> Iterable[tuple[str, dict[str, Any], list[Did]]]:
    review: list[Did] = [("open", "2022-02-01"), ("complete_documents", "2022-03-01")]
    yield "certified", FREE, [("apply_certificate", "2022-01-10"), ("certify", "2022-02-01")]
    yield "certified", FREE, [("apply_certificate", "2022-01-10"), *review, ("certify", "2022-04-01")]
    yield "released", LISTED, [("report", "2022-01-10"), ("release", "2022-02-01")]
    yield "released", FREE, [("learn", "2022-01-10"), *review, ("release", "2022-04-01")]
    yield "conditional", LISTED, [("report", "2022-01-10"), *review, ("order", "2022-04-01")]
    yield "prohibited", DEFENCE, [("report_sector", "2022-01-10"), *review, ("prohibit", "2022-04-01")]
    yield "not_filed", LISTED, [("report", "2022-01-10"), *review, ("withdraw", "2022-04-01")]


@pytest.mark.parametrize(("end", "facts", "steps"), list(_ends()))
def test_every_way_to_end(end: str, facts: dict[str, Any], steps: list[Did]) -> None:
    """One path to each end that an act makes."""
    assert end == state(run(case(facts), date(2022, 1, 10), *steps))


@pytest.mark.parametrize("action", ["certify", "open", "release"])
def test_only_the_ministry_decides(action: str) -> None:
    """A buyer cannot record the Ministry's act."""
    deal = case(FREE)
    at = run(deal, date(2022, 1, 10), ("apply_certificate", "2022-01-10"))

    assert not attempt(deal, at, f"de.awv:{action}", "2022-01-11", "fujian")
