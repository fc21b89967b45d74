"""Chinese merger control: thresholds, the three phases, stops, refiling, silence, and what real cases did."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow import calendars
from dealflow.catalogue import deadline as clock_deadline
from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.errors import RecalledRule
from dealflow.kernel import Act, Event, Refusal, Snapshot, deadline, decide, evolve, settle, start
from dealflow.model import Deal, Need, Party, Terms
from dealflow.regimes.cn_samr import PROCESSES, applies
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "cn.samr/supplement": "count_as_not_filed",
    "cn.samr/phase_1": "fall_silent",
    "cn.samr/public_notice": None,
    "cn.samr/phase_2": "fall_silent",
    "cn.samr/phase_3": "fall_silent",
}
APPROVED_BY_SILENCE = {("cn.samr", "deemed_clear")}
#: A clearance that does not permit closing before its conditions are met.
NOT_ENOUGH = {("cn.samr", "conditions_first")}
SIZES = {"cn.samr": (21, 51, 5), "cn.samr.investigation": (7, 8, 0)}

SAMR = "cn.samr"
ONE = timedelta(days=1)
(AGREE,) = AGREEMENT
PARTIES = [Party("chips", "Chips Inc", "buyer", "US"), Party("fabs", "Fabs NV", "seller", "NL")]
BIG = {"target_countries": ("CN", "NL"), "cn_merger_notifiable": True}
SMALL = {**BIG, "cn_merger_notifiable": False}


def deal(**facts: Any) -> Deal:
    """A deal that must be filed, or the one with these facts."""
    terms = {
        "all": Terms("all", buyer="chips", facts=facts or BIG),
        "changed": Terms("changed", buyer="fabs", facts=facts or BIG),
    }
    return Deal("d", "Chips buys Fabs", [AGREE, *PROCESSES], parties=PARTIES, terms=terms, initial_terms="all")


DEAL = deal()
BELOW = deal(**SMALL)


def begun(day: str, of: Deal = DEAL) -> Snapshot:
    """The deal on *day*, signed and nothing filed."""
    talks: list[Step] = [(f"agreement:{step}", day, "chips", {}) for step in ("negotiate", "sign")]
    return play(of, start(of, date.fromisoformat(day)), *talks)


def run(at: Snapshot, *steps: tuple[str, ...] | Step, of: Deal = DEAL) -> Snapshot:
    """The deal after *steps* of the review, none refused; the authority takes them if nobody is named."""
    for action, on, *more in steps:
        name = action if ":" in action else f"{SAMR}:{action}"
        by = more[0] if more else "SAMR"
        at = play(of, at, (name, on, by, more[1] if len(more) > 1 else {}))  # type: ignore[arg-type]
    return at


def filed(day: str, of: Deal = DEAL) -> Snapshot:
    """The deal, filed on *day*."""
    return run(begun(day, of), ("file", day, "chips"), of=of)


def accepted(day: str, of: Deal = DEAL) -> Snapshot:
    """The deal, its file accepted on *day*."""
    return run(filed(day, of), ("accept", day), of=of)


def due(at: Snapshot, clock: str, of: Deal = DEAL) -> str:
    """The last day of a phase as it stands."""
    found = deadline(of, at, f"{SAMR}/{clock}")
    assert found is not None
    return found.day.isoformat()


def state(at: Snapshot, on: str, of: Deal = DEAL, process: str = SAMR) -> str:
    """Where the review stands on *on*."""
    return settle(of, at, date.fromisoformat(on)).process(process).state


def closes(at: Snapshot, on: str, of: Deal = DEAL) -> Event | Refusal:
    """An attempt to close."""
    return attempt(of, at, "agreement:close", on, "chips")


def effective(at: Snapshot, action: str, on: str, day: str, of: Deal = DEAL, **details: Any) -> Snapshot:
    """The deal after an act of the authority whose effect is of another day."""
    act = Act(f"{SAMR}:{action}", date.fromisoformat(on), "SAMR", date.fromisoformat(day), details)
    got = decide(of, at, act)
    assert isinstance(got, Event), str(got)
    return evolve(of, at, got)


TURNOVER = {"target_countries": ("CN",), "cn_intragroup": False}


def need(on: str, **facts: Any) -> str:
    """Whether a filing is needed on a day."""
    return applies(Terms("t", facts=facts), date.fromisoformat(on)).status


class TestWhenItApplies:
    """Nexus first, counsel's determination second, then turnover against the thresholds of the day."""

    @pytest.mark.parametrize(
        ("on", "status"), [("2008-08-02", Need.NONE), ("2008-08-03", Need.MANDATORY), ("2008-08-04", Need.MANDATORY)]
    )
    def test_from_august_2008_on(self, on: str, status: str) -> None:
        """The day before, on and after the first thresholds."""
        assert status == need(on, **BIG)

    @pytest.mark.parametrize(
        ("on", "world", "china", "second", "status"),
        [
            ("2024-01-21", 10_000, 2_000, 500, Need.NONE),
            ("2024-01-21", 10_001, 0, 401, Need.MANDATORY),
            ("2024-01-21", 10_001, 0, 400, Need.NONE),
            ("2024-01-21", 0, 2_001, 401, Need.MANDATORY),
            ("2024-01-22", 12_000, 4_000, 900, Need.NONE),
            ("2024-01-22", 10_001, 2_001, 401, Need.NONE),
            ("2024-01-22", 12_001, 0, 801, Need.MANDATORY),
            ("2024-01-22", 0, 4_001, 801, Need.MANDATORY),
            ("2024-01-22", 12_001, 4_001, 800, Need.NONE),
            ("2024-01-23", 12_001, 4_001, 801, Need.MANDATORY),
        ],
    )
    def test_thresholds_must_be_exceeded(self, on: str, world: int, china: int, second: int, status: str) -> None:
        """At the threshold no filing, above it one; both sides of 22 January 2024."""
        facts = {"cn_turnover_world": world, "cn_turnover_china": china, "cn_turnover_second": second}

        assert status == need(on, **TURNOVER, **facts)

    def test_a_group_files_nothing(self) -> None:
        """Where one party holds half of the other already, turnover does not matter."""
        big = {"cn_turnover_world": 99_999, "cn_turnover_second": 9_999}

        assert Need.NONE == need("2025-01-01", **{**TURNOVER, **big, "cn_intragroup": True})

    def test_without_business_in_china_nothing_is_asked(self) -> None:
        """No nexus decides, whatever else is said or missing."""
        assert Need.NONE == need("2025-01-01", target_countries=("US", "NL"))
        assert Need.NONE == need("2025-01-01", target_countries=("US",), cn_merger_notifiable=True)

    @pytest.mark.parametrize(("said", "status"), [(True, Need.MANDATORY), (False, Need.NONE)])
    def test_counsel_decides(self, said: bool, status: str) -> None:
        """Counsel's determination comes before the numbers."""
        facts = {"cn_turnover_world": 1, "cn_turnover_china": 1, "cn_turnover_second": 1}

        assert status == need("2025-01-01", **TURNOVER, **facts, cn_merger_notifiable=said)

    def test_what_is_known_decides_as_far_as_it_can(self) -> None:
        """One number below its threshold is enough for a no; one above is not enough for a yes."""
        assert Need.NONE == need("2025-01-01", target_countries=("CN",), cn_turnover_second=10)
        found = applies(Terms("t", facts={"target_countries": ("CN",), "cn_turnover_china": 5_000}), date(2025, 1, 1))

        assert Need.UNKNOWN == found.status
        assert ("cn_turnover_second", "cn_intragroup", "cn_merger_notifiable") == found.missing
        assert "second largest" in found.question

    @given(st.integers(0, 20_000), st.integers(0, 20_000), st.integers(0, 20_000), st.integers(0, 5_000))
    def test_more_turnover_never_frees(self, world: int, china: int, second: int, more: int) -> None:
        """A deal that must be filed must be filed with more turnover too."""

        def with_turnover(extra: int) -> str:
            keys = ("cn_turnover_world", "cn_turnover_china", "cn_turnover_second")
            return need(
                "2025-01-01", **TURNOVER, **dict(zip(keys, (x + extra for x in (world, china, second)), strict=True))
            )

        assert with_turnover(0) == Need.NONE or with_turnover(more) == Need.MANDATORY


