"""An offer to the holders of shares."""

from __future__ import annotations

from datetime import date

import pytest

from dealflow.catalogue import catalogue
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.commercial.tender import PROCESSES
from dealflow.kernel import Refusal, Snapshot, deadline, settle
from dealflow.model import Condition, Deal
from dealflow.scenario import loads
from plays import Step, attempt, play

#: What silence means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {"tender/acceptance": "expire", "tender/further_acceptance": "end_further"}
#: States, rows and clocks.
SIZES = {"tender": (9, 17, 2)}

(AGREE,) = AGREEMENT
(TENDER,) = PROCESSES
FIRST = date(2018, 6, 1)
DEAL = Deal("deal", "A deal", [AGREE, TENDER])
LISTED = Deal("deal", "A deal", [AGREE, TENDER], conditions=[Condition("tender", "s. 2.1")])
SIGNED: tuple[Step, ...] = (
    ("agreement:negotiate", "2018-06-01", "seller", {}),
    ("agreement:sign", "2018-06-01", "seller", {}),
)


def launched(until: str = "2018-06-15", of: Deal = DEAL) -> Snapshot:
    """The offer, open until a day."""
    day = date.fromisoformat(until)
    return play(of, FIRST, *SIGNED, ("tender:launch", "2018-06-04", "bidder", {"expires": day}))


def state(at: Snapshot, of: Deal = DEAL, on: str = "") -> str:
    """Where the offer is, on a later day if one is given."""
    return (settle(of, at, date.fromisoformat(on)) if on else at).process("tender").state


@pytest.mark.parametrize(("on", "there"), [("2018-06-14", "open"), ("2018-06-15", "open"), ("2018-06-16", "ended")])
def test_acceptance_ends_on_the_day_that_the_offer_says(on: str, there: str) -> None:
    """Open the day before and on the last day, over on the day after; nothing is decided by that."""
    assert there == state(launched(), on=on)


def test_the_day_is_moved_as_often_as_the_bidder_likes() -> None:
    """Each extension sets the last day; from the morning after it opens the offer again."""
    at = launched()
    for on, until in [("2018-06-14", "2018-06-22"), ("2018-06-25", "2018-06-29"), ("2018-06-29", "2018-07-06")]:
        at = play(DEAL, at, ("tender:extend", on, "buyer", {"expires": date.fromisoformat(until)}))
        found = deadline(DEAL, at, "tender/acceptance")

        assert "open" == state(at)
        assert found is not None
        assert date.fromisoformat(until) == found.day


def test_nobody_else_moves_it() -> None:
    """The seller cannot extend or declare anything."""
    for action in ("tender:extend", "tender:declare_unconditional", "tender:lapse"):
        assert isinstance(attempt(DEAL, launched(), action, "2018-06-05", "seller"), Refusal)


def test_levels_and_amendments_move_nothing() -> None:
    """A level of acceptance and a higher price are kept in the record; the offer stays where it is."""
    at = play(
        DEAL,
        launched(),
        ("tender:report_level", "2018-06-08", "bidder", {"level": "61.3 %"}),
        ("tender:amend", "2018-06-11", "bidder", {"price": "USD 127.50 a share"}),
    )
    found = deadline(DEAL, at, "tender/acceptance")

    assert "open" == state(at)
    assert found is not None
    assert date(2018, 6, 15) == found.day
    assert isinstance(attempt(DEAL, at, "tender:report_level", "2018-06-12", "bidder"), Refusal)


def test_a_late_change_of_a_german_offer_gives_two_weeks_more_once() -> None:
    """As in Aixtron: changed on 6 October 2016, the day before the last, so open until the 21st."""
    late: Step = ("tender:amend_late_in_germany", "2018-06-14", "bidder", {"minimum": "50.1 %"})
    at = play(DEAL, launched(), late)
    found = deadline(DEAL, at, "tender/acceptance")

    assert found is not None
    assert date(2018, 6, 29) == found.day
    assert "open" == state(at, on="2018-06-29")
    assert "ended" == state(at, on="2018-06-30")
    assert isinstance(attempt(DEAL, at, "tender:amend_late_in_germany", "2018-06-28", "bidder"), Refusal)


