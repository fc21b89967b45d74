"""The numbers a history draws: the same in Python and numpy, for ever, and spread as they should be."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dealflow.analysis.sampling.draws import bits_of, histories_mixed, key, limit, uniform, uniforms, uniforms_of

KEY = 0xB36A14B5D8891B7C
NUMBERS = [0.6574104003927861, 0.4649448379351381, 0.8842442331875604]
WORDS = st.integers(min_value=0, max_value=2**64 - 1)
SEEDS = st.integers(min_value=-(2**70), max_value=2**70)


@given(SEEDS, st.lists(st.integers(0, 2**62), min_size=1, max_size=20), WORDS, st.integers(0, 1000))
def test_both_forms_agree_bit_for_bit(seed: int, histories: list[int], word: int, visit: int) -> None:
    """Arrays give exactly the numbers of plain Python."""
    expected = [uniform(seed, h, word, visit) for h in histories]
    many = np.array(histories, dtype=np.int64)
    assert expected == uniforms(seed, many, word, visit).tolist()
    assert expected == uniforms_of(histories_mixed(seed, many), word, visit).tolist()
    assert all(0 <= u < 1 for u in expected)


@given(st.floats(0, 1), WORDS)
def test_bits_lie_below_a_limit_where_the_number_lies_below_its_threshold(threshold: float, word: int) -> None:
    """Whole numbers decide as the uniform number does, of any draw and of those beside the threshold."""
    edge = int(threshold * 2**53) << 11
    beside = [edge - (1 << 11), edge - 1, edge, edge + 1, edge + (1 << 11) - 1, edge + (1 << 11)]
    for bits in [word, *(b for b in beside if 0 <= b < 2**64)]:
        assert (bits < limit(threshold)) == ((bits >> 11) / 2**53 < threshold)


@given(SEEDS, st.lists(st.integers(0, 2**62), min_size=1, max_size=20), WORDS, st.integers(0, 1000))
def test_a_number_is_the_leading_bits_of_a_draw(seed: int, histories: list[int], word: int, visit: int) -> None:
    """The 64 bits of a draw, cut to 53, are the uniform number."""
    bits = bits_of(histories_mixed(seed, np.array(histories, dtype=np.int64)), word, visit)
    assert [(b >> 11) / 2**53 for b in bits.tolist()] == [uniform(seed, h, word, visit) for h in histories]


def test_numbers_never_change() -> None:
    """A seed written down today tells the same histories tomorrow."""
    assert key("us.cfius/review") == KEY
    assert [uniform(1, h, KEY, 0) for h in range(3)] == NUMBERS


def test_arguments_are_left_alone() -> None:
    """Drawing changes neither the histories nor their mixed form."""
    many = np.arange(5)
    mixed = histories_mixed(3, many)
    before = mixed.copy()
    uniforms_of(mixed, 7, 0)
    assert many.tolist() == [0, 1, 2, 3, 4]
    assert (mixed == before).all()


def test_sources_visits_seeds_and_histories_are_strangers() -> None:
    """Pairs of sources, of visits, of seeds and of neighbouring histories fill a 16 by 16 board evenly."""
    n = 1 << 18
    many = np.arange(n)
    streams = [
        uniforms(1, many, key("a"), 0),
        uniforms(1, many, key("b"), 0),
        uniforms(1, many, key("a"), 1),
        uniforms(1, many, key("a") + 0x9E3779B97F4A7C15, 0),
        uniforms(2, many, key("a"), 0),
        uniforms(1, many + 1, key("a"), 0),
    ]
    for i, one in enumerate(streams):
        for other in streams[:i]:
            board = np.bincount((one * 16).astype(int) * 16 + (other * 16).astype(int), minlength=256)
            chi = ((board - n / 256) ** 2 / (n / 256)).sum()
            assert chi < 255 + 5 * (2 * 255) ** 0.5
