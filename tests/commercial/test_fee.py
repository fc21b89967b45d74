"""A fee for the end of a deal."""

from __future__ import annotations

from datetime import date

import pytest

from dealflow.commercial.fee import PROCESSES
from dealflow.kernel import Refusal, Snapshot, deadline, settle, start
from dealflow.model import Bound, Deal
from dealflow.scenario import loads
from plays import Step, attempt, play

#: What silence means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {"fee/payment": None}
#: States, rows and clocks.
SIZES = {"fee": (7, 7, 1)}

(FEE,) = PROCESSES
FIRST = date(2017, 1, 2)
DEAL = Deal("deal", "A deal", [FEE])


def agreed() -> Snapshot:
    """A fee that may fall due."""
    return play(DEAL, FIRST, ("fee:agree", "2017-01-26", "buyer", {"amount": "USD 60m"}))


def state(at: Snapshot) -> str:
    """Where the fee is."""
    return at.process("fee").state


@pytest.mark.parametrize(("action", "end"), [("pay", "paid"), ("retain", "retained"), ("waive", "waived")])
@pytest.mark.parametrize("before", [(), ("fall_due",), ("dispute",), ("fall_due", "dispute"), ("dispute", "fall_due")])
def test_every_end(before: tuple[str, ...], action: str, end: str) -> None:
    """Owed, disputed or neither, it can be paid, kept from a deposit, or given up; then nothing more happens."""
    steps: list[Step] = [(f"fee:{a}", "2018-01-02", "seller", {}) for a in (*before, action)]
    at = play(DEAL, agreed(), *steps)

    assert end == state(at)
    for again in ("pay", "retain", "waive", "fall_due", "dispute"):
        assert isinstance(attempt(DEAL, at, f"fee:{again}", "2018-01-03", "seller"), Refusal)


def test_it_must_be_agreed_first() -> None:
    """What was never agreed is not owed."""
    for action in ("fall_due", "pay", "retain", "waive", "dispute"):
        assert isinstance(attempt(DEAL, start(DEAL, FIRST), f"fee:{action}", "2017-01-03", "buyer"), Refusal)


def test_the_amount_can_change_while_nothing_is_owed() -> None:
    """Parties that raise the price often raise the fee; once it is owed its amount stands."""
    at = play(DEAL, agreed(), ("fee:change", "2017-04-16", "buyer", {"amount": "USD 82m"}))
    due = play(DEAL, at, ("fee:fall_due", "2018-01-02", "seller", {}))

    assert "agreed" == state(at)
    assert isinstance(attempt(DEAL, due, "fee:change", "2018-01-03", "buyer", amount="USD 30m"), Refusal)
    assert "paid" == state(play(DEAL, due, ("fee:pay", "2018-01-03", "buyer", {"amount": "USD 30m"})))


@pytest.mark.parametrize("on", ["2018-07-26", "2018-07-27", "2018-07-28", "2018-08-28"])
def test_a_fee_that_is_late_stays_owed(on: str) -> None:
    """The day by which it is due passes without consequence but lateness."""
    at = play(DEAL, agreed(), ("fee:fall_due", "2018-07-25", "seller", {"due_by": date(2018, 7, 27)}))
    found = deadline(DEAL, at, "fee/payment")
    then = settle(DEAL, at, date.fromisoformat(on))

    assert found is not None
    assert date(2018, 7, 27) == found.day
    assert "due" == state(then)
    assert not isinstance(attempt(DEAL, then, "fee:pay", on, "buyer"), Refusal)


def test_without_a_day_nothing_runs() -> None:
    """Where no day is set there is no deadline."""
    assert deadline(DEAL, play(DEAL, agreed(), ("fee:fall_due", "2018-07-25", "seller", {})), "fee/payment") is None


def test_two_fees_in_one_deal() -> None:
    """Each side's fee is a process of its own."""
    of = Deal("deal", "A deal", [Bound("fee.target", FEE), Bound("fee.reverse", FEE)])
    at = play(of, FIRST, ("fee.reverse:agree", "2017-01-26", "buyer", {"amount": "USD 60m"}))

    assert {"fee.target": "none", "fee.reverse": "agreed"} == dict(at.states)


def test_it_stands_only_in_deals_that_name_it() -> None:
    """A deal has no fee unless it says so."""
    plain = 'format = 1\n[deal]\nid = "x"\ntitle = "X"\nas_of = 2020-01-02\n'
    named = plain + '[processes."fee.reverse"]\ndefinition = "fee"\n'

    assert not [b.id for b in loads(plain, "x").deal.processes if b.process.id == "fee"]
    assert ["fee.reverse"] == [b.id for b in loads(named, "x").deal.processes if b.process.id == "fee"]
