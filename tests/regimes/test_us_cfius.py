"""CFIUS: its dates, its rows, what stands in the way of closing, and when it applies."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.kernel import Act, Event, Refusal, Snapshot, advance, deadline, decide, evolve, options, settle, start
from dealflow.model import (
    CLOCK,
    Applicability,
    Asset,
    Condition,
    Deadline,
    Deal,
    Detail,
    Gates,
    Kind,
    Length,
    Need,
    Permitted,
    Process,
    State,
    Terms,
    Transition,
    count,
)
from dealflow.regimes.us_appropriations import PROCESSES as APPROPRIATIONS
from dealflow.regimes.us_cfius import PROCESSES

#: What silence means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {
    "us.cfius/draft_comment": None,
    "us.cfius/formal_comment": None,
    "us.cfius/declaration": None,
    "us.cfius/review": None,
    "us.cfius/investigation": None,
    "us.cfius/president": None,
    "us.cfius/new_review": None,
    "us.cfius/mandatory_bar": None,
    "us.cfius/mandatory_bar_declaration": None,
    "us.cfius.mitigation/mitigation_answer": None,
    "us.cfius.mitigation/divest": None,
    "us.cfius.requests/answer": None,
    "us.cfius.requests/declaration_answer": None,
    "us.cfius.requests/other_party_answer": None,
    "us.cfius.requests/fee_cure": None,
    "us.cfius.penalty/penalty_petition": "fall_final",
    "us.cfius.penalty/penalty_answer": None,
}
#: States without an approval in which closing is possible.
CLOSES = {("us.cfius", "unable_to_conclude")}
#: Facts that drawn ones would contradict: a passive interest rules control out where nobody has said that the buyer
#: could control, and the day of the agreement decides which law is asked at all.
DETERMINED = {"solely_passive", "agreement_on"}
#: States, rows and clocks.
SIZES = {
    "us.cfius": (25, 43, 9),
    "us.cfius.order": (2, 3, 0),
    "us.cfius.mitigation": (7, 14, 2),
    "us.cfius.requests": (5, 9, 4),
    "us.cfius.penalty": (5, 7, 2),
}

DATA = json.loads((Path(__file__).parents[1] / "data" / "cfius_vectors.json").read_text(encoding="utf-8"))
BY_ID = {process.id: process for process in PROCESSES}
CFIUS = BY_ID["us.cfius"]
BUSINESS = calendars.get("us.cfius")
ONE = timedelta(days=1)
FIRRMA, PILOT, FULL, EXPORT_TEST = CFIUS.law_days

# A contract that can be closed once, and nothing else.
CONTRACT = Process(
    "agreement",
    "Agreement",
    "parties",
    [State("signed", "signed", initial=True), State("closed", "closed", ends="closed")],
    [Transition("signed", "close", "closed", "buyer", [Gates("close"), Permitted("close")], reaches="closing")],
)
DETAIL_TERMS = Detail("terms", "terms", "the terms that hold from now on")
MANDATORY_FACTS: dict[str, Any] = {
    "buyer_is_foreign": True,
    "us_business": True,
    "foreign_control": True,
    "tid_us_business": True,
    "tid_rights": True,
    "excepted_investor": False,
    "voting_interest": 60,
    "foreign_government_interest": 55,
    "critical_technology": False,
    "filing_exception": False,
    "technology_exception": False,
}
VOLUNTARY_FACTS = {**MANDATORY_FACTS, "foreign_government_interest": 0}
ALGORITHM = Asset("algorithm", "algorithm")


def deal_of(facts: dict[str, Any] | None = None, *, listed: bool = False) -> Deal:
    """A sale with every process of the regime, under terms with these facts and under wider terms."""
    known = facts if facts is not None else VOLUNTARY_FACTS
    conditions = [Condition("us.cfius", "s. 6.1(c)")] if listed else []
    terms = {
        "as_notified": Terms("as_notified", buyer="b", facts=known),
        "wider": Terms("wider", buyer="b", sold=[ALGORITHM], facts=known),
    }
    return Deal("sale", "A sale", [*APPROPRIATIONS, *PROCESSES, CONTRACT], terms=terms, conditions=conditions)


DEAL = deal_of()
MANDATORY = deal_of(MANDATORY_FACTS)
LISTED = deal_of(listed=True)

Step = tuple[str, str, str] | tuple[str, str, str, dict[str, Any]]


def moment(text: str) -> date | datetime:
    """A day, or an aware moment."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def attempt(deal: Deal, at: Snapshot, step: Step) -> Event | Refusal:
    """What the kernel says of one act; an action without a process is one of us.cfius."""
    action, on, by, *details = step
    name = action if ":" in action else f"us.cfius:{action}"
    return decide(deal, at, Act(name, moment(on), by, details=details[0] if details else {}))


def play(deal: Deal, at: Snapshot, *steps: Step) -> Snapshot:
    """The deal after *steps*, none of which is refused."""
    for step in steps:
        got = attempt(deal, at, step)
        assert isinstance(got, Event), str(got)
        at = evolve(deal, at, got)
    return at


def ends(deal: Deal, at: Snapshot, clock: str) -> date | None:
    """The date of a clock of us.cfius as it stands, or None if it has none."""
    found = deadline(deal, at, clock if "/" in clock else f"us.cfius/{clock}")
    return None if found is None else found.day


def day(text: str) -> date:
    """A date."""
    return date.fromisoformat(text)


NOTICE: Step = ("submit_notice", "2025-02-20", "buyer")
ACCEPTED: tuple[Step, ...] = (NOTICE, ("accept", "2025-03-03", "CFIUS"))
INVESTIGATED: tuple[Step, ...] = (*ACCEPTED, ("investigate", "2025-04-16", "CFIUS"))
REFERRED: tuple[Step, ...] = (*INVESTIGATED, ("refer", "2025-06-02", "CFIUS"))
DECLARED: tuple[Step, ...] = (("submit_declaration", "2025-02-20", "buyer"), ("circulate", "2025-03-03", "CFIUS"))
BEGIN = date(2025, 2, 3)


def at(*steps: Step, deal: Deal = DEAL, begin: date = BEGIN) -> Snapshot:
    """The deal after *steps* from the beginning."""
    return play(deal, start(deal, begin), *steps)


