"""The track record: which deals are cases, what a forecast may know, the base rate beside it, and the page."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve

from dealflow.analysis.outcomes.scoring import mean_score
from dealflow.analysis.track.cases import OUTCOMES, Case, Untold, case_of, outcome
from dealflow.analysis.track.forecasts import Forecast, forecast
from dealflow.analysis.track.parties import conduct, slowed
from dealflow.analysis.track.record import track_record
from dealflow.analysis.track.scores import base_rate, came_true, needed, power
from dealflow.scenario import load, names
from dealflow.scenario.reading import changed

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "track-record.md"


@cache
def case(name: str) -> Case:
    """A deal that is a case."""
    found = case_of(load(name))
    assert isinstance(found, Case)
    return found


def made(name: str, age: int, histories: int = 200) -> Forecast:
    """A forecast that can be made."""
    found = forecast(case(name), case(name).signed + timedelta(days=age), histories=histories)
    assert isinstance(found, Forecast)
    return found


@pytest.mark.parametrize(
    ("name", "signed", "ended", "became"),
    [
        ("magnachip-wise-road", date(2021, 3, 25), date(2021, 12, 20), "stopped"),
        ("intel-tower", date(2022, 2, 15), date(2023, 8, 16), "lapsed"),
        ("lenovo-motorola", date(2014, 1, 29), date(2014, 10, 30), "closed"),
        ("stayntouch-shiji", date(2020, 8, 1), date(2020, 9, 1), "closed"),
    ],
)
def test_a_case_is_what_became_of_the_agreement(name: str, signed: date, ended: date, became: str) -> None:
    """Signing, end and outcome are those of the record; a sale by order that closed has closed."""
    assert (signed, ended, became) == (case(name).signed, case(name).ended, case(name).outcome)


@pytest.mark.parametrize(
    ("name", "why"),
    [("broadcom-qualcomm", "no agreement was signed"), ("ralls", "it closed on the day it was signed")],
)
def test_where_nothing_was_waited_for_there_is_no_case(name: str, why: str) -> None:
    """A deal without a signed agreement, or closed at once, is told apart with its reason."""
    found = case_of(load(name))
    assert isinstance(found, Untold)
    assert found.reason.startswith(why)


def test_every_real_deal_is_a_case_or_says_why_not() -> None:
    """None of the thirty is dropped in silence, and the outcome of a case is that of the deal's recorded ending."""
    read = [case_of(load(name)) for name in names("deals")]
    assert len(read) == 30
    cases = [one for one in read if isinstance(one, Case)]
    assert len(cases) == 21
    for one in cases:
        endings = [e.ending for e in one.scenario.file.expect if e.ending and e.ending != "open"]
        assert one.outcome == outcome(endings[-1])


@pytest.mark.parametrize(
    ("name", "age", "why"),
    [("aixtron-grand-chip", 0, "of de.awv,"), ("applied-kokusai", 540, "of cn.samr once it is review,")],
)
def test_what_is_not_counted_is_not_forecast(name: str, age: int, why: str) -> None:
    """Where closing waits for a process, or a state of one, of which no cases are counted, that is said instead."""
    one = case(name)
    found = forecast(one, one.signed + timedelta(days=age))
    assert isinstance(found, Untold)
    assert why in found.reason


def test_a_forecast_does_not_know_what_came_later() -> None:
    """It is the same where the file ends on the day of the question."""
    one, day = case("lenovo-ibm-x86"), date(2014, 7, 22)
    file = one.scenario.file
    known = [e for e, entry in zip(file.history, one.scenario.history, strict=True) if entry.visible(day)]
    assert len(known) < len(file.history)
    cut = evolve(one, scenario=changed(one.scenario, evolve(file, history=tuple(known), expect=())))
    now, then = forecast(one, day, histories=200), forecast(cut, day, histories=200)
    assert isinstance(now, Forecast)
    assert isinstance(then, Forecast)
    assert (then.chances, then.closing.mass) == (now.chances, now.closing.mass)


def test_the_same_seed_gives_the_same_forecast_and_another_does_not() -> None:
    """A forecast can be made again."""
    one = case("magnachip-wise-road")
    first, again = (forecast(one, one.signed, histories=200) for _ in range(2))
    other = forecast(one, one.signed, histories=200, seed=1)
    assert isinstance(first, Forecast)
    assert isinstance(other, Forecast)
    assert first == again
    assert other.closing.mass != first.closing.mass


def test_chances_add_up_and_none_is_nothing() -> None:
    """What never came in so many histories is unlikely, not impossible."""
    chances = made("magnachip-wise-road", 0).chances
    assert tuple(chances) == OUTCOMES
    assert sum(chances.values()) == pytest.approx(1)
    assert chances["lapsed"] == pytest.approx(0.5 / 201.5)


