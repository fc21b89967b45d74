"""PAFACAA: 270 days to the prohibition, one extension, what lifts it, and what only promises not to enforce it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Event, Refusal, Snapshot, advance, deadline, evolve, furthest, settle, start
from dealflow.model import (
    Asset,
    Bound,
    Condition,
    Deal,
    Kind,
    Need,
    Party,
    Permitted,
    Process,
    State,
    Terms,
    Transition,
)
from dealflow.regimes.us_courts import PROCESSES as COURTS
from dealflow.regimes.us_pafacaa import PROCESSES
from plays import Step, attempt, play

#: What silence means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {
    "us.pafacaa/divest": "take_effect",
    "us.pafacaa.petition/petition_act": "bar",
    "us.pafacaa.petition/petition_action": "bar",
}
#: The finding that a divestiture is qualified outlasts the day on which the prohibition takes effect.
APPROVED_BY_SILENCE: set[tuple[str, str]] = {("us.pafacaa", "prohibited_found")}
#: States, rows and clocks.
SIZES: dict[str, tuple[int, int, int]] = {"us.pafacaa": (9, 12, 1), "us.pafacaa.petition": (7, 10, 2)}

(AGREE,) = AGREEMENT
PAFACAA, PETITION = PROCESSES
STAY, NON_ENFORCEMENT = COURTS
ENACTED = date(2024, 4, 24)
CLOCK = "us.pafacaa/divest"
FACTS = {"target_countries": ("US",), "us_pafacaa_covered": True}
US, CODE = Asset("us_operations", "United States operations"), Asset("algorithm", "recommendation algorithm")
PARTIES = [Party("bytedance", "ByteDance", "seller"), Party("investors", "The investors", "buyer")]
TERMS = {
    "venture": Terms("venture", buyer="investors", sold=[US], facts=FACTS),
    "with_code": Terms("with_code", buyer="investors", sold=[US, CODE], facts=FACTS),
}
# A shop that asks the one step which the Act forbids.
SHOP = Process(
    "shop",
    "App store",
    "Apple",
    [State("open", "the app is offered", initial=True, ends="open")],
    [Transition("open", "distribute", None, "shop", Permitted("distribute"))],
)
BESIDE = [
    Bound("us.stay", STAY, roles={"target": ("us.pafacaa",)}),
    Bound("us.non_enforcement", NON_ENFORCEMENT, roles={"target": ("us.pafacaa",)}),
]


def sale_of(*conditions: Condition) -> Deal:
    """The sale of the application, with these conditions."""
    return Deal(
        "sale", "A sale", [AGREE, SHOP, *PROCESSES, *BESIDE], parties=PARTIES, terms=TERMS, conditions=conditions
    )


SALE = sale_of()
LISTED = sale_of(Condition("us.pafacaa", "s. 6.1(d)"))


def act(action: str, on: str, by: str, **details: Any) -> Step:
    """An act of us.pafacaa, or of the process that *action* names."""
    return (action if ":" in action else f"us.pafacaa:{action}", on, by, details)


def named(*steps: Step, deal: Deal = SALE) -> Snapshot:
    """The sale from the day on which the Act named the application, after *steps*."""
    return play(deal, ENACTED, act("name", "2024-04-24", "Congress"), *steps)


def state(at: Snapshot, on: str, process: str = "us.pafacaa") -> str:
    """Where the process stands on that day if nobody acts."""
    return settle(SALE, at, date.fromisoformat(on)).process(process).state


def last_day(at: Snapshot, clock: str = CLOCK) -> str:
    """The date of a clock as it stands, in ISO form."""
    found = deadline(SALE, at, clock)
    assert found is not None
    return found.day.isoformat()


def distributes(at: Snapshot, on: str) -> bool:
    """True if the app may be offered in the shop on that day."""
    return isinstance(attempt(SALE, at, "shop:distribute", on, "shop"), Event)


def signed(at: Snapshot, on: str, deal: Deal = SALE) -> Snapshot:
    """The sale, signed on that day."""
    return play(deal, at, act("agreement:negotiate", on, "bytedance"), act("agreement:sign", on, "bytedance"))


class TestWhenItApplies:
    """It covers whom the Act names or the President determines, from the day of enactment on."""

    @pytest.mark.parametrize(
        ("on", "need"), [("2024-04-23", Need.NONE), ("2024-04-24", Need.MANDATORY), ("2024-04-25", Need.MANDATORY)]
    )
    def test_the_day_of_enactment(self, on: str, need: str) -> None:
        """The day before, on it and after."""
        for process in PROCESSES:
            assert need == process.applies(Terms("t", facts=FACTS), date.fromisoformat(on)).status

    @pytest.mark.parametrize(
        ("facts", "need", "missing"),
        [
            ({"target_countries": ("DE",)}, Need.NONE, ()),
            ({"target_countries": ("US",)}, Need.UNKNOWN, ("us_pafacaa_covered",)),
            ({"us_pafacaa_covered": True}, Need.UNKNOWN, ("target_countries",)),
            ({"us_pafacaa_covered": False}, Need.NONE, ()),
            ({}, Need.UNKNOWN, ("target_countries", "us_pafacaa_covered")),
        ],
    )
    def test_what_is_asked(self, facts: dict[str, Any], need: str, missing: tuple[str, ...]) -> None:
        """What is known decides as far as it can; the rest is asked."""
        found = PAFACAA.applies(Terms("t", facts=facts), date(2025, 1, 6))

        assert (need, missing) == (found.status, found.missing)

    def test_there_is_no_act_before_it(self) -> None:
        """Nobody is named before 24 April 2024."""
        refused = attempt(SALE, start(SALE, date(2024, 4, 1)), "us.pafacaa:name", "2024-04-23", "Congress")

        assert isinstance(refused, Refusal)
        assert "too early" == refused.kind


class TestTheDay:
    """24 April 2024 + 270 days = Sunday 19 January 2025: the day on which the prohibition takes effect."""

    def test_published(self) -> None:
        """The clock alone and the clock in a deal give the published day, which is no last day."""
        found = clock_deadline(CLOCK, "2024-04-24")

        assert "2025-01-19" == found.day.isoformat() == last_day(named())
        assert Kind.TAKES_EFFECT is found.kind

    @pytest.mark.parametrize(
        ("on", "may"), [("2024-04-25", True), ("2025-01-18", True), ("2025-01-19", False), ("2025-01-20", False)]
    )
    def test_silence_prohibits(self, on: str, may: bool) -> None:
        """The day before, on it and after; nothing rolls to the Monday."""
        assert may is distributes(named(), on)
        assert ("pending" if may else "prohibited") == state(named(), on)

    def test_the_lapse_is_dated_with_the_day(self) -> None:
        """It falls at the start of the day, once."""
        fallen = advance(SALE, named(), date(2025, 1, 19))

        assert [("take_effect", date(2025, 1, 19))] == [(e.action, e.on) for e in fallen if e.process == "us.pafacaa"]

    def test_others_count_from_their_determination(self) -> None:
        """An application that the President determines has 270 days from that day."""
        at = play(SALE, date(2025, 3, 3), act("determine", "2025-03-03", "President"))

        assert "2025-11-28" == last_day(at)

    def test_it_forbids_no_closing(self) -> None:
        """The Act cuts off services; a sale may close on any day, in time or not."""
        assert attempt(SALE, signed(named(), "2024-12-02"), "agreement:close", "2024-12-03", "bytedance")
        assert attempt(SALE, signed(named(), "2025-02-03"), "agreement:close", "2025-02-03", "bytedance")

    def test_unless_the_contract_asks_for_the_finding(self) -> None:
        """Listed as a condition, the finding of the President is waited for."""
        at = signed(named(deal=LISTED), "2024-12-02", LISTED)
        refused = attempt(LISTED, at, "agreement:close", "2024-12-03", "bytedance")
        at = play(LISTED, at, act("find_qualified", "2024-12-05", "President"))

        assert isinstance(refused, Refusal)
        assert ["us.pafacaa"] == [b.process for b in refused.blockers]
        assert attempt(LISTED, at, "agreement:close", "2024-12-06", "bytedance")


class TestTheExtension:
    """Once, at most 90 days, before the day."""

    def test_the_furthest_day(self) -> None:
        """90 more days end on Saturday 19 April 2025, by the clock alone as in the deal."""
        at = named(act("extend", "2025-01-17", "President", days=90))

        assert "2025-04-19" == last_day(at)
        assert date(2025, 4, 19) == furthest(SALE, named(), CLOCK)
        assert "2025-04-19" == clock_deadline(CLOCK, "2024-04-24", extensions=[90]).day.isoformat()
        assert distributes(at, "2025-04-18")
        assert not distributes(at, "2025-04-19")

    @given(st.integers(1, 200), st.integers(1, 200))
    def test_never_beyond_its_cap_nor_twice(self, first: int, again: int) -> None:
        """Whatever is asked, one extension of up to 90 days is the most."""
        got = attempt(SALE, named(), "us.pafacaa:extend", "2025-01-10", "President", days=first)

        assert (first <= 90) is bool(got)
        if isinstance(got, Event):
            at = evolve(SALE, named(), got)
            found = play(SALE, at, act("find_qualified", "2025-01-11", "President"))

            assert (date(2025, 1, 19) + timedelta(days=first)).isoformat() == last_day(at)
            assert not attempt(SALE, at, "us.pafacaa:extend", "2025-01-11", "President", days=again)
            assert not attempt(SALE, found, "us.pafacaa:extend", "2025-01-11", "President", days=again)

    @pytest.mark.parametrize(("on", "may"), [("2025-01-18", True), ("2025-01-19", False), ("2025-01-20", False)])
    def test_not_once_it_has_taken_effect(self, on: str, may: bool) -> None:
        """On the day the prohibition is in force and there is nothing left to extend."""
        assert may is bool(attempt(SALE, named(), "us.pafacaa:extend", on, "President", days=90))

    def test_for_a_divestiture_already_found(self) -> None:
        """The finding first, then the extension: the day moves and the finding stays."""
        at = named(act("find_qualified", "2025-01-10", "President"), act("extend", "2025-01-11", "President", days=60))

        assert "found_qualified" == state(at, "2025-03-19")
        assert "prohibited_found" == state(at, "2025-03-20")

    def test_only_by_the_president(self) -> None:
        """The Attorney General may decline to enforce, not extend."""
        refused = attempt(SALE, named(), "us.pafacaa:extend", "2025-01-10", "Attorney General", days=30)

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind


class TestQualifiedDivestiture:
    """The finding alone lifts nothing; carried out, it ends the prohibition, before the day or after it."""

    def test_in_time(self) -> None:
        """Found and closed before the day: nothing is ever prohibited."""
        at = signed(named(act("find_qualified", "2024-12-02", "President")), "2024-12-10")
        early = attempt(SALE, at, "us.pafacaa:carry_out", "2024-12-11", "bytedance")
        at = play(
            SALE,
            at,
            act("agreement:close", "2025-01-10", "bytedance"),
            act("carry_out", "2025-01-10", "bytedance"),
        )

        assert not early
        assert "divested" == state(at, "2025-06-02")
        assert distributes(at, "2025-06-02")

    def test_found_in_time_and_carried_out_late(self) -> None:
        """The day comes for a divestiture that has not closed; closing lifts the prohibition."""
        at = signed(named(act("find_qualified", "2024-12-02", "President")), "2024-12-10")

        assert not distributes(at, "2025-01-19")
        at = play(
            SALE,
            at,
            act("agreement:close", "2025-02-10", "bytedance"),
            act("carry_out", "2025-02-10", "bytedance"),
        )

        assert distributes(at, "2025-02-10")

    def test_found_after_the_day(self) -> None:
        """As in 2025: found on 25 September, signed in December, closed on 22 January 2026."""
        at = named(act("find_qualified", "2025-09-25", "President"))

        assert not distributes(at, "2025-12-18")
        at = play(
            SALE,
            signed(at, "2025-12-18"),
            act("agreement:close", "2026-01-22", "bytedance"),
            act("carry_out", "2026-01-22", "bytedance"),
        )

        assert distributes(at, "2026-01-22")

    def test_the_finding_is_about_this_sale(self) -> None:
        """With other assets sold the contract's condition is open again."""
        at = signed(named(act("find_qualified", "2024-12-02", "President"), deal=LISTED), "2024-12-10", LISTED)
        at = play(LISTED, at, act("agreement:amend_terms", "2024-12-11", "bytedance", terms="with_code"))
        refused = attempt(LISTED, at, "agreement:close", "2024-12-11", "bytedance")

        assert isinstance(refused, Refusal)
        assert "under other terms" in str(refused)

    def test_no_silence_finds_it(self) -> None:
        """Without the President no time makes a divestiture qualified."""
        at = signed(named(), "2025-02-03")
        at = play(SALE, at, act("agreement:close", "2025-02-03", "bytedance"))

        assert "prohibited" == state(at, "2030-01-01")
        assert not attempt(SALE, at, "us.pafacaa:carry_out", "2030-01-01", "bytedance")

    @pytest.mark.parametrize("on", ["2024-06-03", "2025-01-18", "2025-01-19", "2025-02-03"])
    def test_set_aside(self, on: str) -> None:
        """A final judgment ends it, before the day or after; another determination starts anew."""
        at = named(act("set_aside", on, "court"))

        assert distributes(at, "2025-02-03")
        assert "2025-12-29" == last_day(play(SALE, at, act("determine", "2025-04-03", "President")))

    def test_enforcement(self) -> None:
        """In court the prohibition stands; a divestiture can still be found to be qualified."""
        at = named(act("sue", "2025-02-03", "Attorney General"))

        assert not distributes(at, "2025-02-03")
        assert "prohibited" == state(play(SALE, at, act("drop", "2025-02-10", "Attorney General")), "2025-02-10")
        assert attempt(SALE, at, "us.pafacaa:find_qualified", "2025-03-03", "President")