class TestDates:
    @pytest.mark.parametrize("vector", DATA["counts"], ids=lambda v: v["id"])
    def test_the_count_gives_the_date(self, vector: dict[str, Any]) -> None:
        """Counting a clock's period from its first day gives the published or computed date."""
        assert day(vector["day"]) == counted(vector).day

    @pytest.mark.parametrize("history", DATA["histories"], ids=lambda h: h["id"])
    def test_the_history_gives_the_dates(self, history: dict[str, Any]) -> None:
        """Acted out in the kernel, a case shows each date on the day it could be known, and ends as it did."""
        now = start(DEAL, day(history["start"]))
        todo = list(history["acts"])
        for expected in history["expect"]:
            while todo and todo[0][1][:10] <= expected["as_of"]:
                now = play(DEAL, now, tuple(todo.pop(0)))
            seen = settle(DEAL, now, day(expected["as_of"]))

            assert day(expected["day"]) == ends(DEAL, seen, expected["clock"])

        now = play(DEAL, now, *(tuple(act) for act in todo))

        assert history["ends"] == now.process("us.cfius").state

    @pytest.mark.parametrize("vector", [v for v in DATA["counts"] if "readings" in v], ids=lambda v: v["id"])
    def test_a_deal_can_choose_a_reading(self, vector: dict[str, Any]) -> None:
        """The kernel counts an ambiguous row by the reading that the deal names, and says which it is."""
        chosen = {vector["clock"]: tuple(vector["readings"])}
        deal = Deal("sale", "A sale", DEAL.processes, terms=DEAL.terms, readings=chosen)
        first = vector["start"]
        filed = (day(first) - 9 * ONE).isoformat()
        steps: list[Step] = [
            ("submit_notice", filed, "buyer"),
            ("accept", filed, "CFIUS"),
            ("investigate", first, "CFIUS"),
        ]
        if vector["clock"] == "us.cfius/declaration":
            steps = [("submit_declaration", filed, "buyer"), ("circulate", first, "CFIUS")]
        steps += [("extend", first, "CFIUS", {"days": n}) for n in vector.get("extensions", ())]
        now = settle(deal, at(*steps, deal=deal, begin=day(filed)), day(vector["day"]))
        found = deadline(deal, now, vector["clock"])
        assert found is not None

        assert day(vector["day"]) == found.day
        assert found.readings

    def test_every_vector_says_whose_date_it_is(self) -> None:
        """No date stands in the data without saying whether it was published or computed."""
        said = [v["status"] for v in DATA["counts"]] + [e["status"] for h in DATA["histories"] for e in h["expect"]]

        assert {"published", "computed", "back-computed"} == set(said)
        assert all("source" in v for v in DATA["counts"] if v["status"] == "published")

    def test_the_longest_case_without_rolls_takes_120_days_and_90_before_2018(self) -> None:
        """45 + 45 + 15 + 15 days, and 30 + 45 + 15 under the earlier law; rolls only ever add to that."""
        year = [timedelta(days=n) for n in range(365)]

        assert 120 == min(longest(date(2023, 1, 2) + n, extensions=[15]) for n in year)
        assert 90 == min(longest(date(2017, 1, 2) + n, extensions=[]) for n in year)

    def test_the_pipeline_notice_was_accepted_on_the_seventh_business_day(self) -> None:
        """From 3 July to 13 July 2018 there are seven business days, Independence Day left out."""
        assert date(2018, 7, 13) == BUSINESS.add_working(date(2018, 7, 3), 7)

    def test_the_count_names_the_closing_order(self) -> None:
        """A date moved by an executive order says so."""
        found = counted({"clock": "us.cfius/declaration", "start": "2024-12-11"})

        assert any("mourning for Jimmy Carter" in line.text for line in found.count)

    @given(accepted=st.dates(date(2018, 8, 13), date(2029, 12, 1)))
    def test_review_and_investigation_end_on_business_days(self, accepted: date) -> None:
        """Both roll, so that an investigation after a full review is roll(roll(accept + 44) + 45)."""
        review = counted({"clock": "us.cfius/review", "start": accepted.isoformat()}).day
        after = counted({"clock": "us.cfius/investigation", "start": review.isoformat()}).day

        assert BUSINESS.next_working(accepted + 44 * ONE) == review
        assert BUSINESS.next_working(review + 45 * ONE) == after

    @given(referred=st.dates(date(1990, 1, 1), date(2029, 12, 1)))
    def test_the_president_has_fifteen_days_on_whatever_day_they_end(self, referred: date) -> None:
        """The President's clock never rolls."""
        assert referred + 15 * ONE == counted({"clock": "us.cfius/president", "start": referred.isoformat()}).day

    @given(
        clock=st.sampled_from(
            ["us.cfius/review", "us.cfius/investigation", "us.cfius/declaration", "us.cfius/draft_comment"]
        ),
        first=st.dates(date(2020, 3, 1), date(2028, 12, 1)),
        offset=st.integers(-20, 70),
        length=st.integers(1, 80),
    )
    def test_a_lapse_never_shortens_a_clock(self, clock: str, first: date, offset: int, length: int) -> None:
        """A tolled clock never ends before the untolled one, nor before the lapse inside it is over."""
        lapse = [(first + offset * ONE).isoformat(), (first + (offset + length - 1) * ONE).isoformat()]
        plain = counted({"clock": clock, "start": first.isoformat()}).day
        tolled = counted({"clock": clock, "start": first.isoformat(), "tolled": [lapse]}).day

        assert plain <= tolled
        if first <= day(lapse[0]) <= plain:
            assert day(lapse[1]) < tolled


def counted(vector: dict[str, Any]) -> Deadline:
    """The count of a vector, by the period of its clock alone."""
    process, _, name = vector["clock"].partition("/")
    clock, first = BY_ID[process].clock(name), day(vector["start"])
    set_by_order = Length(vector["length"], clock.unit) if "length" in vector else None
    period = clock.rule(first, set_by_order)
    assert period is not None
    chosen, _ = clock.read(period, clock.choose(tuple(vector.get("readings", ()))))
    stops = [(day(a), day(b)) for a, b in vector.get("tolled", ())]
    more = [Length(n, clock.unit) for n in vector.get("extensions", ())]
    return count(chosen, first, stops, more, kind=clock.kind)


def longest(accepted: date, extensions: list[int]) -> int:
    """The days from acceptance, counted as day 1, to the President's last, all ends taken as they fall."""
    unrolled = {"start": accepted.isoformat(), "clock": "us.cfius/review"}
    review = counted(unrolled).day
    investigation = counted(
        {"start": review.isoformat(), "clock": "us.cfius/investigation", "extensions": extensions}
    ).day
    return (counted({"start": investigation.isoformat(), "clock": "us.cfius/president"}).day - accepted).days + 1


