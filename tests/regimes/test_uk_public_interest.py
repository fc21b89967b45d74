"""UK intervention on grounds of the public interest: the notice, two reports, and whose silence hands the case back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealflow.commercial.agreement import PROCESSES as AGREEMENT
from dealflow.kernel import Event, Refusal, Snapshot, deadline, settle
from dealflow.model import Condition, Deal, Need, Party, Terms
from dealflow.regimes.uk_public_interest import PROCESSES
from plays import Step, attempt, play

SILENCE: dict[str, str | None] = {
    "uk.public_interest/report": None,
    "uk.public_interest/phase_2": None,
    "uk.public_interest/decision": "fall_silent",
}
APPROVED_BY_SILENCE: set[tuple[str, str]] = set()
SIZES = {"uk.public_interest": (12, 23, 3)}

(INTERVENTION,) = PROCESSES
OPENING = date(2021, 4, 1)
MINISTER = "Secretary of State"


def deal(*conditions: Condition) -> Deal:
    """A chip designer in Cambridge."""
    return Deal(
        "uk",
        "a chip designer",
        [*AGREEMENT, INTERVENTION],
        parties=[Party("buyer", "Buyer", "buyer"), Party("seller", "Seller", "seller")],
        terms={"all": Terms("all", buyer="buyer", facts={"target_countries": ("GB",)})},
        conditions=conditions,
    )


DEAL = deal()
LISTED = deal(Condition("uk.public_interest", "s. 7"))


def gov(action: str, on: str, **details: Any) -> Step:
    """An act of the Secretary of State."""
    return (f"uk.public_interest:{action}", on, MINISTER, details)


def cma(action: str, on: str, **details: Any) -> Step:
    """An act of the CMA."""
    return (f"uk.public_interest:{action}", on, "CMA", details)


SIGNED: tuple[Step, ...] = (
    ("agreement:negotiate", "2021-04-01", "seller", {}),
    ("agreement:sign", "2021-04-01", "seller", {}),
)
REPORTED: tuple[Step, ...] = (
    gov("intervene", "2021-04-19", report_by=date(2021, 7, 30)),
    cma("report", "2021-07-20"),
)
REFERRED: tuple[Step, ...] = (*REPORTED, gov("refer", "2021-11-16"))
TO_DECIDE: tuple[Step, ...] = (*REFERRED, cma("report_phase_2", "2022-04-01"))


def after(*steps: Step, of: Deal = DEAL) -> Snapshot:
    """The signed deal after *steps*."""
    return play(of, OPENING, *SIGNED, *steps)


def state(at: Snapshot, day: str | None = None) -> str:
    """Where the case stands, on a later day if nobody acts."""
    return (settle(DEAL, at, date.fromisoformat(day)) if day else at).states["uk.public_interest"]


def last(at: Snapshot, clock: str) -> str:
    """The date of a clock as it stands."""
    found = deadline(DEAL, at, f"uk.public_interest/{clock}")
    assert found is not None
    return found.day.isoformat()


def closes(at: Snapshot, day: str, of: Deal = DEAL) -> bool:
    """Whether the deal can close."""
    return isinstance(attempt(of, at, "agreement:close", day, "seller"), Event)


@pytest.mark.parametrize(
    ("facts", "day", "status"),
    [
        ({"target_countries": ("US",)}, date(2021, 4, 19), Need.NONE),
        ({"target_countries": ("GB",)}, date(2003, 6, 19), Need.NONE),
        ({"target_countries": ("GB",)}, date(2003, 6, 20), Need.VOLUNTARY),
        ({"target_countries": ("GB",)}, date(2003, 6, 21), Need.VOLUNTARY),
        ({}, date(2021, 4, 19), Need.VOLUNTARY),
    ],
)
def test_when_it_applies(facts: dict[str, Any], day: date, status: str) -> None:
    """Nothing to file anywhere; out of place without a target in the country and before the Act."""
    assert status == INTERVENTION.applies(Terms("t", facts=facts), day).status


def test_the_notice_names_the_day_of_the_report() -> None:
    """The day of the notice, moved once; past it the notice stays in force."""
    at = after(REPORTED[0])
    assert "2021-07-30" == last(at, "report")
    assert "intervened" == state(at, "2021-07-31")
    moved = play(DEAL, at, gov("move_report", "2021-07-01", report_by=date(2021, 8, 30)))
    assert "2021-08-30" == last(moved, "report")


def test_phase_2_begins_with_the_reference() -> None:
    """As in NVIDIA and Arm: 24 weeks beginning with 16 November 2021; nothing falls when they are over."""
    at = after(*REFERRED)
    assert "2022-05-02" == last(at, "phase_2")
    for day in ("2022-05-01", "2022-05-02", "2022-05-03"):
        assert "phase_2" == state(at, day)


def test_phase_2_is_extended_once_by_eight_weeks() -> None:
    """Eight weeks and no day more, once."""
    at = after(*REFERRED)
    longer = play(DEAL, at, cma("extend", "2022-04-01", length="8 weeks"))
    assert "2022-06-27" == last(longer, "phase_2")
    again = attempt(DEAL, longer, "uk.public_interest:extend", "2022-04-02", "CMA", length="1 week")
    assert isinstance(again, Refusal)
    too_long = attempt(DEAL, at, "uk.public_interest:extend", "2022-04-01", "CMA", length="9 weeks")
    assert isinstance(too_long, Refusal)


@given(st.integers(1, 60))
def test_a_stop_gives_its_days_back(days: int) -> None:
    """The end moves by as many days as did not count."""
    stopped = play(DEAL, after(*REFERRED), cma("stop_clock", "2022-01-10"))
    on = (date(2022, 1, 10) + timedelta(days)).isoformat()
    at = play(DEAL, stopped, cma("restart_clock", on))
    assert (date(2022, 5, 2) + timedelta(days)).isoformat() == last(at, "phase_2")


@pytest.mark.parametrize(
    ("day", "there"), [("2022-04-29", "decision"), ("2022-04-30", "decision"), ("2022-05-01", "competition_alone")]
)
def test_silence_hands_the_case_back(day: str, there: str) -> None:
    """30 days beginning with the receipt of the report; the CMA then decides on competition alone."""
    at = after(*TO_DECIDE)
    assert "2022-04-30" == last(at, "decision")
    assert there == state(at, day)


@pytest.mark.parametrize(
    ("action", "there", "may"),
    [
        ("clear_alone", "cleared", True),
        ("accept_undertakings_alone", "cleared_on_undertakings", True),
        ("prohibit_alone", "prohibited", False),
        ("cancel_reference", "cancelled", True),
    ],
)
def test_the_cma_alone(action: str, there: str, may: bool) -> None:
    """After a report of phase 2 silence frees nobody: closing waits for what the CMA decides on competition."""
    at = settle(DEAL, after(*TO_DECIDE), date(2022, 5, 3))
    assert not closes(at, "2022-05-03")
    at = play(DEAL, at, cma(action, "2022-06-01"))
    assert (there, may) == (state(at), closes(at, "2022-06-01"))


def test_closing() -> None:
    """A notice forbids nothing; a reference does, unless the CMA consents; a clearance frees it."""
    assert closes(after(*REPORTED), "2021-07-21")
    assert not closes(after(*REFERRED), "2021-11-17")
    assert closes(after(*REFERRED, cma("consent", "2021-11-17")), "2021-11-18")
    assert not closes(
        after(*REFERRED, cma("consent", "2021-11-17"), cma("withdraw_consent", "2021-11-18")), "2021-11-19"
    )
    assert not closes(after(*TO_DECIDE), "2022-04-02")
    assert closes(after(*TO_DECIDE, gov("let_go_on", "2022-04-20")), "2022-04-21")
    assert not closes(after(*TO_DECIDE, gov("prohibit", "2022-04-20")), "2022-04-21")


def test_a_contract_may_wait_for_it() -> None:
    """Listed as a condition, closing waits for the Secretary of State."""
    assert not closes(after(of=LISTED), "2021-04-02", LISTED)
    assert closes(after(*REPORTED, gov("clear", "2021-08-02"), of=LISTED), "2021-08-03", LISTED)


@pytest.mark.parametrize(
    ("steps", "there"),
    [
        ((*REPORTED, gov("accept_undertakings", "2021-08-02")), "cleared_on_undertakings"),
        ((*REPORTED, gov("hand_back", "2021-08-02")), "handed_back"),
        ((*REPORTED, gov("end_notice", "2021-08-02")), "cancelled"),
        ((*REFERRED, cma("cancel_reference", "2022-02-10")), "cancelled"),
        ((*TO_DECIDE, gov("let_go_on_undertakings", "2022-04-20")), "cleared_on_undertakings"),
        ((*TO_DECIDE, gov("make_no_finding", "2022-04-20")), "competition_alone"),
        ((*TO_DECIDE, gov("cancel_reference", "2022-04-20"), gov("intervene", "2022-05-03")), "intervened"),
    ],
)
def test_ways_to_end(steps: tuple[Step, ...], there: str) -> None:
    """Every other way out, and a second notice after a deal given up."""
    assert there == state(after(*steps))


def test_only_the_secretary_of_state_decides() -> None:
    """The CMA reports; it neither intervenes nor refers."""
    assert isinstance(attempt(DEAL, after(), "uk.public_interest:intervene", "2021-04-19", "CMA"), Refusal)
    assert isinstance(attempt(DEAL, after(*REPORTED), "uk.public_interest:refer", "2021-11-16", "CMA"), Refusal)
