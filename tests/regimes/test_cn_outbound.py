"""Chinese outbound investment: NDRC, MOFCOM and the bank gate closing one after the other; the review has no clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dealflow as df
from dealflow.citation import Checked
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Event, Refusal, Snapshot, deadline, settle
from dealflow.model import Deal, Need, Party, Terms
from dealflow.regimes.cn_outbound import PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "cn.outbound.ndrc/completeness": None,
    "cn.outbound.ndrc/filing": None,
    "cn.outbound.ndrc/verification": None,
    "cn.outbound.ndrc/appraisal": None,
    "cn.outbound.ndrc/validity": "expire",
    "cn.outbound.mofcom/filing": None,
    "cn.outbound.mofcom/central_review": None,
    "cn.outbound.mofcom/province_review": None,
    "cn.outbound.mofcom/ministry_review": None,
    "cn.outbound.mofcom/validity": "expire",
    "cn.outbound.security/review": None,
}
APPROVED_BY_SILENCE: set[tuple[str, str]] = set()
#: States without an approval in which closing is possible.
CLOSES = {("cn.outbound.security", "none")}
SIZES: dict[str, tuple[int, int, int]] = {
    "cn.outbound.ndrc": (10, 18, 5),
    "cn.outbound.mofcom": (9, 11, 5),
    "cn.outbound.bank": (4, 5, 0),
    "cn.outbound.security": (8, 9, 1),
}

(NDRC, MOFCOM, BANK, SECURITY), (AGREE,) = PROCESSES, AGREEMENT
ONE = timedelta(days=1)
DAY = date(2024, 3, 4)
PARTIES = [Party("oceanwide", "Oceanwide", "buyer", "CN"), Party("target", "Target Inc.", "seller", "US")]
PLACES: dict[str, Any] = {"target_countries": ("US",), "buyer_countries": ("CN",)}
PLAIN: dict[str, Any] = {
    **PLACES, "cn_outbound_sensitive": False, "cn_outbound_direct": True, "cn_outbound_amount": 500,
    "cn_restricted_technology": False, "cn_outbound_financial": False,
}  # fmt: skip
INSURER: dict[str, Any] = {**PLAIN, "cn_outbound_financial": True}
OFFSHORE: dict[str, Any] = {**PLAIN, "cn_outbound_direct": False}
N, M, B, S = "cn.outbound.ndrc", "cn.outbound.mofcom", "cn.outbound.bank", "cn.outbound.security"
Did = tuple[str, str] | tuple[str, str, dict[str, Any]]
BUYERS = {
    N: ("file", "apply_change", "report_completion", "withdraw"),
    M: ("file", "apply_central", "apply_local", "record_investment", "withdraw"),
    B: (),
    S: ("file", "file_changed", "undo", "withdraw"),
}
OFFICES = {N: "NDRC", M: "MOFCOM", B: "bank", S: "State Council"}


def case(facts: dict[str, Any]) -> Deal:
    """A Chinese purchase abroad."""
    terms = {"all": Terms("all", buyer="oceanwide", facts=facts), "other": Terms("other", buyer="x", facts=facts)}
    return Deal("case", "A purchase abroad", [AGREE, *PROCESSES], parties=PARTIES, terms=terms)


def run(deal: Deal, first: Snapshot | date, of: str, *steps: Did) -> Snapshot:
    """The process *of* after *steps*."""
    special = {"give_opinion": "commerce_bureau"}
    acts: list[Step] = [
        (f"{of}:{a}", on, "oceanwide" if a in BUYERS[of] else special.get(a, OFFICES[of]), dict(*rest))
        for a, on, *rest in steps
    ]
    return play(deal, first, *acts)


def signed(deal: Deal, on: str = "2024-03-04") -> Snapshot:
    """The deal with an agreement signed on *on*."""
    day = date.fromisoformat(on)
    return play(deal, day, ("agreement:negotiate", on, "oceanwide", {}), ("agreement:sign", on, "oceanwide", {}))


def closes(deal: Deal, at: Snapshot, on: str) -> Event | Refusal:
    """An attempt to close."""
    return attempt(deal, at, "agreement:close", on, "oceanwide")


def state(at: Snapshot, of: str) -> str:
    """Where a process is."""
    return at.process(of).state


def last(deal: Deal, at: Snapshot, clock: str) -> str | None:
    """The date of a clock as it stands."""
    found = deadline(deal, at, clock)
    return found.day.isoformat() if found else None


def need(facts: dict[str, Any], on: str = "2024-03-04") -> list[str]:
    """What is needed of NDRC, MOFCOM, the bank, and the review."""
    return [p.applies(Terms("t", facts=facts), date.fromisoformat(on)).status for p in PROCESSES]


NO, YES, OPEN, CHOICE = Need.NONE, Need.MANDATORY, Need.UNKNOWN, Need.VOLUNTARY
FILED: list[Did] = [("file", "2024-03-04"), ("accept_filing", "2024-03-08"), ("grant", "2024-03-15")]


class TestWhenItApplies:
    """A Chinese buyer, something abroad; then what and how, by the law of the day."""

    @pytest.mark.parametrize(
        "facts",
        [
            {"buyer_countries": ("US",)},
            {"buyer_countries": ("US",), "target_countries": ("CN", "US")},
            {"buyer_countries": ("CN",), "target_countries": ("CN",)},
        ],
    )
    def test_nothing_goes_out(self, facts: dict[str, Any]) -> None:
        """No Chinese buyer, or nothing outside China: none of the four applies, and nothing more is asked."""
        assert [NO] * 4 == need(facts, "2026-07-01")

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            ("2014-05-07", [NO, NO, NO, NO]),
            ("2014-05-08", [YES, NO, NO, NO]),
            ("2014-10-05", [YES, NO, NO, NO]),
            ("2014-10-06", [YES, YES, NO, NO]),
            ("2015-05-31", [YES, YES, NO, NO]),
            ("2015-06-01", [YES, YES, YES, NO]),
            ("2018-02-28", [YES, YES, YES, NO]),
            ("2018-03-01", [YES, YES, YES, NO]),
            ("2026-06-30", [YES, YES, YES, NO]),
            ("2026-07-01", [YES, YES, YES, YES]),
            ("2026-07-02", [YES, YES, YES, YES]),
        ],
    )
    def test_the_layers_came_one_by_one(self, on: str, expected: list[str]) -> None:
        """The day before, on and after each of the five days of law."""
        assert expected == need(PLAIN, on)

    @pytest.mark.parametrize(
        ("facts", "expected"),
        [
            (INSURER, [YES, NO, YES, NO]),
            (OFFSHORE, [CHOICE, NO, NO, NO]),
            ({**OFFSHORE, "cn_outbound_amount": 299}, [NO, NO, NO, NO]),
            ({**OFFSHORE, "cn_outbound_amount": 300}, [CHOICE, NO, NO, NO]),
            ({**OFFSHORE, "cn_outbound_sensitive": True}, [YES, NO, NO, NO]),
            (PLACES, [OPEN, OPEN, OPEN, NO]),
            ({"buyer_countries": ("CN",)}, [OPEN, OPEN, OPEN, NO]),
            ({}, [OPEN, OPEN, OPEN, NO]),
        ],
    )
    def test_who_is_asked(self, facts: dict[str, Any], expected: list[str]) -> None:
        """Financial targets pass MOFCOM by, companies abroad the bank as well; what is sensitive is always verified."""
        assert expected == need(facts)

    def test_before_2018_a_company_abroad_is_no_way_round(self) -> None:
        """Under Order 9 NDRC is asked all the same."""
        assert [YES, CHOICE] == [need(OFFSHORE, "2018-02-28")[0], need(OFFSHORE, "2018-03-01")[0]]

    @pytest.mark.parametrize(
        ("more", "ndrc", "mofcom"),
        [
            ({}, "filing", "filing"),
            ({"cn_outbound_sensitive": True}, "verification", "verification"),
            ({"cn_restricted_technology": True}, "filing", "verification"),
        ],
    )
    def test_filing_or_verification(self, more: dict[str, Any], ndrc: str, mofcom: str) -> None:
        """Technology whose export is restricted turns MOFCOM's filing into verification, not NDRC's."""
        terms = Terms("t", facts={**PLAIN, **more})

        assert (ndrc, mofcom) == (NDRC.applies(terms, DAY).category, MOFCOM.applies(terms, DAY).category)

    @pytest.mark.parametrize(("value", "status"), [(True, YES), (False, NO)])
    def test_counsel_decides(self, value: bool, status: str) -> None:
        """Counsel's two determinations stand over the facts."""
        facts = {**PLACES, "cn_outbound_notifiable": value, "cn_outbound_mofcom_notifiable": value}

        assert [status, status] == need(facts)[:2]

    @pytest.mark.parametrize("facts", [{}, {"buyer_countries": ("CN",)}, {"target_countries": ("US",)}])
    def test_the_review_asks_for_the_places_alone(self, facts: dict[str, Any]) -> None:
        """Since July 2026 a deal of which the places are not known waits for them."""
        found = SECURITY.applies(Terms("t", facts=facts), date(2026, 7, 1))

        assert OPEN == found.status
        assert {"buyer_countries", "target_countries"} - set(facts) == set(found.missing)

    def test_questions(self) -> None:
        """The places first, counsel's own determination last."""
        found = NDRC.applies(Terms("t"), DAY)

        assert ("buyer_countries", "cn_outbound_notifiable") == (found.missing[0], found.missing[-1])

    @given(st.dates(date(2012, 1, 1), date(2027, 12, 31)), st.sampled_from([PLAIN, INSURER, OFFSHORE, PLACES]))
    def test_it_changes_on_law_days_only(self, day: date, facts: dict[str, Any]) -> None:
        """On two days running each answer is the same unless the second is a law day of that process."""
        terms = Terms("t", facts=facts)
        for process in PROCESSES:
            if day + ONE not in process.law_days:
                assert process.applies(terms, day) == process.applies(terms, day + ONE)


