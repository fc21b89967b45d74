"""French authorisation of foreign investment: silence refuses, except on the short route for listed companies."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dealflow as df
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Event, Refusal, Snapshot, deadline, settle
from dealflow.model import Deal, Need, Party, Terms, reckon, working_days
from dealflow.regimes.fr_ief import LAW_DAYS, PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "fr.ief/opinion": None,
    "fr.ief/phase_1": "reject_by_silence",
    "fr.ief/phase_2": "reject_by_silence",
    "fr.ief/listed": "pass_by_silence",
}
APPROVED_BY_SILENCE: set[tuple[str, str]] = {("fr.ief", "exempt")}
SIZES: dict[str, tuple[int, int, int]] = {"fr.ief": (14, 20, 4)}

(IEF,), (AGREE,) = PROCESSES, AGREEMENT
ONE = timedelta(days=1)
DAY = date(2024, 1, 8)
PARTIES = [Party("us_co", "US Co", "buyer"), Party("cible", "Cible SA", "seller")]
AMERICAN: dict[str, Any] = {"target_countries": ("FR",), "buyer_countries": ("US",)}
CONTROLLED: dict[str, Any] = {
    **AMERICAN, "fr_sensitive_activity": True, "fr_control": True, "fr_voting_rights": 100, "fr_listed": False,
}  # fmt: skip
LISTED: dict[str, Any] = {**CONTROLLED, "fr_control": False, "fr_voting_rights": 12, "fr_listed": True}
Did = tuple[str, str] | tuple[str, str, dict[str, Any]]
BUYERS = ("file", "complete", "withdraw", "file_again", "notify_listed", "ask_opinion")


def case(facts: dict[str, Any]) -> Deal:
    """A purchase of a French company."""
    terms = {"all": Terms("all", buyer="us_co", facts=facts), "other": Terms("other", buyer="x", facts=facts)}
    return Deal("case", "A purchase", [AGREE, IEF], parties=PARTIES, terms=terms)


def run(deal: Deal, first: Snapshot | date, *steps: Did) -> Snapshot:
    """The French process after *steps*."""
    acts: list[Step] = [
        (f"fr.ief:{a}", on, "us_co" if a in BUYERS else "Minister", dict(*rest)) for a, on, *rest in steps
    ]
    return play(deal, first, *acts)


def signed(deal: Deal, on: str = "2024-01-08") -> Snapshot:
    """The deal with an agreement signed on *on*."""
    day = date.fromisoformat(on)
    return play(deal, day, ("agreement:negotiate", on, "us_co", {}), ("agreement:sign", on, "us_co", {}))


def closes(deal: Deal, at: Snapshot, on: str) -> Event | Refusal:
    """An attempt to close."""
    return attempt(deal, at, "agreement:close", on, "us_co")


def state(at: Snapshot) -> str:
    """Where the French process is."""
    return at.process("fr.ief").state


def last(deal: Deal, at: Snapshot, clock: str) -> str | None:
    """The date of a clock as it stands."""
    found = deadline(deal, at, f"fr.ief/{clock}")
    return found.day.isoformat() if found else None


class TestWhenItApplies:
    """Place, buyer, counsel's word, then activity and share."""

    def test_no_other_fact_is_asked_without_a_place(self) -> None:
        """Nothing in France, or a French buyer without anybody behind it: not applicable."""
        away = IEF.applies(Terms("t", facts={"target_countries": ("DE",), "buyer_countries": ("US",)}), DAY)
        home = IEF.applies(Terms("t", facts={"target_countries": ("FR",), "buyer_countries": ("FR",)}), DAY)

        assert (Need.NONE, ()) == (away.status, away.missing)
        assert Need.NONE == home.status

    @pytest.mark.parametrize(
        ("buyer", "control", "share", "listed", "status", "category"),
        [
            (("DE",), True, 100, False, Need.MANDATORY, ""),
            (("DE",), False, 40, False, Need.NONE, ""),
            (("NO",), False, 40, True, Need.NONE, ""),
            (("US",), False, 25, False, Need.NONE, ""),
            (("US",), False, 25.1, False, Need.MANDATORY, ""),
            (("FR", "US"), False, 26, False, Need.MANDATORY, ""),
            (("US",), False, 10, True, Need.NONE, ""),
            (("US",), False, 10.1, True, Need.MANDATORY, "listed"),
            (("US",), False, 25.1, True, Need.MANDATORY, ""),
            (("US",), False, 10.1, False, Need.NONE, ""),
        ],
    )
    def test_shares(
        self, buyer: tuple[str, ...], control: bool, share: float, listed: bool, status: str, category: str
    ) -> None:
        """Control for every foreigner; from outside the Union a quarter, or a listed tenth, is to be passed."""
        facts = {
            **CONTROLLED, "buyer_countries": buyer, "fr_control": control,
            "fr_voting_rights": share, "fr_listed": listed,
        }  # fmt: skip
        found = IEF.applies(Terms("t", facts=facts), DAY)

        assert (status, category) == (found.status, found.category)

    def test_only_sensitive_activities(self) -> None:
        """Whatever is bought, an activity that is not on the list needs nothing."""
        facts = {**AMERICAN, "fr_sensitive_activity": False}

        assert Need.NONE == IEF.applies(Terms("t", facts=facts), DAY).status

    @pytest.mark.parametrize(
        ("on", "status"), [("2020-08-06", Need.NONE), ("2020-08-07", Need.MANDATORY), ("2020-08-08", Need.MANDATORY)]
    )
    def test_the_listed_tenth_came_in_august_2020(self, on: str, status: str) -> None:
        """Before 7 August 2020 only a quarter counted."""
        assert status == IEF.applies(Terms("t", facts=LISTED), date.fromisoformat(on)).status

    @pytest.mark.parametrize(("on", "status"), [("2020-04-01", Need.MANDATORY), ("2020-03-31", Need.UNKNOWN)])
    def test_the_law_before_the_reform_is_asked_of_counsel(self, on: str, status: str) -> None:
        """Before 1 April 2020 only counsel's determination tells; it is never assumed that nothing was needed."""
        found = IEF.applies(Terms("t", facts=CONTROLLED), date.fromisoformat(on))

        assert status == found.status
        assert status == Need.MANDATORY or found.missing == ("fr_ief_notifiable",)

    def test_questions(self) -> None:
        """With the places alone activity, control and share are asked for, counsel's determination last."""
        found = IEF.applies(Terms("t", facts=AMERICAN), DAY)

        assert Need.UNKNOWN == found.status
        assert ("fr_sensitive_activity", "fr_ief_notifiable") == (found.missing[0], found.missing[-1])
        assert "R. 151-3" in found.question

    @pytest.mark.parametrize(("value", "status"), [(True, Need.MANDATORY), (False, Need.NONE)])
    def test_counsel_decides(self, value: bool, status: str) -> None:
        """Counsel's determination stands over all figures; the short route is still told by them."""
        facts = {**AMERICAN, "fr_ief_notifiable": value}

        assert status == IEF.applies(Terms("t", facts=facts), DAY).status
        assert status == IEF.applies(Terms("t", facts=facts), date(2019, 1, 7)).status
        if value:
            assert "listed" == IEF.applies(Terms("t", facts={**LISTED, "fr_ief_notifiable": True}), DAY).category

    @given(day=st.dates(date(2015, 1, 1), date(2027, 12, 31)), share=st.integers(0, 100))
    def test_it_changes_on_law_days_only(self, day: date, share: int) -> None:
        """On two days running the answer is the same unless the second is a law day."""
        if day + ONE in LAW_DAYS:
            return
        for facts in (LISTED, {**LISTED, "buyer_countries": ("GB",)}):
            terms = Terms("t", facts={**facts, "fr_voting_rights": share})
            assert IEF.applies(terms, day) == IEF.applies(terms, day + ONE)


