"""Scores: known values, propriety on a grid, and calibration told apart from its lack."""

from __future__ import annotations

from datetime import date, timedelta
from math import inf, log

import numpy as np
import pytest

from dealflow.analysis.outcomes.law import Days
from dealflow.analysis.outcomes.scoring import (
    brier,
    crps,
    log_score,
    mean_score,
    pit,
    ranked,
    reliability,
    spiegelhalter,
)
from dealflow.errors import UnknownName

CHANCES = {"closed": 0.6, "lapsed": 0.3, "blocked": 0.1}
ORDER = ("closed", "lapsed", "blocked")
FIRST = date(2026, 3, 2)


def test_known_values() -> None:
    """By hand: 0.4^2 + 0.3^2 + 0.1^2; minus log 0.6; a miss by one step costs less than by two."""
    assert brier(CHANCES, "closed") == pytest.approx(0.26)
    assert log_score(CHANCES, "closed") == pytest.approx(-log(0.6))
    assert log_score({"closed": 1.0, "lapsed": 0.0}, "lapsed") == inf
    assert ranked(CHANCES, "closed", ORDER) == pytest.approx((0.16 + 0.01) / 2)
    sure = {"closed": 1.0, "lapsed": 0.0, "blocked": 0.0}
    assert ranked(sure, "lapsed", ORDER) < ranked(sure, "blocked", ORDER)


@pytest.mark.parametrize("score", [brier, log_score, lambda p, y: ranked(p, y, tuple(p))])
def test_the_truth_scores_best(score: object) -> None:
    """Whoever believes the true chances expects the lowest score of all forecasts on a grid."""
    truth = {"a": 0.5, "b": 0.3, "c": 0.2}

    def expected(p: dict[str, float]) -> float:
        return sum(chance * score(p, y) for y, chance in truth.items())  # type: ignore[operator]

    grid = [
        {"a": i / 20, "b": j / 20, "c": (20 - i - j) / 20} for i in range(1, 20) for j in range(1, 20 - i) if i + j < 20
    ]
    assert min(grid, key=expected) == pytest.approx(truth)


def test_crps_of_days() -> None:
    """A sure day costs its distance; a sure miss costs what can be seen; the law itself is the best forecast."""
    sure = Days(FIRST, [0, 0, 1.0, 0, 0, 0])
    assert [crps(sure, FIRST + timedelta(days=d)) for d in (0, 2, 5)] == pytest.approx([2.0, 0.0, 3.0])
    assert crps(sure, None) == pytest.approx(4.0)
    never = Days(FIRST, [0.0] * 6)
    assert crps(never, None) == 0.0
    assert crps(never, FIRST) == pytest.approx(6.0)
    assert crps(sure, None, until=FIRST + timedelta(days=9)) == pytest.approx(8.0)
    truth = [0.2, 0.3, 0.1]
    days: list[date | None] = [FIRST, FIRST + timedelta(days=1), FIRST + timedelta(days=2), None]

    def expected(mass: list[float]) -> float:
        return sum(p * crps(Days(FIRST, mass), day) for p, day in zip([*truth, 0.4], days, strict=True))

    assert all(expected(truth) <= expected(other) for other in ([0.1, 0.3, 0.2], [0.3, 0.3, 0.1], [0.0, 0.0, 0.0]))


def test_crps_is_the_double_mean() -> None:
    """Against the other form, E|X - y| - E|X - X'| / 2, for a law without never."""
    mass = np.array([0.1, 0.2, 0.4, 0.2, 0.1])
    x = np.arange(5)
    for y in range(5):
        other = (mass * abs(x - y)).sum() - (mass[:, None] * mass * abs(x[:, None] - x)).sum() / 2
        assert crps(Days(FIRST, mass.tolist()), FIRST + timedelta(days=y)) == pytest.approx(other)


def test_pit_is_uniform_under_the_law() -> None:
    """Over days drawn from the law, never included, the transform spreads evenly."""
    mass = [0.1, 0.25, 0.3]
    rng = np.random.default_rng(1)
    drawn = rng.choice(4, size=20_000, p=[*mass, 0.35])
    days = Days(FIRST, mass)
    values = [
        pit(days, None if k == 3 else FIRST + timedelta(days=int(k)), float(u))
        for k, u in zip(drawn, rng.random(len(drawn)), strict=True)
    ]
    counts, _ = np.histogram(values, bins=10, range=(0, 1))
    assert ((counts - 2000) ** 2 / 2000).sum() < 30
    with pytest.raises(ValueError, match="uniform"):
        pit(days, None, 1.5)


def test_reliability_tells_right_from_too_sure() -> None:
    """Right chances are consistent in every band; chances pushed to the ends are caught, and by the test as well."""
    rng = np.random.default_rng(2)
    chances = rng.uniform(0.1, 0.9, 2000)
    came = rng.random(2000) < chances
    pairs = list(zip(chances.tolist(), came.tolist(), strict=True))
    assert sum(b.consistent for b in reliability(pairs)) >= 4
    assert abs(spiegelhalter(pairs)) < 3
    pushed = [(min(0.98, max(0.02, p + 0.2 * (1 if p > 0.5 else -1))), y) for p, y in pairs]
    assert sum(b.consistent for b in reliability(pushed)) < 4
    assert abs(spiegelhalter(pushed)) > 3
    assert [b.n for b in reliability(pairs[:3], bands=5)] == [1, 1, 1]


def test_means_say_how_little_is_known() -> None:
    """One deal has no interval; many deals narrow it."""
    assert mean_score([0.2]).interval is None
    few, many = mean_score([0.1, 0.5] * 4), mean_score([0.1, 0.5] * 400)
    assert few.interval is not None
    assert many.interval is not None
    assert many.interval.width < few.interval.width
    assert str(few).endswith("over 8 deals")
    assert mean_score([inf, 1.0]).interval is None


def test_what_is_no_forecast_is_refused() -> None:
    """An outcome that is not in it, chances that do not add up, an order of other things, nothing at all."""
    with pytest.raises(UnknownName):
        brier(CHANCES, "close")
    with pytest.raises(ValueError, match="add to"):
        brier({"closed": 0.5}, "closed")
    with pytest.raises(ValueError, match="order"):
        ranked(CHANCES, "closed", ("closed",))
    with pytest.raises(ValueError, match="no score"):
        mean_score([])
    with pytest.raises(ValueError, match="one half"):
        spiegelhalter([(0.5, True), (1.0, True)])
