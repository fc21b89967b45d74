"""Chinese data export: who needs an assessment or a contract by the law of which day, and what the clocks do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dealflow as df
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Event, Refusal, Snapshot, deadline, settle
from dealflow.model import Deal, Need, Party, Terms
from dealflow.regimes.cn_data_export import PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "cn.data_export/completeness": None,
    "cn.data_export/acceptance": None,
    "cn.data_export/assessment": None,
    "cn.data_export/request": "let_stand",
    "cn.data_export/validity": "expire",
    "cn.data_export.contract/filing": None,
    "cn.data_export.contract/examination": None,
    "cn.data_export.contract/supplement": None,
}
APPROVED_BY_SILENCE: set[tuple[str, str]] = set()
#: Facts that imply that the target is there.
DETERMINED = {"cn_data_contract_needed"}
#: Above these numbers the security assessment takes the place of the contract.
FALLING = {
    f"cn.data_export.contract/{fact}": "more persons need the assessment, and then no contract"
    for fact in ("cn_persons_handled", "cn_persons_exported", "cn_sensitive_exported")
}
SIZES: dict[str, tuple[int, int, int]] = {"cn.data_export": (10, 18, 5), "cn.data_export.contract": (7, 9, 3)}

(ASSESSMENT, CONTRACT), (AGREE,) = PROCESSES, AGREEMENT
ONE = timedelta(days=1)
DAY = date(2025, 1, 6)
PARTIES = [Party("exporter", "Exporter", "seller"), Party("reader", "Reader", "buyer")]
SMALL: dict[str, Any] = {
    "target_countries": ("CN",), "cn_data_leaves": True,
    "cn_important_data": False, "cn_critical_infrastructure": False,
    "cn_persons_handled": 5_000, "cn_persons_exported": 500, "cn_sensitive_exported": 0, "cn_data_exempt": False,
}  # fmt: skip
LARGE: dict[str, Any] = {**SMALL, "cn_persons_exported": 1_000_000}
MIDDLE: dict[str, Any] = {**SMALL, "cn_persons_exported": 100_000}
Did = tuple[str, str] | tuple[str, str, dict[str, Any]]
OWN = (
    "submit", "supplement", "ask_again", "withdraw", "change_export",
    "conclude", "file", "file_again", "apply_certification", "end",
)  # fmt: skip


def case(facts: dict[str, Any]) -> Deal:
    """A purchase with data that leave China."""
    terms = {"all": Terms("all", buyer="reader", facts=facts)}
    return Deal("case", "A purchase", [AGREE, *PROCESSES], parties=PARTIES, terms=terms)


def run(deal: Deal, first: Snapshot | date, *steps: Did, of: str = "cn.data_export") -> Snapshot:
    """The process *of* after *steps*."""
    body = {"certify": "certification_body", "refuse": "certification_body"}
    acts: list[Step] = [
        (f"{of}:{a}", on, "exporter" if a in OWN else body.get(a, "CAC"), dict(*rest)) for a, on, *rest in steps
    ]
    return play(deal, first, *acts)


def signed(deal: Deal, on: str = "2025-01-06") -> Snapshot:
    """The deal with an agreement signed on *on*."""
    day = date.fromisoformat(on)
    return play(deal, day, ("agreement:negotiate", on, "reader", {}), ("agreement:sign", on, "reader", {}))


def closes(deal: Deal, at: Snapshot, on: str) -> Event | Refusal:
    """An attempt to close."""
    return attempt(deal, at, "agreement:close", on, "reader")


def state(at: Snapshot, of: str = "cn.data_export") -> str:
    """Where a process is."""
    return at.process(of).state


def last(deal: Deal, at: Snapshot, clock: str) -> str | None:
    """The date of a clock as it stands."""
    found = deadline(deal, at, clock)
    return found.day.isoformat() if found else None


def need(facts: dict[str, Any], on: str) -> tuple[str, str]:
    """Whether an assessment, and whether a contract, is needed."""
    terms, day = Terms("t", facts=facts), date.fromisoformat(on)
    return ASSESSMENT.applies(terms, day).status, CONTRACT.applies(terms, day).status


NO, YES, OPEN = Need.NONE, Need.MANDATORY, Need.UNKNOWN


class TestWhenItApplies:
    """Place, whether data leave at all, counsel's word, then the thresholds of the day."""

    @pytest.mark.parametrize("facts", [{"target_countries": ("US",)}, {**SMALL, "cn_data_leaves": False}])
    def test_nothing_leaves(self, facts: dict[str, Any]) -> None:
        """Nothing in China, or no data that leave: nothing is needed and nothing more asked."""
        assert (NO, NO) == need(facts, "2025-01-06")

    @pytest.mark.parametrize(
        ("more", "on", "expected"),
        [
            # the Measures of 2022: persons handled count, and what went out since last year
            ({"cn_persons_handled": 1_000_000}, "2022-08-31", (NO, NO)),
            ({"cn_persons_handled": 1_000_000}, "2022-09-01", (YES, NO)),
            ({"cn_persons_handled": 1_000_000}, "2022-09-02", (YES, NO)),
            ({"cn_persons_handled": 999_999}, "2022-09-01", (NO, NO)),
            ({"cn_persons_exported": 100_000}, "2024-03-21", (YES, NO)),
            ({"cn_persons_exported": 99_999}, "2024-03-21", (NO, YES)),
            ({"cn_persons_exported": 99_999}, "2023-05-31", (NO, NO)),
            ({"cn_persons_exported": 99_999}, "2023-06-01", (NO, YES)),
            ({"cn_sensitive_exported": 10_000}, "2024-03-21", (YES, NO)),
            # the Provisions of 2024
            ({"cn_persons_handled": 1_000_000}, "2024-03-22", (NO, NO)),
            ({"cn_persons_exported": 99_999}, "2024-03-22", (NO, NO)),
            ({"cn_persons_exported": 100_000}, "2024-03-22", (NO, YES)),
            ({"cn_persons_exported": 999_999}, "2024-03-22", (NO, YES)),
            ({"cn_persons_exported": 1_000_000}, "2024-03-22", (YES, NO)),
            ({"cn_sensitive_exported": 1}, "2024-03-23", (NO, YES)),
            ({"cn_sensitive_exported": 9_999}, "2024-03-23", (NO, YES)),
            ({"cn_sensitive_exported": 10_000}, "2024-03-23", (YES, NO)),
            ({"cn_important_data": True}, "2022-09-01", (YES, NO)),
            ({"cn_important_data": True, "cn_data_exempt": True}, "2024-03-22", (YES, NO)),
            ({"cn_critical_infrastructure": True}, "2024-03-22", (YES, NO)),
            ({"cn_persons_exported": 1_000_000, "cn_data_exempt": True}, "2024-03-22", (NO, NO)),
            ({"cn_persons_exported": 1_000_000, "cn_data_exempt": True}, "2024-03-21", (YES, NO)),
        ],
    )
    def test_thresholds(self, more: dict[str, Any], on: str, expected: tuple[str, str]) -> None:
        """The day before, on and after each day of law; just below and at each threshold, which counts ("yi shang")."""
        assert expected == need({**SMALL, **more}, on)

    def test_questions(self) -> None:
        """With the place alone it is asked whether data leave, and counsel's determination last."""
        terms = Terms("t", facts={"target_countries": ("CN",)})
        found, below = ASSESSMENT.applies(terms, DAY), CONTRACT.applies(terms, DAY)

        assert (OPEN, OPEN) == (found.status, below.status)
        assert ("cn_data_leaves", "cn_data_export_notifiable") == (found.missing[0], found.missing[-1])
        assert "cn_data_contract_needed" == below.missing[-1]

    def test_what_is_known_decides(self) -> None:
        """Important data alone make an assessment needed, and no contract; a missing number leaves the rest open."""
        known = {"target_countries": ("CN",), "cn_data_leaves": True}

        assert (YES, NO) == need({**known, "cn_important_data": True}, "2025-01-06")
        assert (OPEN, OPEN) == need({**known, "cn_important_data": False}, "2025-01-06")

    @pytest.mark.parametrize(("value", "status"), [(True, YES), (False, NO)])
    def test_counsel_decides(self, value: bool, status: str) -> None:
        """For each of the two counsel's determination stands over the numbers."""
        one = need({**LARGE, "cn_data_export_notifiable": value}, "2025-01-06")
        other = need({**MIDDLE, "cn_data_contract_needed": value}, "2025-01-06")

        assert status == one[0]
        assert status == other[1]

    @given(
        st.sampled_from(["2023-01-09", "2023-10-09", "2025-01-06"]), st.integers(0, 2_000_000), st.integers(0, 20_000)
    )
    def test_it_is_monotone_and_never_both(self, on: str, plain: int, sensitive: int) -> None:
        """More persons never make an assessment unneeded; a contract is never needed beside it."""
        facts = {**SMALL, "cn_persons_exported": plain, "cn_sensitive_exported": sensitive}
        more = {**facts, "cn_persons_exported": plain + 1000, "cn_sensitive_exported": sensitive + 10}
        (assessed, contract), (after, _) = need(facts, on), need(more, on)

        assert (YES, YES) != (assessed, contract)
        assert assessed == NO or after == YES


