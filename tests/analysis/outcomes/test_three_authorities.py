"""The scenario on which every method is measured: its law to twelve digits, and its histories."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

import dealflow as df
from dealflow.analysis.outcomes.exact import exact_law
from dealflow.analysis.outcomes.vector import Vector
from dealflow.analysis.sampling.opening import setting_of
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.setting import Setting

OUTSIDE, EXTENDED = date(2027, 1, 5), date(2027, 4, 5)
ONE = timedelta(days=1)
#: Computed once by hand-written convolution for the same model: closed in time and in the extension, prohibited,
#: lapsed on the first and on the second outside date.
EXPECTED = (0.865636681617, 0.004944761937, 0.121880109414, 0.006428412652, 0.001110034380)


@pytest.fixture(scope="module")
def setting() -> Setting:
    """The scenario, asked on its own day."""
    return setting_of(df.load("three-authorities"))


def test_the_exact_law(setting: Setting) -> None:
    """Five chances to twelve digits, the closing day, and who is last; nothing is left open."""
    law = exact_law(setting)
    found = (
        law.chance("closed", by=OUTSIDE),
        law.chance("closed", after=OUTSIDE),
        law.chance("blocked_by_authority"),
        law.chance("lapsed_outside_date", by=OUTSIDE + ONE),
        law.chance("lapsed_outside_date", after=OUTSIDE + ONE),
    )
    assert found == pytest.approx(EXPECTED, abs=1e-12)
    assert sum(found) == pytest.approx(1.0, abs=1e-12)
    assert law.open == pytest.approx(0.0, abs=1e-12)
    days = [law.closing_day.quantile(q) for q in (0.1, 0.5, 0.9)]
    assert [(day - setting.day).days for day in days if day] == [122, 182, 263]
    assert law.last == pytest.approx({"birch": 0.635, "alder": 0.320, "cedar": 0.045}, abs=0.001)
    assert law.method.exact
    assert "convolution" in law.method.how


def test_closings_fall_on_working_days_and_the_two_ends_on_their_days(setting: Setting) -> None:
    """No mass lies on a rest day, nor beyond the second outside date but the day after it."""
    law = exact_law(setting)
    closed = law.mass[law.endings.index("closed")]
    days = [setting.day + int(d) * ONE for d in np.flatnonzero(closed)]
    assert all(day.weekday() < 5 and day <= EXTENDED for day in days)
    lapsed = np.flatnonzero(law.mass[law.endings.index("lapsed_outside_date")])
    assert [setting.day + int(d) * ONE for d in lapsed] == [OUTSIDE + ONE, EXTENDED + ONE]


def test_numpy_draws_the_histories_of_the_reference(setting: Setting) -> None:
    """Ending, day and the last authority of the first histories."""
    vector = Vector(setting)
    found = vector.histories(20260105, 0, 150)
    for k in range(150):
        expected = sample(setting, 20260105, k)
        assert (vector.endings[found.ending[k]], setting.day + int(found.day[k]) * ONE) == (
            expected.ending,
            expected.day,
        )
        if expected.ending == "closed":
            assert setting.plan.ids[found.last[k]] == expected.last


def test_sampled_chances_lie_by_the_exact_ones(setting: Setting) -> None:
    """The sampled law holds its seed and number, and its intervals at four in a hundred thousand hold the truth."""
    law, exact = Vector(setting).law(5, 100_000), exact_law(setting)
    assert (law.method.seed, law.method.histories) == (5, 100_000)
    for name in law.endings:
        assert exact.chance(name) in law.interval(name, 0.99996)
    low, high = law.closing_day.interval(0.5, 0.9999) or (date.max, date.min)
    assert low <= (exact.closing_day.quantile(0.5) or date.min) <= high


@pytest.mark.parametrize("day", [date(2026, 3, 2), date(2026, 6, 15)])
def test_a_later_question_is_answered_given_the_silence_until_then(day: date) -> None:
    """Asked later with nothing filed meanwhile, exact and sampled laws agree, and less can still come in time."""
    later = setting_of(df.load("three-authorities"), as_of=day)
    law, sampled = exact_law(later), Vector(later).law(1, 60_000)
    assert law.chance("closed", by=OUTSIDE) < EXPECTED[0]
    for name in law.endings:
        assert law.chance(name) in sampled.interval(name, 0.99996)
    found = Vector(later).histories(2, 0, 40)
    assert [(h.ending, h.day) for h in (sample(later, 2, k) for k in range(40))] == [
        (later.endings[e], day + int(d) * ONE) for e, d in zip(found.ending, found.day, strict=True)
    ]