class TestTheTurnOfTheLaw:
    @pytest.mark.parametrize(
        ("accepted", "last"),
        [
            ("2018-08-10", "2018-09-10"),
            ("2018-08-12", "2018-09-10"),
            ("2018-08-13", "2018-09-26"),
            ("2018-08-14", "2018-09-27"),
        ],
    )
    def test_a_review_lasts_30_days_until_12_august_2018_and_45_from_the_13th(self, accepted: str, last: str) -> None:
        """The day of acceptance decides which length a case has for good."""
        now = at(("submit_notice", "2018-08-01", "buyer"), ("accept", accepted, "CFIUS"), begin=date(2018, 8, 1))

        assert day(last) == ends(DEAL, settle(DEAL, now, date(2018, 8, 20)), "review")

    @pytest.mark.parametrize(("accepted", "tolled"), [("2018-08-10", False), ("2018-08-13", True)])
    def test_a_lapse_tolls_only_cases_of_the_new_law(self, accepted: str, tolled: bool) -> None:
        """A lapse after 13 August 2018 leaves alone the review and the investigation of a case accepted before."""
        now = at(("submit_notice", "2018-08-01", "buyer"), ("accept", accepted, "CFIUS"), begin=date(2018, 8, 1))
        untolled = ends(DEAL, now, "review")
        assert untolled is not None
        lapse: tuple[Step, ...] = (
            ("us.appropriations:lapse", "2018-09-04", "Congress"),
            ("us.appropriations:restore", "2018-09-06", "Congress"),
        )
        now = play(DEAL, now, *lapse)

        assert tolled == (untolled < (ends(DEAL, now, "review") or date.min))

        now = play(DEAL, now, ("investigate", "2018-09-07", "CFIUS"))
        untolled = ends(DEAL, now, "investigation")
        assert untolled is not None
        again: tuple[Step, ...] = (
            ("us.appropriations:lapse", "2018-09-11", "Congress"),
            ("us.appropriations:restore", "2018-09-19", "Congress"),
        )
        now = play(DEAL, now, *again)

        assert tolled == (untolled < (ends(DEAL, now, "investigation") or date.min))

    @pytest.mark.parametrize(
        ("steps", "act", "first", "begin"),
        [
            ([], ("submit_declaration", "buyer", {}), "2018-11-10", date(2018, 6, 1)),
            ([], ("submit_draft_stipulated", "buyer", {}), "2020-02-13", date(2020, 1, 2)),
            ([], ("submit_notice_stipulated", "buyer", {}), "2020-02-13", date(2020, 1, 2)),
            ([], ("us.cfius.mitigation:propose_with_time_limit", "CFIUS", {}), "2024-12-26", date(2024, 12, 2)),
            ([], ("us.cfius.penalty:notify", "CFIUS", {}), "2024-12-26", date(2024, 12, 2)),
            ([], ("us.cfius.requests:find_fee_short", "CFIUS", {}), "2020-05-01", date(2020, 4, 1)),
        ],
        ids=lambda x: x[0] if isinstance(x, tuple) else "",
    )
    def test_a_row_waits_for_its_law(
        self, steps: list[Step], act: tuple[str, str, dict[str, Any]], first: str, begin: date
    ) -> None:
        """The day before, the row is refused as too early; on the day and after, it is not."""
        now, (action, by, details) = at(*steps, begin=begin), act
        before = attempt(DEAL, now, (action, (day(first) - ONE).isoformat(), by, details))

        assert isinstance(before, Refusal)
        assert "too early" == before.kind
        assert day(first) == before.first_day
        assert before.blockers[0].citation is not None
        for on in (day(first), day(first) + ONE):
            assert isinstance(attempt(DEAL, now, (action, on.isoformat(), by, details)), Event)

    @pytest.mark.parametrize(
        ("submitted", "first"),
        [
            ("2018-11-09", None),
            ("2018-11-10", "2018-12-25"),
            ("2020-02-12", "2020-03-28"),
            ("2020-02-13", "2020-03-14"),
        ],
    )
    def test_the_waiting_time_of_a_mandatory_filing_turns_twice(self, submitted: str, first: str | None) -> None:
        """None before the pilot programme, 45 days in it, 30 days since 13 February 2020."""
        now = at(("submit_notice", submitted, "buyer"), begin=date(2018, 11, 1))

        assert (first and day(first)) == ends(DEAL, now, "mandatory_bar")


class TestSilence:
    def test_no_row_of_the_review_falls_by_itself(self) -> None:
        """CFIUS and the President are never taken to have decided: no clock of the case has a lapse."""
        assert [] == [row.action for row in CFIUS.transitions if CLOCK in row.by]
        assert all("" == clock.lapse for clock in CFIUS.clocks)
        assert all(clock.silence for process in PROCESSES for clock in process.clocks)

    @pytest.mark.parametrize(
        "steps",
        [
            pytest.param(DECLARED, id="declaration"),
            pytest.param((("submit_draft_stipulated", "2025-02-20", "buyer"),), id="draft"),
            pytest.param((("submit_notice_stipulated", "2025-02-20", "buyer"),), id="notice"),
            pytest.param(ACCEPTED, id="review"),
            pytest.param(INVESTIGATED, id="investigation"),
            pytest.param(REFERRED, id="president"),
        ],
    )
    def test_no_waiting_clears_a_deal(self, steps: tuple[Step, ...]) -> None:
        """Ten years on, nothing has happened, nothing is cleared, and whoever is overdue may still act."""
        now = at(*steps)
        state = now.process("us.cfius").state

        assert () == advance(DEAL, now, date(2035, 6, 1))

        later = settle(DEAL, now, date(2035, 6, 1))

        assert state == later.process("us.cfius").state
        assert any(option.permitted for option in options(DEAL, later) if option.process == "us.cfius")

    @given(
        picks=st.lists(st.integers(0, 1000), max_size=25), gaps=st.lists(st.integers(1, 40), min_size=25, max_size=25)
    )
    def test_only_cfius_and_the_president_clear(self, picks: list[int], gaps: list[int]) -> None:
        """Whatever path a case takes, a safe state is entered by an act of CFIUS or the President alone."""
        now = start(DEAL, BEGIN)
        for pick, gap in zip(picks, gaps, strict=False):
            on = now.day + gap * ONE
            now = settle(DEAL, now, on)
            open_now = [o for o in options(DEAL, now) if o.permitted and o.process == "us.cfius"]
            if not open_now:
                break
            option = open_now[pick % len(open_now)]
            details = {d.name: {"days": 15, "date": on, "text": "x"}[d.kind] for d in option.row.details}
            got = decide(DEAL, now, Act(option.id, on, option.by[0], details=details))
            if isinstance(got, Refusal):
                assert "extension" in {b.code for b in got.blockers}
                continue
            now = evolve(DEAL, now, got)
            if CFIUS.state(got.now).approval:
                assert got.by in ("CFIUS", "President")

    def test_an_overdue_investigation_is_still_decided(self) -> None:
        """On the last day, and the day after it, CFIUS may conclude, and still extend once."""
        now = at(*INVESTIGATED)
        for on in ("2025-05-30", "2025-06-02", "2025-06-03"):
            for step in (("clear", on, "CFIUS"), ("refer", on, "CFIUS"), ("extend", on, "CFIUS", {"days": 15})):
                assert isinstance(attempt(DEAL, now, step), Event)