class TestClocks:
    """Working days of the Chinese state calendar; what is only recalled says so."""

    @pytest.mark.parametrize(
        ("clock", "begun", "day", "recalled"),
        [
            ("ndrc/completeness", "2017-01-20", "2017-01-26", False),  # Order 9: Sunday 22 January is worked
            ("ndrc/completeness", "2024-03-04", "2024-03-11", True),
            ("ndrc/filing", "2018-02-28", "2018-03-09", False),
            ("ndrc/filing", "2018-03-01", "2018-03-12", True),
            ("ndrc/filing", "2024-09-10", "2024-09-20", True),  # 15 to 17 September off, Saturday the 14th worked
            ("ndrc/verification", "2026-02-09", "2026-03-13", True),
            ("ndrc/appraisal", "2025-01-20", "2025-03-07", True),
            ("ndrc/validity", "2024-02-29", "2026-02-28", True),
            ("mofcom/filing", "2024-09-29", "2024-10-09", True),
            ("mofcom/central_review", "2026-02-09", "2026-03-13", True),
            ("mofcom/province_review", "2024-09-10", "2024-10-08", True),
            ("mofcom/ministry_review", "2024-09-10", "2024-10-08", True),
            ("mofcom/validity", "2024-03-15", "2026-03-15", False),
        ],
    )
    def test_last_days(self, clock: str, begun: str, day: str, recalled: bool) -> None:
        """The day of the event is day 0; make-up weekends are worked."""
        found = df.deadline(f"cn.outbound.{clock}", begun)

        assert day == found.day.isoformat()
        assert recalled is any("recalled" in warning for warning in found.warnings)

    def test_no_term_for_documents_of_before_2018(self) -> None:
        """What Order 9 granted is not counted."""
        deal = case(PLAIN)
        at = run(
            deal, date(2017, 6, 1), N, ("file", "2017-06-01"), ("accept_filing", "2017-06-05"), ("grant", "2017-06-12")
        )

        assert None is last(deal, at, f"{N}/validity")
        assert "granted" == state(settle(deal, at, date(2020, 11, 30)), N)

    def test_nothing_is_granted_by_silence(self) -> None:
        """Years after the last day of each stage the file is where it was."""
        deal = case(PLAIN)
        for step, where in (("accept_filing", "filing"), ("accept_verification", "verification")):
            at = run(deal, DAY, N, ("file", "2024-03-04"), (step, "2024-03-08"))
            assert where == state(settle(deal, at, date(2026, 6, 1)), N)
        for act, where in (("file", "filing"), ("apply_central", "central_review"), ("apply_local", "province_review")):
            at = run(deal, DAY, M, (act, "2024-03-04"))
            assert where == state(settle(deal, at, date(2026, 6, 1)), M)

    def test_verification_is_extended_once_and_stopped_by_appraisal(self) -> None:
        """Twenty working days, ten more once, the appraisal left out."""
        deal = case({**PLAIN, "cn_outbound_sensitive": True})
        at = run(deal, DAY, N, ("file", "2024-03-04"), ("accept_verification", "2024-03-08"))

        assert "2024-04-08" == last(deal, at, f"{N}/verification")
        at = run(deal, at, N, ("begin_appraisal", "2024-03-11"), ("end_appraisal", "2024-03-25"))
        assert "2024-04-22" == last(deal, at, f"{N}/verification")
        at = run(deal, at, N, ("extend", "2024-04-19"))
        assert "2024-05-08" == last(deal, at, f"{N}/verification")
        assert not attempt(deal, at, f"{N}:extend", "2024-04-22", "NDRC")

    @given(st.dates(date(2018, 3, 1), date(2025, 6, 30)), st.integers(1, 60), st.integers(1, 60))
    def test_a_stop_never_shortens(self, begun: date, gap: int, long: int) -> None:
        """Days left out move the end of the verification on, or leave it."""
        stop = (begun + timedelta(days=gap), begun + timedelta(days=gap + long - 1))
        plain, stopped = (df.deadline(f"{N}/verification", begun, tolled=t).day for t in ((), (stop,)))

        assert plain <= stopped <= plain + timedelta(days=long + 15)