class TestAssessment:
    """Five, seven and forty-five working days of the Chinese state calendar; silence passes nothing."""

    deal = case(LARGE)

    @pytest.mark.parametrize(
        ("clock", "begun", "day"),
        [
            ("completeness", "2025-01-20", "2025-01-26"),  # Sunday 26 January is worked
            ("acceptance", "2025-01-24", "2025-02-10"),  # Spring Festival to 4 February, Saturday the 8th is worked
            ("assessment", "2024-12-02", "2025-02-10"),
            ("assessment", "2025-09-26", "2025-12-04"),
            ("request", "2024-09-10", "2024-10-08"),
            ("validity", "2023-05-04", "2025-05-04"),
            ("validity", "2024-03-21", "2026-03-21"),
            ("validity", "2024-03-22", "2027-03-22"),
        ],
    )
    def test_last_days(self, clock: str, begun: str, day: str) -> None:
        """Make-up weekends are worked, holidays are not; the term is two years until 21 March 2024, three since."""
        found = df.deadline(f"cn.data_export/{clock}", begun)

        assert day == found.day.isoformat()
        assert (clock == "completeness") is not any("recalled" in w for w in found.warnings)

    def test_nothing_falls(self) -> None:
        """At no stage does the passing of a period move anything."""
        steps: list[Did] = [("submit", "2025-01-06"), ("pass_on", "2025-01-10"), ("accept", "2025-01-20")]
        at = signed(self.deal)
        for step, where in zip(steps, ("submitted", "with_cac", "assessing"), strict=True):
            at = run(self.deal, at, step)
            late = settle(self.deal, at, date(2026, 6, 1))
            assert where == state(late)
            assert not closes(self.deal, late, "2026-06-01")

    def test_supplements_stop_and_extensions_have_no_cap(self) -> None:
        """Ten working days of waiting move the end by ten; the CAC may take as long as it says."""
        at = run(
            self.deal, signed(self.deal), ("submit", "2025-02-10"), ("pass_on", "2025-02-14"), ("accept", "2025-03-03")
        )

        assert "2025-05-08" == last(self.deal, at, "cn.data_export/assessment")
        at = run(self.deal, at, ("ask_supplements", "2025-03-10"), ("supplement", "2025-03-24"))
        assert "2025-05-22" == last(self.deal, at, "cn.data_export/assessment")
        at = run(self.deal, at, ("extend", "2025-05-22", {"days": 5}), ("extend", "2025-05-23", {"days": 90}))
        assert "2025-10-10" == last(self.deal, at, "cn.data_export/assessment")

    def test_it_passes(self) -> None:
        """Closing waits for the written result, and for the province, the acceptance and the time before it."""
        at = signed(self.deal)
        for step in (("submit", "2025-01-06"), ("pass_on", "2025-01-10"), ("accept", "2025-01-20")):
            assert not closes(self.deal, at, step[1])
            at = run(self.deal, at, step)
        at = run(self.deal, at, ("pass", "2025-03-03"))

        assert "passed" == state(at)
        assert closes(self.deal, at, "2025-03-03")

    def test_the_result_runs_out(self) -> None:
        """Three years later it is over, unless the term was made longer."""
        at = run(
            self.deal, signed(self.deal), ("submit", "2025-01-06"), ("pass_on", "2025-01-10"), ("accept", "2025-01-20"),
            ("pass", "2025-03-03"),
        )  # fmt: skip

        assert "passed" == state(settle(self.deal, at, date(2028, 3, 3)))
        assert "expired" == state(settle(self.deal, at, date(2028, 3, 4)))
        longer = run(self.deal, at, ("extend_validity", "2027-12-01", {"length": "3 years"}))
        assert "passed" == state(settle(self.deal, longer, date(2031, 3, 3)))
        assert "not_filed" == state(run(self.deal, at, ("change_export", "2025-06-02")))

    def test_a_second_assessment_can_be_asked_for(self) -> None:
        """Within fifteen working days of the result; what comes then is final."""
        at = run(
            self.deal, signed(self.deal), ("submit", "2025-01-06"), ("pass_on", "2025-01-10"), ("accept", "2025-01-20"),
            ("fail", "2025-03-03"),
        )  # fmt: skip

        assert "2025-03-24" == last(self.deal, at, "cn.data_export/request")
        assert "failed" == state(settle(self.deal, at, date(2025, 3, 24)))
        assert "failed_finally" == state(settle(self.deal, at, date(2025, 3, 25)))
        again = run(self.deal, at, ("ask_again", "2025-03-24"))
        assert not closes(self.deal, again, "2025-04-01")
        assert closes(self.deal, run(self.deal, again, ("pass", "2025-05-06")), "2025-05-06")
        over = run(self.deal, again, ("fail", "2025-05-06"))
        assert "failed_finally" == state(over)
        assert "submitted" == state(run(self.deal, over, ("submit", "2025-06-03")))

    @pytest.mark.parametrize(
        "steps",
        [
            [("submit", "2025-01-06"), ("send_back", "2025-01-10")],
            [("submit", "2025-01-06"), ("pass_on", "2025-01-10"), ("decline", "2025-01-20")],
            [("submit", "2025-01-06"), ("pass_on", "2025-01-10"), ("withdraw", "2025-01-20")],
            [
                ("submit", "2025-01-06"),
                ("pass_on", "2025-01-10"),
                ("accept", "2025-01-20"),
                ("ask_supplements", "2025-01-21"),
                ("end_assessment", "2025-06-03"),
            ],
        ],
    )
    def test_ways_back(self, steps: list[Did]) -> None:
        """Sent back, not accepted, given up, or ended for want of supplements: to be filed again."""
        assert "not_filed" == state(run(self.deal, signed(self.deal), *steps))


