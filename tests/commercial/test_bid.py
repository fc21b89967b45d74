"""Bids: made, chosen, refused, taken back; and at no time two chosen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.commercial.bid import PROCESSES as BIDS
from dealflow.kernel import Act, Event, Option, Refusal, Snapshot, decide, evolve, options, settle, start
from dealflow.model import Bound, Deal, Party, Terms
from plays import Step, attempt
from plays import play as played

#: What silence means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {
    "bid/expiry": "expire",
    "bid/exclusivity": "exclusivity_ends",
}
#: States, rows and clocks.
SIZES = {
    "bid": (9, 20, 2),
}

(BID,), (AGREE,) = BIDS, AGREEMENT
FIRST = date(2020, 8, 1)

PARTIES = [
    Party("bytedance", "ByteDance", "seller"),
    Party("microsoft", "Microsoft", "bidder"),
    Party("walmart", "Walmart", "bidder"),
    Party("oracle", "Oracle", "bidder"),
    Party("twitter", "Twitter", "bidder"),
]
TERMS = {
    "undecided": Terms("undecided"),
    "whole": Terms("whole", buyer="microsoft"),
    "partner": Terms("partner", buyer="oracle"),
}
RIVALS = [
    Bound("bid.microsoft", BID, roles={"bidder": ("microsoft", "walmart")}, terms="whole"),
    Bound("bid.oracle", BID, roles={"bidder": ("oracle",)}, terms="partner"),
    Bound("bid.twitter", BID, roles={"bidder": ("twitter",)}),
]
BIDS_ALONE = Deal("bids", "Three bids and nothing else", RIVALS, parties=PARTIES, terms=TERMS)
WITH_AGREEMENT = Deal("contest", "Three bids for one agreement", [*RIVALS, AGREE], parties=PARTIES, terms=TERMS)


def play(deal: Deal, *steps: Step) -> Snapshot:
    """The deal after *steps*, from its first day."""
    return played(deal, FIRST, *steps)


def states(at: Snapshot) -> list[str]:
    """Where the bids stand."""
    return [at.process(bound.id).state for bound in RIVALS]


def choice(deal: Deal, at: Snapshot) -> st.SearchStrategy[tuple[Option, str, dict[str, Any]]]:
    """A row that leaves a current state, met or not, by somebody who may take it, with details that can be read."""

    def filled(option: Option) -> st.SearchStrategy[tuple[Option, str, dict[str, Any]]]:
        details = {d.name: _value(d.kind, at.day) for d in option.row.details}
        needed = {d.name for d in option.row.details if d.required}
        return st.tuples(
            st.just(option),
            st.sampled_from(option.by),
            st.fixed_dictionaries(
                {name: how for name, how in details.items() if name in needed},
                optional={name: how for name, how in details.items() if name not in needed},
            ),
        )

    return st.sampled_from(options(deal, at)).flatmap(filled)


def _value(kind: str, day: date) -> st.SearchStrategy[Any]:
    known: dict[str, st.SearchStrategy[Any]] = {
        "date": st.integers(-1, 20).map(lambda n: day + timedelta(days=n)),
        "terms": st.sampled_from(sorted(TERMS)),
        "text": st.just("a word"),
        "party": st.sampled_from([p.id for p in PARTIES]),
    }
    return known[kind]


@pytest.mark.parametrize("deal", [BIDS_ALONE, WITH_AGREEMENT], ids=lambda d: d.id)
@given(data=st.data())
def test_at_most_one_bid_is_accepted(deal: Deal, data: st.DataObject) -> None:
    """Whatever anybody tries, in whatever order: one accepted bid at most, one exclusive bidder at most."""
    at = start(deal, FIRST)
    for _ in range(data.draw(st.integers(1, 25), label="acts")):
        option, by, details = data.draw(choice(deal, at), label="act")
        on = at.day + timedelta(days=data.draw(st.integers(0, 6), label="days later"))
        got = decide(deal, at, Act(option.id, on, by, details=details))
        before = states(at)
        if isinstance(got, Event):
            at = evolve(deal, at, got)
        accepted = [s for s in states(at) if s == "accepted"]
        exclusive = [s for s in states(at) if s.startswith("exclusive")]

        assert len(accepted) <= 1
        assert len(exclusive) <= 1
        if deal is WITH_AGREEMENT and at.process("agreement").state == "signed" and isinstance(got, Event):
            chosen_before = [i for i, s in enumerate(before) if s == "accepted"]
            chosen = [i for i, s in enumerate(states(at)) if s == "accepted"]

            assert chosen_before == chosen or got.process == "agreement"


class TestRejection:
    """The seller may refuse at any time before it has chosen."""

    def test_out_of_talks(self) -> None:
        """On 13 September 2020 a bid was refused before any offer was published; no agreement need stand there."""
        at = play(
            BIDS_ALONE,
            ("bid.microsoft:open_talks", "2020-08-02", "microsoft", {}),
            ("bid.microsoft:reject", "2020-09-13", "bytedance", {"reason": "will not sell to it"}),
        )

        assert "rejected" == at.process("bid.microsoft").state
        assert "will not sell to it" == at.process("bid.microsoft").detail("reason")

    @pytest.mark.parametrize("by", ["microsoft", "oracle", "President", ""])
    def test_only_by_the_seller(self, by: str) -> None:
        """A refusal by anyone else is no refusal."""
        at = play(BIDS_ALONE, ("bid.microsoft:open_talks", "2020-08-02", "microsoft", {}))
        refused = attempt(BIDS_ALONE, at, "bid.microsoft:reject", "2020-08-03", by)

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind

    @pytest.mark.parametrize("again", ["offer", "open_talks"])
    def test_is_not_the_end(self, again: str) -> None:
        """The bidder may come back."""
        at = play(
            BIDS_ALONE,
            ("bid.microsoft:offer", "2020-08-02", "walmart", {}),
            ("bid.microsoft:reject", "2020-08-03", "bytedance", {}),
        )

        assert attempt(BIDS_ALONE, at, f"bid.microsoft:{again}", "2020-08-04", "microsoft")

    def test_nothing_to_refuse(self) -> None:
        """Who has neither talked nor offered cannot be refused."""
        refused = attempt(BIDS_ALONE, start(BIDS_ALONE, FIRST), "bid.twitter:reject", "2020-08-02", "bytedance")

        assert isinstance(refused, Refusal)
        assert "not from this state" == refused.kind


class TestWhoBids:
    """A bid belongs to its bidder, be it one party or several."""

    @pytest.mark.parametrize("by", ["microsoft", "walmart", "bidder"])
    def test_each_member_of_a_consortium(self, by: str) -> None:
        """Any member speaks for the consortium."""
        assert attempt(BIDS_ALONE, start(BIDS_ALONE, FIRST), "bid.microsoft:offer", "2020-08-27", by)

    @pytest.mark.parametrize("by", ["oracle", "twitter", "bytedance", "Commerce"])
    def test_nobody_else(self, by: str) -> None:
        """A rival cannot make the offer, though it is a bidder too."""
        refused = attempt(BIDS_ALONE, start(BIDS_ALONE, FIRST), "bid.microsoft:offer", "2020-08-27", by)

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind
        assert "Microsoft or Walmart" in str(refused)


class TestChoosing:
    """To choose a bid makes its terms the deal's."""

    def test_the_terms_that_the_bid_carries(self) -> None:
        """A bid that names its terms from the start brings them along."""
        at = play(
            BIDS_ALONE,
            ("bid.oracle:offer", "2020-09-13", "oracle", {"price": "USD 20bn"}),
            ("bid.oracle:accept", "2020-09-14", "bytedance", {}),
        )

        assert "partner" == at.terms

    def test_the_terms_of_the_last_offer(self) -> None:
        """A revised offer replaces the terms of the one before."""
        at = play(
            BIDS_ALONE,
            ("bid.twitter:offer", "2020-09-01", "twitter", {"terms": "whole"}),
            ("bid.twitter:revise", "2020-09-02", "twitter", {"terms": "partner"}),
        )

        assert "undecided" == at.terms
        got = attempt(BIDS_ALONE, at, "bid.twitter:accept", "2020-09-03", "bytedance")

        assert isinstance(got, Event)
        assert "partner" == evolve(BIDS_ALONE, at, got).terms

    def test_one_at_a_time(self) -> None:
        """A second bid is chosen only after the first choice is taken back; the refusal names the rival."""
        at = play(
            BIDS_ALONE,
            ("bid.oracle:offer", "2020-09-01", "oracle", {}),
            ("bid.microsoft:offer", "2020-09-01", "microsoft", {}),
            ("bid.oracle:accept", "2020-09-02", "bytedance", {}),
        )
        refused = attempt(BIDS_ALONE, at, "bid.microsoft:accept", "2020-09-03", "bytedance")
        released = attempt(BIDS_ALONE, at, "bid.oracle:release", "2020-09-03", "bytedance")

        assert isinstance(refused, Refusal)
        assert "bid.oracle is already accepted" in str(refused)
        assert isinstance(released, Event)
        assert attempt(BIDS_ALONE, evolve(BIDS_ALONE, at, released), "bid.microsoft:accept", "2020-09-03", "bytedance")

    def test_talks_are_no_offer(self) -> None:
        """What was never offered cannot be chosen."""
        at = play(BIDS_ALONE, ("bid.oracle:open_talks", "2020-08-17", "oracle", {}))

        assert not attempt(BIDS_ALONE, at, "bid.oracle:accept", "2020-08-18", "bytedance")

    def test_a_signed_agreement_fixes_the_choice(self) -> None:
        """After signing the choice is neither taken back nor changed until the agreement is terminated."""
        at = play(
            WITH_AGREEMENT,
            ("bid.oracle:offer", "2020-09-01", "oracle", {}),
            ("bid.microsoft:offer", "2020-09-01", "microsoft", {}),
            ("bid.oracle:accept", "2020-09-02", "bytedance", {}),
            ("agreement:negotiate", "2020-09-03", "bytedance", {}),
            ("agreement:sign", "2020-09-04", "oracle", {}),
        )
        refused = attempt(WITH_AGREEMENT, at, "bid.oracle:release", "2020-09-05", "bytedance")
        ended = attempt(WITH_AGREEMENT, at, "agreement:terminate", "2020-09-05", "bytedance", reason="mutual")

        assert isinstance(refused, Refusal)
        assert ["agreement"] == [b.process for b in refused.blockers]
        assert isinstance(ended, Event)
        at = evolve(WITH_AGREEMENT, at, ended)

        assert attempt(WITH_AGREEMENT, at, "bid.oracle:release", "2020-09-05", "bytedance")