class TestDocumentsRunOut:
    """Two years, unless made longer, changed in time, or used."""

    def test_ndrc(self) -> None:
        """The document of 15 March 2024 is in force through 15 March 2026; in Oceanwide's case it was made longer."""
        deal = case(PLAIN)
        at = run(deal, DAY, N, *FILED)

        assert "granted" == state(settle(deal, at, date(2026, 3, 15)), N)
        assert "expired" == state(settle(deal, at, date(2026, 3, 16)), N)
        longer = run(deal, at, N, ("extend_validity", "2025-11-28", {"length": "1 year"}))
        assert "2027-03-15" == last(deal, longer, f"{N}/validity")
        again = run(deal, settle(deal, at, date(2026, 3, 16)), N, ("file", "2026-04-01"))
        assert "filed" == state(again, N)

    def test_a_change_does_not_begin_the_term_anew(self) -> None:
        """While a change is examined the term runs on, and after it is approved as well."""
        deal = case(PLAIN)
        at = run(deal, DAY, N, *FILED, ("apply_change", "2025-03-03"))

        assert "expired" == state(settle(deal, at, date(2026, 3, 16)), N)
        at = run(deal, at, N, ("approve_change", "2025-04-01"))
        assert "2026-03-15" == last(deal, at, f"{N}/validity")

    def test_a_project_is_completed_when_it_has_closed(self) -> None:
        """A report before closing would keep a document in force for ever; after it the term has no more meaning."""
        deal = case(INSURER)
        at = run(deal, signed(deal), N, *FILED)
        at = run(deal, at, B, ("register", "2024-03-25"))
        early = attempt(deal, at, f"{N}:report_completion", "2024-04-01", "oceanwide")

        assert isinstance(early, Refusal)
        assert "the deal has not closed" in str(early)
        at = play(deal, at, ("agreement:close", "2024-04-02", "oceanwide", {}))
        at = run(deal, at, N, ("report_completion", "2024-04-16"))
        assert "completed" == state(settle(deal, at, date(2026, 6, 1)), N)

    def test_mofcom(self) -> None:
        """The certificate lapses after two years without an investment, and not if one was made."""
        deal = case(PLAIN)
        at = run(deal, DAY, M, ("file", "2024-03-04"), ("certify", "2024-03-07"))

        assert "certificate" == state(settle(deal, at, date(2026, 3, 7)), M)
        assert "expired" == state(settle(deal, at, date(2026, 3, 8)), M)
        used = run(deal, at, M, ("record_investment", "2024-06-03"))
        assert "invested" == state(settle(deal, used, date(2026, 3, 8)), M)