class TestContract:
    """Below the thresholds the contract in effect is what counts; its filing comes afterwards."""

    deal = case(MIDDLE)
    of = "cn.data_export.contract"

    @pytest.mark.parametrize(
        ("clock", "begun", "day"),
        [
            ("filing", "2025-01-20", "2025-02-08"),
            ("examination", "2025-01-20", "2025-02-14"),
            ("supplement", "2025-03-03", "2025-03-17"),
        ],
    )  # fmt: skip
    def test_last_days(self, clock: str, begun: str, day: str) -> None:
        """Ten, fifteen and ten working days; Saturday 8 February 2025 is worked."""
        assert day == df.deadline(f"{self.of}/{clock}", begun).day.isoformat()

    def test_in_effect_is_enough(self) -> None:
        """Nothing closes without a contract; with one in effect it does, filed or not, late or not."""
        at = signed(self.deal)

        assert not closes(self.deal, at, "2025-01-06")
        at = run(self.deal, at, ("conclude", "2025-01-07"), of=self.of)
        assert closes(self.deal, at, "2025-01-07")
        assert "in_effect" == state(settle(self.deal, at, date(2025, 6, 3)), self.of)
        at = run(
            self.deal, at, ("file", "2025-01-20"), ("send_back", "2025-02-10"), ("file_again", "2025-02-17"), of=self.of
        )
        assert "examined" == state(settle(self.deal, at, date(2025, 6, 3)), self.of)
        at = run(self.deal, at, ("pass", "2025-03-03"), of=self.of)
        assert closes(self.deal, at, "2025-03-03")

    def test_a_certificate_does_as_well(self) -> None:
        """A certificate opens the gate, an application for one does not."""
        at = run(self.deal, signed(self.deal), ("apply_certification", "2025-01-07"), of=self.of)

        assert not closes(self.deal, at, "2025-02-10")
        assert closes(self.deal, run(self.deal, at, ("certify", "2025-02-10"), of=self.of), "2025-02-10")
        assert "none" == state(run(self.deal, at, ("refuse", "2025-02-10"), of=self.of), self.of)

    def test_it_can_end(self) -> None:
        """Where the contract ends, nothing may leave any more."""
        at = run(self.deal, signed(self.deal), ("conclude", "2025-01-07"), ("end", "2025-02-10"), of=self.of)

        assert not closes(self.deal, at, "2025-02-11")


def test_small_exports_are_free() -> None:
    """Below everything the deal closes at once."""
    deal = case(SMALL)

    assert closes(deal, signed(deal), "2025-01-06")
