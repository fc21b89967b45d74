"""Races: several sources, each naming at most one act and its day, of which the earliest counts.

Within a source the acts exclude one another; the sources are independent. At one moment the lower rank goes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

__all__ = ["race"]

Source = Sequence[tuple[int, "NDArray[float64]"]]
"""Acts of one source: the rank of each and its chance at each moment."""


def race(sources: Sequence[Source]) -> list[list[NDArray[float64]]]:
    """The chance at each moment that each act of each of *sources* comes first of all."""
    import numpy as np

    if len(sources) == 1:
        return [[chances for _, chances in sources[0]]]
    reached = [[np.cumsum(chances, axis=-1) for _, chances in source] for source in sources]
    out = []
    for source in sources:
        won = []
        for rank, chances in source:
            first = chances.copy()
            for other, cumulative in zip(sources, reached, strict=True):
                if other is not source:
                    first *= _not_before(rank, other, cumulative)
            won.append(first)
        out.append(won)
    return out


def _not_before(rank: int, other: Source, reached: list[NDArray[float64]]) -> NDArray[float64]:
    """The chance at each moment that nothing of *other* has come before an act of *rank* at that moment."""
    import numpy as np

    left = np.ones_like(reached[0])
    for (theirs, chances), so_far in zip(other, reached, strict=True):
        left -= so_far if theirs < rank else so_far - chances
    return left
