"""The consent of the Commission and the review of foreign owners: days, pauses, and no decision by silence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.catalogue import deadline as clock_deadline
from dealflow.citation import Checked
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Event, Refusal, Snapshot, advance, deadline, settle
from dealflow.model import Asset, Deal, Need, Party, Terms
from dealflow.regimes.us_team_telecom import PROCESSES
from plays import Step, attempt, play

#: What silence means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {"us.team_telecom/initial": None, "us.team_telecom/secondary": None}
#: Silence approves nothing here.
APPROVED_BY_SILENCE: set[tuple[str, str]] = set()
#: States, rows and clocks.
SIZES: dict[str, tuple[int, int, int]] = {"us.team_telecom": (13, 14, 2)}

(AGREE,) = AGREEMENT
(TELECOM,) = PROCESSES
INITIAL, SECONDARY = "us.team_telecom/initial", "us.team_telecom/secondary"
FACTS = {"target_countries": ("US",), "us_team_telecom_notifiable": True, "buyer_countries": ("SG",)}
CABLE, SHIP = Asset("cable", "cable"), Asset("ship", "cable ship")
PARTIES = [Party("carrier", "Carrier", "seller"), Party("fund", "Fund", "buyer")]
TERMS = {
    "cable": Terms("cable", buyer="fund", sold=[CABLE], facts=FACTS),
    "more": Terms("more", buyer="fund", sold=[CABLE, SHIP], facts=FACTS),
}
SALE = Deal("sale", "A sale", [AGREE, *PROCESSES], parties=PARTIES, terms=TERMS)
CHAIR = "Attorney General"


def act(action: str, on: str, by: str, **details: Any) -> Step:
    """An act of us.team_telecom, or of the process that *action* names."""
    return (action if ":" in action else f"us.team_telecom:{action}", on, by, details)


REFERRED = play(
    SALE,
    date(2024, 9, 2),
    act("agreement:negotiate", "2024-09-02", "carrier"),
    act("agreement:sign", "2024-09-02", "carrier"),
    act("apply", "2024-09-03", "fund"),
    act("refer", "2024-10-01", "FCC"),
)
REVIEWED = play(SALE, REFERRED, act("find_complete", "2025-01-06", CHAIR))


def last_day(at: Snapshot, clock: str = INITIAL) -> str:
    """The date of a clock as it stands, in ISO form."""
    found = deadline(SALE, at, clock)
    assert found is not None
    return found.day.isoformat()


def closes(at: Snapshot, on: str) -> Event | Refusal:
    """An attempt to close on that day."""
    return attempt(SALE, at, "agreement:close", on, "carrier")


class TestWhenItApplies:
    """A licence that passes needs consent; foreign owners lead to the referral."""

    @pytest.mark.parametrize(
        ("facts", "need", "category"),
        [
            ({"target_countries": ("FR",)}, Need.NONE, ""),
            ({"target_countries": ("US",)}, Need.UNKNOWN, ""),
            ({}, Need.UNKNOWN, ""),
            ({"us_team_telecom_notifiable": False}, Need.NONE, ""),
            ({"us_team_telecom_notifiable": True}, Need.UNKNOWN, ""),
            (FACTS, Need.MANDATORY, "foreign owners"),
            ({**FACTS, "buyer_countries": ("US",)}, Need.MANDATORY, ""),
        ],
    )
    @pytest.mark.parametrize("on", ["2020-04-03", "2020-04-04", "2025-01-06"])
    def test_facts(self, facts: dict[str, Any], need: str, category: str, on: str) -> None:
        """What is known decides as far as it can, before the order of 2020 as after it."""
        found = TELECOM.applies(Terms("t", facts=facts), date.fromisoformat(on))

        assert (need, category) == (found.status, found.category)

    @pytest.mark.parametrize(("on", "may"), [("2020-04-03", False), ("2020-04-04", True), ("2020-04-05", True)])
    def test_no_days_before_the_order(self, on: str, may: bool) -> None:
        """A review with days of its own begins with the order, and so does its clock."""
        at = play(SALE, date(2020, 1, 6), act("apply", "2020-01-06", "fund"), act("refer", "2020-02-03", "FCC"))

        assert may is bool(attempt(SALE, at, "us.team_telecom:find_complete", on, CHAIR))
        if may:
            assert date.fromisoformat(on) < clock_deadline(INITIAL, on).day
        else:
            with pytest.raises(ValueError, match="2020-04-04"):
                clock_deadline(INITIAL, on)


class TestTheDays:
    """120 days from complete answers, 90 more from their end; whether the first day counts is a reading."""

    @pytest.mark.parametrize(
        ("reading", "ends"), [(None, "2025-05-05"), ("day_1", "2025-05-05"), ("day_0", "2025-05-06")]
    )
    def test_the_initial_review(self, reading: str | None, ends: str) -> None:
        """From Mon 6 January 2025; the reading used is named."""
        found = clock_deadline(INITIAL, "2025-01-06", readings=reading)

        assert ends == found.day.isoformat()
        assert 1 == len(found.readings)
        assert Checked.DERIVED in {c.status for c in found.citations}

    def test_in_a_deal(self) -> None:
        """The deal counts as the clock alone does; before the answers are complete no clock runs at all."""
        assert None is deadline(SALE, REFERRED, INITIAL)
        assert "2025-05-05" == last_day(REVIEWED)

    @pytest.mark.parametrize(
        ("on", "ends"), [("2025-03-03", "2025-06-01"), ("2025-05-05", "2025-08-03"), ("2025-05-20", "2025-08-03")]
    )
    def test_the_secondary_assessment(self, on: str, ends: str) -> None:
        """Opened early it counts from that day, on the last day or later from the last day."""
        at = play(SALE, REVIEWED, act("assess_further", on, CHAIR))
        counted = min(on, "2025-05-05")

        assert ends == last_day(at, SECONDARY)
        assert ends == clock_deadline(SECONDARY, counted).day.isoformat()
        assert (
            date.fromisoformat(ends) - timedelta(days=1) == clock_deadline(SECONDARY, counted, readings="same_day").day
        )

    @given(st.dates(date(2020, 4, 4), date(2040, 1, 1)))
    def test_two_stages_in_a_row(self, on: date) -> None:
        """Together they last 210 days, the first one counted."""
        first = clock_deadline(INITIAL, on).day

        assert on + timedelta(days=209) == clock_deadline(SECONDARY, first).day


class TestSilence:
    """Nothing is decided by time."""

    @pytest.mark.parametrize("on", ["2025-05-04", "2025-05-05", "2025-05-06", "2027-05-06"])
    def test_nothing_falls(self, on: str) -> None:
        """Before, on and after the last day the review goes on, closing is barred, a recommendation possible."""
        at = settle(SALE, REVIEWED, date.fromisoformat(on))
        refused = closes(at, on)

        assert () == advance(SALE, REVIEWED, date.fromisoformat(on))
        assert "initial_review" == at.process("us.team_telecom").state
        assert isinstance(refused, Refusal)
        assert ["us.team_telecom"] == [b.process for b in refused.blockers]
        assert attempt(SALE, at, "us.team_telecom:recommend_grant", on, CHAIR)

    def test_a_recommendation_is_no_grant(self) -> None:
        """The committee recommends, the Commission grants."""
        at = play(SALE, REVIEWED, act("recommend_grant", "2025-03-03", CHAIR))
        by_chair = attempt(SALE, at, "us.team_telecom:grant", "2025-03-03", CHAIR)

        assert not closes(at, "2025-03-03")
        assert isinstance(by_chair, Refusal)
        assert "wrong actor" == by_chair.kind
        assert closes(play(SALE, at, act("grant", "2025-03-10", "FCC")), "2025-03-10")


class TestPauses:
    """Recorded as announced, marked as resting on a rule nobody has read."""

    def test_a_pause_moves_the_day_by_its_length(self) -> None:
        """Paused from 1 October to 12 November 2025: 43 days more."""
        at = play(SALE, REFERRED, act("find_complete", "2025-09-01", CHAIR))
        paused = play(SALE, at, act("pause", "2025-10-01", CHAIR), act("resume", "2025-11-13", CHAIR))
        before, after = (date.fromisoformat(last_day(x)) for x in (at, paused))

        assert timedelta(days=43) == after - before
        assert after == clock_deadline(INITIAL, "2025-09-01", tolled=[("2025-10-01", "2025-11-12")]).day

    @given(st.integers(0, 100), st.integers(1, 100))
    def test_a_pause_never_shortens(self, begins: int, lasts: int) -> None:
        """Whenever it comes, the day moves on by it and never back."""
        first = date(2025, 1, 7) + timedelta(days=begins)
        again = first + timedelta(days=lasts)
        at = play(SALE, REVIEWED, act("pause", first.isoformat(), CHAIR), act("resume", again.isoformat(), CHAIR))

        assert date(2025, 5, 5) + timedelta(days=lasts) == date.fromisoformat(last_day(at))

    def test_they_say_that_they_are_recalled(self) -> None:
        """The rows cite a recalled rule, and the limits say so in words."""
        cited = {r.cite.status for r in TELECOM.transitions if r.action in ("pause", "resume") and r.cite}

        assert {Checked.RECALLED} == cited
        assert any("recalled and unpublished" in limit for limit in TELECOM.limits)


class TestEveryWayToEnd:
    """One path for each."""

    @pytest.mark.parametrize(
        ("steps", "end", "may"),
        [
            ([("grant", "FCC")], "granted", True),
            ([("recommend_grant", CHAIR), ("grant", "FCC")], "granted", True),
            ([("recommend_mitigation", CHAIR), ("grant_on_conditions", "FCC")], "granted_on_conditions", True),
            ([("assess_further", CHAIR), ("recommend_mitigation", CHAIR), ("grant", "FCC")], "granted", True),
            ([("assess_further", CHAIR), ("recommend_denial", CHAIR), ("deny", "FCC")], "denied", False),
            ([("withdraw", "fund")], "withdrawn", False),
            ([("grant", "FCC"), ("revoke", "FCC")], "revoked", False),
        ],
    )
    def test_paths(self, steps: list[tuple[str, str]], end: str, may: bool) -> None:
        """Only a grant that stands lets the deal close."""
        at = play(SALE, REVIEWED, *[act(name, "2025-03-03", by) for name, by in steps])

        assert end == at.process("us.team_telecom").state
        assert may is bool(closes(at, "2025-03-03"))

    def test_without_a_referral(self) -> None:
        """The Commission may grant what it does not refer."""
        at = play(
            SALE,
            date(2025, 1, 6),
            act("agreement:negotiate", "2025-01-06", "carrier"),
            act("agreement:sign", "2025-01-06", "carrier"),
            act("apply", "2025-01-06", "fund"),
            act("grant", "2025-02-03", "FCC"),
        )

        assert closes(at, "2025-02-03")

    def test_again_after_a_denial_and_for_other_terms(self) -> None:
        """A grant covers what was applied for; a new application starts at the Commission."""
        granted = play(SALE, REVIEWED, act("grant", "2025-03-03", "FCC"))
        wider = play(SALE, granted, act("agreement:amend_terms", "2025-03-04", "carrier", terms="more"))
        refused = closes(wider, "2025-03-04")
        again = play(SALE, wider, act("apply", "2025-03-05", "fund"), act("grant", "2025-04-01", "FCC"))
        denied = play(SALE, REVIEWED, act("deny", "2025-03-03", "FCC"))

        assert isinstance(refused, Refusal)
        assert "under other terms" in str(refused)
        assert closes(again, "2025-04-01")
        assert attempt(SALE, denied, "us.team_telecom:apply", "2025-03-04", "fund")