class TestTheClockAlone:
    """30, 90 and 60 calendar days from a day 0; nothing rolls."""

    @pytest.mark.parametrize(
        ("clock", "start_day", "last"),
        [
            ("phase_1", "2021-04-07", "2021-05-07"),  # AMD/Xilinx: accepted, second phase on day 30
            ("phase_2", "2021-05-07", "2021-08-05"),  # extended on day 90
            ("phase_3", "2021-08-05", "2021-10-04"),  # would have ended inside Golden Week
            ("phase_2", "2018-05-17", "2018-08-15"),  # Qualcomm/NXP
            ("phase_3", "2018-08-15", "2018-10-14"),  # published, a Sunday
            ("phase_1", "2023-04-25", "2023-05-25"),  # Broadcom/VMware
            ("phase_2", "2023-05-25", "2023-08-23"),
        ],
    )
    def test_published_days(self, clock: str, start_day: str, last: str) -> None:
        """The days that the authority published, and those that follow from them."""
        found = clock_deadline(f"{SAMR}/{clock}", start_day)

        assert last == found.day.isoformat()
        assert not found.provisional

    def test_the_public_notice_is_recalled(self) -> None:
        """Its ten days were never read, and whoever asks is told."""
        with pytest.warns(RecalledRule):
            assert "2024-03-11" == clock_deadline(f"{SAMR}/public_notice", "2024-03-01").day.isoformat()

    def test_a_last_day_on_a_holiday_stays(self) -> None:
        """4 October 2021 is in Golden Week: the naive roll would give the 8th."""
        found = clock_deadline(f"{SAMR}/phase_3", "2021-08-05").day

        assert not calendars.get("cn.state").is_working(found)

    def test_inclusive_counting_would_be_a_day_short(self) -> None:
        """Counting the day of acceptance would end the first phase a day before the authority decided."""
        naive = {n.rule: n.out_by for n in clock_deadline(f"{SAMR}/phase_1", "2021-04-07").naive}

        assert -1 == naive["counting the first day as day 1"]

    def test_stops_do_not_count(self) -> None:
        """53 days stopped move Broadcom/VMware from 21 October to 13 December 2023."""
        plain = clock_deadline(f"{SAMR}/phase_3", "2023-08-22")
        stopped = clock_deadline(f"{SAMR}/phase_3", "2023-08-22", tolled=[("2023-09-01", "2023-10-23")])

        assert "2023-10-21" == plain.day.isoformat()
        assert "2023-12-13" == stopped.day.isoformat()

    def test_an_extension_may_be_shorter(self) -> None:
        """The decision may set fewer than 60 days."""
        assert "2022-01-27" == clock_deadline(f"{SAMR}/phase_3", "2021-12-28", 30).day.isoformat()

    def test_law_by_its_day(self) -> None:
        """Before the law there is no clock; the phases of 2008 and of 2022 are equally long and cited apart."""
        with pytest.raises(ValueError, match="did not exist"):
            clock_deadline(f"{SAMR}/phase_1", "2008-07-31")
        before, after = (clock_deadline(f"{SAMR}/phase_1", d) for d in ("2022-07-31", "2022-08-01"))

        assert (30, 30) == ((before.day - before.start).days, (after.day - after.start).days)
        assert {c.pinpoint for c in before.citations} != {c.pinpoint for c in after.citations}