class TestBusinessDays:
    """Business days, the day of receipt not counted; no clock of these rules before they were law."""

    @pytest.mark.parametrize(
        ("clock", "begun", "day"),
        [
            ("phase_1", "2024-01-08", "2024-02-19"),  # six weeks without a holiday
            ("phase_1", "2024-04-15", "2024-05-31"),  # 1, 8, 9 and 20 May
            ("phase_1", "2021-12-01", "2022-01-12"),  # Christmas is a Saturday
            ("phase_2", "2024-02-19", "2024-04-23"),  # Easter Monday
            ("listed", "2020-08-10", "2020-08-24"),  # 15 August is a Saturday
            ("listed", "2024-05-06", "2024-05-23"),  # 8, 9 and 20 May
            ("opinion", "2023-12-31", "2024-02-29"),
        ],
    )
    def test_last_days(self, clock: str, begun: str, day: str) -> None:
        """Counted by hand."""
        assert day == df.deadline(f"fr.ief/{clock}", begun).day.isoformat()

    def test_longest_way(self) -> None:
        """30 and 45 business days from a complete file of 8 January 2024: 23 April."""
        deal = case(CONTROLLED)
        at = run(deal, DAY, ("file", "2024-01-08"), ("complete", "2024-01-08"), ("examine_further", "2024-02-19"))

        assert "2024-04-23" == last(deal, at, "phase_2")

    def test_an_incomplete_file_starts_nothing(self) -> None:
        """However often the Treasury asks, the period waits for the complete file."""
        deal = case(CONTROLLED)
        at = run(deal, DAY, ("file", "2024-01-08"), ("ask_for_more", "2024-01-15"), ("ask_for_more", "2024-02-15"))

        assert None is last(deal, at, "phase_1")
        assert "filed" == state(settle(deal, at, date(2025, 1, 8)))
        assert "2024-04-16" == last(deal, run(deal, at, ("complete", "2024-03-04")), "phase_1")

    def test_no_length_before_the_reform(self) -> None:
        """A file that was complete on 31 March 2020 is not counted by the new law, and not refused by silence."""
        deal = case({**CONTROLLED, "fr_ief_notifiable": True})
        at = run(deal, date(2020, 3, 31), ("file", "2020-03-31"), ("complete", "2020-03-31"))

        assert None is last(deal, at, "phase_1")
        assert "phase_1" == state(settle(deal, at, date(2021, 3, 31)))


