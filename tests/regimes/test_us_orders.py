"""Orders of the President under section 721: their periods, the buyer, and what comes after them."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Act, Event, Refusal, Snapshot, advance, deadline, decide, evolve, settle, start
from dealflow.model import Asset, Deal, Party, Terms
from dealflow.regimes.us_divestiture_order import PROCESSES as DIVESTITURE
from plays import attempt, play

#: What silence means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {
    "us.divestiture_order/divest": None,
    "us.divestiture_order/objection": "no_objection_in_time",
    "us.non_enforcement/stand_down": "expire",
}
#: Approvals that silence gives.
APPROVED_BY_SILENCE = {("us.divestiture_order", "not_objected")}
#: States without an approval in which closing is possible.
CLOSES = {
    ("us.divestiture_order", "certified"),
    ("us.divestiture_order", "divested"),
    ("us.divestiture_order", "none"),
    ("us.divestiture_order", "permitted"),
    ("us.divestiture_order", "revoked"),
    ("us.divestiture_order", "set_aside"),
}
#: States, rows and clocks.
SIZES = {
    "us.stay": (6, 6, 0),
    "us.non_enforcement": (4, 5, 1),
    "us.divestiture_order": (15, 19, 2),
}

ORDERS = json.loads((Path(__file__).parents[1] / "data" / "us_orders.json").read_text(encoding="utf-8"))["orders"]
WITH_PERIOD = [order for order in ORDERS if order["days"]]
MUSICALLY = next(order for order in ORDERS if order["id"] == "musical.ly")

(ORDER,), (AGREE,) = DIVESTITURE, AGREEMENT

US = Asset("us_operations", "United States operations")
CODE = Asset("algorithm", "recommendation algorithm")
PARTIES = [
    Party("bytedance", "ByteDance", "seller"),
    Party("oracle", "Oracle", "buyer"),
    Party("microsoft", "Microsoft", "buyer"),
]
TERMS = {
    "to_oracle": Terms("to_oracle", buyer="oracle", sold=[US]),
    "to_microsoft": Terms("to_microsoft", buyer="microsoft", sold=[US]),
    "with_code": Terms("with_code", buyer="oracle", sold=[US, CODE]),
}
SALE = Deal("sale", "A sale under an order", [AGREE, ORDER], parties=PARTIES, terms=TERMS)


def ordered(order: dict[str, Any]) -> Snapshot:
    """The sale on the day on which *order* is made."""
    details = {name: order[name] for name in ("days", "cap") if order[name] is not None}
    before = start(SALE, date.fromisoformat(order["date"]))
    return play(SALE, before, (f"us.divestiture_order:{order['action']}", order["date"], "President", details))


def last_day(deal: Deal, at: Snapshot, clock: str = "us.divestiture_order/divest") -> str:
    """The date of *clock* as it stands, in ISO form."""
    found = deadline(deal, at, clock)
    assert found is not None
    return found.day.isoformat()


def ready_to_close(on: str) -> Snapshot:
    """The sale, signed under the order of 14 August 2020, on the day *on*."""
    return play(
        SALE,
        ordered(MUSICALLY),
        ("agreement:negotiate", "2020-09-01", "bytedance", {}),
        ("agreement:sign", on, "bytedance", {}),
    )


def sold(at: Snapshot, on: str) -> Event | Refusal:
    """An attempt to close the sale."""
    return attempt(SALE, at, "agreement:close", on, "bytedance")


@pytest.mark.parametrize("order", WITH_PERIOD, ids=lambda o: o["id"])
class TestThePeriodIsTheOrdersOwn:
    """The day of the order is day 0, calendar days, no roll: every end published or derived is reproduced."""

    def test_in_a_deal(self, order: dict[str, Any]) -> None:
        """The end counted from the order's own days is the one published, and each extension moves it as published."""
        at = ordered(order)

        assert order["end"] == last_day(SALE, at)
        for more in order["extensions"]:
            at = play(SALE, at, ("us.divestiture_order:extend", more["on"], "CFIUS", {"days": more["days"]}))

            assert more["end"] == last_day(SALE, at)

    def test_out_of_any_deal(self, order: dict[str, Any]) -> None:
        """The clock alone, with the length that the order sets, gives the same day."""
        found = clock_deadline("us.divestiture_order/divest", order["date"], order["days"])

        assert order["end"] == found.day.isoformat()

    def test_nothing_falls_on_it(self, order: dict[str, Any]) -> None:
        """The end of the period is a finding: no lapse falls the day before, on it or after it."""
        end = date.fromisoformat(order["end"])

        for offset in (-1, 0, 1, 400):
            assert () == advance(SALE, ordered(order), end + timedelta(days=offset))


