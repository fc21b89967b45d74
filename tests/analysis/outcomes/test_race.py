"""Races of independent sources against a plain sum over all combinations."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dealflow.analysis.outcomes.race import race


@given(st.integers(0, 2**32 - 1), st.integers(1, 3), st.integers(1, 4))
def test_against_all_combinations(seed: int, sources: int, moments: int) -> None:
    """First come, first served; at one moment the lower rank; the chances add up with that of nobody coming."""
    rng = np.random.default_rng(seed)
    built = []
    for s in range(sources):
        acts = int(rng.integers(1, 3))
        raw = rng.random((acts, moments + 1))
        raw /= raw.sum()
        # what is left over in the last column never comes
        built.append([(int(10 * s + k), row[:moments].copy()) for k, row in enumerate(raw)])
    got = race(built)
    expected = [[np.zeros(moments) for _ in source] for source in built]
    nobody = 0.0
    menus = []
    for s, source in enumerate(built):
        menu = [(t, rank, s, a, mass[t]) for a, (rank, mass) in enumerate(source) for t in range(moments)]
        menus.append([*menu, (moments, 99, s, 0, 1 - sum(mass.sum() for _, mass in source))])
    for combination in product(*menus):
        chance = float(np.prod([c[4] for c in combination]))
        t, _, s, a, _ = min(combination)
        if t == moments:
            nobody += chance
        else:
            expected[s][a][t] += chance
    for mine, theirs in zip(got, expected, strict=True):
        for one, other in zip(mine, theirs, strict=True):
            np.testing.assert_allclose(one, other, atol=1e-12)
    assert abs(sum(float(o.sum()) for won in got for o in won) + nobody - 1) < 1e-12