class TestSilence:
    """France is the trap: silence is refusal."""

    @pytest.mark.parametrize(
        ("steps", "end"),
        [
            ([("file", "2024-01-08"), ("complete", "2024-01-08")], "2024-02-19"),
            ([("file", "2024-01-08"), ("complete", "2024-01-08"), ("examine_further", "2024-02-19")], "2024-04-23"),
        ],
    )
    def test_it_refuses(self, steps: list[Did], end: str) -> None:
        """Through the last day the Minister may authorise; from the next the application counts as rejected."""
        deal, day = case(CONTROLLED), date.fromisoformat(end)
        at = run(deal, signed(deal), *steps)

        for when in (day - ONE, day):
            assert "deemed_refused" != state(settle(deal, at, when))
        assert "authorised" == state(run(deal, at, ("authorise", end)))
        over = settle(deal, at, day + ONE)
        assert "deemed_refused" == state(over)
        assert not attempt(deal, over, "fr.ief:authorise", (day + ONE).isoformat(), "Minister")
        assert not closes(deal, over, (day + ONE).isoformat())
        assert "filed" == state(run(deal, over, ("file", (day + ONE).isoformat())))

    def test_it_lets_a_listed_share_pass(self) -> None:
        """Ten business days after the notification of 6 May 2024 nothing more is needed."""
        deal = case(LISTED)
        at = run(deal, signed(deal), ("notify_listed", "2024-05-06"))

        assert "2024-05-23" == last(deal, at, "listed")
        assert not closes(deal, at, "2024-05-23")
        assert "opposed" == state(run(deal, at, ("object", "2024-05-23")))
        after = settle(deal, at, date(2024, 5, 24))
        assert "exempt" == state(after)
        assert closes(deal, after, "2024-05-24")

    def test_an_opinion_that_does_not_come_is_none(self) -> None:
        """After two months without an answer the question is still open."""
        deal = case(CONTROLLED)
        at = settle(deal, run(deal, DAY, ("ask_opinion", "2024-01-08")), date(2024, 6, 3))

        assert ("opinion_asked", "2024-03-08") == (state(at), last(deal, at, "opinion"))
        assert "filed" == state(run(deal, at, ("file", "2024-06-03")))