class TestPreAcceptance:
    """Filing is not acceptance, and nothing limits the time between."""

    def test_no_clock_runs(self) -> None:
        """AMD/Xilinx waited 78 days; silence gives nothing, and nobody may close."""
        at = filed("2021-01-19")

        assert None is deadline(DEAL, at, f"{SAMR}/phase_1")
        assert "pre_acceptance" == state(at, "2022-01-19")
        assert not closes(at, "2021-04-01")
        assert "2021-05-07" == due(run(at, ("accept", "2021-04-07")), "phase_1")

    @pytest.mark.parametrize(
        ("on", "found"),
        [("2024-03-10", "supplementing"), ("2024-03-11", "supplementing"), ("2024-03-12", "counts_as_not_filed")],
    )
    def test_supplements_have_their_time(self, on: str, found: str) -> None:
        """Before, on and after the day that the authority set."""
        at = run(filed("2024-03-01"), ("request_supplement", "2024-03-01", "SAMR", {"days": 10}))

        assert found == state(at, on)

    def test_supplements_in_time_and_after(self) -> None:
        """In time the filing goes on; after it the parties file anew."""
        at = run(filed("2024-03-01"), ("request_supplement", "2024-03-01", "SAMR", {"days": 10}))

        assert "phase_1" == run(at, ("supplement", "2024-03-11", "chips"), ("accept", "2024-03-12")).process(SAMR).state
        assert "not from this state" == attempt(DEAL, at, f"{SAMR}:supplement", "2024-03-12", "chips").kind
        assert "pre_acceptance" == run(at, ("file", "2024-03-12", "chips")).process(SAMR).state

    def test_no_time_set_lets_nothing_fall(self) -> None:
        """Where the time is not known nothing falls."""
        at = run(filed("2024-03-01"), ("request_supplement", "2024-03-01"))

        assert "supplementing" == state(at, "2030-01-01")