@pytest.mark.parametrize(
    ("before", "within", "after"),
    [((), "further", "ended"), ((("tender:declare_unconditional", "2018-06-18", "bidder", {}),),
      "further_unconditional", "unconditional")],
)  # fmt: skip
def test_a_further_period(before: tuple[Step, ...], within: str, after: str) -> None:
    """It is opened after acceptance has ended, conditional or not, and ends by itself where it came from."""
    until = {"expires": date(2018, 7, 2)}
    at = play(DEAL, launched(), *before, ("tender:open_further", "2018-06-18", "bidder", until))

    assert within == state(at)
    assert within == state(at, on="2018-07-02")
    assert after == state(at, on="2018-07-03")


def test_no_further_period_while_the_first_runs() -> None:
    """Until acceptance has ended there is nothing further."""
    got = attempt(DEAL, launched(), "tender:open_further", "2018-06-15", "bidder", expires=date(2018, 7, 2))

    assert isinstance(got, Refusal)
    assert "not from this state" == got.kind


@pytest.mark.parametrize("on", ["2018-06-12", "2018-06-18"])
def test_closing_waits_where_the_contract_lists_it(on: str) -> None:
    """Listed as a condition it blocks closing until it is unconditional; unlisted it does not."""
    waiting = launched(of=LISTED)
    ready = play(LISTED, waiting, ("tender:declare_unconditional", on, "bidder", {}))
    refused = attempt(LISTED, waiting, "agreement:close", on, "buyer")

    assert isinstance(refused, Refusal)
    assert ["tender"] == [b.process for b in refused.blockers]
    assert not isinstance(attempt(LISTED, ready, "agreement:close", on, "buyer"), Refusal)
    assert not isinstance(attempt(DEAL, launched(), "agreement:close", on, "buyer"), Refusal)


def test_settlement_needs_an_unconditional_offer() -> None:
    """Open or ended it cannot be settled; unconditional it can, and that is its end."""
    assert isinstance(attempt(DEAL, launched(), "tender:settle", "2018-06-12", "bidder"), Refusal)
    at = play(
        DEAL,
        launched(),
        ("tender:declare_unconditional", "2018-06-18", "bidder", {}),
        ("tender:settle", "2018-06-20", "bidder", {}),
    )

    assert "settled" == state(at)
    assert isinstance(attempt(DEAL, at, "tender:lapse", "2018-06-21", "bidder"), Refusal)


def test_two_settlements() -> None:
    """Within the further period what came before it is paid for; what came in it is paid for when it has ended."""
    at = play(
        DEAL,
        launched(),
        ("tender:declare_unconditional", "2018-06-16", "bidder", {}),
        ("tender:open_further", "2018-06-18", "bidder", {"expires": date(2018, 6, 29)}),
        ("tender:settle", "2018-06-20", "bidder", {}),
    )

    assert "further_unconditional" == state(at)
    assert "unconditional" == state(at, on="2018-06-30")
    assert "settled" == state(play(DEAL, at, ("tender:settle", "2018-07-05", "bidder", {})))


def test_settlement_takes_the_step_of_closing() -> None:
    """What forbids or gates closing stands before settlement too."""
    cfius = catalogue()["us.cfius"]
    of = Deal("deal", "A deal", [AGREE, TENDER, cfius, catalogue()["us.appropriations"]])
    at = play(of, launched(of=of), ("us.cfius:agency_notice", "2018-06-05", "CFIUS", {}),
              ("us.cfius:refer", "2018-06-06", "CFIUS", {}), ("us.cfius:prohibit", "2018-06-07", "President", {}),
              ("tender:declare_unconditional", "2018-06-08", "bidder", {}))  # fmt: skip
    refused = attempt(of, at, "tender:settle", "2018-06-11", "bidder")

    assert isinstance(refused, Refusal)
    assert "us.cfius" in [b.process for b in refused.blockers]


@pytest.mark.parametrize("action", ["lapse", "withdraw"])
def test_an_offer_that_is_gone_can_be_made_again(action: str) -> None:
    """A lapsed or withdrawn offer may be followed by another."""
    at = play(DEAL, launched(), (f"tender:{action}", "2018-06-12", "bidder", {"reason": "prohibited"}))
    again = play(DEAL, at, ("tender:launch", "2018-07-02", "bidder", {"expires": date(2018, 7, 31)}))

    assert "open" == state(again, on="2018-07-31")


def test_it_stands_only_in_deals_that_name_it() -> None:
    """A deal has no offer to the holders unless it says so."""
    plain = 'format = 1\n[deal]\nid = "x"\ntitle = "X"\nas_of = 2020-01-02\n'
    named = plain + 'processes = ["tender"]\n'

    assert "tender" not in [b.id for b in loads(plain, "x").deal.processes]
    assert "tender" in [b.id for b in loads(named, "x").deal.processes]
