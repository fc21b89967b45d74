"""The Chinese dual-use licence: when it is needed, 45 working days and what they leave out, and what becomes of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.errors import ProvisionalDate
from dealflow.kernel import Event, Refusal, Snapshot, advance, deadline, settle, start
from dealflow.model import Asset, Deal, Need, Party, Terms
from dealflow.regimes import cn_tech_export
from dealflow.regimes.cn_dual_use import DUAL_USE, PROCESSES, applies
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "cn.dual_use/licence": None,
    "cn.dual_use/change": None,
    "cn.dual_use/single_validity": "expire",
    "cn.dual_use/general_validity": "expire",
}
APPROVED_BY_SILENCE: set[tuple[str, str]] = set()
#: Licences that are out and may not be used.
NOT_ENOUGH = {("cn.dual_use", s) for s in ("change_filed", "changing", "suspended")}
SIZES = {"cn.dual_use": (18, 27, 4)}

ID = "cn.dual_use"
ONE = timedelta(days=1)
(AGREE,), (LICENCE,) = AGREEMENT, PROCESSES
PARTIES = [Party("maker", "Maker", "seller", "CN"), Party("user", "User", "buyer", "US")]
MAGNETS = Asset("magnets", "the magnet process", "dual_use:rare_earth_magnets", "CN")
PLAYER = Asset("player", "the player", "unlisted", "CN")
MILL = Asset("mill", "the American mill", "", "US")
TERMS = {
    "with_magnets": Terms("with_magnets", buyer="user", sold=[MAGNETS, MILL]),
    "only_mill": Terms("only_mill", buyer="user", sold=[MILL], facts={"target_countries": ("US",)}),
    "to_other": Terms("to_other", buyer="maker", sold=[MAGNETS, MILL]),
}
DEAL = Deal("d", "Maker to User", [AGREE, LICENCE], parties=PARTIES, terms=TERMS, initial_terms="with_magnets")


def begun(day: str = "2025-01-02") -> Snapshot:
    """The deal on *day*: talks and signing need no licence."""
    talks: list[Step] = [(f"agreement:{step}", day, "maker", {}) for step in ("negotiate", "sign")]
    return play(DEAL, start(DEAL, date.fromisoformat(day)), *talks)


def run(at: Snapshot, *steps: tuple[Any, ...]) -> Snapshot:
    """The deal after *steps* of the licence, none refused; the ministry takes them if nobody is named."""
    for action, on, *more in steps:
        at = play(DEAL, at, (f"{ID}:{action}", on, more[0] if more else "MOFCOM", more[1] if len(more) > 1 else {}))
    return at


def accepted(day: str = "2025-01-20") -> Snapshot:
    """The application accepted on *day*."""
    return run(begun(), ("file", "2025-01-10", "maker"), ("accept", day))


def due(at: Snapshot, clock: str = "licence") -> str:
    """The last day of a clock as it stands."""
    found = deadline(DEAL, at, f"{ID}/{clock}")
    assert found is not None
    return found.day.isoformat()


def closes(at: Snapshot, on: str) -> Event | Refusal:
    """An attempt to close."""
    return attempt(DEAL, at, "agreement:close", on, "maker")


def state(at: Snapshot, on: str) -> str:
    """Where the licence stands on *on*."""
    return settle(DEAL, at, date.fromisoformat(on)).process(ID).state


def need(on: str, terms: Terms | None = None, /, **facts: Any) -> str:
    """Whether a licence is needed on a day."""
    return applies(terms or Terms("t", facts=facts), date.fromisoformat(on)).status


class TestWhenItApplies:
    """A dual-use item that leaves China; goods made abroad only as far as the rule on content binds."""

    @pytest.mark.parametrize(
        ("on", "status"), [("2020-11-30", Need.NONE), ("2020-12-01", Need.MANDATORY), ("2020-12-02", Need.MANDATORY)]
    )
    def test_from_december_2020_on(self, on: str, status: str) -> None:
        """The day before, on and after the Export Control Law takes force."""
        assert status == need(on, TERMS["with_magnets"])

    def test_the_regulations_take_the_laws_place(self) -> None:
        """The same answer on both sides of 1 December 2024, on the word of another text."""
        before, after = (applies(TERMS["with_magnets"], date(2024, n, d)) for n, d in ((11, 30), (12, 1)))

        assert (Need.MANDATORY, Need.MANDATORY) == (before.status, after.status)
        assert before.citation != after.citation

    def test_nothing_chinese_nothing_asked(self) -> None:
        """No business in China and no asset that leaves it."""
        assert Need.NONE == need("2025-01-02", TERMS["only_mill"])
        assert Need.NONE == need("2025-01-02", target_countries=("US",), buyer_countries=("GB",))
        assert Need.NONE == need("2025-01-02", target_countries=("US",), cn_dual_use_notifiable=True)

    @pytest.mark.parametrize(("said", "status"), [(True, Need.MANDATORY), (False, Need.NONE)])
    def test_counsel_decides(self, said: bool, status: str) -> None:
        """Counsel's determination comes before what the terms call an asset."""
        facts = {"target_countries": ("CN",), "cn_dual_use_notifiable": said}

        assert status == need("2025-01-02", Terms("t", sold=[MAGNETS, PLAYER], facts=facts))

    def test_assets_decide_as_far_as_they_can(self) -> None:
        """Chinese technology that is called something else is not dual-use; what is not said is asked."""
        unnamed = Terms("t", sold=[Asset("code", "the code", "", "CN")])
        homeless = Terms("t", sold=[Asset("tool", "the tool", "military_technology")])

        assert Need.NONE == need("2025-01-02", Terms("t", sold=[PLAYER]))
        assert Need.UNKNOWN == need("2025-01-02", target_countries=("CN",))
        assert "code.technology" in applies(unnamed, date(2025, 1, 2)).missing
        assert "tool.exporter" in applies(homeless, date(2025, 1, 2)).missing
        assert "target_countries" in applies(Terms("t"), date(2025, 1, 2)).missing

    @pytest.mark.parametrize(
        ("on", "status"),
        [
            ("2025-10-08", Need.NONE),
            ("2025-10-09", Need.UNKNOWN),
            ("2025-11-06", Need.UNKNOWN),
            ("2025-11-07", Need.NONE),
            ("2026-11-10", Need.NONE),
            ("2026-11-11", Need.UNKNOWN),
        ],
    )
    def test_the_rule_on_content_has_its_dates(self, on: str, status: str) -> None:
        """Announced, suspended, and after the suspension unknown until somebody says."""
        abroad = {"target_countries": ("JP",), "cn_controlled_content_percent": 0.1}

        assert status == need(on, **abroad)
        assert Need.NONE == need(on, **{**abroad, "cn_controlled_content_percent": 0.09})
        told = Need.MANDATORY if status == Need.UNKNOWN else Need.NONE
        assert told == need(on, **abroad, cn_content_rule_in_force=True)
        assert Need.NONE == need(on, **abroad, cn_content_rule_in_force=False)

    @pytest.mark.parametrize(
        "technology", [*DUAL_USE, "dual_use:drones", "personalised_information_push", "unlisted:x"]
    )
    def test_never_both_chinese_export_regimes_for_one_technology(self, technology: str) -> None:
        """What is dual-use is not in the catalogue of technologies, and the other way round."""
        terms = Terms("t", sold=[Asset("a", "it", technology, "CN")], facts={"target_countries": ("CN",)})
        here = applies(terms, date(2025, 1, 2)).required
        there = cn_tech_export.applies(terms, date(2025, 1, 2)).required

        assert not (here and there)
        assert here is (technology in cn_tech_export.DUAL_USE or technology.startswith("dual_use:"))