@pytest.mark.parametrize(("offset", "found"), [(-1, "open"), (0, "open"), (1, "deemed_clear")])
@pytest.mark.parametrize("phase", ["phase_1", "phase_2", "phase_3"])
class TestSilencePermits:
    """Through the last day the authority may decide; on the next the parties may close."""

    @staticmethod
    def at(phase: str) -> Snapshot:
        """A case that has come as far as *phase*."""
        at = accepted("2024-03-01")
        if phase != "phase_1":
            at = run(at, ("open_phase_2", "2024-03-31"))
        return run(at, ("extend", "2024-06-29")) if phase == "phase_3" else at

    def test_silence(self, phase: str, offset: int, found: str) -> None:
        """The day before, the last day, the day after."""
        at = self.at(phase)
        on = (date.fromisoformat(due(at, phase)) + offset * ONE).isoformat()

        assert (phase if found == "open" else found) == state(at, on)

    def test_closing(self, phase: str, offset: int, found: str) -> None:
        """Nobody closes before silence has cleared, and everybody may after it."""
        at = self.at(phase)
        on = (date.fromisoformat(due(at, phase)) + offset * ONE).isoformat()

        assert (found == "deemed_clear") is bool(closes(settle(DEAL, at, date.fromisoformat(on)), on))

    def test_a_decision_in_time(self, phase: str, offset: int, found: str) -> None:
        """A decision on the last day stands, one a day late meets a cleared deal."""
        at = self.at(phase)
        on = (date.fromisoformat(due(at, phase)) + offset * ONE).isoformat()

        assert (found == "open") is bool(attempt(DEAL, at, f"{SAMR}:prohibit", on, "SAMR"))


class TestPhases:
    """Each phase starts where the law says."""

    def test_phase_2_opened_early_counts_from_the_decision(self) -> None:
        """The day of the decision is day 0, not day 30."""
        assert "2024-06-08" == due(run(accepted("2024-03-01"), ("open_phase_2", "2024-03-10")), "phase_2")

    def test_the_extension_counts_from_the_end_of_the_90_days(self) -> None:
        """Decided on 1 August 2018 or on the last day, Qualcomm/NXP's extension ends on 14 October."""
        at = run(accepted("2018-04-17"), ("open_phase_2", "2018-05-17", "MOFCOM"))
        for on in ("2018-08-01", "2018-08-14", "2018-08-15"):
            later = run(at, ("extend", on))

            assert "2018-10-14" == due(later, "phase_3")
            assert "phase_3" == state(later, "2018-10-14")
            assert "deemed_clear" == state(later, "2018-10-15")

    def test_once(self) -> None:
        """There is no second extension."""
        at = run(accepted("2024-03-01"), ("open_phase_2", "2024-03-31"), ("extend", "2024-06-29"))

        assert not attempt(DEAL, at, f"{SAMR}:extend", "2024-07-01", "SAMR")

    def test_a_shorter_extension(self) -> None:
        """The decision may set fewer days."""
        at = run(accepted("2024-03-01"), ("open_phase_2", "2024-03-31"), ("extend", "2024-06-29", "SAMR", {"days": 20}))

        assert "2024-07-19" == due(at, "phase_3")

    @pytest.mark.parametrize("by", ["chips", "fabs", "NDRC", "court"])
    def test_nobody_else_decides(self, by: str) -> None:
        """A clearance by anyone but the authority is refused."""
        refused = attempt(DEAL, accepted("2024-03-01"), f"{SAMR}:clear", "2024-03-10", by)

        assert isinstance(refused, Refusal)
        assert "wrong actor" == refused.kind

    @given(st.integers(0, 30), st.integers(0, 90))
    def test_no_case_outlasts_180_days(self, early: int, extended: int) -> None:
        """However early the phases begin, without stops or refiling the clock ends within 180 days of acceptance."""
        day = date(2024, 3, 1)
        second = day + early * ONE
        at = run(accepted(day.isoformat()), ("open_phase_2", second.isoformat()))
        at = run(at, ("extend", (second + extended * ONE).isoformat()))

        assert day + (early + 150) * ONE == date.fromisoformat(due(at, "phase_3"))


