"""Addressable luck: a uniform number for (seed, history, key of a named source, visit), the same in Python and numpy.

Nothing is drawn in sequence, so chunking, order, workers and machine cannot change a history, any history can be drawn
again by its number, and two alternatives share their luck wherever both ask the same source.

The number is the top 53 bits of ``mix(mix(history * GOLDEN + mix(seed)) ^ mix(mix(key) + visit * GOLDEN))`` with the
finaliser of SplitMix64. The inner mix belongs to the history and is shared by all of its sources; a one-step form,
with key and history added, gives shifted copies of one stream to keys that lie a golden step apart.

A group of alternatives draws its choice and each alternative's delay from sources named apart (``Belief`` names them);
the visit counts the entries into the state, from 0.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from math import ceil
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from numpy import float64, integer, uint64
    from numpy.typing import NDArray

__all__ = [
    "bits_of",
    "histories_mixed",
    "key",
    "limit",
    "mix",
    "source",
    "uniform",
    "uniforms",
    "uniforms_of",
]

_MASK: Final = (1 << 64) - 1
_GOLDEN: Final = 0x9E3779B97F4A7C15
_FIRST: Final = 0xBF58476D1CE4E5B9
_SECOND: Final = 0x94D049BB133111EB
_SCALE: Final = 1.0 / (1 << 53)


def mix(number: int) -> int:
    """The 64 bits of *number* stirred by the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""
    z = number & _MASK
    z = ((z ^ (z >> 30)) * _FIRST) & _MASK
    z = ((z ^ (z >> 27)) * _SECOND) & _MASK
    return z ^ (z >> 31)


def key(name: str) -> int:
    """The 64-bit key of the source called *name*: the same in every process and on every machine."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big")


@lru_cache(maxsize=4096)
def source(key: int, visit: int) -> int:
    """The part of a draw that does not depend on the history."""
    return mix(mix(key) + visit * _GOLDEN)


@lru_cache(maxsize=64)
def _start(seed: int) -> int:
    return mix(seed)


def uniform(seed: int, history: int, key: int, visit: int) -> float:
    """The number in [0, 1) that *history* draws from the source with *key* in its *visit* (0, 1, ...)."""
    own = mix(history * _GOLDEN + _start(seed))
    return (mix(own ^ source(key, visit)) >> 11) * _SCALE


def uniforms(seed: int, histories: NDArray[integer], key: int, visit: int) -> NDArray[float64]:
    """``uniform`` of each of *histories*, bit for bit."""
    return uniforms_of(histories_mixed(seed, histories), key, visit)


def histories_mixed(seed: int, histories: NDArray[integer]) -> NDArray[uint64]:
    """The part of a draw that belongs to each of *histories*; computed once and shared by all of their sources."""
    import numpy as np

    own = histories.astype(np.uint64)
    own *= np.uint64(_GOLDEN)
    own += np.uint64(_start(seed))
    return _mixed(own)


def uniforms_of(mixed: NDArray[uint64], key: int, visit: int) -> NDArray[float64]:
    """``uniforms`` of the histories whose own part is *mixed*."""
    import numpy as np

    stirred = bits_of(mixed, key, visit)
    stirred >>= np.uint64(11)
    return stirred * np.float64(_SCALE)


def bits_of(mixed: NDArray[uint64], key: int, visit: int) -> NDArray[uint64]:
    """The 64 bits of which the top 53 make each number of ``uniforms_of``."""
    import numpy as np

    return _mixed(mixed ^ np.uint64(source(key, visit)))


def limit(threshold: float) -> int:
    """The bits of a draw lie below this whole number exactly where its uniform number lies below *threshold*."""
    return ceil(threshold * (1 << 53)) << 11


def _mixed(z: NDArray[uint64]) -> NDArray[uint64]:
    """``mix`` of each element of *z*, in place."""
    import numpy as np

    by_30, by_27, by_31, first, second = _numbers()
    shifted = z >> by_30
    z ^= shifted
    z *= first
    np.right_shift(z, by_27, out=shifted)
    z ^= shifted
    z *= second
    np.right_shift(z, by_31, out=shifted)
    z ^= shifted
    return z


@lru_cache(maxsize=1)
def _numbers() -> tuple[uint64, ...]:
    import numpy as np

    return tuple(np.uint64(number) for number in (30, 27, 31, _FIRST, _SECOND))