class TestTheCount:
    """45 working days from acceptance, make-up days worked."""

    @pytest.mark.parametrize(
        ("day", "last"), [("2024-12-02", "2025-02-10"), ("2025-09-26", "2025-12-04"), ("2021-03-01", "2021-05-06")]
    )
    def test_45_working_days(self, day: str, last: str) -> None:
        """Across Spring Festival and Golden Week, and under the law before the Regulations."""
        found = clock_deadline(f"{ID}/licence", day)
        calendar = calendars.get("cn.state")
        span = [date.fromisoformat(day) + n * ONE for n in range(1, (found.day - found.start).days + 1)]

        assert last == found.day.isoformat()
        assert 45 == sum(calendar.is_working(d) for d in span)

    @pytest.mark.parametrize(("day", "last"), [("2026-02-09", "2026-03-13")])
    def test_20_working_days_for_a_change(self, day: str, last: str) -> None:
        """A change of a licence has its own, shorter clock."""
        assert last == clock_deadline(f"{ID}/change", day).day.isoformat()

    def test_a_year_not_announced_is_provisional(self) -> None:
        """A count that runs into 2027 says so."""
        with pytest.warns(ProvisionalDate):
            assert clock_deadline(f"{ID}/licence", "2026-11-20").provisional

    def test_filing_starts_nothing(self) -> None:
        """Acceptance does, whenever it comes."""
        at = run(begun(), ("file", "2025-01-10", "maker"))

        assert None is deadline(DEAL, at, f"{ID}/licence")
        assert clock_deadline(f"{ID}/licence", "2025-01-20").day.isoformat() == due(accepted())

    @pytest.mark.parametrize("offset", [-1, 0, 1, 400])
    def test_silence_grants_nothing(self, offset: int) -> None:
        """Before, on and after the last day nothing falls, and nobody closes; a grant that comes late is a grant."""
        at = accepted()
        on = date.fromisoformat(due(at)) + offset * ONE

        assert () == advance(DEAL, at, on)
        assert not closes(at, on.isoformat())
        assert attempt(DEAL, at, f"{ID}:grant", on.isoformat(), "MOFCOM")

    @given(st.integers(0, 200))
    def test_examination_never_shortens(self, n: int) -> None:
        """Expert opinions and checks on site leave the working days as many as they were."""
        back = date(2025, 2, 10) + n * ONE
        at = run(accepted(), ("begin_examination", "2025-02-10"), ("end_examination", back.isoformat()))
        before, after = (date.fromisoformat(due(x)) for x in (accepted(), at))
        calendar = calendars.get("cn.state")

        def working(first: date, last: date) -> int:
            return sum(calendar.is_working(first + k * ONE) for k in range((last - first).days))

        assert before <= after
        assert working(date(2025, 2, 10), back) == working(before, after)

    @pytest.mark.parametrize("action", ["escalate", "find_on_watch_list"])
    def test_the_limit_can_vanish(self, action: str) -> None:
        """Sent up, or with the buyer on the watch list, there is no last day any more, and no general licence."""
        at = run(accepted(), (action, "2025-02-20"))

        assert None is at.process(ID).run("licence")
        assert not attempt(DEAL, at, f"{ID}:grant_general", "2026-02-20", "MOFCOM")
        assert attempt(DEAL, at, f"{ID}:grant", "2026-02-20", "MOFCOM")
        assert attempt(DEAL, at, f"{ID}:refuse", "2026-02-20", "MOFCOM")


