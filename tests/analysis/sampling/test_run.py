"""Many histories: chunks, mappers, interruption, and one history told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from typing import Any

import pytest

from dealflow.analysis.sampling.opening import setting_of
from dealflow.analysis.sampling.reference import sample
from dealflow.analysis.sampling.run import Sample, draw_histories
from dealflow.analysis.sampling.setting import Setting
from dealflow.analysis.sampling.story import summary, tell
from dealflow.scenario import load


@pytest.fixture(scope="module")
def three() -> Setting:
    """The example of three authorities."""
    return setting_of(load("three-authorities"))


@pytest.fixture(scope="module")
def drawn(three: Setting) -> Sample:
    """Six hundred histories of it."""
    return draw_histories(three, 600, seed=4, engine="python", keep=True)


def test_the_engines_agree(three: Setting, drawn: Sample) -> None:
    """The reference and the loop count the same."""
    reference = draw_histories(three, 100, seed=4, engine="reference", keep=True)

    assert drawn.each is not None
    assert reference.each == drawn.each[:100]
    assert ("reference", 100) == (reference.engine, reference.referred)
    assert 600 == sum(drawn.endings.values())


@pytest.mark.parametrize("chunk", [1, 37, 600, 10_000])
def test_chunks_make_no_difference(three: Setting, drawn: Sample, chunk: int) -> None:
    """A history is the same in whatever chunk it is drawn."""
    again = draw_histories(three, 600, seed=4, engine="python", chunk=chunk)

    assert again.counts == drawn.counts


def test_a_range_is_a_part(three: Setting, drawn: Sample) -> None:
    """Histories 200 to 299 drawn alone are those of the whole."""
    part = draw_histories(three, 100, seed=4, first=200, engine="python", keep=True)

    assert drawn.each is not None
    assert part.each == drawn.each[200:300]


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_workers_make_no_difference(three: Setting, drawn: Sample, pool: Any) -> None:
    """Any executor gives the same counts."""
    with pool(2) as workers:
        again = draw_histories(three, 600, seed=4, engine="python", chunk=150, mapper=workers)

    assert again.counts == drawn.counts


def test_an_interruption_keeps_what_is_done(three: Setting, drawn: Sample) -> None:
    """Ctrl-C returns the histories drawn so far: the first of them, without a gap."""

    def broken(work: Callable[[tuple[int, int]], Any], parts: Iterable[tuple[int, int]]) -> Iterator[Any]:
        for part in parts:
            if part[0] >= 300:
                raise KeyboardInterrupt
            yield work(part)

    seen: list[tuple[int, int]] = []
    again = draw_histories(
        three, 600, seed=4, engine="python", chunk=100, mapper=broken, keep=True,
        progress=lambda done, of: seen.append((done, of)),
    )  # fmt: skip

    assert again.interrupted
    assert drawn.each is not None
    assert (300, drawn.each[:300]) == (again.number, again.each)
    assert [(100, 600), (200, 600), (300, 600)] == seen


def test_an_unknown_engine_is_refused(three: Setting) -> None:
    """An engine that does not exist is named with those that do."""
    with pytest.raises(ValueError, match="none of auto, numba, python, reference"):
        draw_histories(three, 1, engine="quick")


def test_a_history_is_told(three: Setting) -> None:
    """Each event is told with its day and the reason why it comes then."""
    history = sample(three, 4, 17)
    told = tell(three, history)

    assert len(told) == len(history.events)
    assert all(one.text and one.why for one in told)
    assert any("believed with chance" in str(one) for one in told)
    assert summary(history).startswith(f"history 17: {history.ending} on ")
