"""The two stages of the Chinese technology export licence in a deal: letter of intent, then licence."""

from __future__ import annotations

from datetime import date

import pytest

from dealflow.catalogue import deadline as clock_deadline
from dealflow.errors import RecalledRule
from dealflow.kernel import Event, Refusal, Snapshot, evolve, options, settle, standing
from dealflow.kernel import start as begin
from dealflow.model import Bound, Deal, count, working_days
from dealflow.regimes.cn_tech_export import TECH_EXPORT
from regimes.cn_tech_deal import (
    AGREE,
    APPLIED,
    CN,
    CONTRACT,
    DEAL,
    FILED,
    LETTER_ISSUED,
    LICENCE,
    LICENSED,
    UNDER_REVIEW,
    Step,
    attempt,
    deal,
    due,
    on_day,
    play,
)

#: What silence means: the row that falls by itself, or None if nothing follows.
SILENCE: dict[str, str | None] = {
    "cn.tech_export/letter_of_intent": None,
    "cn.tech_export/pass_on": None,
    "cn.tech_export/technical_review": None,
    "cn.tech_export/delivery": None,
    "cn.tech_export/letter_validity": "expire_letter",
    "cn.tech_export/licence": None,
    "cn.tech_export/registration": None,
}
#: Approvals that are not enough to close: the letter of intent opens talks and signing alone.
NOT_ENOUGH = {("cn.tech_export", s) for s in ("letter_valid", "signed_ineffective", "licence_review", "granted")}
#: States, rows and clocks.
SIZES = {
    "cn.tech_export": (30, 48, 7),
}


class TestFirstStage:
    """No negotiation and no signature before the letter of intent."""

    @pytest.mark.parametrize("steps", [(), FILED, UNDER_REVIEW, LETTER_ISSUED[:-1]])
    def test_no_talks_before_the_letter(self, steps: tuple[Step, ...]) -> None:
        """Until the letter is issued nobody may negotiate: approved is not enough."""
        at = on_day("2020-09-01", *steps)
        got = attempt(DEAL, at, "agreement:negotiate", "2020-11-11", "bytedance")

        assert isinstance(got, Refusal)
        assert "condition unmet" == got.kind
        assert ["China has issued no letter of intent in force"] == [b.reason.split(":")[0] for b in got.blockers]
        assert "the provincial commerce department" == got.blockers[0].cure

    def test_talks_on_the_day_of_the_letter(self) -> None:
        """From the day of the letter the parties may negotiate and sign, and not close."""
        at = on_day("2020-09-01", *CONTRACT)
        got = attempt(DEAL, at, "agreement:close", "2020-11-11", "bytedance")

        assert isinstance(got, Refusal)
        assert "China has issued no export licence" in got.blockers[0].reason

    def test_both_reviews_are_needed(self) -> None:
        """Neither department's word alone leads to the letter, in whatever order they speak."""
        for first, by in (("tech_ok", "science"), ("trade_ok", "beijing")):
            at = on_day("2020-09-01", *UNDER_REVIEW, ("pass_on", "2020-09-29", "beijing"), (first, "2020-10-15", by))

            assert not attempt(DEAL, at, "issue_letter", "2020-10-16", "beijing")
            assert not attempt(DEAL, at, first, "2020-10-16", by)
        early = on_day("2020-09-01", *UNDER_REVIEW, ("trade_ok", "2020-09-29", "beijing"))

        assert not attempt(DEAL, early, "tech_ok", "2020-10-16", "science")
        assert isinstance(attempt(DEAL, early, "pass_on", "2020-10-16", "beijing"), Event)

    @pytest.mark.parametrize(
        ("steps", "action", "by"),
        [
            ((), "file", "oracle"),
            ((), "file", "beijing"),
            (FILED, "accept", "bytedance"),
            (UNDER_REVIEW, "approve", "oracle"),
            (UNDER_REVIEW, "approve", "science"),
            (LETTER_ISSUED[:-1], "issue_letter", "bytedance"),
            (CONTRACT, "apply_licence", "oracle"),
            (APPLIED, "issue_licence", "President"),
        ],
    )
    def test_wrong_actor(self, steps: tuple[Step, ...], action: str, by: str) -> None:
        """A foreign buyer never files, an exporter never grants, and no department speaks for the other."""
        got = attempt(DEAL, on_day("2020-09-01", *steps), action, "2020-12-01", by)

        assert isinstance(got, Refusal)
        assert "wrong actor" == got.kind

    def test_talks_under_way_when_the_catalogue_changes(self) -> None:
        """Talks begun on free technology are a standing breach from 28 August 2020, and signing is refused."""
        at = on_day("2020-08-01", ("agreement:negotiate", "2020-08-20", "bytedance"))

        assert () == standing(DEAL, settle(DEAL, at, date(2020, 8, 27)))
        for day in (date(2020, 8, 28), date(2020, 8, 29)):
            (found,) = standing(DEAL, settle(DEAL, at, day))
            assert "China has issued no letter of intent in force" in found.reason
        assert isinstance(attempt(DEAL, at, "agreement:sign", "2020-08-27", "bytedance"), Event)
        assert not attempt(DEAL, at, "agreement:sign", "2020-08-28", "bytedance")

    def test_dropping_the_algorithm_needs_no_letter(self) -> None:
        """Under terms without Chinese technology the gates are not asked."""
        of = deal("without_algorithm")
        steps = [(f"agreement:{step}", "2020-09-24", "bytedance") for step in ("negotiate", "sign", "close")]

        assert "closed" == on_day("2020-09-24", *steps, of=of).process("agreement").state

    def test_a_question_blocks(self) -> None:
        """Where the technology is not named, talks are refused with the question."""
        of = deal("unknown")
        got = attempt(of, on_day("2020-09-24", of=of), "agreement:negotiate", "2020-09-24", "bytedance")

        assert isinstance(got, Refusal)
        assert "Which technology is the source code" in got.blockers[0].reason