class TestTheCourseOfACase:
    def test_an_investigation_opened_early_counts_from_that_day(self) -> None:
        """A review may end on any day; the 45 days then begin."""
        now = at(*ACCEPTED, ("investigate", "2025-03-20", "CFIUS"))

        assert BUSINESS.next_working(date(2025, 3, 20) + 45 * ONE) == ends(DEAL, now, "investigation")

    @pytest.mark.parametrize("on", ["2025-04-16", "2025-04-17", "2025-04-22"])
    def test_an_investigation_opened_late_counts_from_the_end_of_the_review(self, on: str) -> None:
        """Lateness gains nothing: the investigation had to begin by the last day of the review."""
        assert date(2025, 6, 2) == ends(DEAL, at(*ACCEPTED, ("investigate", on, "CFIUS")), "investigation")

    @pytest.mark.parametrize(
        ("on", "last"), [("2025-05-01", "2025-05-16"), ("2025-06-02", "2025-06-17"), ("2025-06-05", "2025-06-17")]
    )
    def test_the_presidents_days_run_from_the_referral_or_the_end_if_earlier(self, on: str, last: str) -> None:
        """A report after the end of the investigation does not give more time."""
        assert day(last) == ends(DEAL, at(*INVESTIGATED, ("refer", on, "CFIUS")), "president")

    def test_cfius_may_refer_during_the_review(self) -> None:
        """An early referral starts the President's days on its own day."""
        assert date(2025, 3, 25) == ends(DEAL, at(*ACCEPTED, ("refer", "2025-03-10", "CFIUS")), "president")

    def test_the_investigation_is_extended_once_by_fifteen_days(self) -> None:
        """Another size, or a second time, is refused with the rule."""
        now = at(*INVESTIGATED)
        for wrong in (1, 14, 16, 30):
            assert isinstance(attempt(DEAL, now, ("extend", "2025-05-20", "CFIUS", {"days": wrong})), Refusal)

        now = play(DEAL, now, ("extend", "2025-05-20", "CFIUS", {"days": 15}))
        again = attempt(DEAL, now, ("extend", "2025-05-21", "CFIUS", {"days": 15}))

        assert date(2025, 6, 17) == ends(DEAL, now, "investigation")
        assert isinstance(again, Refusal)
        assert any("only once" in blocker.reason for blocker in again.blockers)

    def test_the_second_reading_of_the_extension_counts_from_the_unrolled_end(self) -> None:
        """With the reading chosen for the deal, 15 days run from the 45th day itself."""
        other = Deal(
            "sale", "A sale", DEAL.processes, terms=DEAL.terms, readings={"us.cfius/investigation": ("raw_end",)}
        )
        steps: tuple[Step, ...] = (*INVESTIGATED, ("extend", "2025-05-20", "CFIUS", {"days": 15}))
        found = deadline(other, at(*steps, deal=other), "us.cfius/investigation")
        assert found is not None

        # The 45th day is Sat 31 May; 15 more end on Sun 15 June
        assert date(2025, 6, 16) == found.day
        assert any("45th day itself" in said for said in found.readings)

    @given(first=st.integers(1, 90), gap=st.integers(1, 60))
    def test_a_refiled_notice_has_a_full_new_review(self, first: int, gap: int) -> None:
        """After leave to withdraw, the second review owes nothing to the first."""
        now = at(*ACCEPTED)
        left = date(2025, 3, 3) + first * ONE
        back = left + gap * ONE
        now = play(
            DEAL,
            now,
            ("allow_withdrawal", left.isoformat(), "CFIUS"),
            ("refile", left.isoformat(), "seller"),
            ("accept", back.isoformat(), "CFIUS"),
        )

        assert BUSINESS.next_working(back + 44 * ONE) == ends(DEAL, settle(DEAL, now, date(2026, 1, 5)), "review")

    def test_cycles_have_no_limit(self) -> None:
        """Withdrawal and refiling can go on as long as leave is given."""
        now = at(NOTICE)
        for month in range(3, 13):
            now = play(
                DEAL,
                now,
                ("accept", f"2025-{month:02}-03", "CFIUS"),
                ("allow_withdrawal", f"2025-{month:02}-20", "CFIUS"),
                ("refile", f"2025-{month:02}-21", "buyer"),
            )

        assert "formal_submitted" == now.process("us.cfius").state

    def test_comments_can_go_round_before_acceptance(self) -> None:
        """Draft and notice may each come back with comments, as often as it takes; no review clock runs."""
        now = at(
            ("submit_draft_stipulated", "2025-02-03", "buyer"),
            ("comment", "2025-02-10", "CFIUS"),
            ("submit_draft", "2025-02-12", "seller"),
            ("comment", "2025-02-20", "CFIUS"),
            ("submit_notice_stipulated", "2025-02-24", "buyer"),
            ("comment", "2025-02-28", "CFIUS"),
            ("submit_notice", "2025-03-04", "buyer"),
            ("defer", "2025-03-06", "CFIUS"),
        )

        assert None is ends(DEAL, now, "review")
        assert None is now.process("us.cfius").run("draft_comment")
        assert None is now.process("us.cfius").run("formal_comment")

    @pytest.mark.parametrize(("stipulated", "last"), [("", None), ("_stipulated", "2025-03-06")])
    def test_comments_have_a_deadline_only_with_a_stipulation(self, stipulated: str, last: str | None) -> None:
        """Ten business days run from the submission if the parties stipulate, for draft and notice alike."""
        draft = at((f"submit_draft{stipulated}", "2025-02-20", "buyer"))
        notice = at((f"submit_notice{stipulated}", "2025-02-20", "buyer"))

        assert (last and day(last)) == ends(DEAL, draft, "draft_comment")
        assert (last and day(last)) == ends(DEAL, notice, "formal_comment")

    def test_an_agency_notice_has_no_acceptance(self) -> None:
        """A review on the agencies' own motion begins with receipt, which is day 1."""
        now = at(
            ("inquire", "2025-02-10", "CFIUS"),
            ("request_notice", "2025-02-20", "CFIUS"),
            ("agency_notice", "2025-03-03", "CFIUS"),
        )

        assert date(2025, 4, 16) == ends(DEAL, now, "review")

    def test_a_request_for_a_notice_starts_no_clock(self) -> None:
        """Asking for a notice of a deal that was not notified leaves the review for later."""
        now = at(("request_notice", "2025-02-20", "CFIUS"))

        assert () == now.process("us.cfius").runs

    @pytest.mark.parametrize(
        ("answer", "state", "safe"),
        [
            ("clear", "cleared", True),
            ("find_not_covered", "not_covered", True),
            ("request_notice", "notice_requested", False),
            ("say_unable", "unable_to_conclude", False),
            ("reject_declaration", "declaration_rejected", False),
            ("allow_declaration_withdrawal", "declaration_withdrawn", False),
            ("agency_notice", "review", False),
        ],
    )
    def test_a_declaration_has_seven_ways_out(self, answer: str, state: str, safe: bool) -> None:
        """Only a clearance and a finding of no coverage give safe harbour."""
        now = at(*DECLARED, (answer, "2025-03-20", "CFIUS"))

        assert state == now.process("us.cfius").state
        assert safe == CFIUS.state(state).approval

    def test_no_notice_while_a_declaration_is_pending(self) -> None:
        """A declaration must be answered first; after the answer the notice may come."""
        now = at(*DECLARED)
        refused = attempt(DEAL, now, ("submit_notice", "2025-03-10", "buyer"))

        assert isinstance(refused, Refusal)
        assert "not from this state" == refused.kind

        play(DEAL, now, ("request_notice", "2025-03-20", "CFIUS"), ("submit_notice", "2025-03-21", "buyer"))

    def test_a_prohibition_is_not_the_end(self) -> None:
        """A later President may order a new review and then let the deal proceed, or uphold."""
        now = at(
            *REFERRED,
            ("prohibit", "2025-06-10", "President"),
            ("order_new_review", "2025-07-01", "President", {"days": 45}),
        )

        assert date(2025, 8, 15) == ends(DEAL, now, "new_review")

        now = play(DEAL, now, ("advise", "2025-08-20", "CFIUS"))
        upheld = play(DEAL, now, ("uphold", "2025-09-20", "President"))
        permitted = play(DEAL, upheld, ("permit", "2025-10-01", "President"))

        assert "prohibited" == upheld.process("us.cfius").state
        assert "cleared_by_president" == permitted.process("us.cfius").state

    @pytest.mark.parametrize("safe", ["cleared", "not_covered", "cleared_by_president"])
    def test_safe_harbour_is_lost_only_with_a_ground(self, safe: str) -> None:
        """A decided case is reopened for false statements or a material breach, and the ground must be given."""
        now = {
            "cleared": at(*ACCEPTED, ("clear", "2025-04-01", "CFIUS")),
            "not_covered": at(NOTICE, ("find_not_covered", "2025-04-01", "CFIUS")),
            "cleared_by_president": at(*REFERRED, ("take_no_action", "2025-06-17", "President")),
        }[safe]
        bare = attempt(DEAL, now, ("reopen", "2026-01-05", "CFIUS"))

        assert isinstance(bare, Refusal)
        assert "bad details" == bare.kind

        now = play(DEAL, now, ("reopen", "2026-01-05", "CFIUS", {"ground": "false statement"}))

        assert date(2026, 2, 18) == ends(DEAL, now, "review")

    @pytest.mark.parametrize(
        ("steps", "act"),
        [
            (ACCEPTED, ("clear", "buyer")),
            (ACCEPTED, ("clear", "President")),
            (ACCEPTED, ("investigate", "seller")),
            (ACCEPTED, ("allow_withdrawal", "buyer")),
            (ACCEPTED, ("allow_abandonment", "seller")),
            (ACCEPTED, ("request_withdrawal", "CFIUS")),
            ((NOTICE,), ("accept", "buyer")),
            ((NOTICE,), ("reject", "President")),
            (INVESTIGATED, ("extend", "buyer", {"days": 15})),
            (INVESTIGATED, ("refer", "President")),
            (REFERRED, ("prohibit", "CFIUS")),
            (REFERRED, ("take_no_action", "CFIUS")),
            (DECLARED, ("clear", "seller")),
            ((), ("submit_notice", "CFIUS")),
            ((), ("agency_notice", "buyer")),
            (ACCEPTED, ("us.cfius.order:issue", "President")),
            ((), ("us.cfius.mitigation:impose", "buyer")),
            ((), ("us.cfius.penalty:notify", "President")),
        ],
        ids=lambda x: x[0] if x and isinstance(x[0], str) else "",
    )
    def test_a_wrong_actor_is_refused(self, steps: tuple[Step, ...], act: tuple[Any, ...]) -> None:
        """Nobody decides in another's place: a clearance is CFIUS's, a prohibition the President's."""
        action, by, *details = act
        got = attempt(DEAL, at(*steps), (action, "2025-06-20", by, *details))

        assert isinstance(got, Refusal)
        assert "wrong actor" == got.kind