def test_an_order_without_a_period_starts_no_clock() -> None:
    """The takeover of 2018 was to be abandoned at once: it is forbidden to close, and nothing counts."""
    at = ordered(next(order for order in ORDERS if order["id"] == "broadcom"))

    assert "abandonment_at_once" == at.process("us.divestiture_order").state
    assert None is deadline(SALE, at, "us.divestiture_order/divest")
    for by in ("seller", "buyer", "bidder"):
        gone = attempt(SALE, at, "us.divestiture_order:abandon", "2018-03-14", by)
        assert isinstance(gone, Event)
    assert not attempt(SALE, at, "us.divestiture_order:abandon", "2018-03-14", "CFIUS")


class TestExtensions:
    """Only what the order allows, and only by whom it names."""

    def test_tiktok_ran_to_4_december(self) -> None:
        """15 and 7 days are granted; 9 more would go beyond the 30 of the order, 8 would end on 12 December 2020."""
        at = ordered(MUSICALLY)
        for more in MUSICALLY["extensions"]:
            at = play(SALE, at, ("us.divestiture_order:extend", more["on"], "CFIUS", {"days": more["days"]}))
        refused = attempt(SALE, at, "us.divestiture_order:extend", "2020-12-04", "CFIUS", days=9)
        at = play(SALE, at, ("us.divestiture_order:extend", "2020-12-04", "CFIUS", {"days": 8}))

        assert not refused
        assert isinstance(refused, Refusal)
        assert "may not exceed 30 days" in str(refused)
        assert "2020-12-12" == last_day(SALE, at)

    @pytest.mark.parametrize("order", [o for o in ORDERS if o["latest"]], ids=lambda o: o["id"])
    def test_the_cap_in_one_go(self, order: dict[str, Any]) -> None:
        """The whole cap may be granted at once, one day more may not."""
        at = ordered(order)
        over = attempt(SALE, at, "us.divestiture_order:extend", order["end"], "CFIUS", days=order["cap"] + 1)
        full = play(SALE, at, ("us.divestiture_order:extend", order["end"], "CFIUS", {"days": order["cap"]}))

        assert not over
        assert order["latest"] == last_day(SALE, full)

    @given(st.lists(st.integers(1, 30), max_size=6))
    def test_no_split_goes_beyond_the_cap(self, split: list[int]) -> None:
        """However it is cut up, no more than 30 days are ever granted, and whatever fits is granted."""
        at, granted = ordered(MUSICALLY), 0
        for n in split:
            got = attempt(SALE, at, "us.divestiture_order:extend", "2020-11-12", "CFIUS", days=n)

            assert (granted + n <= 30) == bool(got)
            if isinstance(got, Event):
                at, granted = evolve(SALE, at, got), granted + n
        end = date(2020, 11, 12) + timedelta(days=granted)

        assert end.isoformat() == last_day(SALE, at)

    @pytest.mark.parametrize("on", ["2020-11-11", "2020-11-12", "2020-11-13", "2021-03-01"])
    def test_before_on_and_after_the_day(self, on: str) -> None:
        """An overdue order can still be extended: the new date counts from the old one, not from the day of the act."""
        at = play(SALE, ordered(MUSICALLY), ("us.divestiture_order:extend", on, "CFIUS", {"days": 15}))

        assert "2020-11-27" == last_day(SALE, at)

    def test_an_extension_made_public_a_day_late(self) -> None:
        """Granted on 12 November and told on the 13th: the day of the grant stands in the record."""
        act = Act(
            "us.divestiture_order:extend",
            date(2020, 11, 12),
            "CFIUS",
            details={"days": 15},
            recorded=date(2020, 11, 13),
        )
        got = decide(SALE, ordered(MUSICALLY), act)

        assert isinstance(got, Event)
        assert (date(2020, 11, 12), date(2020, 11, 13)) == (got.on, got.recorded)

    @pytest.mark.parametrize("by", ["bytedance", "Commerce", "MOFCOM", ""])
    def test_nobody_else_extends(self, by: str) -> None:
        """An extension by anyone but CFIUS or the President is refused as the wrong actor's."""
        refused = attempt(SALE, ordered(MUSICALLY), "us.divestiture_order:extend", "2020-11-12", by, days=15)

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind

    def test_the_order_may_name_the_extender(self) -> None:
        """Where the order names CFIUS, the President does not extend under it: he would replace it."""
        at = play(
            SALE,
            start(SALE, date(2020, 8, 14)),
            ("us.divestiture_order:order", "2020-08-14", "President", {"days": 90, "extender": "CFIUS"}),
        )

        assert not attempt(SALE, at, "us.divestiture_order:extend", "2020-11-12", "President", days=15)
        assert attempt(SALE, at, "us.divestiture_order:extend", "2020-11-12", "CFIUS", days=15)

    def test_an_order_without_days_is_no_order(self) -> None:
        """The period comes with the order or not at all: the library has none to offer."""
        refused = attempt(SALE, start(SALE, date(2020, 8, 14)), "us.divestiture_order:order", "2020-08-14", "President")

        assert isinstance(refused, Refusal)
        assert "bad details" == refused.kind


