"""Many histories at once with numpy: the same draws and the same ends as the reference, history by history.

It serves where at most one process waits for others; each of the others is walked visit by visit, and what they come
to meets in the one that waits. Anything else is for the event loop.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from dealflow.analysis.outcomes.ground import Ground, Unsolved
from dealflow.analysis.outcomes.law import Law, Method
from dealflow.analysis.outcomes.lots import Lot
from dealflow.analysis.outcomes.meeting import Meeting
from dealflow.analysis.outcomes.packing import Histories, Packing
from dealflow.analysis.outcomes.structure import shape_of
from dealflow.analysis.outcomes.walks import Walker
from dealflow.analysis.sampling.draws import histories_mixed
from dealflow.analysis.sampling.setting import Setting

if TYPE_CHECKING:
    from numpy import int64, uint64
    from numpy.typing import NDArray

__all__ = ["BLOCK", "Histories", "Vector"]

BLOCK: Final = 1 << 16
"""So many histories at a time: enough that visits of a few count for little, and little enough for the cache."""


class Vector:
    """A setting ready to be drawn from with numpy; raises Unsolved with the reason where its structure is too rich."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        self.endings: tuple[str, ...] = setting.endings
        _keep_memory()
        self.engine: _Engine | _Ended = _Engine(setting) if setting.ended is None else _Ended(setting)

    def histories(self, seed: int, first: int, n: int) -> Histories:
        """The *n* histories from number *first* on under *seed*."""
        import numpy as np

        return self.some(seed, np.arange(first, first + n))

    def some(self, seed: int, numbers: NDArray[int64]) -> Histories:
        """The histories of these *numbers* under *seed*."""
        return self.engine.packing.ends(self.engine.keys(histories_mixed(seed, numbers)))

    def counts(self, seed: int, first: int, n: int) -> tuple[NDArray[int64], NDArray[int64]]:
        """How many of the histories come to each ending on each day, and how many were closed last by each process."""
        import numpy as np

        engine, tally = self.engine, np.zeros(1, dtype=np.int64)
        for start in range(first, first + n, BLOCK):
            numbers = np.arange(start, min(start + BLOCK, first + n))
            tally = tally + engine.packing.tallied(engine.keys(histories_mixed(seed, numbers)))
        return engine.packing.told(tally, len(self.setting.plan.ids))

    def law(self, seed: int, n: int) -> Law:
        """The law that *n* histories under *seed* show."""
        table, last = self.counts(seed, 0, n)
        whole = int(last[1:].sum())
        ids = self.setting.plan.ids
        shares = {ids[k]: int(c) / whole for k, c in enumerate(last[1:].tolist()) if c}
        method = Method("sampling", "numpy over the tables of each process", seed=seed, histories=n)
        open_ = int(table[-1].sum()) / n
        title = self.setting.deal.title
        return Law(self.endings[:-1], self.setting.day, table[:-1] / n, open_, method, last=shares, title=title)


def _keep_memory() -> None:
    """Free a large piece of memory once: from then on the allocator keeps what a block frees for the next block.

    Else it gives the pages back, and half of the time goes into having them zeroed again.
    """
    import numpy as np

    np.empty(1 << 24, dtype=np.int8)


class _Engine:
    """The walkers of the processes that wait for nobody, and the meeting of the one that waits for them."""

    def __init__(self, setting: Setting) -> None:
        self.setting = setting
        ground = Ground(setting)
        joint, bad = shape_of(ground)
        self.meeting: Meeting = Meeting(ground, joint, bad)
        self.packing: Packing = self.meeting.packing
        self.walkers: dict[int, Walker] = {}
        for k in dict.fromkeys((*bad, *(k for good in self.meeting.goods.values() for k in good))):
            goods = {name: good[k] for name, good in self.meeting.goods.items() if k in good}
            place = self.meeting.places.get(k, 0)
            self.walkers[k] = Walker(ground, k, goods, bad.get(k, frozenset()), place, self.meeting.bits)
        for name, good in self.meeting.goods.items():
            for k, states in good.items():
                if any(r.source in states and r.target not in states for r in ground.rows[k]):
                    raise Unsolved(f"{ground.plan.ids[k]} may lose what {name} asks")

    def keys(self, mixed: NDArray[uint64]) -> NDArray[Any]:
        """The packed ends of the histories whose luck is *mixed*."""
        lot = Lot(self.setting, mixed)
        return self.meeting.meet(lot, {k: walker.walk(lot) for k, walker in self.walkers.items()})


class _Ended:
    """A deal that has ended: every history ends where it stands."""

    def __init__(self, setting: Setting) -> None:
        days = (setting.horizon - setting.day).days + 1
        self.packing: Packing = Packing(days, setting.endings, (), ())
        self.ending: int = setting.endings.index(setting.ended[0]) if setting.ended is not None else -1

    def keys(self, mixed: NDArray[uint64]) -> NDArray[Any]:
        """The same end for all."""
        import numpy as np

        return np.full(len(mixed), self.packing.outcome(self.ending), self.packing.dtype)