class TestTheLastDayOfAnOffer:
    """An offer that says until when lapses then; one that does not, does not."""

    @pytest.mark.parametrize(("on", "in_time"), [("2020-09-14", True), ("2020-09-15", True), ("2020-09-16", False)])
    def test_acceptance(self, on: str, in_time: bool) -> None:
        """It can be accepted the day before and on its last day; on the day after it has lapsed."""
        at = play(BIDS_ALONE, ("bid.oracle:offer", "2020-09-01", "oracle", {"expires": "2020-09-15"}))

        assert in_time is bool(attempt(BIDS_ALONE, at, "bid.oracle:accept", on, "bytedance"))

    def test_without_a_last_day(self) -> None:
        """An offer without a last day lies there for years."""
        at = play(BIDS_ALONE, ("bid.oracle:offer", "2020-09-01", "oracle", {}))

        assert "offered" == settle(BIDS_ALONE, at, date(2024, 9, 1)).process("bid.oracle").state

    @pytest.mark.parametrize(("expires", "state"), [({}, "offered"), ({"expires": "2020-10-01"}, "lapsed")])
    def test_a_revised_offer_has_its_own(self, expires: dict[str, str], state: str) -> None:
        """To revise is to say anew until when, or to leave it open."""
        at = play(
            BIDS_ALONE,
            ("bid.oracle:offer", "2020-09-01", "oracle", {"expires": "2020-09-15"}),
            ("bid.oracle:revise", "2020-09-10", "oracle", expires),
        )

        assert "offered" == settle(BIDS_ALONE, at, date(2020, 10, 1)).process("bid.oracle").state
        assert state == settle(BIDS_ALONE, at, date(2020, 10, 2)).process("bid.oracle").state


