"""Conditions and clocks that a deal declares for itself."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.citation import Checked
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.commercial.contract import contract_clock, contract_condition
from dealflow.kernel import Event, Refusal, Snapshot, deadline, evolve, settle, start
from dealflow.model import Deal, Kind, Process, days, working_days
from plays import attempt
from plays import play as played

(AGREE,) = AGREEMENT
FIRST = date(2020, 8, 3)
NO_CHANGE = contract_condition(
    "condition.no_change", "no material adverse change", "s. 7.2(b)", by="buyer", waivable=True, waived_by="buyer"
)
AUDIT = contract_condition("condition.audit", "audited accounts", "s. 7.2(d)", step="sign", by="seller")
NOTICE = contract_clock("clock.notice", "notice before closing", "s. 2.3", days(5), started_by="buyer", blocks="close")


def deal(*own: Process) -> Deal:
    """A deal with clauses of its own."""
    return Deal("deal", "A deal", [AGREE, *own])


def play(of: Deal, *steps: tuple[str, str, str]) -> Snapshot:
    """The deal after *steps* without details, from its first day."""
    return played(of, FIRST, *((action, on, by, {}) for action, on, by in steps))


SIGNED = (("agreement:negotiate", "2020-08-03", "seller"), ("agreement:sign", "2020-08-04", "seller"))


class TestConditions:
    """The step waits until the condition is satisfied or waived."""

    @pytest.mark.parametrize(
        ("acts", "may"),
        [
            ((), False),
            ((("satisfy", "buyer"),), True),
            ((("satisfy", "buyer"), ("fall_away", "buyer")), False),
            ((("fail", "buyer"),), False),
            ((("fail", "buyer"), ("satisfy", "buyer")), True),
            ((("fail", "buyer"), ("waive", "buyer")), True),
            ((("waive", "buyer"),), True),
        ],
    )
    def test_closing(self, acts: tuple[tuple[str, str], ...], may: bool) -> None:
        """Open or failed it blocks, satisfied or waived it does not."""
        of = deal(NO_CHANGE)
        at = play(of, *SIGNED, *((f"condition.no_change:{action}", "2020-08-05", by) for action, by in acts))

        assert may is bool(attempt(of, at, "agreement:close", "2020-08-05", "seller"))

    def test_it_is_marked_as_contract(self) -> None:
        """The blocker says that it is the deal's own, with the clause, and who can cure it."""
        of = deal(NO_CHANGE)
        refused = attempt(of, play(of, *SIGNED), "agreement:close", "2020-08-05", "seller")

        assert isinstance(refused, Refusal)
        (blocker,) = refused.blockers

        assert blocker.contract
        assert blocker.citation is not None
        assert ("s. 7.2(b)", Checked.CONTRACT) == (blocker.citation.text, blocker.citation.status)
        assert "buyer" == blocker.cure

    def test_on_another_step(self) -> None:
        """A condition of signing blocks signing and nothing else."""
        of = deal(AUDIT)
        at = play(of, SIGNED[0])

        assert not attempt(of, at, "agreement:sign", "2020-08-05", "seller")
        at = play(
            of,
            SIGNED[0],
            ("condition.audit:satisfy", "2020-08-05", "seller"),
            ("agreement:sign", "2020-08-05", "buyer"),
        )

        assert attempt(of, at, "agreement:close", "2020-08-05", "buyer")

    @pytest.mark.parametrize("action", ["satisfy", "waive"])
    def test_not_by_the_other_side(self, action: str) -> None:
        """Who does not benefit neither declares it satisfied nor waives it."""
        of = deal(NO_CHANGE)
        refused = attempt(of, start(of, FIRST), f"condition.no_change:{action}", "2020-08-05", "seller")

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind

    def test_what_cannot_be_waived(self) -> None:
        """A condition that is not waivable has no such act."""
        of = deal(AUDIT)
        refused = attempt(of, start(of, FIRST), "condition.audit:waive", "2020-08-05", "seller")

        assert isinstance(refused, Refusal)
        assert "no such action" == refused.kind


class TestClocks:
    """Idle, running, done or expired."""

    @given(st.integers(1, 60), st.integers(0, 80))
    def test_it_expires_after_its_last_day(self, n: int, later: int) -> None:
        """On the n-th day it still runs, on the day after it has expired; the day of starting is not counted."""
        of = deal(contract_clock("clock.cure", "to cure a breach", "s. 8.1", days(n)))
        at = play(of, ("clock.cure:start", "2020-08-03", "seller"))
        found = deadline(of, at, "clock.cure/period")

        assert found is not None
        assert FIRST + timedelta(days=n) == found.day
        assert found.contract
        assert ("running" if later <= n else "expired") == settle(of, at, FIRST + timedelta(days=later)).process(
            "clock.cure"
        ).state

    @pytest.mark.parametrize(("on", "may"), [("2020-08-09", False), ("2020-08-10", False), ("2020-08-11", True)])
    def test_a_notice_before_closing(self, on: str, may: bool) -> None:
        """Five days from 5 August: no closing through the 10th."""
        of = deal(NOTICE)
        at = play(of, *SIGNED, ("clock.notice:start", "2020-08-05", "buyer"))

        assert may is bool(attempt(of, at, "agreement:close", on, "seller"))

    def test_an_earliest_day(self) -> None:
        """As an earliest day the same five days let closing happen on the 10th itself."""
        of = deal(contract_clock("clock.wait", "not before", "s. 2.4", days(5), blocks="close", kind=Kind.EARLIEST_DAY))
        at = play(of, *SIGNED, ("clock.wait:start", "2020-08-05", "buyer"))

        assert not attempt(of, at, "agreement:close", "2020-08-09", "seller")
        assert attempt(of, at, "agreement:close", "2020-08-10", "seller")

    def test_done_in_time_extended_and_started_again(self) -> None:
        """It can be extended in its own unit, ended by doing what it is for, and run again."""
        of = deal(
            contract_clock("clock.cure", "to cure a breach", "s. 8.1", working_days(10, "us.cfius"), done_by="seller")
        )
        at = play(of, ("clock.cure:start", "2020-08-03", "buyer"))
        longer = attempt(of, at, "clock.cure:extend", "2020-08-04", "buyer", length="5 working days")

        assert isinstance(longer, Event)
        at = evolve(of, at, longer)
        found = deadline(of, at, "clock.cure/period")

        assert found is not None
        assert date(2020, 8, 24) == found.day
        assert not attempt(of, at, "clock.cure:finish", "2020-08-10", "buyer")
        done = attempt(of, at, "clock.cure:finish", "2020-08-10", "seller")

        assert isinstance(done, Event)
        assert attempt(of, evolve(of, at, done), "clock.cure:start", "2020-08-11", "buyer")

    def test_it_is_the_deals_own(self) -> None:
        """Process, clock and length carry the clause, marked as contract."""
        clock = NOTICE.clock("period")

        assert NOTICE.contract
        assert {Checked.CONTRACT} == {c.status for c in (*clock.citations, *NOTICE.citations)}