class TestClosing:
    """Signing is free; closing waits for NDRC, MOFCOM and the bank, in that order."""

    deal = case(PLAIN)

    def test_signing_waits_for_nothing(self) -> None:
        """None of them has to come before the signature."""
        assert "signed" == signed(self.deal).process("agreement").state

    def test_one_after_the_other(self) -> None:
        """Each missing one is named; the bank registers only when both others have spoken."""
        at = signed(self.deal)
        refused = str(closes(self.deal, at, "2024-03-04"))
        assert all(word in refused for word in ("NDRC", "MOFCOM", "bank"))
        assert not attempt(self.deal, at, f"{B}:register", "2024-03-05", "bank")

        at = run(self.deal, at, N, *FILED)
        assert not attempt(self.deal, at, f"{B}:register", "2024-03-18", "bank")
        at = run(self.deal, at, M, ("file", "2024-03-18"), ("certify", "2024-03-20"))
        assert not closes(self.deal, at, "2024-03-20")
        at = run(self.deal, at, B, ("register", "2024-03-25"))
        assert closes(self.deal, at, "2024-03-25")
        assert closes(self.deal, run(self.deal, at, B, ("pay", "2024-03-26")), "2024-03-26")

    def test_a_document_that_has_run_out_shuts_it_again(self) -> None:
        """Registered in 2024, but the documents lapsed in March 2026: neither payment nor closing."""
        at = run(self.deal, signed(self.deal), N, *FILED)
        at = run(self.deal, at, M, ("file", "2024-03-18"), ("certify", "2024-03-20"))
        at = run(self.deal, at, B, ("register", "2024-03-25"))
        at = settle(self.deal, at, date(2026, 4, 1))

        assert not attempt(self.deal, at, f"{B}:pay", "2026-04-01", "bank")
        assert not closes(self.deal, at, "2026-04-01")

    def test_the_bank_may_hold_the_money(self) -> None:
        """Genworth: NDRC had spoken, the foreign exchange administration had not; no clock says when."""
        deal = case(INSURER)
        at = run(deal, signed(deal), N, *FILED)
        at = run(deal, at, B, ("refer", "2024-03-20"))

        assert not closes(deal, settle(deal, at, date(2026, 1, 5)), "2026-01-05")
        assert closes(deal, run(deal, at, B, ("register", "2024-06-03")), "2024-06-03")
        back = run(deal, at, B, ("hold_back", "2024-04-01"))
        assert "blocked" == state(back, B)
        stopped = run(deal, at, B, ("register", "2024-06-03"), ("stop", "2024-06-04"))
        assert not closes(deal, stopped, "2024-06-05")

    def test_verification_by_province_and_ministry(self) -> None:
        """A local enterprise passes two stages of fifteen working days, a central one a single stage."""
        local = run(self.deal, DAY, M, ("apply_local", "2024-03-04"), ("give_opinion", "2024-03-25"))

        assert "2024-04-16" == last(self.deal, local, f"{M}/ministry_review")
        assert "certificate" == state(run(self.deal, local, M, ("certify", "2024-04-15")), M)
        central = run(self.deal, DAY, M, ("apply_central", "2024-03-04"), ("certify", "2024-03-29"))
        assert "certificate" == state(central, M)

    @pytest.mark.parametrize("decided", ["grant", "refuse"])
    def test_the_province_files_but_does_not_verify(self, decided: str) -> None:
        """A sensitive project is NDRC's to verify or to refuse; what is only filed a province may file."""
        filed = run(self.deal, DAY, N, ("file", "2024-03-04"), ("accept_filing", "2024-03-08"))
        sensitive = run(self.deal, DAY, N, ("file", "2024-03-04"), ("accept_verification", "2024-03-08"))

        assert attempt(self.deal, filed, f"{N}:{decided}", "2024-03-15", "provincial_NDRC")
        refused = attempt(self.deal, sensitive, f"{N}:{decided}", "2024-03-15", "provincial_NDRC")
        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind
        assert attempt(self.deal, sensitive, f"{N}:{decided}", "2024-03-15", "NDRC")

    @pytest.mark.parametrize(
        ("of", "steps", "end"),
        [
            (N, [("file", "2024-03-04"), ("accept_filing", "2024-03-08"), ("refuse", "2024-03-12")], "refused"),
            (N, [("file", "2024-03-04"), ("ask_supplement", "2024-03-06"), ("decline", "2024-03-08")], "not_filed"),
            (N, [("file", "2024-03-04"), ("withdraw", "2024-03-08")], "not_filed"),
            (N, [*FILED, ("apply_change", "2024-04-01"), ("refuse", "2024-05-06")], "refused"),
            (M, [("file", "2024-03-04"), ("require_verification", "2024-03-06")], "not_filed"),
            (M, [("apply_central", "2024-03-04"), ("refuse", "2024-03-20")], "refused"),
            (M, [("file", "2024-03-04"), ("withdraw", "2024-03-05")], "not_filed"),
        ],
    )
    def test_ways_that_do_not_lead_to_closing(self, of: str, steps: list[Did], end: str) -> None:
        """Refused, sent back or given up: the gate stays shut."""
        at = run(self.deal, signed(self.deal), of, *steps)

        assert end == state(at, of)
        assert not closes(self.deal, at, "2024-06-03")

    def test_another_buyer_needs_another_filing(self) -> None:
        """What was granted was for this investor."""
        deal = case(INSURER)
        at = run(deal, signed(deal), N, *FILED)
        at = run(deal, at, B, ("register", "2024-03-25"))
        other = play(deal, at, ("agreement:amend_terms", "2024-04-01", "oceanwide", {"terms": "other"}))

        assert closes(deal, at, "2024-04-02")
        assert not closes(deal, other, "2024-04-02")