class TestTheLicence:
    """What it opens, how long it lasts, and what ends it."""

    def test_signing_is_free_and_closing_is_not(self) -> None:
        """Unlike the licence for restricted technology it asks nothing of talks and signing."""
        assert not closes(begun(), "2025-01-03")
        assert closes(run(accepted(), ("grant", "2025-03-01")), "2025-03-01")

    def test_without_dual_use_items_nothing_is_asked(self) -> None:
        """The same deal without the magnets closes at once."""
        at = play(DEAL, begun(), ("agreement:amend_terms", "2025-01-03", "maker", {"terms": "only_mill"}))

        assert closes(at, "2025-01-03")

    def test_another_end_user_needs_another_licence(self) -> None:
        """A licence covers the buyer it was given for; the licence itself goes back."""
        at = run(accepted(), ("grant", "2025-03-01"))
        moved = play(DEAL, at, ("agreement:amend_terms", "2025-03-02", "maker", {"terms": "to_other"}))

        assert not closes(moved, "2025-03-03")
        assert "controlled" == run(at, ("change_key_element", "2025-03-02", "maker")).process(ID).state

    @pytest.mark.parametrize(
        ("action", "details", "last"),
        [
            ("grant", {}, "2026-03-01"),
            ("grant", {"validity": "6 months"}, "2025-09-01"),
            ("grant_general", {}, "2028-03-01"),
            ("grant_general", {"validity": "2 years"}, "2027-03-01"),
        ],
    )
    def test_its_term(self, action: str, details: dict[str, Any], last: str) -> None:
        """A year for a single licence, three for a general one, or what it says; then it lapses."""
        at = run(accepted(), (action, "2025-03-01", "MOFCOM", details))
        after = (date.fromisoformat(last) + ONE).isoformat()

        assert ("licensed", "licensed", "expired") == (
            state(at, (date.fromisoformat(last) - ONE).isoformat()),
            state(at, last),
            state(at, after),
        )
        assert closes(at, last)
        assert not closes(settle(DEAL, at, date.fromisoformat(after)), after)

    def test_a_single_licence_is_used_up(self) -> None:
        """One shipment ends it; a general licence goes on."""
        single = run(accepted(), ("grant", "2025-03-01"))
        general = run(accepted(), ("grant_general", "2025-03-01"))

        assert "used" == state(run(single, ("complete_export", "2025-04-01", "maker")), "2030-01-01")
        assert not attempt(DEAL, general, f"{ID}:complete_export", "2025-04-01", "maker")

    def test_a_change_suspends_its_use(self) -> None:
        """While a change is examined nobody closes; refused, the old licence stands, its term running on."""
        at = run(
            accepted(),
            ("grant", "2025-03-01"),
            ("apply_for_change", "2025-04-01", "maker"),
            ("accept_change", "2025-04-03"),
        )

        assert not closes(at, "2025-04-10")
        assert clock_deadline(f"{ID}/change", "2025-04-03").day.isoformat() == due(at, "change")
        for action in ("grant_change", "refuse_change"):
            back = run(at, (action, "2025-04-20"))

            assert closes(back, "2025-04-20")
            assert "2026-03-01" == due(back, "single_validity")

    def test_suspended_reinstated_revoked(self) -> None:
        """Material changes suspend it; it comes back, is revoked, or runs out meanwhile."""
        at = run(accepted(), ("grant", "2025-03-01"), ("suspend", "2025-04-01"))

        assert not closes(at, "2025-04-02")
        assert closes(run(at, ("reinstate", "2025-05-01")), "2025-05-01")
        assert not closes(run(at, ("revoke", "2025-05-01")), "2025-05-01")
        assert "expired" == state(at, "2026-03-02")

    def test_a_change_is_taken_back(self) -> None:
        """Before or after it is accepted; the licence stands as it stood, its term unchanged."""
        at = run(accepted(), ("grant", "2025-03-01"), ("apply_for_change", "2025-04-01", "maker"))

        for before in (at, run(at, ("accept_change", "2025-04-03"))):
            back = run(before, ("withdraw_change", "2025-04-10", "maker"))
            assert closes(back, "2025-04-10")
            assert "2026-03-01" == due(back, "single_validity")

    @pytest.mark.parametrize(
        "way",
        [
            [("suspend", "2025-05-01"), ("reinstate", "2025-06-01")],
            [("apply_for_change", "2025-05-01", "maker"), ("withdraw_change", "2025-06-01", "maker")],
            [
                ("apply_for_change", "2025-05-01", "maker"),
                ("accept_change", "2025-05-02"),
                ("refuse_change", "2025-06-01"),
            ],
        ],
    )
    def test_a_licence_that_comes_back_covers_what_it_was_granted_for(self, way: list[tuple[Any, ...]]) -> None:
        """Suspended or under change and back again, it does not serve another buyer than before."""
        at = run(accepted(), ("grant", "2025-03-01"))
        other = play(DEAL, at, ("agreement:amend_terms", "2025-04-01", "maker", {"terms": "to_other"}))

        assert closes(run(at, *way), "2025-06-01")
        assert not closes(run(other, *way), "2025-06-01")

    def test_a_listed_buyer_gets_nothing(self) -> None:
        """On the control list the way is shut until special approval, and then begins anew."""
        at = run(accepted(), ("grant", "2025-03-01"), ("list_buyer", "2025-04-01"))

        assert not closes(at, "2025-04-02")
        assert not attempt(DEAL, at, f"{ID}:file", "2025-04-02", "maker")
        assert attempt(DEAL, run(at, ("approve_specially", "2025-06-01")), f"{ID}:file", "2025-06-02", "maker")

    def test_other_ends(self) -> None:
        """Refused, withdrawn, free, and exports that need no more than a voucher."""
        assert "refused" == state(run(accepted(), ("refuse", "2025-03-01")), "2030-01-01")
        assert "withdrawn" == state(run(accepted(), ("withdraw", "2025-03-01", "maker")), "2030-01-01")
        assert "free" == state(run(begun(), ("find_free", "2025-01-03", "maker")), "2030-01-01")
        voucher = run(begun(), ("find_controlled", "2025-01-03", "maker"), ("register", "2025-01-05", "maker"))

        assert closes(voucher, "2025-01-06")

    @pytest.mark.parametrize("by", ["user", "SAMR", "Commerce"])
    def test_only_the_exporter_applies_and_only_the_ministry_grants(self, by: str) -> None:
        """A foreign buyer can never file."""
        for at, action in ((begun(), "file"), (accepted(), "grant")):
            refused = attempt(DEAL, at, f"{ID}:{action}", "2025-02-01", by)

            assert isinstance(refused, Refusal)
            assert "wrong actor" == refused.kind