class TestStops:
    """Since 1 August 2022 the authority may freeze what is left, on three grounds, for as long as they last."""

    @pytest.mark.parametrize(("on", "may"), [("2022-07-31", False), ("2022-08-01", True), ("2022-08-02", True)])
    @pytest.mark.parametrize("action", ["stop", "stop_for_documents", "stop_for_facts"])
    def test_not_before_august_2022(self, action: str, on: str, may: bool) -> None:
        """The day before, on and after the amendment takes force."""
        assert may is bool(attempt(DEAL, accepted("2022-07-20"), f"{SAMR}:{action}", on, "SAMR"))

    def test_for_remedies_only_at_a_partys_request(self) -> None:
        """The third ground needs the party that asked."""
        at = accepted("2024-03-01")
        refused = attempt(DEAL, at, f"{SAMR}:stop_for_remedies", "2024-03-05", "SAMR")

        assert isinstance(refused, Refusal)
        assert "bad details" == refused.kind
        assert attempt(DEAL, at, f"{SAMR}:stop_for_remedies", "2024-03-05", "SAMR", asked_by="chips")

    @pytest.mark.parametrize("phase", ["phase_1", "phase_2", "phase_3"])
    def test_the_rest_is_frozen(self, phase: str) -> None:
        """Eleven months stopped add exactly their days, and nothing falls meanwhile."""
        at = TestSilencePermits.at(phase)
        before = date.fromisoformat(due(at, phase))
        stop, resume = before - 3 * ONE, before + 340 * ONE
        at = run(at, ("stop_for_facts", stop.isoformat()))

        assert f"{phase}_stopped" == state(at, resume.isoformat())
        assert not closes(settle(DEAL, at, resume), resume.isoformat())
        at = run(at, ("resume", resume.isoformat()))

        assert before + (resume - stop) == date.fromisoformat(due(at, phase))
        assert phase == at.process(SAMR).state

    def test_the_day_the_ground_is_gone_counts(self) -> None:
        """Stopped from the 10th, resumed with effect from the 20th: ten days are left out."""
        at = run(accepted("2024-03-01"), ("stop", "2024-03-10"))
        at = effective(at, "resume", "2024-03-22", "2024-03-20")

        assert "2024-04-10" == due(at, "phase_1")

    def test_a_stop_told_afterwards(self) -> None:
        """The interval alone is enough, both days included."""
        at = run(accepted("2024-03-01"), ("stop", "2024-03-25"))
        at = run(at, ("resume", "2024-03-28", "SAMR", {"first": date(2024, 3, 10), "last": date(2024, 3, 19)}))

        assert "2024-04-10" == due(at, "phase_1")

    def test_no_decision_while_stopped(self) -> None:
        """The authority resumes before it decides, if only on the same day."""
        at = run(accepted("2024-03-01"), ("stop", "2024-03-10"))

        assert not attempt(DEAL, at, f"{SAMR}:clear", "2024-03-11", "SAMR")
        assert "cleared" == run(at, ("resume", "2024-03-11"), ("clear", "2024-03-11")).process(SAMR).state

    @given(st.lists(st.integers(1, 60), min_size=1, max_size=4))
    def test_a_stop_never_shortens(self, lengths: list[int]) -> None:
        """Each stop of n days moves the last day by n days, however many there are."""
        at, on = accepted("2023-03-01"), date(2023, 3, 2)
        for n in lengths:
            at = run(at, ("stop", on.isoformat()), ("resume", (on + n * ONE).isoformat()))
            on += (n + 1) * ONE

        assert date(2023, 3, 31) + sum(lengths) * ONE == date.fromisoformat(due(at, "phase_1"))


class TestWithdrawal:
    """Withdrawn with the authority's consent and filed again, a case starts at nought."""

    def test_the_parties_cannot_withdraw_alone(self) -> None:
        """They ask, and the clock runs on until the authority agrees."""
        at = run(accepted("2024-03-01"), ("request_withdrawal", "2024-03-20", "chips"))

        assert "2024-03-31" == due(at, "phase_1")
        assert not attempt(DEAL, at, f"{SAMR}:allow_withdrawal", "2024-03-21", "chips")
        assert not attempt(DEAL, at, f"{SAMR}:withdraw", "2024-03-21", "chips")

    def test_a_file_not_accepted_is_taken_back(self) -> None:
        """Before acceptance no consent is needed, and closing stays shut."""
        at = run(filed("2024-03-01"), ("withdraw", "2024-03-05", "chips"))

        assert "withdrawn" == at.process(SAMR).state
        assert not closes(at, "2024-03-06")

    def test_refiling_resets(self) -> None:
        """Three full phases again, as often as wanted."""
        at = accepted("2024-03-01")
        for _ in range(3):
            at = run(
                at, ("allow_withdrawal", "2024-03-30"), ("refile", "2024-03-30", "chips"), ("accept", "2024-03-30")
            )
        at = run(at, ("open_phase_2", "2024-04-29"), ("extend", "2024-07-28"))

        assert "2024-09-26" == due(at, "phase_3")

    def test_withdrawing_while_stopped(self) -> None:
        """A stopped case can be withdrawn, and its successor is not stopped."""
        at = run(accepted("2024-03-01"), ("stop", "2024-03-10"), ("allow_withdrawal", "2024-06-01"))
        at = run(at, ("refile", "2024-06-01", "chips"), ("accept", "2024-06-10"))

        assert "2024-07-10" == due(at, "phase_1")


