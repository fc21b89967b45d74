"""Approvals of the parties' own side."""

from __future__ import annotations

from datetime import date

import pytest

from dealflow.citation import Checked
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.commercial.approval import PROCESSES as APPROVALS
from dealflow.kernel import Event, Refusal, Snapshot, evolve, settle, start
from dealflow.model import Asset, Bound, Deal, Party, Process, Terms
from plays import Step, attempt, play

#: What silence means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {
    "approval.board/validity": "expire",
    "approval.holders/validity": "expire",
    "approval.lender/validity": "expire",
}
#: States, rows and clocks.
SIZES = {
    "approval.board": (5, 4, 1),
    "approval.holders": (5, 4, 1),
    "approval.lender": (5, 4, 1),
}

(AGREE,) = AGREEMENT
BOARD, HOLDERS, LENDER = APPROVALS
FIRST = date(2020, 8, 1)
CODE = Asset("code", "source code")
TERMS = {
    "plain": Terms("plain", buyer="oracle"),
    "other_buyer": Terms("other_buyer", buyer="microsoft"),
    "with_code": Terms("with_code", buyer="oracle", sold=[CODE]),
    "dearer": Terms("dearer", buyer="oracle", facts={"price": 20}),
}
WHO = {"approval.board": "board", "approval.holders": "holders", "approval.lender": "lender"}


def deal(*approvals: Process | Bound) -> Deal:
    """A deal that needs *approvals*."""
    return Deal("deal", "A deal", [AGREE, *approvals], parties=[Party("b", "ByteDance", "seller")], terms=TERMS)


def at_the_step(of: Deal, approval: Process) -> tuple[Snapshot, str]:
    """The deal before the step that *approval* stands on, and that step."""
    steps: list[Step] = [("agreement:negotiate", "2020-08-02", "b", {})]
    if approval.gates[0].step == "close":
        steps.append(("agreement:sign", "2020-08-03", "b", {}))
    return play(of, FIRST, *steps), f"agreement:{approval.gates[0].step}"


@pytest.mark.parametrize("approval", APPROVALS, ids=lambda p: p.id)
class TestEveryApproval:
    """Asked for on its step, by nobody but its own body, for these terms."""

    def test_stands_on_its_step(self, approval: Process) -> None:
        """Without it the step is refused, with it the step is free, and taken back it is refused again."""
        of = deal(approval)
        at, step = at_the_step(of, approval)
        who = WHO[approval.id]
        refused = attempt(of, at, step, "2020-08-05", "b")
        given = evolve(of, at, _event(attempt(of, at, f"{approval.id}:give", "2020-08-05", who)))
        back = evolve(of, given, _event(attempt(of, given, f"{approval.id}:withdraw", "2020-08-06", who)))

        assert isinstance(refused, Refusal)
        assert (who, approval.id) == (refused.blockers[0].cure, refused.blockers[0].process)
        assert attempt(of, given, step, "2020-08-05", "b")
        assert not attempt(of, back, step, "2020-08-06", "b")

    def test_nobody_else_gives_it(self, approval: Process) -> None:
        """The seller cannot approve in the body's place."""
        of = deal(approval)

        for by in ("b", "CFIUS", "approver", ""):
            refused = attempt(of, start(of, FIRST), f"{approval.id}:give", "2020-08-05", by)

            assert isinstance(refused, Refusal)
            assert "wrong actor" == refused.kind

    @pytest.mark.parametrize(
        ("terms", "still_good"), [("plain", True), ("dearer", True), ("other_buyer", False), ("with_code", False)]
    )
    def test_covers_buyer_and_perimeter(self, approval: Process, terms: str, still_good: bool) -> None:
        """With another buyer or another perimeter it must be given again; giving it again is always possible."""
        of = deal(approval)
        at, step = at_the_step(of, approval)
        give, who = f"{approval.id}:give", WHO[approval.id]
        at = evolve(of, at, _event(attempt(of, at, give, "2020-08-05", who)))
        at = evolve(of, at, _event(attempt(of, at, "agreement:amend_terms", "2020-08-06", "b", terms=terms)))

        assert still_good is bool(attempt(of, at, step, "2020-08-06", "b"))
        at = evolve(of, at, _event(attempt(of, at, give, "2020-08-07", who)))

        assert attempt(of, at, step, "2020-08-07", "b")

    @pytest.mark.parametrize(("on", "good"), [("2020-08-14", True), ("2020-08-15", True), ("2020-08-16", False)])
    def test_runs_out_where_it_says_so(self, approval: Process, on: str, good: bool) -> None:
        """Good the day before and on its last day, gone on the day after."""
        of = deal(approval)
        at, step = at_the_step(of, approval)
        give = attempt(of, at, f"{approval.id}:give", "2020-08-05", WHO[approval.id], valid_until="2020-08-15")

        assert good is bool(attempt(of, evolve(of, at, _event(give)), step, on, "b"))

    def test_otherwise_it_lasts(self, approval: Process) -> None:
        """An approval that says nothing of a last day does not run out."""
        of = deal(approval)
        at = play(of, FIRST, (f"{approval.id}:give", "2020-08-05", WHO[approval.id], {}))

        assert "given" == settle(of, at, date(2030, 1, 1)).process(approval.id).state

    def test_a_refusal_can_be_reconsidered(self, approval: Process) -> None:
        """Who has refused may approve later."""
        of = deal(approval)
        at = play(of, FIRST, (f"{approval.id}:refuse", "2020-08-05", WHO[approval.id], {"reason": "price"}))

        assert attempt(of, at, f"{approval.id}:give", "2020-08-06", WHO[approval.id])


def test_several_boards() -> None:
    """One definition stands for each side; one board's word is not the other's."""
    parties = [Party("b", "ByteDance", "seller"), Party("us", "the seller's board"), Party("them", "the buyer's board")]
    boards = [
        Bound("approval.board.seller", BOARD, roles={"board": ("us",)}),
        Bound("approval.board.buyer", BOARD, roles={"board": ("them",)}),
    ]
    of = Deal("deal", "A deal", [AGREE, *boards], parties=parties, terms=TERMS)
    at = play(
        of,
        FIRST,
        ("agreement:negotiate", "2020-08-02", "b", {}),
        ("approval.board.seller:give", "2020-08-03", "us", {}),
    )
    refused = attempt(of, at, "agreement:sign", "2020-08-03", "b")

    assert isinstance(refused, Refusal)
    assert ["approval.board.buyer"] == [b.process for b in refused.blockers]
    assert not attempt(of, at, "approval.board.buyer:give", "2020-08-03", "us")


def test_what_is_the_deals_own_is_marked() -> None:
    """A lender's consent is contract; the company's own bodies act under company law, cited as recalled."""
    assert [False, False, True] == [p.contract for p in APPROVALS]
    assert [Checked.RECALLED, Checked.RECALLED, Checked.CONTRACT] == [p.gates[0].citation.status for p in APPROVALS]


def _event(got: Event | Refusal) -> Event:
    assert isinstance(got, Event), str(got)
    return got