def test_what_the_history_has_overtaken_gets_a_long_tail() -> None:
    """Ninety days after signing nothing was filed in China: the twenty working days of the default are over."""
    found = made("applied-kokusai", 90)
    assert found.overtaken == ("cn.samr in not_filed, default",)
    assert not made("applied-kokusai", 0).overtaken


def test_slowing_changes_delays_alone() -> None:
    """The chances of what is slowed stay."""
    one = case("applied-kokusai")
    for belief in conduct(one.scenario.deal, one.signed):
        slow = slowed(belief)
        assert [(a.action, a.chance) for a in slow.alternatives] == [(a.action, a.chance) for a in belief.alternatives]
        assert slow.alternatives[0].delays != belief.alternatives[0].delays


def _case(id: str, waited: int, became: str) -> Case:
    scenario = load("magnachip-wise-road")
    named = evolve(scenario, file=evolve(scenario.file, deal=evolve(scenario.file.deal, id=id)))
    return Case(named, date(2020, 1, 1), date(2020, 1, 1) + timedelta(days=waited), became)


def test_the_base_rate_leaves_out_the_deal_itself_and_those_already_decided() -> None:
    """Of four others, two are still undecided at a hundred days, and half a deal is added to each outcome."""
    cases = [
        _case("this", 400, "stopped"),
        _case("a", 50, "closed"),
        _case("b", 150, "closed"),
        _case("c", 300, "lapsed"),
        _case("d", 100, "stopped"),
    ]
    chances, days = base_rate(cases[0], 100, cases, until=60)
    assert chances == {"closed": 1.5 / 3.5, "lapsed": 1.5 / 3.5, "stopped": 0.5 / 3.5}
    assert days.first == date(2020, 4, 10)
    assert days.by(days.first + timedelta(days=49)) == 0
    assert days.by(days.first + timedelta(days=50)) == pytest.approx(1 / 3.5)


def test_scores_of_a_few_deals() -> None:
    """Two deals asked twice: who is scored, against what, and what is untold."""
    scenarios = [load(name) for name in ("magnachip-wise-road", "lenovo-motorola", "ralls", "intel-tower")]
    track = track_record(scenarios, ages=(0, 90), histories=100)
    assert (track.deals, len(track.cases), track.ages) == (4, 3, (0, 90))
    assert set(track.forecast) == {"magnachip-wise-road", "lenovo-motorola", "intel-tower"}
    assert track.never == {"ralls": "it closed on the day it was signed: nothing was waited for"}
    assert [(u.id, u.day) for u in track.untold if u.day] == [("magnachip-wise-road", date(2021, 6, 23))]
    for one in track.scored:
        assert 0 <= one.pit <= 1
        assert one.base["closed"] == pytest.approx((1.5 if one.forecast.case.outcome != "closed" else 0.5) / 3.5)
    counts = {(score.age, score.name): score.ours.n for score in track.scores}
    assert counts[0, "Brier"] == 3
    assert counts[90, "CRPS"] == 2
    for score in track.scores:
        assert score.difference.mean == pytest.approx(score.ours.mean - score.theirs.mean)
    bands, _ = came_true(track.scored, 2)
    assert sum(band.n for band in bands) == len(track.scored)


def test_power_grows_with_the_deals_and_spares_who_is_right() -> None:
    """Forecasts that are right are found out about once in twenty times; those that are not, more often with more."""
    chances = (0.9, 0.8, 0.3)
    assert power(chances, 200, off=0.0, seed=3) == pytest.approx(0.05, abs=0.015)
    few, many = (power(chances, n, off=0.1, seed=3) for n in (20, 200))
    assert few < many
    assert many > 0.8


def test_how_many_deals_it_would_take() -> None:
    """The interval shrinks with the root of the number."""
    found = mean_score([0.0, 1.0] * 8)
    assert found.interval is not None
    half = found.interval.width / 2
    assert needed(found, half) == 16
    assert needed(found, half / 2) == 64
    assert needed(mean_score([1.0]), 0.1) is None


def test_the_page_says_what_comes_out() -> None:
    """One row of the page is made again (all of them: python docs/track_record.py --check)."""
    found = made("magnachip-wise-road", 0, histories=2000)
    shown = [f"{found.chances[name]:.1%}" for name in OUTCOMES]
    row = next(line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| Magnachip"))
    assert row.startswith(f"| Magnachip / Wise Road | 0 | {shown[0]} | {shown[1]} | **{shown[2]}** |")