class TestTheLetterAges:
    """Three years, to the corresponding day; then everything begins again."""

    def test_sign_on_its_last_day_and_not_after(self) -> None:
        """A letter of 11 November 2020 serves through 11 November 2023."""
        at = on_day("2020-09-01", *LETTER_ISSUED, ("agreement:negotiate", "2023-11-10", "bytedance"))

        assert date(2023, 11, 11) == due(DEAL, at, f"{CN}/letter_validity").day
        assert isinstance(attempt(DEAL, at, "agreement:sign", "2023-11-10", "bytedance"), Event)
        assert isinstance(attempt(DEAL, at, "agreement:sign", "2023-11-11", "bytedance"), Event)
        assert not attempt(DEAL, at, "agreement:sign", "2023-11-12", "bytedance")
        assert "letter_expired" == settle(DEAL, at, date(2023, 11, 12)).process(CN).state

    @pytest.mark.parametrize(("issued", "last"), [("2024-02-29", "2027-02-28"), ("2023-02-28", "2026-02-28")])
    def test_month_ends(self, issued: str, last: str) -> None:
        """Without a corresponding day the month's end is the last; the three years are marked as recalled."""
        with pytest.warns(RecalledRule):
            found = clock_deadline(f"{CN}/letter_validity", issued)

        assert last == found.day.isoformat()
        assert found.recalled

    def test_a_shorter_letter(self) -> None:
        """The letter may say less than three years."""
        at = on_day("2020-09-01", *LETTER_ISSUED[:-1])
        got = attempt(DEAL, at, "issue_letter", "2020-11-11", "beijing", validity="1 year")
        assert isinstance(got, Event)

        assert date(2021, 11, 11) == due(DEAL, evolve(DEAL, at, got), f"{CN}/letter_validity").day

    def test_a_contract_on_record_saves_it(self) -> None:
        """Once the contract is on record the letter no longer expires: the licence may be asked for later."""
        at = on_day("2020-09-01", *CONTRACT, ("record_contract", "2020-11-12", "bytedance"))

        assert isinstance(attempt(DEAL, at, "apply_licence", "2024-01-02", "bytedance"), Event)

    def test_after_it_the_procedure_begins_again(self) -> None:
        """An expired letter is applied for anew, with a count of its own."""
        at = settle(DEAL, on_day("2020-09-01", *LETTER_ISSUED), date(2024, 9, 10))
        at = play(DEAL, at, ("file", "2024-09-10", "bytedance"))

        assert count(working_days(30, "cn.state"), date(2024, 9, 10)).day == due(DEAL, at).day

    def test_the_measures_of_2001_let_it_be_extended(self) -> None:
        """Through 19 May 2009 a letter can be extended, since then it can only be applied for anew."""
        past = Deal("past", "An export of 2007", [AGREE, Bound(CN, TECH_EXPORT, of="another sale")])
        at = begin(past, date(2007, 1, 8))
        for action, by in [
            ("file", "exporter"),
            ("accept", "MOFCOM"),
            ("approve", "MOFCOM"),
            ("issue_letter", "MOFCOM"),
        ]:
            at = play(past, at, (action, "2007-01-08", by))

        assert isinstance(attempt(past, at, "extend_letter", "2009-05-19", "MOFCOM", length="1 year"), Event)
        assert not attempt(past, at, "extend_letter", "2009-05-20", "MOFCOM", length="1 year")