class TestFiveOClock:
    @pytest.mark.parametrize(
        ("moment_", "first"),
        [
            ("2025-03-03T17:00:00-05:00", "2025-04-02"),
            ("2025-03-03T17:00:01-05:00", "2025-04-03"),
            ("2025-03-03T21:59:00+00:00", "2025-04-02"),
            ("2025-03-03T22:01:00+00:00", "2025-04-03"),
            ("2025-03-07T18:00:00-05:00", "2025-04-09"),
            ("2025-03-03", "2025-04-02"),
        ],
    )
    def test_what_comes_after_five_in_washington_counts_as_the_next_business_day(
        self, moment_: str, first: str
    ) -> None:
        """The waiting time of a mandatory filing counts from the day the submission is deemed made."""
        for action, clock in (("submit_notice", "mandatory_bar"), ("submit_declaration", "mandatory_bar_declaration")):
            assert day(first) == ends(DEAL, at((action, moment_, "buyer")), clock)

    def test_a_naive_moment_is_refused(self) -> None:
        """An hour without a zone says nothing about five o'clock in Washington."""
        with pytest.raises(ValueError, match="time zone"):
            at(("submit_notice", "2025-03-03T17:00:00", "buyer"))


def closes(deal: Deal, now: Snapshot, on: str) -> Event | Refusal:
    """What the kernel says of closing on a day."""
    return decide(deal, now, Act("agreement:close", day(on), "buyer"))


class TestClosing:
    @pytest.mark.parametrize(
        "steps",
        [(), (NOTICE,), ACCEPTED, INVESTIGATED, REFERRED],
        ids=["", "filed", "review", "investigation", "president"],
    )
    def test_a_voluntary_case_suspends_nothing(self, steps: tuple[Step, ...]) -> None:
        """An open review stands in nobody's way unless the contract says so; then only a clearance lets it close."""
        assert isinstance(closes(DEAL, at(*steps), "2025-07-01"), Event)

        refused = closes(LISTED, at(*steps, deal=LISTED), "2025-07-01")

        assert isinstance(refused, Refusal)
        assert any(blocker.contract for blocker in refused.blockers)

    def test_a_listed_clearance_lets_the_deal_close(self) -> None:
        """With the contract's condition met nothing is left in the way; not being able to conclude does not meet it."""
        cleared = at(*ACCEPTED, ("clear", "2025-04-01", "CFIUS"), deal=LISTED)
        unable = at(*DECLARED, ("say_unable", "2025-04-01", "CFIUS"), deal=LISTED)

        assert isinstance(closes(LISTED, cleared, "2025-04-02"), Event)
        assert isinstance(closes(LISTED, unable, "2025-04-02"), Refusal)

    def test_an_interim_order_forbids_closing_until_it_ends(self) -> None:
        """The overlay forbids closing in a voluntary case too, and needs a pending review."""
        order: Step = ("us.cfius.order:issue", "2025-03-10", "CFIUS")

        assert isinstance(attempt(DEAL, at(NOTICE), order), Refusal)

        now = at(*ACCEPTED, order)
        refused = closes(DEAL, now, "2025-03-11")

        assert isinstance(refused, Refusal)
        assert {"prohibition"} == {blocker.code for blocker in refused.blockers}
        assert isinstance(
            closes(DEAL, play(DEAL, now, ("us.cfius.order:lift", "2025-03-11", "CFIUS")), "2025-03-11"), Event
        )

    def test_a_prohibition_forbids_closing_until_it_is_lifted(self) -> None:
        """Neither a new review nor its advice lifts it, only the President's permission."""
        now = at(*REFERRED, ("prohibit", "2025-06-10", "President"))
        further: tuple[Step, ...] = (
            ("order_new_review", "2025-06-20", "President", {"days": 45}),
            ("advise", "2025-07-20", "CFIUS"),
        )
        for step in further:
            assert isinstance(closes(DEAL, now, step[1]), Refusal)
            now = play(DEAL, now, step)

        assert isinstance(closes(DEAL, now, "2025-07-21"), Refusal)
        assert isinstance(closes(DEAL, play(DEAL, now, ("permit", "2025-07-21", "President")), "2025-07-21"), Event)

    @pytest.mark.parametrize(
        "steps",
        [
            pytest.param((("submit_notice", "2025-03-03", "buyer"),), id="notice"),
            pytest.param((("submit_notice", "2025-03-03", "buyer"), ("accept", "2025-03-13", "CFIUS")), id="review"),
            pytest.param(
                (("submit_declaration", "2025-03-03", "buyer"), ("circulate", "2025-03-06", "CFIUS")), id="declaration"
            ),
            pytest.param(
                (
                    ("submit_declaration", "2025-03-03", "buyer"),
                    ("circulate", "2025-03-06", "CFIUS"),
                    ("request_notice", "2025-03-20", "CFIUS"),
                    ("submit_draft", "2025-03-24", "buyer"),
                    ("comment", "2025-03-26", "CFIUS"),
                    ("submit_notice", "2025-03-28", "buyer"),
                ),
                id="declaration then notice",
            ),
        ],
    )
    def test_a_mandatory_deal_closes_from_the_30th_day_after_filing(self, steps: tuple[Step, ...]) -> None:
        """The duty is to file and to wait, not to be cleared: 1 April is too early, 2 and 3 April are not."""
        now = at(*steps, deal=MANDATORY)
        early = closes(MANDATORY, now, "2025-04-01")

        assert isinstance(early, Refusal)
        assert "too early" == early.kind
        assert date(2025, 4, 2) == early.first_day
        assert isinstance(closes(MANDATORY, now, "2025-04-02"), Event)
        assert isinstance(closes(MANDATORY, now, "2025-04-03"), Event)

    @pytest.mark.parametrize(
        ("answer", "open_now"),
        [("clear", True), ("find_not_covered", True), ("say_unable", True), ("request_notice", False)],
    )
    def test_an_early_answer_shortens_the_waiting_time(self, answer: str, open_now: bool) -> None:
        """Told that action is concluded or cannot be completed, the parties may close; asked for a notice, not."""
        now = at(
            ("submit_declaration", "2025-03-03", "buyer"),
            ("circulate", "2025-03-06", "CFIUS"),
            (answer, "2025-03-12", "CFIUS"),
            deal=MANDATORY,
        )

        assert open_now == isinstance(closes(MANDATORY, now, "2025-03-12"), Event)

    @pytest.mark.parametrize("end", ["reject", "allow_withdrawal"])
    def test_a_rejected_or_withdrawn_filing_starts_the_waiting_time_again(self, end: str) -> None:
        """However long ago it was made, a filing that no longer stands opens nothing; the refiling counts anew."""
        now = at(
            ("submit_notice", "2025-02-10", "buyer"),
            ("accept", "2025-02-20", "CFIUS"),
            (end, "2025-04-10", "CFIUS"),
            deal=MANDATORY,
        )

        assert isinstance(closes(MANDATORY, now, "2025-12-01"), Refusal)

        now = play(MANDATORY, now, ("refile", "2025-04-14", "buyer"))

        assert isinstance(closes(MANDATORY, now, "2025-05-13"), Refusal)
        assert isinstance(closes(MANDATORY, now, "2025-05-14"), Event)

        now = play(MANDATORY, now, ("approve_early_completion", "2025-04-20", "CFIUS", {"day": "2025-04-25"}))

        assert isinstance(closes(MANDATORY, now, "2025-04-24"), Refusal)
        assert isinstance(closes(MANDATORY, now, "2025-04-25"), Event)

    def test_a_lapse_does_not_stretch_the_waiting_time(self) -> None:
        """What binds the parties runs on through a lapse in appropriations."""
        now = at(
            ("submit_notice", "2025-09-29", "buyer"),
            ("us.appropriations:lapse", "2025-10-01", "Congress"),
            deal=MANDATORY,
        )

        assert date(2025, 10, 29) == ends(MANDATORY, now, "mandatory_bar")
        assert isinstance(closes(MANDATORY, now, "2025-10-29"), Event)

    def test_a_missing_fact_blocks_with_its_question(self) -> None:
        """While it is not known whether filing is mandatory, closing is refused with what to ask."""
        facts = {name: value for name, value in MANDATORY_FACTS.items() if name != "foreign_government_interest"}
        unknown = deal_of(facts)
        refused = closes(unknown, start(unknown, BEGIN), "2025-07-01")

        assert isinstance(refused, Refusal)
        assert any("governments of one foreign state" in blocker.reason for blocker in refused.blockers)

    def test_a_clearance_covers_the_deal_as_notified(self) -> None:
        """Once the perimeter differs from what was cleared, the contract's condition is unmet again."""
        rewrite = Process(
            "rewrite",
            "Amendment",
            "parties",
            [State("open", "open", initial=True, ends="open")],
            [Transition("open", "amend", None, "buyer", selects=True, details=[DETAIL_TERMS])],
        )
        deal = Deal("sale", "A sale", [*LISTED.processes, rewrite], terms=LISTED.terms, conditions=LISTED.conditions)
        now = at(*ACCEPTED, ("clear", "2025-04-01", "CFIUS"), deal=deal)
        now = play(deal, now, ("rewrite:amend", "2025-04-02", "buyer", {"terms": "wider"}))
        refused = closes(deal, now, "2025-04-03")

        assert isinstance(refused, Refusal)
        assert any("perimeter changed" in blocker.reason for blocker in refused.blockers)