class TestSimpleCases:
    """Since 2014: public notice, and a clearance within the first phase."""

    @pytest.mark.parametrize(("on", "may"), [("2014-02-11", False), ("2014-02-12", True), ("2014-02-13", True)])
    def test_since_february_2014(self, on: str, may: bool) -> None:
        """The day before, on and after the rule."""
        assert may is bool(attempt(DEAL, filed("2014-01-06"), f"{SAMR}:accept_simple", on, "MOFCOM"))

    def test_a_simple_case(self) -> None:
        """Ten days of notice decide nothing; the clearance comes within thirty."""
        at = run(filed("2024-03-01"), ("accept_simple", "2024-03-15"))

        assert ("2024-03-25", "2024-04-14") == (due(at, "public_notice"), due(at, "phase_1"))
        assert "phase_1_simple" == state(at, "2024-04-14")
        assert "deemed_clear" == state(at, "2024-04-15")
        assert closes(run(at, ("clear", "2024-04-01")), "2024-04-01")

    def test_no_longer_simple(self) -> None:
        """A case that is not simple is filed as an ordinary one; it has no second phase before."""
        at = run(filed("2024-03-01"), ("accept_simple", "2024-03-15"))

        assert not attempt(DEAL, at, f"{SAMR}:open_phase_2", "2024-03-20", "SAMR")
        at = run(at, ("end_simple_procedure", "2024-03-20"), ("accept", "2024-04-01"))

        assert "2024-05-01" == due(at, "phase_1")


class TestCallIn:
    """Thresholds are no safe harbour."""

    def test_free_until_called_in(self) -> None:
        """Below the thresholds the deal may close; once called in it may not until it is cleared."""
        at = begun("2024-01-15", BELOW)
        called = run(at, ("call_in", "2024-05-14"), of=BELOW)

        assert closes(at, "2024-05-14", BELOW)
        refused = closes(called, "2024-05-15", BELOW)
        assert isinstance(refused, Refusal)
        assert "prohibition" in {b.code for b in refused.blockers}

    def test_called_in_after_closing(self) -> None:
        """A closed deal can be called in, reviewed and prohibited, and ordered to be undone."""
        at = play(BELOW, begun("2024-01-15", BELOW), ("agreement:close", "2024-02-01", "chips", {}))
        at = run(
            at,
            ("call_in", "2024-03-01"),
            ("file", "2024-03-20", "chips"),
            ("accept", "2024-04-01"),
            ("prohibit", "2024-04-20"),
            of=BELOW,
        )
        at = run(
            at,
            ("cn.samr.investigation:open_for_closing", "2024-05-01"),
            ("cn.samr.investigation:order_unwinding", "2024-07-01"),
            ("cn.samr.investigation:unwind", "2024-12-01", "chips"),
            of=BELOW,
        )

        assert "unwound" == at.process("cn.samr.investigation").state

    def test_withdrawing_does_not_free(self) -> None:
        """A deal called in and withdrawn may not close, and may be called in again."""
        at = run(
            begun("2024-01-15", BELOW),
            ("call_in", "2024-03-12"),
            ("file", "2024-03-20", "chips"),
            ("withdraw", "2024-04-01", "chips"),
            of=BELOW,
        )

        assert not closes(at, "2025-06-01", BELOW)
        assert attempt(BELOW, at, f"{SAMR}:call_in", "2025-06-02", "SAMR")

    def test_the_authority_lets_go(self) -> None:
        """What was called in, or filed without a duty, is held until the authority lets it go; a duty is not lifted."""
        for steps in (
            [("call_in", "2024-03-12")],
            [("file", "2024-03-12", "chips"), ("withdraw", "2024-03-13", "chips")],
        ):
            at = run(begun("2024-01-15", BELOW), *steps, of=BELOW)
            assert not closes(at, "2024-04-01", BELOW)
            assert not attempt(BELOW, at, f"{SAMR}:release", "2024-04-01", "chips")
            assert closes(run(at, ("release", "2024-04-01"), of=BELOW), "2024-04-01", BELOW)
        must = run(filed("2024-03-12"), ("withdraw", "2024-03-13", "chips"), ("release", "2024-04-01"))
        assert not closes(must, "2024-04-01")


