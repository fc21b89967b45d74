"""Some histories drawn together: the part of their luck that is their own, and the level of each cause in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TYPE_CHECKING, Final

from dealflow.analysis.outcomes.tables import limits_of, place_of
from dealflow.analysis.sampling.draws import bits_of
from dealflow.analysis.sampling.setting import Setting

if TYPE_CHECKING:
    from numpy import int64, uint64
    from numpy.typing import NDArray

__all__ = ["ALL", "Lot"]

ALL: Final = None
"""In place of the numbers of some histories: all of them."""


class Lot:
    """Histories of *setting* whose luck is *mixed*; the levels of causes are drawn when they are asked for."""

    def __init__(self, setting: Setting, mixed: NDArray[uint64]) -> None:
        self.setting = setting
        self.mixed = mixed
        self._levels: dict[str, NDArray[int64]] = {}

    def __len__(self) -> int:
        return len(self.mixed)

    def part(self, who: NDArray[int64]) -> Lot:
        """The histories at the places *who*."""
        return Lot(self.setting, self.mixed[who])

    def _level(self, cause: str) -> NDArray[int64]:
        if cause not in self._levels:
            limits = limits_of(self.setting.level_thresholds[cause])
            bits = bits_of(self.mixed, self.setting.cause_keys[cause], 0)
            self._levels[cause] = place_of(bits, limits)
        return self._levels[cause]

    def by_level(
        self, causes: Iterable[str], who: NDArray[int64] | None = ALL
    ) -> Iterator[tuple[dict[str, str], NDArray[int64] | None]]:
        """The places in *who* of the histories under each combination of levels of *causes* that there is."""
        import numpy as np

        asked = [cause for cause in causes if cause in self.setting.levels]
        if not asked:
            yield {}, ALL
            return
        code = np.zeros(1, dtype=np.int64)
        for cause in asked:
            level = self._level(cause)
            code = code * len(self.setting.levels[cause]) + (level if who is ALL else level[who])
        labels = product(*([label for label, _ in self.setting.levels[cause]] for cause in asked))
        for number, combination in enumerate(labels):
            some = (code == number).nonzero()[0]
            if len(some):
                yield dict(zip(asked, combination, strict=True)), some