class TestExclusivity:
    """A promise to one bidder binds the seller towards the others until its last day."""

    @pytest.mark.parametrize(("on", "free"), [("2020-09-14", False), ("2020-09-15", False), ("2020-09-16", True)])
    def test_others_wait(self, on: str, free: bool) -> None:
        """Through the last day no other talks are opened and no other bid is chosen; on the day after both may be."""
        at = play(
            BIDS_ALONE,
            ("bid.microsoft:offer", "2020-08-01", "microsoft", {}),
            ("bid.oracle:open_talks", "2020-08-17", "oracle", {}),
            ("bid.oracle:grant_exclusivity", "2020-09-01", "bytedance", {"until": "2020-09-15"}),
        )

        assert free is bool(attempt(BIDS_ALONE, at, "bid.twitter:open_talks", on, "twitter"))
        assert free is bool(attempt(BIDS_ALONE, at, "bid.microsoft:accept", on, "bytedance"))

    def test_others_may_still_offer(self) -> None:
        """Nobody can help being offered something, and may say no."""
        at = play(
            BIDS_ALONE,
            ("bid.oracle:open_talks", "2020-08-17", "oracle", {}),
            ("bid.oracle:grant_exclusivity", "2020-09-01", "bytedance", {"until": "2020-09-15"}),
            ("bid.microsoft:offer", "2020-09-02", "microsoft", {}),
            ("bid.microsoft:reject", "2020-09-03", "bytedance", {}),
        )

        assert "rejected" == at.process("bid.microsoft").state

    def test_an_offer_within_it(self) -> None:
        """An offer made and revised in exclusive talks leaves the promise as it is; the offer may lapse before it."""
        at = play(
            BIDS_ALONE,
            ("bid.oracle:open_talks", "2020-08-17", "oracle", {}),
            ("bid.oracle:grant_exclusivity", "2020-09-01", "bytedance", {"until": "2020-09-15"}),
            ("bid.oracle:offer", "2020-09-02", "oracle", {"expires": "2020-09-05"}),
            ("bid.oracle:revise", "2020-09-03", "oracle", {"expires": "2020-09-10"}),
        )

        assert "exclusive_offer" == settle(BIDS_ALONE, at, date(2020, 9, 10)).process("bid.oracle").state
        assert "exclusive_talks" == settle(BIDS_ALONE, at, date(2020, 9, 11)).process("bid.oracle").state
        assert "in_talks" == settle(BIDS_ALONE, at, date(2020, 9, 16)).process("bid.oracle").state

    def test_renewed_and_released(self) -> None:
        """The seller can renew its promise, the bidder let it off."""
        at = play(
            BIDS_ALONE,
            ("bid.oracle:offer", "2020-08-17", "oracle", {}),
            ("bid.oracle:grant_exclusivity", "2020-09-01", "bytedance", {"until": "2020-09-15"}),
            ("bid.oracle:extend_exclusivity", "2020-09-10", "bytedance", {"until": "2020-09-30"}),
        )

        assert "exclusive_offer" == settle(BIDS_ALONE, at, date(2020, 9, 30)).process("bid.oracle").state
        got = attempt(BIDS_ALONE, at, "bid.oracle:release_exclusivity", "2020-09-20", "oracle")

        assert isinstance(got, Event)
        assert "offered" == got.now


def test_an_unsolicited_offer_may_be_answered_in_spite_of_a_promise_not_to_solicit() -> None:
    """The seller finds it could be better and agrees confidentiality; the offer stays where it is, and so do rivals."""
    at = play(
        BIDS_ALONE,
        ("bid.oracle:offer", "2020-08-03", "oracle", {}),
        ("bid.oracle:find_superior", "2020-08-09", "bytedance", {}),
        ("bid.oracle:agree_confidentiality", "2020-08-15", "bytedance", {}),
    )

    assert ["not_made", "offered", "not_made"] == states(at)
    assert isinstance(attempt(BIDS_ALONE, at, "bid.twitter:find_superior", "2020-08-16", "bytedance"), Refusal)