class TestClosingUnderAnOrder:
    """CFIUS must not object to the buyer."""

    def test_without_an_order_nothing_is_asked(self) -> None:
        """While no order is out the gate stands open."""
        at = play(
            SALE,
            start(SALE, date(2020, 8, 1)),
            ("agreement:negotiate", "2020-08-02", "bytedance", {}),
            ("agreement:sign", "2020-08-03", "bytedance", {}),
        )

        assert sold(at, "2020-08-03")

    def test_a_signed_sale_is_not_enough(self) -> None:
        """An order closes the gate, and only CFIUS opens it."""
        at = ready_to_close("2020-09-20")
        refused = sold(at, "2020-09-20")
        at = play(
            SALE,
            at,
            ("us.divestiture_order:propose_buyer", "2020-09-21", "bytedance", {"buyer": "oracle"}),
            ("us.divestiture_order:not_object", "2020-10-01", "CFIUS", {}),
        )

        assert isinstance(refused, Refusal)
        assert ["us.divestiture_order"] == [b.process for b in refused.blockers]
        assert "CFIUS" == refused.blockers[0].cure
        assert sold(at, "2020-10-01")

    def test_the_seller_cannot_speak_for_cfius(self) -> None:
        """A word from the President that he approves in concept, or from the seller, is no acceptance of the buyer."""
        at = play(
            SALE, ready_to_close("2020-09-20"), ("us.divestiture_order:propose_buyer", "2020-09-20", "bytedance", {})
        )

        for by in ("bytedance", "President"):
            refused = attempt(SALE, at, "us.divestiture_order:not_object", "2020-09-21", by)

            assert isinstance(refused, Refusal)
            assert "wrong actor" == refused.kind

    @pytest.mark.parametrize("other", ["to_microsoft", "with_code"])
    def test_another_buyer_or_perimeter_is_put_to_cfius_again(self, other: str) -> None:
        """The acceptance covers the buyer and what is sold: with either changed CFIUS is asked again."""
        at = play(
            SALE,
            ready_to_close("2020-09-20"),
            ("us.divestiture_order:propose_buyer", "2020-09-21", "bytedance", {}),
            ("us.divestiture_order:not_object", "2020-10-01", "CFIUS", {}),
            ("agreement:amend_terms", "2020-10-02", "bytedance", {"terms": other}),
        )
        refused = sold(at, "2020-10-02")
        again = play(
            SALE,
            at,
            ("us.divestiture_order:propose_buyer", "2020-10-03", "bytedance", {}),
            ("us.divestiture_order:not_object", "2020-10-09", "CFIUS", {}),
        )

        assert not refused
        assert "under other terms" in str(refused)
        assert sold(again, "2020-10-09")

    def test_an_objection_can_be_answered(self) -> None:
        """After an objection another proposal is possible, and the period of the order has not restarted."""
        at = play(
            SALE,
            ready_to_close("2020-09-20"),
            ("us.divestiture_order:propose_buyer", "2020-09-21", "bytedance", {}),
            ("us.divestiture_order:object", "2020-10-01", "CFIUS", {}),
        )

        assert not sold(at, "2020-10-01")
        at = play(SALE, at, ("us.divestiture_order:propose_buyer", "2020-10-02", "bytedance", {}))

        assert "2020-11-12" == last_day(SALE, at)

    def test_the_order_is_carried_out_by_closing(self) -> None:
        """Interests are divested once the sale has closed, not before; then it is certified and the clock has ended."""
        at = play(
            SALE,
            ready_to_close("2020-09-20"),
            ("us.divestiture_order:propose_buyer", "2020-09-21", "bytedance", {}),
            ("us.divestiture_order:not_object", "2020-10-01", "CFIUS", {}),
        )
        early = attempt(SALE, at, "us.divestiture_order:divest", "2020-10-01", "bytedance")
        at = play(
            SALE,
            at,
            ("agreement:close", "2020-10-02", "bytedance", {}),
            ("us.divestiture_order:divest", "2020-10-02", "bytedance", {}),
            ("us.divestiture_order:certify", "2020-10-02", "bytedance", {}),
        )

        assert not early
        assert "certified" == at.process("us.divestiture_order").state
        assert None is at.process("us.divestiture_order").run("divest")