class TestDecisions:
    """Every way to end, and what follows it."""

    def test_cleared_conditional_and_first(self) -> None:
        """A clearance opens closing at once; conditions precedent do so when they are met."""
        at = run(accepted("2024-03-01"), ("offer_remedies", "2024-03-02", "chips"), ("test_remedies", "2024-03-03"))
        first = run(at, ("clear_with_conditions_first", "2024-03-20", "SAMR", {"conditions": "sell the plant"}))

        assert closes(run(at, ("clear", "2024-03-20")), "2024-03-20")
        assert closes(run(at, ("clear_with_conditions", "2024-03-20")), "2024-03-20")
        assert not closes(first, "2024-03-21")
        assert closes(run(first, ("confirm_conditions", "2024-04-01")), "2024-04-01")

    def test_conditions_met_by_one_buyer_do_not_serve_another(self) -> None:
        """Meeting the conditions of a clearance does not widen it: a changed deal is filed anew."""
        at = run(accepted("2024-03-01"), ("clear_with_conditions_first", "2024-03-20"))
        other = play(DEAL, at, ("agreement:amend_terms", "2024-03-21", "chips", {"terms": "changed"}))

        assert not closes(run(other, ("confirm_conditions", "2024-04-01")), "2024-04-01")
        assert attempt(DEAL, other, f"{SAMR}:file_changed", "2024-03-22", "chips")

    def test_prohibited(self) -> None:
        """Nobody closes; a court can set it aside, and the authority decides anew without a clock."""
        at = run(accepted("2024-03-01"), ("open_phase_2", "2024-03-31"), ("prohibit", "2024-06-01"))
        again = run(at, (f"{SAMR}:set_aside", "2024-12-01", "court"))

        assert not closes(at, "2024-06-02")
        assert "review" == state(again, "2026-01-01")
        assert closes(run(again, ("clear", "2025-01-10")), "2025-01-10")

    def test_a_changed_deal_is_filed_anew(self) -> None:
        """The clearance covers the buyer it was given for."""
        at = run(accepted("2024-03-01"), ("clear", "2024-03-20"))
        at = play(DEAL, at, ("agreement:amend_terms", "2024-03-21", "chips", {"terms": "changed"}))
        refused = closes(at, "2024-03-22")
        at = run(at, ("file_changed", "2024-03-22", "fabs"), ("accept", "2024-04-01"), ("clear", "2024-04-10"))

        assert not refused
        assert "under other terms" in str(refused)
        assert closes(at, "2024-04-10")

    def test_conditions_can_be_breached_years_later(self) -> None:
        """Nvidia/Mellanox: cleared in 2020 on conditions, investigated from December 2024, further in 2025."""
        at = run(
            accepted("2019-09-05"),
            ("open_phase_2", "2019-10-05"),
            ("extend", "2020-01-03"),
            ("allow_withdrawal", "2020-02-01"),
            ("refile", "2020-02-01", "chips"),
            ("accept", "2020-02-10"),
        )
        at = run(at, ("open_phase_2", "2020-03-10"), ("clear_with_conditions", "2020-04-16"))
        at = play(DEAL, at, ("agreement:close", "2020-04-27", "chips", {}))
        at = run(
            at,
            ("cn.samr.investigation:open_for_breach", "2024-12-09"),
            ("cn.samr.investigation:investigate_further", "2025-09-15"),
        )

        assert ("conditional", "further") == (at.process(SAMR).state, at.process("cn.samr.investigation").state)

    def test_no_breach_without_conditions(self) -> None:
        """A deal cleared without conditions has none to breach, and one not closed has not closed in breach."""
        at = run(accepted("2024-03-01"), ("clear", "2024-03-20"))

        assert not attempt(DEAL, at, "cn.samr.investigation:open_for_breach", "2024-04-01", "SAMR")
        assert not attempt(DEAL, at, "cn.samr.investigation:open_for_closing", "2024-04-01", "SAMR")