class TestSideProcesses:
    @pytest.mark.parametrize(
        ("steps", "act", "clock", "last"),
        [
            (ACCEPTED, ("us.cfius.requests:ask", "2025-11-10", "CFIUS"), "us.cfius.requests/answer", "2025-11-14"),
            (
                DECLARED,
                ("us.cfius.requests:ask_on_declaration", "2025-11-10", "CFIUS"),
                "us.cfius.requests/declaration_answer",
                "2025-11-13",
            ),
            (
                ACCEPTED,
                ("us.cfius.requests:ask_other_party", "2025-11-10", "CFIUS"),
                "us.cfius.requests/other_party_answer",
                "2025-11-17",
            ),
            (
                ACCEPTED,
                ("us.cfius.requests:find_fee_short", "2025-11-10", "CFIUS"),
                "us.cfius.requests/fee_cure",
                "2025-11-14",
            ),
            (
                (),
                ("us.cfius.mitigation:propose_with_time_limit", "2025-11-10", "CFIUS"),
                "us.cfius.mitigation/mitigation_answer",
                "2025-11-14",
            ),
            (
                (),
                ("us.cfius.mitigation:propose_with_time_limit", "2025-11-10", "CFIUS", {"days": 5}),
                "us.cfius.mitigation/mitigation_answer",
                "2025-11-18",
            ),
            ((), ("us.cfius.penalty:notify", "2025-11-10", "CFIUS"), "us.cfius.penalty/penalty_petition", "2025-12-10"),
        ],
        ids=lambda x: x if isinstance(x, str) else "",
    )
    def test_deadlines_of_the_parties_run_in_a_lapse(
        self, steps: tuple[Step, ...], act: Step, clock: str, last: str
    ) -> None:
        """Three, two, seven, three and twenty days, business days but for the seven; none of them is tolled."""
        now = at(*steps, ("us.appropriations:lapse", "2025-10-01", "Congress"), act)

        assert day(last) == ends(DEAL, now, clock)

    def test_a_late_answer_is_a_finding_and_more_time_can_be_given(self) -> None:
        """Nothing falls when the days are over; CFIUS may reject, or give more time even then."""
        now = at(*ACCEPTED, ("us.cfius.requests:ask", "2025-03-10", "CFIUS"))
        late = settle(DEAL, now, date(2025, 3, 20))

        assert "notice_question" == late.process("us.cfius.requests").state
        assert isinstance(attempt(DEAL, late, ("reject", "2025-03-20", "CFIUS", {"ground": "late answer"})), Event)

        longer = play(DEAL, late, ("us.cfius.requests:allow_more_time", "2025-03-20", "CFIUS", {"days": 7}))

        assert date(2025, 3, 24) == ends(DEAL, longer, "us.cfius.requests/answer")

    def test_mitigation_goes_back_and_forth_before_it_is_signed(self) -> None:
        """Terms may be countered any number of times, then signed, modified, breached, cured and ended."""
        process = "us.cfius.mitigation"
        now = at(
            (f"{process}:propose", "2025-03-10", "CFIUS"),
            (f"{process}:counter", "2025-03-12", "buyer"),
            (f"{process}:propose", "2025-03-14", "CFIUS"),
            (f"{process}:counter", "2025-03-18", "seller"),
            (f"{process}:sign", "2025-03-20", "CFIUS"),
            (f"{process}:modify", "2025-09-01", "CFIUS"),
            (f"{process}:find_breach", "2026-01-05", "CFIUS"),
            (f"{process}:cure", "2026-02-05", "CFIUS"),
        )

        assert "signed" == now.process(process).state
        assert "terminated" == play(DEAL, now, (f"{process}:terminate", "2027-01-04", "CFIUS")).process(process).state

    @pytest.mark.parametrize(("before", "may"), [(0, False), (1, False), (2, True), (3, True), (4, False)])
    def test_a_warning_moves_nothing(self, before: int, may: bool) -> None:
        """In review and investigation CFIUS may write what it fears; state and last day stay as they are."""
        course: list[Step] = [
            ("us.cfius:submit_notice", "2025-03-03", "buyer"),
            ("us.cfius:accept", "2025-03-05", "CFIUS"),
            ("us.cfius:investigate", "2025-04-18", "CFIUS"),
            ("us.cfius:clear", "2025-04-21", "CFIUS"),
        ]
        now = at(*course[:before])
        got = attempt(DEAL, now, ("us.cfius:voice_concern", "2025-04-21", "CFIUS"))

        assert may is isinstance(got, Event)
        if isinstance(got, Event):
            after, plain = evolve(DEAL, now, got), settle(DEAL, now, date(2025, 4, 21))
            assert plain.process("us.cfius").state == after.process("us.cfius").state
            for clock in ("us.cfius/review", "us.cfius/investigation"):
                assert deadline(DEAL, plain, clock) == deadline(DEAL, after, clock)

    def test_an_agreement_may_ask_for_a_sale_by_a_day(self) -> None:
        """The day is the agreement's and can be moved; passing it moves nothing, selling ends the matter."""
        process = "us.cfius.mitigation"
        now = at(
            (f"{process}:propose", "2019-03-27", "CFIUS"),
            (f"{process}:sign", "2019-05-09", "CFIUS", {"divest_by": date(2020, 6, 30)}),
            begin=date(2019, 3, 1),
        )

        assert date(2020, 6, 30) == ends(DEAL, now, f"{process}/divest")
        moved = play(DEAL, now, (f"{process}:move_day", "2020-06-01", "CFIUS", {"divest_by": date(2020, 7, 31)}))
        assert date(2020, 7, 31) == ends(DEAL, moved, f"{process}/divest")
        assert "signed" == settle(DEAL, now, date(2020, 7, 1)).process(process).state

        accepted = play(DEAL, now, (f"{process}:accept_buyer", "2020-05-29", "CFIUS"))
        assert (
            "sold" == play(DEAL, accepted, (f"{process}:carry_out_sale", "2020-06-17", "seller")).process(process).state
        )
        assert isinstance(attempt(DEAL, at(), (f"{process}:carry_out_sale", "2020-06-17", "seller")), Refusal)

    def test_most_agreements_ask_for_no_sale(self) -> None:
        """An agreement without such a day has no such deadline."""
        process = "us.cfius.mitigation"
        now = at((f"{process}:propose", "2025-03-27", "CFIUS"), (f"{process}:sign", "2025-05-09", "CFIUS"))

        assert None is deadline(DEAL, now, f"{process}/divest")

    @pytest.mark.parametrize(("on", "in_time"), [("2025-12-09", True), ("2025-12-10", True), ("2025-12-11", False)])
    def test_a_penalty_becomes_final_without_a_petition(self, on: str, in_time: bool) -> None:
        """The twentieth business day is in time; when it is over the penalty is final."""
        now = at(("us.cfius.penalty:notify", "2025-11-10", "CFIUS"))
        got = attempt(DEAL, now, ("us.cfius.penalty:petition", on, "buyer"))

        assert in_time == isinstance(got, Event)
        if not in_time:
            assert ["us.cfius.penalty:fall_final"] == [event.id for event in advance(DEAL, now, day(on))]
            assert date(2025, 12, 10) == advance(DEAL, now, day(on))[0].on


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "yes/no": st.booleans(),
    "number": st.sampled_from([0, 9.9, 10, 10.1, 24.9, 25, 48.9, 49, 100]),
    "date": st.dates(date(2018, 1, 1), date(2026, 1, 1)),
}
NAMES = [fact.name for fact in CFIUS.asks]