class TestSilenceOfCfius:
    """A buyer notified in writing may be sold to once the days to object have passed."""

    # Thu 1 Oct 2020 + 10 business days, Columbus Day on the 12th left out: Fri 16 Oct.
    @pytest.mark.parametrize(("on", "may"), [("2020-10-15", False), ("2020-10-16", False), ("2020-10-17", True)])
    def test_ten_business_days(self, on: str, may: bool) -> None:
        """Through the tenth business day CFIUS may object; on the day after the sale may close."""
        at = play(
            SALE, ready_to_close("2020-09-30"), ("us.divestiture_order:notify_buyer", "2020-10-01", "bytedance", {})
        )

        assert may is bool(sold(settle(SALE, at, date.fromisoformat(on)), on))

    def test_another_order_gives_other_days(self) -> None:
        """How long CFIUS has is the order's own: thirty days where it says so."""
        wait = {"wait": "30 days"}
        at = play(
            SALE, ready_to_close("2020-09-30"), ("us.divestiture_order:notify_buyer", "2020-10-01", "bytedance", wait)
        )

        assert "2020-10-31" == last_day(SALE, at, "us.divestiture_order/objection")

    def test_an_objection_in_time(self) -> None:
        """An objection on the last day stands; nothing falls afterwards."""
        at = play(
            SALE,
            ready_to_close("2020-09-30"),
            ("us.divestiture_order:notify_buyer", "2020-10-01", "bytedance", {}),
            ("us.divestiture_order:object", "2020-10-16", "CFIUS", {}),
        )

        assert not sold(settle(SALE, at, date(2020, 11, 1)), "2020-11-01")


class TestLaterActs:
    """An order is not the end of the matter."""

    def test_a_prohibited_deal_closed_after_all(self) -> None:
        """Nippon Steel and U.S. Steel: forbidden on 3 January 2025, let go on 13 June, closed on the 18th."""
        at = play(
            SALE,
            start(SALE, date(2023, 12, 1)),
            ("agreement:negotiate", "2023-12-01", "bytedance", {}),
            ("agreement:sign", "2023-12-18", "bytedance", {}),
            ("us.divestiture_order:order_abandonment", "2025-01-03", "President", {"days": 30}),
        )
        refused = sold(at, "2025-01-10")
        at = play(
            SALE,
            at,
            ("us.divestiture_order:extend", "2025-01-11", "CFIUS", {"days": 136}),
            ("us.divestiture_order:permit", "2025-06-13", "President", {"conditions": "security agreement"}),
        )

        assert isinstance(refused, Refusal)
        assert ["prohibition"] == [b.code for b in refused.blockers if b.met is False]
        assert sold(at, "2025-06-18")

    def test_a_later_order_brings_its_own_period_and_cap(self) -> None:
        """An order in the place of another counts from its own date and owes nothing to the cap of the one before."""
        at = play(
            SALE,
            ordered(MUSICALLY),
            ("us.divestiture_order:extend", "2020-11-12", "CFIUS", {"days": 30}),
            ("us.divestiture_order:replace", "2020-12-01", "President", {"days": 60}),
            ("us.divestiture_order:extend", "2020-12-01", "CFIUS", {"days": 90}),
        )

        assert "2021-04-30" == last_day(SALE, at)

    @pytest.mark.parametrize(("action", "by"), [("revoke", "President"), ("set_aside", "court")])
    def test_gone_is_gone(self, action: str, by: str) -> None:
        """A revoked order, or one set aside, asks nothing more; another may follow."""
        at = play(SALE, ready_to_close("2020-09-20"), (f"us.divestiture_order:{action}", "2020-10-01", by, {}))

        assert sold(at, "2020-10-01")
        assert attempt(SALE, at, "us.divestiture_order:order", "2020-10-02", "President", days=90)

    def test_enforcement_leaves_room_for_a_sale(self) -> None:
        """While the Attorney General is in court the date stands and a buyer can still be put to CFIUS."""
        at = play(SALE, ordered(MUSICALLY), ("us.divestiture_order:sue", "2021-01-04", "Attorney General", {}))

        assert "2020-11-12" == last_day(SALE, at)
        assert attempt(SALE, at, "us.divestiture_order:propose_buyer", "2021-02-01", "bytedance")
