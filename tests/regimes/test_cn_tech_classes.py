"""Technology that goes another way: prohibited, free or secret; and approvals that are only claimed."""

from __future__ import annotations

from datetime import date

import pytest

from dealflow.kernel import Act, Event, Refusal, decide, evolve, settle, standing
from dealflow.model import Condition
from regimes.cn_tech_deal import CN, DEAL, UNDER_REVIEW, attempt, deal, due, on_day, play


class TestOtherClasses:
    """Prohibited, free, secret; and what is only claimed."""

    def test_prohibited_technology_cannot_be_applied_for(self) -> None:
        """No application is possible; classifying it ends the matter, and every step says why it is shut."""
        of = deal("forbidden")
        at = on_day("2024-01-02", of=of)
        talks = attempt(of, at, "agreement:negotiate", "2024-01-02", "bytedance")

        assert not attempt(of, at, "file", "2024-01-02", "bytedance")
        assert "prohibited" == play(of, at, ("classify", "2024-01-02", "bytedance")).process(CN).state
        assert isinstance(talks, Refusal)
        assert any("no licence can be had" in b.reason for b in talks.blockers)

    def test_a_letter_does_not_outlive_a_prohibition(self) -> None:
        """Talks under a letter become a standing breach on the day the technology is prohibited."""
        of = deal("forbidden")
        steps = (
            ("file", "2023-06-01", "bytedance"),
            ("accept", "2023-06-02", "beijing"),
            ("approve", "2023-07-03", "beijing"),
            ("issue_letter", "2023-07-04", "beijing"),
            ("agreement:negotiate", "2023-07-05", "bytedance"),
        )
        at = on_day("2023-06-01", *steps, of=of)
        (found,) = standing(of, settle(of, at, date(2023, 12, 21)))

        assert () == standing(of, settle(of, at, date(2023, 12, 20)))
        assert "no licence can be had" in found.reason
        assert not attempt(of, at, "agreement:sign", "2023-12-21", "bytedance")

    @pytest.mark.parametrize("conditions", [(), (Condition(CN, "s. 7.1"),)])
    def test_free_technology_is_only_registered(self, conditions: tuple[Condition, ...]) -> None:
        """A contract on free technology closes without registration, which follows within three working days."""
        of = deal("free", conditions=conditions)
        steps = [(f"agreement:{step}", "2020-09-29", "bytedance") for step in ("negotiate", "sign", "close")]
        at = on_day("2020-09-29", *steps, ("classify", "2020-09-29", "bytedance"), of=of)
        at = play(of, at, ("file_registration", "2020-09-29", "bytedance"))

        assert date(2020, 10, 10) == due(of, at, f"{CN}/registration").day
        assert "registered" == play(of, at, ("register", "2020-10-09", "beijing")).process(CN).state

    def test_free_technology_is_not_applied_for(self) -> None:
        """Where no licence is needed none can be asked for; the refusal says why."""
        of = deal("free")
        got = attempt(of, on_day("2020-09-24", of=of), "file", "2020-09-24", "bytedance")

        assert isinstance(got, Refusal)
        assert "the contract is registered" in str(got)

    def test_a_state_secret_is_cleared_first(self) -> None:
        """State-secret technology needs the secrecy authority's letter before the application."""
        of = deal("secret")
        at = on_day("2020-09-24", of=of)
        early = attempt(of, at, "file", "2020-09-24", "bytedance")
        at = play(of, at, ("classify", "2020-09-24", "bytedance"), ("clear_secrecy", "2020-10-12", "secrecy_authority"))

        assert not early
        assert isinstance(attempt(of, at, "file", "2020-10-12", "bytedance"), Event)

    def test_an_approval_that_others_assert_opens_nothing(self) -> None:
        """A claim is a state of its own, told in every refusal, and the licence itself can still follow."""
        of = deal()
        claim = Act(f"{CN}:assert_approval", date(2025, 10, 30), "Treasury", evidence="claim")
        got = decide(of, on_day("2025-09-15", of=of), claim)
        assert isinstance(got, Event)
        at = evolve(of, on_day("2025-09-15", of=of), got)
        refused = attempt(of, at, "agreement:negotiate", "2026-01-22", "bytedance")

        assert "claim" == got.evidence
        assert "approval_asserted" == at.process(CN).state
        assert isinstance(refused, Refusal)
        assert "no letter and no licence has been shown" in refused.blockers[0].reason
        assert isinstance(attempt(of, at, "issue_letter", "2026-01-22", "beijing"), Event)
        assert "restricted" == play(of, at, ("deny", "2025-12-25", "MOFCOM")).process(CN).state
        again = play(of, at, ("assert_approval", "2026-01-22", "Treasury"))
        assert "approval_asserted" == again.process(CN).state
        assert not attempt(of, again, "agreement:negotiate", "2026-01-22", "bytedance")

    def test_a_claim_moves_no_pending_application(self) -> None:
        """Where an application lies with the province a claim is kept beside it, and its clock runs on."""
        at = on_day("2020-09-01", *UNDER_REVIEW)
        got = attempt(DEAL, at, "assert_approval", "2020-10-12", "oracle", asserted_by="Oracle")
        assert isinstance(got, Event)
        after = evolve(DEAL, at, got)

        assert "under_review" == after.process(CN).state
        assert "Oracle" == after.process(CN).detail("asserted_by")
        assert due(DEAL, at).day == due(DEAL, after).day
