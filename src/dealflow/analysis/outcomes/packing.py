"""The end of a history as one whole number, of which the least is what happens: when, in which order, and what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from dealflow.analysis.outcomes.moves import AT_BITS
from dealflow.analysis.sampling.setting import OPEN

if TYPE_CHECKING:
    from numpy import int8, int32, int64
    from numpy.typing import NDArray

__all__ = ["Histories", "Packing"]


class Histories(NamedTuple):
    """Ends of histories: the number of the ending (the last is still open), the day from the start, who was last.

    *last* is the number of the process that made way last where the deal closed, else -1.
    """

    ending: NDArray[int8]
    day: NDArray[int32]
    last: NDArray[int32]
    terms: NDArray[int8] | None = None


class Packing:
    """How ends are packed: the moment, the order among what falls on it, and the outcome in the lowest bits.

    *ranks* are all orders that occur, each with the number of what has it, and *awaited* the processes that can make
    way last. What lies at or beyond *days* is still open.
    """

    def __init__(
        self, days: int, endings: Sequence[str], awaited: Iterable[int], ranks: Iterable[tuple[int, int]]
    ) -> None:
        import numpy as np

        self.days = days
        closed = [e for e, name in enumerate(endings) if name.startswith("closed")]
        self.outcomes: list[tuple[int, int]] = [(e, -1) for e in range(len(endings))]
        self.outcomes += [(e, k) for e in closed for k in awaited]
        self.number: dict[tuple[int, int], int] = {one: n for n, one in enumerate(self.outcomes)}
        self.order: dict[tuple[int, int], int] = {rank: n for n, rank in enumerate(sorted(set(ranks)))}
        self.low: int = len(self.outcomes).bit_length()
        self.high: int = self.low + len(self.order).bit_length()
        self.open: int = endings.index(OPEN)
        self.never: int = (days << AT_BITS << self.high) | self.open
        self.dtype: type[Any] = np.int32 if self.never < 1 << 30 else np.int64

    def outcome(self, ending: int, last: int = -1) -> int:
        """The number of an ending, with the process that made way last if the deal closed."""
        return self.number.get((ending, last), self.number[ending, -1])

    def label(self, rank: tuple[int, int], outcome: int) -> int:
        """The bits below the moment."""
        return self.order[rank] << self.low | outcome

    def ends(self, keys: NDArray[Any]) -> Histories:
        """What the packed *keys* say."""
        import numpy as np

        outcome = keys & ((1 << self.low) - 1)
        ending = np.array([e for e, _ in self.outcomes], np.int8)[outcome]
        last = np.array([k for _, k in self.outcomes], np.int32)[outcome]
        day = (keys >> self.high + AT_BITS).astype(np.int32)
        beyond = (day >= self.days) | (ending == self.open)
        ending[beyond], day[beyond], last[beyond] = self.open, self.days - 1, -1
        return Histories(ending, day, last)

    def tallied(self, keys: NDArray[Any]) -> NDArray[int64]:
        """How often each day and outcome comes among *keys*."""
        import numpy as np

        cells = keys >> self.high + AT_BITS
        cells <<= self.low
        cells |= keys & ((1 << self.low) - 1)
        return np.bincount(cells, minlength=(self.days + 1) << self.low)

    def told(self, tally: NDArray[int64], processes: int) -> tuple[NDArray[int64], NDArray[int64]]:
        """From such a *tally* how many came to each ending on each day, and how many were closed last by each process.

        The second has one entry more than there are *processes*, the first for those in which nobody was last.
        """
        import numpy as np

        by_day = tally.reshape(-1, 1 << self.low)
        table = np.zeros((self.open + 1, self.days), dtype=np.int64)
        last = np.zeros(processes + 1, dtype=np.int64)
        for number, (ending, k) in enumerate(self.outcomes):
            counts = by_day[: self.days, number]
            if ending == self.open:
                table[-1, -1] += counts.sum()
                last[0] += counts.sum()
                continue
            table[ending] += counts
            last[k + 1] += counts.sum()
        beyond = by_day[self.days :].sum()
        table[-1, -1] += beyond
        last[0] += beyond
        return table, last