# Each order: signed, days counted from where it counts, and the last day without enforcement.
ORDERS = [
    ("2025-01-20", "2025-01-20", 75, "2025-04-05"),  # E.O. 14166
    ("2025-04-04", "2025-04-05", 75, "2025-06-19"),  # E.O. 14258, from the end before
    ("2025-06-19", "2025-06-19", 90, "2025-09-17"),  # E.O. 14310
    ("2025-09-16", "2025-09-17", 90, "2025-12-16"),  # E.O. 14350, from the end before
    ("2025-09-25", "2025-09-25", 120, "2026-01-23"),  # E.O. 14352
]


class TestNonEnforcement:
    """Five orders not to enforce: they lift nothing, and no day of the Act moves."""

    @pytest.mark.parametrize(("_signed", "counted", "days", "end"), ORDERS)
    def test_their_days(self, _signed: str, counted: str, days: int, end: str) -> None:
        """Every printed end is the number of days after the day that the order counts from."""
        assert end == clock_deadline("us.non_enforcement/stand_down", counted, days).day.isoformat()

    def test_one_after_the_other(self) -> None:
        """Each comes before the end of the one before; all the while the services are prohibited."""
        at = named()
        for n, (on, _, _, end) in enumerate(ORDERS):
            action = "prolong" if n else "announce_until"
            at = play(SALE, at, act(f"us.non_enforcement:{action}", on, "President", day=end))

            assert end == last_day(at, "us.non_enforcement/stand_down")
            assert not distributes(at, on)
            assert "2025-01-19" == last_day(at)
        assert "until_day" == state(at, "2026-01-23", "us.non_enforcement")
        assert "over" == state(at, "2026-01-24", "us.non_enforcement")
        assert "prohibited" == state(at, "2026-01-24")

    def test_it_is_no_extension(self) -> None:
        """A promise before the day does not keep the day from coming."""
        at = named(act("us.non_enforcement:announce", "2025-01-10", "President"))

        assert distributes(at, "2025-01-18")
        assert not distributes(at, "2025-01-19")

    def test_the_power_to_enforce_stays(self) -> None:
        """Whoever relies on the promise can still be sued."""
        at = named(act("us.non_enforcement:announce", "2025-01-20", "President"))

        assert attempt(SALE, at, "us.pafacaa:sue", "2025-02-03", "Attorney General")