class TestSecurityReview:
    """Since July 2026: it may be opened, it holds closing, and it has no time limit that anybody has published."""

    deal = case(OFFSHORE)

    def test_not_before_the_decree(self) -> None:
        """On 30 June 2026 there is no such review."""
        at = signed(self.deal, "2026-06-01")

        assert not attempt(self.deal, at, f"{S}:call_in", "2026-06-30", "NDRC")
        assert attempt(self.deal, at, f"{S}:call_in", "2026-07-01", "NDRC")

    def test_its_clock_has_no_length(self) -> None:
        """No date is computed, in a deal or outside one; nothing falls however long it lasts."""
        at = run(self.deal, signed(self.deal, "2026-07-01"), S, ("call_in", "2026-07-06"))

        assert None is last(self.deal, at, f"{S}/review")
        with pytest.raises(ValueError, match="review"):
            df.deadline(f"{S}/review", "2026-07-06")
        assert "review" == state(settle(self.deal, at, date(2030, 1, 7)), S)
        assert any("no time limit" in limit for limit in SECURITY.clock("review").limits)

    def test_it_holds_closing_while_it_lasts(self) -> None:
        """Without a review nothing stands in the way; with one closing waits for its end."""
        free = signed(self.deal, "2026-07-01")
        held = run(self.deal, free, S, ("call_in", "2026-07-06"))

        assert closes(self.deal, free, "2026-07-06")
        assert not closes(self.deal, held, "2026-07-07")
        for act in ("pass", "pass_with_conditions"):
            assert closes(self.deal, run(self.deal, held, S, (act, "2026-09-01")), "2026-09-01")
        for act in ("prohibit", "unwind"):
            assert not closes(self.deal, run(self.deal, held, S, (act, "2026-09-01")), "2026-09-02")

    def test_withdrawing_does_not_free(self) -> None:
        """An investor cannot get rid of an open review by leaving it; a buyer from elsewhere is not held."""
        terms = {
            "all": Terms("all", buyer="oceanwide", facts=OFFSHORE),
            "other": Terms("other", buyer="x", facts={**OFFSHORE, "buyer_countries": ("US",)}),
        }
        deal = Deal("case", "A purchase abroad", [AGREE, *PROCESSES], parties=PARTIES, terms=terms)
        at = run(deal, signed(deal, "2026-07-01"), S, ("call_in", "2026-07-06"), ("withdraw", "2026-08-03"))

        assert "withdrawn" == state(at, S)
        assert not closes(deal, at, "2026-08-03")
        other = play(deal, at, ("agreement:amend_terms", "2026-08-04", "oceanwide", {"terms": "other"}))
        assert closes(deal, other, "2026-08-04")
        again = run(deal, at, S, ("file", "2026-08-10"), ("pass", "2026-09-01"))
        assert closes(deal, again, "2026-09-01")

    def test_what_was_stopped_may_come_again_if_it_changes(self) -> None:
        """A changed investment is reviewed anew, and held while that lasts."""
        at = run(self.deal, signed(self.deal, "2026-07-01"), S, ("file", "2026-07-06"), ("prohibit", "2026-08-03"))
        at = run(self.deal, at, S, ("file_changed", "2026-09-01"))

        assert not closes(self.deal, at, "2026-09-02")
        assert closes(self.deal, run(self.deal, at, S, ("pass", "2026-10-12")), "2026-10-12")

    def test_what_was_bought_can_be_undone_later(self) -> None:
        """A closed deal may be called in again on a later transfer, and be undone."""
        at = run(self.deal, signed(self.deal, "2026-07-01"), S, ("file", "2026-07-06"), ("pass", "2026-08-03"))
        at = play(self.deal, at, ("agreement:close", "2026-08-10", "oceanwide", {}))
        at = run(self.deal, at, S, ("call_in", "2026-11-02"), ("unwind", "2026-12-01"))

        assert "unwinding" == state(at, S)
        assert "unwound" == state(run(self.deal, at, S, ("undo", "2027-02-01")), S)


def test_what_is_recalled_says_so() -> None:
    """Neither the clocks of Order 11 nor the circular of 2015 are dressed up; the unknown is named."""
    for name in ("completeness", "filing", "verification", "validity"):
        newest = NDRC.clock(name).length.editions[-1].value
        assert newest is not None
        assert newest.citation is not None
        assert Checked.RECALLED is newest.citation.status
    for process in (NDRC, MOFCOM):
        assert any("Decree 837" in limit for limit in process.limits)
