"""Ctrl-C while histories are drawn gives what was drawn or nothing, never a mixture; and what cannot be asked."""

from __future__ import annotations

import pytest

import dealflow as df
from dealflow.analysis.compare.portfolio import table_of
from dealflow.analysis.compare.sensitivity import sensitivity
from dealflow.analysis.compare.target import How
from dealflow.analysis.outcomes.engine import Loop
from dealflow.errors import UnknownName
from dealflow.scenario import Holding, Scenario, load


@pytest.fixture(scope="module")
def deal() -> Scenario:
    """The founding case, which is sampled."""
    return load("tiktok-2020")


def stop(_done: int, _whole: int) -> None:
    """As Ctrl-C does."""
    raise KeyboardInterrupt


def test_a_comparison_gives_what_was_drawn_and_says_so(deal: Scenario) -> None:
    """A contiguous prefix of the pairs, and no further alternative has its turn."""
    found = df.compare(deal, "calm", "no_licence", histories=10**6, progress=stop)
    (one,) = found
    n = one.method.histories

    assert 0 < n < 10**6
    assert one.method.reason.endswith(f"interrupted after {n:,} of 1,000,000")
    assert "interrupted" in found.law.method.reason
    assert df.compare(deal, "calm", histories=n)["calm"].closes == one.closes


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every engine is stopped in its second part."""
    drawn = Loop.histories

    def histories(self: Loop, seed: int, first: int, n: int) -> object:
        """The first part only."""
        if first:
            raise KeyboardInterrupt
        return drawn(self, seed, first, min(n, 50))

    monkeypatch.setattr(Loop, "histories", histories)


@pytest.mark.usefixtures("interrupted")
def test_an_answer_made_of_many_laws_is_given_up(deal: Scenario) -> None:
    """Fewer histories in one of them would be another luck."""
    with pytest.raises(KeyboardInterrupt):
        sensitivity(deal, "causes.political_temperature.easing", how=How(histories=200_000))
    with pytest.raises(KeyboardInterrupt):
        table_of([Holding("tiktok-2020", deal, None, "")], how=How(histories=200_000))


def test_keys_and_numbers_that_cannot_be_are_told() -> None:
    """A misspelt key of an alternative with what was meant, a number of histories in a sentence."""
    deal = load("three-authorities")

    with pytest.raises(UnknownName, match="did you mean 'numbers'"):
        df.compare(deal, {"number": {}})
    for ask in (df.outcomes, df.compare):
        with pytest.raises(ValueError, match="1 at the least"):
            ask(deal, histories=-5, method="sampling")