def facts() -> st.SearchStrategy[dict[str, Any]]:
    """Answers to every question, none of which contradicts another."""

    def consistent(told: dict[str, Any]) -> dict[str, Any]:
        """Nobody controls what is held solely as an investment; critical technologies make a TID US business."""
        passive = told["solely_passive"] and not told["foreign_control"]
        return {
            **told,
            "solely_passive": passive,
            "tid_us_business": told["tid_us_business"] or told["critical_technology"],
        }

    return st.fixed_dictionaries({fact.name: VALUES[fact.kind] for fact in CFIUS.asks}).map(consistent)


class TestWhenItApplies:
    @pytest.mark.parametrize(
        ("facts", "expected"),
        [
            pytest.param({"buyer_is_foreign": False}, [Need.NONE] * 5, id="domestic buyer"),
            pytest.param(
                {"buyer_is_foreign": True, "us_business": False, "covered_real_estate": False},
                [Need.NONE] * 5,
                id="nothing American",
            ),
            pytest.param(VOLUNTARY_FACTS, [Need.VOLUNTARY] * 5, id="control"),
            pytest.param(
                {**MANDATORY_FACTS},
                [Need.VOLUNTARY, Need.VOLUNTARY, Need.VOLUNTARY, Need.MANDATORY, Need.MANDATORY],
                id="foreign government",
            ),
            pytest.param(
                {
                    **VOLUNTARY_FACTS,
                    "critical_technology": True,
                    "listed_industry": True,
                    "export_authorization": False,
                },
                [Need.VOLUNTARY, Need.VOLUNTARY, Need.MANDATORY, Need.MANDATORY, Need.VOLUNTARY],
                id="listed industry",
            ),
            pytest.param(
                {
                    **VOLUNTARY_FACTS,
                    "critical_technology": True,
                    "listed_industry": False,
                    "export_authorization": True,
                },
                [Need.VOLUNTARY, Need.VOLUNTARY, Need.VOLUNTARY, Need.VOLUNTARY, Need.MANDATORY],
                id="export authorisation",
            ),
            pytest.param(
                {
                    **VOLUNTARY_FACTS,
                    "critical_technology": True,
                    "listed_industry": True,
                    "export_authorization": True,
                    "excepted_investor": True,
                },
                [Need.VOLUNTARY, Need.VOLUNTARY, Need.MANDATORY, Need.VOLUNTARY, Need.VOLUNTARY],
                id="excepted investor in control",
            ),
            pytest.param(
                {**VOLUNTARY_FACTS, "foreign_control": False, "covered_real_estate": False},
                [Need.NONE, Need.NONE, Need.NONE, Need.VOLUNTARY, Need.VOLUNTARY],
                id="covered investment",
            ),
            pytest.param(
                {**VOLUNTARY_FACTS, "foreign_control": False, "covered_real_estate": False, "excepted_investor": True},
                [Need.NONE] * 5,
                id="excepted investor in an investment",
            ),
            pytest.param(
                {**VOLUNTARY_FACTS, "us_business": False, "covered_real_estate": True},
                [Need.NONE, Need.NONE, Need.NONE, Need.VOLUNTARY, Need.VOLUNTARY],
                id="real estate",
            ),
            pytest.param(
                {
                    "buyer_is_foreign": True,
                    "us_business": True,
                    "voting_interest": 9.9,
                    "solely_passive": True,
                    "tid_rights": False,
                    "covered_real_estate": False,
                },
                [Need.NONE] * 5,
                id="passive",
            ),
            pytest.param(
                {
                    **VOLUNTARY_FACTS,
                    "foreign_control": False,
                    "covered_real_estate": False,
                    "excepted_investor": True,
                    "critical_technology": True,
                    "listed_industry": True,
                },
                [Need.NONE, Need.NONE, Need.MANDATORY, Need.NONE, Need.NONE],
                id="an investment of the pilot programme",
            ),
            pytest.param({**MANDATORY_FACTS, "filing_exception": True}, [Need.VOLUNTARY] * 5, id="exception"),
            pytest.param(
                {**MANDATORY_FACTS, "agreement_on": date(2020, 2, 12)},
                [Need.VOLUNTARY] * 5,
                id="signed before the full rules",
            ),
            pytest.param(
                {
                    **VOLUNTARY_FACTS,
                    "critical_technology": True,
                    "listed_industry": True,
                    "export_authorization": False,
                    "agreement_on": date(2020, 10, 14),
                },
                [Need.VOLUNTARY, Need.VOLUNTARY, Need.MANDATORY, Need.MANDATORY, Need.MANDATORY],
                id="signed before the export test",
            ),
        ],
    )
    def test_each_era_has_its_answer(self, facts: dict[str, Any], expected: list[str]) -> None:
        """The day before, on and after each day of change the answer is that of its era, and turns only there."""
        terms = Terms("t", facts=facts)
        eras = [date(2015, 1, 1), *CFIUS.law_days, date(2027, 1, 1)]
        for i, status in enumerate(expected):
            first, after = eras[i], eras[i + 1]
            for on in (first, first + ONE, after - ONE):
                assert status == CFIUS.applies(terms, on).status, f"{on}"

    @pytest.mark.parametrize(
        ("bought", "held", "status"), [(25, 49, Need.MANDATORY), (24.9, 49, Need.VOLUNTARY), (25, 48.9, Need.VOLUNTARY)]
    )
    def test_the_substantial_interests_are_25_and_49_per_cent(self, bought: float, held: float, status: str) -> None:
        """Both thresholds are reached at the number itself."""
        terms = Terms("t", facts={**MANDATORY_FACTS, "voting_interest": bought, "foreign_government_interest": held})

        assert status == CFIUS.applies(terms, date(2025, 1, 2)).status

    def test_a_target_with_nothing_in_the_united_states_is_none_of_its_business(self) -> None:
        """Where the target is elsewhere no more is asked; what the terms say of the business itself goes before."""
        away = {"target_countries": ("GB",), "buyer_is_foreign": True, "foreign_control": True}
        found = CFIUS.applies(Terms("t", facts=away), date(2025, 1, 2))
        said = CFIUS.applies(Terms("t", facts={**away, "us_business": True}), date(2025, 1, 2))
        there = CFIUS.applies(Terms("t", facts={**away, "target_countries": ("GB", "US")}), date(2025, 1, 2))

        assert (Need.NONE, ()) == (found.status, found.missing)
        assert Need.NONE != said.status
        assert Need.NONE != there.status

    def test_a_missing_fact_is_asked_for(self) -> None:
        """With no facts at all nothing is assumed: the answer is unknown, with the first question to ask."""
        found = CFIUS.applies(Terms("t"), date(2025, 1, 2))

        assert Need.UNKNOWN == found.status
        assert "buyer_is_foreign" in found.missing
        assert found.question.startswith("Is the buyer a foreign person")

    def test_a_question_that_changes_nothing_today_does_not_block(self) -> None:
        """Before any filing was mandatory, or once none can be, an open question of coverage leaves the deal free."""
        early = CFIUS.applies(Terms("t"), date(2018, 11, 9))
        late = CFIUS.applies(
            Terms("t", facts={"foreign_government_interest": 0, "critical_technology": False}), date(2025, 1, 2)
        )

        assert (Need.VOLUNTARY, Need.VOLUNTARY) == (early.status, late.status)
        assert early.question
        assert late.question

    @given(every=facts(), kept=st.sets(st.sampled_from(NAMES)), on=st.dates(date(2017, 1, 1), date(2027, 1, 1)))
    def test_another_fact_never_overturns_a_decision(self, every: dict[str, Any], kept: set[str], on: date) -> None:
        """What known facts decide stays decided, whatever the missing ones turn out to be."""
        kept.add("agreement_on")  # a day that moves the law, not a question
        partly = CFIUS.applies(Terms("t", facts={n: v for n, v in every.items() if n in kept}), on)
        fully = CFIUS.applies(Terms("t", facts=every), on)

        assert Need.UNKNOWN != fully.status
        if partly.status in (Need.NONE, Need.MANDATORY):
            assert partly.status == fully.status
        if partly.status == Need.VOLUNTARY:
            assert not fully.required
            assert partly.missing or fully.status == Need.VOLUNTARY
        assert set(partly.missing).isdisjoint(kept)
        assert bool(partly.missing) == bool(partly.question)

    @given(every=facts(), kept=st.sets(st.sampled_from(NAMES)), on=st.dates(date(2017, 1, 1), date(2027, 1, 1)))
    def test_the_answer_turns_only_on_a_day_of_change(self, every: dict[str, Any], kept: set[str], on: date) -> None:
        """Between two days of change the answer is one and the same."""
        assume(on not in CFIUS.law_days)
        terms = Terms("t", facts={n: v for n, v in every.items() if n in kept})

        assert CFIUS.applies(terms, on - ONE) == CFIUS.applies(terms, on)

    def test_the_side_processes_follow_the_review(self) -> None:
        """Whatever the review's rule says of a deal holds for orders, mitigation, questions and penalties."""
        terms, on = Terms("t", facts=MANDATORY_FACTS), date(2025, 1, 2)
        found: list[Applicability] = [process.applies(terms, on) for process in PROCESSES]

        assert 1 == len(set(found))


