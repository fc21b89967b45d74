"""The event loop over tables: the same histories as the reference, event by event."""

from __future__ import annotations

import ast
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as configured
from hypothesis import strategies as st

from dealflow.analysis.sampling import drawing, fast, loop
from dealflow.analysis.sampling.compiler import Compiled, compiled
from dealflow.analysis.sampling.draws import key, mix, source, uniform
from dealflow.analysis.sampling.fast import CACHE, can_compile, compiled_run, known_here
from dealflow.analysis.sampling.opening import setting_of
from dealflow.analysis.sampling.packing import packed, rewritten
from dealflow.analysis.sampling.plain import plain_run
from dealflow.analysis.sampling.recent import Recent
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.setting import OPEN, Setting
from dealflow.analysis.sampling.tables import Tables
from dealflow.scenario import load
from dealflow.testing.beliefs import settings

_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def told(ready: Compiled, seed: int, index: int) -> tuple[tuple[int, ...], list[tuple[str, str, str, str, int]]]:
    """One history as the tables tell it: how it ends, and its events."""
    assert ready.tables is not None
    out: list[list[int]] = [[0], [0], [0], [0], [0]]
    trace, levels = [0] * 4001, [0] * max(1, len(ready.setting.causes))
    loop.run(ready.tables, mix(seed), index, 1, *out, levels, trace)  # type: ignore[call-arg]
    settled: list[list[int]] = [[0], [0], [0], [0], [0]]
    again, levels = [0] * 4001, [0] * len(levels)
    plain_run(ready.tables)(mix(seed), index, 1, *settled, levels, again)
    assert (settled, again) == (out, trace), "the loop made for the deal tells another history"
    ids = ready.setting.plan.ids
    rows = [(ready.rows[trace[1 + 2 * k]][0], trace[2 + 2 * k]) for k in range(trace[0])]
    return tuple(one[0] for one in out), [(ids[r.i], r.action, r.source, r.target, day) for r, day in rows]


def same(ready: Compiled, seed: int, index: int) -> bool:
    """Compare one history with the reference; False if the tables leave it to the reference."""
    setting = ready.setting
    (ending, day, last, by, terms), events = told(ready, seed, index)
    if ending == loop.ASK:
        return False
    history = sample(setting, seed, index)
    assert events == [(e.process, e.action, e.was, e.now, (e.on - setting.day).days) for e in history.events]
    name = OPEN if ending < 0 else setting.deal.endings[ending].name
    assert (name, day) == (history.ending, (history.day - setting.day).days)
    assert (history.last, history.by) == tuple(setting.plan.ids[n] if n >= 0 else "" for n in (last, by))
    assert ready.terms[terms] == history.terms
    return True


@configured(max_examples=80, deadline=None, suppress_health_check=_SLOW)
@given(settings(most=3), st.integers(0, 999))
def test_the_loop_tells_the_same_histories(setting: Setting, index: int) -> None:
    """Over random deals, beliefs and pasts, every event is on the same day as by the reference."""
    ready = compiled(setting)
    if ready.tables is None or setting.ended is not None:
        assert ready.reasons or setting.ended
        return
    for k in range(index, index + 4):
        same(ready, 11, k)


def test_what_the_tables_cannot_tell_is_named() -> None:
    """A clock that another process stops is left to the reference, and the result says so."""
    found: list[str] = []

    @configured(max_examples=60, deadline=None, suppress_health_check=_SLOW, database=None)
    @given(settings(stops=True))
    def look(setting: Setting) -> None:
        found.extend(compiled(setting).reasons)

    look()
    assert any("is stopped by overlay" in reason for reason in found)


@pytest.mark.parametrize("name", ["two-approvals", "three-authorities", "tiktok-2020"])
def test_shipped_scenarios_compile(name: str) -> None:
    """The tables tell the shipped examples, and tell them as the reference does."""
    ready = compiled(setting_of(load(name)))

    assert () == ready.reasons
    assert all(same(ready, 1, index) for index in range(60))


def test_draws_are_those_of_the_library() -> None:
    """The loop draws what ``draws`` draws."""
    for seed in (0, 5, 1 << 40):
        for history in (0, 1, 10**9):
            own = drawing.own_luck(history, mix(seed))
            assert uniform(seed, history, key("a"), 3) == drawing.draw(own, source(key("a"), 3))


