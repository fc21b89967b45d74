"""A law as a value: it adds to one or is refused, and answers by ending, by day, by quantile and in print."""

from __future__ import annotations

import importlib.util
from datetime import date

import numpy as np
import pytest

from dealflow.analysis.outcomes.law import OPEN, Law, Method, mixture
from dealflow.errors import DefinitionError, MissingExtra, UnknownName

FIRST = date(2026, 3, 2)
EXACT = Method("exact", "by hand")


def law(scale: float = 1.0, method: Method = EXACT, last: dict[str, float] | None = None) -> Law:
    """Closed on day 2 or 4, lapsed on day 5, else open."""
    mass = np.zeros((2, 8))
    mass[0, 2], mass[0, 4], mass[1, 5] = 0.2 * scale, 0.3 * scale, 0.25 * scale
    return Law(("closed", "lapsed"), FIRST, mass, 1 - 0.75 * scale, method, last=last or {}, title="A deal")


def test_it_answers_by_ending_and_day() -> None:
    """Chances by ending, until and after a day; the horizon; what never comes."""
    one = law()
    assert one.chances == pytest.approx({"closed": 0.5, "lapsed": 0.25, OPEN: 0.25})
    assert one.chance("closed", by=date(2026, 3, 4)) == pytest.approx(0.2)
    assert one.chance("closed", by=date(2026, 3, 3)) == 0.0
    assert one.chance("closed", after=date(2026, 3, 4)) == pytest.approx(0.3)
    assert one.chance(OPEN) == pytest.approx(0.25)
    assert one.horizon == date(2026, 3, 9)
    assert one.closing_day.by(date(2026, 3, 6)) == pytest.approx(0.5)
    with pytest.raises(UnknownName):
        one.chance("close")


def test_quantiles_are_of_those_that_come() -> None:
    """Given a closing, two fifths come on day 2 and the rest on day 4."""
    days = law().closing_day
    assert [days.quantile(q) for q in (0.01, 0.4, 0.41, 1.0)] == [
        date(2026, 3, 4),
        date(2026, 3, 4),
        date(2026, 3, 6),
        date(2026, 3, 6),
    ]
    assert days.mean == date(2026, 3, 5)
    assert days.interval(0.5) == (date(2026, 3, 6), date(2026, 3, 6))
    none = law(0.0).closing_day
    assert (none.quantile(0.5), none.mean, none.interval(0.5)) == (None, None, None)


def test_what_does_not_add_to_one_is_refused() -> None:
    """Mass that is lost, made or negative is an error, never renormalised."""
    for mass, left in (([[0.5]], 0.4), ([[0.5]], 0.5 + 1e-11), ([[1.5]], -0.5)):
        with pytest.raises(DefinitionError):
            Law(("closed",), FIRST, np.array(mass), left, EXACT)
    with pytest.raises(ValueError, match="read-only"):
        law().mass[0, 0] = 1.0


def test_sampled_laws_carry_intervals() -> None:
    """Chances by Wilson, days by order statistics; exact laws have no width."""
    sampled = law(method=Method("sampling", "numpy", seed=7, histories=1000))
    assert law().interval("closed").width == 0.0
    assert 0.5 in sampled.interval("closed")
    assert 0.05 < sampled.interval("closed").width < 0.07
    assert sampled.closing_day.interval(0.4) == (date(2026, 3, 4), date(2026, 3, 6))
    assert "seed 7" in str(sampled)
    assert "1,000 sampled histories" in str(sampled)


def test_it_prints_the_likely_first() -> None:
    """The print names the deal, the method, the endings, the closing days and who was last."""
    text = str(law(last={"birch": 0.75, "alder": 0.25}))
    assert text.splitlines()[:3] == [
        "A deal",
        "How it can end: exact, by hand",
        "  closed       50.00%  ####################",
    ]
    assert "P50 Fri 6 Mar 2026" in text
    assert "Last to clear: birch 75.0%, alder 25.0%" in text
    assert "closed 50.0%" in repr(law())


def test_a_mixture_adds_by_weight() -> None:
    """Half a law that never ends halves every chance; who was last counts by closings."""
    both = mixture([(0.5, law(last={"birch": 1.0})), (0.5, law(0.5, last={"alder": 1.0}))], EXACT)
    assert both.chance("closed") == pytest.approx(0.375)
    assert both.last == pytest.approx({"birch": 2 / 3, "alder": 1 / 3}) or both.last == pytest.approx({"birch": 2 / 3})


def test_it_exports() -> None:
    """Arrays hold every chance; a frame needs a library that is there."""
    arrays = law().to_arrays()
    assert arrays["ending"].tolist() == ["closed", "closed", "lapsed", OPEN]
    assert arrays["chance"].sum() == pytest.approx(1.0)
    assert str(arrays["day"][0]) == "2026-03-04"
    if not any(importlib.util.find_spec(name) for name in ("pandas", "polars")):
        with pytest.raises(MissingExtra):
            law().to_frame()