class TestCourts:
    """A court suspends the effect and leaves the day alone; a petition suspends nothing."""

    def test_a_stay_before_the_day(self) -> None:
        """The prohibition takes effect on its day and bites when the stay is dissolved."""
        at = named(act("us.stay:grant", "2025-01-15", "court"))

        assert "2025-01-19" == last_day(at)
        assert "prohibited" == state(at, "2025-01-19")
        assert distributes(at, "2025-02-03")
        assert not distributes(play(SALE, at, act("us.stay:dissolve", "2025-02-04", "court")), "2025-02-04")

    # 24 April 2024 + 165 days = Sunday 6 October 2024.
    @pytest.mark.parametrize(("on", "may"), [("2024-10-05", True), ("2024-10-06", True), ("2024-10-07", False)])
    def test_165_days_against_the_act(self, on: str, may: bool) -> None:
        """The day before, on it and after."""
        at = named(act("us.pafacaa.petition:open_on_act", "2024-04-24", "Congress"))

        assert "2024-10-06" == last_day(at, "us.pafacaa.petition/petition_act")
        assert "2024-10-06" == clock_deadline("us.pafacaa.petition/petition_act", "2024-04-24").day.isoformat()
        assert may is bool(attempt(SALE, at, "us.pafacaa.petition:petition", on, "bytedance"))

    # 25 September 2025 + 90 days = 24 December 2025.
    @pytest.mark.parametrize(("on", "may"), [("2025-12-23", True), ("2025-12-24", True), ("2025-12-25", False)])
    def test_90_days_against_an_action(self, on: str, may: bool) -> None:
        """The finding of September 2025 could be challenged until December."""
        at = named(act("us.pafacaa.petition:open_on_action", "2025-09-25", "President"))

        assert "2025-12-24" == clock_deadline("us.pafacaa.petition/petition_action", "2025-09-25").day.isoformat()
        assert may is bool(attempt(SALE, at, "us.pafacaa.petition:petition", on, "bytedance"))
        assert ("open_to_action" if may else "barred") == state(at, on, "us.pafacaa.petition")

    def test_as_it_went(self) -> None:
        """Petition in May, upheld on 6 December 2024 and for good on 17 January 2025: the day came all the same."""
        of = "us.pafacaa.petition"
        at = named(
            act(f"{of}:open_on_act", "2024-04-24", "Congress"),
            act(f"{of}:petition", "2024-05-07", "bytedance"),
            act(f"{of}:uphold", "2024-12-06", "court"),
            act(f"{of}:grant_review", "2024-12-18", "court"),
            act(f"{of}:affirm", "2025-01-17", "court"),
        )

        assert "upheld" == at.process(of).state
        assert not distributes(at, "2025-01-19")

    @pytest.mark.parametrize(
        ("action", "by", "end"), [("grant", "court", "granted"), ("withdraw", "bytedance", "barred")]
    )
    def test_other_ends_of_a_petition(self, action: str, by: str, end: str) -> None:
        """Granted or withdrawn; a later action can be challenged anew."""
        of = "us.pafacaa.petition"
        at = named(
            act(f"{of}:open_on_act", "2024-04-24", "Congress"),
            act(f"{of}:petition", "2024-05-07", "bytedance"),
            act(f"{of}:{action}", "2024-12-06", by),
        )

        assert end == at.process(of).state
        assert attempt(SALE, at, f"{of}:open_on_action", "2025-01-06", "President")