class TestRealCases:
    """What happened can be told in these definitions."""

    def test_amd_xilinx(self) -> None:
        """Filed 19 January 2021, accepted after 78 days, refiled on the last working day before day 60."""
        at = run(
            filed("2021-01-19"), ("accept", "2021-04-07"), ("open_phase_2", "2021-05-07"), ("extend", "2021-08-05")
        )

        assert "2021-10-04" == due(at, "phase_3")
        at = run(at, ("request_withdrawal", "2021-09-30", "chips"), ("allow_withdrawal", "2021-09-30"))
        at = run(at, ("refile", "2021-09-30", "chips"), ("accept", "2021-09-30"))

        assert "2021-10-30" == due(at, "phase_1")
        at = run(
            at, ("open_phase_2", "2021-10-29"), ("raise_concerns", "2021-12-01"), ("extend", "2022-01-27", "SAMR", {})
        )
        at = run(at, ("clear_with_conditions", "2022-01-27"))

        assert closes(at, "2022-02-14")

    def test_qualcomm_nxp(self) -> None:
        """Refiled 16 April 2018 with day 0 on the 17th; the contract ends while the clock runs."""
        at = run(accepted("2017-10-19"), ("open_phase_2", "2017-11-18", "MOFCOM"), ("extend", "2018-02-16", "MOFCOM"))

        assert "2018-04-17" == due(at, "phase_3")
        at = run(
            at,
            ("allow_withdrawal", "2018-04-16", "MOFCOM"),
            ("refile", "2018-04-16", "chips"),
            ("accept", "2018-04-17", "MOFCOM"),
        )
        at = run(at, ("raise_concerns", "2018-04-19", "MOFCOM"), ("open_phase_2", "2018-05-17"))

        assert "2018-08-15" == due(at, "phase_2")
        refused = closes(at, "2018-07-25")
        at = play(DEAL, at, ("agreement:terminate", "2018-07-26", "chips", {}))

        assert not refused
        assert "phase_2" == at.process(SAMR).state

    def test_broadcom_vmware(self) -> None:
        """Accepted 25 April 2023, extended 22 August, stopped and resumed, cleared on conditions 21 November."""
        at = run(accepted("2023-04-25"), ("open_phase_2", "2023-05-25"), ("extend", "2023-08-22"))

        assert "2023-10-22" == due(at, "phase_3")
        at = run(at, ("stop", "2023-09-15"), ("resume", "2023-11-06"))

        assert "2023-12-13" == due(at, "phase_3")
        at = run(at, ("clear_with_conditions", "2023-11-21"))

        assert closes(at, "2023-11-22")

    def test_synopsys_ansys(self) -> None:
        """Called in below the thresholds, acceptance never public, stopped in May 2025, cleared in July."""
        at = run(
            begun("2024-01-15", BELOW), ("call_in", "2024-05-14"), ("tell_of_review", "2024-12-01", "press"), of=BELOW
        )
        at = run(at, ("stop", "2025-05-20"), of=BELOW)

        assert not closes(at, "2025-06-01", BELOW)
        at = run(at, ("resume", "2025-07-11"), ("clear_with_conditions", "2025-07-14"), of=BELOW)

        assert closes(at, "2025-07-17", BELOW)

    def test_bunge_viterra(self) -> None:
        """A review of which only the stop, its end and the decision are public."""
        at = run(begun("2023-06-13"), ("tell_of_review", "2024-01-01", "chips"), ("stop", "2024-07-01"))
        at = run(at, ("resume", "2025-06-06"), ("clear_with_conditions", "2025-06-13"))

        assert closes(at, "2025-07-02")

    @pytest.mark.parametrize(
        ("signed", "ends"), [("2022-02-15", "2023-08-16"), ("2021-11-01", "2022-11-01"), ("2019-06-30", "2021-03-29")]
    )
    def test_never_decided(self, signed: str, ends: str) -> None:
        """Intel/Tower, DuPont/Rogers and Applied/Kokusai ended without a decision, and silence cleared nothing."""
        at = run(begun(signed), ("tell_of_review", signed, "press"))

        assert not closes(settle(DEAL, at, date.fromisoformat(ends)), ends)
        at = play(DEAL, at, ("agreement:terminate", ends, "chips", {}))

        assert "terminated" == at.process("agreement").state

    def test_dupont_rogers_refiled_from_an_undated_review(self) -> None:
        """A review whose dates are not public can be withdrawn and filed again at the authority's request."""
        at = run(
            begun("2021-11-01"),
            ("tell_of_review", "2022-01-10", "chips"),
            ("allow_withdrawal", "2022-09-15"),
            ("refile", "2022-09-15", "chips"),
        )

        assert "pre_acceptance" == at.process(SAMR).state

    @pytest.mark.parametrize(
        ("action", "phase", "last"),
        [
            ("accept", "phase_1", "2024-03-31"),
            ("open_phase_2", "phase_2", "2024-05-30"),
            ("extend", "phase_3", "2024-04-30"),
        ],
    )
    def test_a_date_becomes_public(self, action: str, phase: str, last: str) -> None:
        """An undated review goes on with the first date that is told, and its clock runs from there."""
        at = run(begun("2023-06-13"), ("tell_of_review", "2024-01-01", "press"), (action, "2024-03-01"))

        assert phase == at.process(SAMR).state
        assert last == due(at, phase)

    def test_syngenta(self) -> None:
        """Accepted 9 February and cleared 12 April 2017: in the second phase, within its days."""
        at = run(begun("2016-02-03"), ("tell_of_review", "2017-02-09", "press"), ("accept", "2017-02-09", "MOFCOM"))
        at = run(at, ("open_phase_2", "2017-03-11", "MOFCOM"), ("clear", "2017-04-12", "MOFCOM"))

        assert closes(at, "2017-05-18")

    def test_qualcomm_autotalks(self) -> None:
        """Called in, given up, closed all the same, and a case opened: the closing is refused, so it is a breach."""
        at = run(begun("2023-05-08", BELOW), ("call_in", "2024-03-12"), of=BELOW)

        assert isinstance(closes(at, "2025-06-05", BELOW), Refusal)