class TestSecondStage:
    """The contract has no effect before the licence is issued."""

    def test_effect_on_the_day_of_issue(self) -> None:
        """Closing is refused after the decision and possible on the day the licence is issued."""
        granted = on_day("2020-09-01", *LICENSED[:-1])
        licensed = on_day("2020-09-01", *LICENSED)

        assert not attempt(DEAL, granted, "agreement:close", "2020-12-08", "bytedance")
        assert date(2020, 12, 16) == due(DEAL, granted, f"{CN}/delivery").day
        assert date(2020, 12, 9) == licensed.process(CN).since
        assert isinstance(attempt(DEAL, licensed, "agreement:close", "2020-12-09", "bytedance"), Event)

    def test_no_application_before_signing(self) -> None:
        """The second stage starts with a signed contract, and ends with it."""
        early = attempt(DEAL, on_day("2020-09-01", *LETTER_ISSUED), "apply_licence", "2020-11-12", "bytedance")
        gone = on_day("2020-09-01", *APPLIED, ("agreement:terminate", "2020-11-20", "bytedance"))

        assert isinstance(early, Refusal)
        assert "no technology export contract has been signed" == early.blockers[0].reason
        assert not attempt(DEAL, gone, "issue_licence", "2020-12-01", "beijing")

    def test_refusals_can_be_set_aside(self) -> None:
        """A refusal at either stage ends it, until a review or a court sends it back with a new count."""
        first = on_day(
            "2020-09-01", *UNDER_REVIEW, ("refuse", "2020-10-15", "beijing"), ("remit", "2021-03-01", "court")
        )
        second = on_day("2020-09-01", *APPLIED, ("refuse_contract", "2020-11-20", "beijing"))
        again = play(DEAL, second, ("remit", "2021-03-01", "court"))

        assert count(working_days(30, "cn.state"), date(2021, 3, 1)).day == due(DEAL, first).day
        assert "refused" == TECH_EXPORT.state(second.process(CN).state).ends
        assert count(working_days(15, "cn.state"), date(2021, 3, 1)).day == due(DEAL, again, LICENCE).day

    @pytest.mark.parametrize("steps", [LETTER_ISSUED, CONTRACT, APPLIED, LICENSED])
    def test_an_approval_covers_its_terms_only(self, steps: tuple[Step, ...]) -> None:
        """Under another buyer letter and licence open nothing, however far they had come; under the old one they do."""
        at = on_day("2020-09-01", *steps)
        other = _amended(at, "to_walmart")

        assert any("given under other terms (buyer changed)" in reason for reason in _blockers(other))
        assert _blockers(at) == _blockers(_amended(other, "with_algorithm"))

    def test_moving_on_does_not_renew_the_letter(self) -> None:
        """A contract amended between the stages is not covered by the licence that follows."""
        at = _amended(on_day("2020-09-01", *CONTRACT), "to_walmart")
        at = play(DEAL, at, ("apply_licence", "2020-11-13", "bytedance"), ("issue_licence", "2020-12-01", "beijing"))
        got = attempt(DEAL, at, "agreement:close", "2020-12-01", "bytedance")

        assert isinstance(got, Refusal)
        assert "given under other terms (buyer changed)" in got.blockers[-1].reason

    def test_a_change_of_main_content_begins_again(self) -> None:
        """After a change of the main content the whole procedure runs again."""
        at = on_day("2020-09-01", *LICENSED, ("change_main_content", "2020-12-10", "oracle"))

        assert "restricted" == at.process(CN).state
        assert not attempt(DEAL, at, "agreement:close", "2020-12-10", "bytedance")
        assert isinstance(attempt(DEAL, at, "file", "2020-12-10", "bytedance"), Event)

    def test_an_ended_contract_is_recorded(self) -> None:
        """A licensed contract that is terminated has to be put on record."""
        at = on_day("2020-09-01", *LICENSED, ("terminate_contract", "2021-01-04", "bytedance"))

        assert "" == TECH_EXPORT.state(at.process(CN).state).ends
        assert "terminated" == play(DEAL, at, ("record_termination", "2021-01-05", "bytedance")).process(CN).state

    def test_a_licence_can_be_revoked(self) -> None:
        """A licence given against the law can be taken back, and closing is shut again."""
        at = on_day("2020-09-01", *LICENSED, ("revoke", "2021-01-04", "MOFCOM"))

        assert not attempt(DEAL, at, "agreement:close", "2021-01-04", "bytedance")


def _amended(at: Snapshot, terms: str) -> Snapshot:
    """The deal after the parties have turned to other *terms*, on the day it stands at."""
    got = attempt(DEAL, at, "agreement:amend", at.day, "bytedance", terms=terms)
    assert isinstance(got, Event)
    return evolve(DEAL, at, got)


def _blockers(at: Snapshot) -> list[str]:
    """Why the next step of the agreement cannot be taken."""
    steps = [o for o in options(DEAL, at) if o.process == "agreement" and o.action in ("negotiate", "close")]
    return [blocker.reason for step in steps for blocker in step.blockers]
