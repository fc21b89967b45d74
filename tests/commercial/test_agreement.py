"""The agreement: what each step asks, and the dates of the contract."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.citation import Citation
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import (
    Act,
    Event,
    Refusal,
    Snapshot,
    contract_dates,
    decide,
    milestones,
    options,
    settle,
    standing,
    start,
)
from dealflow.model import Applicability, Deal, Gate, InState, Need, Party, Process, State, Terms, Transition
from plays import Step
from plays import attempt as tried
from plays import play as played

#: States, rows and clocks.
SIZES = {
    "agreement": (9, 12, 0),
}

(AGREE,) = AGREEMENT
FIRST = date(2020, 8, 1)
OUTSIDE = date(2020, 12, 31)
LAW = date(2020, 8, 28)
RULE = Citation("an example rule", in_force=LAW)

PARTIES = [Party("bytedance", "ByteDance", "seller"), Party("oracle", "Oracle", "buyer")]
TERMS = {"first": Terms("first"), "second": Terms("second")}


def authority(step: str, forbids: bool = False) -> Process:
    """An authority whose licence every deal needs for *step* from 28 August 2020 on, and which may forbid it."""

    def applies(_terms: Terms, day: date) -> Applicability:
        return Applicability(Need.MANDATORY if day >= LAW else Need.NONE, "an example", RULE)

    return Process(
        "licence",
        "Licence",
        "bureau",
        [
            State("none", "no licence", initial=True),
            State("granted", "granted", ends="granted"),
            State("forbidden", "forbidden", ends="forbidden", forbids=step),
        ],
        [
            Transition(("none", "forbidden"), "grant", "granted", "bureau"),
            Transition(("none", "granted"), "forbid", "forbidden", "bureau"),
        ],
        gates=[Gate(step, InState("", ("granted", "forbidden")), RULE, "there is no licence")],
        applies=applies,
        law_days=[LAW],
    )


def deal(*more: Process) -> Deal:
    """A deal with an outside date, and with *more* processes."""
    return Deal("deal", "A deal", [AGREE, *more], parties=PARTIES, terms=TERMS, dates={"outside_date": OUTSIDE})


PLAIN = deal()


def attempt(of: Deal, at: Snapshot, action: str, on: str, by: str = "bytedance", **details: Any) -> Event | Refusal:
    """What the kernel says of one act, by the seller where nobody else is named."""
    return tried(of, at, action, on, by, **details)


def play(of: Deal, *steps: tuple[str, str], at: Snapshot | date = FIRST, **details: Any) -> Snapshot:
    """The deal after *steps* (an action and its day) by its seller or the bureau, the last one with *details*."""
    whole: list[Step] = [(a, on, "bureau" if a.startswith("licence") else "bytedance", {}) for a, on in steps]
    if whole:
        whole[-1][3].update(details)
    return played(of, at, *whole)


TALKS = ("agreement:negotiate", "2020-08-02")
SIGNED = (TALKS, ("agreement:sign", "2020-08-20"))


class TestSteps:
    """Negotiate, sign, close: each asks its gates, and whether anything forbids it."""

    def test_milestones(self) -> None:
        """Signing and closing are reached on their days; terminating takes signing back, nothing takes closing back."""
        closed = play(PLAIN, *SIGNED, ("agreement:close", "2020-09-01"))
        undone = play(PLAIN, ("agreement:unwind", "2021-01-01"), at=closed)
        ended = play(PLAIN, *SIGNED, ("agreement:terminate", "2020-09-01"))

        assert {"signing": date(2020, 8, 20), "closing": date(2020, 9, 1)} == milestones(PLAIN, closed)
        assert milestones(PLAIN, closed) == milestones(PLAIN, undone)
        assert {"signing": None, "closing": None} == milestones(PLAIN, ended)

    @pytest.mark.parametrize(
        ("step", "before"),
        [("negotiate", ()), ("sign", (TALKS,)), ("close", SIGNED)],
    )
    @pytest.mark.parametrize(("on", "free"), [("2020-08-27", True), ("2020-08-28", False), ("2020-08-29", False)])
    def test_a_gate_closes_with_the_law(
        self, step: str, before: tuple[tuple[str, str], ...], on: str, free: bool
    ) -> None:
        """The step is free the day before the rule takes force, and needs the licence on the day and after it."""
        of = deal(authority(step))
        at = play(of, *before)

        assert free is bool(attempt(of, at, f"agreement:{step}", on))
        assert attempt(of, play(of, ("licence:grant", on), at=at), f"agreement:{step}", on)

    @pytest.mark.parametrize(
        ("step", "before"),
        [("negotiate", ()), ("sign", (TALKS,)), ("close", SIGNED)],
    )
    def test_what_is_forbidden(self, step: str, before: tuple[tuple[str, str], ...]) -> None:
        """A step that some process forbids is refused, with that process as the blocker."""
        of = deal(authority(step))
        at = play(of, *before, ("licence:forbid", "2020-08-25"))
        refused = attempt(of, at, f"agreement:{step}", "2020-08-25")

        assert isinstance(refused, Refusal)
        assert ["licence"] == [b.process for b in refused.blockers]

    @pytest.mark.parametrize(("step", "before"), [("negotiate", (TALKS,)), ("sign", SIGNED)])
    def test_a_law_that_comes_later_is_a_standing_breach(self, step: str, before: tuple[tuple[str, str], ...]) -> None:
        """Talks or an agreement on foot when the rule takes force: nothing moves, a finding stands each day."""
        of = deal(authority(step))
        at = play(of, *before)
        after = settle(of, at, LAW)

        assert () == standing(of, at)
        assert at.states == after.states
        assert ["licence"] == [f.process for f in standing(of, after)]

    def test_no_signing_without_negotiating(self) -> None:
        """Nobody signs what was never negotiated."""
        refused = attempt(PLAIN, start(PLAIN, FIRST), "agreement:sign", "2020-08-02")

        assert isinstance(refused, Refusal)
        assert "not from this state" == refused.kind

    @pytest.mark.parametrize("by", ["CFIUS", "President", "court", ""])
    def test_the_parties_alone_act(self, by: str) -> None:
        """No authority signs or closes for the parties."""
        for before, step in (((TALKS,), "sign"), (SIGNED, "close")):
            refused = attempt(PLAIN, play(PLAIN, *before), f"agreement:{step}", "2020-08-25", by)

            assert isinstance(refused, Refusal)
            assert "wrong actor" == refused.kind


class TestTheOutsideDate:
    """It opens a right to terminate, and ends nothing by itself."""

    @pytest.mark.parametrize(("on", "may"), [("2020-12-30", False), ("2020-12-31", False), ("2021-01-01", True)])
    def test_terminating_because_of_it(self, on: str, may: bool) -> None:
        """Not the day before, not on the day: only once it has passed."""
        got = attempt(PLAIN, play(PLAIN, *SIGNED), "agreement:terminate_outside_date", on)

        assert may is bool(got)
        if isinstance(got, Refusal):
            assert "too early" == got.kind
            assert date(2021, 1, 1) == got.first_day

    @pytest.mark.parametrize("on", ["2020-12-30", "2020-12-31", "2021-01-01", "2021-06-01"])
    def test_closing_around_it(self, on: str) -> None:
        """The parties may close before, on and after it, as long as nobody has terminated."""
        assert attempt(PLAIN, play(PLAIN, *SIGNED), "agreement:close", on)

    @pytest.mark.parametrize("on", ["2020-12-30", "2020-12-31", "2021-01-01"])
    def test_terminating_for_other_reasons(self, on: str) -> None:
        """Consent, breach or a failed condition need no date, and the reason is kept."""
        at = play(PLAIN, *SIGNED, ("agreement:terminate", on), reason="breach")

        assert ("terminated", "breach") == (at.process("agreement").state, at.process("agreement").detail("reason"))

    @given(st.integers(0, 400), st.integers(-30, 430))
    def test_extended(self, moved: int, asked: int) -> None:
        """Wherever it is moved to, the right to terminate begins on the day after, and no earlier."""
        new = date.fromordinal(OUTSIDE.toordinal() + moved)
        on = date.fromordinal(OUTSIDE.toordinal() + asked)
        at = play(PLAIN, *SIGNED, ("agreement:extend_outside_date", "2020-11-15"), day=new)
        got = decide(PLAIN, at, Act("agreement:terminate_outside_date", on, "oracle"))

        assert {"outside_date": new} == contract_dates(PLAIN, at)
        assert (on > new) == bool(got)

    def test_waived_after_it_has_passed(self) -> None:
        """A date that has passed unused can still be moved."""
        at = play(PLAIN, *SIGNED, ("agreement:extend_outside_date", "2021-01-15"), day="2021-03-31")

        assert not attempt(PLAIN, at, "agreement:terminate_outside_date", "2021-02-01")

    def test_a_contract_without_one(self) -> None:
        """Where the contract fixes no outside date, nobody terminates because of it."""
        without = Deal("without", "No outside date", [AGREE], parties=PARTIES)

        assert not attempt(without, play(without, *SIGNED), "agreement:terminate_outside_date", "2030-01-01")


class TestTerms:
    """What is agreed can be amended, before signing and after."""

    @pytest.mark.parametrize("before", [(), (TALKS,), SIGNED, (*SIGNED, ("agreement:terminate", "2020-08-21"))])
    def test_amended(self, before: tuple[tuple[str, str], ...]) -> None:
        """An amendment selects the named terms and moves nothing."""
        at = play(PLAIN, *before)
        after = play(PLAIN, ("agreement:amend_terms", "2020-08-22"), at=at, terms="second")

        assert "second" == after.terms
        assert at.states == after.states

    def test_covenants_alone(self) -> None:
        """What is neither terms nor last date is amended while the agreement binds, and moves nothing."""
        at = play(PLAIN, *SIGNED)
        after = play(PLAIN, ("agreement:amend", "2020-08-22"), at=at, change="a covenant")

        assert (at.terms, at.states) == (after.terms, after.states)
        assert not attempt(PLAIN, play(PLAIN, TALKS), "agreement:amend", "2020-08-22")

    def test_a_closed_deal_is_not(self) -> None:
        """Nobody amends what has closed."""
        at = play(PLAIN, *SIGNED, ("agreement:close", "2020-08-21"))

        assert not attempt(PLAIN, at, "agreement:amend_terms", "2020-08-22", terms="second")


@pytest.mark.parametrize("ended", ["break_off", "abandon"])
def test_talks_can_begin_again(ended: str) -> None:
    """Broken off is not forbidden to resume."""
    at = play(PLAIN, TALKS, (f"agreement:{ended}", "2020-08-03"))

    assert attempt(PLAIN, at, "agreement:negotiate", "2020-08-04")


def test_every_option_is_offered_to_the_parties() -> None:
    """From every state somebody has something to do, but for a deal undone."""
    at = play(PLAIN, *SIGNED, ("agreement:close", "2020-08-21"))

    assert ["agreement:unwind"] == [o.id for o in options(PLAIN, at)]
    assert () == options(PLAIN, play(PLAIN, ("agreement:unwind", "2020-08-22"), at=at))