class TestTheListedRoute:
    """Only for the tenth of a listed company."""

    def test_not_for_control(self) -> None:
        """Whoever gets control, or a quarter, applies."""
        deal = case(CONTROLLED)

        assert not attempt(deal, signed(deal), "fr.ief:notify_listed", "2024-01-09", "us_co")

    def test_the_minister_may_answer_at_once(self) -> None:
        """Nobody has to wait for the ten days if the Minister says before that he will not object."""
        deal = case(LISTED)
        at = run(deal, signed(deal), ("notify_listed", "2024-05-06"), ("let_pass", "2024-05-07"))

        assert closes(deal, at, "2024-05-07")

    def test_an_objection_leads_to_the_application(self) -> None:
        """After an objection the ordinary procedure is open, and needed."""
        deal = case(LISTED)
        at = run(deal, signed(deal), ("notify_listed", "2024-05-06"), ("object", "2024-05-13"))

        assert not closes(deal, at, "2024-06-03")
        at = run(deal, at, ("file", "2024-05-14"), ("complete", "2024-05-14"), ("authorise", "2024-06-03"))
        assert closes(deal, at, "2024-06-03")


REVIEWED: list[Did] = [("file", "2024-01-09"), ("complete", "2024-01-09"), ("examine_further", "2024-02-01")]


class TestClosing:
    """Without the authorisation nothing closes; a refusal forbids whoever asks."""

    @pytest.mark.parametrize(
        ("steps", "end"),
        [
            ([("file", "2024-01-09"), ("complete", "2024-01-09"), ("find_out_of_scope", "2024-02-05")], "out_of_scope"),
            ([("file", "2024-01-09"), ("complete", "2024-01-09"), ("authorise", "2024-02-05")], "authorised"),
            ([*REVIEWED, ("authorise", "2024-02-05")], "authorised"),
            ([*REVIEWED, ("authorise_with_conditions", "2024-02-05", {"conditions": "supply"})], "conditional"),
            ([("ask_opinion", "2024-01-09"), ("say_not_covered", "2024-02-05")], "not_covered"),
        ],
    )
    def test_it_closes_on_an_answer(self, steps: list[Did], end: str) -> None:
        """Each answer that lets the investment go opens the gate, not before it is given."""
        deal = case(CONTROLLED)
        before = run(deal, signed(deal), *steps[:-1])

        assert "void" in str(closes(deal, before, "2024-02-05"))
        at = run(deal, before, steps[-1])
        assert end == state(at)
        assert closes(deal, at, "2024-02-05")

    @pytest.mark.parametrize(
        "steps",
        [
            [*REVIEWED, ("refuse", "2024-02-05", {"ground": "security"})],
            [("file", "2024-01-09"), ("withdraw", "2024-02-05")],
            [("ask_opinion", "2024-01-09"), ("say_covered", "2024-02-05")],
        ],
    )
    def test_it_does_not_close_otherwise(self, steps: list[Did]) -> None:
        """Refusal, withdrawal, and the opinion that the activity is covered leave it shut."""
        deal = case(CONTROLLED)

        assert not closes(deal, run(deal, signed(deal), *steps), "2024-02-06")

    def test_another_buyer_needs_another_authorisation(self) -> None:
        """What was authorised was this buyer."""
        deal = case(CONTROLLED)
        at = run(deal, signed(deal), ("file", "2024-01-09"), ("complete", "2024-01-09"), ("authorise", "2024-02-05"))
        changed = play(deal, at, ("agreement:amend_terms", "2024-02-06", "us_co", {"terms": "other"}))

        assert not closes(deal, changed, "2024-02-07")
        again = run(
            deal, changed, ("file_again", "2024-02-07"), ("complete", "2024-02-07"), ("authorise", "2024-03-04")
        )
        assert closes(deal, again, "2024-03-04")

    def test_nothing_to_do_nothing_to_wait_for(self) -> None:
        """A deal without sensitive activity closes at once; one with an open question does not."""
        free, unknown = case({**AMERICAN, "fr_sensitive_activity": False}), case(AMERICAN)

        assert closes(free, signed(free), "2024-01-08")
        assert not closes(unknown, signed(unknown), "2024-01-08")


@given(st.dates(date(2020, 4, 1), date(2026, 6, 30)))
def test_both_phases_fit_into_75_business_days(begun: date) -> None:
    """The two periods one after the other are the period of 75 business days."""
    first = df.deadline("fr.ief/phase_1", begun).day
    both = df.deadline("fr.ief/phase_2", first).day

    assert both == reckon(working_days(75, "holidays.FR"), begun)[-1].day