class TestTheTable:
    def test_every_row_of_law_is_cited(self) -> None:
        """No row and no clock of the regime stands without its source."""
        assert [] == [f"{p.id}:{row.action}" for p in PROCESSES for row in p.transitions if row.cite is None]
        assert all(clock.citations for process in PROCESSES for clock in process.clocks)

    def test_the_clocks_that_others_name_are_there(self) -> None:
        """Scenarios and other tables rely on these ids."""
        assert {"review", "investigation", "president", "declaration"} <= {clock.name for clock in CFIUS.clocks}

    def test_only_the_waiting_time_is_an_earliest_day(self) -> None:
        """Every other clock of the regime is a last day."""
        kinds = {clock.name: clock.kind for process in PROCESSES for clock in process.clocks}

        assert {"mandatory_bar", "mandatory_bar_declaration"} == {n for n, k in kinds.items() if k is Kind.EARLIEST_DAY}
        assert {Kind.LAST_DAY, Kind.EARLIEST_DAY} == set(kinds.values())

    def test_the_deadlines_of_the_committee_are_tolled_and_no_others(self) -> None:
        """A lapse stops what binds CFIUS, not what binds the parties or the President."""
        tolled = {clock.name for p in PROCESSES for clock in p.clocks if clock.tolls(date(2025, 1, 2))}

        assert {"draft_comment", "formal_comment", "declaration", "review", "investigation"} == tolled


@pytest.mark.parametrize(("accepted", "allowed"), [(date(2018, 8, 10), False), (date(2018, 8, 13), True)])
def test_the_era_of_the_case_decides_on_its_extension(accepted: date, allowed: bool) -> None:
    """A case accepted before 13 August 2018 cannot be extended, whenever that is asked; one from that day on can."""
    now = start(DEAL, accepted)
    for action in ("submit_notice", "accept", "investigate"):
        by = "CFIUS" if action != "submit_notice" else "seller"
        got = decide(DEAL, now, Act(f"us.cfius:{action}", now.day, by))
        assert isinstance(got, Event), str(got)
        now = evolve(DEAL, now, got)
    got = decide(DEAL, now, Act("us.cfius:extend", accepted + 20 * ONE, "CFIUS", details={"days": 15}))

    assert allowed == bool(got)
