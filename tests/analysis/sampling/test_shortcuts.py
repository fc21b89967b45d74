"""What spares the event loop work takes nothing away that matters."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as configured
from hypothesis import strategies as st

from dealflow.analysis.sampling import drawing, loop
from dealflow.analysis.sampling.compiler import compiled
from dealflow.analysis.sampling.days import NEVER
from dealflow.analysis.sampling.draws import mix
from dealflow.analysis.sampling.opening import setting_of
from dealflow.analysis.sampling.setting import Setting
from dealflow.analysis.sampling.shortcuts import _BY_EPOCH, _epochs, _guides, _simple
from dealflow.analysis.sampling.standing import Standing, standing_of
from dealflow.analysis.sampling.tables import (
    END,
    EXTEND,
    LENGTH,
    RESTART,
    RESUME,
    SETDAY,
    START_IF,
    STOP,
    TOUCH,
    Tables,
)
from dealflow.scenario import load
from dealflow.testing.beliefs import settings


@st.composite
def by_epoch(draw: st.DrawFn) -> dict[str, Any]:
    """Tables of up to five epochs, in which little changes from one to the next."""
    many = draw(st.integers(1, 5))
    rows = st.lists(st.lists(st.integers(0, 1), min_size=many, max_size=many), max_size=2)
    tables = {name: [value for row in draw(rows) for value in row] for name in _BY_EPOCH}
    return {"epochs": list(range(0, 10 * many, 10)), **tables}


@given(by_epoch())
def test_every_epoch_counts_as_before(tables: dict[str, Any]) -> None:
    """On each day of an announcement the tables say what they said, and no two neighbours say the same."""
    many, fewer = len(tables["epochs"]), _epochs(tables)
    kept = len(fewer["epochs"])
    columns = [[fewer[name][k::kept] for name in _BY_EPOCH] for k in range(kept)]

    for e, day in enumerate(tables["epochs"]):
        now = max(k for k, first in enumerate(fewer["epochs"]) if first <= day)
        assert columns[now] == [tables[name][e::many] for name in _BY_EPOCH]
    assert all(one != other for one, other in pairwise(columns))


@pytest.mark.parametrize("kind", [EXTEND, LENGTH, SETDAY, STOP, RESUME])
def test_a_clock_that_is_changed_is_not_simple(kind: int) -> None:
    """Starting and ending keep a clock simple; whatever else is done to it, or was, does not."""
    blank = {"run0": [0, 0], "length0": [0, 0], "fixed0": [NEVER, NEVER], "count0": [0, 0], "c_frozen": [0, 0]}
    harmless = {"o_kind": [START_IF, RESTART, END, TOUCH], "o_clock": [0, 0, 0, 0]}

    assert _simple(blank | harmless) == [1, 1]
    assert _simple(blank | {"o_kind": [END, kind], "o_clock": [1, 1]}) == [1, 0]
    for name, value in (("length0", 1), ("fixed0", 5), ("count0", 2), ("c_frozen", 1)):
        assert _simple(blank | harmless | {"run0": [1, 0], name: [value, blank[name][1]]}) == [0, 1]


@given(st.lists(st.integers(1, 9), min_size=2, max_size=12), st.floats(0, 1, exclude_max=True))
def test_a_guide_begins_at_or_before_what_is_sought(weights: list[int], u: float) -> None:
    """From where the guide begins, walking on finds the first threshold above the number drawn."""
    reach = [sum(weights[: k + 1]) / sum(weights) for k in range(len(weights))]
    made = _guides({"reach": reach, "h_delay": [0], "h_delay_end": [len(reach)], "zh_delay": [], "zh_delay_end": []})
    k = made["guide"][made["h_guide"][0] + int(u * made["buckets"])]
    while u >= reach[k]:
        k += 1

    assert k == next(n for n, limit in enumerate(reach) if limit > u)


def _watched(t: Tables, s: Standing, head: int, n_active: int, day: int, terms: int, changed: int, over: int) -> Any:
    """``looked_over``, after trying that every group which it passes by would do nothing and learn nothing."""
    for n in range(n_active):
        g = s.active[n]
        passed = s.idle[g] > day and not (s.watch[g] & changed and not s.fresh[0] <= n < s.fresh[1])
        if n < head or passed:
            other = Standing(*(list(one) for one in s))
            assert drawing.looked_at(t, other, g, day, terms, over) < 0
            assert other.since[g] == s.since[g]
    return drawing.looked_over(t, s, head, n_active, day, terms, changed, over)


def _tried(setting: Setting, first: int, number: int) -> None:
    ready = compiled(setting)
    if ready.tables is None or setting.ended is not None:
        return
    out = [[0] * number for _ in range(5)]
    loop.run(ready.tables, mix(11), first, number, *out, [0] * max(1, len(setting.causes)), [])  # type: ignore[call-arg]


@pytest.fixture
def _passed_by(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "looked_over", _watched)


@pytest.mark.usefixtures("_passed_by")
@configured(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(settings(most=3), st.integers(0, 999))
def test_whoever_is_passed_by_would_do_nothing(setting: Setting, first: int) -> None:
    """Over random deals, a group is left alone only on days on which it can neither act nor begin to be able to."""
    _tried(setting, first, 3)


@pytest.mark.usefixtures("_passed_by")
@pytest.mark.parametrize("name", ["two-approvals", "three-authorities", "tiktok-2020"])
def test_nobody_is_passed_by_in_the_shipped_examples(name: str) -> None:
    """The same for deals whose terms, dates and clocks change."""
    _tried(setting_of(load(name)), 0, 150)


def test_a_group_that_waits_for_a_last_day_watches_its_clock() -> None:
    """Drawn on entering its state, it is due on the last day as it stands, and is looked at when that moves."""
    t = compiled(setting_of(load("three-authorities"))).tables
    assert t is not None
    seen = 0
    for g in range(len(t.g_first)):
        s = standing_of(t)
        s.running[:], s.last[:] = [1] * len(s.running), list(range(50, 50 + len(s.last)))
        if drawing.drawn(t, s, g, 0, 7, drawing.own_luck(3, mix(1)), [0]) and t.w_kind[s.wait[g]] == 2:
            seen += 1
            c = t.w_of[s.wait[g]]
            assert s.watch[g] == t.w_bit[s.wait[g]] != 0
            assert s.idle[g] == s.last[c] - t.w_less[s.wait[g]]
    assert seen > 5


def test_an_act_that_stays_leaves_nobody_fresh() -> None:
    """What it changes is looked at by all, those drawn by the event before it included."""
    t = compiled(setting_of(load("three-authorities"))).tables
    assert t is not None
    s = standing_of(t)
    s.active[:4], s.fresh[:] = [3, 5, 8, 9], [1, 3]

    assert drawing.spent(s, 1, 4) == 3
    assert s.active[:3] == [3, 8, 9]
    assert not any(s.fresh[0] <= n < s.fresh[1] for n in range(3))