def _packed_run(tables: Tables) -> Any:
    """The rewritten loop, run by Python itself."""
    known: dict[str, Any] = {"own_luck": drawing.own_luck, "draw": drawing.draw, "unsigned": int}
    exec(compile(rewritten(tables), "rewritten", "exec"), known)
    return known["run"]


def test_the_rewritten_loop_is_the_same() -> None:
    """What the compiler is given tells the same histories; no table is left unpacked."""
    pytest.importorskip("numpy")
    ready = compiled(setting_of(load("three-authorities")))
    assert ready.tables is not None
    left = [n for n in ast.walk(rewritten(ready.tables)) if isinstance(n, ast.Name) and n.id in ("t", "s")]
    assert [] == left
    out: list[list[int]] = [[0] * 200 for _ in range(5)]
    again: list[list[int]] = [[0] * 200 for _ in range(5)]
    loop.run(ready.tables, mix(2), 7, 200, *out, [0], [])  # type: ignore[call-arg]
    _packed_run(ready.tables)(*(part.tolist() for part in packed(ready.tables)), mix(2), 7, 200, *again, [0], [])

    assert again == out


needs_numba = pytest.mark.skipif(not can_compile(), reason="numba is not installed")


@needs_numba
@pytest.mark.parametrize("name", ["three-authorities", "tiktok-2020"])
def test_the_compiled_loop_is_the_same(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiled, the loop tells the same histories, shared causes and changes of terms included."""
    np = pytest.importorskip("numpy")
    monkeypatch.setenv(CACHE, str(tmp_path))
    monkeypatch.setattr(fast, "_KNOWN", Recent())  # whoever compiled it before kept it elsewhere
    ready = compiled(setting_of(load(name)))
    assert ready.tables is not None
    out: list[list[int]] = [[0] * 500 for _ in range(5)]
    levels = [0] * max(1, len(ready.setting.causes))
    loop.run(ready.tables, mix(2), 0, 500, *out, levels, [])  # type: ignore[call-arg]
    assert not known_here(ready.tables)
    for _ in range(2):
        arrays = [np.zeros(500, np.int64) for _ in range(5)]
        compiled_run(ready.tables)(mix(2), 0, 500, *arrays, np.array(levels), np.zeros(0, np.int64))

        assert out == [array.tolist() for array in arrays]
    assert known_here(ready.tables)


@needs_numba
def test_the_loop_is_compiled_without_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing may be written, the loop is compiled all the same."""
    np = pytest.importorskip("numpy")
    monkeypatch.setenv(CACHE, "")
    monkeypatch.setattr(fast, "_KNOWN", Recent())
    ready = compiled(setting_of(load("two-approvals"), horizon=date(2022, 1, 1)))
    assert ready.tables is not None
    out: list[list[int]] = [[0] * 50 for _ in range(5)]
    plain_run(ready.tables)(mix(2), 0, 50, *out, [0] * 8, [])
    arrays = [np.zeros(50, np.int64) for _ in range(5)]
    compiled_run(ready.tables)(mix(2), 0, 50, *arrays, np.zeros(8, np.int64), np.zeros(0, np.int64))

    assert out == [array.tolist() for array in arrays]
    assert not known_here(ready.tables)


def test_only_so_many_compiled_deals_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest go, with what the compiler kept of them; nothing else in the folder is touched."""
    kept = tmp_path / "__pycache__"
    kept.mkdir()
    (tmp_path / "mine.py").write_text("")
    for n in range(fast.MOST_KEPT + 3):
        old = tmp_path / f"deal_{n:03}.py"
        old.write_text("")
        os.utime(old, (n, n))
        (kept / f"deal_{n:03}.run-1.py311.nbi").write_text("")
    fast._write(tmp_path / "deal_new.py", "x = 1\n")

    assert len(list(tmp_path.glob("deal_*.py"))) == fast.MOST_KEPT
    assert (tmp_path / "deal_new.py").read_text() == "x = 1\n"
    assert (tmp_path / "mine.py").exists()
    assert {path.stem.split(".")[0] for path in kept.iterdir()} == {p.stem for p in tmp_path.glob("deal_0*.py")}


def test_what_was_made_can_be_made_after_a_fork() -> None:
    """A process that is forked while another thread makes a loop makes its own."""
    known: Recent[int] = Recent()
    with known._lock:
        known._unlocked()  # as the forked process does
        ready = compiled(setting_of(load("two-approvals")))
        assert ready.tables is not None
        assert known.get(ready.tables, lambda _: 7) == 7
