"""The shipped endings: each is told, and by the right states."""

from __future__ import annotations

from datetime import date

import pytest

from dealflow.catalogue import catalogue
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.commercial.bid import PROCESSES as BIDS
from dealflow.commercial.endings import ENDINGS, TOLD_BY, endings_for, lost_to_rival
from dealflow.kernel import ending
from dealflow.model import Bound, Deal, Party
from dealflow.regimes.us_divestiture_order import PROCESSES as ORDERS
from plays import Step, play

FIRST = date(2020, 8, 1)
(AGREE,), (BID,), (ORDER,) = AGREEMENT, BIDS, ORDERS
ALONE = [Bound("agreement", AGREE)]
WITH_ORDER = [*ALONE, Bound("us.divestiture_order", ORDER)]


def ended(processes: list[Bound], *steps: Step) -> str | None:
    """The ending of a deal of *processes* after *steps*."""
    of = Deal("deal", "A deal", processes, dates={"outside_date": date(2020, 9, 1)}, endings=endings_for(processes))
    return ending(of, play(of, FIRST, *steps))


NEGOTIATE: Step = ("agreement:negotiate", "2020-08-02", "seller", {})
SIGN: Step = ("agreement:sign", "2020-08-03", "seller", {})


@pytest.mark.parametrize(
    ("steps", "name"),
    [
        ([], None),
        ([NEGOTIATE], None),
        ([NEGOTIATE, SIGN], None),
        ([NEGOTIATE, ("agreement:break_off", "2020-08-03", "buyer", {})], "withdrawn_commercial"),
        ([NEGOTIATE, SIGN, ("agreement:terminate", "2020-08-04", "buyer", {})], "withdrawn_commercial"),
        ([NEGOTIATE, SIGN, ("agreement:abandon", "2020-08-04", "buyer", {})], "withdrawn_regulatory"),
        ([NEGOTIATE, SIGN, ("agreement:terminate_outside_date", "2020-09-02", "buyer", {})], "lapsed_outside_date"),
        ([NEGOTIATE, SIGN, ("agreement:close", "2020-08-04", "buyer", {})], "closed"),
        (
            [
                NEGOTIATE,
                SIGN,
                ("agreement:close", "2020-08-04", "buyer", {}),
                ("agreement:unwind", "2020-08-05", "buyer", {}),
            ],
            "unwound",
        ),
    ],
)
def test_endings_of_the_agreement(steps: list[Step], name: str | None) -> None:
    """Each way the agreement can end has its name, and an open agreement has none."""
    assert name == ended(ALONE, *steps)


def test_blocked_by_the_president() -> None:
    """A prohibited deal that its parties give up was blocked; prohibited alone it may still be let go."""
    order = ("us.divestiture_order:order_abandonment", "2020-08-04", "President", {"days": 30})
    abandon: Step = ("us.divestiture_order:abandon", "2020-08-05", "buyer", {})

    assert None is ended(WITH_ORDER, NEGOTIATE, SIGN, order, abandon)
    assert "blocked_by_president" == ended(
        WITH_ORDER, NEGOTIATE, SIGN, order, abandon, ("agreement:terminate", "2020-08-05", "buyer", {})
    )


def test_a_forced_sale() -> None:
    """Carried out by a closed sale or in another way, an order ends in a forced divestiture; before that, in none."""
    order = ("us.divestiture_order:order", "2020-08-04", "President", {"days": 90})
    accepted: list[Step] = [
        ("us.divestiture_order:propose_buyer", "2020-08-05", "seller", {}),
        ("us.divestiture_order:not_object", "2020-08-06", "CFIUS", {}),
        ("agreement:close", "2020-08-07", "buyer", {}),
    ]

    assert None is ended(WITH_ORDER, NEGOTIATE, SIGN, order)
    assert "closed" == ended(WITH_ORDER, NEGOTIATE, SIGN, order, *accepted)
    assert "forced_divestiture" == ended(
        WITH_ORDER, NEGOTIATE, SIGN, order, *accepted, ("us.divestiture_order:divest", "2020-08-07", "seller", {})
    )
    assert "forced_divestiture" == ended(
        WITH_ORDER, order, ("us.divestiture_order:dispose", "2020-08-05", "seller", {})
    )


def test_a_closed_deal_that_is_to_be_undone_has_not_ended() -> None:
    """An order to divest opens a closed deal again, two orders until both are carried out."""
    both = [*ALONE, Bound("goods", ORDER), Bound("land", ORDER)]
    closed: list[Step] = [NEGOTIATE, SIGN, ("agreement:close", "2020-08-04", "buyer", {})]
    orders: list[Step] = [(f"{id}:order", "2020-08-05", "President", {"days": 90}) for id in ("goods", "land")]
    dispose: list[Step] = [(f"{id}:dispose", "2020-08-06", "seller", {}) for id in ("goods", "land")]

    assert "closed" == ended(both, *closed)
    assert None is ended(both, *closed, *orders)
    assert None is ended(both, *closed, *orders, dispose[0])
    assert "forced_divestiture" == ended(both, *closed, *orders, *dispose)


def test_no_agreement_no_endings() -> None:
    """A deal without an agreement has none of these endings, and none names a process that is not there."""
    assert () == endings_for([Bound("us.divestiture_order", ORDER)])
    assert ENDINGS == endings_for(ALONE)


def test_a_process_about_another_transaction_tells_nothing() -> None:
    """An order about a past acquisition that is no part of this deal does not end it."""
    assert ENDINGS == endings_for([*ALONE, Bound("past", ORDER, of="musically")])


def test_lost_to_a_rival() -> None:
    """For a bidder the deal ends when its bid is out and somebody else has signed."""
    rivals = [Bound("bid.b", BID, roles={"bidder": ("b",)})]
    of = Deal("deal", "A deal", [*rivals, *ALONE], parties=[Party("b", "B")], endings=[lost_to_rival("bid.b")])
    out: list[Step] = [("bid.b:offer", "2020-08-02", "b", {}), ("bid.b:reject", "2020-08-02", "seller", {})]

    assert None is ending(of, play(of, FIRST, *out, NEGOTIATE))
    assert "lost_to_rival" == ending(of, play(of, FIRST, *out, NEGOTIATE, SIGN))


@pytest.mark.parametrize("name", sorted(TOLD_BY))
def test_every_teller_exists(name: str) -> None:
    """The definitions and states that tell an ending are in the catalogue."""
    known = catalogue()
    for process, states in TOLD_BY[name].items():
        assert set(states) <= {s.name for s in known[process].states}
