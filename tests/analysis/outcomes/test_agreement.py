"""The three ways agree: numpy with the reference history by history, the exact law with both by their numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np
import pytest

from analysis.outcomes.small_deals import later, small
from dealflow.analysis.outcomes.engine import Tally
from dealflow.analysis.outcomes.exact import exact_law
from dealflow.analysis.outcomes.ground import Unsolved
from dealflow.analysis.outcomes.law import Law
from dealflow.analysis.outcomes.vector import Vector
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.setting import Setting

HISTORIES, MANY = 40, 1 << 14
SEEDS = range(30)


def surprise(law: Law, seen: np.ndarray) -> float:
    """How many standard deviations the chi-square of *seen* lies above its mean; days hardly expected are pooled."""
    n = seen.sum()
    full = np.vstack([law.mass, np.zeros(law.mass.shape[1])])
    full[-1, -1] = law.open
    expected, observed = full.ravel() * n, seen.ravel()
    assert observed[expected == 0].sum() == 0
    rare = expected < 5
    pooled = [np.append(x[~rare], x[rare].sum()) for x in (expected, observed)]
    expected, observed = (x[pooled[0] > 0] for x in pooled)
    chi, free = ((observed - expected) ** 2 / expected).sum(), max(1, len(expected) - 1)
    return float((chi - free) / (2 * free) ** 0.5)


def settings() -> Iterator[tuple[str, Setting]]:
    """Small deals from their first day, and asked later in the course of one of their histories."""
    for seed in SEEDS:
        yield f"{seed}", small(seed)
        half_way = later(seed)
        if half_way is not None:
            yield f"{seed}, later", half_way


ALL = dict(settings())


def drawn_by_numpy(setting: Setting) -> Vector | None:
    """The engine, or None where the structure is left to the event loop."""
    try:
        return Vector(setting)
    except Unsolved:
        return None


SOLVED = {name: vector for name, setting in ALL.items() if (vector := drawn_by_numpy(setting)) is not None}


def test_nearly_all_can_be_drawn() -> None:
    """What is left to the event loop here is a date that moves on the day that decides, and nothing else."""
    assert len(SOLVED) >= 0.9 * len(ALL)
    assert sum("later" in name for name in SOLVED) >= 10


@pytest.mark.parametrize("name", SOLVED)
def test_numpy_draws_the_histories_of_the_reference(name: str) -> None:
    """The same ending on the same day, for every history of the same seed and number."""
    vector, setting = SOLVED[name], ALL[name]
    found = vector.histories(7, 0, HISTORIES)
    drawn = [
        (vector.endings[ending], setting.day + timedelta(days=int(day)))
        for ending, day in zip(found.ending, found.day, strict=True)
    ]
    expected = [(h.ending, h.day) for h in (sample(setting, 7, k) for k in range(HISTORIES))]
    assert expected == drawn


@pytest.mark.parametrize("name", SOLVED)
def test_the_exact_law_is_that_of_the_histories(name: str) -> None:
    """Chi-square over all endings and days of many histories; what the law holds impossible never comes."""
    try:
        law = exact_law(ALL[name])
    except Unsolved:
        assert name not in EXACT
        return
    seen, _ = SOLVED[name].counts(11, 0, MANY)
    assert surprise(law, seen) < 5


def solvable(setting: Setting) -> bool:
    """True if some exact method covers it."""
    try:
        exact_law(setting)
    except Unsolved:
        return False
    return True


EXACT = {name for name in SOLVED if solvable(ALL[name])}


def test_most_have_an_exact_law() -> None:
    """The structure test lets through the greater part of such deals."""
    assert len(EXACT) >= 0.9 * len(SOLVED)


@pytest.mark.parametrize("name", SOLVED)
def test_counts_are_those_of_the_histories(name: str) -> None:
    """What is counted where it is drawn is what the histories say one by one: ending and day, and who was last."""
    vector = SOLVED[name]
    found, (table, last) = vector.histories(9, 5, 2000), vector.counts(9, 5, 2000)
    tally = Tally(ALL[name])
    tally.add(found)
    assert (tally.table == table).all()
    assert (tally.last == last).all()


def test_chunks_change_nothing() -> None:
    """However the histories are cut up, each is the same."""
    vector = SOLVED["0"]
    whole = vector.histories(3, 0, 300)
    parts = [vector.histories(3, first, 100) for first in (200, 0, 100)]
    for name in ("ending", "day", "last"):
        pieces = [getattr(part, name) for part in (parts[1], parts[2], parts[0])]
        assert (getattr(whole, name) == np.concatenate(pieces)).all()
